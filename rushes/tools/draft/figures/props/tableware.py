"""Small things: cups, bottles, bread, coins, rings, keys, watches, bells, umbrellas, rope."""

import math

from rushes.tools.draft.figures.outline import arc, box, curve, oval, smooth
from rushes.tools.draft.figures.pen import Pen, darker, lighter
from rushes.tools.draft.figures.props.material import BLUE, BRASS, CLOTH, GOLD, GREEN, INK, PAPER, RED, WOOD

_SHINE = (1.0, 1.0, 1.0)


def cup(pen: Pen) -> None:
    """A cup on its saucer, steaming."""
    pen.shape(oval(0.0, 0.08, 0.47, 0.085), CLOTH, turn=0.05)
    pen.line(oval(0.0, 0.09, 0.40, 0.06), BLUE, 0.012, closed=True)
    pen.line(arc(0.31, 0.34, 0.135, 0.13, -95, 110), CLOTH, 0.05)
    pen.shape(smooth([(-0.33, 0.54), (-0.31, 0.34), (-0.20, 0.15), (-0.12, 0.09), (0.12, 0.09),
        (0.20, 0.15), (0.31, 0.34), (0.33, 0.54), (0.0, 0.50)]), CLOTH, turn=0.12)  # fmt: skip
    pen.shape(oval(0.0, 0.54, 0.335, 0.075), lighter(CLOTH, 0.5), turn=0, ink=0.8)
    pen.flat(oval(0.0, 0.53, 0.295, 0.055), (0.34, 0.20, 0.12))
    pen.line(curve([(-0.315, 0.42), (0.0, 0.355), (0.315, 0.42)]), BLUE, 0.03)
    for x in (-0.10, 0.06):
        pen.flat(smooth([(x, 0.60), (x + 0.05, 0.70), (x - 0.01, 0.80), (x + 0.05, 0.93),
            (x + 0.02, 0.80), (x + 0.085, 0.70)]), (0.97, 0.97, 0.97), 0.5)  # fmt: skip


def bottle(pen: Pen) -> None:
    """A wine bottle."""
    glass = darker(GREEN, 0.3)
    outline = [(-0.135, 0.0), (-0.15, 0.04), (-0.15, 0.52), (-0.12, 0.62), (-0.052, 0.70), (-0.045, 0.90),
        (0.045, 0.90), (0.052, 0.70), (0.12, 0.62), (0.15, 0.52), (0.15, 0.04), (0.135, 0.0)]  # fmt: skip
    pen.shape(smooth(outline, steps=4), glass, turn=0.06)
    pen.flat(smooth([(-0.115, 0.06), (-0.115, 0.54), (-0.085, 0.58), (-0.085, 0.06)]), lighter(GREEN, 0.5), 0.75)
    pen.shape(box(-0.152, 0.15, 0.152, 0.42), PAPER, turn=0.05, ink=0.6)
    pen.line([(-0.10, 0.36), (0.10, 0.36)], RED, 0.026)
    for y in (0.31, 0.27, 0.22):
        pen.line([(-0.09, y), (0.09, y)], INK, 0.009)
    pen.shape(box(-0.052, 0.84, 0.052, 0.90), RED, turn=0.02)
    pen.shape(box(-0.036, 0.895, 0.036, 0.96), (0.72, 0.56, 0.38), turn=0.02)


def bread(pen: Pen) -> None:
    """A round loaf, cut open."""
    crust = (0.72, 0.46, 0.22)
    pen.shape(smooth([(-0.49, 0.12), (-0.47, 0.30), (-0.28, 0.47), (0.0, 0.51), (0.24, 0.46),
        (0.40, 0.32), (0.42, 0.10), (0.20, 0.01), (-0.30, 0.0)]), crust, turn=0.12)  # fmt: skip
    for x in (-0.28, -0.10, 0.08):
        pen.shape(
            smooth([(x - 0.05, 0.34), (x + 0.01, 0.43), (x + 0.10, 0.45), (x + 0.05, 0.36), (x, 0.29)]),
            (0.90, 0.72, 0.45),
            turn=0.02,
            ink=0.6,
        )
    pen.shape(
        smooth([(0.22, 0.03), (0.25, 0.30), (0.33, 0.41), (0.43, 0.38), (0.49, 0.22), (0.44, 0.04), (0.33, -0.005)]),
        crust,
        turn=0.03,
    )
    pen.flat(
        smooth(
            [(0.265, 0.05), (0.285, 0.29), (0.34, 0.375), (0.415, 0.345), (0.455, 0.21), (0.41, 0.065), (0.33, 0.03)]
        ),
        (0.95, 0.86, 0.66),
    )
    for x, y in ((0.33, 0.12), (0.39, 0.20), (0.34, 0.27), (0.40, 0.29), (0.36, 0.07)):
        pen.flat(oval(x, y, 0.016, 0.012, count=10), (0.80, 0.66, 0.44))


