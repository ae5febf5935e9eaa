"""`make soak`: a real night of twenty minutes. `make soak ARGS="--minutes 60"` makes it longer.

A draft film whose clips no gate lets pass, so that there is work until the deadline. For two thirds of the time the
crew is left alone, and its memory is watched; then its process is killed every half a minute. In the end film and
report must have been there by the deadline, the limits held, and everything whole.
"""

import argparse
import json
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

STORY = Path("examples/the-lamplighters-last-round.md")
GROWTH = 1.05
"""The worker's memory at the end of its undisturbed time, against what it was when all had been done once."""

DISK_GB = 5.0

PROFILE = """
extends = "draft"
[picture]
size = "1280x720"
[critic]
least_chance = 0.0
[budget]
keyframes = 50
clips = 50
[gates.clip]
sharpness = "99.."
"""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=20.0)
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = (given.folder or Path(name)) / "film"
        sys.exit(0 if soak(folder, given.minutes) else 1)


def soak(folder: Path, minutes: float) -> bool:
    profile = folder.parent / "soak.toml"
    profile.write_text(PROFILE)
    rushes("new", str(STORY), str(folder), "--profile", str(profile))
    until, whole = time.time() + 60 * minutes, 60 * minutes
    words = ["overnight", "-p", str(folder), "--until", f"{minutes:g}min", "--max-disk", f"{DISK_GB:g}", "--json"]
    told_in = folder.parent / "told.json"
    with told_in.open("wb") as out:  # a pipe that nobody reads yet would hold up who writes
        night = subprocess.Popen([sys.executable, "-m", "rushes", *words], stdout=out)
    memory: list[tuple[float, int]] = []
    kills, next_kill = 0, until - whole / 3
    while night.poll() is None:
        time.sleep(1)
        worker = worker_of(night.pid)
        if worker and time.time() < until - whole / 3:
            memory.append((time.time(), resident(worker)))
        elif worker and time.time() > next_kill and time.time() < until - 30:
            os.kill(worker, signal.SIGKILL)
            kills, next_kill = kills + 1, time.time() + random.uniform(30, 60)
    return told(folder, night, memory, kills, until)


Memory = list[tuple[float, int]]
"""(second, bytes) of the worker while it was left alone."""


def told(folder: Path, night: subprocess.Popen[bytes], memory: Memory, kills: int, until: float) -> bool:
    morning = json.loads((folder.parent / "told.json").read_text())[0]
    ended = datetime.fromisoformat(morning["ended"]).timestamp()
    disk = next(one["used"] for one in morning["budget"] if one["what"] == "disk")
    made, shots = sum(morning["made"].values()), f"{morning['finished']} of {morning['shots']} shots"
    page = (folder / "morning.html").stat()
    size, growth = grown(memory)
    rows = [
        (f"exit code {night.returncode}", night.returncode in {0, 5}),
        (f"ended {until - ended:.0f} s before the deadline: {morning['outcome']}", ended <= until),
        (f"a film of {shots}", bool(morning["film"]) and morning["finished"] == morning["shots"]),
        (f"a report of {page.st_size / 1e6:.1f} MB by the deadline", page.st_mtime <= until),
        (f"{made} takes made, {disk:.3f} GB of {DISK_GB:g} GB", disk <= DISK_GB * 1.01),
        (f"memory {size / 1e6:.0f} MB, {growth:.3f} of what it was", growth <= GROWTH),
        (f"{kills} kills, {len(morning['lost'])} told of", len(morning["lost"]) == kills),
        ("everything whole, by rushes verify", rushes("verify", "-p", str(folder)) == 0),
    ]
    for row, holds in rows:
        print(f"{'holds' if holds else 'FAILS'}  {row}", flush=True)
    print(f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC")
    return all(holds for _, holds in rows)


def grown(memory: Memory) -> tuple[float, float]:
    """The last quarter's median, and how many times the second quarter's that is."""
    quarter = len(memory) // 4
    sizes = [size for _, size in memory]
    late = statistics.median(sizes[3 * quarter :])
    return late, late / statistics.median(sizes[quarter : 2 * quarter])


def rushes(*words: str) -> int:
    return subprocess.run([sys.executable, "-m", "rushes", *words], check=False).returncode


def worker_of(watchdog: int) -> int | None:
    """The process of the watchdog's worker."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == watchdog:
            return int(stat.parent.name)
    return None


def resident(process: int) -> int:
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


if __name__ == "__main__":
    main()
