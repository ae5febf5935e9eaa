"""The runs that the trace tests hold the film graph to, and how each is recorded.

Record them all again after a change that is meant to change paths:

    cd tests && ../.venv/bin/python -m traces.recorded_runs
"""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from doubles.crew_samples import reading_of
from doubles.plans import a_manifest, a_scene
from doubles.productions import GATES, PROFILE, a_production, a_project
from doubles.scripted_model import Asked, Careful, ScriptedModel, calling
from doubles.talks import a_talk
from langchain_core.messages import AIMessage

from rushes.agents.model.brain import ModelBrain
from rushes.agents.production import Approvals
from rushes.agents.taped_chat import RecordedChat
from rushes.configs.profile import Budget
from rushes.film.take import TakeKind
from rushes.memory.project import create
from rushes.memory.traces import newest_trace
from rushes.service import decisions
from rushes.service.filming import film

RECORDED = Path(__file__).parent / "recorded"
TWO_SHOTS = a_manifest(a_scene("1", 2))


def plain(folder: Path) -> None:
    """A story becomes a film."""
    with a_production(a_project(folder)) as (production, _):
        film(production)


def climb(folder: Path) -> None:
    """A black still, one that can't be made, a third; two frozen clips, a new still, a sound clip."""

    def fault(kind: str, count: int) -> str:
        if kind == TakeKind.KEYFRAME:
            return ("black", "fails")[count] if count < 2 else ""
        return "frozen" if count < 2 else ""

    profile = PROFILE.model_copy(update={"budget": Budget(keyframes=4, clips=4), "gates": GATES})
    with a_production(a_project(folder, profile), manifest=a_manifest(a_scene("1", 1)), fault=fault) as (production, _):
        film(production)


def spent(folder: Path) -> None:
    """All that can go wrong does: a shot without a still in the run before, then every clip frozen and budgets spent."""
    with a_production(a_project(folder), manifest=TWO_SHOTS, fault=lambda kind, _: "fails") as (production, _):
        film(replace(production, only=("1-1",)))
    with a_production(folder, manifest=TWO_SHOTS, fault=_frozen) as (production, _):
        film(production)


def _frozen(kind: str, _count: int) -> str:
    return "frozen" if kind == TakeKind.CLIP else ""


def human(folder: Path) -> None:
    """A person approves the plan and a shot, rejects one with a note, asks for another take, and approves the rest."""
    asked = Approvals(plan=True, shots=True)
    with a_production(a_project(folder), approvals=asked) as (production, _):
        film(production)
        production.store.plans.approve(approved=True)
    with a_production(folder, approvals=asked) as (production, _):
        film(production)
        decisions.approve(production.project, ["1-1"])
        decisions.reject(production.project, ["1-2"], "closer, and let it rain")
    with a_production(folder, approvals=asked) as (production, _):
        film(production)
        decisions.reroll(production.project, ["2-1"])
    with a_production(folder, approvals=asked) as (production, _):
        film(production)
        decisions.approve(production.project, ["all"])
    with a_production(folder, approvals=asked) as (production, _):
        film(production)


def crash(folder: Path) -> None:
    """The process is killed (kill -9, a real one) in the middle of a still and again in a clip; a third one ends it."""
    a_project(folder)
    for kind in (TakeKind.KEYFRAME, TakeKind.CLIP):
        words = [sys.executable, "-m", "traces.recorded_runs", "--killed-at", kind, str(folder)]
        ended = subprocess.run(words, check=False, cwd=RECORDED.parents[1], env=os.environ | {"PYTHONPATH": _paths()})
        assert ended.returncode == -signal.SIGKILL, ended.returncode
    with a_production(folder, manifest=TWO_SHOTS) as (production, _):
        film(production)


def _paths() -> str:
    return os.pathsep.join(sys.path)


def killed_at(kind: str, folder: Path) -> None:
    """Film until the second take of a kind is half made, and die there."""

    def die(made: str, count: int) -> str:
        if made == kind and count == 1:
            os.kill(os.getpid(), signal.SIGKILL)
        return ""

    with a_production(folder, manifest=TWO_SHOTS, fault=die) as (production, _):
        film(production)


def chat(folder: Path) -> None:
    """A film, then edits by way of the conversation, then the film of the edited plan: its run is the trace."""
    with a_production(a_project(folder)) as (production, _):
        film(production)
    talk = a_talk(folder)
    for said in ("make 1-2 wider", "reject 2-1: closer"):
        assert not talk.say(said).failed, said
    with a_production(folder) as (production, _):
        film(production)


def badly(folder: Path) -> None:
    """A model that answers badly: truncated, refusing, with control characters, with calls of tools there are not."""
    source = folder.parent / "lamp.txt"
    reading = reading_of()
    source.write_text(reading.text, encoding="utf-8")
    create(folder, source, reading, PROFILE, seed=7, minutes=0.1)
    with a_production(folder) as (production, _):
        film(replace(production, brain=ModelBrain(RecordedChat(chat=ScriptedModel(script=Unruly())), "scripted")))


class Unruly:
    """Careful, but for the first answer to every third question and all there is about shot 1-2."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, asked: Asked) -> str | AIMessage:
        self.count += 1
        said = Careful()(asked)
        if asked.label.startswith("cinematographer/1-2"):
            return "I'd rather not."
        if asked.tools and len(asked.messages) < 5:
            return calling(("delete_everything", {"path": "/"}))
        if self.count % 3 == 1 and not asked.tools:
            return str(said)[:40] + "\x00\x1b[2J"
        return said


RUNS: dict[str, Callable[[Path], None]] = {
    "plain": plain,
    "climb": climb,
    "spent": spent,
    "human": human,
    "crash": crash,
    "chat": chat,
    "badly": badly,
}


def record(name: str, folder: Path) -> Path:
    """Film the run in an empty folder; its newest trace."""
    RUNS[name](folder / "film")
    newest = newest_trace(folder / "film")
    assert newest
    return newest


def main() -> None:
    if sys.argv[1:2] == ["--killed-at"]:
        killed_at(sys.argv[2], Path(sys.argv[3]))
        return
    for name in sys.argv[1:] or RUNS:
        with tempfile.TemporaryDirectory() as folder:
            line_ends = record(name, Path(folder)).read_bytes()
        (RECORDED / f"{name}.jsonl").write_bytes(line_ends)
        print(f"{name}: {len(line_ends):,} bytes")


if __name__ == "__main__":
    main()
