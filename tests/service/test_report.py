"""The report, from stores that are filled by hand."""

import json
import struct
import time
from contextlib import ExitStack
from xml.etree import ElementTree as ET

import pytest
from doubles.filled import CLIP, PRINT, STILL, Filled, score
from doubles.plans import a_scene
from doubles.productions import PROFILE, a_production, a_project

from rushes.agents import critic
from rushes.configs.profile import Bounds, Budget, Gates
from rushes.film.climb import Rung
from rushes.film.gauge import Gauge
from rushes.film.take import Decision, Judge, Score, ShotState, Verdict
from rushes.memory.project import open_for_writing
from rushes.memory.reviews import Review
from rushes.memory.vault import Kept
from rushes.memory.verdicts import spoken_of
from rushes.service.decisions import approve, reject
from rushes.service.filming import film as shoot
from rushes.service.plots import likeness_svg
from rushes.service.report import report_of


@pytest.fixture
def filled(tmp_path):
    with ExitStack() as opened:

        def fill(profile=PROFILE, *scenes):
            project = opened.enter_context(open_for_writing(a_project(tmp_path / "film", profile)))
            return Filled(project, scenes or (a_scene("1", 3), a_scene("2", 2)))

        yield fill


# -- takes -------------------------------------------------------------------------------------------------------------


def test_a_project_without_a_plan_or_takes_has_an_empty_report(tmp_path):
    with open_for_writing(a_project(tmp_path / "film")) as project:
        facts = json.loads(json.dumps(report_of(project)))
    assert facts["shots"] == 0
    assert facts["takes"]["kinds"] == facts["likeness"] == facts["waiting"] == []


def test_takes_are_counted_by_kind_and_weak_ones_by_backend(filled):
    film = filled()
    film.take("1-1", STILL, scores=[score(0.1)], backend="flux")
    film.shot("1-1", still=[score(0.9)], clip=[score(0.8)])
    film.take("bible/ada", STILL, scores=[score(0.9)], seconds=12.0)
    takes = film.report()["takes"]
    assert [(one["kind"], one["made"], one["circled"]) for one in takes["kinds"]] == [
        ("reference", 1, 0),
        ("keyframe", 2, 1),
        ("clip", 1, 1),
        ("print", 1, 1),
    ]
    assert [one["device_minutes"] for one in takes["kinds"]] == pytest.approx([0.2, 0.2, 0.1, 0.1])
    weak = {(one["kind"], one["backend"]): (one["weak"]["hits"], one["weak"]["of"]) for one in takes["weak"]}
    assert weak["keyframe", "flux"] == (1, 1)
    assert weak["keyframe", "draft"] == (0, 1)
    assert takes["dearest"] == [{"shot": "1-1", "takes": 4, "device_minutes": pytest.approx(0.4)}]


def test_what_of_the_budget_is_used(filled):
    budget = Budget(keyframes=3, clips=2, references=5, shot_minutes=4, film_takes=9)
    film = filled(PROFILE.model_copy(update={"budget": budget}))
    old = film.take("1-1", STILL)
    film.ruled(old, Decision.ACCEPT, rung=Rung.FIRST)
    film.store.runs.start(1, "making", film.now())
    for rung in (Rung.FIRST, Rung.SEED):
        film.ruled(film.take("1-1", STILL), Decision.REROLL, rung=rung)
    film.take("1-1", PRINT)
    used = {one["bound"]: (one["used"], one["of"]) for one in film.report()["takes"]["budget"]}
    assert used == {"keyframes": (2, 3), "shot_minutes": (pytest.approx(0.4), 4), "film_takes": (2, 9)}


# -- climb -------------------------------------------------------------------------------------------------------------


