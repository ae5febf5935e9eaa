"""The night's worker: the process in which the crew works, told by a watchdog what to do and when to stop.

Its orders come as a line of JSON on stdin; the next line, or the end, asks it to stop. What it says goes out as lines
of JSON on stdout: signs of life, and what a person may want to know.
"""

import json
import os
import sys
import threading
from dataclasses import asdict
from typing import TextIO

from rushes.errors import RushesError
from rushes.service.crew import production_of
from rushes.service.night.asked import Asked
from rushes.service.night.clock import Clock
from rushes.service.night.keeping import Keeping
from rushes.service.night.thinkers import Thinkers
from rushes.tools.company import keep_together

DONE, TROUBLE = 0, 75
"""How the process ends: with its work done, or with a trouble that a fresh process may not have (EX_TEMPFAIL)."""


class Wire:
    """Says things to the watchdog, from any thread. When that is gone, nobody hears."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._lock = threading.Lock()

    def say(self, **what: object) -> None:
        """One line."""
        with self._lock:
            try:
                self._out.write(json.dumps(what) + "\n")
                self._out.flush()
            except (OSError, ValueError):
                return


def work(asked: Asked, wire: Wire, stopping: threading.Event) -> int:
    """Work through a night; how the process is to end."""
    thinkers = Thinkers(lambda line: wire.say(says=line))
    keeping = Keeping(
        asked,
        clock=Clock(),
        produce=production_of,
        brain_for=thinkers.brain_for,
        stopping=stopping,
        tell=lambda event, project, run: wire.say(event=asdict(event), project=project.name, run=run),
        beat=lambda: wire.say(beat=1),
    )
    try:
        wire.say(ended=keeping.night())
    except RushesError as trouble:
        wire.say(trouble=str(trouble))
        return TROUBLE
    finally:
        thinkers.close()
    return DONE


def main() -> None:
    """The process."""
    keep_together()
    asked = Asked.model_validate_json(sys.stdin.readline())
    stopping = threading.Event()
    wire = Wire(_own_stdout())
    threading.Thread(target=_listen, args=(stopping,), daemon=True).start()
    sys.exit(work(asked, wire, stopping))


def _listen(stopping: threading.Event) -> None:
    """A word from the watchdog, or its end, stops the crew after the steps in hand."""
    sys.stdin.readline()
    stopping.set()


def _own_stdout() -> TextIO:
    """What libraries print goes to stderr, so that nothing stands between our lines."""
    ours = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return ours


if __name__ == "__main__":
    main()
