"""The film graph on real storage, with cards for pictures."""

import asyncio
import os
import signal
import time
from dataclasses import replace

import av
import pytest
from doubles.plans import a_manifest, a_scene, a_shot
from doubles.productions import a_production, a_project

from rushes.agents import cutting
from rushes.agents.production import Approvals
from rushes.errors import BadProject, DiskTrouble, Interrupted, NoSuchShot, WaitsForPerson
from rushes.film.manifest import Line
from rushes.film.take import Decision, ShotState, TakeKind
from rushes.film.vocabulary import Move
from rushes.service import decisions
from rushes.service.filming import film
from rushes.tools.footage import packets


@pytest.fixture
def folder(tmp_path):
    return a_project(tmp_path / "film")


def states(production):
    return [standing.state for standing in production.store.shots.all()]


def test_a_story_becomes_a_film(folder):
    with a_production(folder) as (production, crew):
        assert film(production).waiting == ()
        assert states(production) == [ShotState.SHOT] * 3
        assert production.store.takes.count() == {"keyframe": 3, "clip": 3, "print": 3}
        assert packets(production.project.film) == 18
        assert production.project.film.with_suffix(".srt").read_text().count("ADA: It is late.") == 3
        assert crew.brain.asked == 1


def test_a_second_run_makes_nothing_twice(folder):
    with a_production(folder) as (production, _):
        film(production)
        first = production.project.film.read_bytes()
    with a_production(folder) as (production, crew):
        film(production)
        assert (crew.painter.made, crew.mover.made, crew.brain.asked) == ([], [], 0)
        assert production.project.film.read_bytes() == first


def test_a_weak_keyframe_is_made_again_before_any_motion(folder):
    def first_is_black(kind, count):
        return "black" if kind == TakeKind.KEYFRAME and count == 0 else ""

    with a_production(folder, manifest=a_manifest(a_scene("1", 1)), fault=first_is_black) as (production, crew):
        film(production)
        takes = production.store.takes.all("1-1", TakeKind.KEYFRAME)
        assert [take.weak for take in takes] == [True, False]
        assert takes[0].slate.seed != takes[1].slate.seed
        verdicts = production.store.takes.verdicts(takes[0].id)
        assert verdicts[0].decision is Decision.REROLL
        assert "brightness is 0" in verdicts[0].reason
        assert len(crew.mover.made) == 1
        assert production.store.shots.get("1-1").keyframe == "1-1/k2"


def test_two_weak_clips_climb_to_a_new_keyframe(folder):
    def two_frozen(kind, count):
        return "frozen" if kind == TakeKind.CLIP and count < 2 else ""

    with a_production(folder, manifest=a_manifest(a_scene("1", 1)), fault=two_frozen) as (production, _):
        film(production)
        standing = production.store.shots.get("1-1")
        assert (standing.state, standing.keyframe, standing.clip) == (ShotState.SHOT, "1-1/k2", "1-1/c3")


def test_a_spent_budget_keeps_the_best_and_asks_a_person(folder):
    def always_frozen(kind, _count):
        return "frozen" if kind == TakeKind.CLIP else ""

    with a_production(folder, manifest=a_manifest(a_scene("1", 1)), fault=always_frozen) as (production, crew):
        film(production)
        standing = production.store.shots.get("1-1")
        assert standing.state is ShotState.FLAGGED
        assert "hardly changes" in standing.reason
        assert len(crew.mover.made) == 3
        assert production.project.film.is_file()


def test_a_static_shot_may_stand_nearly_still(folder):
    shot = a_shot("1-1", move=Move.STATIC)
    scene = a_scene("1", 1).model_copy(update={"shots": (shot,)})
    with a_production(folder, manifest=a_manifest(scene)) as (production, _):
        film(production)
        assert "motion" not in {score.measure for score in production.store.takes.get("1-1/c1").scores if score.gate}


def test_one_shot_that_cannot_be_made_does_not_stop_the_film(folder):
    def first_fails(kind, count):
        return "fails" if kind == TakeKind.KEYFRAME and count < 3 else ""

    with a_production(folder, manifest=a_manifest(a_scene("1", 1)), fault=first_fails) as (production, _):
        film(production)
        assert production.store.shots.get("1-1").state is ShotState.FAILED
        assert len(production.store.takes.failures("1-1")) == 3
        assert not production.project.film.exists()


def test_a_clip_cut_short_is_a_weak_take(folder):
    def first_is_short(kind, count):
        return "short" if kind == TakeKind.CLIP and count == 0 else ""

    with a_production(folder, manifest=a_manifest(a_scene("1", 1)), fault=first_is_short) as (production, _):
        film(production)
        first, second = production.store.takes.all("1-1", TakeKind.CLIP)
        assert (first.weak, first.facts.frames, second.weak, second.facts.frames) == (True, 3, False, 6)


