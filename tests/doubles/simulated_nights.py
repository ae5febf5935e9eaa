"""Nights on a clock that jumps: the real graph, store, studio, critic and keeping; cards that only wait.

What goes wrong is drawn from a seed: weak takes, tools that fail, workers and cards that are lost, calls that hang,
processes that crash, clocks that are set, disks that are full for a while.
"""

import asyncio
import hashlib
import random
import threading
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import numpy as np
from PIL import Image

from doubles.bench import Bench
from doubles.cards import encode
from rushes.agents.approvals import Approvals
from rushes.agents.continuity import CallSheet
from rushes.agents.production import Equipment, Production
from rushes.agents.vigil import Unwatched
from rushes.errors import DeviceLost, DiskTrouble, ToolFailed
from rushes.film.take import TakeKind
from rushes.service.filming import film  # noqa: F401 - the graph is imported before any clock is set
from rushes.service.night.asked import Asked
from rushes.service.night.clock import Clock
from rushes.service.night.keeping import Keeping
from rushes.service.night.restarts import wait_before_restart
from rushes.studio.ahead.simulating import Device, SimulatedLane
from rushes.studio.ahead.virtual import VirtualLoop
from rushes.studio.dispatch import LaneStudio
from rushes.studio.jobs import Look, Make, Outcome
from rushes.studio.lane import LaneLost
from rushes.studio.pace import Pace
from rushes.studio.sittings import SittingStudio

EVENING = datetime(2026, 10, 24, 21, 0, tzinfo=UTC)
"""The night in which most of Europe sets its clocks back."""

WORK = {"keyframe": 60.0, "clip": 700.0}
DESK = {"print": 8.0, "look": 1.0, "splice": 1.0, "join": 5.0, "compare": 1.0}


class Crash(BaseException):
    """The process is gone: nothing in it hears of this."""


@dataclass
class Sky:
    """The virtual time of all loops, and a time of day that somebody may set."""

    passed: float = 0.0
    set_on: float = 0.0
    loop: "NightLoop | None" = None

    def steady(self) -> float:
        return self.passed + (self.loop.time() if self.loop else 0.0)

    def day(self) -> datetime:
        return EVENING + timedelta(seconds=self.steady() + self.set_on)

    def rest(self, seconds: float) -> None:
        self.passed += seconds

    @property
    def clock(self) -> Clock:
        return Clock(self.day, self.steady)

    def new_loop(self) -> "NightLoop":
        self.passed = self.steady()
        self.loop = NightLoop()
        return self.loop


class NightLoop(VirtualLoop):
    """What would be done on a thread is done at once."""

    def run_in_executor(self, _executor, work, *given):
        done = self.create_future()
        try:
            done.set_result(work(*given))
        except Exception as error:  # noqa: BLE001 - whoever waits hears of it
            done.set_exception(error)
        return done


class Sets(asyncio.DefaultEventLoopPolicy):
    def __init__(self, sky: Sky) -> None:
        super().__init__()
        self.sky = sky

    def new_event_loop(self):
        return self.sky.new_loop()


@dataclass
class Fate:
    """What goes wrong in a night, and how often. Shares are of calls, `crashes` of the crew's steps."""

    random: random.Random
    weak: float = 0.3
    fails: float = 0.02
    lost: float = 0.01
    hangs: float = 0.003
    crashes: float = 0.003
    full: float = 0.002
    jumps: float = 0.002
    gone: float = 0.001
    full_until: float = 0.0
    gone_until: float = 0.0
    seen: Counter = field(default_factory=Counter)

    def strikes(self, what: str) -> bool:
        hit = self.random.random() < getattr(self, what)
        self.seen[what] += hit
        return hit


class Reel:
    """Canned media: one still, one clip, told apart by what stands at their end."""

    def __init__(self, folder: Path) -> None:
        picture = np.arange(96 * 54 * 3, dtype=np.uint32).reshape(54, 96, 3) % 251
        self.still = folder / "still.png"
        Image.fromarray(picture.astype(np.uint8)).save(self.still)
        self.clip = folder / "clip.mp4"
        frames = [np.roll(picture.astype(np.uint8), step * 7, axis=1) for step in range(6)]
        encode(frames, Fraction(12), self.clip)

    def make(self, file: Path, content: str) -> Path:
        mark = hashlib.sha256(content.encode()).digest()
        if file.suffix == ".png":
            file.write_bytes(self.still.read_bytes() + mark)
        else:  # a box that players pass over
            file.write_bytes(self.clip.read_bytes() + (8 + len(mark)).to_bytes(4, "big") + b"free" + mark)
        return file


