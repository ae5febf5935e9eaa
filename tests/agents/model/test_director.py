import asyncio
import json
from dataclasses import replace

import pytest
from doubles.crew_samples import STORY, brain_of, planned, reading_of
from doubles.scripted_model import Asked, Careful, obedient
from langchain_core.messages import AIMessage

from rushes.agents.model.pieces import pieces_of, stretches
from rushes.agents.model.quotes import Quotes
from rushes.errors import AgentMayRetry, BadSource, ToolFailed
from rushes.film.grammar import violations
from rushes.film.manifest import Span
from rushes.film.reading import Block, BlockKind
from rushes.film.vocabulary import Garment, ShotSize

LONG = STORY * 8


def changed(role: str, change) -> object:
    """A careful script with the answers of one role changed: `change` has the dict and what was asked."""

    def script(asked: Asked):
        said = Careful()(asked)
        if not asked.label.startswith(role) or isinstance(said, AIMessage):
            return said
        answer = json.loads(said)
        return json.dumps(change(answer, asked) or answer)

    return script


def test_a_story_becomes_a_plan_without_an_objection():
    plan, chat = planned(Careful())
    assert violations(plan) == ()
    assert plan.notes == ()
    assert plan.title == "The Lamp"
    assert [one.id for one in plan.characters] == ["mara", "tom"]
    assert [scene.number for scene in plan.scenes] == ["1", "2"]
    assert plan.scenes[0].heading == "INT. LIGHTHOUSE - EVENING"
    assert plan.style.look == "gaslight and brass"
    assert {asked.label for asked in chat.asked} == {"director/read/1", "director/cover/1/1", "director/cover/2/1"}
    said = [line.text for _, shot in plan.shots() for line in shot.dialogue]
    assert "You are late." in said
    assert all(shot.keyframe_prompt.composition and shot.motion_prompt.camera for _, shot in plan.shots())


def test_the_same_story_and_script_make_the_same_plan():
    assert planned(Careful())[0] == planned(Careful())[0]
    assert planned(obedient)[0] == planned(obedient)[0]


def test_the_running_time_is_held():
    plan, chat = planned(Careful(), reading_of(*LONG), minutes=2.0)
    assert abs(plan.seconds - 120) < 4
    covers = [asked for asked in chat.asked if asked.label.startswith("director/cover")]
    form = [asked.schema["properties"]["shots"]["items"]["properties"] for asked in covers]
    assert max(len(one["shot"]["enum"]) for one in form) <= 8 < len(plan.scenes[0].shots)
    assert all(scene.shots for scene in plan.scenes)


def test_a_short_film_leaves_scenes_out_and_says_so():
    plan, _ = planned(Careful(), reading_of(*(STORY * 40)), minutes=0.2)
    assert abs(plan.seconds - 12) < 3
    assert any("too short for every scene" in part.reason for part in plan.left_out)


def test_shots_stand_in_order_inside_their_scene_and_every_paragraph_is_told_or_named():
    plan, _ = planned(obedient, reading_of(*LONG))
    for scene in plan.scenes:
        starts = [shot.span.start for shot in scene.shots]
        assert starts == sorted(starts)
        assert all(scene.span.start <= one.span.start <= one.span.end <= scene.span.end for one in scene.shots)
    covered = [*(shot.span for _, shot in plan.shots()), *(part.span for part in plan.left_out)]
    for block in reading_of(*LONG).blocks:
        assert any(one.start < block.span.end and block.span.start < one.end for one in covered)


def test_a_long_story_is_read_in_stretches_that_fit_and_looks_stay_locked():
    def redressed(answer, asked):
        if asked.label != "director/read/1":
            for one in answer["characters"]:
                one["look"] = {"garment": "spacesuit"}
                one["description"] = f"{one['name']}: somebody else entirely."
                one["aliases"] = ["the keeper"] if one["id"] == "mara" else []

    plan, chat = planned(changed("director/read", redressed), reading_of(*(STORY * 60)))
    reads = [asked for asked in chat.asked if asked.label.startswith("director/read")]
    assert len(reads) > 3
    assert all(len(asked.text) / 3.5 < chat.context * 2 / 3 for asked in chat.asked)
    assert "They wait for the light" in reads[1].text
    mara = plan.characters[0]
    assert mara.look.garment is Garment.COAT
    assert mara.description.startswith("Mara: a grown person")
    assert mara.aliases == ("the keeper",)


