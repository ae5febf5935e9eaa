"""kill -9 at the boundaries of a take's commit: nothing lost, corrupt or made twice."""

import pytest

KINDS = ["keyframe", "clip", "print"]


@pytest.mark.timeout(1500)
@pytest.mark.parametrize("how", ["kill", "tear"])
def test_a_commit_killed_at_any_call_is_gone_on_with(asked, thousand, how):
    first, every = (1, 1) if thousand else (2, 11)
    seen = asked(do="kills", kinds=KINDS, hows=[how], first=first, every=every)
    assert seen["killed"] >= (60 if thousand else 6)
    assert {"write", "fsync"} & set(seen["calls"])
    assert seen["made_at_most"] <= seen["takes"] + 1


@pytest.mark.timeout(300)
def test_a_row_before_its_file_is_found_out(asked):
    with pytest.raises(AssertionError, match="lost: "):
        asked(do="kills", kinds=["clip"], hows=["kill"], first=25, every=1, wrong="row first")
