"""Where a take came from: the tool call that made it, in the newest run that has one."""

from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from rushes.film.take import Take
from rushes.film.trace import Called, event_from
from rushes.memory.vault import disk_trouble
from rushes.tui.tracing.reading import traces_of


@dataclass(frozen=True, slots=True)
class Making:
    """A take's making: the trace that has it, and where in it the call begins."""

    file: Path
    at: int


def making_of(folder: Path, take: Take) -> Making | None:
    """The making of a take; None where no trace has it. Raises DiskTrouble."""
    for file in reversed(traces_of(folder)):
        at = _call_in(file, take)
        if at is not None:
            return Making(file, at)
    return None


def _call_in(file: Path, take: Take) -> int | None:
    key, at = take.slate.key, 0
    wanted = key.encode()
    with disk_trouble(file.parent), file.open("rb") as stream:
        for line in stream:
            if wanted in line and _makes(line, key):
                return at
            at += len(line)
    return None


def _makes(line: bytes, key: str) -> bool:
    """Whether a line is the call. A damaged one is none."""
    try:
        event = event_from(line)
    except ValidationError:
        return False
    return isinstance(event, Called) and event.key == key and event.made is not None
