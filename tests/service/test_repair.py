"""Everything that can be damaged is found, said and mended, and nothing whole is lost on the way."""

import json
import random
import shutil
import sqlite3
from contextlib import closing

import pytest
from doubles.productions import a_production, a_project

from rushes.cli.door import run
from rushes.errors import BadProject
from rushes.film.take import ShotState
from rushes.memory.project import open_for_reading, open_for_writing
from rushes.memory.salvage import put_in_place, salvage
from rushes.service.damage import Part
from rushes.service.filming import film
from rushes.service.health import examine, mend_store, repair

PAGE = 4096


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    folder = a_project(tmp_path_factory.mktemp("finished") / "film")
    with a_production(folder) as (production, _):
        film(production)
    return folder


@pytest.fixture
def folder(finished, tmp_path):
    shutil.copytree(finished, tmp_path / "film")
    return tmp_path / "film"


def takes_of(folder):
    with open_for_reading(folder) as project:
        return {(take.shot, take.slate.key): take.sha256 for take in project.store.takes.all()}


def in_store(folder, *statements):
    with closing(sqlite3.connect(folder / "rushes.db")) as db, db:
        for statement in statements:
            db.execute(statement)


def repaired(folder):
    before = mend_store(folder)
    with a_production(folder) as (production, crew):
        done = repair(production, before)
        made = len(crew.painter.made) + len(crew.mover.made)
    return done, made


def as_before(folder, finished):
    """The film is finished to what it was, from whatever the repair left; how many takes were made on the way."""
    with a_production(folder) as (production, crew):
        film(production)
        assert {shot.state for shot in production.store.shots.all()} == {ShotState.SHOT}
        made = len(crew.painter.made) + len(crew.mover.made)
    assert takes_of(folder) == takes_of(finished)
    assert (folder / "cuts/film.mp4").read_bytes() == (finished / "cuts/film.mp4").read_bytes()
    assert examine(folder).damages == ()
    return made


def test_a_finished_film_is_whole(finished):
    assert examine(finished).damages == ()
    assert examine(finished).takes == len(takes_of(finished))


@pytest.mark.parametrize(
    ("statement", "part"),
    [
        ("UPDATE take SET key = 'x' || substr(key, 2) WHERE id = '1-1/c1'", Part.ROW),
        ("UPDATE take SET slate = '{' WHERE id = '1-1/p1'", Part.ROW),
        ("UPDATE take SET fps = '0/0' WHERE id = '1-2/k1'", Part.ROW),
        ("UPDATE shot SET print = '1-1/p9' WHERE number = '1-1'", Part.CIRCLE),
        ("UPDATE shot SET clip = '1-2/c1' WHERE number = '1-1'", Part.CIRCLE),
        ("UPDATE shot SET keyframe = '1-1/c1' WHERE number = '1-1'", Part.CIRCLE),
        ("UPDATE shot SET state = 'shoot' WHERE number = '1-1'", Part.STATE),
        ("UPDATE plan SET manifest = substr(manifest, 20)", Part.PLAN),
        ("DELETE FROM shot WHERE number = '1-2'", Part.PLAN),
        ("UPDATE source SET reading = '{}'", Part.SOURCE),
    ],
)
def test_a_row_that_does_not_hold_is_mended(folder, finished, statement, part):
    in_store(folder, statement)
    assert {damage.part for damage in examine(folder).damages} == {part}
    done, made = repaired(folder)
    assert done.parts
    assert not done.strays
    assert not made
    assert examine(folder).damages == ()
    if part is not Part.SOURCE:  # read again it is the same story under another file's name
        assert as_before(folder, finished) <= 1


def test_a_damaged_film_is_cut_again(folder, finished):
    file = folder / "cuts/film.mp4"
    whole = file.read_bytes()
    for damage in (whole[:-9], b""):
        file.write_bytes(damage)
        assert [one.part for one in examine(folder).damages] == [Part.FILM]
        done, made = repaired(folder)
        assert done.parts == ("cuts/film.mp4: damaged, cut again",)
        assert not made
        assert file.read_bytes() == whole
    file.unlink()
    repaired(folder)
    assert as_before(folder, finished) == 0


def test_checkpoints_and_traces_are_set_aside(folder, finished):
    (folder / "graph.db").write_bytes(b"nonsense")
    trace = folder / "traces/run-1.jsonl"
    trace.write_bytes(trace.read_bytes().replace(b'"event":"enter"', b'"event":"entre"', 1))
    assert {one.part for one in examine(folder).damages} == {Part.CHECKPOINTS, Part.TRACE}
    done, _ = repaired(folder)
    assert any("graph.db.damaged-1" in words for words in done.parts)
    assert (folder / "traces/run-1.jsonl.damaged-1").is_file()
    assert as_before(folder, finished) == 0


