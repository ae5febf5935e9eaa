"""A tool that is made at its first use: planning and cutting need no weights, and a lane loads what it is asked for."""

import threading
from collections.abc import Callable
from typing import Any, Generic, TypeVar, cast

Tool = TypeVar("Tool")


class Later(Generic[Tool]):
    """To be used in the tool's place, from any thread."""

    def __init__(self, make: Callable[[], Tool]) -> None:
        self._make = make
        self._making = threading.Lock()
        self._made: Tool | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._tool(), name)

    def _tool(self) -> Tool:
        with self._making:
            if self._made is None:
                self._made = self._make()
            return self._made

    def close(self) -> None:
        """Let go of what is loaded; nothing where nothing was made."""
        made = cast("Any", self._made)
        if made is not None:
            made.close()


def later(make: Callable[[], Tool]) -> Tool:
    """The tool, made when it is first used."""
    return cast("Tool", Later(make))
