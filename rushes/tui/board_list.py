"""The board on the screen: only the rows that can be seen are drawn, so ten thousand cost what twenty do."""

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from rushes.film.take import ShotState
from rushes.memory.overview import ShotLine, TakeLine
from rushes.tui.board import Board, Row
from rushes.tui.standing import AGAIN, AT_WORK, LOOKS, Look
from rushes.tui.words import fitted

_STYLES = ("scene", "plain", "quiet", "calls", "good", "work", "bad")


class BoardList(ScrollView, can_focus=True):
    """Rows of a board with a cursor and marks. `narrow` leaves out what is not needed beside a conversation."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"board-list--{name}" for name in (*_STYLES, "cursor", "here")}

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Up", show=False),
        Binding("down,j", "move(1)", "Down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("home", "jump(0)", "First", show=False),
        Binding("end", "jump(-1)", "Last", show=False),
        Binding("shift+down,J", "scene(1)", "Next scene", show=False),
        Binding("shift+up,K", "scene(-1)", "Scene before", show=False),
    ]

    class Moved(Message):
        """The cursor stands on another row; `row` is None on an empty board."""

        def __init__(self, row: Row | None) -> None:
            super().__init__()
            self.row = row

    class Chosen(Message):
        """A row was clicked a second time."""

        def __init__(self, row: Row) -> None:
            super().__init__()
            self.row = row

    def __init__(self, *, narrow: bool = False, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.narrow = narrow
        self.board = Board()
        self.rows: Sequence[Row] = ()
        self.marks: set[str] = set()
        self.opened: set[str] = set()
        self.at_work: frozenset[str] = frozenset()
        self.cursor = 0
        self.empty = ""

    def show(self, board: Board, rows: Sequence[Row]) -> None:
        """Show these rows. The cursor stays with its row, or near its place where that is gone."""
        before = self.row
        self.board, self.rows = board, rows
        if self.marks:
            self.marks &= {row.shot.number for row in rows if row.shot}
        self.cursor = self._place(before) if before else self._first_shot()
        self.virtual_size = Size(0, len(rows))
        self.refresh()
        if self.row is not before:
            self.post_message(self.Moved(self.row))

    def crew_at(self, shots: frozenset[str]) -> None:
        """The crew is at these shots now. Only rows that can be seen are looked at."""
        changed, self.at_work = shots ^ self.at_work, shots
        if changed:
            top = self.scroll_offset.y
            for index, row in enumerate(self.rows[top : top + self.size.height], start=top):
                if row.shot and row.shot.number in changed:
                    self._refresh_row(index)

    def _place(self, before: Row) -> int:
        for index in (self.cursor, *range(len(self.rows))):
            if index < len(self.rows) and self.rows[index].key == before.key:
                return index
        return max(0, min(self.cursor, len(self.rows) - 1))

    def _first_shot(self) -> int:
        return next((index for index, row in enumerate(self.rows) if row.shot), 0)

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        return self.rows[self.cursor] if self.cursor < len(self.rows) else None

    def go_to(self, shot: str) -> bool:
        """Put the cursor on a shot; False when it is not shown."""
        for index, row in enumerate(self.rows):
            if row.shot and not row.take and row.shot.number == shot:
                self._go(index)
                return True
        return False

    def chosen(self) -> list[str]:
        """The shots that are meant: those marked, else the cursor's (of a scene's heading, all its shots)."""
        if self.marks:
            return [row.shot.number for row in self.rows if row.shot and not row.take and row.shot.number in self.marks]
        row = self.row
        if row is None:
            return []
        if row.shot:
            return [row.shot.number]
        return [one.shot.number for one in self.rows if one.shot and not one.take and one.scene == row.scene]

    def toggle_mark(self) -> None:
        """Mark the cursor's shots, or unmark them, and go on to the next row."""
        row = self.row
        if row is None:
            return
        marks, self.marks = self.marks, set[str]()
        meant = set(self.chosen())
        self.marks = marks - meant if meant <= marks else marks | meant
        self.action_move(1)
        self.refresh()

    def mark_all(self, *, marked: bool) -> None:
        """Mark every shot that is shown, or none."""
        self.marks = {row.shot.number for row in self.rows if row.shot} if marked else set()
        self.refresh()

    # Moving.

    def action_move(self, by: int) -> None:
        """Some rows on."""
        self._go(self.cursor + by)

    def action_page(self, by: int) -> None:
        """A screenful on."""
        self._go(self.cursor + by * max(1, self.size.height - 1))

    def action_jump(self, to: int) -> None:
        """To a row, counted from the end where it is negative."""
        self._go(to if to >= 0 else len(self.rows) + to)

    def action_scene(self, by: int) -> None:
        """To the next scene's first shot, or the one before."""
        here = self.row.scene if self.row else ""
        index = self.cursor
        while 0 <= index < len(self.rows) and self.rows[index].scene == here:
            index += by
        if 0 <= index < len(self.rows):
            scene = self.rows[index].scene
            self._go(next(i for i, row in enumerate(self.rows) if row.scene == scene) + 1)

    def _go(self, index: int) -> None:
        index = max(0, min(index, len(self.rows) - 1))
        if index == self.cursor:
            return
        self._refresh_row(self.cursor)
        self.cursor = index
        self._refresh_row(index)
        self.scroll_to_region(Region(0, index, 1, 1), animate=False, force=True)
        self.post_message(self.Moved(self.row))

    def _refresh_row(self, index: int) -> None:
        self.refresh(Region(0, index - self.scroll_offset.y, self.size.width, 1))

    def on_click(self, event: events.Click) -> None:
        """Put the cursor there; on the row it stands on already, choose it."""
        index = event.y + self.scroll_offset.y
        if index >= len(self.rows):
            return
        if index == self.cursor:
            self.post_message(self.Chosen(self.rows[index]))
        else:
            self._go(index)

    def on_resize(self) -> None:
        """Keep the rows as wide as the room."""
        self.virtual_size = Size(0, len(self.rows))
        self.scroll_to_region(Region(0, self.cursor, 1, 1), animate=False, force=True)

    # Drawing.

    def render_line(self, y: int) -> Strip:
        """One row."""
        index, width = y + self.scroll_offset.y, self.scrollable_content_region.width
        if not self.rows and y == 0 and self.empty:
            return self._strip([Segment(set_cell_size(f" {self.empty}", width), self._style("quiet"))], width)
        if index >= len(self.rows):
            return Strip.blank(width, self.rich_style)
        row = self.rows[index]
        strip = self._strip(self._segments(row, width), width)
        if index == self.cursor:
            over = self._style("cursor" if self.has_focus else "here")
            return Strip([Segment(words, style + over if style else over) for words, style, _ in strip], width)
        return strip

    def _strip(self, segments: list[Segment], width: int) -> Strip:
        return Strip(segments).adjust_cell_length(width, self.rich_style)

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"board-list--{name}", partial=name in {"cursor", "here"})

    def _segments(self, row: Row, width: int) -> list[Segment]:
        if row.take:
            return self._take(row.shot, row.take, width)
        return self._shot(row.shot, width) if row.shot else self._scene(row.scene, width)

    def _scene(self, scene: str, width: int) -> list[Segment]:
        heading = fitted(self.board.intents.headings.get(scene, ""), width - 5)
        return [Segment(f"{scene:>4} {heading}", self._style("scene"))]

    def _shot(self, shot: ShotLine | None, width: int) -> list[Segment]:
        assert shot
        look = self._look(shot)
        mark = "■" if shot.number in self.marks else " "
        opened = "▾" if shot.number in self.opened else " "
        state = Segment(f"{look.sign} {look.word:<9} ", self._style(look.style))
        head = [Segment(f"{mark}{opened}{shot.number:<7}", self._style("plain")), state]
        intent = self.board.intents.shots.get(shot.number)
        subject = intent.subject if intent else ""
        if self.narrow:
            return [*head, self._words(subject, width - 21)]
        score = "  —" if shot.merit is None else f"{shot.merit:>4.0%}"
        facts = f"{intent.seconds if intent else 0:>5.1f}s {shot.takes:>2}t {score:>4}  "
        facts += f"{intent.size if intent else '':<13.13} " if width >= 70 else ""
        facts += f"{intent.move if intent else '':<9.9} " if width >= 90 else ""
        weak = shot.merit is not None and shot.merit < 1
        middle = Segment(facts, self._style("calls" if weak else "quiet"))
        used = 21 + cell_len(facts)
        called = shot.reason if look.style in {"calls", "bad", "work"} and shot.reason else ""
        return [*head, middle, self._words(f"{subject} — {called}" if called else subject, width - used)]

    def _look(self, shot: ShotLine) -> Look:
        if shot.number in self.at_work:
            return AT_WORK
        asked_again = shot.state == ShotState.PLANNED and shot.rounds > 0 and shot.takes > 0
        return AGAIN if asked_again else LOOKS[ShotState(shot.state)]

    def _take(self, shot: ShotLine | None, take: TakeLine, width: int) -> list[Segment]:
        assert shot
        circled = take.id in {shot.keyframe, shot.clip, shot.print}
        merit = "" if take.merit is None else f"{take.merit:>4.0%}"
        length = f"{take.seconds:>5.1f}s" if take.seconds else " still"
        sign = "◉" if circled else "└"
        head = f"      {sign} {take.id:<12} {length} {merit:>4} {take.verdict:<8} {take.backend:<12.12} "
        words = self._words(take.complaint, width - cell_len(head))
        return [Segment(head, self._style("plain" if circled else "quiet")), words]

    def _words(self, text: str, width: int) -> Segment:
        return Segment(set_cell_size(fitted(text, width), max(width, 0)), self._style("plain"))
