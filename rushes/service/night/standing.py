"""Nights as others see them: which are asked for, which are under way, and how far."""

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from rushes.errors import BadProject
from rushes.film.night_log import NightLog, What
from rushes.memory.lock import holder
from rushes.memory.nights import newest_night, nights_folder, read_night
from rushes.memory.vault import disk_trouble, write_safely
from rushes.service.night.asked import Asked

_ASKED = "asked.json"


def keep_asked(asked: Asked) -> None:
    """Write down what was asked, in every project's folder of nights, which are there. Raises DiskTrouble."""
    for folder in asked.folders:
        write_safely(nights_folder(folder) / _ASKED, asked.model_dump_json(indent=2).encode())


def lay_out(folders: Sequence[Path]) -> None:
    """Make the projects' folders of nights. Raises DiskTrouble."""
    for folder in folders:
        with disk_trouble(folder):
            nights_folder(folder).mkdir(exist_ok=True)


def asked_of(folder: Path) -> Asked | None:
    """What was last asked of a project; None before the first night. Raises BadProject."""
    file = nights_folder(folder) / _ASKED
    if not file.is_file():
        return None
    try:
        return Asked.model_validate_json(file.read_bytes())
    except ValidationError as error:
        raise BadProject(f"{file} is damaged.", "Begin another night with `rushes overnight --until`.") from error


def unfinished(folder: Path, now: datetime) -> Asked | None:
    """The night that broke off and still has time; None where there is none."""
    asked = asked_of(folder)
    if asked is None or now >= asked.limits.until:
        return None
    with suppress(BadProject):
        logs = [read_night(one, asked.night) for one in asked.folders]
        return None if all(log.stands for log in logs) else asked
    return asked


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a project's newest night is; `process` keeps it, None where nobody does. `log` is None before any."""

    process: int | None
    log: NightLog | None

    def facts(self) -> dict[str, Any]:
        """Ready for JSON."""
        log = self.log
        if log is None:
            return {"under_way": self.process is not None, "night": None}
        chapters, cuts = log.of(What.CHAPTER), log.of(What.CUT)
        return {
            "under_way": self.process is not None,
            "process": self.process,
            "night": log.begin.night,
            "began": log.begin.at.isoformat(),
            "until": log.begin.limits.until.isoformat(),
            "at": f"{chapters[-1].work} {_shots(chapters[-1].text)}".strip() if chapters else "",
            "takes": sum(one.work in {"keyframe", "clip"} for one in log.of(What.BEGINS)),
            "cuts": len(cuts),
            "last_cut": cuts[-1].at.isoformat() if cuts else None,
            "refused": len(log.of(What.REFUSED)),
            "aside": [one.text for one in log.of(What.ASIDE)],
            "lost": [one.text for one in log.of(What.LOST)],
            "ended": log.ended or None,
        }


def _shots(text: str) -> str:
    shots = text.split()
    return text if len(shots) < 4 else f"{shots[0]} to {shots[-1]} ({len(shots)} shots)"


def standing(folder: Path) -> Standing:
    """How a project's nights stand. Raises BadProject for a damaged log."""
    nights = nights_folder(folder)
    night = newest_night(folder)
    return Standing(holder(nights) if nights.is_dir() else None, read_night(folder, night) if night else None)


def night_named(now: datetime) -> str:
    """A night's name: when it begins, in UTC."""
    return now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def projects_in(lines: Sequence[str], beside: Path) -> list[Path]:
    """The folders that a queue names, one a line; empty lines and what follows a # are left out."""
    named = (line.partition("#")[0].strip() for line in lines)
    return [(beside / os.path.expanduser(name)).resolve() for name in named if name]  # noqa: PTH111 - never raises
