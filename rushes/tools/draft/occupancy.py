"""Where a drawing is empty, where opaque: asked for many rectangles at once, answered from a coarse map."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from rushes.tools.draft.canvas import Pixels

States = NDArray[np.int8]
Edges = NDArray[np.int64]

EMPTY: Final = 0
"""Nothing painted, no light either."""
MIXED: Final = 1
OPAQUE: Final = 2
"""Covers every pixel."""

_BLOCK = 16  # pixels: as fine as a tile's edge needs, coarse enough that the map costs next to nothing


class Occupancy:
    """What the blocks of a premultiplied RGBA drawing hold, as two summed-area tables.

    Each has a ring of blocks round the drawing that stands for all outside it: unpainted and clear.
    """

    def __init__(self, pixels: Pixels) -> None:
        self._height, self._width = pixels.shape[:2]
        whole = np.ascontiguousarray(pixels).view(np.uint32)[..., 0]
        down, across = list(range(0, self._height, _BLOCK)), list(range(0, self._width, _BLOCK))
        some = np.bitwise_or.reduceat(np.bitwise_or.reduceat(whole, down, axis=0), across, axis=1)
        every = np.bitwise_and.reduceat(np.bitwise_and.reduceat(whole, down, axis=0), across, axis=1)
        opaque = every.view(np.uint8).reshape(*every.shape, 4)[..., 3] == 255
        self._painted = _summed(np.pad(some != 0, 1))
        self._clear = _summed(np.pad(~opaque, 1, constant_values=True))

    def states(self, left: Edges, top: Edges, right: Edges, bottom: Edges) -> States:
        """EMPTY, MIXED or OPAQUE for each rectangle of pixels; `right` and `bottom` are past the last.

        MIXED may be said of a rectangle that is one of the others, never the other way round.
        """
        columns = self._painted.shape[1]
        first, last = _ringed(left, self._width), _ringed(right - 1, self._width) + 1
        upper, lower = _ringed(top, self._height) * columns, (_ringed(bottom - 1, self._height) + 1) * columns
        corners = (upper + first, upper + last, lower + first, lower + last)
        painted, clear = (_inside(table, corners) for table in (self._painted, self._clear))
        return (painted > 0).astype(np.int8) + (clear == 0)


def _ringed(pixels: Edges, length: int) -> Edges:
    """Which block pixels of one side fall in; the first and the last are the ring."""
    past = (length - 1) // _BLOCK + 2
    return np.where(pixels < 0, 0, np.where(pixels < length, pixels // _BLOCK + 1, past))


def _summed(blocks: NDArray[np.bool_]) -> NDArray[np.int32]:
    """How many blocks are set above and left of each block corner."""
    table = np.zeros((blocks.shape[0] + 1, blocks.shape[1] + 1), dtype=np.int32)
    blocks.cumsum(axis=0, dtype=np.int32).cumsum(axis=1, out=table[1:, 1:])
    return table


def _inside(table: NDArray[np.int32], corners: tuple[Edges, Edges, Edges, Edges]) -> NDArray[np.int32]:
    """How many blocks are set between corners, given as positions in the table."""
    near, right, below, far = (table.take(corner) for corner in corners)
    return far - right - below + near
