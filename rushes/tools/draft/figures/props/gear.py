"""Weapons, tools and workings: knives, swords, guns, levers, wheels, machines."""

import math

from rushes.tools.draft.figures.outline import Outline, arc, box, curve, oval, round_box, smooth, tube
from rushes.tools.draft.figures.pen import Pen, darker, lighter
from rushes.tools.draft.figures.props.material import BRASS, GREEN, INK, IRON, LEATHER, PALE_WOOD, RED, STEEL, WOOD


def knife(pen: Pen) -> None:
    """A kitchen knife, aslant."""
    own = pen.at((-0.03, 0.335), angle=-52)
    own.shape(
        smooth([(-0.075, -0.02), (-0.078, 0.26), (-0.02, 0.52), (0.062, 0.60), (0.065, 0.30), (0.06, -0.02)]),
        STEEL,
        turn=0.03,
    )
    own.flat(
        smooth([(-0.07, 0.0), (-0.072, 0.25), (-0.02, 0.49), (0.03, 0.56), (-0.03, 0.28), (-0.035, 0.0)]),
        lighter(STEEL, 0.65),
    )
    own.shape(box(-0.085, -0.06, 0.075, -0.01), BRASS, turn=0.02)
    own.shape(smooth([(-0.062, -0.06), (-0.058, -0.24), (-0.075, -0.44), (0.0, -0.50), (0.06, -0.45),
        (0.048, -0.24), (0.060, -0.06)]), WOOD, turn=0.05)  # fmt: skip
    for y in (-0.14, -0.26, -0.38):
        own.flat(oval(-0.002, y, 0.015, count=10), BRASS)


def sword(pen: Pen) -> None:
    """A straight sword, point up and aslant."""
    own = pen.at((0.0, 0.46), angle=-32)
    own.shape([(-0.045, -0.22), (-0.038, 0.50), (0.0, 0.62), (0.038, 0.50), (0.045, -0.22)], STEEL, turn=0.02)
    own.flat([(-0.045, -0.22), (-0.038, 0.50), (0.0, 0.62), (0.0, -0.22)], lighter(STEEL, 0.55))
    own.line([(0.0, -0.20), (0.0, 0.42)], darker(STEEL, 0.5), 0.012)
    own.shape(
        smooth([(-0.20, -0.20), (-0.18, -0.255), (0.0, -0.265), (0.18, -0.255), (0.20, -0.20), (0.0, -0.215)]),
        BRASS,
        turn=0.02,
    )
    own.shape(box(-0.030, -0.44, 0.030, -0.25), LEATHER, turn=0.02)
    for i in range(5):
        own.line([(-0.03, -0.42 + 0.038 * i), (0.03, -0.395 + 0.038 * i)], BRASS, 0.009)
    own.shape(oval(0.0, -0.475, 0.052), BRASS, turn=0.03)
    own.flat(oval(0.0, -0.475, 0.022), RED)


def gun(pen: Pen) -> None:
    """A revolver."""
    own = pen.at((0.04, 0.10), angle=4)
    own.shape(smooth([(-0.30, 0.37), (-0.24, 0.20), (-0.33, -0.05), (-0.44, -0.09), (-0.49, -0.02),
        (-0.43, 0.16), (-0.42, 0.36)]), WOOD, turn=0.06)  # fmt: skip
    own.flat(oval(-0.37, 0.14, 0.018), BRASS)
    own.shape([(-0.42, 0.34), (-0.36, 0.50), (0.10, 0.49), (0.10, 0.33), (-0.12, 0.28), (-0.28, 0.26)], IRON, turn=0.05)
    own.shape(box(0.05, 0.375, 0.46, 0.475), lighter(IRON, 0.08), turn=0.05)
    own.shape(box(0.08, 0.335, 0.36, 0.37), IRON, turn=0.02)
    own.shape(round_box(-0.16, 0.30, 0.08, 0.505, 0.03), lighter(IRON, 0.15), turn=0.06)
    for y in (0.36, 0.44):
        own.shape(round_box(-0.12, y - 0.018, 0.06, y + 0.018, 0.015), darker(IRON, 0.6), turn=0, ink=0)
    own.shape(smooth([(-0.42, 0.44), (-0.47, 0.56), (-0.40, 0.58), (-0.34, 0.50)]), IRON, turn=0.02)
    own.shape([(0.42, 0.47), (0.45, 0.52), (0.46, 0.47)], IRON, turn=0)
    own.line(arc(-0.16, 0.265, 0.105, 0.10, 180, 360), IRON, 0.026)
    own.line(curve([(-0.15, 0.29), (-0.17, 0.23), (-0.14, 0.20)]), IRON, 0.022)
    own.line([(-0.10, 0.455), (0.44, 0.455)], lighter(IRON, 0.5), 0.011)


