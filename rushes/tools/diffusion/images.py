"""Pictures as arrays: the size a model paints at, exactly the size asked for, and files."""

from math import sqrt
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from rushes.errors import BadMedia, ToolFailed
from rushes.film.frames import Size

Picture = NDArray[np.uint8]
"""Height x width x 3, RGB, 8 bit."""

_NEAR_ENOUGH = (0.6, 1.25)
"""Shares of the area a model was made for within which it paints at the size asked for. Our own bounds."""


def painting_size(asked: Size, native: Size | None, multiple: int) -> Size:
    """What to paint so that `asked` can be cut from it: sides on `multiple`, the same shape.

    A model paints best near the area it was made for (`native`); far from it the picture is painted at that area
    and scaled afterwards. Without `native`, or near it, it is `asked` rounded up, and nothing is scaled.
    """
    if native is not None:
        share = asked.width * asked.height / (native.width * native.height)
        if not _NEAR_ENOUGH[0] <= share <= _NEAR_ENOUGH[1]:
            scale = sqrt(1 / share)
            return Size(round(asked.width * scale), round(asked.height * scale)).fitted(multiple)
    return Size(-(-asked.width // multiple) * multiple, -(-asked.height // multiple) * multiple)


def cut_to(picture: Picture, size: Size) -> tuple[Picture, str]:
    """The picture at exactly `size`: scaled until it covers it, its middle cut out. And in words what was done."""
    height, width = picture.shape[:2]
    if (width, height) == (size.width, size.height):
        return picture, ""
    scale = max(size.width / width, size.height / height)
    words: list[str] = []
    if scale < 1 or width < size.width or height < size.height:
        wide, high = max(size.width, round(width * scale)), max(size.height, round(height * scale))
        way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LANCZOS4
        if (wide, high) != (width, height):
            picture = np.asarray(cv2.resize(picture, (wide, high), interpolation=way), dtype=np.uint8)
            words.append(f"scaled from {width}x{height} to {wide}x{high}")
            height, width = high, wide
    if (width, height) != (size.width, size.height):
        left, top = (width - size.width) // 2, (height - size.height) // 2
        picture = picture[top : top + size.height, left : left + size.width]
        words.append(f"its middle {size} cut from {width}x{height}")
    return np.ascontiguousarray(picture), ", ".join(words)


def from_floats(picture: NDArray[np.float32], title: str) -> Picture:
    """A model's picture (numbers in 0 to 1) in 8 bits. Raises BadMedia for one that has no numbers in it."""
    if not np.isfinite(picture).all():
        raise BadMedia(f"{title} painted nothing: its numbers ran away.", "Try another seed, or do without 8-bit.")
    return np.round(np.clip(picture, 0, 1) * 255).astype(np.uint8)


def read_still(path: Path) -> Image.Image:
    """A still as RGB. Raises ToolFailed."""
    try:
        with Image.open(path) as still:
            return still.convert("RGB")
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError) as error:
        raise ToolFailed(f"The still {path.name} can't be read: {error}.", "Paint its shot again.") from error


def write_still(picture: Picture, path: Path) -> Path:
    """A PNG: equal pictures, equal bytes. Raises ToolFailed."""
    if not cv2.imwrite(str(path), cv2.cvtColor(picture, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_PNG_COMPRESSION, 3]):
        raise ToolFailed("The painter could not write its picture.", "Is there room on the disk?")
    return path
