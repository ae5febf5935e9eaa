"""Words where pictures are: a name over one, a sentence in the place of one that can't be shown."""

import textwrap

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from rushes.gate import one_line

_LONGEST = 600
"""Characters of a sentence."""


def name_over(text: str, columns: int, style: Style) -> Strip:
    """One line in the middle of `columns` cells, cut to them; foreign text may stand in it."""
    line = one_line(text, columns)
    line = " " * ((columns - cell_len(line)) // 2) + line
    return Strip([Segment(set_cell_size(line, columns), style)], columns)


def sentence(text: str, columns: int, rows: int, style: Style) -> list[Strip]:
    """A sentence, wrapped, in the middle of `rows` strips of `columns` cells."""
    lines = textwrap.wrap(one_line(text, _LONGEST), columns)[:rows] if columns else []
    above = [""] * ((rows - len(lines)) // 2)
    below = [""] * (rows - len(lines) - len(above))
    return [name_over(line, columns, style) for line in (*above, *lines, *below)]
