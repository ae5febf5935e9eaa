"""Trace files: `traces/RUN.jsonl` in a project, one JSON object a line.

A line is written by one call and survives the process at once. A kill in the middle of a write
leaves a torn last line, which readers pass over and the next sitting cuts off.
"""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from pydantic import ValidationError

from rushes.errors import BadTrace
from rushes.film.trace import SCHEMA_VERSION, Began, Event, Trace, event_from, first_fault, to_line
from rushes.memory.vault import disk_trouble

_RUN = re.compile(r"run-([0-9]{1,9})\.jsonl")
_RECORD_AGAIN = "Record the run again, or take another trace."


class TraceFile:
    """A trace being written."""

    def __init__(self, file: Path, flags: int) -> None:
        self.file = file
        with disk_trouble(file.parent):
            self._handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC | flags, 0o644)

    def write(self, event: Began | Event) -> None:
        """Add a line. Raises DiskTrouble."""
        line = to_line(event)
        with disk_trouble(self.file.parent):
            done = os.write(self._handle, line)
            while done < len(line):  # a disk that fills up takes a part; the next write says so
                done += os.write(self._handle, line[done:])

    def close(self) -> None:
        """Give the file back."""
        os.close(self._handle)


def begin_trace(file: Path, begin: Began) -> TraceFile:
    """Start a trace with its first line; one of the same name is replaced. Raises DiskTrouble."""
    with disk_trouble(file.parent):
        file.parent.mkdir(exist_ok=True)
    fresh = TraceFile(file, os.O_CREAT | os.O_TRUNC)
    fresh.write(begin)
    return fresh


def go_on_with(file: Path) -> TraceFile:
    """Go on with a trace, its torn last line cut off. Raises DiskTrouble."""
    with disk_trouble(file.parent), file.open("r+b") as stream:
        stream.truncate(stream.read().rfind(b"\n") + 1)
    return TraceFile(file, 0)


def read_trace(file: Path) -> Trace:
    """A trace, without a torn last line. Raises BadTrace with the line that does not hold."""
    with disk_trouble(file.parent):
        if not file.is_file():
            raise BadTrace(f"There is no trace {file}.", "`rushes trace` lists the newest one of a project.")
        lines = file.read_bytes().split(b"\n")
    whole = lines[:-1]  # what follows the last line end was never finished
    if not whole:
        raise BadTrace(f"{file} is no trace: its first line is missing.", _RECORD_AGAIN)
    begin = _begin(file, whole[0])
    return Trace.model_construct(begin=begin, events=tuple(_events(file, whole[1:])))


def _begin(file: Path, line: bytes) -> Began:
    version = _version(line)
    if version is None:
        raise BadTrace(f"{file} is no trace: its first line does not begin a run.", _RECORD_AGAIN)
    if version > SCHEMA_VERSION:
        raise BadTrace(
            f"{file} was made by a newer rushes (its format is {version}, this one knows {SCHEMA_VERSION}).",
            "Replay it with the version that made it.",
        )
    try:
        return Began.model_validate_json(line)
    except ValidationError as error:
        raise _damaged(file, 1, first_fault(error)) from None


def _version(line: bytes) -> int | None:
    """The format's number, read before anything else: a newer format may differ in all the rest."""
    try:
        found: Any = json.loads(line)
    except (ValueError, RecursionError):
        return None
    version = cast("dict[str, Any]", found).get("schema_version") if isinstance(found, dict) else None
    return version if isinstance(version, int) and not isinstance(version, bool) else None


def _events(file: Path, lines: list[bytes]) -> Iterator[Event]:
    for number, line in enumerate(lines, start=2):
        try:
            yield event_from(line)
        except ValidationError as error:
            raise _damaged(file, number, first_fault(error)) from None


def _damaged(file: Path, line: int, fault: str) -> BadTrace:
    return BadTrace(f"{file} is damaged in line {line}: {' '.join(fault.split())[:240]}.", _RECORD_AGAIN)


def trace_of(folder: Path, run: str) -> Path:
    """Where a run's trace stands in a project."""
    return folder / "traces" / f"{run}.jsonl"


def newest_trace(folder: Path) -> Path | None:
    """The trace of a project's newest run that has one."""
    runs = ((_RUN.fullmatch(file.name), file) for file in (folder / "traces").glob("run-*.jsonl"))
    numbered = [(int(match[1]), file) for match, file in runs if match]
    return max(numbered)[1] if numbered else None
