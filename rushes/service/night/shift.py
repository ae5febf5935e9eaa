"""One project's part of a night: the whole film once, then better takes of its weakest shots."""

import asyncio
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from rushes.agents import cutting
from rushes.agents.approvals import Approvals
from rushes.agents.brain import Brain
from rushes.agents.events import Event
from rushes.agents.production import Production
from rushes.agents.vigil import Vigil
from rushes.configs.profile import Budget, Profile
from rushes.configs.scope import Scope
from rushes.errors import BadProject, WaitsForPerson
from rushes.film.frames import seconds_of
from rushes.film.night_log import Entry, What
from rushes.film.take import ShotState, TakeKind
from rushes.memory.project import Project, open_for_writing
from rushes.memory.shots import ShotStanding
from rushes.service import health
from rushes.service.filming import film
from rushes.service.night import choosing
from rushes.service.night.clock import Clock
from rushes.service.night.ending import Ending
from rushes.studio.purse import Purse

ROUGH, BETTER, PLANNING = "rough", "better", "planning"


class Produces(Protocol):
    """Makes a production of an open project, as `crew.production_of` does."""

    def __call__(
        self,
        project: Project,
        *,
        brain: Brain | None = None,
        approvals: Approvals | None = None,
        only: tuple[str, ...] = (),
        again: tuple[str, ...] = (),
        tell: Callable[[Event], None] = ...,
        purse: Purse | None = None,
        vigil: Vigil | None = None,
    ) -> AbstractContextManager[Production]:
        """A production within a purse, under a vigil."""
        ...


@dataclass(frozen=True, slots=True)
class Watch:
    """Who keeps a night: its clock, its purse, who looks whether it may go on, and how long its end takes.

    `on` says whether another chapter may begin; `tell` hears of every step, `note` writes down.
    """

    clock: Clock
    purse: Purse
    vigil: Vigil
    ending: Ending
    on: Callable[[], bool]
    tell: Callable[[Event], None]
    note: Callable[[Entry], None]


