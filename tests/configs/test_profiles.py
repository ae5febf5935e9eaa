import tomllib
from importlib import resources

import pytest

from rushes.configs.profile import load_profile, parse_profile, shipped_profiles, sized
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
