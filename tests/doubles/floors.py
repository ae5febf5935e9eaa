"""Small real films for the screens: the draft renderer itself, the store, the graph; nothing stands in for them."""

from pathlib import Path

from doubles.plans import a_manifest, a_scene
from doubles.productions import a_project
from rushes.configs.profile import Profile, load_profile, sized
from rushes.film.manifest import SceneManifest
from rushes.memory.project import open_for_writing
from rushes.service.crew import now


def a_draft_profile() -> Profile:
    """The shipped draft, small."""
    return sized(load_profile("draft"), "192x108")


def a_short_plan(shots: int = 2) -> SceneManifest:
    """Two scenes, the first of so many shots of a second, the second of one."""
    scenes = (a_scene("1", shots), a_scene("2", 1))
    short = tuple(
        scene.model_copy(update={"shots": tuple(shot.model_copy(update={"seconds": 1.0}) for shot in scene.shots)})
        for scene in scenes
    )
    return a_manifest(*short)


def a_draft(folder: Path, shots: int = 2, *, planned: bool = True) -> Path:
    """A project of the draft profile; with the plan in force unless it is to be made from its story."""
    a_project(folder, a_draft_profile())
    if planned:
        with open_for_writing(folder) as project:
            project.store.plans.adopt(a_short_plan(shots), "house-rules", now())
    return folder
