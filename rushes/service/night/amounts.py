"""Amounts in the words of the morning report."""

from datetime import datetime


def count(number: int, noun: str) -> str:
    """`1 shot`, `20 shots`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def running(seconds: float) -> str:
    """A film's or a shot's length: `1:15`, `0:03`, `1:02:05`."""
    minutes, second = divmod(round(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"


def span(seconds: float) -> str:
    """How long something took, in two figures or so: `17 s`, `45 min`, `7 h 52 min`."""
    if 0 < seconds < 1:
        return "under 1 s"
    if seconds < 90:
        return f"{seconds:.0f} s"
    hours, minutes = divmod(round(seconds / 60), 60)
    if not hours:
        return f"{minutes} min"
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"


def hour(at: str) -> str:
    """The local time of day of an ISO date and time: `23:41`."""
    return f"{datetime.fromisoformat(at).astimezone():%H:%M}"


def day(at: str) -> str:
    """The local date of an ISO date and time: `Saturday 21 November 2026`."""
    local = datetime.fromisoformat(at).astimezone()
    return f"{local:%A} {local.day} {local:%B %Y}"


def megabytes(size: int) -> str:
    """A file's size: `0.4 MB`, `36 MB`, `1.2 GB`."""
    if size >= 1e9:
        return f"{size / 1e9:.1f} GB"
    return f"{size / 1e6:.0f} MB" if size >= 9.5e6 else f"{size / 1e6:.1f} MB"
