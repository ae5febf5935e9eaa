"""A face: eyes with lids and brows, nose, mouth, lines of age, beard and glasses, all moved by the feeling."""

from dataclasses import dataclass

from rushes.film.vocabulary import Age, Beard, Garment
from rushes.tools.draft.colour import Colour, mix
from rushes.tools.draft.figures.head import Head
from rushes.tools.draft.figures.outline import Point, arc, curve, oval, smooth
from rushes.tools.draft.figures.pen import Pen, darker, lighter

_WHITE = (0.96, 0.95, 0.92)
_DARK = (0.13, 0.10, 0.11)
_TEETH = (0.95, 0.93, 0.88)
_MOUTH = (0.32, 0.10, 0.12)
_SMALL_HEAD = 46  # pixels; below this, eyes are dabs
_LENS = (0.80, 0.88, 0.92)


@dataclass(frozen=True, slots=True)
class Features:
    """Where a face's features sit, in heads."""

    eyes: tuple[Point, Point]
    """The near (or the figure's right) eye, then the far one."""
    wide: tuple[float, float]
    tall: float
    middle: float
    nose: Point
    mouth: Point
    line: Colour


def features(head: Head) -> Features:
    """Lay a face out by age, turn and nod."""
    drop = -head.nod * 0.0022
    low = {Age.CHILD: -0.085, Age.YOUNG: -0.035, Age.ADULT: -0.015, Age.OLD: -0.01}[head.look.age] + drop
    big = {Age.CHILD: 1.28, Age.YOUNG: 1.10, Age.ADULT: 1.0, Age.OLD: 0.92}[head.look.age]
    middle = head.across(0.0, 0.135)
    eyes = ((head.across(-0.158, -0.02), low), (head.across(0.158, 0.232), low))
    return Features(eyes=eyes, wide=(0.074 * big, head.across(0.074, 0.050) * big),
        tall=0.044 * big * (1.12 if head.child else 1.0), middle=middle,
        nose=(head.across(0.0, 0.175), low - (0.135 if head.child else 0.185)),
        mouth=(head.across(0.0, 0.135), (-0.33 if head.child else -0.325) + drop * 0.6),
        line=mix(darker(head.skin, 0.9), _DARK, 0.45))  # fmt: skip


def paint_face(pen: Pen, head: Head) -> None:
    """Features on the skull. Far away only the sockets, brows and mouth remain, as dabs."""
    f = features(head)
    if head.detail == "far":
        for x, y in f.eyes:
            pen.flat(oval(x, y, 0.040, 0.036, count=10), f.line)
        pen.stroke([(f.mouth[0] - 0.07, f.mouth[1]), (f.mouth[0] + 0.07, f.mouth[1])], f.line, 0.03)
        return
    _planes(pen, head, f)
    if head.old:
        _lines(pen, head, f)
    for i in (0, 1):
        _eye(pen, head, f, i)
        _brow(pen, head, f, i)
    _nose(pen, head, f)
    _mouth(pen, head, f)


def _fine(pen: Pen, head: Head) -> bool:
    """Whether the head is large enough on the picture for whites and irises."""
    return head.near or pen.size >= _SMALL_HEAD


def _planes(pen: Pen, head: Head, f: Features) -> None:
    """Sockets, cheeks and the far side of the face."""
    (x0, y0), (x1, y1) = f.eyes
    warm = mix(head.skin, (0.80, 0.30, 0.26), 0.42)
    flush = 0.24 + 0.3 * head.expression.flush + (0.12 if head.child else 0.0)
    for x, y in ((x0 - 0.03, y0 - 0.14), (x1 + head.across(0.03, 0.0), y1 - 0.14)):
        pen.flat(oval(x, y, 0.085, 0.055), warm, flush, soft=0.03)
    if not _fine(pen, head):
        return
    socket = darker(head.skin, 0.55)
    pen.flat(oval(x0 - 0.005, y0 + 0.03, f.wide[0] * 1.35, 0.07), socket, 0.40, soft=0.02)
    pen.flat(oval(x1 + 0.005, y1 + 0.03, f.wide[1] * 1.35, 0.07), socket, 0.40, soft=0.02)
    if head.expression.bags or head.old:
        for (x, y), wide in zip(f.eyes, f.wide, strict=True):
            pen.flat(oval(x, y - f.tall * 1.5, wide * 0.95, 0.022), darker(head.skin, 0.9), 0.50, soft=0.008)


