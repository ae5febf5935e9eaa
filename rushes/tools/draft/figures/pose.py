"""What a body does: limb directions for every pose, in degrees, for a figure seen in its own frame.

A limb's direction is (swing, spread): swing turns it from hanging straight down towards the front
(90 is level, 180 straight up), spread takes it out to its own side (negative: across the body).
"""

import math
from dataclasses import dataclass, replace

from rushes.film.vocabulary import Pose

Direction = tuple[float, float]
Limb = tuple[Direction, Direction]


@dataclass(frozen=True, slots=True)
class Stance:
    """A body in one moment, in degrees.

    `lean` tips the trunk forward, `bend` curls the chest further, `sway` tips it to the figure's left,
    `nod` and `tilt` move the head (down, to one side), `twist` turns the shoulders, `shrug` lifts them
    in necks. `lift` raises the lowest point off the ground, in figure heights.
    `roll` lays the whole body back (90: flat on the back), `feet` pitches the right
    and the left foot.
    """

    right_arm: Limb = ((4, 9), (14, 4))
    left_arm: Limb = ((-2, 9), (8, 4))
    right_leg: Limb = ((2, 4), (0, 3))
    left_leg: Limb = ((-2, 5), (-3, 4))
    lean: float = 2
    bend: float = 0
    sway: float = 0
    nod: float = 0
    tilt: float = 0
    twist: float = 0
    shrug: float = 0
    lift: float = 0
    roll: float = 0
    feet: Direction = (0, 0)


_POSES: dict[Pose, Stance] = {Pose.STAND: Stance(right_arm=((2, 11), (16, 5)),
    left_arm=((-5, 10), (10, 6)), right_leg=((7, 5), (3, 4)), left_leg=((-7, 8), (-11, 8)), sway=2,
    twist=6), Pose.SIT: Stance(right_arm=((26, 9), (62, -6)), left_arm=((22, 9), (58, -4)),
    right_leg=((84, 9), (4, 5)), left_leg=((80, 10), (-6, 6)), lean=3),
    Pose.KNEEL: Stance(right_arm=((18, 8), (52, -8)), left_arm=((22, 8), (56, -10)),
    right_leg=((78, 8), (-4, 4)), left_leg=((-2, 6), (-88, 4)), lean=6, bend=4, nod=6, feet=(0, -75)),
    Pose.LIE: Stance(right_arm=((10, 12), (42, -24)), left_arm=((-4, 20), (4, 16)),
    right_leg=((16, 4), (2, 3)), left_leg=((4, 6), (0, 4)), lean=0, roll=90, feet=(-50, -60)),
    Pose.POINT: Stance(right_arm=((86, 12), (89, 7)), left_arm=((-12, 12), (4, 8)),
    right_leg=((14, 5), (4, 4)), left_leg=((-12, 7), (-16, 6)), lean=5, twist=14),
    Pose.REACH: Stance(right_arm=((98, 18), (112, 12)), left_arm=((56, 14), (80, 6)),
    right_leg=((24, 5), (6, 4)), left_leg=((-22, 6), (-34, 5)), lean=13, bend=4, nod=-8, feet=(0, -26)),
    Pose.HOLD: Stance(right_arm=((20, 14), (78, -24)), left_arm=((18, 14), (76, -24)),
    right_leg=((3, 5), (1, 4)), left_leg=((-4, 7), (-6, 6)), lean=1, nod=12),
    Pose.LEAN: Stance(right_arm=((24, 12), (72, -48)), left_arm=((24, 12), (66, -50)),
    right_leg=((28, -2), (22, -10)), left_leg=((17, 3), (12, 3)), lean=-13, bend=7, sway=-2,
    feet=(10, 0)), Pose.CLIMB: Stance(right_arm=((150, 34), (172, 4)), left_arm=((112, 26), (156, 2)),
    right_leg=((86, 18), (8, 12)), left_leg=((4, 8), (-12, 6)), lean=10, nod=-16, lift=0.06,
    feet=(0, -32)), Pose.FALL: Stance(right_arm=((118, 48), (142, 34)), left_arm=((-58, 52), (-36, 64)),
    right_leg=((58, 16), (18, 12)), left_leg=((8, 20), (-42, 16)), lean=-4, bend=12, nod=-12, roll=42,
    lift=0.10, feet=(-25, -40)), Pose.EMBRACE: Stance(right_arm=((66, 22), (92, -52)),
    left_arm=((78, 24), (104, -54)), right_leg=((8, 5), (2, 4)), left_leg=((-8, 6), (-12, 5)), lean=7,
    bend=5, nod=8, tilt=8)}  # fmt: skip


def stance_for(pose: Pose, phase: float) -> Stance:
    """A pose's stance. `phase` in [0, 1) walks through the stride, or breathes."""
    if pose is Pose.WALK:
        return _walk(phase)
    if pose is Pose.RUN:
        return _run(phase)
    breath = math.sin(phase * 2 * math.pi)
    still = _POSES[pose]
    return replace(still, shrug=still.shrug + 0.05 * breath, sway=still.sway + 0.7 * breath, nod=still.nod - breath)


def _walk(phase: float) -> Stance:
    """One stride: at phase 0 the right foot is forward and lands."""
    reach = math.cos(phase * 2 * math.pi)
    passing_left = max(0.0, math.sin(phase * 2 * math.pi))
    passing_right = max(0.0, -math.sin(phase * 2 * math.pi))
    return Stance(right_arm=((-24 * reach, 7), (-24 * reach + 22, 2)),
        left_arm=((24 * reach, 7), (24 * reach + 22, 2)), right_leg=((25 * reach + 12 * passing_right, 2),
        (25 * reach - 11 * (1 - reach) - 34 * passing_right, 2)),
        left_leg=((-25 * reach + 12 * passing_left, 2),
        (-25 * reach - 11 * (1 + reach) - 34 * passing_left, 2)), lean=5, twist=-9 * reach,
        feet=(14 * max(reach, 0.0) - 30 * max(-reach, 0.0), 14 * max(-reach, 0.0) - 30 * max(reach, 0.0)))  # fmt: skip


def _run(phase: float) -> Stance:
    """One bound: at phase 0 the right knee is up and the left leg pushes off."""
    reach = math.cos(phase * 2 * math.pi)
    right, left = (1 + reach) / 2, (1 - reach) / 2
    return Stance(right_arm=((16 - 58 * reach, 10), (104 - 58 * reach, -6)),
        left_arm=((16 + 58 * reach, 10), (104 + 58 * reach, -6)),
        right_leg=((76 * right - 34 * left, 2), (-8 * right - 104 * left, 2)),
        left_leg=((76 * left - 34 * right, 2), (-8 * left - 104 * right + 30 * right, 2)), lean=18,
        nod=-10, twist=-12 * reach, lift=0.045, feet=(-10 * right - 60 * left, -10 * left - 60 * right))  # fmt: skip
