"""What heads wear, in heads, over the hair: hats, hoods, bonnets, helmets and crowns."""

from rushes.film.vocabulary import Headwear
from rushes.tools.draft.colour import Colour, from_hex, mix
from rushes.tools.draft.figures.head import Head
from rushes.tools.draft.figures.outline import Point, arc, box, curve, oval, smooth
from rushes.tools.draft.figures.pen import Pen, darker, lighter

_GOLD = (0.88, 0.70, 0.30)


def covers_hair(headwear: Headwear) -> bool:
    """Whether all hair is hidden under it."""
    return headwear in (Headwear.HOOD, Headwear.SCARF, Headwear.HELMET)


def paint_headwear(pen: Pen, head: Head) -> None:
    """The headwear in the look's colours."""
    main, accent = from_hex(head.look.main_colour), from_hex(head.look.accent_colour)
    _KINDS[head.look.headwear](pen, head, main, accent)


def _middle(head: Head) -> float:
    return 0.0 if head.away else head.across(0.0, -0.05)


def _brow_shadow(pen: Pen, head: Head, low: float) -> None:
    if not head.away:
        pen.shade(smooth([(-0.36, low + 0.08), (0.0, low + 0.02), (0.36, low + 0.08), (0.30, low - 0.02),
            (0.0, low - 0.09), (-0.34, low - 0.04)]), 0.15)  # fmt: skip


def _cap(pen: Pen, head: Head, main: Colour, accent: Colour) -> None:
    x = _middle(head)
    _brow_shadow(pen, head, 0.19)
    colour = mix(main, accent, 0.25)
    pen.shape(smooth([(x - 0.44, 0.22), (x - 0.47, 0.42), (x - 0.28, 0.61), (x + 0.06, 0.65),
        (x + 0.34, 0.54), (x + 0.42, 0.34), (x + 0.38, 0.22), (x, 0.28)]), colour, turn=0.12)  # fmt: skip
    pen.line(curve([(x - 0.44, 0.26), (x, 0.31), (x + 0.39, 0.26)]), darker(colour, 0.7), 0.03)
    if not head.away:
        fore = head.across(0.0, 0.22)
        pen.shape(smooth([(fore - 0.26, 0.27), (fore, 0.33), (fore + 0.26, 0.27), (fore + 0.30, 0.175),
            (fore, 0.155), (fore - 0.28, 0.18)]), darker(colour, 0.5), turn=0.04)  # fmt: skip
    pen.flat(oval(x, 0.645, 0.045, 0.03), accent)


def _brimmed(pen: Pen, head: Head, main: Colour, accent: Colour) -> None:
    x = _middle(head)
    colour = darker(main, 0.3)
    _brow_shadow(pen, head, 0.18)
    pen.shape(
        oval(x + head.across(0.0, 0.05), 0.27, 0.70, 0.125, tilt=head.across(0.0, -3.0)),
        darker(colour, 0.25),
        turn=0.05,
    )
    pen.shape(smooth([(x - 0.38, 0.29), (x - 0.36, 0.52), (x - 0.25, 0.74), (x - 0.04, 0.68),
        (x + 0.22, 0.75), (x + 0.34, 0.53), (x + 0.37, 0.29), (x, 0.235)]), colour, turn=0.13)  # fmt: skip
    pen.flat(
        smooth([(x - 0.375, 0.30), (x - 0.37, 0.40), (x, 0.345), (x + 0.365, 0.40), (x + 0.37, 0.30), (x, 0.235)]),
        accent,
    )


def _bowler(pen: Pen, head: Head, main: Colour, accent: Colour) -> None:
    x = _middle(head)
    colour = mix(darker(main, 0.9), (0.10, 0.09, 0.10), 0.5)
    _brow_shadow(pen, head, 0.20)
    pen.shape([*[arc(x, 0.30, 0.385, 0.44, 0, 180)], box(x - 0.385, 0.24, x + 0.385, 0.32)], colour, turn=0.14)
    pen.flat(box(x - 0.385, 0.29, x + 0.385, 0.365), accent)
    pen.shape(smooth([(x - 0.53, 0.31), (x - 0.40, 0.225), (x, 0.20), (x + 0.40, 0.225), (x + 0.53, 0.31),
        (x + 0.40, 0.285), (x, 0.275), (x - 0.40, 0.285)]), colour, turn=0.03)  # fmt: skip


