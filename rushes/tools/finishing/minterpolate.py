"""Another rate with ffmpeg's motion-compensated interpolation: plain block matching, on any machine, nothing to pull.

It is no match for RIFE: where things cross or turn, blocks show. Its own detector keeps it from inventing across
cuts. Whole instants are taken from the source, not from the filter.
"""

from collections import deque
from collections.abc import Iterator
from fractions import Fraction
from itertools import chain, repeat

from rushes.errors import BadMedia, ToolFailed
from rushes.tools.ffmpeg import ffmpeg_version
from rushes.tools.finishing.frame import Frame, size_of
from rushes.tools.finishing.piping import frames_in, through
from rushes.tools.finishing.timeline import instants
from rushes.tools.protocols import BackendSpec

_TAIL = 8
"""Copies of the last frame that follow it: the filter looks ahead and gives nothing for its last frames."""

_SIDE = 32
"""The filter's blocks need at least this many pixels each way."""


class FfmpegInterpolator:
    """The interpolator that every machine has."""

    @property
    def spec(self) -> BackendSpec:
        """Another build of ffmpeg may estimate otherwise."""
        return BackendSpec("minterpolate", f"{ffmpeg_version()}/mci-1", "GPL-2.0-or-later", size_multiple=1)

    def retime(self, frames: Iterator[Frame], source: Fraction, target: Fraction, count: int) -> Iterator[Frame]:
        """See `Interpolator`. Frames are at least 32 pixels each way."""
        first = next(frames, None)
        if first is None:
            raise BadMedia("There is no frame to be shown at another rate.")
        size = size_of(first)
        if min(size.width, size.height) < _SIDE:
            raise ToolFailed(f"Frames of {size} are too small for ffmpeg's interpolation.")
        whole = _Whole()
        stream = whole.passing(chain([first], frames))
        picture = (
            frames_in(size, source).filter("format", "gbrp").filter("minterpolate", fps=str(target), mi_mode="mci")
        )
        out = picture.output("pipe:1", f="rawvideo", pix_fmt="rgb24", threads=1)
        made = through(stream, size, out)
        return _with_sources(made, whole, source, target, count)


def _with_sources(
    made: Iterator[Frame], whole: "_Whole", source: Fraction, target: Fraction, count: int
) -> Iterator[Frame]:
    """What the filter made, source frames in their own places, the last frame held behind the end."""
    for instant in instants(source, target, count):
        frame = next(made, None)
        kept = whole.at(instant.before, exactly=instant.part == 0)
        if kept is not None:
            yield kept
        elif frame is None:
            raise ToolFailed("ffmpeg's interpolation gave fewer frames than it was asked for.")
        else:
            yield frame


class _Whole:
    """The source frames that went into the filter and whose instants have not come out of it yet.

    The feeder writes, the reader reads. What comes out has gone in before, so it is here when it is asked for.
    """

    def __init__(self) -> None:
        self._waiting: deque[tuple[int, Frame]] = deque()
        self._last: int | None = None

    def passing(self, frames: Iterator[Frame]) -> Iterator[Frame]:
        """The frames, each remembered, and then the last one again and again, for the filter to look ahead to."""
        count, frame = 0, None
        for frame in frames:
            self._waiting.append((count, frame))
            count += 1
            yield frame
        self._last = count - 1
        if frame is not None:
            yield from repeat(frame, _TAIL)

    def at(self, number: int, *, exactly: bool) -> Frame | None:
        """The source frame of that number if its own instant is wanted, or the last one behind the end."""
        while len(self._waiting) > 1 and self._waiting[0][0] < number:
            self._waiting.popleft()
        over = self._last is not None and number >= self._last
        return self._waiting[0][1] if over or exactly else None
