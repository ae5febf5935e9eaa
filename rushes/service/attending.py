"""People at a screen: a shot that waits for them holds its branch, and the others go on.

When all that is left waits, nothing is held any longer: the run stands at its interrupts, the models' memory and the
project are free, and the next word resumes it.
"""

import asyncio
from contextlib import suppress

from rushes.agents.production import Floor
from rushes.film.take import ShotState
from rushes.memory.store import ProjectStore

PATIENCE = 1.0
"""Seconds without any step in hand after which nobody but people is waited for."""


class Attending:
    """People at hand while others are at work. To be used from the run's event loop."""

    def __init__(self, store: ProjectStore, floor: Floor) -> None:
        self._store = store
        self._floor = floor
        self._spoken = asyncio.Event()

    def hears(self) -> None:
        """Somebody said something: every branch that waits looks."""
        self._spoken.set()
        self._spoken = asyncio.Event()

    async def word(self, shot: str) -> bool:
        """Whether the shot was decided about while others were at work."""
        while not self._floor.stopping:
            if self._store.shots.get(shot).state is not ShotState.WAITING:
                return True
            if not await self._heard() and not self._floor.in_hand:
                return False
        return False

    async def _heard(self) -> bool:
        """Whether somebody spoke before the others had nothing more in hand for a while."""
        idle = False
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._spoken.wait(), PATIENCE)
                return True
            if self._floor.stopping or (idle and not self._floor.in_hand):
                return False
            idle = not self._floor.in_hand
