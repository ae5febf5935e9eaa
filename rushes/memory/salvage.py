"""What can still be read of a damaged store, row by row, into a fresh one.

The damaged file is kept beside it. The fresh one takes its place in two steps, either of which may be the last before a
kill: it is finished under a name of its own, then put in place (`put_in_place`, which whoever opens the project does).
"""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rushes.memory.aside import LOGS, SHARED, free_name
from rushes.memory.database import for_reading, for_writing
from rushes.memory.migrate import upgrade
from rushes.memory.schema import Base
from rushes.memory.schemas import HEAD, is_known
from rushes.memory.store import ProjectStore
from rushes.memory.vault import disk_trouble, settled

STORE = "rushes.db"
_MENDED, _BEGUN = f"{STORE}.mended", f".{STORE}.mending"

_SEARCHED = 1 << 16
"""Row numbers that are searched beyond the last row that could be read, where the table's end is damaged."""

_MISSES = 2_000
"""Row numbers in a row that can't be read until a search is given up: more than a page of 4,096 bytes has rows."""

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Salvaged:
    """A store was built anew: where the damaged one is kept, how many rows were read, the tables that lack some."""

    kept: Path
    rows: int
    torn: tuple[str, ...]


def salvage(folder: Path) -> Salvaged:
    """Build a project's store anew from what can be read. The caller holds the project. Raises DiskTrouble."""
    store = folder / STORE
    with disk_trouble(folder):
        kept = _kept_aside(store)
        fresh = folder / _BEGUN
        _clear(fresh)
        rows, torn = _copied(store, fresh)
        settled(fresh)
        fresh.replace(folder / _MENDED)
        settled(folder / _MENDED)
    put_in_place(folder)
    return Salvaged(kept, rows, torn)


def put_in_place(folder: Path) -> None:
    """Finish a salvage that was cut off after the fresh store was whole. Raises DiskTrouble."""
    mended, store = folder / _MENDED, folder / STORE
    if not mended.exists():
        return
    with disk_trouble(folder):
        # The damaged store's log must be gone before the fresh one has its name, or it would be played into that.
        for log in (*LOGS, SHARED):
            store.with_name(store.name + log).unlink(missing_ok=True)
        settled(mended)
        mended.replace(store)
        settled(store)


def _kept_aside(store: Path) -> Path:
    """A copy of a damaged store and its log: it stays in its place until the fresh one is whole."""
    kept = free_name(store)
    for part in ("", *LOGS):
        source = store.with_name(store.name + part)
        if source.exists():
            copy = kept.with_name(kept.name + part)
            shutil.copyfile(source, copy)
            settled(copy)
    return kept


def _clear(fresh: Path) -> None:
    for part in ("", *LOGS, SHARED):
        fresh.with_name(fresh.name + part).unlink(missing_ok=True)


def _copied(store: Path, fresh: Path) -> tuple[int, tuple[str, ...]]:
    """All that can be read, table by table; the rows, and the tables of which something is gone."""
    schema = _schema(store)
    begun = ProjectStore(fresh)
    try:
        upgrade(begun.engine, schema)
    finally:
        begun.close()
    rows, torn = 0, list[str]()
    with closing(for_writing(fresh)) as target:
        target.execute("PRAGMA journal_mode=DELETE")  # one file, which is moved
        target.execute("PRAGMA foreign_keys=ON")
        for table in Base.metadata.sorted_tables:  # what others point at comes first
            columns = [str(row[1]) for row in target.execute(f"PRAGMA table_info({table.name})")]
            if columns:
                found, whole = _table(store, target, table.name, columns)
                rows += found
                torn += [] if whole else [table.name]
        target.commit()
    return rows, tuple(torn)


def _schema(store: Path) -> str:
    """The schema a damaged store has, as far as it still says."""
    try:
        with closing(for_reading(store)) as source:
            named = source.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error:
        return HEAD
    return named[0] if named and is_known(named[0]) else HEAD


def _table(store: Path, target: sqlite3.Connection, table: str, columns: list[str]) -> tuple[int, bool]:
    """A table's rows, those that fit: how many, and whether none was seen to be missing."""
    names, marks = ", ".join(f'"{name}"' for name in columns), ", ".join("?" * len(columns))
    into = f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 - our own names
    count = 0
    try:
        with closing(for_reading(store)) as source:
            reading = _Reading(source, f"SELECT rowid, {names} FROM {table}")  # noqa: S608 - our own names
            for row in reading.rows():
                try:
                    count += target.execute(into, row).rowcount
                except sqlite3.Error:  # it belongs to a row that is gone, or is none of this table's
                    reading.whole = False
    except sqlite3.Error:  # not even the file's own table of tables can be read
        return count, False
    return count, reading.whole


class _Reading:
    """Reads a table around its damaged pages. `whole` says afterwards whether there were none."""

    def __init__(self, source: sqlite3.Connection, query: str) -> None:
        self._source = source
        self._query = query
        self.whole = True

    def rows(self) -> Iterator[Row]:
        """From the first row on to the damage, from the last one back to it, and what stands between."""
        forth = [*self._read("rowid >= ?", -1, "")]
        yield from (row[1:] for row in forth)
        if self.whole:
            return
        last = forth[-1][0] if forth else 0
        back = [*self._read("rowid > ?", last, "DESC")]
        yield from (row[1:] for row in reversed(back))
        yield from self._between(last, back[-1][0] if back else last + _SEARCHED)

    def _between(self, low: int, high: int) -> Iterator[Row]:
        """The rows with numbers above `low` and below `high`, by halves, the lowest first."""
        pending, misses = [(low + 1, high)], 0
        while pending and misses < _MISSES:
            start, end = pending.pop()
            found = self._all_of(start, end) if start < end else []
            if found is not None:
                misses = 0 if found else misses
                yield from found
            elif end - start > 1:
                middle = (start + end) // 2
                pending += [(middle, end), (start, middle)]
            else:
                misses += 1

    def _all_of(self, start: int, end: int) -> list[Row] | None:
        try:
            query = f"{self._query} WHERE rowid >= ? AND rowid < ?"
            return [row[1:] for row in self._source.execute(query, (start, end))]
        except sqlite3.Error:
            return None

    def _read(self, where: str, bound: int, order: str) -> Iterator[Row]:
        try:
            yield from self._source.execute(f"{self._query} WHERE {where} ORDER BY rowid {order}", (bound,))
        except sqlite3.Error:
            self.whole = False
