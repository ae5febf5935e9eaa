"""The client of model servers, against one that misbehaves: typed errors with a way out, and never for ever."""

import logging
import socket
import time

import pytest
from doubles.chat_server import chat_server
from langchain_core.messages import HumanMessage

from rushes.agents.model.server import ServerChat
from rushes.agents.model.server_trouble import (
    BadAddress,
    NoSuchModel,
    ServerBroke,
    ServerLost,
    ServerNeedsKey,
    ServerNotRunning,
    ServerRefused,
    ServerSendsElsewhere,
    ServerSilent,
)
from rushes.agents.model.trouble import ContextOverflow
from rushes.errors import RushesError

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
LONG = "The mill wheel turns. " * 20


def chat(server, **changes):
    return ServerChat(**({"base_url": server.url, "model": "tiny", "patience_s": 5} | changes))


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def test_a_server_that_is_not_running_is_told_with_how_to_start_it():
    model = ServerChat(base_url=f"http://127.0.0.1:{free_port()}/v1", model="tiny")
    with pytest.raises(ServerNotRunning, match="No model server answers") as caught:
        model.invoke("?")
    assert "Start the server" in caught.value.way_out
    assert caught.value.exit_code == 3


@pytest.mark.parametrize(
    ("fault", "trouble", "words"),
    [
        ({"fault": "status", "status": 500}, ServerRefused, "500.*gone for a walk"),
        ({"fault": "status", "status": 503, "words": "Loading model"}, ServerRefused, "Loading model"),
        ({"fault": "garbage"}, ServerBroke, "not JSON"),
        ({"fault": "hangs up"}, ServerLost, "was lost"),
        ({"fault": "cut"}, ServerLost, "half way"),
        ({"fault": "unfinished"}, ServerLost, "half way"),
        ({"fault": "error event"}, ServerBroke, "out of memory"),
        ({"fault": "one line"}, ServerBroke, "line of more than"),
    ],
)
@pytest.mark.parametrize("streamed", [False, True])
def test_faults_are_typed_errors(fault, trouble, words, streamed):
    with chat_server(say=LONG, **fault) as server, pytest.raises(trouble, match=words) as caught:
        list(chat(server).stream("?")) if streamed else chat(server).invoke("?")
    assert caught.value.way_out
    assert isinstance(caught.value, RushesError)


@pytest.mark.parametrize("fault", ["silent", "comments"])
def test_silence_ends_after_the_patience_even_when_comments_keep_the_stream_open(fault):
    with chat_server(say=LONG, fault=fault) as server:
        started = time.monotonic()
        with pytest.raises(ServerSilent, match=r"0\.3 seconds"):
            chat(server, patience_s=0.3).invoke("?")
        assert time.monotonic() - started < 3


def test_an_answer_without_end_is_cut_at_what_was_asked_for():
    with chat_server(say=LONG, fault="endless") as server:
        answer = chat(server, max_tokens=50).invoke("?")
    assert answer.response_metadata["finish_reason"] == "length"
    assert len(answer.content) < 2000


def test_broken_utf_8_and_control_characters_never_reach_an_answer():
    with chat_server(say="ab\x1b[31m\x00c\ud83d\r\nd\tefghi", fault="bad utf-8", piece=9) as server:
        answer = chat(server).invoke("?")
        streamed = "".join(piece.content for piece in chat(server).stream("?"))
    assert answer.content == streamed
    assert answer.content.startswith("ab[31mc")
    assert "caf\ufffd \ufffd" in answer.content
    answer.content.encode()
    assert not set("\x00\x1b\r") & set(answer.content)


def test_a_redirect_is_never_followed():
    with chat_server() as other, chat_server(fault="redirect", location=other.url + "/chat/completions") as server:
        with pytest.raises(ServerSendsElsewhere, match="sends us on to http://127"):
            chat(server).invoke("?")
        assert other.asked == []


def test_a_model_that_is_not_there_is_told_with_those_that_are():
    models = [{"id": "llama"}, {"id": "qwen\x1b[2J"}, {"no": "id"}]
    with chat_server(models=models) as server, pytest.raises(NoSuchModel, match="no model named tiny") as caught:
        chat(server).invoke("?")
    assert caught.value.models == ("llama", "qwen[2J")
    assert "llama, qwen" in caught.value.way_out


@pytest.mark.parametrize(
    "words",
    [
        "the request exceeds the available context size, try increasing it",
        "This model's maximum context length is 2048 tokens",
        "Trying to keep the first 4096 tokens when context the overflows. exceed_context_size_error",
    ],
)
def test_a_prompt_the_server_finds_too_long_says_so(words):
    with chat_server(fault="status", status=400, words=words) as server, pytest.raises(ContextOverflow) as caught:
        chat(server, context=2048).invoke("?")
    assert (caught.value.asked, caught.value.fits) == (None, 2048)


