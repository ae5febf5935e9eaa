"""Do the project's rows agree with each other, and with what stands beside the vault? Nothing is changed here."""

from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from rushes.errors import BadProject, BadTrace
from rushes.film.reading import Reading
from rushes.film.take import TakeKind
from rushes.memory.project import Project
from rushes.memory.takes import Entry
from rushes.memory.traces import read_trace
from rushes.memory.vault import digest
from rushes.service.checkpoint_file import fault_of
from rushes.service.damage import Damage, Part

CHECKPOINTS, TRACES = "graph.db", "traces/run-*.jsonl"


def faults(project: Project) -> Iterator[Damage]:
    """Everything but media that is not whole. Raises sqlite3.Error of a disk that fails."""
    entries = project.store.takes.entries()
    yield from _takes(project, entries)
    yield from _shots(project, {one.id: one for one in entries})
    yield from _source(project)
    yield from _film(project)
    yield from beside(project.folder)


def beside(folder: Path) -> Iterator[Damage]:
    """What is not whole of the files that need no store: checkpoints and traces."""
    fault = fault_of(folder / CHECKPOINTS, unpack=True)
    if fault:
        yield Damage(CHECKPOINTS, fault, part=Part.CHECKPOINTS)
    for file in sorted(folder.glob(TRACES)):
        try:
            read_trace(file)
        except BadTrace as error:
            yield Damage(f"traces/{file.name}", error.title, part=Part.TRACE)


def _takes(project: Project, entries: list[Entry]) -> Iterator[Damage]:
    for one in entries:
        try:
            slate = project.store.takes.get(one.id).slate
        except (ValueError, TypeError, ZeroDivisionError):  # what parsing its columns may raise
            yield Damage(f"{one.id}'s row", "it can't be read", one.id, Part.ROW)
            continue
        if slate.key != one.key or slate.kind != one.kind:
            yield Damage(f"{one.id}'s row", "its key is not its slate's", one.id, Part.ROW)


def _shots(project: Project, entries: dict[str, Entry]) -> Iterator[Damage]:
    unknown = project.store.shots.unknown()
    for number in unknown:
        yield Damage(f"shot {number}", "its state is none that there is", number, Part.STATE)
    if not unknown:
        yield from _circles(project, entries)
        yield from _plans(project)


def _circles(project: Project, entries: dict[str, Entry]) -> Iterator[Damage]:
    for shot in project.store.shots.all():
        for kind in TakeKind:
            circled: str | None = getattr(shot, kind.value)
            if circled is None:
                continue
            take = entries.get(circled)
            if take is None:
                yield Damage(f"shot {shot.number}'s {kind}", f"there is no take {circled}", shot.number, Part.CIRCLE)
            elif (take.shot, take.kind) != (shot.number, kind):
                yield Damage(f"shot {shot.number}'s {kind}", f"{circled} is not its own", shot.number, Part.CIRCLE)


def _plans(project: Project) -> Iterator[Damage]:
    plans = project.store.plans
    unreadable = plans.unreadable()
    for revision in unreadable:
        yield Damage(f"plan {revision}", "it can't be read", part=Part.PLAN)
    if unreadable:
        return
    newest = plans.newest()
    planned = {shot.number for _, shot in newest.manifest.shots()} if newest else set[str]()
    other = planned ^ {shot.number for shot in project.store.shots.all()}
    if other:
        yield Damage("the board", f"it has other shots than the plan ({', '.join(sorted(other)[:5])})", part=Part.PLAN)


def source_of(project: Project) -> Reading | None:
    """The project's reading, if it is there and can be read."""
    try:
        return project.store.plans.source()
    except (BadProject, ValidationError):
        return None


def _source(project: Project) -> Iterator[Damage]:
    folder, reading = project.folder / "source", source_of(project)
    if reading is None:
        yield Damage("the reading", "the store has none that can be read", part=Part.SOURCE)
        return
    file = folder / "reading.txt"
    if not file.is_file() or file.read_bytes() != reading.text.encode():
        yield Damage("source/reading.txt", "it is not what the store has", part=Part.SOURCE)
    originals = sorted(folder.glob("original.*"))
    if not originals:
        yield Damage("source/original", "it is gone: put the source back there", part=Part.ORIGINAL)
    elif reading.narration and digest(originals[0]) != reading.narration.sha256:
        yield Damage(
            f"source/{originals[0].name}", "it is another recording: put the first one back", part=Part.ORIGINAL
        )


def _film(project: Project) -> Iterator[Damage]:
    """While a run is open its next step is to cut: a kill may have left a newer film than the store knows of."""
    cut = project.store.cuts.newest()
    if cut is None or project.store.runs.unfinished():
        return
    if not project.film.is_file():
        yield Damage("cuts/film.mp4", "it is gone", part=Part.FILM)
    elif digest(project.film) != cut[1]:
        yield Damage("cuts/film.mp4", "its file was changed: the digest differs", part=Part.FILM)
