"""A gauge: how a backend's takes have measured so far, which steps of the climb paid, and what people taught.

It is read from the store when a run begins and stays as it is until the run ends, also over a kill: so a verdict
depends on the take and the gauge alone, never on which branch came first, and a replay gives the same ones.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import Annotated

from pydantic import Field

from rushes.film.climb import Rung
from rushes.film.manifest import Noun
from rushes.film.take import TakeKind

ENOUGH = 30
"""Takes of a backend before a percentile is spoken of: below, a 5th percentile is the word of one take."""


class Scale(Noun):
    """How one measure came out in a backend's takes of a kind: `count` values, as their percentiles."""

    kind: TakeKind
    backend: str
    measure: str
    count: Annotated[int, Field(ge=0)]
    quantiles: tuple[float, ...]

    def percentile(self, value: float) -> float | None:
        """The share of earlier takes below a value, in percent, equal ones counting half; None before ENOUGH."""
        if self.count < ENOUGH:
            return None
        below, upto = bisect_left(self.quantiles, value), bisect_right(self.quantiles, value)
        return 100 * (below + upto) / (2 * len(self.quantiles))


class Record(Noun):
    """How often a step of the climb was taken with a backend, and how often the take it led to passed."""

    kind: TakeKind
    backend: str
    rung: Rung
    tries: Annotated[int, Field(ge=0)]
    passed: Annotated[int, Field(ge=0)]


class Learnt(Noun):
    """A gate as people's approvals and rejections have moved it, within the bound their profile sets."""

    kind: TakeKind
    measure: str
    gate: str
    before: str
    approvals: Annotated[int, Field(ge=0)]
    rejections: Annotated[int, Field(ge=0)]


class Gauge(Noun):
    """What is known when a run begins."""

    scales: tuple[Scale, ...] = ()
    records: tuple[Record, ...] = ()
    gates: tuple[Learnt, ...] = ()

    def percentile(self, kind: TakeKind, backend: str, measure: str, value: float) -> float | None:
        """Where a value stands among the backend's earlier ones; None where too few are known."""
        for scale in self.scales:
            if (scale.kind, scale.backend, scale.measure) == (kind, backend, measure):
                return scale.percentile(value)
        return None

    def record(self, kind: TakeKind, backend: str, rung: Rung) -> tuple[int, int]:
        """(tries, passed) of a step with a backend."""
        for one in self.records:
            if (one.kind, one.backend, one.rung) == (kind, backend, rung):
                return one.tries, one.passed
        return 0, 0

    def gate(self, kind: TakeKind, measure: str, gate: str) -> str:
        """The gate in force: what people taught, else the profile's."""
        return next((one.gate for one in self.gates if (one.kind, one.measure) == (kind, measure)), gate)


def scale_of(kind: TakeKind, backend: str, measure: str, values: Sequence[float]) -> Scale:
    """The scale of some values: their 0th to 100th percentile, or fewer than ENOUGH as they are."""
    points = sorted(values)
    if len(points) >= ENOUGH:
        points = [_quantile(points, hundredth) for hundredth in range(101)]
    return Scale(kind=kind, backend=backend, measure=measure, count=len(values), quantiles=tuple(points))


def _quantile(points: Sequence[float], hundredth: int) -> float:
    """Between neighbours in a straight line; of equal ones it is that value to the last bit, so that ties stay ties."""
    before, part = divmod(hundredth * (len(points) - 1), 100)
    low, high = points[before], points[min(before + 1, len(points) - 1)]
    return min(high, low + (high - low) * part / 100)


def records_of(climbed: Iterable[tuple[TakeKind, str, Rung, bool]]) -> tuple[Record, ...]:
    """Records from (kind, backend, rung, whether the take passed), in a fixed order."""
    tallies: dict[tuple[TakeKind, str, Rung], list[int]] = {}
    for kind, backend, rung, passed in climbed:
        tally = tallies.setdefault((kind, backend, rung), [0, 0])
        tally[0] += 1
        tally[1] += passed
    return tuple(
        Record(kind=kind, backend=backend, rung=rung, tries=tally[0], passed=tally[1])
        for (kind, backend, rung), tally in sorted(tallies.items())
    )
