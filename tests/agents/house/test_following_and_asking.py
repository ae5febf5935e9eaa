"""What refers to something before, and what only asks: "it", "the next one too", "no, pan right", "could 1-5 be closer?"."""

import pytest
from doubles.plans import a_manifest, a_scene

from rushes.agents.conversation.calls import Call
from rushes.agents.house.commands.room import Room
from rushes.agents.house.commands.understanding import understood
from rushes.film.manifest import Character, Location
from rushes.film.vocabulary import SetKind, TimeOfDay

THIRD = a_scene("3", 2).model_copy(update={"location": "pier"})
FILM = a_manifest(a_scene("1", 3, time_of_day=TimeOfDay.NIGHT), a_scene("2", 5)).model_copy(
    update={
        "characters": (Character(id="ada", name="Ada"), Character(id="mara", name="Mara Quill")),
        "locations": (Location(id="mill", name="The mill", kind=SetKind.FARM), Location(id="pier", name="Old Pier")),
    }
)
FILM = FILM.model_copy(update={"scenes": (*FILM.scenes, THIRD)})
PANNED = Call("edit_shot", {"shots": ["2-2"], "move": "pan-left"})
ROOM = Room(FILM, about=("2-2",), last=PANNED)
SCENE = Room(FILM, about=("2-1", "2-2", "2-3", "2-4", "2-5"))


def calls(message: str, room: Room = ROOM) -> list[tuple[str, dict[str, object]]]:
    answer = understood(message, room)
    assert not any(call.offer for call in answer.calls)
    return [(call.tool, dict(call.arguments)) for call in answer.calls]


def lost(message: str, room: Room = ROOM) -> str:
    answer = understood(message, room)
    assert (answer.calls, answer.lost) == ((), True)
    return answer.text


@pytest.mark.parametrize("message", ["shoot it again", "approve them", "make it longer", "show it", "drop those"])
def test_it_is_never_a_whole_set(message):
    assert lost(message, SCENE).startswith("Which shots? That could be 5 of them, 2-1, 2-2, 2-3, 2-4 and 1 more;")


def test_notes_are_kept_to_the_last_word():
    for note in ("too tight, I want to see his shoulders", "show his face instead", "closer, so that we see her"):
        assert calls(f"reject 1-2: {note}") == [("reject", {"shots": ["1-2"], "note": note})]


def test_it_is_the_scene_where_only_a_scene_makes_sense():
    assert calls("make it rainy", SCENE) == [("edit_scene", {"scenes": ["2"], "weather": "rain"})]
    assert "whole scene" in lost("make it rainy")
    assert calls("make this scene rainy") == [("edit_scene", {"scenes": ["2"], "weather": "rain"})]


def test_one_is_no_shot_of_its_own():
    assert lost("shoot one scene").startswith("Which scene? The film has 1, 2 and 3;")
    assert lost("shoot a shot").startswith("Which shot?")
    assert lost("shoot one").startswith("I don't understand")
    assert calls("shoot the last one") == [("shoot", {"shots": ["3-2"]})]


@pytest.mark.parametrize(
    ("message", "arguments"),
    [
        ("and the next one too", {"shots": ["2-3"], "move": "pan-left"}),
        ("1-3 as well", {"shots": ["1-3"], "move": "pan-left"}),
        ("the same for 1-3", {"shots": ["1-3"], "move": "pan-left"}),
        ("no, pan right", {"shots": ["2-2"], "move": "pan-right"}),
        ("No, wider.", {"shots": ["2-2"], "steps": ["wider"]}),
        ("no, the other way", {"shots": ["2-2"], "move": "pan-right"}),
        ("no, right", {"shots": ["2-2"], "move": "pan-right"}),
        ("2-1 and the next one a bit longer", {"shots": ["2-1", "2-2"], "steps": ["longer"]}),
        ("push in on 2-5 slowly", {"shots": ["2-5"], "move": "push-in"}),
        ("make 1-2 a lot tighter, I want to see the blue eye", {"shots": ["1-2"], "steps": ["closer"]}),
        ("make 1-2 less tight", {"shots": ["1-2"], "steps": ["wider"]}),
        ("make 2-2 shorter and faster", {"shots": ["2-2"], "steps": ["shorter"]}),
        ("make 2-2 faster", {"shots": ["2-2"], "steps": ["shorter"]}),
        ("remove the narration from 1-3", {"shots": ["1-3"], "narration": ""}),
        ("drop the lines from 1-3", {"shots": ["1-3"], "dialogue": []}),
    ],
)
def test_what_goes_on_from_before_is_an_edit(message, arguments):
    assert calls(message) == [("edit_shot", arguments)]


def test_steps_turned_round_go_beyond_where_they_began():
    closer = Room(FILM, ("2-2",), last=Call("edit_shot", {"shots": ["2-2"], "steps": ["closer"]}))
    assert calls("no, the other way", closer) == [("edit_shot", {"shots": ["2-2"], "steps": ["wider", "wider"]})]
    assert lost("no, the other way", Room(FILM, ("2-2",))).startswith("Which way?")
    assert lost("and the next one too", Room(FILM, ("2-2",), last=Call("status", {}))).startswith("The same as what?")
    assert lost("3-2 and the next one longer") == "3-2 is the last shot; there is none behind it."


