"""Foreign text on its way to the screen: through the gate, never read as markup, and no longer than can be painted."""

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from rushes.gate import clean, one_line


def shown(text: str, style: str = "") -> Content:
    """The whole text as it may be painted, its lines kept."""
    return Content.styled(clean(text), style) if style else Content(clean(text))


def shown_line(text: str, cells: int, style: str = "") -> Content:
    """The text on one line of at most `cells` cells."""
    return shown(fitted(text, cells), style)


def fitted(text: str, cells: int) -> str:
    """The text on one line of at most `cells` cells, of which a wide letter takes two. An ellipsis says it is cut."""
    line = one_line(text, cells)
    return line if cell_len(line) <= cells else f"{set_cell_size(line, cells - 1)}…"[: max(cells, 0)]


def beginning(text: str, most: int) -> str:
    """The text, or as much of it as is shown, and how much more there is."""
    return text if len(text) <= most else f"{text[:most]} … ({len(text) - most:,} more characters)"
