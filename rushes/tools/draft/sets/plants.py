"""Plants: trees of several kinds, bushes, grass, reeds, flowers."""

import math
from random import Random

from rushes.tools.draft.canvas import Point
from rushes.tools.draft.cel import Cel
from rushes.tools.draft.colour import Colour, mix
from rushes.tools.draft.sets.walls import INK, WHITE, tinted

LEAF: Colour = (0.26, 0.37, 0.18)
PINE: Colour = (0.15, 0.26, 0.20)
BARK: Colour = (0.27, 0.21, 0.17)
STRAW: Colour = (0.72, 0.62, 0.34)
SNOW: Colour = (0.80, 0.84, 0.90)


def blob(rng: Random, x: float, y: float, rx: float, ry: float, knobs: int = 11, rough: float = 0.16) -> list[Point]:
    """A lumpy closed outline, for foliage, rocks and smoke."""
    points: list[Point] = []
    for i in range(knobs):
        turn = 2 * math.pi * i / knobs
        reach = 1 + rng.uniform(-rough, rough)
        points.append((x + rx * reach * math.cos(turn), y + ry * reach * math.sin(turn)))
    return points


def tree(cel: Cel, rng: Random, x: float, high: float, leaf: Colour = LEAF, *, y: float = 0.0) -> None:
    """A broad-leaved tree: trunk, boughs, and a crown in three values."""
    side = 1 if cel.light.key_direction[0] > 0 else -1
    trunk = high * 0.035
    leaf = mix(leaf, SNOW, 0.6 * cel.snow)
    bend = rng.uniform(-0.04, 0.04) * high
    cel.smooth(
        (
            (x - trunk * 1.8, y),
            (x - trunk, y + high * 0.2),
            (x - trunk * 0.7 + bend, y + high * 0.6),
            (x + trunk * 0.7 + bend, y + high * 0.6),
            (x + trunk, y + high * 0.2),
            (x + trunk * 1.9, y),
        ),
        BARK,
        0.5,
    )
    for lean in (-1, 1):
        tip = (x + bend + lean * high * 0.18, y + high * 0.66)
        cel.stroke(
            ((x + bend * 0.6, y + high * 0.36), (x + bend + lean * high * 0.07, y + high * 0.5), tip),
            trunk * 0.9,
            BARK,
            0.55,
            curved=True,
            end_width=trunk * 0.3,
        )
    clumps = [(rng.uniform(-0.24, 0.24), rng.uniform(0.52, 0.86), rng.uniform(0.15, 0.22)) for _ in range(6)]
    clumps += [(0.0, 0.72, 0.27)]
    for dx, dy, size in clumps:
        cel.smooth(
            blob(rng, x + bend + dx * high, y + dy * high, size * high * 1.05, size * high * 0.82),
            mix(leaf, INK, 0.35),
            0.75,
        )
    for dx, dy, size in clumps:
        cel.smooth(
            blob(
                rng,
                x + bend + (dx + side * 0.03) * high,
                y + (dy + 0.035) * high,
                size * high * 0.82,
                size * high * 0.62,
            ),
            tinted(leaf, rng),
            0.3,
        )
    for dx, dy, size in clumps[::2]:
        cel.smooth(
            blob(
                rng,
                x + bend + (dx + side * 0.07) * high,
                y + (dy + 0.075) * high,
                size * high * 0.45,
                size * high * 0.32,
            ),
            mix(leaf, WHITE, 0.18),
            0.05,
            0.8,
        )


def pine(
    cel: Cel, rng: Random, x: float, high: float, colour: Colour = PINE, *, y: float = 0.0, snow: float | None = None
) -> None:
    """A conifer: ragged skirts one over another."""
    side = 1 if cel.light.key_direction[0] > 0 else -1
    wide = high * rng.uniform(0.17, 0.23)
    cel.rectangle(x - high * 0.02, y, x + high * 0.02, y + high * 0.25, BARK, 0.6)
    tiers = 6
    snow = cel.snow if snow is None else snow
    for i in range(tiers):
        base, part = y + high * (0.10 + 0.14 * i), 1 - i / tiers
        w = wide * (0.25 + 0.75 * part)
        top = base + high * 0.27
        edge = [
            (x - w, base),
            (x - w * 0.45, base + high * 0.035),
            (x - w * 0.2, base - high * 0.01),
            (x + w * 0.25, base + high * 0.03),
            (x + w, base - high * 0.005),
            (x, top),
        ]
        cel.polygon(edge, tinted(colour, rng, 0.06), 0.6)
        cel.polygon(
            ((x, top), (x + side * w * 0.9, base + high * 0.01), (x + side * w * 0.2, base + high * 0.03)),
            mix(colour, WHITE, 0.1),
            0.2,
            0.7,
        )
        if snow > 0:
            cel.polygon(
                (
                    (x - w * 0.62, base + high * 0.085),
                    (x, top),
                    (x + w * 0.62, base + high * 0.085),
                    (x + w * 0.1, base + high * 0.13),
                ),
                SNOW,
                0.2,
                snow,
            )


