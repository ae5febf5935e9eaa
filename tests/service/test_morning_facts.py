"""The facts of a morning, from stores and logs that are filled by hand, and its sentences in a terminal."""

import json
import time
from contextlib import ExitStack

import pytest
from doubles.filled import STILL, Filled, score
from doubles.mornings import OVER, a_night, ended, entry
from doubles.plans import a_scene
from doubles.productions import PROFILE, a_project

from rushes.film.climb import Rung
from rushes.film.night_log import What
from rushes.film.prices import Prices
from rushes.film.take import Decision, ShotState
from rushes.memory.project import open_for_writing
from rushes.service.night import amounts, sentences
from rushes.service.night.morning import morning_of
from rushes.service.night.morning_words import in_words

HOSTILE = '<script>alert(1)</script> "><img onerror=x> {{ 7*7 }} \x1b[31m \u202eevil\u2066'


@pytest.fixture
def in_utc(monkeypatch):
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def filled(tmp_path, in_utc):
    with ExitStack() as opened:

        def fill(*scenes):
            project = opened.enter_context(open_for_writing(a_project(tmp_path / "film", PROFILE)))
            return Filled(project, scenes or (a_scene("1", 3), a_scene("2", 2)))

        yield fill


def morning(film, *entries, **limits):
    log = a_night(film.project.folder, *entries, **limits)
    return json.loads(json.dumps(morning_of(film.project, log, OVER), allow_nan=False))


def a_full_night(filled):
    film = filled()
    film.shot("1-1")
    before = film.take("1-2", STILL, scores=[score(0.1)])
    after = film.take("1-2", STILL, scores=[score(0.9)])
    film.ruled(before, Decision.REROLL, "its sharp is 0.1", Rung.FIRST)
    film.ruled(after, Decision.ACCEPT, "every gate passed", Rung.SEED, 0.25)
    film.store.shots.stand("1-2", ShotState.FLAGGED, "it stands still")
    film.store.shots.stand("1-3", ShotState.FAILED, HOSTILE)
    facts = morning(
        film,
        entry(What.BEGINS, ticket=1, shot="1-1", work="clip", cards=1),
        entry(What.OVER, minutes=30, ticket=1, seconds=1800),
        entry(What.DRAWN, minutes=30, work="clip", seconds=1800, joules=360000),
        entry(What.CUT, minutes=101, seconds=3),
        entry(What.LOST, minutes=120, text="it was silent"),
        entry(What.ASIDE, minutes=121, text="2 damaged takes were made again"),
        entry(What.REFUSED, minutes=122, shot="2-1", work="clip", text="the night's 3 takes are made"),
        entry(What.REFUSED, minutes=123, shot="2-2", work="clip", text="the night's 3 takes are made"),
        ended(),
        takes=3,
        prices=Prices(per_hour=2),
    )
    return film, facts


def test_every_part_of_a_night_is_among_the_facts(filled):
    film, facts = a_full_night(filled)
    assert facts["size"] == "96x54"
    assert facts["scenes"] == [{"scene": one, "heading": "EXT. MILL - DAY"} for one in "12"]
    assert [one["shot"] for one in facts["contact"]] == ["1-1", "1-2", "1-3", "2-1", "2-2"]
    assert facts["contact"][3]["seconds"] == 0.5  # as planned: it has no print
    (reroll,) = facts["rerolls"]
    assert (reroll["shot"], reroll["take"], reroll["next"], reroll["gain"]) == ("1-2", "1-2/k1", "1-2/k2", 0.25)
    assert reroll["before"] == film.store.takes.get("1-2/k1").media
    assert facts["waiting"] == [{"shot": "1-2", "state": "flagged", "reason": "it stands still"}]
    assert [one["shot"] for one in facts["failed"]] == ["1-3"]
    assert facts["refused"] == [{"reason": "the night's 3 takes are made", "calls": 2, "shots": ["2-1", "2-2"]}]
    assert facts["stages"] == [{"work": "clip", "calls": 1, "seconds": 1800.0, "joules": 360000.0}]
    budget = {one["what"]: (one["used"], one["of"]) for one in facts["budget"]}
    assert budget["time"] == (pytest.approx(8.867, abs=0.001), 9.0)
    assert budget["takes"] == (1, 3)
    assert budget["cost"] == (pytest.approx(17.73, abs=0.01), None)
    assert budget["energy"] == (0.1, None)


def test_a_clip_that_was_made_again_has_no_stills_to_show(filled):
    film = filled()
    film.shot("1-1", clip=[score(0.1)])
    film.ruled(film.store.takes.get("1-1/c1"), Decision.REROLL, "weak", Rung.FIRST)
    second = film.take("1-1", film.store.takes.get("1-1/c1").slate.kind, scores=[score(0.9)])
    film.ruled(second, Decision.ACCEPT, "", Rung.PROMPT, 0.5)
    (reroll,) = morning(film)["rerolls"]
    assert (reroll["before"], reroll["after"]) == (None, None)
    assert sentences.made_with(reroll) == "other words"


