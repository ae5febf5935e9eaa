"""A lane's toolbox: what travels to its worker, what it lets go of, and what its scorers tell of."""

import os
from base64 import b64encode

import pytest
from doubles.productions import a_project

from rushes.configs.profile import CrewNames, Profile, load_profile
from rushes.errors import UserMustFix
from rushes.memory.project import open_for_writing
from rushes.studio.jobs import Outcome
from rushes.studio.kit.later import later
from rushes.studio.kit.sightings import Sightings
from rushes.studio.kit.toolbox import Loadout, Toolbox, equipped
from rushes.studio.machine import Card, Machine, card_of, device, show_only
from rushes.tools.draft.revision import draft_spec

CARDS = Machine((Card("one", 24 << 30, "1"), Card("two", 12 << 30, "1")), 64 << 30)


def test_a_loadout_travels_as_json(tmp_path):
    loadout = Loadout(profile=load_profile("studio"), machine=CARDS, lane="cuda:0", store=tmp_path / "rushes.db")
    assert Loadout.model_validate(loadout.given) == loadout


def test_each_lane_sees_its_card_and_the_desk_that_of_the_small_models():
    cards = {lane: Loadout(profile=Profile(), machine=CARDS, lane=lane).card for lane in ("cpu", "cuda:0", "cuda:1")}
    assert cards == {"cpu": 1, "cuda:0": 0, "cuda:1": 1}
    assert Loadout(profile=Profile(), machine=Machine(), lane="cpu:models").card is None


@pytest.mark.parametrize(("named", "shown"), [(None, "1"), ("3,5", "5"), ("5", "1")])
def test_a_worker_sees_its_card_alone(monkeypatch, named, shown):
    if named is None:
        monkeypatch.delenv("CUDA_VISIBLE_DEVICES", raising=False)
    else:
        monkeypatch.setenv("CUDA_VISIBLE_DEVICES", named)
    show_only(1)
    assert os.environ["CUDA_VISIBLE_DEVICES"] == shown


def test_a_device_has_its_cards_number():
    assert card_of(device(3)) == 3
    assert card_of("cpu") is card_of("cpu:models") is None


def test_a_worker_is_equipped_for_drafts_without_a_card():
    tools = equipped(Loadout(profile=Profile(), machine=Machine()).given)
    assert tools.painter.spec == tools.mover.spec == draft_spec()
    assert tools.editor.spec.name == "ffmpeg"
    tools.let_go(["draft"])
    tools.close()


def test_models_are_looked_for_when_they_are_asked_for(tmp_path, monkeypatch):
    monkeypatch.setenv("RUSHES_WEIGHTS", str(tmp_path))
    monkeypatch.setenv("HF_HOME", str(tmp_path))
    box = Toolbox(Loadout(profile=load_profile("workstation"), machine=CARDS))
    box.let_go(["flux.1-dev", "mochi-1"])
    box.close()
    with pytest.raises(UserMustFix, match="is not on this machine"):
        _ = box.painter.spec


def test_a_name_in_the_wrong_place_is_said_at_once():
    crew = CrewNames(keyframe="flux.1-dev", motion="mochi-1", scorers=("mochi-1",))
    with pytest.raises(UserMustFix, match="is no scorer model"):
        Toolbox(Loadout(profile=Profile(crew=crew), machine=Machine()))


class Tool:
    made = 0

    def __init__(self):
        Tool.made += 1
        self.closed = 0

    def close(self):
        self.closed += 1


def test_a_tool_is_made_once_and_closing_makes_none():
    tool = later(Tool)
    tool.close()
    assert Tool.made == 0
    assert tool.closed == 0
    tool.close()
    assert (Tool.made, tool.closed) == (1, 1)


def test_what_was_seen_is_told_once_and_found_again():
    sightings = Sightings()
    sightings.add("ab", "clip@1", 0, b"\x01\xff")
    assert sightings.get("ab", "clip@1", 0) == b"\x01\xff"
    assert sightings.get("ab", "clip@2", 0) is None
    (seen,) = sightings.drain()
    assert (seen.content, seen.model, seen.frame, seen.vector) == ("ab", "clip@1", 0, b"\x01\xff")
    assert sightings.drain() == ()
    again = Outcome.model_validate_json(Outcome(seen=(seen,)).model_dump_json()).seen[0]
    assert again.vector == b"\x01\xff"
    assert b64encode(again.vector) == b"Af8="


def test_the_stores_embeddings_are_read_and_never_written(tmp_path):
    folder = a_project(tmp_path / "film")
    with open_for_writing(folder) as project:
        project.store.embeddings.add("ab", "clip@1", -1, b"kept")
        sightings = Sightings(folder / "rushes.db")
        assert sightings.get("ab", "clip@1", -1) == b"kept"
        sightings.add("cd", "clip@1", 0, b"new")
        assert project.store.embeddings.get("cd", "clip@1", 0) is None


@pytest.mark.parametrize("content", [None, b"", b"not a database, " * 400])
def test_a_store_that_cannot_be_read_is_a_miss(tmp_path, content):
    store = tmp_path / "rushes.db"
    if content is not None:
        store.write_bytes(content)
    assert Sightings(store).get("ab", "clip@1", 0) is None
