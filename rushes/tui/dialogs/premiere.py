"""The film itself, in the terminal; or, at a key, in the system's own player."""

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from rushes.tui.keys import Keys
from rushes.tui.pictures.screening import Screening
from rushes.tui.player import play

if TYPE_CHECKING:
    from rushes.tui.app import Floor


class Premiere(ModalScreen[None]):
    """Plays a film as large as the terminal is. Escape leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,o,q", "dismiss", "Close"),
        Binding("p", "play", "System's player"),
    ]

    def __init__(self, film: Path) -> None:
        super().__init__()
        self.film = film

    def compose(self) -> ComposeResult:
        """The screen, and the keys."""
        yield Screening()
        yield Keys()

    def on_mount(self) -> None:
        """Lights out."""
        screening = self.query_one(Screening)
        screening.focus()
        screening.show(self.film, running=True)

    def action_play(self) -> None:
        """In a window, with its sound."""
        cast("Floor", self.app).do(lambda: play(self.film))
