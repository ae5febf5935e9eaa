"""Lets things go wrong at chosen system calls of a film's making, and looks whether anything was lost.

Run as a script in a process that has the shim under it (see `injector.py`): `faulty_harness.py FOLDER SHIM TASK`, the task
being JSON: `{"do": "kills", …}`, the rest of it that function's arguments. Prints one line of JSON with what it saw;
any loss ends it with a traceback. `wrong` is a deliberate mistake in rushes itself, made only here: with it there must be
a loss, or nothing is proven.

The command is `make`; another that shoots a film can be put in its place (COMMANDS).
"""

import json
import os
import random
import shutil
import signal
import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import closing
from itertools import count
from pathlib import Path

import kill_harness
from injector import Fault, Injector, Seen
from kill_harness import Words, child, finish, replayed, said, same_film, takes, warm
from mistakes import MISTAKES
from power_cut import Disk, read_log

ONE_SHOT = "Rain fell on the harbour.\n"
COMMANDS: dict[str, Words] = {"make": kill_harness.make}
KINDS = ("keyframe", "clip", "print")


class Bench:
    """A folder in which films are made, with the shim under every run."""

    def __init__(self, folder: Path, shim: Path, story: str, command: str, wrong: str = "") -> None:
        self.disk = folder / "disk"
        self.disk.mkdir()
        warm(self.disk, story)
        kill_harness.SAID = str(folder / "said.txt")  # what a run says is not among what it keeps
        self.shim, self.command, self.wrong = shim, COMMANDS[command], wrong
        self.control, self.log = folder / "control", folder / "log"
        self.films = 0

    def whole(self) -> Path:
        """The undisturbed film."""
        finish(self.command(self.disk, 0))
        return self.disk / "film-0"

    def fresh(self) -> Path:
        self.films += 1
        return self.disk / f"film-{self.films}"

    def run(self, fault: Fault) -> tuple[int, Seen]:
        """The newest film's run with a fault; its exit code (negative for a signal), and what came of the fault."""
        self.log.unlink(missing_ok=True)
        injector = Injector(self.shim, self.disk, self.control, fault, self.log)
        _, status = os.waitpid(child(self.command(self.disk, self.films), lambda: self._prepare(injector)), 0)
        return os.waitstatus_to_exitcode(status), injector.seen()

    def go_on(self) -> None:
        """The film gone on with and finished, nothing in its way."""
        code, _ = self.run(Fault())
        assert code == 0, f"the film was not finished: {said()[-1000:]}"

    def _prepare(self, injector: Injector) -> None:
        injector.begin()
        MISTAKES[self.wrong]()
        mark_the_way(injector)

    def marks(self, first: str) -> list[str]:
        return [done.path for done in read_log(self.log) if done.op == "mark" and done.path.startswith(f"{first} ")]


def mark_the_way(injector: Injector) -> None:
    """Marks where a tool has made a take's file, and where its row is written for good."""
    import rushes.agents.takes as making
    from rushes.memory.takes import Takes

    made_file, add = making.made_file, Takes.add
    kinds = {"keyframe.png": "keyframe", "clip.mp4": "clip"}

    def marked_file(outcome):
        file = made_file(outcome)
        injector.mark(f"made {kinds.get(file.name, 'print')}")
        return file

    def marked_add(self, *given, **named):
        take = add(self, *given, **named)
        injector.mark(f"row {take.slate.kind}")
        injector.mark(f"kept {take.shot} {take.slate.key} {take.sha256}")
        return take

    making.made_file, Takes.add = marked_file, marked_add


def verified(project: Path) -> None:
    """`rushes verify` finds nothing amiss."""
    finish(["verify", "-p", str(project)])


def kept(marks: list[str]) -> dict[tuple[str, str], str]:
    """The takes that a run was told are safe."""
    words = (mark.split(" ") for mark in marks)
    return {(shot, key): sha256 for _, shot, key, sha256 in words}


