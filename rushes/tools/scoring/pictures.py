"""The frames of a take that a model looks at: the first, the middle and the last, in colour."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import av
import av.error
import numpy as np
from av.container import InputContainer
from numpy.typing import NDArray

from rushes.errors import BadMedia

Picture = NDArray[np.uint8]
"""RGB, height x width x 3."""


def frames_to_look_at(frames: int) -> tuple[int, ...]:
    """First, middle and last of so many, each once."""
    return tuple(dict.fromkeys((0, (frames - 1) // 2, frames - 1)))


def count(media: Path) -> int:
    """How many frames a file holds: 1 for a PNG. Raises BadMedia."""
    if media.suffix == ".png":
        return 1
    with _opened(media) as container:
        frames = sum(1 for packet in container.demux(video=0) if packet.size)
    if not frames:
        raise BadMedia(f"{media.name} holds no picture.")
    return frames


def pictures(media: Path, wanted: tuple[int, ...]) -> dict[int, Picture]:
    """Those frames by their number, decoding no further than the last of them. Raises BadMedia."""
    found: dict[int, Picture] = {}
    last = max(wanted, default=-1)
    with _opened(media) as container:
        for number, frame in enumerate(container.decode(video=0)):
            if number in wanted:
                found[number] = np.asarray(frame.to_ndarray(format="rgb24"), dtype=np.uint8)
            if number >= last:
                break
    if len(found) < len(wanted):
        raise BadMedia(f"{media.name} is cut short: frame {last} does not decode.")
    return found


@contextmanager
def _opened(media: Path) -> Generator[InputContainer]:
    """A media file, opened by the demuxer its name says and no other."""
    try:
        with av.open(str(media), format="png_pipe" if media.suffix == ".png" else "mov") as container:
            yield container
    except (av.error.FFmpegError, OSError, ValueError, IndexError) as error:
        raise BadMedia(f"{media.name} does not decode: {error}.") from error
