"""Scenes as a whole, on the real graph: the weakest shot of a weak scene is shot again, once, and only for the better."""

import os
import signal
import time
from contextlib import contextmanager
from uuid import uuid4

import cv2
import numpy as np
import pytest
from doubles.cards import _card
from doubles.plans import a_manifest, a_scene, a_shot
from doubles.productions import PROFILE, a_production, a_project
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from rushes.agents.production import Approvals
from rushes.agents.reviewing import weakest
from rushes.configs.profile import Budget, Critic, Gates
from rushes.errors import Interrupted
from rushes.film.take import Decision, ShotState, TakeKind
from rushes.memory.traces import read_trace
from rushes.service import decisions
from rushes.service.filming import film
from rushes.service.health import verify
from rushes.service.replay import replay
from rushes.tools.protocols import MadeFile

# -- which shot is the weakest -----------------------------------------------------------------------------------------


def off(*values):
    return {f"off/1-{place + 1}": value for place, value in enumerate(values)}


SHOTS = [f"1-{number}" for number in range(1, 31)]


def test_the_one_that_is_most_off_is_the_weakest():
    found = weakest(off(0.01, 0.02, 0.5, 0.02), SHOTS, 3.5)
    assert (found.shot, found.off) == ("1-3", 0.5)
    assert found.spread == pytest.approx((0.5 - 0.02) / (1.4826 * 0.005 + 0.01), rel=0.01)
    assert found.reason.startswith("the weakest shot of its scene: 0.50 less like the others than planned")


def test_nothing_is_said_of_a_scene_of_two():
    assert weakest(off(0.0, 0.9), SHOTS, 1.0) is None
    assert weakest({}, SHOTS, 1.0) is None
    assert weakest(off(0.0, 0.0, 0.9), SHOTS[:2], 1.0) is None


def test_what_is_hardly_off_is_not_weak_however_far_out():
    assert weakest(off(0.0, 0.0, 0.0, 0.049), SHOTS, 1.0) is None
    assert weakest(off(0.0, 0.0, 0.0, 0.051), SHOTS, 1.0).shot == "1-4"


def test_in_a_scene_where_all_differ_nobody_is_an_outlier():
    spread = off(0.1, 0.2, 0.3, 0.4, 0.5)
    assert weakest(spread, SHOTS, 3.5) is None
    assert weakest(spread, SHOTS, 1.0).shot == "1-5"


shares = st.lists(st.floats(-1, 1), min_size=3, max_size=30)


@given(shares, st.floats(1, 100))
def test_only_a_shot_that_is_most_off_is_ever_named(values, outlier):
    found = weakest(off(*values), SHOTS, outlier)
    if found is not None:
        assert found.off == max(values) == values[SHOTS.index(found.shot)]
        assert found.off >= 0.05
        assert found.spread >= outlier


@given(shares, st.floats(1, 50), st.floats(1, 50))
def test_a_stricter_measure_of_outliers_names_no_more(values, one, other):
    lenient, strict = sorted((one, other))
    if weakest(off(*values), SHOTS, strict) is not None:
        assert weakest(off(*values), SHOTS, lenient) is not None


# -- on the graph ------------------------------------------------------------------------------------------------------


def a_profile(reviews=1, **changes):
    return PROFILE.model_copy(update={"critic": Critic(reviews=reviews)} | changes)


def a_plan(scenes=1, shots=4, odd=("1-2",)):
    def shot(number):
        return a_shot(number, subject="odd") if number in odd else a_shot(number)

    def scene(number):
        rows = tuple(shot(f"{number}-{place}") for place in range(1, shots + 1))
        return a_scene(str(number), shots).model_copy(update={"shots": rows})

    return a_manifest(*(scene(number) for number in range(1, scenes + 1)))


@contextmanager
def a_scene_of_cards(folder, odd=10**6, plan=None, **given_):
    """Cards that all look alike, but for the first so many of the shot that is called odd."""
    with a_production(folder, manifest=plan or a_plan(), **given_) as (production, crew):

        def paint(request, scratch, progress):
            crew.painter.made.append(request)
            of_odd = [one for one in crew.painter.made if one.setup.shot.subject == "odd"]
            strange = request.setup.shot.subject == "odd" and len(of_odd) <= odd
            card = _card(request.size.width, request.size.height, 3)
            if strange:
                card = 250 - card[..., ::-1] // 2
                card[::2] //= 3
            card[0, 0] = [request.seed >> shift & 0xFF for shift in (0, 8, 16)]
            file = scratch / f"{uuid4().hex}.png"
            Image.fromarray(card.astype(np.uint8)).save(file)
            progress(1, 1)
            return MadeFile(file)

        crew.painter.paint = paint
        yield production, crew


@pytest.fixture
def folder(tmp_path):
    return a_project(tmp_path / "film", a_profile())


def circled(production, number="1-2"):
    now = production.store.shots.get(number)
    return now.keyframe, now.clip, now.print


def states(production):
    return {one.number: one.state for one in production.store.shots.all()}


