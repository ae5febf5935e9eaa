"""The Scene Manifest: the whole plan of a film as one typed, versioned document.

It is what a brain writes, a person edits, the referee checks and the graph shoots.
Every text is bounded, every choice is from a closed list, every number is finite; unknown
fields are refused. Lengths stay under 1,000 characters so that a grammar-constrained model
can be held to the same schema.
"""

from collections.abc import Iterable, Iterator
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from rushes.film.numbers import SCENE_PATTERN, SHOT_PATTERN, scene_of, sort_key
from rushes.film.vocabulary import (
    Age,
    Angle,
    Beard,
    Build,
    Facing,
    Feeling,
    Form,
    Garment,
    Hair,
    Headwear,
    Height,
    Mood,
    Move,
    Place,
    Pose,
    Prop,
    SetKind,
    Setting,
    ShotSize,
    TimeOfDay,
    TransitionIn,
    Weather,
)

SCHEMA_VERSION = 1

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,47}$")]
Name = Annotated[str, StringConstraints(min_length=1, max_length=80, strip_whitespace=True)]
Words = Annotated[str, StringConstraints(max_length=900)]
Phrase = Annotated[str, StringConstraints(max_length=240)]
Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-f]{6}$")]
SceneNumber = Annotated[str, StringConstraints(pattern=SCENE_PATTERN)]
ShotNumber = Annotated[str, StringConstraints(pattern=SHOT_PATTERN)]
Seconds = Annotated[float, Field(ge=0.5, le=20.0, allow_inf_nan=False)]
SourceKind = Literal["prose", "screenplay", "narration"]