def test_the_source_beside_the_store(folder):
    (folder / "source/reading.txt").write_text("other words")
    assert [one.part for one in examine(folder).damages] == [Part.SOURCE]
    repaired(folder)
    with open_for_reading(folder) as project:
        assert (folder / "source/reading.txt").read_text() == project.store.plans.source().text
    (folder / "source/original.txt").unlink()
    done, _ = repaired(folder)
    assert done.left == ("source/original: it is gone: put the source back there",)


def noise(chance, data):
    at = chance.randrange(1, len(data) // PAGE) * PAGE
    return data[:at] + chance.randbytes(PAGE) + data[at + PAGE :]


def zeros(chance, data):
    at = chance.randrange(1, len(data) // PAGE) * PAGE
    return data[:at] + bytes(PAGE) + data[at + PAGE :]


def cut_off(chance, data):
    return data[: chance.randrange(PAGE, len(data))]


def headless(chance, data):
    return bytes(PAGE) + data[PAGE:]


def nothing(chance, data):
    return b""


DAMAGES = (noise, zeros, cut_off, headless, nothing)


def _times(damage, thousand):
    return 1 if damage in (headless, nothing) else 40 if thousand else 4


@pytest.mark.timeout(1500)
@pytest.mark.parametrize("damage", DAMAGES, ids=lambda one: one.__name__)
def test_a_damaged_store_is_built_anew(finished, tmp_path, thousand, damage):
    whole_media = {file.name: file.read_bytes() for file in finished.glob("media/??/*")}
    for seed in range(_times(damage, thousand)):
        folder = tmp_path / f"film-{seed}"
        shutil.copytree(finished, folder)
        store = folder / "rushes.db"
        store.write_bytes(damage(random.Random(f"{seed}"), store.read_bytes()))
        damaged = store.read_bytes()
        if not examine(folder).damages:
            continue  # a page that nothing is in
        done, _ = repaired(folder)
        assert done.parts[0].startswith("rushes.db was damaged") or not examine(folder).damages
        assert (folder / "rushes.db.damaged-1").read_bytes() == damaged
        with a_production(folder) as (production, _):
            film(production)
        assert takes_of(folder).items() == takes_of(finished).items()
        assert (folder / "cuts/film.mp4").read_bytes() == (finished / "cuts/film.mp4").read_bytes()
        assert examine(folder).damages == ()
        assert {file.name: file.read_bytes() for file in folder.glob("media/??/*")} == whole_media
        shutil.rmtree(folder)


def test_what_one_page_takes_with_it_is_all_that_is_lost(folder):
    """Of a table with many pages one is damaged: the rows before and behind it are read."""
    with closing(sqlite3.connect(folder / "rushes.db")) as db, db:
        rows = [(number, "person", f"message {number} " + "x" * 300, "", "now") for number in range(1000)]
        db.executemany("INSERT INTO message VALUES (?, ?, ?, ?, ?)", rows)
    with closing(sqlite3.connect(folder / "rushes.db")) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store = folder / "rushes.db"
    data = bytearray(store.read_bytes())
    at = data.index(b"message 500 ") // PAGE * PAGE
    data[at : at + PAGE] = bytes(PAGE)
    store.write_bytes(data)
    done = salvage(folder)
    assert done.torn == ("message",)
    with closing(sqlite3.connect(store)) as db:
        kept = {number for (number,) in db.execute("SELECT id FROM message")}
    lost = set(range(1000)) - kept
    assert 500 in lost
    assert len(lost) < 15
    assert takes_of(folder)


def test_a_salvage_that_was_cut_off_is_finished_when_the_project_is_opened(folder, finished):
    store = folder / "rushes.db"
    shutil.copyfile(store, folder / "rushes.db.mended")
    (folder / "rushes.db-wal").write_bytes(b"the damaged store's log")
    store.write_bytes(b"damaged")
    with open_for_writing(folder):
        pass
    put_in_place(folder)
    assert as_before(folder, finished) == 0


@pytest.mark.parametrize("content", [b"", b"nonsense" * 999, b"SQLite format 3\0" + bytes(4080)])
def test_verify_says_of_a_store_that_cannot_be_opened(folder, content, capsys):
    (folder / "rushes.db").write_bytes(content)
    victim = next(iter(folder.glob("media/??/*.png")))
    victim.write_bytes(b"changed")
    assert run(["verify", "-p", str(folder), "--json"]) == 3
    said = capsys.readouterr()
    found = json.loads(said.out)["damages"]
    assert {one["part"] for one in found} == {"store", "media"}
    assert "rushes repair" in said.err
    assert "Traceback" not in said.err


def test_a_store_that_is_gone_is_begun_again_from_the_source(folder, finished):
    (folder / "rushes.db").unlink()
    done, _ = repaired(folder)
    assert any("the reading" in words for words in done.parts)
    with a_production(folder) as (production, _):
        film(production)
    assert takes_of(folder) == takes_of(finished)


def test_a_project_without_settings_is_one_sentence(folder):
    (folder / "project.toml").unlink()
    with pytest.raises(BadProject, match="not a rushes project"):
        examine(folder)
