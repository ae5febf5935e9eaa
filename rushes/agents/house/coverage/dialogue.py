"""Dialogue: whom to look at while somebody speaks.

A talk opens on both, goes over the shoulders, comes to single faces, and is closest where the
feeling is strongest; now and then it steps back. Long speeches are partly heard over the face of
who listens.
"""

from rushes.agents.house.coverage.draft import Framing
from rushes.agents.house.coverage.moments import Moment, Role
from rushes.agents.house.coverage.stage import Stage, Thread
from rushes.agents.house.coverage.staging import MOST_FIGURES, alone, over_shoulder, together
from rushes.film.breakdown import Beat
from rushes.film.manifest import Figure
from rushes.film.vocabulary import Angle, Feeling, Pose, Setting, ShotSize

_TURNS = ("both", "shoulder", "shoulder", "single", "single", "shoulder", "single", "both", "single", "shoulder")
"""How one exchange after another is covered, over and over."""

_STRONG = frozenset({Feeling.ANGRY, Feeling.AFRAID, Feeling.SAD, Feeling.SURPRISED})
_HEAVY = 0.75


def spoken(moment: Moment, stage: Stage, thread: Thread) -> Framing:
    """The framing of a moment in which somebody speaks, or listens."""
    speech = (moment.speeches or moment.beats)[0]
    speaker = speech.speaker if speech.speaker in speech.present else None
    listener = listener_of(speech, stage, thread)
    if moment.role is Role.REACTION:
        return _single(listener or speaker or "", stage, thread, _nearness(speech, moment, stage))
    if speaker is None:
        return _unseen_voice(speech, stage, thread)
    if len({one.speaker for one in moment.speeches}) > 1:
        return _question_and_answer(moment, stage, thread)
    if listener is None:
        return _single(speaker, stage, thread, _nearness(speech, moment, stage))
    return _exchange(moment, speech, (speaker, listener), stage, thread)


def listener_of(speech: Beat, stage: Stage, thread: Thread) -> str | None:
    """Who is seen to listen: the addressee, else who spoke before, else somebody present."""
    candidates = (speech.addressee, thread.last_speaker, *speech.present)
    return next((p for p in candidates if p and p != speech.speaker and p in stage.on_stage), None)


def _exchange(moment: Moment, speech: Beat, pair: tuple[str, str], stage: Stage, thread: Thread) -> Framing:
    speaker, listener = pair
    if moment is stage.peak or (speech.feeling in _STRONG and speech.weight >= _HEAVY):
        return _single(speaker, stage, thread, ShotSize.CLOSE)
    over = _over_shoulder(speaker, listener, stage, thread)
    turn = _TURNS[thread.turn % len(_TURNS)]
    if thread.view is not None and thread.view.people[:1] == (speaker,):
        if thread.last_speaker == speaker:
            return _going_on(moment, (speaker, listener), stage, thread)
        return over or _group(moment, stage, thread)
    if turn == "shoulder" and over:
        return over
    return _group(moment, stage, thread) if turn == "both" else _single(speaker, stage, thread, ShotSize.MEDIUM_CLOSE)


def _going_on(moment: Moment, pair: tuple[str, str], stage: Stage, thread: Thread) -> Framing:
    """One who speaks on: over the listener's shoulder, nearer or with both, or heard over the listener's face."""
    speaker, listener = pair
    near = thread.view is not None and thread.view.is_close
    over = _over_shoulder(speaker, listener, stage, thread)
    match thread.turn % 3:
        case 0 if over:
            return over
        case 1:
            return _group(moment, stage, thread) if near else _single(speaker, stage, thread, ShotSize.CLOSE)
        case _:
            return _single(listener, stage, thread, ShotSize.MEDIUM_CLOSE)


def _question_and_answer(moment: Moment, stage: Stage, thread: Thread) -> Framing:
    """Both in one frame, or over a shoulder if both were in the last."""
    group = _group(moment, stage, thread)
    asks, answers = moment.speeches[0].speaker, moment.speeches[-1].speaker
    seen = set(thread.view.people) if thread.view else set[str]()
    shown = {figure.character for figure in group.figures}
    if asks is None or answers is None or not {asks, answers} <= seen & shown:
        return group
    return _over_shoulder(answers, asks, stage, thread) or _over_shoulder(asks, answers, stage, thread) or group


def _over_shoulder(front: str, shoulder: str, stage: Stage, thread: Thread) -> Framing | None:
    """The face of one over the other's shoulder, if they stand across from each other and it was not just seen."""
    view = thread.view
    just_seen = view is not None and view.angle is Angle.OVER_SHOULDER and view.people[:1] == (front,)
    if just_seen or stage.looks[front] is stage.looks[shoulder]:
        return None
    figures = over_shoulder(_figure(front, stage, thread), shoulder)
    return Framing(ShotSize.MEDIUM_CLOSE, figures, stage.names[front], Angle.OVER_SHOULDER)


def _group(moment: Moment, stage: Stage, thread: Thread) -> Framing:
    """Everybody the talk is between, together in the frame."""
    named = [p for beat in moment.speeches for p in (beat.speaker, beat.addressee) if p]
    seen = [p for beat in moment.beats for p in beat.present]
    between = dict.fromkeys(p for p in named if p in seen)
    people = tuple(between if len(between) > 1 else dict.fromkeys([*between, *seen]))[:MOST_FIGURES]
    size = ShotSize.MEDIUM if len(people) < 3 else ShotSize.MEDIUM_LONG
    return Framing(size, together(people, stage.looks, thread.poses, thread.feelings), stage.named(people))


def _single(person: str, stage: Stage, thread: Thread, size: ShotSize) -> Framing:
    figure = _figure(person, stage, thread)
    angle = Angle.LOW if figure.feeling is Feeling.ANGRY else Angle.EYE
    return Framing(size, (figure,), stage.names[person], angle)


def _unseen_voice(speech: Beat, stage: Stage, thread: Thread) -> Framing:
    """A voice from nowhere plays over who hears it, or over the empty place."""
    hearers = [person for person in (*speech.present, thread.last_seen) if person and person != speech.speaker]
    if hearers:
        figure = _stirred(_figure(hearers[0], stage, thread), Feeling.SURPRISED)
        return Framing(ShotSize.MEDIUM, (figure,), stage.names[figure.character])
    size = ShotSize.FULL if stage.scene.setting is Setting.INTERIOR else ShotSize.LONG
    return Framing(size, (), stage.place.name)


def _nearness(speech: Beat, moment: Moment, stage: Stage) -> ShotSize:
    strong = speech.feeling in _STRONG and speech.weight >= _HEAVY
    return ShotSize.CLOSE if moment is stage.peak or strong else ShotSize.MEDIUM_CLOSE


def _figure(person: str, stage: Stage, thread: Thread) -> Figure:
    pose, feeling = thread.poses.get(person, Pose.STAND), thread.feelings.get(person, Feeling.NEUTRAL)
    return alone(person, stage.looks, pose, feeling)


def _stirred(figure: Figure, feeling: Feeling) -> Figure:
    """The same figure with another feeling, unless it has one already."""
    return figure if figure.feeling is not Feeling.NEUTRAL else figure.model_copy(update={"feeling": feeling})
