"""Creatures: a huge, hunched, horned body on the human skeleton, fur in the main colour."""

import math

from rushes.film.manifest import Figure, Look
from rushes.film.vocabulary import Age, Build, Facing, Feeling, Pose
from rushes.tools.draft.colour import Colour, from_hex, mix
from rushes.tools.draft.figures.feeling import EXPRESSIONS, borne
from rushes.tools.draft.figures.outline import (
    Outline,
    Point,
    beside,
    between,
    box,
    capsule,
    curve,
    hull,
    oval,
    smooth,
    tube,
)
from rushes.tools.draft.figures.pen import Pen, darker, lighter
from rushes.tools.draft.figures.pose import stance_for
from rushes.tools.draft.figures.proportions import Proportions, proportions
from rushes.tools.draft.figures.skeleton import Arm, Leg, Skeleton, skeleton_for
from rushes.tools.draft.figures.trunk import Trunk, trunk_of

_HORN = (0.86, 0.80, 0.66)
_CLAW = (0.20, 0.17, 0.16)


def creature_bones(figure: Figure, look: Look, height: float, phase: float) -> tuple[Proportions, Skeleton]:
    """A creature's posed skeleton: stooped, long-armed."""
    bulk = look.model_copy(update={"build": Build.BROAD if look.build is not Build.HEAVY else Build.HEAVY})
    body = proportions(bulk, height)
    stance = borne(stance_for(figure.pose, phase), figure.pose, figure.feeling, Age.OLD)
    return body, skeleton_for(stance, figure.facing, body)


def paint_creature(pen: Pen, figure: Figure, look: Look, height: float, phase: float) -> None:
    """Paint a creature."""
    body, bones = creature_bones(figure, look, height, phase)
    fur, belly = from_hex(look.main_colour), from_hex(look.second_colour)
    bulk = {Build.SLIGHT: 1.1, Build.AVERAGE: 1.4, Build.BROAD: 1.6, Build.HEAVY: 1.75}[look.build]
    trunk = trunk_of(bones, body, 1.18 * bulk / 1.4)
    if figure.pose is Pose.SIT:
        x, y = bones.hips
        pen.shape(
            box(x - body.girth * 4, 0.0, x + body.girth * 3.4, y - body.girth * 2.2),
            (0.45, 0.44, 0.42),
            turn=body.girth * 0.6,
        )
    arms = sorted((bones.right_arm, bones.left_arm), key=lambda one: one.depth)
    behind = [one for one in arms if one.reach < -0.02 * height or (one is arms[0] and bones.across < 0.8)]
    for one in behind:
        _arm(pen, one, body, bulk, darker(fur, 0.25))
    for leg in sorted((bones.right_leg, bones.left_leg), key=lambda one: one.depth):
        _leg(pen, leg, body, bulk, darker(fur, 0.12))
    _torso(pen, bones, trunk, body, fur, belly)
    _head(pen, bones, figure, look)
    for one in arms:
        if one not in behind:
            _arm(pen, one, body, bulk, fur)


def _shag(p: Point, q: Point, r: float, side: float) -> list[Outline]:
    """Tufts of fur along one side of a limb."""
    return [[beside(p, q, 0.15 + 0.2 * i, side * r * 0.7), beside(p, q, 0.40 + 0.2 * i, side * r * 0.7),
        beside(p, q, 0.46 + 0.2 * i, side * r * 1.38)] for i in range(4)]  # fmt: skip


