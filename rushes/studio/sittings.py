"""A studio for one sitting after another: opened with the first call in an event loop, closed when the loop ends."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from rushes.studio.calls import Call, Done
from rushes.studio.dispatch import LaneStudio
from rushes.studio.lane import Step


@dataclass(slots=True)
class _Sitting:
    loop: asyncio.AbstractEventLoop
    studio: LaneStudio
    end: AsyncGenerator[None] | None = None


class SittingStudio:
    """A `Studio` that outlives its event loops. `open_one` makes the studio of one loop, with lanes of its own."""

    def __init__(self, open_one: Callable[[], LaneStudio]) -> None:
        self._open = open_one
        self._last: _Sitting | None = None

    async def run(self, call: Call, hear: Callable[[Step], None] = lambda _step: None) -> Done:
        """The call's result. Raises as `calls.Studio.run` says."""
        studio = await self._here()
        return await studio.run(call, hear)

    @asynccontextmanager
    async def lend(self, order: int = 0, *, urgent: bool = False) -> AsyncGenerator[None]:
        """The cards, for a brain that thinks on them. Raises Interrupted when the studio was halted."""
        studio = await self._here()
        async with studio.lend(order, urgent=urgent):
            yield

    def halt(self) -> None:
        """Begin no more calls in the running loop."""
        self._sitting().studio.halt()

    def _sitting(self) -> _Sitting:
        loop = asyncio.get_running_loop()
        if self._last is None or self._last.loop is not loop:
            self._last = _Sitting(loop, self._open())
        return self._last

    async def _here(self) -> LaneStudio:
        """The running loop's studio, from now on bound to the loop's end."""
        sitting = self._sitting()
        if sitting.end is None:
            sitting.end = _until_the_loop_ends(sitting.studio)
            await anext(sitting.end)
        return sitting.studio


async def _until_the_loop_ends(studio: LaneStudio) -> AsyncGenerator[None]:
    """A generator that is never gone on with: `asyncio.run` closes those at its end, and waits for that."""
    try:
        yield
    finally:
        await studio.close()
