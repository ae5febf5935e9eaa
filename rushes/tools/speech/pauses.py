"""Voice and pauses in a recording, by its loudness."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rushes.tools.speech.audio import HOP

_RANGE = 0.35
"""How far above the quietest tenth the voice begins, as a share of the way to the loudest twentieth."""

_BELOW_LOUD = 32.0
"""dB: nothing quieter than this below the loudest is voice, however silent the rest is."""

_FLAT = 6.0
"""dB: with less than this between quiet and loud there are no pauses to be heard."""

_CLICK, CLOSURE = 4, 12
"""Hops: a shorter noise is none, a shorter silence is the closure of a p, t or k and no pause."""


@dataclass(frozen=True, slots=True)
class Voiced:
    """A stretch of voice, in seconds."""

    start: float
    end: float

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return self.end - self.start


def voiced(loudness: NDArray[np.float32]) -> list[Voiced]:
    """The stretches of voice of a recording, pauses of 120 ms and more between them; all of it when it has no pauses.

    `loudness` is in dB, one number every `HOP` seconds.
    """
    quiet, loud = (float(level) for level in np.percentile(loudness, [10, 95]))
    if loud - quiet < _FLAT:
        return [Voiced(0.0, len(loudness) * HOP)]
    heard = loudness > max(quiet + _RANGE * (loud - quiet), loud - _BELOW_LOUD)
    runs = _runs(heard)
    joined: list[tuple[int, int]] = []
    for start, end in runs:
        if joined and start - joined[-1][1] < CLOSURE:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return [Voiced(start * HOP, end * HOP) for start, end in joined if end - start >= _CLICK]


def _runs(flags: NDArray[np.bool_]) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]]).astype(np.int8)))
    return [(int(start), int(end)) for start, end in edges.reshape(-1, 2)]


def clipped(stretches: list[Voiced], start: float, end: float) -> list[Voiced]:
    """The parts of stretches that lie in [start, end); all of [start, end) where none does."""
    inside = [Voiced(max(one.start, start), min(one.end, end)) for one in stretches]
    heard = [one for one in inside if one.seconds > HOP / 2]
    return heard or [Voiced(start, end)]
