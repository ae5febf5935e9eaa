"""Arms, hands, legs and feet, bare or dressed."""

import math

from rushes.film.vocabulary import Pose
from rushes.tools.draft.colour import Colour
from rushes.tools.draft.figures.outfit import Outfit
from rushes.tools.draft.figures.outline import Outline, Point, beside, between, capsule, cuff, oval, tube
from rushes.tools.draft.figures.pen import Pen, darker
from rushes.tools.draft.figures.proportions import Proportions
from rushes.tools.draft.figures.skeleton import Arm, Leg


def arm(pen: Pen, bones: Arm, body: Proportions, outfit: Outfit, skin: Colour) -> None:
    """An arm from the shoulder to the wrist."""
    r = body.girth
    turn = r * 0.75
    joints = ((bones.shoulder, r * 1.02), (bones.elbow, r * 0.80), (bones.wrist, r * 0.60))
    if outfit.sleeves < 1:
        pen.shape(tube([joints[1], joints[2]]), skin, turn=turn)
        if outfit.sleeves < 0.5:
            pen.shape(tube([joints[0], joints[1]]), skin, turn=turn)
    if outfit.sleeves <= 0:
        return
    full = outfit.full
    if outfit.sleeves <= 0.5:
        end = between(bones.shoulder, bones.elbow, outfit.sleeves * 2)
        pen.shape(tube([(bones.shoulder, r * 1.06 * full), (end, r * 0.95 * full)]), outfit.sleeve, turn=turn)
        return
    end = between(bones.elbow, bones.wrist, outfit.sleeves * 2 - 1)
    if outfit.cuff > 1.5:
        _bell(pen, bones, r * full, outfit)
        return
    cloth = tube(
        [(bones.shoulder, r * 1.04 * full), (bones.elbow, r * 0.84 * full), (end, r * 0.70 * full * outfit.cuff)]
    )
    pen.shape(cloth, outfit.sleeve, turn=turn * full)
    _fold(pen, bones, r * full, outfit.sleeve)


def _bell(pen: Pen, bones: Arm, r: float, outfit: Outfit) -> None:
    """A wide sleeve, open at the wrist."""
    wide = r * 0.78 * outfit.cuff
    dx, dy = bones.wrist[0] - bones.elbow[0], bones.wrist[1] - bones.elbow[1]
    tilt = math.degrees(math.atan2(dy, dx)) - 90
    pen.flat(oval(*bones.wrist, wide, wide * 0.34, tilt=tilt), darker(outfit.sleeve, 0.9))
    cloth = [
        *tube([(bones.shoulder, r * 1.04), (bones.elbow, r * 0.95)]),
        cuff(bones.elbow, r * 0.95, bones.wrist, wide),
    ]
    pen.shape(cloth, outfit.sleeve, turn=r * 0.8)
    pen.flat(oval(*bones.wrist, wide * 0.9, wide * 0.26, tilt=tilt), darker(outfit.sleeve, 0.9))


def _fold(pen: Pen, bones: Arm, r: float, colour: Colour) -> None:
    """The creases inside the elbow."""
    ax, ay = bones.elbow[0] - bones.shoulder[0], bones.elbow[1] - bones.shoulder[1]
    bx, by = bones.wrist[0] - bones.elbow[0], bones.wrist[1] - bones.elbow[1]
    turned = ax * by - ay * bx
    if abs(turned) < 0.35 * math.hypot(ax, ay) * math.hypot(bx, by):
        return
    side = 1.0 if turned > 0 else -1.0
    for reach in (0.10, 0.22):
        crease = (
            beside(bones.elbow, bones.wrist, reach * 0.4, side * r * 0.62),
            beside(bones.elbow, bones.wrist, reach, side * r * 0.05),
        )
        pen.stroke(crease, darker(colour, 0.55), r * 0.08)