class NightLane(SimulatedLane):
    """A lane whose takes are canned, and whose measures are the seed's."""

    def __init__(self, device: Device, sky: Sky, reel: Reel, fate: Fate, made: Counter) -> None:
        super().__init__(device, spread=0.2, seed=fate.random.randrange(1 << 30))
        self.sky, self.reel, self.fate, self.made = sky, reel, fate, made

    async def submit(self, ticket, job, hear, sheet=()):
        if isinstance(job, Make):
            await self._fares(hear)
        await super().submit(ticket, job, hear, sheet)
        if isinstance(job, Make):
            self.made[job.slate.key] += 1
            suffix = ".png" if job.slate.kind is TakeKind.KEYFRAME else ".mp4"
            return Outcome(file=self.reel.make(job.scratch / f"{job.slate.key}{suffix}", job.slate.key))
        if isinstance(job, Look):
            return Outcome(measures=self._measures(job))
        words = "".join(str(file.name) for file in getattr(job, "files", ())) or job.model_dump_json()
        if job.do == "compare":
            return Outcome(file=self.reel.make(job.scratch / "sheet.png", words), measures={"scene": 1.0})
        return Outcome(file=self.reel.make(job.scratch / "joined.mp4", words))

    async def _fares(self, hear) -> None:
        if self.fate.strikes("fails"):
            raise ToolFailed("The card ran out of ink.")
        now = self.sky.steady()
        if self.fate.strikes("gone"):
            self.fate.gone_until = now + self.fate.random.uniform(10, 600)
        if now < self.fate.gone_until:
            await asyncio.sleep(1)
            raise LaneLost("the driver is gone")
        if self.fate.strikes("lost"):
            raise LaneLost("the driver fell over")
        if self.fate.strikes("hangs"):
            ended = asyncio.get_running_loop().create_future()
            self._ended.add(ended)
            await ended
            raise LaneLost("ended")

    def _measures(self, look: Look) -> dict[str, float]:
        still = look.kind is TakeKind.KEYFRAME
        weak = look.kind is not TakeKind.PRINT and self.fate.strikes("weak")
        size = {"width": 96.0, "height": 54.0, "frames": 1.0 if still else 6.0}
        return (
            size
            | {"luma": 2.0 if weak else 120.0, "contrast": 40.0, "dark": 0.1, "black": 0.0}
            | ({} if still else {"frozen": 0.0, "motion": 9.0})
        )


class SimulatedCrew:
    """Makes productions on virtual cards, as `crew.production_of` does."""

    def __init__(self, sky: Sky, fate: Fate, reel: Reel, cards: int, brain) -> None:
        self.sky, self.fate, self.reel, self.cards, self.brain = sky, fate, reel, cards, brain
        self.made: Counter = Counter()
        self.pace = Pace()
        self.in_hand_at_most = 0

    @contextmanager
    def __call__(self, project, *, brain=None, approvals=None, only=(), again=(), tell=None, purse=None, vigil=None):
        bench, sheet = Bench(), CallSheet()

        def opened() -> LaneStudio:
            lanes = [self._lane(Device(f"cuda:{card}", WORK, load=20.0)) for card in range(self.cards)]
            lanes.append(self._lane(Device("cpu", DESK, slots=2, weightless=True)))
            berths = {"": {"cpu": 0}, "cards": {f"cuda:{card}": 1 for card in range(self.cards)}}
            memory = {lane.name: 1 for lane in lanes}
            return LaneStudio(lanes, berths, memory, pace=self.pace, sheet=sheet.setups, purse=purse)

        yield Production(
            project=project,
            brain=self.brain,
            equipment=Equipment(bench.painter, bench.mover, bench.editor),
            studio=SittingStudio(opened),
            clock=lambda: self.sky.day().isoformat(timespec="microseconds"),
            approvals=approvals or Approvals(),
            only=only,
            again=again,
            tell=tell,
            sheet=sheet,
            vigil=vigil or Unwatched(),
        )

    def _lane(self, device: Device) -> NightLane:
        return NightLane(device, self.sky, self.reel, self.fate, self.made)


@dataclass
class Passed:
    """How a simulated night went."""

    outcome: str
    ended: float
    crashes: int
    made: Counter
    delivered: float | None


def keep(asked: Asked, sky: Sky, fate: Fate, crew: SimulatedCrew) -> Passed:
    """A night with its restarts, as the watchdog has them; seconds are those since the evening."""
    losses: list[int] = []
    stopping = threading.Event()
    while True:
        made = 0

        def tell(event, _project, _run) -> None:
            nonlocal made
            made += event.step in {"keyframe", "clip", "print"}
            if fate.strikes("jumps"):
                sky.set_on += fate.random.choice([-3600.0, 3600.0, -1.0, 30.0])
            if fate.strikes("full"):
                fate.full_until = sky.steady() + fate.random.uniform(10, 400)
            if event.step not in {"cut", "report"} and fate.strikes("crashes"):
                raise Crash

        keeping = Keeping(
            asked,
            clock=sky.clock,
            produce=crew,
            brain_for=lambda _profile: crew.brain,
            stopping=stopping,
            tell=tell,
            beat=lambda: None,
        )
        try:
            outcome = keeping.night()
        except (Crash, DiskTrouble, DeviceLost):
            losses.append(made)
            wait = wait_before_restart(losses)
            if wait is None:
                return Passed("given up", sky.steady(), len(losses), crew.made, None)
            sky.rest(wait)
            continue
        return Passed(outcome, sky.steady(), len(losses), crew.made, sky.steady())
