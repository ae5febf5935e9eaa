"""What grows and what shines, and what people carve: flowers, trees, stars, the moon, statues."""

import math
from random import Random

from rushes.tools.draft.figures.outline import Outline, Point, box, curve, oval, smooth, tube
from rushes.tools.draft.figures.pen import Pen, darker, lighter
from rushes.tools.draft.figures.props.material import GREEN, STONE, WOOD

_MOON = (0.98, 0.95, 0.84)


def flower(pen: Pen) -> None:
    """A single rose."""
    stem = darker(GREEN, 0.2)
    pen.line(curve([(0.03, 0.0), (-0.03, 0.22), (0.02, 0.44), (0.0, 0.60)]), stem, 0.030)
    for side, y, tilt in ((-1, 0.20, 32), (1, 0.34, -28)):
        leaf = pen.at((0.0 - 0.01 * side, y), angle=tilt, mirror=side < 0)
        leaf.shape(
            smooth([(0.0, 0.0), (0.10, 0.085), (0.24, 0.06), (0.34, -0.01), (0.22, -0.065), (0.09, -0.055)]),
            GREEN,
            turn=0.03,
        )
        leaf.line(curve([(0.0, 0.0), (0.16, 0.01), (0.33, -0.01)]), darker(GREEN, 0.6), 0.010)
    for x in (-0.10, 0.10):
        pen.shape(smooth([(0.0, 0.57), (x, 0.62), (x * 1.7, 0.70), (x * 0.8, 0.66)]), GREEN, turn=0.01)
    rose = (0.80, 0.20, 0.25)
    petals = ((-0.15, 0.74, 0.155, 25), (0.15, 0.74, 0.155, -25), (-0.11, 0.85, 0.145, -20),
        (0.11, 0.85, 0.145, 20), (0.0, 0.71, 0.155, 0), (0.0, 0.81, 0.13, 0))  # fmt: skip
    for i, (x, y, r, tilt) in enumerate(petals):
        pen.shape(oval(x, y, r, r * 0.86, tilt=tilt), lighter(rose, 0.05 * (i % 3)), turn=0.05)
    pen.line(
        smooth([(-0.06, 0.80), (0.0, 0.87), (0.07, 0.81), (0.01, 0.765), (-0.02, 0.80), (0.012, 0.826)])[:30],
        darker(rose, 0.8),
        0.015,
    )
    pen.line(curve([(-0.13, 0.78), (-0.03, 0.70), (0.10, 0.73)]), darker(rose, 0.6), 0.013)


def tree(pen: Pen) -> None:
    """A broad-leaved tree."""
    trunk = darker(WOOD, 0.35)
    pen.shape(smooth([(-0.11, 0.0), (-0.055, 0.08), (-0.045, 0.28), (-0.08, 0.46), (0.0, 0.55),
        (0.08, 0.46), (0.045, 0.28), (0.06, 0.08), (0.12, 0.0), (0.0, 0.02)]), trunk, turn=0.04)  # fmt: skip
    pen.shape(tube([((-0.03, 0.33), 0.026), ((-0.19, 0.52), 0.014)]), trunk, turn=0.02)
    pen.shape(tube([((0.03, 0.36), 0.024), ((0.18, 0.55), 0.013)]), trunk, turn=0.02)
    rng = Random(pen.cel.seed)
    masses = ((0.0, 0.60, 0.20), (-0.24, 0.58, 0.165), (0.24, 0.60, 0.165), (-0.15, 0.74, 0.175),
        (0.16, 0.76, 0.17), (0.01, 0.84, 0.155))  # fmt: skip
    for i, (x, y, r) in enumerate(masses):
        leaf = lighter(darker(GREEN, 0.35), 0.045 * i)
        pen.shape([_leafy(x, y, r, rng)], leaf, turn=0.075, ink=0.7)
    for _ in range(22):
        a, far = rng.uniform(0, 2 * math.pi), rng.uniform(0.05, 0.27)
        x, y = far * math.cos(a) * 1.2, 0.70 + far * math.sin(a) * 0.8
        pen.line([(x - 0.014, y), (x, y + 0.010), (x + 0.016, y)], lighter(GREEN, 0.3), 0.008)


def _leafy(x: float, y: float, r: float, rng: Random) -> Outline:
    """A mass of leaves with a bumpy edge."""
    points: list[Point] = []
    for i in range(18):
        a, bump = math.radians(20 * i), 0.13 if i % 2 else -0.05
        points.append(
            (x + r * (1.0 + bump) * math.cos(a) + rng.uniform(-0.01, 0.01), y + r * (0.92 + bump) * math.sin(a))
        )
    return smooth(points, steps=4)


