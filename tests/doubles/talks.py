"""Conversations on real projects whose renderer is cards."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

from doubles.bench import Bench
from doubles.plans import a_manifest, a_scene
from doubles.productions import a_production, a_project, a_studio
from rushes.agents.production import Equipment, Event, Production
from rushes.film.manifest import SceneManifest
from rushes.memory.project import Project, open_for_reading
from rushes.service.chat import Conversation
from rushes.service.crew import production_of


def a_planned_project(folder: Path, manifest: SceneManifest | None = None) -> Path:
    """A project with a plan: scene 1 of three shots, scene 2 of two."""
    planned = manifest or a_manifest(a_scene("1", 3), a_scene("2", 2))
    with a_production(a_project(folder), manifest=planned) as (production, _):
        production.store.plans.adopt(planned, "house-rules", production.clock())
    return folder


@contextmanager
def with_cards(
    project: Project, *, only: tuple[str, ...] = (), tell: Callable[[Event], None] = lambda _event: None
) -> Generator[Production]:
    """`crew.production_of`, with cards for a renderer."""
    from dataclasses import replace

    with production_of(project, only=only, tell=tell) as production:
        bench = Bench()
        made_by = Equipment(bench.painter, bench.mover, bench.editor)
        yield replace(production, equipment=made_by, studio=a_studio(bench, production.sheet.setups))


def a_talk(folder: Path, **changes) -> Conversation:
    """A conversation about the project."""
    return Conversation(folder, **{"produce": with_cards, **changes})


def states(folder: Path) -> dict[str, str]:
    with open_for_reading(folder) as project:
        return {one.number: one.state.value for one in project.store.shots.all()}


def manifest_of(folder: Path) -> SceneManifest:
    with open_for_reading(folder) as project:
        return project.store.plans.current().manifest
