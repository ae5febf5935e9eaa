"""What a projector can show: a clip, any frame of it by its number, or a still, which has one frame."""

from bisect import bisect_right
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path

import av
import av.error
import numpy as np
from av.video.reformatter import Interpolation, VideoReformatter
from PIL import Image

from rushes.errors import BadMedia
from rushes.tui.pictures.developing import STILLS, developed
from rushes.tui.pictures.halfblocks import Picture
from rushes.tui.pictures.losses import cut_short, damaged, missing

_LARGEST = (640, 480)
"""Pixels of a still: no terminal has more half-blocks."""


class Reel:
    """A clip, opened. Its frames come already as small as they are shown; to be used from one thread at a time."""

    def __init__(self, path: Path) -> None:
        """Raises BadMedia."""
        self._path = path
        self._at = -1
        """The frame that was decoded last; -1: none, and what the decoder has is not to be relied on."""
        with _told(path):
            self._container = av.open(str(path), format="mov")
        try:
            self._look_through()
        except BadMedia:
            self.close()
            raise

    def _look_through(self) -> None:
        """Find every frame's time, and which of them can be begun at."""
        with _told(self._path):
            self._stream = self._container.streams.video[0]
            self._stream.thread_type = "SLICE"
            self._reducer = VideoReformatter()
            packets = [packet for packet in self._container.demux(self._stream) if packet.size]
            whole = len(packets) >= self._stream.frames
            self._times = sorted(packet.pts or 0 for packet in packets)
            keys = {packet.pts or 0 for packet in packets if packet.is_keyframe}
            self._keys = sorted({0} | {index for index, time in enumerate(self._times) if time in keys})
            self.frames = len(self._times)
            self.fps = Fraction(self._stream.average_rate or 0)
            self.size = (self._stream.width, self._stream.height)
        if not (whole and self.frames and self.fps):
            raise cut_short(self._path)

    def frame(self, index: int, width: int, height: int) -> Picture:
        """The frame of that number (from 0) at that size. Raises BadMedia, past the end too."""
        if not 0 <= index < self.frames:
            raise BadMedia(f"{self._path.name} has {self.frames} frames and no frame {index + 1}.")
        with _told(self._path):
            if index != self._at:
                self._wind(index)
            small = self._reducer.reformat(self._frame, width, height, "rgb24", interpolation=Interpolation.AREA)
            return np.asarray(small.to_ndarray(), dtype=np.uint8)

    def _wind(self, index: int) -> None:
        """Decode on to that frame, or from the key frame before it where that is behind us or nearer."""
        key = self._keys[bisect_right(self._keys, index) - 1]
        if not key <= self._at < index:
            self._container.seek(self._times[key], stream=self._stream)
            self._coming = self._container.decode(self._stream)
        self._at = -1
        self._frame = _next_from(self._coming, self._times[index])
        self._at = index

    def close(self) -> None:
        """Let the file go."""
        self._container.close()


class Card:
    """A still in the projector: one frame, for as long as one likes."""

    frames = 1
    fps = Fraction(0)

    def __init__(self, path: Path) -> None:
        """Raises BadMedia."""
        self._still = developed(path, _LARGEST)
        self.size = self._still.size

    def frame(self, _index: int, width: int, height: int) -> Picture:
        """The still at that size."""
        return np.asarray(self._still.resize((width, height), Image.Resampling.BOX), dtype=np.uint8)

    def close(self) -> None:
        """Nothing is open."""


def is_still(path: Path) -> bool:
    """Whether its name says it does not move."""
    return path.suffix.lower() in STILLS


def opened(path: Path) -> Reel | Card:
    """The clip or still, ready to be shown. Raises BadMedia."""
    return Card(path) if is_still(path) else Reel(path)


def _next_from(frames: Iterator[av.VideoFrame], time: int) -> av.VideoFrame:
    for frame in frames:
        if (frame.pts or 0) >= time:
            return frame
    raise EOFError("the frames end early")


@contextmanager
def _told(path: Path) -> Generator[None]:
    """Whatever is wrong with a file, in one sentence."""
    try:
        yield
    except FileNotFoundError as error:
        raise missing(path) from error
    except EOFError as error:
        raise cut_short(path) from error
    except (av.error.FFmpegError, OSError, ValueError, IndexError) as error:
        raise damaged(path) from error
