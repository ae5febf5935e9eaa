"""What a night writes down, line by line: enough to go on with it after a crash, and to tell of it in the morning.

One JSON object a line. The first says what was asked; every other is something that happened.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from rushes.film.manifest import Noun
from rushes.film.night import Limits, Use
from rushes.film.take import TakeKind

SCHEMA_VERSION = 1
"""Counts up with every change that this reader could not read."""

_TAKES = frozenset({TakeKind.KEYFRAME.value, TakeKind.CLIP.value})
Seconds = Annotated[float, Field(ge=0, le=1e9)]
Bytes = Annotated[int, Field(ge=0, le=1 << 60)]


STOPPED, DEADLINE, ASIDE = "it was stopped", "the deadline came", "it was set aside"
"""How a night may end; else with what its purse said, or because nothing was left to better."""


class NightBegan(Noun):
    """The first line: what was asked. `disk` are the project's bytes before."""

    schema_version: Literal[1] = SCHEMA_VERSION
    rushes: str
    night: str
    at: AwareDatetime
    limits: Limits
    disk: Bytes
    takes: Annotated[int, Field(ge=0, le=1 << 60)] = 0
    """How many takes there ever were before: what was made since is told by this and not by clocks."""


class What(StrEnum):
    """What a line is about."""

    SITTING = "sitting"  # a worker began; `text` is its process
    CHAPTER = "chapter"  # `work` is rough or better, `text` the shots
    BEGINS = "begins"  # a call, by its `ticket`
    OVER = "over"  # the call with that ticket, after `seconds`
    REFUSED = "refused"  # a call that might not begin; `text` is the reason
    ASIDE = "aside"  # set aside for a person, with the reason
    CUT = "cut"  # the film was joined; `seconds` is how long that took
    LOST = "lost"  # the worker died or was ended; `text` says how
    DRAWN = "drawn"  # `joules` drawn over `seconds` of `work`
    REPORT = "report"  # the report was written, in `seconds`
    END = "end"  # `text` is how the night ended


class Entry(Noun):
    """Something that happened. `cards` is on how many a call worked."""

    at: AwareDatetime
    what: What
    ticket: int = 0
    shot: str = ""
    work: str = ""
    text: str = ""
    seconds: Seconds = 0.0
    cards: Annotated[int, Field(ge=0, le=1000)] = 0
    made: bool = True
    """Of a call that is over: whether something came of it."""
    joules: Annotated[float, Field(ge=0, le=1e15)] = 0.0


@dataclass(frozen=True, slots=True)
class NightLog:
    """A night, read back."""

    begin: NightBegan
    entries: tuple[Entry, ...]

    def of(self, *what: What) -> list[Entry]:
        """The lines about something."""
        return [one for one in self.entries if one.what in what]

    @property
    def stands(self) -> bool:
        """Whether it came to its end: one that was stopped may be gone on with."""
        return self.ended not in {"", STOPPED}

    @property
    def ended(self) -> str:
        """How it ended; empty while it goes on, or when nobody lived to say so."""
        last = self.of(What.END, What.SITTING)
        return last[-1].text if last and last[-1].what is What.END else ""


def to_line(line: NightBegan | Entry) -> bytes:
    """One line, its end included; what is left out is as it is when nobody says."""
    return line.model_dump_json(exclude_defaults=isinstance(line, Entry)).encode() + b"\n"


def spent(log: NightLog) -> tuple[int, float, float | None]:
    """What a night's earlier sittings used: takes, seconds of cards at work, and joules where any were measured.

    A call that was in hand when its sitting was killed counts until the sitting's last line, and is no take.
    """
    takes, cards, joules = 0, 0.0, None
    for sitting in _sittings(log.entries):
        begun: dict[int, Entry] = {}
        for one in sitting:
            if one.what is What.BEGINS:
                begun[one.ticket] = one
            elif one.what is What.OVER and one.ticket in begun:
                first = begun.pop(one.ticket)
                takes += one.made and first.work in _TAKES
                cards += one.seconds * first.cards
            elif one.what is What.DRAWN:
                joules = (joules or 0.0) + one.joules
        cards += sum(max(0.0, (sitting[-1].at - one.at).total_seconds()) * one.cards for one in begun.values())
    return takes, cards, joules


def _sittings(entries: Iterable[Entry]) -> list[Sequence[Entry]]:
    """The lines of each worker: tickets are its own."""
    sittings: list[list[Entry]] = []
    for one in entries:
        if one.what is What.SITTING or not sittings:
            sittings.append([])
        sittings[-1].append(one)
    return list(sittings)


def use_of(log: NightLog, seconds: float, disk: int) -> Use:
    """What a night has used, `seconds` after it began and with the project's bytes as they are now."""
    takes, cards, joules = spent(log)
    return Use(seconds, takes, cards, max(0, disk - log.begin.disk), joules)
