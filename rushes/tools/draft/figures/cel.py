"""A cel: a transparent sheet that one figure or prop is painted on before it is laid over the layer.

It keeps local colours and a map of where the light falls (the tone: 255 lit, 0 in shadow) apart, so
that each form is turned by the same light and the whole gets one rim. `pen.Pen` draws on it.
"""

import math
from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from rushes.tools.draft.canvas import Canvas, Pixels
from rushes.tools.draft.colour import Colour
from rushes.tools.draft.figures.outline import Point
from rushes.tools.draft.light import Light

OPEN = 225  # the tone of what no form turns: lines, steam, loose markings
_RIM = 0.9  # how much of an edge pixel the strongest rim light takes
_FULL = 200  # the light table's 1.0: leaves room for light brighter than white

Tone = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Halo:
    """Light that a flame or a lamp throws on the air: where, how far (metres), what colour, how strong."""

    centre: Point
    radius: float
    colour: Colour
    strength: float


@dataclass(slots=True)
class Cel:
    """The sheet, in the pixels of the canvas it will be laid on. `corner` is its top left pixel there.

    `own` marks what gives its own light. `line` is how thick a contour of weight 1 is, in pixels (0: none);
    `seed` is for what no two drawings need to share: flames, leaves, tatters.
    """

    canvas: Canvas
    light: Light
    corner: tuple[int, int]
    albedo: Pixels
    tone: Tone
    own: Tone
    halos: list[Halo] = field(default_factory=list[Halo])
    line: float = 1.0
    seed: int = 0
    burns: bool = False

    @classmethod
    def over(cls, canvas: Canvas, light: Light, low: Point, high: Point) -> "Cel | None":
        """A cel for what lies between two corners (metres), or None when the canvas doesn't show it."""
        (x0, y1), (x1, y0) = canvas.view.pixels((low, high))
        left, right = max(int(x0) - 2, 0), min(int(x1) + 3, canvas.view.width)
        top, bottom = max(int(y0) - 2, 0), min(int(y1) + 3, canvas.view.height)
        if left >= right or top >= bottom:
            return None
        shape = (bottom - top, right - left)
        blank: Pixels = np.zeros((*shape, 4), dtype=np.uint8)
        return cls(canvas, light, (left, top), blank, np.full(shape, OPEN, dtype=np.uint8), np.zeros(shape, np.uint8))

    @property
    def raking(self) -> Point:
        """The way to the light, brought lower: forms turn from side to side more than from top to bottom."""
        x, y = self.light.key_direction
        x, y = math.copysign(max(abs(x) * 1.3, 0.5), x), y * 0.55
        length = math.hypot(x, y)
        return (x / length, y / length)

    def lay(self, *, fade: NDArray[np.float32] | None = None) -> None:
        """Light what was painted and lay it over the canvas. `fade` in [0, 1] thins it, a share a row."""
        dark = 1.0 if self.light.night else 0.75 if self.light.lamps else 0.35
        for halo in self.halos:
            self.canvas.glow(halo.centre, halo.radius, halo.colour, halo.strength * dark)
        left, top, width, height = cv2.boundingRect(cv2.extractChannel(self.albedo, 3))
        if width == 0 or height == 0:
            return
        left, top, width, height = self._padded(left, top, width, height)
        rows, columns = slice(top, top + height), slice(left, left + width)
        lit = self._lit(rows, columns)
        if self.light.rim_strength > 0:
            self._rim(lit)
        if fade is not None:
            share = np.repeat(fade[rows, None], width, axis=1)
            lit = np.asarray(cv2.multiply(lit, cv2.merge([share] * 4), dtype=cv2.CV_8U), dtype=np.uint8)
        x, y = self.corner[0] + left, self.corner[1] + top
        below = self.canvas.pixels[y : y + height, x : x + width]
        through = cv2.bitwise_not(cv2.merge([cv2.extractChannel(lit, 3)] * 4))
        cv2.multiply(below, through, dst=through, scale=1 / 255)
        below[...] = cv2.add(through, lit, dst=lit)

    def _padded(self, left: int, top: int, width: int, height: int) -> tuple[int, int, int, int]:
        """The box with room around it, inside the cel: only an edge that is not the cel's own gets a rim."""
        room = math.ceil(self.line * 3.4) + 4
        right, bottom = min(left + width + room, self.tone.shape[1]), min(top + height + room, self.tone.shape[0])
        left, top = max(left - room, 0), max(top - room, 0)
        return left, top, right - left, bottom - top

    def _lit(self, rows: slice, columns: slice) -> Pixels:
        """Local colours under the light."""
        key, ambient = np.array((*self.light.key, 1.0)), np.array((*self.light.ambient, 1.0))
        steps = np.linspace(0.0, 1.0, 256)[:, None]
        table = np.clip((ambient + (key - ambient) * steps) * _FULL, 0, 255).astype(np.uint8)
        tone = self.tone[rows, columns]
        lamp = np.take(table.view(np.uint32).ravel(), tone).view(np.uint8).reshape(*tone.shape, 4)
        albedo = np.ascontiguousarray(self.albedo[rows, columns])
        lit = np.asarray(cv2.multiply(albedo, lamp, dst=lamp, scale=1 / _FULL), dtype=np.uint8)
        if self.burns:
            cv2.copyTo(albedo, self.own[rows, columns], lit)
        return lit

    def _rim(self, lit: Pixels) -> None:
        """Edge the silhouette with light from behind, on the side the key comes from."""
        alpha = cv2.extractChannel(lit, 3)
        reach = max(self.line * 1.7, 1.1) * (1 + self.light.rim_strength)
        x, y = self.light.key_direction
        length = math.hypot(x, y + 0.25) or 1.0
        shift = np.array(((1, 0, -x / length * reach), (0, 1, (y + 0.25) / length * reach)), dtype=np.float32)
        inner = cv2.warpAffine(alpha, shift, (alpha.shape[1], alpha.shape[0]), borderMode=cv2.BORDER_REPLICATE)
        edge = cv2.subtract(alpha, inner).ravel()
        where = np.flatnonzero(edge)
        share = edge[where, None].astype(np.float32) * np.float32(_RIM * self.light.rim_strength / 255)
        pixels = lit.reshape(-1, 4)
        glow = np.array((*self.light.rim, 1.0), dtype=np.float32) * 255
        pixels[where] = (pixels[where] * (1 - share) + glow * share).astype(np.uint8)


def tint(sheet: Pixels, cover: Tone, colour: Colour) -> None:
    """Move a sheet's pixels towards an opaque colour by `cover` / 255, in place."""
    weight = cv2.merge([cover] * 4)
    shares = np.array([*(min(max(part, 0.0), 1.0) for part in colour), 1.0])
    paint = cv2.multiply(weight, shares)
    cv2.multiply(sheet, cv2.bitwise_not(weight), dst=weight, scale=1 / 255)
    sheet[...] = cv2.add(weight, paint)
