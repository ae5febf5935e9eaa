"""What a feeling does to a face and to a body's bearing."""

from dataclasses import dataclass, replace

from rushes.film.vocabulary import Age, Feeling, Pose
from rushes.tools.draft.figures.pose import Limb, Stance


@dataclass(frozen=True, slots=True)
class Expression:
    """A face, in shares of a head.

    How far brows rise inside and outside, how open the eyes are (1 is calm), where they look, how the
    mouth curves (up is positive), opens and widens, and whether teeth show.
    """

    brow_in: float = 0.0
    brow_out: float = 0.0
    open: float = 1.0
    gaze: tuple[float, float] = (0.0, 0.0)
    curve: float = 0.008
    gape: float = 0.0
    wide: float = 1.0
    teeth: bool = False
    lower_lid: float = 0.0
    flush: float = 0.0
    quizzical: float = 0.0
    """How much higher one brow is than the other."""
    bags: bool = False


@dataclass(frozen=True, slots=True)
class Bearing:
    """What a feeling adds to a stance: degrees, and shoulders' rise in necks."""

    lean: float = 0
    bend: float = 0
    nod: float = 0
    tilt: float = 0
    shrug: float = 0
    spread: float = 0
    bent: float = 0


EXPRESSIONS: dict[Feeling, Expression] = {Feeling.NEUTRAL: Expression(),
    Feeling.HAPPY: Expression(brow_in=0.032, brow_out=0.02, open=0.80, curve=0.055, gape=0.045, wide=1.32,
    teeth=True, lower_lid=0.32, flush=0.5), Feeling.SAD: Expression(brow_in=0.055, brow_out=-0.035,
    open=0.72, gaze=(0.0, -0.3), curve=-0.042, wide=0.86),
    Feeling.ANGRY: Expression(brow_in=-0.055, brow_out=0.035, open=0.74, curve=-0.026, gape=0.028,
    wide=1.12, teeth=True, lower_lid=0.2, flush=0.35), Feeling.AFRAID: Expression(brow_in=0.075,
    brow_out=0.01, open=1.35, gaze=(-0.35, 0.05), curve=-0.026, gape=0.055, wide=1.05, teeth=True),
    Feeling.SURPRISED: Expression(brow_in=0.065, brow_out=0.075, open=1.4, curve=-0.01, gape=0.115,
    wide=0.62), Feeling.THOUGHTFUL: Expression(brow_in=0.004, brow_out=0.004, quizzical=0.045, open=0.82,
    gaze=(0.55, 0.5), curve=-0.006, wide=0.78), Feeling.TIRED: Expression(brow_in=0.02, brow_out=-0.02,
    open=0.36, gaze=(0.0, -0.35), curve=-0.016, wide=0.92, bags=True)}  # fmt: skip

BEARINGS: dict[Feeling, Bearing] = {Feeling.NEUTRAL: Bearing(),
    Feeling.HAPPY: Bearing(lean=-3, bend=-4, nod=-6, tilt=-5, shrug=0.12, spread=7, bent=6),
    Feeling.SAD: Bearing(lean=3, bend=11, nod=24, tilt=4, shrug=-0.45, spread=-4),
    Feeling.ANGRY: Bearing(lean=8, bend=2, nod=8, shrug=0.55, spread=12, bent=34),
    Feeling.AFRAID: Bearing(lean=-10, bend=8, nod=-2, tilt=-4, shrug=0.95, spread=-3, bent=62),
    Feeling.SURPRISED: Bearing(lean=-7, bend=-4, nod=-9, shrug=0.45, spread=18, bent=36),
    Feeling.THOUGHTFUL: Bearing(lean=0, bend=4, nod=10, tilt=9, shrug=-0.1),
    Feeling.TIRED: Bearing(lean=6, bend=15, nod=18, tilt=-7, shrug=-0.55, spread=-2)}  # fmt: skip

_ARMS_FREE = {Pose.STAND, Pose.WALK}


def borne(stance: Stance, pose: Pose, feeling: Feeling, age: Age) -> Stance:
    """The stance as somebody of that feeling and age holds it. Busy arms keep to their business."""
    bearing = BEARINGS[feeling]
    old = age is Age.OLD
    whole = 0.4 if pose in (Pose.LIE, Pose.FALL) else 1.0
    felt = replace(stance, lean=stance.lean + bearing.lean * whole + (7 if old else 0) * whole,
        bend=stance.bend + bearing.bend * whole + (13 if old else 0) * whole,
        nod=stance.nod + bearing.nod + (-9 if old else 0), tilt=stance.tilt + bearing.tilt,
        shrug=stance.shrug + bearing.shrug)  # fmt: skip
    if pose not in _ARMS_FREE:
        return felt
    if feeling is Feeling.THOUGHTFUL and pose is Pose.STAND:
        return replace(felt, right_arm=((30, 8), (146, -20)), left_arm=((26, 12), (80, -52)))
    return replace(felt, right_arm=_opened(felt.right_arm, bearing), left_arm=_opened(felt.left_arm, bearing))


def _opened(arm: Limb, bearing: Bearing) -> Limb:
    """An arm lifted off the body and bent at the elbow."""
    (swing, spread), (fore, inward) = arm
    back = bearing.bent * 0.12
    return ((swing - back, spread + bearing.spread), (fore + bearing.bent * 1.25, inward + bearing.spread * 0.4))