def test_the_plan_waits_for_approval_when_asked(folder):
    approvals = Approvals(plan=True)
    with a_production(folder, approvals=approvals) as (production, crew):
        assert film(production).waiting == ("the plan",)
        assert crew.painter.made == []
    with a_production(folder, approvals=approvals) as (production, crew):
        assert film(production).waiting == ("the plan",)
        assert crew.painter.made == []
    with a_production(folder, approvals=approvals) as (production, crew):
        production.store.plans.approve(approved=True)
        assert film(production).waiting == ()
        assert crew.brain.asked == 0
        assert states(production) == [ShotState.SHOT] * 3


def test_shots_wait_one_by_one_and_a_rejected_one_is_shot_again(folder):
    approvals = Approvals(shots=True)
    with a_production(folder, approvals=approvals) as (production, _):
        assert sorted(film(production).waiting) == ["1-1", "1-2", "2-1"]
        assert states(production) == [ShotState.WAITING] * 3
        decisions.approve(production.project, ["1-1"])
        decisions.reject(production.project, ["2"], "closer, please")
    with a_production(folder, approvals=approvals) as (production, crew):
        assert sorted(film(production).waiting) == ["1-2", "2-1"]
        assert [request.setup.shot.keyframe_prompt.composition for request in crew.painter.made] == [
            " Director's note: closer, please"
        ]
        decisions.approve(production.project, ["all"])
    with a_production(folder, approvals=approvals) as (production, _):
        assert film(production).waiting == ()
        assert states(production) == [ShotState.APPROVED] * 3
        assert production.store.shots.get("2-1").print == "2-1/p2"


def test_rejecting_after_the_film_is_done_shoots_that_shot_only(folder):
    with a_production(folder) as (production, _):
        film(production)
        decisions.reject(production.project, ["1-2"], "darker")
    with a_production(folder) as (production, crew):
        film(production)
        assert len(crew.painter.made) == len(crew.mover.made) == 1
        assert production.store.shots.get("1-2").print == "1-2/p2"


def test_only_named_shots_are_shot(folder):
    with a_production(folder, only=("1-2",)) as (production, _):
        film(production)
        assert states(production) == [ShotState.PLANNED, ShotState.SHOT, ShotState.PLANNED]
    with a_production(folder) as (production, _):
        film(production)
        assert states(production) == [ShotState.SHOT] * 3


def test_an_edited_line_makes_only_the_print_again(folder):
    with a_production(folder) as (production, _):
        film(production)
        manifest = production.plan().manifest
        line = manifest.scenes[0].shots[0].dialogue[0].model_copy(update={"text": "It is very late."})
        shot = manifest.scenes[0].shots[0].model_copy(update={"dialogue": (line,)})
        scene = manifest.scenes[0].model_copy(update={"shots": (shot, manifest.scenes[0].shots[1])})
        production.store.plans.adopt(manifest.model_copy(update={"scenes": (scene, manifest.scenes[1])}), "me", "now")
        assert states(production) == [ShotState.STALE, ShotState.SHOT, ShotState.SHOT]
    with a_production(folder) as (production, crew):
        film(production)
        assert (crew.painter.made, crew.mover.made) == ([], [])
        assert production.store.takes.count() == {"keyframe": 3, "clip": 3, "print": 4}


def test_a_line_edited_back_brings_back_its_first_print(folder):
    with a_production(folder, manifest=a_manifest(a_scene("1", 1))) as (production, _):
        film(production)
        before = production.plan().manifest
        line = before.scenes[0].shots[0].dialogue[0].model_copy(update={"text": "It is very late."})
        shot = before.scenes[0].shots[0].model_copy(update={"dialogue": (line,)})
        scene = before.scenes[0].model_copy(update={"shots": (shot,)})
        production.store.plans.adopt(before.model_copy(update={"scenes": (scene,)}), "me", "now")
        film(production)
        assert production.store.shots.get("1-1").print == "1-1/p2"
        production.store.plans.adopt(before, "me", "now")
        film(production)
        assert production.store.shots.get("1-1").print == "1-1/p1"
        assert production.store.takes.count() == {"keyframe": 1, "clip": 1, "print": 2}


def test_a_print_that_is_on_the_books_is_circled(folder):
    def ends_at_the_print(event):
        if event.step == TakeKind.PRINT:
            raise DiskTrouble("The disk is full.", "Free some space.")

    with a_production(folder, manifest=a_manifest(a_scene("1", 1))) as (production, _):
        with pytest.raises(DiskTrouble):
            film(replace(production, tell=ends_at_the_print))
        assert production.store.takes.count()["print"] == 1
        assert production.store.shots.get("1-1").print == "1-1/p1"


def test_a_stop_lets_the_steps_in_hand_finish(folder):
    with a_production(folder, manifest=a_manifest(a_scene("1", 6))) as (production, crew):
        paint = crew.painter.paint

        def paint_and_stop(request, scratch, progress):
            if len(crew.painter.made) == 2 and not production.floor.stopping:
                os.kill(os.getpid(), signal.SIGINT)
                while not production.floor.stopping:
                    time.sleep(0.01)
            return paint(request, scratch, progress)

        crew.painter.paint = paint_and_stop
        with pytest.raises(Interrupted):
            film(production)
        assert 3 <= production.store.takes.count()["keyframe"] == len(crew.painter.made)
    with a_production(folder, manifest=a_manifest(a_scene("1", 6))) as (production, crew):
        film(production)
        assert states(production) == [ShotState.SHOT] * 6
        assert len(crew.painter.made) < 6


