"""The conversation with the director, message by message."""

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Engine, Select, select
from sqlalchemy.orm import Session

from rushes.memory.schema import MessageRow

Role = Literal["person", "director", "tool", "change"]
"""A "change" is no message but a step of the project's history: what undoes it."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message. `data` is JSON: a tool's call and what undoes it; empty for plain words."""

    id: int
    role: str
    text: str
    data: str
    at: str


class Messages:
    """What was said, oldest first. Rows are only ever added."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def add(self, role: Role, text: str, at: str, data: str = "") -> int:
        """Write a message down; its id counts up."""
        with Session(self.engine) as session, session.begin():
            row = MessageRow(role=role, text=text, data=data, at=at)
            session.add(row)
            session.flush()
            return row.id

    def last(self, count: int) -> list[Message]:
        """The newest `count` messages, oldest first; changes are none."""
        return self._read(select(MessageRow).where(MessageRow.role != "change"), count)

    def changes(self, count: int) -> list[Message]:
        """The newest `count` changes, oldest first."""
        return self._read(select(MessageRow).where(MessageRow.role == "change"), count)

    def _read(self, query: Select[MessageRow], count: int) -> list[Message]:
        with Session(self.engine) as session:
            rows = list(session.scalars(query.order_by(MessageRow.id.desc()).limit(count)))
        return [Message(row.id, row.role, row.text, row.data, row.at) for row in reversed(rows)]
