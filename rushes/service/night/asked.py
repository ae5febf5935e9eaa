"""What a night was asked to do: handed from the watchdog to the worker, and kept for a restart."""

from pathlib import Path

from rushes.film.manifest import Noun
from rushes.film.night import Limits


class Asked(Noun):
    """A night by its name, its projects' folders in the order in which they are shot, and its limits."""

    night: str
    projects: tuple[str, ...]
    limits: Limits
    notify: bool = False
    """Whether the desktop is told in the morning."""

    @property
    def folders(self) -> tuple[Path, ...]:
        """The projects' folders."""
        return tuple(map(Path, self.projects))
