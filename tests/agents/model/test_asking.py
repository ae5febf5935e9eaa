import asyncio
from typing import Annotated, Literal

import pytest
from doubles.scripted_model import Asked, ScriptedModel, calling
from langchain_core.messages import AIMessage, ToolMessage
from pydantic import BaseModel, Field

from rushes.agents.model.asking import ask, call_tools, opening, seed_of
from rushes.agents.model.cinematographer import tools_for
from rushes.agents.prompts import Prompt
from rushes.errors import AgentMayRetry

OPENING = opening(Prompt("You count.", "Count."))


class Counted(BaseModel):
    size: Literal["small", "large"]
    count: Annotated[int, Field(ge=0, le=9)] = 0
    words: Annotated[str, Field(max_length=20)] = ""


def answered(*answers: str | AIMessage, **asking: object) -> tuple[Counted, ScriptedModel]:
    row = list(answers)
    chat = ScriptedModel(script=lambda _asked: row.pop(0) if len(row) > 1 else row[0])
    return asyncio.run(ask(chat, "count/1", OPENING, Counted, **asking)), chat


@pytest.mark.parametrize(
    ("written", "count", "words"),
    [
        ('{"size": "small", "count": 3}', 3, ""),
        ('Here it is:\n```json\n{"size": "small", "count": 3}\n```\nAnything else?', 3, ""),
        ('{"size": "small", "count": 3} {"size": "large"', 3, ""),
        ('<think>{"size": "large"}</think>{"size": "small", "count": 3}', 3, ""),
        ('{"size": "small", "count": "3"}', 3, ""),
        ('{"size": "small", "count": 300}', 9, ""),
        ('{"size": "small", "count": "null", "words": "None"}', 0, ""),
        ('{"size": "small", "count": null, "more": [1, 2]}', 0, ""),
        ('{"size": "small", "words": "a\x00b\nc\\ud83d"}', 0, "ab\nc\ufffd"),
        ('{"size": "small", "words": "' + "a" * 10_000 + '"}', 0, "a" * 20),
    ],
)
def test_answers_are_read_as_they_are_meant(written: str, count: int, words: str):
    found, chat = answered(written)
    assert (found.size, found.count, found.words) == ("small", count, words)
    assert len(chat.asked) == 1


@pytest.mark.parametrize(
    "written",
    [
        "",
        "I'm sorry, but I can't help with that.",
        '{"size": "small", "count": 3',
        '{"size": "enormous"}',
        '{"size": "small", "count": NaN}',
        '{"a":' * 20_000,
        "a" * 10_000,
        "[" * 50_000,
        '["small"]',
    ],
)
def test_a_bad_answer_goes_back_twice_with_the_reason_and_then_it_is_over(written: str):
    chat = ScriptedModel(script=lambda _asked: written)
    with pytest.raises(AgentMayRetry, match="count/1"):
        asyncio.run(ask(chat, "count/1", OPENING, Counted))
    assert [len(asked.messages) for asked in chat.asked] == [2, 4, 6]
    assert "can't be used" in str(chat.asked[1].messages[-1].content)
    assert all(len(asked.text) < 8000 for asked in chat.asked)


def test_the_second_answer_may_be_the_good_one():
    found, chat = answered("{}", '{"size": "large"}')
    assert found.size == "large"
    assert "size" in str(chat.asked[1].messages[-1].content)


def test_a_check_says_what_is_wrong():
    found, chat = answered(
        '{"size": "small"}', '{"size": "large"}', check=lambda one: "it is too small." if one.size == "small" else ""
    )
    assert found.size == "large"
    assert "it is too small." in str(chat.asked[1].messages[-1].content)


def test_an_exchange_has_its_label_its_own_seed_and_its_choices():
    _, chat = answered("{}", '{"size": "large", "words": "yes"}', choices={"words": ["yes", "no"], "count": []})
    assert [asked.label for asked in chat.asked] == ["count/1", "count/1"]
    assert [asked.seed for asked in chat.asked] == [seed_of("count/1", 0), seed_of("count/1", 1)]
    properties = chat.asked[0].schema["properties"]
    assert properties["words"] == {"enum": ["yes", "no"]}
    assert properties["count"] == {"enum": list(range(10))}


def test_a_chat_model_that_takes_no_label_gets_none():
    _, chat = answered('{"size": "small"}')
    plain = ScriptedModel(script=chat.script, takes_labels=False)
    asyncio.run(ask(plain, "count/1", OPENING, Counted))
    assert (plain.asked[0].label, plain.asked[0].seed) == ("", 0)


PAINT = ("paint_keyframe", {"shot": "1-3", "variation": 2})
SHOOT = ("shoot_clip", {"shot": "1-3", "variation": 0})


def called(*answers: AIMessage | str):
    row = list(answers)
    chat = ScriptedModel(script=lambda _asked: row.pop(0) if len(row) > 1 else row[0])
    both = lambda calls: "" if {one["name"] for one in calls} == {PAINT[0], SHOOT[0]} else "both are wanted."  # noqa: E731
    return asyncio.run(call_tools(chat, "shoot/1-3", OPENING, tools_for("1-3"), both)), chat


def test_good_calls_come_through():
    calls, chat = called(calling(PAINT, SHOOT))
    assert [(call["name"], call["args"]["variation"]) for call in calls] == [("paint_keyframe", 2), ("shoot_clip", 0)]
    assert len(chat.asked) == 1


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (calling(("delete_everything", {}), SHOOT), "no tool 'delete_everything'"),
        (calling(("paint_keyframe", {"shot": "2-1", "variation": 2}), SHOOT), 'must be one of ["1-3"]'),
        (calling(("paint_keyframe", {"shot": "1-3", "variation": 11}), SHOOT), "variation must be one of"),
        (calling(("paint_keyframe", {"shot": "1-3", "variation": True}), SHOOT), "variation must be one of"),
        (calling(("paint_keyframe", {"shot": "1-3", "variation": [1]}), SHOOT), "variation must be one of"),
        (calling(("paint_keyframe", {**PAINT[1], "path": "/etc/passwd"}), SHOOT), "no argument 'path'"),
        (calling(PAINT), "both are wanted."),
        (AIMessage("I paint it now."), "both are wanted."),
        (
            AIMessage("", invalid_tool_calls=[{"name": "paint_keyframe", "args": "{", "id": "x", "error": "cut"}]),
            "both are wanted.",
        ),
    ],
)
def test_bad_calls_go_back_and_are_answered_one_by_one(bad: AIMessage, reason: str):
    calls, chat = called(bad, calling(PAINT, SHOOT))
    assert len(calls) == 2
    again = chat.asked[1].messages
    results = [message for message in again if isinstance(message, ToolMessage)]
    assert [one.tool_call_id for one in results] == [call["id"] for call in bad.tool_calls]
    assert reason in "\n".join(str(message.content) for message in again)


def test_one_tool_in_a_loop_ends():
    with pytest.raises(AgentMayRetry, match="both are wanted"):
        called(calling(PAINT, PAINT, PAINT, PAINT))


def test_fields_of_a_scripted_exchange_are_seen():
    seen: list[Asked] = []
    chat = ScriptedModel(script=lambda asked: seen.append(asked) or '{"size": "small"}')
    asyncio.run(ask(chat, "count/2", OPENING, Counted))
    assert seen[0].text == "You count.\nCount."
