"""The client of model servers, against a real one on loopback that behaves well."""

import asyncio
import json
import os
import subprocess
import sys
import threading

import pytest
from doubles.chat_server import chat_server
from langchain_core.messages import AIMessage, HumanMessage, SystemMessage, ToolMessage
from langchain_core.tools import tool

from rushes.agents.model.probe import chat_from, probe
from rushes.agents.model.server import ServerChat
from rushes.errors import Bug

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

SCHEMA = {
    "type": "object",
    "properties": {"size": {"enum": ["wide", "close"]}, "note": {"type": "string"}},
    "required": ["size", "note"],
}
FORMAT = {"type": "json_schema", "json_schema": {"name": "shot", "schema": SCHEMA, "strict": True}}


@tool
def widen(shot: str, steps: int = 1) -> str:
    """Make a shot wider."""
    return f"{shot} wider by {steps}"


@tool
def drop(shot: str) -> str:
    """Leave a shot out."""
    return f"{shot} dropped"


def chat(server, **changes):
    return ServerChat(**({"base_url": server.url, "model": "tiny", "patience_s": 5} | changes))


def merged(chunks):
    total, *rest = chunks
    for chunk in rest:
        total += chunk
    return total


def test_an_answer_comes_whole_and_in_pieces():
    with chat_server(say="The mill turns. — «Yes»\n") as server:
        whole = chat(server).invoke("Well?")
        pieces = list(chat(server).stream("Well?"))
    assert whole.content == "The mill turns. — «Yes»\n"
    assert (whole.response_metadata["finish_reason"], whole.response_metadata["model_name"]) == ("stop", "tiny-0")
    assert whole.usage_metadata == {"input_tokens": 11, "output_tokens": 7, "total_tokens": 18}
    assert len([piece for piece in pieces if piece.content]) == 8
    assert merged(pieces).content == whole.content
    assert merged(pieces).usage_metadata == whole.usage_metadata


def test_asynchronous_calls_answer_the_same():
    async def both():
        answer = await chat(server).ainvoke("Well?")
        return answer.content, "".join([piece.content async for piece in chat(server).astream("Well?")])

    with chat_server(say="Late, she said.") as server:
        assert asyncio.run(both()) == ("Late, she said.", "Late, she said.")


def test_many_threads_share_one_model():
    answers = []
    with chat_server(say="Here.") as server:
        model = chat(server)
        threads = [threading.Thread(target=lambda: answers.append(model.invoke("?").content)) for _ in range(8)]
        [thread.start() for thread in threads]
        [thread.join() for thread in threads]
    assert answers == ["Here."] * 8


def test_the_request_holds_what_was_bound_and_the_key_comes_from_the_environment(monkeypatch):
    monkeypatch.setenv("MILL_KEY", "sesame-123\n")
    with chat_server(key="sesame-123") as server:
        model = chat(server, key_from="MILL_KEY", seed=3)
        assert model.bind(seed=9, temperature=1.5, max_tokens=50).invoke("?", stop=["END"]).content == "Four."
        model.invoke("?")
        assert "sesame" not in repr(model) + str(model._identifying_params) + model.model_dump_json()
    first, second = server.bodies
    assert (first["seed"], first["temperature"], first["max_tokens"], first["stop"]) == (9, 1.5, 50, ["END"])
    assert (second["seed"], second["temperature"], second["max_tokens"]) == (3, 0.2, 2048)


def test_the_environment_of_other_clients_is_not_ours(monkeypatch):
    for name in ("OPENAI_BASE_URL", "OPENAI_API_BASE", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "OPENAI_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/v1")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    with chat_server() as server:
        assert chat(server).invoke("?").content == "Four."
    assert "Authorization" not in server.asked[0].headers


