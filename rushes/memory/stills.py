"""The bible's reference stills: what a character or a place looks like, as pictures in the vault."""

from sqlalchemy import Engine, delete, func, insert, select

from rushes.memory.schema import StillRow
from rushes.memory.vault import Kept

SUFFIX = ".png"


class Stills:
    """Reference stills by the id of the character or place they show, in the order they were given."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def of(self, subject: str) -> list[Kept]:
        """The stills of one subject."""
        return self.all().get(subject, [])

    def all(self) -> dict[str, list[Kept]]:
        """The stills of every subject that has some."""
        query = select(StillRow.subject, StillRow.sha256, StillRow.size).order_by(StillRow.subject, StillRow.ordinal)
        found: dict[str, list[Kept]] = {}
        with self.engine.connect() as connection:
            for subject, sha256, size in connection.execute(query):
                found.setdefault(subject, []).append(Kept(sha256, SUFFIX, size))
        return found

    def add(self, subject: str, kept: Kept, at: str) -> bool:
        """Write a still whose file is already in the vault; False for one that the subject has."""
        with self.engine.begin() as connection:
            mine = StillRow.subject == subject
            if connection.scalar(select(func.count()).where(mine, StillRow.sha256 == kept.sha256)):
                return False
            last = connection.scalar(select(func.max(StillRow.ordinal)).where(mine)) or 0
            row = {"subject": subject, "sha256": kept.sha256, "size": kept.size, "ordinal": last + 1, "at": at}
            connection.execute(insert(StillRow), row)
            return True

    def drop(self, subject: str) -> int:
        """Take a subject's stills off the books; how many there were.

        The next repair clears away the files that no take was painted after.
        """
        with self.engine.begin() as connection:
            return connection.execute(delete(StillRow).where(StillRow.subject == subject)).rowcount
