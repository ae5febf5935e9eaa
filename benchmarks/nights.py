"""Nights on the virtual clock: the real schedule with the published stage times, held against what is possible at best.

Every figure here comes out the same on any machine: no clock but the virtual one is read.
"""

import statistics
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache

from benchmarks.measuring import Figure
from rushes.film.take import TakeKind
from rushes.studio.ahead.forecast import Berths, Ledger, forecast
from rushes.studio.ahead.simulating import MOVER, PAINTER, Device, Night, Passed, Told, simulate
from rushes.studio.pace import Pace
from rushes.studio.scheduling import Room, Schedule, Waiting

SHOTS, THOUGHT, KEYFRAME, CLIP, PRINT = 170, 10.0, 45.0, 180.0, 60.0
"""The mission's film, and the stage times it was published with, in seconds."""

LOADS = (0.0, 5.0, 15.0, 40.0)
REROLLS = (0.0, 0.1, 0.2, 0.3)
SEEDS = range(10)


def card(number: int, load: float, slower: tuple[float, float] = (1.0, 1.0)) -> Device:
    """A card, so many times slower at stills and at clips than the published times; 0 for what it can't do."""
    work = {TakeKind.KEYFRAME: KEYFRAME * slower[0], TakeKind.CLIP: CLIP * slower[1]}
    return Device(f"cuda:{number}", {kind: seconds for kind, seconds in work.items() if seconds}, load)


def machine(load: float, cards: int = 2, prints: int = 1) -> tuple[Device, ...]:
    """Equal cards, and a CPU that carries so many prints at once."""
    return (*(card(number, load) for number in range(cards)), Device("cpu", {TakeKind.PRINT: PRINT}, slots=prints))


def a_night(devices: tuple[Device, ...], rerolls: float = 0.0, seed: int = 0, *, first_soon: bool = False) -> Night:
    """The mission's film on a machine; whoever thinks needs the first two cards."""
    brain_on = tuple(device.name for device in devices if TakeKind.CLIP in device.work)[:2]
    return Night(SHOTS, devices, THOUGHT, brain_on=brain_on, rerolls=rerolls, first_soon=first_soon, seed=seed)


def least(night: Night, passed: Passed) -> float:
    """Seconds below which the calls of this night can't be made, however they are ordered.

    The cards' work divided among them as well as it can be (each by what it is best at), one load and one print; or
    the desk's work after the first shot's way to it. Looks back: which takes were weak is known to it.
    """
    cards = [device for device in night.devices if TakeKind.PRINT not in device.work]
    desk = next(device for device in night.devices if TakeKind.PRINT in device.work)
    load = min(device.load for device in cards)
    stills, clips = passed.calls[TakeKind.KEYFRAME], passed.calls[TakeKind.CLIP]
    thoughts = passed.calls["thought"] * THOUGHT
    shared = _divided(cards, stills, clips, dict.fromkeys(night.brain_on, thoughts))
    quickest = [
        min(device.work[kind] for device in cards if kind in device.work) for kind in (TakeKind.KEYFRAME, TakeKind.CLIP)
    ]
    through = THOUGHT + sum(quickest) + passed.calls[TakeKind.PRINT] * PRINT / desk.slots
    return load + max(shared + PRINT, through)


def _divided(cards: list[Device], stills: int, clips: int, before: dict[str, float]) -> float:
    """The time in which cards share stills and clips at best: by halving, whether a time suffices."""
    low, high = 0.0, 1e7
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (low, middle) if _suffices(cards, stills, clips, before, middle) else (middle, high)
    return high


def _suffices(cards: list[Device], stills: int, clips: int, before: dict[str, float], seconds: float) -> bool:
    """Stills go first to the cards that are worst at clips for what they are at stills."""
    free = [(device, _alive(device, seconds) - before.get(device.name, 0.0)) for device in cards]
    if any(left < 0 for _, left in free):
        return False
    free.sort(key=lambda one: -one[0].work.get(TakeKind.CLIP, 1e9) / one[0].work.get(TakeKind.KEYFRAME, 1e9))
    to_paint, moved = float(stills), 0.0
    for device, left in free:
        each = device.work.get(TakeKind.KEYFRAME)
        painted = min(to_paint, left / each) if each else 0.0
        to_paint -= painted
        spare = left - painted * (each or 0.0)
        moved += spare / device.work[TakeKind.CLIP] if TakeKind.CLIP in device.work else 0.0
    return to_paint <= 1e-9 and moved >= clips


