"""What a film will cost before it is shot: time, loads, memory, disk and money, each with where the figure is from."""

import statistics
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from rushes.configs.equipment import ModelEntry, equipment
from rushes.configs.profile import Profile
from rushes.film.frames import frames_for
from rushes.film.prices import Prices
from rushes.film.take import TO_SHOOT, Take, TakeKind
from rushes.memory.project import Project
from rushes.memory.turns import Turned
from rushes.service.berths import berths_on, brain_lanes
from rushes.service.lanes import Floorplan
from rushes.service.outlook import TFLOPS, outlook
from rushes.service.recollection import device_of
from rushes.studio.ahead.forecast import Ahead, Berths, forecast
from rushes.studio.ahead.simulating import Passed
from rushes.studio.calls import Stage
from rushes.studio.dispatch import THOUGHT
from rushes.studio.machine import Machine, card_of, this_machine
from rushes.studio.pace import Pace

USUAL_LOADS = (5.0, 40.0)
"""Seconds a large model takes from a disk, from a quick one's to a slow one's: what is usual, not measured here."""

WEAK = (0.0, 0.3)
"""The share of takes that turn out weak, where nobody has judged enough of them here: our own assumption."""

ENOUGH = 20
"""Takes from which on their weak share is taken as this project's."""


@dataclass(frozen=True, slots=True)
class Span:
    """From the least to the most; a `most` of None is open: nobody knows."""

    least: float
    most: float | None
    says: str


@dataclass(frozen=True, slots=True)
class LaneNeed:
    """The most that a lane's models take of its device, in bytes of so many, and who says so."""

    lane: str
    device: str
    models: tuple[str, ...]
    peak: int
    memory: int
    says: str


@dataclass(frozen=True, slots=True)
class Learnt:
    """What was measured of a kind of work here: the median seconds a unit (a frame, or a still), and of a load.

    `load` is None where nothing had to be loaded, `calls` how many were measured.
    """

    work: str
    model: str
    device: str
    calls: int
    seconds: float
    load: float | None


@dataclass(frozen=True, slots=True)
class Estimate:
    """What is ahead. `seconds` is None where nothing is known of this crew's speed; then `seconds_say` says so.

    `obstacles`: what stands in the way of this crew here, a sentence each.
    """

    shots: int
    seconds: Span | None
    seconds_say: str
    first_shot: Span | None
    loads: Span
    weak: Span
    disk: Span
    lanes: tuple[LaneNeed, ...]
    obstacles: tuple[str, ...]
    learnt: tuple[Learnt, ...] = ()
    cost: Span | None = None


def estimate_for(
    project: Project, profile: Profile | None, prices: Prices, *, first_soon: bool = False, here: Machine | None = None
) -> Estimate:
    """What is ahead of a planned project on this machine, shot by its own profile or by another.

    Raises BadProject without a plan, UserMustFix.
    """
    crew = profile or project.settings.profile
    machine = here or (this_machine() if crew.models else Machine())
    return _estimate(project, Floorplan(crew, machine), prices, first_soon=first_soon)


def _estimate(project: Project, plan: Floorplan, prices: Prices, *, first_soon: bool) -> Estimate:
    film = _Film.of(project, plan.profile)
    turns = [turn for turn in project.store.turns.all() if turn.device == device_of(plan.machine, turn.lane)]
    berths, weak = berths_on(plan, brain_lanes(plan)), _weak(project, plan.profile)
    quick, slow, says = _paces(turns, plan, berths, film)
    passed = [
        forecast(film.ahead(berths, share), berths, pace, first_soon=first_soon) if pace else None
        for pace, share in ((quick, weak.least), (slow, weak.most or 0.0))
    ]
    seconds = _between(passed, says, lambda night: night.seconds)
    loads = _between(passed, "by the studio's own schedule", lambda night: float(night.loads))
    return Estimate(
        shots=film.shots,
        seconds=seconds,
        seconds_say=says,
        first_shot=_between(passed, says, lambda night: night.finished[0] if night.finished else 0.0),
        loads=loads or Span(0, 0, "nothing is loaded"),
        weak=weak,
        disk=_disk(project, film, weak),
        lanes=_lanes(plan),
        obstacles=outlook(plan.profile, plan.machine.cards, plan.machine.memory).obstacles,
        learnt=_learnt(turns),
        cost=_cost(seconds, prices),
    )