def coin(pen: Pen) -> None:
    """Gold coins: one on edge against a pile."""
    for i in range(4):
        pen.shape(oval(-0.06 + 0.03 * (i % 2), 0.08 + 0.085 * i, 0.38, 0.115), darker(GOLD, 0.3), turn=0.05)
        pen.shape(oval(-0.06 + 0.03 * (i % 2), 0.125 + 0.085 * i, 0.38, 0.11), GOLD, turn=0.05)
    pen.shape(oval(0.165, 0.41, 0.315, 0.39, tilt=-12), darker(GOLD, 0.35), turn=0.05)
    pen.shape(oval(0.125, 0.42, 0.305, 0.385, tilt=-12), GOLD, turn=0.08)
    pen.line(oval(0.125, 0.42, 0.255, 0.33, tilt=-12), darker(GOLD, 0.55), 0.014, closed=True)
    pen.flat(smooth([(0.03, 0.24), (0.05, 0.36), (0.0, 0.45), (0.035, 0.48), (0.05, 0.58), (0.14, 0.64),
        (0.22, 0.57), (0.20, 0.44), (0.24, 0.27)]), darker(GOLD, 0.4))  # fmt: skip
    pen.flat(oval(0.0, 0.60, 0.04, 0.09, tilt=-28), _SHINE, 0.6)


def ring(pen: Pen) -> None:
    """A gold ring with a stone."""
    pen.line(oval(0.0, 0.35, 0.315, 0.325), darker(GOLD, 0.7), 0.115, closed=True)
    pen.line(oval(0.0, 0.35, 0.315, 0.325), GOLD, 0.085, closed=True)
    pen.line(arc(0.0, 0.35, 0.325, 0.335, 120, 215), lighter(GOLD, 0.6), 0.026)
    pen.shape([(-0.14, 0.66), (0.14, 0.66), (0.09, 0.74), (-0.09, 0.74)], darker(GOLD, 0.2), turn=0.03)
    gem = (0.24, 0.50, 0.66)
    pen.shape([(0.0, 0.66), (0.19, 0.83), (0.12, 0.95), (-0.12, 0.95), (-0.19, 0.83)], gem, turn=0)
    pen.flat([(-0.19, 0.83), (-0.07, 0.83), (0.0, 0.66)], darker(gem, 0.4))
    pen.flat([(-0.07, 0.83), (0.07, 0.83), (0.0, 0.66)], lighter(gem, 0.25))
    pen.flat([(-0.12, 0.95), (-0.07, 0.83), (0.07, 0.83), (0.12, 0.95)], lighter(gem, 0.5))
    for x, y, r in ((0.22, 0.98, 0.07), (-0.26, 0.55, 0.05)):
        pen.flat([(x, y + r), (x + r * 0.18, y + r * 0.18), (x + r, y), (x + r * 0.18, y - r * 0.18),
            (x, y - r), (x - r * 0.18, y - r * 0.18), (x - r, y), (x - r * 0.18, y + r * 0.18)], _SHINE)  # fmt: skip


def key(pen: Pen) -> None:
    """An old key, lying aslant."""
    own = pen.at((0.0, 0.5), angle=-40)
    iron = (0.60, 0.50, 0.32)
    own.line(oval(0.0, 0.36, 0.115, 0.125), darker(iron, 0.8), 0.085, closed=True)
    own.line(oval(0.0, 0.36, 0.115, 0.125), iron, 0.058, closed=True)
    own.shape(box(-0.034, -0.52, 0.034, 0.23), iron, turn=0.02)
    own.shape(oval(0.0, 0.20, 0.065, 0.03), iron, turn=0.02)
    own.shape(oval(0.0, 0.13, 0.05, 0.024), iron, turn=0.02)
    own.shape([(0.03, -0.50), (0.20, -0.50), (0.20, -0.42), (0.13, -0.42), (0.13, -0.38), (0.20, -0.38),
        (0.20, -0.28), (0.03, -0.28)], iron, turn=0.03)  # fmt: skip
    own.line([(-0.014, -0.48), (-0.014, 0.20)], lighter(iron, 0.5), 0.012)


def watch(pen: Pen) -> None:
    """A pocket watch on its chain, lid open."""
    for i in range(8):
        a = math.radians(100 + 24 * i)
        pen.line(
            oval(0.14 + 0.30 * math.cos(a), 0.87 + 0.10 * math.sin(a), 0.034, 0.018, tilt=24 * i),
            GOLD,
            0.014,
            closed=True,
        )
    pen.shape(oval(0.30, 0.60, 0.19, 0.29, tilt=-32), darker(GOLD, 0.25), turn=0.05)
    pen.flat(oval(0.305, 0.605, 0.15, 0.245, tilt=-32), lighter(GOLD, 0.3))
    pen.line(oval(-0.06, 0.775, 0.065, 0.07), GOLD, 0.026, closed=True)
    pen.shape(box(-0.10, 0.68, -0.02, 0.74), GOLD, turn=0.02)
    pen.shape(oval(-0.06, 0.35, 0.345), GOLD, turn=0.08)
    pen.shape(oval(-0.06, 0.35, 0.285), PAPER, turn=0.03, ink=0.6)
    for i in range(12):
        mark = pen.at((-0.06, 0.35), angle=30 * i)
        mark.flat(box(-0.011, 0.205 if i % 3 else 0.185, 0.011, 0.255), INK)
    for angle, long, wide in ((-62, 0.16, 0.018), (24, 0.23, 0.013)):
        pen.at((-0.06, 0.35), angle=angle).flat([(-wide, -0.03), (wide, -0.03), (0.0, long)], INK)
    pen.line(oval(-0.06, 0.215, 0.055), INK, 0.008, closed=True)
    pen.flat(oval(-0.16, 0.49, 0.07, 0.03, tilt=38), _SHINE, 0.45)


