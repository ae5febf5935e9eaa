"""Where models lie, whether they are whole, and the lock they are held to."""

import json
import os

import pytest
from doubles.model_folders import entry, files, folder_with, safetensors

from rushes.configs.equipment import equipment
from rushes.errors import UserMustFix
from rushes.memory.model_files import faults_in, files_in, wanted
from rushes.memory.model_lock import LOCK_NAME, Served, held_model, pinned, record_model
from rushes.memory.models import find_folder, folder_of, ready_folder, repository_folder
from rushes.memory.weight_files import BadWeights

REVISION = "0123456789abcdef" * 2 + "01234567"


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("RUSHES_WEIGHTS", str(tmp_path / "weights"))
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hf"))
    for name in ("HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "weights"


def whole() -> dict[str, bytes]:
    return {name: content for name, content in files().items() if name in wanted(entry(), files())}


def test_a_pull_takes_the_parts_and_neither_pickles_nor_code_nor_the_second_copy():
    assert wanted(entry(), files()) == [
        "model_index.json",
        "transformer/config.json",
        "transformer/model-00001-of-00002.safetensors",
        "transformer/model-00002-of-00002.safetensors",
        "transformer/model.safetensors.index.json",
    ]


def test_patterns_choose_and_a_pickle_comes_only_by_its_very_name():
    offered = ["model.bin", "other.bin", "config.json", "a/b.safetensors"]
    assert wanted(entry(files=("*.bin", "config.json")), offered) == ["config.json"]
    assert wanted(entry(files=("model.bin", "config.json")), offered) == ["config.json", "model.bin"]


def test_one_file_at_the_top_is_the_model_where_there_are_no_parts():
    assert wanted(entry(), ["x.safetensors", "config.json"]) == ["config.json", "x.safetensors"]


def test_a_whole_folder_has_no_faults_and_each_fault_is_named(tmp_path):
    folder = folder_with(tmp_path / "m", whole())
    assert faults_in(entry(), folder) == []
    assert ".hidden" not in files_in(folder_with(folder, {".cache/.hidden": b""}))
    (folder / "transformer" / "model-00002-of-00002.safetensors").unlink()
    assert faults_in(entry(), folder) == ["there is no transformer/model-00002-of-00002.safetensors"]
    folder_with(folder, {"transformer/model-00002-of-00002.safetensors": safetensors()[:-1], "x.pt": b"p"})
    said = "; ".join(faults_in(entry(), folder))
    assert "x.pt is a pickle" in said
    assert "model-00002-of-00002.safetensors is cut short" in said


@pytest.mark.parametrize("content", [b"", b"12345678", b"\xff" * 16, safetensors() + b"more", b"\2" + bytes(7) + b"[]"])
def test_what_is_no_safetensors_is_seen(tmp_path, content):
    folder = folder_with(tmp_path / "m", {"config.json": b"{}", "w.safetensors": content})
    assert faults_in(entry(files=("*.json", "*.safetensors")), folder) == [
        "w.safetensors is cut short or no safetensors"
    ]


def test_a_part_that_is_missing_altogether_is_named(tmp_path):
    folder = folder_with(tmp_path / "m", {"model_index.json": files()["model_index.json"]})
    assert faults_in(entry(), folder) == ["there is no transformer"]


def test_a_published_pickle_may_lie_beside_what_it_was_converted_to(home):
    own = entry(repository="", converted=True, extra={"published_file": "x4.pth"})
    folder = folder_with(home / "tiny", {"x4.pth": b"pickle"})
    held_model(home, own, folder)
    folder_with(folder, {"x4.safetensors": safetensors()})
    assert held_model(home, own, folder).origin == "local"
    folder_with(folder, {"evil.pth": b"pickle"})
    with pytest.raises(BadWeights, match=r"evil\.pth is a pickle"):
        held_model(home, own, folder)


def test_a_model_that_is_not_here_is_one_sentence_with_size_licence_and_command(home):
    flux = equipment().named("flux.1-dev")
    with pytest.raises(UserMustFix) as missing:
        folder_of(flux)
    assert "FLUX.1 [dev]" in missing.value.title
    assert "GB" in missing.value.title
    assert flux.licence in missing.value.title
    assert "rushes models pull flux.1-dev" in missing.value.way_out
    assert "HF_TOKEN" in missing.value.way_out
    with pytest.raises(UserMustFix, match=r"RIFE 4\.25") as elsewhere:
        folder_of(equipment().named("rife-4.25"))
    assert str(home / "rife-4.25") in elsewhere.value.way_out


def test_a_folder_of_ones_own_comes_before_the_cache_and_the_caches_main_is_found(home):
    cached = repository_folder("crew/Tiny-Model")
    folder_with(cached / "snapshots" / REVISION, whole())
    assert find_folder(entry()) is None
    folder_with(cached, {"refs/main": REVISION.encode()})
    assert find_folder(entry()) == cached / "snapshots" / REVISION
    folder_with(home / "tiny", whole())
    assert folder_of(entry()) == home / "tiny"


@pytest.mark.parametrize("word", ["../../etc", "main", "", "0" * 39])
def test_a_word_in_the_cache_that_is_no_commit_leads_nowhere(home, word):
    folder_with(repository_folder("crew/Tiny-Model"), {"refs/main": word.encode()})
    assert find_folder(entry()) is None


def test_an_empty_folder_is_no_model(home):
    (home / "tiny").mkdir(parents=True)
    assert find_folder(entry()) is None


def test_a_published_file_by_itself_and_a_file_in_a_folder_of_its_own_are_models(home):
    general = equipment().named("realesr-general-x4v3")
    folder_with(home / general.name, {"realesr-general-x4v3.pth": b"pickle"})
    assert ready_folder(general) == home / general.name
    rife = equipment().named("rife-4.26")
    snapshot = repository_folder(rife.repository) / "snapshots" / REVISION
    folder_with(snapshot, {rife.files[0]: safetensors()})
    folder_with(repository_folder(rife.repository), {"refs/main": REVISION.encode()})
    assert ready_folder(rife) == snapshot


def test_a_folder_of_ones_own_is_recorded_at_first_use_and_held_from_then_on(home):
    folder = folder_with(home / "tiny", whole())
    first = held_model(home, entry(), folder)
    assert (first.origin, len(first.files)) == ("local", 5)
    assert ready_folder(entry()) == folder
    folder_with(folder, {"transformer/config.json": b'{"x": 1}', "new.json": b"{}"})
    os.utime(folder / "transformer" / "config.json", ns=(1, 1))
    with pytest.raises(BadWeights) as changed:
        held_model(home, entry(), folder)
    assert "transformer/config.json is not the file it was" in changed.value.title
    assert "new.json was not there before" in changed.value.title


def served(content: dict[str, bytes]) -> dict[str, Served]:
    return {name: Served(size=len(data)) for name, data in content.items()}


def test_what_was_pulled_pins_its_revision_and_digest(home):
    folder = folder_with(repository_folder("crew/Tiny-Model") / "snapshots" / REVISION, whole())
    locked = record_model(home, entry(), folder, REVISION, served(whole()))
    assert pinned(home, entry()) == REVISION
    assert find_folder(entry()) == folder
    assert held_model(home, entry(), folder) == locked
    written = json.loads((home / LOCK_NAME).read_text())
    assert written[str(folder)]["files"]["model_index.json"]["size"] == len(whole()["model_index.json"])


def test_a_file_that_is_not_what_the_hub_said_is_refused(home):
    folder = folder_with(home / "x", whole())
    other = served(whole()) | {"model_index.json": Served(size=1)}
    with pytest.raises(BadWeights, match="not what the hub said"):
        record_model(home, entry(), folder, REVISION, other)
    other = served(whole()) | {"model_index.json": Served(size=len(whole()["model_index.json"]), sha256="0" * 64)}
    with pytest.raises(BadWeights, match="not what the hub said"):
        record_model(home, entry(), folder, REVISION, other)
    known = entry(published={"revision": REVISION, "checksum": "0" * 64})
    with pytest.raises(BadWeights, match="other files"):
        record_model(home, known, folder, REVISION, served(whole()))
    assert not (home / LOCK_NAME).exists()
