import asyncio
import json

import pytest
from doubles.crew_samples import brain_of, take_brief
from doubles.scripted_model import Careful, obedient

from rushes.agents.brain import Change, Opinion
from rushes.errors import ToolFailed
from rushes.film.take import Decision


def judged(script, **changes: object) -> tuple[Opinion, object]:
    brain, chat = brain_of(script)
    return asyncio.run(brain.judge(take_brief(**changes))), chat


def test_an_opinion_has_a_decision_a_change_and_a_reason():
    said = {"decision": "re-roll", "change": "prompt", "reason": "The lamp's light  is missing."}
    found, chat = judged(lambda _asked: json.dumps(said))
    assert found == Opinion(decision=Decision.REROLL, change=Change.PROMPT, reason="The lamp's light is missing.")
    assert [asked.label for asked in chat.asked] == ["critic/1-3/k1"]


def test_measures_gates_and_intent_are_told_in_words():
    _, chat = judged(Careful())
    told = chat.asked[0].text
    assert "luma is 6, the gate is 14..240: FAILED: its mean brightness is 6 of 255" in told
    assert "contrast is 40, the gate is 8..: passed" in told
    assert "Action: Mara sets the oil can down." in told
    assert "Attempts left after this one: 2." in told


def test_a_model_may_say_what_it_likes_here_the_gates_are_held_elsewhere():
    found, _ = judged(Careful())
    assert found.decision is Decision.ACCEPT


@pytest.mark.parametrize(
    "said",
    [
        "",
        "Fine by me!",
        '{"decision": "approve", "reason": "good"}',
        '{"decision": "accept"}',
        '{"decision": "accept", "reason": " "}',
        '{"decision": ["accept"], "reason": "good"}',
    ],
)
def test_an_opinion_that_is_none_leaves_the_numbers_own_word(said: str):
    found, chat = judged(lambda _asked: said)
    assert len(chat.asked) == 3
    assert found.decision is Decision.REROLL
    assert found.reason.startswith("its mean brightness is 6 of 255 (the model gave no usable answer: ")
    assert len(found.reason) <= 900


def test_the_numbers_stand_in_for_a_server_that_is_gone():
    def gone(_asked):
        raise ToolFailed("The model server went away.")

    found, _ = judged(gone)
    assert found.decision is Decision.REROLL
    assert "The model server went away." in found.reason


def test_any_answer_of_the_right_form_is_an_opinion():
    found, _ = judged(obedient)
    assert found.decision in {Decision.ACCEPT, Decision.REROLL, Decision.ASK}