@pytest.mark.parametrize("calling", ["native", "form"])
def test_tools_are_called_one_way_or_the_other(calling):
    with chat_server() as server:
        answer = chat(server, calling=calling).bind_tools([widen, drop], tool_choice="any").invoke("Wider!")
        named = chat(server, calling=calling).bind_tools([widen, drop], tool_choice="drop").invoke("Away!")
        none = chat(server, calling=calling).bind_tools([widen, drop], tool_choice="none").invoke("Away!")
    assert [(call["name"], call["args"]) for call in answer.tool_calls] == [("widen", {"shot": "word", "steps": 1})]
    assert [call["name"] for call in named.tool_calls] == ["drop"]
    assert none.tool_calls == []
    assert ("tools" in server.bodies[0]) == (calling == "native")
    assert "tools" not in server.bodies[2]
    assert len(answer.tool_calls[0]["id"]) == 9


def test_a_tool_that_is_not_bound_cannot_be_asked_for():
    with pytest.raises(Bug, match="widen"):
        ServerChat(base_url="http://127.0.0.1:1", model="tiny").bind_tools([widen], tool_choice="explode")


def test_the_same_call_has_the_same_id_and_another_turn_another():
    with chat_server(calls=[("widen", '{"shot": "1"}'), ("widen", '{"shot": "1"}')]) as server:
        model = chat(server).bind_tools([widen])
        first, again = model.invoke("Wider!"), model.invoke("Wider!")
        later = model.invoke([HumanMessage("Wider!"), AIMessage("No."), HumanMessage("Wider!")])
    ids = [[call["id"] for call in answer.tool_calls] for answer in (first, again, later)]
    assert ids[0] == ids[1]
    assert len({*ids[0], *ids[2]}) == 4


@pytest.mark.parametrize("streamed", [False, True])
@pytest.mark.parametrize(
    "arguments",
    ['{"shot": "1', '{"shot": "1"', '["shot"]', "widen it", '{"shot": NaN}', '{"shot": 1e999}', '{"a":' * 3000],
)
def test_arguments_that_cannot_be_read_are_no_call(arguments, streamed):
    with chat_server(calls=[("widen", arguments), ("drop", '{"shot": "2"}')], finish="length") as server:
        model = chat(server).bind_tools([widen, drop])
        answer = merged(list(model.stream("?"))) if streamed else model.invoke("?")
    assert [(call["name"], call["args"]) for call in answer.tool_calls] == [("drop", {"shot": "2"})]
    assert [call["name"] for call in answer.invalid_tool_calls] == ["widen"]
    assert answer.response_metadata["finish_reason"] == "length"


def test_a_conversation_with_tools_is_told_natively():
    with chat_server() as server:
        chat(server).bind_tools([widen]).invoke(TALK)
    roles = [entry["role"] for entry in server.bodies[0]["messages"]]
    assert roles == ["system", "user", "assistant", "tool", "tool", "user"]
    first, second = server.bodies[0]["messages"][2]["tool_calls"]
    assert json.loads(first["function"]["arguments"]) == {"shot": "1"}
    assert json.loads(second["function"]["arguments"]) == {"unreadable": '{"sh'}
    assert server.bodies[0]["messages"][0]["content"] == "You direct.\n\nBriefly."


def test_a_conversation_with_tools_is_told_in_the_form_with_roles_in_turns():
    with chat_server(say='{"say": "Done.", "calls": []}') as server:
        assert chat(server, calling="form").bind_tools([widen]).invoke(TALK).content == "Done."
    entries = server.bodies[0]["messages"]
    assert [entry["role"] for entry in entries] == ["system", "user", "assistant", "user"]
    assert '"name": "widen"' in entries[0]["content"]
    assert json.loads(entries[2]["content"])["calls"] == [{"tool": "widen", "arguments": {"shot": "1"}}]
    assert "Result of widen:\nwider" in entries[3]["content"]


TALK = [
    SystemMessage("You direct."),
    SystemMessage("Briefly."),
    HumanMessage("Wider! \ud83d\x07"),
    AIMessage(
        "Yes.",
        tool_calls=[{"name": "widen", "args": {"shot": "1"}, "id": "a"}],
        invalid_tool_calls=[{"name": "widen", "args": '{"sh', "id": "b", "error": "cut", "type": "invalid_tool_call"}],
    ),
    ToolMessage("wider", tool_call_id="a"),
    ToolMessage("not JSON", tool_call_id="b"),
    HumanMessage("And?"),
]


