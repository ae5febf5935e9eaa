"""Cars, carriages, trains, bicycles, boats and ships, in profile, heading right."""

from rushes.tools.draft.colour import Colour
from rushes.tools.draft.figures.outline import Outline, arc, box, curve, oval, round_box, smooth, tube
from rushes.tools.draft.figures.pen import Pen, darker, lighter
from rushes.tools.draft.figures.props.material import (
    BLUE,
    BRASS,
    CLOTH,
    DARK_WOOD,
    GREEN,
    INK,
    IRON,
    LEATHER,
    PALE_WOOD,
    RED,
    RUBBER,
    STEEL,
    WOOD,
)

_LIT = (1.0, 0.84, 0.52)


def _glass(pen: Pen, outline: Outline) -> None:
    """A pane: lamplit after dark."""
    if pen.cel.light.lamps:
        pen.burn(outline, _LIT)
    else:
        pen.flat(outline, (0.66, 0.78, 0.84))


def _spoked(pen: Pen, x: float, y: float, r: float, colour: Colour, spokes: int, rim: float) -> None:
    for i in range(spokes):
        pen.at((x, y), angle=360 / spokes * i).line([(0.0, 0.0), (0.0, r)], colour, rim * 0.55)
    pen.line(oval(x, y, r, count=40), darker(colour, 0.5), rim, closed=True)
    pen.shape(oval(x, y, r * 0.20), colour, turn=r * 0.08)


def _tyre(pen: Pen, x: float, y: float, r: float) -> None:
    pen.shape(oval(x, y, r, count=32), RUBBER, turn=r * 0.2)
    pen.shape(oval(x, y, r * 0.58), STEEL, turn=r * 0.15, ink=0.5)
    pen.flat(oval(x, y, r * 0.22), darker(STEEL, 0.6))


def car(pen: Pen) -> None:
    """A touring saloon of the thirties."""
    paint = RED
    pen.shape(
        [(-0.24, 0.19), (-0.235, 0.34), (-0.16, 0.405), (0.10, 0.405), (0.15, 0.28), (0.15, 0.19)], paint, turn=0.04
    )
    _glass(pen, [(-0.205, 0.285), (-0.20, 0.335), (-0.15, 0.375), (-0.06, 0.375), (-0.06, 0.285)])
    _glass(pen, [(-0.04, 0.285), (-0.04, 0.375), (0.085, 0.375), (0.12, 0.285)])
    pen.shape(smooth([(-0.43, 0.11), (-0.42, 0.20), (-0.34, 0.275), (-0.20, 0.285), (0.12, 0.28),
        (0.36, 0.265), (0.425, 0.24), (0.43, 0.11), (0.0, 0.09)]), paint, turn=0.06)  # fmt: skip
    for x0, x1 in ((-0.045, -0.05), (0.115, 0.12)):
        pen.line([(x0, 0.275), (x1, 0.12)], darker(paint, 0.7), 0.007)
    pen.line([(-0.08, 0.235), (-0.055, 0.235)], STEEL, 0.010)
    for i in range(6):
        pen.line([(0.19 + 0.025 * i, 0.17), (0.195 + 0.025 * i, 0.235)], darker(paint, 0.6), 0.006)
    pen.shape(smooth([(0.42, 0.10), (0.425, 0.26), (0.445, 0.265), (0.45, 0.10)]), STEEL, turn=0.01)
    for x in (-0.30, 0.32):
        pen.shape(
            [*arc(x, 0.085, 0.135, 0.135, 8, 172), *arc(x, 0.085, 0.10, 0.10, 172, 8)], darker(paint, 0.35), turn=0.02
        )
        _tyre(pen, x, 0.09, 0.09)
    pen.shape(box(-0.19, 0.085, 0.20, 0.115), darker(paint, 0.55), turn=0.01)
    pen.shape(oval(0.415, 0.205, 0.032), STEEL, turn=0.012)
    if pen.cel.light.lamps:
        pen.burn(oval(0.432, 0.205, 0.020, 0.026), (1.0, 0.95, 0.78))
        pen.halo((0.45, 0.205), 0.22, (1.0, 0.90, 0.66), 0.6)
    pen.shape(box(0.44, 0.09, 0.50, 0.115), STEEL, turn=0.01)
    pen.shape(box(-0.50, 0.09, -0.42, 0.115), STEEL, turn=0.01)
    pen.line(curve([(-0.36, 0.265), (0.0, 0.270), (0.36, 0.252)]), lighter(paint, 0.5), 0.008)


