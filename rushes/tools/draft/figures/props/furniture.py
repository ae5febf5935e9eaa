"""What rooms are furnished with: clocks, doors, windows, mirrors, tables, chairs, beds, boxes, bags."""

import math

from rushes.tools.draft.figures.outline import arc, box, curve, oval, round_box, smooth
from rushes.tools.draft.figures.pen import Pen, darker, lighter
from rushes.tools.draft.figures.props.material import (
    BRASS,
    CLOTH,
    DARK_WOOD,
    INK,
    IRON,
    LEATHER,
    PALE_WOOD,
    PAPER,
    RED,
    WOOD,
)


def clock(pen: Pen) -> None:
    """A mantel clock."""
    pen.shape([(-0.46, 0.0), (0.46, 0.0), (0.44, 0.10), (-0.44, 0.10)], DARK_WOOD, turn=0.04)
    pen.shape([*arc(0.0, 0.52, 0.38, 0.43, 0, 180), (-0.38, 0.10), (0.38, 0.10)], WOOD, turn=0.08)
    pen.shape(oval(0.0, 0.53, 0.325), BRASS, turn=0.03)
    pen.shape(oval(0.0, 0.53, 0.285), PAPER, turn=0.03, ink=0.6)
    for i in range(12):
        mark = pen.at((0.0, 0.53), angle=30 * i)
        mark.flat(box(-0.012, 0.205 if i % 3 else 0.185, 0.012, 0.255), INK)
    hand = pen.at((0.0, 0.53), angle=52)
    hand.flat([(-0.020, -0.03), (0.020, -0.03), (0.0, 0.165)], INK)
    hand = pen.at((0.0, 0.53), angle=-66)
    hand.flat([(-0.014, -0.03), (0.014, -0.03), (0.0, 0.235)], INK)
    pen.flat(oval(0.0, 0.53, 0.026), BRASS)
    pen.flat(oval(-0.10, 0.67, 0.07, 0.03, tilt=38), (1.0, 1.0, 1.0), 0.35)


def door(pen: Pen) -> None:
    """A panelled door in its frame."""
    pen.shape(box(-0.26, 0.0, 0.26, 1.0), darker(PALE_WOOD, 0.35), turn=0.02)
    pen.shape(box(-0.205, 0.0, 0.205, 0.945), WOOD, turn=0.03)
    for x0, x1 in ((-0.165, -0.02), (0.02, 0.165)):
        for y0, y1 in ((0.06, 0.34), (0.50, 0.90)):
            pen.shape(box(x0, y0, x1, y1), darker(WOOD, 0.25), turn=0.018, ink=0.7)
            pen.flat(box(x0 + 0.025, y0 + 0.025, x1 - 0.025, y1 - 0.025), lighter(WOOD, 0.08))
    pen.shape(oval(0.175, 0.435, 0.020), BRASS, turn=0.008)
    pen.flat(round_box(0.165, 0.375, 0.186, 0.41, 0.006), BRASS)
    pen.flat(oval(0.1755, 0.393, 0.005, count=10), INK)
    pen.shape(box(-0.28, 0.0, 0.28, 0.018), darker(PALE_WOOD, 0.5), turn=0)


def window(pen: Pen) -> None:
    """A sash window with curtains, lit by the sky or by the lamps behind it."""
    light = pen.cel.light
    pen.shape(box(-0.40, 0.06, 0.40, 0.98), CLOTH, turn=0.02)
    glass = (0.98, 0.78, 0.45) if light.lamps else (0.72, 0.84, 0.92)
    paint = pen.burn if light.lamps else pen.flat
    for x0, x1 in ((-0.33, -0.015), (0.015, 0.33)):
        for y0, y1 in ((0.12, 0.38), (0.40, 0.65), (0.67, 0.92)):
            paint(box(x0, y0, x1, y1), glass)
            paint([(x0 + 0.03, y1), (x0 + 0.15, y1), (x0, y0 + 0.06), (x0, y1 - 0.05)], lighter(glass, 0.35))
    for side in (-1.0, 1.0):
        cloth = smooth([(side * 0.44, 0.97), (side * 0.12, 0.97), (side * 0.17, 0.72),
            (side * 0.30, 0.46), (side * 0.33, 0.42), (side * 0.30, 0.06), (side * 0.47, 0.05)])  # fmt: skip
        pen.shape(cloth, RED, turn=0.05)
        for x in (0.22, 0.30, 0.37):
            pen.line(curve([(side * x, 0.95), (side * (x + 0.05), 0.62), (side * 0.37, 0.43)]), darker(RED, 0.6), 0.010)
        pen.shape(oval(side * 0.365, 0.43, 0.07, 0.022), BRASS, turn=0.01)
    pen.shape(box(-0.48, 0.955, 0.48, 0.985), DARK_WOOD, turn=0.01)
    pen.shape(box(-0.45, 0.0, 0.45, 0.065), lighter(CLOTH, 0.2), turn=0.02)
    if light.lamps:
        pen.halo((0.0, 0.5), 1.0, (1.0, 0.74, 0.40), 0.5)


