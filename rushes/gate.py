r"""The terminal gate: foreign text leaves for a terminal only through here.

What a terminal obeys, or what hides words from the person who judges them, is shown as a visible sign; nothing of the
text is lost. All else is left as it is, for it is how people write: what joins letters and pictures and what keeps them
apart (ZWJ, ZWNJ, ZWSP), soft hyphens, variation selectors, combining marks, Hangul fillers, letters from right to left.
None of them steers a terminal.
"""

import re

_DANGEROUS = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0, DEL and C1: what moves the cursor, and begins every escape
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"  # marks that turn a line round, or its digits and brackets
    "\u2028\u2029"  # ends of lines and paragraphs that are no newline: who counts lines must not meet them
    "\ufff9-\ufffb"  # annotations: what stands between them may be hidden
    "\U000e0000-\U000e007f"  # tags: an alphabet that is never seen, but is read by a model
    "\ud800-\udfff\ufffe\uffff"  # no characters: not to be encoded, and not allowed in a document
    "]"
)

_NOT_A_LETTER = re.compile(rf"[\t\n]|{_DANGEROUS.pattern}")

_JOINER = "\u200d"
_LOOSE = re.compile(rf"{_JOINER}(?:(?<![^\x00-\x7f\s{_JOINER}]{_JOINER})|(?![^\x00-\x7f\s{_JOINER}]))")
"""A joiner with nothing to join, at an end or beside a blank or ASCII: what follows it would be counted as no cell."""

_MOST = 10_000
"""Characters of a text that are looked at for one line of it: it may be a megabyte, and is asked for at every paint."""


def clean(text: str) -> str:
    """The text, safe to print: newlines and tabs stay, every other control stands as its picture or code."""
    return _LOOSE.sub(_visible, _DANGEROUS.sub(_visible, text))


def _visible(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def letter_by_letter(text: str) -> str:
    """The text on one line, as long as it was: for a line that is typed on, where a cursor counts its letters."""
    return _NOT_A_LETTER.sub(lambda found: chr(0x2400 + ord(found[0])) if found[0] < " " else "\ufffd", text)


def one_line(text: str, width: int) -> str:
    """`clean` text on one line, cut to `width` characters with an ellipsis."""
    flat = " ".join(clean(text[:_MOST]).split())
    if len(flat) <= width and len(text) <= _MOST:
        return flat
    return flat[: max(width - 1, 0)].rstrip(_JOINER) + "…"
