"""A narration's beats by what is said when: phrases that run as long as a shot should."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from rushes.agents.house.breakdown.cast import NARRATOR
from rushes.film.breakdown import Beat, BeatKind, Breakdown, SceneBreakdown
from rushes.film.manifest import Character, Span
from rushes.film.vocabulary import SetKind
from rushes.film.words import Narration, Word

LONGEST = 6.5
"""Seconds: what is said for longer is parted."""

_WISH = 3.5
"""Seconds of a part: the length of a shot on the whole."""

_SHORTEST = 1.4
"""Seconds: what is said faster than this is told together with its neighbour."""

_SENTENCE, _CLAUSE, _PAUSE = 2.5, 1.5, 4.0
"""How many seconds from the even division a border may lie for a sentence's end, a clause's, a second of pause."""


_SPEAKER = Character(id="speaker", name="The speaker", description="Somebody who stands before us and speaks.")


def phrased(breakdown: Breakdown, narration: Narration) -> Breakdown:
    """The breakdown with its beats parted and joined so that each is said in some one to six seconds.

    Borders between parts lie where sentences, clauses and pauses are. The beats' words stay where they stand in
    the reading. Where nothing can be seen, no people and no place, we see who speaks.
    """
    told = replace(breakdown, scenes=tuple(_scene(scene, narration.words) for scene in breakdown.scenes))
    people = [one for one in told.characters if one.id != NARRATOR]
    seen = people or any(place.kind is not SetKind.LIMBO for place in told.locations)
    return told if seen else _with_speaker(told)


def _with_speaker(breakdown: Breakdown) -> Breakdown:
    """The breakdown of a speech: we see somebody, who then speaks to us, except where a thing is shown."""
    nowhere = tuple(place.model_copy(update={"description": ""}) for place in breakdown.locations)
    characters = breakdown.characters or (_SPEAKER,)
    scenes = tuple(_spoken(scene, characters[0].id) for scene in breakdown.scenes)
    return replace(breakdown, characters=characters, locations=nowhere, scenes=scenes)


def _spoken(scene: SceneBreakdown, speaker: str) -> SceneBreakdown:
    said = [beat if beat.props else replace(beat, kind=BeatKind.SPEECH, speaker=speaker) for beat in scene.beats]
    first = replace(scene.beats[0], kind=BeatKind.PERSON, speaker=None)
    beats = tuple(replace(beat, present=(speaker,)) for beat in (first, *said[1:]))
    return replace(scene, cast=(speaker,), beats=beats)


def _scene(scene: SceneBreakdown, words: Sequence[Word]) -> SceneBreakdown:
    parted = [part for beat in scene.beats for part in _parted(beat, _inside(beat.span, words))]
    return replace(scene, beats=tuple(_joined(parted, words)))


def _inside(span: Span, words: Sequence[Word]) -> Sequence[Word]:
    """The words that begin in a span."""
    first, last = (bisect_left(words, edge, key=lambda word: word.at) for edge in (span.start, span.end))
    return words[first:last]


def _parted(beat: Beat, words: Sequence[Word]) -> list[Beat]:
    """A beat as parts about equally long; the source's own text for each."""
    if not words or words[-1].end - words[0].start <= LONGEST:
        return [beat]
    count = round((words[-1].end - words[0].start) / _WISH)
    step = (words[-1].end - words[0].start) / count
    edges = [0]
    for part in range(1, count):
        edge = _border(words, words[0].start + part * step, edges[-1])
        if edge:
            edges.append(edge)
    edges.append(len(words))
    return [_part(beat, words[first:last]) for first, last in pairwise(edges)]


def _border(words: Sequence[Word], at: float, after: int) -> int | None:
    """The word before which to part near a time; none so near the last border that a part would be a flash."""
    low = bisect_right(words, words[after].start + _SHORTEST, key=lambda word: word.start)
    high = bisect_left(words, words[-1].end - _SHORTEST, key=lambda word: word.start)
    return max(range(low, high), key=lambda index: (_worth(words, index, at), -index), default=None)


def _worth(words: Sequence[Word], index: int, at: float) -> float:
    before, word = words[index - 1], words[index]
    closes = _SENTENCE if before.ends_sentence else _CLAUSE if before.ends_clause else 0.0
    return closes + _PAUSE * min(0.5, max(0.0, word.start - before.end)) - abs(word.start - at)


def _part(beat: Beat, words: Sequence[Word]) -> Beat:
    text = " ".join(word.text for word in words)
    span = Span(start=words[0].at, end=words[-1].at + len(words[-1].text))
    return replace(beat, text=text, span=span)


def _joined(beats: Sequence[Beat], words: Sequence[Word]) -> list[Beat]:
    """Beats said too fast to be shown, with the one before, or the first with the one behind it."""
    row: list[Beat] = []
    for beat in beats:
        if row and (_short(beat, words) or (len(row) == 1 and _short(row[0], words))) and _alike(row[-1], beat):
            row[-1] = _both(row[-1], beat)
        else:
            row.append(beat)
    return row


def _short(beat: Beat, words: Sequence[Word]) -> bool:
    said = _inside(beat.span, words)
    return bool(said) and said[-1].end - said[0].start < _SHORTEST


def _alike(before: Beat, beat: Beat) -> bool:
    spoken = BeatKind.SPEECH in {before.kind, beat.kind}
    return not spoken or (before.kind is beat.kind and before.speaker == beat.speaker)


def _both(before: Beat, beat: Beat) -> Beat:
    lead = before if before.weight >= beat.weight else beat
    span = Span(start=before.span.start, end=max(before.span.end, beat.span.end))
    return replace(lead, text=f"{before.text} {beat.text}", span=span)
