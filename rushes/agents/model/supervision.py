"""What the referee objects to goes back to the model once a scene; then the house rules mend what is left."""

from collections.abc import Sequence

from langchain_core.language_models.chat_models import BaseChatModel

from rushes.agents.model.answers import compact
from rushes.agents.model.asking import ask, opening
from rushes.agents.model.bible import Bible
from rushes.agents.model.covering import briefly
from rushes.agents.model.pieces import Room
from rushes.agents.model.shots import MOST_SHOTS, NOBODY, SECONDS, FramedShot, MendedBatch, Slate, least_seconds
from rushes.agents.prompts import material, render
from rushes.errors import AgentMayRetry
from rushes.film.breakdown import SceneBreakdown
from rushes.film.grammar import violations
from rushes.film.grammar.mending import mended
from rushes.film.grammar.pace import letters_of
from rushes.film.manifest import Note, Scene, SceneManifest, Shot

_SHOT_TOKENS = 220
_AROUND_A_SHOT = 3


async def put_right(
    chat: BaseChatModel, room: Room, manifest: SceneManifest, bible: Bible, slates: Sequence[Slate]
) -> tuple[SceneManifest, list[Note]]:
    """The plan after the model's own changes, where they answer objections, and the house rules' after them."""
    notes: list[Note] = []
    for index, slate in enumerate(slates):
        objections = [note for note in violations(manifest) if note.where.startswith(f"{slate.scene.number}-")]
        if not objections:
            continue
        try:
            found = await _asked(chat, room, manifest.scenes[index], objections)
        except AgentMayRetry as trouble:
            text = f"The house rules mend this scene: {trouble.title}"
            notes.append(Note(rule="director", where=slate.scene.number, text=text[:900]))
            continue
        changed = _with(manifest, index, found, slate.scene, bible)
        if len(violations(changed)) < len(violations(manifest)):
            manifest = changed
    manifest, by_rule = mended(manifest)
    return manifest, [*notes, *by_rule]


async def _asked(chat: BaseChatModel, room: Room, scene: Scene, objections: Sequence[Note]) -> list[FramedShot]:
    """The shots that the model changes, of those objected to."""
    numbers = list(dict.fromkeys(note.where for note in objections))[:MOST_SHOTS]
    around = _around(scene.shots, numbers)
    told = [f"{note.where}: {note.text}" for note in objections if note.where in numbers]
    prompt = render(
        "director_mends",
        scene=material(f"{scene.heading}. {scene.mood}."),
        shots=material("\n".join(compact(briefly(shot)) for shot in around)),
        objections=material("\n".join(told)),
        numbers=", ".join(numbers),
    )
    people = list(dict.fromkeys(figure.character for shot in around for figure in shot.figures))
    found = await ask(
        chat,
        f"director/mend/{scene.number}",
        opening(prompt),
        MendedBatch,
        choices={"shot": numbers, "character": people or [NOBODY], "seconds": SECONDS},
        tokens=room.answer(_SHOT_TOKENS * len(numbers) + 100),
    )
    return [shot for shot in found.shots if shot.shot.strip() in numbers]


def _around(shots: Sequence[Shot], numbers: Sequence[str]) -> list[Shot]:
    """The shots in question and those next to them."""
    at = [index for index, shot in enumerate(shots) if shot.number in numbers]
    return [shot for index, shot in enumerate(shots) if any(abs(index - one) <= _AROUND_A_SHOT for one in at)]


def _with(
    manifest: SceneManifest, index: int, found: Sequence[FramedShot], scene: SceneBreakdown, bible: Bible
) -> SceneManifest:
    by_number = {shot.shot.strip(): shot for shot in found}
    slate = Slate(scene, "", bible)
    planned = manifest.scenes[index]
    shots = tuple(
        _reframed(shot, by_number[shot.number], slate) if shot.number in by_number else shot for shot in planned.shots
    )
    changed = planned.model_copy(update={"shots": shots})
    scenes = (*manifest.scenes[:index], changed, *manifest.scenes[index + 1 :])
    return manifest.model_copy(update={"scenes": scenes})


def _reframed(shot: Shot, framed: FramedShot, slate: Slate) -> Shot:
    """The shot in its new framing; what happens and what is said in it stays."""
    return shot.model_copy(
        update={
            "size": framed.size,
            "angle": framed.angle,
            "move": framed.move,
            "figures": slate.figures(shot.number, framed.figures),
            "props": tuple(dict.fromkeys(framed.props)),
            "seconds": max(framed.seconds, least_seconds(letters_of(shot))),
        }
    )
