"""The lane of other tests is held to the contract too."""

import pytest
from doubles.inline_lane import InlineLane
from doubles.lane_tools import stunts
from studio.lane_contract import LaneContract


@pytest.fixture(scope="module")
def lane(play):
    lane = InlineLane("cpu", 2, stunts({}))
    yield lane
    play(lane.close())


@pytest.fixture
def another():
    return lambda: InlineLane("cpu", 2, stunts({}))


class TestInlineLane(LaneContract):
    pass
