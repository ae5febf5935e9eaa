"""Transitions: how a scene is entered and left."""

from collections.abc import Sequence
from dataclasses import dataclass

from rushes.film.breakdown import SceneBreakdown
from rushes.film.manifest import SourceKind
from rushes.film.vocabulary import Mood, TransitionIn

_URGENT = frozenset({Mood.TENSE, Mood.FEARFUL, Mood.ANGRY})


@dataclass(frozen=True, slots=True)
class Joins:
    """How a scene is entered, and whether it ends in black."""

    into: TransitionIn
    fade_out: bool


def joins(scenes: Sequence[SceneBreakdown], kind: SourceKind) -> list[Joins]:
    """For each kept scene. The film comes from black and goes to black.

    A screenplay's own transitions stay. In prose a dissolve says that time has passed or the
    place has changed, unless the feeling is too urgent for it.
    """
    found: list[Joins] = []
    for index, scene in enumerate(scenes):
        last = index == len(scenes) - 1
        if index == 0 or found[-1].fade_out:
            into = TransitionIn.FADE_IN
        elif kind == "screenplay" or scene.transition_in is not TransitionIn.CUT:
            into = scene.transition_in
        else:
            into = _prose_join(scenes[index - 1], scene)
        found.append(Joins(into, fade_out=last or scene.fade_out))
    return found


def _prose_join(before: SceneBreakdown, scene: SceneBreakdown) -> TransitionIn:
    moved_on = before.location != scene.location or before.time_of_day is not scene.time_of_day
    return TransitionIn.DISSOLVE if moved_on and scene.mood not in _URGENT else TransitionIn.CUT