@dataclass(slots=True)
class Shift:
    """A project's night. Its state is the store's: a shift that begins again after a kill goes on where that broke off.

    `brain_for` is the crew's brain for a profile.
    """

    folder: Path
    watch: Watch
    produce: Produces
    brain_for: Callable[[Profile], Brain]
    _tried: set[str] = field(default_factory=set[str])
    _shots: int = 0
    _seconds: float = 0.0
    _repaired: bool = False
    run: str = ""
    """The run of the film graph that is under way, or was last."""

    def rough(self) -> None:
        """Shoot the whole film once. Raises what stands in the way of the whole project, Interrupted."""
        mended = health.mend_store(self.folder)
        with open_for_writing(self.folder) as project:
            self._look_after(project, mended)
            self._planned(project)
            self._go_on(project)
            while self.watch.on() and (batch := choosing.rough(self._board(project), self._tried, self._count)):
                before = project.store.takes.ever()
                self._chapter(project, ROUGH, Scope(only=batch, budget=_once(project), reviews=0))
                if project.store.takes.ever() == before:
                    self._tried.update(batch)  # else what was refused may go now: by then an end's length is known

    def better(self) -> None:
        """Shoot the weakest again, as long as that makes new takes. Raises as `rough`."""
        with open_for_writing(self.folder) as project:
            own, depth, fresh = project.settings.profile, 0, False
            tried: set[str] = set()
            while self.watch.on():
                batch = choosing.weakest(self._board(project), _merits(project), tried, self._count)
                if not batch:
                    if choosing.deepest(own.budget, depth) or (depth and not fresh):
                        return
                    depth, fresh = depth + 1, False
                    tried.clear()
                    continue
                tried.update(batch)
                before, budget = project.store.takes.ever(), choosing.deeper(own.budget, depth)
                scope = Scope(only=batch, again=batch, budget=budget, reviews=own.critic.reviews)
                self._chapter(project, BETTER, scope)
                fresh = fresh or project.store.takes.ever() > before

    def deliver(self) -> bool:
        """Whether there is a film, cut from what is there now. Raises what the cut raises."""
        with open_for_writing(self.folder) as project:
            if _cut_is_newest(project):
                return True
            if not any(one.print for one in project.store.shots.all()):
                return False
            with self._producing(project, Scope(budget=project.settings.profile.budget)) as production:
                return asyncio.run(cutting.cut(production)) is not None

    @property
    def _count(self) -> int:
        return choosing.shots_a_chapter(self._seconds / self._shots if self._shots else 0.0)

    def _board(self, project: Project) -> list[ShotStanding]:
        """What may be shot: what waits for a person's word is set aside."""
        return [one for one in project.store.shots.all() if one.state is not ShotState.WAITING]

    def _look_after(self, project: Project, mended: tuple[str, ...]) -> None:
        """A circled take whose file is damaged is made again before anything is built on it; `mended` is the store."""
        for told in mended:
            self._aside(told)
        store, vault = project.store, project.vault
        circled = {take for one in store.shots.all() for take in (one.keyframe, one.clip, one.print) if take}
        if mended or any(not vault.whole(store.takes.get(take).media) for take in circled):
            self._repair(project, mended)

    def _repair(self, project: Project, mended: tuple[str, ...] = ()) -> None:
        self._repaired = True
        with self._producing(project, Scope(budget=project.settings.profile.budget)) as production:
            done = health.repair(production, mended)
        if done.mended or done.lost:
            self._aside(f"{len(done.mended)} damaged takes were made again, {len(done.lost)} could not be")

    def _aside(self, told: str) -> None:
        self.watch.note(Entry(at=self.watch.clock.day(), what=What.ASIDE, text=told))

    def _planned(self, project: Project) -> None:
        """See that there is a plan that may be shot. Raises WaitsForPerson for one that was refused."""
        newest = project.store.plans.newest()
        if newest is None:
            scope = Scope(budget=_once(project), reviews=0)
            self._chapter(project, PLANNING, scope, Approvals(plan=True))
            newest = project.store.plans.newest()
        if newest is None:
            return  # it was stopped while planning
        if newest.approved is False:
            raise WaitsForPerson("You rejected the plan.", "`rushes plan --again` makes another.")
        fps = project.settings.profile.film_fps
        cut = project.store.cuts.newest()
        self.watch.ending.film = max(newest.manifest.seconds, float(seconds_of(cut[0], fps)) if cut else 0.0)

    def _go_on(self, project: Project) -> None:
        """A chapter that broke off comes first, as it was begun."""
        run = project.store.runs.unfinished()
        scope = project.store.runs.scope(run) if run else None
        if scope and scope.only and self.watch.on():
            self._chapter(project, BETTER if scope.again else ROUGH, scope)

    def _chapter(self, project: Project, work: str, scope: Scope, approvals: Approvals | None = None) -> None:
        """Run the film graph over some shots; it ends with a cut."""
        told = " ".join(scope.only)
        self.watch.note(Entry(at=self.watch.clock.day(), what=What.CHAPTER, work=work, text=told))
        began = self.watch.clock.steady()
        try:
            self._filmed(project, scope, approvals)
        except BadProject:
            if self._repaired:
                raise
            self._repair(project)
            self._filmed(project, scope, approvals)
        if scope.only:
            self._shots += len(scope.only)
            self._seconds += self.watch.clock.steady() - began

    def _filmed(self, project: Project, scope: Scope, approvals: Approvals | None) -> None:
        with self._producing(project, scope, approvals) as production:
            film(production)

    @contextmanager
    def _producing(self, project: Project, scope: Scope, approvals: Approvals | None = None) -> Generator[Production]:
        profile = project.settings.profile
        critic = profile.critic.model_copy(update={"reviews": scope.reviews})
        within = profile.model_copy(update={"budget": scope.budget, "critic": critic})
        settings = project.settings.model_copy(update={"profile": within})
        with self.produce(
            replace(project, settings=settings),
            brain=self.brain_for(profile),
            approvals=approvals,
            only=scope.only,
            again=scope.again,
            tell=self._hearing(project),
            purse=self.watch.purse,
            vigil=self.watch.vigil,
        ) as production:
            yield production

    def _hearing(self, project: Project) -> Callable[[Event], None]:
        """Hears a production, and measures its cut: from the last thing before it."""
        last = self.watch.clock.steady()

        def hear(event: Event) -> None:
            nonlocal last
            if event.step in {"read", "planned", "resumed"}:
                self.run = project.store.runs.newest()
            now = self.watch.clock.steady()
            if event.step == TakeKind.PRINT:
                self.watch.ending.prints += project.store.takes.get(event.text).size
            if event.step == "cut":
                self.watch.ending.prints = 0
                self.watch.ending.took_cut(now - last)
                self.watch.note(Entry(at=self.watch.clock.day(), what=What.CUT, seconds=max(0.0, now - last)))
            if event.step not in {"report", "working"}:
                last = now
            self.watch.tell(event)

        return hear


def _once(project: Project) -> Budget:
    """One still and one clip a shot: a whole film first."""
    return project.settings.profile.budget.model_copy(update={"keyframes": 1, "clips": 1})


def _merits(project: Project) -> dict[str, float]:
    """How much of its gates each shot's clip passes, where it has one."""
    board = project.store.shots.all()
    return {one.number: project.store.takes.get(one.clip).merit for one in board if one.clip}


def _cut_is_newest(project: Project) -> bool:
    newest = project.store.cuts.newest_takes()
    prints = [one.print for one in project.store.shots.all() if one.print]
    return newest == prints and project.film.is_file()
