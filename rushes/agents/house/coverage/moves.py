"""Camera moves: still by default, moved by what is done."""

from collections.abc import Mapping

from rushes.agents.house.coverage.deeds import HEIGHT, Deed, deed_of, speaks_of
from rushes.agents.house.coverage.draft import Framing
from rushes.agents.house.coverage.moments import Moment, Role
from rushes.agents.house.coverage.stage import Stage, Thread
from rushes.film.breakdown import BeatKind
from rushes.film.grammar.cutting import push_allowance
from rushes.film.vocabulary import Angle, Facing, Mood, Move, Pose, SetKind, ShotSize

SHOTS_BETWEEN_PUSHES = 4
"""A camera that keeps moving in stops meaning anything."""

_TALL = frozenset(
    {
        SetKind.LIGHTHOUSE, SetKind.CASTLE, SetKind.CHURCH, SetKind.CLIFF, SetKind.MOUNTAIN, SetKind.CITY,
        SetKind.FOREST, SetKind.HOUSE, SetKind.RUINS, SetKind.SKY, SetKind.SPACE,
    }
)  # fmt: skip
_WIDE_OPENINGS = (Move.PAN_RIGHT, Move.PULL_OUT, Move.PAN_LEFT, Move.TILT_DOWN, Move.STATIC)
_INSIDE_OPENINGS = (Move.STATIC, Move.PAN_RIGHT, Move.PULL_OUT, Move.PAN_LEFT)
_TRACKS: Mapping[Facing, Move] = {Facing.RIGHT: Move.TRACK_RIGHT, Facing.LEFT: Move.TRACK_LEFT}
_PANS: Mapping[Facing, Move] = {Facing.RIGHT: Move.PAN_RIGHT, Facing.LEFT: Move.PAN_LEFT}
_DRIFTS = (Move.PAN_RIGHT, Move.STATIC, Move.PAN_LEFT, Move.STATIC)
_TRACKS_IN_A_ROW = 2
_GOING = frozenset({Pose.WALK, Pose.RUN})
_STRAINED = frozenset({Mood.TENSE, Mood.ANGRY, Mood.FEARFUL})
_HEAVY = 0.7


def move_for(moment: Moment, framing: Framing, stage: Stage, thread: Thread, *, opening: int | None) -> Move:
    """The camera's move in a shot. `opening` counts the film's scenes where the shot opens one."""
    if opening is not None:
        return _opening(framing, stage, opening)
    if moment.role is Role.REACTION or framing.size is ShotSize.INSERT or framing.angle is Angle.OVER_SHOULDER:
        return Move.STATIC
    if moment.speeches:
        return _in_talk(moment, framing, stage, thread)
    return _in_action(moment, framing, stage, thread)


def _opening(framing: Framing, stage: Stage, opening: int) -> Move:
    if stage.place.kind in _TALL and not framing.figures:
        return (Move.TILT_UP, Move.TILT_DOWN)[opening % 2]
    if any(figure.pose in _GOING for figure in framing.figures):
        return _PANS.get(framing.figures[0].facing, Move.STATIC)
    moves = _WIDE_OPENINGS if framing.size is ShotSize.EXTREME_LONG else _INSIDE_OPENINGS
    return moves[opening % len(moves)]


def _in_talk(moment: Moment, framing: Framing, stage: Stage, thread: Thread) -> Move:
    if moment is stage.peak and _may_push(framing, thread):
        return Move.PUSH_IN
    quarrel = stage.scene.mood is Mood.ANGRY and len(framing.figures) > 1
    return Move.HANDHELD if quarrel else Move.STATIC


def _in_action(moment: Moment, framing: Framing, stage: Stage, thread: Thread) -> Move:
    lead = moment.lead
    assert lead is not None, "only an opening has no beats"
    deed = deed_of(lead.text)
    near = framing.view.is_close
    strained = stage.scene.mood in _STRAINED
    push = Move.PUSH_IN if _may_push(framing, thread) else Move.STATIC
    front = framing.figures[0] if framing.figures else None
    if front is None:
        drift = (
            _DRIFTS[thread.since_push % len(_DRIFTS)] if lead.kind is BeatKind.PLACE or deed is None else Move.STATIC
        )
        return Move.TILT_UP if speaks_of(lead.text, HEIGHT) else drift
    goes = front.pose in _GOING
    along = all(figure.pose in _GOING for figure in framing.figures) and thread.tracks_in_a_row < _TRACKS_IN_A_ROW
    wanted = (
        (goes and near, Move.HANDHELD),
        (goes and along, _TRACKS.get(front.facing, Move.PULL_OUT)),
        (goes, _PANS.get(front.facing, Move.STATIC)),
        (moment is stage.peak or (deed is Deed.LOOK and lead.weight >= _HEAVY), push),
        (deed is Deed.ARRIVE, _PANS.get(front.facing, Move.STATIC)),
        (deed is Deed.QUARREL and strained, Move.HANDHELD),
        (deed is Deed.RISE and not near, Move.TILT_UP),
        (deed is Deed.SINK and not near, Move.TILT_DOWN),
        (deed is Deed.LEAVE and not near, Move.PULL_OUT),
    )
    return next((move for holds, move in wanted if holds), Move.STATIC)


def _may_push(framing: Framing, thread: Thread) -> bool:
    """Going in needs a wider look before it, a rest since the last time, and something left of its budget."""
    seen_wider = thread.widest is not None and thread.widest.width_rank < framing.size.width_rank
    rested = thread.since_push >= SHOTS_BETWEEN_PUSHES
    return seen_wider and rested and thread.pushes < push_allowance(thread.shots + 1)
