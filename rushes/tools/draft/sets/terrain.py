"""Land in the distance and underfoot: hills, ridges, rocks, dunes, cliffs, islands, surf."""

import math
from random import Random

from rushes.tools.draft.canvas import Point
from rushes.tools.draft.cel import Cel
from rushes.tools.draft.colour import Colour, Linear, mix
from rushes.tools.draft.sets.plants import SNOW, blob
from rushes.tools.draft.sets.walls import INK, WHITE

ROCK: Colour = (0.44, 0.42, 0.40)


def hills(cel: Cel, rng: Random, reach: float, high: float, colour: Colour, *, y: float = 0.0, bumps: int = 9) -> None:
    """A rolling skyline `reach` metres to each side."""
    step = 2 * reach / bumps
    line = [(-reach - step + i * step, y + high * rng.uniform(0.35, 1.0)) for i in range(bumps + 3)]
    base = y - high * 0.6
    cel.smooth(
        [(-reach * 1.4, base), *line, (reach * 1.4, base)],
        Linear((0, y), (0, y + high), (mix(colour, WHITE, 0.08), colour)),
        0.35,
    )


def ridge(
    cel: Cel, rng: Random, reach: float, high: float, colour: Colour, *, peaks: int = 5, snow: float = 0.0
) -> None:
    """A mountain range: jagged, lit on one side, snow on the tops."""
    side = 1 if cel.light.key_direction[0] > 0 else -1
    step = 2 * reach / peaks
    for i in sorted(range(-1, peaks + 1), key=lambda _: rng.random()):
        x, tall = -reach + (i + 0.5) * step + rng.uniform(-0.3, 0.3) * step, high * rng.uniform(0.55, 1.0)
        w = step * rng.uniform(0.7, 1.0)
        peak = (x, tall)
        left = [
            (x - w, -high * 0.1),
            (x - w * 0.55, tall * rng.uniform(0.35, 0.5)),
            (x - w * 0.25, tall * rng.uniform(0.62, 0.8)),
        ]
        right = [
            (x + w * 0.22, tall * rng.uniform(0.62, 0.82)),
            (x + w * 0.5, tall * rng.uniform(0.3, 0.5)),
            (x + w, -high * 0.1),
        ]
        spine = [(x + w * 0.05, tall * 0.7), (x - w * 0.08, tall * 0.45), (x + w * 0.06, -high * 0.1)]
        cel.polygon([*left, peak, *right], colour, 0.75)
        lit = [*left, peak, *spine] if side < 0 else [*reversed(spine), peak, *right]
        cel.polygon(lit, mix(colour, WHITE, 0.1), 0.1)
        if snow > 0:
            edge = tall * (1 - 0.42 * snow)
            cap = [
                (x - w * 0.27 * snow * 1.3, edge),
                peak,
                (x + w * 0.27 * snow * 1.3, edge),
                (x + w * 0.12, edge + tall * 0.09),
                (x + 0.02 * w, edge - tall * 0.04),
                (x - w * 0.12, edge + tall * 0.07),
            ]
            cel.polygon(cap, SNOW, 0.3 if side < 0 else 0.2)
            cel.polygon(
                (
                    peak,
                    (x - side * w * 0.27 * snow * 1.2, edge + tall * 0.01),
                    (x - side * w * 0.03, edge + tall * 0.05),
                ),
                SNOW,
                0.75,
            )


def rock(cel: Cel, rng: Random, x: float, wide: float, high: float, colour: Colour = ROCK, *, y: float = 0.0) -> None:
    """A boulder with facets."""
    side = 1 if cel.light.key_direction[0] > 0 else -1
    w = wide / 2
    crown = (x + side * w * 0.15, y + high)
    outline = [
        (x - w, y),
        (x - w * rng.uniform(0.8, 0.95), y + high * 0.55),
        (x - w * 0.4, y + high * rng.uniform(0.8, 0.98)),
        crown,
        (x + w * 0.6, y + high * rng.uniform(0.65, 0.85)),
        (x + w * rng.uniform(0.85, 1.0), y + high * 0.35),
        (x + w, y),
    ]
    cel.polygon(outline, colour, 0.75)
    facet = [
        (x + side * w * 0.05, y + high * 0.55),
        crown,
        (x + side * w * 0.62, y + high * 0.66),
        (x + side * w * 0.9, y + high * 0.3),
        (x + side * w * 0.5, y + high * 0.15),
    ]
    cel.polygon(facet, mix(colour, WHITE, 0.12), 0.1)
    cel.polygon(
        (crown, (x - side * w * 0.4, y + high * 0.78), (x + side * w * 0.05, y + high * 0.55)),
        mix(colour, WHITE, 0.05),
        0.35,
    )


def dune(cel: Cel, rng: Random, x: float, wide: float, high: float, colour: Colour) -> None:
    """A dune with a sharp, sinuous crest and a shadowed lee."""
    side = 1 if cel.light.key_direction[0] > 0 else -1
    w, crest = wide / 2, (x + rng.uniform(-0.2, 0.2) * wide, high)
    cel.polygon(
        (
            (x - w, -0.2),
            (x - w * 0.6, high * 0.28),
            (x - w * 0.3, high * 0.66),
            crest,
            (x + w * 0.35, high * 0.62),
            (x + w * 0.68, high * 0.24),
            (x + w, -0.2),
        ),
        colour,
        0.15,
    )
    lee = [
        crest,
        (crest[0] - side * w * 0.1, high * 0.6),
        (crest[0] + side * w * 0.06, high * 0.28),
        (crest[0] - side * w * 0.05, -0.2),
        (x - side * w, -0.2),
        (x - side * w * 0.6, high * 0.26),
        (x - side * w * 0.3, high * 0.64),
    ]
    cel.polygon(lee, mix(colour, INK, 0.12), 0.75)


