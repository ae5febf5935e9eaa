"""Staging: on which side of the 180° line each person of a scene stands, and so which way they look."""

from collections import Counter
from collections.abc import Iterable, Mapping

from rushes.film.breakdown import Beat, BeatKind, SceneBreakdown
from rushes.film.manifest import Figure
from rushes.film.vocabulary import Facing, Feeling, Place, Pose

MOST_FIGURES = 4
"""More people than this in a frame are a crowd; the planner shows the first ones."""

_SPOTS: Mapping[Facing, tuple[Place, ...]] = {
    Facing.RIGHT: (Place.LEFT, Place.FAR_LEFT),
    Facing.LEFT: (Place.RIGHT, Place.FAR_RIGHT),
}
_ORDER = list(Place)


def sides(scene: SceneBreakdown, speakers: tuple[str, ...]) -> dict[str, Facing]:
    """Which way each person looks all through the scene: RIGHT for who stands left of the line.

    The person most present stands left; everybody else stands across from whom they talk with
    most. `speakers` are those who speak in the film; two alone always stand across.
    """
    partners = _partners(scene.beats)
    looks: dict[str, Facing] = {}
    if len(speakers) == 2:
        first, second = sorted(speakers, key=_people(scene).index)
        looks = {first: Facing.RIGHT, second: Facing.LEFT}
    for person in _people(scene):
        if person in looks:
            continue
        across = next(
            (looks[other] for other, _ in partners.get(person, Counter()).most_common() if other in looks), None
        )
        if across is not None:
            looks[person] = opposite(across)
        else:
            looks[person] = Facing.RIGHT if not looks else Facing.LEFT
    return looks


def opposite(facing: Facing) -> Facing:
    """The other screen direction; CAMERA and AWAY are each other's."""
    return {
        Facing.LEFT: Facing.RIGHT,
        Facing.RIGHT: Facing.LEFT,
        Facing.CAMERA: Facing.AWAY,
        Facing.AWAY: Facing.CAMERA,
    }[facing]


def _people(scene: SceneBreakdown) -> list[str]:
    named = [*scene.cast]
    for beat in scene.beats:
        named += [person for person in (beat.speaker, *beat.present, beat.addressee) if person]
    return list(dict.fromkeys(named))


def _partners(beats: Iterable[Beat]) -> dict[str, Counter[str]]:
    """Who talks with whom: to an addressee, else to whoever spoke before."""
    partners: dict[str, Counter[str]] = {}
    before: str | None = None
    for beat in beats:
        if beat.kind is not BeatKind.SPEECH or beat.speaker is None:
            continue
        other = beat.addressee or before
        if other and other != beat.speaker:
            partners.setdefault(beat.speaker, Counter())[other] += 1
            partners.setdefault(other, Counter())[beat.speaker] += 1
        before = beat.speaker
    return partners


def alone(person: str, looks: Mapping[str, Facing], pose: Pose, feeling: Feeling) -> Figure:
    """One figure with look room: who looks right stands left."""
    facing = looks.get(person, Facing.RIGHT)
    return Figure(character=person, place=_SPOTS[facing][0], facing=facing, pose=pose, feeling=feeling)


def together(
    people: Iterable[str], looks: Mapping[str, Facing], poses: Mapping[str, Pose], feelings: Mapping[str, Feeling]
) -> tuple[Figure, ...]:
    """Several figures, each on their own side and no two in one place; the first named come first.

    A side that is full sends the next one to the middle.
    """
    figures: list[Figure] = []
    for person in list(dict.fromkeys(people))[:MOST_FIGURES]:
        facing = looks.get(person, Facing.RIGHT)
        taken = {figure.place for figure in figures}
        spots = (*_SPOTS[facing], Place.CENTRE, *_SPOTS[opposite(facing)])
        place = next(spot for spot in spots if spot not in taken)
        pose, feeling = poses.get(person, Pose.STAND), feelings.get(person, Feeling.NEUTRAL)
        figures.append(Figure(character=person, place=place, facing=facing, pose=pose, feeling=feeling))
    return tuple(figures)


def over_shoulder(front: Figure, shoulder: str) -> tuple[Figure, Figure]:
    """The face we see first, and the listener's back at the frame's near edge."""
    edge = Place.FAR_RIGHT if front.facing is Facing.RIGHT else Place.FAR_LEFT
    back = Figure(character=shoulder, place=edge, facing=Facing.AWAY)
    return front, back
