"""A trace's events as lines of a timeline, one by one as they come."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from rushes.film.timeline import Row, timeline
from rushes.film.trace import (
    Asked,
    Called,
    Ended,
    Entered,
    Event,
    Joined,
    Judged,
    Left,
    Resumed,
    Spoke,
    Trace,
    Waited,
)
from rushes.film.trace_path import FILM

_LONGEST = 300
"""Characters of a line's words that are kept: more than a terminal is wide. The whole stands in the file."""


class Kind(Enum):
    """What kind of thing a line tells of: its sign and its name."""

    NODE = "▪", "a node ended"
    ASKED = "»", "a brain was asked"
    MADE = "+", "a tool made something"
    VERDICT = "◆", "the critic's word"
    PERSON = "@", "a person's word"
    WAITS = "?", "a person is waited for"
    FAILED = "!", "something failed"
    CUT_OFF = "~", "never left"
    RUN = "─", "the run itself"

    @property
    def sign(self) -> str:
        """One cell."""
        return self.value[0]


_KINDS: dict[type, Kind] = {
    Left: Kind.NODE,
    Asked: Kind.ASKED,
    Called: Kind.MADE,
    Joined: Kind.MADE,
    Judged: Kind.VERDICT,
    Spoke: Kind.PERSON,
    Waited: Kind.WAITS,
    Entered: Kind.CUT_OFF,
}


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the timeline, its words cut to what a screen can show, and what stands behind it.

    `node` is where its branch stood: where the row itself names none, the one that was at work. `at` is where in the
    file its event begins.
    """

    kind: Kind
    sitting: int
    t: float
    shot: str
    node: str
    text: str
    seconds: float | None
    at: int


class Teller:
    """Tells a run's events as `film.timeline` does, but as they come."""

    def __init__(self) -> None:
        self._sitting = 1
        self._open: dict[str, tuple[int, Entered]] = {}
        self._stood: dict[str, str] = {}

    def tell(self, event: Event, at: int) -> Iterator[Line]:
        """The lines that an event adds."""
        if isinstance(event, Resumed):
            yield from self.unfinished()
            self._open.clear()
            self._sitting += 1
        if isinstance(event, Entered):
            self._open[event.shot] = at, event
            self._stood[event.shot] = event.node
            return
        node = self._node(event)
        began = self._open.pop(event.shot, None) if isinstance(event, Left | Waited) else None
        for row in _rows((began[1], event) if began else (event,)):
            yield self._line(row, event, node, at)

    def unfinished(self) -> Iterator[Line]:
        """What was entered and has not been left."""
        for at, entered in self._open.values():
            for row in _rows((entered,)):
                yield self._line(row, entered, entered.node, at)

    def _line(self, row: Row, event: Event, node: str, at: int) -> Line:
        text = row.text[:_LONGEST]
        return Line(kind_of(event), self._sitting, row.t, row.shot, node, text, row.seconds, at)

    def _node(self, event: Event) -> str:
        """The event's own node; else the one its branch is in, or the film's; else where its branch last stood.

        A person's word on a shot belongs to no node of the film: it may come before the shot's branch.
        """
        if isinstance(event, Left | Waited | Asked):
            return event.node
        if not isinstance(event, Called | Judged | Spoke | Joined):
            return ""
        shot = FILM if isinstance(event, Joined) else event.shot
        if isinstance(event, Spoke) and shot != FILM:
            return self._open[shot][1].node if shot in self._open else self._stood.get(shot, "")
        at_work = self._open.get(shot) or self._open.get(FILM)
        return at_work[1].node if at_work else self._stood.get(shot) or self._stood.get(FILM, "")


def _rows(events: tuple[Event, ...]) -> Iterator[Row]:
    return timeline(Trace.model_construct(events=events))


def kind_of(event: Event) -> Kind:
    """What kind of line an event is."""
    failed = isinstance(event, Left | Asked | Called | Joined) and event.error is not None
    if failed or (isinstance(event, Ended) and event.outcome != "done"):
        return Kind.FAILED
    return _KINDS.get(type(event), Kind.RUN)