def carriage(pen: Pen) -> None:
    """A closed coach with a driver's box."""
    paint = darker(GREEN, 0.2)
    _spoked(pen, 0.24, 0.145, 0.125, (0.66, 0.52, 0.26), 10, 0.024)
    pen.line(curve([(-0.44, 0.20), (-0.30, 0.16), (0.10, 0.20), (0.30, 0.17)]), IRON, 0.022)
    pen.shape(smooth([(-0.38, 0.60), (-0.42, 0.40), (-0.36, 0.27), (-0.20, 0.20), (0.05, 0.21),
        (0.14, 0.30), (0.16, 0.44), (0.12, 0.60), (-0.12, 0.62)]), paint, turn=0.07)  # fmt: skip
    pen.shape(
        smooth([(-0.41, 0.60), (-0.38, 0.645), (-0.13, 0.665), (0.13, 0.645), (0.16, 0.60), (-0.12, 0.615)]),
        INK,
        turn=0.02,
    )
    pen.shape([(-0.20, 0.58), (0.01, 0.58), (0.03, 0.245), (-0.17, 0.225)], lighter(paint, 0.1), turn=0.02, ink=0.7)
    _glass(pen, [(-0.175, 0.55), (-0.015, 0.55), (-0.008, 0.42), (-0.18, 0.42)])
    _glass(pen, smooth([(-0.35, 0.54), (-0.24, 0.55), (-0.235, 0.43), (-0.37, 0.43)]))
    _glass(pen, [(0.04, 0.55), (0.105, 0.54), (0.12, 0.43), (0.05, 0.43)])
    pen.flat(oval(-0.09, 0.32, 0.035, 0.045), BRASS)
    pen.flat(oval(-0.005, 0.39, 0.010), BRASS)
    pen.line(curve([(-0.40, 0.385), (-0.12, 0.395), (0.155, 0.385)]), BRASS, 0.012)
    pen.shape(
        smooth([(0.16, 0.36), (0.18, 0.46), (0.32, 0.47), (0.34, 0.40), (0.28, 0.30), (0.18, 0.28)]), LEATHER, turn=0.03
    )
    pen.line(curve([(0.30, 0.36), (0.42, 0.30), (0.44, 0.22)]), INK, 0.024)
    pen.line([(0.26, 0.17), (0.50, 0.20)], WOOD, 0.022)
    pen.shape(box(0.155, 0.49, 0.195, 0.57), BRASS, turn=0.01)
    pen.burn(box(0.162, 0.50, 0.188, 0.555), _LIT)
    if pen.cel.light.lamps:
        pen.halo((0.175, 0.53), 0.16, _LIT, 0.6)
    _spoked(pen, -0.27, 0.175, 0.155, (0.66, 0.52, 0.26), 12, 0.026)


def train(pen: Pen) -> None:
    """A steam locomotive with its plume."""
    for x, y, r in (
        (0.28, 0.53, 0.050),
        (0.20, 0.60, 0.068),
        (0.08, 0.66, 0.080),
        (-0.08, 0.68, 0.085),
        (-0.25, 0.69, 0.075),
    ):
        pen.flat(oval(x, y, r * 1.25, r), (0.93, 0.93, 0.92), 0.72)
    pen.line([(-0.50, 0.015), (0.50, 0.015)], IRON, 0.022)
    body = (0.20, 0.30, 0.26)
    pen.shape(box(-0.45, 0.135, 0.44, 0.18), RED, turn=0.02)
    pen.shape(round_box(-0.22, 0.175, 0.40, 0.385, 0.04), body, turn=0.08)
    for x in (-0.10, 0.04, 0.18, 0.31):
        pen.line([(x, 0.18), (x, 0.38)], BRASS, 0.010)
    pen.shape(box(0.375, 0.165, 0.425, 0.395), INK, turn=0.02)
    pen.shape(
        [(0.285, 0.38), (0.355, 0.38), (0.365, 0.475), (0.385, 0.50), (0.255, 0.50), (0.275, 0.475)], INK, turn=0.03
    )
    pen.shape(arc(0.11, 0.38, 0.052, 0.075, 0, 180), BRASS, turn=0.03)
    pen.shape(arc(-0.03, 0.38, 0.040, 0.050, 0, 180), body, turn=0.02)
    pen.shape(box(-0.46, 0.175, -0.205, 0.435), body, turn=0.04)
    _glass(pen, box(-0.40, 0.31, -0.32, 0.40))
    _glass(pen, box(-0.295, 0.31, -0.235, 0.40))
    pen.shape(smooth([(-0.50, 0.43), (-0.46, 0.465), (-0.32, 0.48), (-0.20, 0.465), (-0.17, 0.43)]), INK, turn=0.02)
    pen.flat(box(-0.40, 0.215, -0.27, 0.265), BRASS)
    pen.shape([(0.40, 0.14), (0.50, 0.03), (0.40, 0.03)], IRON, turn=0.02)
    for x in (-0.30, -0.12, 0.06):
        _spoked(pen, x, 0.105, 0.088, RED, 10, 0.020)
    for x in (0.22, 0.33):
        _spoked(pen, x, 0.072, 0.055, RED, 8, 0.016)
    pen.shape(box(0.20, 0.10, 0.34, 0.175), body, turn=0.03)
    pen.shape(tube([((-0.30, 0.080), 0.013), ((0.06, 0.080), 0.013)]), STEEL, turn=0.01)
    pen.shape(tube([((0.06, 0.085), 0.011), ((0.24, 0.135), 0.011)]), STEEL, turn=0.01)
    pen.shape(oval(0.415, 0.425, 0.030), BRASS, turn=0.01)
    pen.burn(oval(0.422, 0.425, 0.019), (1.0, 0.94, 0.74))
    if pen.cel.light.lamps:
        pen.halo((0.43, 0.425), 0.22, _LIT, 0.65)