@dataclass(frozen=True, slots=True)
class _Film:
    """What of the film is to be shot: how many shots, and all their clips' frames together."""

    shots: int
    frames: int
    profile: Profile

    @classmethod
    def of(cls, project: Project, profile: Profile) -> "_Film":
        wanted = {one.number for one in project.store.shots.all() if one.state in TO_SHOOT}
        shots = [shot for _, shot in project.store.plans.current().manifest.shots() if shot.number in wanted]
        return cls(len(shots), sum(frames_for(shot.seconds, profile.fps) for shot in shots), profile)

    @property
    def mean(self) -> float:
        return self.frames / self.shots if self.shots else 1.0

    def ahead(self, berths: Berths, weak: float) -> Ahead:
        first = Stage.THOUGHT if berths.brain_on else Stage.KEYFRAME
        return Ahead({first: self.shots}, self.mean, weak, self.profile.budget.clips)


def _between(nights: Sequence[Passed | None], says: str, figure: Callable[[Passed], float]) -> Span | None:
    quick, slow = nights
    if quick is None:
        return None
    return Span(figure(quick), figure(slow) if slow else None, says)


# How fast.


def _paces(
    turns: Iterable[Turned], plan: Floorplan, berths: Berths, film: _Film
) -> tuple[Pace | None, Pace | None, str]:
    """A quick pace and a slow one (None: unknown), and where they are from."""
    made_by = {str(TakeKind.KEYFRAME): berths.painter, str(TakeKind.CLIP): berths.mover}
    rows = [turn for turn in turns if turn.model == made_by.get(turn.work, turn.model)]
    measured = _by_work(rows)
    loads = {
        turn.model: _quartiles([one.load for one in rows if one.model == turn.model and one.load]) for turn in rows
    }
    if all(kind in measured for kind in TakeKind):
        says = f"measured here, in {len(rows)} calls of this project"
        return _pace(measured, loads, 0), _pace(measured, loads, 1), says
    floors = _floors(plan, film)
    if floors is None:
        return None, None, "how long a shot takes nobody has measured here yet: the first shots will tell"
    least = {work: (seconds, seconds) for work, seconds in floors.items()} | measured
    return _pace(least, {}, 0), None, "the arithmetic alone, computed for this card: it will take longer"


def _by_work(turns: Iterable[Turned]) -> dict[str, tuple[float, float]]:
    """Quick and slow seconds a unit, by kind of work."""
    rates: dict[str, list[float]] = {}
    for turn in turns:
        rates.setdefault(turn.work, []).append(turn.seconds / max(turn.amount, 1e-9))
    return {work: _quartiles(row) for work, row in rates.items()}


def _learnt(turns: Iterable[Turned]) -> tuple[Learnt, ...]:
    kinds: dict[tuple[str, str, str], list[Turned]] = {}
    for turn in turns:
        kinds.setdefault((turn.work, turn.model, turn.device), []).append(turn)
    return tuple(_median(*kind, row) for kind, row in sorted(kinds.items()))


def _median(work: str, model: str, device: str, row: Sequence[Turned]) -> Learnt:
    each = statistics.median(turn.seconds / max(turn.amount, 1e-9) for turn in row)
    loads = [turn.load for turn in row if turn.load is not None]
    return Learnt(work, model, device, len(row), each, statistics.median(loads) if loads else None)


def _quartiles(values: Sequence[float]) -> tuple[float, float]:
    """The middle half of them; all where there are few; the usual where there are none."""
    if not values:
        return USUAL_LOADS
    if len(values) < 4:
        return min(values), max(values)
    low, _, high = statistics.quantiles(values, n=4)
    return low, high


def _pace(works: Mapping[str, tuple[float, float]], loads: Mapping[str, tuple[float, float]], end: int) -> Pace:
    expected = {work: span[end] for work, span in works.items()}
    known = {model: span[end] for model, span in loads.items() if model}
    return _Usual(expected, known, USUAL_LOADS[end])


class _Usual(Pace):
    """A pace in which loads that nobody measured take as long as they usually do."""

    def __init__(self, expected: Mapping[str, float], loads: Mapping[str, float], usual: float) -> None:
        super().__init__(expected, loads)
        self._known = loads
        self._usual = usual

    def load(self, model: str, lane: str) -> float:
        """As known, else as usual."""
        return super().load(model, lane) if model in self._known else self._usual


