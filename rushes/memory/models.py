"""Where a model's folder is on this machine, and saying so plainly when it is not there.

A folder of a person's own, named like the entry, under the weights' home comes first. Else it is the hub's cache
(HF_HUB_CACHE, or `hub` under HF_HOME), at the revision that the lock, the inventory or the cache's own `main` names.
"""

import re
from pathlib import Path

from rushes.configs.equipment import ModelEntry
from rushes.configs.homes import hub_cache, weights_home
from rushes.errors import UserMustFix
from rushes.memory.model_lock import held_model, pinned
from rushes.memory.weight_files import Progress

_MARKS = ("model_index.json", "config.json", "*.safetensors", "model.bin")
"""A folder with none of these, of the files that an entry names and of the one its makers publish is no model's."""


def folder_of(entry: ModelEntry) -> Path:
    """The folder to load a model from. Raises UserMustFix with the model's size, licence and how to get it."""
    found = find_folder(entry)
    if found is None:
        raise missing(entry)
    return found


def ready_folder(entry: ModelEntry, progress: Progress | None = None) -> Path:
    """The folder, whole and held to the lock: what is asked for before each load. Raises UserMustFix, BadWeights."""
    folder = folder_of(entry)
    held_model(weights_home(), entry, folder, progress)
    return folder


def find_folder(entry: ModelEntry) -> Path | None:
    """The model's folder, or None where it is not here."""
    own = weights_home() / entry.name
    return next((folder for folder in (own, *_cached(entry)) if _is_model(folder, entry)), None)


def missing(entry: ModelEntry) -> UserMustFix:
    """What to say about a model that is not here: its name, size, licence and the command that gets it."""
    told = f"{entry.title} ({size_told(entry)}, {entry.licence}) is not on this machine."
    if not entry.repository:
        return UserMustFix(told, published_elsewhere(entry))
    if entry.gate == "accept the licence":
        first = f"Accept its licence at huggingface.co/{entry.repository} and set HF_TOKEN, then"
        return UserMustFix(told, f"{first} `rushes models pull {entry.name}` fetches it.")
    return UserMustFix(told, f"`rushes models pull {entry.name}` fetches it.")


def published_elsewhere(entry: ModelEntry) -> str:
    """How to get a model that is on no hub: one file, from where its makers put it."""
    if "published_file" not in entry.extra:
        return f"Put its files (safetensors, laid out as on the hub) into {weights_home() / entry.name}."
    file, page = entry.extra["published_file"], entry.extra.get("published_at", "its makers' page")
    return f"Put {file} from {page} into {weights_home() / entry.name}; it is converted to safetensors there."


def size_told(entry: ModelEntry) -> str:
    """How many bytes a pull brings, in words, and how that is known."""
    if entry.size_bytes:
        return amount(entry.size_bytes)
    computed = entry.weight_floors.get("resident")
    return f"about {amount(computed)} in 16 bits, computed" if computed else "its size unknown until it is pulled"


def amount(count: int) -> str:
    """Bytes for people."""
    if count >= 100_000_000:
        return f"{count / 1e9:.1f} GB"
    return f"{count / 1e6:.0f} MB" if count >= 10_000_000 else f"{count / 1e6:.1f} MB"


def repository_folder(repository: str) -> Path:
    """A repository's folder in the hub's cache, as the hub's own client names it."""
    return hub_cache() / f"models--{repository.replace('/', '--')}"


def blob_of(cache: Path, repository: str, etag: str) -> Path:
    """Where a file's content lies in a cache of the hub, by what the hub calls it."""
    return cache / f"models--{repository.replace('/', '--')}" / "blobs" / etag


def _cached(entry: ModelEntry) -> list[Path]:
    if not entry.repository:
        return []
    folder = repository_folder(entry.repository)
    revision = pinned(weights_home(), entry) or (entry.published.revision if entry.published else "") or _main(folder)
    return [folder / "snapshots" / revision] if revision else []


def _main(folder: Path) -> str:
    """The commit that another program fetched last; a name of a folder and nothing else."""
    try:
        revision = (folder / "refs" / "main").read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""
    return revision if re.fullmatch(r"[0-9a-f]{40}", revision) else ""


def _is_model(folder: Path, entry: ModelEntry) -> bool:
    marks = (*_MARKS, *entry.files, str(entry.extra.get("published_file", "model_index.json")))
    return folder.is_dir() and any(next(folder.glob(mark), None) for mark in marks)