def test_the_story_in_a_terminal(filled):
    _, facts = a_full_night(filled)
    lines = in_words(facts)
    assert all(len(line) <= 79 for line in lines)
    text = "\n".join(lines)
    flat = " ".join(text.split())
    told = [
        "The Mill",
        "Saturday 21 November 2026, from 22:00 until 06:52",
        "There is no film yet: 1 of 5 shots are finished; the first cut stood at 23:41; the crew stopped for the deadline at 06:52.",
        "1 shot waits for your word.",
        "1-2 ⚑ flagged it stands still",
        '`rushes approve 1-2` takes it as it is, `rushes reject 1-2 --note "…"` sends it back.',
        "5 shots in 2 scenes: 2 planned, 1 shot, 1 flagged, 1 failed.",
        "1 EXT. MILL - DAY ○ 1-1 ⚑ 1-2 ! 1-3 2 EXT. MILL - DAY · 2-1 · 2-2",
        "The crew made 3 stills, 1 clip and 1 print.",
        "1 take was sent back and made again; 1 of the new ones is better than what was there.",
        "1-2/k1 → 1-2/k2 with another seed: passes 25 % more of its gates",
        "its sharp is 0.1",
        "1 shot could not be made.",
        "<script>alert(1)</script>",
        "Set aside: 2 damaged takes were made again",
        "2 takes were not begun: the night's 3 takes are made (2-1, 2-2).",
        "The crew was lost once and sent out again; what was finished was kept.",
        "00:00 it was silent",
        "The night took 8 h 52 min of 9 h, 1 of 3 takes, 30 min of the cards",
        "Shooting clips took most of the time: 30 min of 30 min of work. The cards drew 100.0 Wh.",
        "3 shots are still to be shot; how long a shot takes nobody has measured here yet",
    ]
    at = -1
    for sentence in told:
        assert flat.find(sentence, at + 1) > at, sentence
        at = flat.find(sentence, at + 1)
    assert not any(one in text for one in "\x1b\u202e\u2066")
    assert "{{ 7*7 }} ␛[31m \\u202eevil\\u2066" in flat


def test_a_night_without_a_plan_tells_what_there_is(tmp_path, in_utc):
    folder = a_project(tmp_path / "film")
    log = a_night(folder, entry(What.ASIDE, text="You rejected the plan."), ended("nothing left to better"))
    with open_for_writing(folder) as project:
        facts = json.loads(json.dumps(morning_of(project, log, OVER)))
    assert (facts["shots"], facts["contact"], facts["scenes"], facts["ahead"]) == (0, [], [], None)
    text = " ".join(" ".join(in_words(facts)).split())
    assert "There is no plan yet, so nothing could be shot; the crew stopped at 06:52." in text
    assert "You rejected the plan." in text
    for absent in ("wait", "sent back", "could not be made", "lost", "None", "still to be shot"):
        assert absent not in text


@pytest.mark.parametrize(
    ("outcome", "told"),
    [
        ("", "the crew was still at work at 06:52"),
        ("stopped", "the crew was called off at 06:52"),
        ("the limits", "the crew stopped at its limits at 06:52"),
        ("nothing left to better", "the crew stopped at 06:52"),
        ("the machine was needed", "the crew stopped at 06:52: the machine was needed"),
    ],
)
def test_how_a_night_ends(filled, outcome, told):
    facts = morning(filled(), *([ended(outcome)] if outcome else []))
    assert told in sentences.how_it_went(facts)


def test_a_film_that_can_t_be_bettered_is_said_to_be_done(filled):
    facts = morning(filled(), ended("nothing left to better"))
    facts["film"] = {"shots": 5, "seconds": 75.4}
    told = sentences.how_it_went(facts)
    assert told == "5 of 5 shots are in the film, 1:15 long; the crew was done at 06:52: nothing was left to better."


def test_long_sections_are_cut_in_a_terminal(filled):
    film = filled(a_scene("1", 30))
    for one in film.store.shots.all():
        film.store.shots.stand(one.number, ShotState.FLAGGED, "soft " * 60)
    lines = in_words(morning(film))
    assert "  … and 10 more (--json has all)" in lines
    assert all(len(line) <= 79 for line in lines)


def test_a_shot_in_the_film_whose_next_take_was_not_begun_goes_again(filled):
    film = filled(a_scene("1", 2))
    film.shot("1-1")
    film.store.shots.stand("1-1", ShotState.PLANNED)
    facts = morning(film)
    assert sentences.whole_film(facts) == "2 shots in 1 scene: 1 to be shot again, 1 planned."
    assert sentences.legend(facts) == "↻ again, · planned"


def test_energy_that_nobody_measured_is_said(filled):
    facts = morning(filled(), entry(What.BEGINS, ticket=1, work="clip"), entry(What.OVER, ticket=1, seconds=5))
    assert sentences.stages(facts).endswith("Energy was not measured: no card says what it draws.")


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(0, "0 s"), (0.4, "under 1 s"), (89, "89 s"), (90, "2 min"), (3600, "1 h"), (28300, "7 h 52 min")],
)
def test_spans(seconds, told):
    assert amounts.span(seconds) == told


def test_other_amounts():
    assert [amounts.running(one) for one in (3.4, 75.4, 3725)] == ["0:03", "1:15", "1:02:05"]
    assert [amounts.megabytes(one) for one in (400_000, 36_000_000, 1_200_000_000)] == ["0.4 MB", "36 MB", "1.2 GB"]
    assert [amounts.count(one, "shot") for one in (0, 1, 2000)] == ["0 shots", "1 shot", "2,000 shots"]
    assert sentences.watt_hours(None) == "–"
    assert sentences.watt_hours(7.2e6) == "2.00 kWh"
