"""Plain commands: each understood as one thing, and nothing understood that was not said."""

import random
import re
import string

import pytest
from doubles.plans import a_manifest, a_scene

from rushes.agents.conversation.calls import Call
from rushes.agents.conversation.tools import TOOLS, checked
from rushes.agents.house.commands.phrases import FRAMINGS, LIGHTS, STYLE_NAMES
from rushes.agents.house.commands.room import Room
from rushes.agents.house.commands.understanding import EXAMPLES, understood
from rushes.film.manifest import Character, Location, Look
from rushes.film.vocabulary import SetKind

FILM = a_manifest(a_scene("1", 3), a_scene("2", 5), a_scene("3", 2)).model_copy(
    update={
        "characters": (
            Character(id="ada", name="Ada"),
            Character(id="keeper", name="The Keeper", aliases=("Old Tom",)),
            Character(id="mara", name="Mara Quill"),
            Character(id="tom", name="Tom Reed", look=Look()),
        ),
        "locations": (Location(id="mill", name="The mill", kind=SetKind.FARM), Location(id="pier", name="Pier")),
    }
)
ROOM = Room(FILM)


def one(message: str, room: Room = ROOM) -> Call:
    answer = understood(message, room)
    assert len(answer.calls) == 1, answer
    checked(answer.calls[0])
    return answer.calls[0]


def said(message: str, room: Room = ROOM) -> str:
    answer = understood(message, room)
    assert not answer.calls
    assert answer.lost
    return answer.text


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_is_understood(example):
    assert one(example).tool in TOOLS


