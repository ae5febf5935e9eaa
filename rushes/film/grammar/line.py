"""The 180-degree line: people keep the side of the screen they look to."""

from collections.abc import Iterator
from itertools import pairwise

from rushes.film.grammar.cutting import played
from rushes.film.grammar.view import view_of
from rushes.film.manifest import Figure, Note, Scene, SceneManifest, Shot
from rushes.film.vocabulary import Angle, Facing, Move, Pose

_SIDEWAYS = frozenset({Facing.LEFT, Facing.RIGHT})
_GOING = frozenset({Pose.WALK, Pose.RUN})
_AGAINST = {Move.TRACK_LEFT: Facing.RIGHT, Move.TRACK_RIGHT: Facing.LEFT}


def line(manifest: SceneManifest) -> Iterator[Note]:
    """Who looks right goes on looking right, until a wide or a head-on shot lets the camera cross."""
    for scene in played(manifest):
        looks: dict[str, tuple[Facing, str]] = {}
        for shot in scene.shots:
            if crosses_freely(shot):
                looks.clear()
            for figure in shot.figures:
                known = looks.get(figure.character)
                if figure.facing not in _SIDEWAYS:
                    continue
                if known and known[0] is not figure.facing:
                    text = f"{figure.character} looks {figure.facing} but looked {known[0]} in {known[1]}"
                    yield Note(rule="line", where=shot.number, text=text)
                looks[figure.character] = (figure.facing, shot.number)


def crosses_freely(shot: Shot) -> bool:
    """Whether the camera may change sides here: a wide shot, or one straight along the line."""
    head_on = bool(shot.figures) and all(figure.facing not in _SIDEWAYS for figure in shot.figures)
    return view_of(shot).is_wide or (head_on and shot.angle is not Angle.OVER_SHOULDER)


def facing_pairs(manifest: SceneManifest) -> Iterator[Note]:
    """Where two people alone talk, they look at each other: in opposite directions, from shot to shot."""
    for scene in played(manifest):
        if len(_speakers(scene)) != 2:
            continue
        for before, after in pairwise(shot for shot in scene.shots if shot.dialogue and _front(shot)):
            one, other = _front(before), _front(after)
            if one and other and one.character != other.character and one.facing is other.facing:
                text = f"{other.character} looks {other.facing} like {one.character} in {before.number}; they talk"
                yield Note(rule="facing", where=after.number, text=text)


def _speakers(scene: Scene) -> set[str]:
    return {line.speaker for shot in scene.shots for line in shot.dialogue if line.speaker}


def _front(shot: Shot) -> Figure | None:
    """The figure a shot of one speaker is about, if they look sideways."""
    figure = shot.figures[0] if shot.figures else None
    alone = len(shot.figures) == 1 or shot.angle is Angle.OVER_SHOULDER
    spoken_by = {one.speaker for one in shot.dialogue}
    fits = figure is not None and alone and figure.facing in _SIDEWAYS and spoken_by == {figure.character}
    return figure if fits else None


def screen_direction(manifest: SceneManifest) -> Iterator[Note]:
    """Who walks right goes on walking right in the next shot, and the camera tracks the way they go."""
    for scene in played(manifest):
        for before, after in pairwise(scene.shots):
            yield from _turned(before, after)
        for shot in scene.shots:
            going = shot.figures[0] if shot.figures and shot.figures[0].pose in _GOING else None
            if going and _AGAINST.get(shot.move) is going.facing:
                text = f"the camera's {shot.move} runs against {going.character}, who goes {going.facing}"
                yield Note(rule="screen-direction", where=shot.number, text=text)


def _turned(before: Shot, after: Shot) -> Iterator[Note]:
    ways = {figure.character: figure.facing for figure in before.figures if figure.pose in _GOING}
    for figure in after.figures:
        way = ways.get(figure.character)
        sideways = way in _SIDEWAYS and figure.facing in _SIDEWAYS
        if figure.pose in _GOING and sideways and way is not figure.facing:
            text = f"{figure.character} goes {figure.facing} but went {way} in {before.number}"
            yield Note(rule="screen-direction", where=after.number, text=text)
