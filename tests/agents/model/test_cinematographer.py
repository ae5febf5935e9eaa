import asyncio
import json

import pytest
from doubles.crew_samples import MARA, TOM, brain_of, setup_of, shot_brief
from doubles.scripted_model import PROMPTS, Asked, Careful, calling, obedient
from hypothesis import given, settings
from hypothesis import strategies as st
from langchain_core.messages import AIMessage, ToolMessage

from rushes.agents.brain import HouseRules, Tried
from rushes.agents.model.locked import described, with_people
from rushes.agents.prompts import version
from rushes.errors import ToolFailed
from rushes.film.manifest import Character
from rushes.film.take import TakeKind

TRIED = (
    Tried(kind=TakeKind.KEYFRAME, take="1-3/k1", result="it is too dark", verdict="re-roll: nothing can be seen"),
    Tried(kind=TakeKind.CLIP, result="the tool ran out of memory"),
)


def composed(script, brief=None):
    brain, chat = brain_of(script)
    return asyncio.run(brain.compose(brief or shot_brief(MARA, TOM))), chat


def writing(**changes: object):
    def script(asked: Asked):
        return Careful()(asked) if asked.tools else json.dumps(PROMPTS | changes)

    return script


def test_a_shot_gets_its_prompts_its_variations_and_its_version():
    found, chat = composed(Careful())
    assert [asked.label for asked in chat.asked] == [
        "cinematographer/1-3/0/1/prompts",
        "cinematographer/1-3/0/1/tools",
    ]
    assert found.by == "scripted"
    assert found.version == version("cinematographer")
    assert found.notes == ()
    composition = found.keyframe_prompt.composition
    assert composition.startswith("Medium shot, to the waist, eye-level camera, 50mm lens. She stands left")
    assert MARA.description in composition
    assert TOM.description in composition
    assert found.motion_prompt.camera.startswith("The camera pushes in slowly on a dolly.")
    assert found.motion_prompt.physics == PROMPTS["physics"]


@pytest.mark.parametrize(
    "framing",
    [
        f"Left of the lamp. {MARA.description} At the right the stair.",
        "Left of the lamp. Mara: a young woman with long black hair, wearing a red wool coat. At the right the stair.",
        "Left of the lamp. A young woman with short red hair in a grey coat. At the right the stair.",
        "Left of the lamp, " + "and a lamp behind it " * 12,
    ],
)
def test_a_locked_description_stands_once_and_word_for_word(framing: str):
    found, _ = composed(writing(framing=framing))
    composition = found.keyframe_prompt.composition
    assert composition.count(MARA.description) == 1
    assert composition.count("a young woman") == 1
    assert composition.count("oman with") == 1
    assert "Left of the lamp" in composition


@settings(max_examples=200)
@given(st.text(max_size=400), st.text(max_size=300), st.lists(st.text(min_size=1, max_size=700), max_size=4))
def test_descriptions_are_whole_or_named_and_never_cut(framing: str, light: str, descriptions: list[str]):
    cast = [Character(id=f"c{n}", name=f"Name{n}", description=words) for n, words in enumerate(descriptions)]
    composition, notes = with_people(framing, light, cast)
    assert len(composition) <= 900
    held = [one for one in cast if described(one) in composition]
    assert len(held) + len(notes) >= len(cast)


def test_a_description_of_full_length_leaves_no_room_for_anything_else():
    long = Character(id="mara", name="Mara", description=("wool " * 180).strip())
    composition, notes = with_people("A wide room.", "Hard light.", [long, TOM])
    assert composition == long.description
    assert notes == ["No room for the description of Tom beside the others."]


def test_earlier_attempts_stand_in_the_conversation_as_calls_with_results():
    _, chat = composed(Careful(), shot_brief(MARA, tried=TRIED))
    talk = chat.asked[1].messages
    calls = [call for message in talk if isinstance(message, AIMessage) for call in message.tool_calls]
    results = [message for message in talk if isinstance(message, ToolMessage)]
    assert [call["name"] for call in calls] == ["paint_keyframe", "shoot_clip"]
    assert [call["id"] for call in calls] == [result.tool_call_id for result in results]
    assert "nothing can be seen" in str(results[0].content)
    assert "out of memory" in str(results[1].content)
    assert "nothing can be seen" in chat.asked[0].text


def test_the_notes_of_director_and_critic_are_told():
    _, chat = composed(Careful(), shot_brief(MARA, note="Colder, please.", critique="The face is lost."))
    assert "The director: Colder, please." in chat.asked[0].text
    assert "The critic: The face is lost." in chat.asked[0].text


def test_the_tools_know_this_shot_and_bounded_numbers_only():
    _, chat = composed(Careful())
    for tool in chat.asked[1].tools:
        properties = tool["function"]["parameters"]["properties"]
        assert properties["shot"]["enum"] == ["1-3"]
        assert properties["variation"]["enum"] == list(range(10))
        assert set(properties) == {"shot", "variation"}


def test_variations_are_the_ones_called():
    def script(asked: Asked):
        calls = (("shoot_clip", {"shot": "1-3", "variation": 7}), ("paint_keyframe", {"shot": "1-3", "variation": 4}))
        return calling(*calls) if asked.tools else Careful()(asked)

    found, _ = composed(script)
    assert (found.keyframe_variation, found.clip_variation) == (4, 7)


@pytest.mark.parametrize(
    "bad",
    [
        AIMessage("I would rather not."),
        calling(("paint_keyframe", {"shot": "1-3", "variation": 1})),
        calling(*(("paint_keyframe", {"shot": "1-3", "variation": 1}),) * 4),
        calling(("paint_keyframe", {"shot": "2-2", "variation": 1}), ("shoot_clip", {"shot": "1-3", "variation": 1})),
        calling(("rm", {"path": "/"})),
    ],
)
def test_calls_that_stay_bad_shoot_variation_0_with_a_note(bad: AIMessage):
    found, chat = composed(lambda asked: bad if asked.tools else Careful()(asked))
    assert (found.keyframe_variation, found.clip_variation) == (0, 0)
    assert len(chat.asked) == 4
    assert found.notes[0].text.startswith("Variation 0 is shot: The model gave no usable answer")
    assert found.keyframe_prompt.composition.startswith("Medium shot")


@pytest.mark.parametrize("said", ["", "No.", "{}", '{"lens": 50, "framing": "", "light": ""}', '{"lens": 51}'])
def test_without_prompts_the_plans_own_are_shot_and_it_is_said(said: str):
    brief = shot_brief(MARA, note="Colder.")
    found, _ = composed(lambda _asked: said, brief)
    own = asyncio.run(HouseRules().compose(brief))
    assert found.keyframe_prompt == own.keyframe_prompt
    assert found.by == "house-rules"
    assert found.notes[0].text.startswith("the model gave no usable answer: ")


def test_the_plans_own_prompts_stand_in_for_a_model_that_died():
    def died(_asked):
        raise ToolFailed("The model's process ended.")

    found, _ = composed(died)
    assert found.by == "house-rules"
    assert "The model's process ended." in found.notes[0].text


def test_random_words_of_the_right_form_make_a_composition():
    found, _ = composed(obedient)
    assert MARA.description in found.keyframe_prompt.composition
    assert 0 <= found.keyframe_variation < 10


def test_a_shot_of_nobody():
    found, _ = composed(Careful(), shot_brief())
    assert found.keyframe_prompt.composition.endswith("the corners stay dark.")
    assert setup_of().cast == ()
