"""Colours and fills. A colour is red, green, blue in [0, 1], as the screen shows them (sRGB)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Colour = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Linear:
    """A gradient from `start` to `end` (metres) through evenly spaced colours."""

    start: tuple[float, float]
    end: tuple[float, float]
    colours: tuple[Colour, ...]


@dataclass(frozen=True, slots=True)
class Radial:
    """A round gradient from `centre` out to `radius` (metres) through evenly spaced colours."""

    centre: tuple[float, float]
    radius: float
    colours: tuple[Colour, ...]


Fill = Colour | Linear | Radial


def from_hex(text: str) -> Colour:
    """`#c2553a` → a colour. Raises ValueError."""
    if len(text) != 7 or text[0] != "#":
        raise ValueError(f"not a colour: {text!r}")
    return int(text[1:3], 16) / 255, int(text[3:5], 16) / 255, int(text[5:7], 16) / 255


def mix(one: Colour, other: Colour, amount: float) -> Colour:
    """`one` moved towards `other` by `amount` in [0, 1]."""
    red, green, blue = (a + (b - a) * amount for a, b in zip(one, other, strict=True))
    return red, green, blue


def scaled(colour: Colour, by: float | Colour) -> Colour:
    """Each part times `by` (a number, or part by part), held in [0, 1]."""
    factors = by if isinstance(by, tuple) else (by, by, by)
    red, green, blue = (min(max(part * factor, 0.0), 1.0) for part, factor in zip(colour, factors, strict=True))
    return red, green, blue


def luma(colour: Colour) -> float:
    """BT.709 brightness in [0, 1]."""
    return 0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2]


def muted(colour: Colour, amount: float) -> Colour:
    """Less saturated: `amount` 0 leaves it, 1 makes it grey."""
    grey = luma(colour)
    return mix(colour, (grey, grey, grey), amount)


def ramp(colours: tuple[Colour, ...]) -> NDArray[np.uint8]:
    """A lookup table of 256 opaque RGBA steps through the colours, shape (1, 256, 4)."""
    stops = np.linspace(0, 255, len(colours))
    channels = [np.interp(np.arange(256), stops, [colour[i] * 255 for colour in colours]) for i in range(3)]
    table = np.stack([*channels, np.full(256, 255.0)], axis=1)
    return np.clip(np.rint(table), 0, 255).astype(np.uint8)[None]
