"""What is still to come: the studio's own schedule, run ahead on the virtual clock with what was learnt so far."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rushes.film.take import TakeKind
from rushes.studio.ahead.simulating import Device, Night, Passed, simulate
from rushes.studio.calls import Stage
from rushes.studio.dispatch import THOUGHT
from rushes.studio.pace import Pace


@dataclass(frozen=True, slots=True)
class Berths:
    """Where the crew's models work: slots by lane, and the lanes of painter, mover and desk.

    `painter` and `mover` are the models' names. `brain_on`: the lanes that whoever thinks takes; none for a brain that
    is elsewhere. `judges`: it is asked about every take as well.
    """

    slots: Mapping[str, int]
    painter: str
    mover: str
    painting: tuple[str, ...]
    moving: tuple[str, ...]
    desk: str
    weightless: frozenset[str] = frozenset()
    brain_on: tuple[str, ...] = ()
    judges: bool = False


@dataclass(frozen=True, slots=True)
class Ahead:
    """What is left of a film: shots by the stage that is next for them, a clip's mean frames.

    `rerolls` is the share of takes that turn out weak, `tries` how many of a kind a shot may cost.
    """

    shots: Mapping[Stage, int] = field(default_factory=dict[Stage, int])
    frames: float = 1.0
    rerolls: float = 0.0
    tries: int = 3


class Ledger:
    """Where every shot of a run stands, as far as it was heard: what is next for it, and how many takes were weak."""

    def __init__(self, shots: Iterable[str], tries: int, *, begin: Stage = Stage.THOUGHT) -> None:
        """`tries`: how many takes of a kind a shot may cost. `begin`: what is next for all of them."""
        self._next = dict.fromkeys(shots, begin)
        self._tries = tries
        self._takes: Counter[tuple[str, TakeKind]] = Counter()
        self._judged = 0
        self._weak = 0

    def thought(self, shot: str) -> None:
        """Its prompts are written."""
        self._step(shot, Stage.KEYFRAME)

    def judged(self, shot: str, kind: TakeKind, *, weak: bool) -> None:
        """A still or a clip was looked at: on to the next, or again."""
        self._takes[shot, kind] += 1
        if self._takes[shot, kind] < self._tries:  # the last one is taken as it is
            self._judged += 1
            self._weak += weak
        if not weak:
            self._step(shot, Stage.CLIP if kind is TakeKind.KEYFRAME else Stage.PRINT)

    def finished(self, shot: str) -> None:
        """The shot is over, however it ended."""
        self._next.pop(shot, None)

    def _step(self, shot: str, stage: Stage) -> None:
        if shot in self._next:
            self._next[shot] = stage

    @property
    def left(self) -> int:
        """Shots that are not finished."""
        return len(self._next)

    def open_shots(self) -> tuple[str, ...]:
        """Which these are."""
        return tuple(self._next)

    def ahead(self, frames: float) -> Ahead:
        """What is left of the run, weak takes expected as often as they came so far."""
        share = min(0.9, self._weak / self._judged) if self._judged else 0.0
        return Ahead(Counter(self._next.values()), frames, share, self._tries)


def forecast(ahead: Ahead, berths: Berths, pace: Pace, *, first_soon: bool = False, seed: int = 0) -> Passed:
    """How what is left will go, from now. Not to be called in a thread whose event loop runs."""
    thought = pace.seconds(THOUGHT, berths.brain_on[0]) if berths.brain_on else 0.0
    night = Night(
        shots=ahead.shots.get(Stage.THOUGHT, 0),
        devices=devices(berths, pace, ahead.frames),
        thought=thought,
        judging=thought if berths.judges else 0.0,
        brain_on=berths.brain_on,
        rerolls=ahead.rerolls,
        tries=ahead.tries,
        first_soon=first_soon,
        seed=seed,
        begun={stage: count for stage, count in ahead.shots.items() if stage > Stage.THOUGHT},
    )
    return simulate(night)


def devices(berths: Berths, pace: Pace, frames: float) -> tuple[Device, ...]:
    """The lanes with their work in seconds, as the pace has learnt it. Looking at takes is work of the desk."""
    return tuple(_device(name, slots, berths, pace, frames) for name, slots in berths.slots.items())


def _device(name: str, slots: int, berths: Berths, pace: Pace, frames: float) -> Device:
    work: dict[str, float] = {}
    if name in berths.painting:
        work[TakeKind.KEYFRAME] = pace.seconds(TakeKind.KEYFRAME, name)
    if name in berths.moving:
        work[TakeKind.CLIP] = frames * pace.seconds(TakeKind.CLIP, name)
    if name == berths.desk:
        work[TakeKind.PRINT] = frames * (pace.seconds(TakeKind.PRINT, name) + _look(pace, TakeKind.PRINT, name))
        for kind, amount in ((TakeKind.KEYFRAME, 1.0), (TakeKind.CLIP, frames)):
            beside = kind if kind in work else TakeKind.PRINT
            work[beside] += amount * _look(pace, kind, name)
    loads = [pace.load(model, name) for model, lanes in _models(berths) if name in lanes]
    return Device(name, work, max(loads, default=0.0), slots, weightless=name in berths.weightless)


def _models(berths: Berths) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return (berths.painter, berths.painting), (berths.mover, berths.moving)


def _look(pace: Pace, kind: TakeKind, lane: str) -> float:
    """A look's seconds a unit, nothing as long as nobody knows: it is little beside the making."""
    work = f"look at a {kind}"
    return pace.seconds(work, lane) if pace.knows(work) else 0.0
