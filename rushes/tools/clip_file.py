"""Writing a clip: H.264 in an MP4, encoded in this process, equal pictures to equal bytes."""

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import av.error
import numpy as np
from av.codec.context import Flags
from av.video.stream import VideoStream
from numpy.typing import NDArray

from rushes.errors import ToolFailed
from rushes.film.frames import Size

_BT709, _LIMITED = 1, 1  # ITU-T H.273 code points, and ffmpeg's number for limited range
_REPEATABLE = {"x264-params": "mbtree=0"}
"""x264's macroblock tree, in its assembler, gave other bytes for equal pictures beside torch: up to 4 kinds in 32
tries at 96x54; without it, or without assembler, one. It saves bits, and clips are worked on further."""

Planes = NDArray[np.uint8]
"""A picture as yuv420p, BT.709, limited range: 1.5 x height rows of luma, then U and V (rushes.tools.draft.planes)."""


def write_clip(path: Path, pictures: Iterable[Planes], size: Size, fps: Fraction, *, preset: str, crf: int) -> Path:
    """The pictures as a clip (yuv420p, BT.709, silent), each as it comes. Raises ToolFailed, OSError."""
    try:
        with av.open(str(path), "w", options={"fflags": "+bitexact"}) as clip:
            track = clip.add_stream("libx264", rate=fps, options={"preset": preset, "crf": str(crf)} | _REPEATABLE)
            _set_up(track, size)
            for index, picture in enumerate(pictures):
                clip.mux(track.encode(_frame(picture, index, fps)))
            clip.mux(track.encode(None))
    except av.error.FFmpegError as error:
        if isinstance(error, OSError):
            raise
        raise ToolFailed(f"The clip could not be encoded: {error}.") from error
    return path


def _set_up(track: VideoStream, size: Size) -> None:
    """One thread and no dates: equal pictures, equal bytes."""
    track.width, track.height, track.pix_fmt = size.width, size.height, "yuv420p"
    coder = track.codec_context
    coder.thread_count = 1
    coder.flags |= Flags.bitexact
    coder.color_range, coder.colorspace = _LIMITED, _BT709
    coder.color_primaries = coder.color_trc = _BT709


def _frame(picture: Planes, index: int, fps: Fraction) -> av.VideoFrame:
    given: Any = picture
    frame = av.VideoFrame.from_ndarray(given, format="yuv420p")
    frame.color_range, frame.colorspace = _LIMITED, _BT709
    frame.pts, frame.time_base = index, 1 / fps
    return frame
