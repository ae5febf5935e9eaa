"""How the crew's brain composed shots: asked once, found again."""

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.sqlite import insert

from rushes.memory.desk import Desk
from rushes.memory.schema import CompositionRow

_WITH_KEY = select(CompositionRow.answer).where(CompositionRow.key == bindparam("key"))
_NEW = insert(CompositionRow).on_conflict_do_nothing()


class Compositions:
    """A brain's answers by what it was asked with. A row is only ever added."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._known: dict[str, str] = {}

    def get(self, key: str) -> str | None:
        """The answer's JSON, if there is one."""
        if key not in self._known:
            with self.desk.connect() as connection:
                answer = connection.scalar(_WITH_KEY, {"key": key})
            if answer is None:
                return None
            self._known[key] = answer
        return self._known[key]

    def add(self, key: str, shot: str, by: str, answer: str, at: str) -> None:
        """Keep an answer."""
        with self.desk.begin() as connection:
            connection.execute(_NEW, {"key": key, "shot": shot, "by": by, "answer": answer, "at": at})
        self._known[key] = answer
