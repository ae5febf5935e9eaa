"""The local lane keeps the contract, a child is small, and nothing of it remains."""

import asyncio
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from doubles.lane_tools import a_lane
from doubles.processes import gone, members
from doubles.stunts import a_still
from studio.lane_contract import LaneContract

from rushes.errors import Bug
from rushes.studio.lanes.child_lane import ChildLane

pytestmark = pytest.mark.usefixtures("children_find_doubles")

HEAVY = """
import sys, rushes.studio.lanes.child
heavy = {'torch', 'cv2', 'av', 'numpy', 'asyncio', 'ffmpeg', 'rushes.tools.draft'} & set(sys.modules)
sys.exit(f'imported: {heavy}' if heavy else 0)
"""


def a_new_lane():
    return ChildLane("cpu", 2, "doubles.lane_tools:stunts", {})


@pytest.fixture(scope="module")
def lane(play, children_find_doubles):
    lane = a_new_lane()
    yield lane
    play(lane.close())


@pytest.fixture
def another():
    return a_new_lane


class TestChildLane(LaneContract):
    pass


def held():
    """This process's open files and threads."""
    return len(list(Path("/proc/self/fd").iterdir())), threading.active_count()


def test_a_child_that_is_only_started_has_loaded_nothing_heavy():
    done = subprocess.run([sys.executable, "-c", HEAVY], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_nothing_is_left_of_lanes_in_loops_that_came_and_went(tmp_path):
    async def night():
        async with a_lane("stunts") as lane:
            await lane.submit(1, a_still(tmp_path), lambda _step: None)
            process = (await lane.health()).process
            sitter = lane._sitter._process.pid
        assert gone(process, 0)
        assert gone(sitter, 0)

    asyncio.run(night())
    before = held()
    for _ in range(3):
        asyncio.run(night())
    deadline = time.monotonic() + 5
    while held() != before and time.monotonic() < deadline:  # threads that said their last word may still be ending
        time.sleep(0.01)
    assert held() == before


def test_a_sitter_that_was_sent_away_is_replaced_with_the_next_child(tmp_path):
    async def night():
        async with a_lane("stunts") as lane:
            sitters = []
            for ticket in range(2):
                await lane.submit(ticket, a_still(tmp_path), lambda _step: None)
                sitters.append(lane._sitter._process.pid)
                os.kill(sitters[-1], signal.SIGKILL)
                assert gone(sitters[-1])
                await lane.end()
            assert await lane.submit(3, a_still(tmp_path), lambda _step: None)
            assert members(lane._sitter._process.pid)
        assert len(set(sitters)) == 2

    asyncio.run(night())


def test_a_lane_that_nobody_closed_ends_with_its_loop_s_process(tmp_path):
    """What the child still has to say finds a closed loop: then nobody will ever ask for it again."""
    lane = a_new_lane()

    async def leave():
        waiting = asyncio.create_task(lane.submit(1, a_still(tmp_path, "until never"), lambda _step: None))
        await asyncio.sleep(0)
        process = (await lane.health()).process
        await asyncio.sleep(0.5)
        assert not waiting.done()
        return process

    assert gone(asyncio.run(leave()), 5)
    lane._sitter.close()


@pytest.mark.parametrize(
    ("factory", "words"),
    [
        ("doubles.lane_tools:missing", "AttributeError"),
        ("doubles.missing:missing", "ModuleNotFoundError"),
        ("doubles.lane_tools:broken", "given: 7"),
    ],
)
def test_tools_that_can_t_be_made_are_the_call_s_error(tmp_path, factory, words):
    async def night():
        lane = ChildLane("cpu", 1, factory, {"number": 7})
        for ticket in (1, 2):
            with pytest.raises(Bug, match=words):
                await lane.submit(ticket, a_still(tmp_path), lambda _step: None)
        await lane.close()

    asyncio.run(night())
