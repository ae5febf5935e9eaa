"""The lock of models that are folders: which files each one had when it came, and that it still has them.

`models.lock.json`, beside the lock of single files, names for each folder where it came from, the revision, and
every file with its sha256 and size; `digest` is one sha256 over all of them. Nothing here goes online.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from rushes.configs.equipment import ModelEntry
from rushes.configs.inventory import Revision, Sha256
from rushes.film.manifest import Noun
from rushes.film.take import canonical_json
from rushes.memory.model_files import faults_in, files_in
from rushes.memory.weight_files import (
    BadWeights,
    Progress,
    digest_of,
    key_of,
    read_lock,
    stat_of,
    write_lock,
    writing_in,
)

LOCK_NAME = "models.lock.json"


class LockedFile(Noun):
    """One file of a model."""

    sha256: Sha256
    size: Annotated[int, Field(ge=0)]


class LockedModel(Noun):
    """A model's folder: pulled from the hub at a revision, or the user's own ("local", without one)."""

    name: str
    origin: Literal["hub", "local"]
    repository: str = ""
    revision: Revision | Literal[""] = ""
    digest: Sha256
    files: dict[str, LockedFile]

    @property
    def size(self) -> int:
        """Bytes of all its files."""
        return sum(file.size for file in self.files.values())


class Served(Noun):
    """A file as the hub serves it. Small ones come without a sha256."""

    size: Annotated[int, Field(ge=0)]
    sha256: Sha256 | None = None


_LOCK = TypeAdapter(dict[str, LockedModel])


def record_model(
    home: Path, entry: ModelEntry, folder: Path, revision: str, served: Mapping[str, Served]
) -> LockedModel:
    """Lock a folder that was just pulled: each file must be what the hub said it served. Raises BadWeights."""
    files = _files(home, folder, sorted(served), None)
    for name, file in files.items():
        said = served[name]
        if file.size != said.size or (said.sha256 is not None and file.sha256 != said.sha256):
            raise BadWeights(
                f"{name} of {entry.title} is not what the hub said it served.", "Delete it and pull the model again."
            )
    locked = _model(entry, files, "hub", entry.repository, revision)
    if entry.published and entry.published.checksum not in {None, locked.digest}:
        raise BadWeights(
            f"The hub serves other files of {entry.title} than the ones this rushes knows.",
            "Nothing of them is used. Update rushes.",
        )
    return _kept(home, folder, locked)


def held_model(home: Path, entry: ModelEntry, folder: Path, progress: Progress | None = None) -> LockedModel:
    """The lock's entry of a folder that is whole and still what it was; a new one is recorded as the user's own.

    Files are read once, then only when their size or time of change differs. Raises BadWeights with every fault.
    """
    locked = locked_models(home).get(key_of(folder))
    faults = [*faults_in(entry, folder), *(_changes(home, entry, folder, locked, progress) if locked else [])]
    if faults:
        raise BadWeights(
            f"{entry.title} in {folder} is not as it should be: {'; '.join(faults[:8])}.",
            f"Pull it again; if the change is meant, take its entry out of {home / LOCK_NAME}.",
        )
    if locked:
        return locked
    return _kept(home, folder, _model(entry, _files(home, folder, files_in(folder), progress), "local", "", ""))


def locked_models(home: Path) -> dict[str, LockedModel]:
    """The lock, by folder. Raises BadWeights."""
    return read_lock(home / LOCK_NAME, _LOCK)


def pinned(home: Path, entry: ModelEntry) -> str:
    """The revision that the first pull recorded for a model, "" before it. Raises BadWeights."""
    mine = (one for one in locked_models(home).values() if one.name == entry.name and one.origin == "hub")
    return next((one.revision for one in mine if one.repository == entry.repository), "")


def _model(
    entry: ModelEntry, files: dict[str, LockedFile], origin: Literal["hub", "local"], repository: str, revision: str
) -> LockedModel:
    told = canonical_json({name: file.sha256 for name, file in files.items()})
    digest = hashlib.sha256(told.encode()).hexdigest()
    return LockedModel.model_validate(
        {"name": entry.name, "origin": origin, "repository": repository, "revision": revision}
        | {"digest": digest, "files": files}
    )


def _files(home: Path, folder: Path, names: list[str], progress: Progress | None) -> dict[str, LockedFile]:
    return {
        name: LockedFile(sha256=digest_of(home, folder / name, progress), size=stat_of(folder / name).st_size)
        for name in names
    }


def _changes(home: Path, entry: ModelEntry, folder: Path, locked: LockedModel, progress: Progress | None) -> list[str]:
    there = set(files_in(folder))
    faults = [f"{name} is gone" for name in locked.files if name not in there]
    for name, file in locked.files.items():
        if name in there and (
            stat_of(folder / name).st_size != file.size or digest_of(home, folder / name, progress) != file.sha256
        ):
            faults.append(f"{name} is not the file it was")
    new = sorted(name for name in there - locked.files.keys() if name.endswith((".safetensors", ".json")))
    if "published_file" in entry.extra:
        new = []  # what its published file was converted to
    return [*faults, *(f"{name} was not there before" for name in new)]


def _kept(home: Path, folder: Path, locked: LockedModel) -> LockedModel:
    with writing_in(home):
        models = locked_models(home)
        before = models.setdefault(key_of(folder), locked)
        if before.digest != locked.digest:
            raise BadWeights(
                f"{folder} is not what it was when it was locked.",
                f"If the change is meant, take its entry out of {home / LOCK_NAME}.",
            )
        write_lock(home / LOCK_NAME, _LOCK, models)
    return before
