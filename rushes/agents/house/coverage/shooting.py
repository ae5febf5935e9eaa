"""Shooting on paper: a scene's moments become drafts of shots, one after another."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from rushes.agents.house.coverage.deeds import Deed, deed_of
from rushes.agents.house.coverage.draft import Draft
from rushes.agents.house.coverage.framing import framed
from rushes.agents.house.coverage.moments import Moment, Role
from rushes.agents.house.coverage.moves import move_for
from rushes.agents.house.coverage.script import action, dialogue, narration
from rushes.agents.house.coverage.stage import Stage, Thread
from rushes.agents.house.coverage.staging import sides
from rushes.film.breakdown import BeatKind, SceneBreakdown
from rushes.film.manifest import Location
from rushes.film.vocabulary import Feeling, ShotSize

LONGEST_NARRATION = 112
"""The most characters that are read over a shot: some seven seconds of reading."""

_PEAK_WEIGHT = 0.6
_PEAK_FROM = 0.4
"""A scene's peak lies after this share of its moments."""


def shoot_scene(
    scene: SceneBreakdown,
    place: Location,
    names: Mapping[str, str],
    moments: Sequence[Moment],
    thread: Thread,
    *,
    nth: int,
    letters: tuple[int, int],
) -> list[Draft]:
    """The drafts of one scene.

    `nth` counts the film's scenes; `letters` are the most characters of narration over the first
    shot and over every other.
    """
    on_stage = frozenset(person for beat in scene.beats for person in beat.present)
    stage = Stage(scene, place, names, sides(scene, _speakers(moments)), on_stage, _peak(moments))
    thread.enter_scene()
    drafts: list[Draft] = []
    starts = [beat.span.start for beat in scene.beats]
    heard = 0
    for index, moment in enumerate(moments):
        if moment.role is Role.DETAIL and thread.view and thread.view.size is ShotSize.INSERT:
            continue  # the thing was just seen
        now = bisect_left(starts, moment.span.start)
        thread.pass_over(scene.beats[heard:now])
        heard = max(heard, bisect_left(starts, moment.span.end))
        thread.hear(moment.beats)
        opening = index == 0
        framing = framed(moment, stage, thread, opening=opening)
        move = move_for(moment, framing, stage, thread, opening=nth if opening else None)
        draft = Draft(
            moment=moment,
            framing=framing,
            move=move,
            action=action(moment, framing, stage),
            dialogue=dialogue(moment),
            narration=narration(moment, letters[0] if opening else letters[1]),
        )
        drafts.append(draft)
        thread.shot(draft)
        _follow(moment, thread)
    return drafts


def _speakers(moments: Sequence[Moment]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(s.speaker for moment in moments for s in moment.speeches if s.speaker))


def _peak(moments: Sequence[Moment]) -> Moment | None:
    """Where the scene's feeling is strongest: the heaviest stirred moment of its later part."""
    late = [m for m in moments[int(len(moments) * _PEAK_FROM) :] if m.role is Role.STORY and m.lead and m.lead.present]
    stirred = [(m, m.lead) for m in late if m.lead and m.lead.feeling is not Feeling.NEUTRAL]
    heavy = [(m, lead) for m, lead in stirred if lead.weight >= _PEAK_WEIGHT]
    return max(heavy, key=lambda pair: pair[1].weight)[0] if heavy else None


def _follow(moment: Moment, thread: Thread) -> None:
    """What the next shot's framing asks: who looked, who spoke."""
    lead = moment.lead
    looked = lead is not None and lead.kind is BeatKind.ACTION and deed_of(lead.text) is Deed.LOOK
    thread.looker = lead.present[0] if lead and looked and lead.present else None
    if moment.role is Role.STORY and moment.speeches:
        thread.turn += 1
        thread.last_speaker = moment.speeches[-1].speaker
