"""What the graphs remember between steps: ids, numbers and short strings only.

Everything else is in the project store, so that a checkpoint of a long film stays small.
"""

from typing import Annotated, TypedDict


def _joined(left: list[str], right: list[str]) -> list[str]:
    return [*left, *right]


class FilmState(TypedDict):
    """The film graph. `ask_plan` and `ask_shots` say where this run waits for a person.

    `done` grows by one word a shot: its number and how it ended.
    """

    ask_plan: bool
    ask_shots: bool
    revision: int
    done: Annotated[list[str], _joined]
    film: str


class FilmUpdate(TypedDict, total=False):
    """What a node of the film graph changes."""

    revision: int
    done: list[str]
    film: str


class ShotBranch(TypedDict):
    """What a shot's branch is sent: the shot's number, and whether a person is to be asked."""

    shot: str
    ask: bool


class ShotState(TypedDict):
    """The shot graph. Attempts count from 0; takes are ids, empty while there are none.

    `round` is the person's count when the attempt began, `clip_base` the clip attempts spent on
    earlier keyframes, `stills` and `clips` the round's takes; `composition` is empty for the plan's own
    prompts. `verdict` is a Decision's value and `change` what a re-roll is to change, `outcome` empty,
    "flagged" or "failed". `ask` is the run's own: a resume without the option still asks.
    """

    shot: str
    ask: bool
    round: int
    keyframe_attempt: int
    clip_attempt: int
    clip_base: int
    stills: list[str]
    clips: list[str]
    composition: str
    keyframe: str
    clip: str
    print: str
    verdict: str
    change: str
    outcome: str


class ShotUpdate(TypedDict, total=False):
    """What a node of the shot graph changes."""

    round: int
    keyframe_attempt: int
    clip_attempt: int
    clip_base: int
    stills: list[str]
    clips: list[str]
    composition: str
    keyframe: str
    clip: str
    print: str
    verdict: str
    change: str
    outcome: str


def unshot(shot: str, rounds: int = -1, *, ask: bool) -> ShotState:
    """The state in which a shot's round begins."""
    return ShotState(
        shot=shot,
        ask=ask,
        round=rounds,
        keyframe_attempt=0,
        clip_attempt=0,
        clip_base=0,
        stills=[],
        clips=[],
        composition="",
        keyframe="",
        clip="",
        print="",
        verdict="",
        change="",
        outcome="",
    )
