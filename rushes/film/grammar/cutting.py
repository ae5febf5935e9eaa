"""Cutting: what may stand beside what."""

from collections.abc import Iterator
from itertools import groupby, pairwise

from rushes.film.grammar.view import jumps, view_of
from rushes.film.manifest import Note, Scene, SceneManifest, Shot
from rushes.film.vocabulary import Angle, Move, ShotSize, TransitionIn

SIZES_IN_A_ROW = 4
"""More shots of one size in a row than this look alike."""

MOST_FIGURES = 4

_TOWARDS = frozenset({Move.PUSH_IN, Move.ZOOM_IN})
_SHOTS_TO_A_PUSH = 4


def played(manifest: SceneManifest) -> Iterator[Scene]:
    """The scenes that are filmed."""
    return (scene for scene in manifest.scenes if not scene.omitted)


def establish(manifest: SceneManifest) -> Iterator[Note]:
    """In every scene a wide shot comes before the first close one."""
    for scene in played(manifest):
        for shot in scene.shots:
            view = view_of(shot)
            if view.is_wide:
                break
            if view.is_close:
                text = f"scene {scene.number} shows a {shot.size} shot before any wide one: where are we?"
                yield Note(rule="establish", where=shot.number, text=text)
                break


def jump_cut(manifest: SceneManifest) -> Iterator[Note]:
    """A cut inside a scene changes the subject, the angle, or the size by two steps."""
    for scene in played(manifest):
        for before, after in pairwise(scene.shots):
            if after.transition_in is TransitionIn.CUT and jumps(view_of(before), view_of(after)):
                text = f"jumps from {before.number}: the same subject at the same angle, {before.size} to {after.size}"
                yield Note(rule="jump-cut", where=after.number, text=text)


def monotony(manifest: SceneManifest) -> Iterator[Note]:
    """A scene does not stay on one size for long."""
    for scene in played(manifest):
        for size, run in groupby(scene.shots, key=lambda shot: shot.size):
            shots = list(run)
            if len(shots) > SIZES_IN_A_ROW:
                text = f"{len(shots)} {size} shots in a row; at most {SIZES_IN_A_ROW} cut well"
                yield Note(rule="monotony", where=shots[SIZES_IN_A_ROW].number, text=text)


def closing_in(manifest: SceneManifest) -> Iterator[Note]:
    """The camera goes in only on what was seen wider before, in the same scene."""
    for scene in played(manifest):
        widest: Shot | None = None
        for shot in scene.shots:
            seen_wider = widest is not None and widest.size.width_rank < shot.size.width_rank
            if shot.move in _TOWARDS and not seen_wider:
                text = f"a {shot.move} without a wider look before it in scene {scene.number}"
                yield Note(rule="closing-in", where=shot.number, text=text)
            if widest is None or shot.size.width_rank < widest.size.width_rank:
                widest = shot


def push_allowance(shots: int) -> int:
    """How many of a film's shots may go in."""
    return max(1, shots // _SHOTS_TO_A_PUSH)


def push_budget(manifest: SceneManifest) -> Iterator[Note]:
    """Going in is for moments: never twice running, and at most one shot in four (one in a shorter film)."""
    shots = [shot for _, shot in manifest.shots()]
    for before, after in pairwise(shots):
        if before.move in _TOWARDS and after.move in _TOWARDS:
            yield Note(rule="push-budget", where=after.number, text=f"goes in right after {before.number} did")
    pushes = sum(shot.move in _TOWARDS for shot in shots)
    budget = push_allowance(len(shots))
    if pushes > budget:
        text = f"{pushes} of {len(shots)} shots go in on their subject; {budget} keep their meaning"
        yield Note(rule="push-budget", text=text)


def transitions(manifest: SceneManifest) -> Iterator[Note]:
    """Dissolves and fades join scenes: inside one, shots are cut; a film opens from black or on a cut."""
    first = True
    black = False
    for scene in played(manifest):
        for index, shot in enumerate(scene.shots):
            if index and shot.transition_in is not TransitionIn.CUT:
                text = f"a {shot.transition_in} inside scene {scene.number}; it says that the scene is over"
                yield Note(rule="transition", where=shot.number, text=text)
            if (first or black) and shot.transition_in is TransitionIn.DISSOLVE:
                yield Note(rule="transition", where=shot.number, text="a dissolve from nothing; fade in or cut")
            if shot.fade_out and shot is not scene.shots[-1]:
                text = f"fades to black before scene {scene.number} is over"
                yield Note(rule="transition", where=shot.number, text=text)
            first, black = False, shot.fade_out


def framing(manifest: SceneManifest) -> Iterator[Note]:
    """A shot shows what its size and angle promise."""
    for _, shot in manifest.shots():
        if shot.size is ShotSize.INSERT and not shot.props:
            yield Note(rule="framing", where=shot.number, text="an insert without an object to show")
        if shot.angle is Angle.OVER_SHOULDER and len(shot.figures) < 2:
            text = "over a shoulder needs two people: whose shoulder, and whose face"
            yield Note(rule="framing", where=shot.number, text=text)
        if len(shot.figures) > MOST_FIGURES:
            text = f"{len(shot.figures)} people in one frame; more than {MOST_FIGURES} can't be told apart"
            yield Note(rule="framing", where=shot.number, text=text)