class Noun(BaseModel):
    """A frozen value with no unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Span(Noun):
    """A stretch of the reading (the source's text as rushes decoded it): [start, end) in characters."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        if self.end < self.start:
            raise ValueError(f"a span ends before it starts: {self.start}..{self.end}")
        return self


class Look(Noun):
    """What makes a character recognisable at a glance; every shot draws from it."""

    form: Form = Form.HUMAN
    age: Age = Age.ADULT
    build: Build = Build.AVERAGE
    height: Height = Height.AVERAGE
    skin: Colour = "#d9a881"
    hair: Hair = Hair.SHORT
    hair_colour: Colour = "#4a3426"
    beard: Beard = Beard.NONE
    glasses: bool = False
    headwear: Headwear = Headwear.NONE
    garment: Garment = Garment.SUIT
    main_colour: Colour = "#3b5b7a"
    second_colour: Colour = "#e8dcc2"
    accent_colour: Colour = "#c2553a"


class Character(Noun):
    """Somebody of the story, described once and the same in every shot."""

    id: Id
    name: Name
    aliases: tuple[Name, ...] = Field(default=(), max_length=12)
    description: Words = ""
    look: Look = Look()


class Location(Noun):
    """A place of the story, described once."""

    id: Id
    name: Name
    kind: SetKind = SetKind.LIMBO
    description: Words = ""


class Figure(Noun):
    """One character's part in one shot: the blocking."""

    character: Id
    place: Place = Place.CENTRE
    facing: Facing = Facing.CAMERA
    pose: Pose = Pose.STAND
    feeling: Feeling = Feeling.NEUTRAL


class Line(Noun):
    """A line of dialogue. `speaker` is a character's id, or None for an unknown voice."""

    speaker: Id | None = None
    text: Words
    delivery: Phrase = ""


class KeyframePrompt(Noun):
    """What an image model is told: composition (who, where, framing, lens, light) and texture (medium, grain)."""

    composition: Words = ""
    texture: Words = ""


class MotionPrompt(Noun):
    """What a motion model is told: camera (the move) and physics (what moves in the frame, and how)."""

    camera: Words = ""
    physics: Words = ""


class Shot(Noun):
    """One intent: what the camera sees, how, for how long, and the words of the source it comes from."""

    number: ShotNumber
    size: ShotSize
    angle: Angle = Angle.EYE
    move: Move = Move.STATIC
    subject: Phrase
    figures: tuple[Figure, ...] = Field(default=(), max_length=6)
    props: tuple[Prop, ...] = Field(default=(), max_length=4)
    action: Words = ""
    dialogue: tuple[Line, ...] = Field(default=(), max_length=6)
    narration: Words = ""
    seconds: Seconds
    transition_in: TransitionIn = TransitionIn.CUT
    fade_out: bool = False
    keyframe_prompt: KeyframePrompt = KeyframePrompt()
    motion_prompt: MotionPrompt = MotionPrompt()
    span: Span


class Scene(Noun):
    """A run of shots in one place and time. A removed scene stays, `omitted`, so that numbers never move."""

    number: SceneNumber
    heading: Phrase
    location: Id
    setting: Setting
    time_of_day: TimeOfDay = TimeOfDay.DAY
    weather: Weather = Weather.CLEAR
    mood: Mood = Mood.NEUTRAL
    summary: Words = ""
    omitted: bool = False
    span: Span
    shots: tuple[Shot, ...] = ()


class Style(Noun):
    """How the whole film looks."""

    look: Words = ""
    texture: Words = ""


class SourceNote(Noun):
    """Which text the plan was made from. `length` is the reading's, in characters."""

    name: Phrase
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    kind: SourceKind
    length: int = Field(ge=0)


class Note(Noun):
    """Something the referee or a reader wants a person to know. `where` is a scene or shot number, or empty."""

    rule: Id
    where: Annotated[str, StringConstraints(max_length=24)] = ""
    text: Words


class LeftOut(Noun):
    """A stretch of the source that no shot covers, and why."""

    span: Span
    words: int = Field(ge=0)
    reason: Phrase


class SceneManifest(Noun):
    """The plan of a film."""

    schema_version: Literal[1] = SCHEMA_VERSION
    title: Name
    author: Phrase = ""
    source: SourceNote
    style: Style = Style()
    characters: tuple[Character, ...] = ()
    locations: tuple[Location, ...] = ()
    scenes: tuple[Scene, ...] = Field(min_length=1)
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[Note, ...] = ()

    def shots(self) -> Iterator[tuple[Scene, Shot]]:
        """Every shot to be filmed, in film order, with its scene; omitted scenes have none."""
        for scene in self.scenes:
            if not scene.omitted:
                for shot in scene.shots:
                    yield scene, shot

    @property
    def seconds(self) -> float:
        """The shots' running time, before transitions overlap any of it."""
        return sum(shot.seconds for _, shot in self.shots())

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        faults = [*_repeats("character", (c.id for c in self.characters))]
        faults += _repeats("location", (place.id for place in self.locations))
        faults += _out_of_order("scene", [scene.number for scene in self.scenes])
        known_people = {character.id for character in self.characters}
        known_places = {location.id for location in self.locations}
        for scene in self.scenes:
            faults += _scene_faults(scene, known_people, known_places, self.source.length)
        if not any(True for _ in self.shots()):
            faults.append("the plan has no shot to film")
        if faults:
            raise ValueError("; ".join(faults[:20]))
        return self


def _repeats(noun: str, ids: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            yield f"{noun} {one!r} appears twice"
        seen.add(one)


def _out_of_order(noun: str, numbers: list[str]) -> list[str]:
    faults = list(_repeats(noun, numbers))
    keys = [sort_key(number) for number in numbers]
    if not faults and keys != sorted(keys):
        faults.append(f"{noun} numbers are not in film order")
    return faults


def _scene_faults(scene: Scene, people: set[str], places: set[str], length: int) -> Iterator[str]:
    if scene.location not in places:
        yield f"scene {scene.number}: unknown location {scene.location!r}"
    yield from _out_of_order(f"scene {scene.number}: shot", [shot.number for shot in scene.shots])
    if scene.span.end > length:
        yield f"scene {scene.number}: its span ends past the source"
    for shot in scene.shots:
        if scene_of(shot.number) != scene.number:
            yield f"shot {shot.number} stands in scene {scene.number}"
        if shot.span.end > length:
            yield f"shot {shot.number}: its span ends past the source"
        for figure in shot.figures:
            if figure.character not in people:
                yield f"shot {shot.number}: unknown character {figure.character!r}"
        for line in shot.dialogue:
            if line.speaker is not None and line.speaker not in people:
                yield f"shot {shot.number}: unknown speaker {line.speaker!r}"
