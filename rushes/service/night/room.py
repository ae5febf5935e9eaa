"""The disk under a night: what its projects have grown by, and what may still be written."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from rushes.service.night.clock import Clock

KEPT_FREE = 64 << 20
"""Bytes that are left alone, for the store, its log and the report."""

_SHARE = 0.05
"""No more of the time than this is spent on measuring."""


class Room:
    """Bytes of projects, each a folder and how large it was when the night began.

    `prints` are the bytes of the prints that the next cut joins: its film will be about as large.
    """

    def __init__(self, projects: tuple[tuple[Path, int], ...], clock: Clock, prints: Callable[[], int]) -> None:
        self._projects = projects
        self._clock = clock
        self._prints = prints
        self._measured: tuple[int, int] = 0, 0
        self._until = clock.steady()

    def measured(self) -> tuple[int, int]:
        """Bytes that were added or will be by the cut, and bytes that may still be: free, but for room for the cut."""
        if self._clock.steady() >= self._until:
            began = time.perf_counter()
            self._measured = self._grown(), min(self._free(folder) for folder, _ in self._projects)
            self._until = self._clock.steady() + (time.perf_counter() - began) / _SHARE
        grown, free = self._measured
        return grown + self._prints(), free - self._prints()

    def _grown(self) -> int:
        return sum(max(0, bytes_of(folder) - before) for folder, before in self._projects)

    def _free(self, folder: Path) -> int:
        film = folder / "cuts" / "film.mp4"
        cut = 2 * film.stat().st_size if film.is_file() else 0  # the join, and the report's copy
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
                    continue
                with suppress(FileNotFoundError):
                    yield entry.stat(follow_symlinks=False).st_size
    except FileNotFoundError:
        return
