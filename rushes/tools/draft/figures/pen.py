"""A pen draws on a cel in a frame of its own: a head is painted in heads, a prop in prop sizes."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from rushes.tools.draft.colour import Colour, mix, muted, scaled
from rushes.tools.draft.figures.cel import OPEN, Cel, Halo, Tone, tint
from rushes.tools.draft.figures.outline import Outline, Point, curve

_BITS = 4  # cv2's fixed-point bits
_INK = 0.46  # how dark a contour is, of its own local colour
_FINEST = 0.3  # pixels; thinner lines are left out
_TAPERED = 2.5  # pixels; from this width on a stroke shows its taper
_SOFTEST = 61  # pixels; how far a form's shadow edge is blurred at most

Box = tuple[int, int, int, int]
Fixed = NDArray[np.int32]
Pieces = Outline | Sequence[Outline]


@dataclass(frozen=True, slots=True)
class Pen:
    """`matrix` and `origin` take pen points to cel pixels; `size` is the pixels in one pen unit."""

    cel: Cel
    matrix: tuple[float, float, float, float]
    origin: Point
    size: float

    def at(self, origin: Point, unit: float = 1.0, *, angle: float = 0.0, mirror: bool = False) -> "Pen":
        """A pen inside this one: its (0, 0) at `origin`, its 1 `unit` of these, turned by `angle` degrees."""
        a, b, c, d = self.matrix
        x, y = origin
        cos, sin = unit * math.cos(math.radians(angle)), unit * math.sin(math.radians(angle))
        flip = -1.0 if mirror else 1.0
        matrix = ((a * cos + b * sin) * flip, b * cos - a * sin, (c * cos + d * sin) * flip, d * cos - c * sin)
        return Pen(self.cel, matrix, (a * x + b * y + self.origin[0], c * x + d * y + self.origin[1]), self.size * unit)

    def shape(self, pieces: Pieces, colour: Colour, *, turn: float = 0.25, ink: float = 1.0) -> None:
        """Paint a solid form. `turn` is how far its shadow reaches in from the dark edge, in pen units; 0 is flat.

        Several outlines are one form: its contour, `ink` times as thick as the cel's line, runs around all of them.
        """
        outlines = [self._fixed(piece) for piece in _outlines(pieces)]
        window = self._window(outlines)
        if window is None:
            return
        left, top, right, bottom = window
        moved = [outline - (left << _BITS, top << _BITS) for outline in outlines]
        sheet = self.cel.albedo[top:bottom, left:right]
        if ink > 0 and self.cel.line > 0:
            width = max(1, round(self.cel.line * ink * 2))
            cv2.polylines(sheet, moved, True, self._paint(scaled(colour, _INK)), width, cv2.LINE_AA, _BITS)  # noqa: FBT003 - cv2's own
        paint = self._paint(colour)
        mask = np.zeros(sheet.shape[:2], np.uint8)
        for outline in moved:
            cv2.fillPoly(sheet, [outline], paint, cv2.LINE_AA, _BITS)
            cv2.fillPoly(mask, [outline], (255,), cv2.LINE_8, _BITS)
        if self.cel.burns:
            self.cel.own[top:bottom, left:right][mask > 0] = 0
        self._turn(self.cel.tone[top:bottom, left:right], moved, mask, turn * self.size)

    def flat(self, pieces: Pieces, colour: Colour, alpha: float = 1.0, *, soft: float = 0.0) -> None:
        """Paint a marking on a form: colour only, the form's light stays. `soft` blurs its edge, in pen units."""
        outlines = [self._fixed(piece) for piece in _outlines(pieces)]
        window = self._window(outlines, round(min(soft * self.size, _SOFTEST)))
        if window is None:
            return
        left, top, right, bottom = window
        moved = [outline - (left << _BITS, top << _BITS) for outline in outlines]
        sheet = self.cel.albedo[top:bottom, left:right]
        if alpha >= 1 and not soft:
            for outline in moved:
                cv2.fillPoly(sheet, [outline], self._paint(colour), cv2.LINE_AA, _BITS)
            return
        mask = np.zeros(sheet.shape[:2], np.uint8)
        for outline in moved:
            cv2.fillPoly(mask, [outline], (round(alpha * 255),), cv2.LINE_AA, _BITS)
        reach = min(int(soft * self.size) * 2 + 1, 2 * _SOFTEST + 1)
        if reach > 1:
            mask = np.asarray(cv2.blur(mask, (reach, reach)), dtype=np.uint8)
        tint(sheet, mask, self._muted(colour))

    def shade(self, pieces: Pieces, tone: float = 0.2) -> None:
        """Drop a shadow on what is there: the light inside the outlines is at most `tone` in [0, 1]."""
        for piece in _outlines(pieces):
            outline = self._fixed(piece)
            window = self._window([outline])
            if window is None:
                continue
            left, top, right, bottom = window
            mask = np.full((bottom - top, right - left), 255, np.uint8)
            moved = outline - (left << _BITS, top << _BITS)
            cv2.fillPoly(mask, [moved], (round(tone * 255),), cv2.LINE_AA, _BITS)
            light = self.cel.tone[top:bottom, left:right]
            cv2.min(light, mask, dst=light)

    def line(self, points: Outline, colour: Colour, width: float, *, closed: bool = False) -> None:
        """Draw a line `width` pen units thick: at least a pixel, or nothing where it would be far thinner."""
        if width * self.size < _FINEST:
            return
        thick = min(max(1, round(width * self.size - 0.4)), 255)
        cv2.polylines(self.cel.albedo, [self._fixed(points)], closed, self._paint(colour), thick, cv2.LINE_AA, _BITS)

    def stroke(self, points: Outline, colour: Colour, width: float) -> None:
        """Draw a brush stroke through the points: full in the middle, thin at both ends."""
        if width * self.size < _TAPERED:
            self.line(points, colour, width)
            return
        path = np.asarray(points, dtype=np.float64)
        if len(path) < 7:
            path = curve(path, steps=5)
        along = np.gradient(path, axis=0)
        length = np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-9)
        normal = np.stack((-along[:, 1], along[:, 0]), axis=1) / length[:, None]
        half = (width / 2) * (0.22 + 0.78 * np.sin(np.linspace(0.0, np.pi, len(path))) ** 0.7)[:, None]
        ribbon = np.concatenate((path + normal * half, (path - normal * half)[::-1]))
        cv2.fillPoly(self.cel.albedo, [self._fixed(ribbon)], self._paint(colour), cv2.LINE_AA, _BITS)

    def burn(self, pieces: Pieces, colour: Colour) -> None:
        """Paint something that gives its own light."""
        self.cel.burns = True
        for piece in _outlines(pieces):
            fixed = self._fixed(piece)
            cv2.fillPoly(self.cel.albedo, [fixed], _rgba(colour), cv2.LINE_AA, _BITS)
            cv2.fillPoly(self.cel.own, [fixed], (255,), cv2.LINE_8, _BITS)

    def halo(self, centre: Point, radius: float, colour: Colour, strength: float = 0.6) -> None:
        """Throw light on the air around `centre`; `radius` in pen units."""
        a, b, c, d = self.matrix
        (x, y), view = self.cel.corner, self.cel.canvas.view
        across = a * centre[0] + b * centre[1] + self.origin[0] + x
        down = c * centre[0] + d * centre[1] + self.origin[1] + y
        self.cel.halos.append(Halo(view.world((across, down)), radius * self.size / view.scale, colour, strength))

    def _muted(self, colour: Colour) -> Colour:
        return muted(colour, 1 - self.cel.light.saturation)

    def _paint(self, colour: Colour) -> tuple[float, float, float, float]:
        return _rgba(self._muted(colour))

    def _fixed(self, points: Outline) -> Fixed:
        """Pen points → cel pixels in cv2's fixed point."""
        a, b, c, d = self.matrix
        pixels = np.asarray(points, dtype=np.float64) @ ((a, c), (b, d)) + self.origin
        return np.rint(pixels * (1 << _BITS)).astype(np.int32)

    def _window(self, outlines: Sequence[Fixed], room: int = 0) -> Box | None:
        """The part of the cel the outlines touch, with room for their contour."""
        boxes = [cv2.boundingRect(outline) for outline in outlines]
        pad = 3 + room + int(self.cel.line * 2)
        height, width = self.cel.tone.shape
        left = max((min(box[0] for box in boxes) >> _BITS) - pad, 0)
        top = max((min(box[1] for box in boxes) >> _BITS) - pad, 0)
        right = min((max(box[0] + box[2] for box in boxes) >> _BITS) + pad + 1, width)
        bottom = min((max(box[1] + box[3] for box in boxes) >> _BITS) + pad + 1, height)
        return (left, top, right, bottom) if left < right and top < bottom else None

    def _turn(self, light: Tone, outlines: Sequence[Fixed], mask: Tone, reach: float) -> None:
        """Light a form: it is lit where its own outline, moved towards the light, still covers it."""
        if reach < 0.6:
            cv2.copyTo(np.full_like(mask, OPEN), mask, light)
            return
        x, y = self.cel.raking
        offset = np.array((round(x * reach * (1 << _BITS)), round(-y * reach * (1 << _BITS))), dtype=np.int32)
        lit = np.zeros_like(mask)
        for outline in outlines:
            cv2.fillPoly(lit, [outline + offset], (255,), cv2.LINE_8, _BITS)
        soft = min(int(reach * 0.7) | 1, _SOFTEST)
        cv2.copyTo(cv2.blur(lit, (soft, soft)) if soft > 1 else lit, mask, light)


