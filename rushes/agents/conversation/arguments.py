"""What the tools take: ids, choices, bounded numbers and bounded text. No path, no address, no command."""

import re
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from rushes.agents.conversation.hands import Back
from rushes.film.edits.blocking import BlockingChange
from rushes.film.edits.scenes import SceneChange
from rushes.film.edits.shots import Step
from rushes.film.edits.world import LookChange
from rushes.film.manifest import Id, Noun, SceneNumber, Seconds, ShotNumber
from rushes.film.numbers import NUMBER
from rushes.film.take import ShotState
from rushes.film.vocabulary import Angle, Move, Prop, SetKind, ShotSize, TransitionIn

_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_NAMES = rf"{NUMBER}(?:-{NUMBER})?"


def readable(text: object) -> object:
    """Text without control characters, lone surrogates and marks that reorder it."""
    return _UNSEEN.sub("", text).strip() if isinstance(text, str) else text


def _upper(text: object) -> object:
    return text.upper() if isinstance(text, str) else text


Prose = Annotated[str, BeforeValidator(readable), StringConstraints(min_length=1, max_length=600)]
ProseOrNone = Annotated[str, BeforeValidator(readable), StringConstraints(max_length=600)]
Title = Annotated[str, BeforeValidator(readable), StringConstraints(min_length=1, max_length=80)]
Subject = Annotated[str, BeforeValidator(readable), StringConstraints(min_length=1, max_length=240)]
OneShot = Annotated[ShotNumber, BeforeValidator(_upper)]
OneScene = Annotated[SceneNumber, BeforeValidator(_upper)]
ShotWord = Annotated[
    str,
    BeforeValidator(_upper),
    StringConstraints(pattern=rf"^(?:ALL|{_NAMES}(?:[.][.]{_NAMES})?)$", max_length=40),
]
Shots = Annotated[
    tuple[ShotWord, ...],
    Field(min_length=1, max_length=40, description='shots ("3-2"), scenes ("3"), ranges ("3-1..3-4") or "ALL"'),
]
Who = Annotated[tuple[Id, ...], Field(max_length=6)]
Props = Annotated[tuple[Prop, ...], Field(max_length=4)]


class Said(Noun):
    """A line of dialogue; nobody in particular when `speaker` is left out."""

    speaker: Id | None = None
    text: Prose


class ListShots(Noun):
    """Which shots to list: of one scene, or in one state; all when neither is given."""

    scene: OneScene | None = None
    state: ShotState | None = None


class ShowShot(Noun):
    """One shot."""

    shot: OneShot


class ShowCharacter(Noun):
    """Somebody of the cast."""

    character: Id


class ShowScene(Noun):
    """One scene."""

    scene: OneScene


class Nothing(Noun):
    """No arguments."""


class EditShot(Noun):
    """What should be different about some shots; steps are taken from what each shot is now."""

    shots: Shots
    steps: Annotated[tuple[Step, ...], Field(max_length=4)] = ()
    size: ShotSize | None = None
    angle: Angle | None = None
    move: Move | None = None
    seconds: Seconds | None = None
    transition_in: TransitionIn | None = None
    subject: Subject | None = None
    action: Prose | None = None
    narration: ProseOrNone | None = None
    dialogue: Annotated[tuple[Said, ...], Field(max_length=6)] | None = None
    who: Who | None = None
    props: Props | None = None
    fade_out: bool | None = None


class Block(BlockingChange):
    """How somebody is blocked in some shots; `frame` has them enter or leave it."""

    shots: Shots
    character: Id
    frame: Literal["stays", "enters", "leaves"] = "stays"


class EditScene(SceneChange):
    """What should be different about some scenes."""

    scenes: Annotated[tuple[OneScene, ...], Field(min_length=1, max_length=40)]


class MergeShots(Noun):
    """Two neighbours; the first keeps its number."""

    first: OneShot
    second: OneShot


class MoveShot(Noun):
    """Where a shot should stand in its scene."""

    shot: OneShot
    where: Literal["before", "after"]
    beside: OneShot


class InsertShot(Noun):
    """A new shot behind another one."""

    after: OneShot
    size: ShotSize
    subject: Subject
    action: Prose | None = None
    angle: Angle = Angle.EYE
    move: Move = Move.STATIC
    seconds: Seconds = 3.0
    who: Who = ()
    props: Props = ()


class Restyle(Noun):
    """How the whole film should look."""

    look: Prose
    texture: Prose | None = None


class Cast(LookChange):
    """How a character should look or be called. A description given here is taken as it is."""

    character: Id
    name: Title | None = None
    description: Prose | None = None


class Relocate(Noun):
    """How a place should look or be called."""

    location: Id
    kind: SetKind | None = None
    name: Title | None = None
    description: Prose | None = None


class SomeShots(Noun):
    """Shots of the plan."""

    shots: Shots


class Reject(SomeShots):
    """Shots to be made again, and what should be different."""

    note: Annotated[str, BeforeValidator(readable), StringConstraints(max_length=400)] = ""


class Undo(Noun):
    """The last change, or the last undo."""

    back: Back = "change"
