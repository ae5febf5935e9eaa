"""The studio's contract: what the crew asks of it. Where and when a call runs is the studio's own business."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from enum import IntEnum
from typing import Protocol

from rushes.studio.jobs import Job, Outcome
from rushes.studio.lane import Step


class Stage(IntEnum):
    """How far down a shot's way a call stands: what is nearer to a finished shot comes first among equals."""

    THOUGHT = 0
    KEYFRAME = 1
    CLIP = 2
    PRINT = 3
    CUT = 4


@dataclass(frozen=True, slots=True)
class Call:
    """One tool call.

    `order` is the shot's place in the film: lower is run sooner. `frames` is how much there is to make or to look at,
    1 for a still. `urgent`: a person waits for it, and it overtakes all that is not. `shot` says whose it is.
    """

    job: Job
    stage: Stage
    order: int = 0
    shot: str = ""
    frames: int = 1
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a call, and the seconds its lane was at it."""

    outcome: Outcome
    seconds: float


class Studio(Protocol):
    """Runs tool calls on what the machine has. To be used from one event loop."""

    async def run(self, call: Call, hear: Callable[[Step], None] = lambda _step: None) -> Done:
        """The call's result, or what its tool raised.

        Raises Interrupted when the studio was halted; ToolFailed for a call that ended its worker twice and for
        one that no lane can carry out; UserMustFix when every lane that could is lost; BudgetSpent for a call that
        may not begin any more.
        """
        ...

    def lend(self, order: int = 0, *, urgent: bool = False) -> AbstractAsyncContextManager[None]:
        """The cards, for a brain that thinks on them: within this context its model may be in their memory.

        Without such a brain, at once. Raises Interrupted when the studio was halted.
        """
        ...

    def halt(self) -> None:
        """Begin no more calls. Those that run and need not long go on to their end, the others are given up."""
        ...
