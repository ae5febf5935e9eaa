"""The bible's references on the real graph: made and judged before the first shot, approved by people, made again."""

import os
import signal
import time

import numpy as np
import pytest
from doubles.plans import a_manifest, a_scene, a_shot
from doubles.productions import PROFILE, a_production, a_project
from PIL import Image

from rushes.agents.production import Approvals
from rushes.agents.requests import Try, keyframe_attempt
from rushes.configs.profile import Budget, CrewNames, Critic
from rushes.errors import Interrupted, NoSuchShot
from rushes.film.climb import Rung
from rushes.film.manifest import Character, Figure
from rushes.film.take import Decision, ShotState, TakeKind
from rushes.service import decisions
from rushes.service.filming import film
from rushes.service.health import repair, verify
from rushes.service.replay import replay

ASKED = Approvals(bible=True)


def a_profile(**budget):
    return PROFILE.model_copy(update={"critic": Critic(references=True), "budget": Budget(**budget)})


@pytest.fixture
def folder(tmp_path):
    return a_project(tmp_path / "film", a_profile())


def looks(crew):
    """Whether each still that was painted is one of the bible's."""
    return [request.setup.shot.subject.startswith("the look of") for request in crew.painter.made]


def first_black(count):
    return lambda kind, made: "black" if kind == TakeKind.KEYFRAME and made < count else ""


def first_fail(count):
    return lambda kind, made: "fails" if kind == TakeKind.KEYFRAME and made < count else ""


def stills(production):
    return {subject: [one.sha256 for one in row] for subject, row in production.store.stills.all().items()}


def same_path(production, run="run-1"):
    again = replay(production.project.folder / "traces" / f"{run}.jsonl")
    assert again.same, again.divergence


def test_sheets_and_plates_come_before_any_shot_one_each(folder):
    with a_production(folder) as (production, crew):
        assert film(production).waiting == ()
        assert looks(crew) == [True, True, False, False, False]
        takes = production.store.takes
        assert [[take.id for take in takes.all(filed)] for filed in ("bible/ada", "bible/mill")] == [
            ["bible/ada/k1"],
            ["bible/mill/k1"],
        ]
        assert stills(production) == {
            "ada": [takes.get("bible/ada/k1").sha256],
            "mill": [takes.get("bible/mill/k1").sha256],
        }
        (said,) = takes.verdicts("bible/ada/k1")
        assert (said.decision, said.rung, said.reason) == (Decision.ACCEPT, Rung.FIRST, "every gate passed")
        assert takes.count() == {"keyframe": 3, "clip": 3, "print": 3}
        same_path(production)


def test_without_the_wish_there_are_none(tmp_path):
    with a_production(a_project(tmp_path / "film"), approvals=ASKED) as (production, crew):
        assert film(production).waiting == ()
        assert (any(looks(crew)), stills(production)) == (False, {})


def test_a_second_run_makes_none_twice(folder):
    with a_production(folder) as (production, _):
        film(production)
        before = stills(production)
        decisions.reject(production.project, ["1-1"], "again")
    with a_production(folder) as (production, crew):
        film(production)
        assert looks(crew) == [False]
        assert stills(production) == before
        same_path(production, "run-2")


def test_a_weak_one_is_made_again_and_the_better_is_kept(tmp_path):
    folder = a_project(tmp_path / "film", a_profile(references=3))
    with a_production(folder, fault=first_black(2)) as (production, crew):
        film(production)
        assert looks(crew) == [True] * 4 + [False] * 3
        for filed in ("bible/ada", "bible/mill"):
            weak, sound = production.store.takes.all(filed)
            assert (weak.weak, sound.weak) == (True, False)
            assert weak.slate.seed != sound.slate.seed
            said = [production.store.takes.verdicts(take.id)[-1] for take in (weak, sound)]
            assert [(one.decision, one.rung) for one in said] == [
                (Decision.REROLL, Rung.FIRST),
                (Decision.ACCEPT, Rung.SEED),
            ]
            assert stills(production)[filed.removeprefix("bible/")] == [sound.sha256]
        same_path(production)


