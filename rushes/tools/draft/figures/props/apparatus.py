"""Instruments that see, speak and sound: telescopes, telephones, radios, microphones, computers, cameras, violins."""

from rushes.tools.draft.figures.outline import arc, box, curve, oval, round_box, smooth, tube
from rushes.tools.draft.figures.pen import Pen, darker, lighter
from rushes.tools.draft.figures.props.material import (
    BAKELITE,
    BRASS,
    CLOTH,
    GLASS,
    INK,
    IRON,
    LEATHER,
    RED,
    STEEL,
    WOOD,
)

_SCREEN = (0.50, 0.92, 0.68)
_DIAL = (1.0, 0.82, 0.48)


def telescope(pen: Pen) -> None:
    """A brass telescope on a tripod, aimed at the sky."""
    for x in (-0.30, 0.30, 0.04):
        pen.shape(
            [(-0.02, 0.46), (0.03, 0.46), (x + 0.018, 0.0), (x - 0.018, 0.0)],
            darker(WOOD, 0.4 if x == 0.04 else 0.1),
            turn=0.015,
        )
    pen.shape(oval(0.0, 0.47, 0.06), IRON, turn=0.02)
    own = pen.at((0.0, 0.54), angle=33)
    own.shape(box(-0.46, -0.032, -0.30, 0.032), BRASS, turn=0.02)
    own.shape(box(-0.32, -0.050, -0.10, 0.050), darker(BRASS, 0.15), turn=0.03)
    own.shape(box(-0.12, -0.068, 0.16, 0.068), LEATHER, turn=0.04)
    own.shape([(0.14, -0.075), (0.46, -0.092), (0.46, 0.092), (0.14, 0.075)], BRASS, turn=0.05)
    own.shape(box(0.44, -0.108, 0.50, 0.108), darker(BRASS, 0.25), turn=0.04)
    own.flat(oval(0.50, 0.0, 0.025, 0.10), GLASS)
    for x in (-0.31, -0.11, 0.15):
        own.line([(x, -0.07), (x, 0.07)], lighter(BRASS, 0.4), 0.016)
    own.shape(box(-0.50, -0.042, -0.45, 0.042), BAKELITE, turn=0.02)


def telephone(pen: Pen) -> None:
    """A bakelite dial telephone."""
    pen.shape(smooth([(-0.42, 0.0), (-0.40, 0.10), (-0.24, 0.38), (-0.17, 0.47), (0.17, 0.47),
        (0.24, 0.38), (0.40, 0.10), (0.42, 0.0), (0.0, -0.01)]), BAKELITE, turn=0.10)  # fmt: skip
    for x in (-0.15, 0.15):
        pen.shape(box(x - 0.035, 0.44, x + 0.035, 0.55), BAKELITE, turn=0.02)
    pen.shape(oval(0.0, 0.23, 0.185, 0.175), darker(BRASS, 0.2), turn=0.04)
    pen.shape(oval(0.0, 0.235, 0.165, 0.155), (0.22, 0.21, 0.23), turn=0.03)
    for i in range(10):
        hole = pen.at((0.0, 0.235), angle=28 * i - 40)
        hole.flat(oval(0.0, 0.118, 0.023, count=12), CLOTH)
    pen.flat(oval(0.0, 0.235, 0.062), CLOTH)
    handle = smooth([(-0.46, 0.50), (-0.47, 0.61), (-0.36, 0.68), (-0.22, 0.665), (0.0, 0.635),
        (0.22, 0.665), (0.36, 0.68), (0.47, 0.61), (0.46, 0.50), (0.36, 0.47), (0.26, 0.52),
        (0.17, 0.575), (0.0, 0.56), (-0.17, 0.575), (-0.26, 0.52), (-0.36, 0.47)])  # fmt: skip
    pen.shape(handle, BAKELITE, turn=0.05)
    pen.line(curve([(-0.38, 0.645), (0.0, 0.612), (0.36, 0.65)]), lighter(BAKELITE, 0.5), 0.014)
    for i in range(9):
        pen.line(oval(-0.42 - 0.008 * (i % 2), 0.44 - 0.047 * i, 0.036, 0.022, tilt=20), BAKELITE, 0.013, closed=True)


