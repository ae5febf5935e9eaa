"""Hair: the mass over the skull, what falls behind, and the locks over it, in heads."""

import math

from rushes.film.vocabulary import Age, Hair
from rushes.tools.draft.figures.head import Head, near_ear
from rushes.tools.draft.figures.outline import Outline, Point, arc, curve, oval, smooth
from rushes.tools.draft.figures.pen import Pen, darker, lighter

_CAP_FRONT: tuple[Point, ...] = ((-0.375, -0.04), (-0.415, 0.16), (-0.36, 0.40), (-0.17, 0.545),
    (0.05, 0.57), (0.26, 0.49), (0.395, 0.28), (0.405, 0.10), (0.375, -0.04), (0.345, 0.10), (0.29, 0.22),
    (0.12, 0.275), (-0.08, 0.30), (-0.25, 0.22), (-0.335, 0.10))  # fmt: skip
_CAP_TURNED: tuple[Point, ...] = ((-0.17, -0.10), (-0.25, -0.16), (-0.385, -0.06), (-0.455, 0.16),
    (-0.40, 0.40), (-0.22, 0.545), (0.03, 0.58), (0.24, 0.51), (0.345, 0.34), (0.325, 0.215),
    (0.20, 0.285), (0.02, 0.27), (-0.10, 0.17), (-0.14, 0.04))  # fmt: skip
_CAP_AWAY: tuple[Point, ...] = ((-0.37, -0.10), (-0.42, 0.14), (-0.36, 0.40), (-0.17, 0.55), (0.05, 0.57),
    (0.27, 0.49), (0.40, 0.26), (0.41, 0.06), (0.36, -0.12), (0.25, -0.33), (0.0, -0.40), (-0.25, -0.33))  # fmt: skip


def cap(head: Head, grow: float = 1.0, low: float = 0.0) -> Outline:
    """The hair over the skull, `grow` times as thick; `low` lengthens its nape."""
    points = _CAP_AWAY if head.away else _CAP_TURNED if head.turn > 0.5 else _CAP_FRONT
    return smooth([(x * grow, 0.1 + (y - 0.1) * grow - (low if y < -0.2 else 0.0)) for x, y in points], steps=6)


def paint_fall(pen: Pen, head: Head) -> None:
    """Hair that hangs behind the neck, painted before the body."""
    back = head.across(0.0, -0.10)
    colour = darker(head.hair, 0.35)
    match head.look.hair:
        case Hair.LONG:
            edge = [(back - 0.40, 0.20), (back - 0.47, -0.25), (back - 0.46, -0.85), (back - 0.15, -0.98),
                (back + 0.20, -0.90), (back + 0.42, -0.70), (back + 0.40, 0.20), (back, 0.45)]  # fmt: skip
            pen.shape(smooth(edge), colour, turn=0.12)
        case Hair.WILD:
            pen.shape(_spikes(back, 0.06, 0.60, head.seed, low=-0.62), colour, turn=0.14)
        case Hair.CURLY:
            pen.shape([oval(back + 0.42 * math.cos(a), 0.02 + 0.36 * math.sin(a), 0.17) for a in (2.6,
                3.2, 3.8, -0.6, 0.0, 0.5)], colour, turn=0.1)  # fmt: skip
        case Hair.BUN | Hair.BRAID | Hair.SHORT | Hair.BALD:
            return


def paint_hair(pen: Pen, head: Head) -> None:
    """The hair over skull and brow."""
    _STYLES[head.look.hair](pen, head)
    near_ear(pen, head)
    if head.look.hair is Hair.LONG:
        _front_locks(pen, head)


def _bald(pen: Pen, head: Head) -> None:
    if not head.away:
        pen.flat(oval(head.across(0.10, 0.06), 0.37, 0.10, 0.05, tilt=-18), lighter(head.skin, 0.6), 0.55)
    if head.look.age is Age.CHILD:
        return
    if head.away:
        pen.shape(smooth([(-0.38, 0.06), (-0.40, -0.12), (-0.25, -0.34), (0.25, -0.34), (0.40, -0.12),
            (0.38, 0.06), (0.0, -0.04)]), head.hair, turn=0.08)  # fmt: skip
    elif head.turn > 0.5:
        pen.shape(
            smooth([(-0.14, 0.06), (-0.30, 0.14), (-0.42, 0.08), (-0.40, -0.12), (-0.26, -0.20), (-0.18, -0.12)]),
            head.hair,
            turn=0.08,
        )
    else:
        for side in (-1, 1):
            pen.shape(
                smooth([(side * 0.33, 0.12), (side * 0.40, 0.06), (side * 0.39, -0.08), (side * 0.345, -0.06)]),
                head.hair,
                turn=0.04,
            )


