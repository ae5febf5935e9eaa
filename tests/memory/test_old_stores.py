"""Stores of every schema there ever was come to this one with all they have, and their projects are gone on with."""

import shutil
import sqlite3
from contextlib import closing

import pytest
from doubles.old_stores import SCHEMAS, from_dump, rows, taken_back
from doubles.productions import a_production, a_project

from rushes.cli.door import run
from rushes.memory import migrate
from rushes.memory.schemas import HEAD, MIGRATIONS
from rushes.memory.soundness import store_faults
from rushes.memory.store import ProjectStore
from rushes.service import decisions
from rushes.service.filming import film

NEW = {
    "take": {"settled": "{}"},
    "score": {"percentile": None},
    "verdict": {"rung": "", "gain": None},
    "run": {"gauge": "", "making": "", "scope": ""},
}
"""What rows have in columns that their schema did not know."""


def test_there_is_a_store_of_every_schema():
    assert {schema.partition("-")[0] for schema in SCHEMAS} == {
        file.stem[1:] for file in (MIGRATIONS / "versions").glob("v*.py")
    }


@pytest.mark.parametrize("schema", SCHEMAS)
def test_an_old_store_keeps_every_row(tmp_path, schema):
    file = tmp_path / "rushes.db"
    from_dump(schema, file)
    before = rows(file)
    assert sum(len(found) for _, found in before.values()) > 30
    store = ProjectStore(file)
    migrate.upgrade(store.engine)
    assert migrate.check_schema(store.engine) == HEAD
    taken = store.takes.all()
    assert [take.slate.key for take in taken] == [one.key for one in store.takes.entries()]
    assert store.plans.current().approved
    store.close()
    after = rows(file)
    for table, (columns, found) in before.items():
        names = after[table][0]
        told = [dict(zip(names, row, strict=True)) for row in after[table][1]]
        old = [dict(zip(columns, row, strict=True)) for row in found]
        added = {name: NEW[table][name] for name in set(names) - set(columns)}
        assert told == [row | added for row in old], table
    assert not any(found for table, (_, found) in after.items() if table not in before)
    assert store_faults(file) == ()


@pytest.mark.parametrize("schema", [schema for schema in SCHEMAS if "-" not in schema])
def test_a_project_of_an_old_store_verifies_and_is_shot_on(tmp_path, schema, capsys):
    folder = a_project(tmp_path / "film")
    with a_production(folder) as (production, _):
        film(production)
    taken_back(folder / "rushes.db", schema, tmp_path / "old.db")
    shutil.move(tmp_path / "old.db", folder / "rushes.db")
    with closing(sqlite3.connect(folder / "rushes.db")) as db:
        assert db.execute("SELECT version_num FROM alembic_version").fetchone() == (schema,)
    assert run(["verify", "-p", str(folder)]) == 0, capsys.readouterr()
    with closing(sqlite3.connect(folder / "rushes.db")) as db:
        assert db.execute("SELECT version_num FROM alembic_version").fetchone() == (schema,), "verify changed it"
    with a_production(folder) as (production, crew):
        film(production)
        assert not crew.painter.made
        assert not crew.mover.made
        decisions.reject(production.project, ["1-1"], "slower")
    with a_production(folder) as (production, crew):
        film(production)
        assert len(crew.painter.made) == 1
    assert run(["verify", "-p", str(folder)]) == 0