def _floors(plan: Floorplan, film: _Film) -> dict[str, float] | None:
    """Seconds a unit below which takes can't be made on the quickest known card."""
    speeds = [speed for card in plan.machine.cards for word, speed in TFLOPS.items() if word in card.name]
    crew, known = film.profile.crew, equipment().models
    painter, mover = known.get(crew.keyframe), known.get(crew.motion)
    if not speeds or painter is None or mover is None or not painter.job_tflop or not mover.job_tflop:
        return None
    best = max(speeds)
    return {
        TakeKind.KEYFRAME: painter.job_tflop / best,
        TakeKind.CLIP: mover.job_tflop / best / _frames_of(mover, film),
        TakeKind.PRINT: 0.0,
        THOUGHT: 0.0,
    }


def _frames_of(mover: ModelEntry, film: _Film) -> float:
    """Frames of the film that one of the model's own clips covers."""
    own, rate = mover.native_frames, mover.rate
    return max(1.0, float(own / rate * film.profile.fps)) if own and rate else film.mean


# How much.


def _own(project: Project, profile: Profile) -> list[Take]:
    """The project's takes by this crew."""
    crew = {TakeKind.KEYFRAME: profile.crew.keyframe, TakeKind.CLIP: profile.crew.motion}
    return [
        take
        for take in project.store.takes.all()
        if take.slate.backend == crew.get(take.slate.kind, take.slate.backend)
    ]


def _weak(project: Project, profile: Profile) -> Span:
    takes = [take for take in _own(project, profile) if take.slate.kind is not TakeKind.PRINT]
    if len(takes) < ENOUGH:
        return Span(*WEAK, "our own assumption, until enough takes were judged")
    share = sum(take.weak for take in takes) / len(takes)
    off = 2 * (max(share * (1 - share), 1 / len(takes)) / len(takes)) ** 0.5
    return Span(max(0.0, share - off), min(0.9, share + off), f"measured here, in {len(takes)} takes")


def _disk(project: Project, film: _Film, weak: Span) -> Span:
    """Bytes of takes and film: as large as this project's own were, else no larger than uncompressed."""
    takes = _own(project, film.profile)
    sizes = {kind: [(take.size, take.facts.frames) for take in takes if take.slate.kind is kind] for kind in TakeKind}
    if all(sizes.values()):
        each = {kind: sum(size for size, _ in row) / sum(frames for _, frames in row) for kind, row in sizes.items()}
        least, most = (_bytes(each, film, share) for share in (weak.least, weak.most or 0.0))
        return Span(least, most, f"measured here, in {len(takes)} takes")
    picture, still = film.profile.size, film.profile.keyframe_size
    raw = picture.width * picture.height * 1.5
    each = {TakeKind.KEYFRAME: still.width * still.height * 3.0, TakeKind.CLIP: raw, TakeKind.PRINT: raw}
    return Span(0, _bytes(each, film, weak.most or 0.0), "at most, uncompressed; the first takes will tell")


def _bytes(each: Mapping[TakeKind, float], film: _Film, weak: float) -> float:
    """Stills and clips with their re-rolls; prints once, and once more in the film."""
    again = 1 + weak + weak**2
    stills = film.shots * each[TakeKind.KEYFRAME] * again
    return stills + film.frames * (each[TakeKind.CLIP] * again + each[TakeKind.PRINT] * 2)


def _lanes(plan: Floorplan) -> tuple[LaneNeed, ...]:
    found: dict[str, dict[str, int]] = {}
    for model, row in plan.sites.items():
        for site in row:
            if site.fit is not None:
                found.setdefault(site.lane, {})[model] = site.card or site.ram
    return tuple(
        LaneNeed(
            lane, device_of(plan.machine, lane), tuple(models), max(models.values()), _memory(plan, lane), "computed"
        )
        for lane, models in sorted(found.items())
    )


def _memory(plan: Floorplan, lane: str) -> int:
    number = card_of(lane)
    return plan.machine.memory if number is None else plan.machine.cards[number].memory


def _cost(seconds: Span | None, prices: Prices) -> Span | None:
    if seconds is None or not prices.of(1):
        return None
    says = f"{prices.watts:.0f} W at {prices.per_kwh:g} a kWh" if prices.per_kwh else ""
    says = " and ".join(filter(None, (says, f"{prices.per_hour:g} an hour" if prices.per_hour else "")))
    most = None if seconds.most is None else prices.of(seconds.most)
    return Span(prices.of(seconds.least), most, says)
