"""Takes, their scores and verdicts, and the attempts that made none."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from pydantic import JsonValue
from sqlalchemy import ColumnClause, Connection, bindparam, delete, func, insert, literal_column, select
from sqlalchemy.orm import Session

from rushes.errors import NoSuchShot
from rushes.film.climb import Rung
from rushes.film.take import (
    BIBLE,
    Decision,
    Judge,
    MediaFacts,
    Score,
    Slate,
    Take,
    TakeKind,
    Verdict,
    canonical_json,
    take_id,
)
from rushes.memory.desk import Desk
from rushes.memory.schema import FailureRow, ScoreRow, TakeRow, VerdictRow
from rushes.memory.shots import write_circle
from rushes.memory.vault import Kept

_KNOWN, _REPLAYED = 512, 2048
"""Takes kept in memory, 27 KB each, so that a long night's memory stays flat; more of a store that is all in memory,
where a replay meets a thousand shots at once."""

# What every shot asks, written once: SQLAlchemy takes longer to put a statement together than SQLite to run it.
_BOOK = select(TakeRow.key, TakeRow.id, TakeRow.kind, TakeRow.count).where(TakeRow.shot == bindparam("shot"))
_LAST_VERDICT = (
    select(VerdictRow.by, VerdictRow.decision, VerdictRow.reason)
    .where(VerdictRow.take == bindparam("take"))
    .order_by(VerdictRow.id.desc())
    .limit(1)
)
_ROW: ColumnClause[int] = literal_column("take.rowid")
"""SQLite's own number of a row: it counts up as rows are added."""
_NEW_TAKE, _NEW_SCORE, _NEW_VERDICT = insert(TakeRow), insert(ScoreRow), insert(VerdictRow)


@dataclass(slots=True)
class _Book:
    """A shot's takes by their keys, and the highest number of each kind."""

    ids: dict[str, str] = field(default_factory=dict[str, str])
    counts: dict[str, int] = field(default_factory=dict[str, int])

    def enter(self, key: str, take: str, kind: str, count: int) -> None:
        self.ids[key] = take
        self.counts[kind] = max(count, self.counts.get(kind, 0))


@dataclass(frozen=True, slots=True)
class Entry:
    """A take's row, its columns as they are."""

    id: str
    shot: str
    kind: str
    key: str
    slate: str
    sha256: str
    suffix: str
    frames: int

    @property
    def media(self) -> str:
        """Its file's name in the vault."""
        return f"{self.sha256}{self.suffix}"


