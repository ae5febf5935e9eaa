import pytest

from rushes.agents.house.breakdown import break_down
from rushes.film.breakdown import BeatKind
from rushes.film.manifest import Look
from rushes.film.vocabulary import (
    Age,
    Beard,
    Feeling,
    Form,
    Garment,
    Hair,
    Headwear,
    Pose,
    Prop,
    SetKind,
    Setting,
    TimeOfDay,
    TransitionIn,
    Weather,
)  # fmt: skip
from rushes.tools.reading import read_bytes

STORY = """# The Bell of Skerry Rock

In the lighthouse the old keeper, Tobias Venn, climbed the stairs with a lantern. He was a tall, thin man with a white
beard, a blue coat and a cap. His daughter, Mara, a girl with red hair in a green dress, followed him slowly.

“The bell has stopped,” said Mara.

“Then somebody must ring it,” said Tobias quietly.

“In this storm?” she asked.

Tobias smiled. “You are afraid,” he said. “So am I.”

He put down the lantern and opened the door. Rain and thunder filled the room, and the lamp flame jumped. For a long
moment neither of them moved, and the great glass above them shook with every wave that struck the rock below. The
keeper thought of all the nights he had stood there, and of the one ship that had not come home.

The next morning they went down to the harbour. The sea was calm and the sky was clear. A black dog named Soot slept on
the pier beside a heap of rope, and the fishermen were mending their nets in the sun. Captain Brandt, a broad woman in a
red coat, waited by her boat with her hands in her pockets, and she did not wave when she saw them coming.

“Did you ring it?” asked Captain Brandt.

“All night,” said Mara proudly.

The captain laughed. She took a letter out of her coat and gave it to Tobias. Nobody spoke while he read it. Then he
folded it and looked at the water for a long time, and the dog came and sat at his feet.
"""


def breakdown(text, name="bell.md"):
    return break_down(read_bytes(text.encode(), name))


@pytest.fixture(scope="module")
def bell():
    return breakdown(STORY)


def look(told, who) -> Look:
    return next(one.look for one in told.characters if one.id == who)


def speeches(told):
    return [(beat.speaker, beat.text) for scene in told.scenes for beat in scene.beats if beat.kind is BeatKind.SPEECH]


def test_the_cast_is_who_a_reader_would_list(bell):
    assert {one.id for one in bell.characters} == {"tobias-venn", "mara", "captain-brandt", "soot"}
    assert "old keeper" in next(one for one in bell.characters if one.id == "tobias-venn").aliases


def test_looks_come_from_the_text(bell):
    tobias = look(bell, "tobias-venn")
    assert (tobias.age, tobias.beard, tobias.garment, tobias.headwear) == (
        Age.OLD,
        Beard.FULL,
        Garment.COAT,
        Headwear.CAP,
    )
    mara = look(bell, "mara")
    assert (mara.garment, mara.main_colour, mara.hair_colour) == (Garment.DRESS, "#3c7a4a", "#a8432a")
    assert look(bell, "soot").form is Form.DOG
    for one in bell.characters:
        assert one.description.startswith(one.name)
    assert "green dress" in next(one.description for one in bell.characters if one.id == "mara")


def test_scenes_are_cut_where_place_and_time_change(bell):
    inside, outside = bell.scenes
    kinds = {place.id: place.kind for place in bell.locations}
    assert kinds[inside.location] is SetKind.LIGHTHOUSE
    assert (inside.setting, inside.weather) == (Setting.INTERIOR, Weather.STORM)
    assert kinds[outside.location] is SetKind.HARBOUR
    assert (outside.setting, outside.time_of_day) == (Setting.EXTERIOR, TimeOfDay.MORNING)
    assert outside.weather is Weather.CLEAR
    assert outside.heading == "EXT. HARBOUR - MORNING"
    assert (inside.transition_in, outside.transition_in) == (TransitionIn.FADE_IN, TransitionIn.DISSOLVE)
    assert outside.fade_out


def test_every_line_has_its_speaker(bell):
    assert speeches(bell) == [
        ("mara", "The bell has stopped."),
        ("tobias-venn", "Then somebody must ring it."),
        ("mara", "In this storm?"),
        ("tobias-venn", "You are afraid. So am I."),
        ("captain-brandt", "Did you ring it?"),
        ("mara", "All night."),
    ]


def test_beats_show_what_happens(bell):
    beats = [beat for scene in bell.scenes for beat in scene.beats]
    climbing = next(beat for beat in beats if "climbed" in beat.text)
    assert (climbing.pose, climbing.present[0]) == (Pose.CLIMB, "tobias-venn")
    assert Prop.LANTERN in climbing.props
    assert next(beat for beat in beats if beat.text.startswith("Then somebody")).delivery == "quietly"
    assert next(beat for beat in beats if beat.text == "Tobias smiled.").feeling is Feeling.HAPPY
    letter = next(beat for beat in beats if "letter" in beat.text)
    assert letter.present == ("captain-brandt", "tobias-venn")
    assert all(0 <= beat.weight <= 1 for beat in beats)
    assert len({beat.weight for beat in beats}) > 5


