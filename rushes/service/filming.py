"""Running the film graph: begin, resume, stop cleanly, wait for people."""

import asyncio
import signal
import sqlite3
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import Any

from langgraph.types import Command, Interrupt, StateSnapshot

from rushes.agents.bible import unseen
from rushes.agents.previews import Previews
from rushes.agents.production import Approvals, Event, Production
from rushes.agents.states import UNSHOT, FilmState
from rushes.agents.vigil import BETWEEN
from rushes.configs.profile import Budget
from rushes.configs.scope import Scope
from rushes.configs.settings import making
from rushes.errors import BudgetSpent, DiskTrouble, Interrupted, RushesError, WaitsForPerson
from rushes.film.take import Decision, ShotState
from rushes.graph import Film, build_film
from rushes.memory.vault import disk_trouble
from rushes.service.checkpoints import checkpoints
from rushes.service.gauging import gauge_now
from rushes.service.recordings import recording


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run of the graph ended: what stands at a person's approval, and the shots that no budget was left for."""

    waiting: tuple[str, ...]
    unshot: tuple[str, ...] = ()


def film(production: Production) -> Ended:
    """Run the film graph to its end, or to where only a person can go on.

    Goes on with an unfinished run. Raises Interrupted after Ctrl-C and what the nodes raise; all
    that was finished is kept in any case.
    """
    production.project.crew.must_be_in()
    return asyncio.run(_film(production))


def waiting_for(ended: Ended) -> WaitsForPerson:
    """What to say of a run that can go on only with a person's word."""
    return WaitsForPerson(
        f"Waiting for you: {', '.join(ended.waiting[:12])}.",
        "`rushes show SHOT` or `rushes plan` shows it; `rushes approve` or `rushes reject --note` decides.",
    )


def steps(budget: Budget) -> int:
    """More steps than the longest climb of a shot takes (four a take and a few around): more is a bug."""
    return 4 * (budget.keyframes + budget.clips) + 60


async def _film(production: Production) -> Ended:
    with _out(production), disk_trouble(production.project.folder), _checkpoint_trouble(production):
        ended = await _one_run(production)
        if not ended.waiting and not ended.unshot and _work_left(production):
            ended = await _one_run(production)
        return ended


def _work_left(production: Production) -> bool:
    """A resumed run shoots what it set out to; what was sent back since takes another run."""
    fresh = {ShotState.PLANNED, ShotState.REJECTED, ShotState.STALE}
    wanted = production.only
    return any(one.state in fresh and (not wanted or one.number in wanted) for one in production.store.shots.all())


async def _one_run(production: Production) -> Ended:
    runs = production.store.runs
    say: Callable[[str], None] = lambda words: production.tell(Event("studio", text=words))  # noqa: E731 - one place
    async with checkpoints(production.project.graph_db, say) as saver:
        graph = build_film(saver)
        run, given = await _entry(production, graph)
        if isinstance(given, Ended):
            return given
        production = replace(production, gauge=runs.gauge(run))
        config: Any = {"configurable": {"thread_id": run}, "recursion_limit": steps(production.profile.budget)}
        with (
            recording(production, run, fresh=isinstance(given, dict)) as record,
            production.project.crew.listening(record.hears),
        ):
            try:
                await graph.ainvoke(given, config, context=record.production, durability="sync")
            except (Interrupted, BudgetSpent) as stop:
                record.stops(stop.title)
                raise
            except RushesError as error:
                runs.end(run, type(error).__name__, production.clock())
                record.ends(type(error).__name__)
                raise
            snapshot = await graph.aget_state(config)
            waiting = tuple(_what(interrupt) for interrupt in snapshot.interrupts)
            if waiting:
                record.waits(waiting)
            else:
                runs.end(run, "done", production.clock())
                record.ends("done")
                saver.forget_other_runs(run)  # the film is in the store
            return Ended(waiting, _unshot(production, snapshot.values.get("done", ())))


def _unshot(production: Production, done: Sequence[str]) -> tuple[str, ...]:
    """Shots whose last branch ended before there was a clip, for want of budget, and that still have none."""
    last = dict(words.split(" ", 1) for words in done)
    unshot = (shot for shot, outcome in last.items() if outcome == UNSHOT)
    return tuple(shot for shot in unshot if production.store.shots.get(shot).state is ShotState.PLANNED)


