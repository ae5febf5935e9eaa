"""Coverage beyond the story's own beats: a master to open on, faces that listen, things that matter."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from rushes.agents.house.coverage.moments import Moment, Role, moment_of
from rushes.film.breakdown import Beat, BeatKind, SceneBreakdown
from rushes.film.manifest import Span
from rushes.film.vocabulary import Feeling, Prop

_HEAVY = 0.6
_BETWEEN_EXTRAS, _BEFORE_THE_FIRST = 5, 3
"""Moments of the story that stand between two such shots, and before a scene's first."""

FURNITURE = frozenset({Prop.TABLE, Prop.CHAIR, Prop.BED, Prop.DOOR, Prop.WINDOW, Prop.TREE, Prop.STAR})
"""Things that are around; only a beat about one itself shows it filling the frame."""

_STIRRED = frozenset({Feeling.ANGRY, Feeling.AFRAID, Feeling.SAD, Feeling.SURPRISED, Feeling.HAPPY})


def enriched(scene: SceneBreakdown, told: Sequence[Moment], details: Counter[Prop]) -> list[Moment]:
    """The scene's moments with the shots that no beat asks for by itself.

    `details` counts the inserts of each prop in the film so far; it is carried on here.
    """
    told = _parted_opening(told)
    moments = [] if told and _opens_wide(told[0]) else [_master(scene, told)]
    on_stage = frozenset(person for beat in scene.beats for person in beat.present)
    since = _BETWEEN_EXTRAS - _BEFORE_THE_FIRST
    for index, moment in enumerate(told):
        moments.append(moment)
        since += 1
        following = told[index + 1] if index + 1 < len(told) else None
        extra = _extra(moment, following, details, on_stage) if since >= _BETWEEN_EXTRAS else None
        if extra is not None and (index or len(moments) > 1):
            moments.append(extra)
            since = 0
    return moments


def _opens_wide(moment: Moment) -> bool:
    """Whether the scene's first moment can be seen from afar."""
    lead = moment.lead
    return lead is not None and not moment.speeches and lead.kind is not BeatKind.OBJECT


def _parted_opening(told: Sequence[Moment]) -> Sequence[Moment]:
    """What is told before the scene's first words are spoken makes a shot of its own to open on."""
    if not told or not told[0].speeches or told[0].beats[0].kind is BeatKind.SPEECH:
        return told
    beats = told[0].beats
    spoken = next(index for index, beat in enumerate(beats) if beat.kind is BeatKind.SPEECH)
    return [moment_of(*beats[:spoken]), moment_of(*beats[spoken:]), *told[1:]]


def _master(scene: SceneBreakdown, told: Sequence[Moment]) -> Moment:
    """The heading's own words where it has some, else the words the scene begins with."""
    start = scene.span.start
    first = told[0].span if told else scene.span
    if told and first.start > start and scene.heading:
        return Moment(Role.ESTABLISH, (), Span(start=start, end=first.start))
    return Moment(Role.ESTABLISH, (), first)


def _extra(moment: Moment, following: Moment | None, details: Counter[Prop], on_stage: frozenset[str]) -> Moment | None:
    lead = moment.lead
    if lead is None:
        return None
    prop = next((prop for prop in lead.props if prop not in FURNITURE), None)
    touched = lead.kind is BeatKind.ACTION and lead.weight >= _HEAVY and bool(lead.present)
    if prop and touched and not details[prop] and not _shows(following, prop):
        details[prop] += 1
        return Moment(Role.DETAIL, (replace(lead, props=(prop,)),), lead.span)
    speech = moment.speeches[-1] if moment.speeches else None
    if speech is None or speech.addressee not in on_stage or not _stirs(speech, following):
        return None
    return Moment(Role.REACTION, (speech,), speech.span)


def _stirs(speech: Beat, following: Moment | None) -> bool:
    """Whether somebody's face is worth seeing after these words: they weigh, and nobody answers at once."""
    if speech.speaker in {None, speech.addressee} or speech.weight < _HEAVY:
        return False
    answer = following.speeches[0] if following and following.speeches else None
    answered = answer is not None and answer.speaker != speech.speaker
    return not answered and (speech.feeling in _STIRRED or speech.text.rstrip().endswith(("?", "!", "…")))


def _shows(moment: Moment | None, prop: Prop) -> bool:
    lead = moment.lead if moment else None
    return lead is not None and lead.kind is BeatKind.OBJECT and prop in lead.props
