"""The director covers: a scene's shots in batches that a model can hold, else by the house rules."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from langchain_core.language_models.chat_models import BaseChatModel

from rushes.agents.house.coverage.cover import cover
from rushes.agents.house.coverage.running_time import MEAN_SHOT
from rushes.agents.model.answers import compact
from rushes.agents.model.asking import ask, opening
from rushes.agents.model.bible import listed_people
from rushes.agents.model.pieces import MOST_PIECES, Piece, Room, shown
from rushes.agents.model.reading import SYNOPSIS, Told
from rushes.agents.model.shots import MOST_SHOTS, NOBODY, SECONDS, PlannedShot, ShotBatch, Slate
from rushes.agents.prompts import material, render
from rushes.errors import AgentMayRetry
from rushes.film.breakdown import Breakdown, SceneBreakdown
from rushes.film.manifest import Character, Note, Shot
from rushes.film.reading import Reading

_SHOT_TOKENS = 320
_AROUND = 4600
"""Characters of the prompt beside story, synopsis and people."""

_PEOPLE = 24
_PEOPLE_CHARACTERS = 4000


@dataclass(frozen=True, slots=True)
class Coverer:
    """What every scene is covered with: who thinks, how much room there is, the story and its breakdown."""

    chat: BaseChatModel
    room: Room
    told: Told
    reading: Reading
    breakdown: Breakdown

    async def cover(self, scene: SceneBreakdown, pieces: Sequence[Piece], seconds: float) -> Slate:
        """The scene's shots, some `seconds` of them together; by the house rules where the model gives none.

        Transitions and the exact length are not its business.
        """
        names = {place.id: place.name for place in self.breakdown.locations}
        slate = Slate(scene, names[scene.location], self.told.bible)
        batches = parted(pieces, max(1, round(seconds / MEAN_SHOT)))
        try:
            for count, (batch, shots) in enumerate(batches, start=1):
                found = await self._asked(slate, count, batch, shots, seconds / len(batches))
                slate.write(found, batch, self.reading.text)
        except AgentMayRetry as trouble:
            text = f"The house rules cover this scene: {trouble.title}"
            by_rule = list(self._by_rule(scene, seconds))
            return Slate(
                scene, slate.place, slate.bible, by_rule, [Note(rule="director", where=scene.number, text=text[:900])]
            )
        return slate

    async def _asked(
        self, slate: Slate, count: int, pieces: Sequence[Piece], shots: int, seconds: float
    ) -> list[PlannedShot]:
        """The batch's shots by number, the later of two with one number."""
        numbers = [f"{slate.scene.number}-{slate.next_number + index}" for index in range(shots)]
        people = self._people(pieces)
        tokens = self.room.answer(_SHOT_TOKENS * shots + 200)
        text = self._fitting(slate.scene, pieces, tokens)
        before = slate.shots[-1] if slate.shots else None
        prompt = render(
            "director_covers",
            story=self.told.story,
            characters=material(listed_people(people)[:_PEOPLE_CHARACTERS] or NOBODY),
            scene=material(f"{slate.scene.heading}. {slate.scene.mood}, {slate.scene.weather}."),
            before=material(compact(briefly(before)) if before else "none: the scene opens here"),
            paragraphs=material(shown(text)),
            shots=f"{numbers[0]} to {numbers[-1]}" if shots > 1 else numbers[0],
            seconds=f"{seconds:.0f}",
        )
        own = [piece.number for piece in text]
        ids = [person.id for person in people]
        found = await ask(
            self.chat,
            f"director/cover/{slate.scene.number}/{count}",
            opening(prompt),
            ShotBatch,
            check=lambda batch: _complaint(batch, numbers),
            choices={
                "shot": numbers,
                "first": own,
                "last": own,
                "character": ids,
                "speaker": [*ids, NOBODY],
                "seconds": SECONDS,
            },
            least={"shots": -(-shots // 2)},
            tokens=tokens,
        )
        by_number = {shot.shot.strip(): shot for shot in found.shots}
        return [by_number[number] for number in numbers if number in by_number]

    def _people(self, pieces: Sequence[Piece]) -> list[Character]:
        """Whom the model may show: those named in these paragraphs first, then the others."""
        text = " ".join(piece.text for piece in pieces)
        people = list(self.told.bible.people.values())
        return sorted(people, key=lambda one: not any(name in text for name in (one.name, *one.aliases)))[:_PEOPLE]

    def _fitting(self, scene: SceneBreakdown, pieces: Sequence[Piece], tokens: int) -> list[Piece]:
        """The pieces there is room for: the weightiest, in the story's order."""
        room = self.room.stretch(tokens, _AROUND + SYNOPSIS + _PEOPLE_CHARACTERS)
        weights = _weights(scene, pieces)
        kept: list[Piece] = []
        for piece in sorted(pieces, key=lambda piece: (-weights[piece.number], piece.number)):
            room -= len(piece.text) + 8
            if kept and (room < 0 or len(kept) == MOST_PIECES):
                break
            kept.append(piece)
        return sorted(kept, key=lambda piece: piece.number)

    def _by_rule(self, scene: SceneBreakdown, seconds: float) -> tuple[Shot, ...]:
        alone = Breakdown("", "", self.breakdown.characters, self.breakdown.locations, (scene,))
        return cover(alone, self.reading.text, self.reading.kind, seconds / 60).scenes[0].shots


def parted(pieces: Sequence[Piece], shots: int) -> list[tuple[Sequence[Piece], int]]:
    """The pieces in as many neighbouring batches as the shots need, each with its number of shots."""
    batches = min(-(-shots // MOST_SHOTS), len(pieces))
    each = [shots * (index + 1) // batches - shots * index // batches for index in range(batches)]
    edges = [len(pieces) * index // batches for index in range(batches + 1)]
    return [(pieces[edges[index] : edges[index + 1]], min(MOST_SHOTS, max(1, each[index]))) for index in range(batches)]


def briefly(shot: Shot) -> dict[str, object]:
    """What the next shot has to know of one."""
    figures = [f"{figure.character}, {figure.place}, looking {figure.facing}, {figure.pose}" for figure in shot.figures]
    return {
        "shot": shot.number,
        "size": shot.size.value,
        "angle": shot.angle.value,
        "move": shot.move.value,
        "subject": shot.subject,
        "figures": figures,
        "props": [prop.value for prop in shot.props],
        "action": shot.action[:120],
        "seconds": shot.seconds,
    }


def _complaint(batch: ShotBatch, numbers: Sequence[str]) -> str:
    if not batch.shots:
        return "there is no shot in the answer."
    known = {shot.shot.strip() for shot in batch.shots} & set(numbers)
    if not known:
        return f"the shots are numbered {numbers[0]} to {numbers[-1]}."
    if 2 * len(known) < len(numbers):
        return f"{len(known)} shots are too few: give all from {numbers[0]} to {numbers[-1]}."
    return ""


def _weights(scene: SceneBreakdown, pieces: Sequence[Piece]) -> dict[int, float]:
    """How much the story would miss each piece: its weightiest beat."""
    starts = [piece.span.start for piece in pieces]
    weights = dict.fromkeys((piece.number for piece in pieces), 0.0)
    for beat in scene.beats:
        at = bisect_right(starts, beat.span.start) - 1
        if at >= 0 and beat.span.start < pieces[at].span.end:
            number = pieces[at].number
            weights[number] = max(weights[number], beat.weight)
    return weights
