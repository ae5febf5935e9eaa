"""Files of lines: added to by one call a line, so that each survives the process at once.

A kill in the middle of a write leaves a torn last line, a power cut may leave zeros where lines were: readers pass over
both and the next writer cuts them off.
"""

import os
from pathlib import Path

from rushes.memory.vault import disk_trouble, made_to_last, settled


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

    def settle(self) -> None:
        """See what was added safe on the disk. Raises DiskTrouble."""
        with disk_trouble(self.file.parent):
            os.fdatasync(self._handle)

    def close(self) -> None:
        """Give the file back."""
        os.close(self._handle)


def begin_lines(file: Path, first: bytes) -> LineFile:
    """Start a file with its first line; one of the same name is replaced. Raises DiskTrouble."""
    with disk_trouble(file.parent):
        made_to_last(file.parent)
    fresh = LineFile(file, os.O_CREAT | os.O_TRUNC)
    fresh.add(first)
    with disk_trouble(file.parent):
        settled(file)
    return fresh


def go_on_with_lines(file: Path) -> LineFile:
    """Go on with a file, its torn last line cut off. Raises DiskTrouble."""
    with disk_trouble(file.parent), file.open("r+b") as stream:
        stream.truncate(len(_finished(stream.read())))
    return LineFile(file)


def whole_lines(file: Path) -> list[bytes]:
    """A file's lines that were written to their end, without it. Raises DiskTrouble."""
    with disk_trouble(file.parent):
        return _finished(file.read_bytes()).split(b"\n")[:-1]


def _finished(content: bytes) -> bytes:
    """What was written to its end: up to the first zero, which no line has, and then up to the last line's end."""
    written = content.partition(b"\0")[0]
    return written[: written.rfind(b"\n") + 1]
