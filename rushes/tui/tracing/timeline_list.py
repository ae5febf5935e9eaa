"""The timeline on the screen: only the lines that can be seen are drawn, so a hundred thousand cost what twenty do."""

from bisect import bisect_left
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

from rushes.gate import one_line
from rushes.tui.tracing.lines import Kind, Line
from rushes.tui.tracing.roll import Roll
from rushes.tui.words import fitted

_LOOKS = {
    Kind.NODE: "plain",
    Kind.ASKED: "asked",
    Kind.MADE: "made",
    Kind.VERDICT: "plain",
    Kind.PERSON: "person",
    Kind.WAITS: "person",
    Kind.FAILED: "failed",
    Kind.CUT_OFF: "failed",
    Kind.RUN: "run",
}

_SHOT = 9
_NODE = 14


class TimelineList(ScrollView, can_focus=True):
    """Lines of a roll with a cursor: all of them, or those of one shot."""

    DEFAULT_CSS = """
    TimelineList { scrollbar-size-vertical: 1; overflow-x: hidden; background: $background; }
    TimelineList > .timeline-list--plain { color: $foreground; }
    TimelineList > .timeline-list--quiet { color: $foreground 60%; }
    TimelineList > .timeline-list--asked { color: $accent; }
    TimelineList > .timeline-list--made { color: $secondary; }
    TimelineList > .timeline-list--person { color: $warning; text-style: bold; }
    TimelineList > .timeline-list--failed { color: $error; text-style: bold; }
    TimelineList > .timeline-list--run { color: $foreground 60%; text-style: italic; }
    TimelineList > .timeline-list--cursor { background: $accent 40%; text-style: bold; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"timeline-list--{name}" for name in (*_LOOKS.values(), "quiet", "cursor")}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Line before", show=False),
        Binding("down,j", "move(1)", "Next line", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("home", "jump(0)", "First", show=False),
        Binding("end", "jump(-1)", "Last", show=False),
    ]

    class Moved(Message):
        """The cursor stands on another line; `by_hand` when a person moved it."""

        def __init__(self, *, by_hand: bool) -> None:
            super().__init__()
            self.by_hand = by_hand

    class Chosen(Message):
        """A line was clicked a second time."""

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.roll = Roll()
        self.shot: str | None = None
        self.shown: Sequence[int] = ()
        self.cursor = 0
        self.empty = ""
        self._told: Line | None = None

    @property
    def index(self) -> int | None:
        """Where in the roll the cursor's line is."""
        return self.shown[self.cursor] if self.cursor < len(self.shown) else None

    @property
    def line(self) -> Line | None:
        """The line under the cursor."""
        return None if self.index is None else self.roll.lines[self.index]

    def show(self, roll: Roll, shot: str | None = None) -> None:
        """Show a roll, or a shot of it. The cursor stays with its line, or near its place where that is not shown."""
        shown = roll.of(shot)
        if roll is not self.roll:
            self.cursor = 0
        elif shot != self.shot:
            self.cursor = bisect_left(shown, self.index or 0)
        self.roll, self.shot, self.shown = roll, shot, shown
        self.cursor = max(0, min(self.cursor, len(shown) - 1))
        self.virtual_size = Size(self.size.width, len(shown))
        self.refresh()
        self._tell(by_hand=False)

    def go_to(self, index: int, *, by_hand: bool = False) -> None:
        """Put the cursor on a line of the roll, if it is shown."""
        place = bisect_left(self.shown, index)
        if place < len(self.shown) and self.shown[place] == index:
            self._go(place, by_hand=by_hand)

    def to_the_end(self) -> None:
        """Put the cursor on the newest line."""
        self._go(len(self.shown) - 1, by_hand=False)

    def _tell(self, *, by_hand: bool) -> None:
        if self.line != self._told:
            self._told = self.line
            self.post_message(self.Moved(by_hand=by_hand))

    # Moving.

    def action_move(self, by: int) -> None:
        """Some lines on."""
        self._go(self.cursor + by)

    def action_page(self, by: int) -> None:
        """A screenful on."""
        self._go(self.cursor + by * max(1, self.size.height - 1))

    def action_jump(self, to: int) -> None:
        """To a line, counted from the end where it is negative."""
        self._go(to if to >= 0 else len(self.shown) + to)

    def _go(self, place: int, *, by_hand: bool = True) -> None:
        place = max(0, min(place, len(self.shown) - 1))
        if place != self.cursor:
            self._refresh_line(self.cursor)
            self.cursor = place
            self._refresh_line(place)
            self._tell(by_hand=by_hand)
        self._follow_cursor()

    def _refresh_line(self, place: int) -> None:
        self.refresh(Region(0, place - self.scroll_offset.y, self.size.width, 1))

    def _follow_cursor(self) -> None:
        self.scroll_to_region(Region(0, self.cursor, 1, 1), animate=False, force=True)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor there; on the line it stands on already, choose it."""
        place = event.y + self.scroll_offset.y
        if place >= len(self.shown):
            return
        if place == self.cursor:
            self.post_message(self.Chosen())
        else:
            self._go(place)

    def on_resize(self) -> None:
        """Keep the lines as wide as the room."""
        self.virtual_size = Size(self.size.width, len(self.shown))
        self._follow_cursor()

    # Drawing.

    def render_line(self, y: int) -> Strip:
        """One line."""
        place, width = y + self.scroll_offset.y, self.scrollable_content_region.width
        if not self.shown and y == 0 and self.empty:
            return Strip([Segment(set_cell_size(f" {self.empty}", width), self._style("quiet"))])
        if place >= len(self.shown):
            return Strip.blank(width, self.rich_style)
        strip = self._strip(self.roll.lines[self.shown[place]], width)
        if place == self.cursor and self.has_focus:
            return strip.apply_style(self._style("cursor"))
        return strip.apply_style(Style(reverse=True)) if place == self.cursor else strip

    def _strip(self, line: Line, width: int) -> Strip:
        look, quiet = self._style(_LOOKS[line.kind]), self._style("quiet")
        node = f"{one_line(line.node, _NODE):<{_NODE}} " if width >= 60 else ""
        shot = one_line(line.shot, _SHOT) or "film"
        spent = "" if line.seconds is None or line.seconds < 0.005 else f"{line.seconds:>9.2f}s"
        head = [
            Segment(f" {line.kind.sign} ", look),
            Segment(f"{line.t:>9.3f} ", quiet),
            Segment(set_cell_size(shot, _SHOT), look),
            Segment(f" {set_cell_size(node, len(node))}", quiet),
        ]
        room = max(0, width - sum(cell_len(part.text) for part in head) - cell_len(spent))
        words = Segment(set_cell_size(fitted(line.text, room), room), look)
        return Strip([*head, words, Segment(spent, quiet)]).adjust_cell_length(width, self.rich_style)

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"timeline-list--{name}", partial=name == "cursor")
