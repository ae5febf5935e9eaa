"""The recorded runs, run again: the real graph and agents, without a renderer, a model or a project."""

import json
import subprocess
import sys

import pytest
from recorded_runs import RECORDED, RUNS, record

from rushes.memory.traces import read_trace
from rushes.service.replay import replay

PATHS = [f"recorded/{name}.jsonl" for name in RUNS]


@pytest.mark.rushes_trace(*PATHS)
def test_a_recorded_run_takes_the_same_path(rushes_replay):
    assert rushes_replay().steps > 20


@pytest.mark.parametrize("name", RUNS)
def test_a_run_takes_the_same_path_right_after_it_was_recorded(name, tmp_path):
    done = replay(record(name, tmp_path))
    assert done.same, str(done.divergence)
    assert done.steps == replay(RECORDED / f"{name}.jsonl").steps


def test_fifty_replays_take_the_same_path():
    trace = read_trace(RECORDED / "crash.jsonl")
    assert {replay(trace) for _ in range(50)} == {replay(trace)}
    assert replay(trace).same


@pytest.mark.parametrize("name", RUNS)
def test_a_trace_is_small_and_tells_nothing_of_the_machine(name, tmp_path):
    text = (RECORDED / f"{name}.jsonl").read_text()
    assert len(text) < 200_000
    assert "/home" not in text
    assert "/tmp" not in text
    assert json.loads(text.splitlines()[0])["schema_version"] == 1


def test_no_model_runtime_and_no_renderer_is_loaded_by_a_replay():
    script = f"""
import sys
from pathlib import Path
from rushes.service.replay import replay
for name in {sorted(RUNS)!r}:
    assert replay(Path({str(RECORDED)!r}) / f"{{name}}.jsonl").same, name
print(sorted({{"llama_cpp", "torch", "gguf", "diffusers"}} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr[-2000:]


def test_nothing_is_written_by_a_replay(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert replay(RECORDED / "human.jsonl").same
    assert not list(tmp_path.rglob("*"))
