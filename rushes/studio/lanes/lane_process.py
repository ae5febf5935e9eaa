"""The parent's end of a worker's process: started, spoken to, listened to, and ended with all that it started."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from threading import Lock, Thread
from typing import IO

from pydantic import ValidationError

from rushes.studio.lanes import wire
from rushes.studio.lanes.last_words import LastWords
from rushes.studio.lanes.linked_lane import Ears
from rushes.studio.lanes.sitter import Sitter
from rushes.studio.lanes.wire import Begin, Order, Word

_LONGEST = 64 * 1024 * 1024
"""Bytes of a line that is still read. A film's worth of embeddings takes some; a child gone mad would take all."""
_PATIENCE = 5.0
"""Seconds a killed process may take to be gone: one that waits for a driver comes back only when that answers."""


class LaneProcess:
    """A link to a worker in a child process, which is a session of its own. To be made in the lane's loop.

    Threads of this process write, listen and wait, so that neither end ever waits for the other. The system ends
    the child with the thread that made this (on Linux), so that thread must not end before the lane is closed.
    """

    def __init__(self, begin: Begin, ears: Ears, sitter: Sitter) -> None:
        self._ears, self._sitter = ears, sitter
        self._loop = asyncio.get_running_loop()
        self._child = subprocess.Popen(
            [sys.executable, "-P", "-m", "rushes.studio.lanes.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        assert self._child.stdin
        assert self._child.stdout
        assert self._child.stderr
        self._reaping = Lock()
        self._over = asyncio.Event()
        self._heard = True
        self._letters: SimpleQueue[bytes] = SimpleQueue()
        self._words = LastWords(self._child.stderr)
        self._listener = _thread("listening", self._listen, self._child.stdout)
        _thread("writing", self._write, self._child.stdin)
        _thread("waiting", self._wait)
        self._letters.put(wire.line(begin))
        try:
            sitter.watch(self._child.pid)
        except OSError:
            self.cut()
            raise

    @property
    def process(self) -> int:
        """The child's process id, which is also its group's."""
        return self._child.pid

    def send(self, order: Order) -> None:
        """Send an order. Raises UserMustFix for what can't be written down."""
        self._letters.put(wire.line(order))

    def last_words(self) -> str:
        """The end of what the child, and what it started, printed."""
        return str(self._words)

    def cut(self) -> None:
        """End the child and its group. Nothing more is heard of it."""
        self._heard = False
        self._kill()

    async def over(self) -> None:
        """Wait until the child is gone."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._over.wait(), _PATIENCE)

    def _kill(self) -> None:
        """Kill the group, unless its number is free already and may mean another."""
        with self._reaping:
            if self._child.returncode is None:
                _kill_group(self._child.pid)

    def _write(self, pipe: IO[bytes]) -> None:
        # A child that reads no more is on its way out, and `_wait` will say so.
        with suppress(OSError):
            while letter := self._letters.get():
                pipe.write(letter)
                pipe.flush()
        with suppress(OSError):
            pipe.close()

    def _listen(self, pipe: IO[bytes]) -> None:
        with pipe:
            while line := pipe.readline(_LONGEST):
                if not line.endswith(b"\n") and len(line) < _LONGEST:
                    return  # it ended in the middle of a word, which `_wait` tells better
                try:
                    word = wire.WORD.validate_json(line)
                except ValidationError:
                    self._tell(self._gone, f"spoke out of turn: {line[:80]!r}")
                    return
                self._tell(self._hear, word)

    def _wait(self) -> None:
        """See the child's end, whatever it was, and end what it started with it."""
        # Without reaping it: until then its group's number means this group and no other.
        with suppress(ChildProcessError):  # where SIGCHLD is ignored, the system reaps
            os.waitid(os.P_PID, self._child.pid, os.WEXITED | os.WNOWAIT)
        with self._reaping:
            _kill_group(self._child.pid)
            self._sitter.forget(self._child.pid)
            code = self._child.wait()
        self._letters.put(b"")
        # What it said before its end comes first. Something that left its group may hold its pipes still.
        self._listener.join(1)
        self._words.end(1)
        self._tell(self._gone, _how(code))
        self._tell(self._over.set)

    def _hear(self, word: Word) -> None:
        if self._heard:
            self._ears.heard(word)

    def _gone(self, how: str) -> None:
        heard, self._heard = self._heard, False
        if heard:
            self._ears.gone(how)

    def _tell(self, listener: Callable[..., None], *told: object) -> None:
        try:
            self._loop.call_soon_threadsafe(listener, *told)
        except RuntimeError:  # the loop is closed: nobody will ever ask for this child
            self._kill()


def _how(code: int) -> str:
    if code >= 0:
        return f"ended with code {code}"
    if code == -signal.SIGKILL:
        return "was killed, as the system does when main memory runs out"
    return f"was ended by signal {-code} ({signal.strsignal(-code)})"


def _kill_group(group: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)


def _thread(name: str, work: Callable[..., None], *given: object) -> Thread:
    thread = Thread(target=work, args=given, name=f"{name} to a lane", daemon=True)
    thread.start()
    return thread
