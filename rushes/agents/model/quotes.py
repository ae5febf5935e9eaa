"""Quotes: what a model says is spoken, looked up in the source, word for word."""

import re

_WORD = re.compile(r"[^\W_]+")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
"""Chinese and Japanese part no words: there a stretch of signs is looked up as it is."""

_ENDS = ".!?…。！？"
_PAUSES = ("", ",", ";", ":", "\n", *"”’\"'»)")
_AFTER = 3


class Quotes:
    """A stretch of the source in which words are looked up, whatever their case and punctuation."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._places = [(match.start(), match.end()) for match in _WORD.finditer(text)]
        self._row = _row(text)
        self._line = " ".join(text.split())

    def find(self, words: str) -> str:
        """The source's own words for these, closed like a line that stands alone; empty where it has none such."""
        line = " ".join(words.split())
        wanted = _row(line)
        if not wanted.strip():
            return ""
        found = self._row.find(wanted)
        if found < 0:
            return line if _UNSPACED.search(line) and line in self._line else ""
        first = self._row.count(" ", 0, found)
        last = first + wanted.count(" ") - 2
        start, end = self._places[first][0], self._places[last][1]
        after = self._text[end : end + _AFTER]
        ended = end + len(after) - len(after.lstrip(_ENDS))
        said = " ".join(self._text[start:ended].split())
        if ended > end:
            return said
        return f"{said}." if after[:1] in _PAUSES else f"{said}…"


def _row(text: str) -> str:
    """The words in small letters, a space before and after each."""
    return f" {' '.join(match[0].casefold() for match in _WORD.finditer(text))} "