def hand(pen: Pen, bones: Arm, body: Proportions, colour: Colour, pose: Pose, *, near: bool) -> None:
    """A hand doing what the pose asks of it."""
    length = math.dist(bones.wrist, bones.tip) or 1e-6
    span = body.hand
    way = between(bones.wrist, bones.tip, min(span / length, 3.0) if length < span else 1.0)
    foreshort = max(length, span * 0.45)
    tip = between(bones.wrist, bones.tip, foreshort / length) if length < foreshort else way
    r = body.girth * 0.62
    knuckle = between(bones.wrist, tip, 0.55)
    palm = tube([(bones.wrist, r * 0.9), (knuckle, r * 1.12)])
    thumb = capsule(between(bones.wrist, tip, 0.25), r * 0.46, beside(bones.wrist, tip, 0.62, r * 1.25), r * 0.34)
    if pose in (Pose.RUN, Pose.CLIMB):
        pen.shape([*palm, oval(*between(bones.wrist, tip, 0.66), r * 1.15)], colour, turn=r * 0.6)
        pen.shape(
            capsule(knuckle, r * 0.4, beside(bones.wrist, tip, 0.82, -r * 0.4), r * 0.36), colour, turn=r * 0.2, ink=0.6
        )
        return
    fingers = _fingers(bones.wrist, tip, r, pose)
    pen.shape([*palm, *fingers, thumb], colour, turn=r * 0.6)
    if near and pose is not Pose.POINT:
        for off in (-0.35, 0.05, 0.45):
            pen.stroke(
                [beside(bones.wrist, tip, 0.62, r * off), beside(bones.wrist, tip, 0.95, r * off)],
                darker(colour, 0.6),
                r * 0.1,
            )


def _fingers(wrist: Point, tip: Point, r: float, pose: Pose) -> list[Outline]:
    if pose is Pose.POINT:
        index = capsule(beside(wrist, tip, 0.5, r * 0.5), r * 0.40, beside(wrist, tip, 1.22, r * 0.5), r * 0.30)
        return [index, oval(*beside(wrist, tip, 0.62, -r * 0.3), r * 0.85)]
    spread = 1.5 if pose in (Pose.REACH, Pose.FALL) else 0.75
    ends = ((0.98, 1.0), (1.08, 0.34), (1.06, -0.34), (0.94, -1.0))
    return [
        capsule(
            beside(wrist, tip, 0.5, r * 0.62 * off), r * 0.40, beside(wrist, tip, far, r * off * spread * 0.8), r * 0.28
        )
        for far, off in ends
    ]


def leg(
    pen: Pen, bones: Leg, body: Proportions, outfit: Outfit, skin: Colour, *, waist: list[Outline] | None = None
) -> None:
    """A leg from the hip to the toes; `waist` is cut from the same cloth."""
    r = body.girth
    turn = r * 0.95
    calf = beside(bones.knee, bones.ankle, 0.32, 0)
    bare = outfit.trousers is None
    colour = skin if outfit.trousers is None else outfit.trousers
    full = 1.0 if bare else outfit.trouser_full
    _foot(pen, bones, body, outfit, skin)
    cloth = tube([(bones.hip, r * 1.62 * (0.5 + 0.5 * full)), (bones.knee, r * 1.10 * full),
        (calf, r * 1.08 * full), (bones.ankle, r * (0.72 if bare else 0.86 * full))])  # fmt: skip
    pen.shape([*cloth, *(waist or [])], colour, turn=turn)
    if outfit.boots and outfit.shoes:
        top = between(bones.knee, bones.ankle, 1 - outfit.boots)
        mid = between(top, bones.ankle, 0.4)
        wide = max(full * 1.06, 1.14)
        shaft = [
            cuff(top, r * 1.10 * wide, mid, r * 1.02 * wide),
            *tube([(mid, r * 1.02 * wide), (bones.ankle, r * 0.84 * wide)]),
        ]
        pen.shape(shaft, outfit.shoes, turn=turn)
        fold = between(top, bones.ankle, 0.12)
        pen.stroke(
            [beside(fold, bones.ankle, 0, r * 1.04 * wide), beside(fold, bones.ankle, 0, -r * 1.04 * wide)],
            darker(outfit.shoes, 0.7),
            r * 0.14,
        )


def _foot(pen: Pen, bones: Leg, body: Proportions, outfit: Outfit, skin: Colour) -> None:
    r = body.girth
    colour = outfit.shoes or skin
    heel, toe = bones.heel, bones.toe
    sole = [(heel, r * 0.62), (toe, r * 0.50)]
    ankle = [(bones.ankle, r * 0.80), (between(heel, toe, 0.2), r * 0.7), (between(heel, toe, 0.75), r * 0.62)]
    pen.shape([*tube(sole), *tube(ankle)], colour, turn=r * 0.7)
    if outfit.shoes:
        low = r * 0.42
        pen.stroke([(heel[0], heel[1] - low), (toe[0], toe[1] - low)], darker(colour, 0.9), r * 0.26)
