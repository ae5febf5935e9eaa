"""Asking a lane for something: what the parts of the contract share."""

import asyncio
from collections.abc import Sequence
from itertools import count
from pathlib import Path

from doubles.stunts import a_still

from rushes.film.setup import Setup
from rushes.studio.jobs import Job, Outcome
from rushes.studio.lane import Lane

TICKETS = count(1)


async def done(lane: Lane, job: Job) -> Outcome:
    """The job's result."""
    return await lane.submit(next(TICKETS), job, lambda _step: None)


async def made(lane: Lane, scratch: Path, action: str = "", sheet: Sequence[Setup] = ()) -> Outcome:
    """A still, after a stunt."""
    return await lane.submit(next(TICKETS), a_still(scratch, action), lambda _step: None, sheet)


async def running(lane: Lane, scratch: Path, action: str) -> tuple[int, asyncio.Task[Outcome]]:
    """A call that came to its first step: its ticket and its task."""
    ticket, stepped = next(TICKETS), asyncio.Event()
    task = asyncio.create_task(lane.submit(ticket, a_still(scratch, action), lambda _step: stepped.set()))
    signs = asyncio.create_task(stepped.wait())
    await asyncio.wait([task, signs], return_when=asyncio.FIRST_COMPLETED)
    signs.cancel()
    return ticket, task
