"""Moments: what one shot will be about."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from rushes.agents.house.coverage.excerpts import count_words, plain, portions
from rushes.film.breakdown import Beat, BeatKind, SceneBreakdown
from rushes.film.manifest import Span

LINE_LIMIT = 80
"""The most characters of speech a shot carries: two subtitle lines."""

_LATER_PORTION = 0.85
_LONGEST_REJOINED = 400
_ENDS = (".", "!", "?", "…", "—", "”", "’", '"', "。", "！", "？")


class Role(StrEnum):
    """Why a shot is in the film."""

    ESTABLISH = "establish"  # where we are, before anything else
    STORY = "story"
    REACTION = "reaction"  # somebody hears what was just said
    DETAIL = "detail"  # a thing that was just touched or named


@dataclass(frozen=True, slots=True)
class Moment:
    """Neighbouring beats that one shot tells. An establishing moment may have none."""

    role: Role
    beats: tuple[Beat, ...]
    span: Span

    @property
    def lead(self) -> Beat | None:
        """The heaviest beat, the earlier of equals."""
        return max(self.beats, key=lambda beat: beat.weight, default=None)

    @property
    def speeches(self) -> tuple[Beat, ...]:
        """The beats that are spoken."""
        return tuple(beat for beat in self.beats if beat.kind is BeatKind.SPEECH)


def moment_of(*beats: Beat) -> Moment:
    """A story moment over neighbouring beats."""
    return Moment(Role.STORY, beats, Span(start=beats[0].span.start, end=beats[-1].span.end))


def beats_of(scene: SceneBreakdown, text: str) -> list[Beat]:
    """The scene's beats, long speeches parted so that each part can be read in one shot.

    `text` is the reading's; a part's span is exactly where its words stand.
    """
    parted: list[Beat] = []
    for beat in _rejoined(scene.beats):
        if beat.kind is BeatKind.SPEECH and len(beat.text) > LINE_LIMIT:
            parted += _speech_parts(beat, text)
        elif plain(beat.text):
            parted.append(beat)
    return parted


def _rejoined(beats: Iterable[Beat]) -> list[Beat]:
    """The beats with sentences made whole again that a "said he" had cut in two."""
    whole: list[Beat] = []
    for beat in beats:
        before = whole[-1] if whole else None
        if before and len(before.text) < _LONGEST_REJOINED and _goes_on(before, beat):
            span = Span(start=before.span.start, end=beat.span.end)
            text = f"{plain(before.text)} {plain(beat.text)}"
            whole[-1] = replace(before, text=text, span=span, weight=max(before.weight, beat.weight))
        else:
            whole.append(beat)
    return whole


def _goes_on(before: Beat, beat: Beat) -> bool:
    spoken = before.kind is beat.kind is BeatKind.SPEECH and before.speaker == beat.speaker
    return spoken and before.text.rstrip().endswith(",") and beat.text.lstrip()[:1].islower()


def _speech_parts(beat: Beat, text: str) -> list[Beat]:
    source = text[beat.span.start : beat.span.end]
    at = [index for index, letter in enumerate(source) if not letter.isspace()]
    packed = "".join(source.split())
    parts: list[Beat] = []
    cursor = 0
    for portion in portions(beat.text, LINE_LIMIT):
        needle = "".join(portion.split())
        found = packed.find(needle, cursor)
        span = beat.span
        if found >= 0:
            cursor = found + len(needle)
            span = Span(start=beat.span.start + at[found], end=beat.span.start + at[cursor - 1] + 1)
        weight = beat.weight * _LATER_PORTION ** len(parts)
        parts.append(replace(beat, text=portion, span=span, weight=weight))
    return [*(replace(part, text=_going_on(part.text)) for part in parts[:-1]), parts[-1]]


def _going_on(portion: str) -> str:
    """A portion whose sentence goes on in the next is marked with an ellipsis."""
    return portion if portion.endswith(_ENDS) else portion.rstrip(",;:") + "…"


def words_of(beat: Beat) -> int:
    """How many words a beat has."""
    return count_words(beat.text)
