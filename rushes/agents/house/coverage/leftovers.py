"""What the film leaves out, and why: said, never silent."""

from collections.abc import Iterable, Sequence

from rushes.agents.house.coverage.excerpts import clipped, count_words
from rushes.agents.house.coverage.moments import Moment
from rushes.film.breakdown import SceneBreakdown
from rushes.film.manifest import LeftOut, Span

_HEADING_LIMIT = 120


def left_out_scenes(scenes: Sequence[SceneBreakdown], text: str) -> LeftOut:
    """Whole scenes, neighbours in the story, as one stretch."""
    first, last = scenes[0], scenes[-1]
    span = Span(start=first.span.start, end=last.span.end)
    which = f"scene {first.number} ({clipped(first.heading, _HEADING_LIMIT)})"
    if len(scenes) > 1:
        which = f"scenes {first.number} to {last.number}"
    reason = f"{which}: the film is too short for every scene"
    return LeftOut(span=span, words=count_words(text[span.start : span.end]), reason=reason)


def left_out_beats(scene: SceneBreakdown, told: Sequence[Moment], text: str) -> list[LeftOut]:
    """The stretches of a filmed scene that none of its moments tells, neighbours as one."""
    covered = sorted((moment.span.start, moment.span.end) for moment in told)
    gaps: list[tuple[int, int]] = []
    for beat in scene.beats:
        if _covered(beat.span, covered):
            continue
        if gaps and not _between(gaps[-1][1], beat.span.start, covered):
            gaps[-1] = (gaps[-1][0], max(gaps[-1][1], beat.span.end))
        else:
            gaps.append((beat.span.start, beat.span.end))
    reason = f"lighter beats of scene {scene.number}: the film is shorter than the story"
    return [
        LeftOut(span=Span(start=start, end=end), words=count_words(text[start:end]), reason=reason)
        for start, end in gaps
    ]


def _covered(span: Span, covered: Sequence[tuple[int, int]]) -> bool:
    return any(start < span.end and span.start < end for start, end in covered) if span.end > span.start else True


def _between(end: int, start: int, covered: Sequence[tuple[int, int]]) -> bool:
    return any(end <= low < start for low, _ in covered)


def words_left_out(parts: Iterable[LeftOut]) -> int:
    """The words of all parts."""
    return sum(part.words for part in parts)
