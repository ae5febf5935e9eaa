"""The director's hands on a real project."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from rushes.agents import cutting
from rushes.agents.conversation.hands import Back, Film, Pace, Revised, Shooting, WentBack
from rushes.agents.conversation.wording import counted
from rushes.agents.director import plan_afresh
from rushes.agents.production import Event
from rushes.errors import UserMustFix
from rushes.film.frames import seconds_of
from rushes.film.manifest import SceneManifest
from rushes.film.take import ShotState, Take, TakeKind
from rushes.film.timing import in_step
from rushes.memory.plans import Plan
from rushes.memory.project import Project
from rushes.memory.shots import ShotStanding
from rushes.service import changes, circling, decisions
from rushes.service.crew import Produce, now
from rushes.service.filming import film, waiting_for
from rushes.studio.machine import workers
from rushes.tools.protocols import BackendSpec


class ProjectHands:
    """An open project, as `conversation.hands.Hands`."""

    def __init__(self, project: Project, produce: Produce, tell: Callable[[Event], None]) -> None:
        self.project = project
        self.produce = produce
        self.tell = tell

    def plan(self) -> Plan:
        """The plan in force."""
        return self.project.store.plans.current()

    def source(self) -> str:
        """The story's text."""
        return self.project.store.plans.source().text

    def board(self) -> Sequence[ShotStanding]:
        """Where every shot stands."""
        return self.project.store.shots.all()

    def used_numbers(self) -> frozenset[str]:
        """Every number that was ever given."""
        return frozenset(self.project.store.history.board())

    def takes(self, shot: str) -> Sequence[Take]:
        """A shot's takes."""
        return self.project.store.takes.all(shot)

    def failures(self, shot: str) -> Sequence[str]:
        """Why attempts made no take."""
        return self.project.store.takes.failures(shot)

    def revise(self, manifest: SceneManifest, what: str, renamed: Mapping[str, str]) -> Revised:
        """Adopt an edited plan; who edits a plan they approved need not approve it again. Raises ProjectBusy."""
        self.project.crew.must_be_in()
        store = self.project.store
        board, before = store.history.board(), store.plans.current()
        manifest = in_step(manifest, store.plans.source(), self.project.settings.profile.film_fps)
        fresh = store.plans.adopt(manifest, before.brain, now())
        if before.approved:
            store.plans.approve(approved=True)
        store.history.carry(renamed, board)
        stale = tuple(
            one.number
            for one in store.shots.all()
            if one.state is ShotState.STALE and (one.number not in board or board[one.number].state != ShotState.STALE)
        )
        return Revised(fresh.revision, stale, changes.record(self.project, what, before.revision, board, renamed))

    def approve(self, shots: Sequence[str]) -> int:
        """Approve shots."""
        return changes.decided(self.project, "approved", lambda: decisions.approve(self.project, shots))

    def send_back(self, shots: Sequence[str], note: str, *, rejected: bool) -> int:
        """Reject or re-roll shots."""
        if rejected:
            return changes.decided(self.project, "sent back", lambda: decisions.reject(self.project, shots, note))
        return changes.decided(self.project, "re-rolled", lambda: decisions.reroll(self.project, shots))

    def flag(self, shots: Sequence[str], note: str) -> int:
        """Mark shots as worth another look; the change's number. Raises NoSuchShot."""
        return changes.decided(self.project, "flagged", lambda: decisions.flag(self.project, shots, note))

    def circle(self, take: str) -> int:
        """Choose a take; the change's number. Raises as `circling.circle` does."""
        return changes.decided(self.project, f"{take} circled", lambda: [self._circled(take)])

    def _circled(self, take: str) -> str:
        return circling.circle(self.project, take, self.produce).shot

    def reads_prompts(self) -> bool:
        """Whether the painter or the mover reads prompts."""
        made = [spec for kind, spec in self._specs.items() if kind is not TakeKind.PRINT]
        return not made or any(spec.reads_prompts for spec in made)

    def former(self) -> Mapping[str, str]:
        """Old numbers of shots that moved."""
        return changes.renamed(self.project)

    def approve_plan(self) -> int:
        """Approve the plan, as `rushes approve plan` does."""
        self.project.store.plans.approve(approved=True)
        return self.plan().revision

    def pace(self) -> Pace | None:
        """The means of this project's own takes by the backends it uses now."""
        timings = [self.project.store.timings.of(kind, spec.name) for kind, spec in self._specs.items()]
        known = [timing for timing in timings if timing]
        if {timing.kind for timing in known} < {TakeKind.KEYFRAME, TakeKind.CLIP}:
            return None
        takes = sum(timing.takes for timing in known)
        names = " and ".join(dict.fromkeys(spec.name for spec in self._specs.values()))
        return Pace(sum(timing.seconds for timing in known), takes, names, workers())

    @cached_property
    def _specs(self) -> dict[TakeKind, BackendSpec]:
        """What makes this project's takes; empty where a model is not here."""
        with self.produce(self.project) as production:
            tools = production.equipment
            kinds = {TakeKind.KEYFRAME: tools.painter, TakeKind.CLIP: tools.mover, TakeKind.PRINT: tools.editor}
            try:
                return {kind: tool.spec for kind, tool in kinds.items()}
            except UserMustFix:
                return {}

    def shoot(self, shots: Sequence[str]) -> Shooting:
        """Run the film graph."""
        store = self.project.store
        before = sum(store.takes.count().values())
        with self.produce(self.project, only=tuple(shots), tell=self.tell) as production:
            ended = film(production)
        if ended.waiting:
            raise waiting_for(ended)
        newest = store.cuts.newest()
        seconds = float(seconds_of(newest[0], self.project.settings.profile.film_fps)) if newest else None
        return Shooting(sum(store.takes.count().values()) - before, seconds)

    def cut(self) -> Film:
        """Join the circle takes. Raises ProjectBusy while the crew is shooting."""
        with self.project.crew.out(), self.produce(self.project, tell=self.tell) as production:
            made = asyncio.run(cutting.cut(production))
        if made is None:
            raise cutting.nothing_to_cut(self.project)
        file = made.file.relative_to(self.project.folder)
        return Film(str(file), float(seconds_of(made.frames, made.fps)), made.missing)

    def replan(self) -> Plan:
        """Plan afresh; the plan before can be had back. Raises ProjectBusy."""
        self.project.crew.must_be_in()
        store = self.project.store
        board, before = store.history.board(), store.plans.newest()
        with self.project.crew.out(), self.produce(self.project, tell=self.tell) as production:
            fresh = asyncio.run(plan_afresh(production))
        shots = sum(1 for _ in fresh.manifest.shots())
        if before:
            changes.record(self.project, f"A new plan of {counted(shots, 'shot')}.", before.revision, board)
        return fresh

    def changes(self) -> Sequence[str]:
        """The changes that stand, newest first."""
        return changes.standing(self.project)

    def undo(self, back: Back) -> WentBack:
        """One change back, or one undo."""
        return changes.undo(self.project, back)
