"""A frame between two stages of finishing."""

import numpy as np
from numpy.typing import NDArray

from rushes.errors import ToolFailed
from rushes.film.frames import Size

Frame = NDArray[np.uint8]
"""One picture: RGB, height x width x 3, 0..255."""


def size_of(frame: Frame) -> Size:
    """The frame's size in pixels."""
    return Size(frame.shape[1], frame.shape[0])


def sized(frame: Frame, size: Size) -> Frame:
    """The frame, its bytes in one piece, if it has that size. Raises ToolFailed."""
    if size_of(frame) != size:
        raise ToolFailed(f"A frame of {size_of(frame)} came where {size} was due.")
    return np.ascontiguousarray(frame)
