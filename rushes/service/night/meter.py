"""What the cards draw through a night, for each kind of work: sampled beside it, on a thread of its own."""

import threading
from collections.abc import Callable
from pathlib import Path

from rushes.errors import DiskTrouble
from rushes.film.night_log import Entry, What
from rushes.service.night.clock import Clock
from rushes.studio.vitals import vitals

EVERY = 10.0
"""Seconds between two samples."""

_TOLD_EVERY = 6
"""Samples between two lines of the night's log."""

_IDLE = "idle"


class Meter:
    """Joules of the cards. `works` says what is in hand; what several kinds draw together is parted evenly."""

    def __init__(
        self, folder: Path, clock: Clock, works: Callable[[], tuple[str, ...]], note: Callable[[Entry], None]
    ) -> None:
        self._folder = folder
        self._clock = clock
        self._works = works
        self._note = note
        self._over = threading.Event()
        self._lock = threading.Lock()
        self._joules: float | None = None
        self._untold: dict[str, tuple[float, float]] = {}
        self._thread = threading.Thread(target=self._measure, name="meter", daemon=True)

    @property
    def joules(self) -> float | None:
        """Joules drawn in this sitting; None where no card says what it draws."""
        with self._lock:
            return self._joules

    def start(self) -> None:
        """Begin to measure, where there is something to measure."""
        if self._watts() is not None:
            self._thread.start()

    def stop(self) -> None:
        """Measure no more, and write down what is left."""
        self._over.set()
        if self._thread.is_alive():
            self._thread.join()

    def _watts(self) -> float | None:
        found = [card.watts for card in vitals(self._folder).cards if card.watts is not None]
        return sum(found) if found else None

    def _measure(self) -> None:
        last, samples = self._clock.steady(), 0
        while not self._over.wait(EVERY):
            watts, now = self._watts(), self._clock.steady()
            self._add((watts or 0.0) * (now - last), now - last)
            last, samples = now, samples + 1
            if samples % _TOLD_EVERY == 0:
                self._tell()
        self._tell()

    def _add(self, joules: float, seconds: float) -> None:
        works = self._works() or (_IDLE,)
        with self._lock:
            self._joules = (self._joules or 0.0) + joules
        for work in works:
            self._draw(work, joules / len(works), seconds / len(works))

    def _draw(self, work: str, joules: float, seconds: float) -> None:
        with self._lock:
            drawn, lasted = self._untold.get(work, (0.0, 0.0))
            self._untold[work] = drawn + joules, lasted + seconds

    def _tell(self) -> None:
        with self._lock:
            untold, self._untold = self._untold, {}
        for work, (joules, seconds) in untold.items():
            try:
                self._note(Entry(at=self._clock.day(), what=What.DRAWN, work=work, joules=joules, seconds=seconds))
            except DiskTrouble:  # the limits go on being kept; it is told when there is room again
                self._draw(work, joules, seconds)
