"""Birds: perched, hopping, flying, in every pose; 1 is the height to the crown."""

import math
from dataclasses import dataclass, replace

from rushes.film.manifest import Figure, Look
from rushes.film.vocabulary import Age, Build, Facing, Feeling, Pose
from rushes.tools.draft.colour import from_hex
from rushes.tools.draft.figures.outline import Point, curve, oval, smooth, tube
from rushes.tools.draft.figures.pen import Pen, darker, lighter

_DARK = (0.09, 0.08, 0.10)


@dataclass(frozen=True, slots=True)
class _Perch:
    """How a bird holds itself: body pitch and wing lift in degrees, leg bend 0..1, height off the ground."""

    pitch: float = 38
    wing: float = 0
    crouch: float = 0.0
    lift: float = 0.0
    neck: float = 0.0
    stride: float = 0.0


_POSES: dict[Pose, _Perch] = {Pose.STAND: _Perch(), Pose.SIT: _Perch(pitch=24, crouch=0.85),
    Pose.KNEEL: _Perch(pitch=4, crouch=0.45, neck=-0.10),
    Pose.LIE: _Perch(pitch=0, crouch=1.0, neck=-0.14),
    Pose.POINT: _Perch(pitch=12, neck=0.10, stride=0.06),
    Pose.REACH: _Perch(pitch=66, wing=38, neck=0.10), Pose.HOLD: _Perch(pitch=-14, neck=-0.16),
    Pose.LEAN: _Perch(pitch=58, crouch=0.15, neck=-0.05),
    Pose.CLIMB: _Perch(pitch=72, wing=76, lift=0.18), Pose.FALL: _Perch(pitch=-42, wing=112, lift=0.35),
    Pose.EMBRACE: _Perch(pitch=50, wing=18, crouch=0.2)}  # fmt: skip


def _perch(pose: Pose, phase: float) -> _Perch:
    beat = math.sin(phase * 2 * math.pi)
    if pose is Pose.WALK:
        return _Perch(pitch=32 + 4 * beat, stride=0.12 * math.cos(phase * 2 * math.pi), neck=0.03 * beat)
    if pose is Pose.RUN:
        return _Perch(pitch=8, wing=60 + 46 * beat, lift=0.42 + 0.03 * beat)
    return replace(_POSES[pose], neck=_POSES[pose].neck + 0.008 * beat)


_MOODS: dict[Feeling, tuple[float, float, float]] = {  # pitch, neck, eye opening
    Feeling.NEUTRAL: (0, 0, 1.0),
    Feeling.HAPPY: (8, 0.03, 0.75),
    Feeling.SAD: (-12, -0.08, 0.7),
    Feeling.ANGRY: (-8, 0.04, 0.65),
    Feeling.AFRAID: (10, -0.05, 1.35),
    Feeling.SURPRISED: (12, 0.08, 1.45),
    Feeling.THOUGHTFUL: (4, -0.02, 0.85),
    Feeling.TIRED: (-6, -0.10, 0.3),
}


def _held(figure: Figure, phase: float) -> tuple[_Perch, float]:
    perch = _perch(figure.pose, phase)
    pitch, neck, eye = _MOODS[figure.feeling]
    return replace(perch, pitch=perch.pitch + pitch, neck=perch.neck + neck), eye


def _places(perch: _Perch) -> tuple[Point, Point]:
    """The body's and the head's middles."""
    body = (0.0, 0.44 - 0.20 * perch.crouch + perch.lift)
    a = math.radians(perch.pitch)
    return body, (
        body[0] + 0.25 * math.cos(a) + 0.02 + max(perch.neck, 0.0) * 0.6,
        body[1] + 0.25 * math.sin(a) + 0.15 + perch.neck,
    )


def bird_head(figure: Figure, height: float) -> Point:
    """Where the head's middle is, in metres from the ground point."""
    _, (x, y) = _places(_held(figure, 0.0)[0])
    side = {Facing.LEFT: -1.0, Facing.RIGHT: 1.0, Facing.CAMERA: 0.0, Facing.AWAY: 0.0}[figure.facing]
    return (x * side * height, y * height)


def paint_bird(pen: Pen, figure: Figure, look: Look, height: float, phase: float) -> None:
    """Paint a bird in its plumage (main), breast (second) and beak (accent)."""
    own = pen.at((0.0, 0.0), height, mirror=figure.facing is Facing.LEFT)
    perch, eye = _held(figure, phase)
    if figure.facing in (Facing.LEFT, Facing.RIGHT):
        _profile(own, look, perch, eye, figure.feeling)
    else:
        _front(own, look, perch, eye, figure)


def _girth(look: Look) -> float:
    return {Build.SLIGHT: 0.86, Build.AVERAGE: 1.0, Build.BROAD: 1.1, Build.HEAVY: 1.24}[look.build]


def _skull(look: Look) -> float:
    return 0.158 if look.age is Age.CHILD else 0.135


