"""Where models may work: the same pixels on every site, room left for small models, slates that know no device."""

import pytest
from doubles.model_folders import folder_with, sized_safetensors

from rushes.configs.equipment import equipment
from rushes.configs.profile import Finish, Profile, load_profile, parse_profile
from rushes.errors import UserMustFix
from rushes.memory.models import folder_of
from rushes.studio.kit.sites import DESK, MODELS, Site, berth, placed, rooms, scoring_device, sites
from rushes.studio.kit.toolbox import Loadout, Toolbox
from rushes.studio.machine import Card, Machine

GB = 10**9
SMALL = Card("NVIDIA GeForce RTX 4060", 8188 << 20, "580.1")
LARGE = Card("NVIDIA GeForce RTX 4090", 24564 << 20, "580.1")
H200 = Card("NVIDIA H200", 143771 << 20, "580.1")


def machine(*cards, ram=128):
    return Machine(cards, ram * GB)


@pytest.fixture
def home(tmp_path, monkeypatch):
    """Every model of the shipped profiles by the sizes that the inventory counts, without its bytes."""
    monkeypatch.setenv("RUSHES_WEIGHTS", str(tmp_path / "weights"))
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hf"))
    for profile in ("laptop", "workstation", "studio"):
        for name in load_profile(profile).models:
            entry = equipment().named(name)
            folder = tmp_path / "weights" / name
            if not folder.exists() and entry.parameters:
                parts = {
                    f"{part}/model.safetensors": sized_safetensors(count) for part, count in entry.parameters.items()
                }
                folder_with(folder, {"model_index.json": b"{}", **parts})
    return tmp_path / "weights"


def lanes(profile, on):
    return {name: [site.lane for site in row] for name, row in sites(profile, on).items()}


def test_drafts_and_what_needs_no_model_are_at_the_desk():
    assert sites(Profile(), Machine()) == {"": (Site(DESK),), "draft": (Site(DESK),)}


def test_both_of_two_equal_cards_carry_painter_and_mover(home):
    found = lanes(load_profile("workstation"), machine(LARGE, LARGE))
    assert found["flux.1-dev"] == found["mochi-1"] == ["cuda:0", "cuda:1"]


def test_the_pixels_are_the_same_on_every_site(home):
    for name in ("laptop", "workstation", "studio"):
        for on in (machine(LARGE, LARGE), machine(H200, LARGE), machine(SMALL, LARGE), machine(H200, H200, ram=512)):
            for row in sites(load_profile(name), on).values():
                assert len({(site.fit.eight_bit, site.fit.tiled, site.fit.mode) for site in row if site.fit}) <= 1


def test_without_a_card_large_models_have_a_lane_of_their_own(home):
    found = lanes(load_profile("laptop"), machine(ram=64))
    assert found["flux.2-klein-4b"] == found["ltx-video"] == [MODELS]


def test_what_fits_nowhere_and_what_is_not_here_has_no_site(home, tmp_path, monkeypatch):
    assert lanes(load_profile("workstation"), machine(SMALL, ram=16))["mochi-1"] == []
    monkeypatch.setenv("RUSHES_WEIGHTS", str(tmp_path / "elsewhere"))
    assert lanes(load_profile("workstation"), machine(LARGE))["mochi-1"] == []


def test_a_model_in_the_wrong_place_is_named():
    with pytest.raises(UserMustFix, match="is no image model"):
        sites(parse_profile('[crew]\nkeyframe = "mochi-1"', "odd"), machine(LARGE))


def test_a_small_card_still_carries_the_laptops_models(home):
    assert lanes(load_profile("laptop"), machine(SMALL, ram=32))["ltx-video"] == ["cuda:0"]
    (place,) = placed(load_profile("laptop"), equipment().named("ltx-video"), machine(SMALL, ram=32))
    assert place.fit.mode == "group-offload"


def test_scorers_stay_beside_the_large_models_where_these_lose_nothing_by_it(home):
    assert scoring_device(load_profile("studio"), machine(H200)) == "cuda:0"
    assert scoring_device(load_profile("workstation"), machine(LARGE, LARGE)) == "cpu"
    assert scoring_device(load_profile("draft"), machine()) == "cpu"


def test_room_for_large_models_is_what_finishing_leaves(home):
    on = machine(LARGE, LARGE)
    room = rooms(load_profile("workstation"), on)
    assert room["cuda:0"] == LARGE.memory - GB
    assert room["cuda:1"] < LARGE.memory - 3 * GB
    assert rooms(load_profile("draft"), on)["cuda:1"] == LARGE.memory - GB


def test_two_offloaded_models_are_not_held_together_when_main_memory_ends(home):
    profile, on = load_profile("workstation"), machine(LARGE, ram=64)
    room = rooms(profile, on)["cuda:0"]
    taken = [berth(site, room, on) for name in ("flux.1-dev", "mochi-1") for site in sites(profile, on)[name]]
    assert len(taken) == 2
    assert all(0 < one <= room for one in taken)
    assert sum(taken) > room


def test_a_slate_knows_no_device(home, monkeypatch):
    for module in ("large_tools", "models"):  # these folders are not whole
        monkeypatch.setattr(f"rushes.studio.kit.{module}.ready_folder", folder_of)
    profile, on = load_profile("workstation"), machine(LARGE, LARGE)
    profile = profile.model_copy(update={"finish": Finish()})
    boxes = [Toolbox(Loadout(profile=profile, machine=on, lane=lane)) for lane in (DESK, "cuda:0", "cuda:1")]
    assert len({(box.painter.spec, box.mover.spec) for box in boxes}) == 1
