"""Pulling models that are folders, through the hub's own client, from a hub on loopback."""

import hashlib
import json

import pytest
from doubles.hub import MODEL, REVISION, Hub, hub_server
from doubles.model_folders import entry, files, safetensors

from rushes.cli.door import run
from rushes.errors import DiskTrouble, ToolFailed, UserMustFix
from rushes.memory.model_lock import held_model, pinned
from rushes.memory.models import folder_of
from rushes.memory.weight_files import BadWeights
from rushes.service import pulling, stock
from rushes.service.pulling_models import pull_model

pytest.importorskip("huggingface_hub")
pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("RUSHES_WEIGHTS", str(tmp_path / "weights"))
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hf"))
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy", "HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "weights"


@pytest.fixture
def hub(home, monkeypatch):
    made = Hub(files=files())
    with hub_server(made) as address:
        monkeypatch.setattr("rushes.service.pulling.ENDPOINT", address)
        yield made


def fetched(hub):
    return [asked for asked in hub.asked if "/resolve/" in asked]


def test_a_pull_brings_the_parts_into_the_cache_and_locks_them(hub, home, tmp_path):
    told = []
    locked = pull_model(entry(), told.append)
    folder = folder_of(entry())
    assert folder == tmp_path / "hf" / "hub" / "models--crew--Tiny-Model" / "snapshots" / REVISION
    assert (folder / "transformer" / "config.json").read_bytes() == b"{}"
    assert not (folder / "transformer" / "model.bin").exists()
    assert not (folder / "all-in-one.safetensors").exists()
    assert (locked.origin, locked.revision, len(locked.files)) == ("hub", REVISION, 5)
    assert pinned(home, entry()) == REVISION
    assert held_model(home, entry(), folder) == locked
    assert len(told) == 5


def test_a_pull_again_fetches_nothing_twice(hub):
    first = pull_model(entry())
    count = len(fetched(hub))
    assert pull_model(entry()) == first
    assert len(fetched(hub)) == count == 5
    assert any(f"/revision/{REVISION}" in asked for asked in hub.asked)


def test_a_pull_that_broke_off_goes_on_where_it_was(hub, tmp_path):
    large = safetensors(5_000_000)
    hub.files["transformer/model-00001-of-00002.safetensors"] = large
    hub.breaks_off = 15_000_000
    with pytest.raises(ToolFailed, match="broke off"):
        pull_model(entry())
    hub.breaks_off = 0
    hub.ranges.clear()
    told = []
    pull_model(entry(), told.append)
    assert hub.ranges == ["bytes=10485760-"]  # the client writes ten MiB at a time
    assert any(line.endswith("20 MB, 10 MB of it are here") for line in told)
    assert (folder_of(entry()) / "transformer/model-00001-of-00002.safetensors").read_bytes() == large
    assert not list((tmp_path / "hf").rglob("*.rushes-part*"))


def test_a_persons_token_goes_with_every_question_for_gated_models(hub, monkeypatch):
    hub.files["transformer/model-00001-of-00002.safetensors"] = safetensors(3_000_000)
    monkeypatch.setenv("HF_TOKEN", "hf_mine")
    pull_model(entry())
    assert hub.tokens == {"Bearer hf_mine"}


def test_what_was_damaged_on_its_way_is_thrown_away_and_fetched_again(hub, tmp_path):
    name = "transformer/model-00001-of-00002.safetensors"
    large = safetensors(5_000_000)
    hub.files[name] = large
    blobs = tmp_path / "hf" / "hub" / "models--crew--Tiny-Model" / "blobs"
    blobs.mkdir(parents=True)
    (blobs / f"{hashlib.sha256(large).hexdigest()}.rushes-part").write_bytes(bytes(12_000_000))
    with pytest.raises(ToolFailed, match="damaged on its way"):
        pull_model(entry())
    pull_model(entry())
    assert (folder_of(entry()) / name).read_bytes() == large


def test_a_gate_a_missing_repository_and_a_hub_out_of_reach_are_clear(hub, monkeypatch):
    hub.gated = True
    with pytest.raises(UserMustFix, match="licence accepted first") as refused:
        pull_model(entry())
    assert f"huggingface.co/{MODEL}" in refused.value.way_out
    assert "HF_TOKEN" in refused.value.way_out
    monkeypatch.setattr("rushes.service.pulling.ENDPOINT", "http://127.0.0.1:9")
    with pytest.raises(ToolFailed, match="could not be reached"):
        pull_model(entry())


def test_pickles_alone_are_no_model(hub):
    hub.files = {"model.bin": b"pickle", "config.json": b"{}"}
    with pytest.raises(UserMustFix, match="takes no pickles"):
        pull_model(entry())
    assert fetched(hub) == []


def test_a_full_disk_is_said_before_anything_is_fetched(hub, monkeypatch):
    monkeypatch.setattr(pulling.shutil, "disk_usage", lambda _folder: type("Disk", (), {"free": 1 << 20}))
    with pytest.raises(DiskTrouble, match="GB free"):
        pull_model(entry())
    assert fetched(hub) == []


def test_a_model_that_is_on_no_hub_says_where_its_makers_put_it(home):
    with pytest.raises(UserMustFix) as elsewhere:
        pull_model(entry(repository="", extra={"published_file": "x.pth", "published_at": "https://example.org/x.pth"}))
    assert "https://example.org/x.pth" in elsewhere.value.way_out
    assert str(home / "tiny") in elsewhere.value.way_out


def test_list_check_and_pull_speak_of_every_kind(hub, home, capsys, monkeypatch):
    monkeypatch.setattr(stock, "cards", tuple)
    assert run(["models", "list", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert {one["kind"] for one in listed} == {
        "llm", "image", "video", "upscaler", "interpolator", "speech", "scorer"
    }  # fmt: skip
    assert not any(one["here"] for one in listed)
    assert all(one["why"] and one["licence"] and one["size"] for one in listed)
    assert run(["models", "list", "--kind", "speech"]) == 0
    said = capsys.readouterr().out
    assert "Whisper large-v3" in said
    assert "FLUX" not in said
    assert run(["models", "pull", "rife-4.25"]) == 3
    assert "not on the hub" in capsys.readouterr().err


def test_check_finds_what_was_changed_and_what_is_a_pickle(hub, home, capsys):
    own = home / "clip-vit-l-14"
    own.mkdir(parents=True)
    (own / "open_clip_config.json").write_text("{}")
    (own / "open_clip_model.safetensors").write_bytes(safetensors())
    assert run(["models", "check"]) == 0
    assert "clip-vit-l-14: as locked" in capsys.readouterr().out
    (own / "open_clip_model.safetensors").write_bytes(safetensors(5))
    assert run(["models", "check", "--json"]) == 3
    assert "is not the file it was" in json.loads(capsys.readouterr().out)[0]["fault"]
    (own / "open_clip_pytorch_model.bin").write_bytes(b"pickle")
    assert run(["models", "check"]) == 3
    assert "is a pickle" in capsys.readouterr().out


def test_a_hub_that_serves_other_bytes_than_it_said_is_refused(hub, monkeypatch):
    said = hub.siblings()
    hub.files["transformer/model-00001-of-00002.safetensors"] = safetensors(9)
    monkeypatch.setattr(hub, "siblings", lambda: said)
    with pytest.raises((BadWeights, ToolFailed)):
        pull_model(entry())