def test_unsaid_looks_are_distinct():
    names = ["Anna", "Ben", "Clara", "David", "Emma", "Frank", "George", "Helen"]
    told = breakdown("\n\n".join(f"“Good evening,” said {name}. {name} sat down." for name in names), "guests.txt")
    assert [one.name for one in told.characters] == names
    looks = [one.look for one in told.characters]
    assert len({(one.garment, one.main_colour) for one in looks}) == len(names)
    assert len({one.main_colour for one in looks}) == len(names)
    assert {one.look.beard for one in told.characters if one.name in ("Anna", "Clara")} == {Beard.NONE}
    bearded = [one.hair for one in looks]
    assert len(set(bearded)) > 2
    assert Hair.BALD not in bearded


def test_two_take_turns_without_tags():
    told = breakdown(
        "Ruth looked at Sam across the kitchen table.\n\n“You ate it,” said Ruth.\n\n“I did not,” said Sam.\n\n"
        "“You did.”\n\n“Prove it!”\n\n“Crumbs, Sam.”\n",
        "cake.txt",
    )
    assert [who for who, _ in speeches(told)] == ["ruth", "sam", "ruth", "sam", "ruth"]
    assert told.scenes[0].beats[-1].addressee == "sam"


def test_titles_and_names_are_one_person_unless_the_titles_differ():
    text = (
        "Dr. Margaret Hale came in. Hale sat down. “Well,” said Dr. Hale, and Margaret smiled.\n\n"
        "“Tea?” asked Mrs. Bell. Mr. Bell shook his head. Mrs. Bell sighed. “No,” said Mr. Bell.\n"
    )
    told = breakdown(text, "tea.txt")
    assert [one.name for one in told.characters] == ["Dr. Margaret Hale", "Mrs. Bell", "Mr. Bell"]


def test_places_days_and_nations_are_nobody():
    text = (
        "On Monday Ines went to London. In London it rained. The English rain was cold, and March was colder.\n\n"
        "“I hate Paris,” said Ines. “I hate Paris too,” said Otto, and he looked at the Thames.\n"
    )
    assert {one.id for one in breakdown(text, "rain.txt").characters} == {"ines", "otto"}


def framed(paragraphs):
    return "\n\n".join(f"“{words}" for words in paragraphs) + "”"


def test_a_story_told_in_quotation_marks_is_narration():
    filler = "I walked on over the wet sand and thought of nothing at all, and the grey birds walked beside me. " * 6
    told = breakdown(
        framed(
            [
                f"I came to the beach at dawn. {filler}",
                f"A boat lay there. {filler}",
                f"‘Get in,’ said the boatman. {filler}",
            ]
        ),
        "tale.txt",
    )
    kinds = [beat.kind for scene in told.scenes for beat in scene.beats]
    assert kinds.count(BeatKind.SPEECH) == 1
    assert speeches(told) == [("boatman", "Get in.")]
    assert told.characters[0].id == "narrator"
    assert {place.kind for place in told.locations} == {SetKind.BEACH}


def test_chapters_and_breaks_always_cut():
    told = breakdown("# One\n\nIt rained.\n\n***\n\nIt snowed.\n\n# Two\n\nThe sun came out.\n", "weather.md")
    assert [scene.number for scene in told.scenes] == ["1", "2", "3"]
    assert [scene.fade_out for scene in told.scenes] == [False, True, True]


def test_a_text_of_headings_alone_still_becomes_a_scene():
    told = breakdown("CHAPTER ONE\n\nCHAPTER TWO\n", "empty.txt")
    assert told.scenes
    assert told.scenes[0].beats


@pytest.mark.parametrize(
    "text",
    [
        "Старый смотритель зажёг лампу. — Идём, — сказал он.\n\nМоре шумело.",
        "老人走进屋子。「你好。」他说。\n\n天黑了。",
        "كان البحر هادئا. دخل الرجل العجوز.",
        "— Bonjour, dit Paul.\n\n— Bonjour.\n\n— Tu viens ?\n\nIl faisait nuit.",
        "1234 5678",
        "!!! ??? ...",
    ],
)
def test_other_languages_are_told_without_a_cast(text):
    told = breakdown(text, "other.txt")
    assert told.scenes
    assert told.locations
    assert "".join(beat.text for scene in told.scenes for beat in scene.beats).strip()


ORCHARD = """Miss Penelope Dart was eleven years old, with two long brown braids and a blue dress. The cat, a fat
tom named Marmalade, sat on the orchard wall.

“You are no use,” she told the cat.

Outside the gate a stranger was waiting. He wore a long grey cloak and carried a brass telescope under his arm.

“Who are you?” asked Penelope.

“My name is Ambrose Quill,” said the stranger. He knelt down and drew a circle in the dust.

“Think again,” said a small voice. It was Marmalade.
"""


def test_strangers_who_say_their_names_are_known_by_them():
    told = breakdown(ORCHARD, "orchard.txt")
    people = {one.id: one for one in told.characters}
    assert set(people) == {"miss-penelope-dart", "marmalade", "ambrose-quill"}
    assert "stranger" in people["ambrose-quill"].aliases
    assert people["ambrose-quill"].look.garment is Garment.CLOAK
    assert people["marmalade"].look.form is Form.CAT
    penelope = people["miss-penelope-dart"].look
    assert (penelope.age, penelope.hair, penelope.hair_colour) == (Age.CHILD, Hair.BRAID, "#4a3426")
    assert [who for who, _ in speeches(told)] == [
        "miss-penelope-dart",
        "miss-penelope-dart",
        "ambrose-quill",
        "marmalade",
    ]
