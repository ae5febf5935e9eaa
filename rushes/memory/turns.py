"""How long calls and loads took on this project's devices: written as they are made, read before the next."""

from contextlib import suppress
from dataclasses import asdict, dataclass

from sqlalchemy import Engine, delete, insert, select
from sqlalchemy.exc import SQLAlchemyError

from rushes.memory.schema import TurnRow

KEPT = 5_000
"""The newest rows that are kept: a film's, or a few."""


AT_ONCE = 50
"""Calls that are written together."""


@dataclass(frozen=True, slots=True)
class Turned:
    """One call: its kind of work and how much of it, what made it, the lane and its device, and the times in seconds.

    `load` is None where the model was there; `silence` is the longest time between two signs of the call.
    """

    work: str
    model: str
    lane: str
    device: str
    amount: float
    seconds: float
    load: float | None
    silence: float


class Turns:
    """What the project's own calls say of this machine's speed."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._new: list[Turned] = []

    def add(self, turned: Turned) -> None:
        """Remember a call; written with others, or by `write`: one is not worth a transaction of its own."""
        self._new.append(turned)
        if len(self._new) >= AT_ONCE:
            self.write()

    def write(self) -> None:
        """Write what was remembered. What can't be written is forgotten: no film shall fail over its statistics."""
        if not self._new:
            return
        new, self._new = self._new, []
        with suppress(SQLAlchemyError), self.engine.begin() as connection:
            connection.execute(insert(TurnRow), [asdict(one) for one in new])
            newest = select(TurnRow.id).order_by(TurnRow.id.desc()).limit(KEPT)
            connection.execute(delete(TurnRow).where(TurnRow.id.not_in(newest)))

    def all(self) -> list[Turned]:
        """Those that are kept, the oldest first."""
        row = TurnRow
        columns = (row.work, row.model, row.lane, row.device, row.amount, row.seconds, row.load, row.silence)
        with self.engine.connect() as connection:
            return [Turned(*found) for found in connection.execute(select(*columns).order_by(row.id))]
