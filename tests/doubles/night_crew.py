"""A night's crew on card doubles, in this process: everything real but the renderer."""

import threading
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from doubles.bench import Bench
from doubles.cards import CardMover, CardPainter, Fault, sound
from doubles.plans import a_manifest
from doubles.productions import ScriptedBrain, a_studio
from rushes.agents.approvals import Approvals
from rushes.agents.continuity import CallSheet
from rushes.agents.events import Event
from rushes.agents.production import Equipment, Production
from rushes.agents.vigil import Unwatched
from rushes.film.manifest import SceneManifest
from rushes.film.night import Limits
from rushes.service.crew import now
from rushes.service.night.asked import Asked
from rushes.service.night.clock import Clock
from rushes.service.night.keeping import Keeping

NIGHT = "20261122T220000Z"


@dataclass
class NightCrew:
    """Makes productions as `crew.production_of` does, and counts what was made through all of them."""

    fault: Fault = sound
    manifest: SceneManifest = field(default_factory=a_manifest)

    def __post_init__(self) -> None:
        self.painter, self.mover = CardPainter(self.fault), CardMover(self.fault)
        self.brain = ScriptedBrain(self.manifest)

    @property
    def made(self) -> tuple[int, int]:
        return len(self.painter.made), len(self.mover.made)

    @contextmanager
    def __call__(self, project, *, brain=None, approvals=None, only=(), again=(), tell=None, purse=None, vigil=None):
        bench, sheet = Bench(self.painter, self.mover), CallSheet()
        yield Production(
            project=project,
            brain=self.brain,
            equipment=Equipment(bench.painter, bench.mover, bench.editor),
            studio=a_studio(bench, sheet.setups, purse),
            clock=now,
            approvals=approvals or Approvals(),
            only=only,
            again=again,
            tell=tell,
            sheet=sheet,
            vigil=vigil or Unwatched(),
        )


def an_asked(*folders: Path, until: datetime | None = None, **limits: float) -> Asked:
    hence = until or datetime.now(UTC) + timedelta(hours=1)
    return Asked(night=NIGHT, projects=tuple(map(str, folders)), limits=Limits(until=hence, **limits))


def keep(
    asked: Asked,
    crew: NightCrew,
    *,
    clock: Clock | None = None,
    stopping: threading.Event | None = None,
    tell: Callable[[Event, Path, str], None] = lambda _event, _project, _run: None,
) -> str:
    """One sitting of a night; how it ended."""
    return Keeping(
        asked,
        clock=clock or Clock(),
        produce=crew,
        brain_for=lambda _profile: crew.brain,
        stopping=stopping or threading.Event(),
        tell=tell,
        beat=lambda: None,
    ).night()
