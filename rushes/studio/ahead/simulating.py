"""A film shot on a virtual clock, by the real studio and its real schedule: only the lanes' work is pretended.

What takes time is given in numbers; what runs when, and where, is decided by the same code as on a real night.
"""

import asyncio
import random
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rushes.film.setup import Setup
from rushes.film.take import Slate, TakeKind
from rushes.studio.ahead.virtual import run_virtually
from rushes.studio.calls import Call, Stage
from rushes.studio.dispatch import THOUGHT, Guest, LaneStudio
from rushes.studio.jobs import Job, Make, Outcome
from rushes.studio.lane import CallCancelled, Health, LaneLost, Step
from rushes.studio.making import backend_of
from rushes.studio.pace import Pace, Sample

PAINTER, MOVER, BRAIN = "painter", "mover", "brain"
CLIPS_A_STILL = 2
"""Weak clips of one still, after which a new still is painted: as the critic does it."""

_NOWHERE = Path("/")


@dataclass(frozen=True, slots=True)
class Device:
    """A lane of the simulated machine: seconds for each kind of work on it (none: it can't do that), and for a load.

    It holds one model at a time; `weightless`: nothing is loaded there. `dies`: the second at which it is lost.
    """

    name: str
    work: Mapping[str, float]
    load: float = 0.0
    slots: int = 1
    weightless: bool = False
    dies: float | None = None


@dataclass(frozen=True, slots=True)
class Night:
    """What is shot: so many shots (0: nothing yet; see `begun`), thought about first for so many seconds each.

    `judging`: seconds of thought about each still and clip. `brain_on`: the devices that whoever thinks needs all at
    once; none for a brain that is elsewhere. `rerolls`: the share of stills and of clips that are weak. `tries`:
    takes of a kind that a shot may cost.
    `spread`: how far single calls lie around their mean, as a share of it. `first_soon`: the film's first shot goes
    before everything. `begun`: shots that are further already, by the stage that is next for them.
    """

    shots: int
    devices: tuple[Device, ...]
    thought: float = 0.0
    judging: float = 0.0
    brain_on: tuple[str, ...] = ()
    rerolls: float = 0.0
    tries: int = 3
    spread: float = 0.0
    first_soon: bool = False
    seed: int = 0
    begun: Mapping[Stage, int] = field(default_factory=dict[Stage, int])


LOADING = "load"


@dataclass(frozen=True, slots=True)
class Spent:
    """A stretch of a lane's time, in seconds since the night began: a kind of work, a thought, or a load."""

    begin: float
    end: float
    what: str


@dataclass(frozen=True, slots=True)
class Passed:
    """How a night went: seconds until the film was shot, loads, and what each lane did when.

    `calls` are the calls of each kind, `finished` the second at which each shot was done, the earliest first.
    """

    seconds: float
    loads: int
    lanes: Mapping[str, tuple[Spent, ...]]
    calls: Mapping[str, int]
    finished: tuple[float, ...]

    def worked(self, lane: str) -> float:
        """Seconds a lane was at something, loads included."""
        return sum(spent.end - spent.begin for spent in self.lanes[lane])


