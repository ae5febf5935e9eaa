"""Writing the morning report into its project: the facts as JSON, and the page."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from rushes.memory.nights import nights_folder, read_night
from rushes.memory.project import open_for_reading
from rushes.memory.vault import write_safely
from rushes.service.night.morning import morning_of
from rushes.service.night.page import page_of
from rushes.service.night.pictures import pictures_for
from rushes.service.night.screening import screening_of

MORNING = "morning.html"
"""The newest night's page, at the project's root."""


def write_report(folder: Path, night: str, now: datetime, beat: Callable[[], None]) -> Path:
    """Write a night's report into its project, as a page and as JSON; the page.

    `now` is aware. `beat` is called every few seconds as it goes on. Raises DiskTrouble, BadProject.
    """
    log = read_night(folder, night)
    with open_for_reading(folder) as project:
        beat()
        facts = morning_of(project, log, now)
        write_safely(nights_folder(folder) / f"{night}.json", json.dumps(facts, indent=2).encode())
        pictures = pictures_for(facts, project.vault, beat)
        screening = screening_of(facts, project, beat)
    page = nights_folder(folder) / f"{night}.html"
    for file, root in ((page, "../"), (folder / MORNING, "")):
        beat()
        write_safely(file, page_of(facts, pictures, screening, root).encode())
    return page
