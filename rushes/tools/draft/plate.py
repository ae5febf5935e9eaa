"""Plates: layers that share one camera motion, composed together and refreshed only as they stir."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from rushes.film.frames import Size
from rushes.tools.draft.canvas import Pixels, painted_box
from rushes.tools.draft.layer import Layer, lay
from rushes.tools.draft.occupancy import EMPTY, Occupancy
from rushes.tools.draft.tiles import Placed, Tiles
from rushes.tools.draft.warp import Matrix, Warp

BEATS = 6  # a second: the slow life of a place is drawn on fours, as animators do

Placing = Callable[[int, float], Matrix]  # a layer's number, seconds into the shot → its place
Lighting = Callable[[int, float], float | None]


@dataclass(frozen=True, slots=True)
class Live:
    """A layer that is placed anew for every drawing, with what its drawings hold."""

    number: int
    layer: Layer
    occupied: tuple[Occupancy | None, ...]

    def placed(self, seconds: float, matrix: Matrix, light: float | None) -> Placed:
        """The layer as it is then."""
        turn = int(seconds * self.layer.rate) % len(self.layer.drawings)
        return Placed(Warp(self.layer.drawings[turn], matrix, solid=self.layer.solid), self.occupied[turn], light)


def live(number: int, layer: Layer) -> Live:
    """A layer ready to be placed."""
    return Live(number, layer, tuple(None if layer.solid else Occupancy(drawing) for drawing in layer.drawings))


def settled(layers: Sequence[tuple[int, Layer]], placing: Placing, size: Size) -> Placed:
    """Still layers as one drawing, cut to what shows; solid if the hindmost is."""
    sheet: Pixels = np.zeros((size.height, size.width, 4), dtype=np.uint8)
    for number, layer in layers:
        lay(sheet, layer.drawings[0], placing(number, 0.0), solid=layer.solid)
    if layers[0][1].solid:
        return Placed(Warp(sheet, np.eye(3), solid=True), None)
    left, top, right, bottom = painted_box(sheet)
    cut = np.ascontiguousarray(sheet[top : max(bottom, 1), left : max(right, 1)])
    corner = np.array([[1, 0, left], [0, 1, top], [0, 0, 1]], dtype=np.float64)
    return Placed(Warp(cut, corner), Occupancy(cut))


def parted(layers: Sequence[tuple[int, Layer]], placing: Placing, size: Size) -> list[Live | Placed]:
    """Numbered layers, back to front; neighbours that do not move by themselves are settled."""
    parts: list[Live | Placed] = []
    still: list[tuple[int, Layer]] = []
    for number, layer in layers:
        if not layer.alive:
            still.append((number, layer))
            continue
        parts += [settled(still, placing, size)] if still else []
        parts.append(live(number, layer))
        still = []
    return [*parts, settled(still, placing, size)] if still else parts


class Plate:
    """What lies behind the figures as one picture. Layers must be still, drift, bob or flicker, the hindmost solid.

    `picture_at` draws only the tiles that stir, and those only `BEATS` times a second.
    """

    def __init__(self, layers: Sequence[Layer], placing: Placing, lighting: Lighting, size: Size) -> None:
        self._placing, self._lighting = placing, lighting
        self._parts = parted(list(enumerate(layers)), placing, size)
        self._tiles = Tiles(size)
        self._picture: Pixels = np.zeros((size.height, size.width, 4), dtype=np.uint8)
        self._stirred = self._tiles.all()
        self._draw(0.0)
        self._beat = 0

    def picture_at(self, seconds: float) -> Pixels:
        """The plate as it is by then, RGBA; not to be drawn on."""
        beat = int(seconds * BEATS + 1e-6)
        if beat != self._beat:
            self._draw(beat / BEATS)
            self._beat = beat
        return self._picture

    def _draw(self, seconds: float) -> None:
        """Draw the tiles where something alive shows, or did at the last beat."""
        stack = [self._placed(part, seconds) for part in self._parts]
        seen = self._tiles.seen(stack)
        stirred = np.zeros_like(self._stirred)
        for part, states in zip(self._parts, seen, strict=True):
            if isinstance(part, Live):
                stirred |= states != EMPTY
        again = stirred | self._stirred
        self._tiles.draw(self._picture, stack, [np.where(again, states, EMPTY) for states in seen])
        self._stirred = stirred

    def _placed(self, part: Live | Placed, seconds: float) -> Placed:
        if isinstance(part, Placed):
            return part
        return part.placed(seconds, self._placing(part.number, seconds), self._lighting(part.number, seconds))
