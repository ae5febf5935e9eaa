"""Cut points: on which words of a narration the shots of a plan begin, in frames from the film's start."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, pairwise

from rushes.film.frames import frames_for
from rushes.film.manifest import Shot
from rushes.film.words import Exactness, Word

SHORTEST, LONGEST = 1.0, 20.0
"""Seconds of a shot: a shorter one is a flash, a longer one no plan can hold."""

_SENTENCE, _CLAUSE, _PAUSE, _MEASURED = 0.6, 0.35, 1.2, 0.3
"""How many seconds farther from its wish a cut may lie to fall on the end of a sentence, of a clause, on a pause
(a second of it) or on a word whose time is measured."""

_LONG_PAUSE = 0.5
"""Seconds: longer pauses draw a cut no more than this one."""

_AROUND = 12
"""So many words to either side of a wish are looked at: no worth outweighs the distance of more."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """A frame on which a cut may stand, and how well: in seconds, more is better."""

    frame: int
    worth: float


@dataclass(frozen=True, slots=True)
class Wish:
    """Where a shot would begin, and the last frame it may begin on before it is in another's way.

    `bound`: its own first word begins there. Else it has a share of a longer stretch and is free to move.
    """

    frame: float
    latest: float
    bound: bool


def frame_of(word: Word, fps: Fraction) -> int:
    """The frame nearest to a word's start."""
    return round(Fraction(word.start) * fps)


def beginnings(words: Sequence[Word], total: int, fps: Fraction) -> list[Beginning]:
    """Where the words of a film of `total` frames begin, in order."""
    found: dict[int, float] = {}
    before: Word | None = None
    for word in words:
        frame = frame_of(word, fps)
        if 0 < frame < total:
            found[frame] = max(_worth(before, word), found.get(frame, 0.0))
        before = word
    return [Beginning(frame, worth) for frame, worth in sorted(found.items())]


def _worth(before: Word | None, word: Word) -> float:
    pause = _LONG_PAUSE if before is None else min(_LONG_PAUSE, max(0.0, word.start - before.end))
    worth = _PAUSE * pause + (_MEASURED if word.exactness is Exactness.MEASURED else 0.0)
    if before is None or before.ends_sentence:
        return worth + _SENTENCE
    return worth + (_CLAUSE if before.ends_clause else 0.0)


def wishes(shots: Sequence[Shot], words: Sequence[Word], total: int, fps: Fraction) -> list[Wish]:
    """Where each shot would begin, in film order: with the first word of its span, and the first shot with the film.

    Shots that begin with the same word share what is said until the next, by their planned seconds; so do those
    that stand out of the story's order.
    """
    ends = [word.at + len(word.text) for word in words]
    firsts = [min(bisect_right(ends, shot.span.start), len(words) - 1) for shot in shots]
    leaders = _leaders(firsts)
    anchors = [0.0, *(float(Fraction(words[firsts[index]].start) * fps) for index in leaders[1:]), float(total)]
    least = frames_for(SHORTEST, fps)
    found: list[Wish] = []
    for (first, last), (anchor, following) in zip(pairwise([*leaders, len(shots)]), pairwise(anchors), strict=True):
        *told, whole = accumulate((shot.seconds for shot in shots[first:last]), initial=0.0)
        found.append(Wish(anchor, anchor + least, bound=True))
        found += [
            Wish(anchor + (following - anchor) * share / whole, following - least, bound=False) for share in told[1:]
        ]
    return found


def _leaders(firsts: Sequence[int]) -> list[int]:
    """The shots that begin with a word of their own: the film's first, and each in the story's order on a new word."""
    leaders = [0]
    led = -1
    for index in _rising(firsts):
        if index == 0:
            led = firsts[0]
        elif firsts[index] > led:
            leaders.append(index)
            led = firsts[index]
    return leaders


def _rising(firsts: Sequence[int]) -> list[int]:
    """The indices of a longest row of `firsts` that never falls (patience sorting, n·log n)."""
    tails: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for index, first in enumerate(firsts):
        place = bisect_right(tails, first)
        tails[place : place + 1] = [first]
        at[place : place + 1] = [index]
        before.append(at[place - 1] if place else -1)
    row: list[int] = []
    index = at[-1] if at else -1
    while index >= 0:
        row.append(index)
        index = before[index]
    return row[::-1]


def placed(wished: Sequence[Wish], where: Sequence[Beginning], total: int, fps: Fraction) -> list[int | None]:
    """The frame each shot begins on, rising by a second at least; None for one that finds no room of its own."""
    least = frames_for(SHORTEST, fps)
    starts: list[int | None] = [0]
    last = 0
    for wish in wished[1:]:
        starts.append(nearest(wish, where, last + least, min(total - least, int(wish.latest)), fps))
        last = last if starts[-1] is None else starts[-1]
    return starts


def nearest(wish: Wish, where: Sequence[Beginning], low: int, high: int, fps: Fraction) -> int | None:
    """The frame in [low, high] on which a wish is best granted; None where no word begins in there."""
    first = bisect_left(where, low, key=lambda one: one.frame)
    last = bisect_right(where, high, key=lambda one: one.frame)
    around = bisect_left(where, wish.frame, first, max(first, last), key=lambda one: one.frame)
    near = where[max(first, around - _AROUND) : min(last, around + _AROUND)]
    best = min(near, key=lambda one: (_far(one, wish, fps), one.frame), default=None)
    return best.frame if best else None


def _far(one: Beginning, wish: Wish, fps: Fraction) -> float:
    away = abs(one.frame - wish.frame) / float(fps)
    return away if wish.bound else away - one.worth
