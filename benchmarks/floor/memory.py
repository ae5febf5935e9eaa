"""Whether a long night makes the floor grow: 10,000 events told to it, every room seen again and again."""

import asyncio
import subprocess
import sys
from pathlib import Path

from benchmarks.floor.night import Night
from benchmarks.floor.terminal import COLUMNS, LINES
from benchmarks.measuring import Figure
from rushes.tui import app
from rushes.tui.app import Floor

EVENTS, WARM = 10_000, 1_000
AT_ONCE = 200
LOOK_EVERY = 0.02
"""Ten times as often as a floor looks, so that a night of some minutes takes some seconds."""


def memory_figure(project: Path) -> Figure:
    """In a process of its own, which has measured nothing else before."""
    words = [sys.executable, "-m", "benchmarks.floor.memory", str(project)]
    printed = subprocess.run(words, check=True, capture_output=True, text=True).stdout
    before, after = (int(one) / 1000 for one in printed.split())
    told = f"{before:.0f} MB after {WARM:,}; the rooms changed {EVENTS // AT_ONCE} times"
    return Figure(f"memory after {EVENTS:,} events", after / before, "x", 1.05, True, told)


async def _night(project: Path) -> None:
    """Prints the process's KB after the first events and after all."""
    floor = Floor(project)
    async with floor.run_test(size=(COLUMNS, LINES)) as pilot:
        while not floor.board.intents.title:
            await pilot.pause(LOOK_EVERY)
        night = Night(floor)
        await asyncio.to_thread(night.begins)
        for chunk in range(EVENTS // AT_ONCE):
            if chunk == WARM // AT_ONCE:
                print(_kilobytes())
            await asyncio.to_thread(night.tell, AT_ONCE)
            await pilot.press(f"f{2 + chunk % 5}")
            await pilot.pause(2 * LOOK_EVERY)
        print(_kilobytes())


def _kilobytes() -> int:
    return int(Path("/proc/self/status").read_text(encoding="ascii").split("VmRSS:")[1].split()[0])


def main() -> None:
    app.LOOK_EVERY = LOOK_EVERY
    asyncio.run(_night(Path(sys.argv[1])))


if __name__ == "__main__":
    main()
