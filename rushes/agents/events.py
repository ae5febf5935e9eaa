"""What a production tells of itself, for whoever watches."""

from dataclasses import dataclass

AHEAD = "ahead"
"""The step of an event that says how many seconds a run will take still."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, for whoever watches: `step` is the node, `shot` may be empty.

    `picture` is a preview's file, where a shot at work has one.
    """

    step: str
    shot: str = ""
    text: str = ""
    seconds: float = 0.0
    picture: str = ""