def _lines(pen: Pen, head: Head, f: Features) -> None:
    """What the years draw."""
    crease = darker(head.skin, 0.75)
    thin = 0.011
    for side, (x, y) in zip((-1, 1), f.eyes, strict=True):
        reach = 0.09 if side < 0 else head.across(0.09, 0.03)
        for lift in (0.025, -0.005, -0.035):
            pen.stroke(
                [(x + side * f.wide[0], y - 0.01 + lift * 0.4), (x + side * (f.wide[0] + reach * 0.7), y + lift)],
                crease,
                thin,
            )
        nose, mouth = f.nose, f.mouth
        out = 0.075 if side < 0 else head.across(0.075, 0.045)
        pen.stroke(
            curve([(nose[0] + side * out * 0.9, nose[1]), (mouth[0] + side * out * 1.75, mouth[1] + 0.02)]),
            crease,
            thin * 1.4,
        )
    for i, y in enumerate((0.19, 0.245)):
        half = 0.15 - 0.03 * i
        pen.stroke(
            curve([(f.middle - half, y - 0.01), (f.middle, y + 0.008), (f.middle + half * 0.8, y - 0.01)]), crease, thin
        )


def _eye(pen: Pen, head: Head, f: Features, i: int) -> None:
    """One eye: white, iris, highlight and lids."""
    x, y = f.eyes[i]
    wide, side = f.wide[i], (-1, 1)[i]
    look = head.expression
    tall = f.tall * look.open
    if not _fine(pen, head):
        pen.flat(oval(x, y - 0.004, wide * 0.55, max(tall, 0.014) * 0.85, count=12), _DARK)
        pen.stroke(
            [(x - wide * 0.9, y + tall * 0.75), (x + wide * 0.9, y + tall * 0.75)], mix(f.line, _DARK, 0.4), 0.012
        )
        return
    tilt = 0.012 * side
    almond = smooth([(x - wide, y - tilt * 0.3), (x - wide * 0.3, y + tall),
        (x + wide * 0.4, y + tall * 0.92), (x + wide, y + tilt * 0.3), (x + wide * 0.3, y - tall * 0.8),
        (x - wide * 0.4, y - tall * 0.8)])  # fmt: skip
    pen.flat(almond, mix(_WHITE, head.skin, 0.12))
    _iris(pen, head, f, i, tall)
    upper = curve([(x - wide * 1.06, y - tilt * 0.3 - 0.004), (x - wide * 0.35, y + tall),
        (x + wide * 0.4, y + tall * 0.95), (x + wide * 1.06, y + tilt * 0.3 - 0.004)])  # fmt: skip
    pen.stroke(upper, _DARK, 0.026 if head.look.garment in (Garment.DRESS, Garment.SKIRT) else 0.020)
    if head.near:
        lid = curve([(x - wide * 0.9, y + tall * 0.55 + 0.022), (x, y + tall + 0.024),
            (x + wide * 0.9, y + tall * 0.55 + 0.022)])  # fmt: skip
        pen.stroke(lid, darker(head.skin, 0.7), 0.009)
        rise = look.lower_lid * f.tall
        lower = curve([(x - wide * 0.8, y - tall * 0.55 + rise), (x, y - tall * 0.92 + rise),
            (x + wide * 0.8, y - tall * 0.55 + rise)])  # fmt: skip
        pen.stroke(lower, darker(head.skin, 0.7), 0.008)


def _iris(pen: Pen, head: Head, f: Features, i: int, tall: float) -> None:
    """The iris under its lids: a disc cut to the eye's opening."""
    x, y = f.eyes[i]
    wide = f.wide[i]
    gaze = head.expression.gaze
    centre = (x + gaze[0] * wide * 0.5 + head.across(0.0, 0.012), y + gaze[1] * f.tall * 0.55 + 0.004)
    r = f.tall * 0.92
    iris = mix(head.hair, (0.22, 0.30, 0.34), 0.55) if sum(head.skin) > 1.6 else (0.20, 0.12, 0.08)
    top, bottom = y + tall * 0.94, y - tall * 0.80
    pen.flat(_cut(oval(*centre, r * min(1.0, wide / 0.074), r), bottom, top), darker(iris, 0.3))
    pen.flat(_cut(oval(*centre, r * 0.52, r * 0.55), bottom, top), _DARK)
    if head.near and tall > f.tall * 0.5:
        pen.flat(
            oval(centre[0] - r * 0.3, min(centre[1] + r * 0.35, top - r * 0.15), r * 0.2, count=10), (1.0, 1.0, 1.0)
        )


def _cut(ring: object, low: float, high: float) -> list[Point]:
    return [(float(x), min(max(float(y), low), high)) for x, y in ring]  # type: ignore[attr-defined]


