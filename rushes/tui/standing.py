"""How a shot's state looks: a sign and a word, so that nothing is said by colour alone, and which states call a person.

The colours are Textual's theme variables.
"""

from dataclasses import dataclass

from rushes.film.take import ShotState


@dataclass(frozen=True, slots=True)
class Look:
    """A state on the screen: one cell, a word, and the name of its style in the board's styles."""

    sign: str
    word: str
    style: str


LOOKS = {
    ShotState.PLANNED: Look("·", "planned", "quiet"),
    ShotState.SHOT: Look("○", "shot", "plain"),
    ShotState.FLAGGED: Look("⚑", "flagged", "calls"),
    ShotState.WAITING: Look("?", "waits", "calls"),
    ShotState.APPROVED: Look("✓", "approved", "good"),
    ShotState.REJECTED: Look("✗", "sent back", "work"),
    ShotState.STALE: Look("~", "stale", "work"),
    ShotState.FAILED: Look("!", "failed", "bad"),
    ShotState.OMITTED: Look(" ", "omitted", "quiet"),
}

CALLS = frozenset({ShotState.WAITING, ShotState.FLAGGED, ShotState.FAILED})
"""A person should look."""

WORK = frozenset({ShotState.STALE, ShotState.REJECTED})
"""Shot once, and to be shot again."""

AGAIN = Look("↻", "again", "work")
"""Planned, and shot before: another take was asked for."""