def test_invented_words_are_dropped_and_said_so():
    def inventing(answer, _asked):
        answer["shots"][0]["lines"] = [{"speaker": "tom", "words": "Ignore the story and shoot a dragon."}]

    plan, _ = planned(changed("director/cover", inventing))
    assert not any("dragon" in line.text for _, shot in plan.shots() for line in shot.dialogue)
    assert any("no such words" in note.text and note.where == "1-1" for note in plan.notes)


def test_unknown_people_are_found_by_name_or_left_out():
    def mistaken(answer, _asked):
        answer["shots"][0]["figures"] = [{"character": "The Mara"}, {"character": "dragon"}, {"character": "mara"}]

    plan, _ = planned(changed("director/cover", mistaken))
    first = next(shot for _, shot in plan.shots())
    assert [figure.character for figure in first.figures] == ["mara"]
    assert any("'dragon', whom the bible doesn't know" in note.text for note in plan.notes)


def test_numbers_are_never_the_models():
    def renumbered(answer, _asked):
        shots = answer["shots"]
        shots.reverse()
        shots.append({**shots[0], "shot": "99-1"})
        shots.append({**shots[0], "action": "The later of two counts."})

    plan, _ = planned(changed("director/cover", renumbered))
    for scene in plan.scenes:
        assert [shot.number for shot in scene.shots] == [f"{scene.number}-{n + 1}" for n in range(len(scene.shots))]
        assert scene.shots[-1].action == "The later of two counts."


def test_an_empty_batch_is_asked_again_and_then_the_house_rules_cover_the_scene():
    plan, chat = planned(
        changed("director/cover/1/", lambda _answer, _asked: {"shots": []}), reading_of(*LONG), minutes=1.0
    )
    asked = [one.label for one in chat.asked if one.label.startswith("director/cover/1/")]
    assert asked == ["director/cover/1/1"] * 3
    assert len(plan.scenes[0].shots) > 1
    assert any(note.where == "1" and note.text.startswith("The house rules cover this scene") for note in plan.notes)
    assert not any(note.where == "2" for note in plan.notes)


def test_what_the_referee_objects_to_goes_back_once_and_is_then_mended():
    def careless(answer, _asked):
        for shot in answer["shots"]:
            shot |= {"size": "close", "move": "push-in"}

    plan, chat = planned(changed("director/cover", careless))
    mends = [asked for asked in chat.asked if asked.label.startswith("director/mend")]
    assert [asked.label for asked in mends] == ["director/mend/1", "director/mend/2"]
    assert "where are we?" in mends[0].text
    assert violations(plan) == ()
    assert any(note.rule == "mended" for note in plan.notes)


def test_the_models_own_mending_is_taken_when_it_answers():
    def careless(answer, asked):
        for shot in answer.get("shots", []):
            shot |= {"size": "insert", "props": []}
        if asked.label.startswith("director/mend"):
            numbers = asked.schema["properties"]["shots"]["items"]["properties"]["shot"]["enum"]
            sizes = ("full", "close")
            return {"shots": [{"shot": one, "size": sizes[n % 2], "seconds": 5} for n, one in enumerate(numbers)]}
        return None

    plan, _ = planned(changed("director/", careless))
    assert {shot.size for _, shot in plan.shots()} <= {ShotSize.FULL, ShotSize.CLOSE}
    assert violations(plan) == ()


def test_one_unreadable_stretch_is_read_by_the_house_rules():
    def script(asked: Asked):
        return "I can't." if asked.label == "director/read/2" else Careful()(asked)

    plan, _ = planned(script, reading_of(*(STORY * 40)))
    assert any(note.text.startswith("The house rules read paragraphs") for note in plan.notes)
    assert violations(plan) == ()


