"""Decoding a media file to the last frame, and the numbers that come of it.

Most is measured on the luma plane of a 160-pixel-wide version of each frame: enough for exposure, stillness and
flicker, and cheap. What that can't show is looked at in the first, the middle and the last frame at full size.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import av
import av.error
import cv2
import numpy as np

from rushes.errors import BadMedia
from rushes.film.take import MediaFacts
from rushes.tools.protocols import Sight
from rushes.tools.scoring.moving import motion, steadiness
from rushes.tools.scoring.pictures import frames_to_look_at
from rushes.tools.scoring.stills import Plane, exposure, look

_WIDTH = 160
_FULL_RANGE = 2
"""ffmpeg's number for luma that runs 0..255; otherwise 16 is black and 235 white."""

_EXPANDED = np.clip((np.arange(256) - 16) * 255 / 219, 0, 255).round().astype(np.uint8)


@dataclass(slots=True)
class Footage:
    """What is kept of a file: small luma planes (height x 160, 0..255) of every frame, and what goes with them.

    `colours`: each frame's mean luma, blueness and redness, as `scoring.moving` takes them. `looks`: luma at full
    size, as it is coded, of the first, the middle and the last frame, where the file says how many it has.
    """

    planes: list[Plane] = field(default_factory=list[Plane])
    colours: list[tuple[float, float, float]] = field(default_factory=list[tuple[float, float, float]])
    looks: list[Plane] = field(default_factory=list[Plane])


def decode(media: Path) -> tuple[MediaFacts, list[Plane]]:
    """Facts and small luma planes (height x 160, 0..255) of every frame. Raises BadMedia."""
    facts, footage = watch(media)
    return facts, footage.planes


def watch(media: Path) -> tuple[MediaFacts, Footage]:
    """Facts, and what is measured, of every frame. Raises BadMedia."""
    try:
        with av.open(str(media), format="png_pipe" if media.suffix == ".png" else "mov") as container:
            if not container.streams.video:
                raise BadMedia(f"{media.name} holds no picture.")
            stream = container.streams.video[0]
            stream.thread_type = "SLICE"
            rate = Fraction(0) if media.suffix == ".png" else Fraction(stream.average_rate or 0)
            promised = stream.frames
            footage = _watched(container.decode(stream), frames_to_look_at(promised or 1))
            facts = MediaFacts(stream.width, stream.height, len(footage.planes), rate)
    except (av.error.FFmpegError, OSError, ValueError) as error:
        raise BadMedia(f"{media.name} does not decode: {error}.") from error
    if not footage.planes or (promised and promised != len(footage.planes)):
        raise BadMedia(f"{media.name} is cut short: {len(footage.planes)} of {promised} frames decode.")
    return facts, footage


def _watched(frames: Iterator[av.VideoFrame], looks: tuple[int, ...]) -> Footage:
    footage = Footage()
    for number, frame in enumerate(frames):
        full = frame.color_range == _FULL_RANGE
        coded = frame if frame.format.name == "yuv420p" else frame.reformat(format="yuv420p")
        luma, blueness, redness = (_plane(coded, index) for index in range(3))
        small = (_WIDTH, max(2, round(frame.height * _WIDTH / frame.width)))
        plane = cv2.resize(luma, small, interpolation=cv2.INTER_AREA)
        footage.planes.append(np.asarray(plane if full else cv2.LUT(plane, _EXPANDED), dtype=np.uint8))
        blue, red = ((cv2.mean(chroma)[0] - 128) * (1.0 if full else 255 / 224) for chroma in (blueness, redness))
        footage.colours.append((cv2.mean(footage.planes[-1])[0], blue, red))
        if number in looks:
            footage.looks.append(luma.copy())
    return footage


def _plane(frame: av.VideoFrame, index: int) -> Plane:
    """One plane of a planar frame, without copying."""
    plane = frame.planes[index]
    rows = np.frombuffer(memoryview(plane), dtype=np.uint8).reshape(-1, plane.line_size)
    return rows[: plane.height, : plane.width]


def technical(facts: MediaFacts, planes: list[Plane]) -> dict[str, float]:
    """The measures of a file that its small planes are enough for.

    - `width`, `height`, `frames`: as decoded. `fps`: 0 for a still.
    - Those of `exposure`, and for clips those of `motion`.
    """
    stack = np.stack(planes)
    size = {"width": float(facts.width), "height": float(facts.height)}
    length = {"frames": float(facts.frames), "fps": float(facts.fps)}
    moves = motion(stack, float(facts.fps)) if facts.frames > 1 else {}
    return size | length | exposure(stack) | moves


_FINE = 320
"""Pixels a frame is wide: in smaller ones rain alone leaves up to 5 steps unexplained (measured on drafts)."""


class TechnicalScorer:
    """The first `TakeScorer`: what can be said of pixels without knowing what they show."""

    def measure(self, sight: Sight) -> Mapping[str, float]:
        """`technical`, `look`, and for clips `steadiness`; what the file shows, others look at.

        Nothing is said of a small clip's `warping`.
        """
        facts, footage = watch(sight.media)
        measures = technical(facts, footage.planes) | look(footage.looks)
        if facts.frames < 2:
            return measures
        colours = np.array(footage.colours)
        moving = steadiness(np.stack(footage.planes), colours, float(facts.fps))
        return measures | {name: value for name, value in moving.items() if name != "warping" or facts.width >= _FINE}

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