def _brow(pen: Pen, head: Head, f: Features, i: int) -> None:
    x, y = f.eyes[i]
    wide, side = f.wide[i], (-1, 1)[i]
    look = head.expression
    base = y + f.tall + (0.062 if head.child else 0.055) + max(0.0, look.open - 1) * 0.02
    base += look.quizzical if i == 0 else 0.0
    inner = (x - side * wide * 0.95, base + look.brow_in)
    outer = (x + side * wide * 1.25, base - 0.012 + look.brow_out)
    peak = (x + side * wide * 0.35, base + 0.022 + (look.brow_in + look.brow_out) * 0.55)
    colour = darker(head.hair, 0.25) if head.look.age is not Age.OLD else mix(head.hair, (0.7, 0.7, 0.7), 0.3)
    thick = {Age.CHILD: 0.022, Age.YOUNG: 0.028, Age.ADULT: 0.034, Age.OLD: 0.042}[head.look.age]
    top = curve([inner, peak, outer])
    under = curve([outer, (peak[0], peak[1] - thick * 0.9), (inner[0], inner[1] - thick * 1.25)])
    pen.flat([(float(a), float(b)) for a, b in (*top, *under)], colour)


def _nose(pen: Pen, head: Head, f: Features) -> None:
    x, y = f.nose
    deep = darker(head.skin, 0.75)
    big = {Age.CHILD: 0.7, Age.YOUNG: 0.9, Age.ADULT: 1.0, Age.OLD: 1.18}[head.look.age]
    if head.turn > 0.5:
        tip = (x + 0.085 * big, y + 0.02)
        top = f.eyes[0][1] - 0.01
        bridge = (x + 0.0, top)
        pen.flat(smooth([bridge, (x + 0.035 * big, y + 0.09), tip, (x + 0.04 * big, y - 0.030),
            (x - 0.035 * big, y - 0.02), (x - 0.02, y + 0.05)]), lighter(head.skin, 0.16), 0.7)  # fmt: skip
        start = (bridge[0] + 0.03, top - 0.01) if not head.child else (x + 0.045 * big, y + 0.06)
        pen.stroke(
            curve([start, (x + 0.05 * big, y + 0.085), tip, (x + 0.066 * big, y - 0.022), (x + 0.02 * big, y - 0.03)]),
            deep,
            0.014,
        )
        pen.stroke(
            curve([(x - 0.04 * big, y + 0.012), (x - 0.05 * big, y - 0.016), (x - 0.02 * big, y - 0.03)]), deep, 0.012
        )
        return
    pen.flat(smooth([(x - 0.02, y + 0.14), (x + 0.02, y + 0.14), (x + 0.05 * big, y), (x, y - 0.03),
        (x - 0.05 * big, y)]), lighter(head.skin, 0.16), 0.55)  # fmt: skip
    wing = 0.055 * big
    pen.stroke(curve([(x - wing, y + 0.014), (x - wing * 0.85, y - 0.014), (x - 0.02, y - 0.016),
        (x, y - 0.028), (x + 0.02, y - 0.016), (x + wing * 0.85, y - 0.014), (x + wing, y + 0.014)]),
        deep, 0.013)  # fmt: skip
    if not head.child:
        pen.stroke(
            curve([(x + 0.026, y + 0.15), (x + 0.034, y + 0.07), (x + 0.05 * big, y + 0.02)]),
            darker(head.skin, 0.4),
            0.012,
        )


def _mouth(pen: Pen, head: Head, f: Features) -> None:
    x, y = f.mouth
    look = head.expression
    half = 0.098 * look.wide * (0.82 if head.child else 1.0)
    left, right = half * head.across(1.0, 1.05), half * head.across(1.0, 0.78)
    lift = look.curve
    made_up = head.look.garment in (Garment.DRESS, Garment.SKIRT) and not head.child
    lips = mix(head.skin, (0.66, 0.20, 0.22), 0.55 if made_up else 0.24)
    a, b = (x - left, y + lift), (x + right, y + lift)
    mid = y - lift * 0.35
    if look.gape:
        gape = look.gape
        inside = smooth([a, (x - left * 0.4, mid + gape * 0.35), (x + right * 0.4, mid + gape * 0.35), b,
            (x + right * 0.5, mid - gape * 0.9), (x - left * 0.5, mid - gape * 0.9)])  # fmt: skip
        pen.flat(inside, _MOUTH)
        if look.teeth:
            pen.flat(smooth([(x - left * 0.80, y + lift * 0.72), (x - left * 0.3, mid + gape * 0.30),
                (x + right * 0.3, mid + gape * 0.30), (x + right * 0.80, y + lift * 0.72),
                (x + right * 0.4, mid - gape * 0.22), (x - left * 0.4, mid - gape * 0.22)]), _TEETH)  # fmt: skip
        pen.line(inside, mix(f.line, lips, 0.45), 0.010, closed=True)
    else:
        line = curve([a, (x - left * 0.45, mid + 0.004), (x, mid - 0.006), (x + right * 0.45, mid + 0.004), b])
        if head.near:
            pen.flat(smooth([(x - left * 0.8, mid + lift * 0.7), (x - left * 0.25, mid + 0.026),
                (x, mid + 0.016), (x + right * 0.25, mid + 0.026), (x + right * 0.8, mid + lift * 0.7),
                (x, mid - 0.045)]), lips, 0.75)  # fmt: skip
        pen.stroke(line, mix(f.line, lips, 0.25), 0.017)
    if head.near:
        pen.stroke(
            [(x - left * 0.28, y - 0.085 - look.gape), (x + right * 0.28, y - 0.085 - look.gape)],
            darker(head.skin, 0.45),
            0.012,
        )


