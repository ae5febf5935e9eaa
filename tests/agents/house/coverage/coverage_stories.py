"""Breakdowns for tests: one written by hand, and generated ones."""

from dataclasses import dataclass, replace
from itertools import pairwise

from hypothesis import strategies as st

from rushes.film.breakdown import Beat, BeatKind, Breakdown, SceneBreakdown
from rushes.film.manifest import Character, Location, Span
from rushes.film.vocabulary import (
    Feeling,
    Mood,
    Pose,
    Prop,
    SetKind,
    Setting,
    TimeOfDay,
    TransitionIn,
    Weather,
)

CAST = (
    Character(id="ada", name="Ada", description="Ada is a tall woman in a green coat."),
    Character(id="bo", name="Bo", description="Bo is a short old man with a white beard."),
    Character(id="cy", name="Cy", description="Cy is a boy in a red cap."),
    Character(id="di", name="Di", description="Di is a grey dog."),
    Character(id="em", name="Em", description="Em is a nurse in white."),
)
PLACES = (
    Location(id="mill", name="the mill", kind=SetKind.WORKSHOP, description="A mill full of flour dust."),
    Location(id="hill", name="the hill", kind=SetKind.FIELD, description="A bare hill over the sea."),
)
SENTENCES = (
    "The wheel of the old mill turned slowly, and the water fell from it in long white threads.",
    "Ada walked up the path with the lantern in her hand.",
    "Bo looked at the sea.",
    "It had been a hard year, harder than any that the two of them could remember, and nobody spoke of it now.",
    "The key lay on the table.",
    "She struck a match and held it to the wick until the flame stood still.",
    "A colossal ship loomed above the harbour wall!",
    "He fell.",
)
LONG_SPEECH = (
    "I told you a hundred times that the mill must never stand still, and I will tell you again, "
    "as often as it takes, until you believe me or the river runs dry."
)
SPEECHES = (
    "Who is there?",
    "Nobody. Go back to sleep.",
    LONG_SPEECH,
    "Wait!",
    "The geometry, for instance, they taught you at school is founded on a misconception.",
)


@dataclass(frozen=True)
class Story:
    """A breakdown with the text it was taken from."""

    breakdown: Breakdown
    text: str


def told(scenes: list[tuple[SceneBreakdown, list[Beat]]], title: str = "A story") -> Story:
    """Set the beats' words one after another and give everything its span."""
    text = ""
    placed: list[SceneBreakdown] = []
    for number, (scene, beats) in enumerate(scenes, start=1):
        start = len(text)
        spanned: list[Beat] = []
        for beat in beats:
            words = f"“{beat.text}”" if beat.kind is BeatKind.SPEECH else beat.text
            spanned.append(replace(beat, span=Span(start=len(text), end=len(text) + len(words))))
            text += words + " "
        text += "\n\n"
        cast = tuple(dict.fromkeys(person for beat in beats for person in beat.present))
        span = Span(start=start, end=len(text))
        placed.append(replace(scene, number=str(number), span=span, beats=tuple(spanned), cast=cast))
    return Story(Breakdown(title, "", CAST, PLACES, tuple(placed)), text)


def scene(**changes: object) -> SceneBreakdown:
    """A plain scene to change."""
    plain = SceneBreakdown(
        number="1",
        heading="INT. THE MILL - DAY",
        location="mill",
        setting=Setting.INTERIOR,
        time_of_day=TimeOfDay.DAY,
        weather=Weather.CLEAR,
        mood=Mood.NEUTRAL,
        span=Span(start=0, end=0),
        beats=(),
    )
    return replace(plain, **changes)


def act(text: str, *present: str, weight: float = 0.5, **changes: object) -> Beat:
    """An action beat."""
    beat = Beat(BeatKind.ACTION, text, Span(start=0, end=0), weight, present=present)
    return replace(beat, **changes)


