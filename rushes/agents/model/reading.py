"""The director reads: stretch by stretch, with a running synopsis and the bible so far."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Annotated

from langchain_core.language_models.chat_models import BaseChatModel
from pydantic import Field

from rushes.agents.model.asking import ask, opening
from rushes.agents.model.bible import Bible, Seen, SeenCharacter, SeenLocation, ShortText, listed_people, listed_places
from rushes.agents.model.pieces import Piece, Room, shown, stretches
from rushes.agents.prompts import material, render
from rushes.errors import AgentMayRetry
from rushes.film.breakdown import Breakdown, SceneBreakdown
from rushes.film.manifest import Character, Note
from rushes.film.vocabulary import Mood, Setting, TimeOfDay, Weather

SYNOPSIS = 900
"""Characters of the running synopsis."""

_ANSWER_TOKENS = 3000
_AROUND = 4200
"""Characters of the prompt beside story, synopsis and lists."""

_LISTED = 3000
"""Characters of the list of known people that a prompt has room for."""

_HOPELESS = 2
"""So many stretches without a usable answer at the beginning, and the model is no reader."""


class SeenScene(Seen):
    """Where a scene begins, and what it is like there."""

    first: Annotated[int, Field(ge=1)]
    location: ShortText
    setting: Setting
    time_of_day: TimeOfDay
    weather: Weather = Weather.CLEAR
    mood: Mood = Mood.NEUTRAL
    summary: Annotated[str, Field(max_length=240)] = ""


class ReadStretch(Seen):
    """What a model has read out of one stretch."""

    synopsis: Annotated[str, Field(max_length=SYNOPSIS)]
    look: Annotated[str, Field(max_length=200)] = ""
    texture: Annotated[str, Field(max_length=160)] = ""
    characters: list[SeenCharacter] = Field(default_factory=list[SeenCharacter], max_length=12)
    locations: list[SeenLocation] = Field(default_factory=list[SeenLocation], max_length=12)
    scenes: list[SeenScene] = Field(default_factory=list[SeenScene], max_length=12)


@dataclass(frozen=True, slots=True)
class Start:
    """A scene's beginning: its first piece, its place's id, its light; the house's own scene where that stood in."""

    piece: int
    location: str
    setting: Setting
    time_of_day: TimeOfDay
    weather: Weather
    mood: Mood
    summary: str = ""


@dataclass(slots=True)
class Told:
    """What is known of the story after so many stretches."""

    title: str
    bible: Bible = field(default_factory=Bible)
    starts: list[Start] = field(default_factory=list[Start])
    synopsis: str = ""
    look: str = ""
    texture: str = ""
    notes: list[Note] = field(default_factory=list[Note])

    @property
    def story(self) -> str:
        """Title and synopsis, as a block of a prompt."""
        style = f"\nLook: {self.look}. {self.texture}" if self.look else ""
        return material(f"{self.title or 'Untitled'}\n{self.synopsis or 'Nothing is known yet.'}{style}")

    def note(self, where: str, text: str) -> None:
        """Keep something for the person."""
        self.notes.append(Note(rule="director", where=where, text=text[:900]))


async def read(chat: BaseChatModel, room: Room, pieces: Sequence[Piece], house: Breakdown) -> Told:
    """The whole story, read. Where no answer can be used, the house rules' own breakdown stands in, with a note.

    Raises AgentMayRetry where the model reads nothing from the start.
    """
    told = Told(house.title)
    answer = room.answer(_ANSWER_TOKENS)
    failed = 0
    runs = stretches(pieces, room.stretch(answer, _AROUND + SYNOPSIS + _LISTED))
    for count, run in enumerate(runs, start=1):
        try:
            _take(told, run, await _asked(chat, count, told, run, answer), house)
        except AgentMayRetry as trouble:
            failed += 1
            if failed == count and failed >= min(_HOPELESS, len(runs)):
                raise
            _stand_in(told, run, house)
            text = f"The house rules read paragraphs {run[0].number} to {run[-1].number}: {trouble.title}"
            told.note("", text)
    return told


