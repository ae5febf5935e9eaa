"""A pinhole camera on a stage: where a point of the set falls in the frame.

Stage coordinates are metres: x to the right, y up from the ground, p away from the camera with the
subject's plane at p = 0. Pixels run right and down from the frame's top left corner.
"""

import math
from dataclasses import dataclass

from rushes.tools.draft.canvas import Point, View

NEAREST = 0.15  # metres; nothing nearer to the lens is drawn


@dataclass(frozen=True, slots=True)
class Camera:
    """Where the camera stands and how it looks.

    It stands at (`x`, `height`) and `distance` metres before the subject's plane, pitched down by
    `pitch` radians. `focal` is in pixels. The lens is centred on pixel `centre` (a shifted lens
    moves the horizon and keeps uprights upright). `roll` turns the frame, in degrees.
    """

    x: float
    height: float
    distance: float
    pitch: float
    focal: float
    centre: Point
    roll: float = 0.0

    def forward(self, y: float, p: float) -> float:
        """How far in front of the lens a point lies, in metres along the lens's axis."""
        return (self.distance + p) * math.cos(self.pitch) - (y - self.height) * math.sin(self.pitch)

    def project(self, x: float, y: float, p: float) -> Point:
        """The pixel a stage point falls on, before roll. What is behind the lens is pulled before it."""
        ahead = max(self.forward(y, p), NEAREST)
        up = (y - self.height) * math.cos(self.pitch) + (self.distance + p) * math.sin(self.pitch)
        scale = self.focal / ahead
        return self.centre[0] + (x - self.x) * scale, self.centre[1] - up * scale

    @property
    def horizon(self) -> float:
        """The pixel row of the horizon, before roll; it may lie outside the frame."""
        return self.centre[1] - self.focal * math.tan(self.pitch)

    def scale_at(self, p: float) -> float:
        """Pixels a metre for what stands on the ground at p."""
        return self.focal / max(self.forward(0.0, p), NEAREST)

    def nearest_p(self) -> float:
        """The p of the ground nearest to the lens that can still be drawn."""
        return (2 * NEAREST + -self.height * math.sin(self.pitch)) / math.cos(self.pitch) - self.distance

    def view(self, p: float, width: int, height: int, offset: Point, resolution: float = 1.0) -> View:
        """The view of an upright plane at p, on a canvas whose corner lies at frame pixel `offset`."""
        u, v = self.project(0.0, 0.0, p)
        origin = ((u - offset[0]) * resolution, (v - offset[1]) * resolution)
        return View(width, height, self.scale_at(p) * resolution, origin, math.cos(self.pitch))