@pytest.mark.parametrize("schemas", ["json_schema", "json_object"])
def test_answers_of_a_schema_are_asked_for_as_the_server_takes_it(schemas):
    with chat_server(schemas=(schemas,)) as server:
        answer = chat(server, schemas=schemas).bind(response_format=FORMAT).invoke("A shot.")
    assert json.loads(answer.content) == {"size": "wide", "note": "word"}
    assert server.bodies[0]["response_format"]["type"] == schemas


@pytest.mark.parametrize(
    ("said", "content"),
    [
        ('Sure! Here:\n```json\n{"size": "wide", "note": "a {b}"}\n```\nOK?', '{"size": "wide", "note": "a {b}"}'),
        ('<think>{"size": "close"}</think>{"size": "wide"}', '{"size": "wide"}'),
        ('In {braces}, {"size": "wide"}', '{"size": "wide"}'),
        ('{"shots": [{"size": "wide"}, {"size": "cl', '{"shots": [{"size": "wide"}, {"size": "cl'),
        ("I'd rather not.", "I'd rather not."),
    ],
)
def test_json_asked_for_in_words_is_found_in_them_and_never_in_the_middle(said, content):
    with chat_server(say=said, schemas=(), other_schemas="refuses") as server:
        model = chat(server, schemas="words").bind(response_format=FORMAT)
        answer, pieces = model.invoke("A shot."), list(model.stream("A shot."))
    assert answer.content == merged(pieces).content == content
    assert '"enum": ["wide", "close"]' in server.bodies[0]["messages"][0]["content"]
    assert "response_format" not in server.bodies[0]


def test_structured_output_of_langchain_works_on_top():
    from pydantic import BaseModel

    class Wanted(BaseModel):
        """A shot."""

        shot: str

    with chat_server() as server:
        assert chat(server).with_structured_output(Wanted).invoke("A shot.") == Wanted(shot="word")
        assert chat(server, calling="form").with_structured_output(Wanted).invoke("A shot.") == Wanted(shot="word")


def test_what_the_form_says_is_streamed_while_it_is_written():
    form = json.dumps({"say": 'A "wide" one: \U0001f3ac\n', "calls": [{"tool": "drop", "arguments": {"shot": "4"}}]})
    with chat_server(say=form, piece=1) as server:
        pieces = list(chat(server, calling="form").bind_tools([drop]).stream("?"))
    total = merged(pieces)
    assert len([piece for piece in pieces if piece.content]) > 10
    assert total.content == 'A "wide" one: \U0001f3ac\n'
    assert [(call["name"], call["args"]) for call in total.tool_calls] == [("drop", {"shot": "4"})]


def test_a_server_that_does_not_stream_is_asked_for_whole_answers():
    with chat_server(streams=False, say="Whole.") as server:
        assert chat(server, streams=False).invoke("?").content == "Whole."
        assert "".join(piece.content for piece in chat(server, streams=False).stream("?")) == "Whole."


def test_counting_tokens_is_an_estimate_that_needs_no_tokenizer():
    model = ServerChat(base_url="http://127.0.0.1:1", model="tiny")
    assert 100 < model.get_num_tokens("The mill wheel turns slowly. " * 20) < 200
    assert model.get_num_tokens_from_messages([HumanMessage("Well?")]) < 40


def test_what_a_probe_saw_is_what_the_chat_asks_for():
    with chat_server(tools="refuses", schemas=("json_object",)) as server:
        model = chat_from(probe(server.url), max_tokens=99)
        assert (model.calling, model.schemas, model.streams, model.max_tokens) == ("form", "json_object", True, 99)
        assert [call["name"] for call in model.bind_tools([drop], tool_choice="any").invoke("!").tool_calls] == ["drop"]


IMPORTS = """
import sys
import rushes.agents.model.probe
heavy = {'openai', 'tiktoken', 'transformers', 'llama_cpp', 'torch'} & set(sys.modules)
sys.exit(f'imported: {heavy}' if heavy else 0)
"""


def test_no_other_client_and_no_tokenizer_is_imported():
    done = subprocess.run([sys.executable, "-c", IMPORTS], capture_output=True, text=True, check=False, env=os.environ)
    assert done.returncode == 0, done.stderr