async def _entry(production: Production, graph: Film) -> tuple[str, Any]:
    """The run to work on and what to give the graph: a fresh start, the people's answers, or nothing (go on).

    An Ended where all that is left of it still waits for a person.
    """
    runs = production.store.runs
    made_with = making(production.project.settings)
    if runs.last_making() not in {None, made_with}:
        production.store.shots.all_stale("the settings changed")
    run = runs.unfinished()
    if run:
        config: Any = {"configurable": {"thread_id": run}}
        snapshot = await graph.aget_state(config)
        same = runs.last_making() == made_with and _still_the_plan(production, snapshot)
        if snapshot.next and same and _in_scope(production, runs.scope(run)):
            return run, _answers(production, snapshot)
        runs.end(run, "superseded", production.clock())
    newest = production.store.plans.newest()
    gauge = gauge_now(production.store, production.profile)
    revision = newest.revision if newest else None
    begun = runs.start(revision, made_with, production.clock(), gauge, production.scope)
    return begun, fresh(production.approvals)


def _in_scope(production: Production, scope: Scope | None) -> bool:
    """Whether an unfinished run was about the same; one from before that was kept was about the whole film."""
    return scope == production.scope if scope else not production.only


def fresh(asked: Approvals) -> FilmState:
    """The state in which a film's run begins."""
    return FilmState(
        ask_plan=asked.plan,
        ask_bible=asked.bible,
        ask_shots=asked.shots,
        revision=0,
        done=[],
        takes=0,
        ms=0,
        unmade=[],
        reviews=0,
        again=[],
        film="",
    )


def _answers(production: Production, snapshot: StateSnapshot) -> Command[Any] | Ended | None:
    """What people said since; None to go on with what was under way; Ended for neither."""
    said = {one.id: answer(production, one) for one in snapshot.interrupts}
    answers = {one: answer for one, answer in said.items() if answer is not None}
    under_way = len(snapshot.tasks) > len(snapshot.interrupts)
    if snapshot.interrupts and not answers and not under_way:
        return Ended(tuple(map(_what, snapshot.interrupts)))
    newest = production.store.plans.newest()
    if newest:
        production.tell(Event("resumed", text=f"plan {newest.revision}, by {newest.brain}"))
    return Command(resume=answers) if answers else None


def _still_the_plan(production: Production, snapshot: StateSnapshot) -> bool:
    newest = production.store.plans.newest()
    begun_with = snapshot.values.get("revision")
    return begun_with is None or (newest is not None and newest.revision == begun_with)


def answer(production: Production, waiting: Interrupt) -> bool | str | None:
    """What a person has said about an interrupt since; None for nothing yet."""
    asked: dict[str, Any] = waiting.value
    if "plan" in asked:
        return production.store.plans.current().approved
    if "bible" in asked:
        return None if unseen(production) else True
    state = production.store.shots.get(asked["shot"]).state
    words = {ShotState.APPROVED: Decision.APPROVE.value, ShotState.REJECTED: Decision.REJECT.value}
    return words.get(state) or (Decision.REJECT.value if state is ShotState.PLANNED else None)


def _what(waiting: Interrupt) -> str:
    asked: dict[str, Any] = waiting.value
    if "bible" in asked:
        return f"the bible ({', '.join(asked['bible'])})"
    return "the plan" if "plan" in asked else str(asked["shot"])


@contextmanager
def _checkpoint_trouble(production: Production) -> Generator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise DiskTrouble(
            f"{production.project.graph_db} can't be written: {error}.",
            "Free some space and give the same command again; everything finished is kept.",
        ) from error


@contextmanager
def _out(production: Production) -> Generator[None]:
    """The crew is out: one run at a time, also among the threads of a process; its previews are up while it lasts.

    The first Ctrl-C (or SIGTERM, or a call from another thread) lets the steps in hand finish; a second Ctrl-C ends at
    once. Raises ProjectBusy.
    """
    loop = asyncio.get_running_loop()
    previews = Previews(production.project.folder)

    def unhear() -> None:
        with suppress(NotImplementedError):
            for number in (signal.SIGINT, signal.SIGTERM):
                loop.remove_signal_handler(number)

    def stop() -> None:
        unhear()
        production.floor.stopping = True
        if not production.floor.in_hand:
            production.floor.quiet.set()
        production.attendance.hears()
        production.studio.halt()
        production.brain.halt()

    def look() -> None:
        nonlocal later
        if production.vigil.looks():
            later = loop.call_later(BETWEEN, look)
        elif not production.floor.stopping:
            stop()

    with production.project.crew.out(stop):
        later: asyncio.Handle = loop.call_soon(look)  # a timer and no task: who ends a run waits for its tasks
        with suppress(NotImplementedError, RuntimeError, ValueError):  # Windows, or not the main thread
            for number in (signal.SIGINT, signal.SIGTERM):
                loop.add_signal_handler(number, stop)
        previews.clear()  # a killed run may have left some
        try:
            yield
        finally:
            later.cancel()
            previews.clear()
            unhear()
