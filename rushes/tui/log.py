"""Lines of a log, the newest at the foot; only what can be seen is drawn."""

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import set_cell_size
from rich.segment import Segment
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from rushes.service.watch import Line
from rushes.tui.words import fitted


class Log(ScrollView, can_focus=True):
    """Events as they came. It follows the newest unless somebody scrolled up."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"log--at"}

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.lines: Sequence[Line] = ()
        self._follows = True

    def on_resize(self) -> None:
        """The newest stays in sight where it was."""
        if self._follows:
            self.call_after_refresh(self.scroll_end, animate=False, force=True)

    def show(self, lines: Sequence[Line]) -> None:
        """Show these lines."""
        if lines == self.lines:
            return
        self._follows = self.scroll_offset.y >= self.max_scroll_y - 1
        self.lines = lines
        self.virtual_size = Size(0, len(lines))
        self.refresh()
        if self._follows:
            self.call_after_refresh(self.scroll_end, animate=False, force=True)

    def render_line(self, y: int) -> Strip:
        """One event."""
        index, width, style = y + self.scroll_offset.y, self.scrollable_content_region.width, self.rich_style
        if not self.lines and y == 0:
            return Strip([Segment(set_cell_size(" Nothing has happened yet.", width), style)])
        if index >= len(self.lines):
            return Strip.blank(width, style)
        line = self.lines[index]
        words = set_cell_size(fitted(line.text, width - 10), max(0, width - 10))
        at = Segment(f" {line.at:>8} ", self.get_component_rich_style("log--at"))
        return Strip([at, Segment(words, style)]).adjust_cell_length(width, style)