def radio(pen: Pen) -> None:
    """A wooden wireless set with a lit dial."""
    pen.shape([*arc(0.0, 0.46, 0.46, 0.20, 0, 180), (-0.46, 0.05), (0.46, 0.05)], WOOD, turn=0.08)
    pen.shape(box(-0.49, 0.0, 0.49, 0.065), darker(WOOD, 0.5), turn=0.02)
    pen.shape(
        [*arc(-0.16, 0.36, 0.23, 0.21, 0, 180), (-0.39, 0.15), (0.07, 0.15)], darker(CLOTH, 0.35), turn=0.03, ink=0.7
    )
    for i in range(5):
        x = -0.345 + 0.0925 * i
        pen.line([(x, 0.155), (x, 0.50 if 0 < i < 4 else 0.42)], darker(WOOD, 0.5), 0.020)
    pen.burn(round_box(0.13, 0.32, 0.40, 0.52, 0.04), _DIAL)
    for i in range(7):
        pen.burn(box(0.155 + 0.035 * i, 0.42, 0.162 + 0.035 * i, 0.48 if i % 2 else 0.50), (0.45, 0.24, 0.12))
    pen.burn(box(0.288, 0.335, 0.297, 0.51), (0.80, 0.16, 0.10))
    pen.line(round_box(0.13, 0.32, 0.40, 0.52, 0.04), BRASS, 0.016, closed=True)
    for x in (0.17, 0.265, 0.36):
        pen.shape(oval(x, 0.20, 0.040), BAKELITE, turn=0.015)
        pen.line([(x, 0.20), (x + 0.012, 0.232)], CLOTH, 0.010)
    pen.halo((0.265, 0.42), 0.34, _DIAL, 0.35)


def microphone(pen: Pen) -> None:
    """A studio microphone in its ring, on a stand."""
    pen.shape(
        smooth([(-0.27, 0.0), (-0.25, 0.05), (-0.06, 0.09), (0.06, 0.09), (0.25, 0.05), (0.27, 0.0)]), IRON, turn=0.04
    )
    pen.shape(box(-0.022, 0.07, 0.022, 0.36), STEEL, turn=0.02)
    pen.line(arc(0.0, 0.64, 0.265, 0.285, 150, 390), IRON, 0.032)
    pen.shape(round_box(-0.165, 0.42, 0.165, 0.97, 0.16), STEEL, turn=0.09)
    pen.flat(round_box(-0.135, 0.61, 0.135, 0.94, 0.13), darker(STEEL, 0.75))
    for i in range(7):
        y = 0.655 + 0.042 * i
        half = 0.13 if i < 5 else 0.105
        pen.line([(-half, y), (half, y)], lighter(STEEL, 0.25), 0.014)
    pen.line([(0.0, 0.61), (0.0, 0.945)], lighter(STEEL, 0.25), 0.02)
    pen.shape(box(-0.168, 0.555, 0.168, 0.605), BRASS, turn=0.03)
    pen.shape(box(-0.085, 0.465, 0.085, 0.53), RED, turn=0.02, ink=0.5)
    for x in (-0.225, 0.225):
        pen.shape(oval(x, 0.50, 0.030), BRASS, turn=0.012)
    pen.flat(oval(-0.105, 0.78, 0.014, 0.12), (1.0, 1.0, 1.0), 0.5)


def computer(pen: Pen) -> None:
    """A terminal: a lit screen over a keyboard."""
    shell = (0.80, 0.77, 0.68)
    pen.shape([(-0.16, 0.20), (0.16, 0.20), (0.12, 0.32), (-0.12, 0.32)], darker(shell, 0.4), turn=0.03)
    pen.shape(round_box(-0.40, 0.28, 0.40, 0.94, 0.06), shell, turn=0.06)
    pen.shape(round_box(-0.335, 0.37, 0.335, 0.88, 0.05), darker(shell, 0.6), turn=0)
    pen.burn(round_box(-0.30, 0.40, 0.30, 0.85, 0.05), (0.06, 0.16, 0.13))
    for i in range(7):
        end = 0.24 - 0.07 * ((i * 5 + 2) % 6)
        pen.burn(box(-0.25, 0.775 - 0.055 * i, end, 0.797 - 0.055 * i), _SCREEN)
    pen.burn(box(-0.25, 0.43, -0.215, 0.458), (0.85, 1.0, 0.90))
    pen.shape([(-0.44, 0.10), (0.44, 0.10), (0.38, 0.21), (-0.38, 0.21)], lighter(shell, 0.15), turn=0)
    pen.shape([(-0.48, 0.0), (0.48, 0.0), (0.44, 0.10), (-0.44, 0.10)], darker(shell, 0.12), turn=0.02)
    for row in range(3):
        for i in range(11):
            x = -0.365 + 0.070 * i + 0.008 * row
            y = 0.118 + 0.030 * row
            pen.flat(box(x * (1 - 0.05 * row), y, x * (1 - 0.05 * row) + 0.050, y + 0.020), darker(shell, 0.55))
    pen.flat(oval(0.345, 0.325, 0.014, count=10), (0.30, 0.85, 0.45))
    pen.halo((0.0, 0.62), 0.85, _SCREEN, 0.42)


