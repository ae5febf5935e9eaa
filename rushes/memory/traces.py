"""Trace files: `traces/RUN.jsonl` in a project, one JSON object a line."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from pydantic import ValidationError

from rushes.errors import BadTrace
from rushes.film.trace import SCHEMA_VERSION, Began, Called, Event, Trace, event_from, first_fault, to_line
from rushes.memory.lines import LineFile, begin_lines, go_on_with_lines, whole_lines
from rushes.memory.vault import disk_trouble

_RUN = re.compile(r"run-([0-9]{1,9})\.jsonl")
_RECORD_AGAIN = "Record the run again, or take another trace."


class TraceFile:
    """A trace being written."""

    def __init__(self, lines: LineFile) -> None:
        self.file = lines.file
        self._lines = lines

    def write(self, event: Began | Event) -> None:
        """Add a line; what a tool made is on the disk with it, before its take is in the store. Raises DiskTrouble."""
        self._lines.add(to_line(event))
        if isinstance(event, Called):
            self._lines.settle()

    def close(self) -> None:
        """Give the file back."""
        self._lines.close()


def begin_trace(file: Path, begin: Began) -> TraceFile:
    """Start a trace with its first line; one of the same name is replaced. Raises DiskTrouble."""
    return TraceFile(begin_lines(file, to_line(begin)))


def go_on_with(file: Path) -> TraceFile:
    """Go on with a trace, its torn last line cut off. Raises DiskTrouble."""
    return TraceFile(go_on_with_lines(file))


def read_trace(file: Path) -> Trace:
    """A trace, without a torn last line. Raises BadTrace with the line that does not hold."""
    with disk_trouble(file.parent):
        if not file.is_file():
            raise BadTrace(f"There is no trace {file}.", "`rushes trace` lists the newest one of a project.")
        whole = whole_lines(file)
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
