"""Factories of tools for real lane children, found there by name."""

import os
import sys
from collections.abc import AsyncGenerator, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from doubles.bench import Bench
from doubles.stunts import StuntPainter
from rushes.errors import ToolFailed
from rushes.studio.lanes.child_lane import ChildLane

WAY_HERE = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
"""What a child's environment needs to find this module."""


@asynccontextmanager
async def a_lane(tools: str = "accidents", slots: int = 2) -> AsyncGenerator[ChildLane]:
    """A lane with one of the benches below, closed at the end."""
    lane = ChildLane("cpu", slots, f"{__name__}:{tools}", {})
    try:
        yield lane
    finally:
        await lane.close()


@dataclass
class StuntBench(Bench):
    """A bench that can't let go of what is stuck."""

    def let_go(self, models: Collection[str]) -> None:
        if "stuck" in models:
            raise ToolFailed("It is stuck.")
        super().let_go(models)


def stunts(_given: dict[str, Any]) -> StuntBench:
    return StuntBench(StuntPainter())


def accidents(_given: dict[str, Any]) -> StuntBench:
    from doubles.accidents import ACCIDENTS

    return StuntBench(StuntPainter(ACCIDENTS))


def broken(given: dict[str, Any]) -> StuntBench:
    raise ValueError(f"given: {given['number']}")
