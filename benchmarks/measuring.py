"""Medians and ratios, measured side by side in one run: these machines are noisy."""

import random
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of the table. `value` is what was measured, `bound` what it is held to (`<=` or `>=`)."""

    name: str
    value: float
    unit: str
    bound: float
    at_most: bool
    against: str

    @property
    def holds(self) -> bool:
        return self.value <= self.bound if self.at_most else self.value >= self.bound

    def row(self) -> str:
        sign = "≤" if self.at_most else "≥"
        mark = "yes" if self.holds else "**no**"
        measured = f"{self.value:.3g} {self.unit}"
        return f"| {self.name} | {measured} | {sign} {self.bound:g} | {mark} | {self.against} |"


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def median_of(times: int, work: Callable[[], object]) -> float:
    return statistics.median(timed(work) for _ in range(times))


def medians_in_turn(times: int, *works: Callable[[], object]) -> list[float]:
    """Each work's median, the works taking turns so that the machine's moods fall on all of them."""
    rows = [[timed(work) for work in works] for _ in range(times)]
    return [statistics.median(column) for column in zip(*rows, strict=True)]


def pace() -> float:
    """Nanoseconds that a hop through 160 MB of memory takes: what machines, and one machine's hours, differ by."""
    count = 2_000_000
    order = list(range(count))
    random.Random(1).shuffle(order)
    return timed(lambda: _hop(order, count // 2)) * 1e9 / (count // 2)


def _hop(order: list[int], hops: int) -> int:
    place = 0
    for _ in range(hops):
        place = order[place]
    return place
