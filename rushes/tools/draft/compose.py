"""Frames out of a stage: every layer where the camera and its own life put it."""

import math
from random import Random

import cv2
import numpy as np

from rushes.film.frames import Size
from rushes.tools.draft.canvas import Pixels
from rushes.tools.draft.layer import Layer, Matrix, lay, rolled
from rushes.tools.draft.move import Drift
from rushes.tools.draft.plate import Cover, Plate, covering
from rushes.tools.draft.stage import Stage

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
        if self._plate is not None:
            picture = self._plate.picture_at(seconds)
            if self._resting:
                np.copyto(frame, picture)
            else:
                backing = Layer((), self._corner, 1.0, stage.distance)
                lay(frame, picture, self._turned(drift) @ backing.matrix(stage.framing.camera, drift), solid=True)
        for part in self._front:
            if isinstance(part, Cover):
                part.lay(frame)
            else:
                layer = stage.layers[part]
                drawing = layer.drawings[int(seconds * layer.rate) % len(layer.drawings)]
                matrix = self._placed(part, t, seconds, drift)
                lay(frame, drawing, matrix, solid=layer.solid, light=self._light(part, seconds))
        for sheet in stage.air:
            sheet.fall(frame, seconds)
        cv2.cvtColor(frame, cv2.COLOR_RGBA2RGB, dst=self._picture)
        cv2.multiply(self._picture, stage.vignette, dst=self._picture, scale=1 / 255)
        return self._picture

    def _prepared(self) -> list[int | Cover]:
        """What stands before the plate: layers by number; under a resting camera still ones are laid down once."""
        layers = self._stage.layers
        parts: list[int | Cover] = []
        still: list[tuple[int, Layer]] = []
        for number in range(self._behind, len(layers)):
            if self._resting and not layers[number].alive:
                still.append((number, layers[number]))
                continue
            parts += [self._cover(still), number] if still else [number]
            still = []
        return [*parts, self._cover(still)] if still else parts

    def _cover(self, still: list[tuple[int, Layer]]) -> Cover:
        rest = self._stage.move.drift_at(0.0)
        return covering(
            still, lambda number, seconds: self._placed(number, 0.0, seconds, rest), self._stage.framing.size
        )

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
