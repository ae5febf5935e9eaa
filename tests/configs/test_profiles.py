import tomllib
from importlib import resources

import pytest

from rushes.configs.profile import Moving, load_profile, parse_profile, shipped_profiles, sized
from rushes.configs.settings import Settings, from_toml, making, to_toml
from rushes.errors import UserMustFix


@pytest.mark.parametrize("name", shipped_profiles())
def test_shipped_profiles_hold_and_explain_every_entry(name):
    profile = load_profile(name)
    assert profile.size.width % 2 == 0
    text = (resources.files("rushes.configs") / "profiles" / f"{name}.toml").read_text()
    entries = [line for line in text.splitlines() if " = " in line]
    assert len(tomllib.loads(text)) > 3
    explained = [line for line in entries if "#" in line]
    assert len(explained) >= len(entries) - 6  # the clip's first gates repeat the keyframe's


def test_a_profile_of_ones_own(tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text('[picture]\nsize = "640x360"\n')
    assert str(load_profile(str(file)).size) == "640x360"


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("[picture]\nfps = '0'", "picture.fps"),
        ("[finish]\ncrf = 99", "finish.crf"),
        ("[crew]\nkeyframe = '../evil'", "crew.keyframe"),
        ("[gates.clip]\nluma = '9..1'", "gates.clip.luma"),
        ("[gates.clip]\n'a b' = '1..'", "gates.clip.a b"),
        ("[picture]\nfps = '24/0'", "picture.fps"),
        ("[picture]\nfps = '1e999999999'", "picture.fps"),
        ("[x]", "x"),
    ],
)
def test_a_fault_is_named_by_its_place(text, where):
    with pytest.raises(UserMustFix, match=where):
        parse_profile(text, "mine")


def test_another_size_and_all_else_the_same():
    draft = load_profile("draft")
    small = sized(draft, "640x360")
    assert str(small.size) == "640x360"
    assert small.model_copy(update={"picture": draft.picture}) == draft


@pytest.mark.parametrize("size", ["banana", "3x3", "641x360", "", "9999999x2"])
def test_a_size_that_is_none_is_one_sentence(size):
    with pytest.raises(UserMustFix, match="no picture size"):
        sized(load_profile("draft"), size)


def test_a_profile_extends_another_entry_by_entry(tmp_path):
    (tmp_path / "mine.toml").write_text('extends = "draft"\n[finish]\ncrf = 12\n[gates.clip]\nluma = "1..2"\n')
    (tmp_path / "finer.toml").write_text('extends = "mine.toml"\n[crew]\nscorers = ["clip-vit-l-14"]\n')
    draft, finer = load_profile("draft"), load_profile(str(tmp_path / "finer.toml"))
    assert (finer.finish.crf, finer.finish.preset) == (12, draft.finish.preset)
    assert finer.gates.clip == draft.gates.clip | {"luma": "1..2"}
    assert finer.crew.scorers == ("clip-vit-l-14",)
    assert finer.models == ("clip-vit-l-14",)


def test_profiles_that_extend_each_other_are_refused(tmp_path):
    (tmp_path / "a.toml").write_text('extends = "b.toml"\n')
    (tmp_path / "b.toml").write_text('extends = "a.toml"\n')
    with pytest.raises(UserMustFix, match="extends itself"):
        load_profile(str(tmp_path / "a.toml"))
    (tmp_path / "c.toml").write_text('extends = "nowhere.toml"\n')
    with pytest.raises(UserMustFix, match=r"nowhere\.toml"):
        load_profile(str(tmp_path / "c.toml"))
    with pytest.raises(UserMustFix, match="extends"):
        parse_profile("extends = 3", "mine")


def test_keyframes_may_be_painted_larger_than_the_clip():
    assert str(load_profile("workstation").keyframe_size) == "2048x1152"
    draft = load_profile("draft")
    assert draft.keyframe_size == draft.size
    assert draft.models == ()


def test_a_project_of_a_model_profile_is_written_and_read_back():
    for name in shipped_profiles():
        settings = Settings(rushes="0", profile=load_profile(name))
        assert from_toml(to_toml(settings)) == settings


def test_a_drafts_digest_does_not_know_of_models_and_a_models_does():
    draft = Settings(rushes="0", profile=load_profile("draft"))
    # As it was before there were models: an unfinished run of an older rushes is gone on with.
    assert making(draft) == "4cccbe242b384a41ee6f7fc2f4861d9bc1915e4328cb16a61f3bd986281f02ba"
    strong = draft.profile.model_copy(update={"moving": Moving(strength=0.5)})
    assert making(draft.model_copy(update={"profile": strong})) != making(draft)


def test_a_lora_is_named_as_its_file_is():
    loras = parse_profile('[painting.loras]\n"My_Look.v2" = 0.8\n', "mine").painting.loras
    assert loras == {"My_Look.v2": 0.8}
    settings = Settings(rushes="0", profile=parse_profile('[moving.loras]\n"My_Look.v2" = 0.8\n', "mine"))
    assert from_toml(to_toml(settings)) == settings
    with pytest.raises(UserMustFix):
        parse_profile('[painting.loras]\n"../out" = 0.8\n', "mine")
