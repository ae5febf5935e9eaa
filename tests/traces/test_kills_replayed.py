"""kill -9 at random moments of a run: its trace is whole lines, goes on with the run, and replays."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

HARNESS = Path(__file__).with_name("killing.py")


@pytest.mark.timeout(900)
def test_a_killed_run_is_replayed_like_a_whole_one(thousand, tmp_path):
    kills = 300 if thousand else 12
    words = [sys.executable, str(HARNESS), str(tmp_path), str(kills), "1"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    seen = json.loads(done.stdout)
    assert seen["kills"] >= kills
    assert seen["gone_on"] > 0
