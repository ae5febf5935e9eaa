"""What changes when a plan is replaced: numbers stay, and only what differs goes stale."""

import hashlib

from pydantic import JsonValue

from rushes.film.manifest import Scene, SceneManifest, Shot, Span
from rushes.film.numbers import sort_key
from rushes.film.setup import setup_for
from rushes.film.take import canonical_json


def keeping_numbers(fresh: SceneManifest, before: SceneManifest | None) -> SceneManifest:
    """The fresh plan, with the scenes it no longer has kept as OMITTED so that no number is used twice."""
    if before is None:
        return fresh
    present = {scene.number for scene in fresh.scenes}
    gone = [scene for scene in before.scenes if scene.number not in present]
    if not gone:
        return fresh
    places = {location.id for location in fresh.locations}
    locations = list(fresh.locations)
    for scene in gone:
        if scene.location not in places:
            places.add(scene.location)
            locations.append(next(place for place in before.locations if place.id == scene.location))
    omitted = [scene.model_copy(update={"omitted": True, "shots": (), "span": _inside(scene, fresh)}) for scene in gone]
    scenes = sorted([*fresh.scenes, *omitted], key=lambda scene: sort_key(scene.number))
    return fresh.model_copy(update={"scenes": tuple(scenes), "locations": tuple(locations)})


def _inside(scene: Scene, manifest: SceneManifest) -> Span:
    length = manifest.source.length
    return scene.span.model_copy(update={"start": min(scene.span.start, length), "end": min(scene.span.end, length)})


def intents(manifest: SceneManifest) -> dict[str, str]:
    """For each shot's number, a sha256 of all that its print depends on, in film order."""
    names = {character.id: character.name for character in manifest.characters}
    return {shot.number: _intent(manifest, scene, shot, names) for scene, shot in manifest.shots()}


def _intent(manifest: SceneManifest, scene: Scene, shot: Shot, names: dict[str, str]) -> str:
    speakers = [names.get(line.speaker or "", "") for line in shot.dialogue]
    depends: JsonValue = {
        "setup": setup_for(manifest, scene, shot).model_dump(mode="json"),
        "words": shot.model_dump(mode="json", include={"dialogue", "narration", "seconds", "transition_in"}),
        "speakers": [*speakers],
    }
    return hashlib.sha256(canonical_json(depends).encode()).hexdigest()
