"""Each room's main job, on a real film of the draft profile: the store, the graph and the renderer are the product's."""

import shutil
import threading

import pytest
from doubles.floors import a_draft
from doubles.screens import on_the_floor

from rushes.agents.events import Event
from rushes.errors import BadProject
from rushes.film.take import ShotState
from rushes.memory.project import open_for_reading, open_for_writing
from rushes.memory.traces import newest_trace
from rushes.service.office import Office
from rushes.service.orders import Orders
from rushes.service.replay import replay
from rushes.studio.floor import FloorView, InHand, LaneView
from rushes.tui.board import Filter
from rushes.tui.board_list import BoardList
from rushes.tui.dialogs.help import Help
from rushes.tui.pictures.screening import Screening


@pytest.fixture(scope="module")
def shot_once(tmp_path_factory):
    """A film that is shot and cut: made once, copied for each test."""
    folder = a_draft(tmp_path_factory.mktemp("shot") / "film")
    Office(folder).shoot(Orders())
    return folder


@pytest.fixture
def film(shot_once, tmp_path):
    return shutil.copytree(shot_once, tmp_path / "film")


@pytest.fixture
def fresh(tmp_path):
    return a_draft(tmp_path / "film")


def states(folder):
    with open_for_reading(folder) as project:
        return {one.number: one.state for one in project.store.shots.all()}


def test_a_crew_that_waits_is_heard_at_once_and_the_film_goes_on(fresh):
    async def morning(floor):
        await floor.press("s")
        await floor.shows("ask me about every shot")
        floor.app.screen.query_one("#ask-shots").value = True
        floor.app.screen.query_one("#ask-plan").value = False
        await floor.press("s")
        await floor.until(lambda: floor.app.moment.phase == "waiting")
        await floor.press("3")
        await floor.shows("1-1 ? waits")
        await floor.press("a")
        await floor.shows("1-1 ✓ approved")
        await floor.press("n")
        await floor.shows("1-2 ? waits")
        await floor.press("a")
        await floor.shows("1-2 ✓ approved")
        await floor.press("n")
        await floor.shows("2-1 ? waits")
        await floor.press("a")
        await floor.until(lambda: "done" in floor.app.moment.outcome)

    on_the_floor(fresh, morning)
    assert set(states(fresh).values()) == {ShotState.APPROVED}
    assert (fresh / "cuts" / "film.mp4").is_file()
    assert replay(newest_trace(fresh)).same


def test_a_note_is_in_the_next_takes_prompt(fresh):
    async def morning(floor):
        await floor.press("s")
        floor.app.screen.query_one("#ask-shots").value = True
        await floor.press("s")
        await floor.until(lambda: floor.app.moment.phase == "waiting")
        if floor.app.moment.waiting[0] == "the plan":
            await floor.shows("The plan:")
            await floor.press("a")
            await floor.until(lambda: floor.app.moment.waiting and floor.app.moment.waiting[0] != "the plan")
        await floor.press("3", "x")
        await floor.shows("What should be different?")
        await floor.type("more fog on the pier")
        await floor.press("enter")
        await floor.until(lambda: floor.app.board.line("1-1").clip == "1-1/c2")

    on_the_floor(fresh, morning)
    with open_for_reading(fresh) as project:
        slate = project.store.takes.get("1-1/k2").slate
    assert slate.parameters["setup"]["shot"]["keyframe_prompt"]["composition"].endswith(
        "Director's note: more fog on the pier"
    )


def test_an_edit_by_chat_makes_its_shots_stale_on_the_board_beside_it(film):
    async def day(floor):
        await floor.press("1")
        await floor.shows("The house rules will answer")
        await floor.type("make 1-1 closer")
        await floor.press("enter")
        await floor.shows("→ edit_shot")
        await floor.shows("[changed: 1-1]")
        await floor.shows("~ stale")
        await floor.press("escape", "u")
        await floor.until(lambda: floor.app.board.line("1-1").state == ShotState.SHOT)

    on_the_floor(film, day)
    assert states(film)["1-1"] is ShotState.SHOT


def test_a_question_waits_for_a_yes(film):
    async def day(floor):
        await floor.press("1")
        await floor.type("drop 1-2")
        await floor.press("enter")
        await floor.shows("(yes or no)")
        await floor.type("yes")
        await floor.press("enter")
        await floor.until(lambda: floor.app.board.line("1-2") is None)

    on_the_floor(film, day)