def bicycle(pen: Pen) -> None:
    """A roadster bicycle."""
    for x in (-0.29, 0.29):
        for i in range(14):
            pen.at((x, 0.20), angle=360 / 14 * i).line([(0.0, 0.0), (0.012, 0.185)], STEEL, 0.005)
        pen.line(oval(x, 0.20, 0.19, count=40), RUBBER, 0.026, closed=True)
        pen.line(oval(x, 0.20, 0.170, count=40), STEEL, 0.008, closed=True)
        pen.line(arc(x, 0.20, 0.215, 0.215, 40, 160), GREEN, 0.018)
    seat, crank, stem = (-0.13, 0.49), (-0.03, 0.19), (0.20, 0.48)
    for a, b in (
        ((-0.29, 0.20), crank),
        ((-0.29, 0.20), seat),
        (seat, crank),
        (crank, (0.215, 0.42)),
        (seat, stem),
        ((0.29, 0.20), (0.185, 0.56)),
    ):
        pen.line([a, b], darker(GREEN, 0.6), 0.034)
        pen.line([a, b], GREEN, 0.022)
    pen.line([seat, (-0.145, 0.545)], STEEL, 0.02)
    pen.shape(
        smooth([(-0.24, 0.575), (-0.22, 0.60), (-0.10, 0.59), (-0.05, 0.58), (-0.10, 0.555), (-0.20, 0.545)]),
        LEATHER,
        turn=0.02,
    )
    pen.line(curve([(0.185, 0.56), (0.20, 0.60), (0.13, 0.625), (0.06, 0.60)]), STEEL, 0.020)
    pen.line([(0.10, 0.615), (0.055, 0.598)], INK, 0.034)
    pen.line(oval(crank[0], crank[1], 0.055), STEEL, 0.014, closed=True)
    pen.line([(-0.055, 0.10), (-0.005, 0.28)], STEEL, 0.018)
    pen.line([(-0.09, 0.10), (-0.02, 0.10)], INK, 0.022)
    pen.line([(-0.04, 0.28), (0.03, 0.28)], INK, 0.022)
    pen.line([(-0.29, 0.215), (-0.03, 0.245)], IRON, 0.008)
    pen.shape(oval(0.245, 0.515, 0.032), BRASS, turn=0.012)
    if pen.cel.light.lamps:
        pen.burn(oval(0.262, 0.515, 0.016, 0.022), _LIT)
        pen.halo((0.28, 0.515), 0.16, _LIT, 0.6)


