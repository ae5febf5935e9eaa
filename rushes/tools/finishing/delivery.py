"""From the size a clip has to the size that is delivered, in words that say what it costs.

848x480 four times larger is 3392x1920, and 4K is 3840x2160: neither the size nor the shape fits. The picture is
scaled to cover the delivery and what hangs over is cropped; where that would cost more than a sliver of it, it is
scaled to fit inside and the rest is black.
"""

from dataclasses import dataclass
from fractions import Fraction

import cv2
import numpy as np

from rushes.film.frames import Size
from rushes.tools.finishing.frame import Frame

SLIVER = Fraction(3, 100)
"""The share of a picture that may be cropped away: a third of the margin that broadcast calls action safe."""


@dataclass(frozen=True, slots=True)
class Crop:
    """Scaled to `scaled`, then `target` cut out of it, `left` and `top` pixels from its corner."""

    scaled: Size
    target: Size
    left: int
    top: int
    words: str


@dataclass(frozen=True, slots=True)
class Pad:
    """Scaled to `scaled`, then laid on black of `target`, `left` and `top` pixels from its corner."""

    scaled: Size
    target: Size
    left: int
    top: int
    words: str


def delivery(size: Size, target: Size) -> Crop | Pad:
    """How a picture of `size` is delivered as `target`. No words where nothing has to be done."""
    if size == target:
        return Crop(size, target, 0, 0, "")
    wide, high = Fraction(target.width, size.width), Fraction(target.height, size.height)
    if 1 - min(wide, high) / max(wide, high) <= SLIVER:
        return _cropped(size, target, max(wide, high))
    return _padded(size, target, min(wide, high))


def _cropped(size: Size, target: Size, scale: Fraction) -> Crop:
    scaled = Size(max(target.width, round(size.width * scale)), max(target.height, round(size.height * scale)))
    columns, rows = scaled.width - target.width, scaled.height - target.height
    lost = " and ".join(f"{many} {noun}" for many, noun in ((columns, "columns"), (rows, "rows")) if many)
    words = f"{size} is scaled to {scaled} and loses {lost}" if lost else f"{size} is scaled to {scaled}"
    return Crop(scaled, target, columns // 2, rows // 2, words)


def _padded(size: Size, target: Size, scale: Fraction) -> Pad:
    sides = max(1, round(size.width * scale)), max(1, round(size.height * scale))
    scaled = Size(min(target.width, sides[0]), min(target.height, sides[1]))
    columns, rows = target.width - scaled.width, target.height - scaled.height
    bars = " and ".join(f"{many} {noun}" for many, noun in ((columns, "columns"), (rows, "rows")) if many)
    words = f"{size} is scaled to {scaled}; {bars} of {target} are black"
    return Pad(scaled, target, columns // 2, rows // 2, words)


def delivered(frame: Frame, way: Crop | Pad) -> Frame:
    """The frame as `way.target`."""
    scaled = _scaled(frame, way.scaled)
    if isinstance(way, Crop):
        rows, columns = slice(way.top, way.top + way.target.height), slice(way.left, way.left + way.target.width)
        return np.ascontiguousarray(scaled[rows, columns])
    canvas = np.zeros((way.target.height, way.target.width, 3), np.uint8)
    canvas[way.top : way.top + way.scaled.height, way.left : way.left + way.scaled.width] = scaled
    return canvas


def _scaled(frame: Frame, size: Size) -> Frame:
    """Lanczos where it grows; the mean of what is covered where it shrinks, which lets no fine pattern shimmer."""
    if frame.shape[:2] == (size.height, size.width):
        return frame
    grows = size.width > frame.shape[1]
    how = cv2.INTER_LANCZOS4 if grows else cv2.INTER_AREA
    return np.asarray(cv2.resize(frame, (size.width, size.height), interpolation=how), dtype=np.uint8)