def test_what_is_said_before_the_director_is_there_is_said_when_they_are(film, monkeypatch):
    there = threading.Event()
    conversation = Office.conversation

    def late(office, hear):
        there.wait()
        return conversation(office, hear)

    monkeypatch.setattr(Office, "conversation", late)

    async def day(floor):
        await floor.press("1")
        await floor.type("show 1-2")
        await floor.press("enter")
        await floor.until(lambda: floor.app.screen.busy)
        assert floor.app.screen.query_one("#line").value == ""
        there.set()
        await floor.until(lambda: not floor.app.screen.busy)
        assert floor.app.screen.spoken == ["show 1-2"]

    on_the_floor(film, day)
    with open_for_reading(film) as project:
        assert [one.text for one in project.store.messages.last(9) if one.role == "person"] == ["show 1-2"]


def test_what_is_said_to_a_director_who_does_not_come_stays_on_the_line(film, monkeypatch):
    def nobody(_office, _hear):
        raise BadProject("There is no director.", "Hire one.")

    conversation = Office.conversation
    monkeypatch.setattr(Office, "conversation", nobody)

    async def day(floor):
        await floor.press("1")
        await floor.shows("There is no director.")
        await floor.type("show 1-2")
        await floor.press("enter")
        await floor.until(lambda: not floor.app.screen.busy)
        assert floor.app.screen.query_one("#line").value == "show 1-2"
        monkeypatch.setattr(Office, "conversation", conversation)
        await floor.press("enter")
        await floor.until(lambda: floor.app.screen.spoken and not floor.app.screen.busy)

    on_the_floor(film, day)


def test_the_board_is_filtered_searched_marked_and_judged_at_once(film):
    async def day(floor):
        await floor.press("2")
        shots = floor.app.screen.query_one("#list", BoardList)
        await floor.press("space", "space")
        await floor.shows("2 marked")
        await floor.press("a")
        await floor.until(lambda: states(film)["1-2"] is ShotState.APPROVED)
        for _ in range(list(Filter).index(Filter.APPROVED)):
            await floor.press("tab")
        await floor.shows("[approved 2]")
        await floor.until(lambda: [row.shot.number for row in shots.rows if row.shot] == ["1-1", "1-2"])
        await floor.press("escape", "tab")
        await floor.press("slash")
        await floor.type("2-1")
        await floor.press("enter")
        await floor.until(lambda: [row.shot.number for row in shots.rows if row.shot] == ["2-1"])
        await floor.press("f")
        await floor.type("his hat")
        await floor.press("enter")
        await floor.until(lambda: states(film)["2-1"] is ShotState.FLAGGED)
        await floor.press("escape", "g")
        await floor.type("2-1")
        await floor.press("enter")
        await floor.shows("his hat")
        await floor.press("right")
        await floor.shows("2-1/c1")

    on_the_floor(film, day)


def test_a_take_is_looked_at_large_played_and_compared(film):
    async def day(floor):
        await floor.press("2", "enter")
        await floor.shows("take 1-1/p1")
        await floor.shows("every gate passed")
        screening = floor.app.screen.query_one(Screening)
        await floor.until(lambda: "frame" in floor.text())
        await floor.press("space")
        await floor.until(lambda: screening.index > 2)
        await floor.press("space", "home")
        await floor.until(lambda: screening.index == 0)
        await floor.press("tab")
        await floor.shows("made by")
        await floor.press("tab")
        await floor.shows("»")
        await floor.press("up", "up")
        await floor.shows("take 1-1/k1")
        await floor.press("r")
        await floor.shows("to be shot again")
        await floor.press("pagedown")
        await floor.shows("1-2 ○ shot")
        floor.app.send(Orders())
        await floor.until(lambda: "done" in floor.app.moment.outcome)
        await floor.press("pageup")
        await floor.shows("take 1-1/p2")
        await floor.press("v")
        await floor.shows("1-1/p1")
        await floor.press("v", "up", "up", "up")
        await floor.shows("take 1-1/p1")
        await floor.press("c")
        await floor.until(lambda: floor.app.board.line("1-1").print == "1-1/p1")

    on_the_floor(film, day, size=(120, 40))


