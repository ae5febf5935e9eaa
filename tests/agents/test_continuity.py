"""What a keyframe is painted after: the bible's stills, and the earlier keyframe of the same set-up."""

import pytest
from doubles.plans import a_manifest, a_scene, a_shot
from doubles.productions import PROFILE, a_production, a_project
from PIL import Image

from rushes.agents.continuity import same_setup_before
from rushes.configs.profile import CrewNames, Moving, Painting
from rushes.film.take import ShotState, TakeKind
from rushes.film.vocabulary import ShotSize
from rushes.service.filming import film
from rushes.service.health import repair, reproduce, verify
from rushes.service.replay import replay
from rushes.service.stills import add_still, drop_stills
from rushes.tools.draft.revision import draft_spec

HELD = PROFILE.model_copy(
    update={"painting": Painting(control="flux.1-controlnet-canny"), "crew": CrewNames(keyframe="flux.1-dev")}
)


def a_plan():
    """Long, close, long, close: the camera returns to each set-up once."""
    sizes = (ShotSize.LONG, ShotSize.CLOSE, ShotSize.LONG, ShotSize.CLOSE)
    shots = tuple(a_shot(f"1-{place}", size=size) for place, size in enumerate(sizes, 1))
    return a_manifest(a_scene("1", 0).model_copy(update={"shots": shots}), a_scene("2", 1))


@pytest.fixture
def folder(tmp_path):
    return a_project(tmp_path / "film", HELD)


@pytest.fixture
def picture(tmp_path):
    file = tmp_path / "ada.jpg"
    Image.new("RGB", (3000, 1500), (200, 120, 40)).save(file)
    return file


def parents(production, shot):
    return production.store.takes.all(shot, TakeKind.KEYFRAME)[-1].slate.parents


def chosen(production, shot):
    return production.store.takes.get(production.store.shots.get(shot).keyframe).sha256


def test_a_set_up_is_one_of_size_angle_and_people():
    scene = a_plan().scenes[0]
    assert [same_setup_before(scene, shot.number) for shot in scene.shots] == [None, None, "1-1", "1-2"]


def test_a_camera_that_returns_is_held_to_its_picture(folder):
    with a_production(folder, manifest=a_plan()) as (production, crew):
        assert film(production).waiting == ()
        assert parents(production, "1-1") == parents(production, "1-2") == parents(production, "2-1") == ()
        assert parents(production, "1-3") == (chosen(production, "1-1"),)
        assert parents(production, "1-4") == (chosen(production, "1-2"),)
        shown = [request.control.name[:64] for request in crew.painter.made if request.control]
        assert sorted(shown) == sorted([chosen(production, "1-1"), chosen(production, "1-2")])
    assert replay(folder / "traces" / "run-1.jsonl").same


def test_one_shot_alone_is_held_to_what_is_there_already(folder):
    with a_production(folder, manifest=a_plan(), only=("1-1",)) as (production, _):
        film(production)
    with a_production(folder, manifest=a_plan(), only=("1-3", "1-4")) as (production, _):
        film(production)
        assert parents(production, "1-3") == (chosen(production, "1-1"),)
        assert parents(production, "1-4") == ()
        assert reproduce(production, production.store.takes.all("1-3", TakeKind.KEYFRAME)[0]).same
    assert replay(folder / "traces" / "run-2.jsonl").same


def test_a_shot_whose_earlier_one_fails_goes_on_without(folder):
    def fails(kind, count):
        return "fails" if kind == TakeKind.KEYFRAME and count < PROFILE.budget.keyframes else ""

    with a_production(folder, manifest=a_plan(), fault=fails) as (production, _):
        film(production)
        failed = [one.number for one in production.store.shots.all() if one.state is ShotState.FAILED]
        done = [one for one in production.store.shots.all() if one.state is ShotState.SHOT]
        assert len(failed) + len(done) == 5
        assert done


def test_stills_are_shown_kept_and_forgotten(folder, picture):
    with a_production(folder, manifest=a_plan()) as (production, crew):
        film(production)
        made = len(crew.painter.made)
        assert add_still(production.project, "ada", str(picture))
        assert not add_still(production.project, "ada", str(picture))
        states = {one.state for one in production.store.shots.all()}
        assert states == {ShotState.STALE}
        film(production)
        again = crew.painter.made[made:]
        assert len(again) == 5
        assert all(len(request.references) == 1 for request in again)
        with Image.open(again[0].references[0]) as still:
            assert (still.format, still.size) == ("PNG", (2048, 1024))
        assert verify(production.project).strays == ()
        assert reproduce(production, production.store.takes.all("1-1", TakeKind.KEYFRAME)[-1]).same
    assert replay(folder / "traces" / "run-2.jsonl").same
    with a_production(folder, manifest=a_plan()) as (production, crew):
        assert drop_stills(production.project, "ada") == 1
        film(production)
        assert crew.painter.made == []
        assert all(one.state is ShotState.SHOT for one in production.store.shots.all())
        assert repair(production).strays == 0
        painted_after = production.store.takes.all("1-1", TakeKind.KEYFRAME)[-1]
        assert painted_after.slate.parents
        assert reproduce(production, painted_after).same


def test_a_dropped_still_that_nothing_was_painted_after_is_a_stray(folder, picture):
    with a_production(folder, manifest=a_plan()) as (production, _):
        film(production)
        add_still(production.project, "ada", str(picture))
        drop_stills(production.project, "ada")
        assert len(verify(production.project).strays) == 1


def test_a_photograph_stands_upright(folder, tmp_path):
    turned = Image.Exif()
    turned[0x0112] = 6  # held upright: to be turned by a quarter
    Image.new("RGB", (60, 40), (200, 120, 40)).save(tmp_path / "phone.jpg", exif=turned)
    with a_production(folder, manifest=a_plan()) as (production, _):
        film(production)
        add_still(production.project, "ada", str(tmp_path / "phone.jpg"))
        with Image.open(production.project.vault.path(production.store.stills.of("ada")[0].name)) as still:
            assert still.size == (40, 60)


def test_prompts_that_are_called_for_are_read_together(folder):
    with a_production(folder, manifest=a_plan()) as (production, crew):
        film(production)
        assert len(crew.painter.read) == len(crew.mover.read) == 5


def test_a_draft_of_the_shot_can_be_what_a_model_remakes(tmp_path):
    remade = PROFILE.model_copy(update={"moving": Moving(footage="draft")})
    with a_production(a_project(tmp_path / "film", remade), manifest=a_plan(), only=("1-1",)) as (production, crew):
        film(production)
        request = crew.mover.made[0]
        assert request.footage
        clip = production.store.takes.all("1-1", TakeKind.CLIP)[0]
        assert clip.slate.parameters["footage"] == draft_spec().revision
        assert reproduce(production, clip).same
    assert replay(tmp_path / "film" / "traces" / "run-1.jsonl").same


def test_a_painter_that_is_steered_throughout_begins_with_the_draft_of_the_shot(tmp_path):
    steered = PROFILE.model_copy(update={"crew": CrewNames(keyframe="flux.1-depth")})
    with a_production(a_project(tmp_path / "film", steered), manifest=a_plan()) as (production, crew):
        film(production)
        assert all(request.control for request in crew.painter.made)
        first = production.store.takes.all("1-1", TakeKind.KEYFRAME)[0]
        assert first.slate.parameters["drawn"] == draft_spec().revision
        assert parents(production, "1-3") == (chosen(production, "1-1"),)
        assert reproduce(production, first).same
    assert replay(tmp_path / "film" / "traces" / "run-1.jsonl").same
