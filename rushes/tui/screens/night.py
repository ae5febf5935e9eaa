"""Night: the crew at work. What each lane holds and does, how far every take is, what the machine has left."""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import ProgressBar, Static

from rushes.service.watch import Line, Moment
from rushes.studio.vitals import Vitals, vitals
from rushes.tui.board import Board
from rushes.tui.laid import Laid
from rushes.tui.log import Log
from rushes.tui.night_words import budgets, in_work, lanes, machine, machine_beneath, so_far
from rushes.tui.pictures.stills import Still
from rushes.tui.room import Room
from rushes.tui.tracing.earlier import earlier

_VITALS_EVERY = 5.0
"""Seconds between two looks at the machine."""

_PREVIEWS = 3


class NightRoom(Room):
    """Start, watch and stop the crew; in the morning, read the report."""

    NAME = "night"
    PURPOSE = (
        "s sends the crew, S stops it after the steps in hand: all that is finished is kept. Above: how far the run is,"
        " what each lane holds and does, the takes in work, budgets, and what the machine has left. Below: events as"
        " they come. m is the morning report: what was made, what re-rolls paid, what waits for you."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "app.start", "Send"),
        Binding("S", "app.stop", "Stop"),
        Binding("w", "app.waiting", "Waits"),
        Binding("m", "app.report", "Morning report"),
        Binding("o", "app.play_film", "Film"),
        Binding("C", "app.cut", "Cut", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.budget: Sequence[dict[str, Any]] = ()
        self.state: Vitals | None = None
        self._pictures: tuple[str, ...] = ()
        self._earlier: tuple[Line, ...] = ()

    def furnish(self) -> ComposeResult:
        """The run above, the log below."""
        yield Static(id="far")
        yield ProgressBar(id="progress", show_eta=False)
        with Horizontal(id="floor"):
            with VerticalScroll(id="lanes", can_focus=False):
                yield Laid(id="lanes-said")
            with VerticalScroll(id="works", can_focus=False):
                yield Laid(id="works-said")
            with Vertical(id="machine"):
                yield Laid(id="machine-said")
        yield Laid(id="machine-beneath")
        with Horizontal(id="previews"):
            for number in range(_PREVIEWS):
                yield Still(id=f"preview-{number}")
        yield Log(id="log")

    def on_mount(self) -> None:
        """Look at the machine now and then."""
        self.query_one(Log).focus()
        if not self.floor.moment.log:
            self.floor.do(lambda: earlier(self.floor.place), self._remember, group="earlier")
        self.set_interval(_VITALS_EVERY, self._look_at_machine)
        self.set_interval(1.0, self._ticks)

    def _remember(self, lines: tuple[Line, ...]) -> None:
        self._earlier = lines
        self.moment_changed(self.floor.moment)

    def on_screen_resume(self) -> None:
        """Read what was spent."""
        self._look_at_machine()
        self._read_budget()

    def _look_at_machine(self) -> None:
        if self.is_current:
            self.floor.do(lambda: vitals(self.floor.place), self._looked, group="vitals")

    def _looked(self, state: Vitals) -> None:
        self.state = state
        self._said("machine-said", machine(state))
        self._said("machine-beneath", machine_beneath(state))

    def _read_budget(self) -> None:
        def read() -> Sequence[dict[str, Any]]:
            from rushes.memory.project import open_for_reading  # noqa: PLC0415 - on a thread, not under the keys
            from rushes.service.report import report_of  # noqa: PLC0415

            with open_for_reading(self.floor.place) as project:
                return report_of(project)["takes"]["budget"]

        self.floor.do(read, self._budgeted, group="budget")

    def _budgeted(self, rows: Sequence[dict[str, Any]]) -> None:
        self.budget = rows
        self._works(self.floor.moment)

    def board_changed(self, board: Board) -> None:  # noqa: ARG002 - every room is told alike
        """Shots moved."""
        self._far(self.floor.moment)

    def moment_changed(self, moment: Moment) -> None:
        """Show what the crew does."""
        self._far(moment)
        self._works(moment)
        self.query_one(Log).show((*self._earlier, *moment.log))
        if not moment.phase and self._pictures:
            self._preview(())
        else:
            self._preview(tuple(one.picture for _, one in moment.working if one.picture))

    def _ticks(self) -> None:
        if self.is_current and self.floor.moment.phase:
            self._far(self.floor.moment)
            self._works(self.floor.moment)

    def _far(self, moment: Moment) -> None:
        self.query_one("#far", Static).update(Content(so_far(self.floor.board, moment, time.monotonic())))
        bar = self.query_one("#progress", ProgressBar)
        bar.display = bool(moment.phase)
        bar.update(total=max(1, moment.shots) if moment.shots else None, progress=moment.done)

    def _works(self, moment: Moment) -> None:
        now = time.monotonic()
        self._said("lanes-said", lanes(moment.floor if moment.phase else None, now))
        self._said("works-said", f"{in_work(moment)}\n\n{budgets(self.budget)}".strip())

    def _said(self, where: str, words: str) -> None:
        self.query_one(f"#{where}", Laid).tell(words)

    def _preview(self, pictures: tuple[str, ...]) -> None:
        self.query_one("#previews").display = bool(pictures)
        for number in range(_PREVIEWS):
            still = self.query_one(f"#preview-{number}", Still)
            still.show(Path(pictures[number]) if number < len(pictures) else None)
        self._pictures = pictures
