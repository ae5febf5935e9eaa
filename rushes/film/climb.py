"""The climb: what is tried next with a shot whose take is weak, from cheap to dear, and when it stops paying."""

from collections.abc import Callable, Sequence
from enum import StrEnum


class Rung(StrEnum):
    """What a take is made with that the one before it was not; `first` has none before it. Order matters."""

    FIRST = "first"
    SEED = "seed"
    PROMPT = "prompt"  # the critic's note, in a rewritten prompt
    KEYFRAME = "keyframe"  # a new still, and a clip from it
    REFERENCES = "references"  # another strength of what is carried over from the bible's stills


_OWN = 2.0
"""How much a failure of this very shot counts against failures of others: what made it fail is likely still there."""

_MOST = 10.0
"""How many takes a backend's record counts for at most: a long history must not drown the shot's own word."""


def chance(tries: int, passed: int, own: int) -> float:
    """The expected share of passing takes among further ones on a rung, in (0, 1).

    The mean of a Beta distribution: one success and one failure to begin with, then the backend's record on this
    rung (`tries`, of which `passed`), scaled down to at most ten takes, then `own` failures of this shot on it,
    each as two.
    """
    weight = min(1.0, _MOST / tries) if tries else 0.0
    good = 1.0 + weight * passed
    bad = 1.0 + weight * (tries - passed) + _OWN * own
    return good / (good + bad)


def next_rung(
    climbed: Sequence[Rung],
    ladder: Sequence[Rung],
    record: Callable[[Rung], tuple[int, int]],
    least: float,
    wish: Rung | None = None,
) -> Rung | None:
    """The next step for a shot whose takes on the rungs `climbed` were all weak; None when none is worth a take.

    `ladder` are the rungs there are, cheap ones first. Each is tried once before the next; on the last, again and
    again. A rung whose `chance` is under `least` is passed over. `wish` is a critic's, who may ask for a dearer step
    than is due, not for a cheaper one.
    """
    paying = (rung for rung in due(climbed, ladder, wish) if chance(*record(rung), climbed.count(rung)) >= least)
    return next(paying, None)


def due(climbed: Sequence[Rung], ladder: Sequence[Rung], wish: Rung | None = None) -> list[Rung]:
    """The steps that may come next, whatever they pay, cheap ones first: see `next_rung`."""
    left = [rung for rung in ladder if rung not in climbed] or list(ladder[-1:])
    return left[left.index(wish) :] if wish is not None and wish in left else left