def camera(pen: Pen) -> None:
    """A bellows-era still camera with a bright lens."""
    pen.shape(round_box(-0.47, 0.02, 0.47, 0.56, 0.06), BAKELITE, turn=0.07)
    pen.shape(box(-0.47, 0.42, 0.47, 0.55), STEEL, turn=0.04)
    pen.shape(smooth([(-0.16, 0.54), (-0.12, 0.69), (0.12, 0.69), (0.16, 0.54)]), STEEL, turn=0.04)
    pen.flat(box(-0.075, 0.575, 0.075, 0.65), (0.20, 0.28, 0.34))
    pen.shape(box(0.27, 0.55, 0.40, 0.61), STEEL, turn=0.02)
    pen.shape(box(-0.40, 0.55, -0.25, 0.60), IRON, turn=0.02)
    pen.shape(oval(0.0, 0.265, 0.265), IRON, turn=0.06)
    pen.line(oval(0.0, 0.265, 0.225), STEEL, 0.022, closed=True)
    pen.shape(oval(0.0, 0.265, 0.175), (0.13, 0.18, 0.26), turn=0.05, ink=0.6)
    pen.flat(oval(0.0, 0.265, 0.105), (0.20, 0.32, 0.44))
    pen.flat(oval(-0.055, 0.325, 0.052, 0.030, tilt=40), (0.92, 0.97, 1.0), 0.9)
    pen.flat(oval(0.065, 0.20, 0.030, 0.016, tilt=40), (0.70, 0.56, 0.76), 0.8)
    pen.flat(oval(-0.34, 0.485, 0.026), RED)
    pen.flat(box(0.25, 0.455, 0.40, 0.52), (0.26, 0.32, 0.36))


def instrument(pen: Pen) -> None:
    """A violin and its bow."""
    own = pen.at((-0.03, 0.46), angle=-24)
    body = [(0.0, -0.44), (-0.17, -0.41), (-0.205, -0.27), (-0.115, -0.13), (-0.105, -0.06),
        (-0.165, 0.03), (-0.14, 0.13), (-0.04, 0.17), (0.04, 0.17), (0.14, 0.13), (0.165, 0.03),
        (0.105, -0.06), (0.115, -0.13), (0.205, -0.27), (0.17, -0.41)]  # fmt: skip
    varnish = (0.66, 0.34, 0.15)
    own.shape(smooth(body), varnish, turn=0.08)
    own.line(smooth([(x * 0.89, -0.13 + (y + 0.13) * 0.91) for x, y in body]), darker(varnish, 0.7), 0.009, closed=True)
    for side in (-1.0, 1.0):
        own.line(curve([(side * 0.070, -0.12), (side * 0.095, -0.15), (side * 0.075, -0.19),
            (side * 0.095, -0.24), (side * 0.115, -0.22)]), INK, 0.013)  # fmt: skip
    own.shape([(-0.030, -0.02), (0.030, -0.02), (0.022, 0.42), (-0.022, 0.42)], INK, turn=0.01)
    own.shape([(-0.045, -0.35), (0.045, -0.35), (0.026, -0.25), (-0.026, -0.25)], INK, turn=0.01)
    own.flat(box(-0.065, -0.205, 0.065, -0.187), lighter(WOOD, 0.5))
    for x in (-0.016, -0.005, 0.006, 0.017):
        own.line([(x, -0.30), (x * 0.9, 0.43)], (0.92, 0.90, 0.84), 0.004)
    own.shape(tube([((0.0, 0.42), 0.026), ((0.0, 0.50), 0.024)]), varnish, turn=0.01)
    own.shape(oval(0.0, 0.53, 0.038), varnish, turn=0.02)
    for side, y in ((-1, 0.44), (1, 0.46), (-1, 0.485), (1, 0.50)):
        own.shape(tube([((0.0, y), 0.010), ((side * 0.070, y), 0.016)]), INK, turn=0)
    bow = pen.at((0.28, 0.42), angle=20)
    bow.line(curve([(0.0, -0.44), (0.035, 0.0), (0.0, 0.46)]), (0.40, 0.20, 0.12), 0.022)
    bow.line([(-0.026, -0.40), (-0.014, 0.44)], (0.94, 0.92, 0.86), 0.012)
    bow.shape(box(-0.032, -0.44, 0.012, -0.36), INK, turn=0)


APPARATUS = {"telescope": telescope, "telephone": telephone, "radio": radio, "microphone": microphone,
    "computer": computer, "camera": camera, "musical-instrument": instrument}  # fmt: skip
