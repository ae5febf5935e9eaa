"""Which waiting call begins next, and on which lane: by what the lanes hold, so that models are loaded rarely.

No clock and no I/O: time is given in seconds, expectations come from `Rates`. A decision looks at models and lanes,
never at single calls, so ten thousand waiting calls cost no more than ten.

The rules, for a lane that is free:

1. What a person waits for goes first, on the lane that can begin it soonest.
2. A lane stays with what it holds while there is work for it.
3. It goes *forward* to what comes later on a shot's way (clips after keyframes) when that work outweighs the load,
   others stay behind for the rest, and they make enough to keep it busy.
4. It goes *back* for what nobody attends to when the others have just enough left to do meanwhile.
5. With nothing left for what it holds, it helps where it will have finished a call before the others are through.
6. A guest that needs several cards at once (a language model) comes when these have nothing else to do, and stays
   while there is work for it.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import Protocol

SETTLING = 5.0
"""Seconds a lane waits before it loads another model: a take is looked at in moments, and may have to be made again."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A call that waits. `work` is what it is ("keyframe", "clip"), `model` what must be loaded, "" for nothing.

    `stage` is how far down a shot's way it stands, `order` the shot's place in the film, `amount` how much of its kind
    of work it is (frames, for clips). `barred`: lanes on which it is not to be tried again. `alone`: nothing else may
    run beside it on its lane.
    """

    ticket: int
    model: str
    work: str
    stage: int
    order: int = 0
    amount: float = 1.0
    urgent: bool = False
    barred: frozenset[str] = frozenset()
    alone: bool = False

    @property
    def rank(self) -> tuple[bool, int, int, int]:
        """Its place in the queue: a person's first, then by the film, then what is nearer to the end."""
        return not self.urgent, self.order, -self.stage, self.ticket


@dataclass(frozen=True, slots=True)
class Room:
    """A lane as the schedule sees it: how many calls side by side, and bytes for models."""

    name: str
    slots: int = 1
    memory: int = 0


class Rates(Protocol):
    """What is expected: learnt where there is something to learn from."""

    def seconds(self, work: str, lane: str) -> float:
        """How long one unit of such work takes on a lane, its model being there."""
        ...

    def load(self, model: str, lane: str) -> float:
        """How long it takes to load a model there; 0 for "", which needs none."""
        ...


@dataclass(frozen=True, slots=True)
class Turn:
    """What begins now: the call, its lanes (more than one for a guest), what each lane lets go of before."""

    ticket: int
    lanes: tuple[str, ...]
    unload: Mapping[str, tuple[str, ...]]
    loads: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """How a lane stands: the models it holds, the one used longest ago first, and the tickets of what runs on it."""

    lane: str
    holds: tuple[str, ...]
    running: tuple[int, ...]
    lost: bool


@dataclass(slots=True)
class _Running:
    waiting: Waiting
    lanes: tuple[str, ...]
    until: float


@dataclass(slots=True)
class _Lane:
    room: Room
    held: dict[str, int] = field(default_factory=dict[str, int])
    """Bytes by model, the one used longest ago first."""
    running: set[int] = field(default_factory=set[int])
    since: float = 0.0
    """When its last call ended."""
    alone: bool = False
    lost: bool = False

    @property
    def free(self) -> bool:
        return not self.lost and not self.alone and len(self.running) < self.room.slots


@dataclass(slots=True)
class _Queue:
    """The calls that wait for a model. `apart` are those that may not run everywhere or not beside others."""

    heap: list[tuple[tuple[bool, int, int, int], int]] = field(
        default_factory=list[tuple[tuple[bool, int, int, int], int]]
    )
    amounts: dict[str, float] = field(default_factory=dict[str, float])
    apart: set[int] = field(default_factory=set[int])
    usual: tuple[str, float] = ("", 0.0)
    """The work and the amount of the last call that came."""
    stage: int = 0
    count: int = 0
    urgent: int = 0


