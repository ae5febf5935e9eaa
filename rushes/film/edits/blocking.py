"""Changing the blocking: who is in a shot, where they stand, what they do and feel."""

from rushes.errors import UserMustFix
from rushes.film.edits.parts import shot_at
from rushes.film.edits.shots import with_fields
from rushes.film.edits.world import character_at
from rushes.film.manifest import Figure, Noun, Scene, SceneManifest, Shot
from rushes.film.vocabulary import Facing, Feeling, Place, Pose

_INWARD = {
    Place.FAR_LEFT: Facing.RIGHT,
    Place.LEFT: Facing.RIGHT,
    Place.CENTRE: Facing.CAMERA,
    Place.RIGHT: Facing.LEFT,
    Place.FAR_RIGHT: Facing.LEFT,
}
"""Where somebody looks who enters and is not told: into the frame."""


class BlockingChange(Noun):
    """What should be different about a figure; what is None stays."""

    place: Place | None = None
    facing: Facing | None = None
    pose: Pose | None = None
    feeling: Feeling | None = None


def block(manifest: SceneManifest, number: str, character: str, change: BlockingChange) -> SceneManifest:
    """The plan with somebody blocked anew in a shot; who was not in it enters. Raises NoSuchShot, UserMustFix."""
    character_at(manifest, character)
    scene, index = shot_at(manifest, number)
    figures = scene.shots[index].figures
    wanted = {name: value for name, value in change if value is not None}
    if any(one.character == character for one in figures):
        blocked = [one.model_copy(update=wanted) if one.character == character else one for one in figures]
    else:
        facing = _INWARD[change.place or Place.CENTRE]
        blocked = [*figures, Figure.model_validate({"character": character, "facing": facing, **wanted})]
    return with_fields(manifest, number, {"figures": tuple(blocked)})


def take_out(manifest: SceneManifest, number: str, character: str) -> SceneManifest:
    """The plan with somebody out of a shot. Raises NoSuchShot, and UserMustFix where they are not in it."""
    person = character_at(manifest, character)
    scene, index = shot_at(manifest, number)
    figures = tuple(one for one in scene.shots[index].figures if one.character != character)
    if figures == scene.shots[index].figures:
        raise UserMustFix(f"{person.name} is not in {number}.")
    shot = scene.shots[index]
    subject = _rest(manifest, scene, figures) if shot.subject == person.name else shot.subject
    return with_fields(manifest, number, {"figures": figures, "subject": subject})


def _rest(manifest: SceneManifest, scene: Scene, figures: tuple[Figure, ...]) -> str:
    """What a shot is of when its subject has left: who is still there, or the place."""
    if figures:
        return character_at(manifest, figures[0].character).name
    return next(place.name for place in manifest.locations if place.id == scene.location)


def framing(manifest: SceneManifest, shot: Shot, characters: tuple[str, ...]) -> tuple[Figure, ...]:
    """Figures for these characters and nobody else; who was in the shot keeps the blocking. Raises NoSuchShot."""
    known = {one.character: one for one in shot.figures}
    wanted = [character_at(manifest, character).id for character in dict.fromkeys(characters)]
    return tuple(known.get(one) or Figure(character=one) for one in wanted)
