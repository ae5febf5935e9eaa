"""Where a stream cuts, nothing is invented: the pictures on both sides have no motion in common."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

import cv2
import numpy as np
from numpy.typing import NDArray

from rushes.tools.finishing.frame import Frame
from rushes.tools.finishing.timeline import Between

_SIDE = 32
"""Both pictures are compared at 32 x 32, where small motion is no difference (the size Practical-RIFE looks at)."""

APART = 8.0
"""Mean luma steps below which no eye sees a cut, whatever the pictures show."""

ALIKE = 0.5
"""Correlation of the two pictures above which they are one view: a flash or a fade changes light, not shapes."""


def is_cut(first: Frame, second: Frame) -> bool:
    """Whether two neighbours belong to different shots."""
    one, other = _small(first), _small(second)
    return bool(np.abs(one - other).mean() >= APART) and _correlation(one, other) < ALIKE


def _small(frame: Frame) -> NDArray[np.float32]:
    grey = cv2.cvtColor(frame, cv2.COLOR_RGB2GRAY)
    return np.asarray(cv2.resize(grey, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA), dtype=np.float32)


def _correlation(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    """Of the luma's deviations from its mean, in [-1, 1]; 0 where a picture has none."""
    one, other = one - one.mean(), other - other.mean()
    norm = float(np.sqrt((one**2).sum() * (other**2).sum()))
    return float((one * other).sum()) / norm if norm > 1e-6 else 0.0


def heeding_cuts(between: Between) -> Between:
    """`between`, except across a cut, where the nearer side is shown, and between equals, where nothing moves."""

    def heeded(first: Frame, second: Frame, parts: Sequence[Fraction]) -> Iterator[Frame]:
        if np.array_equal(first, second):
            return (first for _ in parts)
        if is_cut(first, second):
            return (first if part < Fraction(1, 2) else second for part in parts)
        return between(first, second, parts)

    return heeded
