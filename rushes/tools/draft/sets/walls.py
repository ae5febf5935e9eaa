"""Walls and what is let into them: windows, doors, panels, beams, arches, pictures."""

from random import Random

from rushes.tools.draft.canvas import Point
from rushes.tools.draft.cel import Cel
from rushes.tools.draft.colour import Colour, Linear, mix, scaled

WOOD: Colour = (0.40, 0.27, 0.17)
DARK_WOOD: Colour = (0.25, 0.16, 0.11)
STONE: Colour = (0.52, 0.50, 0.47)
BRICK: Colour = (0.55, 0.32, 0.25)
PLASTER: Colour = (0.74, 0.68, 0.58)
IRON: Colour = (0.22, 0.23, 0.25)
WHITE: Colour = (0.86, 0.85, 0.80)
INK: Colour = (0.07, 0.06, 0.08)


def wall(cel: Cel, half: float, height: float, colour: Colour) -> None:
    """A back wall, darker towards the ceiling and in the corners."""
    cel.rectangle(-half, 0, half, height, Linear((0, 0), (0, height), (colour, colour, mix(colour, INK, 0.32))), 0.32)
    for side in (-1, 1):
        edge = side * half
        cel.polygon(((edge, 0), (edge - side * 0.5, 0), (edge - side * 0.2, height), (edge, height)), INK, 0.9, 0.12)


def skirting(cel: Cel, half: float, height: float, colour: Colour) -> None:
    """The board along a wall's foot."""
    cel.rectangle(-half, 0, half, height, colour, 0.5)
    cel.rectangle(-half, height - 0.025, half, height, mix(colour, WHITE, 0.25), 0.2)


def panelling(cel: Cel, half: float, height: float, colour: Colour, wide: float = 0.62) -> None:
    """Wooden wainscot in frames."""
    cel.rectangle(-half, 0, half, height, colour, 0.45)
    count = int(2 * half / wide)
    for i in range(count):
        left = -half + (i + 0.12) * wide
        cel.rectangle(left, 0.18, left + wide * 0.76, height - 0.12, mix(colour, INK, 0.25), 0.5)
        cel.rectangle(left + 0.03, 0.18, left + wide * 0.76, height - 0.15, mix(colour, WHITE, 0.06), 0.4)
    cel.rectangle(-half, height - 0.05, half, height + 0.03, mix(colour, WHITE, 0.18), 0.3)


def stripes(cel: Cel, half: float, low: float, high: float, colour: Colour, wide: float = 0.3) -> None:
    """Wallpaper."""
    for i in range(int(2 * half / wide)):
        if i % 2:
            cel.rectangle(-half + i * wide, low, -half + (i + 1) * wide, high, colour, 0.35, 0.35)


def masonry(cel: Cel, rng: Random, half: float, height: float, colour: Colour, course: float = 0.32) -> None:
    """A wall of stones or bricks, a few of them showing."""
    wall(cel, half, height, colour)
    for j in range(int(height / course)):
        x = -half - rng.uniform(0, course)
        while x < half:
            wide = course * rng.uniform(1.3, 2.4)
            if rng.random() < 0.42:
                tint = mix(colour, INK if rng.random() < 0.6 else WHITE, rng.uniform(0.05, 0.22))
                left, right = max(x + 0.02, -half), min(x + wide - 0.02, half)
                if left < right:
                    cel.rectangle(left, j * course + 0.02, right, (j + 1) * course - 0.02, tint, 0.4, 0.7)
            x += wide


