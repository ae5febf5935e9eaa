"""Running the film graph again from a trace: the real graph and agents, and the tape in the tools' place.

Nothing is rendered, no model is asked, no file is written: the store is in memory and the vault
has names only. What is compared is the path, branch by branch.
"""

import asyncio
import gc
from collections.abc import Callable, Generator
from contextlib import AbstractAsyncContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from langchain_core.language_models.chat_models import BaseChatModel
from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.errors import GraphRecursionError
from langgraph.types import Command, Interrupt
from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError

from rushes.agents.brain import Brain, HouseRules
from rushes.agents.production import Approvals, Equipment, Production
from rushes.agents.tape import Tape
from rushes.agents.taped_brain import TapedBrain
from rushes.configs.settings import Settings, making
from rushes.errors import BadTrace, Bug, Diverged, RushesError
from rushes.film.divergence import Divergence
from rushes.film.take import BIBLE, Decision, Judge, ShotState, Verdict
from rushes.film.trace import Backend, Began, Spoke, Trace, first_fault
from rushes.film.trace_path import FILM
from rushes.graph import Film, build_film
from rushes.memory.project import Project
from rushes.memory.store import ProjectStore
from rushes.memory.traced_store import lay_in
from rushes.memory.traces import read_trace
from rushes.memory.vault import Vault
from rushes.service.checkpoints import nothing_leaves_the_machine
from rushes.service.filming import answer, fresh, steps
from rushes.studio.calls import Call, Done
from rushes.studio.lane import Step
from rushes.tools.protocols import BackendSpec

Build = Callable[[BaseCheckpointSaver[Any] | None], Film]
"""What makes a film graph. Its nodes are held to the path where they are `rushes.graph.traced`."""

Thinks = Brain | Callable[[BaseChatModel], Brain]
"""A brain, or what makes one around a chat model: then the chat model's answers come from the trace."""


@dataclass(frozen=True, slots=True)
class Replayed:
    """Whether the path was the same, where it first was not, and how many steps were taken."""

    same: bool
    divergence: Divergence | None
    steps: int


def replay(trace: Path | Trace, *, build: Build = build_film, brain: Thinks | None = None) -> Replayed:
    """Run a trace's film again and compare the paths. Raises BadTrace."""
    nothing_leaves_the_machine()
    read = read_trace(trace) if isinstance(trace, Path) else trace
    with _quick(), stage(read.begin) as project:
        tape = Tape(read, lambda said: hear(project, said))
        production = _production(project, read.begin, tape, _thinking(read.begin, tape, brain))
        with suppress(Diverged):  # the tape has noted where
            asyncio.run(run_again(build, production, read, tape))
    return Replayed(tape.first is None, tape.first, tape.steps)


async def run_again(build: Build, production: Production, trace: Trace, tape: Tape) -> str | tuple[str, ...]:
    """The film graph from its beginning, as far as the trace's people let it go; how it ended, or who is waited for.

    Raises Diverged.
    """
    begin = trace.begin
    graph = build(None if _in_one_go(trace) else InMemorySaver())
    config: Any = {"recursion_limit": steps(production.profile.budget)}
    if graph.checkpointer is not None:
        config["configurable"] = {"thread_id": begin.run}
    given: Any = fresh(Approvals(begin.ask_plan, begin.ask_bible, begin.ask_shots))
    interrupts: tuple[Interrupt, ...] = ()
    while given is not None:
        try:
            await graph.ainvoke(given, config, context=production)
        except GraphRecursionError:
            tape.over(set())
            raise Diverged("This run goes round in circles.", "Look at the graph's routers.") from None
        except (Diverged, BadTrace):
            raise
        except RushesError as error:
            return type(error).__name__  # held to the path where it was raised
        if graph.checkpointer is not None:
            interrupts = (await graph.aget_state(config)).interrupts
        given = _answers(production, tape, interrupts)
    waiting = {_branch(one) for one in interrupts}
    tape.over(waiting)
    return tuple(sorted(waiting)) or "done"


def _in_one_go(trace: Trace) -> bool:
    """Whether nothing has to be gone on with: then no checkpoint is needed."""
    waits = any(event.event in {"wait", "resumed"} for event in trace.events)
    return trace.ended is not None and trace.ended.outcome == "done" and not waits


def _answers(production: Production, tape: Tape, interrupts: tuple[Interrupt, ...]) -> Command[Any] | None:
    """What the trace's people said to those that wait; None when they said nothing."""
    heard = [one for one in interrupts if isinstance(one.value, dict) and tape.answers(_branch(one))]
    said = {one.id: answer(production, one) for one in heard}
    given = {name: word for name, word in said.items() if word is not None}
    return Command(resume=given) if given else None


def _branch(waiting: Interrupt) -> str:
    asked: Any = waiting.value
    return str(cast("dict[str, Any]", asked).get("shot", FILM)) if isinstance(asked, dict) else FILM