def kills(bench: Bench, kinds: list[str], hows: list[str], first: int, every: int) -> dict[str, object]:
    """Killed between the tool's file and the take's row, at the `first` call and at every n-th from there."""
    whole = bench.whole()
    wanted = takes(whole)
    killed, places, most = 0, set(), 0
    for kind in kinds:
        for how in hows:
            for at in count(first, every):
                project = bench.fresh()
                code, seen = bench.run(Fault(how, at, since=f"made {kind}", until=f"row {kind}"))
                if not seen.fired:
                    assert code == 0, said()
                    break
                assert code == -signal.SIGKILL, f"{seen.what}: not killed but {code}"
                killed += 1
                places.add(seen.what.split(" ")[0])
                safe, made = kept(bench.marks("kept")), len(bench.marks("made"))
                assert safe.items() <= takes(project).items(), f"{seen.what}: a take that was safe is gone"
                verified(project)
                bench.go_on()
                made += len(bench.marks("made"))
                assert made <= len(wanted) + 1, f"{seen.what}: {made} takes made of {len(wanted)}"
                most = max(most, made)
                same_film(project, whole)
                verified(project)
                replayed(project)
                shutil.rmtree(project)
    return {"killed": killed, "calls": sorted(places), "takes": len(wanted), "made_at_most": most}


def trouble(bench: Bench, cases: list[tuple[str, str, bool, int]]) -> dict[str, object]:
    """A write fails: one sentence and exit code 3, and the film is finished from there.

    Cases are (kind, ENOSPC or EIO, from then on, at which write). Without a kind it is any write, the workers' too; with
    one, a write of that take's commit.
    """
    whole = bench.whole()
    outcomes: dict[str, int] = {}
    hit = 0
    for kind, what, on, at in cases:
        project = bench.fresh()
        window = {"since": f"made {kind}", "until": f"row {kind}"} if kind else {"everyones": True}
        code, seen = bench.run(Fault(what, at, on=on, **window))
        where = f"{what}{' from then on' if on else ''} at {at} ({seen.what})"
        words = said()
        assert "Traceback" not in words, f"{where}: {words}"
        assert code in ((0, 3) if seen.fired else (0,)), f"{where}: exit code {code}: {words}"
        if code == 3:
            assert any(told in words for told in TOLD), f"{where}: {words}"
        outcomes[str(code)] = outcomes.get(str(code), 0) + bool(seen.fired)
        if not seen.fired:
            shutil.rmtree(project)
            continue
        hit += 1
        safe = kept(bench.marks("kept"))
        assert safe.items() <= takes(project).items(), f"{where}: a take that was safe is gone"
        bench.go_on()
        try:
            same_film(project, whole)
        except AssertionError as loss:
            raise AssertionError(f"{where}: {loss}; it had said: {words}") from loss
        verified(project)
        shutil.rmtree(project)
    return {"faults": hit, "exits": outcomes}


TOLD = ("is full", "fails (input/output error)", "can't be used", "can't be written", "can't be read")
"""Of DiskTrouble's and BadProject's sentences, what a person reads."""


def power(bench: Bench, cuts: int, finished: int, seed: int) -> dict[str, object]:
    """The power fails at random moments of a film's making."""
    whole = bench.whole()
    project = bench.fresh()
    code, _ = bench.run(Fault())
    assert code == 0, said()
    done = list(read_log(bench.log))
    chance = random.Random(seed)
    at = sorted(chance.sample(range(len(done)), cuts))
    to_finish = set(chance.sample(at, finished))
    disk, safe, moment = Disk(bench.disk), dict[tuple[str, str], str](), iter([*at, -1])
    cut, states, held, seconds = next(moment), 0, 0, time.monotonic()
    for number, one in enumerate(done):
        disk.do(one)
        if one.op == "mark":
            safe |= kept([one.path] if one.path.startswith("kept ") else [])
        if number != cut:
            continue
        cut, states = next(moment), states + 1
        held += reopened(bench, disk, safe, chance, whole if number in to_finish else None)
    as_logged(bench, disk, project)
    took = round(time.monotonic() - seconds, 1)
    return {"states": states, "operations": len(done), "takes_held": held, "finished": len(to_finish), "seconds": took}


