"""`rushes trace` and `rushes replay`."""

import json
from pathlib import Path

import pytest

from rushes.cli.door import run

RECORDED = Path(__file__).parents[1] / "traces" / "recorded"
STORY = "Ada waited by the mill.\n\nThe wheel turned, and she said that it was late.\n"


@pytest.fixture(scope="module")
def film(tmp_path_factory):
    folder = tmp_path_factory.mktemp("story")
    (folder / "mill.txt").write_text(STORY)
    words = ["make", str(folder / "mill.txt"), "-p", str(folder / "film"), "--size", "96x54", "--minutes", "0.1"]
    assert run([*words, "--json"]) == 0
    return folder / "film"


def test_the_newest_run_is_a_timeline_and_takes_its_path_again(film, said):
    code, out, err = said("trace", "-p", film)
    assert (code, err) == (0, "")
    rows = out.splitlines()
    assert rows[0].startswith("run-1, 20")
    assert "keyframe by draft, seed " in out
    assert rows[-1].endswith("ended: done")
    assert max(map(len, rows)) <= 150
    code, out, _ = said("replay", "-p", film)
    assert (code, out.count("the same path")) == (0, 1)


@pytest.mark.parametrize("name", ["run-1", "1"])
def test_a_run_is_named_by_its_number(name, film, said):
    code, out, _ = said("trace", name, "-p", film, "--json")
    found = json.loads(out)
    assert (code, found["run"], found["outcome"]) == (0, "run-1", "done")
    assert {row["shot"] for row in found["rows"]} >= {"", "1-1"}


def test_one_shot_alone(said):
    code, out, _ = said("trace", RECORDED / "human.jsonl", "--shot", "1-2", "--json")
    rows = json.loads(out)["rows"]
    assert code == 0
    assert {row["shot"] for row in rows} == {"1-2"}
    assert [row["text"] for row in rows if "person says" in row["text"]] == [
        "a person says reject: closer, and let it rain",
        "a person says approve",
    ]
    assert max(row["sitting"] for row in rows) == 5


def test_a_run_without_a_shot_names_the_runs_that_tell_of_it(tmp_path, said):
    for name, recorded in (("run-1", "human"), ("run-2", "plain"), ("run-10", "climb")):
        (tmp_path / f"{name}.jsonl").write_bytes((RECORDED / f"{recorded}.jsonl").read_bytes())
    (tmp_path / "run-3.jsonl").write_text("no trace")
    newest = tmp_path / "run-10.jsonl"
    assert said("trace", newest, "--shot", "9-9")[1].splitlines()[-1] == "nothing of 9-9"
    code, out, _ = said("trace", newest, "--shot", "2-1")
    told = "nothing of 2-1 in this run; run-1, run-2 tell of it: `rushes trace run-2 --shot 2-1`"
    assert (code, out.splitlines()[-1]) == (0, told)


def test_a_cut_off_node_and_the_next_sitting_are_shown(said):
    _, out, _ = said("trace", RECORDED / "crash.jsonl")
    assert out.count("entered, and never left") == 4
    assert out.count("gone on with at") == 2


def test_control_characters_of_a_trace_reach_no_terminal(tmp_path, said):
    lines = (RECORDED / "badly.jsonl").read_text().splitlines()
    event = json.loads(lines[1])
    lines[1] = json.dumps({**event, "node": "re\x1b[2Jad\nx", "shot": "\x9b1"})
    (tmp_path / "bad.jsonl").write_text("\n".join(lines) + "\n")
    for words in (("trace",), ("replay",)):
        _, out, err = said(*words, tmp_path / "bad.jsonl")
        assert not {"\x00", "\x1b", "\x9b"} & set(out + err)


def test_another_path_ends_with_exit_code_3_and_says_where(tmp_path, said):
    file = tmp_path / "other.jsonl"
    file.write_text((RECORDED / "plain.jsonl").read_text().replace('"verdict":"accept"', '"verdict":"re-roll"', 1))
    code, out, err = said("replay", file)
    assert (code, out) == (3, "")
    assert "takes another path now.\nFirst difference in shot " in err
    assert "judge_keyframe (line " in err
    assert "expected: 're-roll'\n  got:      'accept'" in err
    code, out, _ = said("replay", file, "--json")
    found = json.loads(out)
    assert (code, found["same"], found["divergence"]["expected"]) == (3, False, "'re-roll'")


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["replay", "none.jsonl"], 3, "There is no trace none.jsonl"),
        (["trace", "none.jsonl"], 3, "There is no trace none.jsonl"),
        (["trace"], 3, "is not a rushes project"),
        (["replay", "run-x", "-p", "FILM"], 3, "'run-x' is no run"),
        (["replay", "run-7", "-p", "FILM"], 3, "There is no trace"),
        (["replay", "--nonsense"], 2, "No such option"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(words, code, says, film, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found, out, err = said(*(film if word == "FILM" else word for word in words))
    assert (found, out) == (code, "")
    assert says in err
    assert "Traceback" not in err


def test_a_damaged_trace_ends_with_exit_code_3(tmp_path, said):
    lines = (RECORDED / "plain.jsonl").read_bytes().splitlines(keepends=True)
    file = tmp_path / "damaged.jsonl"
    file.write_bytes(b"".join([*lines[:5], lines[5][:20] + b"\n", *lines[6:]]))
    for command in ("trace", "replay"):
        code, _, err = said(command, file)
        assert code == 3
        assert "is damaged in line 6" in err
        assert err.count("\n") == 1


def test_a_replay_can_be_recorded_again(film, said):
    code, out, _ = said("replay", "-p", film, "--record", "--json")
    found = json.loads(out)
    assert (code, found["same"], found["divergence"]) == (0, True, None)
    new = Path(found["recorded"])
    assert new.name == "run-1.again-1.jsonl"
    assert said("replay", new)[0] == 0
    code, out, _ = said("replay", "-p", film)
    assert (code, "run-1.jsonl" in out) == (0, True)
