"""An old project's upgrade, killed at any system call: opened again, it is upgraded whole."""

from pathlib import Path

import pytest

DUMPS = sorted(map(str, (Path(__file__).parents[1] / "memory" / "old_stores").glob("*.sql")))


@pytest.mark.timeout(1500)
def test_an_upgrade_killed_at_any_call_is_made_whole(asked, thousand):
    dumps, every = (DUMPS, 1) if thousand else (DUMPS[::3], 17)
    seen = asked(do="upgrades", dumps=dumps, first=1 if thousand else 5, every=every)
    assert seen["stores"] == len(dumps)
    assert seen["killed"] >= (100 if thousand else 5)


@pytest.mark.timeout(300)
def test_an_upgrade_in_pieces_is_found_out(asked):
    with pytest.raises(AssertionError, match="killed at"):
        asked(do="upgrades", dumps=DUMPS[:1], first=1, every=1, wrong="in pieces")
