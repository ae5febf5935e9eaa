"""Smooth random fields: paper, mist, cloud. Same seed, same field."""

from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray


def field(width: int, height: int, cell: float, seed: int, *, tiles: bool = False) -> NDArray[np.float32]:
    """Value noise in [0, 1] whose bumps are about `cell` pixels wide; with `tiles` it wraps both ways."""
    across, down = max(2, round(width / cell)), max(2, round(height / cell))
    knots = np.random.default_rng(seed).random((down, across), dtype=np.float32)
    if tiles:
        knots = np.pad(knots, 2, mode="wrap")
        wide, high = round(width * (across + 4) / across), round(height * (down + 4) / down)
        grown = cv2.resize(knots, (wide, high), interpolation=cv2.INTER_CUBIC)
        left, top = round(2 * width / across), round(2 * height / down)
        grown = grown[top : top + height, left : left + width]
    else:
        grown = cv2.resize(knots, (width, height), interpolation=cv2.INTER_CUBIC)
    return np.clip(np.asarray(grown, dtype=np.float32), 0, 1)


def billows(width: int, height: int, cell: float, seed: int, *, tiles: bool = False) -> NDArray[np.float32]:
    """Three octaves of noise in [0, 1]: cloud and mist."""
    total = np.zeros((height, width), dtype=np.float32)
    for octave, weight in enumerate((0.57, 0.29, 0.14)):
        total += np.float32(weight) * field(width, height, cell / 2**octave, seed + octave, tiles=tiles)
    return total


@lru_cache(maxsize=4)
def paper(width: int, height: int, scale: float) -> NDArray[np.uint8]:
    """Paper grain and gouache unevenness, (height, width, 4) around 128; alpha stays 128. Read-only."""
    grain = np.random.default_rng(7).normal(0.0, 1.0, (height, width)).astype(np.float32)
    grain = np.asarray(cv2.GaussianBlur(grain, (0, 0), max(0.7, 0.9 * scale)), dtype=np.float32)
    wash = billows(width, height, 128, 11, tiles=True) - np.float32(0.5)
    level = np.clip(128 + grain / max(float(grain.std()), 1e-6) * 1.5 + wash * 14, 0, 255).astype(np.uint8)
    plain = np.full_like(level, 128)
    sheet = np.asarray(cv2.merge([level, level, level, plain]), dtype=np.uint8)
    sheet.setflags(write=False)
    return sheet
