"""A line a person is asked for: why a shot goes back, which one to go to."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from rushes.tui.entry import Entry


class LineDialog(ModalScreen[str | None]):
    """Asks for a line; None when the person thinks better of it. An empty line is an answer."""

    BINDINGS = [("escape", "dismiss(None)", "Never mind")]  # noqa: RUF012 - Textual's own form

    def __init__(self, question: str, hint: str = "") -> None:
        super().__init__()
        self.question = question
        self.hint = hint

    def compose(self) -> ComposeResult:
        """The question and a line to answer on."""
        with Vertical(classes="dialog"):
            yield Static(Content(self.question))
            yield Entry(placeholder=self.hint)
            yield Static(Content("enter does it · escape leaves it"), classes="quiet")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """That is the answer."""
        self.dismiss(event.value.strip())