def same_path(production, run="run-1"):
    again = replay(production.project.folder / "traces" / f"{run}.jsonl")
    assert again.same, again.divergence


def told(crew, step):
    return [event for event in crew.events if event.step == step]


def test_the_weakest_shot_is_shot_again_with_another_seed_and_the_better_takes_stand(folder):
    with a_scene_of_cards(folder, odd=1) as (production, crew):
        assert film(production).unshot == ()
        assert circled(production) == ("1-2/k2", "1-2/c2", "1-2/p2")
        first, second = production.store.takes.all("1-2", TakeKind.KEYFRAME)
        assert first.slate.seed != second.slate.seed
        assert first.slate.parameters == second.slate.parameters
        said = production.store.takes.verdicts("1-2/k1")[-1]
        assert said.decision is Decision.REROLL
        assert said.reason.startswith("the weakest shot of its scene")
        assert set(states(production).values()) == {ShotState.SHOT}
        assert production.store.takes.count() == {"keyframe": 5, "clip": 5, "print": 5}
        assert [event.shot for event in told(crew, "judged-scene")] == ["1-2"]
        before, after = production.store.reviews.all()
        assert after.measures["scene"] > before.measures["scene"]
        assert after.measures["off/1-2"] < before.measures["off/1-2"]
        same_path(production)


def test_what_is_no_better_the_second_time_gives_way_to_the_first_takes(folder):
    with a_scene_of_cards(folder) as (production, crew):
        assert film(production).unshot == ()
        assert circled(production) == ("1-2/k1", "1-2/c1", "1-2/p1")
        standing = production.store.shots.get("1-2")
        assert standing.state is ShotState.SHOT
        assert "no better" in standing.reason
        assert [len(production.store.takes.all(number, TakeKind.CLIP)) for number in states(production)] == [1, 2, 1, 1]
        assert len(told(crew, "judged-scene")) == 2
        assert production.store.runs.unfinished() is None
        same_path(production)


def test_a_scene_that_goes_together_is_left_alone(folder):
    with a_scene_of_cards(folder, odd=0) as (production, crew):
        film(production)
        assert production.store.takes.count()["keyframe"] == 4
        assert told(crew, "judged-scene") == []
        same_path(production)


def test_without_reviews_no_scene_is_looked_at(tmp_path):
    folder = a_project(tmp_path / "film", a_profile(0))
    with a_scene_of_cards(folder) as (production, _):
        film(production)
        assert production.store.reviews.all() == []
        assert production.store.takes.count()["keyframe"] == 4


def test_each_scene_has_its_own_weakest_shot(folder):
    plan = a_plan(scenes=3, odd=("1-2", "3-4"))
    with a_scene_of_cards(folder, odd=2, plan=plan) as (production, crew):
        film(production)
        assert sorted(event.shot for event in told(crew, "judged-scene")) == ["1-2", "3-4"]
        assert (circled(production)[0], circled(production, "3-4")[0]) == ("1-2/k2", "3-4/k2")
        assert len(production.store.takes.all("2-2", TakeKind.KEYFRAME)) == 1
        same_path(production)


def test_a_contact_sheet_is_kept_and_found_again(folder):
    with a_scene_of_cards(folder, odd=1) as (production, _):
        film(production)
        looks = production.store.reviews.all()
        for look in looks:
            file = production.project.vault.path(look.sheet.name)
            assert look.sheet.size == file.stat().st_size
            assert cv2.imread(str(file)).shape[1] == 4 * (320 + 8) + 8
        assert (verify(production.project).damages, verify(production.project).strays) == ((), ())
    with a_scene_of_cards(folder, odd=1) as (production, crew):
        film(production)
        assert told(crew, "scene") == []
        assert production.store.reviews.all() == looks
        same_path(production, "run-2")


def test_an_approved_shot_is_never_sent_back(folder):
    asked = Approvals(shots=True)
    with a_scene_of_cards(folder, approvals=asked) as (production, _):
        assert len(film(production).waiting) == 4
        decisions.approve(production.project, ["all"])
    with a_scene_of_cards(folder, approvals=asked) as (production, crew):
        assert film(production).waiting == ()
        assert set(states(production).values()) == {ShotState.APPROVED}
        assert production.store.takes.count()["keyframe"] == 4
        assert len(production.store.reviews.all()) == 1
        assert told(crew, "judged-scene") == []
        same_path(production)


def test_a_flagged_shot_that_goes_no_better_stays_flagged(tmp_path):
    gates = Gates(keyframe={"luma": "0.."}, clip={"motion": "1000.."})
    folder = a_project(tmp_path / "film", a_profile(gates=gates, budget=Budget(keyframes=1, clips=1)))
    with a_scene_of_cards(folder) as (production, _):
        film(production)
        assert circled(production)[1] == "1-2/c1"
        standing = production.store.shots.get("1-2")
        assert standing.state is ShotState.FLAGGED
        assert "no better" in standing.reason
        assert "hardly changes" in standing.reason
        same_path(production)


