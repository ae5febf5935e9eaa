"""The process a model lives in: `python -P -m rushes.agents.model.llama_child`, one a model.

It reads requests from its standard input and writes answers to its standard output (see llama_wire).
A crash in here is an ended process for the parent and nothing worse. The child ends when its standard
input does, so it never outlives its parent, however that died.
"""

import json
import os
import queue
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import TextIO

from rushes.agents.model.llama_engine import Engine
from rushes.agents.model.llama_wire import Fault, Message


class Requests:
    """What the parent asks, read on a thread of its own so that a stop and the parent's end are seen at once."""

    def __init__(self, source: TextIO) -> None:
        self._waiting: queue.SimpleQueue[Message] = queue.SimpleQueue()
        self.stopped = threading.Event()
        threading.Thread(target=self._read, args=(source,), daemon=True).start()

    def _read(self, source: TextIO) -> None:
        for line in source:
            request: Message = json.loads(line)
            if request["do"] == "stop":
                self.stopped.set()
            else:
                self.stopped.clear()
                self._waiting.put(request)
        os._exit(0)  # the parent is gone: nobody waits for an answer, and llama.cpp may be deep in one

    def next(self) -> Message:
        """The next request; waits for it."""
        return self._waiting.get()


def main() -> None:
    """Serve until the parent is gone."""
    out = _private_stdout()
    requests = Requests(sys.stdin)
    try:
        engine = Engine(requests.next())
    except ImportError as error:
        _say(out, Fault("missing", str(error)).line)
        return
    except Fault as fault:
        _say(out, fault.line)
        return
    _say(out, {"end": {"context": engine.context, "name": engine.name}})
    while True:
        request = requests.next()
        try:
            for line in _served(engine, request, requests.stopped):
                _say(out, line)
        except Fault as fault:
            _say(out, fault.line)


def _served(engine: Engine, request: Message, stopped: threading.Event) -> Iterator[Message]:
    if request["do"] == "count":
        yield {"end": {"tokens": engine.count(request)}}
    else:
        yield from engine.answer(request, stopped)


def _private_stdout() -> TextIO:
    """The pipe to the parent, out of reach of whatever C code prints: that goes to standard error."""
    sys.stdout.flush()
    pipe = os.dup(1)
    os.dup2(2, 1)
    return os.fdopen(pipe, "w", encoding="ascii")


def _say(out: TextIO, line: Message) -> None:
    with suppress(BrokenPipeError):  # the parent is going; the reading thread ends us
        out.write(json.dumps(line) + "\n")
        out.flush()


if __name__ == "__main__":
    main()
