"""Timing: how long each shot runs, by what is read in it, and all of them by the film's length."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rushes.agents.house.coverage.draft import Draft
from rushes.agents.house.coverage.moments import Role
from rushes.film.grammar.pace import LONGEST, SHORTEST
from rushes.film.vocabulary import Mood, Move, ShotSize

LETTERS_A_SECOND = 16.5
"""The planner's reading speed: under the referee's limit, so that a person may shorten a shot a little."""

_LEAD_IN = 0.25
_STEP = 0.125
"""Shots last whole eighths of a second: three frames at 24 fps."""

_PACE: Mapping[Mood, float] = {
    Mood.CALM: 1.12,
    Mood.TENDER: 1.1,
    Mood.MELANCHOLY: 1.12,
    Mood.WONDROUS: 1.12,
    Mood.MYSTERIOUS: 1.05,
    Mood.TENSE: 0.88,
    Mood.FEARFUL: 0.88,
    Mood.ANGRY: 0.82,
    Mood.JOYFUL: 0.95,
    Mood.COMIC: 0.92,
}
_BASE: Mapping[Role, float] = {Role.ESTABLISH: 3.6, Role.STORY: 3.0, Role.REACTION: 2.2, Role.DETAIL: 2.2}


@dataclass(frozen=True, slots=True)
class Length:
    """The least a shot needs and what it would like, in seconds."""

    least: float
    wish: float


def length_of(draft: Draft, mood: Mood) -> Length:
    """How long a shot should run by itself."""
    least = max(SHORTEST, min(LONGEST, draft.letters / LETTERS_A_SECOND + _LEAD_IN)) if draft.letters else SHORTEST
    base = _BASE[draft.role]
    if draft.framing.size.width_rank <= ShotSize.LONG.width_rank:
        base += 0.4
    if draft.move is not Move.STATIC:
        base += 0.3
    return Length(least, min(LONGEST, max(least, base * _PACE.get(mood, 1.0))))


def fitted(lengths: Sequence[Length], total: float) -> list[float]:
    """Seconds for each shot, in steps of an eighth, that sum to `total` as nearly as their limits allow.

    Longer than wished: every shot is stretched by the same factor, none above the longest.
    Shorter: what each has above its least is given up in proportion.
    """
    wished = sum(length.wish for length in lengths)
    least = sum(length.least for length in lengths)
    if total >= wished:
        exact = _stretched([length.wish for length in lengths], total)
    elif total <= least:
        exact = [length.least for length in lengths]
    else:
        share = (total - least) / (wished - least)
        exact = [length.least + share * (length.wish - length.least) for length in lengths]
    return _stepped(exact, [length.least for length in lengths])


def _stretched(wishes: list[float], total: float) -> list[float]:
    """Scale up, again and again as shots reach the longest length."""
    exact = list(wishes)
    for _ in range(len(exact)):
        free = [i for i, seconds in enumerate(exact) if seconds < LONGEST]
        missing = total - sum(exact)
        if not free or missing < _STEP / 2:
            break
        factor = 1 + missing / sum(exact[i] for i in free)
        for i in free:
            exact[i] = min(LONGEST, exact[i] * factor)
    return exact


def _stepped(exact: list[float], least: list[float]) -> list[float]:
    """Round to steps, carrying what rounding took so that the sum stays; never under the least."""
    rounded: list[float] = []
    carry = 0.0
    for seconds, floor in zip(exact, least, strict=True):
        steps = round((seconds + carry) / _STEP)
        while steps * _STEP < floor:
            steps += 1
        value = min(steps * _STEP, LONGEST)
        carry += seconds - value
        rounded.append(value)
    return rounded
