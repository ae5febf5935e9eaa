"""Where statements are put to the database: a connection for each transaction, or one that is held open."""

from contextlib import AbstractContextManager, nullcontext

from sqlalchemy import Connection, Engine


class Desk:
    """An engine, or the one connection of a store in memory.

    There each statement is committed by itself and nobody else looks: taking a connection out of its pool for each
    transaction and giving it back costs as much as half the statements.
    """

    def __init__(self, engine: Engine, *, held: bool = False) -> None:
        self.engine = engine
        self.held = held
        self._held = engine.connect() if held else None

    def connect(self) -> AbstractContextManager[Connection]:
        """A connection to read with."""
        return nullcontext(self._held) if self._held else self.engine.connect()

    def begin(self) -> AbstractContextManager[Connection]:
        """A transaction, committed at its end."""
        return nullcontext(self._held) if self._held else self.engine.begin()

    def close(self) -> None:
        """Give the connections back."""
        if self._held:
            self._held.close()
        self.engine.dispose()