def window(
    cel: Cel, x: float, y: float, wide: float, high: float, frame: Colour, *, panes: int = 2, arched: bool = False
) -> None:
    """A window seen from inside: sky by day, blue dark by night, with curtains of light below it."""
    light = cel.light
    left, right, top = x - wide / 2, x + wide / 2, y + high
    cel.rectangle(left - 0.09, y - 0.09, right + 0.09, top + 0.09, frame, 0.25)
    sky = Linear(
        (x, y), (x, top), (mix(light.sky[2], light.haze, 0.3), mix(light.sky[1], light.sky[2], 0.3), light.sky[1])
    )
    if arched:
        cel.ellipse((x, top), wide / 2 + 0.09, wide / 2 + 0.09, frame, 0.25)
        cel.canvas.ellipse((x, top), wide / 2, wide / 2, mix(light.sky[0], light.sky[1], 0.8))
    cel.canvas.rectangle(left, y, right, top, sky)
    for i in range(1, panes):
        bar = left + wide * i / panes
        cel.rectangle(bar - 0.02, y, bar + 0.02, top + (wide * 0.45 if arched else 0), frame, 0.6)
    rows = max(2, round(high / 0.6))
    for i in range(1, rows):
        bar = y + high * i / rows
        cel.rectangle(left, bar - 0.018, right, bar + 0.018, frame, 0.6)
    cel.rectangle(left - 0.14, y - 0.13, right + 0.14, y - 0.06, mix(frame, WHITE, 0.15), 0.2)
    if not light.night:
        cel.canvas.glow((x, y + high / 2), max(wide, high) * 1.15, mix(light.sky[2], light.key, 0.4), 0.20)


def curtains(cel: Cel, x: float, y: float, wide: float, high: float, colour: Colour) -> None:
    """A pair of drapes to either side."""
    for side in (-1, 1):
        outer, inner = x + side * (wide / 2 + 0.28), x + side * wide * 0.32
        fall: list[Point] = [
            (outer, y),
            (outer, y + high),
            (inner, y + high),
            (x + side * wide * 0.42, y + high * 0.45),
            (x + side * wide * 0.50, y),
        ]
        cel.polygon(fall, colour, 0.35)
        for i in range(3):
            fold = outer + (inner - outer) * (0.2 + 0.25 * i)
            cel.stroke(((fold, y), (fold, y + high)), 0.05, mix(colour, INK, 0.5), 0.5, 0.5, end_width=0.02)
    cel.rectangle(x - wide / 2 - 0.4, y + high - 0.02, x + wide / 2 + 0.4, y + high + 0.16, mix(colour, INK, 0.15), 0.3)


def door(
    cel: Cel, x: float, wide: float, high: float, colour: Colour, *, y: float = 0.0, open_to: Colour | None = None
) -> None:
    """A panelled door in its frame; `open_to` shows what lies behind it instead."""
    cel.rectangle(x - wide / 2 - 0.1, y, x + wide / 2 + 0.1, y + high + 0.1, mix(colour, WHITE, 0.15), 0.35)
    if open_to is not None:
        cel.rectangle(
            x - wide / 2,
            y,
            x + wide / 2,
            y + high,
            Linear((x, y), (x, y + high), (open_to, mix(open_to, INK, 0.5))),
            0.5,
        )
        return
    cel.rectangle(x - wide / 2, y, x + wide / 2, y + high, colour, 0.45)
    for row, tall in ((0.08, 0.36), (0.52, 0.38)):
        for side in (-1, 1):
            left = x + (0.04 if side > 0 else -wide / 2 + 0.08)
            cel.rectangle(
                left, y + high * row, left + wide / 2 - 0.12, y + high * (row + tall), mix(colour, INK, 0.3), 0.5
            )
    cel.ellipse((x + wide * 0.38, y + high * 0.47), 0.035, 0.035, (0.75, 0.62, 0.32), 0.0)


def picture(cel: Cel, rng: Random, x: float, y: float, wide: float, high: float) -> None:
    """A framed picture: a small landscape."""
    cel.rectangle(x - wide / 2 - 0.05, y - 0.05, x + wide / 2 + 0.05, y + high + 0.05, (0.55, 0.42, 0.20), 0.3)
    low = rng.choice(((0.28, 0.34, 0.25), (0.30, 0.28, 0.36), (0.42, 0.32, 0.22)))
    cel.rectangle(x - wide / 2, y, x + wide / 2, y + high, (0.62, 0.62, 0.54), 0.4)
    rise = [
        (x - wide / 2, y),
        (x + wide / 2, y),
        (x + wide / 2, y + high * 0.35),
        (x, y + high * rng.uniform(0.4, 0.6)),
        (x - wide / 2, y + high * 0.3),
    ]
    cel.polygon(rise, low, 0.4)


