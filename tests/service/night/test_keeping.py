"""Nights over small real projects: to the end, stopped, gone on with, with what stands in the way set aside."""

import sqlite3
import threading
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from doubles.night_crew import NIGHT, NightCrew, an_asked, keep
from doubles.productions import a_production, a_project

from rushes.agents.production import Approvals
from rushes.errors import Interrupted
from rushes.film.night_log import DEADLINE, STOPPED, What, spent
from rushes.film.take import ShotState, TakeKind
from rushes.memory.lock import working_at_night
from rushes.memory.nights import nights_folder, read_night
from rushes.memory.project import open_for_reading, open_for_writing
from rushes.service import filming
from rushes.service.night.clock import Clock
from rushes.service.replay import replay

NOTHING_LEFT = "nothing is left to better"


@pytest.fixture
def folder(tmp_path):
    return a_project(tmp_path / "film")


@pytest.fixture
def other(tmp_path):
    return a_project(tmp_path / "other")


@pytest.fixture
def looks_often(monkeypatch):
    monkeypatch.setattr(filming, "BETWEEN", 0.02)


def board(folder):
    with open_for_reading(folder) as project:
        return project.store.shots.all()


def states(folder):
    return [one.state for one in board(folder)]


def takes(folder):
    with open_for_reading(folder) as project:
        return {take.id: take.sha256 for take in project.store.takes.all()}


def film_and_report(folder):
    return (folder / "cuts" / "film.mp4").is_file(), (nights_folder(folder) / f"{NIGHT}.json").is_file()


def aside(folder):
    return [one.text for one in read_night(folder, NIGHT).of(What.ASIDE)]


def after(step, count, stopping):
    """Sets the event at the so-manyth step of a kind."""
    seen = []

    def tell(event, _project, _run):
        seen.append(event.step)
        if seen.count(step) == count:
            stopping.set()

    return tell


def test_a_project_is_shot_to_its_end(folder):
    crew = NightCrew()
    assert keep(an_asked(folder), crew) == NOTHING_LEFT
    assert states(folder) == [ShotState.SHOT] * 3
    assert crew.made == (3, 3)
    log = read_night(folder, NIGHT)
    assert film_and_report(folder) == (True, True)
    assert (log.ended, log.stands) == (NOTHING_LEFT, True)
    assert spent(log)[0] == 6
    assert [one.what for one in log.entries[:1]] == [What.SITTING]
    assert log.of(What.CUT)
    assert log.entries[-1].what is What.REPORT


def test_a_weak_shot_gets_better_takes_after_the_film_stands_once(folder):
    def frozen_at_first(kind, count):
        return "frozen" if kind == TakeKind.CLIP and count == 0 else ""

    crew = NightCrew(frozen_at_first)
    keep(an_asked(folder), crew)
    assert states(folder) == [ShotState.SHOT] * 3
    chapters = [one.work for one in read_night(folder, NIGHT).of(What.CHAPTER)]
    assert chapters == ["planning", "rough", "better"]
    assert crew.made[1] == 4, "the frozen take is found and not made again"


def test_a_shot_that_never_comes_out_well_ends_the_night_all_the_same(folder):
    crew = NightCrew(lambda kind, _count: "frozen" if kind == TakeKind.CLIP else "")
    assert keep(an_asked(folder, takes=14), crew) == "the night's 14 takes are made"
    assert sum(crew.made) == 14
    assert states(folder) == [ShotState.FLAGGED] * 3
    assert film_and_report(folder) == (True, True)


@pytest.mark.parametrize(("step", "count"), [("planned", 1), ("keyframe", 1), ("clip", 1), ("clip", 2), ("print", 1)])
def test_stopped_in_the_middle_it_is_gone_on_with(folder, looks_often, step, count):
    stopping, crew = threading.Event(), NightCrew()
    asked = an_asked(folder)
    assert keep(asked, crew, stopping=stopping, tell=after(step, count, stopping)) == STOPPED
    log = read_night(folder, NIGHT)
    assert (log.ended, log.stands) == (STOPPED, False)
    shown = [one.print for one in board(folder) if one.print]
    assert film_and_report(folder) == (bool(shown), True)
    before = takes(folder)
    assert keep(asked, crew) == NOTHING_LEFT
    assert states(folder) == [ShotState.SHOT] * 3
    assert crew.made == (3, 3), "nothing is made twice"
    assert before.items() <= takes(folder).items()
    log = read_night(folder, NIGHT)
    assert len(log.of(What.SITTING)) == 2
    assert spent(log)[0] == 6
    assert all(replay(file).same for file in (folder / "traces").glob("*.jsonl"))


def test_a_stop_before_the_first_step_makes_nothing(folder):
    stopping, crew = threading.Event(), NightCrew()
    stopping.set()
    assert keep(an_asked(folder), crew, stopping=stopping) == STOPPED
    assert crew.made == (0, 0)
    assert film_and_report(folder) == (False, True)
    assert aside(folder) == ["nothing could be shot, so there is no film"]


