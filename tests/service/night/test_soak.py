"""Five hundred simulated nights of ten hours, with everything going wrong that may: the film is there in the morning."""

import asyncio
import random
import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest
from doubles import simulated_nights
from doubles.plans import a_manifest, a_scene
from doubles.productions import PROFILE, ScriptedBrain, a_project
from doubles.simulated_nights import EVENING, Fate, Reel, Sets, SimulatedCrew, Sky

from rushes.errors import DiskTrouble
from rushes.film.night import GB, Limits
from rushes.film.night_log import use_of
from rushes.memory.nights import read_night
from rushes.memory.vault import Vault
from rushes.service import filming
from rushes.service.night.asked import Asked
from rushes.service.night.room import bytes_of

NIGHT = "20261024T210000Z"
HOURS = 10
SHOTS = 12


def nights(thousand):
    return 500 if thousand else 6


@pytest.fixture
def reel(tmp_path_factory):
    return Reel(tmp_path_factory.mktemp("reel"))


@pytest.mark.timeout(7200)
@pytest.mark.parametrize("part", range(4))
def test_the_film_is_there_in_the_morning(part, thousand, reel, tmp_path, monkeypatch):
    monkeypatch.setattr(filming, "BETWEEN", 60.0)
    for seed in range(part, nights(thousand), 4):
        a_night(seed, tmp_path / f"film-{seed}", reel, monkeypatch)


def a_night(seed, folder, reel, monkeypatch):
    chance = random.Random(seed)
    sky, fate = Sky(), Fate(random.Random(seed + 1))
    monkeypatch.setattr(Vault, "keep", full_for_a_while(sky, fate))
    plan = a_manifest(*(a_scene(str(scene), SHOTS // 3) for scene in (1, 2, 3)))
    crew = SimulatedCrew(sky, fate, reel, chance.choice([1, 2]), ScriptedBrain(plan))
    limits = Limits(
        until=EVENING + timedelta(hours=HOURS),
        takes=chance.choice([0, 0, 20, 60]),
        gpu_hours=chance.choice([0, 0, 3, 8]),
        disk_gb=chance.choice([0, 0, 0.006]),
    )
    a_project(folder, PROFILE)
    asked = Asked(night=NIGHT, projects=(str(folder),), limits=limits)
    before = asyncio.get_event_loop_policy()
    asyncio.set_event_loop_policy(Sets(sky))
    try:
        passed = simulated_nights.keep(asked, sky, fate, crew)
    finally:
        asyncio.set_event_loop_policy(before)
        monkeypatch.undo()
        monkeypatch.setattr(filming, "BETWEEN", 60.0)
    held(seed, folder, limits, passed, sky, crew)


def held(seed, folder, limits, passed, sky, crew):
    told = f"seed {seed}: {passed.outcome}, {passed.crashes} crashes, {dict(crew.fate.seen)}"
    log = read_night(folder, NIGHT)
    use = use_of(log, passed.ended, bytes_of(folder))
    assert passed.delivered is not None, told
    assert passed.ended <= HOURS * 3600, told
    assert (folder / "cuts" / "film.mp4").is_file(), told
    assert log.ended == passed.outcome, told
    if limits.takes:
        assert use.takes <= limits.takes, told
    if limits.gpu_hours:
        assert use.gpu_seconds <= limits.gpu_hours * 3600 + 2 * 1000, told
    if limits.disk_gb:
        assert use.disk <= limits.disk_gb * GB + 500_000, (told, use.disk)
    with closing(sqlite3.connect(folder / "rushes.db")) as db:
        rows = db.execute("SELECT key, sha256, suffix FROM take").fetchall()
    vault = Vault(folder / "media")
    assert all(vault.whole(f"{sha}{suffix}") for _, sha, suffix in rows), told
    twice = {key: count for key, count in crew.made.items() if count > 1}
    assert sum(twice.values()) - len(twice) <= 4 * (passed.crashes + 1), told  # in hand when the process was lost


def full_for_a_while(sky, fate):
    kept = Vault.keep

    def keep(vault, file):
        if sky.steady() < fate.full_until:
            raise DiskTrouble("The disk is full.", "Free some space.")
        return kept(vault, file)

    return keep