@pytest.mark.parametrize("most", [1, 2])
def test_one_that_stays_weak_costs_no_more_than_its_budget_and_the_best_is_kept(tmp_path, most):
    folder = a_project(tmp_path / "film", a_profile(references=most))
    with a_production(folder, fault=first_black(2 * most)) as (production, crew):
        film(production)
        assert looks(crew)[: 2 * most + 1] == [True] * 2 * most + [False]
        said = production.store.takes.verdicts("bible/ada/k1")[-1]
        assert said.decision is Decision.ASK
        assert said.reason.startswith(f"the best of {most}, and still: its mean brightness is 0")
        assert stills(production)["ada"] == [production.store.takes.get("bible/ada/k1").sha256]


@pytest.mark.parametrize("most", [1, 3, 4, 8])
def test_references_are_paid_from_the_films_budget_and_not_beyond_it(tmp_path, most):
    folder = a_project(tmp_path / "film", a_profile(references=3, film_takes=most))
    with a_production(folder, fault=first_black(6)) as (production, crew):
        ended = film(production)
        assert len(crew.painter.made) + len(crew.mover.made) <= most
        assert len(ended.unshot) == 3 - max(0, most - 6) // 2
        same_path(production)


def test_a_still_of_ones_own_stands_in_its_place(folder, tmp_path):
    picture = tmp_path / "ada.png"
    Image.fromarray(np.full((54, 96, 3), 120, dtype=np.uint8)).save(picture)
    with a_production(folder) as (production, crew):
        kept = production.project.vault.keep(picture)
        production.store.stills.add("ada", kept, "now")
        film(production)
        assert looks(crew) == [True, False, False, False]
        assert production.store.takes.all("bible/ada") == []
        assert stills(production)["ada"] == [kept.sha256]
        same_path(production)


def test_every_shot_is_held_to_them(folder):
    with a_production(folder) as (production, _):
        film(production)
        person, place = keyframe_attempt(production, Try("1-1")).bible
        assert (person.subject, person.place, person.sheet.shot.subject) == ("ada", False, "the look of Ada")
        assert (place.subject, place.place, place.sheet) == ("mill", True, None)
        media = [production.store.takes.get(f"bible/{one}/k1").media for one in ("ada", "mill")]
        assert [one.file for one in (person, place)] == [production.project.vault.path(name) for name in media]


def test_the_bible_waits_for_a_person_and_goes_on_when_it_is_approved(folder):
    with a_production(folder, approvals=ASKED) as (production, crew):
        assert film(production).waiting == ("the bible (bible/ada/k1, bible/mill/k1)",)
        assert looks(crew) == [True, True]
    with a_production(folder, approvals=ASKED) as (production, _):
        assert film(production).waiting == ("the bible (bible/ada/k1, bible/mill/k1)",)
        assert decisions.judge_bible(production.project, ["bible/ada"], approved=True) == ["bible/ada/k1"]
        assert film(production).waiting
        decisions.judge_bible(production.project, ["bible"], approved=True)
    with a_production(folder, approvals=ASKED) as (production, crew):
        assert film(production).waiting == ()
        assert looks(crew) == [False] * 3
        assert {one.state for one in production.store.shots.all()} == {ShotState.SHOT}
        same_path(production)


def test_a_rejected_one_is_made_again_with_another_seed_and_the_note_and_waits_again(folder):
    with a_production(folder, approvals=ASKED) as (production, _):
        film(production)
        before = stills(production)
        decisions.judge_bible(production.project, ["bible/ada"], "older, and a hat", approved=False)
        decisions.judge_bible(production.project, ["bible/mill"], approved=True)
        assert stills(production) == {"mill": before["mill"]}
    with a_production(folder, approvals=ASKED) as (production, crew):
        assert film(production).waiting == ("the bible (bible/ada/k2)",)
        assert looks(crew) == [True]
        first, second = (production.store.takes.get(f"bible/ada/k{count}") for count in (1, 2))
        assert first.slate.seed != second.slate.seed
        assert "older, and a hat" in crew.painter.made[0].setup.shot.keyframe_prompt.composition
        assert stills(production) == {"ada": [second.sha256], "mill": before["mill"]}
        decisions.judge_bible(production.project, ["bible"], approved=True)
    with a_production(folder, approvals=ASKED) as (production, crew):
        assert film(production).waiting == ()
        assert looks(crew) == [False] * 3
        assert not verify(production.project).damages
        assert verify(production.project).strays == ()
        same_path(production)


