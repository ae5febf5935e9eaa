"""The morning report: what a night did, for whoever comes back to it. Plain values, ready for JSON."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from rushes.errors import UserMustFix
from rushes.film.frames import seconds_of
from rushes.film.manifest import SceneManifest
from rushes.film.night import GB, Use
from rushes.film.night_log import Entry, NightBegan, NightLog, What, use_of
from rushes.film.prices import JOULES_A_KWH, Prices
from rushes.film.take import BIBLE, TO_SHOOT, ShotState, Take, TakeKind
from rushes.memory.project import Project
from rushes.memory.shots import ShotStanding
from rushes.service.estimating import estimate_for
from rushes.service.night.room import bytes_of
from rushes.service.report import rerolls_of

_FOR_PEOPLE = frozenset({ShotState.FLAGGED, ShotState.WAITING})


def morning_of(project: Project, log: NightLog, now: datetime) -> dict[str, Any]:
    """Everything the morning report says, as it stood `now`, an aware time. Times are ISO, in UTC."""
    board = project.store.shots.all()
    made = project.store.takes.since(log.begin.takes)
    takes = {take.id: take for take in project.store.takes.all()}
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
        "told": now.isoformat(),
        "ended": over.isoformat() if ended else None,
        "outcome": log.ended,
        "size": str(project.settings.profile.size),
        "film": _film(project),
        "first_film": _first_film(log),
        "shots": len(board),
        "finished": sum(one.print is not None for one in board),
        "scenes": _scenes(plan.manifest, board) if plan else [],
        "contact": [_frame(one, takes, seconds) for one, seconds in _timed(project, board, takes)],
        "made": _made([take for take in takes.values() if take.id in made]),
        "rerolls": [_reroll(row, takes) for row in rerolls_of(project, made)],
        "waiting": _standing(board, _FOR_PEOPLE),
        "failed": _standing(board, frozenset({ShotState.FAILED})),
        "aside": [one.text for one in log.of(What.ASIDE)],
        "refused": _refused(log.of(What.REFUSED)),
        "lost": [{"at": one.at.isoformat(), "how": one.text} for one in log.of(What.LOST)],
        "stages": _stages(log),
        "budget": _budget(log.begin, use),
        "ahead": _ahead(project) if plan else None,
    }


def _film(project: Project) -> dict[str, Any] | None:
    """The newest cut that there is: its length, its file's bytes, how many shots are in it."""
    newest = project.store.cuts.newest()
    if newest is None or not project.film.is_file():
        return None
    frames, sha256 = newest
    return {
        "file": project.film.relative_to(project.folder).as_posix(),
        "seconds": float(seconds_of(frames, project.settings.profile.film_fps)),
        "bytes": project.film.stat().st_size,
        "shots": len(project.store.cuts.newest_takes()),
        "sha256": sha256,
    }


def _first_film(log: NightLog) -> str | None:
    """When the night's first cut stood."""
    cuts = log.of(What.CUT)
    return cuts[0].at.isoformat() if cuts else None


def _scenes(manifest: SceneManifest, board: Sequence[ShotStanding]) -> list[dict[str, str]]:
    """The scenes that have shots on the board, in film order."""
    there = {one.scene for one in board}
    return [{"scene": one.number, "heading": one.heading} for one in manifest.scenes if one.number in there]


def _timed(
    project: Project, board: Sequence[ShotStanding], takes: Mapping[str, Take]
) -> Iterator[tuple[ShotStanding, float]]:
    """Each shot with its seconds: its print's, or those it is planned to have."""
    plan = project.store.plans.newest()
    planned = {shot.number: shot.seconds for _, shot in plan.manifest.shots()} if plan else {}
    for one in board:
        facts = takes[one.print].facts if one.print else None
        seconds = float(seconds_of(facts.frames, facts.fps)) if facts and facts.fps else planned.get(one.number, 0.0)
        yield one, seconds


def _frame(one: ShotStanding, takes: Mapping[str, Take], seconds: float) -> dict[str, Any]:
    """A shot of the contact sheet: its state, and the media of its chosen still."""
    still = takes.get(one.keyframe or "")
    return {
        "shot": one.number,
        "scene": one.scene,
        "state": one.state.value,
        "printed": one.print is not None,
        "seconds": seconds,
        "take": one.print or one.clip or one.keyframe,
        "still": still.media if still else None,
        "reason": one.reason,
    }


def _reroll(row: Mapping[str, Any], takes: Mapping[str, Take]) -> dict[str, Any]:
    """A re-roll with its shot and, where stills were made, the media of both."""
    before, after = takes[row["take"]], takes[row["next"]]
    stills = before.slate.kind is TakeKind.KEYFRAME
    return {
        **row,
        "shot": before.shot.removeprefix(BIBLE),
        "before": before.media if stills else None,
        "after": after.media if stills else None,
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


def _budget(begin: NightBegan, use: Use) -> list[dict[str, Any]]:
    """Used, and of how much: `of` is None for what had no bound. Money only where there is a price."""
    limits = begin.limits
    rows: list[tuple[str, float, float | None, str]] = [
        ("time", use.seconds / 3600, (limits.until - begin.at).total_seconds() / 3600, "h"),
        ("takes", use.takes, limits.takes or None, ""),
        ("cards", use.gpu_seconds / 3600, limits.gpu_hours or None, "h"),
        ("disk", use.disk / GB, limits.disk_gb or None, "GB"),
    ]
    if limits.prices.of(1):
        rows.append(("cost", use.cost(limits.prices), limits.cost or None, ""))
    if use.joules is not None:
        rows.append(("energy", use.joules / JOULES_A_KWH, None, "kWh"))
    return [{"what": what, "used": used, "of": of, "unit": unit} for what, used, of, unit in rows]


def _ahead(project: Project) -> dict[str, Any]:
    """What is still to be shot, and how long that will take here."""
    try:
        estimate = estimate_for(project, None, Prices())
    except UserMustFix as error:
        due = sum(one.state in TO_SHOOT for one in project.store.shots.all())
        return {"shots": due, "seconds": None, "says": error.title}
    return {
        "shots": estimate.shots,
        "seconds": asdict(estimate.seconds) if estimate.seconds else None,
        "says": estimate.seconds_say,
    }
