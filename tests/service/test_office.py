"""The office: a run, decisions and a talk on one project at once; a word reaches a run that waits."""

import threading
from contextlib import contextmanager

import pytest
from doubles.floors import a_draft

from rushes.agents.conversation.calls import Heard
from rushes.agents.production import Approvals
from rushes.errors import Interrupted, NoSuchShot, ProjectBusy, RushesError, UserMustFix
from rushes.film.take import Decision, Judge, ShotState
from rushes.film.trace import Spoke, Waited
from rushes.memory.project import open_for_reading, open_for_writing
from rushes.memory.traces import newest_trace, read_trace
from rushes.service.office import Office
from rushes.service.orders import Orders
from rushes.service.replay import replay

SHOTS = Orders(Approvals(shots=True))


@pytest.fixture
def folder(tmp_path):
    return a_draft(tmp_path / "film")


def states(folder):
    with open_for_reading(folder) as project:
        return {one.number: one.state for one in project.store.shots.all()}


@contextmanager
def shooting(office, orders):
    """A run on a thread; gives its waits, and what came of it once the block is left."""
    waits, came = [], []
    heard = threading.Event()

    def waiting(shots):
        waits.append(shots)
        heard.set()

    def shoot():
        try:
            came.append(office.shoot(orders, waiting))
        except RushesError as error:
            came.append(error)

    thread = threading.Thread(target=shoot)
    thread.start()
    try:
        yield heard, waits, came
        thread.join(60)
        assert not thread.is_alive()
    finally:
        office.close()
        thread.join(60)


def test_a_film_is_shot_and_cut(folder):
    events = []
    office = Office(folder, tell=events.append)
    ended = office.shoot(Orders())
    assert (ended.waiting, ended.unshot) == ((), ())
    assert set(states(folder).values()) == {ShotState.SHOT}
    assert (folder / "cuts" / "film.mp4").is_file()
    assert {"planned", "keyframe", "clip", "print", "done", "cut"} <= {event.step for event in events}


def test_a_run_waits_for_a_person_and_every_word_takes_it_on(folder):
    office = Office(folder)
    with shooting(office, SHOTS) as (heard, waits, came):
        assert heard.wait(60)
        assert set(waits[0]) == {"1-1", "1-2", "2-1"}
        office.approve(["1-1"])
        office.approve(["1-2"])
        office.approve(["2-1"])
    assert came[0].waiting == ()
    assert set(states(folder).values()) == {ShotState.APPROVED}
    assert (folder / "cuts" / "film.mp4").is_file()
    assert replay(newest_trace(folder)).same


def test_while_it_waits_other_processes_may_have_the_project(folder):
    office = Office(folder)
    with shooting(office, SHOTS) as (heard, _, came):
        assert heard.wait(60)
        with open_for_writing(folder) as project:
            assert project.store.shots.get("1-1").state is ShotState.WAITING
        office.call_off()
    assert came == [None]


def test_a_rejected_shot_is_shot_again_with_the_note(folder):
    office = Office(folder)
    with shooting(office, SHOTS) as (heard, waits, _):
        assert heard.wait(60)
        heard.clear()
        office.reject(["1-2"], "darker, please")
        assert heard.wait(60)
        assert "1-2" in waits[-1]
        with open_for_reading(folder) as project:
            stands = project.store.shots.get("1-2")
            assert (stands.rounds, stands.note) == (1, "darker, please")
            assert stands.clip == "1-2/c2"
            said = [one for one in project.store.takes.verdicts("1-2/p1") if one.by is Judge.PERSON]
            assert [(one.decision, one.reason) for one in said] == [(Decision.REJECT, "darker, please")]
        office.approve(["all"])
    assert set(states(folder).values()) == {ShotState.APPROVED}
    assert replay(newest_trace(folder)).same


def test_a_word_reaches_a_branch_while_the_others_are_still_at_work(folder):
    said = threading.Event()

    def tell(event):
        if event.step == "waiting" and not said.is_set():
            said.set()
            threading.Thread(target=lambda: office.reject([event.shot], "again")).start()

    office = Office(folder, tell=tell)
    with shooting(office, SHOTS) as (heard, waits, _):
        assert heard.wait(60)
        assert len(waits) == 1
        first = next(number for number, rounds in rounds_of(folder).items() if rounds)
        with open_for_reading(folder) as project:
            assert project.store.shots.get(first).print == f"{first}/p2", "it was shot again in the same sitting"
        office.approve(["all"])
    trace = read_trace(newest_trace(folder))
    waited = [event.shot for event in trace.events if isinstance(event, Waited)]
    assert waited.count(first) == 2
    assert ("reject", first) in [(event.word, event.shot) for event in trace.events if isinstance(event, Spoke)]
    assert replay(newest_trace(folder)).same