def as_logged(bench: Bench, disk: Disk, project: Path) -> None:
    """What the log tells is what the disk has: nothing was done behind the shim's back."""
    copy = bench.disk.parent / "told"
    disk.as_it_is(copy)
    for folder, others in ((project, copy / project.name), (copy / project.name, project)):
        for file in folder.rglob("*"):
            if file.is_file() and not file.name.endswith("-shm"):  # which is shared memory
                other = others / file.relative_to(folder)
                assert other.read_bytes() == file.read_bytes(), f"{file} is not as the log tells"
    shutil.rmtree(copy)


def reopened(bench: Bench, disk: Disk, safe: dict, chance: random.Random, whole: Path | None) -> int:
    """One disk after a cut: every take that was safe is there; the film is finished where `whole` is to compare."""
    state = bench.disk.parent / "after"
    disk.after_a_cut(state, chance)
    for name in ("ferry.txt", "tiny.toml"):
        shutil.copyfile(bench.disk / name, state / name)
    project = state / f"film-{bench.films}"
    if (project / "project.toml").exists():
        assert safe.items() <= takes(project).items(), "a take that was safe is gone"
        finish(["verify", "-p", str(project)])
    else:
        assert not safe, "a project with takes is gone"
    if whole:
        finish(bench.command(state, bench.films))
        same_film(project, whole)
    shutil.rmtree(state)
    return len(safe)


def upgrades(bench: Bench, dumps: list[str], first: int, every: int) -> dict[str, object]:
    """An old store's upgrade, killed at the `first` call and at every n-th from there, and the project opened again."""
    whole = bench.whole()
    killed = 0
    for dump in dumps:
        project = bench.fresh()
        shutil.copytree(whole, project)
        wanted: list[str] = []
        for at in count(first, every):
            an_old_store(project, Path(dump))
            code, seen = opened(bench, project, Fault("kill", at))
            if not wanted:
                an_old_store(project, Path(dump))
                assert opened(bench, project, Fault())[0] == 0, said()
                wanted = content(project)
            if not seen.fired:
                assert code == 0, said()
                break
            assert code == -signal.SIGKILL, f"{seen.what}: not killed but {code}"
            killed += 1
            code, _ = opened(bench, project, Fault())
            assert code == 0, f"{Path(dump).stem} killed at {at} ({seen.what}): {said()[-800:]}"
            assert content(project) == wanted, f"{Path(dump).stem} killed at {at} ({seen.what}): another store"
    return {"killed": killed, "stores": len(dumps)}


def an_old_store(project: Path, dump: Path) -> None:
    for file in project.glob("rushes.db*"):
        file.unlink()
    with closing(sqlite3.connect(project / "rushes.db")) as db:
        db.executescript(dump.read_text(encoding="utf-8"))


def opened(bench: Bench, project: Path, fault: Fault) -> tuple[int, Seen]:
    """The project opened for writing in a child, with a fault; its exit code and what came of the fault."""
    injector = Injector(bench.shim, bench.disk, bench.control, fault)

    def enter() -> None:
        from rushes.memory.project import open_for_writing

        injector.begin()
        MISTAKES[bench.wrong]()
        with open_for_writing(project):
            pass
        os._exit(0)

    _, status = os.waitpid(child([], enter), 0)
    return os.waitstatus_to_exitcode(status), injector.seen()


def content(project: Path) -> list[str]:
    with closing(sqlite3.connect(project / "rushes.db")) as db:
        return list(db.iterdump())


TASKS: dict[str, Callable[..., dict[str, object]]] = {
    "kills": kills,
    "trouble": trouble,
    "power": power,
    "upgrades": upgrades,
}


def main(folder: Path, shim: Path, task: dict) -> None:
    story = task.pop("story", ONE_SHOT)
    bench = Bench(folder, shim, story, task.pop("command", "make"), task.pop("wrong", ""))
    print(json.dumps(TASKS[task.pop("do")](bench, **task)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), json.loads(sys.argv[3]))
