"""A setup: everything a camera needs to know to shoot one shot, gathered from the plan."""

from rushes.film.manifest import Character, Location, Noun, Scene, SceneManifest, Shot, Style
from rushes.film.vocabulary import Mood, Setting, TimeOfDay, Weather


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
    """Gather a shot's setup. The cast holds only who is in the shot, in blocking order."""
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
        shot=shot,
    )