def _arm(pen: Pen, arm: Arm, body: Proportions, bulk: float, fur: Colour) -> None:
    r = body.girth * bulk
    hand = between(arm.wrist, arm.tip, 0.5)
    for off in (-0.9, 0.0, 0.9):
        root = beside(arm.wrist, arm.tip, 0.75, r * 0.5 * off)
        pen.shape(
            capsule(root, r * 0.26, beside(arm.wrist, arm.tip, 1.35, r * 0.62 * off), r * 0.22), fur, turn=r * 0.1
        )
        pen.shape([beside(arm.wrist, arm.tip, 1.25, r * (0.62 * off - 0.16)),
            beside(arm.wrist, arm.tip, 1.25, r * (0.62 * off + 0.16)),
            beside(arm.wrist, arm.tip, 1.75, r * 0.6 * off)], _CLAW, turn=0, ink=0)  # fmt: skip
    limb = tube([(arm.shoulder, r * 1.25), (arm.elbow, r * 0.92), (arm.wrist, r * 0.86), (hand, r * 0.9)])
    pen.shape(
        [*limb, *_shag(arm.shoulder, arm.elbow, r, -1.0), *_shag(arm.elbow, arm.wrist, r * 0.95, -1.0)],
        fur,
        turn=r * 0.8,
    )


def _leg(pen: Pen, leg: Leg, body: Proportions, bulk: float, fur: Colour) -> None:
    r = body.girth * bulk
    foot = tube([(leg.heel, r * 0.7), (leg.toe, r * 0.75)])
    pen.shape(foot, darker(fur, 0.3), turn=r * 0.4)
    for off in (-0.5, 0.1, 0.6):
        x, y = leg.toe
        pen.shape(oval(x + r * 0.5 * (1 if leg.toe[0] >= leg.heel[0] else -1) + off * r * 0.3,
            y - r * 0.42 + abs(off) * r * 0.1, r * 0.26, r * 0.16), _CLAW, turn=0, ink=0)  # fmt: skip
    limb = tube([(leg.hip, r * 1.6), (leg.knee, r * 1.08), (leg.ankle, r * 0.95)])
    pen.shape([*limb, *_shag(leg.knee, leg.ankle, r, -1.0), *_shag(leg.knee, leg.ankle, r, 1.0)], fur, turn=r * 0.9)


def _torso(pen: Pen, bones: Skeleton, trunk: Trunk, body: Proportions, fur: Colour, belly: Colour) -> None:
    g = body.girth
    shoulders = [(arm.shoulder, g * 2.0) for arm in (bones.right_arm, bones.left_arm)]
    mass = hull([*shoulders, (trunk.at(0.0, 0.62), trunk.widths[2] * 1.25)])
    low = hull([(trunk.at(0.0, 0.55), trunk.widths[2] * 1.15),
        (trunk.at(-0.35, 0.05), trunk.widths[0] * 0.8), (trunk.at(0.35, 0.05), trunk.widths[0] * 0.8)])  # fmt: skip
    spikes: list[Outline] = []
    for i in range(9):
        a = math.radians(20 + 17.5 * i)
        x, y = bones.neck[0], bones.neck[1] - body.torso * 0.12
        far = trunk.widths[3] * 1.65
        spikes.append([(x + far * 0.8 * math.cos(a - 0.2), y + far * 0.45 * math.sin(a - 0.2)),
            (x + far * 0.8 * math.cos(a + 0.2), y + far * 0.45 * math.sin(a + 0.2)),
            (x + far * 1.15 * math.cos(a), y + far * 0.72 * math.sin(a))])  # fmt: skip
    pen.shape([mass, low, *spikes], fur, turn=g * 2.2)
    if bones.away:
        for up in (0.30, 0.52, 0.74):
            pen.shape([trunk.at(-0.12, up), trunk.at(0.12, up), trunk.at(0.0, up + 0.14)], darker(fur, 0.6), turn=0)
        return
    shift = (-0.18 if bones.mirror else 0.18) if bones.across < 0.8 else 0.0
    patch = smooth([trunk.at(shift - 0.5, 0.78), trunk.at(shift - 0.62, 0.40),
        trunk.at(shift - 0.42, 0.05), trunk.at(shift + 0.42, 0.05), trunk.at(shift + 0.62, 0.40),
        trunk.at(shift + 0.5, 0.78)])  # fmt: skip
    pen.flat(patch, belly, 0.85)
    for up in (0.24, 0.40, 0.56):
        pen.line(
            curve([trunk.at(shift - 0.40, up), trunk.at(shift, up - 0.04), trunk.at(shift + 0.40, up)]),
            darker(belly, 0.4),
            g * 0.18,
        )


