"""Kills runs at random moments and replays their traces: after each kill as far as they go, and whole at the end.

Run as a script: `killing.py FOLDER KILLS SEED`. Prints one line of JSON with what it saw.
"""

import json
import os
import random
import signal
import sys
import time
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from doubles.plans import a_manifest, a_scene
from doubles.productions import a_production, a_project

from rushes.film.take import TakeKind
from rushes.memory.traces import newest_trace, read_trace
from rushes.service.filming import film
from rushes.service.replay import replay

PLAN = a_manifest(a_scene("1", 3), a_scene("2", 2))


def sometimes(kind: str, count: int) -> str:
    return {(TakeKind.KEYFRAME, 1): "black", (TakeKind.CLIP, 0): "frozen", (TakeKind.KEYFRAME, 2): "fails"}.get(
        (TakeKind(kind), count), ""
    )


def run(folder: Path) -> None:
    with a_production(folder, manifest=PLAN, fault=sometimes) as (production, _):
        film(production)


def child(folder: Path) -> int:
    pid = os.fork()
    if pid:
        return pid
    try:
        run(folder)
    except BaseException:  # noqa: BLE001 - the child's traceback is what must be shown
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def held(folder: Path) -> int:
    """Replay every trace that was begun; how many steps they have. A run that was killed at its very end is two."""
    steps = 0
    for file in sorted((folder / "traces").glob("run-*.jsonl")):
        if file.read_bytes().count(b"\n"):
            done = replay(file)
            assert done.same, f"{file}: {done.divergence}"
            steps += done.steps
    return steps


def main(folder: Path, kills: int, seed: int) -> None:
    dice = random.Random(seed)
    began = time.monotonic()
    run(a_project(folder / "whole"))
    span = time.monotonic() - began
    killed = films = gone_on = 0
    while killed < kills:
        films += 1
        project = a_project(folder / f"film-{films}")
        while True:
            pid = child(project)
            time.sleep(dice.uniform(0, span))
            done, status = os.waitpid(pid, os.WNOHANG)
            if done:
                assert os.waitstatus_to_exitcode(status) == 0, "a run failed"
                break
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            killed += 1
            held(project)
        assert held(project) >= 40
        events = [event.event for event in read_trace(newest_trace(project)).events]
        gone_on += events.count("resumed")
        assert events[-1] == "end"
    print(json.dumps({"kills": killed, "films": films, "gone_on": gone_on}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
