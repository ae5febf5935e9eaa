"""What a person says of shots, the same in every room in which they can be seen."""

from collections.abc import Callable

from rushes.tui.dialogs.note import LineDialog
from rushes.tui.room import Room


class JudgingRoom(Room):
    """A room with keys for a person's word on the shots that are meant."""

    def meant(self) -> list[str]:
        """The shots that a key is about."""
        raise NotImplementedError

    def spoken(self) -> None:
        """Something was said of them."""

    def action_approve(self) -> None:
        """Approve them."""
        self._judge(self.floor.office.approve, "approved")

    def action_reroll(self) -> None:
        """Ask for another take of each."""
        self._judge(self.floor.office.reroll, "to be shot again")

    def action_reject(self) -> None:
        """Send them back with a note."""
        self._with_note("What should be different?", self.floor.office.reject, "sent back")

    def action_flag(self) -> None:
        """Mark them as worth another look."""
        self._with_note("Why is it worth another look?", self.floor.office.flag, "flagged")

    def _judge(self, word: Callable[[list[str]], str | None], done: str, shots: list[str] | None = None) -> None:
        shots = shots or self.meant()
        if shots:
            self.spoken()
            said = f"{_named(shots)}: {done}."
            self.floor.do_in_turn(lambda: word(shots), lambda more: self.floor.say(f"{said} {more or ''}"))

    def _with_note(self, question: str, word: Callable[[list[str], str], str | None], done: str) -> None:
        shots = self.meant()

        def noted(note: str | None) -> None:
            if note is not None:
                self._judge(lambda meant: word(meant, note), done, shots)

        if shots:
            self.app.push_screen(LineDialog(f"{_named(shots)}: {question}"), noted)


def _named(shots: list[str]) -> str:
    return shots[0] if len(shots) == 1 else f"{len(shots)} shots"
