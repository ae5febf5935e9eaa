"""The frame's own fall of light: darker corners, more of it as the mood darkens."""

from functools import lru_cache

import numpy as np

from rushes.film.frames import Size
from rushes.film.vocabulary import Angle, Mood
from rushes.tools.draft.canvas import Pixels
from rushes.tools.draft.light import Light

_DARK = {
    Mood.TENSE: 0.10,
    Mood.FEARFUL: 0.16,
    Mood.MYSTERIOUS: 0.12,
    Mood.ANGRY: 0.08,
    Mood.MELANCHOLY: 0.05,
    Mood.JOYFUL: -0.06,
    Mood.COMIC: -0.06,
}


def vignette(size: Size, mood: Mood, light: Light, angle: Angle) -> Pixels:
    """A multiplier for an RGB frame: 255 keeps, less darkens. Shape (height, width, 3)."""
    amount = (
        0.20 + _DARK.get(mood, 0.0) + (0.05 if light.night else 0.0) + (0.22 if angle is Angle.POINT_OF_VIEW else 0.0)
    )
    return _fall(size, round(amount, 3), 0.5 if angle is Angle.POINT_OF_VIEW else 0.42)


@lru_cache(maxsize=8)
def _fall(size: Size, amount: float, start: float) -> Pixels:
    across = (np.arange(size.width) + 0.5) / size.width * 2 - 1
    down = (np.arange(size.height) + 0.5) / size.height * 2 - 1
    reach = np.sqrt(np.add.outer((down - 0.08) ** 2 * 0.9, across**2)) / 1.38
    fall = np.clip((reach - start) / (1 - start), 0, 1) ** 1.6 * amount
    level = (255 * (1 - fall)).astype(np.uint8)
    sheet = np.dstack([level, level, level])
    sheet.setflags(write=False)
    return sheet
