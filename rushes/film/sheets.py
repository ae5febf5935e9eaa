"""The bible's pictures: a sheet for each character, a plate for each place, as set-ups to be painted.

Sheets are alike but for who stands there, so that two of them differ by nothing else; a plate is the place as its
first scene has it, without people.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from rushes.film.manifest import Character, Figure, KeyframePrompt, Location, Scene, SceneManifest, Shot, Span, Style
from rushes.film.setup import Setup
from rushes.film.take import BIBLE
from rushes.film.vocabulary import Facing, Mood, Place, SetKind, Setting, ShotSize, TimeOfDay, Weather

_NOWHERE = Span(start=0, end=0)
_SECONDS = 3.5

_STUDIO = Location(id="limbo", name="A bare stage", kind=SetKind.LIMBO)
_EVEN = Scene(
    number="1",
    heading="INT. A BARE STAGE - DAY",
    location=_STUDIO.id,
    setting=Setting.INTERIOR,
    time_of_day=TimeOfDay.DAY,
    weather=Weather.CLEAR,
    mood=Mood.NEUTRAL,
    span=_NOWHERE,
)


@dataclass(frozen=True, slots=True)
class Subject:
    """Somebody or some place that has a still in the bible, and the set-up it is painted for."""

    id: str
    name: str
    setup: Setup
    place: bool = False

    @property
    def filed(self) -> str:
        """What its takes are filed under, where others have their shot."""
        return f"{BIBLE}{self.id}"


def subjects(manifest: SceneManifest) -> tuple[Subject, ...]:
    """Everybody whom a shot shows and every place where one is shot, in the plan's order."""
    shown = {figure.character for _, shot in manifest.shots() for figure in shot.figures}
    people = (one for one in manifest.characters if one.id in shown)
    cast = tuple(Subject(one.id, one.name, character_sheet(one, manifest.style)) for one in people)
    return (*cast, *_places(manifest))


def _places(manifest: SceneManifest) -> Iterator[Subject]:
    first: dict[str, Scene] = {}
    for scene, _ in manifest.shots():
        first.setdefault(scene.location, scene)
    for place in manifest.locations:
        if place.id in first:
            yield Subject(place.id, place.name, location_plate(place, first[place.id], manifest.style), place=True)


def character_sheet(character: Character, style: Style) -> Setup:
    """Somebody alone on a bare stage in even light, head to toe, facing the camera."""
    words = (
        f"Character sheet. Full shot of {character.name}, standing, facing the camera, plain background, even light."
    )
    return _sheet(character, words, ShotSize.FULL, _STUDIO, _EVEN, style, (character,))


def location_plate(place: Location, scene: Scene, style: Style) -> Setup:
    """A place without people, wide, in the light of a scene."""
    words = f"Wide shot of {place.name}, empty, nobody there. {scene.time_of_day}, {scene.weather}."
    return _sheet(place, words, ShotSize.LONG, place, scene, style)


def _sheet(
    subject: Character | Location,
    words: str,
    size: ShotSize,
    place: Location,
    scene: Scene,
    style: Style,
    cast: tuple[Character, ...] = (),
) -> Setup:
    """A still of the subject in a place, in the light of a scene, with a cast that faces the camera."""
    composition = _within(f"{words} {subject.description}")
    shot = Shot(
        number="1-1",
        size=size,
        subject=f"the look of {subject.name}",
        figures=tuple(Figure(character=one.id, place=Place.CENTRE, facing=Facing.CAMERA) for one in cast),
        seconds=_SECONDS,
        keyframe_prompt=KeyframePrompt(composition=composition, texture=style.texture),
        span=_NOWHERE,
    )
    return Setup(
        location=place,
        setting=scene.setting,
        time_of_day=scene.time_of_day,
        weather=scene.weather,
        mood=scene.mood,
        style=style,
        cast=cast,
        shot=shot,
    )


def _within(words: str) -> str:
    return words.strip()[:900]