def test_one_rejected_twice_carries_the_last_note(folder):
    with a_production(folder, approvals=ASKED, manifest=a_manifest(a_scene("1", 1))) as (production, crew):
        film(production)
        for note in ("older", "younger"):
            decisions.judge_bible(production.project, ["bible"], note, approved=False)
            film(production)
        first, second, third = production.store.takes.all("bible/ada")
        assert len({take.slate.seed for take in (first, second, third)}) == 3
        notes = [request.setup.shot.keyframe_prompt.composition for request in crew.painter.made[-2:]]
        assert all("younger" in note and "older" not in note for note in notes)
        decisions.judge_bible(production.project, ["bible"], approved=True)
        assert film(production).waiting == ()
        same_path(production)


def standings(production):
    return {one.number: one.state for one in production.store.shots.all()}


def shown_stills(tmp_path):
    """A project whose keyframes a model paints after the bible's stills."""
    crew = {"crew": CrewNames(keyframe="flux.1-dev")}
    return a_project(tmp_path / "film", a_profile().model_copy(update=crew))


def a_plan(shots, *people):
    """So many shots of Ada, and one of each of the others."""
    cast = tuple(Character(id=name, name=name.title()) for name in people)
    own = tuple(
        a_shot(f"1-{place}", figures=(Figure(character=one.id),), subject=one.name, dialogue=())
        for place, one in enumerate(cast, shots + 1)
    )
    scene = a_scene("1", shots)
    plan = a_manifest(scene)
    scenes = (scene.model_copy(update={"shots": (*scene.shots, *own)}),)
    return plan.model_copy(update={"characters": (*plan.characters, *cast), "scenes": scenes})


def test_where_models_are_shown_stills_a_rejected_one_takes_its_shots_with_it(tmp_path):
    folder, plan = shown_stills(tmp_path), a_plan(2, "ben")
    with a_production(folder, manifest=plan) as (production, _):
        film(production)
        decisions.judge_bible(production.project, ["bible/ben"], approved=True)
        assert set(standings(production).values()) == {ShotState.SHOT}
        decisions.judge_bible(production.project, ["bible/ada"], "older", approved=False)
        assert standings(production) == {"1-1": ShotState.STALE, "1-2": ShotState.STALE, "1-3": ShotState.SHOT}
        assert production.store.shots.get("1-1").reason == "the stills of ada changed"
    with a_production(folder, manifest=plan) as (production, crew):
        film(production)
        assert looks(crew)[0]
        assert set(stills(production)) == {"ada", "ben", "mill"}
        assert set(standings(production).values()) == {ShotState.SHOT}
        same_path(production, "run-2")


def test_a_draft_is_not_shown_stills_and_stays_when_one_is_rejected(folder):
    with a_production(folder) as (production, _):
        film(production)
        decisions.judge_bible(production.project, ["bible"], "older", approved=False)
        assert set(standings(production).values()) == {ShotState.SHOT}


def test_a_run_that_waits_for_the_bible_shoots_again_what_a_rejected_still_took_with_it(tmp_path):
    folder = shown_stills(tmp_path)
    with a_production(folder, manifest=a_plan(2)) as (production, _):
        film(production)
        production.store.plans.adopt(a_plan(2, "ben"), "scripted", "now")
    with a_production(folder, approvals=ASKED) as (production, _):
        assert film(production).waiting == ("the bible (bible/ada/k1, bible/ben/k1, bible/mill/k1)",)
        decisions.judge_bible(production.project, ["bible/ada"], "older", approved=False)
        assert standings(production) == {"1-1": ShotState.STALE, "1-2": ShotState.STALE, "1-3": ShotState.PLANNED}
        decisions.judge_bible(production.project, ["bible/ben", "bible/mill"], approved=True)
    with a_production(folder, approvals=ASKED) as (production, _):
        assert film(production).waiting == ("the bible (bible/ada/k2)",)
        decisions.judge_bible(production.project, ["bible"], approved=True)
    with a_production(folder, approvals=ASKED) as (production, _):
        ended = film(production)
        assert (ended.waiting, ended.unshot) == ((), ())
        assert set(standings(production).values()) == {ShotState.SHOT}
        same_path(production, "run-2")


