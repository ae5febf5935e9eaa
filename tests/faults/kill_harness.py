"""Kills `rushes make` at random moments and looks whether anything was lost.

Run as a script: `kill_harness.py FOLDER KILLS SEED`. It imports everything once, then forks a
child for each run, and its lane's worker from that, so that a run's life is the film's work and not Python's start. Each film must
end as the undisturbed one did: the same takes with the same content, the same film, and no file
left over. Prints one line of JSON with what it saw; any loss ends it with a traceback.

Another way to shoot a film can be put in the place of `make`: a function of the same form.
"""

import hashlib
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

STORY = """The Ferry

Rain fell on the harbour. Old Bram stood on the quay in a yellow coat and held a lantern.

"Is the ferry late?" asked Ines, a young woman in a red dress.

"It is always late," said Bram. He pointed at the dark water.

* * *

The next morning the sea was calm. Ines walked along the beach and found a brass key.

"Whose is it?" she asked. Bram looked at the key and laughed.

* * *

At night they climbed the stairs of the lighthouse. The key turned in the door.
"""

PROFILE = """
[picture]
size = "96x54"
fps = "8"
[finish]
slate = false
subtitles = false
[gates.clip]
luma = "2..253"
"""


SAID = ""
"""What the last child said on stderr."""


def said() -> str:
    return Path(SAID).read_text(errors="replace")[-2000:]


def make(folder: Path, film: int) -> list[str]:
    return [
        *("make", str(folder / "ferry.txt"), "-p", str(folder / f"film-{film}")),
        *("--profile", str(folder / "tiny.toml"), "--json"),
    ]


class Forked:
    """In the place of `subprocess` where a lane starts its worker: the worker is a fork, made before any thread."""

    PIPE = subprocess.PIPE

    def __init__(self) -> None:
        self.ready: list[Worker] = [Worker()]

    def Popen(self, *words, **options):  # noqa: N802 - as it is called there
        return self.ready.pop() if self.ready else subprocess.Popen(*words, **options)


class Worker:
    """A worker that waits for its first order; as much of a Popen as a lane uses."""

    def __init__(self) -> None:
        pipes = [os.pipe() for _ in range(3)]
        theirs, ours = zip(*[ends if number == 0 else ends[::-1] for number, ends in enumerate(pipes)], strict=True)
        self.returncode: int | None = None
        self.pid = os.fork()
        if not self.pid:
            os.setsid()
            for number, end in enumerate(theirs):
                os.dup2(end, number)
            for end in (*theirs, *ours):
                os.close(end)
            from rushes.studio.lanes.child import main

            main()
        for end in theirs:
            os.close(end)
        self.stdin, self.stdout, self.stderr = os.fdopen(ours[0], "wb"), *(os.fdopen(end, "rb") for end in ours[1:])

    def wait(self) -> int:
        if self.returncode is None:
            self.returncode = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self.returncode


IN_PROCESS: dict[str, Callable[[list[str]], int]] = {}
"""What is no command of its own: it has these words, and gives an exit code."""

Words = Callable[[Path, int], list[str]]
"""The command that shoots the numbered film in a folder, from nothing or from where it stands."""