def test_a_shot_that_was_not_asked_for_is_not_sent_back(folder):
    with a_scene_of_cards(folder) as (production, _):
        film(production)
        decisions.reject(production.project, ["1-4"], "again")
    with a_scene_of_cards(folder, only=("1-4",)) as (production, crew):
        film(production)
        assert [event.text.split(":")[0] for event in told(crew, "scene")] == ["scene 1"]
        assert told(crew, "judged-scene") == []
        assert len(crew.painter.made) == 1
        same_path(production, "run-2")


def test_a_later_run_finds_the_look_that_the_first_takes_had_and_so_does_its_replay(folder):
    plan = a_plan(scenes=2)
    with a_scene_of_cards(folder, plan=plan) as (production, _):
        film(production)
        assert circled(production)[0] == "1-2/k1"
        decisions.approve(production.project, ["1-2"])
        decisions.reject(production.project, ["2-1"], "again")
    with a_scene_of_cards(folder, plan=plan) as (production, crew):
        film(production)
        assert [event.text.split(":")[0] for event in told(crew, "scene")] == ["scene 2"]
        same_path(production, "run-2")


def test_two_reviews_send_it_back_twice_and_hold_the_third_against_what_stands(tmp_path):
    folder = a_project(tmp_path / "film", a_profile(2))
    with a_scene_of_cards(folder) as (production, _):
        film(production)
        assert len(production.store.takes.all("1-2", TakeKind.KEYFRAME)) == 3
        assert circled(production) == ("1-2/k1", "1-2/c1", "1-2/p1")
        words = [
            event.update["again"]
            for event in read_trace(production.project.folder / "traces" / "run-1.jsonl").events
            if event.event == "leave" and event.node == "review"
        ]
        assert words[0] == words[1] != []
        assert words[2] == []
        same_path(production)


def test_a_third_try_may_be_the_one(tmp_path):
    folder = a_project(tmp_path / "film", a_profile(2))
    with a_scene_of_cards(folder, odd=2) as (production, _):
        film(production)
        assert circled(production) == ("1-2/k3", "1-2/c3", "1-2/p3")
        same_path(production)


def test_without_budget_left_nothing_is_sent_back(tmp_path):
    folder = a_project(tmp_path / "film", a_profile(budget=Budget(film_takes=9)))
    with a_scene_of_cards(folder, odd=1) as (production, _):
        assert film(production).unshot == ()
        assert production.store.takes.count()["keyframe"] == 4
        same_path(production)


def test_what_is_sent_back_beyond_the_budget_keeps_its_first_takes(tmp_path):
    folder = a_project(tmp_path / "film", a_profile(budget=Budget(film_takes=18)))
    plan = a_plan(scenes=2, odd=("1-2", "2-2"))
    with a_scene_of_cards(folder, odd=2, plan=plan) as (production, _):
        assert film(production).unshot == ()
        counts = production.store.takes.count()
        assert counts["keyframe"] + counts["clip"] == 18
        assert circled(production, "1-2")[0] == "1-2/k2"
        assert circled(production, "2-2") == ("2-2/k1", "2-2/c1", "2-2/p1")
        assert set(states(production).values()) == {ShotState.SHOT}
        same_path(production)


def test_a_stop_in_the_second_round_is_gone_on_with(folder):
    with a_scene_of_cards(folder, odd=1) as (production, crew):
        paint = crew.painter.paint

        def paint_and_stop(request, scratch, progress):
            if len(crew.painter.made) == 4:
                os.kill(os.getpid(), signal.SIGINT)
                while not production.floor.stopping:
                    time.sleep(0.01)
            return paint(request, scratch, progress)

        crew.painter.paint = paint_and_stop
        with pytest.raises(Interrupted):
            film(production)
        assert states(production)["1-2"] is ShotState.PLANNED
    with a_scene_of_cards(folder, odd=0) as (production, crew):
        assert film(production).waiting == ()
        assert len(crew.painter.made) == 0
        assert circled(production) == ("1-2/k2", "1-2/c2", "1-2/p2")
        assert production.store.runs.unfinished() is None
        assert len(list((folder / "traces").glob("run-*.jsonl"))) == 1
        same_path(production)


class Killed(BaseException):
    """As good as kill -9 where nothing catches it."""


def test_a_kill_right_after_a_shot_was_sent_back_is_gone_on_with(folder):
    with a_scene_of_cards(folder, odd=1) as (production, _):
        stand = production.store.shots.stand

        def stand_and_die(number, state, reason=""):
            stand(number, state, reason)
            if state is ShotState.PLANNED:
                raise Killed

        production.store.shots.stand = stand_and_die
        with pytest.raises(Killed):
            film(production)
        assert states(production)["1-2"] is ShotState.PLANNED
    with a_scene_of_cards(folder, odd=0) as (production, crew):
        film(production)
        assert len(crew.painter.made) == 1
        assert circled(production) == ("1-2/k2", "1-2/c2", "1-2/p2")
        assert len(list((folder / "traces").glob("run-*.jsonl"))) == 1
        same_path(production)
