"""The disk under a night: what its projects have grown by, and what may still be written."""

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

KEPT_FREE = 64 << 20
"""Bytes that are left alone, for the store, its log and the report."""

_FRESH = 2.0
"""Seconds for which a measurement counts."""


class Room:
    """Bytes of projects, each a folder and how large it was when the night began."""

    def __init__(self, projects: tuple[tuple[Path, int], ...]) -> None:
        self._projects = projects
        self._measured: tuple[int, int] = 0, 0
        self._until = 0.0

    def measured(self) -> tuple[int, int]:
        """Bytes that were added, and bytes that may still be: what is free, but for room to cut the film again."""
        now = time.monotonic()
        if now >= self._until:
            self._measured = self._grown(), min(self._free(folder) for folder, _ in self._projects)
            self._until = time.monotonic() + _FRESH
        return self._measured

    def _grown(self) -> int:
        return sum(max(0, bytes_of(folder) - before) for folder, before in self._projects)

    def _free(self, folder: Path) -> int:
        film = folder / "cuts" / "film.mp4"
        cut = 3 * film.stat().st_size if film.is_file() else 0  # the join, the film itself, and the report's copy
        return shutil.disk_usage(folder).free - KEPT_FREE - cut


def bytes_of(folder: Path) -> int:
    """The sizes of all files below a folder. One that is gone meanwhile counts nothing."""
    return sum(_sizes(folder))


def _sizes(folder: Path) -> Iterator[int]:
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    yield from _sizes(Path(entry.path))
                else:
                    yield entry.stat(follow_symlinks=False).st_size
    except FileNotFoundError:
        return
