"""A canvas: one painted layer, drawn in metres, kept as premultiplied RGBA.

World coordinates are metres on an upright picture plane: x to the right, y up, the ground at
y = 0. A `View` says where they fall in pixels. Every edge is anti-aliased.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from rushes.tools.draft.colour import Colour, Fill, Linear, ramp

Point = tuple[float, float]
Points = Sequence[Point] | NDArray[np.float64]
Pixels = NDArray[np.uint8]
Mask = NDArray[np.uint8]

_SHIFT = 4  # cv2's fixed-point bits: edges land on sixteenths of a pixel
_FAR = 60_000.0  # pixels; points further out are pulled in, nobody sees them


@dataclass(frozen=True, slots=True)
class View:
    """How metres fall on pixels. `origin` is the pixel of world (0, 0); `scale` is pixels a metre.

    `squash` in (0, 1] shortens what is upright, as a camera looking down does.
    """

    width: int
    height: int
    scale: float
    origin: Point
    squash: float = 1.0

    def pixels(self, points: Points) -> NDArray[np.float64]:
        """World points → pixel points, shape (n, 2)."""
        world = np.asarray(points, dtype=np.float64).reshape(-1, 2)
        return world * (self.scale, -self.scale * self.squash) + self.origin

    def world(self, pixel: Point) -> Point:
        """A pixel point → the world point under it."""
        x = (pixel[0] - self.origin[0]) / self.scale
        return x, (self.origin[1] - pixel[1]) / (self.scale * self.squash)


def smoothed(points: Points, *, closed: bool = True, steps: int = 8) -> NDArray[np.float64]:
    """A Catmull-Rom curve through the points: `steps` points a span."""
    knots = np.asarray(points, dtype=np.float64).reshape(-1, 2)
    if len(knots) < 3:
        return knots
    ring = np.concatenate([knots[-1:], knots, knots[:2]]) if closed else np.concatenate([knots[:1], knots, knots[-1:]])
    before, start, end, after = ring[:-3, None], ring[1:-2, None], ring[2:-1, None], ring[3:, None]
    t = np.linspace(0.0, 1.0, steps, endpoint=False)[None, :, None]
    curve = 0.5 * (
        2 * start
        + (end - before) * t
        + (2 * before - 5 * start + 4 * end - after) * t**2
        + (3 * start - before - 3 * end + after) * t**3
    )
    flat = curve.reshape(-1, 2)
    return flat if closed else np.concatenate([flat, knots[-1:]])


def oval(centre: Point, rx: float, ry: float, angle: float = 0.0, points: int = 40) -> NDArray[np.float64]:
    """An ellipse's outline. `angle` turns it counter-clockwise, in degrees."""
    t = np.linspace(0.0, 2 * np.pi, points, endpoint=False)
    turn = np.radians(angle)
    across, up = rx * np.cos(t), ry * np.sin(t)
    x = centre[0] + across * np.cos(turn) - up * np.sin(turn)
    return np.stack([x, centre[1] + across * np.sin(turn) + up * np.cos(turn)], axis=1)


