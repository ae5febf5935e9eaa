"""Foreign text on its way to the screen: through the gate, and never read as markup."""

from textual.content import Content

from rushes.gate import clean, one_line


def shown(text: str, style: str = "") -> Content:
    """The whole text as it may be painted, its lines kept."""
    return Content.styled(clean(text), style) if style else Content(clean(text))


def shown_line(text: str, width: int, style: str = "") -> Content:
    """The text on one line of at most `width` characters."""
    return shown(one_line(text, width), style)
