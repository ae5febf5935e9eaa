"""A trace: what happened in one run of the film graph, line by line.

One JSON object a line. The first is a `begin` with everything the run met (settings, plan or
reading, the board, its takes), so that a replay needs nothing but the file. Every other line says
what it is about by content and label (shot, node, a take's key, an exchange's label), never by
order between shots: branches run side by side.

`t` is in seconds since the sitting began: since `begin`, or since the last `resumed`.
"""

from typing import Annotated, Literal, Self

from pydantic import Field, JsonValue, TypeAdapter, ValidationError, model_validator

from rushes.film.gauge import Gauge
from rushes.film.manifest import Noun, SceneManifest, ShotNumber
from rushes.film.reading import Reading
from rushes.film.take import BIBLE, ShotState, Slate, Take, TakeKind

SCHEMA_VERSION = 1
"""Counts up with every change that this reader could not read."""

PIECE = "piece"
"""The kind of a tool call that makes a piece of the cut; every other kind is a take's."""

SCENE = "scene"
"""The kind of a tool call that looks at a whole scene."""

_TAKES = frozenset(TakeKind)
_FACTS = frozenset({"width", "height", "frames"})
"""What is known of every take."""

PLAN = "plan"
"""The label of a whole plan. A chat model's exchanges have labels of their own."""

CONTEXT = "context"
TOKENS = "tokens"

Update = dict[str, JsonValue]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Suffix = Annotated[str, Field(pattern=r"^(\.[a-z0-9]{1,8})?$")]
Seconds = Annotated[float, Field(ge=0, le=1e9)]


class Standing(Noun):
    """Where a shot stood when the run began."""

    number: ShotNumber
    state: ShotState
    rounds: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    note: str = ""
    reason: str = ""
    keyframe: str | None = None
    clip: str | None = None
    print: str | None = None


class Planned(Noun):
    """The plan in force when the run began."""

    revision: Annotated[int, Field(ge=1, le=1_000_000_000)]
    brain: str
    approved: bool | None
    manifest: SceneManifest


class Backend(Noun):
    """A tool's name and revision, as slates have them, and whether other words make it other pictures."""

    name: str
    revision: str
    reads_prompts: bool = False


class KnownPiece(Noun):
    """A piece of the cut that was there already."""

    key: str
    sha256: Sha256
    suffix: Suffix
    frames: Annotated[int, Field(ge=0, le=1_000_000_000)]


class KnownComposition(Noun):
    """A brain's answer that was there already: asked once, found again."""

    key: str
    shot: ShotNumber
    by: str
    answer: str


class KnownStill(Noun):
    """A reference still of the bible."""

    subject: str
    sha256: Sha256
    size: Annotated[int, Field(ge=0, le=1 << 50)]


class KnownReview(Noun):
    """A look at a scene, as its shots then were."""

    key: str
    scene: str
    sha256: Sha256
    size: Annotated[int, Field(ge=0, le=1 << 50)]
    measures: dict[str, float]


class KnownWord(Noun):
    """What a person said of a still of the bible."""

    take: str
    word: Literal["approve", "reject"]
    note: str = ""


class Began(Noun):
    """The first line. `reading` has no text where there is a plan; `takes` are those the run can meet."""

    event: Literal["begin"] = "begin"
    schema_version: Literal[1] = SCHEMA_VERSION
    rushes: str
    run: str
    at: str
    brain: str
    painter: Backend
    mover: Backend
    editor: Backend
    printer: Backend | None = None
    settings: dict[str, JsonValue]
    only: tuple[str, ...] = ()
    again: tuple[str, ...] = ()
    ask_plan: bool = False
    ask_bible: bool = False
    ask_shots: bool = False
    gauge: Gauge = Gauge()
    plan: Planned | None = None
    reading: Reading
    board: tuple[Standing, ...] = ()
    takes: tuple[Take, ...] = ()
    pieces: tuple[KnownPiece, ...] = ()
    compositions: tuple[KnownComposition, ...] = ()
    stills: tuple[KnownStill, ...] = ()
    reviews: tuple[KnownReview, ...] = ()
    bible: tuple[KnownWord, ...] = ()

    @model_validator(mode="after")
    def _holds(self) -> Self:
        shots = {shot.number for _, shot in self.plan.manifest.shots()} if self.plan else set[str]()
        board = [one.number for one in self.board]
        shown = {one.number for one in self.board if one.state is not ShotState.OMITTED}
        if len(board) != len(set(board)) or shown != shots:
            raise ValueError("the board and the plan have other shots")
        known = {take.id for take in self.takes}
        filed = {take.shot for take in self.takes if not take.shot.startswith(BIBLE)}
        if len(known) != len(self.takes) or not filed <= set(board):
            raise ValueError("its takes are not those of the board")
        if any(take.id.rpartition("/")[0] != take.shot for take in self.takes):
            raise ValueError("a take stands under another shot")
        prints = {one.print for one in self.board if one.print and one.state is not ShotState.OMITTED}
        if prints - known:
            raise ValueError(f"the take {min(prints - known)} is missing")
        return self


