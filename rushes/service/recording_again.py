"""Recording a run again: the tape answers what it knows, the project's real tools and brain the rest."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rushes import __version__
from rushes.agents.brain import Brain, HouseRules
from rushes.agents.production import Approvals, Production
from rushes.agents.recording import Looked, Made, Recorder, Update
from rushes.agents.tape import Tape
from rushes.agents.taped_brain import TapedBrain
from rushes.film.take import Slate
from rushes.film.trace import Began, Ended, Spoke, Stopped, Trace
from rushes.graph import build_film
from rushes.memory.project import Project
from rushes.memory.traces import TraceFile, begin_trace, read_trace
from rushes.memory.vault import Kept, Vault
from rushes.service.brains import Thinker
from rushes.service.checkpoints import nothing_leaves_the_machine
from rushes.service.crew import production_of
from rushes.service.recordings import backend_of, told_by
from rushes.service.replay import Replayed, hear, run_again, stage


def record_again(trace: Path, project: Project, thinker: Thinker | None = None) -> tuple[Path, Replayed]:
    """Run a trace's film again and write a new trace beside the old; the project itself is not changed.

    Media that the tape's takes stand for are looked up in the project's vault; new ones live as long as
    the run. `thinker` answers what the tape does not. Raises BadTrace, and what the tools raise.
    """
    nothing_leaves_the_machine()
    read = read_trace(trace)
    with TemporaryDirectory(prefix="rushes-") as name, stage(read.begin, Path(name)) as staged:
        vault = BorrowedVault(Path(name) / "media", project.vault.folder)
        vault.open()
        (Path(name) / "cuts").mkdir()
        scene = replace(staged, vault=vault)
        beside = next(file for number in count(1) if not (file := _beside(trace, number)).exists())
        tape = _run(scene, read, beside, thinker)
    return beside, Replayed(tape.first is None, tape.first, tape.steps)


def _beside(trace: Path, number: int) -> Path:
    return trace.with_name(f"{trace.stem}.again-{number}.jsonl")


def _run(project: Project, trace: Trace, beside: Path, thinker: Thinker | None) -> Tape:
    begin = trace.begin
    approvals = Approvals(begin.ask_plan, begin.ask_bible, begin.ask_shots)
    with production_of(project, approvals=approvals, only=begin.only, again=begin.again) as production:
        file = begin_trace(beside, _begun(production, begin, thinker))
        try:
            recorder = Recorder(file.write)
            tape = Tape(trace, lambda said: _heard(project, file, said), strict=False)
            told = told_by(replace(production, brain=_brain(tape, begin, thinker)), recorder)
            outcome = asyncio.run(run_again(build_film, replace(told, trace=Both(recorder, tape)), trace, tape))
            over = Ended(t=recorder.now(), outcome=outcome) if isinstance(outcome, str) else None
            file.write(over or Stopped(t=recorder.now(), waiting=tuple(outcome)))
            return tape
        finally:
            file.close()


def _brain(tape: Tape, begin: Began, thinker: Thinker | None) -> Brain:
    """A brain that asks the tape first, then whoever thinks."""
    if thinker is None and not tape.chats:
        return TapedBrain(tape, HouseRules(), begin.brain)
    from rushes.agents.model.brain import ModelBrain  # noqa: PLC0415 - only where a model thinks
    from rushes.agents.taped_chat import RecordedChat, TapeChat  # noqa: PLC0415

    chat = TapeChat(tape=tape, otherwise=thinker.chat if thinker else None)
    return ModelBrain(RecordedChat(chat=chat), thinker.name if thinker else begin.brain)


def _begun(production: Production, begin: Began, thinker: Thinker | None) -> Began:
    tools = production.equipment
    used = {
        "painter": tools.painter.spec,
        "mover": tools.mover.spec,
        "editor": tools.editor.spec,
        "printer": tools.editor.print_spec,
    }
    backends = {name: backend_of(spec) for name, spec in used.items()}
    brain = thinker.name if thinker else begin.brain
    return begin.model_copy(update={"rushes": __version__, "at": production.clock(), "brain": brain, **backends})


def _heard(project: Project, file: TraceFile, said: Spoke) -> None:
    file.write(said)
    hear(project, said)


class BorrowedVault(Vault):
    """A vault of its own that also finds what stands in another, and never writes there."""

    def __init__(self, folder: Path, other: Path) -> None:
        super().__init__(folder)
        self._other = Vault(other)

    def path(self, name: str) -> Path:
        """Where the file stands: here, or else there."""
        here = super().path(name)
        return here if here.is_file() or not self._other.has(name) else self._other.path(name)


@dataclass(frozen=True, slots=True)
class Both:
    """A recorder around a tape: what the tape answers, and what is really done, is written down alike."""

    recorder: Recorder
    tape: Tape

    async def step(self, node: str, state: Mapping[str, Any], work: Callable[[], Awaitable[Update]]) -> Update:
        """A node's update."""
        return await self.recorder.step(node, state, lambda: self.tape.step(node, state, work))

    async def take(self, shot: str, slate: Slate, key: str, work: Callable[[], Awaitable[Made]]) -> Made:
        """A take from the tape, or made."""
        return await self.recorder.take(shot, slate, key, lambda: self.tape.take(shot, slate, key, work))

    async def look(self, key: str, work: Callable[[], Awaitable[Looked]]) -> Looked:
        """A look from the tape, or taken."""
        return await self.recorder.look(key, lambda: self.tape.look(key, work))

    async def word(self, node: str, shot: str, wait: Callable[[], Awaitable[bool]]) -> bool:
        """Never at once: what was said is on the tape."""
        return await self.tape.word(node, shot, wait)

    async def piece(self, key: str, work: Callable[[], Awaitable[Kept]]) -> Kept:
        """A piece from the tape, or made."""
        return await self.recorder.piece(key, lambda: self.tape.piece(key, work))

    async def cut(self, pieces: tuple[str, ...], work: Callable[[], Awaitable[str]]) -> str:
        """A film from the tape, or joined."""
        return await self.recorder.cut(pieces, lambda: self.tape.cut(pieces, work))
