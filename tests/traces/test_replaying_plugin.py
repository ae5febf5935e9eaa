"""The pytest plugin as others use it: in a project of their own, by its marker and fixture."""

import subprocess
import sys

import pytest
from recorded_runs import RECORDED

TESTS = """
import pytest

from rushes.agents.model.brain import ModelBrain


@pytest.mark.rushes_trace({plain!r}, {badly!r})
def test_the_same_path(rushes_replay):
    assert rushes_replay().same


def test_by_name(rushes_replay):
    assert rushes_replay({plain!r}).steps > 20


@pytest.mark.rushes_trace({badly!r})
def test_my_prompts(rushes_replay):
    class Mine(ModelBrain):
        async def judge(self, brief):
            return await super().judge(brief.model_copy(update={{"left": 77}}))

    rushes_replay(brain=lambda chat: Mine(chat, "scripted"))


@pytest.mark.rushes_trace("none.jsonl")
def test_no_trace(rushes_replay):
    rushes_replay()


@pytest.mark.rushes_trace({plain!r})
def test_forgets_to_replay(rushes_replay):
    pass


def test_has_none(rushes_replay):
    rushes_replay()
"""


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    folder = tmp_path_factory.mktemp("elsewhere")
    paths = {name: str(RECORDED / f"{name}.jsonl") for name in ("plain", "badly")}
    (folder / "test_mine.py").write_text(TESTS.format(**paths))
    words = [sys.executable, "-m", "pytest", "-W", "error", "--strict-markers", "-p", "no:cacheprovider", "-rf"]
    words += ["-p", "no:xdist", "-v", str(folder)]
    done = subprocess.run(words, capture_output=True, text=True, check=False, cwd=folder)
    assert "INTERNALERROR" not in done.stdout + done.stderr
    return done.stdout


def test_each_trace_is_a_test(ran):
    assert "test_mine.py::test_the_same_path[plain] PASSED" in ran
    assert "test_mine.py::test_the_same_path[badly] PASSED" in ran
    assert "test_mine.py::test_by_name PASSED" in ran


def test_another_path_fails_in_words_without_a_traceback(ran):
    assert "test_mine.py::test_my_prompts[badly] FAILED" in ran
    told = ran.partition("test_my_prompts[badly] _")[2].partition("____")[2]
    assert "First difference in shot 1-" in told
    assert "the prompt of critic/1-" in told
    assert "Traceback" not in told.partition("____")[0]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("test_no_trace[none] FAILED", "There is no trace"),
        ("test_forgets_to_replay[plain] ERROR", "did not replay it"),
        ("test_has_none FAILED", "rushes_replay has no trace"),
    ],
)
def test_misuse_is_said(ran, name, says):
    assert name in ran
    assert says in ran


def test_the_plugin_itself_loads_nothing_of_rushes():
    script = "import sys, pytest, rushes.replaying; print([m for m in sys.modules if m.startswith('rushes')])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['rushes', 'rushes.replaying']"