@pytest.mark.parametrize(
    ("message", "tool", "arguments"),
    [
        ("make shot 1-3 wider", "edit_shot", {"shots": ["1-3"], "steps": ["wider"]}),
        ("Please make 1-3 a bit wider.", "edit_shot", {"shots": ["1-3"], "steps": ["wider"]}),
        ("could you make shots 1-1, 1-2 and 2-1 longer", "edit_shot", {"shots": ["1-1", "1-2", "2-1"], "steps": ["longer"]}),
        ("make 1-1 to 1-3 static", "edit_shot", {"shots": ["1-1..1-3"], "move": "static"}),
        ("make scene 2 closer", "edit_shot", {"shots": ["2"], "steps": ["closer"]}),
        ("make shot 2-1 a close-up", "edit_shot", {"shots": ["2-1"], "size": "close"}),
        ("2-1 should be a wide shot", "edit_shot", {"shots": ["2-1"], "size": "long"}),
        ("2-1 a medium close up", "edit_shot", {"shots": ["2-1"], "size": "medium-close"}),
        ("low angle on 2-2", "edit_shot", {"shots": ["2-2"], "angle": "low"}),
        ("2-2 from above", "edit_shot", {"shots": ["2-2"], "angle": "high"}),
        ("push in on 3-1", "edit_shot", {"shots": ["3-1"], "move": "push-in"}),
        ("pan to the left in 3-1", "edit_shot", {"shots": ["3-1"], "move": "pan-left"}),
        ("hold 1-2 for 6.5 seconds", "edit_shot", {"shots": ["1-2"], "seconds": 6.5}),
        ("2-1 dissolve in", "edit_shot", {"shots": ["2-1"], "transition_in": "dissolve"}),
        ("everything in scene 3 shorter", "edit_shot", {"shots": ["3"], "steps": ["shorter"]}),
        ("scene 3 at night", "edit_scene", {"scenes": ["3"], "time_of_day": "night"}),
        ("make scene 2 rainy and tense", "edit_scene", {"scenes": ["2"], "weather": "rain", "mood": "tense"}),
        ("the keeper should be older", "cast", {"character": "keeper", "age": "old"}),
        ("make old tom younger", "cast", {"character": "keeper", "age": "young"}),
        ("Mara wears a red coat", "cast", {"character": "mara", "garment": "coat", "main_colour": "#b5322c"}),
        ("Mara should wear a blue dress and have long red hair", "cast",
         {"character": "mara", "garment": "dress", "main_colour": "#2f5d9b", "hair": "long", "hair_colour": "#a8432a"}),
        ("give Ada glasses", "cast", {"character": "ada", "glasses": True}),
        ("Ada has no hat", "cast", {"character": "ada", "headwear": "none"}),
        ("rename Mara Quill to Mara Stone", "cast", {"character": "mara", "name": "Mara Stone"}),
        ("the pier should be a beach", "relocate", {"location": "pier", "kind": "beach"}),
        ("what is wrong with scene 2?", "show_scene", {"scene": "2"}),
        ("what's wrong with 2-3", "show_shot", {"shot": "2-3"}),
        ("show me 1-3", "show_shot", {"shot": "1-3"}),
        ("approve everything in scene 1", "approve", {"shots": ["1"]}),
        ("approve 1-1 1-2", "approve", {"shots": ["1-1", "1-2"]}),
        ("approve all", "approve", {"shots": ["ALL"]}),
        ("reject 2-3: too dark", "reject", {"shots": ["2-3"], "note": "too dark"}),
        ("reject 2-3 because Her face is lost", "reject", {"shots": ["2-3"], "note": "Her face is lost"}),
        ("reject 2-3, 2-4: too dark", "reject", {"shots": ["2-3", "2-4"], "note": "too dark"}),
        ("send 2-3 back", "reject", {"shots": ["2-3"]}),
        ("reshoot 2-3", "reroll", {"shots": ["2-3"]}),
        ("shoot 2-3 again", "reroll", {"shots": ["2-3"]}),
        ("shoot the rest tonight", "shoot", {"shots": ["ALL"]}),
        ("shoot scene 2", "shoot", {"shots": ["2"]}),
        ("cut", "cut", {}),
        ("undo", "undo", {}),
        ("redo", "undo", {"back": "undo"}),
        ("list", "list_shots", {}),
        ("list stale", "list_shots", {"state": "stale"}),
        ("how long will it take", "estimate", {"shots": ["ALL"]}),
        ("how long will scene 2 take?", "estimate", {"shots": ["2"]}),
        ("split 2-4", "split_shot", {"shot": "2-4"}),
        ("cut 2-4 in two", "split_shot", {"shot": "2-4"}),
        ("merge 2-4 and 2-5", "merge_shots", {"first": "2-4", "second": "2-5"}),
        ("move 2-5 before 2-3", "move_shot", {"shot": "2-5", "where": "before", "beside": "2-3"}),
        ("drop scene 3", "drop_shots", {"shots": ["3"]}),
        ("add a close-up of the Lamp after 1-2", "insert_shot",
         {"after": "1-2", "size": "close", "subject": "the Lamp", "action": "We see the Lamp.", "props": ["lamp"]}),
        ("the last shot of scene 2 wider", "edit_shot", {"shots": ["2-5"], "steps": ["wider"]}),
        ("the first shot closer", "edit_shot", {"shots": ["1-1"], "steps": ["closer"]}),
        ("make it look like a woodcut", "restyle", {"look": "a woodcut"}),
        ("plan again", "replan", {}),
        ("add a close-up of Mara after 1-2", "insert_shot",
         {"after": "1-2", "size": "close", "subject": "Mara Quill", "action": "We see Mara Quill.", "who": ["mara"]}),
        ("insert a wide shot after 2-1", "insert_shot",
         {"after": "2-1", "size": "long", "subject": "The mill", "action": "We see The mill."}),
        ("make 2-4 an insert of the lamp", "edit_shot",
         {"shots": ["2-4"], "size": "insert", "subject": "the lamp", "props": ["lamp"]}),
        ("2-4 a close-up of Ada and the keeper", "edit_shot",
         {"shots": ["2-4"], "size": "close", "subject": "Ada and The Keeper", "who": ["ada", "keeper"]}),
        ("push in slowly on 2-2", "edit_shot", {"shots": ["2-2"], "move": "push-in"}),
        ("Mara kneels on the left in 1-2", "block",
         {"shots": ["1-2"], "character": "mara", "pose": "kneel", "place": "left"}),
        ("in 1-2 the keeper looks left and is sad", "block",
         {"shots": ["1-2"], "character": "keeper", "facing": "left", "feeling": "sad"}),
        ("1-2: Ada sits, facing away", "block", {"shots": ["1-2"], "character": "ada", "pose": "sit", "facing": "away"}),
        ("Ada should be angry in scene 2", "block", {"shots": ["2"], "character": "ada", "feeling": "angry"}),
        ("Ada in the middle in 2-1", "block", {"shots": ["2-1"], "character": "ada", "place": "centre"}),
        ("take Ada out of 1-2", "block", {"shots": ["1-2"], "character": "ada", "frame": "leaves"}),
        ("put Mara in 2-1", "block", {"shots": ["2-1"], "character": "mara", "frame": "enters"}),
        ("what did you change?", "history", {}),
        ("what's the film about?", "show_plan", {}),
        ("make shot 2 of scene 2 closer", "edit_shot", {"shots": ["2-2"], "steps": ["closer"]}),
        ("shots 2 and 3 in scene 2 closer", "edit_shot", {"shots": ["2-2", "2-3"], "steps": ["closer"]}),
        ("scene 2 shot 4 closer", "edit_shot", {"shots": ["2-4"], "steps": ["closer"]}),
        ("approve shots 1 to 3 of scene 1", "approve", {"shots": ["1-1..1-3"]}),
        ("approve 2-1 and scene 1", "approve", {"shots": ["2-1", "1"]}),
        ("who is the keeper?", "show_character", {"character": "keeper"}),
        ("show me Mara", "show_character", {"character": "mara"}),
        ("Mara says in 1-2: “Not tonight, please!”", "edit_shot",
         {"shots": ["1-2"], "dialogue": [{"speaker": "ada", "text": "It is late."}, {"speaker": "mara", "text": "Not tonight, please!"}]}),
        ("in 1-2 the keeper shouts: Now.", "edit_shot",
         {"shots": ["1-2"], "dialogue": [{"speaker": "ada", "text": "It is late."}, {"speaker": "keeper", "text": "Now."}]}),
        ("2-1 narration: The rain had stopped.", "edit_shot",
         {"shots": ["2-1"], "narration": "The rain had stopped."}),
        ("make the last shot a long shot from above", "edit_shot", {"shots": ["3-2"], "size": "long", "angle": "high"}),
        ("1-2", "show_shot", {"shot": "1-2"}),
        ("scene 2?", "show_scene", {"scene": "2"}),
    ],
)  # fmt: skip
def test_a_command_is_one_call(message, tool, arguments):
    call = one(message)
    assert (call.tool, dict(call.arguments)) == (tool, arguments)


