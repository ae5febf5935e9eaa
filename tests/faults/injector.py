"""Faults at the system's calls: the shim of `faults.c`, built, loaded and told what to do."""

import ctypes
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).with_name("faults.c")
HARNESS = Path(__file__).with_name("faulty_harness.py")
_CONTROL = 4096
"""Bytes: more than `struct control` has."""
_WHAT = slice(24, 24 + 256)


def why_not() -> str:
    """Why there are no faults here; empty where there are."""
    if not Path("/proc/self/fd").exists() or not hasattr(os, "fork"):
        return "the shim is for Linux: it finds a file's name by its handle in /proc"
    return "" if shutil.which("cc") else "there is no C compiler here"


def build(folder: Path) -> Path:
    """The shim, compiled."""
    shim = folder / "faults.so"
    words = ["cc", "-O2", "-shared", "-fPIC", "-o", str(shim), str(SOURCE), "-ldl", "-pthread"]
    subprocess.run(words, check=True, capture_output=True)
    return shim


def asked(folder: Path, shim: Path, **task: object) -> dict[str, object]:
    """What the harness saw. Raises AssertionError with its words where it saw a loss."""
    words = [sys.executable, str(HARNESS), str(folder), str(shim), json.dumps(task)]
    done = subprocess.run(
        words, capture_output=True, text=True, check=False, env=loaded(shim), stdin=subprocess.DEVNULL
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


def loaded(shim: Path) -> dict[str, str]:
    """The environment of a process that has the shim under it, and no more threads than it needs."""
    single = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    return os.environ | single | {"LD_PRELOAD": str(shim)}


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong, at which of the calls made between two marks. See `faults.c`; without `do` calls are only logged."""

    do: str = ""
    at: int = 0
    since: str = ""
    until: str = ""
    on: bool = False
    everyones: bool = False

    def told(self) -> Mapping[str, str]:
        return {
            "FAULTS_DO": self.do,
            "FAULTS_AT": str(self.at),
            "FAULTS_FROM": self.since,
            "FAULTS_TO": self.until,
            "FAULTS_ON": "1" if self.on else "",
            "FAULTS_OF": "all" if self.everyones else "main",
        }


@dataclass(frozen=True, slots=True)
class Seen:
    """What came of a fault: the calls that were counted, how many of them had it, and the first that did."""

    calls: int
    fired: int
    what: str


class Injector:
    """The shim in a process that was started with it, for one run in a child of that process."""

    def __init__(self, shim: Path, under: Path, control: Path, fault: Fault, log: Path | None = None) -> None:
        self.shim = shim
        self.under = under.resolve()
        self.control = control
        self.fault = fault
        self.log = log
        control.write_bytes(bytes(_CONTROL))

    def begin(self) -> None:
        """In the child: from here on."""
        told = {"FAULTS_UNDER": str(self.under), "FAULTS_CONTROL": str(self.control), "FAULTS_MAIN": str(os.getpid())}
        os.environ.update({**told, "FAULTS_LOG": str(self.log or ""), **self.fault.told()})
        ctypes.CDLL(str(self.shim)).faults_begin()

    def mark(self, text: str) -> None:
        """In the child: a point in its run."""
        ctypes.CDLL(str(self.shim)).faults_mark(text.encode())

    def seen(self) -> Seen:
        """Afterwards, in the parent."""
        data = self.control.read_bytes()
        calls, fired = (int.from_bytes(data[at : at + 8], "little") for at in (0, 8))
        return Seen(calls, fired, data[_WHAT].split(b"\0")[0].decode(errors="replace"))