class Schedule:
    """What waits, what runs and what is loaded where.

    `berths` says for each model which lanes carry it and how many bytes it takes there. `gangs` are the models that
    need all their lanes at once, `held` what is loaded already. What has no berth on any lane can't run: `carried`
    says so before it waits.
    """

    def __init__(
        self,
        rooms: Iterable[Room],
        berths: Mapping[str, Mapping[str, int]],
        rates: Rates,
        gangs: Collection[str] = (),
        held: Collection[str] = (),
    ) -> None:
        self._lanes = {room.name: _Lane(room) for room in rooms}
        self._berths = berths
        self._rates = rates
        self._gangs = frozenset(gangs)
        self._calls: dict[int, Waiting] = {}
        self._queues: dict[str, _Queue] = {}
        self._running: dict[int, _Running] = {}
        for model in held:
            for name, size in berths[model].items():
                self._lanes[name].held[model] = size
        self.ask_again: float | None = None
        """When something may begin although nothing else happens; as `next` left it."""

    # What happens.

    def wait(self, call: Waiting) -> None:
        """A call waits from now on."""
        queue = self._queues.setdefault(call.model, _Queue())
        self._calls[call.ticket] = call
        if call.barred or call.alone:
            queue.apart.add(call.ticket)
        else:
            heappush(queue.heap, (call.rank, call.ticket))
        queue.amounts[call.work] = queue.amounts.get(call.work, 0.0) + call.amount
        queue.usual = call.work, call.amount
        queue.stage = max(queue.stage, call.stage)
        queue.count += 1
        queue.urgent += call.urgent

    def withdraw(self, ticket: int) -> None:
        """A call waits no longer. Nothing for one that does not wait."""
        call = self._calls.pop(ticket, None)
        if call is None:
            return
        queue = self._queues[call.model]
        queue.apart.discard(ticket)
        queue.amounts[call.work] -= call.amount
        queue.count -= 1
        queue.urgent -= call.urgent
        if not queue.count:
            queue.amounts.clear()  # what rounding left

    def over(self, ticket: int, now: float) -> None:
        """A running call ended, however it ended."""
        running = self._running.pop(ticket, None)
        for name in running.lanes if running else ():
            self._lanes[name].running.discard(ticket)
            self._lanes[name].alone = False
            self._lanes[name].since = now

    def emptied(self, lane: str) -> None:
        """A lane holds nothing of its worker's any more: that one ended, and the next call starts it anew.

        A guest lives in a process of its own and is still there.
        """
        held = self._lanes[lane].held
        for model in [one for one in held if one not in self._gangs]:
            del held[model]

    def loaded(self, lane: str, model: str) -> None:
        """A lane is to hold a model, whatever became of what it held before."""
        self._lanes[lane].held[model] = self._berths[model][lane]

    def lost(self, lane: str) -> None:
        """A lane is gone for good."""
        self._lanes[lane].lost = True
        self._lanes[lane].held.clear()

    # What is asked.

    def carried(self, model: str, barred: Collection[str] = ()) -> bool:
        """Whether any lane that is left can run calls of this model."""
        alive = [name for name in self._berths.get(model, {}) if not self._lanes[name].lost and name not in barred]
        return bool(alive) and (model not in self._gangs or len(alive) == len(self._berths[model]))

    @property
    def waiting(self) -> int:
        """How many calls wait."""
        return len(self._calls)

    def standings(self) -> tuple[Standing, ...]:
        """How every lane stands, in the order of the rooms."""
        return tuple(
            Standing(name, tuple(lane.held), tuple(sorted(lane.running)), lane.lost)
            for name, lane in self._lanes.items()
        )

    def next(self, now: float) -> Turn | None:
        """The next call to begin, taken from the queue; None when nothing is to begin now. See `ask_again`."""
        self.ask_again = None
        for lane in self._lanes.values():
            if not lane.free:
                continue
            turn = self._chosen(lane, now)
            if turn:
                return turn
        return None

    # The rules.

    def _chosen(self, lane: _Lane, now: float) -> Turn | None:
        turns = (self._begin(lane, model, now) for model in self._wanted(lane, now))
        return next(filter(None, turns), None)

    def _wanted(self, lane: _Lane, now: float) -> Iterator[str]:
        """The models whose calls a free lane should begin, the best first."""
        open_to = [model for model, queue in self._queues.items() if queue.count and self._carries(lane, model)]
        yield from (model for model in open_to if self._urgent_here(lane, model, now))
        if self._kept_free(lane, open_to):
            return
        held = [model for model in open_to if self._holds(lane, model)]
        for model in sorted(held, key=lambda one: -self._queues[one].stage):
            other = self._elsewhere(lane, model, open_to, now) if self._weighs(model) else None
            yield from [model] if other is None else [other, model]
        others = [one for one in open_to if one not in held]
        if not any(self._weighs(model) for model in held) and (not others or self._settled(lane, now)):
            yield from self._helping(lane, others, now)

    def _settled(self, lane: _Lane, now: float) -> bool:
        """Whether a lane has waited long enough for more of what it holds."""
        over = lane.since + SETTLING
        if not lane.held or now > over - 1e-3:
            return True
        self.ask_again = min(self.ask_again or over, over)
        return False

    def _carries(self, lane: _Lane, model: str) -> bool:
        return lane.room.name in self._berths.get(model, {}) and self._takes(lane, model)

    def _takes(self, lane: _Lane, model: str) -> bool:
        """Whether there is a call for the model that this lane may try."""
        queue = self._queues[model]
        if queue.count > len(queue.apart):
            return True
        return any(lane.room.name not in self._calls[one].barred for one in queue.apart)

    def _weighs(self, model: str) -> bool:
        """Whether it has to be loaded at all."""
        return any(self._berths[model].values()) or model in self._gangs

    def _holds(self, lane: _Lane, model: str) -> bool:
        if model in self._gangs:
            return all(model in self._lanes[name].held for name in self._berths[model])
        return model in lane.held or not self._weighs(model)

    def _soonest(self, model: str, now: float) -> _Lane:
        """The lane that can begin a call of a model first."""
        return min(self._able(model), key=lambda one: (self._free_in(one, now) + self._load(one, model), not one.free))

    def _urgent_here(self, lane: _Lane, model: str, now: float) -> bool:
        if not self._queues[model].urgent:
            return False
        return model in self._gangs or self._soonest(model, now) is lane

    def _kept_free(self, lane: _Lane, open_to: list[str]) -> bool:
        """Whether something waits for this lane to be empty: an urgent guest, a call that may not run beside others."""
        for model in open_to:
            queue = self._queues[model]
            if queue.urgent and model in self._gangs:
                return True
            if lane.running and any(self._calls[one].alone for one in queue.apart):
                return True
        return False

    def _elsewhere(self, lane: _Lane, model: str, open_to: list[str], now: float) -> str | None:
        """Where a lane goes although what it holds has work (rules 3 and 4)."""
        if model in self._gangs:
            return None
        others = [one for one in self._attending(model) if one is not lane]
        if not others:
            return None
        stage = self._queues[model].stage
        for other in open_to:
            if other == model or other in self._gangs or not self._weighs(other) or self._holds(lane, other):
                continue
            later = self._queues[other].stage > stage
            if self._forward(lane, model, other, others) if later else self._back(lane, model, other, others, now):
                return other
        return None

    def _forward(self, lane: _Lane, model: str, later: str, others: list[_Lane]) -> bool:
        there = self._attending(later)
        backlog = self._backlog(later, lane)
        if backlog / (len(there) + 1) <= self._load(lane, later):
            return False
        if any(
            self._suits(one, model, later) < self._suits(lane, model, later) for one in others if self._may(one, later)
        ):
            return False
        rest = self._backlog(model, others[0]) / len(others)
        inflow = rest * sum(1 / self._each(model, one) for one in others) * self._each(later, lane)
        return backlog + inflow >= (len(there) + 1) * rest

    def _back(self, lane: _Lane, model: str, earlier: str, others: list[_Lane], now: float) -> bool:
        if self._attending(earlier):
            return False
        left = (self._backlog(model, lane) + self._in_hand(others, now)) / len(others)
        return left <= self._load(lane, earlier) + self._each(earlier, lane)

    def _helping(self, lane: _Lane, models: list[str], now: float) -> list[str]:
        """Where a lane with nothing to do helps, the best first: what is later on a shot's way, guests last."""
        return sorted(
            (one for one in models if one in self._gangs or self._helps(lane, one, now)),
            key=lambda one: (one in self._gangs, -self._queues[one].stage),
        )

    def _helps(self, lane: _Lane, model: str, now: float) -> bool:
        there = [one for one in self._attending(model) if one is not lane]
        done = self._load(lane, model) + self._each(model, lane)
        if there and self._fed(lane, model, there):
            return False
        if there:
            return done < (self._backlog(model, there[0]) + self._in_hand(there, now)) / len(there)
        # Somebody better suited may be through soon and do it all by then.
        better = [
            one for one in self._able(model) if one is not lane and self._each(model, one) < self._each(model, lane)
        ]
        return all(
            done < self._free_in(one, now) + self._load(one, model) + self._backlog(model, one) for one in better
        )

    def _fed(self, lane: _Lane, model: str, there: list[_Lane]) -> bool:
        """Whether those at an earlier model make enough for this lane, and its like, to go on with what they hold."""
        later = next(reversed(lane.held), "")
        if not later or later in self._gangs or self._queues[later].stage <= self._queues[model].stage:
            return False
        waiting = [one for one in self._attending(later) if one not in there]
        made = sum(1 / self._each(model, one) for one in there)
        return made >= sum(1 / self._each(later, one) for one in waiting)

    # The arithmetic.

    def _able(self, model: str) -> list[_Lane]:
        """The lanes that can take what waits for a model: not lost, and not barred from all of it."""
        lanes = [self._lanes[name] for name in self._berths[model] if not self._lanes[name].lost]
        queue = self._queues.get(model)
        return [lane for lane in lanes if not queue or not queue.count or self._takes(lane, model)]

    def _attending(self, model: str) -> list[_Lane]:
        """The lanes that hold a model and are not at something else."""
        return [lane for lane in self._able(model) if model in lane.held and self._at(lane) in {model, ""}]

    def _at(self, lane: _Lane) -> str:
        """The model of what a lane does now, "" when it does nothing: then the one it used last."""
        for ticket in lane.running:
            return self._running[ticket].waiting.model
        return next(reversed(lane.held), "")

    def _may(self, lane: _Lane, model: str) -> bool:
        return lane.room.name in self._berths[model]

    def _suits(self, lane: _Lane, model: str, other: str) -> float:
        """How dear the other model's calls are on a lane, counted in this one's."""
        return self._each(other, lane) / max(self._each(model, lane), 1e-9)

    def _each(self, model: str, lane: _Lane) -> float:
        """The mean of a model's waiting calls; without any, what the last one that came was like."""
        queue = self._queues[model]
        if queue.count:
            return self._backlog(model, lane) / queue.count
        work, amount = queue.usual
        return amount * self._rates.seconds(work, lane.room.name)

    def _backlog(self, model: str, lane: _Lane) -> float:
        amounts = self._queues[model].amounts.items()
        return sum(amount * self._rates.seconds(work, lane.room.name) for work, amount in amounts)

    def _in_hand(self, lanes: Iterable[_Lane], now: float) -> float:
        return sum(self._free_in(lane, now) for lane in lanes)

    def _free_in(self, lane: _Lane, now: float) -> float:
        if lane.free:
            return 0.0
        return max(0.0, min((self._running[ticket].until for ticket in lane.running), default=now) - now)

    def _load(self, lane: _Lane, model: str) -> float:
        return 0.0 if self._holds(lane, model) else self._rates.load(model, lane.room.name)

    # Beginning.

    def _begin(self, lane: _Lane, model: str, now: float) -> Turn | None:
        lanes = [self._lanes[name] for name in self._berths[model]] if model in self._gangs else [lane]
        if not all(one.free and not (model in self._gangs and one.running) for one in lanes):
            return None
        if model in self._gangs and not (self._holds(lane, model) or all(self._settled(one, now) for one in lanes)):
            return None
        call = self._take(model, lane)
        if call is None:
            return None
        loads = not self._holds(lane, model)
        unload = {one.room.name: self._evicted(one, model) for one in lanes}
        seconds = call.amount * self._rates.seconds(call.work, lane.room.name) + self._load(lane, model)
        for one in lanes:
            self._settle(one, model, unload[one.room.name])
            one.running.add(call.ticket)
            one.alone = call.alone
        names = tuple(one.room.name for one in lanes)
        self._running[call.ticket] = _Running(call, names, now + seconds)
        return Turn(call.ticket, names, {name: gone for name, gone in unload.items() if gone}, loads)

    def _take(self, model: str, lane: _Lane) -> Waiting | None:
        """The first call of a queue that may run there."""
        queue = self._queues[model]
        for ticket in sorted(queue.apart):
            call = self._calls[ticket]
            if lane.room.name not in call.barred and not (call.alone and lane.running):
                self.withdraw(ticket)
                return call
        while queue.heap:
            _, ticket = heappop(queue.heap)
            call = self._calls.get(ticket)
            if call is not None:
                self.withdraw(ticket)
                return call
        return None

    def _evicted(self, lane: _Lane, model: str) -> tuple[str, ...]:
        """What has to leave a lane before a model has room: what was used longest ago first."""
        if model in lane.held or not self._weighs(model):
            return ()
        room = lane.room.memory - self._berths[model][lane.room.name] - sum(lane.held.values())
        gone: list[str] = []
        for other, size in lane.held.items():
            if room >= 0:
                break
            gone.append(other)
            room += size
        return tuple(gone)

    def _settle(self, lane: _Lane, model: str, gone: tuple[str, ...]) -> None:
        for other in gone:
            del lane.held[other]
            for name in self._berths[other] if other in self._gangs else ():
                self._lanes[name].held.pop(other, None)
        if self._weighs(model):
            size = lane.held.pop(model, self._berths[model][lane.room.name])
            lane.held[model] = size
