"""A call on its way through the studio, and what is known of it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from rushes.errors import Interrupted
from rushes.studio.calls import Call, Done
from rushes.studio.jobs import Look, Make
from rushes.studio.lane import Step
from rushes.studio.scheduling import Waiting


@dataclass(slots=True)
class Entry:
    """A call on its way through the studio. `call` is None for a loan to the guest."""

    waiting: Waiting
    call: Call | None
    hear: Callable[[Step], None]
    came: asyncio.Future[Done | None]
    returned: asyncio.Event = field(default_factory=asyncio.Event)
    over: asyncio.Event = field(default_factory=asyncio.Event)
    lane: str = ""
    began: float = 0.0
    worker: int = 0
    """Which of its lane's workers has it: they are counted as they are lost."""
    strikes: int = 0
    suspect: bool = False
    given_up: bool = False
    hung: bool = False


@dataclass(slots=True)
class Signs:
    """When a call last showed that it goes on."""

    began: float
    last: float
    loads: bool
    first: float | None = None
    silence: float = 0.0

    def sign(self, now: float) -> None:
        """It showed that it goes on."""
        if self.first is not None or not self.loads:  # until its first sign a model is loaded, which is another matter
            self.silence = max(self.silence, now - self.last)
        if self.first is None:
            self.first = now
        self.last = now


def halted() -> Interrupted:
    """What a call is told that no longer begins."""
    return Interrupted("Stopped after the step in hand.", "Give the same command again to go on.")


def fail(entry: Entry, error: Exception) -> None:
    """Its caller hears of an error, unless it heard of something else before."""
    if not entry.came.done():
        entry.came.set_exception(error)


def keeps(call: Call | None) -> bool:
    """Whether a call is a look at what was made: without it the work would be lost."""
    return call is not None and isinstance(call.job, Look)


def work_of(call: Call) -> str:
    """What kind of work a call is: calls of a kind take about as long, a unit of them."""
    if isinstance(call.job, Make):
        return str(call.job.slate.kind)
    return f"look at a {call.job.kind}" if isinstance(call.job, Look) else call.job.do
