"""The parent's end of the sitter: a tiny process that ends what a lane started when this process is no more."""

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Lock

_PROGRAM = Path(__file__).with_name("sitter_child.py")


class Sitter:
    """Told which process groups to end when this process ends, however that comes: kill -9 too.

    A worker's own programs (ffmpeg) would go on otherwise: nothing tells them that the worker is gone.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._groups: set[int] = set()
        self._lock = Lock()

    def watch(self, group: int) -> None:
        """End this group after us. Starts the process where there is none. Raises OSError when it can't be."""
        with self._lock:
            self._groups.add(group)
            if self._process is None or self._process.poll() is not None:
                self._start()
            else:
                self._tell(f"+{group}\n")

    def forget(self, group: int) -> None:
        """This group is no more; its number may come to mean another."""
        with self._lock:
            self._groups.discard(group)
            self._tell(f"-{group}\n")

    def close(self) -> None:
        """End the process; whatever it still watches goes on."""
        with self._lock:
            process, self._process = self._process, None
        if process:
            process.kill()
            process.wait()
            _close(process)

    def _start(self) -> None:
        if self._process:
            _close(self._process)
        # Isolated and without site-packages: a bare interpreter, which is up in a few milliseconds.
        self._process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-I", "-S", str(_PROGRAM)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._tell("".join(f"+{group}\n" for group in self._groups))

    def _tell(self, words: str) -> None:
        """A write this short never blocks and never comes apart: it is less than a pipe takes at once."""
        if self._process and self._process.stdin:
            with suppress(OSError):  # it was ended by someone; the next `watch` starts another
                os.write(self._process.stdin.fileno(), words.encode())


def _close(process: "subprocess.Popen[bytes]") -> None:
    if process.stdin:
        with suppress(OSError):
            process.stdin.close()
