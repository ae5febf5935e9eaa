"""What the night shoots next: the whole film once, then better takes of what is weakest."""

import math
from collections.abc import Collection, Mapping, Sequence

from rushes.configs.profile import Budget
from rushes.film.take import TO_SHOOT, ShotState
from rushes.memory.shots import ShotStanding

CHAPTER = 1800.0
"""Seconds of work between two cuts: a film to look at is never older, and models still stay loaded long enough."""

FIRST = 8
"""Shots of the first chapter, before anybody knows how long one takes: an early look."""

MOST_TAKES = 50
"""Of a kind in a round, as `Budget` bounds them."""

_WEAK = frozenset({ShotState.FLAGGED, ShotState.FAILED})


def shots_a_chapter(seconds_a_shot: float) -> int:
    """How many shots a chapter has; 0 seconds for "not known yet"."""
    return max(FIRST // 2, math.ceil(CHAPTER / seconds_a_shot)) if seconds_a_shot else FIRST


def rough(board: Sequence[ShotStanding], tried: Collection[str], count: int) -> tuple[str, ...]:
    """The next shots of a whole film, in film order: first those of which there is nothing to show."""
    due = [one for one in board if one.state in TO_SHOOT and one.number not in tried]
    chosen = {one.number for one in sorted(due, key=lambda one: one.print is not None)[:count]}
    return tuple(one.number for one in due if one.number in chosen)


def weakest(
    board: Sequence[ShotStanding], merits: Mapping[str, float], tried: Collection[str], count: int
) -> tuple[str, ...]:
    """The weakest shots: those without a film first, then by their merit (0 to 1, by shot), the worst first."""
    weak = [one for one in board if one.state in _WEAK and one.number not in tried]
    weak.sort(key=lambda one: merits.get(one.number, -1.0))
    return tuple(one.number for one in weak[:count])


def deeper(budget: Budget, depth: int) -> Budget:
    """A budget for takes of one shot, doubled for every depth."""
    return budget.model_copy(
        update={
            "keyframes": min(MOST_TAKES, budget.keyframes << depth),
            "clips": min(MOST_TAKES, budget.clips << depth),
        }
    )


def deepest(budget: Budget, depth: int) -> bool:
    """Whether a further depth allows no more."""
    return deeper(budget, depth) == deeper(budget, depth + 1)
