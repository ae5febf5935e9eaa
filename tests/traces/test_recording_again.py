"""`rushes replay --record`: what a trace lacks is really made, and a new trace says what came of it."""

import json

import pytest
from doubles.productions import a_project
from doubles.scripted_model import Careful, ScriptedModel
from recorded_runs import RECORDED

from rushes.errors import BadTrace
from rushes.memory.project import open_for_reading
from rushes.memory.traces import read_trace
from rushes.service.brains import Thinker
from rushes.service.recording_again import record_again
from rushes.service.replay import replay


@pytest.fixture
def project(tmp_path):
    with open_for_reading(a_project(tmp_path / "film")) as opened:
        yield opened


def copied(tmp_path, name, change=lambda event: event):
    lines = (json.loads(line) for line in (RECORDED / f"{name}.jsonl").read_text().splitlines())
    kept = [event for event in map(change, lines) if event]
    file = tmp_path / f"{name}.jsonl"
    file.write_text("".join(f"{json.dumps(event)}\n" for event in kept))
    return file


def test_other_tools_make_other_takes_and_the_project_stays_as_it_was(project, tmp_path):
    file = copied(tmp_path, "climb")
    before = sorted(path for path in project.folder.rglob("*") if not path.name.startswith("rushes.db"))
    beside, done = record_again(file, project)
    assert done.divergence
    assert done.divergence.about == "the keyframe's slate, backend"
    assert (done.divergence.expected, done.divergence.got) == ("cards", "draft")
    assert read_trace(beside).begin.painter.name == "draft"
    assert replay(beside).same
    assert before == sorted(path for path in project.folder.rglob("*") if not path.name.startswith("rushes.db"))


def test_a_model_is_asked_only_what_the_tape_lacks(project, tmp_path):
    def forget(event):
        return None if event.get("label", "").startswith("critic/1-1/k1") else event

    file = copied(tmp_path, "badly", forget)
    model = ScriptedModel(script=Careful())
    beside, done = record_again(file, project, Thinker(model, "scripted"))
    asked = {one.label for one in model.asked}
    assert "critic/1-1/k1" in asked
    assert not any(label.startswith("director") for label in asked)
    assert done.divergence
    assert replay(beside).same


def test_without_a_model_a_missing_answer_is_named(project, tmp_path):
    file = copied(tmp_path, "badly", lambda event: None if event.get("label") == "director/read/1" else event)
    with pytest.raises(BadTrace, match="no answer to an exchange"):
        record_again(file, project)


def test_a_new_recording_never_overwrites_one(project, tmp_path):
    file = copied(tmp_path, "human")
    names = [record_again(file, project)[0].name for _ in range(2)]
    assert names == ["human.again-1.jsonl", "human.again-2.jsonl"]