def test_the_crew_is_sent_watched_and_stopped(fresh):
    async def night(floor):
        await floor.press("4", "s")
        floor.app.screen.query_one("#ask-plan").value = False
        await floor.press("s")
        await floor.shows("cpu")
        await floor.shows("planned")
        await floor.until(lambda: floor.app.moment.takes and dict(floor.app.moment.takes)["keyframe"])
        await floor.press("S")
        await floor.until(lambda: not floor.app.moment.phase)
        await floor.shows("Stopped after the step in hand")
        await floor.press("s", "s")
        await floor.until(lambda: "done" in floor.app.moment.outcome)
        await floor.press("m")
        await floor.shows("The morning report")
        await floor.shows("3 shots")
        await floor.press("escape")

    on_the_floor(fresh, night)
    assert set(states(fresh).values()) == {ShotState.SHOT}


def test_the_bibles_stills_are_shown_and_approved(fresh):
    async def night(floor):
        await floor.press("s")
        floor.app.screen.query_one("#ask-plan").value = False
        floor.app.screen.query_one("#ask-bible").value = True
        await floor.press("s")
        await floor.shows("The bible: what people and places look like")
        await floor.press("a")
        await floor.until(lambda: "done" in floor.app.moment.outcome)

    on_the_floor(fresh, night)


