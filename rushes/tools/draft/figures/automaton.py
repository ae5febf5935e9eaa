"""Robots: the human skeleton in plates and joints, with a lamp-eyed head."""

from rushes.film.manifest import Figure, Look
from rushes.film.vocabulary import Age, Facing, Feeling, Pose
from rushes.tools.draft.colour import Colour, from_hex, mix
from rushes.tools.draft.figures.feeling import borne
from rushes.tools.draft.figures.outline import Outline, between, box, capsule, oval, round_box, smooth, tube
from rushes.tools.draft.figures.pen import Pen, darker, lighter
from rushes.tools.draft.figures.pose import stance_for
from rushes.tools.draft.figures.proportions import Proportions, proportions
from rushes.tools.draft.figures.skeleton import Arm, Leg, Skeleton, skeleton_for
from rushes.tools.draft.figures.trunk import Trunk, trunk_of

_JOINT = (0.24, 0.25, 0.28)


def robot_bones(figure: Figure, look: Look, height: float, phase: float) -> tuple[Proportions, Skeleton]:
    """A robot's posed skeleton."""
    body = proportions(look, height)
    stance = borne(stance_for(figure.pose, phase), figure.pose, figure.feeling, Age.ADULT)
    return body, skeleton_for(stance, figure.facing, body)


def paint_robot(pen: Pen, figure: Figure, look: Look, height: float, phase: float) -> None:
    """Paint a robot: plates in the main colour, trim in the second, lamps in the accent."""
    body, bones = robot_bones(figure, look, height, phase)
    main, second, accent = (from_hex(c) for c in (look.main_colour, look.second_colour, look.accent_colour))
    plate = mix(main, (0.70, 0.72, 0.75), 0.22)
    trunk = trunk_of(bones, body, 1.12)
    if figure.pose is Pose.SIT:
        x, y = bones.hips
        r = body.girth
        pen.shape(box(x - r * 3.4, 0.0, x + r * 3.0, y - r * 1.9), darker(_JOINT, 0.2), turn=r * 0.5)
    arms = sorted((bones.right_arm, bones.left_arm), key=lambda one: one.depth)
    behind = [one for one in arms if one.reach < -0.02 * height or (one is arms[0] and bones.across < 0.8)]
    for one in behind:
        _arm(pen, one, body, plate, second)
    for leg in sorted((bones.right_leg, bones.left_leg), key=lambda one: one.depth):
        _leg(pen, leg, body, plate, second)
    _torso(pen, bones, trunk, body, (plate, second, accent))
    _head(pen, bones, figure, (plate, second, accent))
    for one in arms:
        if one not in behind:
            _arm(pen, one, body, plate, second)


def _arm(pen: Pen, arm: Arm, body: Proportions, plate: Colour, trim: Colour) -> None:
    r = body.girth
    grip = between(arm.wrist, arm.tip, 0.45)
    for side in (-1, 1):
        tip = between(arm.wrist, arm.tip, 1.05)
        dx, dy = tip[0] - grip[0], tip[1] - grip[1]
        off = (-dy * 0.55 * side, dx * 0.55 * side)
        pen.shape(tube([(grip, r * 0.34), ((grip[0] + dx * 0.5 + off[0], grip[1] + dy * 0.5 + off[1]),
            r * 0.32), ((tip[0] + off[0] * 0.4, tip[1] + off[1] * 0.4), r * 0.22)]), _JOINT, turn=r * 0.2)  # fmt: skip
    pen.shape(tube([(arm.shoulder, r * 0.6), (arm.elbow, r * 0.5), (arm.wrist, r * 0.45)]), _JOINT, turn=r * 0.3)
    pen.shape(capsule(between(arm.elbow, arm.wrist, 0.18), r * 0.85, arm.wrist, r * 1.0), plate, turn=r * 0.6)
    pen.shape(
        capsule(between(arm.shoulder, arm.elbow, 0.1), r * 0.95, between(arm.shoulder, arm.elbow, 0.75), r * 0.82),
        plate,
        turn=r * 0.6,
    )
    pen.shape(oval(*arm.shoulder, r * 1.35), trim, turn=r * 0.6)
    pen.shape(oval(*arm.elbow, r * 0.72), trim, turn=r * 0.3)


def _leg(pen: Pen, leg: Leg, body: Proportions, plate: Colour, trim: Colour) -> None:
    r = body.girth
    pen.shape(tube([(leg.hip, r * 0.9), (leg.knee, r * 0.7), (leg.ankle, r * 0.6)]), _JOINT, turn=r * 0.4)
    pen.shape(
        capsule(between(leg.hip, leg.knee, 0.12), r * 1.35, between(leg.hip, leg.knee, 0.78), r * 1.10),
        plate,
        turn=r * 0.8,
    )
    pen.shape([*tube([(leg.heel, r * 0.75), (leg.toe, r * 0.75)]),
        *tube([(leg.ankle, r * 0.8), (between(leg.heel, leg.toe, 0.4), r * 0.95)])], darker(plate, 0.35),
        turn=r * 0.5)  # fmt: skip
    pen.shape(
        capsule(between(leg.knee, leg.ankle, 0.2), r * 1.0, between(leg.knee, leg.ankle, 0.85), r * 1.28),
        plate,
        turn=r * 0.8,
    )
    pen.shape(oval(*leg.knee, r * 0.92), trim, turn=r * 0.4)


