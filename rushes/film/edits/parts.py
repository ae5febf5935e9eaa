"""Finding a part of a plan, and putting a changed one in its place."""

from typing import TypeVar

from pydantic import ValidationError

from rushes.errors import NoSuchShot, UserMustFix
from rushes.film.manifest import Noun, Scene, SceneManifest, Shot
from rushes.film.numbers import scene_of
from rushes.film.vocabulary import TransitionIn

AnyNoun = TypeVar("AnyNoun", bound=Noun)


def scene_at(manifest: SceneManifest, number: str) -> Scene:
    """A scene that is filmed. Raises NoSuchShot."""
    for scene in manifest.scenes:
        if scene.number == number and not scene.omitted:
            return scene
    raise NoSuchShot(f"There is no scene {number} in this plan.", "`list` names the scenes.")


def shot_at(manifest: SceneManifest, number: str) -> tuple[Scene, int]:
    """A shot's scene and its place in it, from 0. Raises NoSuchShot."""
    for scene in manifest.scenes:
        if scene.number == scene_of(number) and not scene.omitted:
            for index, shot in enumerate(scene.shots):
                if shot.number == number:
                    return scene, index
    raise NoSuchShot(f"There is no shot {number} in this plan.", "`list` names the shots.")


def changed(noun: AnyNoun, **changes: object) -> AnyNoun:
    """The noun with other fields, checked like a new one. Raises UserMustFix with what does not hold."""
    try:
        return type(noun).model_validate(dict(noun) | changes)
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, one['loc'])) or 'plan'}: {one['msg']}" for one in error.errors()[:4])
        raise UserMustFix(f"That can't be: {faults}.", "Nothing was changed.") from error


def with_scene(manifest: SceneManifest, scene: Scene) -> SceneManifest:
    """The plan with a scene in the place of the one with its number."""
    scenes = tuple(scene if one.number == scene.number else one for one in manifest.scenes)
    return changed(manifest, scenes=scenes)


def with_shots(manifest: SceneManifest, scene: Scene, shots: tuple[Shot, ...]) -> SceneManifest:
    """The plan with other shots in a scene; a scene without any stays as OMITTED.

    Raises UserMustFix when the film would have no shot left.
    """
    others = (one for one in manifest.scenes if one.number != scene.number and not one.omitted)
    if not shots and not any(one.shots for one in others):
        raise UserMustFix("That is the film's last shot.", "A film needs one; nothing was changed.")
    return with_scene(manifest, changed(scene, shots=shots, omitted=not shots))


def ends_kept(before: tuple[Shot, ...], after: tuple[Shot, ...]) -> tuple[Shot, ...]:
    """How a scene is entered and left belongs to its first and last place, whichever shots stand there now."""
    if not before or not after:
        return after
    first, last = before[0], before[-1]
    shots = list(after)
    for index, shot in enumerate(after):
        enters, leaves = shot.transition_in, shot.fade_out
        if index == 0:
            enters = first.transition_in
        elif shot.number == first.number:
            enters = TransitionIn.CUT
        if index == len(after) - 1:
            leaves = last.fade_out
        elif shot.number == last.number:
            leaves = False
        if (enters, leaves) != (shot.transition_in, shot.fade_out):
            shots[index] = changed(shot, transition_in=enters, fade_out=leaves)
    return tuple(shots)
