"""Assembling a production: project, brain, equipment, studio and clock."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import UTC, datetime

from rushes.agents.brain import Brain, HouseRules
from rushes.agents.production import Approvals, Event, Production
from rushes.memory.project import Project
from rushes.service.equipping import equip
from rushes.studio.studio import CpuStudio


def now() -> str:
    """The time, to the microsecond, in UTC, as text that sorts."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


@contextmanager
def production_of(
    project: Project,
    *,
    brain: Brain | None = None,
    approvals: Approvals | None = None,
    only: tuple[str, ...] = (),
    tell: Callable[[Event], None] = lambda _event: None,
) -> Generator[Production]:
    """A production on an open project; its studio is closed at the end. Without a brain the house rules think."""
    tools = equip(project.settings.profile, project.store)
    studio = CpuStudio(tools.at_once)
    try:
        yield Production(
            project=project,
            brain=brain or HouseRules(),
            equipment=tools,
            studio=studio,
            clock=now,
            approvals=approvals or Approvals(),
            only=only,
            tell=tell,
        )
    finally:
        studio.close()
        tools.close()
