"""What carries out jobs: threads with one set of tools, that say how far they are and give up when they are asked to.

It knows no pipe and no process: words go out through `say`, orders come in through `heed`.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING

from rushes.errors import RushesError
from rushes.film.setup import Setup
from rushes.studio.jobs import Job, Outcome
from rushes.studio.lanes.trouble import is_broken_device, taken_apart
from rushes.studio.lanes.wire import (
    Carried,
    Carry,
    Failed,
    Freed,
    GivenUp,
    GiveUp,
    LetGo,
    Order,
    Ping,
    Pong,
    Stepped,
    Word,
)

if TYPE_CHECKING:
    from rushes.studio.making import Tools


class _GaveUp(BaseException):
    """Raised out of a tool's progress when its call was given up. No Exception: no tool takes it for a failure."""


@dataclass
class _Call:
    """A job in hand, as its tool sees it: `step` is its progress."""

    ticket: int
    job: Job
    say: Callable[[Word], None]
    given_up: Event = field(default_factory=Event)
    over: Event = field(default_factory=Event)

    def step(self, done: int, steps: int, preview: Path | None = None) -> None:
        """Say how far it is. Raises to stop a call that was given up."""
        if self.given_up.is_set():
            raise _GaveUp
        self.say(Stepped(ticket=self.ticket, done=int(done), steps=int(steps), preview=preview))


class Worker:
    """Carries out jobs, `slots` at a time, with tools that are made at the first of them.

    `say` is called from any thread. An error of `say` itself ends the thread it happened in.
    """

    def __init__(self, tools: "Callable[[], Tools]", slots: int, say: Callable[[Word], None]) -> None:
        self._make_tools = tools
        self._tools: Tools | None = None
        self._say = say
        self._sheet: list[Setup] = []
        self._calls: dict[int, _Call] = {}
        self._waiting: SimpleQueue[_Call | None] = SimpleQueue()
        self._lock = Lock()
        self._making = Lock()
        self._threads = [Thread(target=self._work, name=f"slot {slot}", daemon=True) for slot in range(slots)]
        for thread in self._threads:
            thread.start()

    def heed(self, order: Order) -> None:
        """Do what is ordered; returns at once."""
        match order:
            case Carry():
                self._sheet += order.sheet
                call = _Call(order.ticket, order.job, self._say)
                with self._lock:
                    self._calls[order.ticket] = call
                self._waiting.put(call)
            case GiveUp():
                with self._lock:
                    call = self._calls.get(order.ticket)
                if call:
                    call.given_up.set()
            case LetGo():
                Thread(target=self._let_go, args=(order,), name="letting go", daemon=True).start()
            case Ping():
                self._say(Pong(number=order.number, process=os.getpid(), memory=_memory()))

    def stop(self, patience: float) -> None:
        """Give up all calls and wait for the threads to end, `patience` seconds for each at most."""
        with self._lock:
            for call in self._calls.values():
                call.given_up.set()
        for _ in self._threads:
            self._waiting.put(None)
        for thread in self._threads:
            thread.join(patience)

    def _work(self) -> None:
        while call := self._waiting.get():
            word = self._done(call)
            with self._lock:
                del self._calls[call.ticket]
            call.over.set()
            try:
                self._say(word)
            except (RushesError, MemoryError) as error:  # a result that can't be written down
                self._say(Failed(ticket=call.ticket, trouble=taken_apart(error)))

    def _done(self, call: _Call) -> Word:
        try:
            outcome = None if call.given_up.is_set() else self._carried_out(call)
        except BaseException as error:
            if is_broken_device(error):
                raise  # and this process with it: nothing more will work on that device in here
            # What a tool makes of being stopped is no error.
            if not call.given_up.is_set():
                return Failed(ticket=call.ticket, trouble=taken_apart(error))
            outcome = None
        if outcome is None or call.given_up.is_set():
            return GivenUp(ticket=call.ticket)
        return Carried(ticket=call.ticket, outcome=outcome)

    def _carried_out(self, call: _Call) -> Outcome:
        from rushes.studio.making import carry_out  # noqa: PLC0415 - it brings the media libraries with it

        return carry_out(call.job, self._tools_here(), call.step, tuple(self._sheet))

    def _tools_here(self) -> "Tools":
        # A lock of its own: making them may take seconds, and orders are heeded meanwhile.
        with self._making:
            if self._tools is None:
                self._tools = self._make_tools()
            return self._tools

    def _let_go(self, order: LetGo) -> None:
        """Calls that were given up may not have come to their next step: their models are still in use."""
        with self._lock:
            leaving = [call for call in self._calls.values() if call.given_up.is_set()]
        for call in leaving:
            call.over.wait()
        trouble = None
        try:
            if self._tools is not None:
                self._tools.let_go(order.models)
        except BaseException as error:  # noqa: BLE001 - as above
            trouble = taken_apart(error)
        self._say(Freed(number=order.number, trouble=trouble))


def _memory() -> int:
    """This process's main memory in bytes, 0 where the system does not say."""
    with suppress(OSError):
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")
    return 0
