"""The director: a story is read, broken down, covered in shots, refereed and written down as a plan."""

import asyncio
import math
from collections.abc import Sequence
from functools import partial
from itertools import groupby

from langchain_core.language_models.chat_models import BaseChatModel

from rushes.agents.house.breakdown import break_down
from rushes.agents.house.coverage.excerpts import clipped, count_words
from rushes.agents.house.coverage.leftovers import left_out_scenes
from rushes.agents.house.coverage.running_time import DISSOLVE, MEAN_SHOT, natural_seconds
from rushes.agents.house.coverage.selection import kept_scenes
from rushes.agents.house.coverage.timing import Length, fitted
from rushes.agents.house.coverage.transitions import joins
from rushes.agents.house.style import style_of
from rushes.agents.model.breaking_down import ToldScene, broken_down
from rushes.agents.model.covering import Coverer
from rushes.agents.model.pieces import Piece, pieces_of, room_of
from rushes.agents.model.reading import Told, read
from rushes.agents.model.shots import Slate, least_seconds
from rushes.agents.model.supervision import put_right
from rushes.agents.prompting import prompted
from rushes.errors import BadSource
from rushes.film.breakdown import Breakdown
from rushes.film.grammar import violations
from rushes.film.grammar.pace import letters_of
from rushes.film.manifest import LeftOut, Scene, SceneManifest, Shot, SourceNote, Span, Style
from rushes.film.reading import Reading
from rushes.film.vocabulary import TransitionIn

_NAME, _PHRASE = 80, 240
_LEAST_WORDS = 20
"""A scene has time for so many words at least."""


async def plan(chat: BaseChatModel, reading: Reading, minutes: float | None) -> SceneManifest:
    """A plan of the whole story at its natural length, or of `minutes` (> 0) of film.

    Raises BadSource for a story without anything to film, AgentMayRetry where the model can't read it,
    ValueError for minutes that are not above 0.
    """
    if minutes is not None and not 0 < minutes < math.inf:
        raise ValueError(f"a film runs for some minutes, not {minutes}")
    house = await asyncio.to_thread(break_down, reading)
    pieces = pieces_of(reading)
    if not house.scenes or not pieces:
        raise BadSource(f"There is no story to film in {reading.name}.", "Give a text with at least one sentence.")
    room = await asyncio.to_thread(room_of, chat, reading.text)
    told = await read(chat, room, pieces, house)
    breakdown, scenes = broken_down(told, pieces, house, script=reading.kind == "screenplay")
    aim = natural_seconds(breakdown, reading.kind) if minutes is None else minutes * 60
    kept = [scenes[index] for index in kept_scenes(breakdown.scenes, max(1, round(aim / MEAN_SHOT)))]
    coverer = Coverer(chat, room, told, reading, breakdown)
    slates = [
        await coverer.cover(one.scene, one.pieces, seconds)
        for one, seconds in zip(kept, _shares(kept, aim), strict=True)
    ]
    manifest = _assembled(reading, house, told, _timed(slates, kept, reading, aim))
    manifest = manifest.model_copy(update={"left_out": _left_out(reading, scenes, kept, slates)})
    manifest, mends = await put_right(chat, room, manifest, told.bible, slates)
    notes = [*told.notes, *(note for slate in slates for note in slate.notes), *mends, *violations(manifest)]
    return SceneManifest.model_validate(prompted(manifest).model_copy(update={"notes": tuple(notes)}).model_dump())


def _shares(kept: Sequence[ToldScene], aim: float) -> list[float]:
    """The seconds of each scene, by its words."""
    words = [max(_LEAST_WORDS, sum(count_words(piece.text) for piece in one.pieces)) for one in kept]
    return [aim * count / sum(words) for count in words]


def _timed(slates: Sequence[Slate], kept: Sequence[ToldScene], reading: Reading, aim: float) -> list[Scene]:
    """The scenes with their transitions, their shots' lengths fitted to the film's."""
    entered = joins([one.scene for one in kept], reading.kind)
    shared = DISSOLVE * sum(join.into is TransitionIn.DISSOLVE for join in entered)
    lengths = [
        Length(least := least_seconds(letters_of(shot)), max(shot.seconds, least))
        for slate in slates
        for shot in slate.shots
    ]
    running = iter(fitted(lengths, aim + shared))
    scenes: list[Scene] = []
    for one, slate, join in zip(kept, slates, entered, strict=True):
        last = len(slate.shots) - 1
        shots = tuple(
            shot.model_copy(
                update={
                    "seconds": next(running),
                    "transition_in": TransitionIn.CUT if index else join.into,
                    "fade_out": join.fade_out and index == last,
                }
            )
            for index, shot in enumerate(slate.shots)
        )
        scenes.append(_scene(one, shots))
    return scenes


def _scene(told: ToldScene, shots: tuple[Shot, ...]) -> Scene:
    scene = told.scene
    heaviest = max(scene.beats, key=lambda beat: beat.weight, default=None)
    return Scene(
        number=scene.number,
        heading=clipped(scene.heading, _PHRASE),
        location=scene.location,
        setting=scene.setting,
        time_of_day=scene.time_of_day,
        weather=scene.weather,
        mood=scene.mood,
        summary=told.summary or (clipped(heaviest.text, _PHRASE) if heaviest else ""),
        span=scene.span,
        shots=shots,
    )


def _assembled(reading: Reading, house: Breakdown, told: Told, scenes: Sequence[Scene]) -> SceneManifest:
    own = style_of(reading.text, house)
    return SceneManifest(
        title=clipped(house.title, _NAME) or "Untitled",
        author=clipped(house.author, _PHRASE),
        source=SourceNote(
            name=clipped(reading.name, _PHRASE), sha256=reading.sha256, kind=reading.kind, length=len(reading.text)
        ),
        style=Style(look=told.look or own.look, texture=told.texture or own.texture),
        characters=tuple(told.bible.people.values()),
        locations=tuple(told.bible.places.values()),
        scenes=tuple(scenes),
    )


def _left_out(
    reading: Reading, scenes: Sequence[ToldScene], kept: Sequence[ToldScene], slates: Sequence[Slate]
) -> tuple[LeftOut, ...]:
    """What no shot tells: front matter, whole scenes, paragraphs inside scenes."""
    parts = [_part(reading, span.start, span.end, why) for span, why in reading.skipped]
    numbers = {one.scene.number for one in kept}
    for is_kept, run in groupby(scenes, key=lambda one: one.scene.number in numbers):
        if not is_kept:
            parts.append(left_out_scenes([one.scene for one in run], reading.text))
    for one, slate in zip(kept, slates, strict=True):
        why = f"paragraphs of scene {one.scene.number}: the film is shorter than the story"
        for untold, run in groupby(one.pieces, key=partial(_untold, slate)):
            row = list(run)
            if untold:
                parts.append(_part(reading, row[0].span.start, row[-1].span.end, why))
    return tuple(sorted(parts, key=lambda part: (part.span.start, part.span.end)))


def _untold(slate: Slate, piece: Piece) -> bool:
    return not any(shot.span.start < piece.span.end and piece.span.start < shot.span.end for shot in slate.shots)


def _part(reading: Reading, start: int, end: int, why: str) -> LeftOut:
    words = count_words(reading.text[start:end])
    return LeftOut(span=Span(start=start, end=end), words=words, reason=clipped(why, _PHRASE))
