"""The morning report: what a night did, for whoever comes back to it. Plain values, ready for JSON."""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from rushes.film.frames import seconds_of
from rushes.film.night import GB, Limits, Use
from rushes.film.night_log import Entry, NightLog, What, use_of
from rushes.film.prices import Prices
from rushes.film.take import BIBLE, ShotState, Take, TakeKind
from rushes.memory.nights import nights_folder, read_night
from rushes.memory.project import Project, open_for_reading
from rushes.memory.shots import ShotStanding
from rushes.memory.vault import write_safely
from rushes.service.estimating import estimate_for
from rushes.service.night.room import bytes_of
from rushes.service.report import rerolls_of

_FOR_PEOPLE = frozenset({ShotState.FLAGGED, ShotState.WAITING})


def morning_of(project: Project, log: NightLog, now: datetime) -> dict[str, Any]:
    """Everything the morning report says. `now` is aware."""
    board = project.store.shots.all()
    made = project.store.takes.since(log.begin.takes)
    takes = [take for take in project.store.takes.all() if take.id in made]
    plan = project.store.plans.newest()
    ended = log.of(What.END)
    over = ended[-1].at if ended else now
    use = use_of(log, (over - log.begin.at).total_seconds(), bytes_of(project.folder))
    return {
        "title": plan.manifest.title if plan else project.folder.name,
        "project": str(project.folder),
        "night": log.begin.night,
        "began": log.begin.at.isoformat(),
        "until": log.begin.limits.until.isoformat(),
        "ended": over.isoformat() if ended else None,
        "outcome": log.ended,
        "film": _film(project),
        "first_film": _first_film(log),
        "shots": len(board),
        "finished": sum(one.print is not None for one in board),
        "contact": [_frame(project, one) for one in board],
        "made": _made(takes),
        "rerolls": rerolls_of(project, made),
        "waiting": _standing(board, _FOR_PEOPLE),
        "failed": _standing(board, frozenset({ShotState.FAILED})),
        "aside": [one.text for one in log.of(What.ASIDE)],
        "refused": _refused(log.of(What.REFUSED)),
        "lost": [{"at": one.at.isoformat(), "how": one.text} for one in log.of(What.LOST)],
        "stages": _stages(log),
        "budget": _budget(log.begin.limits, use),
        "ahead": _ahead(project) if plan else None,
    }


def _film(project: Project) -> dict[str, Any] | None:
    newest = project.store.cuts.newest()
    if newest is None or not project.film.is_file():
        return None
    frames, sha256 = newest
    seconds = float(seconds_of(frames, project.settings.profile.film_fps))
    return {"file": str(project.film.relative_to(project.folder)), "seconds": seconds, "sha256": sha256}


def _first_film(log: NightLog) -> str | None:
    """When the night's first cut stood."""
    cuts = log.of(What.CUT)
    return cuts[0].at.isoformat() if cuts else None


def _frame(project: Project, one: ShotStanding) -> dict[str, Any]:
    """A shot of the contact sheet: its state, and the media of its chosen still."""
    still = project.store.takes.get(one.keyframe) if one.keyframe else None
    return {
        "shot": one.number,
        "scene": one.scene,
        "state": one.state.value,
        "take": one.print or one.clip or one.keyframe,
        "still": still.media if still else None,
        "reason": one.reason,
    }


def _made(takes: Sequence[Take]) -> dict[str, int]:
    kinds = Counter("reference" if take.shot.startswith(BIBLE) else take.slate.kind.value for take in takes)
    return {kind: kinds[kind] for kind in ("reference", *TakeKind) if kinds[kind]}


def _standing(board: Sequence[ShotStanding], states: frozenset[ShotState]) -> list[dict[str, str]]:
    return [
        {"shot": one.number, "state": one.state.value, "reason": one.reason} for one in board if one.state in states
    ]


def _refused(refused: Sequence[Entry]) -> list[dict[str, Any]]:
    """Calls that might not begin, by the reason."""
    reasons: dict[str, list[Entry]] = {}
    for one in refused:
        reasons.setdefault(one.text, []).append(one)
    return [
        {"reason": reason, "calls": len(row), "shots": list(dict.fromkeys(one.shot for one in row))}
        for reason, row in reasons.items()
    ]


def _stages(log: NightLog) -> list[dict[str, Any]]:
    """Calls, seconds and joules for each kind of work, the longest first; joules None where nobody measured."""
    begun: dict[int, Entry] = {}
    calls = Counter[str]()
    seconds, joules = defaultdict[str, float](float), defaultdict[str, float](float)
    for one in log.entries:
        if one.what is What.BEGINS:
            begun[one.ticket] = one
        elif one.what is What.OVER and one.ticket in begun:
            work = begun[one.ticket].work
            calls[work] += 1
            seconds[work] += one.seconds
        elif one.what is What.DRAWN:
            joules[one.work] += one.joules
    works = sorted({*calls, *joules}, key=lambda work: -seconds[work])
    return [
        {"work": work, "calls": calls[work], "seconds": seconds[work], "joules": joules[work] if joules else None}
        for work in works
    ]


def _budget(limits: Limits, use: Use) -> list[dict[str, Any]]:
    """Used, and of how much: `of` is None for what had no bound. Money only where there is a price."""
    rows: list[tuple[str, float, float | None, str]] = [
        ("time", use.seconds / 3600, None, "h"),
        ("takes", use.takes, limits.takes or None, ""),
        ("cards", use.gpu_seconds / 3600, limits.gpu_hours or None, "h"),
        ("disk", use.disk / GB, limits.disk_gb or None, "GB"),
    ]
    if limits.prices.of(1):
        rows.append(("cost", use.cost(limits.prices), limits.cost or None, ""))
    if use.joules is not None:
        rows.append(("energy", use.joules / 3.6e6, None, "kWh"))
    return [{"what": what, "used": used, "of": of, "unit": unit} for what, used, of, unit in rows]


def _ahead(project: Project) -> dict[str, Any]:
    """What is still to be shot, and how long that will take here."""
    estimate = estimate_for(project, None, Prices())
    return {
        "shots": estimate.shots,
        "seconds": asdict(estimate.seconds) if estimate.seconds else None,
        "says": estimate.seconds_say,
    }


def write_report(folder: Path, night: str, now: datetime, beat: Callable[[], None]) -> Path:
    """Write a night's report into its project, as a page and as JSON; the page. `beat` is called as it goes on.

    Raises DiskTrouble, BadProject.
    """
    log = read_night(folder, night)
    with open_for_reading(folder) as project:
        facts = morning_of(project, log, now)
    beat()
    write_safely(nights_folder(folder) / f"{night}.json", json.dumps(facts, indent=2).encode())
    return nights_folder(folder) / f"{night}.json"
