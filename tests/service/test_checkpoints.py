"""The checkpoint file: all of a write or nothing, plain values only, the newest run only."""

import asyncio
import sqlite3
from dataclasses import dataclass

import pytest
from doubles.productions import a_production, a_project
from langgraph.checkpoint.base import empty_checkpoint

from rushes.service.checkpoints import checkpoints
from rushes.service.filming import film
from rushes.service.sealed import SealedSerializer

AT = {"configurable": {"thread_id": "run-1", "checkpoint_ns": "", "checkpoint_id": "1"}}


@dataclass(frozen=True)
class Named:
    """A type that a file could name."""

    number: int


def in_file(file, work):
    async def opened():
        async with checkpoints(file) as saver:
            return await work(saver)

    return asyncio.run(opened())


def test_what_is_written_is_read_when_the_file_is_opened_again(tmp_path):
    checkpoint = empty_checkpoint() | {"channel_values": {"verdict": "accept"}}

    async def write(saver):
        at = await saver.aput(
            {"configurable": {"thread_id": "run-1", "checkpoint_ns": ""}}, checkpoint, {"step": 3}, {}
        )
        await saver.aput_writes(at, [("keyframe", "1-1/k1")], "task")
        return at

    async def read(saver):
        return await saver.aget_tuple(at)

    at = in_file(tmp_path / "graph.db", write)
    found = in_file(tmp_path / "graph.db", read)
    assert found.checkpoint == checkpoint
    assert found.metadata["step"] == 3
    assert found.pending_writes == [("task", "keyframe", "1-1/k1")]


def test_a_write_that_fails_half_way_leaves_nothing(tmp_path):
    file = tmp_path / "graph.db"

    async def write(saver):
        saver.conn.execute(
            "CREATE TRIGGER full BEFORE INSERT ON writes WHEN NEW.channel = 'third' "
            "BEGIN SELECT RAISE(FAIL, 'disk I/O error'); END"
        )
        with pytest.raises(sqlite3.Error, match="disk I/O error"):
            await saver.aput_writes(AT, [("first", 1), ("second", 2), ("third", 3)], "task")
        await saver.aput_writes(AT, [("fourth", 4)], "other")
        return saver.conn.execute("SELECT channel FROM writes").fetchall()

    assert in_file(file, write) == [("fourth",)]


def test_a_type_that_the_file_names_is_not_made(tmp_path):
    file = tmp_path / "graph.db"

    async def write(saver):
        blob = SealedSerializer().dumps_typed({**empty_checkpoint(), "channel_values": {"shot": Named(1)}})
        saver.conn.execute("INSERT INTO checkpoints VALUES ('run-1', '', '1', NULL, ?, ?, '{}')", blob)
        saver.conn.commit()

    async def read(saver):
        return await saver.aget_tuple(AT)

    in_file(file, write)
    found = in_file(file, read)
    assert not isinstance(found.checkpoint["channel_values"]["shot"], Named)


def test_a_write_under_way_when_the_graph_ends_is_made(tmp_path):
    file = tmp_path / "graph.db"
    begun = []

    async def write(saver):
        begun.append(asyncio.create_task(saver.aput_writes(AT, [("verdict", "accept")], "task")))

    in_file(file, write)
    with sqlite3.connect(file) as database:
        assert database.execute("SELECT channel FROM writes").fetchall() == [("verdict",)]
    assert begun[0].exception() is None


def test_only_the_newest_run_is_kept(tmp_path):
    folder = a_project(tmp_path / "film")
    for _ in range(2):
        with a_production(folder) as (production, _):
            film(production)
    with sqlite3.connect(folder / "graph.db") as database:
        for table in ("checkpoints", "writes"):
            assert database.execute(f"SELECT DISTINCT thread_id FROM {table}").fetchall() == [("run-2",)]