def cliff_face(cel: Cel, rng: Random, x: float, wide: float, high: float, colour: Colour, *, side: int = 1) -> None:
    """A cliff falling sheer on one side (`side` 1: it falls on its right)."""
    edge = x + side * wide / 2
    face: list[Point] = [
        (edge + side * rng.uniform(-0.06, 0.06) * wide, high * part) for part in (1.0, 0.8, 0.6, 0.42, 0.2)
    ]
    cel.polygon(
        [(x - side * wide, 0), (x - side * wide, high * 1.02), *face, (edge + side * wide * 0.1, 0)], colour, 0.55
    )
    for i in range(10):
        px = x - side * wide * 0.4 + side * (i + rng.random()) * wide * 0.088
        low = high * rng.uniform(0.0, 0.5)
        cel.polygon(
            ((px, low), (px + 0.03 * wide, high * rng.uniform(0.6, 0.97)), (px + 0.06 * wide, low + high * 0.1)),
            mix(colour, WHITE if i % 2 else INK, 0.14),
            0.4,
            0.8,
        )
    cel.polygon(
        [(x - side * wide, high * 1.02), face[0], face[1], (x - side * wide, high * 0.93)], (0.36, 0.42, 0.22), 0.25
    )


def surf(cel: Cel, rng: Random, reach: float, y: float, thick: float) -> None:
    """A line of foam."""
    line = [(-reach + i * reach / 14, y + rng.uniform(-0.5, 0.5) * thick) for i in range(29)]
    back = [(px, py - thick * rng.uniform(0.5, 1.2)) for px, py in reversed(line)]
    cel.polygon([*line, *back], WHITE, 0.1, 0.8)


def swell(
    cel: Cel,
    rng: Random,
    reach: float,
    high: float,
    colour: Colour,
    *,
    length: float = 3.0,
    y: float = 0.0,
    deep: float = 1.0,
) -> None:
    """A row of waves seen from the front: dark troughs, bright crests."""
    crests = [
        (-reach + i * length + rng.uniform(-0.3, 0.3) * length, y + high * rng.uniform(0.5, 1.0))
        for i in range(int(2 * reach / length) + 1)
    ]
    line: list[Point] = []
    for cx, cy in crests:
        line += [(cx - length * 0.45, y), (cx, cy), (cx + length * 0.12, y + (cy - y) * 0.75)]
    low = y - max(high * 3, deep)
    cel.smooth(
        [(-reach * 1.5, low), (-reach * 1.5, y), *line, (reach * 1.5, y), (reach * 1.5, low)],
        Linear((0, y + high), (0, low), (mix(colour, WHITE, 0.12), colour, mix(colour, INK, 0.25))),
        0.25,
    )
    for cx, cy in crests:
        if rng.random() < 0.5:
            continue
        cel.stroke(
            (
                (cx - length * 0.28, y + (cy - y) * 0.5),
                (cx - length * 0.02, cy),
                (cx + length * 0.1, y + (cy - y) * 0.8),
            ),
            high * 0.10,
            WHITE,
            0.05,
            0.45,
            curved=True,
            end_width=high * 0.05,
        )


def cave_mouth(cel: Cel, rng: Random, wide: float, high: float, colour: Colour, *, rough: float = 0.10) -> None:
    """Rock all round with an irregular opening."""
    ring: list[Point] = []
    for i in range(19):
        turn = math.pi * i / 18
        ring.append(
            (
                -wide / 2 * math.cos(turn) * rng.uniform(1 - rough, 1 + rough),
                high * math.sin(turn) ** 0.7 * rng.uniform(1 - rough, 1 + rough),
            )
        )
    ring[0], ring[-1] = (ring[0][0], -0.3), (ring[-1][0], -0.3)
    far = max(wide, high) * 3
    cel.polygon([(-far, -0.3), *ring, (far, -0.3), (far, far), (-far, far)], colour, 0.8)
    cel.stroke(ring, high * 0.035, mix(colour, WHITE, 0.15), 0.45)
    for i in range(1, 18, 2):
        px, py = ring[i]
        cel.polygon(
            ((px * 1.04, py * 1.02), (px * 1.35, py * 1.22 + 0.2), (px * 1.12, py * 1.3 + 0.1)),
            mix(colour, INK, 0.3),
            0.8,
            0.6,
        )


def stalactites(cel: Cel, rng: Random, reach: float, y: float, long: float, colour: Colour, count: int = 9) -> None:
    """Spikes hanging from a roof at y."""
    for i in range(count):
        x = -reach + (i + rng.random()) * 2 * reach / count
        tall, w = long * rng.uniform(0.4, 1.0), long * rng.uniform(0.08, 0.16)
        cel.polygon(((x - w, y + 0.3), (x + w, y + 0.3), (x + w * 0.3, y - tall * 0.5), (x, y - tall)), colour, 0.7)
        cel.polygon(((x - w * 0.7, y + 0.3), (x - w * 0.1, y + 0.3), (x, y - tall)), mix(colour, WHITE, 0.12), 0.4)


def smoke(cel: Cel, rng: Random, x: float, y: float, rise: float, colour: Colour = (0.62, 0.60, 0.58)) -> None:
    """A column of smoke leaning with the wind."""
    for i in range(7):
        part = i / 6
        cel.smooth(
            blob(
                rng, x + part * rise * 0.35, y + part * rise, rise * (0.06 + 0.09 * part), rise * (0.05 + 0.07 * part)
            ),
            colour,
            0.35,
            0.34 * (1 - part * 0.75),
        )
