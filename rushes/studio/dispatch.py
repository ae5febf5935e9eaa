"""The studio of one machine: gives every call its turn on a lane, watches it, and sees that nothing hangs.

What runs next is the schedule's word (`scheduling.py`); here it is carried out: models leave, calls go to lanes,
their signs are heard, the silent are ended, what was lost is tried elsewhere, and what ends its lane twice is set
aside so that the rest of the film goes on.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from rushes.errors import BudgetSpent, Bug, DeviceLost, ToolFailed
from rushes.film.setup import Setup
from rushes.studio.calls import Call, Done, Stage
from rushes.studio.entries import Entry, Signs, fail, halted, keeps, work_of
from rushes.studio.floor import FloorView, floor_of
from rushes.studio.jobs import Make, Outcome
from rushes.studio.lane import CallCancelled, Lane, LaneLost, Step
from rushes.studio.making import backend_of
from rushes.studio.pace import Pace, Sample
from rushes.studio.purse import NoLimits, Purse
from rushes.studio.scheduling import Room, Schedule, Turn, Waiting

GRACE = 15.0
"""Seconds in which a call that was given up may end by itself; then it is ended by force."""

STRIKES = 2
"""So often may a call end its lane's worker; then it is set aside."""

LOSSES = 3
"""So many different calls in a row may end a lane's worker; then it is the lane, and it is given up."""

LEAVING = 120.0
"""Seconds a model may take to leave; then its worker is ended, and what it held with it."""

BEAT = 30.0
"""Seconds between two heartbeats."""

BEAT_PATIENCE = 10.0
"""Seconds a worker may take to answer one: it does so beside its work, unless C code lets nothing else run."""

THOUGHT = "thought"


@dataclass(frozen=True, slots=True)
class Guest:
    """A model that lives elsewhere and needs these lanes' memory (bytes by lane) while it is used."""

    name: str
    berths: Mapping[str, int]
    leave: Callable[[], Awaitable[None]]


