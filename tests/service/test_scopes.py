"""A run that broke off is gone on with in the same scope only; else what it was about begins anew."""

import sqlite3
from contextlib import closing

import pytest
from doubles.productions import a_production, a_project

from rushes.errors import Interrupted
from rushes.service.filming import film


@pytest.fixture
def folder(tmp_path):
    return a_project(tmp_path / "film")


def breaks_off(folder, **about):
    """A run that is stopped at its first still."""
    with a_production(folder, **about) as (production, crew):
        paint = crew.painter.paint

        def stops(*given):
            production.project.crew.call_off()
            return paint(*given)

        crew.painter.paint = stops
        with pytest.raises(Interrupted):
            film(production)
        return production.store.runs.unfinished()


def gone_on_with(folder, **about):
    """Which run a production goes on with, and the runs there are afterwards with how they ended."""
    with a_production(folder, **about) as (production, _):
        film(production)
    with closing(sqlite3.connect(folder / "rushes.db")) as db:
        return dict(db.execute("SELECT id, outcome FROM run").fetchall())


def test_in_the_same_scope_it_is_gone_on_with(folder):
    run = breaks_off(folder, only=("1-1", "1-2"))
    assert gone_on_with(folder, only=("1-1", "1-2")) == {run: "done"}


@pytest.mark.parametrize("other", [{}, {"only": ("1-1",)}, {"only": ("1-1", "1-2"), "again": ("1-1",)}])
def test_in_another_it_is_left_and_another_begins(folder, other):
    run = breaks_off(folder, only=("1-1", "1-2"))
    assert gone_on_with(folder, **other)[run] == "superseded"


def test_a_run_from_before_scopes_was_about_the_whole_film(folder):
    run = breaks_off(folder)
    with closing(sqlite3.connect(folder / "rushes.db")) as db, db:
        db.execute("UPDATE run SET scope = ''")
    assert gone_on_with(folder) == {run: "done"}


def test_a_run_from_before_scopes_is_left_for_some_shots(folder):
    run = breaks_off(folder)
    with closing(sqlite3.connect(folder / "rushes.db")) as db, db:
        db.execute("UPDATE run SET scope = ''")
    assert gone_on_with(folder, only=("1-1",))[run] == "superseded"
