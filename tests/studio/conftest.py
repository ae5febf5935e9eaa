"""What tests of lanes share."""

import asyncio

import pytest
from doubles.lane_tools import WAY_HERE


@pytest.fixture(scope="module")
def children_find_doubles():
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", WAY_HERE["PYTHONPATH"])
        yield


@pytest.fixture(scope="module")
def play():
    """Runs a coroutine in one loop, the same for a whole module."""
    with asyncio.Runner() as runner:
        yield runner.run
