"""From a stance to joints on the picture plane: a body posed in space, turned to its facing and projected.

Space is (forward, up, left) in the figure's frame, metres. The picture is x to the right, y up; `depth`
grows towards the viewer. The viewer looks down a little, so that what is nearer lies lower.
"""

import math
from dataclasses import dataclass
from functools import lru_cache

from rushes.film.vocabulary import Facing
from rushes.tools.draft.figures.outline import Point
from rushes.tools.draft.figures.pose import Direction, Limb, Stance
from rushes.tools.draft.figures.proportions import Proportions

Space = tuple[float, float, float]

# The angle between the way to the viewer and the way the figure faces; left is right mirrored.
_YAW = {Facing.CAMERA: 14.0, Facing.RIGHT: 52.0, Facing.LEFT: 52.0, Facing.AWAY: 196.0}
_LOOK_DOWN = 0.10


@dataclass(frozen=True, slots=True)
class Arm:
    """Joints of an arm, the hand's direction in degrees on the picture, and how near it is."""

    shoulder: Point
    elbow: Point
    wrist: Point
    tip: Point
    depth: float
    reach: float
    """How far the elbow and wrist stand before the trunk, towards the viewer, in metres."""


@dataclass(frozen=True, slots=True)
class Leg:
    """Joints of a leg; `toe` is the foot's far end."""

    hip: Point
    knee: Point
    ankle: Point
    toe: Point
    heel: Point
    depth: float


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A posed body on the picture plane, its ground point at (0, 0). `away` says it shows its back.

    `head_roll` turns the head on the picture, in degrees. `across` in [0, 1] is how much of the
    trunk's width shows; the rest is its depth.
    """

    head: Point
    chin: Point
    neck: Point
    chest: Point
    waist: Point
    hips: Point
    right_arm: Arm
    left_arm: Arm
    right_leg: Leg
    left_leg: Leg
    head_size: float
    head_roll: float
    head_nod: float
    across: float
    away: bool
    mirror: bool
    flat: bool


def _way(direction: Direction, side: float) -> Space:
    """A limb's unit direction; `side` is 1 for the left, -1 for the right."""
    swing, spread = math.radians(direction[0]), math.radians(direction[1])
    return (math.sin(swing) * math.cos(spread), -math.cos(swing) * math.cos(spread), side * math.sin(spread))


def _step(start: Space, way: Space, length: float) -> Space:
    return (start[0] + way[0] * length, start[1] + way[1] * length, start[2] + way[2] * length)


def _trunk_way(lean: float, sway: float) -> Space:
    """The spine's unit direction upwards."""
    forward, side = math.radians(lean), math.radians(sway)
    return (math.sin(forward) * math.cos(side), math.cos(forward) * math.cos(side), math.sin(side))


def _limb(
    root: Space, limb: Limb, side: float, lengths: tuple[float, float, float]
) -> tuple[Space, Space, Space, Space]:
    """Root, middle, end and tip of an arm or a leg's bones."""
    middle = _step(root, _way(limb[0], side), lengths[0])
    end = _step(middle, _way(limb[1], side), lengths[1])
    return root, middle, end, _step(end, _way(limb[1], side), lengths[2])