def _top_hat(pen: Pen, head: Head, main: Colour, accent: Colour) -> None:
    x = _middle(head)
    colour = mix(darker(main, 0.9), (0.08, 0.08, 0.10), 0.65)
    _brow_shadow(pen, head, 0.20)
    pen.shape(smooth([(x - 0.35, 0.27), (x - 0.355, 0.60), (x - 0.40, 1.0), (x - 0.38, 1.03), (x, 1.06),
        (x + 0.38, 1.03), (x + 0.40, 1.0), (x + 0.355, 0.60), (x + 0.35, 0.27)]), colour, turn=0.15)  # fmt: skip
    pen.flat([(x - 0.355, 0.29), (x + 0.355, 0.29), (x + 0.352, 0.42), (x - 0.352, 0.42)], accent)
    pen.shape(smooth([(x - 0.56, 0.33), (x - 0.40, 0.235), (x, 0.205), (x + 0.40, 0.235),
        (x + 0.56, 0.33), (x + 0.40, 0.295), (x, 0.28), (x - 0.40, 0.295)]), colour, turn=0.03)  # fmt: skip


def _hood(pen: Pen, head: Head, main: Colour, accent: Colour) -> None:
    if head.away:
        pen.shape(smooth([(-0.48, -0.45), (-0.47, 0.15), (-0.30, 0.55), (0.02, 0.74), (0.32, 0.55),
            (0.47, 0.15), (0.48, -0.45), (0.0, -0.62)]), main, turn=0.14)  # fmt: skip
        pen.line(curve([(0.02, 0.70), (-0.04, 0.2), (0.0, -0.5)]), darker(main, 0.5), 0.016)
        return
    opening = ([(-0.15, -0.40), (-0.20, 0.0), (-0.12, 0.32), (0.10, 0.44), (0.33, 0.36), (0.345, 0.10),
        (0.33, -0.15), (0.26, -0.42), (0.05, -0.56)] if head.turn > 0.5 else [(-0.24, -0.46),
        (-0.325, -0.1), (-0.27, 0.26), (0.0, 0.42), (0.27, 0.26), (0.325, -0.1), (0.24, -0.46),
        (0.0, -0.56)])  # fmt: skip
    b = head.across(0.0, -0.09)
    outer = [(b - 0.46, -0.50), (b - 0.48, 0.05), (b - 0.37, 0.48), (b - 0.02, 0.70), (b + 0.36, 0.55),
        (b + 0.47, 0.15), (b + 0.44, -0.30), (b + 0.36, -0.58), (b, -0.68)]  # fmt: skip
    _ring(pen, outer, opening, main, turn=0.13)
    pen.line(smooth(opening), darker(main, 0.8), 0.045, closed=True)
    pen.shade(smooth([(x, y) for x, y in opening if y > 0.0] + [(0.3, 0.16), (0.0, 0.2), (-0.22, 0.12)]), 0.1)
    del accent


def _ring(pen: Pen, outer: list[Point], opening: list[Point], colour: Colour, *, turn: float) -> None:
    """A form around an opening: outer edge one way, opening back the other, joined by a slit."""
    rim, hole = [(float(x), float(y)) for x, y in smooth(outer)], [(float(x), float(y)) for x, y in smooth(opening)]
    start = min(range(len(hole)), key=lambda i: (hole[i][0] - rim[0][0]) ** 2 + (hole[i][1] - rim[0][1]) ** 2)
    inner = hole[start:] + hole[: start + 1]
    pen.shape([*rim, rim[0], *inner[::-1], rim[0]], colour, turn=turn)


