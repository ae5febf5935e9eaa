"""What a picture shows, without its light: edges and colours where they stand, compared place by place.

A picture is brought to one small size and to CIELAB, whose two colour axes count double; slow changes (fog, the fall
of light) are taken off by a difference of Gaussians, and what is left is divided by its own strength around each
point. Two such maps agree as far as their correlation says: 1 for the same picture, about 0 for two that have
nothing to do with each other.
"""

from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from rushes.film.frames import Size
from rushes.tools.scoring.pictures import Picture, pictures

WIDTH = 320
"""Pixels: somebody in a long shot is still told from somebody else (at 160 they are not: measured on drafts)."""

_FINE, _COARSE = 0.8, 8.0
"""Pixels: the two blurs whose difference is looked at."""

_COLOUR = 2.0
_NOISE = 4.0
"""L* units: what is weaker than this counts for little."""

Map = NDArray[np.float32]
"""Height x WIDTH x 3."""


def small_size(size: Size) -> Size:
    """The size at which a picture is compared: WIDTH wide, of its own proportions."""
    return Size(WIDTH, max(2, round(size.height * WIDTH / size.width)))


def small(picture: Picture) -> Picture:
    """The picture at that size."""
    size = small_size(Size(picture.shape[1], picture.shape[0]))
    return np.asarray(cv2.resize(picture, (size.width, size.height), interpolation=cv2.INTER_AREA), dtype=np.uint8)


def small_still(file: Path) -> tuple[Size, Picture]:
    """A still's own size, and it as `small` gives it; read once for all who look in turn. Raises BadMedia."""
    return _small_still(file, file.stat().st_mtime_ns if file.exists() else 0)


@lru_cache(maxsize=4)
def _small_still(file: Path, _changed: int) -> tuple[Size, Picture]:
    whole = pictures(file, (0,))[0]
    return Size(whole.shape[1], whole.shape[0]), small(whole)


def lab(picture: Picture) -> Map:
    """CIELAB of a picture: L* 0..100, a* and b* about -128..127."""
    floats = picture.astype(np.float32) / 255
    return np.asarray(cv2.cvtColor(floats, cv2.COLOR_RGB2LAB), dtype=np.float32)


def structure(picture: Picture) -> Map:
    """The map of a small picture."""
    colours = lab(picture)
    colours[..., 1:] *= _COLOUR
    fine = cv2.GaussianBlur(colours, (0, 0), _FINE) - cv2.GaussianBlur(colours, (0, 0), _COARSE)
    squares: NDArray[np.float32] = np.asarray((fine * fine).sum(axis=2), dtype=np.float32)
    strength = np.sqrt(cv2.GaussianBlur(squares, (0, 0), _COARSE))
    return np.asarray(fine / (strength + _NOISE)[..., None], dtype=np.float32)


def agreement(one: Map, other: Map) -> float:
    """The correlation of two maps, or of the same part of both, in [-1, 1]; 0 where one of them is empty."""
    strength = float(np.sqrt(float((one * one).sum()) * float((other * other).sum())))
    return float(np.clip(float((one * other).sum()) / strength, -1.0, 1.0)) if strength > 0 else 0.0


def apart(one: Picture, other: Picture) -> NDArray[np.float32]:
    """Delta E (CIE 1976) between two small pictures, point by point, both a little blurred."""
    difference = _soft(one) - _soft(other)
    return np.asarray(np.sqrt((difference * difference).sum(axis=2)), dtype=np.float32)


def _soft(picture: Picture) -> Map:
    return lab(np.asarray(cv2.GaussianBlur(picture, (0, 0), 1.0), dtype=np.uint8))
