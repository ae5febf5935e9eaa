"""Going back: older revisions of the plan, and shots put back to where they stood."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from rushes.errors import BadProject
from rushes.film.manifest import SceneManifest
from rushes.film.take import ShotState
from rushes.memory.schema import PlanRow, ShotRow, TakeRow


@dataclass(frozen=True, slots=True)
class Stood:
    """Where a shot stood at a moment: its row on the board, and the digest of the intent it stood for."""

    number: str
    state: str
    intent: str
    rounds: int
    note: str
    reason: str
    keyframe: str | None
    clip: str | None
    print: str | None


_FIELDS = ("state", "rounds", "note", "reason", "keyframe", "clip", "print")


class History:
    """What the project was before."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def manifest(self, revision: int) -> SceneManifest:
        """The plan of a revision. Raises BadProject when there is none."""
        with Session(self.engine) as session:
            row = session.get(PlanRow, revision)
            if row is None:
                raise BadProject(f"This project has no plan {revision}.", "`rushes plan` shows the one in force.")
            return SceneManifest.model_validate_json(row.manifest)

    def board(self) -> dict[str, Stood]:
        """Every shot that ever was, by its number."""
        with Session(self.engine) as session:
            return {row.number: _stood(row) for row in session.scalars(select(ShotRow))}

    def put_back(self, board: Iterable[Stood]) -> list[str]:
        """Put shots back to where they stood; the numbers of those that could be, as given.

        A shot whose intent is another one now, or one of whose circle takes is gone, stays as it is.
        """
        done: list[str] = []
        with Session(self.engine) as session, session.begin():
            for stood in board:
                row = session.get(ShotRow, stood.number)
                if row is None or row.intent != stood.intent or not _takes_there(session, stood):
                    continue
                for name in _FIELDS:
                    setattr(row, name, getattr(stood, name))
                done.append(stood.number)
        return done

    def carry(self, renamed: Mapping[str, str], board: Mapping[str, Stood]) -> None:
        """Shots that got another number keep what `board` says of the old one: circle takes, note, rounds.

        One that is the same picture and words keeps its state too.
        """
        with Session(self.engine) as session, session.begin():
            for old, new in renamed.items():
                row = session.get(ShotRow, new)
                if row is None or old not in board:
                    continue
                for name in _FIELDS:
                    setattr(row, name, getattr(board[old], name))
                if row.intent != board[old].intent:
                    row.state = ShotState.STALE if row.print else ShotState.PLANNED


def _stood(row: ShotRow) -> Stood:
    return Stood(row.number, row.state, row.intent, row.rounds, row.note, row.reason, row.keyframe, row.clip, row.print)


def _takes_there(session: Session, stood: Stood) -> bool:
    circled = [take for take in (stood.keyframe, stood.clip, stood.print) if take]
    return all(session.get(TakeRow, take) is not None for take in circled)
