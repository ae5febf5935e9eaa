"""Keeping a night: every project's film once, then better takes while there is time, then the films and the reports."""

import os
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from rushes import __version__
from rushes.agents.brain import Brain
from rushes.agents.events import Event
from rushes.configs.profile import Profile
from rushes.errors import DeviceLost, DiskTrouble, Interrupted, ProjectBusy, RushesError
from rushes.film.night import Use, left
from rushes.film.night_log import ASIDE, DEADLINE, STOPPED, Entry, NightBegan, NightLog, What, spent
from rushes.memory.lock import working_at_night
from rushes.memory.nights import (
    NightFile,
    begin_night,
    go_on_with_night,
    night_file,
    nights_folder,
    read_night,
)
from rushes.memory.project import open_for_reading
from rushes.service.night.asked import Asked
from rushes.service.night.clock import Clock
from rushes.service.night.ending import Ending
from rushes.service.night.meter import Meter
from rushes.service.night.purse import Ground, NightPurse
from rushes.service.night.room import Room, bytes_of
from rushes.service.night.shift import Produces, Shift, Watch
from rushes.service.night.writing import write_report

_BUSY = 120.0
"""Seconds that other processes' projects are waited for in a night, before they are set aside."""

_RESTS = 2.0
"""Seconds between two tries."""

_LOOK = 0.3
"""Seconds between two looks whether an earlier worker is gone."""


