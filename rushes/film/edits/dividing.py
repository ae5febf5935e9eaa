"""Splitting a shot in two, and merging two neighbours into one."""

import re
from collections.abc import Collection

from rushes.errors import UserMustFix
from rushes.film.edits.order import Reordered, number_after, renumbered
from rushes.film.edits.parts import changed, ends_kept, shot_at, with_shots
from rushes.film.edits.shots import LONGEST, SHORTEST
from rushes.film.manifest import Line, SceneManifest, Shot, Span
from rushes.film.vocabulary import TransitionIn

_SENTENCE = re.compile(r"(?<=[.!?…])[\"'”’]?\s+")


def split_shot(manifest: SceneManifest, number: str, taken: Collection[str], text: str = "") -> Reordered:
    """A shot as two, its words, action, span and time divided; the second gets the next free number.

    `taken` are all numbers ever used; `text` is the source, so that the span is divided between words.
    Raises NoSuchShot, UserMustFix for a shot too short to divide.
    """
    scene, index = shot_at(manifest, number)
    shot = scene.shots[index]
    if shot.seconds < 2 * SHORTEST:
        raise UserMustFix(f"{number} runs {shot.seconds:g} s; that is too short to split.")
    fresh = number_after(number, {*taken, *(one.number for one in scene.shots)})
    first, second = _halves(shot, fresh, _middle(shot.span, text))
    shots = [*scene.shots[: index + 1], second, *scene.shots[index + 1 :]]
    shots[index] = first
    numbered, renamed = renumbered(ends_kept(scene.shots, tuple(shots)), index + 1, taken)
    return Reordered(with_shots(manifest, scene, numbered), renamed)


def _middle(span: Span, text: str) -> int:
    """Where a span is divided: where the sentence or else the word ends that is nearest its middle."""
    stretch = text[span.start : span.end]
    head, tail = _divided(stretch)
    if not tail:
        head = stretch[: stretch.rfind(" ", 0, len(stretch) // 2 + 1) + 1]
    return span.start + len(head) if head else (span.start + span.end) // 2


def _halves(shot: Shot, number: str, middle: int) -> tuple[Shot, Shot]:
    actions, told = _divided(shot.action), _divided(shot.narration)
    lines = _divided_lines(shot.dialogue)
    share = round(shot.seconds / 2, 3)
    first = changed(
        shot,
        action=actions[0],
        narration=told[0],
        dialogue=lines[0],
        seconds=share,
        span=Span(start=shot.span.start, end=middle),
    )
    second = changed(
        shot,
        number=number,
        action=actions[1] or actions[0],
        narration=told[1],
        dialogue=lines[1],
        seconds=round(shot.seconds - share, 3),
        transition_in=TransitionIn.CUT,
        span=Span(start=middle, end=shot.span.end),
    )
    return first, second


def _divided(text: str) -> tuple[str, str]:
    """At the sentence's border nearest the middle; one sentence alone stays whole, in the first half."""
    borders = [match.span() for match in _SENTENCE.finditer(text)]
    if not borders:
        return text, ""
    start, end = min(borders, key=lambda border: abs(border[0] - len(text) / 2))
    return text[:start], text[end:]


def _divided_lines(lines: tuple[Line, ...]) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    if len(lines) != 1:
        half = (len(lines) + 1) // 2
        return lines[:half], lines[half:]
    first, second = _divided(lines[0].text)
    return (changed(lines[0], text=first),), (changed(lines[0], text=second),) if second else ()


def merge_shots(manifest: SceneManifest, one: str, other: str) -> SceneManifest:
    """Two neighbours as one shot with the first's number and framing.

    Raises NoSuchShot, UserMustFix for shots that are no neighbours or hold too much for one.
    """
    scene, index = shot_at(manifest, one)
    theirs, second = shot_at(manifest, other)
    if scene.number != theirs.number or abs(second - index) != 1:
        raise UserMustFix(f"{one} and {other} are no neighbours.", "Only shots that follow each other can be merged.")
    index = min(index, second)
    merged = _merged(scene.shots[index], scene.shots[index + 1])
    row = (*scene.shots[:index], merged, *scene.shots[index + 2 :])
    return with_shots(manifest, scene, ends_kept(scene.shots, row))


def _merged(first: Shot, second: Shot) -> Shot:
    known = {figure.character for figure in first.figures}
    spans = (first.span, second.span)
    return changed(
        first,
        figures=(*first.figures, *(figure for figure in second.figures if figure.character not in known)),
        props=tuple(dict.fromkeys((*first.props, *second.props))),
        action=_joined(first.action, second.action),
        narration=_joined(first.narration, second.narration),
        dialogue=(*first.dialogue, *second.dialogue),
        seconds=min(round(first.seconds + second.seconds, 3), LONGEST),
        fade_out=second.fade_out,
        span=Span(start=min(span.start for span in spans), end=max(span.end for span in spans)),
    )


def _joined(first: str, second: str) -> str:
    return first if second in {"", first} else f"{first} {second}".strip()
