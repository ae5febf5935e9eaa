"""Which instant of the source each frame shows at another rate, and a stream brought there.

Rates are fractions, so that 24 to 60 is exact: frame 5 of the new stream is frame 2 of the old one, always.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from rushes.errors import BadMedia
from rushes.tools.finishing.frame import Frame

Between = Callable[[Frame, Frame, Sequence[Fraction]], Iterator[Frame]]
"""The pictures between two neighbours, at the given shares of the way from the first to the second, in (0, 1)."""


@dataclass(frozen=True, slots=True)
class Instant:
    """A moment of the source: the frame at or before it, and the share of the way to the next, in [0, 1)."""

    before: int
    part: Fraction


def instants(source: Fraction, target: Fraction, count: int) -> Iterator[Instant]:
    """The instants that `count` frames at `target` show of a stream at `source`."""
    step = source / target
    for frame in range(count):
        before, part = divmod(frame * step, 1)
        yield Instant(int(before), Fraction(part))


def retimed_stream(
    frames: Iterator[Frame], source: Fraction, target: Fraction, count: int, between: Between
) -> Iterator[Frame]:
    """`count` frames at `target`, holding two of the source's at a time. Raises BadMedia for an empty stream."""
    near = _Neighbours(frames)
    for before, group in groupby(instants(source, target, count), key=lambda instant: instant.before):
        parts = [instant.part for instant in group]
        near.move_to(before)
        if parts[0] == 0:
            yield near.first
            parts = parts[1:]
        if not parts:
            continue
        second = near.second
        if second is None:
            yield from (near.first for _ in parts)
        else:
            yield from between(near.first, second, parts)


class _Neighbours:
    """Two frames of a stream that stand side by side; behind its end there is no second."""

    def __init__(self, frames: Iterator[Frame]) -> None:
        self._frames = frames
        self._at = 0
        try:
            self.first = next(frames)
        except StopIteration:
            raise BadMedia("There is no frame to be shown at another rate.") from None
        self._next: Frame | None = None

    @property
    def second(self) -> Frame | None:
        """The frame after the first, read when it is wanted."""
        if self._next is None:
            self._next = next(self._frames, None)
        return self._next

    def move_to(self, frame: int) -> None:
        """Make `frame` the first, or the last one there is."""
        while self._at < frame and (second := self.second) is not None:
            self.first, self._next = second, None
            self._at += 1


def held(first: Frame, second: Frame, parts: Sequence[Fraction]) -> Iterator[Frame]:  # noqa: ARG001 - a `Between`
    """Nothing is made: a frame stands until the next one's instant."""
    return (first for _ in parts)