def beams(cel: Cel, half: float, height: float, colour: Colour, count: int = 6) -> None:
    """Beam ends under a ceiling and the wall plate they rest on."""
    cel.rectangle(-half, height - 0.16, half, height, colour, 0.6)
    for i in range(count):
        x = -half + (i + 0.5) * 2 * half / count
        cel.rectangle(x - 0.11, height - 0.34, x + 0.11, height - 0.1, mix(colour, INK, 0.2), 0.5)
        cel.rectangle(x - 0.11, height - 0.34, x - 0.06, height - 0.1, mix(colour, WHITE, 0.12), 0.3)


def arch(
    cel: Cel,
    x: float,
    wide: float,
    spring: float,
    thick: float,
    colour: Colour,
    *,
    rise: float = 1.0,
    high: float = 9.0,
) -> None:
    """A wall with an arched opening: solid from the opening outwards, `high` metres tall."""
    inner: list[Point] = [(x - wide / 2, 0.0), (x - wide / 2, spring)]
    inner += [
        (x - wide / 2 * (1 - t), spring + wide / 2 * rise * (1 - (1 - t) ** 2) ** 0.5)
        for t in (0.06, 0.15, 0.3, 0.5, 0.75, 1.0)
    ]
    inner += [(2 * x - px, py) for px, py in reversed(inner[:-1])]
    for side in (0, 1):
        half_inner = inner[: len(inner) // 2 + 1] if side == 0 else inner[len(inner) // 2 :]
        edge = x - wide / 2 - thick if side == 0 else x + wide / 2 + thick
        outer = [(x, high), (edge, high), (edge, 0.0)] if side == 0 else [(edge, 0.0), (edge, high), (x, high)]
        cel.polygon([*half_inner, *outer], colour, 0.62 if side else 0.4)
    cel.stroke(inner, 0.16, mix(colour, WHITE, 0.18), 0.3)


def column(cel: Cel, x: float, wide: float, high: float, colour: Colour, y: float = 0.0) -> None:
    """A round column with base and capital."""
    left, right = x - wide / 2, x + wide / 2
    round_ = (mix(colour, WHITE, 0.12), colour, mix(colour, INK, 0.5))
    if cel.light.key_direction[0] > 0:
        round_ = round_[::-1]
    cel.rectangle(left, y, right, y + high, Linear((left, 0), (right, 0), round_), 0.3)
    for low, tall, extra in (
        (0.0, 0.14, 0.14),
        (0.14, 0.1, 0.07),
        (high - 0.28, 0.12, 0.07),
        (high - 0.16, 0.16, 0.16),
    ):
        cel.rectangle(
            left - wide * extra, y + low, right + wide * extra, y + low + tall, mix(colour, WHITE, 0.05), 0.35
        )


def light_shaft(cel: Cel, x: float, y: float, wide: float, fall: float, lean: float, strength: float = 0.13) -> None:
    """Light falling from a window through dust."""
    glow = cel.light.lamp if cel.light.lamps else mix(cel.light.sky[2], (1.0, 0.95, 0.82), 0.6)
    power = strength * (0.4 if cel.light.night else 1.0) * min(1.0, cel.light.haze_depth / 60)
    for i in range(4):  # nested, so that the edges and the foot fade
        part = 1 - 0.2 * i
        half, foot = wide / 2 * part, y - fall * (0.72 + 0.28 * part)
        reach = (y - foot) / fall
        ray = ((x - half, y), (x + half, y), (x + half * 1.6 + lean * reach, foot), (x - half + lean * reach, foot))
        cel.canvas.polygon(ray, glow, power / 3)


def shelf_board(cel: Cel, left: float, right: float, y: float, colour: Colour) -> None:
    """A shelf with its shadow under it."""
    cel.rectangle(left, y - 0.05, right, y, colour, 0.25)
    cel.rectangle(left, y - 0.11, right, y - 0.05, INK, 0.9, 0.35)


def tinted(colour: Colour, rng: Random, by: float = 0.1) -> Colour:
    """A near neighbour of a colour."""
    return scaled(colour, (1 + rng.uniform(-by, by), 1 + rng.uniform(-by, by), 1 + rng.uniform(-by, by)))
