"""Asking a server what it can do: what it shows, and unknown for the rest."""

import pytest
from doubles.chat_server import chat_server

from rushes.agents.model import server_address
from rushes.agents.model.probe import chat_from, probe
from rushes.agents.model.server_address import ServerAddress, where
from rushes.agents.model.server_trouble import BadAddress

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


def test_a_good_server_shows_all_it_can_do_in_two_completions():
    with chat_server(models=[{"id": "tiny", "max_model_len": 8192}]) as server:
        found = probe(server.url)
    assert (found.reachable, found.where, found.models, found.model) == (True, "this machine", ("tiny",), "tiny")
    assert (found.schema, found.does_schemas, found.tools, found.streaming) == ("json_schema", True, True, True)
    assert (found.context, found.trouble) == (8192, "")
    assert found.ms is not None
    assert 0 < found.ms < 5000
    assert len(server.bodies) == 2


@pytest.mark.parametrize(
    ("manners", "seen"),
    [
        ({"tools": "refuses"}, ("json_schema", False, True)),
        ({"tools": "ignores"}, ("json_schema", None, True)),
        ({"calls": [("clap", '{"clap": "sev')]}, ("json_schema", False, True)),
        ({"schemas": ("json_object",)}, ("json_object", True, True)),
        ({"schemas": ()}, ("no", True, True)),
        ({"schemas": (), "other_schemas": "ignores", "tools": "ignores"}, ("no", None, True)),
        ({"schemas": (), "tools": "refuses"}, ("no", False, True)),
        ({"schemas": (), "other_schemas": "ignores", "say": "", "thoughts": 9, "finish": "length"}, (None, True, True)),
        ({"streams": False}, (None, None, False)),
    ],
)
def test_what_a_server_lacks_is_seen_in_at_most_three_completions(manners, seen):
    with chat_server(**manners) as server:
        found = probe(server.url)
        assert (found.schema, found.tools, found.streaming) == seen
        answered = [body for body in server.bodies if not _was_refused(body, manners)]
        assert len(answered) <= 3
        assert chat_from(found).invoke("Well?") is not None


def _was_refused(body, manners):
    way = (body.get("response_format") or {}).get("type")
    return bool(
        (way and way not in manners.get("schemas", ("json_schema", "json_object")) and "other_schemas" not in manners)
        or (body.get("tools") and manners.get("tools") == "refuses")
        or (body.get("stream") and not manners.get("streams", True))
    )


@pytest.mark.parametrize(
    ("model", "also", "context"),
    [
        ({"id": "tiny", "loaded_context_length": 4096}, {}, 4096),
        ({"id": "tiny", "meta": {"n_ctx_train": 131072}}, {}, None),
        ({"id": "tiny"}, {"/props": {"default_generation_settings": {"n_ctx": 16384}}}, 16384),
        ({"id": "tiny"}, {"/api/ps": {"models": [{"name": "tiny:latest", "context_length": 2048}]}}, 2048),
        ({"id": "tiny"}, {"/api/ps": {"models": [{"name": "other", "context_length": 2048}]}}, None),
        ({"id": "tiny"}, {"/api/show": {"parameters": 'stop "x"\nnum_ctx                 6000\n'}}, 6000),
        ({"id": "tiny"}, {"/api/show": {"model_info": {"llama.context_length": 131072}}}, None),
        ({"id": "tiny"}, {"/api/v0/models": {"data": [{"id": "tiny", "loaded_context_length": 5000}]}}, 5000),
        ({"id": "tiny"}, {"/api/v0/models": {"data": [{"id": "tiny", "max_context_length": 5000}]}}, None),
        ({"id": "tiny", "max_model_len": -5}, {"/props": [1], "/api/ps": "x", "/api/show": {"parameters": 3}}, None),
        ({"id": "tiny", "max_model_len": True}, {"/props": {"n_ctx": 10**12}}, None),
    ],
)
def test_the_context_is_what_is_served_and_never_what_was_trained(model, also, context):
    with chat_server(models=[model], also=also) as server:
        assert probe(server.url).context == context


