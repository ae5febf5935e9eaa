"""Takes, their scores and verdicts, and the attempts that made none."""

from collections.abc import Iterable
from fractions import Fraction

from sqlalchemy import Engine, delete, func, select
from sqlalchemy.orm import Session

from rushes.errors import NoSuchShot
from rushes.film.take import Decision, Judge, MediaFacts, Score, Slate, Take, TakeKind, Verdict, take_id
from rushes.memory.schema import FailureRow, ScoreRow, TakeRow, VerdictRow
from rushes.memory.vault import Kept


class Takes:
    """The takes of a project. Rows are added after their media is safe, and never changed."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def find(self, shot: str, key: str) -> Take | None:
        """The shot's take with that key, if it was ever finished."""
        with Session(self.engine) as session:
            row = session.scalars(select(TakeRow).where(TakeRow.shot == shot, TakeRow.key == key)).first()
            return _take(session, row) if row else None

    def get(self, take: str) -> Take:
        """A take by its id. Raises NoSuchShot."""
        with Session(self.engine) as session:
            row = session.get(TakeRow, take)
            if row is None:
                raise NoSuchShot(
                    f"There is no take {take} in this project.", "`rushes show SHOT` lists a shot's takes."
                )
            return _take(session, row)

    def all(self, shot: str | None = None, kind: TakeKind | None = None) -> list[Take]:
        """The takes of a shot (or of all), oldest first."""
        query = select(TakeRow).order_by(TakeRow.made_at, TakeRow.id)
        if shot is not None:
            query = query.where(TakeRow.shot == shot)
        if kind is not None:
            query = query.where(TakeRow.kind == kind)
        with Session(self.engine) as session:
            return [_take(session, row) for row in session.scalars(query)]

    def add(
        self, shot: str, slate: Slate, kept: Kept, facts: MediaFacts, scores: Iterable[Score], at: str, seconds: float
    ) -> Take:
        """Write a take whose media is already safe in the vault. The id is the next of its shot and kind."""
        with Session(self.engine) as session, session.begin():
            used = session.scalar(
                select(func.max(TakeRow.count)).where(TakeRow.shot == shot, TakeRow.kind == slate.kind)
            )
            count = (used or 0) + 1
            row = TakeRow(
                id=take_id(shot, slate.kind, count),
                shot=shot,
                kind=slate.kind,
                count=count,
                key=slate.key,
                slate=slate.model_dump_json(),
                sha256=kept.sha256,
                suffix=kept.suffix,
                size=kept.size,
                width=facts.width,
                height=facts.height,
                frames=facts.frames,
                fps=str(facts.fps),
                made_at=at,
                made_seconds=seconds,
            )
            session.add(row)
            session.flush()
            for ordinal, score in enumerate(scores):
                session.add(ScoreRow(take=row.id, ordinal=ordinal, **score.model_dump()))
            session.flush()
            return _take(session, row)

    def forget(self, take: str, reason: str, at: str) -> None:
        """Take a lost take off the books: its media can't be had again. What it was and why it went stays noted."""
        with Session(self.engine) as session, session.begin():
            row = session.get_one(TakeRow, take)
            session.add(FailureRow(shot=row.shot, kind=row.kind, key=row.key, reason=f"{take}: {reason}", at=at))
            session.execute(delete(ScoreRow).where(ScoreRow.take == take))
            session.execute(delete(VerdictRow).where(VerdictRow.take == take))
            session.delete(row)

    def suffix_of(self, sha256: str) -> str:
        """The file suffix of a kept medium; empty for one that no take has."""
        with Session(self.engine) as session:
            return session.scalar(select(TakeRow.suffix).where(TakeRow.sha256 == sha256)) or ""

    def count(self) -> dict[str, int]:
        """How many takes there are of each kind."""
        with Session(self.engine) as session:
            rows = session.execute(select(TakeRow.kind, func.count()).group_by(TakeRow.kind))
            return {kind: number for kind, number in rows}  # noqa: C416 - rows are not tuples to pyright

    def judge(self, take: str, verdict: Verdict, at: str) -> None:
        """Write down a decision. The same one by the same judge is written once."""
        with Session(self.engine) as session, session.begin():
            last = session.scalars(
                select(VerdictRow).where(VerdictRow.take == take).order_by(VerdictRow.id.desc()).limit(1)
            ).first()
            if last and (last.by, last.decision, last.reason) == (verdict.by, verdict.decision, verdict.reason):
                return
            session.add(VerdictRow(take=take, by=verdict.by, decision=verdict.decision, reason=verdict.reason, at=at))

    def verdicts(self, take: str) -> list[Verdict]:
        """A take's verdicts, oldest first."""
        with Session(self.engine) as session:
            rows = session.scalars(select(VerdictRow).where(VerdictRow.take == take).order_by(VerdictRow.id))
            return [Verdict(by=Judge(r.by), decision=Decision(r.decision), reason=r.reason) for r in rows]

    def note_failure(self, shot: str, kind: TakeKind, key: str, reason: str, at: str) -> None:
        """Write down an attempt that made no take."""
        with Session(self.engine) as session, session.begin():
            session.add(FailureRow(shot=shot, kind=kind, key=key, reason=reason, at=at))

    def failures(self, shot: str) -> list[str]:
        """Why attempts at a shot made no take, oldest first."""
        with Session(self.engine) as session:
            rows = session.scalars(select(FailureRow).where(FailureRow.shot == shot).order_by(FailureRow.id))
            return [f"{row.kind}: {row.reason}" for row in rows]


def _take(session: Session, row: TakeRow) -> Take:
    scores = session.scalars(select(ScoreRow).where(ScoreRow.take == row.id).order_by(ScoreRow.ordinal))
    return Take(
        id=row.id,
        shot=row.shot,
        slate=Slate.model_validate_json(row.slate),
        sha256=row.sha256,
        suffix=row.suffix,
        size=row.size,
        facts=MediaFacts(row.width, row.height, row.frames, Fraction(row.fps)),
        scores=tuple(
            Score(measure=s.measure, value=s.value, gate=s.gate, passed=s.passed, reason=s.reason) for s in scores
        ),
        made_at=row.made_at,
        made_seconds=row.made_seconds,
    )
