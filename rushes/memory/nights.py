"""A project's nights: `nights/NIGHT.jsonl`, one JSON object a line."""

import re
from pathlib import Path

from pydantic import ValidationError

from rushes.errors import BadProject
from rushes.film.night_log import Entry, NightBegan, NightLog, to_line
from rushes.film.trace import first_fault
from rushes.memory.lines import LineFile, begin_lines, go_on_with_lines, whole_lines

_NIGHT = re.compile(r"[0-9]{8}T[0-9]{6}Z")
"""A night is named by when it began, in UTC: names sort as nights do."""

_ASIDE = "Put that file aside: all takes are in the store."


def nights_folder(folder: Path) -> Path:
    """Where a project's nights are."""
    return folder / "nights"


def night_file(folder: Path, night: str) -> Path:
    """Where a night of a project is written down."""
    return nights_folder(folder) / f"{night}.jsonl"


class NightFile:
    """A night being written down."""

    def __init__(self, lines: LineFile) -> None:
        self.file = lines.file
        self._lines = lines

    def write(self, line: Entry) -> None:
        """Add a line. Raises DiskTrouble."""
        self._lines.add(to_line(line))

    def close(self) -> None:
        """Give the file back."""
        self._lines.close()


def begin_night(folder: Path, begin: NightBegan) -> NightFile:
    """Begin to write down a night. Raises DiskTrouble."""
    return NightFile(begin_lines(night_file(folder, begin.night), to_line(begin)))


def go_on_with_night(folder: Path, night: str) -> NightFile:
    """Go on with a night that broke off. Raises DiskTrouble."""
    return NightFile(go_on_with_lines(night_file(folder, night)))


def read_night(folder: Path, night: str) -> NightLog:
    """A night as far as it was written down. Raises BadProject for a file that is none, or that is damaged."""
    file = night_file(folder, night)
    if not file.is_file():
        raise BadProject(f"There is no night {night} in {folder}.", "`rushes overnight status` names the newest.")
    lines = whole_lines(file)
    if not lines:
        raise BadProject(f"{file} is no night: its first line is missing.", _ASIDE)
    try:
        begin = NightBegan.model_validate_json(lines[0])
        return NightLog(begin, tuple(map(Entry.model_validate_json, lines[1:])))
    except ValidationError as error:
        raise BadProject(f"{file} is damaged: {first_fault(error)}.", _ASIDE) from error


def newest_night(folder: Path) -> str | None:
    """The name of a project's newest night."""
    names = [file.stem for file in nights_folder(folder).glob("*.jsonl") if _NIGHT.fullmatch(file.stem)]
    return max(names, default=None)
