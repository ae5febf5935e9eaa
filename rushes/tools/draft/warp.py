"""A drawing carried into the frame: copied or mixed where it only slides, else warped."""

import math
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from rushes.tools.draft.canvas import Pixels

Matrix = NDArray[np.float64]
CLOSE: Final = 1 / 512
"""Of a pixel: nearer than 8 bits can show."""


class Warp:
    """A premultiplied drawing under a matrix, layer pixels → frame pixels, shape (3, 3), asked for piece by piece.

    Past its edges a `solid` one repeats them (one pixel is a plain colour), any other is empty.
    """

    def __init__(self, pixels: Pixels, matrix: Matrix, *, solid: bool = False) -> None:
        self.pixels, self.solid = pixels, solid
        self.inverse: Matrix = np.linalg.inv(matrix).astype(np.float64)
        self._plain = solid and pixels.shape[:2] == (1, 1)
        self._flat = abs(self.inverse[2, 0]) + abs(self.inverse[2, 1]) < 1e-12
        self._border = cv2.BORDER_REPLICATE if solid else cv2.BORDER_CONSTANT
        x, y = float(self.inverse[0, 2]), float(self.inverse[1, 2])
        self._start = math.floor(x + CLOSE), math.floor(y + CLOSE)
        right, down = max(0.0, x - self._start[0]), max(0.0, y - self._start[1])
        self._step = int(right > CLOSE), int(down > CLOSE)
        self._part = max(right, down)
        slides = np.abs(self.inverse - np.array([[1, 0, x], [0, 1, y], [0, 0, 1]])).max() < 1e-7
        self._slides = bool(slides) and self._step != (1, 1)

    def fill(self, out: Pixels, left: int = 0, top: int = 0) -> None:
        """Fill `out` with what falls on the frame from pixel (`left`, `top`) on."""
        if self._plain:
            out.view(np.uint32)[...] = self.pixels.view(np.uint32)
        elif not (self._slides and self._slide(out, left, top)):
            source = self.inverse.copy()
            source[:, 2] += source[:, 0] * left + source[:, 1] * top
            size, how = (out.shape[1], out.shape[0]), cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
            if self._flat:
                cv2.warpAffine(self.pixels, source[:2], size, dst=out, flags=how, borderMode=self._border)
            else:
                cv2.warpPerspective(self.pixels, source, size, dst=out, flags=how, borderMode=self._border)

    def _slide(self, out: Pixels, left: int, top: int) -> bool:
        """Fill `out` from the drawing alone; False where it would reach past the drawing's edge."""
        height, width = out.shape[:2]
        x, y, (aside, below) = self._start[0] + left, self._start[1] + top, self._step
        if min(x, y) < 0 or x + width + aside > self.pixels.shape[1] or y + height + below > self.pixels.shape[0]:
            return False
        here = self.pixels[y : y + height, x : x + width]
        if not aside and not below:
            np.copyto(out, here)
            return True
        there = self.pixels[y + below : y + below + height, x + aside : x + aside + width]
        cv2.addWeighted(here, 1 - self._part, there, self._part, 0.0, dst=out)
        return True