def _alive(device: Device, seconds: float) -> float:
    return seconds if device.dies is None else min(seconds, device.dies)


def in_series(night: Night, passed: Passed) -> float:
    """Seconds for the same calls one after another, shot by shot: each of a shot's models is loaded for it."""
    load = max(device.load for device in night.devices)
    calls = passed.calls
    work = calls["thought"] * THOUGHT + calls[TakeKind.KEYFRAME] * KEYFRAME + calls[TakeKind.CLIP] * CLIP
    return work + calls[TakeKind.PRINT] * PRINT + night.shots * 3 * load


def pinned(night: Night) -> Passed:
    """The same night with one model on each card."""
    first, second = night.devices[0], night.devices[1]
    one = replace(first, work={TakeKind.KEYFRAME: first.work[TakeKind.KEYFRAME]})
    two = replace(second, work={TakeKind.CLIP: second.work[TakeKind.CLIP]})
    return simulate(replace(night, devices=(one, two, *night.devices[2:])))


@dataclass(frozen=True, slots=True)
class Cell:
    """One machine, load time and share of weak takes: over all seeds, the worst of each figure."""

    load: float
    rerolls: float
    hours: float
    over: float
    loads: int
    series: float
    pinned: float


@cache
def grid() -> tuple[Cell, ...]:
    """Two cards and a CPU, by load time and share of weak takes."""
    return tuple(_cell(load, rerolls) for load in LOADS for rerolls in REROLLS)


def _cell(load: float, rerolls: float) -> Cell:
    nights = [a_night(machine(load), rerolls, seed) for seed in (SEEDS if rerolls else [0])]
    went = [(night, simulate(night)) for night in nights]
    return Cell(
        load,
        rerolls,
        statistics.median(passed.seconds for _, passed in went) / 3600,
        max(passed.seconds / least(night, passed) for night, passed in went),
        max(passed.loads for _, passed in went),
        min(in_series(night, passed) / passed.seconds for night, passed in went),
        min(pinned(night).seconds / passed.seconds for night, passed in went[:3]),
    )


def others() -> Iterator[tuple[str, Night]]:
    """Further machines, with loads of 15 s."""
    desk = Device("cpu", {TakeKind.PRINT: PRINT})
    yield "one card", a_night(machine(15.0, 1))
    yield "one card, a fifth of the takes weak", a_night(machine(15.0, 1), 0.2)
    yield "four cards, one print at a time", a_night(machine(15.0, 4))
    yield "four cards, two prints at a time", a_night(machine(15.0, 4, 2))
    yield "four cards, two prints, a fifth weak", a_night(machine(15.0, 4, 2), 0.2)
    yield "a large card and one that can't carry clips", a_night((card(0, 15.0), card(1, 15.0, (1.5, 0.0)), desk))
    yield "a card, and one 1.3 and 3 times slower", a_night((card(0, 15.0), card(1, 15.0, (1.3, 3.0)), desk))
    yield "the same, a fifth weak", a_night((card(0, 15.0), card(1, 15.0, (1.3, 3.0)), desk), 0.2)
    yield "a card twice as fast as the other", a_night((card(0, 15.0, (0.5, 0.5)), card(1, 15.0), desk))
    for hours in (1, 3, 5):
        one, two, rest = machine(15.0)
        dies = replace(two, dies=hours * 3600.0)
        yield f"two cards, one lost after {hours} h, a tenth weak", a_night((one, dies, rest), 0.1)


