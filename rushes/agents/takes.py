"""How a take is made and committed, the same way for every kind.

Look for it by its key; else: scratch file, decoded and measured, then fsync and rename into
the vault, then one row in the store. In that order, so that a kill at any moment loses at most
the take in hand and never makes one twice.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

from rushes.agents import critic
from rushes.agents.previews import Previews
from rushes.agents.production import Event, Production
from rushes.agents.recording import Made
from rushes.errors import BadProject, Bug, ToolFailed
from rushes.film.setup import Setup
from rushes.film.take import MediaFacts, Slate, Take, TakeKind
from rushes.memory.vault import Kept
from rushes.studio.calls import Call, Stage
from rushes.studio.jobs import Job, Look, Make, Outcome, Seen
from rushes.studio.lane import Step
from rushes.tools.protocols import Reference

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try at a take: for which shot (and its place in the film), on what slate, from which files.

    `gates` are what the critic will hold the take to; a print, made from a judged clip, is held to its size alone.
    `frames` is how many there will be. `stills` are what the take should look like: a clip's keyframe, the stills a
    keyframe is painted after. `bible` is what its people and its place are held to; `bare`: it is such a still itself.
    """

    shot: str
    order: int
    slate: Slate
    parents: tuple[Path, ...]
    setup: Setup
    gates: Mapping[str, str]
    fps: Fraction
    frames: int = 1
    stills: tuple[Path, ...] = ()
    bible: tuple[Reference, ...] = ()
    bare: bool = False


async def all_of(works: Iterable[Awaitable[Result]]) -> list[Result]:
    """What comes of them, side by side. Where one fails the others still come to their end: nothing in hand is lost."""
    results: list[Result] = []
    for one in await asyncio.gather(*works, return_exceptions=True):
        if isinstance(one, BaseException):
            raise one
        results.append(one)
    return results


async def take_of(production: Production, attempt: Attempt) -> Take | None:
    """The attempt's take, made now or found. None when the tool failed; the reason is in the store.

    Raises BudgetSpent for one that may not be begun any more, BadProject, Interrupted.
    """
    key = attempt.slate.key
    found = production.store.takes.find(attempt.shot, key)
    if found:
        return present(production, found)
    try:
        made = await production.trace.take(attempt.shot, attempt.slate, key, lambda: _make(production, attempt))
    except ToolFailed as failure:
        store, slate = production.store, attempt.slate
        store.takes.note_failure(attempt.shot, slate.kind, key, str(failure), production.clock())
        production.tell(Event(f"failed-{slate.kind}", attempt.shot, str(failure)))
        return None
    facts = _facts(made.measures, attempt.fps)
    slate = attempt.slate
    scores = critic.scores(made.measures, attempt.gates, slate.kind, slate.backend, production.gauge)
    take = production.store.takes.add(
        attempt.shot, attempt.slate, made.kept, facts, scores, production.clock(), made.seconds, key, made.settled
    )
    production.tell(Event(str(attempt.slate.kind), attempt.shot, take.id, made.seconds))
    return take


_TOLD_EVERY = 1.0
"""Seconds."""

_STAGES = {TakeKind.KEYFRAME: Stage.KEYFRAME, TakeKind.CLIP: Stage.CLIP, TakeKind.PRINT: Stage.PRINT}


async def _make(production: Production, attempt: Attempt) -> Made:
    """The take in the vault, made and looked at in the studio."""
    stage, vault = _STAGES[attempt.slate.kind], production.project.vault
    previews = Previews(production.project.folder)
    try:
        with vault.workbench() as scratch:
            make = Make(slate=attempt.slate, parents=attempt.parents, scratch=scratch)
            made = await production.studio.run(
                _call(production, attempt, make, stage), _telling(production, attempt, previews)
            )
            file = made_file(made.outcome)
            look = Look(
                kind=attempt.slate.kind,
                file=file,
                setup=attempt.setup,
                stills=attempt.stills,
                bible=attempt.bible,
                bare=attempt.bare,
            )
            # What is made is nearer to its end than what is still to be made.
            looked = await production.studio.run(_call(production, attempt, look, Stage(stage + 1)))
            kept = await asyncio.to_thread(_keep, production, file, looked.outcome.seen)
    finally:
        previews.drop(attempt.shot)
    return Made(kept, looked.outcome.measures, made.seconds + looked.seconds, made.outcome.settled)


def _call(production: Production, attempt: Attempt, job: Job, stage: Stage) -> Call:
    return Call(job, stage, attempt.order, attempt.shot, attempt.frames, production.urgent(attempt.shot))


def made_file(outcome: Outcome) -> Path:
    """The file that a job made."""
    if outcome.file is None:
        raise Bug("A lane made no file of what makes one.")
    return outcome.file


def _keep(production: Production, file: Path, seen: tuple[Seen, ...]) -> Kept:
    """The file into the vault; what scorers saw in it into the store, of which this process is the one writer."""
    kept = production.project.vault.keep(file)
    for one in seen:
        production.store.embeddings.add(one.content, one.model, one.frame, one.vector)
    return kept


def _telling(production: Production, attempt: Attempt, previews: Previews) -> Callable[[Step], None]:
    """Says now and then how far a call is: models take minutes, and drafts are done before it speaks."""
    last = time.monotonic()

    def hear(step: Step) -> None:
        nonlocal last
        if time.monotonic() - last >= _TOLD_EVERY:
            last = time.monotonic()
            words = f"{attempt.slate.kind}, step {step.done} of {step.steps}"
            picture = previews.show(attempt.shot, step.preview) if step.preview else ""
            production.tell(Event("working", attempt.shot, words, picture=picture))

    return hear


def _facts(measures: Mapping[str, float], fps: Fraction) -> MediaFacts:
    return MediaFacts(int(measures["width"]), int(measures["height"]), int(measures["frames"]), fps)


def present(production: Production, take: Take) -> Take:
    """The take, its media being there. Raises BadProject."""
    if not production.project.vault.has(take.media):
        raise BadProject(f"The media of take {take.id} is gone.", "`rushes repair` makes it again from its slate.")
    return take
