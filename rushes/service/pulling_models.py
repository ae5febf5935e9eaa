"""Fetching models that are folders: into the Hugging Face cache, where other programs find them too, and locked."""

from collections.abc import Callable
from typing import Any

from rushes.configs.equipment import ModelEntry
from rushes.configs.homes import hub_cache, weights_home
from rushes.errors import UserMustFix
from rushes.memory.model_files import wanted
from rushes.memory.model_lock import LockedModel, Served, pinned, record_model
from rushes.memory.models import published_elsewhere, repository_folder
from rushes.memory.vault import disk_trouble
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
        room_for(cache, entry.title, sum(file.size for file in missing.values()))
        for place, (name, file) in enumerate(missing.items(), 1):
            tell(f"{place} of {len(missing)}: {name}, {file.size / 1e6:,.0f} MB")
            hub.download(entry.repository, name, str(info.sha), cache_dir=cache)
    return record_model(home, entry, folder, str(info.sha), served)


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
