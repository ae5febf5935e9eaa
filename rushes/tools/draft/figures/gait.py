"""How dogs, cats and horses stand, go, sit and leap: proportions, attitudes and joints in profile."""

import math
from dataclasses import dataclass, replace

from rushes.film.manifest import Figure, Look
from rushes.film.vocabulary import Age, Build, Feeling, Form, Pose
from rushes.tools.draft.figures.beast import Muzzle
from rushes.tools.draft.figures.outline import Point

Swing = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Beast:
    """Proportions, in shares of the height to the top of a raised head."""

    leg: float
    length: float
    chest: float
    rump: float
    limb: float
    neck: float
    nape: float
    muzzle: Muzzle
    tail: float


@dataclass(frozen=True, slots=True)
class Attitude:
    """A pose in profile: degrees, swings from straight down towards the front. `hip` is its height in legs."""

    hip: float = 0.98
    pitch: float = 0.0
    fore: tuple[Swing, Swing] = ((5, 0), (-8, -5))
    hind: tuple[Swing, Swing] = ((20, -16), (8, -22))
    neck: float = 52.0
    nod: float = 0.0
    tail: float = 20.0
    lift: float = 0.0


_BEASTS: dict[Form, Beast] = {
    Form.DOG: Beast(0.52, 0.72, 0.165, 0.125, 0.052, 0.24, 0.105, Muzzle(0.125, 0.17, 0.075, "flop"), 0.46),
    Form.CAT: Beast(0.42, 0.80, 0.150, 0.155, 0.050, 0.15, 0.110, Muzzle(0.165, 0.055, 0.075, "prick"), 0.85),
    Form.HORSE: Beast(0.56, 0.60, 0.150, 0.145, 0.045, 0.36, 0.100, Muzzle(0.085, 0.20, 0.062, "leaf"), 0.52),
}

_POSES: dict[Pose, Attitude] = {Pose.STAND: Attitude(),
    Pose.SIT: Attitude(hip=0.30, pitch=46, fore=((-4, 0), (2, 4)), hind=((74, -46), (66, -50)), neck=66,
    tail=-8), Pose.KNEEL: Attitude(pitch=-24, fore=((64, 84), (56, 80)), neck=42, nod=4, tail=62),
    Pose.LIE: Attitude(hip=0.26, fore=((58, 92), (50, 88)), hind=((80, -60), (72, -66)), neck=48,
    tail=-24), Pose.POINT: Attitude(fore=((52, -44), (-8, -5)), hind=((6, -30), (24, -14)), neck=22,
    nod=-4, tail=4), Pose.REACH: Attitude(hip=0.92, pitch=50, fore=((104, 78), (88, 66)),
    hind=((30, -4), (18, -12)), neck=74, nod=-14, tail=-20),
    Pose.HOLD: Attitude(neck=14, nod=26, tail=30, fore=((0, -2), (-12, -8))),
    Pose.LEAN: Attitude(pitch=8, fore=((26, 22), (18, 16)), hind=((32, 6), (22, 0)), neck=72, nod=18,
    tail=-4), Pose.CLIMB: Attitude(hip=0.95, pitch=32, fore=((96, 52), (56, 30)),
    hind=((44, -30), (-6, -34)), neck=44, nod=-8, tail=-30),
    Pose.FALL: Attitude(pitch=-30, fore=((48, 74), (20, 46)), hind=((-40, -66), (-16, -52)), neck=30,
    nod=-16, tail=80, lift=0.22), Pose.EMBRACE: Attitude(hip=0.30, pitch=62, fore=((66, 30), (54, 44)),
    hind=((74, -46), (66, -50)), neck=80, nod=8, tail=4)}  # fmt: skip

_MOODS: dict[Feeling, tuple[float, float, float]] = {  # neck, nod, tail: added degrees
    Feeling.NEUTRAL: (0, 0, 0),
    Feeling.HAPPY: (6, -8, 48),
    Feeling.SAD: (-26, 18, -38),
    Feeling.ANGRY: (-18, -2, 26),
    Feeling.AFRAID: (-14, 10, -66),
    Feeling.SURPRISED: (16, -12, 34),
    Feeling.THOUGHTFUL: (-4, 10, 12),
    Feeling.TIRED: (-34, 24, -28),
}


def beast_of(look: Look) -> Beast:
    """A character's proportions: young ones have big heads and short legs; builds go to the barrel."""
    return _aged(_BEASTS[look.form], look)


