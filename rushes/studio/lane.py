"""A lane: a device, and the worker that carries out tool calls on it. The contract of every worker.

Local child processes keep it (`child_lane.py`), and a distributed engine's workers can: whoever passes
`tests/studio/lane_contract.py` can stand in without the graph noticing.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from rushes.errors import RushesError
from rushes.film.setup import Setup
from rushes.studio.jobs import Job, Outcome


class LaneLost(RushesError):
    """The worker ended, or was ended, with a call in hand: nothing came of the call, and it can be made elsewhere."""


class CallCancelled(RushesError):
    """The call was given up as it was asked to be."""


@dataclass(frozen=True, slots=True)
class Step:
    """A sign of progress: steps done of so many, and where the tool has one a preview still (a small picture file)."""

    done: int
    steps: int
    preview: Path | None = None


@dataclass(frozen=True, slots=True)
class Health:
    """How a worker is: whether it answers, its process (None: none yet), the bytes of main memory it takes."""

    alive: bool
    process: int | None = None
    memory: int = 0


class Lane(Protocol):
    """Carries out jobs on one device, at most `slots` at a time; the caller keeps to that."""

    @property
    def name(self) -> str:
        """The device: "cpu", "cuda:0"."""
        ...

    @property
    def slots(self) -> int:
        """How many jobs it carries out side by side, at least 1."""
        ...

    async def submit(self, ticket: int, job: Job, hear: Callable[[Step], None], sheet: Sequence[Setup] = ()) -> Outcome:
        """Carry out a job and give back what came of it; `hear` is called in the caller's loop, in order.

        `ticket` names the call, once and for all. `sheet` is the run's call sheet, which only grows: what is on it
        will be asked for. The worker starts with its first job, and anew after it was lost. Raises what the tool
        raised where that is an error of rushes' (of the same class) or an OSError; Bug for anything else a tool
        raised; CallCancelled; LaneLost. When the waiting task is cancelled, so is the call.
        """
        ...

    async def cancel(self, ticket: int) -> None:
        """Give a call up at its next step: its `submit` raises CallCancelled. Nothing for one that is over."""
        ...

    async def unload(self, models: Collection[str]) -> None:
        """Let go of these models' memory; nothing for those it does not hold. Not while a call for one runs."""
        ...

    async def health(self, patience: float = 5.0) -> Health:
        """How the worker is; not alive when it has not answered within `patience` seconds. Raises nothing."""
        ...

    async def end(self) -> None:
        """End the worker by force, now, with all that it holds: what runs raises LaneLost. The next job starts anew."""
        ...

    async def close(self) -> None:
        """End the worker for good. Nothing of it remains: no process, no memory."""
        ...
