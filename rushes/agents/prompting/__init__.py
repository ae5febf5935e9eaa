"""Prompts: a setup put into the words that image and motion models are used to.

Concrete nouns, the picture first, no negations; a character's own description stands in every
shot word for word.
"""

from rushes.agents.prompting.keyframe import keyframe_prompt
from rushes.agents.prompting.motion import motion_prompt
from rushes.film.manifest import Scene, SceneManifest, Shot
from rushes.film.setup import setup_for

__all__ = ["keyframe_prompt", "motion_prompt", "prompted"]


def prompted(manifest: SceneManifest) -> SceneManifest:
    """The same plan with both prompts of every shot written anew."""
    scenes = tuple(
        scene.model_copy(update={"shots": tuple(_prompted(manifest, scene, shot) for shot in scene.shots)})
        for scene in manifest.scenes
    )
    return manifest.model_copy(update={"scenes": scenes})


def _prompted(manifest: SceneManifest, scene: Scene, shot: Shot) -> Shot:
    setup = setup_for(manifest, scene, shot).model_copy(update={"shot": shot})
    return shot.model_copy(update={"keyframe_prompt": keyframe_prompt(setup), "motion_prompt": motion_prompt(setup)})
