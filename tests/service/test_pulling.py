"""Pulling weights through the hub's own client, from a hub on loopback."""

import json

import pytest
from doubles.hub import FILE, REPOSITORY, REVISION, Hub, hub_server

from rushes.cli.door import run
from rushes.configs.inventory import LlmEntry, Published
from rushes.errors import DiskTrouble, ToolFailed, UserMustFix
from rushes.memory.weights import LOCK_NAME, BadWeights
from rushes.service.pulling import Standing, checked, pull

pytest.importorskip("huggingface_hub")
pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


def entry(published: Published | None = None) -> LlmEntry:
    return LlmEntry(
        title="Tiny",
        repository=REPOSITORY,
        file=FILE,
        chat="in the file",
        licence="none of note",
        gate="none",
        context=2048,
        usual_context=1024,
        layers=2,
        kv_heads=2,
        head_size=16,
        memory_source="computed",
        published=published,
    )


@pytest.fixture
def hub(tmp_path, monkeypatch):
    monkeypatch.setenv("RUSHES_WEIGHTS", str(tmp_path / "weights"))
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hf"))
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.delenv(name, raising=False)
    made = Hub()
    with hub_server(made) as address:
        monkeypatch.setattr("rushes.service.pulling.ENDPOINT", address)
        yield made


def test_the_first_pull_records_what_the_hub_serves_and_later_loads_are_held_to_it(hub, tmp_path):
    locked = pull(entry())
    assert (locked.revision, locked.sha256, locked.size) == (REVISION, hub.sha256, len(hub.content))
    file = tmp_path / "weights" / FILE
    assert file.read_bytes() == hub.content
    lock = json.loads((tmp_path / "weights" / LOCK_NAME).read_text())
    assert lock[str(file)]["sha256"] == hub.sha256
    assert checked(Standing("tiny", entry(), file, len(hub.content))) == locked
    file.write_bytes(b"GGUF, but another")
    with pytest.raises(BadWeights, match="not the file it was"):
        checked(Standing("tiny", entry(), file, 17))


def test_a_pull_again_fetches_nothing_twice(hub):
    assert pull(entry()) == pull(entry())
    assert sum(FILE in asked for asked in hub.asked) == 1


def test_a_known_file_is_asked_for_by_its_commit_and_no_other_is_taken(hub):
    known = Published(revision=REVISION, sha256=hub.sha256, size=len(hub.content))
    assert pull(entry(known)).sha256 == hub.sha256
    other = Published(revision=REVISION, sha256="f" * 64, size=len(hub.content))
    with pytest.raises(BadWeights):
        pull(entry(other))


def test_a_hub_that_changes_its_file_after_the_first_pull_is_refused(hub, tmp_path):
    pull(entry())
    hub.content = b"GGUF" + b"other" * 100
    (tmp_path / "weights" / FILE).unlink()
    with pytest.raises(BadWeights):
        pull(entry())


def test_a_gate_says_where_the_licence_is(hub):
    hub.gated = True
    with pytest.raises(UserMustFix, match="licence accepted first") as refused:
        pull(entry())
    assert f"huggingface.co/{REPOSITORY}" in refused.value.way_out


def test_a_file_that_is_gone_and_a_hub_that_fails_are_clear_errors(hub):
    hub.status = 404
    with pytest.raises(UserMustFix, match="any more"):
        pull(entry())


def test_a_hub_out_of_reach_is_a_clear_error(hub, monkeypatch):
    monkeypatch.setattr("rushes.service.pulling.ENDPOINT", "http://127.0.0.1:9")
    with pytest.raises(ToolFailed, match="could not be reached"):
        pull(entry())


def test_a_full_disk_is_said_before_anything_is_fetched(hub):
    big = Published(revision=REVISION, sha256=hub.sha256, size=10**17)
    with pytest.raises(DiskTrouble, match="GB free"):
        pull(entry(big))
    assert hub.asked == []


def test_the_command_lists_and_checks(hub, capsys):
    assert run(["models", "list", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert {one["name"] for one in listed} >= {"llama-3.1-70b", "llama-3.1-8b"}
    assert all(one["here"] is False for one in listed)
    assert run(["models", "check"]) == 0
    assert run(["models", "pull", "no-such-model"]) == 3
    assert "Known are" in capsys.readouterr().err
