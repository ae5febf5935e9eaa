"""One writing process a project. The lock is the system's own (flock), so it dies with its holder."""

import json
import os
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from rushes.errors import ProjectBusy
from rushes.memory.vault import disk_trouble

LOCK_NAME = "rushes.lock"


@contextmanager
def writing(folder: Path) -> Generator[None]:
    """Hold the project for writing. Raises ProjectBusy at once when another process does."""
    lock = FileLock(folder / LOCK_NAME, timeout=0)
    try:
        with disk_trouble(folder):
            lock.acquire()
    except Timeout as error:
        raise ProjectBusy(
            f"Another rushes ({_holder(folder)}) is working on {folder}.",
            "Wait for it, or stop it there; `rushes status` works meanwhile.",
        ) from error
    try:
        with suppress(OSError):  # who holds it is a courtesy: on a full disk it stays unsaid
            (folder / f"{LOCK_NAME}.holder").write_text(json.dumps({"pid": os.getpid()}), encoding="ascii")
        yield
    finally:
        with suppress(OSError):
            (folder / f"{LOCK_NAME}.holder").unlink()
        lock.release()


def held_elsewhere(folder: Path) -> int:
    """The process, other than this one, that holds the project for writing; 0 where none does, or none says so."""
    pid = _pid(folder)
    return pid if pid not in {0, os.getpid()} and _locked(folder) else 0


def _locked(folder: Path) -> bool:
    """Whether the lock is held: who was killed left their name, but not the lock."""
    lock = FileLock(folder / LOCK_NAME, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        return True
    except OSError:
        return False
    lock.release()
    return False


def _holder(folder: Path) -> str:
    return f"process {_pid(folder) or 'unknown'}"


def _pid(folder: Path) -> int:
    """Whose name stands beside the lock; 0 where none can be read."""
    try:
        return int(json.loads((folder / f"{LOCK_NAME}.holder").read_text(encoding="ascii"))["pid"])
    except (OSError, ValueError, KeyError, TypeError):
        return 0
