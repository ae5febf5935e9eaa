"""flag, circle and undo: what a person says of takes, and takes back."""

import json

import pytest
from doubles.floors import a_draft

from rushes.service.office import Office
from rushes.service.orders import Orders


@pytest.fixture
def film(tmp_path):
    folder = a_draft(tmp_path / "film", shots=1)
    Office(folder).shoot(Orders())
    return folder


def state(said, film, shot="1-1"):
    _, out, _ = said("show", shot, "-p", film, "--json")
    return json.loads(out)


def test_a_flag_carries_its_reason_and_is_undone(said, film):
    code, out, _ = said("flag", "1-1", "--note", "his \x1b[31mhat", "-p", film)
    assert (code, "1-1: flagged" in out) == (0, True)
    assert state(said, film)["state"] == "flagged"
    assert state(said, film)["reason"] == "his ␛[31mhat"
    code, out, _ = said("undo", "-p", film)
    assert (code, out) == (0, "Undone: 1-1: flagged.\n")
    assert state(said, film)["state"] == "shot"
    code, out, _ = said("undo", "--redo", "-p", film, "--json")
    assert json.loads(out) == {"what": "1-1: flagged.", "shots": ["1-1"]}
    assert state(said, film)["state"] == "flagged"


def test_every_word_can_be_taken_back_one_after_another(said, film):
    said("approve", "1-1", "-p", film)
    said("reject", "1-1", "--note", "darker", "-p", film)
    said("reroll", "2-1", "-p", film)
    assert [said("undo", "-p", film)[1] for _ in range(3)] == [
        "Undone: 2-1: re-rolled.\n",
        "Undone: 1-1: sent back.\n",
        "Undone: 1-1: approved.\n",
    ]
    assert state(said, film)["state"] == "shot"
    code, _, err = said("undo", "-p", film)
    assert (code, err) == (3, "There is nothing to undo.\n")


def test_another_take_is_circled_and_cut(said, film):
    said("reroll", "1-1", "-p", film)
    said("shoot", "-p", film)
    assert state(said, film)["circle"]["print"] == "1-1/p2"
    code, out, _ = said("circle", "1-1/C1", "-p", film)
    assert (code, out.startswith("1-1: 1-1/c1 circled")) == (0, True)
    assert state(said, film)["circle"] == {"keyframe": "1-1/k1", "clip": "1-1/c1", "print": "1-1/p1"}
    assert state(said, film)["state"] == "approved"
    assert said("cut", "-p", film)[0] == 0
    assert said("verify", "-p", film)[0] == 0


def test_what_is_not_there_is_a_sentence(said, film):
    assert said("circle", "1-1/k9", "-p", film)[0] == 3
    code, _, err = said("circle", "bible/ada/k1", "-p", film)
    assert code == 3
    assert "bible" in err
    assert said("flag", "9-9", "-p", film)[0] == 3
