"""Painting one layer of a shot: how much of it the camera will ever see, how sharp, on which paper."""

import math
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from rushes.film.frames import Size
from rushes.film.setup import Setup
from rushes.tools.draft.camera import Camera
from rushes.tools.draft.canvas import Canvas, Pixels, Point, View, painted_box
from rushes.tools.draft.framing import Framing
from rushes.tools.draft.layer import Layer, rolled
from rushes.tools.draft.light import Light
from rushes.tools.draft.move import CameraMove
from rushes.tools.draft.noise import paper

INFINITY = 1e6  # metres: the sky
_SAMPLES = (0.0, 0.25, 0.5, 0.75, 1.0)

Box = tuple[int, int, int, int]  # left, top, right, bottom in keyframe pixels, before roll


@dataclass(frozen=True, slots=True)
class Easel:
    """What painting a layer needs to know."""

    setup: Setup
    framing: Framing
    move: CameraMove
    light: Light
    seed: int
    snow: float

    @property
    def camera(self) -> Camera:
        """The shot's camera, as it frames the keyframe."""
        return self.framing.camera

    def box(self, ahead: float, slack: float = 4.0) -> Box:
        """The keyframe pixels that the frame will ever see of a plane `ahead` metres away."""
        size = self.framing.size
        seen: list[NDArray[np.float64]] = []
        frame = np.array(
            [[0, 0, 1], [size.width, 0, 1], [size.width, size.height, 1], [0, size.height, 1]], dtype=np.float64
        )
        for t in _SAMPLES:
            drift = self.move.drift_at(t)
            grown = drift.scale(ahead)
            u, v = drift.carried(self.camera, (0.0, 0.0), ahead)
            turned = rolled(self.camera, drift, size.width, size.height)
            back = np.linalg.inv(turned @ np.array([[grown, 0, u], [0, grown, v], [0, 0, 1]]))
            seen.append((frame @ back.T)[:, :2])
        if self.move.shaky:
            slack += 0.03 * size.width
        corners = np.concatenate(seen)
        low, high = np.floor(corners.min(axis=0) - slack), np.ceil(corners.max(axis=0) + slack)
        return int(low[0]), int(low[1]), int(high[0]), int(high[1])

    def blur_at(self, ahead: float) -> float:
        """Out-of-focus blur of a plane, in frame pixels (standard deviation)."""
        camera = self.camera
        focus = camera.forward(0.0, 0.0)
        return min(self.framing.aperture * camera.focal * abs(1 / focus - 1 / ahead), self.framing.size.height / 45)


def blank_size(box: Box, resolution: float = 1.0) -> tuple[int, int]:
    """A box's width and height on a canvas of that resolution, at least one pixel each."""
    return max(1, math.ceil((box[2] - box[0]) * resolution)), max(1, math.ceil((box[3] - box[1]) * resolution))


def flat_canvas(box: Box) -> Canvas:
    """A canvas with one unit a pixel: frame pixel (u, v) is its world point (u, -v)."""
    width, height = blank_size(box)
    return Canvas(View(width, height, 1.0, (float(-box[0]), float(-box[1]))))


def cropped(pixels: Pixels, layer: Layer, size: Size) -> Layer | None:
    """The layer with its empty margins cut off, and grained; None when nothing is on it."""
    left, top, right, bottom = painted_box(pixels)
    if left >= right:
        return None
    kept = np.ascontiguousarray(pixels[top:bottom, left:right])
    grain(kept, size)
    corner: Point = (layer.corner[0] + left / layer.resolution, layer.corner[1] + top / layer.resolution)
    return replace(layer, drawings=(kept,), corner=corner)


def grain(pixels: Pixels, size: Size) -> None:
    """Lay the paper's grain into a layer, in place."""
    height, width = pixels.shape[:2]
    sheet = paper(512, 512, max(0.5, size.height / 720))
    tiled = np.tile(sheet, (-(-height // 512), -(-width // 512), 1))[:height, :width]
    pixels[...] = cv2.multiply(pixels, np.ascontiguousarray(tiled), scale=1 / 128)
