"""A strip of small pictures: what a shot's takes look like, side by side, the circled ones named so."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from rich.cells import set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from rushes.errors import RushesError
from rushes.memory.overview import ShotLine, TakeLine
from rushes.tui.words import fitted

if TYPE_CHECKING:
    from rushes.tui.app import Floor
    from rushes.tui.pictures.halfblocks import Picture

    Draw = Callable[[Picture, int, int], list[Strip]]

_WIDTH = 160
"""Pixels a thumbnail is kept wide: more than a terminal's cells show."""

_MOST = 256
"""Thumbnails kept in memory, about 43 KB each."""

_GAP = 1


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """A small picture and what stands under it. `picture` is (h, w, 3) uint8; None where the file can't be read."""

    picture: "Picture | None"
    caption: str


class Thumbnails(Widget):
    """The newest takes of a shot that fit, in the order they were made."""

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._strips: list[Strip] = []
        self._shown: list[Thumbnail] = []
        self._of: tuple[ShotLine, tuple[TakeLine, ...]] | None = None

    def show(self, floor: "Floor", shot: str) -> None:
        """Fetch a shot's takes and show them."""
        line = floor.board.line(shot)
        if line is None or not self.display:
            return

        def pictures() -> tuple[tuple[TakeLine, ...], list[Thumbnail]]:
            takes = floor.window.takes(shot)
            stills = [take for take in takes if take.kind != "print"]
            return takes, [_thumbnail(line, take, floor.file_of(take)) for take in stills]

        floor.do(pictures, lambda found: self._came(line, *found), group="thumbnails")

    def _came(self, shot: ShotLine, takes: tuple[TakeLine, ...], thumbnails: list[Thumbnail]) -> None:
        if self._of != (shot, takes):
            self._of = shot, takes
            self._shown = thumbnails
            self._draw()

    def on_resize(self) -> None:
        """Draw them as large as the room is."""
        self._draw()

    def _draw(self) -> None:
        rows = self.size.height - 1
        if rows < 1 or not self._shown:
            self._strips = []
            return
        from rushes.tui.pictures.halfblocks import halfblocks, inked  # noqa: PLC0415 - there since the pictures are

        columns = max(8, round(rows * 2 * 16 / 9))
        fit = max(1, (self.size.width + _GAP) // (columns + _GAP))
        shown = self._shown[-fit:]
        style = self.rich_style
        draw = inked if self.app.no_color else halfblocks
        blocks = [_block(one, columns, rows, style, draw) for one in shown]
        gap = Strip.blank(_GAP, style)
        lines = [Strip.join([part for block in blocks for part in (block[y], gap)]) for y in range(rows + 1)]
        self._strips = lines if blocks else []
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line of the strip."""
        strip = self._strips[y] if y < len(self._strips) else Strip.blank(0)
        return strip.adjust_cell_length(self.size.width, self.rich_style)


def _block(one: Thumbnail, columns: int, rows: int, style: Style, draw: "Draw") -> list[Strip]:
    """A picture over its caption, `rows` + 1 strips of `columns` cells."""
    if one.picture is None:
        empty = Strip([Segment(set_cell_size(" not readable", columns), style)])
        picture = [empty, *[Strip.blank(columns, style)] * (rows - 1)]
    else:
        picture = draw(one.picture, columns, rows)
    return [*picture, Strip([Segment(set_cell_size(fitted(one.caption, columns), columns), style)])]


def _thumbnail(shot: ShotLine, take: TakeLine, file: Path) -> Thumbnail:
    circled = "◉ " if take.id in {shot.keyframe, shot.clip} else ""
    merit = "" if take.merit is None else f" {take.merit:.0%}"
    return Thumbnail(_picture(file), f"{circled}{take.id}{merit}")


@lru_cache(_MOST)
def _picture(file: Path) -> "Picture | None":
    """A still, or a clip's middle frame, small. Takes never change, so neither does this."""
    from rushes.tui.pictures.reels import opened  # noqa: PLC0415 - decoders load with the first picture, on its thread

    try:
        with closing(opened(file)) as reel:
            width, height = reel.size
            return reel.frame(reel.frames // 2, _WIDTH, max(1, round(_WIDTH * height / width)))
    except RushesError:
        return None
