"""A trace file read piece by piece: the first lines show at once, and a growing file is read on from where it was left.

Nothing of it is kept but lines; what stands behind one is read again from its place in the file.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from pydantic import ValidationError

from rushes.errors import BadTrace
from rushes.film.trace import Began, Ended, Event, event_from, first_fault
from rushes.memory.traces import read_trace
from rushes.memory.vault import disk_trouble
from rushes.tui.tracing.lines import Line, Teller

_FIRST_PIECE = 1 << 16
_PIECE = 1 << 19
"""Bytes that are read before what was found is shown: some twenty milliseconds' worth."""

_RUN = re.compile(r"run-([0-9]{1,9})")


@dataclass(frozen=True, slots=True)
class Heading:
    """What a run was given, in short."""

    run: str
    at: str
    plan: str
    tools: str


@dataclass(frozen=True, slots=True)
class Piece:
    """What a look at the file brought: settled lines, then those of nodes that have not been left.

    `share` of the file, from 0 to 1, is read by now; `outcome` is the run's, once it ended.
    """

    heading: Heading
    lines: tuple[Line, ...]
    unfinished: tuple[Line, ...]
    share: float
    outcome: str

    @property
    def done(self) -> bool:
        """Whether the file has no more for now."""
        return self.share >= 1


class TraceReader:
    """Reads one trace file, for one thread at a time."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._teller = Teller()
        self._heading: Heading | None = None
        self._at = 0
        self._number = 0
        self._size = 0
        self._outcome = ""

    def changed(self) -> bool:
        """Whether the file has another length than at the last look."""
        return self._length() != self._size

    def replaced(self) -> bool:
        """Whether the file is shorter than what was read of it: it is another trace by now."""
        return self._length() < self._at

    def _length(self) -> int:
        try:
            return self.file.stat().st_size
        except OSError:
            return 0

    def read(self) -> Piece:
        """Some more of it; a last line that is still being written is left for the next time.

        Raises BadTrace at a damaged line, once all that stands before it was handed out, and DiskTrouble.
        """
        self._size = self._length()
        with disk_trouble(self.file.parent):
            if not self.file.is_file():
                raise _without_beginning(self.file)
            with self.file.open("rb") as stream:
                stream.seek(self._at)
                heading = self._heading = self._heading or self._begin(stream)
                return self._piece(heading, stream, self._at + (_PIECE if self._number > 1 else _FIRST_PIECE))

    def _begin(self, stream: BinaryIO) -> Heading:
        line = stream.readline()
        try:
            began = Began.model_validate_json(line if line.endswith(b"\n") else b"")
        except ValidationError:
            raise _without_beginning(self.file) from None
        self._passed(line)
        plan = f"plan {began.plan.revision} by {began.plan.brain}" if began.plan else "begun without a plan"
        tools = f"brain {began.brain}, painter {began.painter.name}, mover {began.mover.name}"
        return Heading(began.run, began.at, plan, tools)

    def _piece(self, heading: Heading, stream: BinaryIO, until: int) -> Piece:
        lines: list[Line] = []
        share = 0.0
        while self._at < until:
            line = stream.readline()
            if not line.endswith(b"\n"):
                share = 1.0
                break
            try:
                lines += self._told(line)
            except BadTrace:
                if lines:
                    break
                raise
        share = share or min(0.99, self._at / max(1, self._size))
        return Piece(heading, tuple(lines), tuple(self._teller.unfinished()), share, self._outcome)

    def _told(self, line: bytes) -> Iterator[Line]:
        try:
            event = event_from(line[:-1])
        except ValidationError as error:
            fault = " ".join(first_fault(error).split())[:240]
            raise BadTrace(
                f"{self.file} is damaged in line {self._number + 1}: {fault}.",
                "Record the run again, or take another trace.",
            ) from None
        self._outcome = event.outcome if isinstance(event, Ended) else ""
        yield from self._teller.tell(event, self._at)
        self._passed(line)

    def _passed(self, line: bytes) -> None:
        self._at += len(line)
        self._number += 1


def _without_beginning(file: Path) -> BadTrace:
    """What is wrong with a trace that does not begin as one, in the words of the reader of whole traces."""
    try:
        read_trace(file)
    except BadTrace as error:
        return error
    return BadTrace(f"{file} changed while it was read.", "Look again.")


def event_at(file: Path, at: int) -> Event:
    """The event that begins at a place in a trace. Raises BadTrace, DiskTrouble."""
    with disk_trouble(file.parent), file.open("rb") as stream:
        stream.seek(at)
        line = stream.readline()
    try:
        return event_from(line)
    except ValidationError:
        raise BadTrace(f"{file} changed while it was read.", "Look again.") from None


def traces_of(folder: Path) -> tuple[Path, ...]:
    """A project's traces, the oldest run first."""
    numbered = ((_RUN.fullmatch(file.stem), file) for file in (folder / "traces").glob("run-*.jsonl"))
    return tuple(file for _, file in sorted((int(match[1]), file) for match, file in numbered if match))
