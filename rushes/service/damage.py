"""What a verification found, and what a repair did."""

from dataclasses import dataclass
from enum import StrEnum


class Part(StrEnum):
    """Of what a project is made, and so what mends it."""

    MEDIA = "media"
    """A file of the vault."""
    STORE = "store"
    """`rushes.db` as a database."""
    ROW = "row"
    """A take's row."""
    CIRCLE = "circle"
    """What a shot has chosen."""
    STATE = "state"
    """Where a shot stands."""
    PLAN = "plan"
    SOURCE = "source"
    """The reading, in the store or beside it."""
    ORIGINAL = "original"
    """The person's own file: nothing makes it again."""
    FILM = "film"
    CHECKPOINTS = "checkpoints"
    TRACE = "trace"


@dataclass(frozen=True, slots=True)
class Damage:
    """One thing that is not whole. `about` is the id of the take, or the number of the shot, that it is about."""

    what: str
    fault: str
    about: str = ""
    part: Part = Part.MEDIA

    @property
    def take(self) -> str:
        """The take whose media is damaged; empty for everything else."""
        return self.about if self.part is Part.MEDIA else ""


@dataclass(frozen=True, slots=True)
class Health:
    """What a verification found. `strays` are vault files that no row names: harmless, e.g. after a kill.

    `takes` counts the takes that were read.
    """

    takes: int
    damages: tuple[Damage, ...]
    strays: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mended:
    """What a repair did: takes made again exactly, those that can't be (with why), and what else was done, in words.

    `strays` counts the files of no row that were removed; `left` says what only a person can mend.
    """

    mended: tuple[str, ...]
    lost: tuple[tuple[str, str], ...]
    strays: int
    parts: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
