"""How long takes took, as measured when they were made."""

from dataclasses import dataclass

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from rushes.film.take import TakeKind
from rushes.memory.schema import TakeRow


@dataclass(frozen=True, slots=True)
class Timing:
    """The mean of some takes of one kind by one backend, in seconds."""

    kind: TakeKind
    seconds: float
    takes: int


class Timings:
    """What the project's own takes say of a backend's speed on this machine."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def of(self, kind: TakeKind, backend: str) -> Timing | None:
        """The mean for a kind and a backend; None while there is no such take."""
        made_by = func.json_extract(TakeRow.slate, "$.backend")
        query = select(func.avg(TakeRow.made_seconds), func.count()).where(TakeRow.kind == kind, made_by == backend)
        with Session(self.engine) as session:
            mean, takes = session.execute(query).one()
        return Timing(kind, float(mean), takes) if takes else None