def _head(pen: Pen, bones: Skeleton, figure: Figure, look: Look) -> None:
    fur, eyes = from_hex(look.main_colour), lighter(from_hex(look.accent_colour), 0.35)
    felt = EXPRESSIONS[figure.feeling]
    own = pen.at(
        (bones.head[0], bones.head[1] - bones.head_size * 0.12),
        bones.head_size * 1.35,
        angle=bones.head_roll,
        mirror=bones.mirror,
    )
    turned = figure.facing in (Facing.LEFT, Facing.RIGHT)
    x = 0.13 if turned else 0.0
    for side in (-1, 1):
        reach = 0.72 if side < 0 or not turned else 0.5
        base = (side * 0.26, 0.30)
        horn = [(base[0] - 0.09, base[1]), (side * 0.50 * reach / 0.72, 0.52),
            (side * 0.52 * reach / 0.72, 0.80), (side * 0.40 * reach / 0.72, 0.58),
            (base[0] + 0.09, base[1] + 0.06)]  # fmt: skip
        own.shape(smooth(horn), _HORN, turn=0.05)
        own.shape(
            smooth([(side * 0.36, 0.10), (side * 0.62, 0.20), (side * 0.58, 0.02), (side * 0.38, -0.08)]),
            darker(fur, 0.3),
            turn=0.04,
        )
    own.shape([smooth([(-0.36, 0.20), (-0.22, 0.42), (0.0, 0.46), (0.22, 0.42), (0.38, 0.20),
        (0.42, -0.10), (0.36, -0.40), (0.0, -0.52), (-0.36, -0.40), (-0.42, -0.10)]),
        [(-0.40, -0.05), (-0.36, -0.35), (-0.54, -0.30)], [(0.40, -0.05), (0.36, -0.35), (0.54, -0.30)]],
        fur, turn=0.16)  # fmt: skip
    if bones.away:
        return
    own.flat(
        smooth([(x - 0.25, -0.05), (x, 0.08), (x + 0.25, -0.05), (x + 0.30, -0.30), (x, -0.46), (x - 0.30, -0.30)]),
        mix(fur, from_hex(look.skin), 0.35),
    )
    for side in (-1, 1):
        ex, ey = x + side * (0.16 if not turned else 0.13), 0.10
        tall = 0.062 * felt.open
        own.flat(oval(ex, ey, 0.10, max(tall * 1.3, 0.04)), darker(fur, 0.9))
        own.burn(oval(ex, ey, 0.078, max(tall, 0.016)), eyes)
        own.burn(
            oval(ex + felt.gaze[0] * 0.03, ey + felt.gaze[1] * 0.02, 0.024, max(tall * 0.8, 0.012)), (0.08, 0.05, 0.06)
        )
        own.line(
            [(ex - side * 0.11, ey + 0.095 + felt.brow_in), (ex + side * 0.12, ey + 0.11 + felt.brow_out)],
            darker(fur, 0.8),
            0.07,
        )
    own.flat(smooth([(x - 0.07, -0.08), (x + 0.07, -0.08), (x + 0.05, -0.15), (x - 0.05, -0.15)]), _CLAW)
    _jaws(own, x, figure.feeling)


def _jaws(own: Pen, x: float, feeling: Feeling) -> None:
    felt = EXPRESSIONS[feeling]
    wide, gape, lift = 0.22 * felt.wide, 0.03 + felt.gape * 1.3, felt.curve * 1.2
    mouth = smooth(
        [(x - wide, -0.28 + lift), (x, -0.25 - lift * 0.3), (x + wide, -0.28 + lift), (x, -0.28 - gape - lift * 0.3)]
    )
    own.flat(mouth, (0.24, 0.07, 0.09))
    for side in (-1, 1):
        tusk = x + side * wide * 0.72
        own.shape(
            [(tusk - 0.035, -0.31 + lift), (tusk + 0.035, -0.31 + lift), (tusk + side * 0.03, -0.17 + lift)],
            _HORN,
            turn=0.01,
            ink=0.6,
        )