def test_which_steps_pay(filled):
    film = filled()
    first = film.take("1-1", CLIP, scores=[score(0.1)], seconds=10)
    film.ruled(first, Decision.REROLL, "its sharp is 0.1", Rung.FIRST)
    second = film.take("1-1", CLIP, scores=[score(0.2)], seconds=10)
    film.ruled(second, Decision.REROLL, "its sharp is 0.2", Rung.SEED, 0.25)
    third = film.take("1-1", CLIP, scores=[score(0.4)], seconds=20)
    film.ruled(third, Decision.ACCEPT, "every gate passed", Rung.SEED, 0.75)
    climb = film.report()["climb"]
    first_step, seeds = climb["steps"]
    assert (first_step["rung"], first_step["passed"]["hits"], first_step["mean_gain"]) == ("first", 0, None)
    assert first_step["device_seconds_a_pass"] is None
    assert (seeds["kind"], seeds["backend"], seeds["rung"]) == ("clip", "draft", "seed")
    assert (seeds["passed"]["hits"], seeds["passed"]["of"], seeds["passed"]["share"]) == (1, 2, 0.5)
    assert (seeds["mean_gain"], seeds["device_seconds"], seeds["device_seconds_a_pass"]) == (0.5, 30.0, 30.0)
    assert [(one["take"], one["next"], one["rung"], one["gain"]) for one in climb["rerolls"]] == [
        ("1-1/c1", "1-1/c2", "seed", 0.25),
        ("1-1/c2", "1-1/c3", "seed", 0.75),
    ]
    assert climb["rerolls"][0]["reason"] == "its sharp is 0.1"


def test_a_new_round_is_no_step_of_the_last(filled):
    film = filled()
    film.ruled(film.take("1-1", CLIP, scores=[score(0.1)]), Decision.REROLL, "weak", Rung.FIRST)
    film.ruled(film.take("1-1", CLIP, scores=[score(0.9)]), Decision.ACCEPT, "fine", Rung.FIRST)
    (reroll,) = film.report()["climb"]["rerolls"]
    assert (reroll["next"], reroll["gain"]) == (None, None)


# -- people ------------------------------------------------------------------------------------------------------------


def test_a_word_on_a_print_is_one_on_its_clip_and_its_still(filled):
    film = filled()
    film.take("1-1", STILL, scores=[score(0.7)])  # not what the print was made from
    film.shot("1-1", still=[score(0.1)], clip=[score(0.9), Score(measure="noted", value=4.0, gate="", passed=True)])
    film.shot("1-2", still=[score(0.5)])
    approve(film.project, ["1-1"])
    reject(film.project, ["1-2"], "too busy")
    said = {(one.kind, one.approved): one for one in spoken_of(film.store)}
    assert len(said) == 4
    assert said[STILL, True].weak
    assert said[STILL, True].measures == {"sharp": 0.1}
    assert said[CLIP, True].measures == {"sharp": 0.9}
    assert not said[CLIP, False].weak
    rates = {one["kind"]: one for one in film.report()["people"]["rates"]}
    assert rates["keyframe"]["false_reject"]["share"] == 1.0
    assert rates["clip"]["false_reject"]["hits"] == 0
    assert rates["keyframe"]["false_accept"]["of"] == 1


def test_the_newest_word_stands_and_a_wish_for_another_take_is_none(filled):
    film = filled()
    _, clip, print_ = film.shot("1-1")
    approve(film.project, ["1-1"])
    again = Verdict(by=Judge.PERSON, decision=Decision.REROLL)
    film.store.takes.judge(print_.id, again, film.now())
    assert [one.approved for one in spoken_of(film.store)] == [True, True]
    other = film.take("1-1", PRINT, of=[clip])
    film.store.takes.judge(other.id, Verdict(by=Judge.PERSON, decision=Decision.REJECT), film.now())
    assert [one.approved for one in spoken_of(film.store)] == [False, False]


def test_where_there_is_no_print_the_word_is_the_still_s(filled):
    film = filled()
    film.store.shots.circle(film.take("1-1", STILL, scores=[score(0.5)]))
    film.store.shots.stand("1-1", ShotState.FLAGGED)
    approve(film.project, ["1-1"])
    assert [(one.kind, one.approved) for one in spoken_of(film.store)] == [(STILL, True)]


def test_what_nobody_measured_teaches_nothing(filled):
    film = filled()
    unmeasured = critic.scores({}, {"luma": "14..", "flicker": "..2"}, CLIP, "draft", Gauge())
    assert len(unmeasured) == 2
    film.shot("1-1", clip=unmeasured)
    approve(film.project, ["1-1"])
    assert all(one.measures == {} for one in spoken_of(film.store))


