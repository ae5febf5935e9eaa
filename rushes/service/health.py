"""Is everything whole? Re-reading, mending and making again."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from rushes.agents.production import Production
from rushes.agents.takes import made_file
from rushes.errors import BadMedia, ToolFailed
from rushes.film.take import Slate, Take, TakeKind
from rushes.memory import stills
from rushes.memory.lock import writing
from rushes.memory.project import Project, open_for_reading, settings_of
from rushes.memory.salvage import STORE, put_in_place, salvage
from rushes.memory.soundness import store_faults
from rushes.memory.takes import Entry
from rushes.memory.vault import Vault, digest
from rushes.service import ledger, mending
from rushes.service.damage import Damage, Health, Mended, Part
from rushes.studio.calls import Call, Stage
from rushes.studio.jobs import Make
from rushes.tools import footage
from rushes.tools.protocols import BackendSpec


def examine(folder: Path, heard: Callable[[int, int], None] = lambda _done, _all: None) -> Health:
    """What is whole of a project that nobody has open here, also where its store can't be. Raises BadProject.

    `heard` gets (files read, files in all).
    """
    settings_of(folder)
    found = store_faults(folder / STORE)
    if not found:
        with open_for_reading(folder) as project:
            return verify(project, heard)
    damages = [Damage(STORE, fault, part=Part.STORE) for fault in found]
    vault = Vault(folder / "media")
    names = list(vault.names())
    for done, name in enumerate(names):
        if not vault.whole(name):
            damages.append(Damage(f"media {name[:12]}", "its file was changed: the digest differs"))
        heard(done + 1, len(names))
    return Health(0, (*damages, *ledger.beside(folder)), ())


def verify(project: Project, heard: Callable[[int, int], None] = lambda _done, _all: None) -> Health:
    """Read everything again: each kept file's digest and every frame, the rows, checkpoints and traces."""
    rows = tuple(ledger.faults(project))
    takes, pieces = project.store.takes.entries(), project.store.cuts.pieces()
    references = {still.name: subject for subject, row in project.store.stills.all().items() for still in row}
    damages: list[Damage] = []
    for done, take in enumerate(takes):
        fault = _fault(project, take.media, take.frames)
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
    shown = {parent for take in takes for parent in _parents(take)}  # a still that was dropped since made pictures
    strays = tuple(name for name in project.vault.names() if name not in named and not _made_from(project, name, shown))
    return Health(len(takes), (*rows, *damages), strays)


def _parents(take: Entry) -> tuple[str, ...]:
    try:
        return Slate.model_validate_json(take.slate).parents
    except ValidationError:
        return ()


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


def mend_store(folder: Path) -> tuple[str, ...]:
    """Build a store that is not sound anew from what can be read of it; what was done, in words.

    Raises BadProject, ProjectBusy, DiskTrouble.
    """
    settings_of(folder)
    folder = folder.resolve()
    with writing(folder):
        put_in_place(folder)
        found = store_faults(folder / STORE)
        if not found:
            return ()
        done = salvage(folder)
    gone = f", some of {', '.join(done.torn)} gone" if done.torn else ""
    return (f"{STORE} was damaged ({found[0]}): kept as {done.kept.name}, {done.rows:,} rows read{gone}",)


def repair(production: Production, before: tuple[str, ...] = ()) -> Mended:
    """Make damaged takes again from their slates, mend rows and files that have their truth elsewhere, drop strays.

    What is whole is not touched. `before` is what was done to the store, if anything: then files of no row are kept,
    for the takes whose rows are gone will land on them.
    """
    return asyncio.run(_repaired(production, before))


async def _repaired(production: Production, before: tuple[str, ...]) -> Mended:
    project = production.project
    parts, left = mending.mend_rows(production)
    health = verify(project)
    mended: list[str] = []
    lost: list[tuple[str, str]] = []
    for damage in health.damages:
        if damage.take:
            fault = await _mend(production, project.store.takes.get(damage.take))
            if fault:
                lost.append((damage.take, fault))
                mending.write_off(production, damage.take, fault)
            else:
                mended.append(damage.take)
    for key in [key for key, name in project.store.cuts.pieces() if not project.vault.whole(name)]:
        project.store.cuts.drop_piece(key)
    for look in project.store.reviews.all():
        if not project.vault.whole(look.sheet.name):
            project.store.reviews.drop(look.key)  # the next run looks at the scene anew
    if any(damage.part is Part.FILM for damage in health.damages):
        parts += (await mending.cut_again(production, complete=not lost),)
    rows_went = before or any(damage.part is Part.ROW for damage in health.damages)
    strays = () if rows_went or parts else health.strays
    for name in strays:
        project.vault.drop(name)
    return Mended(tuple(mended), tuple(lost), len(strays), (*before, *parts), left)


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
