"""The trace of a run: begun with all that the run finds, gone on with when the run is."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from rushes import __version__
from rushes.agents.production import Event, Production
from rushes.agents.recording import Recorder
from rushes.agents.requests import is_steered
from rushes.agents.taped_brain import RecordedBrain
from rushes.configs.profile import Profile
from rushes.errors import BadTrace
from rushes.film.reading import Reading
from rushes.film.take import ShotState
from rushes.film.trace import (
    CONTEXT,
    PLAN,
    TOKENS,
    Asked,
    Backend,
    Began,
    Ended,
    Judged,
    Resumed,
    Spoke,
    Stopped,
    Trace,
)
from rushes.film.trace_path import FILM, standing
from rushes.memory import traced_store
from rushes.memory.traces import TraceFile, begin_trace, go_on_with, read_trace, trace_of
from rushes.tools.protocols import BackendSpec

_JUDGED = "judged-"
_NO_MODEL = frozenset({PLAN, CONTEXT, TOKENS})
_NOT_KEPT = {"profile": {"llm"}}
"""Where a model lies on this machine or network is nobody's business, and no replay's."""


@dataclass(frozen=True, slots=True)
class Recording:
    """A run being recorded: the production that tells of itself, and how it ended."""

    production: Production
    _file: TraceFile | None = None
    _recorder: Recorder | None = None

    def waits(self, waiting: tuple[str, ...]) -> None:
        """The process ends; people have the next word."""
        self._stop("", waiting)

    def stops(self, why: str) -> None:
        """The process ends with the run under way."""
        self._stop(why, ())

    def hears(self, said: Spoke) -> None:
        """A person said something while the run was under way."""
        if self._file and self._recorder:
            self._file.write(said.model_copy(update={"t": self._recorder.now()}))
        self.production.attendance.hears()

    def ends(self, outcome: str) -> None:
        """The run is over."""
        if self._file and self._recorder:
            self._file.write(Ended(t=self._recorder.now(), outcome=outcome))

    def _stop(self, why: str, waiting: tuple[str, ...]) -> None:
        if self._file and self._recorder:
            self._file.write(Stopped(t=self._recorder.now(), why=why, waiting=waiting))


@contextmanager
def recording(production: Production, run: str, *, fresh: bool) -> Generator[Recording]:
    """Record a run's sitting. One that was begun without a trace, or whose trace is damaged, goes on without.

    Raises DiskTrouble.
    """
    file = trace_of(production.project.folder, run)
    trace = None if fresh else _readable(file)
    opened = begin_trace(file, began(production, run)) if fresh else trace and _gone_on_with(production, file, trace)
    if opened is None:
        yield Recording(production)
        return
    recorder = Recorder(opened.write, before=_answers(trace, production.brain.name))
    try:
        yield Recording(told_by(production, recorder), opened, recorder)
    finally:
        opened.close()


def told_by(production: Production, recorder: Recorder) -> Production:
    """The production, telling a recorder of itself."""

    def tell(event: Event) -> None:
        if event.step.startswith(_JUDGED):
            kind = event.step.removeprefix(_JUDGED)
            recorder.write(Judged(t=recorder.now(), shot=event.shot, kind=kind, text=event.text))
        production.tell(event)

    return replace(production, trace=recorder, brain=RecordedBrain(production.brain), tell=tell)


def began(production: Production, run: str) -> Began:
    """A trace's first line: everything that the run finds."""
    store, tools = production.store, production.equipment
    plan, board = traced_store.plan_in_force(store), traced_store.board(store)
    source = store.plans.source()
    asked = production.approvals
    working = traced_store.at_work(board, waits=asked.plan or asked.bible) | set(production.again)
    return Began(
        rushes=__version__,
        run=run,
        at=production.clock(),
        brain=production.brain.name,
        painter=backend_of(tools.painter.spec),
        mover=backend_of(tools.mover.spec),
        editor=backend_of(tools.editor.spec),
        printer=backend_of(tools.editor.print_spec),
        settings=production.project.settings.model_dump(mode="json", exclude=_NOT_KEPT),
        only=production.only,
        again=production.again,
        ask_plan=asked.plan,
        ask_bible=asked.bible,
        ask_shots=asked.shots,
        gauge=production.gauge,
        plan=plan,
        reading=_stub(source) if plan else source,
        board=board,
        takes=traced_store.takes_met(store, board, working, keyframes=_meets_keyframes(production.profile)),
        pieces=traced_store.pieces_met(store),
        compositions=traced_store.compositions_met(store, working),
        stills=traced_store.stills_met(store),
        reviews=traced_store.reviews_met(store),
        bible=traced_store.bible_met(store),
    )


def _meets_keyframes(profile: Profile) -> bool:
    """Whether a run looks at the keyframes of shots that it does not shoot."""
    return is_steered(profile) or profile.critic.reviews > 0


def backend_of(spec: BackendSpec) -> Backend:
    """A tool as a trace knows it."""
    return Backend(name=spec.name, revision=spec.revision, reads_prompts=spec.reads_prompts)


def _stub(source: Reading) -> Reading:
    """A planned film is shot from its plan: the story need not stand in every trace."""
    return replace(source, text="", blocks=(), skipped=())


def _readable(file: Path) -> Trace | None:
    try:
        return read_trace(file)
    except BadTrace:
        return None


def _answers(trace: Trace | None, brain: str) -> dict[tuple[str, str], str]:
    """What this brain said in earlier sittings: a plan that broke off is not thought again from the start."""
    if trace is None or trace.begin.brain != brain:
        return {}
    asked = (event for event in trace.events if isinstance(event, Asked))
    return {(one.label, one.digest): one.answer for one in asked if not one.error and one.label not in _NO_MODEL}


def _gone_on_with(production: Production, file: Path, trace: Trace) -> TraceFile:
    opened = go_on_with(file)
    path, rounds, approved = standing(trace)
    opened.write(Resumed(at=production.clock()))
    plan = production.store.plans.newest()
    known = trace.begin.plan.approved if trace.begin.plan else None
    if plan and plan.approved is not None and plan.approved != known and FILM not in approved:
        opened.write(Spoke(t=0, shot=FILM, word="approve" if plan.approved else "reject"))
    heard = {(one.said.shot, one.said.word) for one in path.words} | {(w.take, w.word) for w in trace.begin.bible}
    for said in traced_store.bible_met(production.store):
        if (said.take, said.word) not in heard:
            opened.write(Spoke(t=0, shot=said.take, word=said.word, note=said.note))
    for one in traced_store.board(production.store):
        if one.rounds != rounds.get(one.number, 0):
            word = "reject" if one.state is ShotState.REJECTED else "reroll"
            opened.write(Spoke(t=0, shot=one.number, word=word, note=one.note, rounds=one.rounds))
        elif one.state is ShotState.APPROVED and one.number not in approved:
            steps = path.branches.get(one.number, [])
            if steps and steps[-1].open:
                opened.write(Spoke(t=0, shot=one.number, word="approve", rounds=one.rounds))
    return opened