def mirror(pen: Pen) -> None:
    """An oval looking-glass in a gilt frame."""
    pen.shape(oval(0.0, 0.50, 0.36, 0.49), BRASS, turn=0.05)
    pen.line(oval(0.0, 0.50, 0.325, 0.455), darker(BRASS, 0.7), 0.012, closed=True)
    for i in range(20):
        a = i * math.pi / 10
        pen.flat(oval(0.342 * math.cos(a), 0.50 + 0.472 * math.sin(a), 0.014, count=10), lighter(BRASS, 0.4))
    pen.flat(oval(0.0, 0.50, 0.29, 0.415), (0.62, 0.72, 0.77))
    pen.flat(
        smooth([(-0.28, 0.44), (-0.10, 0.30), (0.10, 0.34), (0.28, 0.40), (0.24, 0.26), (0.0, 0.09), (-0.22, 0.24)]),
        (0.48, 0.58, 0.64),
    )
    for x, wide in ((-0.10, 0.10), (0.09, 0.04)):
        pen.flat(
            [(x - wide + 0.13, 0.84), (x + 0.13, 0.80), (x - 0.17, 0.16), (x - wide - 0.12, 0.26)],
            (0.90, 0.95, 0.97),
            0.6,
        )
    pen.shape(smooth([(-0.08, 0.97), (0.0, 1.03), (0.08, 0.97), (0.0, 0.94)]), lighter(BRASS, 0.2), turn=0.02)


def table(pen: Pen) -> None:
    """A wooden table."""
    for x, deep in ((-0.34, 0.6), (0.34, 0.6)):
        pen.shape(
            [(x - 0.03, 0.10), (x + 0.03, 0.10), (x + 0.035, 0.60), (x - 0.035, 0.60)], darker(WOOD, deep), turn=0.02
        )
    for x in (-0.43, 0.43):
        pen.shape(smooth([(x - 0.03, 0.0), (x - 0.035, 0.18), (x - 0.055, 0.34), (x - 0.05, 0.58),
            (x + 0.05, 0.58), (x + 0.055, 0.34), (x + 0.035, 0.18), (x + 0.03, 0.0)]), WOOD, turn=0.03)  # fmt: skip
    pen.shape(box(-0.46, 0.49, 0.46, 0.59), darker(WOOD, 0.2), turn=0.03)
    pen.shade(box(-0.46, 0.55, 0.46, 0.59), 0.1)
    pen.shape([(-0.50, 0.58), (0.50, 0.58), (0.50, 0.625), (-0.50, 0.625)], lighter(WOOD, 0.1), turn=0.02)
    pen.shape([(-0.50, 0.625), (0.50, 0.625), (0.42, 0.71), (-0.42, 0.71)], lighter(PALE_WOOD, 0.1), turn=0)
    for y in (0.648, 0.672, 0.692):
        pen.line([(-0.44 + (y - 0.63) * 0.6, y), (0.44 - (y - 0.63) * 0.6, y)], darker(PALE_WOOD, 0.2), 0.006)
    pen.shape(oval(0.0, 0.54, 0.018), BRASS, turn=0.006)


def chair(pen: Pen) -> None:
    """A ladder-back chair, three-quarter."""
    wood = WOOD
    for x0, y0, x1, y1 in ((-0.16, 0.06, -0.155, 0.46), (0.26, 0.09, 0.25, 0.46)):
        pen.line([(x0, y0), (x1, y1)], darker(wood, 0.7), 0.045)
    for x, lean in ((-0.25, -0.05), (0.16, -0.03)):
        pen.shape(
            [(x - 0.03, 0.40), (x + 0.03, 0.40), (x + 0.025 + lean, 1.0), (x - 0.025 + lean, 1.0)], wood, turn=0.02
        )
    for y in (0.60, 0.74, 0.88):
        pen.shape(smooth([(-0.26, y), (-0.06, y + 0.022), (0.13, y), (0.13, y + 0.065),
            (-0.06, y + 0.095), (-0.27, y + 0.065)]), lighter(wood, 0.06), turn=0.02)  # fmt: skip
    pen.shape([(-0.29, 0.43), (0.17, 0.40), (0.29, 0.47), (-0.18, 0.505)], (0.80, 0.66, 0.42), turn=0.02)
    for i in range(5):
        pen.line([(-0.26 + 0.09 * i, 0.43), (-0.15 + 0.09 * i, 0.50)], darker((0.80, 0.66, 0.42), 0.4), 0.008)
    pen.shape([(-0.29, 0.38), (0.17, 0.35), (0.17, 0.40), (-0.29, 0.43)], wood, turn=0.02)
    pen.shape([(0.17, 0.35), (0.29, 0.42), (0.29, 0.47), (0.17, 0.40)], darker(wood, 0.3), turn=0)
    for x in (-0.265, 0.145):
        pen.shape([(x - 0.025, 0.0), (x + 0.025, 0.0), (x + 0.032, 0.38), (x - 0.032, 0.38)], wood, turn=0.025)
    pen.line([(-0.26, 0.17), (0.15, 0.15)], wood, 0.03)
    pen.line([(0.15, 0.20), (0.255, 0.25)], darker(wood, 0.4), 0.03)


