"""What the graphs remember between steps: ids, numbers and short strings only.

Everything else is in the project store, so that a checkpoint of a long film stays small.
"""

from typing import Annotated, NotRequired, TypedDict

UNSHOT = "unshot"
"""The outcome of a shot for which no budget was left."""


def _sum(left: int, right: int) -> int:
    return left + right


def _joined(left: list[str], right: list[str]) -> list[str]:
    return [*left, *right]


class FilmState(TypedDict):
    """The film graph. `ask_plan` and `ask_shots` say where this run waits for a person.

    `done` grows by one word a shot: its number and how it ended. `takes` and `ms` are what the stills and clips of
    this run came to, in number and milliseconds of device time. `unmade` are characters and places of which no still
    could be made for the bible. `reviews` counts looks at the film's scenes, `again`
    are the shots that the last one sent back.
    """

    ask_plan: bool
    ask_bible: bool
    ask_shots: bool
    revision: int
    done: Annotated[list[str], _joined]
    takes: Annotated[int, _sum]
    ms: Annotated[int, _sum]
    unmade: list[str]
    reviews: int
    again: list[str]
    film: str


class FilmUpdate(TypedDict, total=False):
    """What a node of the film graph changes."""

    revision: int
    done: list[str]
    takes: int
    ms: int
    unmade: list[str]
    reviews: int
    again: list[str]
    film: str


class ShotBranch(TypedDict):
    """What a shot's branch is sent: the shot's number, whether a person is to be asked, and what it may cost.

    `review` counts the times that a look at its scene sent it back.
    """

    shot: str
    ask: bool
    takes: int
    ms: int
    review: int


class ShotState(TypedDict):
    """The shot graph. Attempts count from 0; takes are ids, empty while there are none.

    `round` is the person's count when the attempt began and `review` that of looks at the scene, `stills` and `clips`
    the round's takes; `composition` is empty for the plan's own prompts. `verdict` is a Decision's value and `change`
    the rung a re-roll takes; `still_climb` and `clip_climb` are the rungs taken, the latter since the keyframe;
    `strength` is by how many steps more of the references is shown. `outcome` is empty, "flagged", "failed" or
    "unshot"; `refused`, where it is there, says why no further take may be begun. `ask` is the run's own: a resume
    without the option still asks. `allowed_…` and `spent_…` are takes and milliseconds of device time (see `spending`).
    """

    shot: str
    ask: bool
    review: int
    allowed_takes: int
    allowed_ms: int
    spent_takes: int
    spent_ms: int
    round: int
    keyframe_attempt: int
    clip_attempt: int
    still_climb: list[str]
    clip_climb: list[str]
    strength: int
    stills: list[str]
    clips: list[str]
    composition: str
    keyframe: str
    clip: str
    print: str
    verdict: str
    change: str
    outcome: str
    refused: NotRequired[str]


class ShotUpdate(TypedDict, total=False):
    """What a node of the shot graph changes."""

    spent_takes: int
    spent_ms: int
    round: int
    keyframe_attempt: int
    clip_attempt: int
    still_climb: list[str]
    clip_climb: list[str]
    strength: int
    stills: list[str]
    clips: list[str]
    composition: str
    keyframe: str
    clip: str
    print: str
    verdict: str
    change: str
    outcome: str
    refused: str


def unshot(branch: ShotBranch, rounds: int = -1, spent: tuple[int, int] = (0, 0)) -> ShotState:
    """The state in which a shot's round begins; `spent` is (takes, milliseconds) of the branch's rounds before."""
    return ShotState(
        shot=branch["shot"],
        ask=branch["ask"],
        review=branch["review"],
        allowed_takes=branch["takes"],
        allowed_ms=branch["ms"],
        spent_takes=spent[0],
        spent_ms=spent[1],
        round=rounds,
        keyframe_attempt=0,
        clip_attempt=0,
        still_climb=[],
        clip_climb=[],
        strength=0,
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


def branch_of(state: ShotState) -> ShotBranch:
    """What the shot's branch was sent."""
    return ShotBranch(
        shot=state["shot"],
        ask=state["ask"],
        takes=state["allowed_takes"],
        ms=state["allowed_ms"],
        review=state["review"],
    )
