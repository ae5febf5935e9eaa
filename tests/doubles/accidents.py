"""Stunts that go wrong on purpose, in a lane's own child: to be asked for by a shot's action."""

import ctypes
import gc
import os
import resource
import signal
import sys
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace

import ffmpeg
import numpy as np
from pydantic import JsonValue

from doubles.stunts import Stunt
from rushes.film.frames import FrameGrid, Size
from rushes.tools.ffmpeg import run
from rushes.tools.finishing.piping import frames_in, poured
from rushes.tools.fitting import Asked, Fit, Ladder, Mode
from rushes.tools.protocols import Progress

ASKED = Asked(Size(256, 144), 12)
LADDER = Ladder(least=Asked(Size(128, 72), 6), size_multiple=16, grid=FrameGrid(1, 0))
FORGED = {
    "junk": b"[ffmpeg] what is this?\n",
    "forged": b'{"say":"stepped","ticket":987654321,"done":1,"steps":2,"preview":null}\n',
    "unasked": b'{"say":"pong","number":987654321,"process":1,"memory":1}\n',
    "endless": b"x" * 5_000_000,
}


def _hang(_words: list[str], _scratch: Path, progress: Progress) -> dict[str, JsonValue]:
    """In C code that keeps the interpreter's lock: no thread of this process runs any more."""
    progress(1, 2)
    ctypes.PyDLL(None).sleep(1000)
    return {}


def _die(words: list[str], _scratch: Path, _progress: Progress) -> dict[str, JsonValue]:
    """End at once: with an exit code, or by a signal."""
    sys.stderr.write("I told you so.\n")
    sys.stderr.flush()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if words[0] == "crash":
        ctypes.string_at(0)
    if words[0] == "signal":
        os.kill(os.getpid(), signal.SIGKILL)
    os._exit(int(words[0]))


def _driver(words: list[str], _scratch: Path, _progress: Progress) -> dict[str, JsonValue]:
    """What torch raises when a card's driver has failed; "cuda full": when its memory is full."""
    said = {"failed": "CUDA error: unspecified launch failure", "full": "CUDA error: out of memory"}
    raise RuntimeError(said[words[0]])


def _spew(words: list[str], _scratch: Path, progress: Progress) -> dict[str, JsonValue]:
    """So many megabytes, by Python and by the system, on both outputs."""
    line = "spew " * 13_107 + "\n"
    for step in range(int(words[0]) * 4):
        sys.stdout.write(line)
        sys.stderr.write(line)
        sys.stdout.flush()
        os.write(1, line.encode())
        os.write(2, line.encode())
        progress(step + 1, int(words[0]) * 4)
    return {}


def _speak(words: list[str], _scratch: Path, progress: Progress) -> dict[str, JsonValue]:
    """Get at the private pipe, and write what is not to be written there."""
    progress(1, 2)
    mouth = next(one for one in gc.get_objects() if type(one).__name__ == "Mouth")
    mouth._out.write(FORGED[words[0]])
    mouth._out.flush()
    ctypes.CDLL(None).sleep(1000)
    return {}


def _encode(_words: list[str], scratch: Path, progress: Progress) -> dict[str, JsonValue]:
    """ffmpeg, for hours."""
    progress(1, 2)
    film = ffmpeg.input("testsrc=size=320x180:rate=30:duration=1000000", f="lavfi")
    run(film.output(str(scratch / "endless.mp4"), preset="veryslow", threads=1), scratch / "endless.mp4")
    return {}


def _pour(_words: list[str], scratch: Path, progress: Progress) -> dict[str, JsonValue]:
    """ffmpeg that is fed for hours; a step a frame, so that it can be given up."""
    size = Size(96, 54)

    def frames() -> Iterator[np.ndarray]:
        while True:
            progress(1, 2)
            yield np.zeros((size.height, size.width, 3), np.uint8)

    graph = frames_in(size, Fraction(12)).output(str(scratch / "poured.mp4"), threads=1)
    poured(frames(), size, graph, scratch / "poured.mp4")
    return {}


def _full(words: list[str], _scratch: Path, _progress: Progress) -> dict[str, JsonValue]:
    """Memory runs out so many times, each time as another library says it."""
    sys.modules.setdefault("torch", SimpleNamespace(cuda=SimpleNamespace(is_available=lambda: False)))  # type: ignore[arg-type]
    from rushes.tools.diffusion.settling import settle

    left = int(words[0])

    def work(fit: Fit, asked: Asked) -> str:
        nonlocal left
        left -= 1
        if left >= 0:
            raise MemoryError if left % 2 else RuntimeError("CUDA out of memory. Tried to allocate 20.00 MiB.")
        return f"{fit} {asked}"

    return settle(LADDER, Fit(Mode.RESIDENT), ASKED, work, "The double").record


ACCIDENTS: dict[str, Stunt] = {
    "hang": _hang,
    "die": _die,
    "driver": _driver,
    "spew": _spew,
    "speak": _speak,
    "encode": _encode,
    "pour": _pour,
    "full": _full,
}
