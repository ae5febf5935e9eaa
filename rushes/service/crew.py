"""Assembling a production: project, brain, equipment, studio and clock."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import UTC, datetime

from rushes.agents.brain import Brain, HouseRules
from rushes.agents.production import Approvals, Equipment, Event, Production
from rushes.configs.profile import Profile
from rushes.memory.project import Project
from rushes.studio.studio import CpuStudio
from rushes.tools import registry


def now() -> str:
    """The time, to the microsecond, in UTC, as text that sorts."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def equip(profile: Profile) -> Equipment:
    """The tools a profile names. Raises UserMustFix for an unknown name."""
    return Equipment(
        painter=registry.painter(profile.crew.keyframe),
        mover=registry.motion_maker(profile.crew.motion),
        scorers=(registry.scorer("technical"),),
        editor=registry.editor("ffmpeg"),
    )


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
    studio = CpuStudio()
    try:
        yield Production(
            project=project,
            brain=brain or HouseRules(),
            equipment=equip(project.settings.profile),
            studio=studio,
            clock=now,
            approvals=approvals or Approvals(),
            only=only,
            tell=tell,
        )
    finally:
        studio.close()