class SimulatedLane:
    """A lane whose work is waiting. Keeps the contract of `lane.Lane`, on any event loop."""

    def __init__(self, device: Device, spread: float = 0.0, seed: int = 0) -> None:
        self.name = device.name
        self.slots = device.slots
        self.spent: list[Spent] = []
        self._device = device
        self._held: set[str] = set()
        self._random = random.Random(f"{seed}/{device.name}")
        self._spread = spread
        self._cancelled: dict[int, asyncio.Event] = {}
        self._ended: set[asyncio.Future[None]] = set()

    async def submit(
        self,
        ticket: int,
        job: Job,
        hear: Callable[[Step], None],
        sheet: Sequence[Setup] = (),  # noqa: ARG002
    ) -> Outcome:
        """Wait as long as it takes, a load first where the model is not there."""
        loop = asyncio.get_running_loop()
        dies = self._device.dies
        if dies is not None and loop.time() >= dies:
            raise LaneLost("the card is gone")
        self._cancelled[ticket] = asyncio.Event()
        model = backend_of(job)
        try:
            if model and model not in self._held and not self._device.weightless:
                await self._passes(ticket, self._device.load, LOADING)
                self._held.add(model)
            hear(Step(0, 1))
            await self._passes(ticket, self._seconds(job), _kind(job))
            hear(Step(1, 1))
        finally:
            del self._cancelled[ticket]
        return Outcome()

    def _seconds(self, job: Job) -> float:
        return self._device.work[_kind(job)] * (1 + self._random.uniform(-self._spread, self._spread))

    async def _passes(self, ticket: int, seconds: float, what: str) -> None:
        """Time goes by, unless the call is cancelled or the worker lost."""
        now, dies = asyncio.get_running_loop().time(), self._device.dies
        lost: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._ended.add(lost)
        late = None if dies is None or now + seconds < dies else dies - now
        stop = asyncio.ensure_future(self._cancelled[ticket].wait())
        try:
            await asyncio.wait({lost, stop}, timeout=seconds if late is None else late, return_when="FIRST_COMPLETED")
            if late is not None or lost.done():
                raise LaneLost("the card is gone" if late is not None else "ended")
            if stop.done():
                raise CallCancelled("given up")
            self.spent.append(Spent(now, now + seconds, what))
        finally:
            stop.cancel()
            self._ended.discard(lost)

    async def cancel(self, ticket: int) -> None:
        """At once: waiting has no steps."""
        if ticket in self._cancelled:
            self._cancelled[ticket].set()

    async def unload(self, models: Collection[str]) -> None:
        """What is unloaded has to be loaded again."""
        self._held.difference_update(models)

    async def health(self, patience: float = 5.0) -> Health:  # noqa: ARG002
        """Always well, until it dies."""
        dies = self._device.dies
        return Health(dies is None or asyncio.get_running_loop().time() < dies)

    async def end(self) -> None:
        """All that runs is lost."""
        self._held.clear()
        for lost in self._ended:
            if not lost.done():
                lost.set_result(None)

    async def close(self) -> None:
        """As `end`."""
        await self.end()


@dataclass(frozen=True, slots=True)
class Told:
    """Something was finished for a shot: a thought, or a take of some kind, weak or not."""

    second: float
    shot: int
    what: str
    weak: bool = False


def simulate(
    night: Night,
    heard: Callable[[Told], None] = lambda _told: None,
    learn: Callable[[Sample], None] = lambda _sample: None,
) -> Passed:
    """Shoot a night's film on the virtual clock. `heard` and `learn` are told what happens as it does."""
    return run_virtually(_Shooting(night, heard, learn).night())


