"""How a take is made and committed, the same way for every kind.

Look for it by its key; else: scratch file, decoded and measured, then fsync and rename into
the vault, then one row in the store. In that order, so that a kill at any moment loses at most
the take in hand and never makes one twice.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from rushes.agents import critic
from rushes.agents.production import Event, Production
from rushes.agents.recording import Made
from rushes.errors import BadProject, ToolFailed
from rushes.film.setup import Setup
from rushes.film.take import MediaFacts, Slate, Take, TakeKind
from rushes.studio.studio import Call
from rushes.tools import footage
from rushes.tools.protocols import MadeFile, Progress


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try at a take: for which shot (and its place in the film), on what slate, by what work.

    `make` gets the scratch folder and returns the finished file in it. `gates` are what the
    critic will hold the take to; a print, made from a judged clip, is held to its size alone.
    `stills` are what the take should look like: a clip's keyframe, a keyframe's references.
    """

    shot: str
    order: int
    slate: Slate
    make: Callable[[Path, Progress], MadeFile]
    setup: Setup
    gates: Mapping[str, str]
    fps: Fraction
    stills: tuple[Path, ...] = ()


async def take_of(production: Production, attempt: Attempt) -> Take | None:
    """The attempt's take, made now or found. None when the tool failed; the reason is in the store."""
    key = attempt.slate.key
    found = production.store.takes.find(attempt.shot, key)
    if found:
        return present(production, found)
    try:
        made = await production.trace.take(
            attempt.shot,
            attempt.slate,
            key,
            lambda: production.studio.run(Call(lambda: _make(production, attempt), _turn(production, attempt))),
        )
    except ToolFailed as failure:
        store, slate = production.store, attempt.slate
        store.takes.note_failure(attempt.shot, slate.kind, key, str(failure), production.clock())
        production.tell(Event(f"failed-{slate.kind}", attempt.shot, str(failure)))
        return None
    facts = _facts(made.measures, attempt.fps)
    scores = critic.scores(made.measures, attempt.gates)
    take = production.store.takes.add(
        attempt.shot, attempt.slate, made.kept, facts, scores, production.clock(), made.seconds, key, made.settled
    )
    production.tell(Event(str(attempt.slate.kind), attempt.shot, take.id, made.seconds))
    return take


_TOLD_EVERY = 1.0
"""Seconds."""

_LATER = 1_000_000
"""More shots than a film has."""


def _turn(production: Production, attempt: Attempt) -> int:
    """The film's earlier shots first; where painter and mover share a card, all keyframes before all clips."""
    waits = production.equipment.takes_turns and attempt.slate.kind is TakeKind.CLIP
    return attempt.order + _LATER if waits else attempt.order


def _make(production: Production, attempt: Attempt) -> Made:
    started = time.monotonic()
    with production.project.vault.workbench() as scratch:
        made = attempt.make(scratch, _telling(production, attempt))
        measures = _looked_at(production, attempt, made.file)
        kept = production.project.vault.keep(made.file)
    return Made(kept, measures, time.monotonic() - started, made.settled)


def _telling(production: Production, attempt: Attempt) -> Progress:
    """Says now and then how far a call is: models take minutes, and drafts are done before it speaks."""
    last = time.monotonic()

    def tell(done: int, steps: int) -> None:
        nonlocal last
        if time.monotonic() - last >= _TOLD_EVERY:
            last = time.monotonic()
            production.tell(Event("working", attempt.shot, f"{attempt.slate.kind}, step {done} of {steps}"))

    return tell


def _looked_at(production: Production, attempt: Attempt, file: Path) -> dict[str, float]:
    """A print comes from a clip that was measured whole: its frames are counted and its key frames decoded."""
    if attempt.slate.kind is TakeKind.PRINT:
        return footage.probe(file)
    numbers: dict[str, float] = {}
    for scorer in production.equipment.scorers:
        numbers.update(scorer.measure(file, attempt.setup, attempt.stills))
    return numbers


def _facts(measures: Mapping[str, float], fps: Fraction) -> MediaFacts:
    return MediaFacts(int(measures["width"]), int(measures["height"]), int(measures["frames"]), fps)


def present(production: Production, take: Take) -> Take:
    """The take, its media being there. Raises BadProject."""
    if not production.project.vault.has(take.media):
        raise BadProject(f"The media of take {take.id} is gone.", "`rushes repair` makes it again from its slate.")
    return take
