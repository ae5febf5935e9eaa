"""The runs of the film graph."""

from sqlalchemy import ColumnClause, Engine, func, literal_column, select, update
from sqlalchemy.orm import Session

from rushes.configs.scope import Scope
from rushes.film.gauge import Gauge
from rushes.memory.schema import RunRow

ROW: ColumnClause[int] = literal_column("run.rowid")
"""SQLite's own number of a row: it counts up as rows are added, whatever a clock says."""


class Runs:
    """When the crew worked, and how it ended."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def start(
        self, revision: int | None, making: str, at: str, gauge: Gauge | None = None, scope: Scope | None = None
    ) -> str:
        """Begin a run and return its id: `run-1`, `run-2` and so on. It judges by `gauge` to its end."""
        with Session(self.engine) as session, session.begin():
            run = f"run-{(session.scalar(select(func.count()).select_from(RunRow)) or 0) + 1}"
            judged_by = gauge.model_dump_json() if gauge else ""
            about = scope.model_dump_json() if scope else ""
            row = RunRow(id=run, revision=revision, making=making, started_at=at, gauge=judged_by, scope=about)
            session.add(row)
            return run

    def scope(self, run: str) -> Scope | None:
        """What a run is about; None for one from before that was kept."""
        with Session(self.engine) as session:
            kept = session.scalar(select(RunRow.scope).where(RunRow.id == run))
        return Scope.model_validate_json(kept) if kept else None

    def gauge(self, run: str) -> Gauge:
        """What a run judges by; an empty gauge for one that began without."""
        with Session(self.engine) as session:
            kept = session.scalar(select(RunRow.gauge).where(RunRow.id == run))
        return Gauge.model_validate_json(kept) if kept else Gauge()

    def end(self, run: str, outcome: str, at: str) -> None:
        """Close a run."""
        with Session(self.engine) as session, session.begin():
            session.execute(update(RunRow).where(RunRow.id == run).values(ended_at=at, outcome=outcome))

    def last_making(self) -> str | None:
        """What the newest run was made with; None before the first."""
        with Session(self.engine) as session:
            newest = select(RunRow.making).order_by(ROW.desc()).limit(1)
            return session.scalar(newest)

    def newest(self) -> str:
        """The newest run; empty before the first."""
        with Session(self.engine) as session:
            return session.scalar(select(RunRow.id).order_by(ROW.desc())) or ""

    def unfinished(self) -> str | None:
        """The newest run if it has not ended."""
        with Session(self.engine) as session:
            newest = session.scalars(select(RunRow).order_by(ROW.desc())).first()
            return newest.id if newest and not newest.ended_at else None
