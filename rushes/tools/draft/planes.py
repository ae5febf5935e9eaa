"""A frame as an encoder takes it: BT.709 luma and quartered chroma, at half the bytes of RGB."""

from typing import Final

import cv2
import numpy as np

from rushes.tools.draft.canvas import Pixels

_RED, _GREEN, _BLUE = 0.2126, 0.7152, 0.0722  # ITU-R BT.709-6, 3.2
_LUMA, _CHROMA = 219 / 255, 224 / 255  # its limited ("tv") range
_BLUENESS, _REDNESS = _CHROMA / (2 * (1 - _BLUE)), _CHROMA / (2 * (1 - _RED))
_MATRIX: Final = np.array(
    [
        [_RED * _LUMA, _GREEN * _LUMA, _BLUE * _LUMA, 16],
        [-_RED * _BLUENESS, -_GREEN * _BLUENESS, (1 - _BLUE) * _BLUENESS, 128],
        [(1 - _RED) * _REDNESS, -_GREEN * _REDNESS, -_BLUE * _REDNESS, 128],
    ]
)


def planes(picture: Pixels) -> Pixels:
    """An RGB picture with even sides as yuv420p, 8 bits, limited range: shape (1.5 x height, width).

    The rows of luma come first, then U and V at half the size, packed.
    """
    height, width = picture.shape[:2]
    made: Pixels = np.empty((height * 3 // 2, width), dtype=np.uint8)
    full = cv2.transform(picture, _MATRIX)
    cv2.extractChannel(full, 0, made[:height])
    small = cv2.resize(full, (width // 2, height // 2), interpolation=cv2.INTER_AREA)
    for channel, chroma in enumerate(made[height:].reshape(2, height // 2, width // 2), start=1):
        cv2.extractChannel(small, channel, chroma)
    return made
