"""Pictures as half-blocks: a cell is two pixels, one above the other. Without colour: signs of growing ink.

A still of 160x45 cells has some 7000 runs of its own colours: what they are drawn with is kept from frame to frame.
"""

from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray
from rich.color import Color
from rich.color_triplet import ColorTriplet
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

Picture = NDArray[np.uint8]
"""RGB, height x width x 3."""

Packed = NDArray[np.uint32]
"""Colours as numbers: 0xRRGGBB."""

_COARSE = ((np.arange(256) * 63 / 255).round() * 255 / 63).round().astype(np.uint8)
"""64 steps a channel: nothing the eye misses in motion, and a fifth less to draw and send."""

_PACKING = np.array([1 << 16, 1 << 8, 1], np.uint32)

_INK = np.array(list(" .:-=+*#%@"))
_LUMA = np.array([0.2126, 0.7152, 0.0722])
_INKED = Style.from_color(Color.from_rgb(255, 255, 255), Color.from_rgb(0, 0, 0))


def fitted(width: int, height: int, columns: int, rows: int) -> tuple[int, int]:
    """The largest pixels, width and height, that keep a picture's shape within so many cells; at least one each way."""
    scale = min(columns / width, 2 * rows / height)
    return max(1, min(columns, round(width * scale))), max(1, min(2 * rows, round(height * scale)))


def halfblocks(picture: Picture, columns: int, rows: int, *, coarse: bool = False) -> list[Strip]:
    """The picture, as large as fits and in the middle of black: `rows` strips of `columns` cells.

    `coarse` rounds its colours to 64 steps a channel, for pictures that move.
    """
    pixels = _letterboxed(picture, columns, rows)
    packed = (_COARSE[pixels] if coarse else pixels) @ _PACKING
    return [_strip(upper, lower) for upper, lower in zip(packed[::2], packed[1::2], strict=True)]


def inked(picture: Picture, columns: int, rows: int) -> list[Strip]:
    """As `halfblocks`, where there is no colour: the lighter a cell, the fuller its sign."""
    luma = _letterboxed(picture, columns, rows) @ _LUMA
    cells = (luma[::2] + luma[1::2]) / 2
    signs = _INK[(cells * len(_INK) / 256).astype(int)]
    return [Strip([Segment("".join(row), _INKED)], columns) for row in signs]


def _letterboxed(picture: Picture, columns: int, rows: int) -> Picture:
    """2 `rows` x `columns` pixels."""
    screen = np.zeros((2 * rows, columns, 3), np.uint8)
    if not picture.size or not screen.size:
        return screen
    width, height = fitted(picture.shape[1], picture.shape[0], columns, rows)
    if picture.shape[:2] != (height, width):
        smaller = width < picture.shape[1]
        how = cv2.INTER_AREA if smaller else cv2.INTER_LINEAR
        picture = np.asarray(cv2.resize(picture, (width, height), interpolation=how), dtype=np.uint8)
    top, left = (2 * rows - height) // 2, (columns - width) // 2
    screen[top : top + height, left : left + width] = picture
    return screen


def _strip(upper: Packed, lower: Packed) -> Strip:
    """One row of cells, neighbours alike in one segment."""
    changes = np.flatnonzero((upper[1:] != upper[:-1]) | (lower[1:] != lower[:-1])) + 1
    starts = [0, *changes.tolist()] if upper.size else []
    cells = np.diff([*starts, upper.size]).tolist()
    runs = zip(upper[starts].tolist(), lower[starts].tolist(), cells, strict=True)
    return Strip([_run(*run) for run in runs], upper.size)


@lru_cache(maxsize=1 << 14)
def _run(upper: int, lower: int, cells: int) -> Segment:
    if upper == lower:
        return Segment(" " * cells, Style.from_color(None, _colour(lower)))
    return Segment("▀" * cells, Style.from_color(_colour(upper), _colour(lower)))


@lru_cache(maxsize=1 << 14)
def _colour(packed: int) -> Color:
    return Color.from_triplet(ColorTriplet(packed >> 16, packed >> 8 & 255, packed & 255))
