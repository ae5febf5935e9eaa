"""The process a worker lives in: `python -P -m rushes.studio.lanes.child`, one a lane.

It reads orders from its standard input and writes words to its standard output (see wire). A crash in here is a lost
lane for the parent and nothing worse. It ends when its standard input does; one that hangs is ended by the system or
by the sitter, so it never outlives its parent, however that died.
"""

import os
import signal
import sys
import threading
import traceback
from contextlib import suppress
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from rushes.studio.lanes import wire
from rushes.studio.lanes.wire import Begin, Word
from rushes.studio.lanes.worker import Worker
from rushes.tools.company import keep_together

if TYPE_CHECKING:
    from rushes.studio.making import Tools

_PR_SET_PDEATHSIG = 1


def main() -> None:
    """Serve until the parent is gone, and end at once then: nobody waits for an answer, a model may be deep in one."""
    orders, words = _private(0, "rb", os.open(os.devnull, os.O_RDONLY)), _private(1, "wb", 2)
    sys.stdout = sys.stderr  # which holds nothing back: what was printed last is wanted when this process is lost
    _die_with_parent()
    _die_before_the_parent()
    keep_together()
    threading.excepthook = lambda trouble: _give_up(trouble.exc_value)
    try:
        _serve(orders, words)
    except BaseException as error:  # noqa: BLE001 - the threads would keep this process waiting otherwise
        _give_up(error)
    os._exit(0)


def _serve(orders: IO[bytes], words: IO[bytes]) -> None:
    """The main thread only reads, so orders and the parent's end are seen at once."""
    first = orders.readline()
    if not first:
        return
    begin = Begin.model_validate_json(first)
    worker = Worker(partial(_tools, begin), begin.slots, Mouth(words))
    for order in orders:
        worker.heed(wire.ORDER.validate_json(order))


class Mouth:
    """Says words, one line each, from whichever thread."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out
        self._lock = threading.Lock()

    def __call__(self, word: Word) -> None:
        """Say it."""
        line = wire.line(word)
        with self._lock, suppress(BrokenPipeError):  # the parent is going; the reading thread ends us
            self._out.write(line)
            self._out.flush()


def _tools(begin: Begin) -> "Tools":
    module, _, function = begin.factory.partition(":")
    make: Any = getattr(import_module(module), function)
    made: Tools = make(begin.given)
    return made


def _private(number: int, mode: str, instead: int) -> IO[bytes]:
    """A pipe to the parent, out of reach of C code that prints and of programs that read: they get `instead`."""
    pipe = os.dup(number)
    os.dup2(instead, number)
    return os.fdopen(pipe, mode)


def _die_with_parent() -> None:
    """Have the system kill this process when its parent ends: also while C code holds the interpreter's lock."""
    if not sys.platform.startswith("linux"):
        return
    import ctypes  # noqa: PLC0415 - only there

    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def _die_before_the_parent() -> None:
    """When memory is full and the system has to end somebody, the models shall go, not who keeps the film."""
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("500")


def _give_up(error: BaseException | None) -> None:
    """A thread that is gone would answer no more: the parent shall see a lost lane, and why."""
    traceback.print_exception(error)
    sys.stderr.flush()
    os._exit(1)


if __name__ == "__main__":
    main()
