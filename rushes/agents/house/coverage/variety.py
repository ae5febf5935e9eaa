"""Variety: the nearest framing to the wanted one that cuts well with the shot before."""

from collections.abc import Iterator
from dataclasses import replace

from rushes.agents.house.coverage.draft import Framing
from rushes.agents.house.coverage.stage import Thread
from rushes.film.grammar.cutting import SIZES_IN_A_ROW
from rushes.film.grammar.view import jumps
from rushes.film.vocabulary import Angle, Feeling, ShotSize

_PEOPLE_SIZES = (
    ShotSize.LONG,
    ShotSize.FULL,
    ShotSize.MEDIUM_LONG,
    ShotSize.MEDIUM,
    ShotSize.MEDIUM_CLOSE,
    ShotSize.CLOSE,
)
_PLACE_SIZES = (ShotSize.EXTREME_LONG, ShotSize.LONG, ShotSize.FULL, ShotSize.MEDIUM)
_OTHER_ANGLES = (Angle.EYE, Angle.HIGH, Angle.LOW)


def varied(wanted: Framing, thread: Thread, *, wide_only: bool) -> Framing:
    """`wanted`, or the framing nearest to it that neither jumps nor repeats a size too often."""
    if wide_only or _cuts_well(wanted, thread):
        return wanted
    return next((other for other in _neighbours(wanted) if _cuts_well(other, thread)), wanted)


def _cuts_well(framing: Framing, thread: Thread) -> bool:
    if thread.view is None:
        return True
    tired = framing.size is thread.view.size and thread.sizes_in_a_row >= SIZES_IN_A_ROW
    return not tired and not jumps(thread.view, framing.view)


def _neighbours(wanted: Framing) -> Iterator[Framing]:
    """Other sizes, the nearest first, then other angles at every size."""
    if wanted.size is ShotSize.INSERT:
        sizes = (ShotSize.INSERT, ShotSize.MEDIUM, ShotSize.FULL)
    elif wanted.size is ShotSize.CLOSE and _is_stirred(wanted):
        sizes = (ShotSize.EXTREME_CLOSE, *_by_distance(wanted.size, _PEOPLE_SIZES))
    elif len(wanted.figures) > 1:
        sizes = _by_distance(wanted.size, _PEOPLE_SIZES[:-1])
    else:
        sizes = _by_distance(wanted.size, _PEOPLE_SIZES if wanted.figures else _PLACE_SIZES)
    for size in sizes:
        yield replace(wanted, size=size)
    for angle in _OTHER_ANGLES if wanted.angle is not Angle.OVER_SHOULDER else ():
        for size in (wanted.size, *sizes):
            yield replace(wanted, size=size, angle=angle)


def _is_stirred(framing: Framing) -> bool:
    """Whether it is one face with something in it worth an extreme close-up."""
    return len(framing.figures) == 1 and framing.figures[0].feeling is not Feeling.NEUTRAL


def _by_distance(size: ShotSize, sizes: tuple[ShotSize, ...]) -> tuple[ShotSize, ...]:
    others = [other for other in sizes if other is not size]
    return tuple(sorted(others, key=lambda other: (abs(other.width_rank - size.width_rank), -other.width_rank)))
