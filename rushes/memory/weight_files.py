"""Files of weights on this disk: their digests, made once and remembered, and the lock files that hold them.

`weights.checked.json` remembers which digest a file had at a size and time of change, so that 42 GB are read once
and not at every start. Nothing here goes online.
"""

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Annotated, TypeVar

from filelock import FileLock
from pydantic import Field, TypeAdapter, ValidationError

from rushes.configs.inventory import Sha256
from rushes.errors import UserMustFix
from rushes.film.manifest import Noun
from rushes.memory.vault import disk_trouble

CHECKED_NAME = "weights.checked.json"
_HOLDER = "weights.lock.json.holder"
_CHUNK = 1 << 22

Progress = Callable[[int, int], None]
"""Called with (bytes read, bytes in all) while a digest is made."""


class BadWeights(UserMustFix):
    """A file of weights that is not the one it is held to, or a lock that can't be read."""


class _Checked(Noun):
    size: Annotated[int, Field(ge=0)]
    changed_ns: int
    sha256: Sha256


Entries = TypeVar("Entries")
_CHECKED = TypeAdapter(dict[str, _Checked])


def digest_of(folder: Path, weights: Path, progress: Progress | None) -> str:
    """The file's sha256, from memory where the file has not changed since. Raises BadWeights."""
    stat = stat_of(weights)
    known = read_lock(folder / CHECKED_NAME, _CHECKED).get(key_of(weights))
    if known and (known.size, known.changed_ns) == (stat.st_size, stat.st_mtime_ns):
        return known.sha256
    digest = _sha256(weights, stat.st_size, progress)
    with writing_in(folder):
        checked = read_lock(folder / CHECKED_NAME, _CHECKED)
        checked[key_of(weights)] = _Checked(size=stat.st_size, changed_ns=stat.st_mtime_ns, sha256=digest)
        write_lock(folder / CHECKED_NAME, _CHECKED, checked)
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


def key_of(weights: Path) -> str:
    """What a file or folder is called in a lock."""
    return str(weights.absolute())


def stat_of(weights: Path) -> os.stat_result:
    """The file's size and times. Raises BadWeights."""
    try:
        return weights.stat()
    except OSError as error:
        raise BadWeights(f"There are no weights at {weights}.", "Pull them, or name another file.") from error


def writing_in(folder: Path) -> FileLock:
    """Hold the folder's locks while one of them is changed. Raises DiskTrouble."""
    with disk_trouble(folder):
        folder.mkdir(parents=True, exist_ok=True)
    return FileLock(folder / _HOLDER)


def read_lock(file: Path, kind: TypeAdapter[Entries]) -> Entries:
    """What a lock file says; nothing where there is none. Raises BadWeights."""
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


def write_lock(file: Path, kind: TypeAdapter[Entries], entries: Entries) -> None:
    """Whole or not at all: a file beside it, flushed to the disk, then renamed."""
    text = json.dumps(kind.dump_python(entries, mode="json"), indent=1, sort_keys=True)
    with disk_trouble(file):
        with NamedTemporaryFile("w", dir=file.parent, delete=False, encoding="utf-8") as new:
            new.write(text + "\n")
            new.flush()
            os.fsync(new.fileno())
        Path(new.name).replace(file)
