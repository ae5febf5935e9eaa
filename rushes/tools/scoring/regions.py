"""Where in a picture the people of a shot are to be looked for: as the plan blocks them, drawn by nobody yet.

The same geometry that the draft renderer frames by. A model that keeps to a shot's words puts people about there.
"""

from dataclasses import dataclass

import numpy as np

from rushes.film.frames import Size
from rushes.film.setup import Setup
from rushes.tools.draft.camera import Camera
from rushes.tools.draft.framing import Mark, framing_for
from rushes.tools.draft.layer import rolled
from rushes.tools.draft.move import CameraMove, Drift

_ABOVE = 0.18
"""Metres over the middle of a head: hair and a hat."""

_ASIDE = 0.30
"""Metres to each side of somebody's middle: shoulders and elbows."""

_LEAST = 3
"""Pixels a side: of less nothing can be said."""


@dataclass(frozen=True, slots=True)
class Region:
    """A box of pixels, right and bottom excluded, and whose it is."""

    character: str
    left: int
    top: int
    right: int
    bottom: int

    @property
    def rows(self) -> slice:
        """Of the picture."""
        return slice(self.top, self.bottom)

    @property
    def columns(self) -> slice:
        """Of the picture."""
        return slice(self.left, self.right)


def people_in(setup: Setup, size: Size) -> tuple[Region, ...]:
    """Where the shot's first frame of that size shows whom, as far as they are in the frame."""
    framing, shot = framing_for(setup, size), setup.shot
    move = CameraMove(shot.move, shot.angle, shot.size, shot.seconds, size.width, framing.camera, 0, not framing.marks)
    drift = move.drift_at(0.0)
    found = (_region(mark, framing.camera, drift, size) for mark in framing.marks)
    return tuple(region for region in found if region is not None)


def _region(mark: Mark, camera: Camera, drift: Drift, size: Size) -> Region | None:
    ahead, scale = camera.forward(0.0, mark.p), camera.scale_at(mark.p)
    foot, top = camera.project(mark.x, 0.0, mark.p), camera.project(mark.x, mark.head + _ABOVE, mark.p)
    corners = [(foot[0] + side * _ASIDE * scale, row) for side in (-1, 1) for row in (top[1], foot[1])]
    turn = rolled(camera, drift, size.width, size.height)
    placed = np.array([turn @ (*drift.carried(camera, corner, ahead), 1.0) for corner in corners])
    low, high = np.floor(placed.min(axis=0)).astype(int), np.ceil(placed.max(axis=0)).astype(int)
    left, right = max(0, int(low[0])), min(size.width, int(high[0]) + 1)
    upper, lower = max(0, int(low[1])), min(size.height, int(high[1]) + 1)
    if right - left < _LEAST or lower - upper < _LEAST:
        return None
    return Region(mark.character.id, left, upper, right, lower)
