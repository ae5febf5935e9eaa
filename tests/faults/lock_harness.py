"""Two processes race for one project, again and again: `lock_harness.py FOLDER RACES MISTAKE` prints what it saw as JSON.

In every third race the owner is killed with the lock in its hand, and the project must be free at once.
"""

import json
import os
import signal
import sys
from pathlib import Path

from mistakes import MISTAKES

from rushes.errors import ProjectBusy
from rushes.memory.lock import writing


class Racer:
    """A process that waits for the start, tries for the lock, says how it went, and holds what it has until told."""

    def __init__(self, folder: Path) -> None:
        start, self.start = os.pipe()
        self.heard, tell = os.pipe()
        leave, self.leave = os.pipe()
        self.pid = os.fork()
        if self.pid:
            for end in (start, tell, leave):
                os.close(end)
            return
        os.close(self.start)
        os.close(self.leave)
        os.read(start, 1)
        try:
            with writing(folder):
                os.write(tell, b"owner")
                os.read(leave, 1)
        except ProjectBusy as busy:
            os.write(tell, str(busy).encode())
        finally:
            os._exit(0)

    def said(self) -> str:
        return os.read(self.heard, 4096).decode()

    def end(self) -> None:
        os.close(self.leave)
        os.waitpid(self.pid, 0)
        for end in (self.start, self.heard):
            os.close(end)


def race(folder: Path, *, killed: bool) -> None:
    racers = [Racer(folder), Racer(folder)]
    for one in racers:
        os.write(one.start, b"!")
    words = {one.pid: one.said() for one in racers}
    owners = [pid for pid, said in words.items() if said == "owner"]
    assert len(owners) == 1, f"{len(owners)} owners: {words}"
    (busy,) = (said for pid, said in words.items() if pid != owners[0])
    assert "Another rushes" in busy, busy
    late = Racer(folder)  # when the owner has said who it is
    os.write(late.start, b"!")
    told = late.said()
    assert f"process {owners[0]})" in told, f"{owners[0]} has it, and another is told {told}"
    if killed:
        os.kill(owners[0], signal.SIGKILL)
        os.waitpid(owners[0], 0)
        with writing(folder):  # at once
            pass
    for one in (late, *racers):
        if not (killed and one.pid == owners[0]):
            one.end()
        else:
            for end in (one.start, one.heard, one.leave):
                os.close(end)


def main(folder: Path, races: int, mistake: str) -> None:
    MISTAKES[mistake]()
    for number in range(races):
        race(folder, killed=number % 3 == 0)
    print(json.dumps({"races": races, "killed": (races + 2) // 3}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