class Failure(Noun):
    """An error of ours that was raised: its class, the class of `rushes.errors` that it comes from, its words."""

    kind: str
    family: str
    title: str
    way_out: str = ""

    def __str__(self) -> str:
        return f"{self.title} {self.way_out}".strip()


class Entered(Noun):
    """A node began. `state` is a digest of what it was given: the same node twice on one state is one step."""

    event: Literal["enter"] = "enter"
    t: Seconds
    node: str
    shot: str
    attempt: int
    state: str


class Left(Noun):
    """A node ended with an update of the state, or with an error of ours."""

    event: Literal["leave"] = "leave"
    t: Seconds
    node: str
    shot: str
    attempt: int
    update: Update = Field(default_factory=Update)
    error: Failure | None = None


class Waited(Noun):
    """A node stopped to ask a person."""

    event: Literal["wait"] = "wait"
    t: Seconds
    node: str
    shot: str


class Spoke(Noun):
    """A person's word, found when the run was gone on with. `shot` is empty for the plan.

    `rounds` is the shot's count after it: a word that sends a shot back counts up.
    """

    event: Literal["human"] = "human"
    t: Seconds
    shot: str
    word: Literal["approve", "reject", "reroll"]
    note: str = ""
    rounds: Annotated[int, Field(ge=0, le=1_000_000)] = 0


class Asked(Noun):
    """An exchange with a brain. `request` is the whole prompt as text, `digest` its sha256, `answer` JSON as text.

    Under the labels CONTEXT and TOKENS stand facts about a chat model that a prompt's length depends on.
    """

    event: Literal["asked"] = "asked"
    t: Seconds
    label: str
    shot: str
    node: str
    digest: str
    request: str
    answer: str = ""
    error: Failure | None = None
    seconds: Seconds


class Made(Noun):
    """What a tool made, as the vault keeps it, and how it measured."""

    sha256: Sha256
    suffix: Suffix
    size: Annotated[int, Field(ge=0, le=1 << 50)]
    measures: dict[str, float] = Field(default_factory=dict[str, float])
    settled: dict[str, JsonValue] = Field(default_factory=dict[str, JsonValue])
    seconds: Seconds | None = None
    """Of device time, where that was told: budgets are reckoned in it."""


class Called(Noun):
    """A tool call: `key` is the sha256 of all that determines what comes out, `slate` those things themselves."""

    event: Literal["tool"] = "tool"
    t: Seconds
    shot: str
    kind: str
    key: str
    slate: Slate | None = None
    made: Made | None = None
    error: Failure | None = None
    seconds: Seconds

    @model_validator(mode="after")
    def _answers(self) -> Self:
        if (self.made is None) == (self.error is None):
            raise ValueError("a tool call has either a result or an error")
        if self.made and self.kind in _TAKES and _FACTS - self.made.measures.keys():
            raise ValueError("a take was not measured")
        return self


class Judged(Noun):
    """What the critic said of a take, for people: the path has its consequences."""

    event: Literal["verdict"] = "verdict"
    t: Seconds
    shot: str
    kind: str
    text: str


class Joined(Noun):
    """The film was joined from pieces, by their media names in order."""

    event: Literal["cut"] = "cut"
    t: Seconds
    pieces: tuple[str, ...]
    sha256: Sha256 | None = None
    error: Failure | None = None
    seconds: Seconds


class Resumed(Noun):
    """The run was gone on with, by another process: after a wait, a stop or a kill."""

    event: Literal["resumed"] = "resumed"
    t: Seconds = 0.0
    at: str


class Stopped(Noun):
    """The process ended and the run did not: Ctrl-C, a spent budget, or people are waited for (`why` is empty)."""

    event: Literal["stop"] = "stop"
    t: Seconds
    why: str = ""
    waiting: tuple[str, ...] = ()


class Ended(Noun):
    """The run is over: `done`, or the name of the error that ended it."""

    event: Literal["end"] = "end"
    t: Seconds
    outcome: str


Event = Entered | Left | Waited | Spoke | Asked | Called | Judged | Joined | Resumed | Stopped | Ended
"""A line after the first."""


class Trace(Noun):
    """A run, read back. `events` begin on line 2 of the file."""

    begin: Began
    events: tuple[Event, ...]

    @property
    def ended(self) -> Ended | None:
        """How the run ended; None for one that waits, was stopped or was killed."""
        last = self.events[-1] if self.events else None
        return last if isinstance(last, Ended) else None


_EVENT: TypeAdapter[Event] = TypeAdapter(Annotated[Event, Field(discriminator="event")])


def to_line(event: Began | Event) -> bytes:
    """One line, its end included."""
    return event.model_dump_json().encode() + b"\n"


def event_from(line: bytes) -> Event:
    """The event of a line. Raises ValidationError."""
    return _EVENT.validate_json(line)


def first_fault(error: ValidationError) -> str:
    """The first thing that is wrong with a line, as `where: what`."""
    first = error.errors(include_url=False, include_input=False)[0]
    where = ".".join(str(step) for step in first["loc"])
    return f"{where}: {first['msg']}" if where else str(first["msg"])