def _profile(pen: Pen, look: Look, perch: _Perch, eye: float, feeling: Feeling) -> None:
    main, second, accent = (from_hex(c) for c in (look.main_colour, look.second_colour, look.accent_colour))
    body, head = _places(perch)
    fat = _girth(look)
    _legs(pen, body, perch, accent, fat)
    trunk = pen.at(body, angle=perch.pitch)
    if perch.wing > 20:
        _wing(trunk, perch.wing + 16, darker(main, 0.5))
    trunk.shape([(-0.20, 0.05), (-0.58, 0.05), (-0.62, -0.03), (-0.20, -0.10)], darker(main, 0.45), turn=0.03)
    trunk.shape(
        [*tube([((-0.20, 0.0), 0.10 * fat), ((0.02, 0.0), 0.205 * fat), ((0.15, 0.01), 0.185 * fat)])], main, turn=0.11
    )
    trunk.flat(
        smooth([(0.33, 0.02), (0.26, -0.14 * fat), (0.02, -0.19 * fat), (-0.16, -0.07), (0.04, -0.05), (0.20, 0.02)]),
        second,
    )
    neck = (
        body[0] + 0.16 * math.cos(math.radians(perch.pitch)),
        body[1] + 0.16 * math.sin(math.radians(perch.pitch)) + 0.04,
    )
    r = _skull(look)
    pen.shape(tube([(neck, 0.15 * fat), (head, r * 0.92)]), main, turn=0.06, ink=0)
    _head(pen.at(head), look, r, eye, feeling)
    if perch.wing > 20:
        _wing(trunk, perch.wing, main)
        return
    fold = pen.at((body[0] - 0.02, body[1] + 0.02), angle=perch.pitch + perch.wing * 0.5)
    fold.shape(smooth([(0.17, 0.06), (0.08, 0.13), (-0.14, 0.09), (-0.44, -0.05), (-0.20, -0.09),
        (0.04, -0.08), (0.16, -0.03)]), darker(main, 0.3), turn=0.05)  # fmt: skip
    for i in range(3):
        fold.line(
            curve([(0.02 - 0.06 * i, -0.045), (-0.16 - 0.05 * i, -0.03 - 0.01 * i), (-0.36, -0.045 + 0.02 * i)]),
            darker(main, 0.8),
            0.014,
        )


def _wing(pen: Pen, lift: float, colour: tuple[float, float, float]) -> None:
    own = pen.at((0.06, 0.08), angle=lift)
    edge = [(0.06, -0.06), (0.02, 0.10), (-0.18, 0.12), (-0.62, 0.06), (-0.55, -0.02), (-0.50, -0.05),
        (-0.42, -0.08), (-0.36, -0.13), (-0.26, -0.13), (-0.10, -0.16)]  # fmt: skip
    own.shape(edge, colour, turn=0.05)
    for i in range(4):
        own.line([(-0.12 - 0.08 * i, 0.05), (-0.26 - 0.09 * i, -0.09 + 0.03 * i)], darker(colour, 0.6), 0.014)


def _legs(pen: Pen, body: Point, perch: _Perch, accent: tuple[float, float, float], fat: float) -> None:
    leg = darker(accent, 0.3)
    for side, deep in ((1, 0.5), (-1, 0.0)):
        x = body[0] - 0.02 + side * 0.045
        if perch.lift > 0.1:
            pen.line(
                [(x, body[1] - 0.15), (x - 0.16, body[1] - 0.22), (x - 0.26, body[1] - 0.22)], darker(leg, deep), 0.028
            )
            continue
        foot = (x + side * perch.stride, 0.02)
        knee = (x - 0.04 - 0.05 * perch.crouch, (body[1] - 0.12) * 0.5)
        if perch.crouch < 0.8:
            pen.line([(x, body[1] - 0.15 * fat), knee, foot], darker(leg, deep), 0.030)
        for reach in (0.12, 0.08, -0.06):
            pen.line([foot, (foot[0] + reach, 0.012 if reach < 0.1 else 0.02)], darker(leg, deep), 0.024)


def _head(pen: Pen, look: Look, r: float, eye: float, feeling: Feeling) -> None:
    main, accent = from_hex(look.main_colour), from_hex(look.accent_colour)
    pen.shape(oval(0.0, 0.0, r, r * 0.96), main, turn=0.06)
    pen.flat(oval(r * 0.25, -r * 0.45, r * 0.6, r * 0.42), from_hex(look.second_colour), 0.8)
    gape = {Feeling.SURPRISED: 0.07, Feeling.AFRAID: 0.04, Feeling.ANGRY: 0.05, Feeling.HAPPY: 0.03}.get(feeling, 0.0)
    pen.shape(
        [(r * 0.78, -r * 0.05), (r * 1.85, -r * 0.28 - gape), (r * 0.72, -r * 0.42)], darker(accent, 0.35), turn=0.01
    )
    pen.shape(smooth([(r * 0.74, r * 0.22), (r * 1.3, r * 0.12), (r * 2.1, -r * 0.22),
        (r * 1.2, -r * 0.16), (r * 0.76, -r * 0.18)]), accent, turn=0.02)  # fmt: skip
    crest = {Feeling.ANGRY: 0.5, Feeling.SURPRISED: 0.6, Feeling.HAPPY: 0.35}.get(feeling, 0.15)
    pen.shape(
        [(-r * 0.2, r * 0.85), (-r * 0.7, r * (1.0 + crest)), (-r * 0.75, r * 0.55)], darker(main, 0.3), turn=0.01
    )
    tall = r * 0.25 * eye
    pen.flat(oval(r * 0.30, r * 0.22, r * 0.30, max(tall * 1.2, r * 0.09)), lighter(accent, 0.5))
    pen.flat(oval(r * 0.33, r * 0.22, r * 0.19, max(tall * 0.8, r * 0.06)), _DARK)
    if eye > 0.5:
        pen.flat(oval(r * 0.27, r * 0.30, r * 0.06, count=10), (1.0, 1.0, 1.0))
    brow = {Feeling.ANGRY: -0.22, Feeling.SAD: 0.22, Feeling.AFRAID: 0.18, Feeling.THOUGHTFUL: -0.10}.get(feeling)
    if brow is not None:
        pen.line([(-r * 0.05, r * (0.52 - brow)), (r * 0.62, r * (0.52 + brow))], _DARK, r * 0.12)