class Takes:
    """The takes of a project. Rows are added after their media is safe, and never changed."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._known: dict[str, Take] = {}
        self._most = _REPLAYED if desk.held else _KNOWN
        self._books: dict[str, _Book] = {}

    def find(self, shot: str, key: str) -> Take | None:
        """The shot's take with that key, if it was ever finished. For whoever writes: it knows its own takes only."""
        with self.desk.connect() as connection:
            take = self._book(connection, shot).ids.get(key)
        return self.get(take) if take else None

    def _book(self, connection: Connection, shot: str) -> _Book:
        """Read once for a shot: a project has one writer at a time, and it keeps its books."""
        book = self._books.get(shot)
        if book is None:
            book = self._books[shot] = _Book()
            for row in connection.execute(_BOOK, {"shot": shot}):
                book.enter(*row)
        return book

    def get(self, take: str) -> Take:
        """A take by its id. Raises NoSuchShot."""
        if take not in self._known:
            with Session(self.desk.engine) as session:
                row = session.get(TakeRow, take)
                if row is None:
                    raise NoSuchShot(
                        f"There is no take {take} in this project.", "`rushes show SHOT` lists a shot's takes."
                    )
                self._know(_take(session, row))
        return self._known[take]

    def _know(self, take: Take) -> None:
        """Takes never change, so one that was read need not be read again; the oldest make room."""
        self._known[take.id] = take
        while len(self._known) > self._most:
            self._known.pop(next(iter(self._known)))

    def all(self, shot: str | None = None, kind: TakeKind | None = None) -> list[Take]:
        """The takes of a shot (or of all), oldest first."""
        query = select(TakeRow).order_by(_ROW)
        if shot is not None:
            query = query.where(TakeRow.shot == shot)
        if kind is not None:
            query = query.where(TakeRow.kind == kind)
        with Session(self.desk.engine) as session:
            return [_take(session, row) for row in session.scalars(query)]

    def ever(self) -> int:
        """How many takes were ever written, those that were lost since included."""
        with Session(self.desk.engine) as session:
            return session.scalar(select(func.max(_ROW)).select_from(TakeRow)) or 0

    def since(self, ever: int) -> set[str]:
        """The ids of takes written since there were so many."""
        with Session(self.desk.engine) as session:
            return set(session.scalars(select(TakeRow.id).where(ever < _ROW)))

    def entries(self) -> list[Entry]:
        """Every take's row as it stands, oldest first: also one that can't be made sense of."""
        row = TakeRow
        columns = (row.id, row.shot, row.kind, row.key, row.slate, row.sha256, row.suffix, row.frames)
        with self.desk.connect() as connection:
            return [Entry(*found) for found in connection.execute(select(*columns).order_by(row.made_at, row.id))]

    def add(
        self,
        shot: str,
        slate: Slate,
        kept: Kept,
        facts: MediaFacts,
        scores: Iterable[Score],
        at: str,
        seconds: float,
        key: str = "",
        settled: Mapping[str, JsonValue] | None = None,
    ) -> Take:
        """Write a take whose media is already safe in the vault. The id is the next of its shot and kind.

        A print is circled at once: what it shows was judged before it was made. `key` is the slate's, where
        the caller has reckoned it already.
        """
        with self.desk.begin() as connection:
            book = self._book(connection, shot)
            count = book.counts.get(slate.kind, 0) + 1
            key = key or slate.key
            take = Take(
                id=take_id(shot, slate.kind, count),
                shot=shot,
                slate=slate,
                sha256=kept.sha256,
                suffix=kept.suffix,
                size=kept.size,
                facts=facts,
                scores=tuple(scores),
                made_at=at,
                made_seconds=seconds,
                settled=dict(settled or {}),
            )
            connection.execute(_NEW_TAKE, _columns(take, count, key))
            if take.scores:
                rows = [{"take": take.id, "ordinal": n, **one.model_dump()} for n, one in enumerate(take.scores)]
                connection.execute(_NEW_SCORE, rows)
            if slate.kind is TakeKind.PRINT:
                write_circle(connection, take)
        book.enter(key, take.id, slate.kind, count)
        self._know(take)
        return take

    def lay_in(self, takes: Iterable[Take]) -> None:
        """Put takes of another store into this one, ids and all."""
        with self.desk.begin() as connection:
            for take in takes:
                connection.execute(_NEW_TAKE, _columns(take, int(take.id.rpartition("/")[2][1:]), take.slate.key))
                for n, one in enumerate(take.scores):
                    connection.execute(_NEW_SCORE, {"take": take.id, "ordinal": n, **one.model_dump()})
        self._books.clear()

    def forget(self, take: str, reason: str, at: str) -> None:
        """Take a lost take off the books: its media can't be had again. What it was and why it went stays noted."""
        with Session(self.desk.engine) as session, session.begin():
            row = session.get_one(TakeRow, take)
            session.add(FailureRow(shot=row.shot, kind=row.kind, key=row.key, reason=f"{take}: {reason}", at=at))
            session.execute(delete(ScoreRow).where(ScoreRow.take == take))
            session.execute(delete(VerdictRow).where(VerdictRow.take == take))
            session.delete(row)
        self._known.pop(take, None)
        self._books.clear()

    def suffix_of(self, sha256: str) -> str:
        """The file suffix of a kept medium; empty for one that no take has."""
        with Session(self.desk.engine) as session:
            return session.scalar(select(TakeRow.suffix).where(TakeRow.sha256 == sha256)) or ""

    def count(self) -> dict[str, int]:
        """How many takes of shots there are of each kind; the bible's stills are not among them."""
        shots = select(TakeRow.kind, func.count()).where(TakeRow.shot.not_like(f"{BIBLE}%")).group_by(TakeRow.kind)
        with Session(self.desk.engine) as session:
            rows = session.execute(shots)
            return {kind: number for kind, number in rows}  # noqa: C416 - rows are not tuples to pyright

    def judge(self, take: str, verdict: Verdict, at: str) -> None:
        """Write down a decision. The same one by the same judge is written once."""
        with self.desk.begin() as connection:
            write_verdict(connection, take, verdict, at)

    def verdicts(self, take: str) -> list[Verdict]:
        """A take's verdicts, oldest first."""
        with Session(self.desk.engine) as session:
            rows = session.scalars(select(VerdictRow).where(VerdictRow.take == take).order_by(VerdictRow.id))
            return [_verdict(row) for row in rows]

    def note_failure(self, shot: str, kind: TakeKind, key: str, reason: str, at: str) -> None:
        """Write down an attempt that made no take."""
        with Session(self.desk.engine) as session, session.begin():
            session.add(FailureRow(shot=shot, kind=kind, key=key, reason=reason, at=at))

    def failures(self, shot: str) -> list[str]:
        """Why attempts at a shot made no take, oldest first."""
        with Session(self.desk.engine) as session:
            rows = session.scalars(select(FailureRow).where(FailureRow.shot == shot).order_by(FailureRow.id))
            return [f"{row.kind}: {row.reason}" for row in rows]


def write_verdict(connection: Connection, take: str, verdict: Verdict, at: str) -> None:
    """`Takes.judge` inside a transaction of its caller's."""
    said = {"by": verdict.by, "decision": verdict.decision, "reason": verdict.reason}
    last = connection.execute(_LAST_VERDICT, {"take": take}).first()
    if last is None or tuple(last) != tuple(said.values()):
        climbed = {"rung": verdict.rung or "", "gain": verdict.gain}
        connection.execute(_NEW_VERDICT, {"take": take, "at": at, **said, **climbed})


def _verdict(row: VerdictRow) -> Verdict:
    rung = Rung(row.rung) if row.rung else None
    return Verdict(by=Judge(row.by), decision=Decision(row.decision), reason=row.reason, rung=rung, gain=row.gain)


def _score(row: ScoreRow) -> Score:
    return Score(
        measure=row.measure,
        value=row.value,
        gate=row.gate,
        passed=row.passed,
        reason=row.reason,
        percentile=row.percentile,
    )


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
        scores=tuple(map(_score, scores)),
        made_at=row.made_at,
        made_seconds=row.made_seconds,
        settled=json.loads(row.settled),
    )


def _columns(take: Take, count: int, key: str) -> dict[str, object]:
    return {
        "id": take.id,
        "shot": take.shot,
        "kind": take.slate.kind,
        "count": count,
        "key": key,
        "slate": take.slate.model_dump_json(),
        "sha256": take.sha256,
        "suffix": take.suffix,
        "size": take.size,
        "width": take.facts.width,
        "height": take.facts.height,
        "frames": take.facts.frames,
        "fps": str(take.facts.fps),
        "made_at": take.made_at,
        "made_seconds": take.made_seconds,
        "settled": canonical_json(take.settled),
    }
