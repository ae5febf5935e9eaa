"""Looks at scenes in the store, and the migration that brought them."""

import pytest
from alembic import command
from alembic.config import Config
from doubles.productions import a_project
from sqlalchemy import inspect

from rushes.film.take import Decision, Judge, Verdict
from rushes.memory import migrate
from rushes.memory.overview import Window
from rushes.memory.project import open_for_reading, open_for_writing
from rushes.memory.reviews import Review
from rushes.memory.schema import Base
from rushes.memory.schemas import HEAD, MIGRATIONS
from rushes.memory.store import ProjectStore
from rushes.memory.vault import Kept


@pytest.fixture
def store():
    made = ProjectStore(None)
    yield made
    made.close()


def a_review(key="k1", scene="1", at="2026-01-01", **measures):
    return Review(key, scene, Kept("a" * 64, ".png", 4711), measures or {"scene": 0.75, "off/1-2": -0.0125}, at)


def test_a_look_comes_back_as_it_was(store):
    store.reviews.add(a_review())
    assert store.reviews.get("k1") == a_review()
    assert store.reviews.get("k2") is None


def test_looks_come_oldest_first(store):
    for key, at in (("b", "2026-01-02"), ("c", "2026-01-01"), ("a", "2026-01-02")):
        store.reviews.add(a_review(key, at=at))
    assert [one.key for one in store.reviews.all()] == ["c", "a", "b"]


def test_a_look_that_is_there_stays_as_it_is(store):
    store.reviews.add(a_review())
    store.reviews.add(a_review(scene="2", at="later", scene_=0.1))
    assert store.reviews.all() == [a_review()]


def test_a_look_whose_sheet_is_lost_is_forgotten_and_may_be_taken_again(store):
    store.reviews.add(a_review())
    store.reviews.drop("k1")
    store.reviews.drop("unknown")
    assert store.reviews.all() == []
    store.reviews.add(a_review(at="later"))
    assert store.reviews.get("k1").at == "later"


# -- 0005 to 0006 ------------------------------------------------------------------------------------------------------


def at_schema(engine, revision):
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


_ROWS = [
    "\nINSERT INTO take VALUES ('1-1/k1', '1-1', 'keyframe', 1, 'key',\n    '{\"kind\":\"keyframe\",\"backend\":\"cards\",\"revision\":\"1\",\"seed\":5}', 'abc', '.png', 9, 96, 54, 1, '0', '2025', 0.5, '{}')",
    "\nINSERT INTO score VALUES ('1-1/k1', 'luma', 0, 90.5, '14..240', 1, '')",
    "\nINSERT INTO verdict (take, by, decision, reason, at) VALUES ('1-1/k1', 'critic', 'accept', 'every gate passed', '2025')",
    "\nINSERT INTO run (id, revision, making, started_at, ended_at, outcome) VALUES ('run-1', 1, 'm', '2025', '', '')\n",
]


def test_a_project_of_before_keeps_its_takes_verdicts_and_runs(tmp_path):
    store = ProjectStore(tmp_path / "rushes.db")
    at_schema(store.engine, "0005")
    with store.engine.begin() as connection:
        for row in _ROWS:
            connection.exec_driver_sql(row)
    assert migrate.check_schema(store.engine) == "0005"
    migrate.upgrade(store.engine)
    assert migrate.check_schema(store.engine) == HEAD
    (score,) = store.takes.get("1-1/k1").scores
    assert (score.measure, score.value, score.gate, score.passed, score.percentile) == (
        "luma",
        90.5,
        "14..240",
        True,
        None,
    )
    plain = Verdict(by=Judge.CRITIC, decision=Decision.ACCEPT, reason="every gate passed")
    assert store.takes.verdicts("1-1/k1") == [plain]
    assert store.runs.unfinished() == "run-1"
    assert store.runs.gauge("run-1").scales == ()
    assert store.reviews.all() == []
    store.reviews.add(a_review())
    assert store.reviews.get("k1") == a_review()
    store.close()


def test_a_store_of_before_is_read_without_being_changed(tmp_path):
    folder = a_project(tmp_path / "film")
    file = folder / "rushes.db"
    file.unlink()
    store = ProjectStore(file)
    at_schema(store.engine, "0005")
    with store.engine.begin() as connection:
        for row in _ROWS:
            connection.exec_driver_sql(row)
    store.close()
    before = file.read_bytes()
    with open_for_reading(folder) as project:
        assert project.store.takes.get("1-1/k1").scores[0].value == 90.5
        assert project.folder == folder
    assert file.read_bytes() == before
    assert Window(folder).older
    with open_for_writing(folder):
        assert not Window(folder).older


def test_the_migrated_tables_are_those_of_the_code(tmp_path):
    store = ProjectStore(tmp_path / "rushes.db")
    at_schema(store.engine, "0005")
    migrate.upgrade(store.engine)
    found = inspect(store.engine)
    for table in Base.metadata.sorted_tables:
        columns = {one["name"]: one["nullable"] for one in found.get_columns(table.name)}
        assert columns == {one.name: one.nullable for one in table.columns}, table.name
    store.close()


def test_a_migration_cut_off_half_way_leaves_what_was(tmp_path, monkeypatch):
    from alembic import op

    def dies(*_words, **_options):
        raise KeyboardInterrupt

    store = ProjectStore(tmp_path / "rushes.db")
    at_schema(store.engine, "0005")
    with store.engine.begin() as connection:
        for row in _ROWS:
            connection.exec_driver_sql(row)
    monkeypatch.setattr(op, "create_table", dies)
    with pytest.raises(KeyboardInterrupt):
        migrate.upgrade(store.engine)
    assert migrate.check_schema(store.engine) == "0005"
    assert "percentile" not in {one["name"] for one in inspect(store.engine).get_columns("score")}
    monkeypatch.undo()
    migrate.upgrade(store.engine)
    assert store.takes.get("1-1/k1").scores[0].percentile is None
    store.close()
