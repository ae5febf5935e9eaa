"""A film while its workers are killed: nothing lost, nothing made twice, the same film in the end."""

import hashlib
import os
import random
import signal
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from doubles.plans import a_reading

from rushes.configs.profile import Finish, Gates, Picture, Profile
from rushes.memory.project import create, open_for_writing
from rushes.service.crew import production_of
from rushes.service.filming import film
from rushes.studio import dispatch

TINY = Profile(
    picture=Picture(size="96x54", fps="8"),
    finish=Finish(slate=False, subtitles=False),
    gates=Gates(clip={"luma": "2..253"}),
)
TAKES = {"keyframe", "clip", "print"}


class Killer:
    """Kills the film's worker a moment after some of its takes; never twice without takes between."""

    def __init__(self, seed, kills):
        self.chance = random.Random(seed)
        self.kills = kills
        self.left = 2
        self.done = 0
        self.timer = None

    def hear(self, event):
        if event.step not in TAKES or self.done >= self.kills or (self.timer and self.timer.is_alive()):
            return
        self.left -= 1
        if self.left <= 0:
            self.timer = threading.Timer(self.chance.uniform(0, 0.25), self.kill)
            self.timer.start()

    def kill(self):
        for worker in workers():
            os.kill(worker, signal.SIGKILL)
            self.done += 1
        self.left = self.chance.randint(3, 5)


def workers():
    """The lanes' workers of this process."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text(errors="replace").rpartition(")")[2].split()[1])
            words = (stat.parent / "cmdline").read_bytes()
        except OSError:
            continue
        if parent == os.getpid() and b"rushes.studio" in words and b"child" in words and b"sitter" not in words:
            yield int(stat.parent.name)


def a_film(folder, hear=lambda _event: None):
    """The film's takes by shot and key, its pieces, its bytes."""
    source = folder.parent / "mill.txt"
    reading = a_reading()
    source.write_text(reading.text, encoding="utf-8")
    create(folder, source, reading, TINY, seed=7, minutes=None)
    told = []
    with (
        open_for_writing(folder) as project,
        production_of(project, tell=lambda one: (told.append(one), hear(one))) as it,
    ):
        film(it)
    with closing(sqlite3.connect(folder / "rushes.db")) as db:
        takes = {(shot, key): sha for shot, key, sha in db.execute("SELECT shot, key, sha256 FROM take")}
        failed = db.execute("SELECT shot, reason FROM failure").fetchall()
        named = {
            name for (name,) in db.execute("SELECT sha256||suffix FROM take UNION SELECT sha256||suffix FROM piece")
        }
    strays = {file.name for file in folder.glob("media/??/*")} - named
    made = [(one.step, one.text) for one in told if one.step in TAKES]
    return takes, failed, strays, made, hashlib.sha256((folder / "cuts/film.mp4").read_bytes()).hexdigest(), told


@pytest.mark.timeout(1500)
def test_a_film_whose_workers_are_killed_is_the_same_film(tmp_path, thousand, monkeypatch):
    # By chance one call may be hit again and again: who dies of itself twice is set aside, these are innocent.
    monkeypatch.setattr(dispatch, "STRIKES", 99)
    wanted, _, _, _, whole, _ = a_film(tmp_path / "film-0")
    killed = films = 0
    while killed < (200 if thousand else 10):
        films += 1
        killer = Killer(films, 10)
        takes, failed, strays, made, sha256, told = a_film(tmp_path / f"film-{films}", killer.hear)
        killer.timer.join()
        assert not failed, "an innocent call was set aside"
        assert takes == wanted
        assert sha256 == whole
        assert not strays
        assert len(made) == len(set(made)) == len(wanted), "a take was made twice"
        assert any("was lost" in one.text for one in told if one.step == "studio")
        killed += killer.done