def bare_tree(cel: Cel, rng: Random, x: float, high: float, colour: Colour = BARK, *, y: float = 0.0) -> None:
    """A leafless tree, forking three times."""

    def grow(start: Point, turn: float, length: float, thick: float, depth: int) -> None:
        tip = (start[0] + length * math.sin(turn), start[1] + length * math.cos(turn))
        middle = ((start[0] + tip[0]) / 2 + rng.uniform(-0.08, 0.08) * length, (start[1] + tip[1]) / 2)
        cel.stroke((start, middle, tip), thick, colour, 0.6, curved=True, end_width=thick * 0.6)
        if depth:
            for lean in (-1, 1, rng.choice((-0.3, 0.3))):
                grow(
                    tip, turn + lean * rng.uniform(0.3, 0.65), length * rng.uniform(0.55, 0.78), thick * 0.6, depth - 1
                )

    grow((x, y), rng.uniform(-0.08, 0.08), high * 0.36, high * 0.05, 3)


def palm(cel: Cel, rng: Random, x: float, high: float) -> None:
    """A palm."""
    lean = rng.uniform(-0.15, 0.15) * high
    crown = (x + lean, high)
    cel.stroke(
        ((x, 0), (x + lean * 0.3, high * 0.5), crown),
        high * 0.05,
        (0.42, 0.33, 0.24),
        0.4,
        curved=True,
        end_width=high * 0.028,
    )
    for i in range(9):
        turn = math.pi * (i / 8) + rng.uniform(-0.1, 0.1)
        tip = (crown[0] + math.cos(turn) * high * 0.36, crown[1] + math.sin(turn) * high * 0.2 - high * 0.10)
        middle = (crown[0] + math.cos(turn) * high * 0.2, crown[1] + math.sin(turn) * high * 0.2 + high * 0.03)
        cel.smooth((crown, middle, tip, (middle[0], middle[1] - high * 0.06)), (0.25, 0.40, 0.22), 0.35)


def bush(cel: Cel, rng: Random, x: float, wide: float, high: float, colour: Colour = LEAF, *, y: float = 0.0) -> None:
    """A bush in two values."""
    side = 1 if cel.light.key_direction[0] > 0 else -1
    colour = mix(colour, SNOW, 0.6 * cel.snow)
    base = [(px, max(y, py)) for px, py in blob(rng, x, y + high * 0.4, wide / 2, high * 0.6, 13)]
    cel.smooth(base, mix(colour, INK, 0.3), 0.65)
    cel.smooth(blob(rng, x + side * wide * 0.07, y + high * 0.58, wide * 0.38, high * 0.34), tinted(colour, rng), 0.25)
    cel.smooth(
        blob(rng, x + side * wide * 0.16, y + high * 0.72, wide * 0.18, high * 0.16),
        mix(colour, WHITE, 0.15),
        0.05,
        0.8,
    )


def grass(
    cel: Cel, rng: Random, left: float, right: float, high: float, colour: Colour, *, count: int = 60, y: float = 0.0
) -> None:
    """Blades along a line."""
    for _ in range(count):
        x, tall = rng.uniform(left, right), high * rng.uniform(0.45, 1.0)
        lean = rng.uniform(-0.35, 0.35) * tall
        w = high * 0.03
        cel.polygon(
            (
                (x - w, y),
                (x + w, y),
                (x + lean * 0.5 + w * 0.4, y + tall * 0.6),
                (x + lean, y + tall),
                (x + lean * 0.4 - w * 0.3, y + tall * 0.55),
            ),
            tinted(colour, rng, 0.16),
            0.3,
        )


def reeds(cel: Cel, rng: Random, left: float, right: float, high: float, *, count: int = 26) -> None:
    """Bulrushes."""
    grass(cel, rng, left, right, high, (0.38, 0.42, 0.22), count=count)
    for _ in range(count // 3):
        x, tall = rng.uniform(left, right), high * rng.uniform(0.7, 1.05)
        top = x + rng.uniform(-0.08, 0.08)
        cel.stroke(((x, 0), (top, tall)), high * 0.014, (0.40, 0.40, 0.24), 0.4)
        cel.ellipse((top, tall), high * 0.022, high * 0.08, (0.34, 0.20, 0.12), 0.4)


def flowers(cel: Cel, rng: Random, left: float, right: float, high: float, *, count: int = 24) -> None:
    """Garden flowers on stems."""
    for _ in range(count):
        x, tall = rng.uniform(left, right), high * rng.uniform(0.4, 1.0)
        colour = rng.choice(((0.80, 0.30, 0.32), (0.90, 0.72, 0.36), (0.86, 0.82, 0.84), (0.56, 0.38, 0.64)))
        cel.stroke(((x, 0), (x + 0.03, tall)), 0.018, LEAF, 0.4)
        cel.ellipse((x + 0.03, tall), 0.055, 0.05, colour, 0.15)
        cel.ellipse((x + 0.03, tall), 0.02, 0.02, (0.9, 0.75, 0.3), 0.1)


def overhang(cel: Cel, rng: Random, x: float, y: float, reach: float, colour: Colour = LEAF) -> None:
    """A leafy bough hanging into the frame from above, dark against the light."""
    for _ in range(15):
        dx, dy = rng.uniform(-1, 1) * reach, rng.uniform(-0.12, 0.3) * reach
        cel.smooth(
            blob(rng, x + dx, y + dy - abs(dx) * 0.2, reach * 0.22, reach * 0.11, 9, 0.3), mix(colour, INK, 0.55), 0.85
        )
