"""Assembling a production: project, brain, equipment, studio and clock."""

from collections.abc import Callable, Generator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Protocol

from rushes.agents.attention import Attention
from rushes.agents.brain import Brain, HouseRules
from rushes.agents.continuity import CallSheet
from rushes.agents.production import Approvals, Equipment, Event, Production
from rushes.agents.staged_brain import StagedBrain
from rushes.agents.vigil import Unwatched, Vigil
from rushes.configs.profile import Profile
from rushes.film.frames import frames_for
from rushes.film.take import TO_SHOOT
from rushes.memory.project import Project
from rushes.service.berths import berths_on
from rushes.service.foresight import Foresight, Run
from rushes.service.lanes import Floorplan, guest_of, studio_on
from rushes.service.recollection import recall, remembering
from rushes.studio.dispatch import LaneStudio
from rushes.studio.floor import FloorView
from rushes.studio.kit.toolbox import Loadout, Toolbox
from rushes.studio.machine import Machine, this_machine
from rushes.studio.purse import Purse
from rushes.studio.sittings import SittingStudio


def now() -> str:
    """The time, to the microsecond, in UTC, as text that sorts."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


class Produce(Protocol):
    """Makes a production of an open project, as `crew.production_of` does."""

    def __call__(
        self, project: Project, *, only: tuple[str, ...] = (), tell: Callable[[Event], None] = ...
    ) -> AbstractContextManager[Production]:
        """A production that shoots `only` these shots (all when empty) and tells of its steps."""
        ...


@contextmanager
def production_of(
    project: Project,
    *,
    brain: Brain | None = None,
    approvals: Approvals | None = None,
    only: tuple[str, ...] = (),
    again: tuple[str, ...] = (),
    tell: Callable[[Event], None] = lambda _event: None,
    first_soon: bool = False,
    watch: Callable[[FloorView], None] | None = None,
    purse: Purse | None = None,
    vigil: Vigil | None = None,
) -> Generator[Production]:
    """A production on an open project. Without a brain the house rules think.

    `first_soon`: the film's first shot is finished before the rest goes on. `watch` sees the studio's floor whenever
    something on it changed, `purse` says whether a call may begin, `vigil` whether the run may go on. Its workers
    live as long as the event loop that gave them work. Raises UserMustFix for an unknown model's name.
    """
    profile, thinker, turns = project.settings.profile, brain or HouseRules(), project.store.turns
    plan = Floorplan(profile, this_machine() if profile.models else Machine(), project.folder / "rushes.db")
    guest, sheet = guest_of(thinker, plan), CallSheet()
    recall(plan, turns)
    berths = berths_on(plan, tuple(guest.berths) if guest else ())
    foresight = Foresight(_run(project, only, again), berths, plan.pace, tell)

    def opened() -> LaneStudio:
        words: Callable[[str], None] = lambda told: tell(Event("studio", text=told))  # noqa: E731
        return studio_on(plan, sheet.setups, guest, words, remembering(plan, turns), watch, purse)

    production = Production(
        project=project,
        brain=thinker,
        equipment=equipment_of(profile, plan.machine),
        studio=SittingStudio(opened),
        clock=now,
        approvals=approvals or Approvals(),
        only=only,
        again=again,
        tell=foresight.hear,
        sheet=sheet,
        attention=Attention(first_soon),
        vigil=vigil or Unwatched(),
    )
    try:
        yield _on_stage(production) if guest else production
    finally:
        turns.write()


def _run(project: Project, only: tuple[str, ...], again: tuple[str, ...]) -> Run:
    """What a run of this project has to shoot."""
    profile = project.settings.profile

    def frames(shots: Sequence[str]) -> float:
        open_shots = frozenset(shots)
        plan = project.store.plans.current().manifest.shots()
        found = [frames_for(shot.seconds, profile.fps) for _, shot in plan if shot.number in open_shots]
        return sum(found) / max(1, len(found))

    def wanted() -> list[str]:
        board = project.store.shots.all()
        due = [one.number for one in board if one.state in TO_SHOOT or one.number in again]
        return [number for number in due if not only or number in only]

    return Run(wanted, frames, profile.budget.clips)


def equipment_of(profile: Profile, machine: Machine) -> Equipment:
    """What a profile's takes are made by. Raises UserMustFix for an unknown name; models are looked for when asked."""
    tools = Toolbox(Loadout(profile=profile, machine=machine))
    return Equipment(tools.painter, tools.mover, tools.editor)


def _on_stage(production: Production) -> Production:
    """The production whose brain waits for its turn on the cards."""
    order: Callable[[str], int] = lambda shot: production.find(shot)[0]  # noqa: E731 - one line, for one place
    staged = StagedBrain(production.brain, production.studio, order, production.urgent)
    return replace(production, brain=staged)
