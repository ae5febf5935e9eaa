"""Every model there is, in one shape: language models in a file, all others in a folder."""

from dataclasses import dataclass
from pathlib import Path

from rushes.configs.equipment import ModelEntry, equipment
from rushes.configs.homes import weights_home
from rushes.configs.inventory import LlmEntry, shipped_llms
from rushes.errors import UserMustFix
from rushes.memory.model_files import files_in
from rushes.memory.model_lock import held_model
from rushes.memory.models import amount, find_folder, missing, published_elsewhere, size_told
from rushes.memory.weight_files import BadWeights, Progress
from rushes.service.pulling import Standing, checked, pull, standings
from rushes.service.pulling_models import Tell, pull_model
from rushes.service.room import Room, room_for_llm, room_for_model
from rushes.studio.machine import Card, cards, main_memory
from rushes.tools.finishing.wheel import PACKAGE, ships


@dataclass(frozen=True, slots=True)
class Stocked:
    """A model, where it is here (None: it is not), how many bytes it takes there, and whether it has room to run."""

    name: str
    kind: str
    entry: LlmEntry | ModelEntry
    place: Path | None
    kept: int | None
    room: Room

    @property
    def size(self) -> str:
        """What a pull brings, in words."""
        if self.kept is not None:
            return amount(self.kept)
        if isinstance(self.entry, ModelEntry):
            return size_told(self.entry)
        known = self.entry.published
        return amount(known.size) if known else "its size unknown until it is pulled"

    @property
    def way_here(self) -> str:
        """How it comes here, "" where it is: a command, or what to put where."""
        if self.kept is not None:
            return ""
        if isinstance(self.entry, ModelEntry) and not self.entry.repository:
            return published_elsewhere(self.entry)
        return f"rushes models pull {self.name}"

    @property
    def wheel(self) -> str:
        """The installed package that has it, "" for none."""
        return PACKAGE if ships(self.name) else ""


def stock(kinds: tuple[str, ...] = ()) -> list[Stocked]:
    """All models, or those of some kinds ("llm" for language models), in the lists' order."""
    here, memory = cards(), main_memory()
    found = [_llm(one, here, memory) for one in standings(dict(shipped_llms().models))]
    found += [_model(entry, here, memory) for entry in equipment().models.values()]
    return [one for one in found if not kinds or one.kind in kinds]


def known(name: str) -> LlmEntry | ModelEntry:
    """A model of any kind by name. Raises UserMustFix that lists all."""
    llms, models = shipped_llms().models, equipment().models
    entry = llms.get(name) or models.get(name)
    if entry is None:
        names = ", ".join(sorted({*llms, *models}))
        raise UserMustFix(f"There is no model called {name!r}.", f"Known are {names}.")
    return entry


def fetch(name: str, tell: Tell) -> str:
    """Pull a model of any kind; what is now locked, in words. Raises as `pull` and `pull_model`."""
    entry = known(name)
    if isinstance(entry, LlmEntry):
        locked = pull(entry)
        return f"{entry.title} is here and locked: revision {locked.revision[:12]}, sha256 {locked.sha256[:16]}."
    folder = pull_model(entry, tell)
    files = f"{len(folder.files)} files, {amount(folder.size)}"
    return f"{entry.title} is here and locked: revision {folder.revision[:12]}, {files}, digest {folder.digest[:16]}."


def check(one: Stocked, progress: Progress | None = None) -> str:
    """The digest a model is locked with, its files whole and unchanged. Raises BadWeights."""
    if isinstance(one.entry, LlmEntry):
        return checked(Standing(one.name, one.entry, weights_home() / one.entry.file, one.kept), progress).sha256
    if one.place is None:
        fault = missing(one.entry)
        raise BadWeights(fault.title, fault.way_out)
    return held_model(weights_home(), one.entry, one.place, progress).digest


def _llm(one: Standing, here: tuple[Card, ...], memory: int) -> Stocked:
    place = one.file if one.kept is not None else None
    return Stocked(one.name, "llm", one.entry, place, one.kept, room_for_llm(one.entry, here, memory))


def _model(entry: ModelEntry, here: tuple[Card, ...], memory: int) -> Stocked:
    place = find_folder(entry)
    kept = sum((place / file).stat().st_size for file in files_in(place)) if place else None
    return Stocked(entry.name, entry.kind, entry, place, kept, room_for_model(entry, here, memory))