def say(text: str, speaker: str | None, to: str | None = None, weight: float = 0.5, **changes: object) -> Beat:
    """A speech beat."""
    present = tuple(person for person in (speaker, to) if person)
    beat = Beat(BeatKind.SPEECH, text, Span(start=0, end=0), weight, speaker=speaker, addressee=to, present=present)
    return replace(beat, **changes)


def quarrel_at_the_mill() -> Story:
    """Two scenes: a talk between two people indoors, then a walk up the hill at dusk."""
    talk = [
        act(SENTENCES[0], kind=BeatKind.PLACE, props=(Prop.WHEEL,)),
        act("Ada came in with a lantern and a letter.", "ada", "bo", weight=0.8, props=(Prop.LANTERN,)),
        say("Who is there?", "bo", "ada", 0.6),
        say("It is only me.", "ada", "bo"),
        say(SPEECHES[2], "bo", "ada", 0.9, feeling=Feeling.ANGRY, delivery="loudly"),
        say("Then let it run dry.", "ada", "bo", 0.8, feeling=Feeling.SAD),
        act("The letter fell on the floor.", props=(Prop.LETTER,), kind=BeatKind.OBJECT),
    ]
    walk = [
        act("Ada walked up the hill alone.", "ada", pose=Pose.WALK, weight=0.7),
        act("She saw the ship.", "ada", weight=0.8, feeling=Feeling.SURPRISED),
        act("It lay at anchor, black against the west.", props=(Prop.SHIP,), kind=BeatKind.PLACE),
        act("She would never go back, she thought.", "ada", kind=BeatKind.THOUGHT, weight=0.4),
    ]
    outside = scene(
        heading="EXT. THE HILL - DUSK",
        location="hill",
        setting=Setting.EXTERIOR,
        time_of_day=TimeOfDay.DUSK,
        mood=Mood.MELANCHOLY,
    )
    return told([(scene(mood=Mood.TENSE), talk), (outside, walk)])


_people = st.lists(st.sampled_from([one.id for one in CAST]), max_size=5, unique=True)
_weights = st.integers(0, 100).map(lambda hundredths: hundredths / 100)


@st.composite
def beats(draw: st.DrawFn) -> Beat:
    """Any beat that the interface allows."""
    kind = draw(st.sampled_from(BeatKind))
    present = tuple(draw(_people))
    spoken = kind is BeatKind.SPEECH
    people = st.none() | st.sampled_from([one.id for one in CAST])
    return Beat(
        kind=kind,
        text=draw(st.sampled_from(SPEECHES if spoken else SENTENCES)),
        span=Span(start=0, end=0),
        weight=draw(_weights),
        speaker=draw(people) if spoken else None,
        addressee=draw(people) if spoken else None,
        delivery=draw(st.sampled_from(["", "softly"])) if spoken else "",
        present=present,
        props=tuple(draw(st.lists(st.sampled_from(Prop), max_size=6, unique=True))),
        pose=draw(st.none() | st.sampled_from(Pose)),
        feeling=draw(st.sampled_from(Feeling)),
    )


@st.composite
def stories(draw: st.DrawFn, max_scenes: int = 6, max_beats: int = 14) -> Story:
    """Any breakdown that the interface allows, with a text that its spans fit."""
    scenes: list[tuple[SceneBreakdown, list[Beat]]] = []
    for _ in range(draw(st.integers(1, max_scenes))):
        made = scene(
            location=draw(st.sampled_from(["mill", "hill"])),
            setting=draw(st.sampled_from(Setting)),
            time_of_day=draw(st.sampled_from(TimeOfDay)),
            weather=draw(st.sampled_from(Weather)),
            mood=draw(st.sampled_from(Mood)),
            transition_in=draw(st.sampled_from(TransitionIn)),
            fade_out=draw(st.booleans()),
        )
        scenes.append((made, draw(st.lists(beats(), max_size=max_beats))))
    return told(scenes)


def in_order(starts: list[int]) -> bool:
    """Whether the numbers never fall."""
    return all(one <= other for one, other in pairwise(starts))
