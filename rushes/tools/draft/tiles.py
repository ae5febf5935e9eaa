"""A frame composed tile by tile: what is empty or hidden is not drawn, what is opaque is not blended."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from rushes.film.frames import Size
from rushes.tools.draft.canvas import Pixels
from rushes.tools.draft.layer import blend
from rushes.tools.draft.occupancy import EMPTY, MIXED, OPAQUE, Edges, Occupancy, States
from rushes.tools.draft.warp import CLOSE, Warp

TileMask = NDArray[np.bool_]
_WIDE, _HIGH = 80, 48
"""Pixels of a tile: large enough that counting tiles costs less than they save."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A drawing where it lands in the frame, with what it holds (None: it is solid). A `light` is added, so strong."""

    warp: Warp
    occupancy: Occupancy | None
    light: float | None = None


class Tiles:
    """The tiles of frames of one size."""

    def __init__(self, size: Size) -> None:
        self._across = [*range(0, size.width, _WIDE), size.width]
        self._down = [*range(0, size.height, _HIGH), size.height]
        x, y = np.meshgrid(_outermost(self._across), _outermost(self._down))
        self._corners = np.stack([x, y, np.ones_like(x)]).reshape(3, -1)
        self._over, self._spread = (np.empty(size.width * _HIGH * 4, dtype=np.uint8) for _ in range(2))
        self._shape = len(self._down) - 1, len(self._across) - 1

    def all(self) -> TileMask:
        """Every tile."""
        return np.ones(self._shape, dtype=np.bool_)

    def seen(self, stack: Sequence[Placed]) -> list[States]:
        """How each drawing of a stack (back to front) shows in each tile: EMPTY where another hides it."""
        hidden = np.zeros(self._shape, dtype=np.bool_)
        states: list[States] = []
        for part in reversed(stack):
            state = self._states(part)
            state[hidden] = EMPTY
            hidden |= state == OPAQUE
            states.append(state)
        return states[::-1]

    def compose(self, frame: Pixels, stack: Sequence[Placed]) -> None:
        """Lay a stack of drawings (back to front) over the frame, in place."""
        self.draw(frame, stack, self.seen(stack))

    def draw(self, frame: Pixels, stack: Sequence[Placed], seen: Sequence[States]) -> None:
        """As `compose`, in the tiles that `seen` says."""
        for part, states in zip(stack, seen, strict=True):
            for left, top, right, bottom in self._boxes(states == OPAQUE):
                part.warp.fill(frame[top:bottom, left:right], left, top)
            for left, top, right, bottom in self._boxes(states == MIXED):
                self._mingle(frame[top:bottom, left:right], part, left, top)

    def _states(self, part: Placed) -> States:
        if part.occupancy is None:
            return np.full(self._shape, OPAQUE, dtype=np.int8)
        x, y, depth = part.warp.inverse @ self._corners
        if depth.min() <= 1e-9:  # some of the frame shows what lies behind the lens
            return np.full(self._shape, MIXED, dtype=np.int8)
        left, right = self._spans(x / depth)
        top, bottom = self._spans(y / depth)
        states = part.occupancy.states(left, top, right, bottom)
        return states if part.light is None else np.minimum(states, MIXED)

    def _spans(self, values: NDArray[np.float64]) -> tuple[Edges, Edges]:
        """The first source pixel each tile shows and the one past the last, from where its corner pixels look."""
        rows, columns = self._shape
        corners = values.reshape(rows, 2, columns, 2)
        low, high = np.minimum(corners[:, 0], corners[:, 1]), np.maximum(corners[:, 0], corners[:, 1])
        low, high = np.minimum(low[..., 0], low[..., 1]), np.maximum(high[..., 0], high[..., 1])
        return np.floor(low + CLOSE).astype(np.int64), np.ceil(high - CLOSE).astype(np.int64) + 1

    def _mingle(self, under: Pixels, part: Placed, left: int, top: int) -> None:
        over, spread = (sheet[: under.size].reshape(under.shape) for sheet in (self._over, self._spread))
        part.warp.fill(over, left, top)
        if part.light is None:
            blend(under, over, spread)
        else:
            cv2.addWeighted(under, 1.0, over, part.light, 0.0, dst=under)

    def _boxes(self, mask: TileMask) -> Iterator[tuple[int, int, int, int]]:
        """The frame's left, top, right, bottom of every run of tiles."""
        for row, start, end in runs(mask):
            yield self._across[start], self._down[row], self._across[end], self._down[row + 1]


def _outermost(edges: list[int]) -> NDArray[np.float64]:
    """The first and the last pixel of each tile along one side of the frame."""
    return np.array([(start, end - 1) for start, end in pairwise(edges)], dtype=np.float64).ravel()


def runs(mask: TileMask) -> list[tuple[int, int, int]]:
    """Row, first column and the column past the last of every unbroken run of set tiles."""
    edged = np.zeros((mask.shape[0], mask.shape[1] + 2), dtype=np.int8)
    edged[:, 1:-1] = mask
    steps = np.diff(edged, axis=1)
    rows, starts = np.nonzero(steps == 1)
    ends = np.nonzero(steps == -1)[1]
    return list(zip(rows.tolist(), starts.tolist(), ends.tolist(), strict=True))
