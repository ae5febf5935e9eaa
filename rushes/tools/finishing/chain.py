"""What is done to a clip before it is lettered, in which order, and what comes out: planned as values, run as a stream.

A clip is upscaled first and interpolated after. For 85 frames of 848x480 to 211 of four times the size, that is
1,290 TFLOP against 3,083 the other way round (computed): an upscaler's work on a frame is the dearest there is.
The delivery's size is taken where it makes the picture smaller before it is interpolated, and where larger after.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from rushes.film.frames import Size, retimed
from rushes.film.take import MediaFacts
from rushes.tools.finishing.delivery import Crop, Pad, delivered, delivery
from rushes.tools.finishing.frame import Frame
from rushes.tools.finishing.timeline import held, retimed_stream
from rushes.tools.finishing.wishes import Wishes
from rushes.tools.protocols import Interpolator, Progress, Upscaler


@dataclass(frozen=True, slots=True)
class Upscale:
    """Every frame, `scale` times larger each way."""

    tool: str
    scale: int


@dataclass(frozen=True, slots=True)
class Deliver:
    """Every frame, brought to the delivery's size."""

    way: Crop | Pad


@dataclass(frozen=True, slots=True)
class Retime:
    """The stream at another rate, exactly `count` frames of it. Without a tool each frame stands until the next."""

    tool: str
    source: Fraction
    target: Fraction
    count: int


Step = Upscale | Deliver | Retime


@dataclass(frozen=True, slots=True)
class Chain:
    """The steps in order, what comes out of them, and what is to be said about it."""

    steps: tuple[Step, ...]
    size: Size
    fps: Fraction
    frames: int
    words: str = ""


def finishing_chain(clip: MediaFacts, wishes: Wishes) -> Chain:
    """The steps from a clip to what is wished. No step that changes nothing."""
    size, upscaled = Size(clip.width, clip.height), Size(clip.width * wishes.scale, clip.height * wishes.scale)
    grows: tuple[Step, ...] = (Upscale(wishes.upscale, wishes.scale),) if wishes.upscale else ()
    upscaled = upscaled if wishes.upscale else size
    way = delivery(upscaled, Size.parse(wishes.delivery) if wishes.delivery else upscaled)
    framed: tuple[Step, ...] = (Deliver(way),) if way.scaled != upscaled or way.target != upscaled else ()
    rate = Fraction(wishes.fps_out) if wishes.fps_out else clip.fps
    count = wishes.frames or retimed(clip.frames, clip.fps, rate)
    timed: tuple[Step, ...] = ()
    if rate != clip.fps or count != clip.frames:
        timed = (Retime(wishes.interpolate, clip.fps, rate, count),)
    smaller = way.target.width * way.target.height < upscaled.width * upscaled.height
    steps = (*grows, *framed, *timed) if smaller else (*grows, *timed, *framed)
    return Chain(steps, way.target, rate, count, way.words)


def finished(
    frames: Iterator[Frame],
    chain: Chain,
    upscaler: Upscaler | None,
    interpolator: Interpolator | None,
    progress: Progress,
) -> Iterator[Frame]:
    """The chain's frames, made one by one as they are taken. `progress` counts those that come out.

    The tools that the chain names have to be given.
    """
    stream = frames
    for step in chain.steps:
        match step:
            case Upscale():
                assert upscaler, f"{step.tool} upscales"
                stream = upscaler.upscale(stream)
            case Retime():
                stream = _retimed(stream, step, interpolator)
            case Deliver():
                stream = _delivered(stream, step.way)
    for done, frame in enumerate(stream):
        progress(done, chain.frames)
        yield frame
    progress(chain.frames, chain.frames)


def _retimed(frames: Iterator[Frame], step: Retime, interpolator: Interpolator | None) -> Iterator[Frame]:
    if not step.tool:
        return retimed_stream(frames, step.source, step.target, step.count, held)
    assert interpolator, f"{step.tool} interpolates"
    return interpolator.retime(frames, step.source, step.target, step.count)


def _delivered(frames: Iterator[Frame], way: Crop | Pad) -> Iterator[Frame]:
    return (delivered(frame, way) for frame in frames)