def test_an_address_without_v1_is_mended_when_that_is_where_it_answers():
    with chat_server() as server:
        found = probe(server.root + "/")
    assert (found.base_url, found.model, found.trouble) == (server.url, "tiny", "")


def test_of_several_models_none_is_loaded_unasked():
    with chat_server(models=[{"id": "llama:latest"}, {"id": "qwen"}]) as server:
        found = probe(server.url)
        assert (found.models, found.model, found.tools) == (("llama:latest", "qwen"), None, None)
        assert "Name one" in found.trouble
        assert server.bodies == []
        assert "no model named tiny" in probe(server.url, "tiny").trouble
        assert server.bodies == []
        assert probe(server.url, "qwen").tools is True


@pytest.mark.parametrize(
    ("manners", "reachable", "words"),
    [
        ({"key": "sesame"}, True, "refused the API key"),
        ({"fault": "status", "status": 503, "words": "Loading model"}, True, "Loading model"),
        ({"fault": "garbage"}, True, "not JSON"),
        ({"fault": "redirect", "location": "http://203.0.113.9/"}, True, "sends us on"),
        (
            {"fault": "unfinished", "schemas": (), "other_schemas": "ignores", "say": "A longer answer."},
            True,
            "half way",
        ),
        ({"roots": ("/elsewhere",)}, True, "404"),
        ({"models": []}, True, "no models"),
    ],
)
def test_trouble_is_told_and_the_rest_is_unknown(manners, reachable, words):
    with chat_server(**manners) as server:
        found = probe(server.url)
    assert found.reachable is reachable
    assert words in found.trouble
    assert (found.schema, found.tools, found.does_schemas) == (None, None, None)


def test_nothing_there_is_no_error_of_a_probe():
    with chat_server() as server:
        url = server.url
    found = probe(url)
    assert (found.reachable, found.ms, found.models) == (False, None, None)
    assert "No model server answers" in found.trouble


def test_an_address_that_is_none_is_an_error_of_a_probe():
    with pytest.raises(BadAddress):
        probe("mill")


@pytest.mark.parametrize(
    ("host", "place"),
    [
        ("localhost", "this machine"),
        ("Mill.localhost.", "this machine"),
        ("127.0.0.1", "this machine"),
        ("127.9.9.9", "this machine"),
        ("0.0.0.0", "this machine"),
        ("[::1]", "this machine"),
        ("[::ffff:127.0.0.1]", "this machine"),
        ("10.1.2.3", "local network"),
        ("172.16.0.1", "local network"),
        ("192.168.1.20", "local network"),
        ("[fd12::1]", "local network"),
        ("[::ffff:192.168.1.20]", "local network"),
        ("172.32.0.1", "elsewhere"),
        ("100.64.0.1", "elsewhere"),
        ("192.0.2.1", "elsewhere"),
        ("8.8.8.8", "elsewhere"),
        ("[2001:4860:4860::8888]", "elsewhere"),
    ],
)
def test_where_an_address_is(host, place):
    assert where(ServerAddress(f"http://{host}:8080/v1")) == place


@pytest.mark.parametrize(
    ("addresses", "place"),
    [
        (["127.0.0.1"], "this machine"),
        (["127.0.0.1", "192.168.1.2"], "local network"),
        (["127.0.0.1", "8.8.8.8", "10.0.0.1"], "elsewhere"),
        ([], None),
    ],
)
def test_a_name_is_where_the_farthest_of_its_addresses_is(addresses, place, monkeypatch):
    def looked_up(host, *_, **__):
        assert host == "mill.example"
        if not addresses:
            raise OSError("unknown")
        return [(0, 0, 0, "", (address, 0)) for address in addresses]

    monkeypatch.setattr(server_address.socket, "getaddrinfo", looked_up)
    assert where(ServerAddress("https://mill.example/v1")) == place