def bell(pen: Pen) -> None:
    """A brass hand-bell."""
    pen.shape(oval(0.0, 0.06, 0.075), darker(BRASS, 0.6), turn=0.03)
    pen.shape(smooth([(-0.42, 0.09), (-0.34, 0.18), (-0.25, 0.36), (-0.20, 0.54), (-0.09, 0.62),
        (0.09, 0.62), (0.20, 0.54), (0.25, 0.36), (0.34, 0.18), (0.42, 0.09), (0.0, 0.05)]), BRASS,
        turn=0.13)  # fmt: skip
    pen.line(curve([(-0.36, 0.165), (0.0, 0.12), (0.36, 0.165)]), darker(BRASS, 0.6), 0.018)
    pen.line(curve([(-0.205, 0.51), (0.0, 0.48), (0.205, 0.51)]), darker(BRASS, 0.5), 0.014)
    pen.flat(smooth([(-0.20, 0.24), (-0.14, 0.50), (-0.10, 0.50), (-0.13, 0.24)]), lighter(BRASS, 0.7), 0.8)
    pen.shape(oval(0.0, 0.65, 0.065, 0.035), BRASS, turn=0.02)
    pen.shape(
        smooth([(-0.045, 0.66), (-0.075, 0.80), (-0.05, 0.96), (0.0, 1.0), (0.05, 0.96), (0.075, 0.80), (0.045, 0.66)]),
        WOOD,
        turn=0.05,
    )


def umbrella(pen: Pen) -> None:
    """An open umbrella."""
    pen.line([(0.0, 0.16), (0.0, 1.0)], INK, 0.026)
    pen.line(arc(-0.075, 0.115, 0.075, 0.09, -180, 0), WOOD, 0.045)
    cloth = (0.22, 0.25, 0.33)
    rim = [(-0.50, 0.50), (-0.42, 0.56), (-0.33, 0.52), (-0.18, 0.585), (0.0, 0.53), (0.18, 0.585),
        (0.33, 0.52), (0.42, 0.56), (0.50, 0.50)]  # fmt: skip
    dome = arc(0.0, 0.48, 0.50, 0.46, 3, 177)
    pen.shape([*rim, *dome], cloth, turn=0.12)
    for x in (-0.33, 0.0, 0.33):
        pen.line(curve([(x, 0.525), (x * 0.80, 0.74), (0.0, 0.935)]), darker(cloth, 0.8), 0.012)
    pen.flat(
        smooth([(-0.16, 0.60), (-0.14, 0.76), (-0.03, 0.90), (-0.03, 0.72), (-0.04, 0.57)]), lighter(cloth, 0.3), 0.5
    )
    pen.line([(0.0, 0.93), (0.0, 1.0)], INK, 0.02)


def rope(pen: Pen) -> None:
    """A coil of rope."""
    hemp = (0.76, 0.62, 0.40)
    for i in range(4):
        y = 0.12 + 0.115 * i
        pen.line(oval(0.0, y, 0.40 - 0.012 * i, 0.135), darker(hemp, 0.75), 0.125, closed=True)
        pen.line(oval(0.0, y, 0.40 - 0.012 * i, 0.135), hemp, 0.098, closed=True)
        for k in range(18):
            a = math.radians(190 + 9.4 * k)
            x, low = (0.40 - 0.012 * i) * math.cos(a), y + 0.135 * math.sin(a)
            pen.line([(x - 0.02, low - 0.035), (x + 0.025, low + 0.035)], darker(hemp, 0.5), 0.010)
    for colour, wide in ((darker(hemp, 0.75), 0.115), (hemp, 0.088)):
        pen.line(curve([(0.30, 0.56), (0.44, 0.42), (0.40, 0.20), (0.47, 0.05)]), colour, wide)
    pen.shape(
        [(0.43, 0.08), (0.52, 0.06), (0.54, -0.02), (0.49, 0.01), (0.46, -0.03), (0.44, 0.01)],
        lighter(hemp, 0.2),
        turn=0,
    )


TABLEWARE = {"cup": cup, "bottle": bottle, "bread": bread, "coin": coin, "ring": ring, "key": key,
    "watch": watch, "bell": bell, "umbrella": umbrella, "rope": rope}  # fmt: skip
