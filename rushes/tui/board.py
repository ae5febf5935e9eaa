"""The board as rows: scenes, shots and, where one is opened, its takes; filtered and searched. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from rushes.film.take import ShotState
from rushes.memory.overview import Intents, Overview, ShotLine, TakeLine
from rushes.tui.standing import CALLS, WORK


class Filter(StrEnum):
    """Which shots are shown."""

    ALL = "all"
    MINE = "waiting for me"
    WEAK = "weak"
    STALE = "stale"
    APPROVED = "approved"


@dataclass(frozen=True, slots=True)
class Board:
    """A project as it stands, and its plan in words."""

    overview: Overview = field(default_factory=Overview)
    intents: Intents = field(default_factory=Intents)

    def line(self, number: str) -> ShotLine | None:
        """A shot's line, None for one that is not on the board."""
        return next((shot for shot in self.overview.shots if shot.number == number), None)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: a scene's heading (`shot` None), a shot, or one of its takes."""

    scene: str
    shot: ShotLine | None = None
    take: TakeLine | None = None

    @property
    def key(self) -> str:
        """What the row is, whatever its place."""
        return self.take.id if self.take else self.shot.number if self.shot else f"scene {self.scene}"


def passes(shot: ShotLine, wanted: Filter) -> bool:
    """Whether a shot is shown under a filter."""
    state = ShotState(shot.state)
    match wanted:
        case Filter.ALL:
            return True
        case Filter.MINE:
            return state in CALLS
        case Filter.WEAK:
            return shot.merit is not None and shot.merit < 1
        case Filter.STALE:
            return state in WORK
        case Filter.APPROVED:
            return state is ShotState.APPROVED


def counts(board: Board) -> dict[Filter, int]:
    """How many shots each filter shows."""
    return {wanted: sum(passes(shot, wanted) for shot in board.overview.shots) for wanted in Filter}


def found(board: Board, shot: ShotLine, words: str) -> bool:
    """Whether every word is in the shot's number, its scene's heading, its subject or its reason. Case is nothing."""
    if not words:
        return True
    intent = board.intents.shots.get(shot.number)
    heading = board.intents.headings.get(shot.scene, "")
    text = f"{shot.number} {heading} {intent.subject if intent else ''} {shot.reason} {shot.note}".lower()
    return all(word in text for word in words.lower().split())


def rows(
    board: Board,
    wanted: Filter = Filter.ALL,
    words: str = "",
    opened: Mapping[str, Collection[TakeLine]] | None = None,
) -> list[Row]:
    """What is to be shown, in film order. A scene without a shot to show is left out."""
    made: list[Row] = []
    scene = ""
    for shot in board.overview.shots:
        if not passes(shot, wanted) or not found(board, shot, words):
            continue
        if shot.scene != scene:
            scene = shot.scene
            made.append(Row(scene))
        made.append(Row(scene, shot))
        made += [Row(scene, shot, take) for take in (opened or {}).get(shot.number, ())]
    return made
