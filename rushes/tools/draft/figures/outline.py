"""The outlines that figures and props are cut from: curves, tubes, hulls and ovals.

Points are (x, y) in whatever unit the caller draws in, y upwards.
"""

import math
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

Point = tuple[float, float]
Outline = Sequence[Point] | NDArray[np.float64]


@lru_cache(maxsize=8)
def _basis(steps: int) -> NDArray[np.float64]:
    """Catmull-Rom weights (steps, 4) for the neighbours before, at, after and two after."""
    t = np.arange(steps, dtype=np.float64) / steps
    t2, t3 = t * t, t * t * t
    rows = (-t + 2 * t2 - t3, 2 - 5 * t2 + 3 * t3, t + 4 * t2 - 3 * t3, t3 - t2)
    return np.stack(rows, axis=1) / 2


def smooth(points: Outline, *, steps: int = 6) -> NDArray[np.float64]:
    """A closed curve through the points."""
    knots = np.asarray(points, dtype=np.float64)
    around = np.stack((np.roll(knots, 1, 0), knots, np.roll(knots, -1, 0), np.roll(knots, -2, 0)), axis=1)
    return (_basis(steps) @ around).reshape(-1, 2)


def curve(points: Outline, *, steps: int = 6) -> NDArray[np.float64]:
    """An open curve through the points, both ends included."""
    knots = np.asarray(points, dtype=np.float64)
    padded = np.concatenate((knots[:1], knots, knots[-1:]))
    around = np.stack((padded[:-3], padded[1:-2], padded[2:-1], padded[3:]), axis=1)
    return np.concatenate(((_basis(steps) @ around).reshape(-1, 2), knots[-1:]))


@lru_cache(maxsize=8)
def _circle(count: int) -> NDArray[np.float64]:
    turns = np.arange(count, dtype=np.float64) * (2 * math.pi / count)
    return np.stack((np.cos(turns), np.sin(turns)), axis=1)


def oval(
    x: float, y: float, rx: float, ry: float | None = None, *, tilt: float = 0.0, count: int = 32
) -> NDArray[np.float64]:
    """An ellipse around (x, y); `tilt` in degrees, counter-clockwise. Without `ry` a circle."""
    ring = _circle(count) * (rx, rx if ry is None else ry)
    if tilt:
        c, s = math.cos(math.radians(tilt)), math.sin(math.radians(tilt))
        ring = ring @ np.array(((c, s), (-s, c)))
    return ring + np.array((x, y))


def arc(x: float, y: float, rx: float, ry: float, start: float, end: float, *, count: int = 16) -> list[Point]:
    """Points along an ellipse from `start` to `end` degrees (0 is right, 90 is up), both included."""
    step = (end - start) / (count - 1)
    turns = (math.radians(start + step * i) for i in range(count))
    return [(x + rx * math.cos(a), y + ry * math.sin(a)) for a in turns]


def box(x0: float, y0: float, x1: float, y1: float) -> list[Point]:
    """An upright rectangle between two corners."""
    return [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]


def round_box(x0: float, y0: float, x1: float, y1: float, r: float) -> list[Point]:
    """A rectangle with rounded corners of radius `r`."""
    corners = ((x1 - r, y1 - r, 0), (x0 + r, y1 - r, 90), (x0 + r, y0 + r, 180), (x1 - r, y0 + r, 270))
    return [p for x, y, turn in corners for p in arc(x, y, r, r, turn, turn + 90, count=5)]


def hull(circles: Sequence[tuple[Point, float]]) -> NDArray[np.float64]:
    """The tight wrapping of some circles (centre, radius), convex."""
    rings = [_circle(16) * r + p for p, r in circles]
    wrapped = cv2.convexHull(np.concatenate(rings).astype(np.float32))
    return wrapped.reshape(-1, 2).astype(np.float64)


def tube(line: Sequence[tuple[Point, float]]) -> list[Outline]:
    """A limb along (point, radius) joints: one rounded, tapering piece a bone, overlapping at the joints."""
    return [capsule(p, r, q, s) for (p, r), (q, s) in pairwise(line)]


def capsule(p: Point, r: float, q: Point, s: float) -> Outline:
    """The tight wrapping of two circles."""
    dx, dy = q[0] - p[0], q[1] - p[1]
    length = math.hypot(dx, dy)
    if length <= abs(r - s) + 1e-9:
        return oval(*(p if r >= s else q), max(r, s), count=20)
    facing = math.degrees(math.atan2(dy, dx))
    half = math.degrees(math.acos((r - s) / length))
    near = arc(p[0], p[1], r, r, facing + half, facing + 360 - half, count=18)
    far = arc(q[0], q[1], s, s, facing - half, facing + half, count=18)
    return near + far


def cuff(p: Point, r: float, q: Point, s: float) -> Outline:
    """A piece of cloth or leather around a bone, cut straight at both ends: half width `r` at p, `s` at q."""
    return [beside(p, q, 0.0, r), beside(p, q, 1.0, s), beside(p, q, 1.0, -s), beside(p, q, 0.0, -r)]


def between(p: Point, q: Point, t: float) -> Point:
    """The point a share `t` of the way from p to q."""
    return (p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t)


def beside(p: Point, q: Point, t: float, off: float) -> Point:
    """As `between`, moved `off` to the left of the way from p to q."""
    dx, dy = q[0] - p[0], q[1] - p[1]
    length = math.hypot(dx, dy) or 1.0
    x, y = between(p, q, t)
    return (x - dy / length * off, y + dx / length * off)
