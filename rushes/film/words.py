"""Words with their times: what was said in a recording, and when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

PARAGRAPH_PAUSE = 1.2
"""Seconds of silence after which a new paragraph begins, where the sentence before has ended."""

BREATH = 0.3
"""Seconds of silence that end a sentence where a transcript has no stops and commas."""

SENTENCE_ENDS = (".", "!", "?", "…", "。", "！", "？")
CLAUSE_ENDS = (*SENTENCE_ENDS, ",", ";", ":", "—", "–", "、", "，", "；")
_CLOSERS = "\"'”’)]»」』"


class Exactness(StrEnum):
    """How a word's start is known."""

    MEASURED = "measured"  # a model heard it there, a transcript says so, or a pause in the sound ends there
    SPREAD = "spread"  # laid out by its letters between two that are measured


@dataclass(frozen=True, slots=True)
class Word:
    """One word as it is written, punctuation with it, and when it is said: seconds from the recording's start.

    `at` is where it begins in the reading's text; 0 until it is laid out there.
    """

    text: str
    start: float
    end: float
    exactness: Exactness = Exactness.MEASURED
    at: int = 0

    @property
    def ends_sentence(self) -> bool:
        """Whether a sentence ends with it."""
        return self.text.rstrip(_CLOSERS).endswith(SENTENCE_ENDS)

    @property
    def ends_clause(self) -> bool:
        """Whether a clause ends with it."""
        return self.text.rstrip(_CLOSERS).endswith(CLAUSE_ENDS)


@dataclass(frozen=True, slots=True)
class Narration:
    """A spoken recording: its file's sha256, its exact length, and its words in order.

    `heard` says who told the words: a transcript's name, or a model's with its revision.
    """

    sha256: str
    samples: int
    rate: int
    words: tuple[Word, ...]
    heard: str

    @property
    def seconds(self) -> Fraction:
        """The recording's exact length."""
        return Fraction(self.samples, self.rate)

    def frames(self, fps: Fraction) -> int:
        """The frames that hold all of it: the picture outlasts the sound by less than one."""
        exact = self.seconds * fps
        return max(1, -(-exact.numerator // exact.denominator))

    @property
    def measured(self) -> float:
        """The share of words whose start is measured, 0..1."""
        return sum(word.exactness is Exactness.MEASURED for word in self.words) / max(1, len(self.words))


def laid_out(words: Sequence[Word]) -> tuple[list[str], tuple[Word, ...]]:
    """The words as paragraphs, and each with its place in those paragraphs joined by empty lines.

    A paragraph ends where a sentence does and a long pause follows. Where there are no stops and
    commas at all, every breath ends one.
    """
    stops = any(word.ends_clause for word in words[:-1])
    paragraphs: list[str] = []
    line: list[str] = []
    placed: list[Word] = []
    at = 0
    for index, word in enumerate(words):
        placed.append(replace(word, at=at))
        line.append(word.text)
        following = words[index + 1] if index + 1 < len(words) else None
        if following is None or _parts(word, following, stops=stops):
            paragraphs.append(" ".join(line))
            line.clear()
            at += 1
        at += len(word.text) + 1
    return paragraphs, tuple(placed)


def _parts(word: Word, following: Word, *, stops: bool) -> bool:
    pause = following.start - word.end
    return (pause >= PARAGRAPH_PAUSE and word.ends_sentence) if stops else pause >= BREATH


def orderly(words: Iterable[Word], seconds: float) -> tuple[Word, ...]:
    """The words that say something, their times inside the recording, none beginning before the one before it."""
    row: list[Word] = []
    last = 0.0
    for word in words:
        text = " ".join(word.text.split())
        if text:
            start = min(max(word.start, last), seconds)
            row.append(replace(word, text=text, start=start, end=min(max(word.end, start), seconds)))
            last = start
    return tuple(row)
