"""A terminal that a program runs in: it answers what a terminal is asked, and knows what it shows."""

import codecs
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Sequence
from pathlib import Path

COLUMNS, LINES = 120, 40
PATIENCE = 20.0

_ANSWERS = {b"\x1b[c": b"\x1b[?62;22c", b"\x1b[5n": b"\x1b[0n", b"\x1b[?2026$p": b"\x1b[?2026;2$y"}
"""What it is (no pictures), how it is, and that it knows where a paint begins and ends."""

_BEGINS, _ENDS = "\x1b[?2026h", "\x1b[?2026l"
_PART = re.compile(
    r"\x1b\[(?P<row>\d+);(?P<column>\d+)H|\x1b_.*?\x1b\\|\x1b\[[0-?]*[ -/]*[@-~]|\x1b[^\[_]|[^\x1b\r\n]+|[\r\n]"
)


class Screen:
    """The letters in the cells, each taken to be one cell wide; colours are nothing here. `whole` between paints."""

    def __init__(self) -> None:
        self.whole = True
        self._cells = [[" "] * COLUMNS for _ in range(LINES)]
        self._row = self._column = 0
        self._decode = codecs.getincrementaldecoder("utf-8")().decode
        self._left = ""

    def feed(self, said: bytes) -> None:
        text = self._left + self._decode(said)
        end = 0
        for part in _PART.finditer(text):
            if part.start() != end:
                break  # a sequence whose end has not come yet
            end = part.end()
            self._show(part)
        self._left = text[end:]

    def _show(self, part: re.Match[str]) -> None:
        words = part[0]
        if part["row"]:
            self._row, self._column = int(part["row"]) - 1, int(part["column"]) - 1
        elif words == "\r":
            self._column = 0
        elif words == "\n":
            self._row += 1
        elif words in {_BEGINS, _ENDS}:
            self.whole = words == _ENDS
        elif words[0] != "\x1b" and self._row < LINES:
            row, end = self._cells[self._row], self._column + len(words)
            row[self._column : end] = words[: COLUMNS - self._column]
            self._column = end

    def lines(self) -> list[str]:
        return ["".join(row) for row in self._cells]

    def line(self, index: int) -> str:
        return "".join(self._cells[index])

    def __contains__(self, words: str) -> bool:
        return any(words in line for line in self.lines())


class Terminal:
    """A program in a terminal of its own, until `close`. `began` is when it was started, by `time.perf_counter`."""

    def __init__(self, words: Sequence[str], home: Path) -> None:
        """`home` stands for the person's own, whose settings count for nothing here."""
        self.screen = Screen()
        self.began = time.perf_counter()
        self._pid, self._fd = pty.fork()
        if not self._pid:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
            told = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "HOME": str(home), "PATH": os.environ["PATH"]}
            os.execve(words[0], words, told)

    def press(self, key: bytes, shown: Callable[[], bool]) -> float:
        """Seconds until a paint is whole that shows what the key does."""
        pressed = time.perf_counter()
        os.write(self._fd, key)
        return self.until(shown, pressed)

    def until(self, shown: Callable[[], bool], since: float) -> float:
        """Seconds from `since` until a paint is whole that shows it."""
        while time.perf_counter() - since < PATIENCE:
            heard = self._hear(PATIENCE)
            if heard and self.screen.whole and shown():
                return heard - since
        raise TimeoutError("\n".join(self.screen.lines()))

    def rest(self, seconds: float) -> None:
        """Look on for a while."""
        until = time.perf_counter() + seconds
        while (left := until - time.perf_counter()) > 0:
            self._hear(left)

    def _hear(self, patience: float) -> float | None:
        """When something was heard; None where nothing came."""
        if not select.select([self._fd], [], [], patience)[0]:
            return None
        try:
            said = os.read(self._fd, 1 << 16)
        except OSError as error:  # it has ended
            raise EOFError("\n".join(self.screen.lines())) from error
        heard = time.perf_counter()
        for question, answer in _ANSWERS.items():
            if question in said:
                os.write(self._fd, answer)
        self.screen.feed(said)
        return heard

    def close(self) -> None:
        os.kill(self._pid, signal.SIGKILL)
        os.close(self._fd)
        os.waitpid(self._pid, 0)
