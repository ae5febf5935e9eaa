"""The watch: what the crew is doing, gathered from its events for whoever looks now and then.

Events come from the threads that work, looks from a screen's own: a look is a frozen moment, and the same object until
something happened. What is kept is bounded, however long the night.
"""

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from rushes.agents.events import Event
from rushes.service.progress import Tally, every_word
from rushes.studio.floor import FloorView

KEPT = 400
"""Lines of the log that are kept."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the log: the local time as HH:MM:SS, whose it is, and the words."""

    at: str
    shot: str
    text: str


@dataclass(frozen=True, slots=True)
class Working:
    """A take in work: how far it is in words, and a preview's file where there is one."""

    words: str
    picture: str


@dataclass(frozen=True, slots=True)
class Moment:
    """What is seen at a look. `phase` says in a word what the run is at; "" between runs.

    `over_at` is when the run will end, in seconds as `time.monotonic` counts them; None while nobody knows.
    `version` counts what happened. `elsewhere` is another process that is at work on the project; 0 for none.
    """

    version: int = 0
    phase: str = ""
    done: int = 0
    shots: int = 0
    takes: tuple[tuple[str, int], ...] = ()
    over_at: float | None = None
    working: tuple[tuple[str, Working], ...] = ()
    floor: FloorView | None = None
    waiting: tuple[str, ...] = ()
    outcome: str = ""
    log: tuple[Line, ...] = ()
    elsewhere: int = 0

    @property
    def at_work(self) -> frozenset[str]:
        """The shots of which the crew has a take in work now."""
        lanes = self.floor.lanes if self.floor and self.phase else ()
        in_hand = {call.shot for lane in lanes for call in lane.in_hand if call.shot}
        return frozenset(in_hand | {shot for shot, _ in self.working})


def _now() -> str:
    return datetime.now().astimezone().strftime("%H:%M:%S")


@dataclass(slots=True)
class Watch:
    """Hears a crew's events and sees its floor, from any thread. `to_shoot` is asked once a run's plan stands."""

    to_shoot: Callable[[], int]
    clock: Callable[[], float] = time.monotonic
    hour: Callable[[], str] = _now
    _moment: Moment = field(default_factory=Moment)
    _log: deque[Line] = field(default_factory=lambda: deque[Line](maxlen=KEPT))
    _working: dict[str, Working] = field(default_factory=dict[str, Working])
    _tally: Tally | None = None
    _looked: int = -1
    _held: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def begins(self) -> None:
        """A run begins; it is over when it is said to be."""
        with self._lock:
            self._held = True
            self._tally = None
            self._working.clear()
            self._change(phase="reading", waiting=(), outcome="", over_at=None, done=0, shots=0, takes=())

    def ends(self, outcome: str) -> None:
        """The run is over; `outcome` says how, in a sentence."""
        with self._lock:
            self._held = False
            self._working.clear()
            self._note("", outcome)
            self._change(phase="", outcome=outcome, over_at=None, waiting=())

    def waits(self, waiting: tuple[str, ...]) -> None:
        """Only a person can go on."""
        with self._lock:
            self._working.clear()
            self._change(phase="waiting", waiting=waiting, over_at=None)

    def says(self, text: str) -> None:
        """Something that a person should know."""
        with self._lock:
            self._note("", text)
            self._change()

    def sees(self, floor: FloorView) -> None:
        """The studio's floor changed."""
        with self._lock:
            self._change(floor=floor)

    def hears(self, event: Event) -> None:
        """Something happened."""
        fresh = self._counted_anew(event)
        with self._lock:
            self._tally = fresh or self._tally
            words = every_word(event)
            if words:
                self._note(event.shot, words)
            if event.step == "working":
                self._working[event.shot] = Working(event.text, event.picture)
            elif event.shot:
                self._working.pop(event.shot, None)
            if self._tally and not fresh:
                self._tally.hear(event, self.clock())
            phase = _PHASES.get(event.step, self._moment.phase)
            if event.step == "over" and not self._held:  # the director had something shot or cut
                phase, self._tally = "", None
            waiting = self._moment.waiting if phase == "waiting" else ()
            self._change(phase=phase, waiting=waiting, **self._counts())

    def look(self) -> Moment:
        """What there is to see now."""
        with self._lock:
            if self._looked != self._moment.version:
                self._looked = self._moment.version
                self._moment = replace(self._moment, log=tuple(self._log), working=tuple(self._working.items()))
            return self._moment

    def _counted_anew(self, event: Event) -> Tally | None:
        """A tally of what the run has to shoot; asked outside the lock, for it reads the store."""
        return Tally(self.to_shoot()) if event.step in {"planned", "resumed"} else None

    def _counts(self) -> dict[str, object]:
        tally = self._tally
        if tally is None:
            return {}
        takes = tuple(tally.takes.items())
        return {"done": tally.done, "shots": tally.shots, "takes": takes, "over_at": tally.over_at}

    def _note(self, shot: str, text: str) -> None:
        self._log.append(Line(self.hour(), shot, text))

    def _change(self, **what: object) -> None:
        self._moment = replace(self._moment, version=self._moment.version + 1, **what)  # type: ignore[arg-type]


_PHASES = {"read": "planning", "planned": "shooting", "resumed": "shooting", "bible": "the bible", "cut": "cut"}