class LaneStudio:
    """A `Studio` on lanes. `berths`: bytes each model takes, by lane; `memory`: bytes a lane has for models.

    `sheet` is the run's call sheet, which only grows. `guest_in`: the guest may hold its lanes already. `tell` hears
    in words what a person should know, `learn` of every call that was made, `watch` sees the floor whenever something
    on it may have changed, `purse` says whether a call may begin. To be used from one event loop, in which these are
    called; `close` in the same.
    """

    def __init__(
        self,
        lanes: Sequence[Lane],
        berths: Mapping[str, Mapping[str, int]],
        memory: Mapping[str, int],
        *,
        pace: Pace,
        sheet: Sequence[Setup] = (),
        guest: Guest | None = None,
        guest_in: bool = False,
        tell: Callable[[str], None] = lambda _words: None,
        learn: Callable[[Sample], None] = lambda _sample: None,
        watch: Callable[[FloorView], None] | None = None,
        purse: Purse | None = None,
    ) -> None:
        self._lanes = {lane.name: lane for lane in lanes}
        self._guest = guest
        self._pace = pace
        self._sheet = sheet
        self._tell = tell
        self._learn = learn
        self._watch = watch
        self._purse = purse or NoLimits()
        guests = {guest.name: guest.berths} if guest else {}
        rooms = [Room(lane.name, lane.slots, memory.get(lane.name, 0)) for lane in lanes]
        self._berths = {**berths, **guests}
        self._schedule = Schedule(rooms, self._berths, pace, guests, held=guests if guest_in else ())
        self._tickets = count(1)
        self._entries: dict[int, Entry] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._worker = dict.fromkeys(self._lanes, 0)
        self._losses: dict[str, set[int]] = {name: set() for name in self._lanes}
        self._did: set[tuple[str, int, str]] = set()
        """Which lane's which worker did what kind of work."""
        self._gone: set[str] = set()
        self._heart: asyncio.TimerHandle | None = None
        self._alarm: asyncio.TimerHandle | None = None
        self._halted = False
        self._closed = False
        self.loads = 0
        """How many models were loaded so far."""

    async def run(self, call: Call, hear: Callable[[Step], None] = lambda _step: None) -> Done:
        """The call's result. Raises as `calls.Studio.run` says."""
        model = backend_of(call.job)
        work = work_of(call)
        done = await self._through(model, work, call, hear)
        assert done is not None
        return done

    @asynccontextmanager
    async def lend(self, order: int = 0, *, urgent: bool = False) -> AsyncGenerator[None]:
        """The guest's lanes, empty of other models, until the context ends."""
        if self._guest is None:
            if self._halted:
                raise halted()
            yield
            return
        if not self._schedule.carried(self._guest.name):
            raise self._nowhere(self._guest.name)
        entry = self._enter(self._guest.name, THOUGHT, None, lambda _step: None, order=order, urgent=urgent)
        try:
            await self._awaited(entry)
            yield
        finally:
            entry.returned.set()

    def halt(self) -> None:
        """Begin no more calls but looks at what was made, so that it is kept.

        What needs longer than the grace is given up, what exceeds it is ended.
        """
        self._halted = True
        now = asyncio.get_running_loop().time()
        for entry in list(self._entries.values()):
            if keeps(entry.call):
                self._task(self._look_ends(entry))
            elif not entry.lane:
                self._schedule.withdraw(entry.waiting.ticket)
                del self._entries[entry.waiting.ticket]
                fail(entry, halted())
            elif entry.call is not None:
                self._task(self._give_up(entry, self._left(entry, now)))
        self._seen()

    async def close(self) -> None:
        """End every lane's worker. What runs raises Interrupted."""
        self._halted = self._closed = True
        if self._heart:
            self._heart.cancel()
        await asyncio.gather(*(lane.close() for lane in self._lanes.values()))
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for name in self._lanes:
            self._schedule.emptied(name)
        self._seen()

    # Coming in.

    async def _through(self, model: str, work: str, call: Call, hear: Callable[[Step], None]) -> Done | None:
        if not self._schedule.carried(model):
            raise self._nowhere(model)
        entry = self._enter(model, work, call, hear, order=call.order, urgent=call.urgent)
        try:
            return await self._awaited(entry)
        except asyncio.CancelledError:
            if entry.lane and not entry.over.is_set():
                self._task(self._give_up(entry, GRACE + 1))
            raise

    def _enter(
        self,
        model: str,
        work: str,
        call: Call | None,
        hear: Callable[[Step], None],
        *,
        order: int,
        urgent: bool,
    ) -> Entry:
        if self._closed or (self._halted and not keeps(call)):
            raise halted()
        stage = call.stage if call else Stage.THOUGHT
        amount = float(call.frames) if call else 1.0
        waiting = Waiting(next(self._tickets), model, work, stage, order, amount, urgent)
        entry = Entry(waiting, call, hear, asyncio.get_running_loop().create_future())
        self._entries[waiting.ticket] = entry
        self._schedule.wait(waiting)
        if self._halted:
            self._task(self._look_ends(entry))
        self._turn()
        return entry

    async def _awaited(self, entry: Entry) -> Done | None:
        try:
            return await entry.came
        except asyncio.CancelledError:
            if not entry.lane:
                self._schedule.withdraw(entry.waiting.ticket)
                self._entries.pop(entry.waiting.ticket, None)
                self._turn()  # it may have kept lanes free
            raise

    # Taking turns.

    def _turn(self) -> None:
        """Begin whatever is to begin now."""
        if self._closed:
            return
        loop = asyncio.get_running_loop()
        now = loop.time()
        while turn := self._schedule.next(now):
            entry = self._entries[turn.ticket]
            entry.lane, entry.began = turn.lanes[0], now
            entry.worker, entry.suspect = self._worker[entry.lane], False
            self.loads += turn.loads
            if self._heart is None:
                self._beat_later()
            self._task(self._carried(entry, turn))
        if self._alarm:
            self._alarm.cancel()
        again = self._schedule.ask_again
        self._alarm = loop.call_at(again, self._turn) if again is not None else None
        self._seen()

    def _seen(self) -> None:
        """Show the floor as it is now to whoever watches."""
        if self._watch:
            self._watch(floor_of(self._schedule, self._entries, self.loads))

    def _task(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _carried(self, entry: Entry, turn: Turn) -> None:
        """One turn, from the leaving of models to the call's end."""
        try:
            for name, models in turn.unload.items():
                await self._unloaded(name, models)
                self._schedule.loaded(name, entry.waiting.model)
                self._seen()
            entry.worker = self._worker[entry.lane]
            if entry.given_up or (self._halted and not keeps(entry.call)):
                fail(entry, halted())
            elif refused := self._purse.opens(turn.ticket, entry.call, turn.lanes, self._expected(entry, turn)):
                fail(entry, BudgetSpent(refused, "`rushes shoot` or another night goes on."))
            elif entry.call is None:
                await self._lent(entry)
            else:
                done = await self._made(entry, entry.call, turn)
                self._losses[entry.lane].clear()
                if not entry.came.done():
                    entry.came.set_result(done)
        except LaneLost as loss:
            self._lost(entry, loss)
        except CallCancelled:
            fail(entry, halted())
        except Exception as error:  # noqa: BLE001 - whatever a tool raised is its caller's to hear
            self._losses[entry.lane].clear()
            fail(entry, self._told_of(entry, error))
        finally:
            self._paid(entry, turn.ticket)
            self._schedule.over(entry.waiting.ticket, asyncio.get_running_loop().time())
            if entry.came.done():
                self._entries.pop(entry.waiting.ticket, None)
                entry.over.set()
            # After who waited for this has had its say: a look at what was made comes before another making.
            asyncio.get_running_loop().call_soon(self._turn)

    def _paid(self, entry: Entry, ticket: int) -> None:
        """A turn is over for the purse too. Its own trouble must not keep the lane."""
        try:
            came = entry.came
            self._purse.closes(ticket, made=came.done() and not came.cancelled() and came.exception() is None)
        except Exception as error:  # noqa: BLE001 - the caller's to hear, if it has not heard of its call yet
            if entry.lane:  # else it waits for another turn, where that will be seen
                fail(entry, error)

    def _expected(self, entry: Entry, turn: Turn) -> float:
        """Seconds that a turn is expected to take; 0 for a kind of work that nobody knows."""
        waiting, lane = entry.waiting, turn.lanes[0]
        if not self._pace.knows(waiting.work):
            return 0.0
        load = self._pace.load(waiting.model, lane) if turn.loads else 0.0
        return waiting.amount * self._pace.seconds(waiting.work, lane) + load

    async def _unloaded(self, lane: str, models: Sequence[str]) -> None:
        guest = self._guest if self._guest and self._guest.name in models else None
        tools = [model for model in models if not (guest and model == guest.name)]
        try:
            if guest:
                await asyncio.wait_for(guest.leave(), LEAVING)
            if tools:
                await asyncio.wait_for(self._lanes[lane].unload(tools), LEAVING)
        except Exception as error:  # noqa: BLE001 - who comes next is not to blame for who would not leave
            self._tell(f"{lane}: {', '.join(models)} would not leave ({type(error).__name__}); its worker is ended")
            await self._ended(lane)

    async def _ended(self, name: str) -> None:
        """A lane's worker, ended by us. What it held is forgotten first: its next one may begin before it is gone."""
        self._worker[name] += 1
        self._schedule.emptied(name)
        self._seen()
        await self._lanes[name].end()

    async def _lent(self, entry: Entry) -> None:
        if entry.came.cancelled():
            return
        entry.came.set_result(None)
        began = asyncio.get_running_loop().time()
        await entry.returned.wait()
        seconds = asyncio.get_running_loop().time() - began
        sample = Sample(THOUGHT, entry.waiting.model, entry.lane, 1.0, seconds, None, seconds)
        self._pace.note(sample)
        self._learn(sample)

    async def _made(self, entry: Entry, call: Call, turn: Turn) -> Done:
        """The call on its lane. One that shows no sign for too long is ended with its worker."""
        loop, lane, waiting = asyncio.get_running_loop(), self._lanes[turn.lanes[0]], entry.waiting
        signs = Signs(loop.time(), loop.time(), turn.loads)

        def hear(step: Step) -> None:
            signs.sign(loop.time())
            entry.hear(step)

        sheet = self._sheet if isinstance(call.job, Make) else ()
        submitted = asyncio.ensure_future(lane.submit(waiting.ticket, call.job, hear, sheet))
        hung = ""
        entry.hung = False
        while not submitted.done():
            loading = turn.loads and signs.first is None
            fresh = loading or (lane.name, entry.worker, waiting.work) not in self._did
            patience = self._pace.patience(waiting.work, waiting.model, lane.name, waiting.amount, fresh=fresh)
            left = signs.last + patience - loop.time()
            if left <= 0 and not hung:
                hung = f"it showed no sign of going on for {patience:.0f} s"
                entry.hung = True
                await lane.end()
            await asyncio.wait({submitted}, timeout=max(left, 0.05) if not hung else None)
        try:
            outcome: Outcome = submitted.result()
        except LaneLost as loss:
            raise LaneLost(hung, "") if hung else loss from None
        signs.sign(loop.time())
        self._did.add((lane.name, entry.worker, waiting.work))
        return self._noted(waiting, lane.name, turn, signs, outcome)

    def _noted(self, waiting: Waiting, lane: str, turn: Turn, signs: Signs, outcome: Outcome) -> Done:
        first = signs.first if turn.loads and signs.first is not None else signs.began
        load = first - signs.began if turn.loads else None
        seconds = signs.last - first
        sample = Sample(waiting.work, waiting.model, lane, waiting.amount, seconds, load, signs.silence)
        self._pace.note(sample)
        self._learn(sample)
        return Done(outcome, signs.last - signs.began)

    # When things go wrong.

    def _beat_later(self) -> None:
        # A timer and no task: who ends a run waits for its tasks.
        self._heart = asyncio.get_running_loop().call_later(BEAT, self._beats)

    def _beats(self) -> None:
        self._heart = None
        if not any(entry.lane for entry in self._entries.values()):
            return  # nobody is at work: the next turn sets it going again
        for lane in self._lanes.values():
            if lane.name not in self._gone:
                self._task(self._beat(lane))
        self._beat_later()

    async def _beat(self, lane: Lane) -> None:
        """Ask a worker whether it is there. An idle one that does not answer is ended.

        One at work may be deep in C code: how long it may be silent its calls' own history says.
        """
        health = await lane.health(BEAT_PATIENCE)
        if not health.alive and not any(entry.lane == lane.name for entry in self._entries.values()):
            self._tell(f"{lane.name}: its worker answered no more and was ended")
            await self._ended(lane.name)

    def _lost(self, entry: Entry, loss: LaneLost) -> None:
        """A worker ended with this call in hand: elsewhere, or here again, or aside."""
        name, waiting = entry.lane, entry.waiting
        if entry.worker == self._worker[name]:
            self._worker_lost(name)
        if entry.came.done() or self._halted or entry.given_up:
            fail(entry, halted())
            return
        suspect = entry.suspect and not entry.hung
        entry.strikes += not suspect
        what = f"{entry.call.shot if entry.call else ''} {waiting.work}".strip()
        if entry.strikes >= STRIKES:
            fail(
                entry,
                ToolFailed(
                    f"It ended its worker twice and is set aside: {loss.title}.", "`rushes reroll` tries another."
                ),
            )
            self._tell(f"{what}: ended its worker twice, set aside: {loss.title}")
            return
        if not suspect:
            self._losses[name].add(waiting.ticket)
            if len(self._losses[name]) >= LOSSES:
                self._lane_lost(name, loss)
        barred = waiting.barred | {name}
        barred = barred if self._schedule.carried(waiting.model, barred) and not suspect else frozenset[str]()
        if not self._schedule.carried(waiting.model):
            fail(entry, self._nowhere(waiting.model))
            return
        again = replace(waiting, barred=barred, alone=self._lanes[name].slots > 1)
        self._schedule.over(waiting.ticket, asyncio.get_running_loop().time())
        entry.waiting, entry.lane = again, ""
        self._schedule.wait(again)
        self._tell(f"{what}: its worker on {name} was lost ({loss.title}); it is made again")

    def _worker_lost(self, name: str) -> None:
        """A lane's worker is gone. Of several calls it had in hand, each may have been what ended it."""
        in_hand = [one for one in self._entries.values() if one.lane == name and one.worker == self._worker[name]]
        for one in in_hand:
            one.suspect = len(in_hand) > 1
        self._worker[name] += 1
        self._schedule.emptied(name)

    def _lane_lost(self, name: str, loss: LaneLost) -> None:
        """A lane is given up. What waits for it alone fails; what was barred from the others may try them again."""
        if name in self._gone:
            return
        self._gone.add(name)
        self._schedule.lost(name)
        self._tell(f"{name} is given up: its worker was lost with {LOSSES} calls in a row ({loss.title})")
        for entry in [one for one in self._entries.values() if not one.lane]:
            waiting = entry.waiting
            if not self._schedule.carried(waiting.model):
                self._schedule.withdraw(waiting.ticket)
                del self._entries[waiting.ticket]
                fail(entry, self._nowhere(waiting.model))
            elif not self._schedule.carried(waiting.model, waiting.barred):
                self._schedule.withdraw(waiting.ticket)
                entry.waiting = replace(waiting, barred=frozenset())
                self._schedule.wait(entry.waiting)

    def _told_of(self, entry: Entry, error: Exception) -> Exception:
        """What a caller hears. A fault in a model's own code costs the take it was at, and not the night."""
        if isinstance(error, Bug) and any(self._berths.get(entry.waiting.model, {}).values()):
            return ToolFailed(f"{entry.waiting.model} failed: {error.title}", error.way_out)
        return error

    def _nowhere(self, model: str) -> Exception:
        if self._guest and model == self._guest.name:
            return ToolFailed(f"A card that {model} thinks on is gone.")
        if model in self._berths:
            return DeviceLost(
                f"No device is left that {model or 'the desk'} can work on.",
                "All that is finished is kept. See what the lines above say, then give the same command again.",
            )
        return ToolFailed(f"No device here carries {model}.")

    async def _look_ends(self, look: Entry) -> None:
        """After a halt a look has twice the grace: what it looks at is made."""
        if not await _within(look.over.wait(), 2 * GRACE) and look.lane:
            await self._ended(look.lane)

    async def _give_up(self, entry: Entry, left: float) -> None:
        """Let a call end that is nearly through; others at their next step; by force when the grace is over."""
        entry.given_up = True
        lane = self._lanes[entry.lane]
        if left > GRACE:
            await lane.cancel(entry.waiting.ticket)
        if not await _within(entry.over.wait(), GRACE):
            looks = [one for one in self._entries.values() if one.lane == lane.name and keeps(one.call)]
            for look in looks:  # what was made beside it is kept
                await _within(look.over.wait(), GRACE)
            await self._ended(lane.name)

    def _left(self, entry: Entry, now: float) -> float:
        """Seconds a running call is expected to need still."""
        waiting = entry.waiting
        if not self._pace.measured(waiting.work):
            return 0.0 if waiting.work not in {"keyframe", "clip"} else GRACE + 1
        return waiting.amount * self._pace.seconds(waiting.work, entry.lane) - (now - entry.began)


async def _within(work: Awaitable[object], seconds: float) -> bool:
    """Whether it came in time."""
    try:
        await asyncio.wait_for(work, seconds)
    except TimeoutError:
        return False
    return True
