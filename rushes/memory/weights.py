"""The lock of pulled weights: what each file was when it came, and that it still is.

`weights.lock.json` names for each file where it came from, its revision, sha256 and size, as served or as
found on first use. Nothing here goes online. Models that are folders have a lock of their own (`model_lock`).
"""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from rushes.configs.inventory import Published, Revision, Sha256
from rushes.film.manifest import Noun
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

LOCK_NAME = "weights.lock.json"


class Locked(Noun):
    """One file: pulled from a repository of the hub at a revision, or the user's own ("local", and both empty)."""

    origin: Literal["hub", "local"]
    repository: str = ""
    revision: Revision | Literal[""] = ""
    sha256: Sha256
    size: Annotated[int, Field(ge=0)]


_LOCK = TypeAdapter(dict[str, Locked])


def record(folder: Path, weights: Path, repository: str, served: Published, known: Published | None) -> Locked:
    """Lock a file that was just pulled: it must be what the hub said it served, and what was known of it before.

    `known` is the inventory's. Raises BadWeights, also when the lock holds another file for the same path.
    """
    if known is not None and served != known:
        raise BadWeights(
            f"The hub serves another {weights.name} than the one this rushes knows.",
            "Nothing of it is used. Update rushes, or name the file by its path to use it as your own.",
        )
    entry = Locked(
        origin="hub", repository=repository, revision=served.revision, sha256=served.sha256, size=served.size
    )
    _hold(folder, weights, entry, None)
    return _locked(folder, weights, entry)


def held(folder: Path, weights: Path, progress: Progress | None = None, known: Published | None = None) -> Locked:
    """The lock's entry of a file that still is what it was; a file new to the lock is recorded as the user's own.

    `known` is the inventory's, for a file that bears one of its names: it must be that one, whoever put it there.
    Reads the whole file once, then only when its size or time of change differs. Raises BadWeights.
    """
    if known is not None and (stat_of(weights).st_size, digest_of(folder, weights, progress)) != (
        known.size,
        known.sha256,
    ):
        raise BadWeights(
            f"{weights} is not the file that the inventory knows by this name.",
            "Pull it anew, or name it by its path to use it as your own.",
        )
    entry = read_lock(folder / LOCK_NAME, _LOCK).get(key_of(weights))
    if entry is not None:
        _hold(folder, weights, entry, progress)
        return entry
    size = stat_of(weights).st_size
    return _locked(folder, weights, Locked(origin="local", sha256=digest_of(folder, weights, progress), size=size))


def _locked(folder: Path, weights: Path, entry: Locked) -> Locked:
    with writing_in(folder):
        entries = read_lock(folder / LOCK_NAME, _LOCK)
        before = entries.setdefault(key_of(weights), entry)
        if before.sha256 != entry.sha256:
            raise _another(weights, folder)
        write_lock(folder / LOCK_NAME, _LOCK, entries)
    return before


def _hold(folder: Path, weights: Path, entry: Locked, progress: Progress | None) -> None:
    size = stat_of(weights).st_size
    if size != entry.size or digest_of(folder, weights, progress) != entry.sha256:
        raise _another(weights, folder)


def _another(weights: Path, folder: Path) -> BadWeights:
    return BadWeights(
        f"{weights} is not the file it was when it was locked.",
        f"Put the right one back. If the change is meant, take its entry out of {folder / LOCK_NAME}.",
    )
