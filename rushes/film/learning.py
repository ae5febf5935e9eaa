"""What people's words teach the critic: how often the two differ, and where a gate stands better.

People see only what the critic let come to them, so nothing is known of the takes it threw away: the rates are those
of takes that somebody looked at and spoke of.
"""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import NormalDist

from rushes.film.gates import Gate
from rushes.film.gauge import Learnt
from rushes.film.take import TakeKind

APPROVALS, REJECTIONS = 8, 4
"""Words of either kind before a gate may move: below, it would follow a mood."""

_DOUBT = 0.05
"""How likely chance may have done as well, at most."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A person's word on a take: what it measured, whether the critic found it weak, whether the person approved."""

    kind: TakeKind
    backend: str
    measures: Mapping[str, float]
    weak: bool
    approved: bool


def wilson(hits: int, of: int, confidence: float = 0.95) -> tuple[float, float]:
    """The interval in [0, 1] that a share of `hits` among `of` stands for; (0, 1) where nothing was seen.

    The score interval of E. B. Wilson, Probable Inference, the Law of Succession, and Statistical Inference, JASA 22
    (1927), 209-212. Unlike the share with its standard error it stays within [0, 1] and holds for few cases.
    """
    if not of:
        return 0.0, 1.0
    share, z = hits / of, NormalDist().inv_cdf((1 + confidence) / 2)
    centre = (share + z * z / (2 * of)) / (1 + z * z / of)
    reach = z / (1 + z * z / of) * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    # None or all of them are an end of the interval, which rounding must not push past the share itself.
    return max(0.0, min(share, centre - reach)), min(1.0, max(share, centre + reach))


@dataclass(frozen=True, slots=True)
class Rate:
    """So many of so many, as a share in [0, 1], with Wilson's 95 % interval."""

    hits: int
    of: int
    share: float
    low: float
    high: float


def rate(hits: int, of: int) -> Rate | None:
    """A rate; None of nothing."""
    return Rate(hits, of, hits / of, *wilson(hits, of)) if of else None


@dataclass(frozen=True, slots=True)
class Rates:
    """How often the critic and people differ; None where nothing was said.

    `false_reject`: found weak by the critic, of those a person approved. `false_accept`: let pass by the critic, of
    those a person rejected.
    """

    false_reject: Rate | None
    false_accept: Rate | None


def rates(spoken: Sequence[Spoken]) -> Rates:
    """The critic's errors as people see them. A word on a print counts for its still and its clip: ask for one kind."""
    approved = [one.weak for one in spoken if one.approved]
    rejected = [not one.weak for one in spoken if not one.approved]
    return Rates(rate(sum(approved), len(approved)), rate(sum(rejected), len(rejected)))


def learnt(
    spoken: Sequence[Spoken], kind: TakeKind, gates: Mapping[str, str], bounds: Mapping[str, str]
) -> tuple[Learnt, ...]:
    """The gates of a kind that people's words move, each by one of its ends and within its bound.

    `gates` and `bounds` are a profile's, by measure. Of the ends that lie within the bound now, one is moved to where
    the gate contradicts people on the fewest takes: approved ones outside of it, rejected ones within. A gate moves
    only after APPROVALS and REJECTIONS words on takes with that measure, and only if it agrees with people on
    significantly more of the takes that it now judges otherwise than before (`chance_of`, under 0.05). The end tried
    is the best of many, so words that have nothing to do with a measure move its gate oftener than one time in
    twenty: the bound is what holds it then. Gates in percentiles and exact ones ("=85") stay.
    """
    mine = [one for one in spoken if one.kind is kind]
    found = [
        _moved(mine, kind, measure, Gate.parse(gate), Gate.parse(bounds[measure]))
        for measure, gate in gates.items()
        if measure in bounds
    ]
    return tuple(one for one in found if one)


def _moved(spoken: Sequence[Spoken], kind: TakeKind, measure: str, gate: Gate, bound: Gate) -> Learnt | None:
    words = [(one.measures[measure], one.approved) for one in spoken if measure in one.measures]
    approved = sorted(value for value, yes in words if yes)
    rejected = sorted(value for value, yes in words if not yes)
    exact = gate.least == gate.most
    if gate.ranked or bound.ranked or exact or len(approved) < APPROVALS or len(rejected) < REJECTIONS:
        return None
    tried = _tried(gate, bound, [*approved, *rejected])
    if not tried:
        return None
    _, better = min(tried, key=lambda one: (_contradictions(one[1], approved, rejected), one[0]))
    if not _agrees_better(better, gate, words):
        return None
    return Learnt(
        kind=kind,
        measure=measure,
        gate=str(better),
        before=str(gate),
        approvals=len(approved),
        rejections=len(rejected),
    )


def _tried(gate: Gate, bound: Gate, values: Sequence[float]) -> list[tuple[float, Gate]]:
    """The gate with one end elsewhere in the bound, and how far from where it is.

    Midpoints between neighbouring values part the takes in every way there is; the bound's ends count as neighbours.
    """
    points = sorted({bound.least, bound.most, *filter(bound.holds, values)})
    middles = [(low + high) / 2 for low, high in pairwise(points)]
    moved: list[tuple[float, Gate]] = []
    for end in filter(math.isfinite, middles):
        if _within(gate.least, bound) and end < gate.most:
            moved.append((abs(end - gate.least), replace(gate, least=end)))
        if _within(gate.most, bound) and end > gate.least:
            moved.append((abs(end - gate.most), replace(gate, most=end)))
    # As the gate will be read: text has six digits, and rounding must not carry an end over anything.
    told = [(far, Gate.parse(str(one))) for far, one in moved]
    return [(far, one) for far, one in told if one.least < one.most and _ends_hold(one, gate, bound)]


def _within(end: float, bound: Gate) -> bool:
    """Whether there is an end at all, and in the bound."""
    return math.isfinite(end) and bound.holds(end)


def _ends_hold(moved: Gate, gate: Gate, bound: Gate) -> bool:
    """Whether each end is where it was (as text has it), or in the bound."""
    before = Gate.parse(str(gate))
    return (moved.least == before.least or bound.holds(moved.least)) and (
        moved.most == before.most or bound.holds(moved.most)
    )


def _contradictions(gate: Gate, approved: Sequence[float], rejected: Sequence[float]) -> int:
    """How many takes the gate and people disagree about, from sorted values."""
    return len(approved) - _inside(gate, approved) + _inside(gate, rejected)


def _inside(gate: Gate, values: Sequence[float]) -> int:
    return bisect_right(values, gate.most) - bisect_left(values, gate.least)


def _agrees_better(new: Gate, old: Gate, words: Sequence[tuple[float, bool]]) -> bool:
    """A one-sided sign test on the takes that the two judge differently."""
    parted = [new.holds(value) == approved for value, approved in words if new.holds(value) != old.holds(value)]
    return chance_of(sum(parted), len(parted)) < _DOUBT


def chance_of(right: int, of: int) -> float:
    """How likely `right` or more of `of` fair coins show heads, exactly: the p of a one-sided sign test."""
    return sum(math.comb(of, heads) for heads in range(right, of + 1)) / 2**of
