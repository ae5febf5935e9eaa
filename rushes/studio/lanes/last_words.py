"""The end of what a process prints, however much that is."""

import os
from contextlib import suppress
from threading import Lock, Thread
from typing import IO

_KEPT = 8192
_CITED = 600
_AT_ONCE = 65536


class LastWords:
    """Reads a pipe to its end on a thread of its own and keeps the last 8 kB: who prints never waits, nothing fills."""

    def __init__(self, pipe: IO[bytes]) -> None:
        self._kept = b""
        self._lock = Lock()
        self._thread = Thread(target=self._read, args=(pipe,), name="last words", daemon=True)
        self._thread.start()

    def end(self, patience: float) -> None:
        """Wait for the pipe's end, `patience` seconds at most."""
        self._thread.join(patience)

    def __str__(self) -> str:
        with self._lock:
            kept = self._kept
        return " ".join(kept.decode("utf-8", "replace").split())[-_CITED:]

    def _read(self, pipe: IO[bytes]) -> None:
        with pipe, suppress(OSError):
            while read := os.read(pipe.fileno(), _AT_ONCE):
                with self._lock:
                    self._kept = (self._kept + read)[-_KEPT:]