def child(words: list[str], prepare: Callable[[], None] = lambda: None) -> int:
    """Fork, run the command in the child after what `prepare` does there, and return its process id."""
    pid = os.fork()
    if pid:
        return pid
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    said = os.open(SAID, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(said, 2)
    from rushes.cli.door import run
    from rushes.studio.lanes import lane_process

    try:
        prepare()
        lane_process.subprocess = Forked()
        os._exit(IN_PROCESS.get(words[0], run)(words))
    except BaseException:  # noqa: BLE001 - the child's traceback is what the harness must show
        traceback.print_exc()
        os._exit(1)


def takes(project: Path) -> dict[tuple[str, str], str]:
    """Every take's shot and key, with its media file. Holds each file to its digest."""
    found: dict[tuple[str, str], str] = {}
    store = project / "rushes.db"
    if not (project / "project.toml").exists():
        return found
    with closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as db:
        rows = db.execute("SELECT shot, key, sha256, suffix FROM take").fetchall()
    for shot, key, sha256, suffix in rows:
        media = project / "media" / sha256[:2] / f"{sha256}{suffix}"
        assert media.is_file(), f"lost: {media}"
        assert hashlib.sha256(media.read_bytes()).hexdigest() == sha256, f"corrupt: {media}"
        found[shot, key] = sha256
    return found


def finish(words: list[str]) -> float:
    began = time.monotonic()
    _, status = os.waitpid(child(words), 0)
    assert os.waitstatus_to_exitcode(status) == 0, f"the film was not finished: {said()}"
    return time.monotonic() - began


def film_sha(project: Path) -> str:
    return hashlib.sha256((project / "cuts" / "film.mp4").read_bytes()).hexdigest()


def strays(project: Path) -> set[str]:
    """Vault files that no row names. Work done twice lands on its old name; work that came out otherwise does not."""
    with closing(sqlite3.connect(f"file:{project / 'rushes.db'}?mode=ro", uri=True)) as db:
        rows = db.execute("SELECT sha256 || suffix FROM take UNION SELECT sha256 || suffix FROM piece")
        named = {name for (name,) in rows}
    return {file.name for file in project.glob("media/??/*")} - named


def same_film(project: Path, whole: Path) -> None:
    """Hold a film that was killed on its way to the one that was left alone."""
    now, wanted = takes(project), takes(whole)
    assert now.keys() == wanted.keys(), f"other takes: {now.keys() ^ wanted.keys()}"
    assert now == wanted, "a take has other content than in the undisturbed film"
    assert film_sha(project) == film_sha(whole), "another film"
    assert not strays(project), f"work was repeated and came out otherwise: {strays(project)}"


def steps_repeated(project: Path) -> int:
    """How many steps of the graph were taken again after kills; at most one a branch for each."""
    again = 0
    for file in sorted((project / "traces").glob("run-*.jsonl")):
        taken: set[tuple[str, ...]] = set()
        repeated: Counter[str] = Counter()
        for line in file.read_bytes().split(b"\n")[:-1]:
            event = json.loads(line)
            if event["event"] == "resumed":
                repeated.clear()
            elif event["event"] == "enter":
                step = (event["shot"], event["node"], str(event["attempt"]), event["state"])
                repeated[event["shot"]] += step in taken
                again += step in taken
                taken.add(step)
                assert repeated[event["shot"]] <= 1, f"{file.name}: {event['shot']} took {event['node']} and more again"
    return again


def warm(folder: Path, story: str = STORY) -> None:
    """Import all that a film needs, and lay out its story."""
    global SAID  # noqa: PLW0603 - a script's one setting
    SAID = str(folder / "said.txt")
    import alembic.command

    import rushes.cli.film
    import rushes.cli.health
    import rushes.cli.trace
    import rushes.studio.kit.toolbox
    import rushes.tools.draft.mover
    import rushes.tools.draft.painter
    import rushes.tools.editor
    import rushes.tools.reading

    assert rushes.tools.draft.painter
    assert alembic.command
    (folder / "ferry.txt").write_text(story)
    (folder / "tiny.toml").write_text(PROFILE)


def replayed(project: Path) -> None:
    """Each recorded run, a kill in its middle or not, takes the path again that its trace tells."""
    traces = sorted(project.glob("traces/run-*.jsonl"))
    assert traces, "nothing was recorded"
    for trace in traces:
        finish(["replay", str(trace)])


def main(folder: Path, kills: int, seed: int, make: Words = make) -> None:
    warm(folder)
    whole_time = finish(make(folder, 0))
    wanted = len(takes(folder / "film-0"))
    rng = random.Random(seed)
    killed = films = 0
    while killed < kills:
        films += 1
        project = folder / f"film-{films}"
        seen: dict[tuple[str, str], str] = {}
        while True:
            pid = child(make(folder, films))
            time.sleep(rng.uniform(0, whole_time * 0.6))
            done, status = os.waitpid(pid, os.WNOHANG)
            if done:
                assert os.waitstatus_to_exitcode(status) == 0, f"a resume failed: {said()}"
                break
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            killed += 1
            now = takes(project)
            assert seen.items() <= now.items(), "a take that was there is gone"
            seen = now
            if killed >= kills:
                finish(make(folder, films))
                break
        assert seen.items() <= takes(project).items(), "a take that was there is gone"
        same_film(project, folder / "film-0")
        steps_repeated(project)
        replayed(project)
    finish(make(folder, films))
    same_film(project, folder / "film-0")
    print(json.dumps({"kills": killed, "films": films, "takes": wanted, "film_seconds": round(whole_time, 2)}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
