"""Timing a plan to a narration: every cut falls on a word, and the shots together run as long as the sound.

Everything is counted in frames from the film's start and only then turned into seconds, so nothing drifts. A cut
stands on the frame nearest to a word's start: at most half a frame from it (21 ms at 24 fps).
"""

from bisect import bisect_left
from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate, groupby, pairwise

from rushes.film.cut_points import LONGEST, SHORTEST, Beginning, Wish, beginnings, frame_of, nearest, placed, wishes
from rushes.film.frames import frames_for, seconds_of
from rushes.film.manifest import Note, Scene, SceneManifest, Shot, Span
from rushes.film.numbers import inserted_after, scene_of, sort_key
from rushes.film.reading import Reading
from rushes.film.vocabulary import TransitionIn
from rushes.film.words import Narration, Word

RULE = "narration"
"""What the notes of a timing stand under."""

_LETTERS = 900
"""The most a shot's narration holds."""


def in_step(manifest: SceneManifest, reading: Reading, fps: Fraction) -> SceneManifest:
    """The plan timed to the reading's narration; as it is where the reading has none."""
    return timed(manifest, reading.narration, fps) if reading.narration else manifest


def timed(manifest: SceneManifest, narration: Narration, fps: Fraction) -> SceneManifest:
    """The plan with its cuts on words, its shots as long as what is said over them, and that as their narration.

    A shot begins with the first word of its span. Shots that begin with the same one share what is said until the
    next. What finds no second of its own is left out, what is over twenty seconds long is divided, and dissolves
    become cuts, as they would move everything after them. A timed plan that is timed again stays as it is.
    """
    total = narration.frames(fps)
    shots = [shot for _, shot in manifest.shots()]
    where = beginnings(narration.words, total, fps)
    starts = placed(wishes(shots, narration.words, total, fps), where, total, fps)
    kept = [(shot, start) for shot, start in zip(shots, starts, strict=True) if start is not None]
    edges = [*(start for _, start in kept), total]
    taken = {shot.number for shot in shots}
    cut: list[Shot] = []
    for (shot, _), (start, end) in zip(kept, pairwise(edges), strict=True):
        cut += _divided(shot, _edges(start, end, where, fps), fps, taken)
    running = accumulate((frames_for(shot.seconds, fps) for shot in cut), initial=0)
    rows = [_spoken(shot, span, narration.words, fps) for shot, span in zip(cut, pairwise(running), strict=True)]
    return _with_shots(manifest, _in_order(rows, taken), len(shots) - len(kept))


def _edges(start: int, end: int, where: Sequence[Beginning], fps: Fraction) -> list[int]:
    """A stretch's ends, and cuts between them where it is too long for a shot: on words, in silence evenly."""
    most, least = int(LONGEST * fps), frames_for(SHORTEST, fps)
    edges = [start]
    while end - edges[-1] > most:
        parts = -(-(end - edges[-1]) // most)
        even = edges[-1] + (end - edges[-1]) / parts
        found = nearest(
            Wish(even, even, bound=False), where, edges[-1] + least, min(edges[-1] + most, end - least), fps
        )
        edges.append(int(even) if found is None else found)
    return [*edges, end]


def _divided(shot: Shot, edges: Sequence[int], fps: Fraction, taken: set[str]) -> list[Shot]:
    """The shot as one from each edge to the next. The further ones get free numbers, which `taken` is told."""
    row: list[Shot] = []
    number, last = shot.number, len(edges) - 2
    for index, (start, end) in enumerate(pairwise(edges)):
        if index:
            number = inserted_after(number, taken)
            taken.add(number)
        joint = shot.transition_in if shot.transition_in is TransitionIn.FADE_IN and not index else TransitionIn.CUT
        changes = {"number": number, "seconds": float(seconds_of(end - start, fps)), "transition_in": joint}
        row.append(shot.model_copy(update={**changes, "fade_out": shot.fade_out and index == last}))
    return row


def _spoken(shot: Shot, frames: tuple[int, int], words: Sequence[Word], fps: Fraction) -> Shot:
    """The shot with the words that begin in its frames; its span is theirs."""
    first, last = (bisect_left(words, frame, key=lambda word: frame_of(word, fps)) for frame in frames)
    heard = words[first:last]
    text = " ".join(word.text for word in heard)[:_LETTERS]
    span = Span(start=heard[0].at, end=heard[-1].at + len(heard[-1].text)) if heard else shot.span
    return shot.model_copy(update={"narration": text, "dialogue": (), "span": span})


def _in_order(shots: Sequence[Shot], taken: set[str]) -> list[Shot]:
    """The shots, newly numbered where a divided one's numbers run past those that were there."""
    row: list[Shot] = []
    for shot in shots:
        before = row[-1].number if row and scene_of(row[-1].number) == scene_of(shot.number) else None
        number = shot.number
        if before and sort_key(number) <= sort_key(before):
            number = inserted_after(before, taken)
            taken.add(number)
        row.append(shot.model_copy(update={"number": number}))
    return row


def _with_shots(manifest: SceneManifest, rows: Sequence[Shot], lost: int) -> SceneManifest:
    """The manifest with other shots. A scene that lost all of its own is omitted; nothing that is said is left out."""
    by_scene = {scene: tuple(run) for scene, run in groupby(rows, key=lambda shot: scene_of(shot.number))}
    scenes = [one if one.omitted else _with(one, by_scene.get(one.number, ())) for one in manifest.scenes]
    notes = [note for note in manifest.notes if note.rule != RULE]
    if lost:
        gone = f"{lost} shot{'' if lost == 1 else 's'} found no second of the narration and"
        notes.append(Note(rule=RULE, text=f"{gone} {'is' if lost == 1 else 'are'} left out."))
    changes = {"scenes": scenes, "notes": notes}
    fresh = {name: _dumped(row) for name, row in changes.items()}
    return SceneManifest.model_validate(manifest.model_dump() | fresh | {"left_out": ()})


def _with(scene: Scene, shots: tuple[Shot, ...]) -> Scene:
    return scene.model_copy(update={"shots": shots, "omitted": not shots})


def _dumped(row: Sequence[Scene] | Sequence[Note]) -> list[object]:
    return [one.model_dump() for one in row]
