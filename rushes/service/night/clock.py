"""What time it is: the time of day, which somebody may set, and a steady clock, which nobody can."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime


def _day() -> datetime:
    return datetime.now(UTC)


def _steady() -> float:
    """Seconds, also those in which the machine is asleep, where the system counts them."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()


@dataclass(frozen=True, slots=True)
class Clock:
    """`day` is aware and in UTC; `steady` counts seconds from any start."""

    day: Callable[[], datetime] = _day
    steady: Callable[[], float] = _steady

    @property
    def now(self) -> tuple[datetime, float]:
        """Both."""
        return self.day(), self.steady()
