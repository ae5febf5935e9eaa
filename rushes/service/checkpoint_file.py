"""Is `graph.db` whole, and is it ours? A run begins from it only if it is."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from rushes.memory.database import for_reading
from rushes.service.sealed import Broken, SealedSerializer, opened

_TABLES = frozenset({"checkpoints", "writes"})
_CHECKPOINTS = """
SELECT type, checkpoint, metadata, thread_id, checkpoint_ns, checkpoint_id, parent_checkpoint_id FROM checkpoints
"""
_WRITES = "SELECT type, value, channel, thread_id, checkpoint_ns, checkpoint_id, task_id, task_path, idx FROM writes"

_NOT_THE_FILE = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_READONLY,
    }
)
"""What SQLite says of a disk, of rights and of others at work; anything else it says of the file itself."""


def fault_of(file: Path, *, unpack: bool = False) -> str:
    """What is wrong with a file of checkpoints; empty where nothing is, or where there is none.

    With `unpack` every value is also taken apart as a run would do it. Raises sqlite3.Error of a disk that fails.
    """
    if not file.exists():
        return ""
    try:
        with closing(for_reading(file)) as connection:
            return _fault_in(connection, unpack=unpack)
    except (Broken, ValueError, RecursionError) as error:
        return str(error)
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF in _NOT_THE_FILE:
            raise
        return str(error)


def _fault_in(connection: sqlite3.Connection, *, unpack: bool) -> str:
    said = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if said != "ok":
        return str(said)
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if tables - _TABLES:
        return f"it is another program's: it has the table {min(tables - _TABLES)}"
    serializer = SealedSerializer()
    for form, value, *rest in _rows(connection, tables):
        if unpack:
            serializer.loads_typed((form, value))
        else:
            opened(form, value)
        if not all(isinstance(one, str) for one in rest if one is not None):
            return "a row has values of other types than were written"
    return ""


def _rows(connection: sqlite3.Connection, tables: set[str]) -> Iterator[tuple[Any, ...]]:
    """Both tables' rows. A kill while they were made may have left none or one: then the next run makes the other."""
    for form, value, metadata, *names in connection.execute(_CHECKPOINTS) if "checkpoints" in tables else ():
        if not isinstance(metadata, str | bytes) or not isinstance(json.loads(metadata), dict):
            raise Broken("a checkpoint's notes are not as they were written")
        yield form, value, *names
    for form, value, *names, index in connection.execute(_WRITES) if "writes" in tables else ():
        if not isinstance(index, int):
            raise Broken("a write's number is not as it was written")
        yield form, value, *names
