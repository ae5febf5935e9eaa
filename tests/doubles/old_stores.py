"""Stores as older rushes left them: `memory/old_stores/NNNN.sql`, and any store taken back to an older schema.

`python -m doubles.old_stores PROJECT` (in tests/) writes the dumps anew from a real, small, finished project: what its
schema had of each row, and a few rows of what a small film does not have. Only for a new schema: an old dump is evidence.
"""

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from rushes.memory.migrate import upgrade
from rushes.memory.schema import Base
from rushes.memory.store import ProjectStore

DUMPS = Path(__file__).parents[1] / "memory" / "old_stores"
SCHEMAS = tuple(sorted(file.stem for file in DUMPS.glob("*.sql")))

_MORE = (
    "INSERT INTO failure (id, shot, kind, key, reason, at) VALUES (7, '1-1', 'clip', 'c0ffee', 'The card ran out of ink — twice.', '2026-11-21T10:00:00.000001+00:00')",
    "INSERT INTO verdict (take, by, decision, reason, at, rung, gain) VALUES ('1-1/c1', 'person', 'reject', 'slower; „langsamer“', '2026-11-21T10:00:01.000001+00:00', '', NULL)",
    "INSERT INTO composition (key, shot, by, answer, at) VALUES ('abc', '1-1', 'llama', '{\"variation\": 1}', '2026-11-21T10:00:02.000001+00:00')",
    "INSERT INTO message (id, role, text, data, at) VALUES (1, 'person', 'make 1-1 closer', '', '2026-11-21T10:00:03.000001+00:00'), (3, 'director', 'Done.\nNow it''s a close-up.', '[]', '2026-11-21T10:00:04.000001+00:00')",
    "INSERT INTO embedding (content, model, frame, vector) VALUES ('ab', 'clip 12', -1, X'003C0000'), ('ab', 'clip 12', 0, X'00BC003C')",
    "INSERT INTO still (subject, sha256, size, ordinal, at) VALUES ('bram', 'ef', 1234, 0, '2026-11-21T10:00:05.000001+00:00')",
    "INSERT INTO turn (work, model, lane, device, amount, seconds, load, silence) VALUES ('clip', 'mochi', 'cuda:0', 'a card', 85, 97.25, NULL, 3.5)",
    "INSERT INTO review (key, scene, sheet, size, measures, at) VALUES ('r1', '1', 'cd', 99, '{\"off\": 0.25}', '2026-11-21T10:00:06.000001+00:00')",
    "UPDATE shot SET rounds = 2, note = 'slower'",
    "UPDATE plan SET approved = 1",
)


def from_dump(schema: str, file: Path) -> None:
    """The store of a project as the rushes of that schema left it. 0001 and 0004 were changed once on their first day."""
    with closing(sqlite3.connect(file)) as db:
        db.executescript((DUMPS / f"{schema}.sql").read_text(encoding="utf-8"))
        db.execute("PRAGMA journal_mode=WAL")


def taken_back(store: Path, schema: str, old: Path) -> None:
    """A store of an older schema, with what that schema had of a store's rows."""
    begun = ProjectStore(old)
    upgrade(begun.engine, schema)
    begun.close()
    with closing(sqlite3.connect(old)) as db, db:
        db.execute("ATTACH ? AS new", (str(store),))
        for table in Base.metadata.sorted_tables:
            columns = ", ".join(f'"{row[1]}"' for row in db.execute(f"PRAGMA main.table_info({table.name})"))
            if columns:
                db.execute(f"INSERT INTO main.{table.name} ({columns}) SELECT {columns} FROM new.{table.name}")


def rows(file: Path) -> dict[str, tuple[tuple[str, ...], list[tuple]]]:
    """Every table's columns and rows, without Alembic's own."""
    with closing(sqlite3.connect(file)) as db:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found = {}
        for table in sorted(set(tables) - {"alembic_version"}):
            cursor = db.execute(f"SELECT * FROM {table} ORDER BY rowid")
            found[table] = tuple(one[0] for one in cursor.description), cursor.fetchall()
        return found


def main(project: Path) -> None:
    scratch = DUMPS / "scratch.db"
    with closing(sqlite3.connect(project / "rushes.db")) as db, db:
        for statement in _MORE:
            db.execute(statement)
    for schema in sorted(
        file.stem[1:]
        for file in (Path(sys.modules[upgrade.__module__].__file__).parent / "migrations/versions").glob("v*.py")
    ):
        taken_back(project / "rushes.db", schema, scratch)
        with closing(sqlite3.connect(scratch)) as db:
            (DUMPS / f"{schema}.sql").write_text("\n".join(db.iterdump()) + "\n", encoding="utf-8")
        scratch.unlink()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
