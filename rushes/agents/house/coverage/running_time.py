"""Running time: how long a film of a story is by itself, and how long a plan runs."""

from collections.abc import Iterable

from rushes.agents.house.coverage.excerpts import count_words
from rushes.agents.house.coverage.timing import LETTERS_A_SECOND
from rushes.film.breakdown import BeatKind, Breakdown, SceneBreakdown
from rushes.film.cut import JOINT_FRAMES
from rushes.film.manifest import SceneManifest, Shot, SourceKind
from rushes.film.vocabulary import TransitionIn

MEAN_SHOT = 3.5
"""Seconds of a shot, on the whole."""

LONGEST_FILM = 600.0
"""Seconds; without other wishes a longer story is told in ten minutes."""

DISSOLVE = JOINT_FRAMES / 24
"""Seconds that two shots share in a dissolve at 24 fps, and so the film loses."""

_WORDS_A_SHOT_SHORT, _WORDS_A_SHOT_LONG = 17, 35
"""A very short story is told sentence by sentence; from some 1,600 words on a shot stands for two or three."""
_WORDS_FOR_ONE_MORE = 90
_SHOTS_TO_OPEN = 0.3
_ACTION_WORDS_A_SHOT = 18
_LINE_PAUSE = 0.8
_LEAST_SHOTS = 2


def natural_seconds(breakdown: Breakdown, kind: SourceKind) -> float:
    """The running time that suits the story: prose by its words, a screenplay by its lines read aloud.

    A scene has time for two of its beats at least; no film is longer than LONGEST_FILM.
    """
    words = sum(map(_words, breakdown.scenes))
    told = _screenplay_seconds if kind == "screenplay" else _prose_seconds
    seconds = sum(
        _SHOTS_TO_OPEN * MEAN_SHOT + max(told(scene, words), MEAN_SHOT * min(len(scene.beats), _LEAST_SHOTS))
        for scene in breakdown.scenes
    )
    return min(LONGEST_FILM, seconds)


def _words(scene: SceneBreakdown) -> int:
    return sum(count_words(beat.text) for beat in scene.beats)


def _prose_seconds(scene: SceneBreakdown, story: int) -> float:
    """A scene of a story of `story` words: the longer the story, the more words a shot stands for."""
    words_a_shot = min(_WORDS_A_SHOT_LONG, _WORDS_A_SHOT_SHORT + story / _WORDS_FOR_ONE_MORE)
    return MEAN_SHOT * _words(scene) / words_a_shot


def _screenplay_seconds(scene: SceneBreakdown, _story: int) -> float:
    """Lines at reading speed, each with a breath, and action by its words."""
    speeches = [beat.text for beat in scene.beats if beat.kind is BeatKind.SPEECH]
    spoken = sum(len(text) for text in speeches) / LETTERS_A_SECOND + _LINE_PAUSE * len(speeches)
    silent = _words(scene) - sum(map(count_words, speeches))
    return spoken + MEAN_SHOT * silent / _ACTION_WORDS_A_SHOT


def running_seconds(manifest: SceneManifest) -> float:
    """How long the film runs: its shots less what dissolves share."""
    return film_seconds(shot for _, shot in manifest.shots())


def film_seconds(shots: Iterable[Shot]) -> float:
    """The running time of shots in film order. A dissolve from black or into the first shot shares nothing."""
    running, black = 0.0, True
    for shot in shots:
        shares = shot.transition_in is TransitionIn.DISSOLVE and not black
        running += shot.seconds - (DISSOLVE if shares else 0.0)
        black = shot.fade_out
    return running
