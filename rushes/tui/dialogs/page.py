"""A page to read: a report, a trace's exchange, whatever is longer than a line."""

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from rushes.tui.words import shown


class Page(ModalScreen[None]):
    """A heading and its text. Escape closes it."""

    BINDINGS = [("escape,q", "dismiss", "Close")]  # noqa: RUF012 - Textual's own form

    def __init__(self, heading: str, text: str) -> None:
        super().__init__()
        self.heading = heading
        self.text = text

    def compose(self) -> ComposeResult:
        """The heading, and the text to scroll through."""
        with Vertical(classes="dialog wide tall"):
            yield Static(shown(self.heading), classes="purpose")
            with VerticalScroll():
                yield Static(shown(self.text))
            yield Static(Content("escape closes"), classes="quiet")

    def on_mount(self) -> None:
        """Let the arrow keys scroll."""
        self.query_one(VerticalScroll).focus()