def _strands(pen: Pen, head: Head, *, strong: float = 0.5) -> None:
    """A few lines along the combing and a sheen."""
    if head.detail == "far":
        return
    deep, sheen = darker(head.hair, strong), lighter(head.hair, 0.22)
    lines = (
        ((-0.33, 0.12), (-0.20, 0.40), (0.05, 0.50)),
        ((-0.24, 0.24), (-0.08, 0.42), (0.16, 0.47)),
        ((-0.36, 0.28), (-0.28, 0.42), (-0.12, 0.52)),
    )
    for line in lines:
        pen.stroke(curve(line), deep, 0.014)
    pen.stroke(curve([(-0.18, 0.33), (0.0, 0.445), (0.18, 0.44)]), sheen, 0.022)


def _short(pen: Pen, head: Head) -> None:
    pen.shape(cap(head), head.hair, turn=0.10)
    if not head.away:
        x = head.across(0.0, 0.06)
        pen.shape(smooth([(x - 0.22, 0.30), (x - 0.05, 0.24), (x + 0.20, 0.30), (x + 0.27, 0.44),
            (x + 0.05, 0.585), (x - 0.2, 0.53)]), head.hair, turn=0.07, ink=0.5)  # fmt: skip
    _strands(pen, head)


def _curly(pen: Pen, head: Head) -> None:
    back = head.across(0.0, -0.06)
    rings: list[Outline] = [cap(head, 1.04)]
    span = (-28, 208) if not head.away else (-70, 250)
    count = 13
    for i in range(count):
        a = math.radians(span[0] + (span[1] - span[0]) * i / (count - 1))
        if head.turn > 0.5 and not head.away and a < math.radians(18):
            continue
        r = 0.115 + 0.025 * ((i * 7 + 3) % 4) / 3
        rings.append(oval(back + 0.40 * math.cos(a), 0.16 + 0.39 * math.sin(a), r, count=16))
    pen.shape(rings, head.hair, turn=0.09)
    if head.detail == "far":
        return
    for i in range(14):
        a, far = i * 2.4, 0.10 + 0.021 * i
        x, y = back + far * math.cos(a), 0.38 + far * 0.42 * math.sin(a)
        if head.away or y > 0.32:
            pen.stroke(arc(x, y, 0.055, 0.050, 150, -20, count=7), darker(head.hair, 0.5), 0.013)


def _long(pen: Pen, head: Head) -> None:
    if head.away:
        edge = [(-0.42, 0.14), (-0.36, 0.42), (-0.15, 0.56), (0.08, 0.57), (0.30, 0.47), (0.42, 0.20),
            (0.45, -0.30), (0.44, -0.85), (0.20, -1.02), (-0.06, -0.96), (-0.30, -1.03), (-0.46, -0.85),
            (-0.46, -0.30)]  # fmt: skip
        pen.shape(smooth(edge), head.hair, turn=0.13)
        for x in (-0.25, -0.02, 0.22):
            pen.stroke(curve([(x * 0.6, 0.40), (x, -0.2), (x * 1.1, -0.88)]), darker(head.hair, 0.5), 0.016)
        return
    pen.shape(cap(head, 1.04), head.hair, turn=0.10)
    _strands(pen, head)