def _torso(pen: Pen, bones: Skeleton, trunk: Trunk, body: Proportions, colours: tuple[Colour, Colour, Colour]) -> None:
    plate, second, accent = colours
    at, r = trunk.at, body.girth
    pen.shape(tube([(bones.waist, r * 1.5), (bones.chest, r * 1.3)]), _JOINT, turn=r * 0.5)
    pen.shape([at(-0.95, 0.16), at(0.95, 0.16), at(0.55, -0.18), at(-0.55, -0.18)], darker(plate, 0.2), turn=r * 0.8)
    chest: Outline = smooth([at(-1.12, 0.94), at(-1.22, 0.66), at(-0.84, 0.38), at(0.84, 0.38),
        at(1.22, 0.66), at(1.12, 0.94), at(0.6, 1.06), at(-0.6, 1.06)], steps=5)  # fmt: skip
    pen.shape(chest, plate, turn=r * 1.3)
    pen.shape(tube([(bones.neck, r * 0.85), (bones.chin, r * 0.7)]), _JOINT, turn=r * 0.3)
    if bones.away:
        pen.shape([at(-0.55, 0.92), at(0.55, 0.92), at(0.50, 0.50), at(-0.50, 0.50)], second, turn=r * 0.4)
        for up in (0.60, 0.70, 0.80):
            pen.line([at(-0.38, up), at(0.38, up)], darker(second, 0.7), r * 0.2)
        return
    side = -0.2 if bones.mirror else 0.2
    shift = side if bones.across < 0.8 else 0.0
    pen.shape(
        [at(shift - 0.52, 0.90), at(shift + 0.52, 0.90), at(shift + 0.44, 0.56), at(shift - 0.44, 0.56)],
        second,
        turn=r * 0.4,
    )
    pen.burn(oval(*at(shift, 0.74), r * 0.62), lighter(accent, 0.15))
    pen.burn(oval(*at(shift, 0.74), r * 0.32), lighter(accent, 0.7))
    for i in (-1, 1):
        pen.flat(oval(*at(shift + i * 0.36, 0.84), r * 0.16), darker(second, 0.7))


def _head(pen: Pen, bones: Skeleton, figure: Figure, colours: tuple[Colour, Colour, Colour]) -> None:
    plate, second, accent = colours
    own = pen.at(bones.head, bones.head_size, angle=bones.head_roll, mirror=bones.mirror)
    turned = figure.facing in (Facing.LEFT, Facing.RIGHT)
    x = 0.10 if turned else 0.0
    own.line([(-0.12, 0.45), (-0.16, 0.78)], _JOINT, 0.04)
    own.burn(oval(-0.165, 0.80, 0.06), accent)
    for side in (-1, 1):
        if not turned or side < 0:
            own.shape(round_box(side * 0.40 - 0.07, -0.16, side * 0.40 + 0.07, 0.16, 0.05), second, turn=0.04)
    own.shape(round_box(-0.38, -0.42, 0.38, 0.46, 0.15), plate, turn=0.14)
    if bones.away:
        own.shape(round_box(-0.22, -0.22, 0.22, 0.26, 0.06), darker(plate, 0.3), turn=0.04)
        for y in (-0.10, 0.02, 0.14):
            own.line([(-0.14, y), (0.14, y)], darker(plate, 0.9), 0.03)
        return
    own.shape(round_box(x - 0.29, -0.05, x + 0.275, 0.27, 0.10), (0.10, 0.12, 0.16), turn=0, ink=0.7)
    wide, tall, brow = {Feeling.NEUTRAL: (0.085, 0.085, 0.0), Feeling.HAPPY: (0.10, 0.055, 0.0),
        Feeling.SAD: (0.085, 0.065, 0.35), Feeling.ANGRY: (0.10, 0.07, -0.45),
        Feeling.AFRAID: (0.075, 0.12, 0.25), Feeling.SURPRISED: (0.11, 0.125, 0.0),
        Feeling.THOUGHTFUL: (0.085, 0.05, -0.15), Feeling.TIRED: (0.09, 0.022, 0.1)}[figure.feeling]  # fmt: skip
    for side in (-1, 1):
        eye = own.at((x + side * 0.135, 0.11), angle=-side * brow * 50)
        eye.burn(oval(0.0, 0.0, wide, tall), lighter(accent, 0.2))
        eye.burn(oval(0.0, 0.0, wide * 0.5, tall * 0.5), lighter(accent, 0.8))
    curve = {Feeling.HAPPY: 0.06, Feeling.SAD: -0.06, Feeling.ANGRY: -0.03, Feeling.AFRAID: -0.03}.get(
        figure.feeling, 0.0
    )
    gape = {Feeling.SURPRISED: 0.09, Feeling.AFRAID: 0.05, Feeling.ANGRY: 0.05}.get(figure.feeling, 0.025)
    mouth = smooth([(x - 0.19, -0.24 + curve), (x, -0.24 + gape * 0.4 - curve * 0.4),
        (x + 0.18, -0.24 + curve), (x, -0.24 - gape - curve * 0.4)])  # fmt: skip
    own.flat(mouth, (0.10, 0.12, 0.16))
    for i in range(4):
        own.line([(x - 0.12 + 0.08 * i, -0.20 + curve * 0.5), (x - 0.12 + 0.08 * i, -0.27 - gape * 0.5)], plate, 0.016)