def paint_beard(pen: Pen, head: Head) -> None:
    """Moustache, trimmed beard or full beard, leaving the mouth."""
    f = features(head)
    x, y = f.mouth
    colour = darker(head.hair, 0.1)
    far = head.across(1.0, 0.72)
    gape = head.expression.gape
    if head.look.beard in (Beard.SHORT, Beard.FULL):
        drop = -0.52 if head.look.beard is Beard.SHORT else -0.80
        full = 1.0 if head.look.beard is Beard.SHORT else 1.10
        side = head.across(0.0, 0.0)
        if head.turn > 0.5:
            edge = [(-0.215, 0.02), (-0.30 * full, -0.16), (-0.20 * full, -0.40), (0.03, drop),
                (0.20, drop + 0.02), (0.315 * full, -0.32), (0.325, -0.14), (0.285, -0.20),
                (0.24, y + 0.075), (x, y + 0.085), (x - 0.12, y + 0.06), (-0.10, -0.16), (-0.16, -0.02)]  # fmt: skip
        else:
            edge = [(-0.365, 0.0), (-0.36 * full, -0.18), (-0.27 * full, -0.40), (-0.09, drop),
                (0.09, drop), (0.27 * full, -0.40), (0.36 * full, -0.18), (0.365, 0.0), (0.30, -0.12),
                (0.20, y + 0.06), (x, y + 0.085), (-0.20, y + 0.06), (-0.30, -0.12)]  # fmt: skip
        pen.shape(smooth([(px + side, py) for px, py in edge]), colour, turn=0.10)
        hole = smooth([(x - 0.09, y + 0.012), (x, y + 0.028), (x + 0.09 * far, y + 0.012), (x, y - 0.045 - gape)])
        pen.flat(hole, mix(head.skin, (0.55, 0.25, 0.24), 0.35))
        pen.flat(
            smooth([(x - 0.08, y + 0.006), (x, y + 0.012), (x + 0.08 * far, y + 0.006), (x, y - 0.012 - gape)]),
            _MOUTH if gape else f.line,
        )
        if head.near:
            for i in range(5):
                sx = x - 0.16 + i * 0.08
                pen.stroke(
                    curve([(sx, y - 0.10), (sx + 0.01, y - 0.17), (sx * 0.8 + 0.02, max(drop + 0.06, y - 0.30))]),
                    darker(colour, 0.6),
                    0.011,
                )
    droop = {Beard.MOUSTACHE: -0.045, Beard.SHORT: -0.05, Beard.FULL: -0.075}[head.look.beard]
    wide = 0.15
    lip = smooth([(x - wide, y + droop), (x - wide * 0.55, y + 0.052), (x, y + 0.066),
        (x + wide * 0.55 * far, y + 0.052), (x + wide * far, y + droop),
        (x + wide * 0.5 * far, y + 0.012), (x, y + 0.026), (x - wide * 0.5, y + 0.012)])  # fmt: skip
    pen.shape(lip, darker(head.hair, 0.2), turn=0.02, ink=0.7)


def paint_glasses(pen: Pen, head: Head) -> None:
    """Round wire glasses."""
    f = features(head)
    frame = (0.16, 0.13, 0.12)
    thick = 0.020 if head.near else 0.028
    for (x, y), wide in zip(f.eyes, f.wide, strict=True):
        ring = oval(x, y - 0.006, wide * 1.42, 0.098)
        pen.flat(ring, _LENS, 0.20)
        pen.line(ring, frame, thick, closed=True)
        if head.near:
            pen.line([(x - wide * 0.7, y + 0.02), (x - wide * 0.2, y + 0.065)], (1.0, 1.0, 1.0), 0.014)
    (x0, y0), (x1, _) = f.eyes
    pen.line(arc((x0 + x1) / 2, y0, (x1 - x0) / 2 - f.wide[1] * 1.2, 0.03, 180, 0), frame, thick)
    temple = (head.across(-0.36, -0.21), y0 + 0.02)
    pen.line([(x0 - f.wide[0] * 1.4, y0 + 0.01), temple], frame, thick)
    if head.turn <= 0.5:
        pen.line([(x1 + f.wide[1] * 1.4, y0 + 0.01), (0.36, y0 + 0.02)], frame, thick)
