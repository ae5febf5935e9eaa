"""What lies around a folder: stories and begun films, and nothing else."""

from doubles.productions import a_project

from rushes.service.finding import around


def test_stories_and_films_near_here_are_found(tmp_path):
    (tmp_path / "films").mkdir()
    film = a_project(tmp_path / "films" / "mill")
    (tmp_path / "examples").mkdir()
    for name in ("ferry.md", "README.md", "talk.flac", "notes.pdf", ".hidden.md", "examples/orchard.fountain"):
        (tmp_path / name).write_text("x")
    found = around(tmp_path)
    assert found.projects == (film,)
    assert {source.name for source in found.sources} == {"ferry.md", "talk.flac", "orchard.fountain", "mill.txt"}


def test_a_folder_that_is_not_there_has_nothing(tmp_path):
    assert around(tmp_path / "nowhere") == around(tmp_path / "examples")
