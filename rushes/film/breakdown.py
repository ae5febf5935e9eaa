"""A breakdown: the story taken apart into people, places, scenes and beats, before any camera.

It is complete: every beat of the source is in it, however long the film will be. Coverage
chooses from it.
"""

from dataclasses import dataclass
from enum import StrEnum

from rushes.film.manifest import Character, Location, Span
from rushes.film.vocabulary import Feeling, Mood, Pose, Prop, Setting, TimeOfDay, TransitionIn, Weather


class BeatKind(StrEnum):
    """What happens in a beat."""

    PLACE = "place"  # the place itself is described
    PERSON = "person"  # somebody is described or enters
    ACTION = "action"  # somebody or something does something
    SPEECH = "speech"  # somebody says something
    OBJECT = "object"  # a thing matters
    THOUGHT = "thought"  # telling, reflection, summary: little to see


@dataclass(frozen=True, slots=True)
class Beat:
    """The smallest thing worth a shot: about a sentence.

    `text` is the source's own words for it (for speech: what is said, without quotation marks).
    `weight` in [0, 1] says how much the story would miss it. `present` are the ids of who can be
    seen, the beat's doer first.
    """

    kind: BeatKind
    text: str
    span: Span
    weight: float
    speaker: str | None = None
    addressee: str | None = None
    delivery: str = ""
    present: tuple[str, ...] = ()
    props: tuple[Prop, ...] = ()
    pose: Pose | None = None
    feeling: Feeling = Feeling.NEUTRAL


@dataclass(frozen=True, slots=True)
class SceneBreakdown:
    """A run of beats in one place and time. `cast` are ids of all who are in it, most present first."""

    number: str
    heading: str
    location: str
    setting: Setting
    time_of_day: TimeOfDay
    weather: Weather
    mood: Mood
    span: Span
    beats: tuple[Beat, ...]
    cast: tuple[str, ...] = ()
    transition_in: TransitionIn = TransitionIn.CUT
    fade_out: bool = False


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The story, taken apart. Characters and locations are already described."""

    title: str
    author: str
    characters: tuple[Character, ...]
    locations: tuple[Location, ...]
    scenes: tuple[SceneBreakdown, ...]
