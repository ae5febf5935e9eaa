"""The trunk and what hangs from it, as outlines: the torso, skirts over the legs, a cloak's fall."""

import math
from dataclasses import dataclass

from rushes.tools.draft.figures.outfit import Skirts
from rushes.tools.draft.figures.outline import Outline, Point, between, hull, smooth
from rushes.tools.draft.figures.proportions import Proportions
from rushes.tools.draft.figures.skeleton import Leg, Skeleton


@dataclass(frozen=True, slots=True)
class Trunk:
    """Where things sit on a trunk. `at(across, up)`: across -1..1 from edge to edge, up 0 (hips) to 1 (neck)."""

    hips: Point
    waist: Point
    chest: Point
    neck: Point
    widths: tuple[float, float, float, float]

    def at(self, across: float, up: float) -> Point:
        """A point on the trunk's front."""
        stations = (self.hips, self.waist, self.chest, self.neck)
        levels = (0.0, 0.40, 0.76, 1.0)
        i = 0 if up < levels[1] else 1 if up < levels[2] else 2
        t = (up - levels[i]) / (levels[i + 1] - levels[i])
        p, q = stations[i], stations[i + 1]
        x, y = between(p, q, t)
        dx, dy = q[0] - p[0], q[1] - p[1]
        length = math.hypot(dx, dy) or 1.0
        half = (self.widths[i] + (self.widths[i + 1] - self.widths[i]) * t) * across
        return (x + dy / length * half, y - dx / length * half)


def trunk_of(bones: Skeleton, body: Proportions, padding: float) -> Trunk:
    """The trunk's stations and half widths as seen from here."""
    across = 0.55 if bones.flat else bones.across
    deep = math.sqrt(1 - across * across)

    def seen(wide: float, depth: float) -> float:
        return math.hypot(wide * across, depth * deep) * padding

    bulge = max(0.0, body.belly - body.height * 0.061) * 0.8 * deep * (-1 if bones.mirror else 1)
    waist = (bones.waist[0] + bulge, bones.waist[1])
    widths = (
        seen(body.hip * 1.75, body.belly * 1.12),
        seen(body.waist, body.belly * 1.05),
        seen(body.chest * 1.06, body.belly * 1.10),
        seen(body.shoulder * 0.9, body.belly * 0.8),
    )
    return Trunk(bones.hips, waist, bones.chest, bones.neck, widths)


def torso(bones: Skeleton, trunk: Trunk, body: Proportions) -> Outline:
    """The torso's outline from neck to crotch."""
    first, second = bones.right_arm.shoulder, bones.left_arm.shoulder
    left_neck, right_neck = trunk.at(-0.46, 1.05), trunk.at(0.46, 1.05)
    aim = trunk.at(1.0, 1.0)
    flip = math.dist(first, aim) < math.dist(second, aim)
    right, left = (first, second) if flip else (second, first)
    cap = body.girth * 1.05
    return smooth([left_neck, _capped(left, right, cap), trunk.at(-1.0, 0.66), trunk.at(-1.0, 0.36),
        trunk.at(-1.02, 0.02), trunk.at(-0.45, -0.14), trunk.at(0.45, -0.14), trunk.at(1.02, 0.02),
        trunk.at(1.0, 0.36), trunk.at(1.0, 0.66), _capped(right, left, cap), right_neck,
        trunk.at(0.0, 0.96)], steps=9)  # fmt: skip


def _capped(shoulder: Point, other: Point, by: float) -> Point:
    """A shoulder's outer edge, away from the other shoulder."""
    dx, dy = shoulder[0] - other[0], shoulder[1] - other[1]
    length = math.hypot(dx, dy) or 1.0
    return (shoulder[0] + dx / length * by * 0.55, shoulder[1] + dy / length * by * 0.4 + by * 0.80)


def skirts(bones: Skeleton, trunk: Trunk, body: Proportions, cut: Skirts) -> list[Outline]:
    """What hangs from the waist around both legs, down to the hem."""
    legs = (bones.right_leg, bones.left_leg)
    waist = [(trunk.at(-0.62, 0.28), trunk.widths[1] * 0.36), (trunk.at(0.62, 0.28), trunk.widths[1] * 0.36)]
    hips = [(trunk.at(-0.55, 0.0), trunk.widths[0] * 0.5), (trunk.at(0.55, 0.0), trunk.widths[0] * 0.5)]
    hips += [(leg.hip, body.girth * 1.75) for leg in legs]
    full = body.girth * (1.55 + cut.flare * 1.1)
    knee = 0.5
    if cut.hem <= knee:
        ends = [(between(leg.hip, leg.knee, cut.hem / knee), full * (0.85 + 0.3 * cut.hem)) for leg in legs]
        return [_level(hull([*waist, *hips, *ends]), ends, body)]
    knees = [(leg.knee, full) for leg in legs]
    reach = (cut.hem - knee) / knee
    ends = [(between(leg.knee, _sole(leg), reach), full * (1 + 0.32 * cut.flare * reach)) for leg in legs]
    return [hull([*waist, *hips, *knees]), _level(hull([*knees, *ends]), ends, body)]


def _sole(leg: Leg) -> Point:
    return between(leg.ankle, leg.heel, 0.6)


def _level(outline: Outline, ends: list[tuple[Point, float]], body: Proportions) -> Outline:
    """The lower cloth cut off to a hem just under its lowest end, not rounded off below it."""
    low = min(y for (_, y), _ in ends) - body.girth * 0.55
    return [(float(x), max(float(y), low)) for x, y in outline]


def tatters(outline: Outline, body: Proportions, seed: int) -> list[Outline]:
    """Rags hanging off a hem: uneven tongues along the cloth's lower edge."""
    points = [(float(x), float(y)) for x, y in outline]
    low = min(y for _, y in points)
    near = [x for x, y in points if y < low + body.girth * 1.2]
    left, right = min(near), max(near)
    count = 6
    wide = (right - left) / count
    tongues: list[Outline] = []
    for i in range(count):
        x = left + wide * i
        drop = body.girth * (0.6 + 0.5 * ((seed >> (i * 2)) % 4))
        tip = wide * (0.2 + 0.15 * ((seed >> i) % 4))
        tongues.append(
            [(x, low + body.girth), (x + wide, low + body.girth), (x + wide * 0.9, low), (x + tip, low - drop)]
        )
    return tongues


def pelvis(trunk: Trunk) -> Outline:
    """The upper end of trousers, from the waistband to the crotch."""
    at = trunk.at
    return smooth([at(-1.04, 0.20), at(0.0, 0.18), at(1.04, 0.20), at(1.06, 0.0), at(0.5, -0.20),
        at(-0.5, -0.20), at(-1.06, 0.0)], steps=5)  # fmt: skip
