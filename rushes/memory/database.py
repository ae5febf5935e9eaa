"""Opening `rushes.db`, whatever its folder is called and wherever it lies."""

import sqlite3
from pathlib import Path

_NEEDS_MENDING = {sqlite3.SQLITE_READONLY_ROLLBACK, sqlite3.SQLITE_READONLY_RECOVERY}
"""A power cut left a transaction half done."""

_NEEDS_A_WRITABLE_FOLDER = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}


def for_writing(file: Path) -> sqlite3.Connection:
    """Open the file, or begin it. Raises sqlite3.Error."""
    return _connect(file, "mode=rwc")


def for_reading(file: Path) -> sqlite3.Connection:
    """Open a file without changing it, also on a read-only file system. Raises sqlite3.Error.

    SQLite shares its log through a file beside the database, which it can't make in a read-only
    folder. Where no log is waiting, nobody is writing and the file alone is the whole truth.
    """
    database = _connect(file, "mode=ro")
    try:
        database.execute("SELECT 1 FROM sqlite_master").close()
    except sqlite3.Error as error:
        database.close()
        if error.sqlite_errorcode in _NEEDS_MENDING:
            return _mended(file)
        if error.sqlite_errorcode & 0xFF not in _NEEDS_A_WRITABLE_FOLDER or _log_waits(file):
            raise
        return _connect(file, "mode=ro&immutable=1")
    return database


def _mended(file: Path) -> sqlite3.Connection:
    """What was half done is taken back when somebody looks who may write; then it can be read. Raises sqlite3.Error."""
    writing = _connect(file, "mode=rw")
    try:
        writing.execute("SELECT 1 FROM sqlite_master").close()
    finally:
        writing.close()
    return _connect(file, "mode=ro")


def _connect(file: Path, how: str) -> sqlite3.Connection:
    # As a URI every character of the path is quoted; a connection pool hands connections from thread to thread.
    return sqlite3.connect(f"{file.absolute().as_uri()}?{how}", uri=True, timeout=10, check_same_thread=False)


def _log_waits(file: Path) -> bool:
    log = file.with_name(f"{file.name}-wal")
    return log.exists() and log.stat().st_size > 0