def test_a_shot_that_waits_for_a_person_is_left_to_them(folder):
    keep(an_asked(folder), NightCrew())
    with open_for_writing(folder) as project:
        project.store.shots.stand("1-1", ShotState.WAITING)
        project.store.shots.stand("1-2", ShotState.STALE)
    before = takes(folder)
    keep(an_asked(folder), NightCrew())
    assert states(folder) == [ShotState.WAITING, ShotState.SHOT, ShotState.SHOT]
    assert not {take for take in takes(folder).keys() - before if take.startswith("1-1")}


def with_a_rejected_plan(folder):
    with a_production(folder, approvals=Approvals(plan=True)) as (production, _):
        filming.film(production)
        production.store.plans.approve(approved=False)


def test_where_everything_is_set_aside_the_night_says_so(folder):
    with_a_rejected_plan(folder)
    assert keep(an_asked(folder), NightCrew()) == "everything was set aside"
    assert read_night(folder, NIGHT).stands


def test_a_rejected_plan_sets_its_project_aside_and_the_next_one_is_shot(folder, other):
    with_a_rejected_plan(folder)
    crew = NightCrew()
    assert keep(an_asked(folder, other), crew) == NOTHING_LEFT
    assert "You rejected the plan." in aside(folder)[0]
    assert states(other) == [ShotState.SHOT] * 3
    assert film_and_report(folder) == (False, True)
    assert film_and_report(other) == (True, True)


def test_a_project_that_cannot_be_opened_costs_the_others_nothing(folder, other):
    with closing(sqlite3.connect(folder / "rushes.db")) as db, db:
        db.execute("UPDATE alembic_version SET version_num = '9999'")
    assert keep(an_asked(folder, other), NightCrew()) == NOTHING_LEFT
    assert states(other) == [ShotState.SHOT] * 3
    assert film_and_report(other) == (True, True)
    assert len(aside(folder)) == 2
    assert "its report could not be written" in aside(folder)[1]


@pytest.mark.parametrize("kind", ["keyframe", "clip", "print"])
def test_a_damaged_circled_take_is_made_again_first(folder, kind):
    keep(an_asked(folder), NightCrew())
    with open_for_reading(folder) as project:
        take = project.store.takes.get(getattr(project.store.shots.get("1-2"), kind))
        file = project.vault.path(take.media)
    whole = file.read_bytes()
    file.chmod(0o644)
    file.write_bytes(whole[:-50] + bytes(byte ^ 0xFF for byte in whole[-50:]))
    assert keep(an_asked(folder), NightCrew()) == NOTHING_LEFT
    assert aside(folder) == ["1 damaged takes were made again, 0 could not be"]
    assert file.read_bytes() == whole
    assert states(folder) == [ShotState.SHOT] * 3


@pytest.mark.parametrize("most", [5, 8])
def test_a_limit_of_takes_is_for_all_projects_together(folder, other, most):
    crew = NightCrew()
    assert keep(an_asked(folder, other, takes=most), crew) == f"the night's {most} takes are made"
    assert sum(crew.made) == most
    assert sum(spent(read_night(one, NIGHT))[0] for one in (folder, other)) == most
    assert film_and_report(folder) == (True, True)


def test_a_deadline_in_the_middle_leaves_film_and_report(folder, looks_often):
    ahead = [0.0]
    clock = Clock(lambda: datetime.now(UTC) + timedelta(seconds=ahead[0]), lambda: time.monotonic() + ahead[0])
    crew, prints = NightCrew(), []

    def tell(event, _project, _run):
        prints.append(event.step) if event.step == "print" else None
        if len(prints) == 1:
            ahead[0] = 3595.0  # of an hour

    assert keep(an_asked(folder), crew, clock=clock, tell=tell) == DEADLINE
    log = read_night(folder, NIGHT)
    assert (log.ended, log.stands) == (DEADLINE, True)
    assert film_and_report(folder) == (True, True)
    assert 1 <= len([one for one in board(folder) if one.print]) <= 3
    assert {one.state for one in board(folder)} <= {ShotState.SHOT, ShotState.PLANNED}


def test_a_new_worker_waits_until_the_earlier_one_is_gone(folder):
    asked, crew, done = an_asked(folder), NightCrew(), []
    with working_at_night(nights_folder(folder), lambda: None):
        keeping = threading.Thread(target=lambda: done.append(keep(asked, crew)))
        keeping.start()
        time.sleep(0.5)
        assert crew.made == (0, 0)
        assert not (nights_folder(folder) / f"{NIGHT}.jsonl").exists()
    keeping.join()
    assert done == [NOTHING_LEFT]


def test_who_waits_for_the_earlier_worker_may_be_stopped(folder):
    stopping = threading.Event()
    stopping.set()
    with working_at_night(nights_folder(folder), lambda: None), pytest.raises(Interrupted):
        keep(an_asked(folder), NightCrew(), stopping=stopping)
