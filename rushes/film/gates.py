"""Gates: what a measure must lie within to pass."""

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Gate:
    """An interval, ends included; either end may be infinite."""

    least: float
    most: float

    @classmethod
    def parse(cls, text: str) -> "Gate":
        """`14..240`, `8..`, `..0.5` or `=85`. Raises ValueError."""
        if text.startswith("="):
            wanted = float(text[1:])
            return cls._finite(wanted, wanted, text)
        low, dots, high = text.partition("..")
        if not dots:
            raise ValueError(f"a gate reads like 14..240, 8.., ..0.5 or =85, not {text!r}")
        return cls._finite(float(low) if low else -math.inf, float(high) if high else math.inf, text)

    @classmethod
    def _finite(cls, least: float, most: float, text: str) -> "Gate":
        if math.isnan(least) or math.isnan(most) or least > most:
            raise ValueError(f"no number lies within the gate {text!r}")
        return cls(least, most)

    def holds(self, value: float) -> bool:
        """Whether a value passes. NaN never does."""
        return self.least <= value <= self.most