def schedule_figures() -> Iterator[Figure]:
    """The bounds that a night is held to."""
    cells = grid()
    typical = [cell for cell in cells if cell.load == 15.0]
    yield Figure(
        "a night over the least possible",
        max(cell.over for cell in cells),
        "x",
        1.02,
        at_most=True,
        against=f"{len(cells)} kinds of night, two cards, the worst seed",
    )
    yield Figure("loads in a night", float(max(cell.loads for cell in cells)), "", 8, at_most=True, against="170 shots")
    yield Figure(
        "a night against shot by shot",
        min(cell.series for cell in typical),
        "x",
        2.3,
        at_most=False,
        against="in series, loads of 15 s, the worst share of weak takes",
    )
    yield Figure(
        "a night against one model a card",
        min(cell.pinned for cell in cells),
        "x",
        1.5,
        at_most=False,
        against="painter on one, mover on the other",
    )
    soon = [simulate(a_night(machine(load), first_soon=True)) for load in LOADS]
    yield Figure(
        "the first shot, --first-soon",
        max(passed.finished[0] for passed in soon) / 60,
        "min",
        10,
        at_most=True,
        against="two cards, any load",
    )
    errors = eta_errors()
    right = sum(error <= 0.1 for error in errors)
    yield Figure(
        "time left, told after ten shots",
        statistics.median(errors) * 100,
        "% off",
        10,
        at_most=True,
        against=f"median; right within 10 % in {right} of {len(errors)} nights, calls spread by 10 %",
    )
    yield Figure("a decision", decision_cost() * 1e3, "ms", 1, at_most=True, against="10,000 waiting calls, median")


def eta_errors() -> list[float]:
    """How far off the told end was, by nights."""
    return [abs(eta_error(load, rerolls, seed)) for load in (5.0, 40.0) for rerolls in REROLLS for seed in range(6)]


def eta_error(load: float, rerolls: float, seed: int) -> float:
    """How far the end that is told after ten finished shots lies from the real one, as a share of the whole night.

    Nothing is known before the night: times and the share of weak takes are learnt from its own calls, which lie up
    to 10 % around their means. What is left of the error is chance: some sixty takes say how many will be weak.
    """
    night = replace(a_night(machine(load), rerolls, seed), spread=0.1)
    watching = _Watching(night)
    passed = simulate(night, watching.hear, watching.pace.note)
    return (watching.told - passed.seconds) / passed.seconds


class _Watching:
    """Somebody who knows nothing but what the studio tells, and says after ten shots when the film will be there."""

    def __init__(self, night: Night) -> None:
        self.night = night
        self.pace = Pace()
        self.ledger = Ledger(map(str, range(night.shots)), night.tries)
        self.told = 0.0

    def hear(self, event: Told) -> None:
        shot = str(event.shot)
        match event.what:
            case TakeKind.KEYFRAME | TakeKind.CLIP:
                self.ledger.judged(shot, TakeKind(event.what), weak=event.weak)
            case TakeKind.PRINT:
                self.ledger.finished(shot)
                if self.ledger.left == self.night.shots - 10:
                    with ThreadPoolExecutor(1) as apart:  # this thread's loop is running
                        self.told = event.second + apart.submit(self._left).result()
            case _:
                self.ledger.thought(shot)

    def _left(self) -> float:
        cards = tuple(device.name for device in self.night.devices[:-1])
        slots = {device.name: device.slots for device in self.night.devices}
        berths = Berths(slots, PAINTER, MOVER, cards, cards, "cpu", frozenset({"cpu"}), self.night.brain_on)
        return forecast(self.ledger.ahead(1.0), berths, self.pace).seconds


def decision_cost() -> float:
    """Seconds for a decision among 10,000 waiting calls, the median of some thousand."""
    pace = Pace({TakeKind.KEYFRAME: KEYFRAME, TakeKind.CLIP: CLIP, TakeKind.PRINT: PRINT}, {PAINTER: 15.0, MOVER: 15.0})
    cards = {"cuda:0": 1, "cuda:1": 1}
    rooms = [Room("cuda:0", 1, 1), Room("cuda:1", 1, 1), Room("cpu", 2)]
    schedule = Schedule(rooms, {PAINTER: cards, MOVER: cards, "": {"cpu": 0}}, pace)
    kinds = ((PAINTER, TakeKind.KEYFRAME, 1), (MOVER, TakeKind.CLIP, 2), ("", TakeKind.PRINT, 3))
    for ticket in range(10_000 + _DECISIONS):
        model, work, stage = kinds[ticket % 3]
        schedule.wait(Waiting(ticket, model, work, stage, ticket))
    return statistics.median(_decisions(schedule))


_DECISIONS = 2_000


def _decisions(schedule: Schedule) -> Iterator[float]:
    running: list[int] = []
    for second in range(_DECISIONS):
        began = time.perf_counter()
        turn = schedule.next(float(second))
        yield time.perf_counter() - began
        if turn:
            running.append(turn.ticket)
        else:
            schedule.over(running.pop(0), float(second))
