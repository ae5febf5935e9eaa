"""kill -9 at random moments: no take lost, corrupt or made twice, and a resume finishes the film."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HARNESSES = Path(__file__).parent


SEEDS = 4


@pytest.mark.timeout(36000)
@pytest.mark.parametrize("seed", range(SEEDS))
@pytest.mark.parametrize("harness", ["kill_harness.py", "night_harness.py"])
def test_nothing_is_lost_when_it_is_killed(tmp_path, kills, seed, harness):
    alone = os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        [sys.executable, str(HARNESSES / harness), str(tmp_path), str(kills // SEEDS), str(seed)],
        capture_output=True,
        text=True,
        check=False,
        env=alone,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert json.loads(done.stdout.splitlines()[-1])["kills"] >= kills // SEEDS
