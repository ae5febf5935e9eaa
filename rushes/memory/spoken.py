"""What people said of takes, taken back and said again: only what stands is among the verdicts."""

from collections.abc import Iterable

from pydantic.dataclasses import dataclass
from sqlalchemy import Engine, delete, func, insert, select

from rushes.film.take import Judge
from rushes.memory.schema import TakeRow, VerdictRow


@dataclass(frozen=True)
class Word:
    """A person's word on a take. `id` is its verdict's."""

    id: int
    take: str
    decision: str
    reason: str
    at: str


def newest(engine: Engine) -> int:
    """The id of the newest verdict; 0 before the first."""
    with engine.connect() as connection:
        return connection.scalar(select(func.max(VerdictRow.id))) or 0


def words_since(engine: Engine, verdict: int) -> tuple[Word, ...]:
    """People's words after a verdict, oldest first."""
    row = VerdictRow
    query = select(row.id, row.take, row.decision, row.reason, row.at).where(row.id > verdict, row.by == Judge.PERSON)
    with engine.connect() as connection:
        return tuple(Word(*found) for found in connection.execute(query.order_by(row.id)))


def unsay(engine: Engine, words: Iterable[Word]) -> None:
    """Take words back: the critic's verdict stands again."""
    with engine.begin() as connection:
        connection.execute(delete(VerdictRow).where(VerdictRow.id.in_([word.id for word in words])))


def say_again(engine: Engine, words: Iterable[Word]) -> tuple[Word, ...]:
    """Say words again that were taken back, on takes that are still there; as they are called now."""
    before = newest(engine)
    with engine.begin() as connection:
        for word in words:
            if connection.scalar(select(TakeRow.id).where(TakeRow.id == word.take)):
                said = {"take": word.take, "decision": word.decision, "reason": word.reason, "at": word.at}
                connection.execute(insert(VerdictRow).values(by=Judge.PERSON, **said))
    return words_since(engine, before)
