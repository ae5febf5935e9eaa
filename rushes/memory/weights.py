"""The lock of pulled weights: what each file was when it came, and that it still is.

`weights.lock.json` names for each file where it came from, its revision, sha256 and size, as served or as
found on first use. Beside it, `weights.checked.json` remembers which digest a file had at a size and time of
change, so that 42 GB are read once and not at every start. Nothing here goes online.
"""

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Annotated, Literal, TypeVar

from filelock import FileLock
from pydantic import Field, TypeAdapter, ValidationError

from rushes.configs.inventory import Published, Revision, Sha256
from rushes.errors import UserMustFix
from rushes.film.manifest import Noun
from rushes.memory.vault import disk_trouble

LOCK_NAME = "weights.lock.json"
CHECKED_NAME = "weights.checked.json"
_CHUNK = 1 << 22

Progress = Callable[[int, int], None]
"""Called with (bytes read, bytes in all) while a digest is made."""


class BadWeights(UserMustFix):
    """A file of weights that is not the one it is held to, or a lock that can't be read."""


class Locked(Noun):
    """One file: pulled from a repository of the hub at a revision, or the user's own ("local", and both empty)."""

    origin: Literal["hub", "local"]
    repository: str = ""
    revision: Revision | Literal[""] = ""
    sha256: Sha256
    size: Annotated[int, Field(ge=0)]


class _Checked(Noun):
    size: int
    changed_ns: int
    sha256: Sha256


Entries = TypeVar("Entries")
_LOCK = TypeAdapter(dict[str, Locked])
_CHECKED = TypeAdapter(dict[str, _Checked])


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
    if known is not None and (_stat(weights).st_size, _digest(folder, weights, progress)) != (known.size, known.sha256):
        raise BadWeights(
            f"{weights} is not the file that the inventory knows by this name.",
            "Pull it anew, or name it by its path to use it as your own.",
        )
    entry = _read(folder / LOCK_NAME, _LOCK).get(_key(weights))
    if entry is not None:
        _hold(folder, weights, entry, progress)
        return entry
    size = _stat(weights).st_size
    return _locked(folder, weights, Locked(origin="local", sha256=_digest(folder, weights, progress), size=size))


def _locked(folder: Path, weights: Path, entry: Locked) -> Locked:
    with _writing(folder):
        entries = _read(folder / LOCK_NAME, _LOCK)
        before = entries.setdefault(_key(weights), entry)
        if before.sha256 != entry.sha256:
            raise _another(weights, folder)
        _write(folder / LOCK_NAME, _LOCK, entries)
    return before


def _hold(folder: Path, weights: Path, entry: Locked, progress: Progress | None) -> None:
    size = _stat(weights).st_size
    if size != entry.size or _digest(folder, weights, progress) != entry.sha256:
        raise _another(weights, folder)


def _digest(folder: Path, weights: Path, progress: Progress | None) -> str:
    """The file's sha256, from memory where the file has not changed since."""
    stat = _stat(weights)
    known = _read(folder / CHECKED_NAME, _CHECKED).get(_key(weights))
    if known and (known.size, known.changed_ns) == (stat.st_size, stat.st_mtime_ns):
        return known.sha256
    digest = _sha256(weights, stat.st_size, progress)
    with _writing(folder):
        checked = _read(folder / CHECKED_NAME, _CHECKED)
        checked[_key(weights)] = _Checked(size=stat.st_size, changed_ns=stat.st_mtime_ns, sha256=digest)
        _write(folder / CHECKED_NAME, _CHECKED, checked)
    return digest


def _sha256(weights: Path, size: int, progress: Progress | None) -> str:
    digest, done = hashlib.sha256(), 0
    with disk_trouble(weights), weights.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            done += len(chunk)
            if progress:
                progress(done, size)
    return digest.hexdigest()


def _key(weights: Path) -> str:
    return str(weights.absolute())


def _stat(weights: Path) -> os.stat_result:
    try:
        return weights.stat()
    except OSError as error:
        raise BadWeights(f"There are no weights at {weights}.", "Pull them, or name another file.") from error


def _another(weights: Path, folder: Path) -> BadWeights:
    return BadWeights(
        f"{weights} is not the file it was when it was locked.",
        f"Put the right one back. If the change is meant, take its entry out of {folder / LOCK_NAME}.",
    )


def _writing(folder: Path) -> FileLock:
    with disk_trouble(folder):
        folder.mkdir(parents=True, exist_ok=True)
    return FileLock(folder / f"{LOCK_NAME}.holder")


def _read(file: Path, kind: TypeAdapter[Entries]) -> Entries:
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        text = "{}"
    except (OSError, UnicodeDecodeError) as error:
        raise BadWeights(f"{file} can't be read: {error}.", "Mend its rights, or put it away.") from error
    try:
        return kind.validate_json(text)
    except ValidationError as error:
        raise BadWeights(f"{file} is damaged.", "Put it away: files in place are then recorded anew.") from error


def _write(file: Path, kind: TypeAdapter[Entries], entries: Entries) -> None:
    """Whole or not at all: a file beside it, flushed to the disk, then renamed."""
    text = json.dumps(kind.dump_python(entries, mode="json"), indent=1, sort_keys=True)
    with disk_trouble(file):
        with NamedTemporaryFile("w", dir=file.parent, delete=False, encoding="utf-8") as new:
            new.write(text + "\n")
            new.flush()
            os.fsync(new.fileno())
        Path(new.name).replace(file)
