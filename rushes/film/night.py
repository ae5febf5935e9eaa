"""A night's limits, what was used of them, and whether one more call fits in. No clock and no I/O."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated

from pydantic import AwareDatetime, Field

from rushes.film.manifest import Noun
from rushes.film.prices import Prices

GB = 1e9
"""Bytes, as disks are sold."""

LONGEST = timedelta(days=7)
"""A night may be a long one; what is longer is more likely a slip of the hand."""

_HOUR = re.compile(r"([0-9]{1,2}):([0-9]{2})")
_SPAN = re.compile(r"\+?([0-9]{1,6}(?:\.[0-9]{1,4})?)\s*(s|min|m|h)")
_SECONDS = {"s": 1, "m": 60, "min": 60, "h": 3600}


class Limits(Noun):
    """What a night may take: until when, and 0 for no bound of takes, device hours of cards, GB of disk, money.

    `takes` are stills and clips. `cost` is in whatever money the prices are in.
    """

    until: AwareDatetime
    takes: Annotated[int, Field(ge=0, le=10_000_000)] = 0
    gpu_hours: Annotated[float, Field(ge=0, le=1e6)] = 0.0
    disk_gb: Annotated[float, Field(ge=0, le=1e6)] = 0.0
    cost: Annotated[float, Field(ge=0, le=1e9)] = 0.0
    prices: Prices = Prices()


@dataclass(frozen=True, slots=True)
class Use:
    """What a night used so far: seconds, takes, seconds of cards at work, bytes of disk, and joules where measured."""

    seconds: float = 0.0
    takes: int = 0
    gpu_seconds: float = 0.0
    disk: int = 0
    joules: float | None = None

    def cost(self, prices: Prices) -> float:
        """In the money of the prices."""
        return prices.of(self.seconds, self.joules)


@dataclass(frozen=True, slots=True)
class Next:
    """A call that would begin: seconds it is expected to take, on how many cards, and the bytes it may leave.

    `is_take`: it makes a still or a clip.
    """

    seconds: float
    cards: int
    size: int
    is_take: bool


def refusal(limits: Limits, use: Use, following: Next, left: float, free: int) -> str:
    """Why a call may not begin; empty where it may. `use` includes what is in hand.

    `left` are the seconds until the crew must stop, `free` the bytes of disk that may still be written.
    """
    if left <= 0:
        return "the night is over"
    if following.seconds > left:
        return f"it takes about {_span(following.seconds)}, and {_span(left)} are left of the night"
    if following.is_take and limits.takes and use.takes >= limits.takes:
        return f"the night's {limits.takes} takes are made"
    return _no_room(limits, use, following, free) or _too_dear(limits, use, following)


def _no_room(limits: Limits, use: Use, following: Next, free: int) -> str:
    if limits.disk_gb and use.disk + following.size > limits.disk_gb * GB:
        return f"the night's {limits.disk_gb:g} GB of disk are used"
    if following.size > free:
        return f"the disk is nearly full: {max(0, free) / GB:.2f} GB are left beside what the cut needs"
    return ""


def _too_dear(limits: Limits, use: Use, following: Next) -> str:
    gpu_hours = (use.gpu_seconds + following.seconds * following.cards) / 3600
    if limits.gpu_hours and following.cards and gpu_hours > limits.gpu_hours:
        return f"the night's {limits.gpu_hours:g} hours of the cards are used"
    if not limits.cost:
        return ""
    seconds = use.seconds + following.seconds
    joules = use.joules * seconds / use.seconds if use.joules is not None and use.seconds else None
    return f"the night's {limits.cost:g} of money are spent" if limits.prices.of(seconds, joules) > limits.cost else ""


def _span(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min"


def left(until: datetime, began: tuple[datetime, float], now: tuple[datetime, float]) -> float:
    """Seconds until a deadline, by the stricter of two clocks, each a pair: the time of day, and a steady clock.

    The time of day may be set on or back while a night lasts; the steady one counts seconds, also those of a machine
    asleep. So a clock that is set back makes no night longer, and one that is set on ends it as its owner wants.
    """
    by_day = (until - now[0]).total_seconds()
    by_steady = (until - began[0]).total_seconds() - (now[1] - began[1])
    return min(by_day, by_steady)


def deadline(words: str, now: datetime) -> datetime:
    """When `07:00`, `8h`, `90min` or a full date and time (`2026-11-23T07:00`) is, in UTC.

    `now` is aware; hours of the day and dates without a zone are of its zone's local time, whatever the clocks do until
    then. Raises ValueError with a sentence.
    """
    text = words.strip()
    hour, span = _HOUR.fullmatch(text), _SPAN.fullmatch(text)
    if hour:
        found = _next(int(hour[1]), int(hour[2]), now)
    elif span:
        found = now + timedelta(seconds=float(span[1]) * _SECONDS[span[2]])
    else:
        found = _dated(text)
    if found <= now:
        raise ValueError(f"{words} is over already.")
    if found - now > LONGEST:
        raise ValueError(f"{words} is more than {LONGEST.days} days away.")
    return found.astimezone(UTC)


def _next(hour: int, minute: int, now: datetime) -> datetime:
    if hour > 23 or minute > 59:
        raise ValueError(f"{hour}:{minute:02} is no time of day.")
    today = now.astimezone().date()
    moments = (*_moments(today, hour, minute), *_moments(today + timedelta(days=1), hour, minute))
    return next(moment for moment in moments if moment > now)


def _moments(day: date, hour: int, minute: int) -> list[datetime]:
    """When it is so late on a day: twice where clocks are set back, an hour later where they leave that hour out."""
    both = [datetime.combine(day, time(hour, minute, fold=fold)).astimezone() for fold in (0, 1)]
    return [one for one in both if (one.hour, one.minute) == (hour, minute)] or [max(both)]


def _dated(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text).astimezone()
    except (ValueError, OverflowError):
        raise ValueError(f"{text!r} is no time: give one like 07:00, 8h, 90min or 2026-11-23T07:00.") from None
