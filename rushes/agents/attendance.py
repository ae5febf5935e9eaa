"""Who is there to ask while a run goes on: nobody, or people whose word a branch can wait for."""

from typing import Protocol


class Attendance(Protocol):
    """People at hand."""

    async def word(self, shot: str) -> bool:
        """Wait until somebody decided about a shot that waits; the store has it then.

        False where nobody is there to ask (any more): then the run stands at an interrupt, as it does without them.
        """
        ...

    def hears(self) -> None:
        """Somebody said something."""
        ...


class Nobody:
    """A run that nobody attends: every question is an interrupt."""

    async def word(self, shot: str) -> bool:  # noqa: ARG002
        """Not a word."""
        return False

    def hears(self) -> None:
        """Nobody waits."""
