"""Files of lines: added to by one call a line, so that each survives the process at once.

A kill in the middle of a write leaves a torn last line, which readers pass over and the next writer cuts off.
"""

import os
from pathlib import Path

from rushes.memory.vault import disk_trouble


class LineFile:
    """A file that lines are added to."""

    def __init__(self, file: Path, flags: int = 0) -> None:
        self.file = file
        with disk_trouble(file.parent):
            self._handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC | flags, 0o644)

    def add(self, line: bytes) -> None:
        """Add a line, its end included. Raises DiskTrouble."""
        with disk_trouble(self.file.parent):
            done = os.write(self._handle, line)
            while done < len(line):  # a disk that fills up takes a part; the next write says so
                done += os.write(self._handle, line[done:])

    def close(self) -> None:
        """Give the file back."""
        os.close(self._handle)


def begin_lines(file: Path, first: bytes) -> LineFile:
    """Start a file with its first line; one of the same name is replaced. Raises DiskTrouble."""
    with disk_trouble(file.parent):
        file.parent.mkdir(exist_ok=True)
    fresh = LineFile(file, os.O_CREAT | os.O_TRUNC)
    fresh.add(first)
    return fresh


def go_on_with_lines(file: Path) -> LineFile:
    """Go on with a file, its torn last line cut off. Raises DiskTrouble."""
    with disk_trouble(file.parent), file.open("r+b") as stream:
        stream.truncate(stream.read().rfind(b"\n") + 1)
    return LineFile(file)


def whole_lines(file: Path) -> list[bytes]:
    """A file's lines without their ends; what follows the last line end was never finished. Raises DiskTrouble."""
    with disk_trouble(file.parent):
        return file.read_bytes().split(b"\n")[:-1]
