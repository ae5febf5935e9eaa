"""Is `rushes.db` sound as a database? What its rows say is another matter (see `service.ledger`)."""

import sqlite3
from contextlib import closing
from pathlib import Path

from rushes.memory.database import for_reading
from rushes.memory.schema import Base
from rushes.memory.schemas import HEAD

_MOST = 20
"""Faults that are told: more say nothing new."""


def store_faults(file: Path) -> tuple[str, ...]:
    """What SQLite finds wrong with a project's store: its pages, its indices, rows that point nowhere."""
    if not file.is_file():
        return ("it is gone",)
    try:
        with closing(for_reading(file)) as connection:
            return _damaged(connection) or _strayed(connection) or _foreign(connection)
    except sqlite3.Error as error:
        return (str(error),)


def _damaged(connection: sqlite3.Connection) -> tuple[str, ...]:
    found = [str(said) for (said,) in connection.execute(f"PRAGMA integrity_check({_MOST})")]
    return () if found == ["ok"] else tuple(found)


def _strayed(connection: sqlite3.Connection) -> tuple[str, ...]:
    strays = connection.execute("PRAGMA foreign_key_check").fetchmany(_MOST)
    return tuple(f"row {row} of {table} belongs to no {parent}" for table, row, parent, _ in strays)


def _foreign(connection: sqlite3.Connection) -> tuple[str, ...]:
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if "alembic_version" not in tables:
        return ("it is not a project's store",)
    schema = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    missing = Base.metadata.tables.keys() - tables
    if schema is None or (schema[0] == HEAD and missing):
        return (f"it lacks {', '.join(sorted(missing)) or 'the number of its schema'}",)
    return ()
