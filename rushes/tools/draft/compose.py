"""Frames out of a stage: every layer where the camera and its own life put it."""

import math
from random import Random

import cv2
import numpy as np

from rushes.tools.draft.canvas import Pixels
from rushes.tools.draft.layer import Layer, Matrix, lay, rolled
from rushes.tools.draft.move import Drift
from rushes.tools.draft.stage import Stage


class Shooting:
    """Composes a stage's frames. `seed` shapes what moves; the first frame is the same for every seed.

    Frames must be asked for by one thread; a stage may be shot by several.
    """

    def __init__(self, stage: Stage, frames: int, fps: float, seed: int) -> None:
        self._stage, self._frames, self._fps, self._seed = stage, frames, fps, seed
        size = stage.framing.size
        self._frame: Pixels = np.zeros((size.height, size.width, 4), dtype=np.uint8)
        self._picture: Pixels = np.zeros((size.height, size.width, 3), dtype=np.uint8)
        self._still: Pixels | None = None
        self._still_drift: Drift | None = None

    def frame(self, index: int) -> Pixels:
        """Frame `index` as RGB, shape (height, width, 3). The next call draws over it."""
        stage = self._stage
        t, seconds = index / max(self._frames - 1, 1), index / self._fps
        drift = stage.move.drift_at(t)
        start = self._backdrop(drift)
        frame = self._frame
        for number, layer in enumerate(stage.layers[start:], start):
            self._lay(frame, layer, number, t, seconds, drift)
        for sheet in stage.air:
            sheet.fall(frame, seconds)
        cv2.cvtColor(frame, cv2.COLOR_RGBA2RGB, dst=self._picture)
        cv2.multiply(self._picture, stage.vignette, dst=self._picture, scale=1 / 255)
        return self._picture

    def _backdrop(self, drift: Drift) -> int:
        """Start the frame; under a resting camera with all the still layers at the back, made once.

        Returns how many layers are done.
        """
        layers = self._stage.layers
        still = next((i for i, layer in enumerate(layers) if layer.alive), len(layers))
        if still == 0:
            return 0
        if self._still is None or self._still_drift != drift:
            for number, layer in enumerate(layers[:still]):
                self._lay(self._frame, layer, number, 0.0, 0.0, drift)
            self._still, self._still_drift = self._frame.copy(), drift
        else:
            np.copyto(self._frame, self._still)
        return still

    def _lay(self, frame: Pixels, layer: Layer, number: int, t: float, seconds: float, drift: Drift) -> None:
        framing = self._stage.framing
        turned = rolled(framing.camera, drift, framing.size.width, framing.size.height)
        matrix = turned @ self._alive(layer, number, t, seconds) @ layer.matrix(framing.camera, drift)
        drawing = layer.drawings[int(seconds * layer.rate) % len(layer.drawings)]
        light = 1.0 - layer.flicker * self._flicker(number, seconds) if layer.flicker else None
        lay(frame, drawing, matrix, solid=layer.solid, light=light)

    def _flicker(self, number: int, seconds: float) -> float:
        """A flame's unrest in [0, 1], 0 when the shot starts: slow sines of unlike periods."""
        phase = Random(f"flicker {self._seed} {number}").uniform(0.7, 1.3)
        waves = (math.sin(5.1 * phase * seconds), math.sin(8.7 * phase * seconds), math.sin(2.3 * phase * seconds))
        return 0.5 * (0.45 * waves[0] + 0.3 * waves[1] + 0.25 * waves[2]) ** 2 + 0.25 * abs(waves[2])

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