class Keeping:
    """A night over its projects, in one process. What it knows stands in the projects' logs of the night.

    `stopping` is set from another thread to end it after the steps in hand. `tell` hears every step with its project
    and its run, `beat` is called every few seconds while the crew is at work.
    """

    def __init__(
        self,
        asked: Asked,
        *,
        clock: Clock,
        produce: Produces,
        brain_for: Callable[[Profile], Brain],
        stopping: threading.Event,
        tell: Callable[[Event, Path, str], None],
        beat: Callable[[], None],
    ) -> None:
        self._asked = asked
        self._clock = clock
        self._produce = produce
        self._brain_for = brain_for
        self._stopping = stopping
        self._tell = tell
        self._beat = beat
        self._began = clock.now
        self._ending = Ending()
        self._aside: set[Path] = set()
        self._files: dict[Path, NightFile] = {}
        self._now_in = asked.folders[0]
        self._shifts: dict[Path, Shift] = {}
        self._waited = 0.0

    def night(self) -> str:
        """Work until the deadline, or until nothing is left to do; how it ended, in a word.

        Raises DiskTrouble and DeviceLost: a fresh process may fare better. Another project's trouble sets it aside.
        """
        with ExitStack() as opened:
            for folder in self._asked.folders:
                opened.enter_context(working_at_night(nights_folder(folder), self._waits))
            logs = [self._opened(opened, folder) for folder in self._asked.folders]
            self._ending.learn(logs)
            before = tuple((folder, log.begin.disk) for folder, log in zip(self._asked.folders, logs, strict=True))
            self._room = Room(before, self._clock, lambda: self._ending.prints)
            self._meter = Meter(self._asked.folders[0], self._clock, lambda: self._purse.works, self._note)
            self._purse = self._purse_of(logs)
            self._meter.start()
            opened.callback(self._meter.stop)
            shifts = [self._shift(folder) for folder in self._asked.folders]
            for shift in shifts:
                self._at(shift, shift.rough)
                self._at(shift, partial(self._first_report, shift.folder))
            for shift in shifts:
                self._at(shift, shift.better)
            self._meter.stop()
            return self._closed(shifts)

    def _waits(self) -> None:
        """Another worker is at its last steps here. Raises Interrupted when the night is over before it is gone."""
        self._beat()
        if self._stopping.is_set() or self._clock.day() >= self._asked.limits.until:
            raise Interrupted("The night was over before its earlier worker was.")
        time.sleep(_LOOK)

    # The log.

    def _opened(self, opened: ExitStack, folder: Path) -> NightLog:
        """A project's log of this night, begun or gone on with."""
        night, day = self._asked.night, self._clock.day()
        if night_file(folder, night).is_file():
            file = go_on_with_night(folder, night)
        else:
            begin = NightBegan(
                rushes=__version__,
                night=night,
                at=day,
                limits=self._asked.limits,
                disk=bytes_of(folder),
                takes=_takes_in(folder),
            )
            file = begin_night(folder, begin)
        opened.callback(file.close)
        self._files[folder] = file
        file.write(Entry(at=day, what=What.SITTING, text=str(os.getpid())))
        return read_night(folder, night)

    def _note(self, line: Entry) -> None:
        self._files[self._now_in].write(line)

    def _noted(self, what: What, text: str = "", seconds: float = 0.0) -> None:
        self._note(Entry(at=self._clock.day(), what=what, text=text, seconds=max(0.0, seconds)))

    # The limits.

    def _purse_of(self, logs: list[NightLog]) -> NightPurse:
        used = [spent(log) for log in logs]
        joules = [one for _, _, one in used if one is not None]
        began = min(log.begin.at for log in logs)
        before = Use(
            seconds=max(0.0, (self._began[0] - began).total_seconds()),
            takes=sum(takes for takes, _, _ in used),
            gpu_seconds=sum(cards for _, cards, _ in used),
            joules=sum(joules) if joules else None,
        )
        ground = Ground(self._left, self._room.measured, lambda: _sum(before.joules, self._meter.joules))
        return NightPurse(self._asked.limits, self._clock, ground, before, self._note)

    def _left(self) -> float:
        """Seconds until the crew must stop, so that the films are cut and the reports written by the deadline."""
        whole = left(self._asked.limits.until, self._began, self._clock.now)
        return whole - self._ending.seconds * len(self._asked.projects)

    def on(self) -> bool:
        """Whether the crew may go on."""
        return not self._stopping.is_set() and self._left() > 0

    def looks(self) -> bool:
        """As `agents.vigil.Vigil`: the clock is looked at, and that we live is told."""
        self._beat()
        return self.on()

    # The work.

    def _shift(self, folder: Path) -> Shift:
        watch = Watch(self._clock, self._purse, self, self._ending, self.on, self._told, self._note)
        self._shifts[folder] = Shift(folder, watch, self._produce, self._brain_for)
        return self._shifts[folder]

    def _first_report(self, folder: Path) -> None:
        """A report early, should nobody live to write the last one."""
        if not read_night(folder, self._asked.night).of(What.REPORT):
            self._report(folder)

    def _at(self, shift: Shift, work: Callable[[], None]) -> None:
        """Work on a project; what stands in its way sets it aside, and the others go on."""
        if not self.on() or shift.folder in self._aside:
            return
        self._now_in = shift.folder
        self._beat()
        try:
            work()
        except Interrupted:
            if self.on():  # it was not we who called the crew off
                self._stopping.set()
        except (DiskTrouble, DeviceLost):
            raise
        except ProjectBusy as busy:  # a night's worker whose watchdog was killed may still be finishing
            if self._waited >= _BUSY:
                self._set_aside(shift, busy)
                return
            self._rest()
            self._at(shift, work)
        except RushesError as error:
            self._set_aside(shift, error)

    def _set_aside(self, shift: Shift, error: RushesError) -> None:
        self._aside.add(shift.folder)
        self._noted(What.ASIDE, str(error))
        self._told(Event("studio", text=f"{shift.folder.name} is set aside: {error.title}"))

    def _rest(self) -> None:
        """Wait a little for another process to leave a project."""
        self._beat()
        self._stopping.wait(_RESTS)
        self._waited += _RESTS

    def _told(self, event: Event) -> None:
        """Tell of a step, with the project and the run it belongs to."""
        self._tell(event, self._now_in, self._shifts[self._now_in].run)

    def _closed(self, shifts: list[Shift]) -> str:
        """Films and reports of all projects, and how the night ended."""
        outcome = self._outcome()
        for shift in shifts:
            self._now_in = shift.folder
            self._beat()
            try:
                began = self._clock.steady()
                if shift.folder not in self._aside and not shift.deliver():
                    self._noted(What.ASIDE, "nothing could be shot, so there is no film")
                self._ending.took_cut(self._clock.steady() - began)
            except (DiskTrouble, DeviceLost):
                raise
            except RushesError as error:
                self._noted(What.ASIDE, f"the film could not be cut: {error}")
            self._noted(What.END, ASIDE if shift.folder in self._aside else outcome)
            try:
                self._report(shift.folder)
            except (DiskTrouble, DeviceLost):
                raise
            except RushesError as error:  # a project that can't be read must not cost the others their film
                self._noted(What.ASIDE, f"its report could not be written: {error}")
        return outcome

    def _outcome(self) -> str:
        if self._stopping.is_set():
            return STOPPED
        if self._left() <= 0:
            return DEADLINE
        if self._aside.issuperset(self._asked.folders):
            return "everything was set aside"
        return self._purse.refusal or "nothing is left to better"

    def _report(self, folder: Path) -> None:
        began = self._clock.steady()
        write_report(folder, self._asked.night, self._clock.day(), self._beat)
        seconds = self._clock.steady() - began
        self._ending.took_report(seconds)
        self._noted(What.REPORT, seconds=seconds)


def _takes_in(folder: Path) -> int:
    """How many takes a project ever had; what is wrong with one that can't be read is said when it is shot."""
    try:
        with open_for_reading(folder) as project:
            return project.store.takes.ever()
    except RushesError:
        return 0


def _sum(one: float | None, other: float | None) -> float | None:
    return None if one is None and other is None else (one or 0.0) + (other or 0.0)
