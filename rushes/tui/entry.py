"""A line to type on. What stands on it may be foreign too: a file's name, what was pasted or said before."""

from rich.text import Text
from textual.events import Paste
from textual.widgets import Input

from rushes.gate import letter_by_letter

_MOST = 20_000
"""Letters that a line takes, as many as the director hears: the next key would wait for a pasted megabyte."""


class Entry(Input):
    """Textual's input, which paints what it holds as it is: here through the gate. What it holds stays as it is."""

    @property
    def _value(self) -> Text:  # all that is painted comes from here
        return Text(letter_by_letter(self.value), no_wrap=True, overflow="ignore", end="")

    def on_paste(self, event: Paste) -> None:
        """Take all that is pasted, on one line: Textual takes the first of its lines."""
        event.prevent_default()
        event.stop()
        self.replace(" ".join(event.text.splitlines()), *self.selection)

    def validate_value(self, value: str) -> str:
        """As much of it as a line takes."""
        return value[:_MOST]
