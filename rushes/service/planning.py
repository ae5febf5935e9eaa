"""Taking a plan that a person edited."""

from pathlib import Path

from rushes.errors import BadPlan, UserMustFix
from rushes.film.grammar import violations
from rushes.film.manifest import SceneManifest
from rushes.film.timing import in_step
from rushes.memory.plans import Plan
from rushes.memory.project import Project

_MOST = 64 << 20
"""Bytes of JSON. A 10,000-shot manifest is about 15 MB."""


def read_manifest(file: Path) -> bytes:
    """The file's bytes. Raises UserMustFix."""
    try:
        if file.stat().st_size > _MOST:
            raise UserMustFix(
                f"{file} is too large for a plan.", "A plan is the JSON that `rushes plan --json` prints."
            )
        return file.read_bytes()
    except OSError as error:
        raise UserMustFix(f"{file} can't be read: {error.strerror}.", "Check the path.") from error


def adopt_edited(project: Project, manifest: SceneManifest, at: str) -> Plan:
    """Make an edited manifest the plan. The referee's objections become its notes. Raises BadPlan."""
    source = project.store.plans.source()
    if manifest.source.sha256 != source.sha256 or manifest.source.length != len(source.text):
        raise BadPlan(
            "This plan was made from another text.",
            ("source.sha256: it is not this project's source",),
            "Edit what `rushes plan --json` prints in this project.",
        )
    own = tuple(note for note in manifest.notes if not note.rule.startswith("grammar-"))
    manifest = in_step(manifest, source, project.settings.profile.film_fps)
    judged = manifest.model_copy(update={"notes": (*own, *violations(manifest))})
    return project.store.plans.adopt(judged, "a person", at)
