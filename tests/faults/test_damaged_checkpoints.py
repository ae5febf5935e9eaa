"""Whatever is in `graph.db`, a run begins: from it where it is whole, from the store where it is not."""

import random
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest
from doubles.productions import a_production, a_project

from rushes.errors import DiskTrouble
from rushes.film.take import ShotState, TakeKind
from rushes.service.filming import film

PAGE = 4096


@pytest.fixture(scope="module")
def half_way(tmp_path_factory):
    """A project whose run broke off in the middle, its log of checkpoints not yet in the file, as a kill leaves it."""
    folder = a_project(tmp_path_factory.mktemp("half") / "film")
    kept = folder.parent / "kept"

    def breaks_off(event):
        if event.step == TakeKind.PRINT:
            if not kept.exists():
                shutil.copytree(folder, kept)
            raise DiskTrouble("The disk is full.", "Free some space.")

    with a_production(folder) as (production, _), pytest.raises(DiskTrouble):
        film(replace(production, tell=breaks_off))
    with closing(sqlite3.connect(kept / "graph.db")) as db:  # all in one file, so that damage is damage
        assert db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0
    return kept


@pytest.fixture(scope="module")
def whole(half_way, tmp_path_factory):
    """What comes of it undamaged."""
    folder = tmp_path_factory.mktemp("whole") / "film"
    shutil.copytree(half_way, folder)
    made, takes, bytes_ = finished(folder)
    assert made < len(takes), "the run was not half way"
    return takes, bytes_


def finished(folder):
    """How many takes were made, all the project's takes, and the film's bytes, after the run was gone on with."""
    with a_production(folder) as (production, crew):
        film(production)
        assert {shot.state for shot in production.store.shots.all()} == {ShotState.SHOT}
        takes = {(take.shot, take.slate.key): take.sha256 for take in production.store.takes.all()}
        made = len(crew.painter.made) + len(crew.mover.made)
        return made, takes, production.project.film.read_bytes()


def garbage(data, chance):
    return chance.randbytes(chance.randrange(1, 20_000))


def cut_off(data, chance):
    return data[: chance.randrange(len(data))]


def half_a_page(data, chance):
    at = chance.randrange(0, len(data) // PAGE) * PAGE
    return data[:at] + data[at : at + PAGE // 2]


def a_page_of_noise(data, chance):
    at = chance.randrange(0, len(data) // PAGE) * PAGE
    return data[:at] + chance.randbytes(PAGE) + data[at + PAGE :]


def a_page_of_zeros(data, chance):
    at = chance.randrange(0, len(data) // PAGE) * PAGE
    return data[:at] + bytes(PAGE) + data[at + PAGE :]


def flipped_bits(data, chance):
    damaged = bytearray(data)
    for _ in range(chance.randrange(1, 12)):
        damaged[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(damaged)


def in_rows(change):
    """Damage inside a database that is otherwise sound."""

    def damage(file, chance):
        with closing(sqlite3.connect(file)) as db, db:
            table, column = chance.choice(
                [("checkpoints", "checkpoint"), ("writes", "value"), ("checkpoints", "metadata")]
            )
            rows = [row for (row,) in db.execute(f"SELECT rowid FROM {table} ORDER BY rowid")]
            row = chance.choice(rows[-8:])
            value = bytes(db.execute(f"SELECT {column} FROM {table} WHERE rowid = ?", (row,)).fetchone()[0])
            db.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (change(value, chance), row))

    return damage


def in_bytes(change):
    def damage(file, chance):
        file.write_bytes(change(file.read_bytes(), chance))

    return damage


def anothers(file, chance):
    file.unlink()
    with closing(sqlite3.connect(file)) as db, db:
        name = chance.choice(["notes", "checkpoints", "writes"])
        db.execute(f"CREATE TABLE {name} (id INTEGER PRIMARY KEY, words TEXT)")
        db.execute(f"INSERT INTO {name} VALUES (1, 'x')")


DAMAGES = {
    "garbage": in_bytes(garbage),
    "cut off": in_bytes(cut_off),
    "half a page": in_bytes(half_a_page),
    "a page of noise": in_bytes(a_page_of_noise),
    "a page of zeros": in_bytes(a_page_of_zeros),
    "flipped bits": in_bytes(flipped_bits),
    "a value of noise": in_rows(lambda value, chance: chance.randbytes(len(value))),
    "a value cut off": in_rows(lambda value, chance: value[: chance.randrange(len(value))]),
    "a value of one more": in_rows(lambda value, chance: value + b"\x01"),
    "other msgpack": in_rows(
        lambda value, chance: chance.choice([b"\xc0", b"\x81\xa1v\x01", b"\x93\x01\x02\x03", b"\xc1"])
    ),
    "text for bytes": in_rows(lambda value, chance: "words"),
    "nothing at all": in_rows(lambda value, chance: None),
    "another's": anothers,
}


@pytest.mark.timeout(1500)
@pytest.mark.parametrize("name", DAMAGES)
def test_a_run_begins_whatever_its_checkpoints_are(half_way, whole, tmp_path, thousand, name):
    takes, film_bytes = whole
    for seed in range(50 if thousand else 3):
        folder = tmp_path / f"film-{seed}"
        shutil.copytree(half_way, folder)
        before = (folder / "graph.db").read_bytes()
        DAMAGES[name](folder / "graph.db", random.Random(f"{name} {seed}"))
        damaged = (folder / "graph.db").read_bytes()
        assert damaged != before
        made, now, bytes_ = finished(folder)
        assert now == takes, f"{name}, {seed}: other takes"
        assert bytes_ == film_bytes, f"{name}, {seed}: another film"
        assert made < len(takes), f"{name}, {seed}: takes were made twice"
        for aside in folder.glob("graph.db.damaged-?"):
            assert aside.read_bytes() == damaged
        shutil.rmtree(folder)


def test_what_was_set_aside_is_told_and_stays(half_way, tmp_path):
    folder = tmp_path / "film"
    for times in range(1, 3):
        shutil.copytree(half_way, folder, dirs_exist_ok=True)
        (folder / "graph.db").write_bytes(b"nonsense" * times)
        with a_production(folder) as (production, crew):
            film(production)
        told = [event.text for event in crew.events if event.step == "studio"]
        assert f"kept as graph.db.damaged-{times}" in told[0]
    assert [(folder / f"graph.db.damaged-{n}").read_bytes() for n in (1, 2)] == [b"nonsense", b"nonsense" * 2]