def _front(pen: Pen, look: Look, perch: _Perch, eye: float, figure: Figure) -> None:
    main, second, accent = (from_hex(c) for c in (look.main_colour, look.second_colour, look.accent_colour))
    away = figure.facing is Facing.AWAY
    (x, y), (_, head_y) = _places(perch)
    fat, r = _girth(look), _skull(look)
    tip = {Pose.LEAN: 0.06, Pose.FALL: -0.07, Pose.POINT: 0.04}.get(figure.pose, 0.0)
    for side in (-1, 1):
        foot = (side * 0.08 + perch.stride * side * 0.4, 0.02 + max(0.0, perch.lift - 0.1))
        if perch.crouch < 0.8:
            pen.line([(side * 0.06, y - 0.12), foot], darker(accent, 0.3), 0.030)
        for reach in (-0.06, 0.0, 0.06):
            pen.line([foot, (foot[0] + reach, foot[1] - 0.02)], darker(accent, 0.3), 0.024)
        if perch.wing > 20:
            wing = pen.at((x + side * 0.12, y + 0.06), mirror=side > 0)
            _wing(wing, -perch.wing * 0.8 + 20, darker(main, 0.3))
    if not away:
        pen.shape(
            [(-0.06, y - 0.16), (0.06, y - 0.16), (0.05, y - 0.36), (-0.05, y - 0.36)], darker(main, 0.5), turn=0.02
        )
    pen.shape([oval(x, y, 0.20 * fat, 0.23), *tube([((x, y + 0.10), 0.14), ((tip, head_y), r * 0.9)])], main, turn=0.11)
    if perch.wing <= 20:
        for side in (-1, 1):
            wing = pen.at((x + side * 0.17 * fat, y), angle=side * perch.wing)
            wing.shape(smooth([(0.0, 0.15), (side * 0.065, 0.04), (side * 0.03, -0.16),
                (-side * 0.03, -0.22), (-side * 0.04, 0.02)]), darker(main, 0.35), turn=0.03)  # fmt: skip
    if away:
        pen.shape(
            [(-0.07, y - 0.08), (0.07, y - 0.08), (0.085, y - 0.40), (-0.085, y - 0.40)], darker(main, 0.4), turn=0.03
        )
        pen.line([(0.0, y - 0.12), (0.0, y - 0.39)], darker(main, 0.8), 0.014)
        pen.shape(oval(tip, head_y, r), main, turn=0.06)
        return
    pen.flat(smooth([(0.0, y + 0.16), (0.13 * fat, y + 0.04), (0.12 * fat, y - 0.14), (0.0, y - 0.21),
        (-0.12 * fat, y - 0.14), (-0.13 * fat, y + 0.04)]), second)  # fmt: skip
    pen.shape(oval(tip, head_y, r), main, turn=0.06)
    for side in (-1, 1):
        pen.flat(
            oval(tip + side * r * 0.48, head_y + r * 0.2, r * 0.26, max(r * 0.26 * eye, r * 0.08)), lighter(accent, 0.5)
        )
        pen.flat(oval(tip + side * r * 0.44, head_y + r * 0.2, r * 0.16, max(r * 0.18 * eye, r * 0.05)), _DARK)
        brow = {Feeling.ANGRY: 0.25, Feeling.SAD: -0.25, Feeling.AFRAID: -0.18, Feeling.HAPPY: 0.05}.get(
            figure.feeling, 0.0
        )
        pen.line(
            [(tip + side * r * 0.15, head_y + r * (0.58 - brow)), (tip + side * r * 0.75, head_y + r * (0.58 + brow))],
            darker(main, 0.8),
            r * 0.12,
        )
    gape = {Feeling.SURPRISED: 0.3, Feeling.AFRAID: 0.2, Feeling.ANGRY: 0.2, Feeling.HAPPY: 0.12}.get(
        figure.feeling, 0.0
    )
    pen.shape(
        [(tip - r * 0.22, head_y), (tip + r * 0.22, head_y), (tip, head_y - r * (0.55 + gape))], accent, turn=0.01
    )
