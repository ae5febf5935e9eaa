"""Where a projector stands and whether it runs: arithmetic on a clock that is handed in."""

import math
from dataclasses import dataclass, replace
from fractions import Fraction

_A_TOUCH = 1e-6
"""Part of a frame: clocks come as floats, and a frame is due when its time is all but there."""


@dataclass(frozen=True, slots=True)
class Transport:
    """A film of `frames` (≥ 1) at `fps` (0: it does not move) that stood at `index` at the second `since`.

    It has run since then, from its end to its beginning again; `since` is None while it stands.
    """

    frames: int
    fps: Fraction
    index: int = 0
    since: float | None = None

    @property
    def running(self) -> bool:
        """Whether it runs."""
        return self.since is not None

    def at(self, now: float) -> int:
        """The frame that is due now, 0 to `frames` - 1."""
        return (self.index + self._passed(now)) % self.frames

    def until_next(self, now: float) -> float | None:
        """Seconds until another frame is due; None: none will be."""
        if self.since is None or self.frames == 1 or not self.fps:
            return None
        return max(0.0, self.since + (self._passed(now) + 1) / float(self.fps) - now)

    def run(self, now: float) -> "Transport":
        """Running from where it is."""
        return self if self.running else replace(self, since=now)

    def stand(self, now: float) -> "Transport":
        """Standing where it is."""
        return replace(self, index=self.at(now), since=None)

    def seek(self, index: int, now: float) -> "Transport":
        """At another frame, the nearest there is; running if it ran."""
        held = min(max(index, 0), self.frames - 1)
        return replace(self, index=held, since=now if self.running else None)

    def _passed(self, now: float) -> int:
        """Whole frames since it began to run."""
        return max(0, math.floor((now - self.since) * self.fps + _A_TOUCH)) if self.since is not None else 0
