"""One writing process a project. The lock is the system's own (flock), so it dies with its holder."""

import json
import os
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from rushes.errors import ProjectBusy
from rushes.memory.vault import disk_trouble

LOCK_NAME = "rushes.lock"
WORKER_NAME = "worker.lock"

_LOOKS = 0.1
"""Seconds for which a held lock is looked at again: who only asks whether it is held holds it for a moment, and who has
just got it has then said so, where else a killed forerunner's name might stand."""


@contextmanager
def writing(folder: Path) -> Generator[None]:
    """Hold the project for writing. Raises ProjectBusy at once when another process does."""
    busy = f"Another rushes ({{}}) is working on {folder}."
    with _held(folder, busy, "Wait for it, or stop it there; `rushes status` works meanwhile."):
        yield


@contextmanager
def keeping_night(folder: Path) -> Generator[None]:
    """Be the one that keeps nights in this folder. Raises ProjectBusy at once when another process does."""
    busy = f"A night is under way in {folder} ({{}})."
    with _held(folder, busy, "`rushes overnight status` says how far it is, `rushes overnight stop` ends it."):
        yield


@contextmanager
def working_at_night(folder: Path, waits: Callable[[], None]) -> Generator[None]:
    """Be the one that works through a night here, once whoever did so before is gone.

    A worker outlives a killed watchdog until its steps in hand are made. `waits` is called a few times a second
    meanwhile, and may raise.
    """
    lock = FileLock(folder / WORKER_NAME, timeout=_LOOKS)
    with disk_trouble(folder):
        folder.mkdir(exist_ok=True)
        while not lock.is_locked:
            try:
                lock.acquire(poll_interval=0.02)
            except Timeout:
                waits()
    try:
        yield
    finally:
        lock.release()


def holder(folder: Path) -> int | None:
    """The process that holds a folder; None where nobody does, or nobody can say.

    A name alone is no proof: who was killed left it, but not the lock.
    """
    process = _process(folder)
    if process is None:
        return None
    lock = FileLock(folder / LOCK_NAME, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        return process
    except OSError:
        return None
    lock.release()
    return None


@contextmanager
def _held(folder: Path, busy: str, way_out: str) -> Generator[None]:
    lock = FileLock(folder / LOCK_NAME, timeout=_LOOKS)
    try:
        with disk_trouble(folder):
            lock.acquire(poll_interval=0.02)
    except Timeout as error:
        process = _process(folder)
        name = f"process {process}" if process else "process unknown"
        raise ProjectBusy(busy.format(name), way_out) from error
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
    process = holder(folder)
    return process if process and process != os.getpid() else 0


def _process(folder: Path) -> int | None:
    """Whose name stands beside the lock; None where none can be read."""
    try:
        return int(json.loads((folder / f"{LOCK_NAME}.holder").read_text(encoding="ascii"))["pid"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