def test_a_finished_shot_that_is_rejected_while_the_bible_waits_is_shot_again_by_that_run(folder):
    with a_production(folder, manifest=a_plan(2)) as (production, _):
        film(production)
        production.store.plans.adopt(a_plan(2, "ben"), "scripted", "now")
    with a_production(folder, approvals=ASKED) as (production, _):
        film(production)
        decisions.reject(production.project, ["1-1"], "closer")
        decisions.judge_bible(production.project, ["bible"], approved=True)
    with a_production(folder, approvals=ASKED) as (production, _):
        assert film(production).waiting == ()
        made = [len(production.store.takes.all(shot, TakeKind.KEYFRAME)) for shot in ("1-1", "1-2", "1-3")]
        assert made == [2, 1, 1]
        same_path(production, "run-2")


def test_a_still_that_cannot_be_made_does_not_stop_the_film(folder):
    with a_production(folder, approvals=ASKED, fault=first_fail(6)) as (production, crew):
        assert film(production).waiting == ()
        assert looks(crew) == [True] * 6 + [False] * 3
        assert stills(production) == {}
        assert {one.state for one in production.store.shots.all()} == {ShotState.SHOT}
        same_path(production)


def test_a_rejected_still_that_cannot_be_made_again_is_given_up(folder):
    with a_production(folder, approvals=ASKED) as (production, _):
        film(production)
        decisions.judge_bible(production.project, ["bible/ada"], "older", approved=False)
        decisions.judge_bible(production.project, ["bible/mill"], approved=True)
    with a_production(folder, approvals=ASKED, fault=first_fail(3)) as (production, crew):
        assert film(production).waiting == ()
        assert looks(crew) == [True] * 3 + [False] * 3
        same_path(production)


def test_a_person_speaks_only_of_stills_that_there_are(folder):
    with a_production(folder, approvals=ASKED) as (production, _):
        with pytest.raises(NoSuchShot, match="It has: none"):
            decisions.judge_bible(production.project, ["bible"], approved=True)
        film(production)
        with pytest.raises(NoSuchShot, match="bible/cy"):
            decisions.judge_bible(production.project, ["bible/ada", "bible/cy"], approved=True)
        assert decisions.is_of_bible(["bible/ada"])
        assert not decisions.is_of_bible(["1-1"])


def test_all_is_whole_and_a_damaged_sheet_is_made_again(folder):
    with a_production(folder) as (production, _):
        film(production)
        assert (verify(production.project).damages, verify(production.project).strays) == ((), ())
        sheet = production.project.vault.path(production.store.takes.get("bible/ada/k1").media)
        sound = sheet.read_bytes()
        sheet.chmod(0o644)
        sheet.write_bytes(sound[:-9])
        assert [one.take for one in verify(production.project).damages] == ["bible/ada/k1"]
        assert repair(production).mended == ("bible/ada/k1",)
        assert sheet.read_bytes() == sound
        assert verify(production.project).damages == ()


def test_a_stop_lets_the_stills_in_hand_finish(folder):
    people = tuple(Character(id=f"c{number}", name=f"C{number}") for number in range(6))
    scene = a_scene("1", 1)
    shot = scene.shots[0].model_copy(
        update={"figures": tuple(Figure(character=one.id) for one in people), "dialogue": ()}
    )
    plan = a_manifest(scene).model_copy(
        update={"characters": people, "scenes": (scene.model_copy(update={"shots": (shot,)}),)}
    )
    with a_production(folder, manifest=plan) as (production, crew):
        paint = crew.painter.paint

        def paint_and_stop(request, scratch, progress):
            if len(crew.painter.made) == 2 and not production.floor.stopping:
                os.kill(os.getpid(), signal.SIGINT)
                while not production.floor.stopping:
                    time.sleep(0.01)
                time.sleep(0.05)  # those that have not begun are given up first
            return paint(request, scratch, progress)

        crew.painter.paint = paint_and_stop
        with pytest.raises(Interrupted):
            film(production)
        made = len(crew.painter.made)
        assert 3 <= made < 7
        assert len(production.store.takes.all()) == made
        assert verify(production.project).strays == ()
    with a_production(folder, manifest=plan) as (production, crew):
        assert film(production).waiting == ()
        assert sum(looks(crew)) == 7 - made
        same_path(production)
