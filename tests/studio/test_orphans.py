"""When the parent is killed, nothing remains: not a hung child, not its ffmpeg, not the sitter."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from doubles.lane_tools import WAY_HERE
from doubles.processes import come, gone, members

PARENT = """
import asyncio, sys
from pathlib import Path
from doubles.lane_tools import a_lane
from doubles.stunts import a_still

async def night(action):
    async with a_lane() as lane:
        await lane.submit(1, a_still(Path.cwd()), lambda _step: None)
        print((await lane.health()).process, lane._sitter._process.pid, flush=True)
        await lane.submit(2, a_still(Path.cwd(), action), lambda _step: print("stepped", flush=True))

asyncio.run(night(sys.argv[1]))
"""
SITTER = Path(__file__).parents[2] / "rushes" / "studio" / "lanes" / "sitter_child.py"


@contextmanager
def a_parent(folder, action):
    """A process with a lane, a call in it that has begun: the parent, its lane's group, its sitter's."""
    words = [sys.executable, "-c", PARENT, action]
    with subprocess.Popen(words, stdout=subprocess.PIPE, env=os.environ | WAY_HERE, text=True, cwd=folder) as parent:
        try:
            assert parent.stdout
            child, sitter = map(int, parent.stdout.readline().split())
            assert parent.stdout.readline() == "stepped\n"
            yield parent, child, sitter
        finally:
            parent.kill()


@pytest.mark.parametrize("action", ["hang", "until never", "encode", "pour"])
def test_a_killed_parent_leaves_nothing(tmp_path, action):
    with a_parent(tmp_path, action) as (parent, child, sitter):
        assert come(child, 2 if action in {"encode", "pour"} else 1)
        assert members(sitter) == {sitter}
        parent.send_signal(signal.SIGKILL)
        assert gone(child, 3)
        assert gone(sitter, 3)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells a child of its parent's end")
def test_a_hung_child_ends_with_its_parent_even_where_nobody_sits(tmp_path):
    with a_parent(tmp_path, "hang") as (parent, child, sitter):
        os.kill(sitter, signal.SIGKILL)
        parent.send_signal(signal.SIGKILL)
        assert gone(child, 3)


@contextmanager
def a_sitter(*told):
    """The sitter alone, told of a group: of one that runs."""
    with subprocess.Popen(["sleep", "1000"], start_new_session=True) as sleeper:
        try:
            words = [sys.executable, "-I", "-S", str(SITTER)]
            with subprocess.Popen(words, stdin=subprocess.PIPE, text=True) as sitter:
                assert sitter.stdin
                sitter.stdin.write("".join(word.format(sleeper.pid) for word in told))
                sitter.stdin.flush()
                yield sitter, sleeper
        finally:
            sleeper.kill()


def test_the_sitter_ends_the_groups_it_was_told_of_and_is_not_sent_away(tmp_path):
    with a_sitter("+{}\n", "+999999999\n") as (sitter, sleeper):
        time.sleep(0.2)
        for polite in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            sitter.send_signal(polite)
        time.sleep(0.1)
        assert sitter.poll() is None
        sitter.stdin.close()
        assert sitter.wait(3) == 0
        assert sleeper.wait(3) == -signal.SIGKILL


def test_the_sitter_leaves_alone_what_was_taken_back():
    with a_sitter("+{0}\n", "-{0}\n") as (sitter, sleeper):
        sitter.stdin.close()
        assert sitter.wait(3) == 0
        assert sleeper.poll() is None