@pytest.mark.parametrize("style", STYLE_NAMES)
def test_styles_are_known_by_name(style):
    assert one(f"make it {style}").tool == "restyle"


def test_every_phrase_is_understood_on_either_side():
    for phrase, arguments in FRAMINGS.items():
        for message in (f"make 2-2 {phrase}", f"{phrase} on 2-2"):
            assert dict(one(message).arguments) == {"shots": ["2-2"], **arguments}, message
    for word, (name, value) in LIGHTS.items():
        assert one(f"make scene 2 {word}").arguments[name] == value


def test_shot_3_is_said_to_be_which():
    talked = Room(FILM, about=("2-1",))
    answer = understood("shot 3 closer and longer", talked)
    assert dict(answer.calls[0].arguments) == {"shots": ["2-3"], "steps": ["closer", "longer"]}
    assert "Shot 3 is 2-3" in answer.text
    fresh = understood("shot 3 closer", ROOM)
    assert fresh.calls[0].arguments["shots"] == ["1-3"]
    assert "Shot 3 is 1-3, number 3 of the film." in fresh.text
    short = Room(a_manifest(a_scene("1", 2), a_scene("2", 4), a_scene("3", 3)))
    assert said("shot 3 closer", short) == "Which shot 3: 2-1, 2-3 or 3-3?"
    assert "no shot 30" in said("shot 30 closer")
    assert understood("make it wider", Room(FILM, about=("2-4",))).calls[0].arguments["shots"] == ["2-4"]
    assert said("make it wider") == "Which shot? A shot's number reads like 2-1."
    assert said("make 3 wider").startswith("Do you mean scene 3 or shot 3?")


def test_two_people_of_one_name_are_asked_about():
    twins = FILM.model_copy(
        update={"characters": (Character(id="a", name="Tom Reed"), Character(id="b", name="Tom Oak"))}
    )
    assert said("Tom should be older", Room(twins)) == "Who is tom: Tom Reed or Tom Oak?"
    assert "already" in said(
        "the keeper is older",
        Room(
            FILM.model_copy(
                update={
                    "characters": (
                        Character.model_validate({"id": "keeper", "name": "Keeper", "look": {"age": "old"}}),
                    )
                }
            )
        ),
    )


