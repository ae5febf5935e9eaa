"""Two processes on one project: one owner each time, a killed one's lock free at once, the other told who has it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

HARNESS = Path(__file__).with_name("lock_harness.py")


def raced(folder, races, mistake=""):
    words = [sys.executable, str(HARNESS), str(folder), str(races), mistake]
    return subprocess.run(words, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)


@pytest.mark.timeout(600)
def test_one_owner_in_every_race(tmp_path, thousand):
    races = 1000 if thousand else 60
    done = raced(tmp_path, races)
    assert done.returncode == 0, done.stderr[-2000:]
    assert json.loads(done.stdout)["races"] == races


def test_a_lock_that_does_not_die_with_its_owner_is_found_out(tmp_path):
    done = raced(tmp_path, 60, "locked by name")
    assert done.returncode == 1
    assert "owners" in done.stderr or "Timeout" in done.stderr or "ProjectBusy" in done.stderr
