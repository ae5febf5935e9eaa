"""Framing: whom a moment shows, how near and from where."""

from rushes.agents.house.coverage.deeds import HEIGHT, SMALLNESS, Deed, deed_of, speaks_of
from rushes.agents.house.coverage.dialogue import spoken
from rushes.agents.house.coverage.draft import Framing
from rushes.agents.house.coverage.enrichment import FURNITURE
from rushes.agents.house.coverage.moments import Moment, Role
from rushes.agents.house.coverage.stage import Stage, Thread
from rushes.agents.house.coverage.staging import MOST_FIGURES, alone, together
from rushes.agents.house.coverage.variety import varied
from rushes.film.breakdown import Beat, BeatKind
from rushes.film.manifest import Figure
from rushes.film.vocabulary import Angle, Facing, Feeling, Mood, Place, Pose, Setting, ShotSize

_MOVING = frozenset({Pose.WALK, Pose.RUN, Pose.CLIMB, Pose.FALL})
_COMING = frozenset({Deed.ARRIVE, Deed.LEAVE})
_HANDS = frozenset({Pose.HOLD, Pose.REACH, Pose.POINT})
_LOW_MOODS = frozenset({Mood.FEARFUL, Mood.MYSTERIOUS, Mood.TENSE})
_AWAY = frozenset({"away", "left", "departed", "vanished", "disappeared"})
_UNEASE = frozenset({Feeling.AFRAID, Feeling.SURPRISED})
_HEAVY = 0.7
_SHOTS_BETWEEN_TILTED = 10


def framed(moment: Moment, stage: Stage, thread: Thread, *, opening: bool) -> Framing:
    """The framing of a moment, never a jump cut from the shot before."""
    first = _framing(moment, stage, thread, opening=opening)
    framing = varied(first, thread, wide_only=opening)
    if framing.angle is Angle.DUTCH:
        thread.since_tilted = 0
    else:
        thread.since_tilted += 1
    return framing


def _framing(moment: Moment, stage: Stage, thread: Thread, *, opening: bool) -> Framing:
    lead = moment.lead
    if opening or lead is None:
        return _master(moment, stage, thread)
    if moment.role is Role.DETAIL:
        return detail(lead)
    if moment.role is Role.REACTION or moment.speeches:
        return spoken(moment, stage, thread)
    return _silent(moment, lead, stage, thread)


def _silent(moment: Moment, lead: Beat, stage: Stage, thread: Thread) -> Framing:
    if lead.kind is BeatKind.OBJECT and lead.props and not lead.present:
        return detail(lead)
    if lead.kind is BeatKind.PLACE or not lead.present or _just_looked(lead, thread):
        return _place(lead, stage, thread)
    return _people(moment, lead, stage, thread)


def _master(moment: Moment, stage: Stage, thread: Thread) -> Framing:
    """The scene's first shot: the place, with who is seen there from the start."""
    people = tuple(dict.fromkeys(p for beat in moment.beats for p in _seen(beat)))[:MOST_FIGURES]
    outside = stage.scene.setting is Setting.EXTERIOR
    size = ShotSize.EXTREME_LONG if outside and not people else ShotSize.LONG
    figures = together(people, stage.looks, thread.poses, thread.feelings)
    props = moment.lead.props[:2] if moment.lead else ()
    angle = Angle.HIGH if outside and stage.scene.mood in {Mood.MELANCHOLY, Mood.WONDROUS} else Angle.EYE
    return Framing(size, figures, stage.place.name, angle, props)


def _seen(beat: Beat) -> tuple[str, ...]:
    if beat.kind is BeatKind.SPEECH and beat.speaker in beat.present:
        return tuple(dict.fromkeys([beat.speaker, *beat.present]))
    return beat.present


def detail(beat: Beat) -> Framing:
    """The first thing a beat names, filling the frame."""
    return Framing(ShotSize.INSERT, (), beat.props[0].value.replace("-", " "), Angle.EYE, beat.props[:1])


def _just_looked(lead: Beat, thread: Thread) -> bool:
    """Whether we know already who looks, so that we may see what they see."""
    known = thread.view is not None and thread.view.people == lead.present
    if known and lead.kind is BeatKind.ACTION and deed_of(lead.text) is Deed.LOOK:
        thread.looker = lead.present[0]
        return True
    return False


