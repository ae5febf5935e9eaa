"""The loop on against off: the same story, the same spoilt takes, the same budget."""

import asyncio
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import mean

from benchmarks.critic.spoiling import CLIPS, STILLS, spoilt
from rushes.agents.director import plan_afresh
from rushes.agents.production import Production
from rushes.configs.profile import Profile
from rushes.film.take import ShotState, Take, TakeKind
from rushes.memory.project import open_for_writing
from rushes.service.crew import production_of
from rushes.service.filming import film
from rushes.service.projects import start
from rushes.studio.dispatch import LaneStudio
from rushes.studio.kit.sites import DESK
from rushes.studio.kit.toolbox import Loadout
from rushes.studio.lanes.child_lane import ChildLane
from rushes.studio.machine import Machine, this_machine
from rushes.studio.pace import Pace
from rushes.studio.sittings import SittingStudio
from rushes.tools.protocols import Shown
from rushes.tools.scoring.scenes import consistency

SHARE = 0.3
"""Of takes that are spoilt."""

TAKES_A_SHOT = 4
"""The film's budget, in stills and clips."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A film as it was cut: what its circled takes measured, how many are spoilt all the same, what it cost."""

    story: str
    loop: bool
    shots: int
    takes: int
    budget: int
    spoilt: int
    adherence: float
    identity: float
    consistency: float
    waiting: int


def shot(story: Path, profile: Profile, folder: Path, *, loop: bool, share: float = SHARE) -> Outcome:
    """Shoot a story with makers that fail. Without the loop the first take of each kind is kept, whatever it is."""
    start(folder, story, profile, 11, None, lambda _done, _all: None)
    with ExitStack() as stack:
        project = stack.enter_context(open_for_writing(folder))
        production = stack.enter_context(production_of(project))
        asyncio.run(plan_afresh(production))
        shots = len(project.store.shots.all())
        production = under(production, wanted(profile, shots, loop=loop), share)
        film(production)
        return outcome_of(production, story.stem, loop=loop, budget=TAKES_A_SHOT * shots)


def under(production: Production, profile: Profile, share: float) -> Production:
    """The production by another profile, with makers that fail."""
    project = production.project
    settled = replace(project, settings=project.settings.model_copy(update={"profile": profile}))
    return replace(production, project=settled, studio=_studio(production, profile, share))


def wanted(profile: Profile, shots: int, *, loop: bool) -> Profile:
    """The profile with the budget of so many shots, and with the loop or without."""
    budget = profile.budget.model_copy(update={"film_takes": TAKES_A_SHOT * shots, "keyframes": 5, "clips": 5})
    if loop:
        return profile.model_copy(update={"budget": budget})
    once = budget.model_copy(update={"keyframes": 1, "clips": 1, "references": 1})
    quiet = profile.critic.model_copy(update={"reviews": 0})
    return profile.model_copy(update={"budget": once, "critic": quiet})


def _studio(production: Production, profile: Profile, share: float) -> SittingStudio:
    machine = Machine(memory=this_machine().memory)
    loadout = Loadout(profile=profile, machine=machine, store=production.project.folder / "rushes.db")
    given = {"loadout": loadout.given, "share": share}
    berths = {name: {DESK: 0} for name in ("", profile.crew.keyframe, profile.crew.motion)}

    def opened() -> LaneStudio:
        lane = ChildLane(DESK, 2, "benchmarks.critic.spoiling:spoiling_tools", given)
        return LaneStudio([lane], berths, {}, pace=Pace(), sheet=production.sheet.setups)

    return SittingStudio(opened)


def outcome_of(
    production: Production, story: str, *, loop: bool, budget: int, since: str = "", adherence: str = "board"
) -> Outcome:
    """What stands in the cut. Takes are counted from `since` on; `adherence` is the measure of that."""
    store = production.store
    standings = store.shots.all()
    stills = {one.number: store.takes.get(one.keyframe) for one in standings if one.keyframe}
    clips = {one.number: store.takes.get(one.clip) for one in standings if one.clip}
    counted = [one for one in store.takes.all() if one.slate.kind is not TakeKind.PRINT and one.made_at > since]
    return Outcome(
        story=story,
        loop=loop,
        shots=len(standings),
        takes=len(counted),
        budget=budget,
        spoilt=sum(bool(spoilt(take.slate.seed, SHARE, STILLS)) for take in stills.values())
        + sum(bool(spoilt(take.slate.seed, SHARE, CLIPS)) for take in clips.values()),
        adherence=_mean(stills, adherence),
        identity=_mean(stills, "identity"),
        consistency=_together(production, stills),
        waiting=sum(one.state is ShotState.FLAGGED for one in standings),
    )


def _mean(takes: dict[str, Take], measure: str) -> float:
    return mean(score.value for take in takes.values() for score in take.scores if score.measure == measure)


def _together(production: Production, stills: dict[str, Take]) -> float:
    """The mean consistency of the film's scenes, by what stands in the cut."""
    found: list[float] = []
    for scene in production.plan().manifest.scenes:
        shots = [
            Shown(
                shot=one.number,
                keyframe=production.project.vault.path(stills[one.number].media),
                setup=production.setup(one.number),
            )
            for one in scene.shots
            if one.number in stills
        ]
        measures = consistency(shots)
        if "scene" in measures:
            found.append(measures["scene"])
    return mean(found)