def test_a_prompt_that_cannot_fit_is_not_even_sent():
    with chat_server() as server:
        with pytest.raises(ContextOverflow, match="2,048"):
            chat(server, context=2048).invoke("word " * 3000)
        assert server.asked == []
        chat(server, context=2048).invoke("word " * 1000)
    assert 64 <= server.bodies[0]["max_tokens"] < 900


def test_the_address_without_v1_is_explained():
    with chat_server() as server, pytest.raises(ServerRefused) as caught:
        chat(server, base_url=server.root).invoke("?")
    assert "/v1" in caught.value.way_out


def test_a_wrong_key_is_told_without_telling_it(monkeypatch, caplog):
    caplog.set_level(logging.DEBUG)
    monkeypatch.setenv("MILL_KEY", "sk-hush-hush")
    with chat_server(key="another") as server, pytest.raises(ServerNeedsKey, match="wrong key: Bearer …") as caught:
        chat(server, key_from="MILL_KEY").invoke("?")
    told = [str(caught.value), repr(caught.value), caplog.text, repr(caught.value.__cause__)]
    assert not any("sk-hush-hush" in text for text in told)


@pytest.mark.parametrize("key", ["", "two words", "line\nbreak", "café", "x" * 5000])
def test_a_key_that_cannot_be_one_is_never_sent_nor_told(key, monkeypatch):
    monkeypatch.setenv("MILL_KEY", key)
    with chat_server() as server:
        with pytest.raises(ServerNeedsKey, match="MILL_KEY") as caught:
            chat(server, key_from="MILL_KEY").invoke("?")
        assert server.asked == []
    assert not key or key not in str(caught.value)


def test_a_key_never_crosses_the_internet_in_clear(monkeypatch):
    monkeypatch.setenv("MILL_KEY", "sesame")
    with pytest.raises(BadAddress, match="unencrypted"):
        ServerChat(base_url="http://203.0.113.9/v1", model="tiny", key_from="MILL_KEY").invoke("?")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "127.0.0.1:8080",
        "ftp://127.0.0.1/v1",
        "file:///etc/passwd",
        "http://",
        "http://user:hunter2@127.0.0.1/v1",
        "http://127.0.0.1/v1?key=hunter2",
        "http://127.0.0.1/v1#hunter2",
        "http://127.0.0.1:99999999/v1",
        "http://[::1/v1",
        "http://127.0.0.1\n.evil/hunter2",
    ],
)
def test_addresses_that_are_none_are_refused_and_not_repeated(url):
    with pytest.raises(BadAddress) as caught:
        ServerChat(base_url=url, model="tiny")
    assert "hunter2" not in str(caught.value)
    assert "http://127.0.0.1:11434/v1" in caught.value.way_out


def test_the_name_of_a_key_is_a_name_and_never_the_key():
    with pytest.raises(BadAddress) as caught:
        ServerChat(base_url="http://127.0.0.1:1", model="tiny", key_from="sk-hush-hush")
    assert "sk-hush" not in str(caught.value)


def test_leaving_a_stream_hangs_up():
    with chat_server(say=LONG, fault="endless") as server:
        stream = chat(server, max_tokens=10_000).stream("?")
        assert next(stream).content
        stream.close()
        assert chat(server, max_tokens=10).invoke([HumanMessage("again")]).content


@pytest.mark.parametrize(
    "body",
    [
        {},
        [],
        "words",
        {"choices": []},
        {"choices": [None]},
        {"choices": {"0": 1}},
        {"choices": [{"delta": 7, "finish_reason": 3}]},
        {"choices": [{"message": {"content": {"a": 1}, "tool_calls": "no"}}]},
        {"choices": [{"message": {"content": [{"text": "Yes"}, 5], "tool_calls": [1, {"function": 2}]}}]},
        {"choices": [{"message": {"tool_calls": [{"index": "x", "function": {"arguments": {"a": 1}}}]}}], "usage": []},
        {"choices": [{"message": {"content": "x"}}], "usage": {"prompt_tokens": -1, "completion_tokens": "many"}},
    ],
)
def test_answers_of_another_shape_are_answers_or_typed_errors(body):
    with chat_server(also={"/v1/chat/completions": body}) as server:
        try:
            answer = chat(server, streams=False).invoke("?")
        except (ServerLost, ServerBroke):
            return
    assert isinstance(answer.content, str)
    assert answer.tool_calls == []
