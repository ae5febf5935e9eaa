"""Words whose lines are laid out in columns: what is too long for the room goes on under its own column."""

import re
import textwrap

from textual.content import Content
from textual.widgets import Static

from rushes.gate import clean


class Laid(Static):
    """Words laid out for the width there is."""

    def __init__(self, text: str = "", id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id, classes=classes)
        self._words = text

    def tell(self, text: str) -> None:
        """Other words."""
        if text != self._words:
            self._words = text
            self._lay()

    def on_mount(self) -> None:
        """Have a height from the first: what has none need never be told its width."""
        self._lay()

    def on_resize(self) -> None:
        """Lay the words out for the width there is now."""
        self._lay()

    def _lay(self) -> None:
        width = self.content_size.width or 60
        self.update(Content("\n".join(hanging(line, width) for line in clean(self._words).split("\n"))))


def hanging(line: str, width: int) -> str:
    """A line broken at `width`, going on under its last column (what stands after two spaces or more)."""
    if len(line) <= width:
        return line
    columns = list(re.finditer(r"(?<=\S) {2,}(?=\S)|^ +(?=\S)", line))
    indent = columns[-1].end() if columns and columns[-1].end() < width // 2 else 0
    return textwrap.fill(line, width, subsequent_indent=" " * indent, drop_whitespace=True, break_on_hyphens=False)
