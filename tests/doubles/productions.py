"""A production on card doubles: everything real but the renderer."""

from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from doubles.bench import Bench
from doubles.cards import CardMover, CardPainter, Fault, sound
from doubles.inline_lane import InlineLane
from doubles.plans import a_manifest, a_reading
from rushes.agents.brain import Composition, HouseRules, Opinion, ShotBrief, TakeBrief
from rushes.agents.continuity import CallSheet
from rushes.agents.production import Approvals, Equipment, Event, Production
from rushes.configs.profile import Budget, Gates, Picture, Profile
from rushes.film.manifest import SceneManifest
from rushes.film.reading import Reading
from rushes.film.setup import Setup
from rushes.memory.project import Project, create, open_for_writing
from rushes.studio.dispatch import LaneStudio
from rushes.studio.kit.sites import DESK
from rushes.studio.making import Tools
from rushes.studio.pace import Pace
from rushes.studio.purse import Purse
from rushes.studio.sittings import SittingStudio

GATES = Gates(
    keyframe={"luma": "14..240", "contrast": "8..", "dark": "..0.9"},
    clip={"luma": "14..240", "black": "..0", "frozen": "..0.5", "motion": "1.."},
)
PROFILE = Profile(picture=Picture(size="96x54", fps="12"), budget=Budget(keyframes=3, clips=3), gates=GATES)


@dataclass
class ScriptedBrain(HouseRules):
    """A brain with one plan to give, and opinions and compositions where a test has some."""

    manifest: SceneManifest
    name: str = "scripted"
    asked: int = 0
    opinions: Callable[[TakeBrief], Opinion | None] = lambda _brief: None
    compositions: Callable[[ShotBrief], Composition | None] = lambda _brief: None
    briefs: list[ShotBrief] = field(default_factory=list)

    async def plan(self, reading: Reading, minutes: float | None) -> SceneManifest:
        self.asked += 1
        return self.manifest

    async def compose(self, brief: ShotBrief) -> Composition:
        self.briefs.append(brief)
        return self.compositions(brief) or await super().compose(brief)

    async def judge(self, brief: TakeBrief) -> Opinion:
        return self.opinions(brief) or await super().judge(brief)


@dataclass
class Crew:
    """The doubles of one production, to ask what they did."""

    painter: CardPainter
    mover: CardMover
    brain: ScriptedBrain
    events: list[Event] = field(default_factory=list)


def a_project(folder: Path, profile: Profile = PROFILE) -> Path:
    source = folder.parent / "mill.txt"
    reading = a_reading()
    source.write_text(reading.text, encoding="utf-8")
    create(folder, source, reading, profile, seed=7, minutes=None)
    return folder


@contextmanager
def a_production(
    folder: Path,
    *,
    manifest: SceneManifest | None = None,
    fault: Fault = sound,
    approvals: Approvals | None = None,
    only: tuple[str, ...] = (),
    again: tuple[str, ...] = (),
    purse: Purse | None = None,
) -> Generator[tuple[Production, Crew]]:
    with (
        open_for_writing(folder) as project,
        _on(project, manifest or a_manifest(), fault, approvals or Approvals(), only, again, purse) as both,
    ):
        yield both


@contextmanager
def _on(
    project: Project,
    manifest: SceneManifest,
    fault: Fault,
    approvals: Approvals,
    only: tuple[str, ...],
    again: tuple[str, ...],
    purse: Purse | None,
) -> Generator[tuple[Production, Crew]]:
    crew = Crew(CardPainter(fault), CardMover(fault), ScriptedBrain(manifest))
    ticks, bench, sheet = count(), Bench(crew.painter, crew.mover), CallSheet()
    production = Production(
        project=project,
        brain=crew.brain,
        equipment=Equipment(bench.painter, bench.mover, bench.editor),
        studio=a_studio(bench, sheet.setups, purse),
        clock=lambda: f"2026-01-01T00:00:{next(ticks):06}",
        approvals=approvals,
        only=only,
        again=again,
        tell=crew.events.append,
        sheet=sheet,
    )
    yield production, crew


def a_studio(tools: Tools, sheet: Sequence[Setup] = (), purse: Purse | None = None) -> SittingStudio:
    """The real studio, with one lane in this process."""
    berths = {name: {DESK: 0} for name in ("", tools.painter.spec.name, tools.mover.spec.name)}

    def opened() -> LaneStudio:
        return LaneStudio([InlineLane(DESK, 2, tools)], berths, {}, pace=Pace(), sheet=sheet, purse=purse)

    return SittingStudio(opened)