def boat(pen: Pen) -> None:
    """A rowing boat with oars."""
    pen.shape(smooth([(-0.47, 0.30), (-0.30, 0.26), (0.0, 0.235), (0.30, 0.28), (0.46, 0.36),
        (0.30, 0.20), (0.0, 0.16), (-0.36, 0.20)]), DARK_WOOD, turn=0.02)  # fmt: skip
    for x in (-0.25, 0.05):
        pen.shape([(x - 0.055, 0.225), (x + 0.055, 0.225), (x + 0.075, 0.252), (x - 0.035, 0.252)], PALE_WOOD, turn=0)
    hull: Outline = [(-0.47, 0.305), (-0.30, 0.225), (0.0, 0.195), (0.28, 0.24), (0.50, 0.385),
        (0.42, 0.15), (0.32, 0.04), (0.10, 0.0), (-0.24, 0.0), (-0.41, 0.05)]  # fmt: skip
    pen.shape(smooth(hull), (0.66, 0.72, 0.72), turn=0.06)
    pen.flat(smooth([(-0.425, 0.09), (-0.20, 0.05), (0.20, 0.055), (0.39, 0.125), (0.32, 0.035),
        (0.10, 0.0), (-0.24, 0.0), (-0.40, 0.045)]), RED)  # fmt: skip
    pen.line(curve([(-0.47, 0.30), (-0.30, 0.222), (0.0, 0.192), (0.28, 0.236), (0.50, 0.38)]), WOOD, 0.030)
    for y in (0.06, 0.11):
        pen.line(
            curve([(-0.44, y + 0.09), (-0.20, y + 0.035), (0.15, y + 0.03), (0.42, y + 0.13)]),
            darker((0.66, 0.72, 0.72), 0.4),
            0.007,
        )
    for x0, x1 in ((-0.02, 0.30), (0.06, -0.36)):
        pen.line([(x0, 0.37), (x1, 0.02)], PALE_WOOD, 0.022)
        blade = pen.at((x1, 0.02), angle=42 if x1 > 0 else -50)
        blade.shape(
            smooth([(-0.020, 0.02), (-0.034, -0.10), (0.0, -0.13), (0.034, -0.10), (0.020, 0.02)]),
            lighter(PALE_WOOD, 0.15),
            turn=0.01,
        )


def ship(pen: Pen) -> None:
    """A three-masted ship under sail."""
    for x, top in ((-0.27, 0.80), (0.0, 0.95), (0.25, 0.82)):
        pen.line([(x, 0.18), (x, top)], DARK_WOOD, 0.018)
        pen.flat([(x, top), (x - 0.07, top - 0.012), (x, top - 0.03)], RED)
    for x, top in ((-0.27, 0.80), (0.0, 0.95), (0.25, 0.82)):
        rows = (
            ((0.235, 0.135), (0.43, 0.115), (0.60, 0.09)) if x == 0.0 else ((0.25, 0.11), (0.43, 0.095), (0.575, 0.07))
        )
        for y, half in rows:
            tall = 0.165 if x == 0.0 else 0.145
            if y + tall > top:
                continue
            sail: Outline = smooth([(x - half, y), (x - half * 0.80, y + tall * 0.5),
                (x - half * 0.86, y + tall), (x + half * 0.86, y + tall),
                (x + half * 1.22, y + tall * 0.42), (x + half, y), (x + half * 0.1, y + tall * 0.10)])  # fmt: skip
            pen.shape(sail, CLOTH, turn=0.04)
            pen.line([(x - half * 0.92, y + tall), (x + half * 0.92, y + tall)], DARK_WOOD, 0.012)
    pen.shape([(0.30, 0.26), (0.49, 0.36), (0.285, 0.62)], lighter(CLOTH, 0.2), turn=0.03)
    pen.line([(0.36, 0.22), (0.50, 0.37)], DARK_WOOD, 0.016)
    pen.shape(smooth([(-0.45, 0.30), (-0.44, 0.12), (-0.37, 0.0), (-0.10, -0.01), (0.25, 0.0),
        (0.35, 0.08), (0.43, 0.235), (0.25, 0.165), (0.0, 0.145), (-0.24, 0.16), (-0.27, 0.235),
        (-0.44, 0.245)]), WOOD, turn=0.06)  # fmt: skip
    pen.line(curve([(-0.43, 0.135), (-0.10, 0.095), (0.20, 0.11), (0.39, 0.18)]), BRASS, 0.020)
    for i in range(8):
        pen.flat(box(-0.33 + 0.078 * i, 0.062, -0.308 + 0.078 * i, 0.086), INK)
    _glass(pen, box(-0.425, 0.17, -0.385, 0.215))
    _glass(pen, box(-0.365, 0.17, -0.325, 0.215))
    for top, foot in (
        ((0.0, 0.93), (-0.25, 0.22)),
        ((0.0, 0.93), (0.24, 0.62)),
        ((0.25, 0.80), (0.45, 0.34)),
        ((-0.27, 0.78), (-0.42, 0.26)),
    ):
        pen.line([top, foot], INK, 0.004)
    pen.flat(smooth([(-0.50, 0.015), (-0.30, 0.035), (-0.10, 0.012), (0.12, 0.035), (0.34, 0.012),
        (0.50, 0.03), (0.46, -0.02), (-0.46, -0.02)]), lighter(BLUE, 0.35))  # fmt: skip


VEHICLES = {"car": car, "carriage": carriage, "train": train, "bicycle": bicycle, "boat": boat, "ship": ship}
