"""The client against llama-cpp-python's own server, with a tiny model of random weights: real inference, real HTTP."""

import json
import signal

import pytest
from doubles.llama_server import llama_server

from rushes.agents.model.probe import chat_from
from rushes.agents.model.server_trouble import ServerLost
from rushes.agents.model.trouble import ContextOverflow

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

SHOT = {
    "type": "object",
    "properties": {"size": {"enum": ["wide", "close"]}, "move": {"enum": ["still", "pan"]}},
    "required": ["size", "move"],
    "additionalProperties": False,
}
FORMAT = {"type": "json_schema", "json_schema": {"name": "shot", "schema": SHOT, "strict": True}}
WIDEN = {"type": "function", "function": {"name": "widen", "description": "Wider.", "parameters": SHOT}}


def test_llama_cpps_own_server_works_through_the_same_code(tmp_path):
    with llama_server(tmp_path / "server.log") as (seen, _):
        assert (seen.models, seen.streaming, seen.schema, seen.where) == (
            ("tiny",),
            True,
            "json_object",
            "this machine",
        )
        assert (seen.base_url.endswith("/v1"), seen.tools, seen.context) == (True, None, None)
        chat = chat_from(seen, max_tokens=40, temperature=1, seed=5)
        first, again = chat.invoke("Well?"), chat.invoke("Well?")
        assert first.content == again.content == "".join(piece.content for piece in chat.stream("Well?"))
        for seed in range(5):
            answer = chat.bind(response_format=FORMAT, seed=seed, max_tokens=200).invoke("A shot.")
            assert set(json.loads(answer.content)) == {"size", "move"}
        cut = chat.bind_tools([WIDEN], tool_choice="any").invoke("Wider!")
        assert (cut.tool_calls, cut.response_metadata["finish_reason"]) == ([], "length")
        assert [call["name"] for call in cut.invalid_tool_calls] == [None]
        with pytest.raises(ServerLost, match="without an answer") as caught:
            chat.invoke("word " * 1000)
        assert "too long" in caught.value.way_out
        with pytest.raises(ContextOverflow):
            chat.model_copy(update={"streams": False}).invoke("word " * 1000)


def test_a_server_that_is_killed_in_the_middle_is_a_lost_connection(tmp_path):
    with llama_server(tmp_path / "server.log") as (seen, child):
        stream = chat_from(seen, max_tokens=1900, temperature=2, seed=2).bind(response_format=LONG).stream("Tell.")
        assert next(stream).content
        child.send_signal(signal.SIGKILL)
        with pytest.raises(ServerLost):
            list(stream)


LONG = {
    "type": "json_schema",
    "json_schema": {"name": "long", "schema": {"type": "array", "minItems": 300, "items": {"enum": [1, 2, 3]}}},
}