def test_a_story_becomes_an_approved_film_without_leaving_the_floor(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mill.md").write_text("# The Mill\n\nAda stood in the mill at night. “Who is there?” said Ada.\n")

    async def day(floor):
        await floor.shows("make a new film of  mill.md")
        await floor.press("enter", "enter")
        await floor.shows("No plan yet. s sends the crew")
        await floor.press("escape", "s", "s")
        await floor.shows("The plan: The Mill")
        await floor.press("a")
        await floor.until(lambda: "done" in floor.app.moment.outcome)
        await floor.press("2", "asterisk", "a")
        await floor.shows("Every shot is approved: o plays the film.")

    on_the_floor(None, day)
    assert (tmp_path / "mill" / "cuts" / "film.mp4").is_file()


def test_the_film_is_played_in_the_terminal(film):
    async def evening(floor):
        await floor.press("2", "o")
        screening = floor.app.screen.query_one(Screening)
        await floor.until(lambda: screening.index > 2)
        await floor.press("escape", "1", "escape", "o")
        await floor.press("escape", "2", "1")
        await floor.type("so")
        assert floor.app.screen.query_one("#line").value == "so", "letters are words in the director's room"

    on_the_floor(film, evening)


def test_trouble_is_a_sentence_with_the_way_out(film, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    async def day(floor):
        await floor.press("2", "x")
        await floor.type("darker")
        await floor.press("enter")
        await floor.until(lambda: states(film)["1-1"] is ShotState.REJECTED)
        await floor.press("a")
        await floor.shows("There is no take of 1-1")
        await floor.shows("then look and")

    on_the_floor(film, day)


@pytest.mark.parametrize("size", [(80, 24), (160, 48), (60, 15)])
def test_every_room_opens_at_any_size_with_help_and_is_resized(film, size):
    async def day(floor):
        for key in "12345":
            await floor.press("escape", key)
            await floor.press("f1")
            assert isinstance(floor.app.screen, Help)
            await floor.press("escape")
            await floor.pilot.resize_terminal(80, 24)
            await floor.pilot.resize_terminal(*size)
            await floor.pilot.pause()
        await floor.press("escape", "2", "ctrl+p")
        await floor.shows("Search for commands")

    on_the_floor(film, day, size=size)


def test_keys_that_come_faster_than_the_board_are_heard_in_their_order(film):
    Office(film).flag(["1-1", "1-2", "2-1"], "look again")

    async def day(floor):
        await floor.press("3")
        await floor.shows("1-1 ⚑ flagged")
        await floor.pilot.press("a", "n", "a", "n", "a", "u")
        await floor.until(lambda: list(states(film).values()) == [ShotState.APPROVED] * 2 + [ShotState.FLAGGED])
        await floor.press("n")
        await floor.shows("2-1 ⚑ flagged")

    on_the_floor(film, day)


def test_a_word_that_was_undone_stands_nowhere_in_review(film):
    async def day(floor):
        await floor.press("3")
        await floor.shows("1-1 ○ shot")
        await floor.press("x")
        await floor.type("too dark")
        await floor.press("enter")
        await floor.shows("person: reject")
        await floor.press("u")
        await floor.shows("1-1 ○ shot")
        await floor.until(lambda: "person: reject" not in floor.text())

    on_the_floor(film, day)


def test_review_begins_at_a_shot_that_the_crew_waits_for(film):
    with open_for_writing(film) as project:
        project.store.shots.stand("2-1", ShotState.WAITING)

    async def day(floor):
        await floor.press("3")
        await floor.shows("2-1 ? waits")

    on_the_floor(film, day)


def test_the_palette_has_everything_once_in_every_room(film):
    async def day(floor):
        await floor.shows("1-1")
        for room in ("2", "4"):
            await floor.press(room)
            names = [command.title for command in floor.app.get_system_commands(floor.app.screen)]
            assert len(names) == len(set(names))
            assert any("orning report" in name for name in names)

    on_the_floor(film, day)


def test_what_happened_before_is_there_when_the_floor_is_opened_again(film):
    async def evening(floor):
        await floor.press("1")
        await floor.shows("The house rules will answer")
        await floor.type("what waits for me?")
        await floor.press("enter")
        await floor.shows("No shot waits for you.")

    async def morning(floor):
        await floor.press("1")
        await floor.shows("No shot waits for you.")
        assert "→ list_shots state=waiting" in floor.text()
        await floor.press("f5")
        await floor.shows("joins 3 pieces")
        await floor.press("home")
        await floor.shows("run-1, by its trace")
        await floor.shows("The crew is at rest.")

    on_the_floor(film, evening, (100, 50))
    on_the_floor(film, morning, (100, 50))


def test_the_crew_can_be_sent_from_a_very_small_terminal(film):
    async def day(floor):
        await floor.press("s")
        await floor.shows("Send the crew (s)")

    on_the_floor(film, day, (50, 12))


def test_a_shot_of_which_another_take_was_asked_for_says_so(film):
    async def day(floor):
        await floor.press("2", "r")
        await floor.shows("↻ again")

    on_the_floor(film, day)


def test_a_shot_in_work_is_marked_on_the_board_in_sign_and_word(film):
    async def day(floor):
        crew = floor.app.crew
        await floor.press("2")
        await floor.shows("1-2    ○ shot")
        crew.begins()
        crew.sees(FloorView((LaneView("cpu", (), (InHand("1-2", "clip", "draft", 0.0),), gone=False),), 0, 0))
        await floor.shows("1-2    ● at work")
        assert "1-1    ○ shot" in floor.text()
        await floor.press("1")
        await floor.shows("1-2    ● at work")
        crew.sees(FloorView((LaneView("cpu", (), (), gone=False),), 0, 0))
        await floor.shows("1-2    ○ shot")
        await floor.press("2")
        await floor.shows("1-2    ○ shot")
        assert "at work " not in floor.app.screen.query_one(BoardList).render_line(2).text
        crew.ends("The crew is done.")

    on_the_floor(film, day)


def test_the_start_list_names_a_film_beside_its_folder(film, tmp_path, monkeypatch):
    a_draft(tmp_path / "not-planned-yet", planned=False)
    monkeypatch.chdir(tmp_path)

    async def day(floor):
        await floor.shows("open the film       not-planned-yet")
        await floor.shows("open the film       film             The Mill")
        await floor.press("enter")
        await floor.shows("The film is cut")

    on_the_floor(None, day)


@pytest.mark.parametrize(("size", "columns"), [((100, 30), 3), ((80, 24), 2)])
def test_no_column_of_the_night_breaks_into_another(film, size, columns):
    async def day(floor):
        crew = floor.app.crew
        crew.begins()
        crew.hears(Event("working", "1-2", "clip, step 3 of 8"))
        await floor.press("4")
        await floor.shows("disk")
        await floor.shows("stills of a shot")
        lines = floor.text().splitlines()
        take = next(line for line in lines if "clip, step 3 of 8" in line)
        bar = next(line for line in lines if "━─" in line)
        assert bar.index("━─") - 3 == take.index("clip, step 3 of 8")
        shown = [one.id for one in floor.app.screen.query("#lanes, #works, #machine") if one.display]
        assert len(shown) == columns
        crew.ends("The crew is done.")

    on_the_floor(film, day, size=size)
