"""Mending rows and files that have their truth elsewhere: in a take's slate, the plan, the source, the prints."""

from collections.abc import Callable

from rushes.agents import cutting
from rushes.agents.production import Production
from rushes.errors import BadProject, RushesError
from rushes.film.take import BIBLE, ShotState
from rushes.memory.aside import free_name, set_aside
from rushes.memory.vault import write_safely
from rushes.service import ledger
from rushes.service.damage import Damage, Part
from rushes.service.projects import read_again


def mend_rows(production: Production) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Mend everything but media and the film; what was done, and what only a person can do, in words."""
    done: list[str] = []
    left: list[str] = []
    for _ in range(_ROUNDS):
        again = False
        for damage in ledger.faults(production.project):
            mend = _MENDERS.get(damage.part)
            if mend:
                words = mend(production, damage)
                done.append(f"{damage.what}: {damage.fault}; {words}")
                again = True
            elif damage.part is Part.ORIGINAL and f"{damage.what}: {damage.fault}" not in left:
                left.append(f"{damage.what}: {damage.fault}")
        if not again:
            break
    return tuple(done), tuple(left)


_ROUNDS = 4
"""What is mended may show what stood behind it: a state, then a circle, then the board."""


def _row(production: Production, damage: Damage) -> str:
    write_off(production, damage.about, damage.fault)
    return "taken off the books, its shot is shot again"


def _circle(production: Production, damage: Damage) -> str:
    shot = production.store.shots.get(damage.about)
    entries = {one.id: one for one in production.store.takes.entries()}
    for kind in ("keyframe", "clip", "print"):
        circled: str | None = getattr(shot, kind)
        take = entries.get(circled or "")
        if circled and (take is None or (take.shot, take.kind) != (shot.number, kind)):
            production.store.shots.uncircle(shot.number, circled)
    return "dropped, the shot is shot again"


def _state(production: Production, damage: Damage) -> str:
    production.store.shots.stand(damage.about, ShotState.PLANNED, "its state was lost")
    return "planned, what it has is found again"


def _plan(production: Production, _damage: Damage) -> str:
    plans = production.store.plans
    plans.drop(plans.unreadable())
    newest = plans.newest()
    if newest is None:
        production.store.shots.omit_all("their plan was lost")
        return "dropped, the next run plans anew"
    adopted = plans.adopt(newest.manifest, newest.brain, production.clock())
    return f"plan {newest.revision} taken again as plan {adopted.revision}"


def _source(production: Production, _damage: Damage) -> str:
    folder, store = production.project.folder / "source", production.store
    reading, words = ledger.source_of(production.project), "written again from the store"
    if reading is None:
        originals = sorted(folder.glob("original.*"))
        if not originals:
            raise BadProject(
                f"The reading is lost and {folder} has no original.", "Put the story back there and repair again."
            )
        reading, words = read_again(originals[0], production.profile), "read again"
        store.plans.keep_source(reading)
    write_safely(folder / "reading.txt", reading.text.encode())
    return words


def _checkpoints(production: Production, _damage: Damage) -> str:
    return f"kept as {set_aside(production.project.graph_db).name}, the next run starts from the store"


def _trace(production: Production, damage: Damage) -> str:
    file = production.project.folder / damage.what
    aside = free_name(file)
    file.replace(aside)
    return f"kept as {aside.name}"


_MENDERS: dict[Part, Callable[[Production, Damage], str]] = {
    Part.ROW: _row,
    Part.CIRCLE: _circle,
    Part.STATE: _state,
    Part.PLAN: _plan,
    Part.SOURCE: _source,
    Part.CHECKPOINTS: _checkpoints,
    Part.TRACE: _trace,
}


def write_off(production: Production, take: str, fault: str) -> None:
    """A take that can't be had again must not stand in the way of a new one."""
    store = production.store
    lost = next(one for one in store.takes.entries() if one.id == take)
    if lost.shot.startswith(BIBLE):
        store.stills.drop(lost.shot.removeprefix(BIBLE))
    else:
        store.shots.uncircle(lost.shot, take)
    store.takes.forget(take, fault, production.clock())


async def cut_again(production: Production, *, complete: bool) -> str:
    """Cut the film anew from its prints; what came of it, in words."""
    what = "cuts/film.mp4"
    if not complete:
        return f"{what}: damaged; `rushes shoot` cuts it again when what is lost is shot"
    try:
        film = await cutting.cut(production)
    except RushesError as error:
        return f"{what}: damaged, and it can't be cut again: {error.title}"
    return f"{what}: damaged, cut again" if film else f"{what}: damaged, and there is nothing to cut"
