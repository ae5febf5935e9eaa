"""The board as rows: scenes, shots and, where one is opened, its takes; filtered and searched. Pure."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from rushes.film.take import ShotState
from rushes.memory.overview import Intents, Overview, ShotLine, TakeLine
from rushes.tui.standing import CALLS, WORK


class Filter(StrEnum):
    """Which shots are shown."""

    ALL = "all"
    MINE = "waiting for me"
    WEAK = "weak"
    STALE = "stale"
    OPEN = "not approved"
    APPROVED = "approved"


class Row(NamedTuple):
    """One row: a scene's heading (`shot` None), a shot, or one of its takes. A tuple, for there are many."""

    scene: str
    shot: ShotLine | None = None
    take: TakeLine | None = None

    @property
    def key(self) -> str:
        """What the row is, whatever its place."""
        return self.take.id if self.take else self.shot.number if self.shot else f"scene {self.scene}"


@dataclass(frozen=True, eq=False)
class Board:
    """A project as it stands, and its plan in words. What is reckoned of it is reckoned once."""

    overview: Overview = field(default_factory=Overview)
    intents: Intents = field(default_factory=Intents)

    def line(self, number: str) -> ShotLine | None:
        """A shot's line, None for one that is not on the board."""
        row = self.shots.get(number)
        return row.shot if row else None

    @cached_property
    def shots(self) -> Mapping[str, Row]:
        """A row a shot, in film order."""
        return {shot.number: Row(shot.scene, shot) for shot in self.overview.shots}

    @cached_property
    def states(self) -> Mapping[ShotState, int]:
        """How many shots stand in each state, of those in which any does."""
        found = Counter(shot.state for shot in self.overview.shots)
        return {state: found[state] for state in ShotState if state in found}

    @cached_property
    def counts(self) -> Mapping[Filter, int]:
        """How many shots each filter shows. All that a filter looks at is looked at once a shot, not once a filter."""
        alike: dict[tuple[str, bool], list[ShotLine]] = {}
        for shot in self.overview.shots:
            alike.setdefault((shot.state, weak(shot)), []).append(shot)
        return {wanted: sum(len(shots) for shots in alike.values() if passes(shots[0], wanted)) for wanted in Filter}

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """What is searched of each shot: number, heading, subject, what happens, reason and note, in small letters."""
        return {shot.number: self._text(shot) for shot in self.overview.shots}

    def _text(self, shot: ShotLine) -> str:
        intent = self.intents.shots.get(shot.number)
        told = f"{intent.subject} {intent.words}" if intent else ""
        return f"{shot.number} {self.intents.headings.get(shot.scene, '')} {told} {shot.reason} {shot.note}".lower()

    def reckoned(self) -> "Board":
        """This board, with everything reckoned that a list asks for: on a thread, so that no key waits for it."""
        assert self.shots is not None
        assert self.states is not None
        assert self.counts
        assert self.texts is not None
        return self


def weak(shot: ShotLine) -> bool:
    """Whether a circled take failed a gate."""
    return shot.merit is not None and shot.merit < 1


def passes(shot: ShotLine, wanted: Filter) -> bool:
    """Whether a shot is shown under a filter."""
    match wanted:
        case Filter.ALL:
            return True
        case Filter.MINE:
            return shot.state in CALLS
        case Filter.WEAK:
            return weak(shot)
        case Filter.STALE:
            return shot.state in WORK
        case Filter.OPEN:
            return shot.state != ShotState.APPROVED
        case Filter.APPROVED:
            return shot.state == ShotState.APPROVED


def found(board: Board, number: str, words: list[str]) -> bool:
    """Whether every word is in what is searched of a shot."""
    text = board.texts[number]
    return all(word in text for word in words)


def rows(
    board: Board,
    wanted: Filter = Filter.ALL,
    words: str = "",
    opened: Mapping[str, Collection[TakeLine]] | None = None,
) -> list[Row]:
    """What is to be shown, in film order. A scene without a shot to show is left out."""
    searched = words.lower().split()
    made: list[Row] = []
    scene = ""
    for number, row in board.shots.items():
        assert row.shot
        if not passes(row.shot, wanted) or (searched and not found(board, number, searched)):
            continue
        if row.scene != scene:
            scene = row.scene
            made.append(Row(scene))
        made.append(row)
        if opened and number in opened:
            made += [Row(scene, row.shot, take) for take in opened[number]]
    return made
