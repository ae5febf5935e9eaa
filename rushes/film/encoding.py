"""How delivery files are encoded."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Encoding:
    """Rate, quality (`crf`: 0 is lossless, 51 worst) and x264's effort (`preset`)."""

    fps: Fraction
    crf: int
    preset: str
