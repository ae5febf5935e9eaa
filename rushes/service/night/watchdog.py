"""The watchdog: keeps a worker alive through the night, a bounded number of times, and gives up with a report.

It opens no project and loads no model, so that nothing that ends a worker can end it. It does not outlive the deadline.
"""

import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

from rushes.agents.events import Event
from rushes.discretion import discreet
from rushes.errors import RushesError
from rushes.film.night_log import DEADLINE, STOPPED, Entry, What
from rushes.memory.nights import go_on_with_night, night_file
from rushes.service.night.asked import Asked
from rushes.service.night.clock import Clock
from rushes.service.night.hand import Hand
from rushes.service.night.journal import Journal
from rushes.service.night.restarts import wait_before_restart
from rushes.service.night.worker import DONE
from rushes.service.night.writing import write_report

SILENCE = 600.0
"""Seconds without a sign of life after which a worker hangs. It gives one every few seconds of a run; loading a
language model or encoding a report's film may keep it from that for minutes."""

GRACE = 60.0
"""Seconds past the deadline in which a worker may end by itself."""

STOPPING = 300.0
"""Seconds that a worker that was asked to stop may take: the steps in hand, the cut, the report."""

_LOOK = 0.5
"""Seconds between two looks at the clock."""

_TAKES = frozenset({"keyframe", "clip", "print"})


class Watchdog:
    """One night. `tell` hears the crew's steps, `say` lines for a person; `stopping` is set to end the night."""

    def __init__(
        self,
        asked: Asked,
        *,
        tell: Callable[[Event], None],
        say: Callable[[str], None],
        stopping: threading.Event,
        clock: Clock | None = None,
        start: Callable[[Asked], Hand] = Hand,
    ) -> None:
        self._asked = asked
        self._tell = tell
        self._say = say
        self._stopping = stopping
        self._clock = clock or Clock()
        self._start = start
        self._made = 0
        self._trouble = ""
        self._losses: list[int] = []
        self._journal = Journal(asked.folders[0], asked.night)

    def keep(self) -> str:
        """Keep the night; how it ended, in words."""
        try:
            while True:
                outcome = self._sitting()
                if outcome is not None:
                    self._journal.note("watchdog", ended=outcome)
                    return outcome
                wait = wait_before_restart(self._losses)
                if wait is None:
                    return self._given_up(f"its worker was lost {len(self._losses)} times")
                # Not beyond the deadline: who waits for the morning waits for the report.
                if self._stopping.wait(min(wait, self._left)) or self._late(0):
                    return self._given_up(STOPPED if self._stopping.is_set() else DEADLINE)
        finally:
            self._journal.close()

    def _sitting(self) -> str | None:
        """One worker, from its start to its end; how the night ended with it, None when it was lost."""
        hand = self._start(self._asked)
        self._journal.note("watchdog", started=True)
        self._made, self._trouble, ended = 0, "", None
        heard = self._clock.steady()
        asked_at: float | None = None
        why = ""
        try:
            while not hand.over:
                word = hand.said(_LOOK)
                now = self._clock.steady()
                if word is not None:
                    heard = now
                    ended = self._heard(word) or ended
                if self._stopping.is_set() and asked_at is None:
                    asked_at = now
                    hand.stop()
                why = why or self._overdue(now - heard, None if asked_at is None else now - asked_at)
                if why and hand.code is None:
                    hand.kill()
        finally:
            hand.kill()
        if hand.code == DONE and ended is not None:
            return ended
        self._lost(why or self._trouble or hand.how(), hand.last_words)
        return None

    def _overdue(self, silent: float, stopping: float | None) -> str:
        """Why a worker is to be ended; empty for one that may go on."""
        if silent > SILENCE:
            return f"it showed no sign of life for {silent:.0f} s"
        if stopping is not None and stopping > STOPPING:
            return f"it did not stop in {STOPPING:.0f} s"
        return "it worked past the deadline" if self._late(GRACE) else ""

    @property
    def _left(self) -> float:
        """Seconds until the deadline."""
        return max(0.0, (self._asked.limits.until - self._clock.day()).total_seconds())

    def _late(self, grace: float) -> bool:
        return self._clock.day() > self._asked.limits.until + timedelta(seconds=grace)

    def _heard(self, word: dict[str, Any]) -> str | None:
        """What a worker says; how the night ended when it says that."""
        if "event" in word:
            event = Event(**word["event"])
            self._made += event.step in _TAKES
            said = {key: value for key, value in word["event"].items() if value}
            self._journal.note("crew", project=word["project"], run=word["run"], **said)
            self._tell(event)
        elif "says" in word:
            self._journal.note("crew", says=word["says"])
            self._say(word["says"])
        elif "trouble" in word:
            self._journal.note("crew", level="error", trouble=word["trouble"])
            self._trouble = word["trouble"]
        return word.get("ended")

    def _lost(self, how: str, last_words: str) -> None:
        self._losses.append(self._made)
        self._journal.note(
            "watchdog", level="error", lost=how, takes=self._made, last_words=discreet(last_words)[-2000:]
        )
        self._say(f"The crew's process was lost: {how}")
        self._noted(What.LOST, how)

    def _given_up(self, why: str) -> str:
        """End a night without a worker: what is there is told of."""
        self._journal.note("watchdog", level="error", gave_up=why)
        self._noted(What.END, why)
        for folder in self._asked.folders:
            with suppress(RushesError, OSError):
                write_report(folder, self._asked.night, self._clock.day(), lambda: None)
        return why

    def _noted(self, what: What, text: str) -> None:
        """A line in every project's log of the night: no worker writes there now."""
        for folder in self._asked.folders:
            if not night_file(folder, self._asked.night).is_file():
                continue
            with suppress(RushesError):
                file = go_on_with_night(folder, self._asked.night)
                file.write(Entry(at=self._clock.day(), what=what, text=text))
                file.close()
