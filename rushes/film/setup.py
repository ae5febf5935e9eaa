"""A setup: everything a camera needs to know to shoot one shot, gathered from the plan."""

from rushes.film.manifest import Character, Location, Noun, Scene, SceneManifest, Shot, Span, Style
from rushes.film.vocabulary import Mood, Setting, TimeOfDay, TransitionIn, Weather

_UNSEEN = {
    "number": "1-1",
    "span": Span(start=0, end=0),
    "dialogue": (),
    "narration": "",
    "transition_in": TransitionIn.CUT,
    "fade_out": False,
    "seconds": 3.5,
}
"""What no picture depends on, set to one value: so that moving a shot or mending a line of
dialogue makes no take stale. A clip's length is in its request."""


class Setup(Noun):
    """One shot with its scene's light and place and the cast it shows.

    A model backend reads the shot's prompts; the draft renderer reads the rest. Two equal
    setups are the same picture, so a setup is what a take's key is made from.
    """

    location: Location
    setting: Setting
    time_of_day: TimeOfDay
    weather: Weather
    mood: Mood
    style: Style
    cast: tuple[Character, ...]
    shot: Shot

    def character(self, character_id: str) -> Character:
        """The cast member with that id. Raises KeyError."""
        for character in self.cast:
            if character.id == character_id:
                return character
        raise KeyError(character_id)


def setup_for(manifest: SceneManifest, scene: Scene, shot: Shot) -> Setup:
    """Gather a shot's setup. The cast holds only who is in the shot, in blocking order.

    The shot inside is stripped of what can't be seen: its number, words and place in the film.
    """
    characters = {character.id: character for character in manifest.characters}
    locations = {location.id: location for location in manifest.locations}
    return Setup(
        location=locations[scene.location],
        setting=scene.setting,
        time_of_day=scene.time_of_day,
        weather=scene.weather,
        mood=scene.mood,
        style=manifest.style,
        cast=tuple(characters[figure.character] for figure in shot.figures),
        shot=shot.model_copy(update=_UNSEEN),
    )
