"""Things to read and look at: books, letters, newspapers, maps, photographs, posters."""

from rushes.tools.draft.figures.outline import Outline, box, curve, oval, smooth
from rushes.tools.draft.figures.pen import Pen, darker, lighter
from rushes.tools.draft.figures.props.material import BLUE, GOLD, INK, PALE_WOOD, PAPER, RED


def _print(pen: Pen, left: float, right: float, top: float, step: float, lines: int, *, ragged: bool = True) -> None:
    """Lines of writing."""
    for i in range(lines):
        short = 0.22 * (right - left) * (((i * 7 + 3) % 5) / 5) if ragged else 0.0
        pen.line([(left, top - step * i), (right - short, top - step * i)], lighter(INK, 0.22), step * 0.26)


def book(pen: Pen) -> None:
    """An open book seen from above its lower edge."""
    pen.shape([(-0.50, 0.03), (0.50, 0.03), (0.46, 0.63), (-0.46, 0.63)], RED, turn=0.05)
    for side in (-1.0, 1.0):
        page: Outline = smooth([(0.0, 0.06), (side * 0.20, 0.10), (side * 0.47, 0.06),
            (side * 0.435, 0.64), (side * 0.20, 0.675), (0.0, 0.635)], steps=8)  # fmt: skip
        pen.shape(page, PAPER, turn=0.05)
        pen.line(curve([(0.0, 0.045), (side * 0.20, 0.085), (side * 0.47, 0.045)]), darker(PAPER, 0.4), 0.012)
        for i in range(9):
            y = 0.575 - 0.052 * i
            inner, outer = side * 0.055, side * (0.385 + 0.004 * i - (0.10 if i == 8 else 0.0))
            pen.line(
                curve([(inner, y), ((inner + outer) / 2, y + 0.022), (outer, y + 0.012)]), lighter(INK, 0.25), 0.013
            )
    pen.shade([(-0.05, 0.06), (0.0, 0.055), (0.0, 0.64), (-0.04, 0.64)], 0.25)
    pen.line([(0.0, 0.055), (0.0, 0.64)], darker(PAPER, 0.8), 0.010)
    pen.shape([(0.06, 0.64), (0.10, 0.65), (0.12, 0.02), (0.095, 0.05), (0.07, 0.01)], GOLD, turn=0, ink=0.4)


def letter(pen: Pen) -> None:
    """A handwritten sheet half out of its sealed envelope."""
    sheet = pen.at((-0.04, 0.34), angle=4)
    sheet.shape(box(-0.30, -0.10, 0.34, 0.58), PAPER, turn=0.04)
    for i in range(7):
        y = 0.47 - 0.075 * i
        end = 0.27 - 0.1 * (i % 3 == 2)
        points = [(-0.24 + (end + 0.24) * k / 12, y + (0.014 if k % 2 else -0.010)) for k in range(13)]
        sheet.line(curve(points), BLUE, 0.012)
    pen.shape(box(-0.48, 0.0, 0.48, 0.40), lighter(PAPER, 0.1), turn=0.05)
    pen.shape([(-0.48, 0.0), (0.48, 0.0), (0.0, 0.25)], darker(PAPER, 0.18), turn=0, ink=0.7)
    pen.line([(-0.48, 0.40), (0.0, 0.15), (0.48, 0.40)], darker(PAPER, 0.5), 0.012)
    pen.shape(
        smooth([(-0.075, 0.19), (-0.02, 0.265), (0.06, 0.25), (0.085, 0.17), (0.03, 0.10), (-0.05, 0.115)]),
        RED,
        turn=0.03,
    )


