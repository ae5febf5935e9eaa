"""The disk as it may look after a power cut, from a log of everything that was done to it.

What was synced is there. Of what was not, any part may be: of a file's writes any, torn at the disk's sectors; of a
folder's entries any. That is more than real file systems lose, and all that POSIX promises.
"""

import random
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

_RECORD = struct.Struct("=8sqqqiiii")
SECTOR = 512
"""Bytes that a disk writes whole or not at all."""


@dataclass(frozen=True, slots=True)
class Done:
    """One call that was done: what, to which file, where in it, with what."""

    op: str
    inode: int
    offset: int
    length: int
    path: str
    path2: str
    data: bytes


def read_log(file: Path) -> Iterator[Done]:
    """The log, in the order in which things were done."""
    data, at = file.read_bytes(), 0
    while at < len(data):
        op, inode, offset, length, one, two, size, _pid = _RECORD.unpack_from(data, at)
        at += _RECORD.size
        ends = (at + one, at + one + two, at + one + two + size)
        path, path2, content = data[at : ends[0]], data[ends[0] : ends[1]], data[ends[1] : ends[2]]
        at = ends[2]
        yield Done(op.rstrip(b"\0").decode(), inode, offset, length, path.decode(), path2.decode(), content)


Change = tuple[str, int, bytes]
"""Of a file: "write" at an offset, or "trunc" to a length."""

Entry = tuple[str, "File | Folder | None"]
"""Of a folder: under a name stands this, or nothing any more."""


@dataclass(slots=True, eq=False)
class File:
    """A file: its content on the disk, and what was done to it since."""

    safe: bytearray = field(default_factory=bytearray)
    since: list[Change] = field(default_factory=list)

    def sync(self) -> None:
        for change in self.since:
            _apply(self.safe, change)
        self.since.clear()

    def whole(self) -> bytes:
        """As it would be without the cut."""
        content = bytearray(self.safe)
        for change in self.since:
            _apply(content, change)
        return bytes(content)

    def left(self, chance: random.Random) -> bytes:
        content = bytearray(self.safe)
        for change in self.since:
            luck = chance.random()
            if luck < 0.4:
                _apply(content, change)
            elif luck < 0.7 and change[0] == "write":
                _tear(content, change, chance)
        return bytes(content)


@dataclass(slots=True, eq=False)
class Folder:
    """A folder: its entries on the disk, and what was done to them since. `now` is how it looks to the living."""

    safe: dict[str, "File | Folder"] = field(default_factory=dict)
    since: list[Entry] = field(default_factory=list)
    now: dict[str, "File | Folder"] = field(default_factory=dict)

    def change(self, name: str, to: "File | Folder | None") -> None:
        self.since.append((name, to))
        _enter(self.now, name, to)

    def sync(self) -> None:
        for name, to in self.since:
            _enter(self.safe, name, to)
        self.since.clear()

    def left(self, chance: random.Random) -> dict[str, "File | Folder"]:
        entries = dict(self.safe)
        for name, to in self.since:
            if chance.random() < 0.5:
                _enter(entries, name, to)
        return entries


def _enter(entries: dict[str, File | Folder], name: str, to: File | Folder | None) -> None:
    entries.pop(name, None)
    if to is not None:
        entries[name] = to


def _apply(content: bytearray, change: Change) -> None:
    op, offset, data = change
    if op == "trunc":
        del content[offset:]
        content.extend(bytes(max(0, offset - len(content))))
    else:
        content.extend(bytes(max(0, offset - len(content))))
        content[offset : offset + len(data)] = data


def _tear(content: bytearray, change: Change, chance: random.Random) -> None:
    """Some of the sectors that a write touches."""
    _, offset, data = change
    at = 0
    while at < len(data):
        end = min(len(data), at + SECTOR - (offset + at) % SECTOR)
        if chance.random() < 0.5:
            _apply(content, ("write", offset + at, data[at:end]))
        at = end


class Disk:
    """Everything under one folder, which was empty and safe when the log began."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.top = Folder()

    def do(self, done: Done) -> None:
        """Let one thing be done."""
        match done.op:
            case "create":
                self._enter(done.path, File())
            case "mkdir":
                self._enter(done.path, Folder())
            case "unlink":
                self._enter(done.path, None)
            case "rename":
                moved = self.find(done.path) or File()  # what a static program wrote was never seen
                self._enter(done.path2, moved)
                self._enter(done.path, None)
            case "link":
                self._enter(done.path2, self.find(done.path) or File())
            case "sync":
                found = self.find(done.path)
                if found:
                    found.sync()
            case "write" | "trunc" | "whole":
                self._change(done)
            case other:
                assert other == "mark", other

    def _change(self, done: Done) -> None:
        file = self.find(done.path)
        if file is None and done.op == "whole":
            file = File()
            self._enter(done.path, file)
        if not isinstance(file, File):
            return  # it was taken away while it was open: nobody will see it again
        if done.op == "whole":
            file.since.append(("trunc", 0, b""))
        file.since.append(("trunc", done.length, b"") if done.op == "trunc" else ("write", done.offset, done.data))

    def find(self, path: str) -> File | Folder | None:
        """What stands there for the living."""
        here: File | Folder | None = self.top
        for part in Path(path).relative_to(self.root).parts:
            here = here.now.get(part) if isinstance(here, Folder) else None
        return here

    def _enter(self, path: str, what: File | Folder | None) -> None:
        folder = self.find(str(Path(path).parent))
        if isinstance(folder, Folder):
            folder.change(Path(path).name, what)

    def after_a_cut(self, target: Path, chance: random.Random) -> None:
        """Write a folder as the disk may be found after the power failed now."""
        _lay_out(self.top, target, lambda one: one.left(chance))

    def as_it_is(self, target: Path) -> None:
        """Write the folder as the living see it."""
        _lay_out(self.top, target, lambda one: one.whole() if isinstance(one, File) else one.now)


def _lay_out(folder: Folder, target: Path, look: Callable[[File | Folder], object]) -> None:
    target.mkdir()
    for name, one in look(folder).items():
        if isinstance(one, Folder):
            _lay_out(one, target / name, look)
        else:
            (target / name).write_bytes(look(one))
