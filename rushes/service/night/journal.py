"""What a watchdog and its workers said, as lines of JSON: rotated, and without secrets."""

import json
import logging
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path

from rushes.discretion import discreet
from rushes.memory.nights import nights_folder

NAME = "log.jsonl"
SIZE, FILES = 2_000_000, 5
"""Bytes of a file, and how many older ones are kept."""


class _Quiet(RotatingFileHandler):
    """What can't be written is dropped."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the library's own name
        """Nobody is told: a full disk ends no night for its log's sake."""


class Journal:
    """The log of a night, in the folder of its first project; every line has the night's name."""

    def __init__(self, folder: Path, night: str) -> None:
        self._night = night
        self.file = nights_folder(folder) / NAME
        self._handler = _Quiet(self.file, maxBytes=SIZE, backupCount=FILES, encoding="utf-8")

    def note(self, who: str, *, level: str = "info", **what: object) -> None:
        """Write a line: who says it, and what. What can't be written is dropped."""
        at = datetime.now(UTC).isoformat(timespec="milliseconds")
        # Hidden before it is JSON: there a secret's quotes and accents stand in other letters.
        said = {key: discreet(value) if isinstance(value, str) else value for key, value in what.items()}
        line = {"at": at, "level": level, "night": self._night, "who": who, **said}
        self._handler.emit(logging.makeLogRecord({"msg": json.dumps(line)}))

    def close(self) -> None:
        """Give the file back."""
        self._handler.close()
