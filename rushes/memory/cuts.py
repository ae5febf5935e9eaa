"""The pieces a cut is made of, and the finished cuts."""

import json

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from rushes.memory.schema import CutRow, PieceRow
from rushes.memory.vault import Kept


class Cuts:
    """Made pieces and finished films."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def piece(self, key: str) -> tuple[Kept, int] | None:
        """A made piece of a cut and its frames."""
        with Session(self.engine) as session:
            row = session.get(PieceRow, key)
            return (Kept(row.sha256, row.suffix, 0), row.frames) if row else None

    def add_piece(self, key: str, kept: Kept, frames: int) -> None:
        """Write a piece whose media is already safe."""
        with Session(self.engine) as session, session.begin():
            session.merge(PieceRow(key=key, sha256=kept.sha256, suffix=kept.suffix, frames=frames))

    def pieces(self) -> list[tuple[str, str]]:
        """Every piece's key and media name."""
        with Session(self.engine) as session:
            return [(row.key, f"{row.sha256}{row.suffix}") for row in session.scalars(select(PieceRow))]

    def drop_piece(self, key: str) -> None:
        """Forget a piece, so that the next cut makes it again."""
        with Session(self.engine) as session, session.begin():
            row = session.get(PieceRow, key)
            if row:
                session.delete(row)

    def add(self, revision: int, takes: list[str], frames: int, sha256: str, at: str) -> None:
        """Write down a finished cut; the same film twice is one cut."""
        with Session(self.engine) as session, session.begin():
            last = session.scalars(select(CutRow).order_by(CutRow.id.desc()).limit(1)).first()
            if last is None or last.sha256 != sha256:
                session.add(
                    CutRow(revision=revision, takes=json.dumps(takes), frames=frames, sha256=sha256, made_at=at)
                )

    def newest_takes(self) -> list[str]:
        """The prints of the newest cut, in film order; none before the first."""
        with Session(self.engine) as session:
            kept = session.scalar(select(CutRow.takes).order_by(CutRow.id.desc()).limit(1))
            return json.loads(kept) if kept else []

    def newest(self) -> tuple[int, str] | None:
        """The newest cut's frames and sha256."""
        with Session(self.engine) as session:
            row = session.scalars(select(CutRow).order_by(CutRow.id.desc()).limit(1)).first()
            return (row.frames, row.sha256) if row else None
