"""The command as a person uses it, on real drafts, in small pictures."""

import json
import subprocess
import sys

import pytest

from rushes.cli.door import run

STORY = """# The Ferry

Rain fell on the harbour. Old Bram stood on the quay in a yellow coat and held a lantern.

"Is the ferry late?" asked Ines, a young woman in a red dress.

* * *

The next morning the sea was calm. Ines walked along the beach and found a brass key.
"""


@pytest.fixture
def story(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "ferry.md"
    file.write_text(STORY, encoding="utf-8")
    return file


@pytest.fixture
def film(story, capsys):
    assert run(["make", "ferry.md", "--size", "96x54", "--out", "film.mp4"]) == 0
    return capsys.readouterr()


def asked(capsys, *words):
    capsys.readouterr()
    assert run([*words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_make_says_where_the_film_is_and_what_to_do_next(film, story):
    assert film.out.startswith("film.mp4  0:")
    assert "scenes" in film.out
    assert "rushes status" in film.out
    assert "planned" in film.err
    assert (story.parent / "film.mp4").stat().st_size > 1000
    assert "-->" in (story.parent / "film.srt").read_text()


def test_make_again_goes_on_and_makes_nothing_twice(film, story, capsys):
    before = asked(capsys, "status", "-p", "ferry")["takes"]
    bytes_before = (story.parent / "film.mp4").read_bytes()
    assert run(["make", "ferry.md", "--out", "film.mp4"]) == 0
    assert asked(capsys, "status", "-p", "ferry")["takes"] == before
    assert (story.parent / "film.mp4").read_bytes() == bytes_before


def test_the_steps_make_the_same_film(film, story, capsys):
    assert run(["new", "ferry.md", "by-steps", "--size", "96x54"]) == 0
    for step in (["plan"], ["shoot"], ["cut"]):
        assert run([*step, "-p", "by-steps"]) == 0
    assert (story.parent / "by-steps" / "cuts" / "film.mp4").read_bytes() == (story.parent / "film.mp4").read_bytes()


def test_reading_commands_speak_json_with_the_nouns_as_names(film, capsys):
    plan = asked(capsys, "plan", "-p", "ferry")
    assert plan["schema_version"] == 1
    assert {"title", "characters", "locations", "scenes"} <= plan.keys()
    shot = plan["scenes"][0]["shots"][0]
    assert {"number", "seconds", "size", "move", "span", "keyframe_prompt", "motion_prompt"} <= shot.keys()
    shown = asked(capsys, "show", shot["number"], "-p", "ferry")
    assert shown["source"] in STORY
    clip = next(take for take in shown["takes"] if take["kind"] == "clip")
    why = asked(capsys, "why", clip["id"], "-p", "ferry")
    assert why["parents"] == [f"{shot['number']}/k1"]
    assert why["slate"]["backend"] == "draft"
    assert {"luma", "frozen", "motion", "drift"} <= {score["measure"] for score in why["scores"]}
    assert asked(capsys, "reproduce", clip["id"], "-p", "ferry")["same"] is True
    assert asked(capsys, "verify", "-p", "ferry")["damages"] == []
    assert asked(capsys, "doctor")["sqlite"]


def test_a_rejected_shot_is_shot_again_with_the_note(film, capsys):
    assert run(["reject", "1-1", "--note", "closer, and let it rain", "-p", "ferry"]) == 0
    assert run(["shoot", "-p", "ferry"]) == 0
    shown = asked(capsys, "show", "1-1", "-p", "ferry")
    assert shown["note"] == "closer, and let it rain"
    assert [take["id"] for take in shown["takes"] if take["kind"] == "keyframe"] == ["1-1/k1", "1-1/k2"]
    slate = asked(capsys, "why", "1-1/k2", "-p", "ferry")["slate"]
    assert "closer, and let it rain" in slate["parameters"]["setup"]["shot"]["keyframe_prompt"]["composition"]
    assert run(["approve", "all", "-p", "ferry"]) == 0
    assert set(asked(capsys, "status", "-p", "ferry")["states"]) == {"approved"}
    assert run(["reroll", "1-1", "-p", "ferry"]) == 0
    assert asked(capsys, "status", "-p", "ferry")["states"]["planned"] == 1


def test_an_edited_plan_makes_stale_only_what_changed(film, story, capsys):
    plan = asked(capsys, "plan", "-p", "ferry")
    plan["scenes"][0]["shots"][0]["size"] = "close"
    (story.parent / "plan.json").write_text(json.dumps(plan))
    assert run(["plan", "--from-json", "plan.json", "-p", "ferry"]) == 0
    assert asked(capsys, "status", "-p", "ferry")["states"]["stale"] == 1


def test_a_bad_plan_gets_a_list_of_what_is_wrong_and_where(film, story, capsys):
    plan = asked(capsys, "plan", "-p", "ferry")
    plan["scenes"][0]["shots"][0] |= {"size": "huge", "seconds": float("nan"), "lens": "50mm"}
    (story.parent / "plan.json").write_text(json.dumps(plan))
    assert run(["plan", "--from-json", "plan.json", "-p", "ferry"]) == 3
    said = capsys.readouterr().err
    for fault in ("scenes[0].shots[0].size", "scenes[0].shots[0].seconds", "scenes[0].shots[0].lens"):
        assert fault in said
    assert asked(capsys, "plan", "-p", "ferry")["scenes"][0]["shots"][0]["size"] != "huge"


def test_a_damaged_take_is_found_and_mended(film, story, capsys):
    clip = next(take for take in asked(capsys, "show", "1-1", "-p", "ferry")["takes"] if take["kind"] == "clip")
    from pathlib import Path

    media = Path(clip["media"])
    whole = media.read_bytes()
    media.write_bytes(whole[: len(whole) // 2])
    assert run(["verify", "-p", "ferry"]) == 3
    assert "1-1/c1" in capsys.readouterr().out
    assert run(["repair", "-p", "ferry"]) == 0
    assert media.read_bytes() == whole
    assert run(["verify", "-p", "ferry"]) == 0


def test_approvals_wait_with_exit_code_4(story, capsys):
    words = ["make", "ferry.md", "--size", "96x54", "--approve", "all"]
    assert run(words) == 4
    assert "the plan" in capsys.readouterr().err
    assert run(["approve", "plan", "-p", "ferry"]) == 0
    assert run(words) == 4
    assert "the bible" in capsys.readouterr().err
    assert run(["approve", "bible", "-p", "ferry"]) == 0
    assert run(words) == 4
    assert asked(capsys, "status", "-p", "ferry")["states"].keys() == {"waiting"}
    assert run(["approve", "all", "-p", "ferry"]) == 0
    assert run(words) == 0


@pytest.mark.parametrize(
    "words", [["make"], ["nonsense"], ["make", "a.txt", "--minutes", "-1"], ["show"], ["status", "--no"]]
)
def test_wrong_usage_is_exit_code_2(words, capsys):
    assert run(words) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_a_project_is_needed(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for words in (["status"], ["plan"], ["shoot"], ["cut"], ["verify"], ["approve", "1"], ["show", "1-1"]):
        assert run(words) == 3
        assert "rushes new SOURCE" in capsys.readouterr().err


def test_what_there_is_not_is_said(film, capsys):
    for words in (["show", "99-1"], ["approve", "99"], ["why", "1-1/c99"], ["reject", "x;rm -rf /"]):
        assert run([*words, "-p", "ferry"]) == 3
        assert "There is no" in capsys.readouterr().err


def test_help_costs_nothing_and_imports_nothing():
    code = """
import sys
from rushes.cli.door import run
run(['--help'])
heavy = {'torch', 'diffusers', 'langgraph', 'textual', 'sqlalchemy', 'pydantic', 'numpy', 'cv2', 'av', 'rich'} & set(sys.modules)
sys.exit(f'imported: {heavy}' if heavy else 0)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "rushes make story.txt" in done.stdout


@pytest.mark.parametrize(
    "command",
    [
        "make",
        "new",
        "plan",
        "shoot",
        "cut",
        "status",
        "show",
        "why",
        "approve",
        "reject",
        "reroll",
        "reproduce",
        "verify",
        "repair",
        "doctor",
    ],
)
def test_every_command_has_help(command, capsys):
    assert run([command, "--help"]) == 0
    assert "Usage: rushes" in capsys.readouterr().out


@pytest.mark.parametrize("out", ["ferry.md", "z.srt", "nowhere/film.mp4"])
def test_the_film_is_not_put_where_something_would_be_lost(story, capsys, out):
    assert run(["make", "ferry.md", "--size", "96x54", "--out", out]) == 3
    assert story.read_text() == STORY
    assert not (story.parent / "ferry").exists()


def test_options_of_a_second_make_are_not_silently_ignored(film, capsys):
    assert run(["make", "ferry.md", "--size", "128x72"]) == 3
    assert "another size" in capsys.readouterr().err.replace("profile and ", "")
    assert run(["make", "ferry.md", "--minutes", "1"]) == 3
    assert run(["make", "ferry.md", "--size", "96x54"]) == 0


def test_a_reader_that_has_enough_is_no_bug():
    command = [sys.executable, "-m", "rushes", "models", "list"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as reading:
        assert reading.stdout
        assert reading.stderr
        assert reading.stdout.readline()
        reading.stdout.close()
        assert reading.stderr.read() == b""
        assert reading.wait() == 0
