"""A clip of the asked length, rate and size from a model that has its own: pure plans, and frames as they stream.

A model makes clips of certain lengths, at its own rate, well up to a certain length. What is asked is covered by one
or more segments, each going on from the last picture of the one before.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, isqrt
from pathlib import Path

import av
import av.error
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from rushes.errors import BadMedia, ToolFailed
from rushes.film.frames import FrameGrid, Size

Picture = NDArray[np.uint8]
"""RGB, height x width x 3, 0..255."""

_NEARLY = Fraction(1, 20)
"""Sides closer than this to the model's own become the model's own: a twentieth is cropped and nobody sees it."""


@dataclass(frozen=True, slots=True)
class ClipPlan:
    """What the model is to make: the frames of each segment, and the picture size.

    A segment after the first begins with a picture that is already there, and gives one frame less.
    """

    segments: tuple[int, ...]
    size: Size

    @property
    def frames(self) -> int:
        """How many frames there will be."""
        return sum(self.segments) - (len(self.segments) - 1)


def source_frames(frames: int, asked: Fraction, native: Fraction) -> int:
    """How many frames at `native` a second reach the last instant of `frames` at `asked` a second."""
    return ceil((frames - 1) * native / asked) + 1


def segments(needed: int, longest: int, grid: FrameGrid) -> tuple[int, ...]:
    """Clip lengths on the grid, none above `longest` where the grid has one, that together hold `needed` frames."""
    first = min(grid.at_least(needed), _within(longest, grid))
    lengths, left = [first], needed - first
    while left > 0:
        length = min(grid.at_least(left + 1), _within(longest, grid))
        lengths.append(length)
        left -= length - 1
    return tuple(lengths)


def _within(longest: int, grid: FrameGrid) -> int:
    """The longest length on the grid up to `longest`, at least two frames: one alone goes on nowhere."""
    down = (longest - grid.offset) // grid.step * grid.step + grid.offset
    return max(down, grid.at_least(2))


def shooting_size(asked: Size, native: Size, multiple: int) -> Size:
    """The size a model shoots at: as many pixels as it was made for, in the asked shape, on its multiple."""
    if abs(Fraction(asked.width, asked.height) / Fraction(native.width, native.height) - 1) <= _NEARLY:
        return native.fitted(multiple)
    area = native.width * native.height
    width = isqrt(area * asked.width // asked.height)
    return Size(width, max(1, area // max(width, 1))).fitted(multiple)


def filling(picture: Image.Image, size: Size) -> Image.Image:
    """The picture scaled (Lanczos) until it covers `size`, and cut around its middle."""
    if picture.size == (size.width, size.height):
        return picture
    return ImageOps.fit(picture, (size.width, size.height), Image.Resampling.LANCZOS)


def filled(frames: Iterable[Picture], size: Size) -> Iterator[Picture]:
    """Each frame at `size`, as `filling` does it."""
    for frame in frames:
        if frame.shape[:2] == (size.height, size.width):
            yield frame
        else:
            yield np.asarray(filling(Image.fromarray(frame), size))


def pictures_of(clip: Path) -> Iterator[Picture]:
    """A clip's frames, decoded as they are wanted. Raises BadMedia."""
    try:
        with av.open(str(clip), format="mov") as container:
            for frame in container.decode(video=0):
                yield np.asarray(frame.to_ndarray(format="rgb24"), dtype=np.uint8)
    except (av.error.FFmpegError, OSError, ValueError, IndexError) as error:
        raise BadMedia(f"{clip.name} does not decode: {error}.") from error


def nearest_in_time(frames: Iterable[Picture], source: Fraction, target: Fraction, count: int) -> Iterator[Picture]:
    """`count` frames at `target` a second, each the source frame nearest to its instant (halves go up).

    Behind the last source frame, that one. Raises ToolFailed for a stream without frames.
    """
    stream = iter(frames)
    at, shown = 0, next(stream, None)
    if shown is None:
        raise ToolFailed("The model made no frame.")
    for index in range(count):
        wanted = int(index * source / target + Fraction(1, 2))
        while at < wanted and (following := next(stream, None)) is not None:
            at, shown = at + 1, following
        yield shown
