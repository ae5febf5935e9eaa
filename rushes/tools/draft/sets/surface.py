"""Surfaces that run away from the camera: floors, ceilings, side walls, open ground, water."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from rushes.tools.draft.camera import Camera
from rushes.tools.draft.canvas import Canvas, Point
from rushes.tools.draft.cel import Cel
from rushes.tools.draft.colour import Colour, Linear, mix
from rushes.tools.draft.light import Light

Place3 = tuple[float, float, float]
_STOPS = 160  # most lie below the frame: depth crowds towards the horizon


@dataclass(frozen=True, slots=True)
class SurfaceCel:
    """A surface being painted in perspective. Its own coordinates are (a, p): across it, and away.

    The canvas's view is one unit a pixel, so a frame pixel (u, v) is its world point (u, -v).
    """

    canvas: Canvas
    camera: Camera
    light: Light
    at: Callable[[float, float], Place3]
    near: float
    far: float

    def seen(self, a: float, p: float) -> Point:
        """Where a surface point falls, in canvas units."""
        u, v = self.camera.project(*self.at(a, min(max(p, self.near), self.far)))
        return u, -v

    def tone(self, colour: Colour, p: float, shade: float) -> Colour:
        """A local colour as seen at p."""
        return Cel(self.canvas, self.light, max(p, 0.0)).tone(colour, shade)

    def base(self, left: float, right: float, near: Colour, far: Colour, shade: float = 0.3) -> None:
        """Cover the surface from a = `left` to `right`, its colour running from near to far."""
        middle = (left + right) / 2
        ends = [self.camera.forward(*self.at(middle, p)[1:]) for p in (self.near, self.far)]
        stops: list[Colour] = []
        for i in range(_STOPS):
            part = i / (_STOPS - 1)
            ahead = 1 / ((1 - part) / ends[0] + part / ends[1])
            p = self.near + (ahead - ends[0]) / max(ends[1] - ends[0], 1e-6) * (self.far - self.near)
            stops.append(self.tone(mix(near, far, part), p, shade))
        corners = [
            self.seen(a, p) for a, p in ((left, self.near), (right, self.near), (right, self.far), (left, self.far))
        ]
        line = Linear(self.seen(middle, self.near), self.seen(middle, self.far), tuple(stops))
        self.canvas.polygon(corners, line)

    def patch(self, points: Sequence[Point], colour: Colour, shade: float = 0.3, alpha: float = 1.0) -> None:
        """A shape lying in the surface, given in (a, p)."""
        middle = sum(max(p, self.near) for _, p in points) / len(points)
        self.canvas.polygon([self.seen(a, p) for a, p in points], self.tone(colour, middle, shade), alpha)

    def light_pool(self, points: Sequence[Point], colour: Colour, alpha: float) -> None:
        """Light lying on the surface, not toned."""
        self.canvas.polygon([self.seen(a, p) for a, p in points], colour, alpha)

    def width_at(self, p: float) -> float:
        """Pixels a metre across the surface at p."""
        return self.camera.focal / max(self.camera.forward(*self.at(0.0, max(p, self.near))[1:]), 0.15)


Tiling = Callable[[SurfaceCel, Random], None]


@dataclass(frozen=True, slots=True)
class Surface:
    """A plane of the set that the camera sees along. `at` maps (a, p) to the stage; `draw` paints it."""

    at: Callable[[float, float], Place3]
    far: float
    draw: Tiling
    level: bool  # a floor or a ceiling, as against a wall


def floor(near: Colour, far: Colour, depth: float, tiling: Tiling | None = None) -> Surface:
    """The ground out to p = `depth`."""

    def draw(cel: SurfaceCel, rng: Random) -> None:
        reach = 4000.0 if depth > 100 else 40.0
        cel.base(-reach, reach, near, far)
        if tiling is not None:
            tiling(cel, rng)

    return Surface(lambda a, p: (a, 0.0, p), depth, draw, level=True)


def ceiling(colour: Colour, height: float, depth: float, tiling: Tiling | None = None) -> Surface:
    """A ceiling at `height`."""

    def draw(cel: SurfaceCel, rng: Random) -> None:
        cel.base(-40.0, 40.0, colour, colour, shade=0.75)
        if tiling is not None:
            tiling(cel, rng)

    return Surface(lambda a, p: (a, height, p), depth, draw, level=True)


def side_wall(colour: Colour, x: float, height: float, depth: float, tiling: Tiling | None = None) -> Surface:
    """A wall running away at `x`; its own coordinate a is the height up it."""

    def draw(cel: SurfaceCel, rng: Random) -> None:
        cel.base(0.0, height, colour, colour, shade=0.62 if x > 0 else 0.45)
        cel.patch(
            ((0.0, cel.near), (0.14, cel.near), (0.14, cel.far), (0.0, cel.far)), mix(colour, (0.1, 0.08, 0.07), 0.6)
        )
        if tiling is not None:
            tiling(cel, rng)

    return Surface(lambda a, p: (x, a, p), depth, draw, level=False)
