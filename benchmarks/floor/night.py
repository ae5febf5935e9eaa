"""A night that is only told: a crew's events, the views of its lanes and its writes to the store, without its work."""

import itertools
import sqlite3
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from rushes.agents.events import Event
from rushes.studio.floor import FloorView, InHand, LaneView
from rushes.tui.app import Floor

A_SECOND = 20
_WRITE = "UPDATE shot SET state = ?, reason = ? WHERE number = ?"
_STATES = {
    "keyframe": "planned",
    "judged-keyframe": "planned",
    "clip": "planned",
    "judged-clip": "flagged",
    "done": "shot",
}
"""What a shot is after an event that the store is told of."""


class Night:
    """Tells an open floor what happens. The shots of the board come again and again, for as long as it is asked."""

    def __init__(self, floor: Floor) -> None:
        self._floor = floor
        self._shots = [shot.number for shot in floor.board.overview.shots]
        self._events = events(self._shots)
        assert floor.folder
        self._file = floor.folder / "rushes.db"

    def begins(self) -> None:
        self._floor.crew.begins()
        self._floor.crew.hears(Event("resumed", text="plan 1, by stock"))

    def tell(self, number: int) -> None:
        """So many events; what one says of a shot stands in the store first."""
        crew = self._floor.crew
        with closing(sqlite3.connect(self._file, timeout=10)) as store:
            store.execute("PRAGMA synchronous=OFF")
            for count, event in enumerate(itertools.islice(self._events, number)):
                if event.step in _STATES:
                    with store:
                        store.execute(_WRITE, (_STATES[event.step], event.text, event.shot))
                crew.sees(_lanes(event.shot, count))
                crew.hears(event)


def events(shots: list[str]) -> Iterator[Event]:
    """A still and a clip of every shot, one in five of them made twice; what a model tells between."""
    for turn, shot in enumerate(itertools.cycle(shots)):
        weak = turn % 5 == 0
        yield Event("composed", shot, "by stock")
        yield Event("keyframe", shot, f"{shot}/k1", 45.0)
        yield Event("judged-keyframe", shot, f"accept: every gate was passed ({turn})")
        yield from (Event("working", shot, f"clip, step {step} of 8") for step in (2, 4, 6))
        yield Event("clip", shot, f"{shot}/c1", 180.0)
        yield Event(
            "judged-clip", shot, f"reroll: too dark beside the shot before ({turn})" if weak else "accept: it holds"
        )
        if weak:
            yield Event("clip", shot, f"{shot}/c2", 180.0)
            yield Event("judged-clip", shot, "accept: it holds")
        yield Event("print", shot, f"{shot}/p1", 60.0)
        yield Event("done", shot, "shot")
        yield Event("ahead", seconds=3600.0 - turn % 3600)
        if turn % 10 == 0:
            yield Event("studio", text=f"cuda:0 lets flux go and loads mochi ({turn})")


def _lanes(shot: str, count: int) -> FloorView:
    busy = (InHand(shot, "clip", "mochi", time.monotonic()),)
    return FloorView((LaneView("cuda:0", ("mochi",), busy, False), LaneView("cpu", (), (), False)), count % 7, 3)


def _told_live(floor: Floor) -> None:
    while not floor.board.overview.shots:
        time.sleep(0.1)
    night = Night(floor)
    night.begins()
    for _ in itertools.count(1):
        night.tell(1)
        time.sleep(1 / A_SECOND)


def main() -> None:
    """`python -m benchmarks.floor.night PROJECT`: the floor in this terminal, and a night told to it."""
    floor = Floor(Path(sys.argv[1]))
    threading.Thread(target=_told_live, args=(floor,), daemon=True).start()
    floor.run()


if __name__ == "__main__":
    main()
