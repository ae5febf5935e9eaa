"""What falls and drifts through the air: sheets as large as the frame that wrap round as they travel."""

import math
from dataclasses import dataclass
from random import Random

import cv2
import numpy as np

from rushes.film.frames import Size
from rushes.film.vocabulary import Weather
from rushes.tools.draft.canvas import Mask, Pixels
from rushes.tools.draft.colour import Colour, mix, scaled
from rushes.tools.draft.layer import blend
from rushes.tools.draft.light import Light
from rushes.tools.draft.noise import billows


@dataclass(frozen=True, slots=True)
class Sheet:
    """A drawing the frame's size that repeats both ways.

    `speed` is its travel in frame pixels a second (right, down); `weave` sways it sideways by so many
    pixels. With no alpha it adds light, else it covers (`covers`).
    """

    pixels: Pixels
    speed: tuple[float, float]
    weave: float = 0.0
    covers: bool = False

    def fall(self, rows: Pixels, top: int, seconds: float) -> None:
        """Lay the sheet over rows of an RGBA frame (from row `top` on), in place, `seconds` into the shot."""
        height, width = self.pixels.shape[:2]
        x = round(self.speed[0] * seconds + self.weave * math.sin(0.9 * seconds))
        y = round(self.speed[1] * seconds)
        for down, source_down in _wrapped(top - y, len(rows), height):
            for across, source_across in _wrapped(-x, width, width):
                under, over = rows[down, across], self.pixels[source_down, source_across]
                if self.covers:
                    blend(under, np.ascontiguousarray(over), np.empty_like(over))
                else:
                    cv2.add(under, over, dst=under)


def _wrapped(start: int, length: int, period: int) -> list[tuple[slice, slice]]:
    """A length of something that repeats, in pieces: where each goes, and where it is taken from."""
    start %= period
    cut = min(length, period - start)
    pieces = [(slice(0, cut), slice(start, start + cut))]
    return pieces if cut == length else [*pieces, (slice(cut, length), slice(0, length - cut))]


def sheets_for(weather: Weather, light: Light, size: Size, seed: int, *, dust: bool, leaves: bool) -> tuple[Sheet, ...]:
    """The air of an open place (or, with `dust`, of a quiet room), near sheets last."""
    rng = Random(f"weather {seed}")
    unit = size.height / 720
    glint = scaled(mix(light.haze, (1.0, 1.0, 1.0), 0.45), 0.75 if light.night else 1.0)
    if weather in (Weather.RAIN, Weather.STORM):
        return _rain(size, rng, glint, heavy=weather is Weather.STORM)
    if weather is Weather.SNOW:
        return _snow(size, rng)
    if weather is Weather.FOG:
        layers = ((0.20, 420.0, 14.0), (0.16, 260.0, -24.0))
        return tuple(
            Sheet(_mist(size, seed + i, light.haze, alpha, cell), (pace * unit, 0.0))
            for i, (alpha, cell, pace) in enumerate(layers)
        )
    if weather is Weather.WIND:
        return (Sheet(_litter(size, rng, 26, 5.5 * unit), (430 * unit, 70 * unit), 20 * unit, covers=True),)
    air: list[Sheet] = []
    if leaves:
        air.append(Sheet(_litter(size, rng, 9, 4.5 * unit), (24 * unit, 46 * unit), 26 * unit, covers=True))
    if dust:
        motes = _flakes(size, rng, 40, 1.3 * unit, mix(light.lamp, glint, 0.5), 0.20)
        air.append(Sheet(motes, (7 * unit, -5 * unit), 9 * unit))
    return tuple(air)


def _rain(size: Size, rng: Random, colour: Colour, *, heavy: bool) -> tuple[Sheet, ...]:
    unit, more, lean = size.height / 720, 1.5 if heavy else 1.0, 0.34 if heavy else 0.14
    far = _streaks(size, rng, round(420 * more), 26 * unit, 1, lean, colour, 0.17)
    near = _streaks(size, rng, round(110 * more), 74 * unit, max(1, round(1.6 * unit)), lean, colour, 0.28)
    return tuple(Sheet(pixels, (-lean * pace * unit, pace * unit)) for pixels, pace in ((far, 900), (near, 1700)))