def star(pen: Pen) -> None:
    """A bright star with its rays."""
    for long, wide, angle, colour in ((0.5, 0.045, 0, (0.80, 0.88, 1.0)), (0.34, 0.040, 45, (0.70, 0.80, 1.0))):
        for turn in range(4):
            ray = pen.at((0.0, 0.5), angle=angle + 90 * turn)
            ray.burn([(-wide, 0.0), (0.0, long), (wide, 0.0)], colour)
    points: list[tuple[float, float]] = []
    for i in range(10):
        r = 0.205 if i % 2 == 0 else 0.095
        a = math.radians(90 + 36 * i)
        points.append((r * math.cos(a), 0.5 + r * math.sin(a)))
    pen.burn(points, (1.0, 0.96, 0.78))
    pen.burn(oval(0.0, 0.5, 0.085), (1.0, 1.0, 0.94))
    pen.halo((0.0, 0.5), 0.5, (0.72, 0.82, 1.0), 0.45)


def moon(pen: Pen) -> None:
    """The full moon with its seas."""
    pen.burn(oval(0.0, 0.5, 0.46, count=60), _MOON)
    for x, y, rx, ry in (
        (-0.16, 0.62, 0.15, 0.12),
        (0.04, 0.66, 0.10, 0.08),
        (-0.08, 0.44, 0.10, 0.075),
        (0.17, 0.55, 0.085, 0.11),
        (0.14, 0.35, 0.075, 0.05),
        (-0.25, 0.42, 0.07, 0.09),
    ):
        pen.burn(oval(x, y, rx, ry, tilt=20), (0.85, 0.83, 0.76))
    for x, y, r in ((0.05, 0.20, 0.042), (-0.20, 0.24, 0.030), (0.29, 0.40, 0.026), (0.24, 0.72, 0.030)):
        pen.burn(oval(x, y, r), (0.88, 0.86, 0.78))
        pen.burn(oval(x - r * 0.2, y + r * 0.2, r * 0.7), (0.96, 0.94, 0.86))
    pen.halo((0.0, 0.5), 0.85, (0.80, 0.84, 0.92), 0.4)


def statue(pen: Pen) -> None:
    """A robed figure in stone on a plinth, an arm raised."""
    pen.shape(box(-0.24, 0.0, 0.24, 0.05), STONE, turn=0.02)
    pen.shape(box(-0.20, 0.05, 0.20, 0.22), STONE, turn=0.04)
    pen.flat(box(-0.12, 0.10, 0.12, 0.17), darker(STONE, 0.3))
    pen.shape(box(-0.225, 0.21, 0.225, 0.245), lighter(STONE, 0.15), turn=0.02)
    pale = lighter(STONE, 0.2)
    pen.shape(tube([((0.075, 0.735), 0.034), ((0.145, 0.82), 0.027), ((0.13, 0.935), 0.020)]), pale, turn=0.015)
    pen.shape(oval(0.128, 0.965, 0.024, 0.030), pale, turn=0.01)
    pen.shape(smooth([(-0.12, 0.245), (-0.115, 0.45), (-0.085, 0.60), (-0.105, 0.74), (-0.03, 0.785),
        (0.05, 0.785), (0.105, 0.745), (0.085, 0.60), (0.105, 0.45), (0.135, 0.245)]), pale, turn=0.06)  # fmt: skip
    pen.shape(tube([((-0.09, 0.735), 0.033), ((-0.125, 0.63), 0.027), ((-0.06, 0.555), 0.021)]), pale, turn=0.015)
    for x0, x1, y in ((-0.07, -0.085, 0.50), (-0.02, -0.015, 0.56), (0.04, 0.06, 0.52), (0.08, 0.10, 0.44)):
        pen.line(curve([(x0, y), ((x0 + x1) / 2 - 0.008, 0.38), (x1, 0.25)]), darker(STONE, 0.4), 0.009)
    pen.line(curve([(-0.09, 0.735), (0.0, 0.67), (0.08, 0.55)]), darker(STONE, 0.4), 0.011)
    pen.shape(tube([((0.01, 0.775), 0.028), ((0.012, 0.82), 0.026)]), pale, turn=0.01, ink=0)
    pen.shape(oval(0.015, 0.865, 0.048, 0.062), pale, turn=0.025)
    pen.shape(smooth([(-0.045, 0.855), (-0.04, 0.92), (0.015, 0.945), (0.065, 0.91), (0.05, 0.885),
        (0.0, 0.90), (-0.02, 0.86)]), STONE, turn=0.01)  # fmt: skip
    pen.flat([(0.055, 0.87), (0.072, 0.853), (0.055, 0.848)], pale)


NATURE = {"flower": flower, "tree": tree, "star": star, "moon": moon, "statue": statue}
