"""`rushes still`: pictures of characters and places."""

import json

import pytest
from PIL import Image

from rushes.cli.door import run

STORY = "Ada waited by the mill.\n\nThe wheel turned, and Ada said that it was late.\n"


@pytest.fixture
def film(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mill.txt").write_text(STORY)
    assert run(["new", "mill.txt", "film", "--size", "96x54"]) == 0
    assert run(["plan", "-p", "film", "--json"]) == 0
    return tmp_path / "film"


def test_a_picture_is_kept_listed_and_dropped(film, said, tmp_path):
    Image.new("RGB", (64, 48), (10, 90, 40)).save(tmp_path / "ada.png")
    assert said("still", "-p", film) == (0, "No reference stills. `rushes still CHARACTER PICTURE` keeps one.\n", "")
    code, out, _ = said("still", "Ada", tmp_path / "ada.png", "-p", film)
    assert (code, out.splitlines()[0]) == (0, "ada: 1")
    assert "draft renderer is not shown them" in out
    stills = json.loads(said("still", "-p", film, "--json")[1])["stills"]
    assert list(stills) == ["ada"]
    assert said("verify", "-p", film)[0] == 0
    assert said("repair", "-p", film)[0] == 0
    assert json.loads(said("still", "-p", film, "--json")[1])["stills"] == stills
    assert said("still", "ada", "--drop", "-p", film, "--json") == (0, '{\n  "stills": {}\n}\n', "")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("Nobody", "x.png"), "nobody and no place called"),
        (("ada", "gone.png"), "no picture gone.png, and no take"),
        (("ada", "mill.txt"), "mill.txt is no picture"),
        (("ada", "9-9/k1"), "no picture 9-9/k1, and no take"),
    ],
)
def test_what_is_no_picture_is_said(film, said, words, says):
    code, _, err = said("still", *words, "-p", film)
    assert code == 3
    assert says in err
