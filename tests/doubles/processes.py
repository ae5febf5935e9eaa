"""Which processes there are, as the system says."""

import time
from pathlib import Path


def members(group: int) -> set[int]:
    """The processes of a group or session that still run; what only waits to be reaped is no more."""
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = stat.read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        state, _parent, its_group, session = words.rpartition(")")[2].split()[:4]
        if state not in "ZX" and group in {int(its_group), int(session)}:
            found.add(int(stat.parent.name))
    return found


def come(group: int, count: int, seconds: float = 30.0) -> bool:
    """Whether so many of the group run, within so many seconds."""
    end = time.monotonic() + seconds
    while len(members(group)) < count:
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True


def gone(group: int, seconds: float = 3.0) -> bool:
    """Whether nothing of the group runs any more, within so many seconds."""
    end = time.monotonic() + seconds
    while members(group):
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True


def memory(process: int) -> int:
    """A process's main memory, in bytes."""
    return int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1]) * 4096
