"""The whole film graph, thought by a real llama.cpp with random weights: no sense in it, and a film all the same."""

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress

import pytest
from doubles.llama_server import llama_server
from doubles.tiny_llama import tiny_llama, write_tiny_llama

from rushes.agents.model.brain import ModelBrain
from rushes.cli.door import run
from rushes.film.manifest import SceneManifest
from rushes.service.replay import replay

STORY = """# The Last Boat

At dusk the rain came in from the sea. Osric, a tall old man in a black coat, stood on the pier with his lantern.

"You are late," said Pip, a small girl in a red scarf.

"I am slow," said Osric. "That is not the same thing."
"""


@pytest.fixture
def film(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RUSHES_WEIGHTS", str(tmp_path / "weights"))
    (tmp_path / "boat.md").write_text(STORY, encoding="utf-8")
    budget = "[budget]\nkeyframes = 1\nclips = 1\n"
    llm = f"[llm]\nmodel = '{tiny_llama()}'\ncontext = 12288\nthreads = 1\n"
    (tmp_path / "tiny.toml").write_text(f"[crew]\nbrain = 'llama'\n{llm}{budget}")
    (tmp_path / "small.toml").write_text(budget)
    return tmp_path / "film"


MAKE = ["make", "boat.md", "-p", "film", "--profile", "tiny.toml", "--size", "96x54"]


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_random_llama_makes_a_film(film, capsys):
    assert run(MAKE) == 0
    said = capsys.readouterr()
    assert "Planned by tiny" in said.out
    assert (film / "cuts" / "film.mp4").stat().st_size > 1000
    assert run(["plan", "-p", "film", "--json"]) == 0
    manifest = SceneManifest.model_validate_json(capsys.readouterr().out)
    assert run(["status", "-p", "film", "--json"]) == 0
    status = json.loads(capsys.readouterr().out)
    assert sum(len(scene["shots"]) for scene in status["scenes"]) == sum(1 for _ in manifest.shots())
    trace = film / "traces" / "run-1.jsonl"
    for _ in range(50):
        done = replay(trace, brain=lambda chat: ModelBrain(chat, "tiny"))
        assert done.same, done.divergence
    assert done.steps > 10


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.allow_hosts(["127.0.0.1"])
def test_a_model_server_makes_a_film_through_the_same_code(film, tmp_path, capsys):
    tiny_llama()  # skips the test without llama.cpp
    model = write_tiny_llama(tmp_path / "letters.gguf", in_letters=True)
    with llama_server(tmp_path / "server.log", 12288, model) as (seen, _):
        words = [
            "make",
            "boat.md",
            "-p",
            "film",
            "--profile",
            "small.toml",
            "--size",
            "96x54",
            "--server",
            seen.base_url,
        ]
        assert run(words) == 0
    assert "Planned by tiny" in capsys.readouterr().out
    assert replay(film / "traces" / "run-1.jsonl", brain=lambda chat: ModelBrain(chat, "tiny")).same


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_llama_that_is_killed_in_the_middle_does_not_end_the_film(film):
    """The child is killed while it thinks, again and again: what it was at is asked once more."""
    words = [sys.executable, "-m", "rushes", *MAKE]
    making = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ | {"NO_COLOR": "1"})
    killed: set[int] = set()
    while making.poll() is None:
        for child in children_of(making.pid):
            if child not in killed and len(killed) < 3:
                os.kill(child, signal.SIGKILL)
                killed.add(child)
        with suppress(subprocess.TimeoutExpired):
            making.wait(2)
    said = making.communicate()
    assert making.returncode == 0, said[1].decode()[-2000:]
    assert killed
    assert (film / "cuts" / "film.mp4").stat().st_size > 1000


def children_of(parent: int) -> list[int]:
    """The processes with a model in them."""
    listed = subprocess.run(
        ["ps", "-o", "pid=,args=", "--ppid", str(parent)], capture_output=True, text=True, check=False
    )
    return [int(line.split()[0]) for line in listed.stdout.splitlines() if "llama_child" in line]
