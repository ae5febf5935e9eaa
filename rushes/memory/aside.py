"""Setting a damaged database aside: kept under another name beside its place, with its log."""

from itertools import count
from pathlib import Path

LOGS = ("-wal", "-journal")
"""What SQLite keeps of a database beside it, and what it may need of it."""

SHARED = "-shm"
"""What SQLite shares of a log among processes; made anew from it."""


def set_aside(file: Path) -> Path:
    """Move a database out of the way; where it is now. What was set aside before stays. Raises OSError."""
    aside = free_name(file)
    file.replace(aside)
    for log in LOGS:
        kept = file.with_name(file.name + log)
        if kept.exists():
            kept.replace(aside.with_name(aside.name + log))
    file.with_name(file.name + SHARED).unlink(missing_ok=True)
    return aside


def free_name(file: Path) -> Path:
    """A name beside a file that says what it is and is not taken."""
    names = (file.with_name(f"{file.name}.damaged-{number}") for number in count(1))
    return next(name for name in names if not name.exists())
