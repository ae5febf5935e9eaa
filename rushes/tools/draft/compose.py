"""Frames out of a stage: every layer where the camera and its own life put it."""

import math
from random import Random

import cv2
import numpy as np

from rushes.film.frames import Size
from rushes.tools.draft.canvas import Pixels
from rushes.tools.draft.layer import Layer, rolled
from rushes.tools.draft.move import Drift
from rushes.tools.draft.plate import Live, Plate, live, parted
from rushes.tools.draft.stage import Stage
from rushes.tools.draft.tiles import Placed, Tiles
from rushes.tools.draft.warp import Matrix, Warp

_STRIP = 96  # rows finished at a time: they stay in the processor's cache
_TWOS_FROM = 20
"""Frames a second."""


class Shooting:
    """Composes a stage's frames. `seed` shapes what moves; the first frame is the same for every seed.

    Frames must be asked for by one thread; a stage may be shot by several. Layers are numbered from
    the back; the first of them are the plate, the rest is laid one by one.
    """

    def __init__(self, stage: Stage, frames: int, fps: float, seed: int) -> None:
        self._stage, self._frames, self._fps, self._seed = stage, frames, fps, seed
        size = stage.framing.size
        self._frame: Pixels = np.zeros((size.height, size.width, 4), dtype=np.uint8)
        self._picture: Pixels = np.zeros((size.height, size.width, 3), dtype=np.uint8)
        self._resting = stage.move.resting
        left, top, right, bottom = stage.reach
        self._corner = (float(left), float(top))
        reach = size if self._resting else Size(right - left, bottom - top)
        self._behind = stage.behind
        self._plate = Plate(stage.layers[: self._behind], self._plated, self._light, reach) if self._behind else None
        self._tiles = Tiles(size)
        self._front = self._prepared()

    def drawing_for(self, index: int) -> int:
        """Which frame is drawn for frame `index`.

        Animators' custom: every second one while the camera rests ("on twos"), each while it
        moves, where twos would judder. At low rates always each.
        """
        return index - index % 2 if self._resting and self._fps >= _TWOS_FROM else index

    def frame(self, index: int) -> Pixels:
        """Frame `index` as RGB, shape (height, width, 3). The next call draws over it."""
        stage = self._stage
        t, seconds = index / max(self._frames - 1, 1), index / self._fps
        drift = stage.move.drift_at(t)
        frame = self._frame
        stack = [self._backing(self._plate, seconds, drift)] if self._plate is not None else []
        stack += [self._laid(part, t, seconds, drift) for part in self._front]
        self._tiles.compose(frame, stack)
        for top in range(0, len(frame), _STRIP):
            self._finish(slice(top, top + _STRIP), seconds)
        return self._picture

    def _finish(self, strip: slice, seconds: float) -> None:
        """The air over rows of the frame, then the picture of them."""
        frame, picture = self._frame[strip], self._picture[strip]
        for sheet in self._stage.air:
            sheet.fall(frame, strip.start, seconds)
        cv2.cvtColor(frame, cv2.COLOR_RGBA2RGB, dst=picture)
        cv2.multiply(picture, self._stage.vignette[strip], dst=picture, scale=1 / 255)

    def _prepared(self) -> list[Live | Placed]:
        """What stands before the plate: under a resting camera still layers are laid down once."""
        layers = list(enumerate(self._stage.layers))[self._behind :]
        if not self._resting:
            return [live(number, layer) for number, layer in layers]
        rest = self._stage.move.drift_at(0.0)
        size = self._stage.framing.size
        return parted(layers, lambda number, seconds: self._placed(number, 0.0, seconds, rest), size)

    def _backing(self, plate: Plate, seconds: float, drift: Drift) -> Placed:
        """The plate in the frame."""
        picture = plate.picture_at(seconds)
        if self._resting:
            return Placed(Warp(picture, np.eye(3), solid=True), None)
        carried = Layer((), self._corner, 1.0, self._stage.distance).matrix(self._stage.framing.camera, drift)
        return Placed(Warp(picture, self._turned(drift) @ carried, solid=True), None)

    def _laid(self, part: Live | Placed, t: float, seconds: float, drift: Drift) -> Placed:
        """A part of the front in the frame."""
        if isinstance(part, Placed):
            return part
        return part.placed(seconds, self._placed(part.number, t, seconds, drift), self._light(part.number, seconds))

    def _turned(self, drift: Drift) -> Matrix:
        framing = self._stage.framing
        return rolled(framing.camera, drift, framing.size.width, framing.size.height)

    def _placed(self, number: int, t: float, seconds: float, drift: Drift) -> Matrix:
        """Where a layer is in the frame."""
        layer = self._stage.layers[number]
        own = self._alive(layer, number, t, seconds)
        return self._turned(drift) @ own @ layer.matrix(self._stage.framing.camera, drift)

    def _plated(self, number: int, seconds: float) -> Matrix:
        """Where a layer is on the plate: in the frame under a resting camera, else before any camera motion."""
        if self._resting:
            return self._placed(number, 0.0, seconds, self._stage.move.drift_at(0.0))
        layer = self._stage.layers[number]
        back = np.array([[1, 0, -self._corner[0]], [0, 1, -self._corner[1]], [0, 0, 1]], dtype=np.float64)
        return back @ self._alive(layer, number, 0.0, seconds) @ layer.matrix(self._stage.framing.camera, Drift())

    def _light(self, number: int, seconds: float) -> float | None:
        """How strong a flickering light is; None for what is not a light.

        A flame's unrest is 0 when the shot starts: slow sines of unlike periods.
        """
        flicker = self._stage.layers[number].flicker
        if not flicker:
            return None
        phase = Random(f"flicker {self._seed} {number}").uniform(0.7, 1.3)
        waves = (math.sin(5.1 * phase * seconds), math.sin(8.7 * phase * seconds), math.sin(2.3 * phase * seconds))
        unrest = 0.5 * (0.45 * waves[0] + 0.3 * waves[1] + 0.25 * waves[2]) ** 2 + 0.25 * abs(waves[2])
        return 1.0 - flicker * unrest

    def _alive(self, layer: Layer, number: int, t: float, seconds: float) -> Matrix:
        """The layer's own motion, in frame pixels before the camera's."""
        lean = 0.0
        if layer.sway:
            rate = Random(f"sway {self._seed} {number}").uniform(0.16, 0.24)
            lean = layer.sway / layer.height * math.sin(2 * math.pi * rate * seconds)
        grown = 1 + layer.growth * t
        x = layer.wind[0] * seconds + layer.travel * t + layer.bob * math.sin(1.1 * seconds)
        y = layer.wind[1] * seconds
        fx, fy = layer.foot
        moved = [[grown, -lean, fx * (1 - grown) + lean * fy + x], [0, grown, fy * (1 - grown) + y], [0, 0, 1]]
        return np.array(moved, dtype=np.float64)