@lru_cache(maxsize=512)
def skeleton_for(stance: Stance, facing: Facing, body: Proportions) -> Skeleton:
    """The joints of a body of these proportions in this stance, its lowest point on the ground."""
    joints = _posed(stance, body)
    lying = stance.roll >= 80
    yaw = (104.0 if facing is Facing.AWAY else 76.0) if lying else _YAW[facing]
    if stance.roll:
        joints = {name: _rolled(joint, stance.roll) for name, joint in joints.items()}
    plane = {name: _projected(joint, yaw) for name, joint in joints.items()}
    mirror = facing is Facing.LEFT
    low = min(y for _, y, _ in plane.values())
    shift = _rise(stance, body, low, plane)
    centre = 0.0 if not lying else (plane["head"][0] + plane["right_toe"][0]) / 2
    sign = -1.0 if mirror else 1.0

    def at(name: str) -> Point:
        x, y, _ = plane[name]
        return ((x - centre) * sign, y + shift)

    def arm(side: str) -> Arm:
        depth = (plane[f"{side}_elbow"][2] + plane[f"{side}_wrist"][2]) / 2
        reach = depth - plane["chest"][2]
        points = (at(f"{side}_{part}") for part in ("shoulder", "elbow", "wrist", "tip"))
        return Arm(*points, depth=plane[f"{side}_shoulder"][2] * 0.5 + depth * 0.5, reach=reach)

    def leg(side: str) -> Leg:
        points = (at(f"{side}_{part}") for part in ("hip", "knee", "ankle", "toe", "heel"))
        return Leg(*points, depth=(plane[f"{side}_knee"][2] + plane[f"{side}_ankle"][2]) / 2)

    base, top = at("neck"), at("head")
    roll = math.degrees(math.atan2(-(top[0] - base[0]), top[1] - base[1]))
    still = roll if lying or stance.roll else roll * 0.55
    return Skeleton(head=top, chin=at("chin"), neck=base, chest=at("chest"), waist=at("waist"),
        hips=at("hips"), right_arm=arm("right"), left_arm=arm("left"), right_leg=leg("right"),
        left_leg=leg("left"), head_size=body.head,
        head_roll=still + stance.tilt * sign - (stance.nod * 0.35 * sign if facing in (Facing.LEFT,
        Facing.RIGHT) else 0), head_nod=stance.nod, across=abs(math.cos(math.radians(yaw))),
        away=facing is Facing.AWAY, mirror=mirror, flat=lying)  # fmt: skip


def _posed(stance: Stance, body: Proportions) -> dict[str, Space]:
    """Every joint in space, the hips at the origin."""
    low, high = _trunk_way(stance.lean, stance.sway), _trunk_way(stance.lean + stance.bend, stance.sway * 0.4)
    hips = (0.0, 0.0, 0.0)
    waist = _step(hips, low, body.torso * 0.40)
    chest = _step(waist, high, body.torso * 0.36)
    neck = _step(chest, high, body.torso * 0.24)
    nape = _trunk_way((stance.lean + stance.bend) * 0.6 + 6 + stance.nod * 0.5, stance.sway * 0.3)
    chin = _step(neck, nape, body.neck)
    head = _step(chin, nape, body.head * 0.5)
    joints = {"hips": hips, "waist": waist, "chest": chest, "neck": neck, "chin": chin, "head": head}
    shrug = body.neck * (0.35 + stance.shrug)
    twist = math.radians(stance.twist)
    for name, side in (("right", -1.0), ("left", 1.0)):
        ahead, out = math.sin(twist) * -side * body.shoulder, math.cos(twist) * side * body.shoulder
        root = (neck[0] + ahead, neck[1] - body.torso * 0.145 + shrug, neck[2] + out)
        limb = stance.right_arm if side < 0 else stance.left_arm
        chain = _limb(root, limb, side, (body.upper_arm, body.forearm, body.hand))
        joints.update(zip((f"{name}_{part}" for part in ("shoulder", "elbow", "wrist", "tip")), chain, strict=True))
        hip = (0.0, 0.0, side * body.hip)
        limb = stance.right_leg if side < 0 else stance.left_leg
        chain = _limb(hip, limb, side, (body.thigh, body.shin, body.ankle))
        joints.update(zip((f"{name}_{part}" for part in ("hip", "knee", "ankle", "sole")), chain, strict=True))
        pitch = stance.feet[0] if side < 0 else stance.feet[1]
        toe = _way((90 + pitch, 14), side)
        joints[f"{name}_toe"] = _step(joints[f"{name}_sole"], toe, body.foot * 0.78)
        joints[f"{name}_heel"] = _step(joints[f"{name}_sole"], toe, -body.foot * 0.22)
    return joints


def _rolled(joint: Space, degrees: float) -> Space:
    """Tipped backwards around the hips."""
    forward, up, left = joint
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return (forward * c - up * s, forward * s + up * c, left)


def _projected(joint: Space, yaw: float) -> Space:
    forward, up, left = joint
    c, s = math.cos(math.radians(yaw)), math.sin(math.radians(yaw))
    x, towards = forward * s + left * c, forward * c - left * s
    return (x, up - towards * _LOOK_DOWN, towards)


def _rise(stance: Stance, body: Proportions, low: float, plane: dict[str, Space]) -> float:
    """How far up the body goes so that it stands, sits, lies or flies."""
    if stance.roll >= 80:
        return body.belly * 1.15 - min(plane["hips"][1], plane["chest"][1])
    return stance.lift * body.height - low