def _scarf(pen: Pen, head: Head, main: Colour, accent: Colour) -> None:
    colour = mix(accent, main, 0.15)
    if head.away:
        pen.shape(smooth([(-0.41, -0.20), (-0.43, 0.2), (-0.26, 0.5), (0.02, 0.57), (0.28, 0.5),
            (0.43, 0.2), (0.41, -0.20), (0.0, -0.66)]), colour, turn=0.13)  # fmt: skip
        pen.line(curve([(-0.36, -0.16), (0.0, -0.30), (0.36, -0.16)]), darker(colour, 0.6), 0.02)
        return
    opening = ([(-0.10, -0.36), (-0.19, 0.0), (-0.10, 0.25), (0.12, 0.33), (0.33, 0.26), (0.35, -0.05),
        (0.30, -0.30), (0.17, -0.50), (0.02, -0.48)] if head.turn > 0.5 else [(-0.16, -0.45),
        (-0.30, -0.15), (-0.29, 0.14), (0.0, 0.34), (0.29, 0.14), (0.30, -0.15), (0.16, -0.45),
        (0.0, -0.50)])  # fmt: skip
    b = head.across(0.0, -0.06)
    outer = [(b - 0.30, -0.52), (b - 0.40, -0.20), (b - 0.44, 0.18), (b - 0.29, 0.49), (b + 0.02, 0.58),
        (b + 0.31, 0.48), (b + 0.425, 0.18), (b + 0.40, -0.25), (b + 0.28, -0.52), (b, -0.60)]  # fmt: skip
    _ring(pen, outer, opening, colour, turn=0.12)
    x = head.across(0.0, 0.08)
    pen.shape([smooth([(x, -0.52), (x - 0.20, -0.66), (x - 0.14, -0.76), (x + 0.02, -0.58)]),
        smooth([(x, -0.52), (x + 0.20, -0.64), (x + 0.16, -0.76), (x, -0.58)]), oval(x, -0.55, 0.06)],
        colour, turn=0.04)  # fmt: skip
    for i in range(4):
        pen.flat(oval(b - 0.26 + 0.17 * i, 0.42 + 0.04 * (i % 2), 0.028, count=10), lighter(colour, 0.6))


def _bonnet(pen: Pen, head: Head, main: Colour, accent: Colour) -> None:
    colour = lighter(from_hex(head.look.second_colour), 0.25)
    x = _middle(head)
    back = 0.0 if head.away else head.across(0.0, -0.18)
    if head.away:
        pen.shape(smooth([(-0.44, -0.26), (-0.50, 0.16), (-0.34, 0.52), (0.02, 0.66), (0.36, 0.52),
            (0.50, 0.16), (0.44, -0.26), (0.0, -0.36)]), colour, turn=0.14)  # fmt: skip
        pen.line(curve([(-0.42, -0.16), (0.0, -0.24), (0.42, -0.16)]), accent, 0.06)
        return
    if head.turn > 0.5:
        pen.shape(smooth([(-0.20, -0.20), (-0.45, -0.22), (-0.56, 0.14), (-0.42, 0.50), (-0.08, 0.66),
            (0.22, 0.58), (0.10, 0.34), (-0.10, 0.20)]), colour, turn=0.12)  # fmt: skip
        pen.shape(smooth([(-0.16, -0.24), (-0.24, 0.06), (-0.10, 0.40), (0.20, 0.68), (0.50, 0.56),
            (0.46, 0.40), (0.22, 0.35), (0.0, 0.16), (-0.08, -0.20)]), lighter(colour, 0.2), turn=0.06)  # fmt: skip
        pen.line(curve([(-0.20, 0.0), (-0.14, 0.32), (0.14, 0.60)]), accent, 0.045)
        pen.line(curve([(-0.14, -0.20), (-0.08, -0.40), (0.06, -0.52)]), accent, 0.045)
    else:
        opening = [(-0.27, -0.36), (-0.335, 0.0), (-0.26, 0.24), (0.0, 0.33), (0.26, 0.24), (0.335, 0.0),
            (0.27, -0.36), (0.31, -0.40), (0.0, -0.30)][:7]  # fmt: skip
        rim = [(-0.36, -0.40), (-0.52, 0.08), (-0.40, 0.48), (0.0, 0.70), (0.40, 0.48), (0.52, 0.08), (0.36, -0.40)]
        edge = [(float(a), float(b)) for a, b in curve(rim)] + [(float(a), float(b)) for a, b in curve(opening[::-1])]
        pen.shape(edge, colour, turn=0.1)
        pen.line(curve([(-0.44, 0.10), (-0.33, 0.42), (0.0, 0.58), (0.33, 0.42), (0.44, 0.10)]), accent, 0.05)
        for side in (-1, 1):
            pen.line(curve([(side * 0.32, -0.36), (side * 0.2, -0.50), (0.0, -0.56)]), accent, 0.045)
    bow = head.across(0.0, 0.08)
    pen.shape([oval(bow - 0.10, -0.57, 0.10, 0.06, tilt=-20),
        oval(bow + 0.10, -0.57, 0.10, 0.06, tilt=20), oval(bow, -0.565, 0.04)], accent, turn=0.03)  # fmt: skip
    del x, back, main


