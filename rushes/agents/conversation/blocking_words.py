"""Blocking in words: who is in the frame, where, doing what."""

from collections.abc import Mapping

from rushes.film.manifest import Figure, Shot
from rushes.film.vocabulary import Facing, Feeling, Place, Pose, Prop

PLACES: dict[Place, str] = {
    Place.FAR_LEFT: "far left",
    Place.LEFT: "on the left",
    Place.CENTRE: "in the centre",
    Place.RIGHT: "on the right",
    Place.FAR_RIGHT: "far right",
}
FACINGS: dict[Facing, str] = {
    Facing.LEFT: "looking left",
    Facing.RIGHT: "looking right",
    Facing.CAMERA: "facing the camera",
    Facing.AWAY: "looking away",
}
POSES: dict[Pose, str] = {
    Pose.STAND: "standing",
    Pose.WALK: "walking",
    Pose.RUN: "running",
    Pose.SIT: "sitting",
    Pose.KNEEL: "kneeling",
    Pose.LIE: "lying",
    Pose.POINT: "pointing",
    Pose.REACH: "reaching out",
    Pose.HOLD: "holding something",
    Pose.LEAN: "leaning",
    Pose.CLIMB: "climbing",
    Pose.FALL: "falling",
    Pose.EMBRACE: "embracing",
}


def standing(figure: Figure, names: Mapping[str, str]) -> str:
    """`Mara, kneeling on the left, looking right, sad`."""
    feeling = "" if figure.feeling is Feeling.NEUTRAL else f", {figure.feeling}"
    name = names.get(figure.character, figure.character)
    return f"{name}, {POSES[figure.pose]} {PLACES[figure.place]}, {FACINGS[figure.facing]}{feeling}"


def blocking_changes(before: Shot, after: Shot, names: Mapping[str, str]) -> list[str]:
    """What became of the figures and props: `Mara is now kneeling (was standing)`, `Tom is out of the frame`."""
    was = {figure.character: figure for figure in before.figures}
    now = {figure.character: figure for figure in after.figures}
    gone = [f"{names.get(one, one)} is out of the frame" for one in was if one not in now]
    come = [f"there is now {standing(now[one], names)}" for one in now if one not in was]
    changed = [
        f"{names.get(one, one)} is now {_changes(was[one], now[one])}"
        for one in now
        if one in was and was[one] != now[one]
    ]
    return [*gone, *come, *changed, *_props(before.props, after.props)]


def _changes(was: Figure, now: Figure) -> str:
    pairs = (
        (POSES[was.pose], POSES[now.pose]),
        (PLACES[was.place], PLACES[now.place]),
        (FACINGS[was.facing], FACINGS[now.facing]),
        (was.feeling.value, now.feeling.value),
    )
    return ", ".join(f"{new} (was {old})" for old, new in pairs if old != new)


def _props(before: tuple[Prop, ...], after: tuple[Prop, ...]) -> list[str]:
    come = [f"it shows a {prop.replace('-', ' ')} now" for prop in after if prop not in before]
    return [*come, *(f"it shows no {prop.replace('-', ' ')} any more" for prop in before if prop not in after)]
