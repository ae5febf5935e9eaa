"""What a model is shown of the project: bounded, around what is talked about."""

import re
from collections.abc import Iterator, Sequence

from rushes.agents.conversation.wording import counted, framed
from rushes.film.grammar import violations
from rushes.film.manifest import Scene, SceneManifest
from rushes.film.numbers import scene_of, sort_key
from rushes.memory.shots import ShotStanding

_NAMED = re.compile(r"\b[1-9][0-9]{0,4}[A-Za-z]{0,3}\b")


def picture(
    manifest: SceneManifest, board: Sequence[ShotStanding], said: str, about: Sequence[str], letters: int
) -> str:
    """The film in at most `letters` characters: title and style, cast, places, scenes; then shots, scene by scene.

    Scenes that the message names come first, then those last talked about, then the others in film order.
    """
    lines = [*_head(manifest), *_scenes(manifest, _order(manifest, said, about), board)]
    told: list[str] = []
    left = letters
    for line in lines:
        if len(line) + 1 > left:
            told.append("… (more is left out; look with the tools)"[: max(0, left - 1)])
            break
        told.append(line)
        left -= len(line) + 1
    return "\n".join(told)


def _head(manifest: SceneManifest) -> Iterator[str]:
    yield f"{manifest.title}. Style: {manifest.style.look} {manifest.style.texture}"
    for person in manifest.characters[:24]:
        yield f"character {person.id}: {person.description or person.name}"
    for place in manifest.locations[:24]:
        yield f"place {place.id}: {place.name}, {place.kind}"
    for scene in manifest.scenes[:60]:
        state = "OMITTED" if scene.omitted else f"{scene.heading}, {counted(len(scene.shots), 'shot')}"
        yield f"scene {scene.number}: {state}"


def _order(manifest: SceneManifest, said: str, about: Sequence[str]) -> list[Scene]:
    wanted = {word.upper() for word in _NAMED.findall(said)}
    recent = {scene_of(number) for number in about}

    def near(scene: Scene) -> tuple[int, tuple[tuple[int, int, str], ...]]:
        return (0 if scene.number in wanted else 1 if scene.number in recent else 2), sort_key(scene.number)

    return sorted((scene for scene in manifest.scenes if not scene.omitted), key=near)


def _scenes(manifest: SceneManifest, scenes: list[Scene], board: Sequence[ShotStanding]) -> Iterator[str]:
    standings = {one.number: one for one in board}
    faults: dict[str, list[str]] = {}
    for note in violations(manifest):
        faults.setdefault(note.where, []).append(note.text)
    for scene in scenes:
        yield f"scene {scene.number} ({scene.time_of_day}, {scene.weather}, {scene.mood}):"
        for shot in scene.shots:
            standing = standings.get(shot.number)
            state = f"  [{standing.state}]" if standing else ""
            objection = f"  grammar: {'; '.join(faults[shot.number])}" if shot.number in faults else ""
            yield f"  {framed(shot)}{state}{objection}"
