"""What can be seen of a studio at a moment: what its lanes hold, what they have in hand, and what waits."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # who looks at a floor needs no studio
    from rushes.studio.entries import Entry
    from rushes.studio.scheduling import Schedule


@dataclass(frozen=True, slots=True)
class InHand:
    """A call at work. `shot` is "" for what is no one shot's, `work` what kind of work it is ("clip", "thought").

    `since`: when its turn began, in seconds as `time.monotonic` counts them. What has to leave or to be loaded before
    is part of its turn.
    """

    shot: str
    work: str
    model: str
    since: float


@dataclass(frozen=True, slots=True)
class LaneView:
    """A lane: the models its memory holds, the one used longest ago first, and the calls it has in hand.

    A model counts as held from the turn that loads it. A guest and its call are seen on each of its lanes.
    `gone`: the lane was given up.
    """

    name: str
    holds: tuple[str, ...]
    in_hand: tuple[InHand, ...]
    gone: bool


@dataclass(frozen=True, slots=True)
class FloorView:
    """All lanes, in the studio's order; how many calls wait for a turn; how many models were loaded so far."""

    lanes: tuple[LaneView, ...]
    waiting: int
    loads: int


def floor_of(schedule: "Schedule", entries: "Mapping[int, Entry]", loads: int) -> FloorView:
    """The floor as it is now; `entries` by their tickets. To be called in the studio's event loop."""
    ahead = time.monotonic() - asyncio.get_running_loop().time()
    lanes = tuple(
        LaneView(one.lane, one.holds, tuple(_in_hand(entries[ticket], ahead) for ticket in one.running), one.lost)
        for one in schedule.standings()
    )
    return FloorView(lanes, schedule.waiting, loads)


def _in_hand(entry: "Entry", ahead: float) -> InHand:
    shot = entry.call.shot if entry.call else ""
    return InHand(shot, entry.waiting.work, entry.waiting.model, entry.began + ahead)