def _hear_of_bible(project: Project, said: Spoke) -> None:
    """A word about a still of the bible: `shot` is its take's name."""
    approved, store = said.word == "approve", project.store
    verdict = Verdict(by=Judge.PERSON, decision=Decision.APPROVE if approved else Decision.REJECT, reason=said.note)
    store.takes.judge(said.shot, verdict, "")
    if not approved:
        from rushes.service.stills import drop_stills  # noqa: PLC0415 - the library for pictures loads there

        drop_stills(project, store.takes.get(said.shot).shot.removeprefix(BIBLE))


_MOST_ROUNDS = 1000
"""More than a person sends a shot back between two runs."""


def hear(project: Project, said: Spoke) -> None:
    """A person's word, as the store would have it."""
    store = project.store
    if said.shot == FILM:
        store.plans.approve(approved=said.word == "approve")
    elif said.shot.startswith(BIBLE):
        _hear_of_bible(project, said)
    elif said.word == "approve":
        store.shots.stand(said.shot, ShotState.APPROVED)
    else:
        for _ in range(min(said.rounds - store.shots.get(said.shot).rounds, _MOST_ROUNDS)):
            store.shots.send_back(said.shot, said.note, rejected=said.word == "reject")


def _thinking(begin: Began, tape: Tape, brain: Thinks | None) -> Brain:
    """The brain given, else one like the trace's."""
    if brain is not None and not callable(brain):
        return TapedBrain(tape, brain, begin.brain)
    if brain is None and not tape.chats:
        return TapedBrain(tape, HouseRules(), begin.brain)
    from rushes.agents.taped_chat import TapeChat  # noqa: PLC0415 - only where a model thought

    chat = TapeChat(tape=tape)
    if brain is not None:
        return brain(chat)
    from rushes.agents.model.brain import ModelBrain  # noqa: PLC0415

    return ModelBrain(chat, begin.brain)


@contextmanager
def stage(begin: Began, folder: Path = Path("replay")) -> Generator[Project]:
    """A project with its store in memory, brought to where a run began, and a vault of names. Raises BadTrace."""
    store = ProjectStore(None)
    try:
        with _readable():
            settings = Settings.model_validate(begin.settings)
            lay_in(store, begin)
            store.runs.start(begin.plan.revision if begin.plan else None, making(settings), begin.at)
        yield Project(folder, settings, store, NamedVault(folder))
    finally:
        store.close()


def _production(project: Project, begin: Began, tape: Tape, brain: Brain) -> Production:
    painter, mover, editor = (_absent(one) for one in (begin.painter, begin.mover, begin.editor))
    editor.print_spec = _absent(begin.printer or begin.editor).spec
    return Production(
        project=project,
        brain=brain,
        equipment=Equipment(painter, mover, editor),
        studio=NoStudio(),
        clock=lambda: begin.at,
        approvals=Approvals(begin.ask_plan, begin.ask_bible, begin.ask_shots),
        only=begin.only,
        again=begin.again,
        trace=tape,
        gauge=begin.gauge,
    )


class NamedVault(Vault):
    """A vault in which every name is taken to be there."""

    def has(self, name: str) -> bool:  # noqa: ARG002
        """As it was when the trace was made."""
        return True


class NoStudio:
    """A studio in which no call is made: the tape has answered."""

    async def run(self, call: Call, hear: Callable[[Step], None] = lambda _step: None) -> Done:  # noqa: ARG002
        """Never reached on a strict tape. Raises Bug."""
        raise Bug("A replay was about to call a tool.")

    def lend(self, order: int = 0, *, urgent: bool = False) -> AbstractAsyncContextManager[None]:  # noqa: ARG002
        """At once: whoever thinks is on the tape too."""
        return nullcontext()

    def halt(self) -> None:
        """Nothing to halt."""


class Absent:
    """A tool known by name: slates need no more of it."""

    def __init__(self, backend: Backend) -> None:
        self.spec = BackendSpec(backend.name, backend.revision, "", reads_prompts=backend.reads_prompts)

    def __getattr__(self, name: str) -> Any:
        raise Bug(f"A replay was about to call {self.spec.name}.{name}.")


def _absent(backend: Backend) -> Any:
    """In a tool's place, whichever it is."""
    return Absent(backend)


@contextmanager
def _readable() -> Generator[None]:
    """A first line that is well-formed and can't have been is a damaged one."""
    try:
        yield
    except (SQLAlchemyError, ValueError) as error:
        words = first_fault(error) if isinstance(error, ValidationError) else " ".join(str(error).split())[:200]
        raise BadTrace(f"The trace does not hold together: {words}.", "Record the run again.") from error


@contextmanager
def _quick() -> Generator[None]:
    """Without the cycle collector, which would walk all branches' states over and over: a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
