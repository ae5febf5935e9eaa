"""The overview: the board in plain rows, the same as the store has it, and news of others' writing."""

import pytest
from doubles.plans import a_manifest, a_scene
from doubles.productions import a_production, a_project

from rushes.errors import BadProject
from rushes.film.take import ShotState
from rushes.memory.overview import Intent, Intents, Window
from rushes.service import decisions
from rushes.service.filming import film


@pytest.fixture
def folder(tmp_path):
    return a_project(tmp_path / "film")


def test_before_there_is_a_plan(folder):
    seen = Window(folder).overview()
    assert (seen.source, seen.plan, seen.shots, seen.run, seen.film) == ("mill.txt", None, (), "", False)
    assert Window(folder).intents(1) == Intents()


def test_it_says_what_the_store_says(folder):
    manifest = a_manifest(a_scene("1", 2), a_scene("2", 1))
    with a_production(folder, manifest=manifest) as (production, _):
        film(production)
        decisions.reject(production.project, ["1-2"], "darker")
        board = production.store.shots.all()
        takes = {one.number: production.store.takes.all(one.number) for one in board}
    window = Window(folder)
    seen = window.overview()
    assert seen.film
    assert seen.plan
    assert (seen.plan.revision, seen.plan.approved) == (1, None)
    assert [(one.number, one.scene, one.state, one.note, one.rounds, one.print) for one in seen.shots] == [
        (one.number, one.scene, one.state, one.note, one.rounds, one.print) for one in board
    ]
    assert [line.takes for line in seen.shots] == [2, 2, 2]
    assert all(line.merit == 1 for line in seen.shots)
    for line in seen.shots:
        assert [one.id for one in window.takes(line.number)] == [one.id for one in takes[line.number]]
    still, clip, _ = window.takes("1-1")
    assert (still.kind, still.backend, still.seconds, still.verdict) == ("keyframe", "cards", 0.0, "accept")
    assert clip.seconds == pytest.approx(float(takes["1-1"][1].facts.frames / takes["1-1"][1].facts.fps))
    assert clip.media == takes["1-1"][1].media
    intents = window.intents(1)
    shot = manifest.scenes[0].shots[0]
    assert intents.headings["1"] == manifest.scenes[0].heading
    words = " ".join([shot.action, *(f"“{line.text}”" for line in shot.dialogue)])
    assert intents.shots["1-1"] == Intent(shot.seconds, shot.size, shot.move, shot.subject, words)
    assert not seen.behind


def test_it_knows_when_somebody_else_wrote(folder):
    window = Window(folder)
    before = window.version()
    assert window.version() == before
    with a_production(folder) as (production, _):
        production.store.plans.adopt(a_manifest(), "scripted", "2026-01-01")
        production.store.shots.stand("1-1", ShotState.WAITING, "a person's approval")
    assert window.version() != before
    assert window.overview().shots[0].state == ShotState.WAITING


def test_a_store_that_is_none_is_a_sentence(tmp_path):
    with pytest.raises(BadProject, match=r"rushes\.db"):
        Window(tmp_path)
    (tmp_path / "rushes.db").write_bytes(b"not a database at all, not at all" * 40)
    with pytest.raises(BadProject, match="verify"):
        Window(tmp_path)
