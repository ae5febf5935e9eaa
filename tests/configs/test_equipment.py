"""The equipment list."""

import pytest

from rushes.configs.equipment import LISTS, equipment, parse_equipment
from rushes.configs.profile import load_profile, shipped_profiles
from rushes.errors import Bug, UserMustFix

ENTRY = """
[models.mine]
kind = "video"
title = "Mine"
pipeline = "MochiPipeline"
repository = "someone/mine"
licence = "Apache-2.0"
gate = "none"
abilities = ["t2v"]
frame_step = 6
frame_offset = 1
fps = "24"
native_size = "848x480"
parameters = { transformer = 10, vae = 1 }
floors = { "model-offload" = 30 }
floors_say = "measured"
source = "a test"
"""


def test_every_entry_says_who_says_so_and_is_of_its_lists_kind():
    kinds = {
        "image": {"image"},
        "video": {"video"},
        "finishing": {"upscaler", "interpolator"},
        "speech": {"speech"},
        "scores": {"scorer"},
    }
    assert set(kinds) == set(LISTS)
    found = equipment()
    assert {entry.kind for entry in found.models.values()} == set().union(*kinds.values())
    for entry in found.models.values():
        assert len(entry.source) > 10, entry.name
        assert (entry.floors_say == "unknown") is (not entry.floors), entry.name
        assert (entry.size_says == "unknown") is (entry.size_bytes is None), entry.name
        assert entry.repository or entry.extra.get("published_at"), entry.name


def test_video_models_know_their_grid_rate_and_length():
    for entry in equipment().of("video"):
        assert entry.rate, entry.name
        assert entry.size, entry.name
        assert entry.grid.holds(entry.native_frames), entry.name
        assert entry.size.fitted(entry.size_multiple) == entry.size, entry.name
        assert {"t2v", "i2v", "v2v"} & set(entry.abilities), entry.name


def test_painters_sizes_are_on_their_grid():
    for entry in equipment().of("image"):
        if entry.size:
            assert entry.size.fitted(entry.size_multiple) == entry.size, entry.name


def test_what_an_entry_needs_beside_itself_is_in_the_list():
    for entry in equipment().models.values():
        for part in entry.extra.get("parts", []):
            assert equipment().named(part)


def test_the_default_slate_of_mochi_is_85_frames():
    mochi = equipment().named("mochi-1")
    assert (mochi.native_frames, mochi.native_size, mochi.steps, mochi.guidance) == (85, "848x480", 64, 4.5)
    assert mochi.grid.at_least(84) == 85


def test_pipelines_are_diffusers_own():
    diffusers = pytest.importorskip("diffusers")
    own = {"ip-adapter", "DepthAnythingForDepthEstimation"}
    for entry in equipment().of("image", "video"):
        named = [entry.pipeline, *(entry.extra[key] for key in ("i2v", "v2v") if key in entry.extra)]
        for name in set(named) - own:
            if name == "rushes" or name.startswith("CLIP"):
                continue
            assert name in diffusers._import_structure["pipelines"], name


def test_weights_are_counted_in_two_bytes_and_a_published_floor_comes_first():
    mine = parse_equipment({"video": ENTRY}).named("mine")
    assert mine.weight_floors == {"resident": 22, "model-offload": 20, "8-bit": 10}
    assert mine.floor("model-offload") == (30, "measured")
    assert mine.floor("resident") == (22, "computed")
    assert mine.floor("tiled") is None


def test_an_unknown_name_lists_the_known_ones():
    with pytest.raises(UserMustFix) as unknown:
        equipment().named("dall-e")
    assert "flux.1-dev" in unknown.value.way_out


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('"someone/mine"', '"../../etc"'),
        ('kind = "video"', 'kind = "oracle"'),
        ('fps = "24"', 'fps = "24/0"'),
        ("frame_step = 6", "frame_step = 0"),
        ('"848x480"', '"large"'),
        ('gate = "none"', 'gate = "none"\nfiles = ["../x"]'),
        ('gate = "none"', 'gate = "none"\nfiles = ["/etc/passwd"]'),
        ('source = "a test"', ""),
        ("[models.mine]", "[models.mine"),
    ],
)
def test_a_list_that_does_not_hold_is_a_bug(right, wrong):
    assert right in ENTRY
    with pytest.raises(Bug):
        parse_equipment({"video": ENTRY.replace(right, wrong)})


def test_a_name_twice_is_a_bug():
    with pytest.raises(Bug, match="twice"):
        parse_equipment({"image": ENTRY, "video": ENTRY})


@pytest.mark.parametrize("name", shipped_profiles())
def test_the_models_of_a_shipped_profile_are_in_the_list_and_begin_with_the_keyframe(name):
    profile = load_profile(name)
    for model in profile.models:
        assert equipment().named(model)
    if profile.crew.motion != "draft":
        mover = equipment().named(profile.crew.motion)
        assert "i2v" in mover.abilities
        assert profile.size.fitted(mover.size_multiple) == profile.size


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("models = 3\n", "models is no"),
        ('[model.mine]\nkind = "image"\n', "model is no"),
        ("[models]\nmine = 3\n", "can't be read"),
        ("[models.mine\n", "can't be read"),
    ],
)
def test_a_list_of_ones_own_that_does_not_hold_is_one_sentence(tmp_path, monkeypatch, text, told):
    monkeypatch.setenv("RUSHES_CONFIG", str(tmp_path))
    (tmp_path / "models.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UserMustFix, match=told):
        equipment()


def test_an_upscaler_of_ones_own_enlarges_four_times_unless_it_says_otherwise():
    mine = parse_equipment({"video": ENTRY}).named("mine")
    assert mine.scale == 4
    assert mine.model_copy(update={"extra": {"scale": 2}}).scale == 2


def test_an_addition_needs_not_the_painter_it_goes_onto():
    known = equipment()
    adapter, redux = known.named("flux.1-ip-adapter"), known.named("flux.1-redux")
    assert [one.name for one in known.beside(adapter, "flux.1-schnell")] == ["clip-vit-large-patch14"]
    assert known.beside(redux, "flux.1-schnell") == ()
    assert [one.name for one in known.parts_of(redux)] == ["flux.1-dev"]