class _Shooting:
    def __init__(self, night: Night, heard: Callable[[Told], None], learn: Callable[[Sample], None]) -> None:
        self._night = night
        self._heard = heard
        self._learn = learn
        self._lanes = [SimulatedLane(device, night.spread, night.seed) for device in night.devices]
        self._loading = max((device.load for device in night.devices), default=0.0)
        self._guest_in = False
        self._thoughts: list[Spent] = []
        self._finished: list[float] = []
        self._studio = self._set_up()

    def _set_up(self) -> LaneStudio:
        cards = [
            device for device in self._night.devices if TakeKind.KEYFRAME in device.work or TakeKind.CLIP in device.work
        ]
        berths: dict[str, dict[str, int]] = {
            PAINTER: {one.name: int(not one.weightless) for one in cards if TakeKind.KEYFRAME in one.work},
            MOVER: {one.name: int(not one.weightless) for one in cards if TakeKind.CLIP in one.work},
            "": {one.name: 0 for one in self._night.devices if TakeKind.PRINT in one.work},
        }
        pace = Pace({THOUGHT: self._night.thought}, {BRAIN: self._loading})
        for device in self._night.devices:
            for work, seconds in device.work.items():
                model = {TakeKind.KEYFRAME: PAINTER, TakeKind.CLIP: MOVER}.get(TakeKind(work), "")
                pace.note(Sample(work, model, device.name, 1.0, seconds, device.load if model else None, seconds))
        guest = (
            Guest(BRAIN, dict.fromkeys(self._night.brain_on, 1), self._guest_leaves) if self._night.brain_on else None
        )
        memory = {one.name: int(not one.weightless) for one in self._night.devices}
        return LaneStudio(self._lanes, berths, memory, pace=pace, guest=guest, learn=self._learn)

    async def _guest_leaves(self) -> None:
        self._guest_in = False

    async def night(self) -> Passed:
        """All shots at once, as the film graph sends them."""
        begun = [stage for stage, count in sorted(self._night.begun.items(), reverse=True) for _ in range(count)]
        starts = begun + [Stage.THOUGHT] * self._night.shots
        await asyncio.gather(*(self._shot(number, start) for number, start in enumerate(starts)))
        seconds = asyncio.get_running_loop().time()
        await self._studio.close()
        lanes = {lane.name: self._spent(lane) for lane in self._lanes}
        kinds = Counter(spent.what for lane in self._lanes for spent in lane.spent)
        kinds[THOUGHT] = sum(1 for spent in self._thoughts if spent.what == THOUGHT)
        return Passed(seconds, self._studio.loads, lanes, kinds, tuple(sorted(self._finished)))

    def _spent(self, lane: SimulatedLane) -> tuple[Spent, ...]:
        thoughts = self._thoughts if lane.name in self._night.brain_on else []
        return tuple(sorted([*lane.spent, *thoughts], key=lambda spent: spent.begin))

    async def _shot(self, number: int, start: Stage) -> None:
        """One shot's way, with its re-rolls: as the shot graph goes it."""
        if start <= Stage.THOUGHT:
            await self._think(number)
        stills = clips = on_this_still = 0
        if start <= Stage.KEYFRAME:
            stills = await self._still(number, stills)
        while start <= Stage.CLIP:
            await self._call(number, Stage.CLIP, TakeKind.CLIP, MOVER)
            clips, on_this_still = clips + 1, on_this_still + 1
            await self._lent(number, self._night.judging)
            weak = self._weak(number, TakeKind.CLIP, clips) and clips < self._night.tries
            self._tell(number, TakeKind.CLIP, weak=weak)
            if not weak:
                break
            if on_this_still >= CLIPS_A_STILL and stills < self._night.tries:
                stills, on_this_still = await self._still(number, stills), 0
        await self._call(number, Stage.PRINT, TakeKind.PRINT, "")
        self._finished.append(asyncio.get_running_loop().time())
        self._tell(number, TakeKind.PRINT)

    async def _still(self, number: int, stills: int) -> int:
        """Stills until one is good, or as many as a shot may cost; how many there are then."""
        while True:
            await self._call(number, Stage.KEYFRAME, TakeKind.KEYFRAME, PAINTER)
            stills += 1
            await self._lent(number, self._night.judging)
            weak = self._weak(number, TakeKind.KEYFRAME, stills) and stills < self._night.tries
            self._tell(number, TakeKind.KEYFRAME, weak=weak)
            if not weak:
                return stills

    def _weak(self, number: int, kind: str, attempt: int) -> bool:
        chance = random.Random(f"{self._night.seed}/{number}/{kind}/{attempt}").random()
        return chance < self._night.rerolls

    def _urgent(self, number: int) -> bool:
        return self._night.first_soon and number == 0

    async def _think(self, number: int) -> None:
        await self._lent(number, self._night.thought)
        self._tell(number, THOUGHT)

    async def _lent(self, number: int, seconds: float) -> None:
        """The brain thinks on the cards, where it does."""
        if not seconds:
            return
        async with self._studio.lend(number, urgent=self._urgent(number)):
            if not self._guest_in:
                await self._thinks(self._loading, LOADING)
                self._guest_in = True
            await self._thinks(seconds, THOUGHT)

    async def _thinks(self, seconds: float, what: str) -> None:
        began = asyncio.get_running_loop().time()
        await asyncio.sleep(seconds)
        self._thoughts.append(Spent(began, began + seconds, what))

    async def _call(self, number: int, stage: Stage, kind: TakeKind, model: str) -> None:
        slate = Slate(kind=kind, backend=model, revision="", seed=number)
        job = Make(slate=slate, scratch=_NOWHERE)
        await self._studio.run(Call(job, stage, number, urgent=self._urgent(number)))

    def _tell(self, number: int, what: str, *, weak: bool = False) -> None:
        self._heard(Told(asyncio.get_running_loop().time(), number, what, weak))


def _kind(job: Job) -> str:
    return str(job.slate.kind) if isinstance(job, Make) else job.do
