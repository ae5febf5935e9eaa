"""Clips as streams of frames, in and out, in one process: no picture of them is ever a file."""

from collections.abc import Generator, Iterator
from contextlib import closing
from fractions import Fraction
from pathlib import Path

import av
import av.error
import numpy as np
from av.video.reformatter import ColorRange

from rushes.errors import BadMedia
from rushes.film.encoding import Encoding
from rushes.film.frames import Size
from rushes.film.take import MediaFacts
from rushes.tools.clip_file import write_clip
from rushes.tools.draft.planes import planes
from rushes.tools.finishing.chain import Chain, finished
from rushes.tools.finishing.frame import Frame, sized
from rushes.tools.protocols import Interpolator, Progress, Upscaler

_BT709, _UNSAID = 1, 2  # ITU-T H.273 code points


def clip_facts(clip: Path) -> MediaFacts:
    """A clip's size, frames and rate, its packets counted and nothing decoded. Raises BadMedia."""
    try:
        with av.open(str(clip), format="mov") as container:
            track = container.streams.video[0]
            frames = sum(1 for packet in container.demux(track) if packet.size)
            return MediaFacts(track.width, track.height, frames, Fraction(track.average_rate or 0))
    except (av.error.FFmpegError, OSError, ValueError, IndexError) as error:
        raise BadMedia(f"{clip.name} can't be read: {error}.") from error


def decoded(clip: Path) -> Generator[Frame]:
    """A clip's frames as RGB, decoded as they are taken. One that names no colours is BT.709. Raises BadMedia."""
    try:
        with av.open(str(clip), format="mov") as container:
            for frame in container.decode(container.streams.video[0]):
                if frame.colorspace == _UNSAID:
                    frame.colorspace = _BT709
                made = frame.reformat(format="rgb24", dst_color_range=ColorRange.JPEG)
                yield np.asarray(made.to_ndarray(), dtype=np.uint8)
    except (av.error.FFmpegError, OSError, ValueError, IndexError) as error:
        raise BadMedia(f"{clip.name} does not decode: {error}.") from error


def encoded(frames: Iterator[Frame], size: Size, encoding: Encoding, made: Path) -> Path:
    """The frames, of even sides, as a clip; the same frames give the same bytes. Raises ToolFailed, OSError."""
    pictures = (planes(sized(frame, size)) for frame in frames)
    return write_clip(made, pictures, size, encoding.fps, preset=encoding.preset, crf=encoding.crf)


def finish(
    clip: Path,
    chain: Chain,
    upscaler: Upscaler | None,
    interpolator: Interpolator | None,
    encoding: Encoding,
    made: Path,
    progress: Progress,
) -> Path:
    """A clip through its chain into another file. Raises ToolFailed."""
    with closing(decoded(clip)) as frames:
        return encoded(finished(frames, chain, upscaler, interpolator, progress), chain.size, encoding, made)