def pen_on(cel: Cel, origin: Point, unit: float) -> Pen:
    """A pen whose (0, 0) lies at `origin` (metres on the canvas) and whose 1 is `unit` metres."""
    view = cel.canvas.view
    x, y = view.pixels((origin,))[0]
    matrix = (view.scale * unit, 0.0, 0.0, -view.scale * view.squash * unit)
    return Pen(cel, matrix, (float(x) - cel.corner[0], float(y) - cel.corner[1]), unit * view.scale)


def _outlines(pieces: Pieces) -> Sequence[Outline]:
    """One outline or several, as several."""
    if isinstance(pieces, np.ndarray):
        return [pieces]
    return [pieces] if isinstance(pieces[0], tuple) else pieces  # type: ignore[list-item, return-value]


def _rgba(colour: Colour) -> tuple[float, float, float, float]:
    red, green, blue = (min(max(part, 0.0), 1.0) * 255 for part in colour)
    return red, green, blue, 255.0


def darker(colour: Colour, by: float = 0.3) -> Colour:
    """The colour in a deeper tone: seams, soles, folds."""
    return scaled(mix(colour, (0.12, 0.10, 0.16), by * 0.5), 1 - by * 0.5)


def lighter(colour: Colour, by: float = 0.3) -> Colour:
    """The colour moved towards a warm white."""
    return mix(colour, (1.0, 0.97, 0.92), by)
