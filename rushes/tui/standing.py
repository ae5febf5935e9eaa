"""How a shot's state looks: a sign and a word, so that nothing is said by colour alone, and which states call a person.

The colours are Textual's theme variables.
"""

from dataclasses import dataclass

from rushes.film.take import ShotState
from rushes.service.state_words import STATE_WORDS


@dataclass(frozen=True, slots=True)
class Look:
    """A state on the screen: one cell, a word, and the name of its style in the board's styles."""

    sign: str
    word: str
    style: str


_STYLES = {
    ShotState.PLANNED: "quiet",
    ShotState.SHOT: "plain",
    ShotState.FLAGGED: "calls",
    ShotState.WAITING: "calls",
    ShotState.APPROVED: "good",
    ShotState.REJECTED: "work",
    ShotState.STALE: "work",
    ShotState.FAILED: "bad",
    ShotState.OMITTED: "quiet",
}

LOOKS = {state: Look(*STATE_WORDS[state], style) for state, style in _STYLES.items()}

CALLS = frozenset({ShotState.WAITING, ShotState.FLAGGED, ShotState.FAILED})
"""A person should look."""

WORK = frozenset({ShotState.STALE, ShotState.REJECTED})
"""Shot once, and to be shot again."""

AGAIN = Look("↻", "again", "work")
"""Planned, and shot before: another take was asked for."""

AT_WORK = Look("●", "at work", "work")
"""Whatever it was before: the crew has a take of it in work now."""
