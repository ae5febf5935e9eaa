"""Fetching models that are folders: into the Hugging Face cache, where other programs find them too, and locked."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from rushes.configs.equipment import ModelEntry
from rushes.configs.homes import hub_cache, weights_home
from rushes.errors import ToolFailed, UserMustFix
from rushes.memory.model_files import wanted
from rushes.memory.model_lock import LockedModel, Served, pinned, record_model
from rushes.memory.models import blob_of, published_elsewhere, repository_folder
from rushes.memory.vault import disk_trouble
from rushes.memory.weight_files import digest_of
from rushes.service import resuming
from rushes.service.pulling import Hub, room_for

Tell = Callable[[str], None]
"""Takes a line about the pull for the person."""


def pull_model(entry: ModelEntry, tell: Tell = lambda _line: None) -> LockedModel:
    """Fetch a model's files of one commit, hold them to what the hub said, and lock them.

    The commit is the one that was pinned at the first pull, else the inventory's, else the newest. What has arrived
    before is not fetched again. Raises UserMustFix, DiskTrouble, ToolFailed and BadWeights.
    """
    if not entry.repository:
        raise UserMustFix(f"{entry.title} is not on the hub.", published_elsewhere(entry))
    hub, home, cache = Hub(), weights_home(), hub_cache()
    with disk_trouble(cache):
        cache.mkdir(parents=True, exist_ok=True)
    known = pinned(home, entry) or (entry.published.revision if entry.published else "")
    with hub.trouble(entry.title, entry.repository, "such files"):
        info = hub.model_info(entry.repository, known)
        served = _served(entry, info)
        folder = repository_folder(entry.repository) / "snapshots" / str(info.sha)
        missing = {name: file for name, file in served.items() if not (folder / name).is_file()}
        left = sum(file.size - _arrived(cache, entry, file) for file in missing.values())
        room_for(cache, entry.title, left)
        for place, (name, file) in enumerate(missing.items(), 1):
            here = _arrived(cache, entry, file)
            goes_on = f", {here / 1e6:,.0f} MB of it are here" if here else ""
            tell(f"{place} of {len(missing)}: {name}, {file.size / 1e6:,.0f} MB{goes_on}")
            hub.download(entry.repository, name, str(info.sha), cache_dir=cache)
            _hold(home, folder / name, file)
    return record_model(home, entry, folder, str(info.sha), served)


def _arrived(cache: Path, entry: ModelEntry, file: Served) -> int:
    """How much of a large file came with an earlier pull; it lies under its sha256."""
    return resuming.arrived(blob_of(cache, entry.repository, file.sha256)) if file.sha256 else 0


def _hold(home: Path, arrived: Path, file: Served) -> None:
    """Throw away what came otherwise than the hub says. Raises ToolFailed."""
    if file.sha256 is None or digest_of(home, arrived, None) == file.sha256:
        return
    arrived.resolve().unlink()
    arrived.unlink(missing_ok=True)
    raise ToolFailed(f"{arrived.name} was damaged on its way here.", "Give the command again: the rest is kept.")


def _served(entry: ModelEntry, info: Any) -> dict[str, Served]:
    """The files to fetch as the hub shows them. Raises UserMustFix where none of the repository's will do."""
    offered = {str(one.rfilename): one for one in info.siblings or ()}
    names = wanted(entry, offered)
    if not any(name.endswith((".safetensors", ".bin")) for name in names):
        raise UserMustFix(
            f"{entry.repository} has no weights of {entry.title} as safetensors; rushes takes no pickles.",
            f"Put safetensors of it into {weights_home() / entry.name}, or choose another model.",
        )
    return {name: _file(offered[name]) for name in names}


def _file(sibling: Any) -> Served:
    if sibling.lfs:
        return Served(size=sibling.lfs.size, sha256=sibling.lfs.sha256)
    return Served(size=sibling.size)