def newspaper(pen: Pen) -> None:
    """A front page."""
    pen.shape(box(-0.37, 0.0, 0.39, 0.97), darker(PAPER, 0.3), turn=0.03)
    pen.shape([(-0.39, 0.02), (0.36, 0.0), (0.37, 0.99), (-0.38, 1.0)], (0.90, 0.88, 0.82), turn=0.05)
    pen.flat(box(-0.33, 0.865, 0.31, 0.945), INK)
    for x in (-0.26, -0.15, -0.02, 0.10, 0.21):
        pen.flat(box(x, 0.885, x + 0.07, 0.925), (0.90, 0.88, 0.82))
    pen.line([(-0.33, 0.835), (0.31, 0.835)], INK, 0.008)
    pen.flat(box(-0.33, 0.745, 0.26, 0.80), lighter(INK, 0.1))
    pen.shape(box(-0.33, 0.42, 0.02, 0.70), (0.52, 0.52, 0.52), turn=0, ink=0.5)
    pen.flat(smooth([(-0.31, 0.43), (-0.20, 0.56), (-0.12, 0.50), (-0.04, 0.60), (0.0, 0.43)]), (0.28, 0.28, 0.30))
    pen.flat(oval(-0.06, 0.64, 0.03), (0.86, 0.86, 0.84))
    _print(pen, 0.06, 0.31, 0.69, 0.036, 8)
    _print(pen, -0.33, -0.14, 0.365, 0.036, 9)
    _print(pen, -0.10, 0.09, 0.365, 0.036, 9)
    _print(pen, 0.13, 0.31, 0.365, 0.036, 9)
    pen.line([(-0.385, 0.505), (0.365, 0.495)], darker(PAPER, 0.45), 0.008)


def chart(pen: Pen) -> None:
    """An old map with a marked way, folded twice."""
    sheet: Outline = [(-0.50, 0.03), (-0.25, 0.0), (0.0, 0.03), (0.26, 0.0), (0.50, 0.04), (0.49, 0.72),
        (0.25, 0.69), (0.0, 0.73), (-0.26, 0.69), (-0.49, 0.73)]  # fmt: skip
    pen.shape(sheet, (0.88, 0.79, 0.60), turn=0.05)
    land: Outline = smooth([(-0.42, 0.12), (-0.20, 0.10), (-0.08, 0.24), (0.06, 0.30), (0.14, 0.52),
        (-0.02, 0.64), (-0.24, 0.60), (-0.40, 0.44)])  # fmt: skip
    pen.shape(land, (0.66, 0.68, 0.44), turn=0, ink=0.8)
    pen.shape(smooth([(0.26, 0.14), (0.40, 0.16), (0.42, 0.32), (0.30, 0.34)]), (0.66, 0.68, 0.44), turn=0, ink=0.8)
    for x, y in ((-0.28, 0.44), (-0.20, 0.48), (-0.13, 0.43)):
        pen.line([(x - 0.04, y), (x, y + 0.07), (x + 0.04, y)], (0.38, 0.30, 0.22), 0.012)
    pen.line(curve([(-0.10, 0.63), (-0.12, 0.52), (-0.02, 0.44), (-0.05, 0.30)]), (0.36, 0.52, 0.62), 0.014)
    way = [
        (float(x), float(y))
        for x, y in curve([(-0.36, 0.20), (-0.20, 0.26), (-0.06, 0.38), (0.10, 0.24), (0.32, 0.24)])
    ]
    for start in range(0, len(way) - 2, 4):
        pen.line(way[start : start + 3], RED, 0.016)
    pen.line([(0.30, 0.21), (0.37, 0.28)], RED, 0.022)
    pen.line([(0.30, 0.28), (0.37, 0.21)], RED, 0.022)
    pen.line(oval(0.36, 0.56, 0.075), (0.38, 0.30, 0.22), 0.010, closed=True)
    pen.flat([(0.36, 0.655), (0.378, 0.575), (0.36, 0.54), (0.342, 0.575)], RED)
    pen.flat([(0.36, 0.465), (0.378, 0.545), (0.36, 0.58), (0.342, 0.545)], (0.38, 0.30, 0.22))
    pen.shade([(-0.255, 0.69), (-0.02, 0.725), (-0.02, 0.03), (-0.25, 0.0)], 0.62)
    pen.shade([(0.25, 0.69), (0.49, 0.72), (0.50, 0.04), (0.26, 0.0)], 0.62)


