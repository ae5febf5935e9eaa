"""How long the rest of a run will take: told now and then, from what its calls took and how many takes were weak."""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rushes.agents.events import AHEAD, Event
from rushes.film.take import Decision, TakeKind
from rushes.studio.ahead.forecast import Ahead, Berths, Ledger, forecast
from rushes.studio.calls import Stage
from rushes.studio.pace import Pace

_EVERY = 5.0
"""Seconds between two looks ahead, at least."""

_SHARE = 0.01
"""No more of the time than this is spent on looking ahead."""


@dataclass(frozen=True, slots=True)
class Run:
    """What is to be shot: `shots` by number and `frames`, the mean of so many of them, asked once the plan stands.

    `tries`: how many takes of a kind a shot may cost.
    """

    shots: Callable[[], Sequence[str]]
    frames: Callable[[Sequence[str]], float]
    tries: int


class Foresight:
    """Hears a production's events, passes them on, and adds its own."""

    def __init__(self, run: Run, berths: Berths, pace: Pace, tell: Callable[[Event], None]) -> None:
        self._run = run
        self._berths = berths
        self._pace = pace
        self._tell = tell
        self._ledger: Ledger | None = None
        self._not_before = 0.0
        self._looking = False

    def hear(self, event: Event) -> None:
        """Something happened."""
        self._tell(event)
        if event.step in {"planned", "resumed"}:
            begin = Stage.THOUGHT if self._berths.brain_on else Stage.KEYFRAME
            self._ledger = Ledger(self._run.shots(), self._run.tries, begin=begin)
        elif self._ledger and event.shot and self._noted(self._ledger, event):
            self._look(self._ledger)

    def _noted(self, ledger: Ledger, event: Event) -> bool:
        """Whether the event says where a shot stands."""
        judged = {f"judged-{kind}": kind for kind in (TakeKind.KEYFRAME, TakeKind.CLIP)}
        if event.step in judged:
            ledger.judged(event.shot, judged[event.step], weak=event.text.startswith(Decision.REROLL))
        elif event.step == "thought":
            ledger.thought(event.shot)
        elif event.step == "done":
            ledger.finished(event.shot)
        else:
            return False
        return True

    def _look(self, ledger: Ledger) -> None:
        known = all(self._pace.measured(kind) for kind in TakeKind)
        if not known or self._looking or not ledger.left or time.monotonic() < self._not_before:
            return
        self._looking = True
        ahead = ledger.ahead(self._run.frames(ledger.open_shots()))
        looked = asyncio.get_running_loop().run_in_executor(None, self._seconds, ahead)
        looked.add_done_callback(self._said)

    def _seconds(self, ahead: Ahead) -> float:
        began = time.monotonic()
        seconds = forecast(ahead, self._berths, self._pace).seconds
        now = time.monotonic()
        self._not_before = now + max(_EVERY, (now - began) / _SHARE)
        return seconds

    def _said(self, looked: asyncio.Future[float]) -> None:
        self._looking = False
        if not looked.cancelled() and looked.exception() is None:
            self._tell(Event(AHEAD, seconds=looked.result()))
