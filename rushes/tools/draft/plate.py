"""Plates: layers that share one camera motion, composed together and refreshed only as they stir."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from rushes.film.frames import Size
from rushes.tools.draft.canvas import Pixels, painted_box
from rushes.tools.draft.layer import Layer, Matrix, lay

BEATS = 8  # a second: the slow life of a place is drawn on threes, as animators do

Placing = Callable[[int, float], Matrix]  # a layer's number, seconds into the shot → its place
Lighting = Callable[[int, float], float | None]


@dataclass(frozen=True, slots=True)
class Cover:
    """Layers laid down beforehand: `over` is premultiplied, `clear` what they let through of each channel."""

    top: int
    left: int
    over: Pixels
    clear: Pixels

    def lay(self, frame: Pixels, top: int = 0, bottom: int | None = None) -> None:
        """Lay it over the rows of an RGBA picture, in place."""
        height, width = self.over.shape[:2]
        start, stop = max(self.top, top), min(self.top + height, frame.shape[0] if bottom is None else bottom)
        if start >= stop:
            return
        under = frame[start:stop, self.left : self.left + width]
        rows = slice(start - self.top, stop - self.top)
        cv2.multiply(under, self.clear[rows], dst=under, scale=1 / 255)
        cv2.add(under, self.over[rows], dst=under)


def covering(layers: Sequence[tuple[int, Layer]], placing: Placing, size: Size) -> Cover:
    """Still layers as one cover, cut to what shows."""
    sheet: Pixels = np.zeros((size.height, size.width, 4), dtype=np.uint8)
    for number, layer in layers:
        lay(sheet, layer.drawings[0], placing(number, 0.0), solid=layer.solid)
    left, top, right, bottom = painted_box(sheet)
    over = np.ascontiguousarray(sheet[top : max(bottom, 1), left : max(right, 1)])
    clear = cv2.bitwise_not(np.repeat(over[..., 3:], 4, axis=2))
    return Cover(top, left, over, np.asarray(clear, dtype=np.uint8))


class Plate:
    """What lies behind the figures as one picture. Layers must be still, drift, bob or flicker.

    `picture_at` draws only the rows that stir, and those only `BEATS` times a second.
    """

    def __init__(self, layers: Sequence[Layer], placing: Placing, lighting: Lighting, size: Size) -> None:
        self._layers, self._placing, self._lighting = layers, placing, lighting
        first = next((i for i, layer in enumerate(layers) if layer.alive), len(layers))
        ground: Pixels = np.zeros((size.height, size.width, 4), dtype=np.uint8)
        for number, layer in enumerate(layers[:first]):
            lay(ground, layer.drawings[0], placing(number, 0.0), solid=layer.solid)
        self._ground = ground
        self._life: list[int | Cover] = []
        still: list[tuple[int, Layer]] = []
        for number, layer in enumerate(layers[first:], first):
            if layer.alive:
                self._life += [covering(still, placing, size)] if still else []
                self._life.append(number)
                still = []
            else:
                still.append((number, layer))
        if still:
            self._life.append(covering(still, placing, size))
        self._picture = ground.copy() if self._life else ground
        self._rows = self._stirred_rows(first, size)
        if self._life:
            self._draw(0.0, 0, size.height)
        self._beat = 0

    def picture_at(self, seconds: float) -> Pixels:
        """The plate as it is by then, RGBA; not to be drawn on."""
        beat = int(seconds * BEATS + 1e-6)
        if self._life and beat != self._beat:
            self._draw(beat / BEATS, *self._rows)
            self._beat = beat
        return self._picture

    def _stirred_rows(self, first: int, size: Size) -> tuple[int, int]:
        """The first row that anything alive can touch, and the row past the last."""
        reached: list[tuple[float, float]] = []
        for number, layer in enumerate(self._layers[first:], first):
            if layer.alive:
                rows, columns = layer.drawings[0].shape[:2]
                corners = np.array([[0, 0, 1], [columns, 0, 1], [columns, rows, 1], [0, rows, 1]], dtype=np.float64)
                spots = [float(v) for v in (corners @ self._placing(number, 0.0).T)[:, 1]]
                slack = abs(layer.bob) + 2 + (size.height if layer.wind[1] else 0)
                reached.append((min(spots) - slack, max(spots) + slack))
        top = max(0, int(min((low for low, _ in reached), default=0)))
        return top, max(top, min(size.height, int(max((high for _, high in reached), default=0)) + 1))

    def _draw(self, seconds: float, top: int, bottom: int) -> None:
        picture = self._picture
        np.copyto(picture[top:bottom], self._ground[top:bottom])
        for part in self._life:
            if isinstance(part, Cover):
                part.lay(picture, top, bottom)
            else:
                layer = self._layers[part]
                lay(picture, layer.drawings[0], self._placing(part, seconds), light=self._lighting(part, seconds))
