"""The purse: who says, before a call begins, whether there is still time and money for it."""

from collections.abc import Sequence
from typing import Protocol

from rushes.studio.calls import Call


class Purse(Protocol):
    """Keeps to limits. Told of every call as it begins and as it is over, in the studio's event loop."""

    def opens(self, ticket: int, call: Call | None, lanes: Sequence[str], seconds: float) -> str:
        """Empty for a call that may begin, which then is in hand; else why it may not, in a sentence.

        `call` is None for a brain's loan of the cards. `seconds` is how long it is expected to take, 0 where nobody
        knows.
        """
        ...

    def closes(self, ticket: int, *, made: bool = True) -> None:
        """A call that was in hand is over, however it ended; `made`: something came of it."""
        ...


class NoLimits:
    """A purse that never says no."""

    def opens(self, ticket: int, call: Call | None, lanes: Sequence[str], seconds: float) -> str:  # noqa: ARG002
        """Always."""
        return ""

    def closes(self, ticket: int, *, made: bool = True) -> None:
        """Nobody counts."""