def _helmet(pen: Pen, head: Head, main: Colour, accent: Colour) -> None:
    steel = mix(lighter(main, 0.35), (0.66, 0.68, 0.72), 0.65)
    x = _middle(head)
    if head.away:
        pen.shape(smooth([(-0.44, -0.28), (-0.47, 0.16), (-0.32, 0.52), (0.0, 0.63), (0.32, 0.52),
            (0.47, 0.16), (0.44, -0.28), (0.0, -0.36)]), steel, turn=0.15)  # fmt: skip
    else:
        pen.shape([arc(x, 0.14, 0.46, 0.50, 0, 180), box(x - 0.46, 0.10, x + 0.46, 0.16)], steel, turn=0.16)
        cheek = [(x - 0.46, 0.14), (x - 0.45, -0.25), (x - 0.33, -0.42), (x - 0.20, -0.30), (x - 0.22, 0.14)]
        pen.shape(cheek, steel, turn=0.08)
        if head.turn <= 0.5:
            pen.shape([(-px, py) for px, py in cheek], steel, turn=0.08)
        nose = head.across(0.0, 0.18)
        pen.shape([(x - 0.44, 0.22), (x + 0.44, 0.22), (x + 0.44, 0.12), (nose + 0.05, 0.11),
            (nose + 0.03, -0.14), (nose - 0.03, -0.14), (nose - 0.05, 0.11), (x - 0.44, 0.12)],
            darker(steel, 0.25), turn=0.03)  # fmt: skip
    pen.shape(
        smooth([(x - 0.12, 0.60), (x - 0.30, 0.78), (x - 0.10, 0.90), (x + 0.20, 0.80), (x + 0.12, 0.60)]),
        accent,
        turn=0.07,
    )
    pen.flat(oval(x - 0.18, 0.42, 0.06, 0.11, tilt=-30), lighter(steel, 0.7), 0.6)


def _crown(pen: Pen, head: Head, main: Colour, accent: Colour) -> None:
    x = _middle(head)
    low, top = 0.36, 0.66
    tips: list[Point] = []
    for i in range(5):
        px = x - 0.38 + 0.19 * i
        tips.append((px, top + (0.06 if i == 2 else 0.0)))
        if i < 4:
            tips.append((px + 0.095, top - 0.14))
    pen.shape(
        [(x + 0.33, low), *[(px, py) for px, py in reversed(tips)], (x - 0.33, low), (x, low - 0.05)], _GOLD, turn=0.09
    )
    pen.line(curve([(x - 0.335, low + 0.045), (x, low), (x + 0.335, low + 0.045)]), darker(_GOLD, 0.7), 0.03)
    for i, (px, py) in enumerate(tips[::2]):
        pen.flat(oval(px, py + 0.02, 0.035), accent if i % 2 else lighter(main, 0.2))
    pen.flat(oval(x, low + 0.10, 0.05, 0.06), accent)


_KINDS = {Headwear.CAP: _cap, Headwear.BRIMMED: _brimmed, Headwear.BOWLER: _bowler,
    Headwear.TOP_HAT: _top_hat, Headwear.HOOD: _hood, Headwear.SCARF: _scarf, Headwear.BONNET: _bonnet,
    Headwear.HELMET: _helmet, Headwear.CROWN: _crown}  # fmt: skip
