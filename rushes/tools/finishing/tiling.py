"""A picture worked on in tiles whose seams don't show.

Each tile is cut out with a margin all round, worked on, and only its core is kept. A network that looks no farther
than the margin gives every core exactly what it would give the whole picture.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

Enlarge = Callable[[NDArray[Any]], NDArray[Any]]
"""height x width x channels to `scale` times the height and width."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A tile's core and the same with its margin: half-open rows and columns of the source, in pixels."""

    rows: tuple[int, int]
    columns: tuple[int, int]
    outer_rows: tuple[int, int]
    outer_columns: tuple[int, int]


def tiles(height: int, width: int, side: int, margin: int, grid: int = 1) -> Iterator[Tile]:
    """The tiles of a picture, row by row: cores of at most `side` pixels each way, about equal, covering it once.

    Tiles begin on multiples of `grid`, for networks that fold that many pixels into one. `side` is at least `grid`.
    """
    margin = -(-margin // grid) * grid
    for rows in _spans(height, side, grid):
        for columns in _spans(width, side, grid):
            yield Tile(rows, columns, _widened(rows, margin, height), _widened(columns, margin, width))


def _spans(length: int, side: int, grid: int) -> list[tuple[int, int]]:
    """[0, length) in few pieces of about one length, none longer than `side`, that begin on multiples of `grid`."""
    steps = -(-length // grid)
    many = -(-steps // max(1, side // grid))
    edges = [min(length, steps * index // many * grid) for index in range(many + 1)]
    return list(pairwise(edges))


def _widened(span: tuple[int, int], margin: int, length: int) -> tuple[int, int]:
    return max(0, span[0] - margin), min(length, span[1] + margin)


def in_tiles(
    picture: NDArray[Any], enlarge: Enlarge, scale: int, side: int, margin: int, grid: int = 1
) -> NDArray[Any]:
    """The picture, enlarged tile by tile. The memory that `enlarge` takes depends on the tile's size alone."""
    height, width, channels = picture.shape
    whole: NDArray[Any] | None = None
    for tile in tiles(height, width, side, margin, grid):
        made = enlarge(picture[slice(*tile.outer_rows), slice(*tile.outer_columns)])
        if whole is None:
            whole = np.empty((height * scale, width * scale, channels), made.dtype)
        core = _within(tile.rows, tile.outer_rows, scale), _within(tile.columns, tile.outer_columns, scale)
        whole[_scaled(tile.rows, scale), _scaled(tile.columns, scale)] = made[core]
    assert whole is not None, "a picture has at least one pixel"
    return whole


def _within(core: tuple[int, int], outer: tuple[int, int], scale: int) -> slice:
    return slice((core[0] - outer[0]) * scale, (core[1] - outer[0]) * scale)


def _scaled(span: tuple[int, int], scale: int) -> slice:
    return slice(span[0] * scale, span[1] * scale)