def lever(pen: Pen) -> None:
    """A railwayman's lever in its quadrant."""
    pen.shape([(-0.44, 0.0), (0.44, 0.0), (0.40, 0.10), (-0.40, 0.10)], IRON, turn=0.03)
    fan: Outline = [*arc(0.0, 0.10, 0.40, 0.40, 0, 180), *arc(0.0, 0.10, 0.25, 0.25, 180, 0)]
    pen.shape(fan, darker(GREEN, 0.3), turn=0.04)
    for i in range(9):
        a = math.radians(18 + 18 * i)
        pen.line(
            [(0.36 * math.cos(a), 0.10 + 0.36 * math.sin(a)), (0.41 * math.cos(a), 0.10 + 0.41 * math.sin(a))],
            INK,
            0.016,
        )
    own = pen.at((0.0, 0.10), angle=-27)
    own.shape([(-0.035, 0.0), (0.035, 0.0), (0.024, 0.72), (-0.024, 0.72)], STEEL, turn=0.02)
    own.shape(smooth([(-0.045, 0.70), (-0.055, 0.80), (-0.045, 0.97), (0.0, 1.0), (0.045, 0.97),
        (0.055, 0.80), (0.045, 0.70)]), RED, turn=0.04)  # fmt: skip
    own.line([(0.075, 0.56), (0.085, 0.80), (0.060, 0.86)], STEEL, 0.02)
    pen.shape(oval(0.0, 0.10, 0.10), IRON, turn=0.04)
    pen.shape(oval(0.0, 0.10, 0.045), BRASS, turn=0.02)


def wheel(pen: Pen) -> None:
    """A spoked cart wheel."""
    for colour, wide in ((darker(WOOD, 0.8), 0.125), (WOOD, 0.100)):
        pen.line(oval(0.0, 0.5, 0.425, count=48), colour, wide, closed=True)
    pen.line(oval(0.0, 0.5, 0.478, count=48), IRON, 0.030, closed=True)
    for i in range(10):
        spoke = pen.at((0.0, 0.5), angle=36 * i + 6)
        spoke.shape([(-0.028, 0.06), (0.028, 0.06), (0.020, 0.385), (-0.020, 0.385)], PALE_WOOD, turn=0.015)
    pen.shape(oval(0.0, 0.5, 0.115), WOOD, turn=0.04)
    pen.shape(oval(0.0, 0.5, 0.065), IRON, turn=0.03)
    pen.flat(oval(0.0, 0.5, 0.025), lighter(IRON, 0.4))


