"""Changing a scene: its hour, its weather, its mood."""

import re

from rushes.film.edits.parts import changed, scene_at, with_scene
from rushes.film.manifest import Noun, Phrase, SceneManifest
from rushes.film.vocabulary import Mood, Setting, TimeOfDay, Weather


class SceneChange(Noun):
    """What should be different about a scene; what is None stays."""

    time_of_day: TimeOfDay | None = None
    weather: Weather | None = None
    mood: Mood | None = None
    setting: Setting | None = None
    heading: Phrase | None = None


def change_scene(manifest: SceneManifest, number: str, change: SceneChange) -> SceneManifest:
    """The plan with a scene changed. Its heading follows the hour and the setting. Raises NoSuchShot, UserMustFix."""
    scene = scene_at(manifest, number)
    changes: dict[str, object] = {name: value for name, value in change if value is not None}
    if change.heading is None:
        changes["heading"] = _heading(scene.heading, change)
    return with_scene(manifest, changed(scene, **changes))


_HOURS = "|".join(hour.value.upper() for hour in TimeOfDay)
_HOUR = re.compile(rf"(?<= - )(?:{_HOURS})$")
_INSIDE = re.compile(r"^(?:INT|EXT)\.")


def _heading(heading: str, change: SceneChange) -> str:
    """`EXT. PIER - DAY` at night is `EXT. PIER - NIGHT`; a heading that names no hour is left as it is."""
    if change.time_of_day:
        heading = _HOUR.sub(change.time_of_day.value.upper(), heading)
    if change.setting:
        heading = _INSIDE.sub("INT." if change.setting is Setting.INTERIOR else "EXT.", heading)
    return heading
