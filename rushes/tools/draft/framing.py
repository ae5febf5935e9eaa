"""From a shot's words (size, angle, blocking) to a camera and marks for the figures."""

import math
from dataclasses import dataclass
from typing import Literal

from rushes.film.frames import Size
from rushes.film.manifest import Character, Figure, Shot
from rushes.film.setup import Setup
from rushes.film.vocabulary import Angle, Facing, Form, Place, Pose, SetKind, Setting, ShotSize
from rushes.tools.draft.camera import Camera

Detail = Literal["far", "mid", "near"]

_FRAME_METRES: dict[ShotSize, tuple[float, float]] = {  # frame height at the subject: outside, inside
    ShotSize.EXTREME_LONG: (11.5, 4.9),
    ShotSize.LONG: (4.7, 3.7),
    ShotSize.FULL: (2.45, 2.35),
    ShotSize.MEDIUM_LONG: (1.62, 1.62),
    ShotSize.MEDIUM: (1.14, 1.14),
    ShotSize.MEDIUM_CLOSE: (0.80, 0.80),
    ShotSize.CLOSE: (0.50, 0.50),
    ShotSize.EXTREME_CLOSE: (0.25, 0.25),
    ShotSize.INSERT: (0.60, 0.60),
}
_HEAD_FROM_TOP = {  # where the head's centre sits, as a part of the frame's height
    ShotSize.MEDIUM_LONG: 0.20,
    ShotSize.MEDIUM: 0.26,
    ShotSize.MEDIUM_CLOSE: 0.33,
    ShotSize.CLOSE: 0.44,
    ShotSize.EXTREME_CLOSE: 0.46,
}
_FEET_FROM_TOP = {ShotSize.EXTREME_LONG: 0.80, ShotSize.LONG: 0.83, ShotSize.FULL: 0.87}
_FIELD_OF_VIEW = {  # vertical, degrees: wide lenses for places, long ones for faces
    ShotSize.EXTREME_LONG: 30.0,
    ShotSize.LONG: 30.0,
    ShotSize.FULL: 26.0,
    ShotSize.MEDIUM_LONG: 23.0,
    ShotSize.MEDIUM: 20.0,
    ShotSize.MEDIUM_CLOSE: 17.0,
    ShotSize.CLOSE: 14.0,
    ShotSize.EXTREME_CLOSE: 9.0,
    ShotSize.INSERT: 15.0,
}
_PLACES = {Place.FAR_LEFT: -0.36, Place.LEFT: -0.18, Place.CENTRE: 0.0, Place.RIGHT: 0.18, Place.FAR_RIGHT: 0.36}
_TIGHT = {SetKind.VEHICLE, SetKind.TRAIN}  # nobody gets far enough back in these for a long shot
_LOOK_ROOM = {Facing.LEFT: 0.12, Facing.RIGHT: -0.12, Facing.CAMERA: 0.0, Facing.AWAY: 0.0}


@dataclass(frozen=True, slots=True)
class Mark:
    """Where one figure stands: metres across and away, on the ground."""

    figure: Figure
    character: Character
    x: float
    p: float
    head: float  # the head centre's height above the ground, metres


@dataclass(frozen=True, slots=True)
class Framing:
    """A composed shot. `metres` is the frame's height at the subject; `shoulder` is who stands before the lens.

    It is drawn even without a mark when the shot is over a shoulder and shows one figure only.
    """

    camera: Camera
    size: Size
    metres: float
    marks: tuple[Mark, ...]
    shoulder: Mark | None
    detail: Detail
    aperture: float  # metres: how fast focus falls off
    base: float = 0.0  # metres: what an insert's object stands on


def framing_for(setup: Setup, size: Size) -> Framing:
    """Compose a shot for a frame of `size`."""
    shot = setup.shot
    inside = setup.setting is Setting.INTERIOR
    if setup.location.kind in _TIGHT and shot.size.width_rank < ShotSize.MEDIUM_LONG.width_rank:
        shot = shot.model_copy(update={"size": ShotSize.MEDIUM_LONG})
    metres = _FRAME_METRES[shot.size][1 if inside else 0]
    if shot.size is ShotSize.INSERT and shot.props:
        return _insert(setup, size)
    shoulder, marks = _blocked(setup, metres * size.width / size.height)
    metres = _fitted(shot, metres, marks, size)
    if shot.angle is Angle.LOW:
        metres *= 0.86  # a low lens goes near: the subject towers
    camera = _camera(shot, size, metres, marks, inside=inside)
    pixels = size.height / metres * 1.7  # a grown figure's height in the frame
    scaled = pixels * 720 / size.height
    detail: Detail = "far" if scaled < 230 else "mid" if scaled < 1250 else "near"
    aperture = 0.0 if shot.size.width_rank < ShotSize.FULL.width_rank else 0.0065
    return Framing(camera, size, metres, marks, shoulder, detail, aperture)


def _insert(setup: Setup, size: Size) -> Framing:
    """An object filling the frame: on a table, or where it stands when it is large."""
    from rushes.tools.draft.figures import prop_extent, prop_size  # noqa: PLC0415 - drawing is loaded when a frame is painted

    shot, prop = setup.shot, setup.shot.props[0]
    wide, tall = prop_extent(prop, prop_size(prop))
    metres = max(tall * 1.6, wide * 1.75 * size.height / size.width)
    base = 0.0 if prop_size(prop) > 0.7 else 0.85
    focal = size.height / (2 * math.tan(math.radians(_FIELD_OF_VIEW[ShotSize.INSERT]) / 2))
    distance = focal * metres / size.height
    lift = {Angle.LOW: -0.25, Angle.HIGH: 0.7, Angle.OVERHEAD: 1.1}.get(shot.angle, 0.2)
    height = base + tall / 2 + metres * lift
    row = 0.46 * size.height + (base + tall / 2 - height) * focal / distance
    roll = -7.0 if shot.angle is Angle.DUTCH else 0.0
    camera = Camera(0.0, height, distance, 0.0, focal, (size.width / 2, row), roll)
    return Framing(camera, size, metres, (), None, "near", 0.0065 * min(1.0, metres), base)