def machine(pen: Pen) -> None:
    """A machine with a flywheel, pistons, gauges and pipes."""
    pen.shape(box(-0.48, 0.0, 0.48, 0.10), IRON, turn=0.03)
    pen.shape(round_box(-0.16, 0.10, 0.46, 0.58, 0.05), GREEN, turn=0.08)
    pen.line(curve([(0.34, 0.55), (0.36, 0.86), (0.44, 0.95), (0.50, 0.95)]), BRASS, 0.055)
    pen.shape(box(0.02, 0.56, 0.16, 0.93), IRON, turn=0.04)
    pen.shape(box(-0.01, 0.90, 0.19, 0.96), darker(IRON, 0.4), turn=0.02)
    for x, angle in ((0.04, 40), (0.27, -50)):
        pen.shape(oval(x, 0.42, 0.092), BRASS, turn=0.03)
        pen.flat(oval(x, 0.42, 0.070), (0.95, 0.93, 0.85))
        pen.at((x, 0.42), angle=angle).flat([(-0.010, -0.02), (0.010, -0.02), (0.0, 0.060)], RED)
    for i in range(6):
        pen.flat(oval(-0.11 + 0.105 * i, 0.145, 0.014, count=10), BRASS)
    for i in range(4):
        pen.line([(0.02, 0.20 + 0.035 * i), (0.34, 0.20 + 0.035 * i)], darker(GREEN, 0.7), 0.014)
    for i in range(12):
        tooth = pen.at((-0.26, 0.40), angle=30 * i)
        tooth.shape([(-0.040, 0.24), (0.040, 0.24), (0.026, 0.315), (-0.026, 0.315)], IRON, turn=0)
    pen.line(oval(-0.26, 0.40, 0.215, count=40), IRON, 0.075, closed=True)
    for i in range(5):
        pen.at((-0.26, 0.40), angle=72 * i).shape(box(-0.022, 0.0, 0.022, 0.19), IRON, turn=0.01)
    pen.shape(oval(-0.26, 0.40, 0.065), BRASS, turn=0.03)
    pen.shape(tube([((-0.19, 0.50), 0.026), ((0.07, 0.70), 0.022)]), STEEL, turn=0.015)
    pen.shape(oval(-0.19, 0.50, 0.035), BRASS, turn=0.015)


def tools(pen: Pen) -> None:
    """A hammer and a spanner crossed, a screwdriver below."""
    own = pen.at((0.0, 0.44), angle=38)
    own.shape([(-0.030, -0.46), (0.030, -0.46), (0.024, 0.34), (-0.024, 0.34)], PALE_WOOD, turn=0.02)
    own.shape([(-0.19, 0.32), (0.09, 0.32), (0.22, 0.46), (0.18, 0.47), (0.06, 0.44), (-0.19, 0.45)], IRON, turn=0.04)
    own.shape(box(-0.215, 0.30, -0.16, 0.47), lighter(IRON, 0.2), turn=0.02)
    own = pen.at((0.02, 0.44), angle=-40)
    own.shape([(-0.035, -0.36), (0.035, -0.36), (0.028, 0.30), (-0.028, 0.30)], STEEL, turn=0.02)
    jaw = [(-0.05, 0.26), (-0.125, 0.36), (-0.10, 0.50), (-0.045, 0.50), (-0.05, 0.40), (0.05, 0.40),
        (0.045, 0.50), (0.10, 0.50), (0.125, 0.36), (0.05, 0.26)]  # fmt: skip
    own.shape(jaw, STEEL, turn=0.03)
    own.line(oval(0.0, -0.41, 0.065), STEEL, 0.050, closed=True)
    own.line([(-0.012, -0.32), (-0.012, 0.26)], lighter(STEEL, 0.5), 0.010)
    low = pen.at((0.0, 0.07), angle=-90)
    low.shape(box(-0.014, -0.02, 0.014, 0.40), STEEL, turn=0.01)
    low.shape(
        smooth([(-0.05, -0.03), (-0.06, -0.20), (-0.05, -0.38), (0.05, -0.38), (0.06, -0.20), (0.05, -0.03)]),
        RED,
        turn=0.04,
    )
    low.shape([(-0.022, 0.40), (0.022, 0.40), (0.016, 0.45), (-0.016, 0.45)], STEEL, turn=0)


GEAR = {"knife": knife, "sword": sword, "gun": gun, "lever": lever, "wheel": wheel, "machine": machine, "tools": tools}