@pytest.mark.parametrize(
    ("message", "tool", "arguments"),
    [
        ("thats better. approve it", "approve", {"shots": ["2-2"]}),
        ("approve the plan", "approve_plan", {}),
        ("swap 2-2 and 2-3", "move_shot", {"shot": "2-3", "where": "before", "beside": "2-2"}),
        ("2-3 after 2-4", "move_shot", {"shot": "2-3", "where": "after", "beside": "2-4"}),
        ("make scene 2 lonely", "edit_scene", {"scenes": ["2"], "mood": "melancholy"}),
        ("scene 3 is hopeful", "edit_scene", {"scenes": ["3"], "mood": "joyful"}),
        ("make the pier scene stormy and tense", "edit_scene", {"scenes": ["3"], "weather": "storm", "mood": "tense"}),
        ("scene 2 should be at dusk instead", "edit_scene", {"scenes": ["2"], "time_of_day": "dusk"}),
        ("so what does the film look like right now?", "show_plan", {}),
        ("how many shots are there", "show_plan", {}),
        ("is it finished?", "show_plan", {}),
        ("how does it look?", "show_shot", {"shot": "2-2"}),
        ("who is in 2-3?", "show_shot", {"shot": "2-3"}),
        ("is 2-3 a close-up?", "show_shot", {"shot": "2-3"}),
        ("hows the weather in scene 3", "show_scene", {"scene": "3"}),
        ("what is wrong with the film?", "show_faults", {}),
    ],
)
def test_ordinary_requests_are_understood(message, tool, arguments):
    assert calls(message) == [(tool, arguments)]


def test_several_are_parted_by_commas_too():
    assert [one for _, one in calls("2-1 wider, 2-2 closer")] == [
        {"shots": ["2-1"], "steps": ["wider"]},
        {"shots": ["2-2"], "steps": ["closer"]},
    ]
    assert calls("undo the last two") == [("undo", {}), ("undo", {})]
    assert lost("swap 2-1 and 2-4").startswith("Two neighbours can be swapped;")
    assert lost("make the mill scene lonely") == "Which mill scene: 1 or 2?"


@pytest.mark.parametrize(
    ("message", "offer"),
    [
        ("could 1-2 be closer?", "Shall I make 1-2 closer?"),
        ("should 1-2 be a close-up?", "Shall I make 1-2 a close-up?"),
        ("1-2 is too tight", "Shall I make 1-2 wider?"),
        ("1-2 feels a bit too long", "Shall I make 1-2 shorter?"),
    ],
)
def test_wishes_and_complaints_are_offers(message, offer):
    assert [call.offer for call in understood(message, ROOM).calls] == [offer]


def test_too_dark_is_about_the_scene():
    said = understood("1-2 is too dark", ROOM)
    assert said.text == "Light belongs to the scene, and scene 1 plays at night; `make scene 1 dusk` changes it."
    assert calls("make scene 1 dusk") == [("edit_scene", {"scenes": ["1"], "time_of_day": "dusk"})]
    assert "no hour beyond" in understood("2-2 is too dark", ROOM).text


@pytest.mark.parametrize(
    "message",
    [
        "don't make 2-2 closer",
        "make 2-1 wider, but not 2-2",
        "if 1-3 is too dark, reject it",
        "when 1-3 is done, shoot 1-2",
        "unless 1-3 is too dark, approve it",
        "should 1-3 be wider, approve it",
        "is 1-3 too dark, reject it",
        "i dont want a pan in 2-2",
        "make 2-3 closer than 2-2",
        "no pan right",
        "why not shoot 1-3?",
        "do you think 1-3 should be wider",
        "would you ever drop 1-3",
        "what if 1-3 is cut and shoot it",
        "not 1-3 too",
    ],
)
def test_questions_negations_and_conditions_never_act(message):
    for call in understood(message, ROOM).calls:
        assert call.offer or call.tool.startswith("show_"), call


def test_numbers_of_before_are_told_what_became_of_them():
    room = Room(FILM, former={"2-9": "2-3"}, used=frozenset({"2-9", "2-3", "2-7"}))
    assert lost("show 2-9", room) == "2-9 is called 2-3 now: it moved."
    assert lost("make 2-7 wider", room) == "2-7 is out of the film; its number stays unused."


@pytest.mark.parametrize("word", ["hi there", "that's better", "stop", "quit", "bye", "ok"])
def test_small_talk_is_no_failure(word):
    answer = understood(word, ROOM)
    assert (answer.calls, answer.lost) == ((), False)


def test_without_a_plan_everything_says_plan():
    for message in ("shoot 1-1", "list", "make it noir", "drop 1-1"):
        assert "say `plan`" in lost(message, Room(None))
    assert calls("plan", Room(None)) == [("replan", {})]