def _front_locks(pen: Pen, head: Head) -> None:
    """Long hair in front of the ears."""
    if head.away:
        return
    if head.turn > 0.5:
        lock = [(-0.14, 0.20), (-0.10, 0.02), (-0.16, -0.30), (-0.13, -0.70), (-0.26, -0.90),
            (-0.46, -0.72), (-0.47, -0.25), (-0.43, 0.18), (-0.28, 0.34)]  # fmt: skip
        pen.shape(smooth(lock), head.hair, turn=0.11)
        pen.stroke(curve([(-0.24, 0.22), (-0.27, -0.25), (-0.24, -0.75)]), darker(head.hair, 0.5), 0.016)
        return
    for side in (-1, 1):
        lock = [(side * 0.30, 0.26), (side * 0.41, 0.10), (side * 0.46, -0.30), (side * 0.44, -0.78),
            (side * 0.32, -0.88), (side * 0.29, -0.45), (side * 0.345, -0.10), (side * 0.31, 0.12)]  # fmt: skip
        pen.shape(smooth(lock), head.hair, turn=0.08)


def _bun(pen: Pen, head: Head) -> None:
    x, y = (0.0, 0.30) if head.away else (head.across(0.0, -0.36), head.across(0.62, 0.42))
    bun = oval(x, y, 0.185, 0.165)
    if not head.away:
        pen.shape(bun, head.hair, turn=0.08)
    pen.shape(cap(head), head.hair, turn=0.10)
    if head.away:
        pen.shape(bun, lighter(head.hair, 0.08), turn=0.08)
    if head.detail != "far":
        pen.stroke(
            smooth([(x - 0.09, y), (x, y + 0.08), (x + 0.10, y + 0.02), (x + 0.02, y - 0.07)])[:20],
            darker(head.hair, 0.6),
            0.014,
        )
        _strands(pen, head)


def _braid(pen: Pen, head: Head) -> None:
    pen.shape(cap(head), head.hair, turn=0.10)
    _strands(pen, head)
    x = 0.0 if head.away else -0.34 if head.turn > 0.5 else 0.40
    top = -0.28 if head.away else -0.16
    for i in range(7):
        y = top - 0.115 * i
        r = 0.098 - 0.006 * i
        lean = 0.028 if i % 2 else -0.028
        pen.shape(oval(x + lean, y, r, 0.088, tilt=32 if i % 2 else -32, count=16), head.hair, turn=0.04)
    end = top - 0.115 * 7
    pen.flat(oval(x, end + 0.035, 0.06, 0.03, count=12), darker(head.hair, 0.9))
    pen.shape([(x - 0.04, end + 0.02), (x + 0.04, end + 0.02), (x + 0.06, end - 0.13), (x, end - 0.09),
        (x - 0.06, end - 0.12)], head.hair, turn=0.03)  # fmt: skip


def _wild(pen: Pen, head: Head) -> None:
    if head.away:
        pen.shape([_spikes(0.0, 0.06, 0.60, head.seed, low=-0.62), cap(head, 1.05)], head.hair, turn=0.14)
    else:
        x = head.across(0.0, -0.09)
        tufts = [
            _tuft(x, 0.16, a, 0.47 + 0.045 * ((k * 7 + 2) % 5))
            for k, a in enumerate(range(22 if head.turn < 0.5 else 48, 202, 17))
        ]
        pen.shape([cap(head, 1.07), *tufts], head.hair, turn=0.12)
    _strands(pen, head, strong=0.7)


def _tuft(x: float, y: float, angle: float, far: float) -> Outline:
    a = math.radians(angle)
    c, s = math.cos(a), math.sin(a)
    base = 0.34
    return [(x + base * c - 0.10 * s, y + base * s + 0.10 * c),
        (x + (far + 0.09) * math.cos(a - 0.13), y + (far + 0.09) * math.sin(a - 0.13)),
        (x + base * c + 0.10 * s, y + base * s - 0.10 * c)]  # fmt: skip


def _spikes(x: float, y: float, far: float, seed: int, *, low: float) -> Outline:
    """An uncombed mass, star-edged."""
    points: list[Point] = []
    for i in range(32):
        a = 2 * math.pi * i / 32
        r = far * (0.80 if i % 2 else 1.0 + 0.16 * ((seed >> (i % 11)) % 3) / 2)
        points.append((x + r * math.cos(a) * 0.92, max(y + r * math.sin(a), low)))
    return points


_STYLES = {Hair.BALD: _bald, Hair.SHORT: _short, Hair.CURLY: _curly, Hair.LONG: _long, Hair.BUN: _bun,
    Hair.BRAID: _braid, Hair.WILD: _wild}  # fmt: skip