def bed(pen: Pen) -> None:
    """A bed with a headboard, made up."""
    pen.shape([*arc(-0.43, 0.36, 0.07, 0.12, 0, 180), (-0.50, 0.0), (-0.36, 0.0)], DARK_WOOD, turn=0.03)
    pen.shape(box(-0.40, 0.10, 0.45, 0.24), WOOD, turn=0.03)
    pen.shape(
        smooth([(-0.38, 0.21), (-0.37, 0.31), (0.0, 0.325), (0.42, 0.31), (0.445, 0.22), (0.40, 0.20), (0.0, 0.195)]),
        CLOTH,
        turn=0.04,
    )
    pen.shape(
        [*arc(-0.33, 0.335, 0.05, 0.05, 90, 270), *arc(-0.20, 0.335, 0.05, 0.05, -90, 90)],
        lighter(CLOTH, 0.6),
        turn=0.04,
    )
    pen.shape(smooth([(-0.17, 0.30), (-0.10, 0.37), (0.12, 0.36), (0.36, 0.37), (0.46, 0.31),
        (0.465, 0.12), (0.40, 0.08), (0.15, 0.105), (-0.05, 0.08), (-0.155, 0.12)]), (0.30, 0.42, 0.54),
        turn=0.06)  # fmt: skip
    pen.shape(
        smooth([(-0.18, 0.31), (-0.10, 0.375), (-0.04, 0.365), (-0.075, 0.24), (-0.08, 0.10), (-0.155, 0.12)]),
        lighter(CLOTH, 0.4),
        turn=0.02,
    )
    for x in (0.08, 0.22, 0.34):
        pen.line(curve([(x, 0.36), (x + 0.02, 0.24), (x - 0.01, 0.10)]), darker((0.30, 0.42, 0.54), 0.5), 0.007)
    pen.shape([*arc(0.465, 0.26, 0.035, 0.05, 0, 180), (0.43, 0.0), (0.50, 0.0)], DARK_WOOD, turn=0.02)


def crate(pen: Pen) -> None:
    """A wooden box with iron corners and a lock."""
    pen.shape([(-0.46, 0.56), (0.46, 0.56), (0.38, 0.72), (-0.38, 0.72)], lighter(PALE_WOOD, 0.15), turn=0)
    pen.shape(box(-0.46, 0.0, 0.46, 0.56), PALE_WOOD, turn=0.06)
    for y in (0.19, 0.37):
        pen.line([(-0.46, y), (0.46, y)], darker(PALE_WOOD, 0.7), 0.012)
    for x0, x1 in ((-0.46, -0.36), (0.36, 0.46)):
        pen.shape(box(x0, 0.0, x1, 0.56), darker(PALE_WOOD, 0.3), turn=0.03)
        for y in (0.06, 0.28, 0.50):
            pen.flat(oval((x0 + x1) / 2, y, 0.015, count=10), IRON)
    pen.shape(box(-0.48, 0.50, 0.48, 0.585), darker(PALE_WOOD, 0.35), turn=0.03)
    pen.shape(round_box(-0.075, 0.40, 0.075, 0.57, 0.02), IRON, turn=0.03)
    pen.flat(oval(0.0, 0.49, 0.018), (0.05, 0.05, 0.06))
    pen.flat([(-0.010, 0.485), (0.010, 0.485), (0.016, 0.43), (-0.016, 0.43)], (0.05, 0.05, 0.06))


def bag(pen: Pen) -> None:
    """A leather doctor's bag."""
    pen.line(curve([(-0.17, 0.56), (-0.14, 0.78), (0.14, 0.78), (0.17, 0.56)]), darker(LEATHER, 0.5), 0.045)
    pen.shape(smooth([(-0.44, 0.0), (-0.49, 0.20), (-0.40, 0.44), (-0.28, 0.57), (0.28, 0.57),
        (0.40, 0.44), (0.49, 0.20), (0.44, 0.0), (0.0, -0.01)]), LEATHER, turn=0.12)  # fmt: skip
    pen.shape([(-0.30, 0.53), (0.30, 0.53), (0.27, 0.62), (-0.27, 0.62)], BRASS, turn=0.03)
    for x in (-0.25, 0.25):
        pen.shape(
            [(x - 0.045, 0.57), (x + 0.045, 0.57), (x + 0.04, 0.20), (x, 0.16), (x - 0.04, 0.20)],
            darker(LEATHER, 0.35),
            turn=0.02,
        )
        pen.shape(box(x - 0.05, 0.29, x + 0.05, 0.37), BRASS, turn=0.02)
    pen.line(curve([(-0.42, 0.07), (0.0, 0.045), (0.42, 0.07)]), darker(LEATHER, 0.6), 0.012)
    pen.shape(round_box(-0.05, 0.49, 0.05, 0.585, 0.015), BRASS, turn=0.02)


FURNITURE = {"clock": clock, "door": door, "window": window, "mirror": mirror, "table": table,
    "chair": chair, "bed": bed, "box": crate, "bag": bag}  # fmt: skip