async def _asked(chat: BaseChatModel, count: int, told: Told, run: Sequence[Piece], answer: int) -> ReadStretch:
    people = listed_people(_recent(told.bible, run))
    prompt = render(
        "director_reads",
        story=told.story,
        characters=material(people[:_LISTED] or "nobody yet"),
        locations=material(listed_places(list(told.bible.places.values())[-30:]) or "none yet"),
        scene=material(_going_on(told)),
        first=str(run[0].number),
        last=str(run[-1].number),
        paragraphs=material(shown(run)),
    )
    numbers = [piece.number for piece in run]

    def complaint(found: ReadStretch) -> str:
        if not found.synopsis.strip():
            return "the synopsis is empty."
        strange = [scene.first for scene in found.scenes if not numbers[0] <= scene.first <= numbers[-1]]
        return f"scenes: there is no paragraph {strange[0]} in this stretch." if strange else ""

    label = f"director/read/{count}"
    return await ask(
        chat, label, opening(prompt), ReadStretch, check=complaint, choices={"first": numbers}, tokens=answer
    )


def _recent(bible: Bible, run: Sequence[Piece]) -> list[Character]:
    """The known people, those whom this stretch names first: the list is cut where there is no room."""
    text = " ".join(piece.text for piece in run)
    people = list(bible.people.values())
    return sorted(people, key=lambda one: not any(name in text for name in (one.name, *one.aliases)))


def _going_on(told: Told) -> str:
    if not told.starts:
        return "none yet: a scene begins with the first paragraph"
    last = told.starts[-1]
    return f"at {last.location}, {last.setting}, {last.time_of_day}. {last.summary}"


def _take(told: Told, run: Sequence[Piece], found: ReadStretch, house: Breakdown) -> None:
    """Enter what was read."""
    told.synopsis = " ".join(found.synopsis.split())
    told.look = told.look or " ".join(found.look.split()).rstrip(".")
    told.texture = told.texture or " ".join(found.texture.split())
    for character in found.characters:
        told.bible.meet(character)
    for location in found.locations:
        told.bible.visit(location)
    for scene in sorted({scene.first: scene for scene in reversed(found.scenes)}.values(), key=lambda one: one.first):
        place = told.bible.place(scene.location.strip())
        if place is None:
            place = _house_place(told, run[scene.first - run[0].number], house)
            told.note("", f"A scene at paragraph {scene.first} names an unknown place; the house rules' is taken.")
        told.starts.append(
            Start(
                scene.first, place, scene.setting, scene.time_of_day, scene.weather, scene.mood,
                " ".join(scene.summary.split()),
            )
        )  # fmt: skip


def _stand_in(told: Told, run: Sequence[Piece], house: Breakdown) -> None:
    """The house rules' people, places and scene beginnings of this stretch."""
    start, end = run[0].span.start, run[-1].span.end
    people = {one.id: one for one in house.characters}
    for scene in house.scenes:
        present = {one for beat in scene.beats if start <= beat.span.start < end for one in beat.present}
        for character in sorted(present & people.keys()):
            told.bible.adopt(people[character])
    for scene in house.scenes:
        first = next((piece for piece in run if scene.span.start <= piece.span.start < scene.span.end), None)
        if first is not None and (start <= scene.span.start or not told.starts):
            told.starts.append(_house_start(told, first, scene, house))


def _house_start(told: Told, first: Piece, scene: SceneBreakdown, house: Breakdown) -> Start:
    place = told.bible.settle(next(one for one in house.locations if one.id == scene.location))
    return Start(first.number, place, scene.setting, scene.time_of_day, scene.weather, scene.mood)


def _house_place(told: Told, piece: Piece, house: Breakdown) -> str:
    """Where the house rules think a piece plays."""
    scene = house_scene_at(piece.span.start, house)
    return told.bible.settle(next(one for one in house.locations if one.id == scene.location))


def house_scene_at(at: int, house: Breakdown) -> SceneBreakdown:
    """The house rules' scene at a place of the reading, the last one that begins before it."""
    return next((scene for scene in reversed(house.scenes) if scene.span.start <= at), house.scenes[0])
