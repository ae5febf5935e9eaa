"""What running a machine costs."""

from dataclasses import dataclass

JOULES_A_KWH = 3.6e6


@dataclass(frozen=True, slots=True)
class Prices:
    """What running the machine costs: watts and a price per kilowatt-hour, or a price per hour. 0: not asked."""

    watts: float = 0.0
    per_kwh: float = 0.0
    per_hour: float = 0.0

    def of(self, seconds: float, joules: float | None = None) -> float:
        """The price of so many seconds; `joules` are what was measured meanwhile, None where `watts` must do."""
        drawn = self.watts * seconds if joules is None else joules
        return self.per_hour * seconds / 3600 + self.per_kwh * drawn / JOULES_A_KWH
