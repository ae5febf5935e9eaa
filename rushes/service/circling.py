"""Circling: a person chooses a take, and the film is cut with it from then on."""

import asyncio

from rushes.agents.production import Event, Production
from rushes.agents.requests import Try, clip_attempt, print_attempt
from rushes.agents.takes import take_of
from rushes.errors import NoSuchShot, ToolFailed
from rushes.film.take import BIBLE, Decision, Judge, ShotState, Take, TakeKind, Verdict
from rushes.memory.project import Project
from rushes.service.crew import Produce, now


def circle(project: Project, take_id: str, produce: Produce) -> Take:
    """Make a take its shot's chosen one, and the shot approved; the print that will be in the film.

    What follows from a take and was never made (a still's clip, a clip's print) is made now. Raises NoSuchShot,
    ProjectBusy while the crew is shooting, ToolFailed when it can't be made.
    """
    project.crew.must_be_in()
    chosen = project.store.takes.get(take_id)
    if chosen.shot.startswith(BIBLE):
        raise NoSuchShot(f"{take_id} is a still of the bible.", "`rushes approve` and `rushes reject` judge those.")
    project.store.shots.get(chosen.shot)
    row = _descended(project, chosen)
    if len(row) < _LENGTH[chosen.slate.kind]:
        row = _made(project, chosen, produce)
    for take in (*_ancestors(project, chosen), *row):
        project.store.shots.circle(take)
    said = Verdict(by=Judge.PERSON, decision=Decision.APPROVE, reason="circled")
    project.store.takes.judge(chosen.id, said, now())
    project.store.shots.stand(chosen.shot, ShotState.APPROVED)
    return row[-1]


_LENGTH = {TakeKind.KEYFRAME: 3, TakeKind.CLIP: 2, TakeKind.PRINT: 1}
"""Takes from one of a kind to its print, itself included."""


def _descended(project: Project, chosen: Take) -> list[Take]:
    """The take, and the newest of each kind that was made from it, as far down as there is one."""
    takes = project.store.takes.all(chosen.shot)
    row = [chosen]
    while children := [take for take in takes if row[-1].sha256 in take.slate.parents]:
        row.append(children[-1])
    return row


def _ancestors(project: Project, chosen: Take) -> list[Take]:
    """What the take was made from in its own shot, the still first."""
    takes = project.store.takes.all(chosen.shot)
    row: list[Take] = []
    child: Take | None = chosen
    while child:
        parents = child.slate.parents
        child = next((take for take in takes if take.sha256 in parents and take not in row), None)
        if child:
            row.insert(0, child)
    return row


def _made(project: Project, chosen: Take, produce: Produce) -> list[Take]:
    """What follows from the take, made by the crew. Raises ToolFailed."""
    with project.crew.out(), produce(project, only=(chosen.shot,)) as production:
        return asyncio.run(_finished(production, chosen))


async def _finished(production: Production, chosen: Take) -> list[Take]:
    row, rounds = [chosen], production.store.shots.get(chosen.shot).rounds
    if chosen.slate.kind is TakeKind.KEYFRAME:
        attempt = clip_attempt(production, Try(chosen.shot, rounds, 0, 0, ""), chosen)
        row.append(_there(production, await take_of(production, attempt), chosen))
    finished = await take_of(production, print_attempt(production, chosen.shot, row[-1]))
    row.append(_there(production, finished, chosen))
    production.tell(Event("done", chosen.shot, "circled"))
    return row


def _there(production: Production, take: Take | None, chosen: Take) -> Take:
    if take is None:
        why = production.store.takes.failures(chosen.shot)[-1]
        raise ToolFailed(f"Nothing could be made of {chosen.id}: {why}", "Circle another take.")
    return take
