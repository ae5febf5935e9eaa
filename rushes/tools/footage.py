"""Decoding a media file to the last frame, and the numbers that come of it.

Everything is measured on the luma plane of a 160-pixel-wide version of each frame: enough for
exposure, stillness and flicker, and cheap.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path

import av
import av.error
import cv2
import numpy as np
from numpy.typing import NDArray

from rushes.errors import BadMedia
from rushes.film.setup import Setup
from rushes.film.take import MediaFacts

_WIDTH = 160
_FULL_RANGE = 2
"""ffmpeg's number for luma that runs 0..255; otherwise 16 is black and 235 white."""

_EXPANDED = np.clip((np.arange(256) - 16) * 255 / 219, 0, 255).round().astype(np.uint8)

_STILL = 0.12
"""Mean luma steps in half a second. An encoder's refinement of a frozen picture stays below 0.05
(measured at x264 crf 14), the slightest drift of the draft renderer's fog above 0.3."""
Plane = NDArray[np.uint8]


def decode(media: Path) -> tuple[MediaFacts, list[Plane]]:
    """Facts and small luma planes (height x 160, 0..255) of every frame. Raises BadMedia."""
    try:
        with av.open(str(media), format="png_pipe" if media.suffix == ".png" else "mov") as container:
            if not container.streams.video:
                raise BadMedia(f"{media.name} holds no picture.")
            stream = container.streams.video[0]
            stream.thread_type = "SLICE"
            rate = Fraction(0) if media.suffix == ".png" else Fraction(stream.average_rate or 0)
            planes = list(_planes(container.decode(stream)))
            promised = stream.frames
            facts = MediaFacts(stream.width, stream.height, len(planes), rate)
    except (av.error.FFmpegError, OSError, ValueError) as error:
        raise BadMedia(f"{media.name} does not decode: {error}.") from error
    if not planes or (promised and promised != len(planes)):
        raise BadMedia(f"{media.name} is cut short: {len(planes)} of {promised} frames decode.")
    return facts, planes


def _planes(frames: Iterator[av.VideoFrame]) -> Iterator[Plane]:
    for frame in frames:
        small = (_WIDTH, max(2, round(frame.height * _WIDTH / frame.width)))
        plane = cv2.resize(_luma(frame), small, interpolation=cv2.INTER_AREA)
        yield np.asarray(plane if frame.color_range == _FULL_RANGE else cv2.LUT(plane, _EXPANDED), dtype=np.uint8)


def _luma(frame: av.VideoFrame) -> Plane:
    """The frame's luma, without copying where the file already has it as a plane."""
    if frame.format.name == "yuv420p":
        plane = frame.planes[0]
        rows = np.frombuffer(memoryview(plane), dtype=np.uint8).reshape(-1, plane.line_size)
        return rows[: frame.height, : frame.width]
    return np.asarray(frame.reformat(format="yuv420p").to_ndarray(), dtype=np.uint8)[: frame.height]


def technical(facts: MediaFacts, planes: list[Plane]) -> dict[str, float]:
    """The technical measures of a file.

    - `width`, `height`, `frames`: as decoded. `fps`: 0 for a still.
    - `luma`: mean over all frames, 0..255; `contrast`: mean of each frame's standard deviation.
    - `dark`, `bright`: the share of pixels below 12 and above 243, in the worst frame, 0..1.
    - `black`: the share of frames whose mean luma is under 12 with hardly any contrast, 0..1.
    And for clips:
    - `frozen`: the longest run without any change over half a second, as a share of the clip, 0..1.
    - `flicker`: mean absolute second difference of the frames' mean luma, in luma steps.
    - `jump`: the largest change between neighbours over the median change; a cut inside a shot shows here.
    - `motion`: mean absolute difference between the first frame and the farthest of nine later ones.
    """
    stack = np.stack(planes)
    means = stack.mean(axis=(1, 2))
    spread = stack.std(axis=(1, 2))
    measures = {
        "width": float(facts.width),
        "height": float(facts.height),
        "frames": float(facts.frames),
        "fps": float(facts.fps),
        "luma": float(means.mean()),
        "contrast": float(spread.mean()),
        "dark": float((stack < 12).mean(axis=(1, 2)).max()),
        "bright": float((stack > 243).mean(axis=(1, 2)).max()),
        "black": float(((means < 12) & (spread < 6)).mean()),
    }
    return measures | _moving(stack, means, float(facts.fps)) if facts.frames > 1 else measures


def _moving(stack: Plane, means: NDArray[np.float64], fps: float) -> dict[str, float]:
    change, drift = _apart(stack, 1), _apart(stack, min(max(1, round(fps / 2)), len(stack) - 1))
    later = stack[np.linspace(1, len(stack) - 1, 9).round().astype(int)].astype(np.int16)
    return {
        "frozen": _longest_run(drift < _STILL) / len(drift),
        "flicker": float(np.abs(np.diff(means, 2)).mean()) if len(means) > 2 else 0.0,
        "jump": float(change.max() / max(float(np.median(change)), 0.5)),
        "motion": float(np.abs(later - stack[0]).mean(axis=(1, 2)).max()),
    }


def _apart(stack: Plane, frames: int) -> NDArray[np.float64]:
    """Mean absolute luma difference between each frame and the one `frames` later."""
    return np.abs(stack[frames:].astype(np.int16) - stack[:-frames]).mean(axis=(1, 2))


def _longest_run(flags: NDArray[np.bool_]) -> int:
    longest = run = 0
    for flag in flags:
        run = run + 1 if flag else 0
        longest = max(longest, run)
    return longest


class TechnicalScorer:
    """The first `TakeScorer`: what can be said of pixels without knowing what they show."""

    def measure(self, media: Path, setup: Setup, stills: tuple[Path, ...] = ()) -> Mapping[str, float]:  # noqa: ARG002
        """`technical` of the decoded file; what it shows, others look at."""
        return technical(*decode(media))

    def close(self) -> None:
        """Nothing is loaded."""


def probe(media: Path) -> dict[str, float]:
    """Size, frames and rate of an MP4: every packet counted, every key frame (one in 48 at most) decoded.

    For a file that was just encoded from one that was looked at whole. Raises BadMedia.
    """
    try:
        with av.open(str(media), format="mov") as container:
            stream = container.streams.video[0]
            stream.codec_context.skip_frame = "NONKEY"
            counted = decoded = 0
            for packet in container.demux(stream):
                counted += bool(packet.size)
                decoded += sum(1 for _ in packet.decode())
            rate = float(stream.average_rate or 0)
            size = (float(stream.width), float(stream.height))
    except (av.error.FFmpegError, OSError, ValueError, IndexError) as error:
        raise BadMedia(f"{media.name} does not decode: {error}.") from error
    if not decoded:
        raise BadMedia(f"{media.name} holds no picture.")
    return {"width": size[0], "height": size[1], "frames": float(counted), "fps": rate}


def packets(media: Path) -> int:
    """How many video packets an MP4 holds, without decoding: one a frame. Raises BadMedia."""
    try:
        with av.open(str(media), format="mov") as container:
            return sum(1 for packet in container.demux(video=0) if packet.size)
    except (av.error.FFmpegError, OSError, ValueError) as error:
        raise BadMedia(f"{media.name} can't be read: {error}.") from error
