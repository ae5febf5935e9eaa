"""A text to scroll through: however long it is, only what can be seen is drawn."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.content import Content
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from rushes.gate import clean
from rushes.tui.words import fitted


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and what stands under it."""

    name: str
    text: str


Laid = tuple[bool, str]
"""A line as wide as the pane; whether it is a heading."""


def laid_out(parts: Iterable[Part], width: int) -> list[Laid]:
    """Parts in lines of at most `width` cells, their text through the gate. For any thread."""
    lines: list[Laid] = []
    for part in parts:
        lines += [(False, "")] if lines else []
        lines.append((True, fitted(part.name, width)))
        for line in clean(part.text).expandtabs(4).split("\n"):
            lines += [(False, piece) for piece in _wrapped(line, max(1, width))]
    return lines


def _wrapped(line: str, width: int) -> list[str]:
    if cell_len(line) <= width:
        return [line]
    return [piece.plain for piece in Content(line).wrap(width)]


class Pane(ScrollView, can_focus=True):
    """Lines to read."""

    DEFAULT_CSS = """
    Pane { scrollbar-size-vertical: 1; overflow-x: hidden; background: $background; }
    Pane { height: 1fr; border-left: blank; padding-right: 1; scrollbar-gutter: stable; }
    Pane:focus { border-left: outer $accent; }
    Pane > .pane--heading { color: $accent; text-style: bold; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"pane--heading"}

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.lines: Sequence[Laid] = ()

    @property
    def reading_width(self) -> int:
        """Cells a line may have: what is left beside the scrollbar."""
        return max(1, self.scrollable_content_region.width)

    def show(self, lines: Sequence[Laid]) -> None:
        """Show these from their beginning."""
        self.lines = lines
        self.virtual_size = Size(self.size.width, len(lines))
        self.scroll_home(animate=False, force=True)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line."""
        place, width = y + self.scroll_offset.y, self.reading_width
        if place >= len(self.lines):
            return Strip.blank(width, self.rich_style)
        heading, words = self.lines[place]
        style = self.get_component_rich_style("pane--heading") if heading else self.rich_style
        return Strip([Segment(set_cell_size(words, width), style)])
