"""The power fails: what was told to be safe is there, and the film is finished from what the disk still has."""

import pytest
from faults.kill_harness import STORY


@pytest.mark.timeout(1500)
@pytest.mark.parametrize("seed", range(2))
def test_a_film_survives_power_cuts(asked, thousand, seed):
    cuts, finished = (100, 20) if thousand else (12, 2)
    seen = asked(do="power", story=STORY, cuts=cuts, finished=finished, seed=seed)
    assert seen["states"] == cuts
    assert seen["takes_held"] > 0


@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    ("wrong", "loss"),
    [
        ("unsynced", "corrupt: |lost: |Damaged: "),
        ("folder unsynced", "lost: |Damaged: "),
        ("commit unsynced", "malformed|is gone|can't be used|Damaged: "),
        ("made in place", "lost: |corrupt: |Damaged: "),
    ],
)
def test_what_is_not_synced_is_found_out(asked, wrong, loss):
    with pytest.raises(AssertionError, match=loss):
        asked(do="power", cuts=100, finished=0, seed=1, wrong=wrong)
