"""Runs: which is the newest, and what it was about."""

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from rushes.configs.profile import Budget
from rushes.configs.scope import Scope
from rushes.memory.schema import RunRow
from rushes.memory.store import ProjectStore


@pytest.fixture
def runs():
    store = ProjectStore(None)
    yield store.runs
    store.close()


def test_a_run_is_unfinished_until_it_is_ended(runs):
    assert runs.unfinished() is None
    run = runs.start(1, "made", "2026-01-01T00:00:00")
    assert runs.unfinished() == run
    runs.end(run, "done", "2026-01-01T01:00:00")
    assert runs.unfinished() is None


def test_the_newest_run_is_the_one_begun_last_whatever_the_clock_says(runs):
    first = runs.start(1, "before", "2026-10-25T02:50:00")
    runs.end(first, "done", "2026-10-25T02:59:00")
    second = runs.start(1, "after", "2026-10-25T02:01:00")
    assert runs.unfinished() == second
    assert runs.last_making() == "after"


def test_there_may_be_more_than_nine_runs(runs):
    for number in range(12):
        run = runs.start(1, f"made {number}", "2026-01-01T00:00:00")
        assert (run, runs.unfinished(), runs.last_making()) == (f"run-{number + 1}", run, f"made {number}")
        runs.end(run, "done", "2026-01-01T00:00:00")


def test_what_a_run_is_about_is_kept(runs):
    scope = Scope(only=("1-1",), again=("1-1",), budget=Budget(keyframes=2, film_minutes=1.5), reviews=2)
    assert runs.scope(runs.start(1, "made", "2026", scope=scope)) == scope
    assert runs.scope(runs.start(1, "made", "2026", scope=Scope())) == Scope()


def test_a_run_from_before_that_was_kept_is_about_nothing_known(runs):
    run = runs.start(1, "made", "2026", scope=Scope(only=("1-1",)))
    with Session(runs.engine) as session, session.begin():
        session.execute(update(RunRow).values(scope=""))
    assert runs.scope(run) is None
