"""The media vault: files under their own sha256, written once, never changed.

`keep` is the safe way in: fsync the file, rename it to its digest, fsync the folder. After it
returns the file survives a power cut; before it returns nothing in the vault has changed.
"""

import errno
import hashlib
import os
import shutil
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from rushes.errors import DiskTrouble

_CHUNK = 1 << 20
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT}
_NOT_ALLOWED = {errno.EROFS, errno.EACCES, errno.EPERM}
_NOT_THE_DISK = (FileNotFoundError, ConnectionError, ChildProcessError)
"""What a missing program, a closed pipe or a lost child raise."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A file in the vault: its digest, its suffix (with the dot) and its size in bytes."""

    sha256: str
    suffix: str
    size: int

    @property
    def name(self) -> str:
        """Its file name in the vault."""
        return f"{self.sha256}{self.suffix}"


class Vault:
    """A folder of media named by content, with a scratch folder on the same file system beside it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.scratch = folder / "scratch"
        self._shelves: set[str] = set()
        """Those that this process has made sure of."""

    def open(self) -> None:
        """Make the folders and drop what a killed run left in the scratch."""
        with disk_trouble(self.folder):
            self.scratch.mkdir(parents=True, exist_ok=True)
            for left in self.scratch.iterdir():
                shutil.rmtree(left) if left.is_dir() else left.unlink()

    @contextmanager
    def workbench(self) -> Generator[Path]:
        """A scratch folder for one call, gone with all that is left in it when the call is over."""
        with disk_trouble(self.folder), TemporaryDirectory(dir=self.scratch, ignore_cleanup_errors=True) as folder:
            yield Path(folder)

    def path(self, name: str) -> Path:
        """Where a kept file stands. `name` is `Kept.name`."""
        return self.folder / name[:2] / name

    def has(self, name: str) -> bool:
        """Whether a kept file stands where it should."""
        return self.path(name).is_file()

    def keep(self, file: Path) -> Kept:
        """Move a finished scratch file in. Raises DiskTrouble; then the file is still where it was."""
        with disk_trouble(self.folder):
            kept = Kept(digest(file), file.suffix, file.stat().st_size)
            home = self.path(kept.name)
            _fsync(file)
            if home.parent.name not in self._shelves:
                # Also one that is there: a killed run may have made it, and nobody knows whether the disk has it.
                home.parent.mkdir(exist_ok=True)
                _fsync(self.folder)
                self._shelves.add(home.parent.name)
            file.replace(home)
            _fsync(home.parent)
            return kept

    def names(self) -> Iterator[str]:
        """Every kept file's name."""
        for shelf in sorted(self.folder.glob("??")):
            for file in sorted(shelf.iterdir()):
                yield file.name

    def whole(self, name: str) -> bool:
        """Whether the file is there and its content still has the digest it is named by."""
        file = self.path(name)
        return file.is_file() and digest(file) == file.stem

    def drop(self, name: str) -> None:
        """Remove a file, e.g. a damaged one that is about to be made again."""
        with disk_trouble(self.folder):
            self.path(name).unlink(missing_ok=True)


def digest(file: Path) -> str:
    """The sha256 of a file's content, as hex."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _fsync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def made_to_last(folder: Path) -> None:
    """Make a folder, and those above it that are missing, so that they survive a power cut. Raises OSError."""
    if not folder.is_dir():
        made_to_last(folder.parent)
        folder.mkdir(exist_ok=True)
    with suppress(PermissionError):  # one may be allowed to work in a folder and not to read it
        _fsync(folder.parent)


def settled(file: Path) -> None:
    """See a file, written just now, and its name safe on the disk. Raises OSError."""
    _fsync(file)
    _fsync(file.parent)


def write_safely(file: Path, data: bytes) -> None:
    """Write a file so that after a crash it is either the old one or the new one, whole. Raises DiskTrouble."""
    with disk_trouble(file.parent):
        fresh = file.with_name(f".{file.name}.new")
        fresh.write_bytes(data)
        _fsync(fresh)
        fresh.replace(file)
        _fsync(file.parent)


def hard_copy(source: Path, target: Path) -> None:
    """Put a kept file's content under a name for people, whole or not at all. Raises DiskTrouble."""
    with disk_trouble(target.parent):
        fresh = target.with_name(f".{target.name}.new")
        with source.open("rb") as reading, fresh.open("wb") as writing:
            while chunk := reading.read(_CHUNK):
                writing.write(chunk)
            writing.flush()
            os.fsync(writing.fileno())
        fresh.replace(target)
        _fsync(target.parent)


@contextmanager
def disk_trouble(where: Path) -> Generator[None]:
    """Turn the system's storage errors into one sentence with a way out."""
    try:
        yield
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise DiskTrouble(
                f"The disk that holds {where} is full.",
                "Free some space and give the same command again; everything finished is kept.",
            ) from error
        if error.errno in _NOT_ALLOWED:
            raise DiskTrouble(
                f"{where} can't be written to.", "Choose another folder, or make this one writable."
            ) from error
        if error.errno == errno.EIO:
            raise DiskTrouble(
                f"The disk that holds {where} fails (input/output error).",
                "Copy the project to another disk and run `rushes verify` there.",
            ) from error
        if error.errno is None or isinstance(error, _NOT_THE_DISK):
            raise
        raise DiskTrouble(f"{where} can't be used: {error.strerror}.", "Check the path and its disk.") from error