def _place(beat: Beat, stage: Stage, thread: Thread) -> Framing:
    """What is seen where nobody is: through the eyes of whoever just looked."""
    if beat.props and beat.props[0] not in FURNITURE and thread.props[beat.props[0]] < 2 and beat.weight < _HEAVY:
        return detail(beat)
    size = ShotSize.FULL if stage.scene.setting is Setting.INTERIOR else ShotSize.LONG
    angle = Angle.LOW if speaks_of(beat.text, HEIGHT) else Angle.EYE
    if thread.looker is not None:
        angle = Angle.POINT_OF_VIEW
    return Framing(size, (), stage.place.name, angle, beat.props[:2])


def _people(moment: Moment, lead: Beat, stage: Stage, thread: Thread) -> Framing:
    size = _size(moment, lead, stage, thread)
    near = size.width_rank >= ShotSize.MEDIUM_CLOSE.width_rank
    people = lead.present[:1] if near or lead.kind is BeatKind.THOUGHT else lead.present[:3]
    pose, feeling = thread.poses.get(people[0], Pose.STAND), thread.feelings.get(people[0], Feeling.NEUTRAL)
    if len(people) == 1:
        figures = (_turned(alone(people[0], stage.looks, pose, feeling), lead, size),)
    else:
        figures = together(people, stage.looks, thread.poses, thread.feelings)
    return Framing(size, figures, stage.named(people), _angle(lead, stage, thread), lead.props[:2])


def _turned(figure: Figure, lead: Beat, size: ShotSize) -> Figure:
    """Away from us who leaves in a wide shot; toward us who thinks in a near one."""
    wide = size.width_rank <= ShotSize.FULL.width_rank
    if wide and speaks_of(lead.text, _AWAY):
        return figure.model_copy(update={"facing": Facing.AWAY, "place": Place.CENTRE})
    if lead.kind is BeatKind.THOUGHT and not wide:
        return figure.model_copy(update={"facing": Facing.CAMERA, "place": Place.CENTRE})
    return figure


def _size(moment: Moment, lead: Beat, stage: Stage, thread: Thread) -> ShotSize:
    """Size by what is done and felt: movement needs room, hands and faces need nearness."""
    deed = deed_of(lead.text)
    outside = stage.scene.setting is Setting.EXTERIOR
    lonely = stage.scene.mood is Mood.MELANCHOLY and thread.sizes_in_a_row < 2
    stirred = lead.feeling not in {Feeling.NEUTRAL, Feeling.THOUGHTFUL} and lead.weight >= _HEAVY
    by_hand = lead.pose in _HANDS or (bool(lead.props) and deed is Deed.HANDLE)
    wanted = (
        (lead.pose in _MOVING, ShotSize.LONG if outside else ShotSize.FULL),
        (moment is stage.peak, ShotSize.CLOSE),
        (deed in _COMING, ShotSize.LONG if outside else ShotSize.FULL),
        (lead.kind is BeatKind.PERSON and lead.present[0] not in thread.met, ShotSize.FULL),
        (lead.kind is BeatKind.THOUGHT and lonely, ShotSize.LONG),
        (lead.kind in {BeatKind.PERSON, BeatKind.THOUGHT}, ShotSize.MEDIUM_CLOSE),
        (stirred, ShotSize.CLOSE),
        (by_hand or (deed is Deed.LOOK and len(lead.present) == 1), ShotSize.MEDIUM_CLOSE),
        (len(lead.present) < 3, ShotSize.MEDIUM),
    )
    return next((size for holds, size in wanted if holds), ShotSize.MEDIUM_LONG)


def _angle(lead: Beat, stage: Stage, thread: Thread) -> Angle:
    """Low for power and threat, high for smallness, tilted seldom and only for unease."""
    if lead.feeling in _UNEASE and stage.scene.mood in _LOW_MOODS and thread.since_tilted >= _SHOTS_BETWEEN_TILTED:
        return Angle.DUTCH
    happens = lead.kind is not BeatKind.PERSON
    if lead.feeling is Feeling.ANGRY or (happens and speaks_of(lead.text, HEIGHT)):
        return Angle.LOW
    if lead.pose in {Pose.KNEEL, Pose.LIE, Pose.FALL} or (happens and speaks_of(lead.text, SMALLNESS)):
        return Angle.HIGH
    if lead.feeling is Feeling.SAD and stage.scene.mood is Mood.MELANCHOLY:
        return Angle.HIGH
    return Angle.EYE
