"""How alike a character stays over the film, by how far apart its appearances are."""

import math
import statistics
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import mul

BUCKETS: tuple[tuple[int, int | None], ...] = ((1, 1), (2, 5), (6, 20), (21, 50), (51, None))
"""How many shots apart, from and to; None: as far as the film goes. A cut's neighbour, a scene, a reel, the film."""

MOST_PAIRS = 2000
"""Pairs of a bucket that are compared: their number grows with the square of the film's length."""

_Z = 1.96
"""Standard errors on either side of a mean that make 95 %."""


@dataclass(frozen=True, slots=True)
class Appearance:
    """A character in one shot: the shot's place in the film, and a unit vector of what the character looks like."""

    place: int
    direction: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike appearances from `least` to `most` shots apart are (None: or more).

    `mean` is the mean cosine, in [-1, 1], of `pairs` pairs that were compared. `low` and `high` are its 95 % interval
    as if the pairs were independent; they share appearances, so it is narrower than the truth. None for one pair.
    """

    least: int
    most: int | None
    pairs: int
    mean: float
    low: float | None
    high: float | None


def likeness_over(appearances: Sequence[Appearance]) -> tuple[Likeness, ...]:
    """The likeness in each of BUCKETS that has a pair. Vectors have one length; places, a film's, may be far apart.

    Of more than MOST_PAIRS pairs that many are compared, evenly chosen and the same each time.
    """
    ordered = sorted(appearances, key=lambda one: one.place)
    found = (_likeness(ordered, least, most) for least, most in BUCKETS)
    return tuple(one for one in found if one)


def _likeness(ordered: Sequence[Appearance], least: int, most: int | None) -> Likeness | None:
    cosines = [_cosine(ordered[one], ordered[other]) for one, other in pairs_apart(_places(ordered), least, most)]
    if not cosines:
        return None
    mean = statistics.fmean(cosines)
    if len(cosines) == 1:
        return Likeness(least, most, 1, mean, None, None)
    reach = _Z * statistics.stdev(cosines) / math.sqrt(len(cosines))
    return Likeness(least, most, len(cosines), mean, max(-1.0, mean - reach), min(1.0, mean + reach))


def _places(ordered: Sequence[Appearance]) -> list[int]:
    return [one.place for one in ordered]


def _cosine(one: Appearance, other: Appearance) -> float:
    return max(-1.0, min(1.0, sum(map(mul, one.direction, other.direction))))


def pairs_apart(places: Sequence[int], least: int, most: int | None) -> Iterator[tuple[int, int]]:
    """The pairs of indices into sorted `places` that lie from `least` to `most` apart, MOST_PAIRS of them at most."""
    furthest = math.inf if most is None else most
    partners = [range(bisect_left(places, place + least), bisect_right(places, place + furthest)) for place in places]
    total = sum(map(len, partners))
    compared = min(total, MOST_PAIRS)
    passed = one = 0
    for wanted in (count * total // compared for count in range(compared)):
        while wanted - passed >= len(partners[one]):
            passed += len(partners[one])
            one += 1
        yield one, partners[one][wanted - passed]
