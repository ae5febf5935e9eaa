"""The board: every scene, shot and take, and a person's word on many of them at once."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from rushes.memory.overview import TakeLine
from rushes.service.watch import Moment
from rushes.tui.board import Board, Filter, rows
from rushes.tui.board_list import BoardList
from rushes.tui.dialogs.note import LineDialog
from rushes.tui.entry import Entry
from rushes.tui.judging import JudgingRoom
from rushes.tui.thumbnails import Thumbnails
from rushes.tui.words import shown_line

_NO_SHOTS = "No shots yet: s sends the crew to plan the film."
_NOTHING_HERE = "Nothing to show here: tab for another filter, escape clears the search."
_EVERY = 0.08
"""Seconds the cursor must rest before its shot's pictures are fetched."""


class BoardRoom(JudgingRoom):
    """Scenes ▸ shots ▸ takes, filtered, searched, marked and judged."""

    NAME = "board"
    PURPOSE = (
        "The board has every scene, shot and take. Mark shots with space and judge them together, or the one under the"
        " cursor. ✓ approved, ○ shot, ? waits for you, ⚑ flagged by the critic or you, ✗ sent back, ~ stale (the plan"
        " changed), ! failed, · planned; ● at work: the crew has a take of it in work now. The score is the share of"
        " the critic's gates that the chosen takes passed."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "review", "Review"),
        Binding("space", "mark", "Mark"),
        Binding("a", "approve", "Approve"),
        Binding("x", "reject", "Send back"),
        Binding("r", "reroll", "Another take", show=False),
        Binding("f", "flag", "Flag", show=False),
        Binding("tab", "filter(1)", "Filter", show=False),
        Binding("shift+tab", "filter(-1)", "Filter back", show=False),
        Binding("slash", "search", "Search", key_display="/"),
        Binding("g", "go", "Go to shot", show=False),
        Binding("right,l", "open", "Open takes", show=False),
        Binding("left,h", "close", "Close takes", show=False),
        Binding("asterisk", "mark_all", "Mark all shown", show=False),
        Binding("escape", "clear", "Clear marks and search", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.filter = Filter.ALL
        self.words = ""
        self.takes: dict[str, tuple[TakeLine, ...]] = {}

    def furnish(self) -> ComposeResult:
        """The filters, the search, the list, and the pictures of the shot under the cursor."""
        with Horizontal(id="filters"):
            for wanted in Filter:
                yield Static(id=f"filter-{wanted.name.lower()}", classes="filter")
        yield Entry(placeholder="words of a number, a heading or a subject; enter keeps, escape clears", id="search")
        yield BoardList(id="list")
        yield Static(id="about")
        yield Thumbnails(id="thumbnails")

    def on_mount(self) -> None:
        """The keys go to the list."""
        self.query_one("#search", Input).display = False
        self.shots.focus()

    @property
    def shots(self) -> BoardList:
        """The list itself."""
        return self.query_one("#list", BoardList)

    def board_changed(self, board: Board) -> None:  # noqa: ARG002 - every room is told alike
        """Show it."""
        self._show()
        for shot in tuple(self.shots.opened):
            self._fetch(shot)

    def moment_changed(self, moment: Moment) -> None:
        """Mark what the crew is at."""
        self.shots.crew_at(moment.at_work)

    def _show(self) -> None:
        board = self.floor.board
        self.shots.empty = (
            "No shots yet: s sends the crew to plan the film."
            if not board.overview.shots
            else "Nothing to show here: tab for another filter, escape clears the search."
        )
        opened = {shot: self.takes.get(shot, ()) for shot in self.shots.opened}
        self.shots.show(board, rows(board, self.filter, self.words, opened))
        for wanted, number in board.counts.items():
            chip = self.query_one(f"#filter-{wanted.name.lower()}", Static)
            here = wanted is self.filter
            chip.update(
                Content.styled(
                    f"[{wanted} {number}]" if here else f" {wanted} {number} ", f"@click=screen.choose('{wanted.name}')"
                )
            )
            chip.set_class(here, "here")
        self._about()

    def _about(self) -> None:
        row, about = self.shots.row, self.query_one("#about", Static)
        marks = f"{len(self.shots.marks)} marked · " if self.shots.marks else ""
        if row is None or row.shot is None:
            heading = self.floor.board.intents.headings.get(row.scene, "") if row else ""
            about.update(shown_line(f"{marks}{heading}", self.size.width - 2))
            return
        shot, intent = row.shot, self.floor.board.intents.shots.get(row.shot.number)
        what = f"{shot.number}: {intent.subject if intent else ''}"
        why = f" — {shot.reason}" if shot.reason else ""
        note = f" (your note: {shot.note})" if shot.note and shot.note != shot.reason else ""
        about.update(shown_line(f"{marks}{what}{why}{note}", self.size.width - 2))

    @on(BoardList.Moved)
    def moved(self, event: BoardList.Moved) -> None:
        """Show the pictures of where the cursor comes to rest."""
        self._about()
        if event.row and event.row.shot:
            self.floor.shot = event.row.shot.number
            self.set_timer(_EVERY, lambda shot=event.row.shot.number: self._rested(shot))

    def _rested(self, shot: str) -> None:
        if self.floor.shot == shot and self.is_current:
            self.query_one(Thumbnails).show(self.floor, shot)

    @on(BoardList.Chosen)
    def chosen(self, event: BoardList.Chosen) -> None:
        """Look at it large."""
        if event.row.shot:
            self.floor.review(event.row.shot.number)

    def action_review(self) -> None:
        """Look at the shot large."""
        row = self.shots.row
        if row and row.shot:
            self.floor.review(row.shot.number)

    # Which are shown.

    def action_choose(self, name: str) -> None:
        """Show what a filter shows."""
        self.filter = Filter[name]
        self._show()

    def action_filter(self, by: int) -> None:
        """The next filter."""
        all_of = list(Filter)
        self.filter = all_of[(all_of.index(self.filter) + by) % len(all_of)]
        self._show()

    def action_search(self) -> None:
        """Type words to search for."""
        search = self.query_one("#search", Input)
        search.display = True
        search.focus()

    @on(Input.Changed, "#search")
    def typed(self, event: Input.Changed) -> None:
        """Search as it is typed."""
        self.words = event.value
        self._show()

    @on(Input.Submitted, "#search")
    def searched(self) -> None:
        """Keep the search and go back to the list."""
        self.query_one("#search", Input).display = bool(self.words)
        self.shots.focus()

    def action_clear(self) -> None:
        """Everything is shown, nothing marked."""
        search = self.query_one("#search", Input)
        search.value, search.display = "", False
        self.shots.mark_all(marked=False)
        self.shots.focus()
        self._show()

    def action_go(self) -> None:
        """Go to a shot by its number."""
        self.app.push_screen(LineDialog("Which shot?", "3-2"), self._go)

    def _go(self, number: str | None) -> None:
        if number and not self.shots.go_to(number.upper()):
            self.floor.say(f"Shot {number} is not shown here.")

    # Takes.

    def action_open(self) -> None:
        """Show the shot's takes under it."""
        row = self.shots.row
        if row and row.shot:
            self.shots.opened.add(row.shot.number)
            self._fetch(row.shot.number)

    def action_close(self) -> None:
        """Fold the shot's takes away."""
        row = self.shots.row
        if row and row.shot:
            self.shots.opened.discard(row.shot.number)
            self._show()
            self.shots.go_to(row.shot.number)

    def _fetch(self, shot: str) -> None:
        self.floor.takes_of(shot, lambda takes: self._fetched(shot, takes))

    def _fetched(self, shot: str, takes: tuple[TakeLine, ...]) -> None:
        if self.takes.get(shot) != takes:
            self.takes[shot] = takes
        self._show()

    # A person's word.

    def action_mark(self) -> None:
        """Mark the shot, or unmark it."""
        self.shots.toggle_mark()
        self._about()

    def action_mark_all(self) -> None:
        """Mark all that is shown."""
        self.shots.mark_all(marked=True)
        self._about()

    def meant(self) -> list[str]:
        """Those marked, else the cursor's."""
        return self.shots.chosen()

    def spoken(self) -> None:
        """The marks have done their work."""
        self.shots.mark_all(marked=False)
