"""What a film is called, asked without opening its project."""

from doubles.plans import a_manifest, a_scene
from doubles.productions import a_project

from rushes.memory.project import open_for_writing
from rushes.memory.titles import title_of
from rushes.service.crew import now


def test_it_is_the_newest_plans(tmp_path):
    folder = a_project(tmp_path / "film")
    assert title_of(folder) == ""
    manifest = a_manifest(a_scene("1", 1))
    with open_for_writing(folder) as project:
        project.store.plans.adopt(manifest, "house-rules", now())
    assert title_of(folder) == manifest.title


def test_a_store_that_cant_be_read_has_none(tmp_path):
    assert title_of(tmp_path) == ""
    (tmp_path / "rushes.db").write_bytes(b"not a store at all" * 100)
    assert title_of(tmp_path) == ""
