"""The watchdog's end of a worker's process: started, listened to, asked to stop, and ended."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import IO, Any

from rushes.service.night.asked import Asked

WORKER = (sys.executable, "-P", "-m", "rushes.service.night.worker")
"""The command that is a worker."""

_LAST_WORDS = 40
"""Lines of what it printed that are kept."""

_ENDS = 5.0
"""Seconds in which what it printed last is read; what it started may print for longer."""


class Hand:
    """A worker, in a session of its own so that a terminal's Ctrl-C is the watchdog's alone."""

    def __init__(self, asked: Asked, command: Sequence[str] = WORKER) -> None:
        self._child = subprocess.Popen(  # noqa: S603 - our own worker
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        assert self._child.stdin
        assert self._child.stdout
        assert self._child.stderr
        self._words: SimpleQueue[dict[str, Any]] = SimpleQueue()
        self._printed: deque[str] = deque(maxlen=_LAST_WORDS)
        self._threads = [
            threading.Thread(target=self._listen, args=(self._child.stdout,), daemon=True),
            threading.Thread(target=self._read, args=(self._child.stderr,), daemon=True),
        ]
        for thread in self._threads:
            thread.start()
        self._send(asked.model_dump_json())

    def said(self, patience: float) -> dict[str, Any] | None:
        """The next thing it says, waited for so many seconds; None for nothing."""
        with suppress(Empty):
            return self._words.get(timeout=patience)
        return None

    @property
    def over(self) -> bool:
        """Whether it has ended and everything it said was heard."""
        return self._child.poll() is not None and not self._threads[0].is_alive() and self._words.empty()

    @property
    def last_words(self) -> str:
        """The end of what it printed."""
        return "\n".join(self._printed)

    def how(self) -> str:
        """How it ended, in words."""
        code = self._child.returncode
        if code is not None and code < 0:
            return f"it was killed by {signal.Signals(-code).name}"
        return f"it ended with exit code {code}"

    @property
    def code(self) -> int | None:
        """Its exit code; negative for a signal's number, None while it lives."""
        return self._child.poll()

    def stop(self) -> None:
        """Ask it to stop after the steps in hand."""
        self._send("stop")

    def kill(self) -> None:
        """End it, and all that it started in its session."""
        if self._child.poll() is None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._child.pid, signal.SIGKILL)
        self._child.wait()
        for thread, pipe in zip(self._threads, (self._child.stdout, self._child.stderr), strict=True):
            thread.join(_ENDS)
            if pipe and not thread.is_alive():
                pipe.close()
        if self._child.stdin:
            with suppress(OSError):  # what it did not read any more
                self._child.stdin.close()

    def _send(self, line: str) -> None:
        assert self._child.stdin
        with suppress(OSError, ValueError):  # gone: its end is seen elsewhere
            self._child.stdin.write(f"{line}\n".encode())
            self._child.stdin.flush()

    def _listen(self, pipe: IO[bytes]) -> None:
        for line in pipe:
            with suppress(ValueError):
                word: Any = json.loads(line)
                if isinstance(word, dict):
                    self._words.put(word)  # type: ignore[arg-type]

    def _read(self, pipe: IO[bytes]) -> None:
        for line in pipe:
            self._printed.append(line.decode(errors="replace").rstrip("\n"))