def test_a_damaged_checkpoint_file_is_set_aside(folder):
    with a_production(folder, only=("1-1",)) as (production, _):
        film(production)
        production.project.graph_db.write_bytes(b"not a database, " * 400)
    with a_production(folder) as (production, _):
        film(production)
        assert states(production) == [ShotState.SHOT] * 3
        assert (folder / "graph.db.damaged-1").read_bytes().startswith(b"not a database")


def test_checkpoints_hold_no_shots(folder):
    with a_production(folder, manifest=a_manifest(a_scene("1", 12))) as (production, _):
        film(production)
        assert production.project.graph_db.stat().st_size < 900_000


def test_a_resume_without_the_option_still_asks(folder):
    with a_production(folder, approvals=Approvals(shots=True)) as (production, _):
        film(production)
        decisions.approve(production.project, ["1-1"])
    with a_production(folder) as (production, _):
        assert sorted(film(production).waiting) == ["1-2", "2-1"]
        assert production.store.shots.get("1-1").state is ShotState.APPROVED


def test_shots_that_wait_still_wait_when_others_are_shot_alone(folder):
    with a_production(folder, approvals=Approvals(shots=True)) as (production, _):
        film(production)
        decisions.reject(production.project, ["1-1"], "again")
    with a_production(folder, only=("1-1",)) as (production, _):
        film(production)
    with a_production(folder) as (production, _):
        assert sorted(film(production).waiting) == ["1-2", "2-1"]


def test_a_rejected_plan_is_not_shot(folder):
    with a_production(folder, approvals=Approvals(plan=True)) as (production, _):
        film(production)
        production.store.plans.approve(approved=False)
    with a_production(folder) as (production, crew), pytest.raises(WaitsForPerson, match="rejected the plan"):
        film(production)
    assert crew.painter.made == []


def test_a_spent_budget_never_brings_back_a_take_of_another_plan(folder):
    manifest = a_manifest(a_scene("1", 1))
    with a_production(folder, manifest=manifest) as (production, _):
        film(production)
        shot = a_shot("1-1", size="close")
        changed = manifest.scenes[0].model_copy(update={"shots": (shot,)})
        production.store.plans.adopt(manifest.model_copy(update={"scenes": (changed,)}), "me", "now")
    with a_production(folder, fault=lambda kind, _count: "black" if kind == "clip" else "") as (production, _):
        film(production)
        standing = production.store.shots.get("1-1")
        assert standing.state is ShotState.FLAGGED
        clip = production.store.takes.get(standing.clip)
        assert clip.slate.parameters["setup"]["shot"]["size"] == "close"
        assert production.store.takes.get(standing.keyframe).sha256 in clip.slate.parents


def test_what_changed_since_cannot_be_approved(folder):
    with a_production(folder) as (production, _):
        film(production)
        production.store.shots.stand("1-1", ShotState.STALE)
        with pytest.raises(NoSuchShot, match="changed since"):
            decisions.approve(production.project, ["all"])
        assert states(production)[1] is ShotState.SHOT


def test_other_settings_make_another_film_and_sizes_are_never_mixed(folder):
    with a_production(folder) as (production, _):
        film(production)
    file = folder / "project.toml"
    file.write_text(file.read_text().replace("96x54", "128x72"))
    with a_production(folder) as (production, crew):
        asyncio.run(cutting.cut(production))
        assert not crew.painter.made
        film(production)
        assert len(crew.painter.made) == 3
        with av.open(str(production.project.film)) as opened:
            assert {(frame.width, frame.height) for frame in opened.decode(video=0)} == {(128, 72)}


def test_the_largest_budget_is_within_the_graphs_steps(folder):
    file = folder / "project.toml"
    text = file.read_text().replace("keyframes = 3", "keyframes = 12").replace("clips = 3", "clips = 24")
    text = text.replace("least_chance = 0.1", "least_chance = 0.0")
    file.write_text(text)
    with a_production(folder, manifest=a_manifest(a_scene("1", 1)), fault=lambda kind, _: "black") as (
        production,
        crew,
    ):
        film(production)
        assert (len(crew.painter.made), len(crew.mover.made)) == (12, 24)


def test_a_print_whose_file_is_gone_is_named_before_the_cut(folder):
    with a_production(folder) as (production, _):
        film(production)
        take = production.store.takes.get("1-1/p1")
        production.project.vault.path(take.media).unlink()
        with pytest.raises(BadProject, match="rushes repair"):
            asyncio.run(cutting.cut(production))


def test_subtitles_keep_every_character(folder):
    line = Line(speaker="ada", text="A {brace}, a \\N and <i>more</i>")
    scene = a_scene("1", 1).model_copy(update={"shots": (a_shot("1-1", dialogue=(line,)),)})
    with a_production(folder, manifest=a_manifest(scene)) as (production, _):
        film(production)
        assert f"ADA: {line.text}" in production.project.film.with_suffix(".srt").read_text()