def rounds_of(folder):
    with open_for_reading(folder) as project:
        return {one.number: one.rounds for one in project.store.shots.all()}


def test_a_word_on_a_shot_that_is_done_is_heard_by_the_run_and_its_trace(folder):
    said = threading.Event()

    def tell(event):
        if event.step == "done" and not said.is_set():
            said.set()
            threading.Thread(target=lambda: office.reject([event.shot], "again")).start()

    office = Office(folder, tell=tell)
    office.shoot(Orders())
    runs = sorted((folder / "traces").glob("run-*.jsonl"))
    assert list(rounds_of(folder).values()).count(1) == 1
    assert set(states(folder).values()) == {ShotState.SHOT}
    assert all(replay(run).same for run in runs)


def test_called_off_at_work_it_keeps_what_is_finished(folder):
    def tell(event):
        if event.step == "clip":
            office.call_off()

    office = Office(folder, tell=tell)
    with pytest.raises(Interrupted):
        office.shoot(Orders())
    with open_for_reading(folder) as project:
        assert project.store.takes.count()["clip"] >= 1
    office.tell = lambda _event: None
    assert office.shoot(Orders()).waiting == ()
    assert set(states(folder).values()) == {ShotState.SHOT}


def test_what_the_crew_goes_by_is_not_changed_under_it(folder):
    refused = []

    def tell(event):
        if event.step == "clip" and not refused:
            for change in (
                lambda: office.undo("change"),
                lambda: office.circle("1-1/k1"),
                lambda: office.judge_plan(approved=False),
                lambda: office.judge_bible(["bible"], approved=True),
                office.cut,
                lambda: office.shoot(Orders()),
            ):
                with pytest.raises(ProjectBusy):
                    change()
                refused.append(change)

    office = Office(folder, tell=tell)
    office.shoot(Orders())
    assert len(refused) == 6


def test_a_talk_shares_the_project_and_its_edits_make_shots_stale(folder):
    heard: list[Heard] = []
    office = Office(folder)
    office.shoot(Orders())
    reply = office.conversation(heard.append).say("make 1-1 closer")
    assert reply.changed == ("1-1",)
    assert states(folder)["1-1"] is ShotState.STALE
    assert [one.kind for one in heard if one.kind == "calls"]
    office.undo("change")
    assert states(folder)["1-1"] is ShotState.SHOT


def test_a_circled_still_is_finished_and_its_shot_approved(folder):
    office = Office(folder)
    office.shoot(Orders())
    office.reroll(["1-1"])
    office.shoot(Orders())
    office.circle("1-1/k1")
    with open_for_reading(folder) as project:
        stands = project.store.shots.get("1-1")
        assert (stands.keyframe, stands.clip, stands.print) == ("1-1/k1", "1-1/c1", "1-1/p1")
        assert stands.state is ShotState.APPROVED
    office.undo("change")
    with open_for_reading(folder) as project:
        assert project.store.shots.get("1-1").keyframe == "1-1/k2"


def test_a_flag_says_why_and_words_on_what_is_not_there_are_refused(folder):
    office = Office(folder)
    with pytest.raises(NoSuchShot):
        office.flag(["1-1"], "his hat")
    office.shoot(Orders())
    office.flag(["1-1"], "his hat")
    with open_for_reading(folder) as project:
        stands = project.store.shots.get("1-1")
        assert (stands.state, stands.reason) == (ShotState.FLAGGED, "his hat")
    with pytest.raises(NoSuchShot):
        office.approve(["9-9"])
    office.undo("change")
    with pytest.raises(UserMustFix):
        office.undo("change")


def test_a_plan_waits_and_goes_on_when_it_is_approved(tmp_path):
    folder = a_draft(tmp_path / "film", planned=False)
    office = Office(folder)
    with shooting(office, Orders(Approvals(plan=True))) as (heard, waits, came):
        assert heard.wait(60)
        assert waits == [("the plan",)]
        office.judge_plan(approved=True)
    assert came[0].waiting == ()
    assert (folder / "cuts" / "film.mp4").is_file()