def _blocked(setup: Setup, wide: float) -> tuple[Mark | None, tuple[Mark, ...]]:
    """The figures on their marks; over a shoulder, the last of two or more gives the shoulder."""
    shot = setup.shot
    figures = list(shot.figures)
    shoulder = None
    if shot.angle is Angle.OVER_SHOULDER and len(figures) > 1:
        away = [figure for figure in figures[1:] if figure.facing is Facing.AWAY]
        nearer = away[0] if away else figures[-1]
        figures.remove(nearer)
        shoulder = _mark(setup, nearer, 0.0, 0.0)
    marks: list[Mark] = []
    for i, figure in enumerate(figures):
        across = _PLACES[figure.place]
        if len(figures) == 1 and figure.place is Place.CENTRE and shoulder is None:
            across = _LOOK_ROOM[figure.facing]
        elif shoulder is not None:
            across = min(across, -0.10) if len(figures) == 1 else across
        marks.append(_mark(setup, figure, across * wide, 0.25 * i))
    return shoulder, tuple(_spread(marks))


def _mark(setup: Setup, figure: Figure, x: float, p: float) -> Mark:
    from rushes.tools.draft.figures import head_centre  # noqa: PLC0415 - drawing is loaded when a frame is painted

    character = setup.character(figure.character)
    return Mark(figure, character, x, p, head_centre(figure, character, (0.0, 0.0))[1])


def _spread(marks: list[Mark]) -> list[Mark]:
    """Figures keep half a metre apart (lying ones more), the first where the plan put them."""
    placed: list[Mark] = []
    for mark in marks:
        x = mark.x
        apart = 0.30 if mark.figure.pose is Pose.EMBRACE else 0.52
        for _ in range(len(placed) + 1):
            clash = next((other for other in placed if abs(other.x - x) < apart), None)
            if clash is None:
                break
            x = clash.x + (apart if x >= clash.x else -apart)
        placed.append(Mark(mark.figure, mark.character, x, mark.p, mark.head))
    return placed


def _fitted(shot: Shot, metres: float, marks: tuple[Mark, ...], size: Size) -> float:
    """Widen the frame a little where a group would fall out of it; animals and children tighten it."""
    if not marks:
        return metres
    if shot.size.width_rank <= ShotSize.FULL.width_rank:
        return metres
    if shot.size.width_rank >= ShotSize.CLOSE.width_rank:
        return metres
    reach = max(abs(mark.x) for mark in marks) + 0.22
    return min(max(metres, 2 * reach * size.height / size.width), metres * 1.35)


def _camera(shot: Shot, size: Size, metres: float, marks: tuple[Mark, ...], *, inside: bool) -> Camera:
    focal = size.height / (2 * math.tan(math.radians(_FIELD_OF_VIEW[shot.size]) / 2))
    distance = focal * metres / size.height
    head = marks[0].head if marks else 1.5
    target, row = _aim(shot, head)
    x = _centre_x(shot, marks, metres * size.width / size.height)
    middle = size.width / 2
    if shot.angle in (Angle.HIGH, Angle.OVERHEAD):
        steep = math.radians(27.0 if shot.angle is Angle.HIGH else 58.0)
        lift = target if shot.size.width_rank > ShotSize.FULL.width_rank else 0.55
        height = lift + distance * math.sin(steep)
        at_row = 0.5 if shot.size.width_rank <= ShotSize.FULL.width_rank else row
        return Camera(x, height, distance * math.cos(steep), steep, focal, (middle, size.height * at_row))
    height = _lens_height(shot, metres, target, inside=inside)
    centre_v = size.height * row + (target - height) * focal / distance
    roll = 0.0
    if shot.angle is Angle.DUTCH:
        roll = 8.0 if marks and marks[0].figure.facing is Facing.LEFT else -8.0
    return Camera(x, height, distance, 0.0, focal, (middle, centre_v), roll)


def _aim(shot: Shot, head: float) -> tuple[float, float]:
    """A height above the ground and the frame row (0 top, 1 bottom) it is composed on."""
    if shot.size in _HEAD_FROM_TOP:
        return head, _HEAD_FROM_TOP[shot.size]
    if shot.size is ShotSize.INSERT:
        return 0.9, 0.5
    row = _FEET_FROM_TOP[shot.size]
    if shot.angle is Angle.LOW:
        row += 0.04
    return 0.0, row


def _lens_height(shot: Shot, metres: float, target: float, *, inside: bool) -> float:
    """How high the lens is: it sets the horizon without moving the subject."""
    low = shot.angle is Angle.LOW
    match shot.size:
        case ShotSize.EXTREME_LONG:
            return 0.5 if low else (1.55 if inside else 3.2)
        case ShotSize.LONG:
            return 0.3 if low else 1.45
        case ShotSize.FULL:
            return 0.22 if low else 1.15
        case ShotSize.INSERT:
            return target + (-0.18 if low else 0.10)
        case _:
            return target - metres * (0.95 if low else 0.06)


def _centre_x(shot: Shot, marks: tuple[Mark, ...], wide: float) -> float:
    """Close shots follow the first figure off the set's axis; wider ones keep the blocking."""
    if not marks or shot.size.width_rank < ShotSize.CLOSE.width_rank:
        return 0.0
    first = marks[0]
    look = _LOOK_ROOM[first.figure.facing] * 0.9 * wide
    return first.x - look if first.character.look.form is Form.HUMAN else first.x
