"""Cutting the source's words to what can be read while a shot runs."""

import re
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

_SPACES = re.compile(r"\s+")
_CLAUSE_END = re.compile(r"[.!?…;:,—–]+[\"'”’)\]]*(?=\s|$)|[—⁠](?=\w)|[。！？；，、]+[」』”]*")
_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s|$)|[。！？]+[」』”]*")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_SOFT_BREAK = re.compile(
    r"\s(?=(?:and|but|or|as|while|when|where|which|who|that|because|until|then|so|to|with|from|into)\s)"
)
_LOOSE_END = " \t\n,;:—–-⁠"
_SHORTEST_SHARE = 0.45
_NO_SHORT_TAIL = 1.5
"""Under this many limits a text is parted about evenly, not into a full piece and a scrap."""

_WINDOWS = 6
_MOST_PIECES = 16
_WHOLE = 10
_CIRCUMSTANCE = 0.4
_FEW_WORDS = 3
_OPENERS = frozenset(
    {
        "in", "at", "on", "by", "for", "from", "to", "with", "without", "after", "before", "behind", "under", "over",
        "through", "upon", "of", "into", "between", "when", "while", "as", "then", "and", "but", "or", "so", "until",
        "which", "who", "that", "where", "because", "still", "presently", "now", "already", "said",
    }
)  # fmt: skip
"""What a piece that says little by itself begins with."""


def plain(text: str) -> str:
    """The words in one line, every run of white space one space."""
    return _SPACES.sub(" ", text).strip()


def clipped(text: str, limit: int) -> str:
    """At most `limit` characters, cut at a word's border and ended with an ellipsis where something is cut."""
    line = plain(text[: limit * 4])
    if len(line) <= limit:
        return line
    head = line[: limit - 1]
    border = head.rfind(" ")
    if border > limit // 2:
        head = head[:border]
    return head.rstrip(_LOOSE_END) + "…"


def excerpt(text: str, limit: int) -> str:
    """The run of clauses that says most of `text` in at most `limit` characters.

    What somebody does counts more than the circumstances ("In the street behind the market,").
    What is cut off inside a sentence is marked with an ellipsis.
    """
    line = plain(text)
    if len(line) <= limit:
        return line
    line = line[: limit * _WINDOWS]
    pieces = _pieces(line)
    runs = [
        pieces[first:last]
        for first, piece in enumerate(pieces)
        if piece.after is not _Break.LINK
        for last in range(first + 1, min(first + _MOST_PIECES, len(pieces)) + 1)
        if len(line[piece.start : pieces[last - 1].end].strip()) <= limit - 2
    ]
    best = max(runs, key=lambda run: (_worth(run), -run[0].start), default=pieces[:1])
    if not limit * _SHORTEST_SHARE <= best[-1].end - best[0].start <= limit:
        return clipped(line, limit)
    words = line[best[0].start : best[-1].end].strip()
    opened = words if best[0].after is _Break.SENTENCE else f"…{words}"
    return opened if best[-1].before is _Break.SENTENCE else opened.rstrip(_LOOSE_END) + "…"


class _Break(Enum):
    """What parts two pieces of a line."""

    SENTENCE = 0
    CLAUSE = 1
    LINK = 2


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of a line that is not parted further: what stands after which break, before which."""

    start: int
    end: int
    after: _Break
    before: _Break
    worth: float


def _pieces(line: str) -> list[_Piece]:
    breaks = {m.start(): _Break.LINK for m in _SOFT_BREAK.finditer(line)}
    breaks |= {m.end(): _Break.CLAUSE for m in _CLAUSE_END.finditer(line)}
    breaks |= {m.end(): _Break.SENTENCE for m in _SENTENCE_END.finditer(line)}
    breaks |= {0: _Break.SENTENCE}
    breaks.setdefault(len(line), _Break.LINK)
    return [
        _Piece(start, end, breaks[start], breaks[end], _told(line[start:end]))
        for start, end in pairwise(sorted(breaks))
        if line[start:end].strip()
    ]


def _told(words: str) -> float:
    """How much a piece tells: its letters, few of them where it only gives the circumstances."""
    first = words.split(maxsplit=1)[0].strip("“\"'‘(").casefold()
    weak = first in _OPENERS or first.endswith("ing") or len(words.split()) < _FEW_WORDS
    return len(words.strip()) * (_CIRCUMSTANCE if weak else 1.0)


def _worth(run: list[_Piece]) -> float:
    starts, ends = run[0].after is _Break.SENTENCE, run[-1].before
    return sum(piece.worth for piece in run) + _WHOLE * starts + _WHOLE * (1 - ends.value)


def portions(text: str, limit: int) -> list[str]:
    """`text` cut into pieces of at most `limit` characters, at sentences, then clauses, then words.

    Joined with spaces the pieces are the text again, white space aside.
    """
    line = plain(text)
    pieces: list[str] = []
    start = 0
    while len(line) - start > limit:
        left = len(line) - start
        most = min(limit, left * 2 // 3) if left < limit * _NO_SHORT_TAIL else limit
        end = start + _portion_end(line[start : start + most + 1], most)
        pieces.append(line[start:end].rstrip())
        start = end + (line[end : end + 1] == " ")
    return [*pieces, line[start:]] if start < len(line) else pieces


def _portion_end(line: str, limit: int) -> int:
    window = line[: limit + 1]
    floor = int(limit * _SHORTEST_SHARE)
    for pattern in (_SENTENCE_END, _CLAUSE_END):
        ends = [m.end() for m in pattern.finditer(window) if floor <= m.end() <= limit]
        if ends:
            return ends[-1]
    soft = [m.start() for m in _SOFT_BREAK.finditer(window) if floor <= m.start() <= limit]
    if soft:
        return soft[-1]
    space = window.rfind(" ")
    return space if space > 0 else limit


def count_words(text: str) -> int:
    """Words as white space parts them; of Chinese and Japanese, which have none, two signs are counted as a word."""
    return len(text.split()) + len(_UNSPACED.findall(text)) // 2
