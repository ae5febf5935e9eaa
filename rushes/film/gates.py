"""Gates: what a measure must lie within to pass."""

import math
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Gate:
    """An interval, ends included; either end may be infinite.

    `ranked`: the ends are percentiles, from 0 to 100, of what the backend's own takes measured before.
    """

    least: float
    most: float
    ranked: bool = False

    @classmethod
    def parse(cls, text: str) -> Self:
        """`14..240`, `8..`, `..0.5` or `=85`; in percentiles `p5..`, `..p95` or `p5..p95`. Raises ValueError."""
        if text.startswith("="):
            wanted = float(text[1:])
            return cls._finite(wanted, wanted, text)
        low, dots, high = text.partition("..")
        if not dots:
            raise ValueError(f"a gate reads like 14..240, 8.., ..0.5, =85 or p5.., not {text!r}")
        if "p" in text:
            return cls._percentiles(low, high, text)
        return cls._finite(float(low) if low else -math.inf, float(high) if high else math.inf, text)

    @classmethod
    def _percentiles(cls, low: str, high: str, text: str) -> Self:
        ends = [end for end in (low, high) if end]
        if not all(end.startswith("p") and 0 <= float(end[1:]) <= 100 for end in ends):
            raise ValueError(f"a gate in percentiles reads like p5.., ..p95 or p5..p95, not {text!r}")
        least, most = float(low[1:]) if low else -math.inf, float(high[1:]) if high else math.inf
        return cls._finite(least, most, text, ranked=True)

    @classmethod
    def _finite(cls, least: float, most: float, text: str, *, ranked: bool = False) -> Self:
        if math.isnan(least) or math.isnan(most) or least > most:
            raise ValueError(f"no number lies within the gate {text!r}")
        return cls(least, most, ranked)

    def holds(self, value: float) -> bool:
        """Whether a value passes (a percentile, where the gate is ranked). NaN never does."""
        return self.least <= value <= self.most

    def __str__(self) -> str:
        """As `parse` reads it."""
        if self.least == self.most and not self.ranked:
            return f"={self.least:g}"
        mark = "p" if self.ranked else ""
        low = "" if math.isinf(self.least) else f"{mark}{self.least:g}"
        high = "" if math.isinf(self.most) else f"{mark}{self.most:g}"
        return f"{low}..{high}"
