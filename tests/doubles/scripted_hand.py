"""A night's worker that does what a test says, in the place of `Hand`."""

import signal
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from rushes.service.night.asked import Asked


@dataclass
class ScriptedHand:
    """Says its words one by one, then ends with its code; None as code stays until it is stopped or killed.

    `stops` is what it says and ends with when it is asked to stop; None for one that does not hear that.
    """

    words: Sequence[dict[str, Any]] = ()
    ends: int | None = 0
    printed: str = ""
    stops: dict[str, Any] | None = None
    asked: Asked | None = None
    heard: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._left = list(self.words)
        self._code: int | None = None

    def said(self, patience: float) -> dict[str, Any] | None:
        if self._left:
            return self._left.pop(0)
        if self._code is None:
            self._code = self.ends
        return None

    @property
    def over(self) -> bool:
        return self._code is not None and not self._left

    @property
    def last_words(self) -> str:
        return self.printed

    def how(self) -> str:
        if self._code is not None and self._code < 0:
            return f"it was killed by {signal.Signals(-self._code).name}"
        return f"it ended with exit code {self._code}"

    @property
    def code(self) -> int | None:
        return self._code

    def stop(self) -> None:
        self.heard.append("stop")
        if self.stops is not None:
            self._left.append(self.stops)
            self.ends = 0

    def kill(self) -> None:
        if self._code is None:
            self.heard.append("kill")
            self._code = -signal.SIGKILL
            self._left.clear()
