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
    shot = Shot(
        number="1-1",
        size=ShotSize.FULL,
        subject=f"the look of {character.name}",
        figures=(Figure(character=character.id, place=Place.CENTRE, facing=Facing.CAMERA),),
        seconds=_SECONDS,
        keyframe_prompt=KeyframePrompt(composition=_within(f"{words} {character.description}"), texture=style.texture),
        span=_NOWHERE,
    )
    return Setup(
        location=_STUDIO,
        setting=Setting.INTERIOR,
        time_of_day=TimeOfDay.DAY,
        weather=Weather.CLEAR,
        mood=Mood.NEUTRAL,
        style=style,
        cast=(character,),
        shot=shot,
    )


def location_plate(place: Location, scene: Scene, style: Style) -> Setup:
    """A place without people, wide, in the light of a scene."""
    words = f"Wide shot of {place.name}, empty, nobody there. {scene.time_of_day}, {scene.weather}."
    shot = Shot(
        number="1-1",
        size=ShotSize.LONG,
        subject=f"the look of {place.name}",
        seconds=_SECONDS,
        keyframe_prompt=KeyframePrompt(composition=_within(f"{words} {place.description}"), texture=style.texture),
        span=_NOWHERE,
    )
    return Setup(
        location=place,
        setting=scene.setting,
        time_of_day=scene.time_of_day,
        weather=scene.weather,
        mood=scene.mood,
        style=style,
        cast=(),
        shot=shot,
    )


def _within(words: str) -> str:
    return words.strip()[:900]
