"""Who watches over a run while it goes on: asked now and then, from the run's own event loop."""

from typing import Protocol

BETWEEN = 2.0
"""Seconds between two looks."""


class Vigil(Protocol):
    """Somebody who looks at the clock, and tells others that the run is alive."""

    def looks(self) -> bool:
        """Whether the run may go on. Must not block."""
        ...


class Unwatched:
    """Nobody watches: a run ends when it is done."""

    def looks(self) -> bool:
        """On and on."""
        return True
