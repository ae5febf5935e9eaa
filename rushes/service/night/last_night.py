"""The newest night of a project, in the words of its morning report."""

from datetime import datetime

from rushes.errors import BadProject
from rushes.memory.nights import newest_night, read_night
from rushes.memory.project import Project
from rushes.service.night.morning import morning_of
from rushes.service.night.morning_words import in_words


def last_night(project: Project, now: datetime) -> list[str]:
    """The report's lines; none where the crew was never left alone, one that says so where the log is damaged."""
    night = newest_night(project.folder)
    if night is None:
        return []
    try:
        return in_words(morning_of(project, read_night(project.folder, night), now))
    except BadProject as damaged:
        return [str(damaged)]