def _snow(size: Size, rng: Random) -> tuple[Sheet, ...]:
    unit = size.height / 720
    made: list[Sheet] = []
    for count, reach, fall, alpha in ((260, 1.6, 55.0, 0.55), (120, 2.8, 90.0, 0.7), (34, 5.5, 150.0, 0.6)):
        flakes = _flakes(size, rng, count, reach * unit, (0.92, 0.94, 0.98), alpha)
        made.append(Sheet(flakes, (-0.3 * fall * unit, fall * unit), 14 * unit))
    return tuple(made)


def _light_sheet(strength: Mask, colour: Colour) -> Pixels:
    """A grey sheet of strengths as added light of one colour."""
    parts = [cv2.convertScaleAbs(strength, alpha=part) for part in colour]
    return np.asarray(cv2.merge([*parts, np.zeros_like(strength)]), dtype=np.uint8)


def _streaks(
    size: Size, rng: Random, count: int, long: float, thick: int, lean: float, colour: Colour, alpha: float
) -> Pixels:
    sheet = np.zeros((size.height, size.width), dtype=np.uint8)
    for _ in range(count):
        x, y, part = rng.uniform(0, size.width), rng.uniform(0, size.height), rng.uniform(0.5, 1.0)
        bright = (round(255 * alpha * rng.uniform(0.45, 1.0)),)
        for dx in (0, size.width):
            for dy in (0, -size.height):
                start = (round((x + dx) * 8), round((y + dy) * 8))
                end = (round(start[0] - lean * long * part * 8), round(start[1] + long * part * 8))
                cv2.line(sheet, start, end, bright, thick, cv2.LINE_AA, 3)
    return _light_sheet(sheet, colour)


def _flakes(size: Size, rng: Random, count: int, reach: float, colour: Colour, alpha: float) -> Pixels:
    sheet = np.zeros((size.height, size.width), dtype=np.uint8)
    for _ in range(count):
        x, y = rng.uniform(0, size.width), rng.uniform(0, size.height)
        radius = max(0.7, reach * rng.uniform(0.5, 1.0))
        bright = (round(255 * alpha * rng.uniform(0.4, 1.0)),)
        for dx in (-size.width, 0, size.width):
            for dy in (-size.height, 0, size.height):
                if -9 < x + dx < size.width + 9 and -9 < y + dy < size.height + 9:
                    cv2.circle(
                        sheet, (round((x + dx) * 8), round((y + dy) * 8)), round(radius * 8), bright, -1, cv2.LINE_AA, 3
                    )
    if reach > 2:
        sheet = np.asarray(cv2.GaussianBlur(sheet, (0, 0), reach * 0.3), dtype=np.uint8)
    return _light_sheet(sheet, colour)


def _mist(size: Size, seed: int, colour: Colour, alpha: float, cell: float) -> Pixels:
    small = max(16, size.width // 4), max(16, size.height // 4)
    field = billows(small[0], small[1], cell * size.height / 720 / 4, seed, tiles=True)
    body = np.clip((field - np.float32(0.42)) * np.float32(3.0), 0, 1) * np.float32(255 * alpha)
    grown = cv2.resize(np.pad(body, 2, mode="wrap"), None, fx=4, fy=4, interpolation=cv2.INTER_LINEAR)
    cut = np.asarray(grown[8 : 8 + size.height, 8 : 8 + size.width])
    cut = cv2.resize(cut, (size.width, size.height))
    return _light_sheet(np.asarray(cut, dtype=np.float32).astype(np.uint8), colour)


def _litter(size: Size, rng: Random, count: int, reach: float) -> Pixels:
    """Leaves on the wind."""
    sheet = np.zeros((size.height, size.width, 4), dtype=np.uint8)
    for _ in range(count):
        x, y, turn = rng.uniform(9, size.width - 9), rng.uniform(9, size.height - 9), rng.uniform(0, 180)
        colour = rng.choice(((92, 70, 38, 255), (120, 84, 40, 255), (80, 84, 46, 255)))
        long = max(1.0, reach * rng.uniform(0.6, 1.2))
        axes = (round(long * 8), max(4, round(long * 3)))
        outline = cv2.ellipse2Poly((round(x * 8), round(y * 8)), axes, round(turn), 0, 360, 30)
        cv2.fillPoly(sheet, [np.asarray(outline, dtype=np.int32)], colour, cv2.LINE_AA, 3)
    return sheet
