"""An edited plan made ready: prompts written anew where they depend on the edit, the referee's word taken."""

from rushes.agents.prompting import keyframe_prompt, motion_prompt
from rushes.film.grammar import violations
from rushes.film.manifest import KeyframePrompt, Line, MotionPrompt, Note, Scene, SceneManifest, Shot, Span
from rushes.film.setup import setup_for
from rushes.film.vocabulary import TransitionIn

_UNPROMPTED = {
    "number": "1-1",
    "span": Span(start=0, end=0),
    "seconds": 3.5,
    "transition_in": TransitionIn.CUT,
    "fade_out": False,
    "narration": "",
    "keyframe_prompt": KeyframePrompt(),
    "motion_prompt": MotionPrompt(),
}
"""What no prompt depends on, and the prompts themselves."""


def ready(before: SceneManifest, after: SceneManifest) -> SceneManifest:
    """The edited plan, with new prompts for what is another picture than before and the referee's notes of now."""
    known = {_asked(before, scene, shot) for scene, shot in before.shots()}
    scenes = tuple(
        scene.model_copy(update={"shots": tuple(_prompted(after, scene, shot, known) for shot in scene.shots)})
        for scene in after.scenes
    )
    fresh = after.model_copy(update={"scenes": scenes})
    return fresh.model_copy(update={"notes": (*_own_notes(before, after), *violations(fresh))})


def new_faults(before: SceneManifest, after: SceneManifest) -> tuple[Note, ...]:
    """What the referee says of the edited plan and did not say before."""
    known = {(note.rule, note.where) for note in violations(before)}
    return tuple(note for note in violations(after) if (note.rule, note.where) not in known)


def _asked(manifest: SceneManifest, scene: Scene, shot: Shot) -> str:
    """All that a shot's prompts are written from, as JSON: who speaks, not what is said."""
    speakers = tuple(Line(speaker=one, text="") for one in dict.fromkeys(line.speaker for line in shot.dialogue))
    bare = shot.model_copy(update={**_UNPROMPTED, "dialogue": speakers})
    return setup_for(manifest, scene, shot).model_copy(update={"shot": bare}).model_dump_json()


def _prompted(manifest: SceneManifest, scene: Scene, shot: Shot, known: set[str]) -> Shot:
    if _asked(manifest, scene, shot) in known:
        return shot
    setup = setup_for(manifest, scene, shot).model_copy(update={"shot": shot})
    return shot.model_copy(update={"keyframe_prompt": keyframe_prompt(setup), "motion_prompt": motion_prompt(setup)})


def _own_notes(before: SceneManifest, after: SceneManifest) -> tuple[Note, ...]:
    """Notes that are not the referee's, and still speak of something that is there."""
    refereed = set(violations(before))
    there = {"", *(scene.number for scene in after.scenes), *(shot.number for _, shot in after.shots())}
    return tuple(note for note in after.notes if note not in refereed and note.where in there)
