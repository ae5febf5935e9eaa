"""A text as large as the terminal allows: laid out aside, for it may have megabytes."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from rushes.tui.pane import Laid, Pane, Part, laid_out

if TYPE_CHECKING:
    from rushes.tui.app import Floor


class Sheet(ModalScreen[None]):
    """Parts to scroll through. Escape closes it."""

    BINDINGS = [("escape,enter,q", "dismiss", "Close")]  # noqa: RUF012 - Textual's own form

    def __init__(self, parts: Sequence[Part]) -> None:
        super().__init__()
        self.parts = parts

    def compose(self) -> ComposeResult:
        """The parts, and how to leave."""
        with Vertical(classes="dialog wide tall"):
            yield Pane(id="sheet-pane")
            yield Static(Content("escape closes"), classes="quiet")

    def on_mount(self) -> None:
        """Let the arrow keys scroll."""
        self.query_one(Pane).focus()

    def on_resize(self) -> None:
        """Lay it out as wide as there is room."""
        self.call_after_refresh(self._lay_out)

    def _lay_out(self) -> None:
        width = self.query_one(Pane).reading_width
        cast("Floor", self.app).do(lambda: laid_out(self.parts, width), self._laid, group="sheet")

    def _laid(self, lines: Sequence[Laid]) -> None:
        if self.is_current:
            self.query_one(Pane).show(lines)