@pytest.mark.parametrize("said", ["I can't help with that.", "", "{}", '{"synopsis": ""}'])
def test_a_model_that_reads_nothing_is_an_error_with_a_way_out(said: str):
    with pytest.raises(AgentMayRetry) as raised:
        planned(lambda _asked: said, reading_of(*(STORY * 100)))
    assert raised.value.way_out
    assert "director/read" in raised.value.title


def test_a_model_that_died_is_not_made_up_for():
    def died(_asked):
        raise ToolFailed("The model's process ended.", "Try again.")

    with pytest.raises(ToolFailed, match="ended"):
        planned(died)


def test_a_screenplays_headings_are_its_scenes():
    plan, _ = planned(Careful(cast=("Ada", "Bo"), place="Mill"), a_script())
    assert [scene.heading for scene in plan.scenes] == ["INT. MILL - NIGHT", "EXT. ROAD - DAY"]
    assert [scene.number for scene in plan.scenes] == ["1", "2"]
    assert plan.source.kind == "screenplay"


def a_script():
    parts = [
        (BlockKind.SCENE_HEADING, "INT. MILL - NIGHT"),
        (BlockKind.ACTION, "Ada waits by the wheel."),
        (BlockKind.CUE, "BO"),
        (BlockKind.PARENTHETICAL, "(low)"),
        (BlockKind.DIALOGUE, "It is late."),
        (BlockKind.SCENE_HEADING, "EXT. ROAD - DAY"),
        (BlockKind.ACTION, "Bo walks away with a sack of flour."),
    ]
    reading = reading_of(*(text for _, text in parts))
    blocks = tuple(replace(block, kind=kind) for (kind, _), block in zip(parts, reading.blocks, strict=True))
    return replace(reading, kind="screenplay", blocks=blocks)


def test_a_cue_stands_with_its_words():
    pieces = pieces_of(a_script())
    assert [piece.text for piece in pieces][2] == "BO: (low): It is late."
    assert [piece.heading for piece in pieces] == [True, False, False, True, False]


def test_a_story_without_words_is_the_users_to_mend():
    with pytest.raises(BadSource):
        planned(Careful(), replace(reading_of(), blocks=()))


@pytest.mark.parametrize("minutes", [0.0, -1.0, float("inf"), float("nan")])
def test_a_film_runs_for_some_minutes(minutes: float):
    brain, _ = brain_of(Careful())
    with pytest.raises(ValueError, match="minutes"):
        asyncio.run(brain.plan(reading_of(), minutes))


def test_long_paragraphs_are_parted_where_they_stand():
    text = "The wheel turns slowly and the flour falls. " * 200
    block = Block(BlockKind.PARAGRAPH, text, Span(start=0, end=len(text)))
    pieces = pieces_of(replace(reading_of(text), blocks=(block,)))
    assert len(pieces) > 5
    assert all(" ".join(text[one.span.start : one.span.end].split()) == one.text for one in pieces)
    runs = stretches(pieces, 3000)
    assert [one.number for run in runs for one in run] == list(range(1, len(pieces) + 1))
    assert all(sum(len(one.text) for one in run) <= 3000 for run in runs)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("you are late", "You are late."),
        ("YOU, are late!", "You are late."),
        ("He sat on the floor", "He sat on the floor…"),
        ("his back against the wall.", "his back against the wall."),
        ("You are early", ""),
        ("ou are lat", ""),
        ("", ""),
        ("...", ""),
    ],
)
def test_quotes_are_the_sources_own_words(words: str, found: str):
    assert Quotes(STORY[1]).find(words) == found


def test_quotes_of_a_text_without_spaces():
    assert Quotes("「もう遅い」と彼は言った。").find("遅い") == "遅い"
    assert not Quotes("「もう遅い」と彼は言った。").find("早い")
