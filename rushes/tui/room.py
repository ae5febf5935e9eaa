"""What every room of the studio floor has: the top lines, the keys below, and news of the film as it changes."""

from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widgets import Input

from rushes.service.watch import Moment
from rushes.tui.board import Board
from rushes.tui.keys import Keys
from rushes.tui.masthead import Masthead

if TYPE_CHECKING:
    from rushes.tui.app import Floor

TALL = 36
"""Lines from which a room is a tall one."""

NARROW = 96
"""Columns below which a room is a narrow one."""


class Room(Screen[None]):
    """A room. `PURPOSE` says in a paragraph what it is for; its keys are told from its bindings."""

    NAME: ClassVar[str] = ""
    PURPOSE: ClassVar[str] = ""

    @property
    def floor(self) -> "Floor":
        """The application."""
        return cast("Floor", self.app)

    def compose(self) -> ComposeResult:
        """The room between its two edges."""
        yield Masthead(self.NAME)
        yield from self.furnish()
        yield Keys()

    def furnish(self) -> ComposeResult:
        """What stands in the room."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Hear of changes from now on."""
        floor = cast("DOMNode", self.app)
        self.watch(floor, "board", self._board_changed)
        self.watch(floor, "moment", self._moment_changed)

    def on_resize(self, event: events.Resize) -> None:
        """A tall room has place for more pictures, a narrow one for fewer columns."""
        self.set_class(event.size.height >= TALL, "tall-room")
        self.set_class(event.size.width < NARROW, "narrow-room")
        self._masthead()

    def on_screen_resume(self) -> None:
        """Show what changed while another room was open."""
        self._board_changed()
        self._moment_changed()

    def _board_changed(self) -> None:
        if self.is_current:
            self._masthead()
            self.board_changed(self.floor.board)

    def _moment_changed(self) -> None:
        if self.is_current:
            self._masthead()
            self.moment_changed(self.floor.moment)

    def _masthead(self) -> None:
        for masthead in self.query(Masthead):
            masthead.tell(self.floor.board, self.floor.moment, typing=isinstance(self.focused, Input))

    def on_descendant_focus(self) -> None:
        """Letters may be words now, or keys again."""
        self._masthead()

    def board_changed(self, board: Board) -> None:
        """The project stands otherwise than before."""

    def moment_changed(self, moment: Moment) -> None:
        """The crew did something."""
