"""Drafts with their lengths become a scene of the plan."""

from collections.abc import Sequence

from rushes.agents.house.coverage.draft import Draft
from rushes.agents.house.coverage.excerpts import clipped
from rushes.agents.house.coverage.transitions import Joins
from rushes.film.breakdown import Beat, BeatKind, SceneBreakdown
from rushes.film.manifest import Scene, Shot
from rushes.film.vocabulary import TransitionIn

_PHRASE = 240
_SUMMARY = 280


def planned_scene(scene: SceneBreakdown, drafts: Sequence[Draft], seconds: Sequence[float], join: Joins) -> Scene:
    """The scene with its shots numbered from 1, entered and left as `join` says."""
    last = len(drafts) - 1
    shots = tuple(
        _shot(
            f"{scene.number}-{index + 1}",
            draft,
            seconds[index],
            join.into if index == 0 else TransitionIn.CUT,
            fade_out=join.fade_out and index == last,
        )
        for index, draft in enumerate(drafts)
    )
    return Scene(
        number=scene.number,
        heading=clipped(scene.heading, _PHRASE),
        location=scene.location,
        setting=scene.setting,
        time_of_day=scene.time_of_day,
        weather=scene.weather,
        mood=scene.mood,
        summary=_summary(scene.beats),
        span=scene.span,
        shots=shots,
    )


def _shot(number: str, draft: Draft, seconds: float, into: TransitionIn, *, fade_out: bool) -> Shot:
    framing = draft.framing
    return Shot(
        number=number,
        size=framing.size,
        angle=framing.angle,
        move=draft.move,
        subject=clipped(framing.subject, _PHRASE),
        figures=framing.figures,
        props=framing.props,
        action=draft.action,
        dialogue=draft.dialogue,
        narration=draft.narration,
        seconds=seconds,
        transition_in=into,
        fade_out=fade_out,
        span=draft.moment.span,
    )


def _summary(beats: Sequence[Beat]) -> str:
    """The scene's heaviest beat that is seen, in the source's words."""
    seen = [beat for beat in beats if beat.kind not in {BeatKind.SPEECH, BeatKind.THOUGHT}] or list(beats)
    heaviest = max(seen, key=lambda beat: beat.weight, default=None)
    return clipped(heaviest.text, _SUMMARY) if heaviest else ""