class Canvas:
    """A layer being painted. `pixels` is (height, width, 4): premultiplied red, green, blue, alpha.

    `atop=True` on a drawing call keeps it inside what is already painted: shade a shape after
    filling it, without drawing outside its edge.
    """

    def __init__(self, view: View) -> None:
        self.view = view
        self.pixels: Pixels = np.zeros((view.height, view.width, 4), dtype=np.uint8)

    def blank(self) -> "Canvas":
        """An empty canvas with the same view, to build a group on and `stamp` back."""
        return Canvas(self.view)

    def polygon(self, points: Points, fill: Fill, alpha: float = 1.0, *, atop: bool = False) -> None:
        """Fill a straight-edged shape."""
        self._fill(self.view.pixels(points), fill, alpha, atop=atop)

    def smooth(self, points: Points, fill: Fill, alpha: float = 1.0, *, atop: bool = False) -> None:
        """Fill a closed curve through the points."""
        self._fill(self.view.pixels(smoothed(points)), fill, alpha, atop=atop)

    def ellipse(
        self,
        centre: Point,
        rx: float,
        ry: float,
        fill: Fill,
        alpha: float = 1.0,
        *,
        angle: float = 0.0,
        atop: bool = False,
    ) -> None:
        """Fill an ellipse; `angle` in degrees, counter-clockwise."""
        self._fill(self.view.pixels(oval(centre, rx, ry, angle)), fill, alpha, atop=atop)

    def rectangle(
        self,
        left: float,
        bottom: float,
        right: float,
        top: float,
        fill: Fill,
        alpha: float = 1.0,
        *,
        atop: bool = False,
    ) -> None:
        """Fill an upright rectangle."""
        self.polygon(((left, bottom), (right, bottom), (right, top), (left, top)), fill, alpha, atop=atop)

    def stroke(
        self,
        points: Points,
        width: float,
        colour: Colour,
        alpha: float = 1.0,
        *,
        curved: bool = False,
        end_width: float | None = None,
        atop: bool = False,
    ) -> None:
        """Draw an open line `width` metres thick; with `end_width` it tapers to that."""
        path = self.view.pixels(smoothed(points, closed=False) if curved else points)
        if len(path) < 2:
            return
        start = width * self.view.scale
        end = start if end_width is None else end_width * self.view.scale
        thin = min(1.0, max(start, end))  # below one pixel a line grows fainter, not narrower
        if end_width is None and start >= 1.5 and alpha >= 1.0 and not atop:
            ends = np.rint(np.clip(path, -_FAR, _FAR) * (1 << _SHIFT)).astype(np.int32)
            cv2.polylines(self.pixels, [ends], False, _opaque(colour), round(start), cv2.LINE_AA, _SHIFT)  # noqa: FBT003 - cv2's own
        else:
            self._fill(_ribbon(path, max(start, 1.0), max(end, 0.3)), colour, alpha * thin, atop=atop)

    def glow(self, centre: Point, radius: float, colour: Colour, strength: float = 1.0) -> None:
        """Add light: brightest at the centre, gone at `radius` metres. It adds no alpha."""
        box = self._box(self.view.pixels(oval(centre, radius, radius, points=8)), pad=1)
        if box is None:
            return
        falloff = self._falloff(box, centre, radius, radius) ** 2 * strength
        light = falloff[..., None] * (np.asarray((*colour, 0.0), dtype=np.float32) * 255)
        target = self.pixels[box]
        cv2.add(target, np.clip(light, 0, 255).astype(np.uint8), dst=target)

    def soft(
        self, centre: Point, rx: float, ry: float, colour: Colour, alpha: float = 0.5, *, atop: bool = False
    ) -> None:
        """A blurred ellipse, solid at the centre and gone at its rim: shadows, mist, cheeks."""
        box = self._box(self.view.pixels(oval(centre, rx, ry, points=8)), pad=1)
        if box is not None:
            falloff = self._falloff(box, centre, rx, ry)
            weight = falloff * falloff * (3 - 2 * falloff) * np.float32(alpha)
            self._mix(box, _opaque(colour), weight, atop=atop)

    def stamp(self, other: "Canvas", alpha: float = 1.0, *, atop: bool = False) -> None:
        """Lay another canvas of the same view over this one."""
        weight = np.float32(alpha / 255.0)
        source = other.pixels.astype(np.float32) * np.float32(alpha)
        if atop:
            source *= self.pixels[..., 3:].astype(np.float32) / np.float32(255)
        behind = self.pixels.astype(np.float32) * (1 - other.pixels[..., 3:].astype(np.float32) * weight)
        self.pixels = np.clip(source + behind + np.float32(0.5), 0, 255).astype(np.uint8)

    def blur(self, sigma: float) -> None:
        """Soften everything painted so far; `sigma` in pixels."""
        if sigma >= 0.3:
            self.pixels = np.asarray(cv2.GaussianBlur(self.pixels, (0, 0), sigma), dtype=np.uint8)

    def _fill(self, path: NDArray[np.float64], fill: Fill, alpha: float, *, atop: bool) -> None:
        box = self._box(path, pad=2)
        if box is None or len(path) < 3 or alpha <= 0:
            return
        corners = np.rint(np.clip(path, -_FAR, _FAR) * (1 << _SHIFT)).astype(np.int32)
        if isinstance(fill, tuple) and alpha >= 1.0 and not atop:
            cv2.fillPoly(self.pixels, [corners], _opaque(fill), cv2.LINE_AA, _SHIFT)
            return
        rows, columns = box
        mask: Mask = np.zeros((rows.stop - rows.start, columns.stop - columns.start), dtype=np.uint8)
        offset = np.array((columns.start << _SHIFT, rows.start << _SHIFT), dtype=np.int32)
        cv2.fillPoly(mask, [corners - offset], (255,), cv2.LINE_AA, _SHIFT)
        weight = mask.astype(np.float32) * np.float32(min(alpha, 1.0) / 255)
        self._mix(box, _opaque(fill) if isinstance(fill, tuple) else self._ramp(box, fill), weight, atop=atop)

    def _mix(
        self,
        box: tuple[slice, slice],
        source: tuple[float, float, float, float] | Pixels,
        weight: NDArray[np.float32],
        *,
        atop: bool,
    ) -> None:
        """Move the box's pixels towards `source` by `weight`: premultiplied `over`, or `atop`."""
        target = self.pixels[box]
        paint = np.broadcast_to(np.asarray(source, dtype=np.uint8), target.shape)
        if atop:
            inside = np.repeat(target[..., 3:], 4, axis=2)
            paint = cv2.multiply(np.ascontiguousarray(paint), inside, scale=1 / 255)
        mixed = cv2.blendLinear(np.ascontiguousarray(paint), np.ascontiguousarray(target), weight, 1 - weight)
        target[...] = np.asarray(mixed, dtype=np.uint8)

    def _ramp(self, box: tuple[slice, slice], fill: Fill) -> Pixels:
        """The gradient's pixels inside the box."""
        assert not isinstance(fill, tuple)
        if isinstance(fill, Linear):
            (x0, y0), (x1, y1) = self.view.pixels((fill.start, fill.end))
            length = max((x1 - x0) ** 2 + (y1 - y0) ** 2, 1e-9)
            across = (_middles(box[1]) - np.float32(x0)) * np.float32((x1 - x0) / length)
            down = (_middles(box[0]) - np.float32(y0)) * np.float32((y1 - y0) / length)
            if x1 == x0:
                across = across[:1]  # the same all across: paint one column and spread it
            elif y1 == y0:
                down = down[:1]
            along = down[:, None] + across[None, :]
        else:
            along = 1 - self._falloff(box, fill.centre, fill.radius, fill.radius)
        steps = np.clip(along * 255 + 0.5, 0, 255).astype(np.uint8)
        return np.asarray(cv2.LUT(cv2.merge([steps] * 4), ramp(fill.colours)), dtype=np.uint8)

    def _falloff(self, box: tuple[slice, slice], centre: Point, rx: float, ry: float) -> NDArray[np.float32]:
        """1 at the centre, 0 at and past the rim of the ellipse, linear between."""
        (cx, cy) = self.view.pixels((centre,))[0]
        across = (_middles(box[1]) - np.float32(cx)) / np.float32(max(rx * self.view.scale, 1e-6))
        down = (_middles(box[0]) - np.float32(cy)) / np.float32(max(ry * self.view.scale * self.view.squash, 1e-6))
        square = (down * down)[:, None] + (across * across)[None, :]
        return np.clip(np.float32(1) - np.sqrt(square), 0, 1)

    def _box(self, path: NDArray[np.float64], pad: int) -> tuple[slice, slice] | None:
        """The canvas rows and columns the path touches, or None when it is all outside."""
        clipped = np.clip(path, -_FAR, _FAR)
        low, high = np.floor(clipped.min(axis=0)) - pad, np.ceil(clipped.max(axis=0)) + pad
        left, right = max(int(low[0]), 0), min(int(high[0]), self.view.width)
        top, bottom = max(int(low[1]), 0), min(int(high[1]), self.view.height)
        return (slice(top, bottom), slice(left, right)) if left < right and top < bottom else None


