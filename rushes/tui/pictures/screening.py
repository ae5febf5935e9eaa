"""The screening: one take, or two side by side in step, with a line below to run them by."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import ClassVar

from rich.segment import Segment
from textual import events, on
from textual.binding import Binding, BindingType
from textual.filter import ANSIToTruecolor, LineFilter
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from rushes.errors import BadMedia
from rushes.tui.pictures.captions import name_over, sentence
from rushes.tui.pictures.halfblocks import Picture, halfblocks, inked
from rushes.tui.pictures.line import is_free
from rushes.tui.pictures.projector import Projector
from rushes.tui.pictures.reels import is_still
from rushes.tui.pictures.scrubber import frame_under, scrubber

_LEAST_FRAMES = 10
"""A scrub goes at least so far."""

_ASK_AGAIN = 0.02
"""Seconds until a line that was busy is looked at again."""


@dataclass(frozen=True, slots=True)
class Masking:
    """How the cells are shared out: a row of names where there are two, the pictures, a row below for what moves."""

    columns: int = 0
    rows: int = 0
    two: bool = False
    moves: bool = False

    @property
    def picture(self) -> tuple[int, int]:
        """Columns and rows of each picture; a column parts two."""
        columns = (self.columns - 1) // 2 if self.two else self.columns
        return max(columns, 0), max(self.rows - self.two - self.moves, 0)


class Screening(Widget, can_focus=True):
    """Shows files in half-blocks: clips in step, standing at their first frame; a still stands beside them.

    What can't be shown is a sentence. It stops when it is hidden or its screen is left, and when it goes.
    """

    DEFAULT_CSS = """
    Screening {
        width: 1fr;
        height: 1fr;
    }
    """
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "play", "Play", key_display="space"),
        Binding("comma", "step(-1)", "Frame back", key_display=",", show=False),
        Binding("full_stop", "step(1)", "Frame on", key_display=".", show=False),
        Binding("left", "scrub(-0.05)", "Back", key_display="←", show=False),
        Binding("right", "scrub(0.05)", "On", key_display="→", show=False),
        Binding("home", "restart", "Start", show=False),
    ]

    class Lit(Message, bubble=False):
        """A frame to be painted, from the projector's thread."""

        def __init__(self, projector: Projector, masking: Masking, index: int, pictures: list[list[Strip]]) -> None:
            super().__init__()
            self.projector, self.masking, self.index, self.pictures = projector, masking, index, pictures

    class Torn(Message, bubble=False):
        """A file that can't be shown."""

        def __init__(self, projector: Projector, error: BadMedia) -> None:
            super().__init__()
            self.projector, self.error = projector, error

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, classes=classes)
        self._paths: tuple[Path, ...] = ()
        self._titles = ("", "")
        self._runs = False
        self._words = ""
        self._masking = Masking()
        self._projector: Projector | None = None
        self._index = 0
        self._pictures: list[list[Strip]] = []
        self._strips: list[Strip] = []
        self._went_on = False
        """It was running when it was hidden."""

    # What is asked of it.

    @property
    def index(self) -> int:
        """The frame that was painted last, from 0."""
        return self._index

    @property
    def running(self) -> bool:
        """Whether it plays."""
        transport = self._projector.transport if self._projector else None
        return transport is not None and transport.running

    def show(
        self,
        left: Path | None,
        right: Path | None = None,
        titles: tuple[str, str] = ("", ""),
        *,
        running: bool = False,
    ) -> None:
        """Show a file, or two with their names over them, or nothing; standing at the first frame, or running."""
        self._end()
        self._runs = running
        self._paths = tuple(path for path in (left, right) if path is not None)
        self._titles, self._words, self._index, self._pictures = titles, "", 0, []
        self._went_on = False
        if self.is_mounted:
            self._begin()

    def toggle(self) -> None:
        """Play, or stand."""
        if self._projector and self._moves:
            (self._projector.pause if self.running else self._projector.play)()
            self._redraw()

    def step(self, by: int) -> None:
        """Stand some frames further on, or back."""
        if self._projector:
            self._projector.step(by)
            self._redraw()

    def scrub(self, part: float) -> None:
        """Go a part of the whole (-1 to 1) further on or back, and at least 10 frames."""
        if self._projector and (transport := self._projector.transport):
            far = max(round(abs(part) * transport.frames), _LEAST_FRAMES)
            self._projector.skip(far if part > 0 else -far)

    def restart(self) -> None:
        """Go to the first frame."""
        if self._projector:
            self._projector.seek(0)

    action_play, action_step, action_scrub, action_restart = toggle, step, scrub, restart

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's name
        """Whether a key means anything: not where nothing moves."""
        return self._moves or action not in {"play", "step", "scrub", "restart"}

    # What happens to it.

    def on_mount(self) -> None:
        """Begin with what was asked for before there was a screen."""
        self._begin()

    def on_unmount(self) -> None:
        """End the projector."""
        self._end()

    def on_resize(self) -> None:
        """Fit the pictures into the room there is now."""
        self._fit()

    def on_hide(self) -> None:
        """Nobody looks."""
        self._went_on = self.running
        self._stand()

    def on_show(self) -> None:
        """Go on where somebody looked away."""
        if self._went_on and self._projector:
            self._projector.play()
        self._went_on = False

    def on_click(self, event: events.Click) -> None:
        """Go where the bar was clicked."""
        where = event.get_content_offset(self)
        if where is None or not self._projector or where.y != self._masking.rows - 1:
            return
        transport = self._projector.transport
        frame = frame_under(transport, where.x, self._masking.columns) if transport and self._moves else None
        if frame is not None:
            self._projector.seek(frame)

    # The projector.

    @property
    def _moves(self) -> bool:
        return any(not is_still(path) for path in self._paths)

    def _begin(self) -> None:
        if self._paths:
            draw = inked if self.app.no_color else partial(halfblocks, coarse=self._moves)

            def show(index: int, pictures: tuple[Picture, ...]) -> None:
                masking = self._masking
                drawn = [draw(one, *masking.picture) for one in pictures]
                self.post_message(self.Lit(projector, masking, index, drawn))

            def fail(error: BadMedia) -> None:
                self.post_message(self.Torn(projector, error))

            projector = Projector(self._paths, show, fail, running=self._runs)
            self._projector = projector
            projector.start()
        self._fit()
        self.refresh_bindings()

    def _end(self) -> None:
        if self._projector:
            self._projector.close()
            self._projector = None

    def _stand(self) -> None:
        if self._projector and self.running:
            self._projector.pause()
            self._redraw()

    def _is_seen(self) -> bool:
        """Whether its screen is on top, or shines through a dialog."""
        top = self.app.screen
        return top is self.screen or (self.screen.is_current and top.is_modal)

    def _fit(self) -> None:
        self._masking = Masking(*self.size, two=len(self._paths) > 1, moves=self._moves)
        if self._projector:
            self._projector.fit(*self._masking.picture)
        self._redraw()

    @on(Lit)
    def _lit(self, message: Lit) -> None:
        if message.projector is not self._projector:
            return
        if not self._is_seen():
            self._stand()
        if message.masking == self._masking:
            self._index, self._pictures = message.index, message.pictures
            self._redraw()
        self.call_after_refresh(self._painted, message.projector)

    def _painted(self, projector: Projector) -> None:
        if is_free():
            projector.painted()
        else:
            self.set_timer(_ASK_AGAIN, partial(self._painted, projector))

    @on(Torn)
    def _torn(self, message: Torn) -> None:
        if message.projector is self._projector:
            self._end()
            self._words, self._pictures = str(message.error), []
            self._redraw()

    # The picture.

    def render_line(self, y: int) -> Strip:
        """One row, as it was put together when the frame came."""
        return self._strips[y] if y < len(self._strips) else Strip.blank(self.size.width, self.rich_style)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """All but the one that makes colours true: ours are, and it would cost as much as the picture."""
        return [one for one in super().get_line_filters() if not isinstance(one, ANSIToTruecolor)]

    def _redraw(self) -> None:
        """Put the rows together and have those painted that changed."""
        before, self._strips = self._strips, self._put_together()
        if len(before) != len(self._strips):
            self.refresh()
            return
        changed = [y for y, strips in enumerate(zip(before, self._strips, strict=True)) if strips[0] != strips[1]]
        if changed:
            self.refresh(*(Region(0, y, self._masking.columns, 1) for y in changed))

    def _put_together(self) -> list[Strip]:
        masking, style = self._masking, self.rich_style
        if self._paths and not (self._pictures or self._words):
            return self._strips  # the last picture stays until the next one is there, or two takes would not compare
        if not self._pictures:
            return sentence(self._words, masking.columns, masking.rows, style)
        rows = [Strip.join(row) for row in zip(*self._parted(), strict=True)]
        if masking.two:
            columns, _ = masking.picture
            names = [name_over(title, columns, style) for title in self._titles]
            rows.insert(0, Strip.join([names[0], Strip.blank(1, style), names[1]]))
        transport = self._projector.transport if self._projector else None
        if masking.moves and transport:
            rows.append(Strip([Segment(scrubber(transport, self._index, masking.columns), style)], masking.columns))
        return rows

    def _parted(self) -> list[list[Strip]]:
        if len(self._pictures) == 1:
            return self._pictures
        left, right = self._pictures
        return [left, [Strip.blank(1, self.rich_style)] * len(left), right]
