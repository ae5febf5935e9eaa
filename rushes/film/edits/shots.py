"""Changing a shot: its framing, its length, what it shows and says."""

from collections.abc import Mapping
from enum import StrEnum

from pydantic import Field

from rushes.errors import UserMustFix
from rushes.film.edits.parts import changed, shot_at, with_scene
from rushes.film.manifest import Figure, Noun, Phrase, SceneManifest, Seconds, Shot, Words
from rushes.film.vocabulary import Angle, Move, Prop, ShotSize, TransitionIn

SHORTEST, LONGEST = 0.5, 20.0
"""Seconds a shot may run: the manifest's own bounds."""

_STEP_SECONDS = 1.0
"""How much "longer" and "shorter" change."""


class Step(StrEnum):
    """One step from what a shot is now."""

    WIDER = "wider"
    CLOSER = "closer"
    LONGER = "longer"
    SHORTER = "shorter"
    HIGHER = "higher"
    LOWER = "lower"


class ShotChange(Noun):
    """What should be different about a shot; what is None stays."""

    size: ShotSize | None = None
    angle: Angle | None = None
    move: Move | None = None
    seconds: Seconds | None = None
    transition_in: TransitionIn | None = None
    fade_out: bool | None = None
    subject: Phrase | None = None
    action: Words | None = None
    narration: Words | None = None
    figures: tuple[Figure, ...] | None = Field(default=None, max_length=6)
    props: tuple[Prop, ...] | None = Field(default=None, max_length=4)


def change_shot(manifest: SceneManifest, number: str, change: ShotChange) -> SceneManifest:
    """The plan with a shot changed. Raises NoSuchShot, UserMustFix."""
    return with_fields(manifest, number, {name: value for name, value in change if value is not None})


def step_shot(manifest: SceneManifest, number: str, step: Step) -> SceneManifest:
    """The plan with a shot one step wider, closer, longer and so on.

    Raises NoSuchShot, and UserMustFix at the end of the scale.
    """
    scene, index = shot_at(manifest, number)
    return with_fields(manifest, number, _stepped(scene.shots[index], step))


def with_fields(manifest: SceneManifest, number: str, changes: Mapping[str, object]) -> SceneManifest:
    """The plan with fields of a shot replaced. Raises NoSuchShot, UserMustFix."""
    scene, index = shot_at(manifest, number)
    shots = (*scene.shots[:index], changed(scene.shots[index], **changes), *scene.shots[index + 1 :])
    return with_scene(manifest, changed(scene, shots=shots))


def _stepped(shot: Shot, step: Step) -> dict[str, object]:
    if step in {Step.WIDER, Step.CLOSER}:
        return {"size": _sized(shot, step)}
    if step in {Step.LONGER, Step.SHORTER}:
        return {"seconds": _timed(shot, step)}
    return {"angle": _raised(shot, step)}


def _sized(shot: Shot, step: Step) -> ShotSize:
    """An insert steps out to a close-up; nothing steps into an insert, which is another sort of shot."""
    scale = [size for size in ShotSize if size is not ShotSize.INSERT]
    place = shot.size.width_rank + (1 if step is Step.CLOSER else -1)
    if not 0 <= place < len(scale):
        raise UserMustFix(f"{shot.number} is as {'close' if place > 0 else 'wide'} as a shot can be already.")
    return scale[place]


def _timed(shot: Shot, step: Step) -> float:
    """Whole seconds on or off; the last second is halved. Ends of the scale are not passed."""
    if step is Step.LONGER:
        seconds = min(shot.seconds + _STEP_SECONDS, LONGEST)
    else:
        seconds = shot.seconds - _STEP_SECONDS if shot.seconds > 2 * _STEP_SECONDS else shot.seconds / 2
    seconds = max(round(seconds, 3), SHORTEST)
    if seconds == shot.seconds:
        raise UserMustFix(f"{shot.number} runs {shot.seconds:g} s; that is as {step} as a shot can be.")
    return seconds


_HEIGHTS = (Angle.LOW, Angle.EYE, Angle.HIGH, Angle.OVERHEAD)


def _raised(shot: Shot, step: Step) -> Angle:
    if shot.angle not in _HEIGHTS:
        return Angle.HIGH if step is Step.HIGHER else Angle.LOW
    place = _HEIGHTS.index(shot.angle) + (1 if step is Step.HIGHER else -1)
    if not 0 <= place < len(_HEIGHTS):
        raise UserMustFix(f"In {shot.number} the camera is as {'high' if place > 0 else 'low'} as it can be already.")
    return _HEIGHTS[place]