def photograph(pen: Pen) -> None:
    """A framed portrait photograph."""
    pen.shape(box(-0.38, 0.0, 0.38, 0.98), PALE_WOOD, turn=0.04)
    pen.line(box(-0.33, 0.05, 0.33, 0.93), darker(PALE_WOOD, 0.6), 0.012, closed=True)
    pen.flat(box(-0.30, 0.08, 0.30, 0.90), (0.93, 0.89, 0.80))
    pen.flat(box(-0.235, 0.16, 0.235, 0.83), (0.56, 0.47, 0.38))
    pen.flat(
        smooth([(-0.22, 0.165), (-0.20, 0.32), (-0.09, 0.40), (0.10, 0.40), (0.20, 0.32), (0.225, 0.165)]),
        (0.22, 0.17, 0.14),
    )
    pen.flat([(-0.06, 0.40), (0.06, 0.40), (0.0, 0.24)], (0.90, 0.84, 0.74))
    pen.flat(oval(0.0, 0.545, 0.105, 0.145), (0.84, 0.72, 0.58))
    pen.flat(
        smooth(
            [(-0.125, 0.52), (-0.13, 0.66), (0.0, 0.745), (0.13, 0.66), (0.125, 0.52), (0.08, 0.63), (-0.06, 0.645)]
        ),
        (0.20, 0.15, 0.12),
    )
    for x in (-0.042, 0.042):
        pen.flat(oval(x, 0.555, 0.014, 0.010, count=10), (0.20, 0.15, 0.12))
    pen.line(curve([(-0.035, 0.475), (0.0, 0.468), (0.035, 0.478)]), (0.40, 0.24, 0.18), 0.010)
    pen.flat([(-0.235, 0.83), (-0.02, 0.83), (-0.235, 0.42)], (1.0, 1.0, 1.0), 0.16)


def poster(pen: Pen) -> None:
    """A playbill pasted to a wall."""
    pen.shape([(-0.36, 0.01), (0.33, 0.0), (0.36, 0.98), (0.20, 1.0), (-0.35, 0.99)], (0.92, 0.82, 0.60), turn=0.03)
    pen.flat(box(-0.30, 0.80, 0.30, 0.93), RED)
    for x in (-0.25, -0.13, 0.0, 0.13):
        pen.flat(box(x, 0.83, x + 0.085, 0.90), (0.96, 0.90, 0.74))
    pen.flat(oval(0.0, 0.50, 0.235, 0.235), (0.86, 0.56, 0.24))
    for i in range(10):
        ray = pen.at((0.0, 0.50), angle=36 * i)
        ray.flat([(-0.022, 0.20), (0.022, 0.20), (0.0, 0.30)], (0.86, 0.56, 0.24))
    pen.flat(smooth([(-0.16, 0.29), (-0.14, 0.42), (-0.05, 0.48), (0.06, 0.48), (0.14, 0.42), (0.16, 0.29)]), INK)
    pen.flat(oval(0.0, 0.565, 0.075, 0.095), (0.90, 0.74, 0.58))
    pen.flat(box(-0.13, 0.625, 0.13, 0.65), INK)
    pen.flat(box(-0.08, 0.64, 0.08, 0.745), INK)
    pen.flat(box(-0.27, 0.15, 0.27, 0.20), BLUE)
    _print(pen, -0.20, 0.22, 0.115, 0.035, 3, ragged=False)
    for x in (-0.33, 0.32):
        pen.flat(oval(x, 0.955, 0.018), (0.5, 0.5, 0.5))


PAPERS = {"book": book, "letter": letter, "newspaper": newspaper, "map": chart, "photograph": photograph,
    "poster": poster}  # fmt: skip
