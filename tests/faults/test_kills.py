"""kill -9 at random moments: no take lost, corrupt or made twice, and a resume finishes the film."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HARNESS = Path(__file__).parent / "kill_harness.py"


@pytest.mark.timeout(1500)
@pytest.mark.parametrize("seed", range(4))
def test_nothing_is_lost_when_make_is_killed(tmp_path, thousand, seed):
    kills = 250 if thousand else 50
    alone = os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        [sys.executable, str(HARNESS), str(tmp_path), str(kills), str(seed)],
        capture_output=True,
        text=True,
        check=False,
        env=alone,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert json.loads(done.stdout.splitlines()[-1])["kills"] >= kills