def test_gates_move_within_their_bounds_and_the_others_say_why_not(filled):
    gates = Gates(
        keyframe={"luma": "14..240"},
        clip={"sharp": "0.3..", "luma": "14..", "flicker": "..2"},
        bounds=Bounds(clip={"sharp": "0.1..0.4", "flicker": "1..3"}),
    )
    film = filled(PROFILE.model_copy(update={"gates": gates}), a_scene("1", 14))
    for number in range(1, 15):
        sharp = 0.2 + 0.005 * number if number <= 10 else 0.05
        film.shot(f"1-{number}", clip=[score(sharp), score(20, "14..", "luma")])
    approve(film.project, ["1-1..1-10"])
    reject(film.project, ["1-11..1-14"], "soft")
    rows = {(one["kind"], one["measure"]): one for one in film.report()["people"]["gates"]}
    moved = rows["clip", "sharp"]
    assert (moved["before"], moved["stays"], moved["approvals"], moved["rejections"]) == ("0.3..", "", 10, 4)
    assert 0.1 <= float(moved["now"].rstrip(".")) <= 0.205
    assert "no bound" in rows["clip", "luma"]["stays"]
    assert "no bound" in rows["keyframe", "luma"]["stays"]
    assert "8 approvals and 4 rejections" in rows["clip", "flicker"]["stays"]


def test_a_real_film_s_prints_lead_to_what_they_were_made_from(tmp_path):
    folder = a_project(tmp_path / "film")
    with a_production(folder) as (production, _):
        shoot(production)
        approve(production.project, ["1-1"])
        said = {one.kind: one for one in spoken_of(production.store)}
        assert set(said) == {STILL, CLIP}
        assert all(one.approved and not one.weak for one in said.values())
        assert {"luma", "motion"} <= said[CLIP].measures.keys()
        facts = json.loads(json.dumps(report_of(production.project)))
    assert [one["made"] for one in facts["takes"]["kinds"]] == [3, 3, 3]


# -- scenes, bible, likeness -------------------------------------------------------------------------------------------


def test_the_newest_look_at_each_scene(filled):
    film = filled()
    sheet = Kept("a" * 64, ".png", 1)
    old = {"scene": 0.2}
    new = {"scene": 0.8, "1-1": 0.9, "1-2": 0.7, "1-10": 0.75, "1-1|1-2": 0.71, "1-2|1-10": 0.6}
    new |= {"light-step": 9.5, "light-step/1-1|1-2": 3.0, "light-step/1-2|1-10": 9.5}
    film.store.reviews.add(Review("k1", "1", sheet, old, "2026-01-01"))
    film.store.reviews.add(Review("k2", "1", sheet, new, "2026-01-02"))
    film.store.reviews.add(Review("k3", "99", sheet, old, "2026-01-02"))  # no longer in the plan
    (scene,) = film.report()["scenes"]
    assert (scene["scene"], scene["consistency"]) == ("1", 0.8)
    assert scene["weakest"] == {"shot": "1-2", "consistency": 0.7}
    assert scene["light"] == {"step": 9.5, "shots": ["1-2", "1-10"]}
    assert scene["shots"] == ["1-1", "1-2", "1-10"]
    assert scene["pairs"] == [[None, 0.71, None], [0.71, None, 0.6], [None, 0.6, None]]


@pytest.mark.parametrize(
    ("measures", "light"), [({"light-step": 9.5}, {"step": 9.5, "shots": []}), ({"scene": 0.8}, None)]
)
def test_an_older_look_does_not_say_where_the_light_steps(filled, measures, light):
    film = filled()
    film.store.reviews.add(Review("k", "1", Kept("a" * 64, ".png", 1), measures, "2026-01-01"))
    assert [one["light"] for one in film.report()["scenes"]] == [light]


def test_the_bible_s_stills_and_what_is_wrong_with_them(filled):
    film = filled()
    film.ruled(film.take("bible/ada", STILL, scores=[score(0.1)]), Decision.REROLL, "soft")
    film.ruled(film.take("bible/ada", STILL, scores=[score(0.9)]), Decision.ACCEPT, "every gate passed")
    film.ruled(film.take("bible/mill", STILL, scores=[score(0.2)]), Decision.ASK, "the best of 3")
    film.store.stills.add("ada", Kept("f" * 64, ".png", 1), film.now())
    rows = [(one["name"], one["take"], one["passed"], one["reason"]) for one in film.report()["bible"]]
    assert rows[0] == ("Ada", "bible/ada/k2", True, "")
    assert rows[1][:3] == ("The mill", "bible/mill/k1", False)
    assert "the gate is 0.3.." in rows[1][3]
    assert rows[2] == ("Ada", None, None, "")