def attitude_of(figure: Figure, phase: float) -> Attitude:
    """How a figure's animal holds itself; `phase` in [0, 1) runs through the gait."""
    return _felt(_attitude(figure.pose, phase), figure.feeling)


def _attitude(pose: Pose, phase: float) -> Attitude:
    """A pose's attitude; `phase` in [0, 1) runs through the gait."""
    if pose not in (Pose.WALK, Pose.RUN):
        breath = math.sin(phase * 2 * math.pi)
        return replace(_POSES[pose], neck=_POSES[pose].neck + breath, tail=_POSES[pose].tail + 5 * breath)
    a = phase * 2 * math.pi
    if pose is Pose.WALK:

        def leg(turn: float, fold: float) -> Swing:
            swing = 24 * math.cos(a + turn)
            return (swing, swing - fold * max(0.0, -math.sin(a + turn)) - 4)

        return Attitude(
            fore=(leg(0, 46), leg(math.pi, 46)), hind=(leg(math.pi * 0.5, 34), leg(math.pi * 1.5, 34)), neck=42, tail=24
        )
    reach = math.cos(a)
    return Attitude(fore=((16 + 54 * reach, 4 + 58 * reach), (6 + 50 * reach, -8 + 50 * reach)),
        hind=((-8 - 48 * reach, -40 - 26 * reach), (4 - 44 * reach, -30 - 24 * reach)),
        pitch=4 * math.sin(a), neck=30, nod=-6, tail=44, lift=0.06)  # fmt: skip


def _felt(attitude: Attitude, feeling: Feeling) -> Attitude:
    neck, nod, tail = _MOODS[feeling]
    return replace(attitude, neck=attitude.neck + neck, nod=attitude.nod + nod, tail=attitude.tail + tail)


def _aged(beast: Beast, look: Look) -> Beast:
    thick = {Build.SLIGHT: 0.84, Build.AVERAGE: 1.0, Build.BROAD: 1.12, Build.HEAVY: 1.28}[look.build]
    child = look.age is Age.CHILD
    head = 1.32 if child else 1.08 if look.age is Age.YOUNG else 1.0
    return replace(beast, chest=beast.chest * thick, rump=beast.rump * thick,
        limb=beast.limb * (0.6 + 0.4 * thick) * (1.15 if child else 1.0),
        length=beast.length * (0.82 if child else 1.0), muzzle=beast.muzzle.grown(head),
        tail=beast.tail * (0.8 if child else 1.0))  # fmt: skip


class Bones:
    """The joints of an attitude, its lowest point on the ground."""

    def __init__(self, beast: Beast, attitude: Attitude) -> None:
        hip = (-beast.length / 2, beast.leg * attitude.hip + beast.rump * 0.35)
        pitch = math.radians(attitude.pitch)
        span = beast.length
        shoulder = (hip[0] + span * math.cos(pitch), hip[1] + span * math.sin(pitch))
        fore = [_leg(shoulder, swing, beast.leg) for swing in attitude.fore]
        hind = [_leg(hip, swing, beast.leg) for swing in attitude.hind]
        low = min(p[1] for chain in (*fore, *hind) for p in chain)
        low = min(low, hip[1] - beast.rump, shoulder[1] - beast.chest * 1.1) if attitude.lift == 0 else low
        shift = (-(hip[0] + shoulder[0]) / 2, attitude.lift - low)

        def at(p: Point) -> Point:
            return (p[0] + shift[0], p[1] + shift[1])

        self.hip, self.shoulder = at(hip), at(shoulder)
        self.fore = [[at(p) for p in chain] for chain in fore]
        self.hind = [[at(p) for p in chain] for chain in hind]
        up = math.radians(attitude.neck + attitude.pitch * 0.35)
        withers = (self.shoulder[0] + beast.chest * 0.35, self.shoulder[1] + beast.chest * 0.45)
        self.neck = withers
        self.head = (withers[0] + beast.neck * math.cos(up), withers[1] + beast.neck * math.sin(up))


def _leg(root: Point, swing: Swing, leg: float) -> list[Point]:
    upper, lower = math.radians(swing[0]), math.radians(swing[1])
    knee = (root[0] + leg * 0.50 * math.sin(upper), root[1] - leg * 0.50 * math.cos(upper))
    foot = (knee[0] + leg * 0.50 * math.sin(lower), knee[1] - leg * 0.50 * math.cos(lower))
    return [root, knee, foot]
