"""Is everything whole? Re-reading, mending and making again."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rushes.agents.production import Production
from rushes.agents.takes import made_file
from rushes.errors import BadMedia, ToolFailed
from rushes.film.take import BIBLE, Take, TakeKind
from rushes.memory import stills
from rushes.memory.project import Project
from rushes.memory.vault import digest
from rushes.studio.calls import Call, Stage
from rushes.studio.jobs import Make
from rushes.tools import footage
from rushes.tools.protocols import BackendSpec


@dataclass(frozen=True, slots=True)
class Damage:
    """One thing that is not whole. `take` is empty for a piece of the cut."""

    what: str
    fault: str
    take: str = ""


@dataclass(frozen=True, slots=True)
class Health:
    """What a verification found. `strays` are vault files that no row names: harmless, e.g. after a kill."""

    takes: int
    damages: tuple[Damage, ...]
    strays: tuple[str, ...]


def verify(project: Project, heard: Callable[[int, int], None] = lambda _done, _all: None) -> Health:
    """Read every kept file again: digest, then every frame. `heard` gets (files read, files in all)."""
    takes, pieces = project.store.takes.all(), project.store.cuts.pieces()
    references = {still.name: subject for subject, row in project.store.stills.all().items() for still in row}
    damages: list[Damage] = []
    for done, take in enumerate(takes):
        fault = _fault(project, take.media, take.facts.frames)
        if fault:
            damages.append(Damage(take.id, fault, take.id))
        heard(done + 1, len(takes) + len(pieces))
    for done, (key, name) in enumerate(pieces):
        fault = _fault(project, name, None)
        if fault:
            damages.append(Damage(f"piece {key[:12]}", fault))
        heard(len(takes) + done + 1, len(takes) + len(pieces))
    made = {take.media for take in takes}
    sheets = {look.sheet.name: look for look in project.store.reviews.all()}
    for name, look in sheets.items():
        if not project.vault.whole(name):
            damages.append(Damage(f"contact sheet of scene {look.scene}", "its file is gone or was changed"))
    for name, subject in references.items():
        if name not in made and not project.vault.whole(name):
            damages.append(Damage(f"reference still of {subject} ({name[:12]})", "its file is gone or was changed"))
    named = made | {name for _, name in pieces} | references.keys() | sheets.keys()
    shown = {parent for take in takes for parent in take.slate.parents}  # a still that was dropped since made pictures
    strays = tuple(name for name in project.vault.names() if name not in named and not _made_from(project, name, shown))
    return Health(len(takes), tuple(damages), strays)


def _made_from(project: Project, name: str, shown: set[str]) -> bool:
    return Path(name).stem in shown and project.vault.whole(name)


def _fault(project: Project, name: str, frames: int | None) -> str:
    file = project.vault.path(name)
    if not file.is_file():
        return "its file is gone"
    if not project.vault.whole(name):
        return "its file was changed: the digest differs"
    try:
        facts, _ = footage.decode(file)
    except BadMedia as error:
        return str(error)
    return "" if frames in {None, facts.frames} else f"it has {facts.frames} frames, not {frames}"


@dataclass(frozen=True, slots=True)
class Mended:
    """What a repair did: takes made again exactly, and those that can't be (with why)."""

    mended: tuple[str, ...]
    lost: tuple[tuple[str, str], ...]
    strays: int


def repair(production: Production) -> Mended:
    """Make damaged takes again from their slates, drop damaged pieces and strays. What is whole is not touched."""
    return asyncio.run(_repaired(production))


async def _repaired(production: Production) -> Mended:
    project = production.project
    health = verify(project)
    mended: list[str] = []
    lost: list[tuple[str, str]] = []
    for damage in health.damages:
        if damage.take:
            fault = await _mend(production, project.store.takes.get(damage.take))
            if fault:
                lost.append((damage.take, fault))
                _write_off(production, damage.take, fault)
            else:
                mended.append(damage.take)
    damaged_pieces = [key for key, name in project.store.cuts.pieces() if not project.vault.whole(name)]
    for key in damaged_pieces:
        project.store.cuts.drop_piece(key)
    for look in project.store.reviews.all():
        if not project.vault.whole(look.sheet.name):
            project.store.reviews.drop(look.key)  # the next run looks at the scene anew
    for name in health.strays:
        project.vault.drop(name)
    return Mended(tuple(mended), tuple(lost), len(health.strays))


def _write_off(production: Production, take: str, fault: str) -> None:
    """A take that can't be had again must not stand in the way of a new one."""
    store = production.store
    lost = store.takes.get(take)
    if lost.shot.startswith(BIBLE):
        store.stills.drop(lost.shot.removeprefix(BIBLE))
    else:
        store.shots.uncircle(lost.shot, take)
    store.takes.forget(take, fault, production.clock())


async def _mend(production: Production, take: Take) -> str:
    """Empty when the take's file is whole again, else why it isn't."""
    again = await _reproduced(production, take)
    if again.fault:
        return again.fault
    return "" if again.same else f"made again it differs ({again.sha256[:12]}): {why_other(production, take)}"


@dataclass(frozen=True, slots=True)
class Reproduced:
    """A take made again from its slate: whether the bytes are the same, and if not even made, why."""

    same: bool
    sha256: str
    fault: str = ""


def reproduce(production: Production, take: Take) -> Reproduced:
    """Make a take again from its slate alone and compare. A damaged original is put back if it is the same."""
    return asyncio.run(_reproduced(production, take))


async def _reproduced(production: Production, take: Take) -> Reproduced:
    if _maker(production, take).name != take.slate.backend:
        return Reproduced(same=False, sha256="", fault=why_other(production, take))
    vault = production.project.vault
    parents = tuple(vault.path(f"{parent}{_suffix(production, parent)}") for parent in take.slate.parents)
    missing = [parent.name[:12] for parent in parents if not parent.is_file()]
    if missing:
        return Reproduced(same=False, sha256="", fault=f"what it was made from is gone ({', '.join(missing)})")
    with vault.workbench() as scratch:
        try:
            make = Make(slate=take.slate, parents=parents, scratch=scratch)
            done = await production.studio.run(Call(make, Stage.CUT, shot=take.shot, frames=take.facts.frames))
        except ToolFailed as error:
            return Reproduced(same=False, sha256="", fault=str(error))
        made = made_file(done.outcome)
        sha256 = digest(made)
        if sha256 == take.sha256 and not vault.whole(take.media):
            vault.keep(made)
    return Reproduced(sha256 == take.sha256, sha256)


def _suffix(production: Production, sha256: str) -> str:
    """Of a parent's file: a take's own; what is no take is a reference still, also one that was dropped since."""
    return production.store.takes.suffix_of(sha256) or stills.SUFFIX


def why_other(production: Production, take: Take) -> str:
    """Why a take made again differs, in words."""
    now = _maker(production, take)
    if (now.name, now.revision) != (take.slate.backend, take.slate.revision):
        return f"it was made by {take.slate.backend} {take.slate.revision}, here is {now.name} {now.revision}"
    return "the same tool gave other pixels on this machine"


def _maker(production: Production, take: Take) -> BackendSpec:
    """What would make such a take now."""
    tools = production.equipment
    match take.slate.kind:
        case TakeKind.KEYFRAME:
            return tools.painter.spec
        case TakeKind.CLIP:
            return tools.mover.spec
        case TakeKind.PRINT:
            return tools.editor.print_spec
