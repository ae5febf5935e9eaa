"""The studio's contract, and the studio of one machine without a GPU."""

import asyncio
import heapq
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count
from typing import Generic, Protocol, TypeVar

from rushes.errors import Interrupted

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Call(Generic[Made]):
    """One tool call. `order` is the shot's place in the film: lower is run sooner."""

    work: Callable[[], Made]
    order: int = 0


class Studio(Protocol):
    """Runs tool calls on what the machine has."""

    async def run(self, call: Call[Made]) -> Made:
        """The call's result, or what it raised. Raises Interrupted when halted before it began."""
        ...

    def halt(self) -> None:
        """Begin no more calls; those that run go on to their end."""
        ...


@dataclass(order=True, slots=True)
class _Waiting:
    order: int
    arrival: int
    turn: asyncio.Future[None] = field(compare=False)


def _halted() -> Interrupted:
    return Interrupted("Stopped after the step in hand.", "Give the same command again to go on.")


def workers() -> int:
    """How many calls a machine's cores carry: one each, of those this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class CpuStudio:
    """As many calls at once as there are cores, the film's earlier shots first.

    Calls run in threads: the draft renderer's work is done in native code that lets other
    threads run meanwhile. To be used from one event loop.
    """

    def __init__(self, at_once: int | None = None) -> None:
        self._free = at_once or workers()
        self._pool = ThreadPoolExecutor(self._free, thread_name_prefix="lane")
        self._waiting: list[_Waiting] = []
        self._arrivals = count()
        self._halted = False

    async def run(self, call: Call[Made]) -> Made:
        """Wait for a free worker, then run the call to its end, also when the waiter is cancelled."""
        await self._turn(call.order)
        try:
            work = asyncio.get_running_loop().run_in_executor(self._pool, call.work)
            # When the run ends over another branch's error, nobody is left to hear of this one's.
            work.add_done_callback(lambda done: None if done.cancelled() else done.exception())
            return await asyncio.shield(work)
        finally:
            self._release()

    def halt(self) -> None:
        """Begin no more calls; whoever waits gets Interrupted."""
        self._halted = True
        for place in self._waiting:
            if not place.turn.done():
                place.turn.set_exception(_halted())
        self._waiting.clear()

    async def _turn(self, order: int) -> None:
        if self._halted:
            raise _halted()
        if self._free and not self._waiting:
            self._free -= 1
            return
        place = _Waiting(order, next(self._arrivals), asyncio.get_running_loop().create_future())
        heapq.heappush(self._waiting, place)
        try:
            await place.turn
        except asyncio.CancelledError:
            if place.turn.done() and not place.turn.cancelled() and place.turn.exception() is None:
                self._release()
            raise

    def _release(self) -> None:
        while self._waiting:
            place = heapq.heappop(self._waiting)
            if not place.turn.done():
                place.turn.set_result(None)
                return
        self._free += 1

    def close(self) -> None:
        """Let running calls end and stop the threads."""
        self._pool.shutdown(wait=True, cancel_futures=True)
