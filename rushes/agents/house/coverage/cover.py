"""Cover a breakdown: choose what is told, break it into shots, and fit them to the running time."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, groupby

from rushes.agents.house.coverage.draft import Draft
from rushes.agents.house.coverage.enrichment import enriched
from rushes.agents.house.coverage.leftovers import left_out_beats, left_out_scenes
from rushes.agents.house.coverage.moments import Moment, beats_of
from rushes.agents.house.coverage.running_time import DISSOLVE, LONGEST_FILM, MEAN_SHOT, natural_seconds
from rushes.agents.house.coverage.scenes import planned_scene
from rushes.agents.house.coverage.selection import kept_scenes, selected
from rushes.agents.house.coverage.shooting import LONGEST_NARRATION, shoot_scene
from rushes.agents.house.coverage.stage import Thread
from rushes.agents.house.coverage.timing import Length, fitted, length_of
from rushes.agents.house.coverage.transitions import Joins, joins
from rushes.film.breakdown import Beat, Breakdown, SceneBreakdown
from rushes.film.manifest import LeftOut, Scene, SourceKind
from rushes.film.vocabulary import Prop, TransitionIn

_TRIES = 8
_CLOSE_ENOUGH = 0.02
_NARRATION = 64
"""Characters read over a shot, some four seconds of reading."""

_OPENING_LETTERS = 30
"""How much longer the words over a scene's first shot may be: a wide shot is looked at longer."""

_ROOMY = 1.2
"""A film this much longer than its shots wish to be has room for longer narration."""

_STORY_SHARE = 0.85
"""The share of a film's shots that tell beats; the rest establish, react and show details."""

_SHOTS_FOR_EXTRAS = 3
"""Scenes of fewer shots than this on the whole have none to spare for anything but their beats."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """The scenes of a plan, without prompts; what of the story they leave out; the seconds that were aimed at."""

    scenes: tuple[Scene, ...]
    left_out: tuple[LeftOut, ...]
    aim: float


@dataclass(frozen=True, slots=True)
class _Cut:
    """One try with room for about `room` shots: the kept scenes with their moments and drafts."""

    room: int
    kept: list[SceneBreakdown]
    told: list[list[Moment]]
    drafts: list[list[Draft]]
    joins: list[Joins]
    lengths: list[Length]

    @property
    def wished(self) -> float:
        """The running time it would have by itself."""
        return sum(length.wish for length in self.lengths) - self.shared

    @property
    def shared(self) -> float:
        """Seconds that dissolves take."""
        return DISSOLVE * sum(join.into is TransitionIn.DISSOLVE for join in self.joins)


def cover(breakdown: Breakdown, text: str, kind: SourceKind, minutes: float | None = None) -> Coverage:
    """Shots for the whole story, or for `minutes` (> 0) of film. `text` is the reading's.

    Raises ValueError for a breakdown without a scene.
    """
    if not breakdown.scenes:
        raise ValueError("a breakdown without a scene can't be covered")
    beats = [beats_of(scene, text) for scene in breakdown.scenes]
    if kind == "narration":
        cut = _cut(breakdown, beats, kind, _room_for_all(beats), LONGEST_NARRATION)
        aim = cut.wished if minutes is None else minutes * 60
    elif minutes is None:
        cut = _cut_to(breakdown, beats, kind, natural_seconds(breakdown, kind))
        aim = min(LONGEST_FILM, cut.wished)
    else:
        aim = minutes * 60
        cut = _roomier(_cut_to(breakdown, beats, kind, aim), breakdown, beats, kind, aim)
    seconds = fitted(cut.lengths, aim + cut.shared)
    return Coverage(_scenes(cut, seconds), _left_out(breakdown, cut, text), aim)


def _cut_to(breakdown: Breakdown, beats: Sequence[Sequence[Beat]], kind: SourceKind, aim: float) -> _Cut:
    """Try numbers of shots until what they wish to run comes near the aim, or the story has no more to give."""
    best = _cut(breakdown, beats, kind, max(1, round(aim / MEAN_SHOT)), _NARRATION)
    for _ in range(_TRIES):
        factor = aim / best.wished
        if abs(factor - 1) <= _CLOSE_ENOUGH:
            break
        other = _cut(breakdown, beats, kind, _towards(best.room, factor), _NARRATION)
        if abs(other.wished - aim) >= abs(best.wished - aim):
            break
        best = other
    return best


def _roomier(cut: _Cut, breakdown: Breakdown, beats: Sequence[Sequence[Beat]], kind: SourceKind, aim: float) -> _Cut:
    """The same cut with longer words over its shots, where the film has to be stretched anyway."""
    if cut.wished * _ROOMY >= aim:
        return cut
    roomy = _cut(breakdown, beats, kind, cut.room, LONGEST_NARRATION)
    return roomy if roomy.wished <= aim else cut


def _room_for_all(beats: Sequence[Sequence[Beat]]) -> int:
    """So many shots that every beat of every scene has one: all of a narration is heard."""
    return math.ceil(max(sum(map(len, beats)) / _STORY_SHARE, _SHOTS_FOR_EXTRAS * len(beats)))


def _towards(room: int, factor: float) -> int:
    """`room` scaled, and moved by one at least."""
    scaled = round(room * factor)
    return max(1, scaled if scaled != room else room + (1 if factor > 1 else -1))


def _cut(breakdown: Breakdown, beats: Sequence[Sequence[Beat]], kind: SourceKind, room: int, letters: int) -> _Cut:
    """One try with room for about so many shots."""
    indices = kept_scenes(breakdown.scenes, room)
    kept = [breakdown.scenes[index] for index in indices]
    lean = room < _SHOTS_FOR_EXTRAS * len(kept)
    told = selected([beats[index] for index in indices], room if lean else round(room * _STORY_SHARE))
    names = {character.id: character.name for character in breakdown.characters}
    places = {place.id: place for place in breakdown.locations}
    thread, details = Thread(), Counter[Prop]()
    drafts: list[list[Draft]] = []
    for nth, (scene, moments) in enumerate(zip(kept, told, strict=True)):
        covered = moments if lean and moments else enriched(scene, moments, details)
        place = places[scene.location]
        opening = letters if lean else min(LONGEST_NARRATION, letters + _OPENING_LETTERS)
        drafts.append(shoot_scene(scene, place, names, covered, thread, nth=nth, letters=(opening, letters)))
    lengths = [length_of(draft, scene.mood) for scene, row in zip(kept, drafts, strict=True) for draft in row]
    return _Cut(room, kept, told, drafts, joins(kept, kind), lengths)


def _scenes(cut: _Cut, seconds: Sequence[float]) -> tuple[Scene, ...]:
    running = iter(seconds)
    return tuple(
        planned_scene(scene, drafts, [next(running) for _ in drafts], join)
        for scene, drafts, join in zip(cut.kept, cut.drafts, cut.joins, strict=True)
    )


def _left_out(breakdown: Breakdown, cut: _Cut, text: str) -> tuple[LeftOut, ...]:
    told = {scene.number: moments for scene, moments in zip(cut.kept, cut.told, strict=True)}
    parts: list[LeftOut] = []
    for is_told, run in groupby(breakdown.scenes, key=lambda scene: scene.number in told):
        scenes = list(run)
        if is_told:
            parts += chain.from_iterable(left_out_beats(scene, told[scene.number], text) for scene in scenes)
        else:
            parts.append(left_out_scenes(scenes, text))
    return tuple(parts)