def test_likeness_comes_from_the_circled_stills_in_film_order(filled):
    film = filled(PROFILE, a_scene("1", 4))
    shown = {"1-1": (1, 0), "1-2": (1, 0), "1-4": (0, 2)}
    for number in ("1-4", "1-1", "1-2", "1-3"):
        keyframe, _, _ = film.shot(number)
        if number in shown:
            vector = struct.pack("<2e", *shown[number])
            film.store.embeddings.add(keyframe.sha256, "palette-1#ada", 0, vector)
            film.store.embeddings.add(keyframe.sha256, "clip-vit-h-14@1", 0, vector)  # the whole picture's
            film.store.embeddings.add(keyframe.sha256, "palette-1#ada", 3, vector)  # another frame's
    other = film.take("1-3", STILL)
    film.store.embeddings.add(other.sha256, "palette-1#ada", 0, struct.pack("<2e", 1, 0))  # not circled
    nothing = film.store.takes.get("1-3/k1")
    film.store.embeddings.add(nothing.sha256, "palette-1#ada", 0, struct.pack("<2e", 0, 0))  # no direction
    (ada,) = film.report()["likeness"]
    assert (ada["name"], ada["scorer"], ada["appearances"]) == ("Ada", "palette-1", 3)
    near, far = ada["gaps"]
    assert (near["least"], near["pairs"], near["mean"]) == (1, 1, 1.0)
    assert (far["least"], far["pairs"], far["mean"]) == (2, 2, 0.0)


def test_flagged_shots_wait_for_a_person(filled):
    film = filled()
    film.shot("1-1")
    film.store.shots.stand("1-2", ShotState.FLAGGED, "it stands still")
    assert film.report()["waiting"] == [{"shot": "1-2", "state": "flagged", "reason": "it stands still"}]


# -- picture -----------------------------------------------------------------------------------------------------------


def a_curve(name, *means, scorer="palette-1"):
    buckets = ((1, 1), (2, 5), (6, 20), (21, 50), (51, None))
    gaps = [
        {"least": least, "most": most, "pairs": 4, "mean": mean, "low": mean - 0.05, "high": min(1.0, mean + 0.05)}
        for (least, most), mean in zip(buckets, means, strict=False)
    ]
    return {"character": name, "name": name, "scorer": scorer, "appearances": 9, "gaps": gaps}


def test_the_picture_has_a_line_a_character_and_stays_in_its_frame():
    curves = [a_curve("Ada", 0.9, 0.8, 0.7, 0.6, -0.4), a_curve("Old <Bram> \x00&", 1.0), a_curve("Nobody")]
    root = ET.fromstring(likeness_svg("The Mill", curves))
    width, height = (float(one) for one in root.get("viewBox").split()[2:])
    space = "{http://www.w3.org/2000/svg}"
    lines = root.findall(f"{space}polyline")
    assert len(lines) == 2
    for line in lines:
        for point in line.get("points").split():
            x, y = map(float, point.split(","))
            assert 0 <= x <= width
            assert 0 <= y <= height
    texts = ["".join(one.itertext()) for one in root.findall(f"{space}text")]
    assert {"shots apart", "over 50", "2-5", "Ada"} <= set(texts)
    assert "Old <Bram> \ufffd&" in texts


def test_lines_of_several_scorers_are_told_apart():
    svg = likeness_svg("", [a_curve("Ada", 0.9), a_curve("Ada", 0.8, scorer="clip")])
    assert "Ada (palette-1)" in svg
    assert "Ada (clip)" in svg


@pytest.mark.slow
def test_a_long_film_is_reported_in_seconds(filled):
    film = filled(PROFILE, *(a_scene(str(scene), 40) for scene in range(1, 11)))
    vector = struct.pack("<400e", *([0.05] * 400))
    for standing in film.store.shots.all():
        keyframe, _, _ = film.shot(standing.number, clip=[score(0.5)])
        film.store.embeddings.add(keyframe.sha256, "palette-1#ada", 0, vector)
    approve(film.project, ["all"])
    began = time.monotonic()
    assert film.report()["likeness"][0]["gaps"][-1]["pairs"] == 2000
    assert time.monotonic() - began < 20
