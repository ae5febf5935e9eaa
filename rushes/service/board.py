"""The board: what reading commands show. Plain values, ready for JSON."""

from typing import Any

from rushes.film.manifest import Scene, Shot
from rushes.film.take import Take
from rushes.memory.project import Project


def show(project: Project, number: str) -> dict[str, Any]:
    """One shot: intent, source words, standing, and every take with scores and verdicts. Raises NoSuchShot."""
    standing = project.store.shots.get(number)
    scene, shot = _intent(project, number)
    text = project.store.plans.source().text
    return {
        "number": number,
        "state": standing.state.value,
        "reason": standing.reason,
        "note": standing.note,
        "scene": scene.heading if scene else "",
        "shot": shot.model_dump(mode="json") if shot else None,
        "source": text[shot.span.start : shot.span.end] if shot else "",
        "circle": {"keyframe": standing.keyframe, "clip": standing.clip, "print": standing.print},
        "takes": [take_facts(project, take) for take in project.store.takes.all(number)],
        "failures": project.store.takes.failures(number),
    }


def _intent(project: Project, number: str) -> tuple[Scene | None, Shot | None]:
    for scene, shot in project.store.plans.current().manifest.shots():
        if shot.number == number:
            return scene, shot
    return None, None


def take_facts(project: Project, take: Take) -> dict[str, Any]:
    """A take for a reader: what it is, where it lies, how it measured, what was decided."""
    return {
        "id": take.id,
        "kind": take.slate.kind.value,
        "backend": take.slate.backend,
        "seed": take.slate.seed,
        "media": str(project.vault.path(take.media)),
        "size": f"{take.facts.width}x{take.facts.height}",
        "frames": take.facts.frames,
        "made_at": take.made_at,
        "made_seconds": round(take.made_seconds, 3),
        "weak": take.complaint,
        "settled": take.settled,
        "scores": [score.model_dump(mode="json") for score in take.scores],
        "verdicts": [verdict.model_dump(mode="json") for verdict in project.store.takes.verdicts(take.id)],
    }


def why(project: Project, take_id: str) -> dict[str, Any]:
    """A take's provenance: its whole slate, its key, and the takes it was made from. Raises NoSuchShot."""
    take = project.store.takes.get(take_id)
    parents = [_called(project, parent) for parent in take.slate.parents]
    return take_facts(project, take) | {
        "shot": take.shot,
        "key": take.slate.key,
        "sha256": take.sha256,
        "slate": take.slate.model_dump(mode="json"),
        "parents": parents,
    }


def _called(project: Project, sha256: str) -> str:
    """A medium that a take was made from, by the name people know it by."""
    take = next((one.id for one in project.store.takes.all() if one.sha256 == sha256), "")
    shows = (subject for subject, row in project.store.stills.all().items() for one in row if one.sha256 == sha256)
    return take or next((f"a still of {subject}" for subject in shows), f"a picture that is gone ({sha256[:12]})")
