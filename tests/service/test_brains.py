"""Which brain a profile gives, and where a story may go."""

import json

import pytest
from doubles.chat_server import chat_server
from doubles.tiny_llama import tiny_llama

from rushes.agents.brain import HouseRules
from rushes.cli.door import run
from rushes.configs.profile import load_profile, thinking
from rushes.errors import UserMustFix
from rushes.memory.weights import LOCK_NAME, BadWeights
from rushes.service import brains
from rushes.service.brains import agree_to, brain_for, thinker_for, weights_of

loopback = pytest.mark.allow_hosts(["127.0.0.1"])
AFAR = "https://198.51.100.7/v1"


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("RUSHES_WEIGHTS", str(tmp_path / "weights"))
    monkeypatch.setenv("RUSHES_CONFIG", str(tmp_path / "config"))
    monkeypatch.delenv(brains.KEY_FROM, raising=False)
    return tmp_path


def profile(brain=None, model=None, server=None):
    return thinking(load_profile("draft"), brain, model, server)


def test_the_draft_thinks_by_the_house_rules():
    assert isinstance(brain_for(load_profile("draft")), HouseRules)


def test_a_model_asks_for_a_llama_and_an_address_for_a_server():
    assert profile(model="llama-3.1-8b").crew.brain == "llama"
    assert profile(server="http://127.0.0.1:11434/v1").crew.brain == "server"
    assert profile(model="qwen", server="http://127.0.0.1:11434/v1").llm.model == "qwen"
    assert profile(brain="house-rules", model="llama-3.1-8b").crew.brain == "house-rules"
    with pytest.raises(UserMustFix, match="reads like http"):
        profile(server="ftp://somewhere")
    with pytest.raises(UserMustFix):
        profile(server="http://me:secret@127.0.0.1/v1")


def test_a_model_that_is_not_here_says_how_to_get_it():
    with pytest.raises(UserMustFix, match=r"not on this machine") as missing:
        brain_for(profile(model="llama-3.1-8b"))
    assert "rushes models pull llama-3.1-8b" in missing.value.way_out
    assert "(4.9 GB, Llama 3.1 Community License)" in missing.value.title
    with pytest.raises(UserMustFix, match="no language model called"):
        brain_for(profile(model="llama-9"))


def test_the_default_model_is_the_big_one():
    assert weights_of(profile(brain="llama").llm).name == "Meta-Llama-3.1-70B-Instruct-Q4_K_M.gguf"


def test_a_file_of_ones_own_is_locked_at_first_use_and_held_to_it(home, tmp_path):
    own = tmp_path / "My own (Q4).gguf"
    own.write_bytes(tiny_llama().read_bytes())
    thinker = thinker_for(profile(model=str(own)))
    assert thinker is not None
    assert thinker.name == "My-own-Q4"
    assert json.loads((home / "weights" / LOCK_NAME).read_text())[str(own)]["origin"] == "local"
    own.write_bytes(b"GGUF and something else")
    with pytest.raises(BadWeights, match="not the file it was"):
        thinker_for(profile(model=str(own)))


@loopback
def test_a_server_on_this_machine_needs_no_words():
    told: list[str] = []
    with chat_server() as server:
        thinker = thinker_for(profile(server=server.url), told.append)
    assert thinker is not None
    assert thinker.name == "tiny"
    assert told == []


@loopback
def test_a_server_that_is_not_running_is_a_clear_error():
    with pytest.raises(UserMustFix, match="can't be used"):
        thinker_for(profile(server="http://127.0.0.1:9/v1"))


def test_a_project_can_not_send_the_story_away_by_itself():
    """The address stands in the project's settings, which travel with it: a person must have named it himself."""
    with pytest.raises(UserMustFix, match="not on your local network"):
        thinker_for(profile(server=AFAR))


def test_what_a_person_named_is_agreed_to(home, monkeypatch):
    agree_to(AFAR)
    agree_to(AFAR)
    agree_to("http://127.0.0.1:1/v1")
    assert json.loads((home / "config" / "servers.json").read_text()) == [AFAR]
    asked: list[str] = []
    monkeypatch.setattr("rushes.agents.model.probe.probe", lambda url, *_a, **_k: asked.append(url) or 1 / 0)
    with pytest.raises(ZeroDivisionError):
        thinker_for(profile(server=AFAR))
    assert asked == [AFAR]


@loopback
def test_the_key_comes_from_one_variable_and_only_when_it_is_set(monkeypatch):
    with chat_server(key="sesame") as server:
        with pytest.raises(UserMustFix):
            thinker_for(profile(server=server.url))
        monkeypatch.setenv(brains.KEY_FROM, "sesame")
        assert thinker_for(profile(server=server.url)) is not None


@loopback
def test_doctor_says_where_the_words_go(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "story.md").write_text("# A story\n\nRain fell on the quay.\n", encoding="utf-8")
    with chat_server() as server:
        assert run(["new", "story.md", "film", "--server", server.url]) == 0
        capsys.readouterr()
        assert run(["doctor", "-p", "film", "--json"]) == 0
        told = json.loads(capsys.readouterr().out)
    assert server.url in told["network"]
    assert "this machine" in told["network"]
    assert "tools yes" in told["network"]
    assert run(["doctor", "--json"]) == 0
    assert "not used" in json.loads(capsys.readouterr().out)["network"]