def painted_box(pixels: Pixels) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of what is painted or shines; all zero when nothing is."""
    whole = np.ascontiguousarray(pixels).view(np.uint32)[..., 0]
    rows, columns = np.flatnonzero(whole.any(axis=1)), np.flatnonzero(whole.any(axis=0))
    if not len(rows):
        return 0, 0, 0, 0
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def _middles(pixels: slice) -> NDArray[np.float32]:
    """The middles of a run of pixels."""
    return np.arange(pixels.start, pixels.stop, dtype=np.float32) + np.float32(0.5)


def _opaque(colour: Colour) -> tuple[float, float, float, float]:
    red, green, blue = (min(max(part, 0.0), 1.0) * 255 for part in colour)
    return red, green, blue, 255.0


def _ribbon(path: NDArray[np.float64], start: float, end: float) -> NDArray[np.float64]:
    """The outline of a line whose width runs from `start` to `end` pixels, with rounded-off ends."""
    along = np.gradient(path, axis=0)
    length = np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-9)
    normal = np.stack([-along[:, 1], along[:, 0]], axis=1) / length[:, None]
    half = np.linspace(start, end, len(path))[:, None] / 2
    tips = along / length[:, None] * half * 0.6
    left, right = path + normal * half, path - normal * half
    return np.concatenate([left, path[-1:] + tips[-1:], right[::-1], path[:1] - tips[:1]])