@pytest.mark.parametrize(
    "message",
    [
        "make shot 1-3 wider and buy milk",
        "delete the database",
        "drop everything you are doing and listen",
        "approve of my choices",
        "shoot the keeper",
        "cut the crap",
        "reject modernity: embrace tradition",
        "the keeper should be a pineapple",
        "scene 2 at the dentist",
        "make 1-3 wider closer",
        "split the difference",
        "move on before lunch",
        "make 1-1 to 2 wider",
        "undo everything since Tuesday",
    ],
)
def test_what_is_not_a_command_does_nothing_and_says_so(message):
    text = said(message)
    assert text.startswith(("I don't understand that; nothing was changed.", "Do you mean scene 2", "'closer'"))


def test_it_says_who_answers_and_what_is_near():
    assert "house rules" in said("mkae it wideer")
    assert "`make shot 1-3 wider`" in said("make shot wideer 1-3 x")
    told = understood("help", ROOM).text
    assert all(example in told for example in EXAMPLES if not re.search("Mara|keeper|pier", example))
    assert "Ada kneels on the left in 1-2" in told
    assert max(map(len, told.splitlines())) <= 98
    assert "plan" in said("paint it black", Room(None))
    assert said("yes") == "Nothing waits for a yes or no."
    assert said("1-2 is 900 seconds") == "A shot can run from 0.5 to 20 seconds; 900 is outside of that."


@pytest.mark.parametrize("word", ["hello", "Hi!", "thanks", "thank you.", "help", "?"])
def test_politeness_is_no_failure_and_no_call(word):
    answer = understood(word, ROOM)
    assert (answer.calls, answer.lost) == ((), False)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("mkae 1-2 widre", "make 1-2 wider"),
        ("aprove scnee 1", "approve scene 1"),
        ("Maar wears a red coat", "mara wears a red coat"),
        ("shoot teh rset", "shoot the rest"),
        ("splitt 2-4", "split 2-4"),
    ],
)
def test_a_mistyped_command_is_asked_back_and_not_done(typed, meant):
    assert said(typed) == f"I don't understand that; nothing was changed. Did you mean `{meant}`?"


def test_several_commands_are_all_understood_or_none_is_done():
    def tools(message):
        return [(call.tool, *call.arguments.values()) for call in understood(message, ROOM).calls]

    assert tools("make 1-3 wider and 2-1 closer") == [
        ("edit_shot", ["1-3"], ["wider"]),
        ("edit_shot", ["2-1"], ["closer"]),
    ]
    assert tools("make 1-3 wider, then shoot it") == [("edit_shot", ["1-3"], ["wider"]), ("shoot", ["1-3"])]
    assert tools("approve 1-1; approve 1-2; cut") == [("approve", ["1-1"]), ("approve", ["1-2"]), ("cut",)]
    assert tools("drop 1-1; dance") == tools("cut; cut; cut; cut; cut") == []
    assert [call.tool for call in understood("reject 2-3: too dark and drop the lamp", ROOM).calls] == ["reject"]


def test_it_is_the_shot_talked_about_also_when_shooting():
    talked = understood("shoot it", Room(FILM, about=("2-1",)))
    assert talked.calls[0].arguments == {"shots": ["2-1"]}
    assert understood("shoot it", ROOM).calls[0].arguments == {"shots": ["ALL"]}


KNOWN = {word for example in EXAMPLES for word in example.lower().replace("?", "").replace(":", "").split()}


def test_two_thousand_random_strings_do_nothing():
    pick = random.Random(7)
    letters = string.printable + "éß—“”\u202e\ud800\x00\x1b🎬"
    for _ in range(2000):
        message = "".join(pick.choice(letters) for _ in range(pick.randrange(0, 80)))
        assert understood(message, ROOM).calls == ()


def test_two_thousand_salads_of_known_words_only_make_calls_that_hold():
    pick, made = random.Random(11), 0
    words = sorted(KNOWN)
    for _ in range(2000):
        message = " ".join(pick.choice(words) for _ in range(pick.randrange(1, 8)))
        for call in understood(message, Room(FILM, about=("2-3",))).calls:
            checked(call)
            made += 1
    assert made < 400


@pytest.mark.parametrize(
    "text",
    ["a" * 1_000_000, "shot " * 200_000, "1-1 and " * 100_000, "make " + " " * 900_000, "reject " + ":" * 500_000],
)
def test_long_messages_are_read_in_no_time(text):
    assert understood(text, ROOM).calls == ()
