import subprocess
import sys
import time

import pytest
from doubles.productions import PROFILE, a_project
from sqlalchemy import inspect, text

from rushes.configs.settings import Settings, from_toml, to_toml
from rushes.errors import BadProject, ProjectBusy
from rushes.memory import migrate
from rushes.memory.migrations import versions
from rushes.memory.project import open_for_reading, open_for_writing
from rushes.memory.schema import Base
from rushes.memory.schemas import HEAD
from rushes.memory.store import ProjectStore


@pytest.fixture
def folder(tmp_path):
    return a_project(tmp_path / "film")


def test_settings_survive_their_file():
    settings = Settings(rushes="0.1.0", seed=3, minutes=1.5, profile=PROFILE)
    assert from_toml(to_toml(settings)) == settings


@pytest.mark.parametrize("damage", ["", "seed = ", "seed = -1\n", "unknown = 1\n"])
def test_a_damaged_settings_file_is_named(folder, damage):
    file = folder / "project.toml"
    file.write_text(damage + file.read_text() if damage else "")
    with pytest.raises(BadProject, match=r"project\.toml"), open_for_reading(folder):
        pass


def test_one_process_writes_and_others_read(folder):
    with open_for_writing(folder):
        with open_for_reading(folder) as reader:
            assert reader.store.shots.all() == []
        code = f"from pathlib import Path\nfrom rushes.memory.project import open_for_writing\nwith open_for_writing(Path({str(folder)!r})): pass"
        other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
        assert "ProjectBusy" in other.stderr
    with open_for_writing(folder):
        pass


def test_the_lock_dies_with_its_holder(folder):
    code = f"import time\nfrom pathlib import Path\nfrom rushes.memory.project import open_for_writing\nwith open_for_writing(Path({str(folder)!r})):\n    print('held', flush=True)\n    time.sleep(60)"
    holder = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(ProjectBusy, match=str(holder.pid)), open_for_writing(folder):
        pass
    holder.kill()
    holder.wait()
    holder.stdout.close()
    time.sleep(0.05)
    with open_for_writing(folder):
        pass


def test_a_project_of_a_newer_schema_is_refused_and_unchanged(folder):
    store = ProjectStore(folder / "rushes.db")
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store.close()
    before = (folder / "rushes.db").read_bytes()
    for opening in (open_for_reading, open_for_writing):
        with pytest.raises(BadProject, match="newer rushes"), opening(folder):
            pass
    assert (folder / "rushes.db").read_bytes() == before


def test_a_store_that_is_no_database_is_named(folder):
    (folder / "rushes.db").write_bytes(b"nonsense" * 999)
    with pytest.raises(BadProject, match="can't be used"), open_for_reading(folder):
        pass


def test_migrations_lead_to_the_tables_of_the_code(tmp_path):
    store = ProjectStore(tmp_path / "rushes.db")
    migrate.upgrade(store.engine)
    found = inspect(store.engine)
    for table in Base.metadata.sorted_tables:
        assert {c["name"] for c in found.get_columns(table.name)} == {c.name for c in table.columns}
    store.close()


def test_the_newest_migration_is_the_one_the_code_wants():
    from pathlib import Path

    files = sorted(Path(versions.__path__[0]).glob("v*.py"))
    assert files[-1].stem == f"v{HEAD}"


def test_no_project_is_one_sentence(tmp_path):
    with pytest.raises(BadProject, match="not a rushes project"), open_for_reading(tmp_path):
        pass


def test_a_migration_cut_off_half_way_leaves_nothing(tmp_path, monkeypatch):
    from alembic import op

    store = ProjectStore(tmp_path / "rushes.db")
    create_table, made = op.create_table, []

    def failing(*words, **options):
        made.append(words[0])
        if len(made) == 4:
            raise KeyboardInterrupt
        return create_table(*words, **options)

    monkeypatch.setattr(op, "create_table", failing)
    with pytest.raises(KeyboardInterrupt):
        migrate.upgrade(store.engine)
    assert inspect(store.engine).get_table_names() == []
    monkeypatch.undo()
    migrate.upgrade(store.engine)
    assert "take" in inspect(store.engine).get_table_names()
    store.close()
