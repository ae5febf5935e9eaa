"""The project store: `rushes.db`, the one place that knows where every shot stands.

One process writes (see `lock`), any number read. Every method of its parts is one short
transaction: none is ever held across a model call. A commit is durable when the method returns.
"""

from pathlib import Path

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool, StaticPool

from rushes.film.take import Take, Verdict
from rushes.memory.compositions import Compositions
from rushes.memory.cuts import Cuts
from rushes.memory.database import for_reading, for_writing
from rushes.memory.desk import Desk
from rushes.memory.embeddings import Embeddings
from rushes.memory.history import History
from rushes.memory.messages import Messages
from rushes.memory.plans import Plans
from rushes.memory.reviews import Reviews
from rushes.memory.runs import Runs
from rushes.memory.schema import Base
from rushes.memory.shots import Shots, write_circle
from rushes.memory.stills import Stills
from rushes.memory.takes import Takes, write_verdict
from rushes.memory.timings import Timings
from rushes.memory.turns import Turns

SYNCHRONOUS = "FULL"
"""What a commit waits for: with a write-ahead log, FULL is that the disk has it."""


class ProjectStore:
    """The rows of one project, by what they are about. Open it through `memory.project`."""

    def __init__(self, file: Path | None, *, reading_only: bool = False) -> None:
        """Without a file it is in memory, and gone when it is closed."""
        self.engine = _engine(file, reading_only=reading_only) if file else _in_memory()
        self.desk = Desk(self.engine, held=file is None)
        self.plans = Plans(self.engine)
        self.shots = Shots(self.desk)
        self.takes = Takes(self.desk)
        self.compositions = Compositions(self.desk)
        self.stills = Stills(self.engine)
        self.reviews = Reviews(self.desk)
        self.cuts = Cuts(self.engine)
        self.runs = Runs(self.engine)
        self.messages = Messages(self.engine)
        self.history = History(self.engine)
        self.timings = Timings(self.engine)
        self.turns = Turns(self.engine)
        self.embeddings = Embeddings(self.engine)

    def choose(self, take: Take, verdict: Verdict, at: str) -> None:
        """Write a verdict and circle the take, in one transaction."""
        with self.desk.begin() as connection:
            write_verdict(connection, take.id, verdict, at)
            write_circle(connection, take)

    def close(self) -> None:
        """Give the file back."""
        self.desk.close()


def _in_memory() -> Engine:
    engine = create_engine(
        "sqlite://",
        poolclass=StaticPool,
        pool_reset_on_return=None,
        isolation_level="AUTOCOMMIT",
        connect_args={"check_same_thread": False},
    )
    Base.metadata.create_all(engine)
    return engine


def _engine(file: Path, *, reading_only: bool) -> Engine:
    # One connection, so that the threads of a process take turns: SQLite before 3.51.3 can damage a log that two
    # connections write at the same instant.
    connect = for_reading if reading_only else for_writing
    engine = create_engine("sqlite://", creator=lambda: connect(file), poolclass=QueuePool, pool_size=1, max_overflow=0)

    def prepare(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA foreign_keys=ON")
        if not reading_only:
            cursor.execute("PRAGMA journal_mode=WAL")
            cursor.execute(f"PRAGMA synchronous={SYNCHRONOUS}")
        cursor.close()

    event.listen(engine, "connect", prepare)
    return engine
