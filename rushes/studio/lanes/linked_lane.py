"""A lane whose worker is at the other end of a link: what all workers that speak `wire` have in common."""

import asyncio
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from rushes.errors import Bug
from rushes.film.setup import Setup
from rushes.studio.jobs import Job, Outcome
from rushes.studio.lane import Health, LaneLost, Step
from rushes.studio.lanes.in_hand import InHand, OutOfTurn
from rushes.studio.lanes.trouble import put_together
from rushes.studio.lanes.wire import Freed, GiveUp, LetGo, Order, Ping, Pong, Word, carry


class Link(Protocol):
    """The way to one worker, from its start to its end."""

    @property
    def process(self) -> int | None:
        """The worker's process."""
        ...

    def send(self, order: Order) -> None:
        """Send an order; returns at once, also when nobody is there to read it. Raises UserMustFix for bad paths."""
        ...

    def last_words(self) -> str:
        """What the worker printed last."""
        ...

    def cut(self) -> None:
        """End the worker by force, with all that it started. Nothing more is heard of it."""
        ...

    async def over(self) -> None:
        """Wait until nothing is left of the worker."""
        ...


class Ears(Protocol):
    """Who listens at this end of a link. Called in the lane's loop; `gone` once, as the last of all."""

    def heard(self, word: Word) -> None:
        """The worker said something."""
        ...

    def gone(self, how: str) -> None:
        """The worker is there no more: how it ended, as the end of a sentence."""
        ...


@dataclass
class _Worker:
    """One worker's life."""

    lane: "LinkedLane"
    hand: InHand = field(default_factory=InHand)
    link: Link = field(init=False)

    def heard(self, word: Word) -> None:
        try:
            self.hand.heard(word)
        except OutOfTurn as error:
            self.gone(f"spoke out of turn: {error}")

    def gone(self, how: str) -> None:
        self.lane.lost(self, how)


class LinkedLane:
    """Keeps the lane's contract over links that `start` opens. To be used from one event loop."""

    def __init__(self, name: str, slots: int, start: Callable[[Ears], Link]) -> None:
        self._name, self._slots = name, slots
        self._start = start
        self._worker: _Worker | None = None
        self._leaving: set[asyncio.Task[None]] = set()
        self._closed = False

    @property
    def name(self) -> str:
        """The device."""
        return self._name

    @property
    def slots(self) -> int:
        """How many jobs it carries out side by side."""
        return self._slots

    async def submit(self, ticket: int, job: Job, hear: Callable[[Step], None], sheet: Sequence[Setup] = ()) -> Outcome:
        """Carry out a job. Raises as `Lane.submit` does."""
        worker = self._here()
        if ticket in worker.hand:
            raise Bug(f"Ticket {ticket} names two calls.")
        order = carry(ticket, job, sheet[worker.hand.told :])
        worker.link.send(order)
        result = worker.hand.call(ticket, hear)
        worker.hand.told += len(order.sheet)
        try:
            return await result
        except asyncio.CancelledError:
            self._give_up(worker, ticket)
            raise

    async def cancel(self, ticket: int) -> None:
        """Give a call up at its next step."""
        if self._worker:
            self._give_up(self._worker, ticket)

    async def unload(self, models: Collection[str]) -> None:
        """Let go of these models' memory. Raises what their tools raised."""
        worker = self._worker
        if not worker or not models:
            return
        number, answer = worker.hand.question()
        worker.link.send(LetGo(number=number, models=tuple(models)))
        try:
            freed = await answer
        except LaneLost:
            return  # and all its memory with it
        if isinstance(freed, Freed) and freed.trouble:
            raise put_together(freed.trouble)

    async def health(self, patience: float = 5.0) -> Health:
        """How the worker is. One that has not been started, or was lost, has no process and nothing wrong with it."""
        worker = self._worker
        if not worker:
            return Health(alive=True)
        number, answer = worker.hand.question()
        worker.link.send(Ping(number=number))
        try:
            pong = await asyncio.wait_for(answer, patience)
        except (TimeoutError, LaneLost):
            return Health(alive=False, process=worker.link.process)
        assert isinstance(pong, Pong)
        return Health(alive=True, process=pong.process, memory=pong.memory)

    async def end(self) -> None:
        """End the worker by force, now."""
        if self._worker:
            self.lost(self._worker, "was ended")
        if self._leaving:
            await asyncio.wait(self._leaving)

    async def close(self) -> None:
        """End the worker for good."""
        self._closed = True
        await self.end()

    def lost(self, worker: _Worker, how: str) -> None:
        """A worker is there no more, or must not be: whoever waits for it hears so, and the next job starts anew."""
        if self._worker is not worker:
            return
        self._worker = None
        worker.link.cut()
        leaving = asyncio.get_running_loop().create_task(worker.link.over())
        self._leaving.add(leaving)
        leaving.add_done_callback(self._leaving.discard)
        words = worker.link.last_words()
        said = f" Its last words: {words}" if words else ""
        worker.hand.lose(f"The worker on {self._name} {how}.{said}")

    def _here(self) -> _Worker:
        """The worker, started where there is none."""
        if self._closed:
            raise LaneLost(f"The lane on {self._name} is closed.")
        if not self._worker:
            worker = _Worker(self)
            try:
                worker.link = self._start(worker)
            except OSError as error:
                raise LaneLost(f"The worker on {self._name} can't be started: {error}.") from error
            self._worker = worker
        return self._worker

    @staticmethod
    def _give_up(worker: _Worker, ticket: int) -> None:
        if ticket in worker.hand:
            worker.link.send(GiveUp(ticket=ticket))
