"""What floors and grounds are covered with: boards, tiles, cobbles, furrows, water."""

from itertools import pairwise
from random import Random

from rushes.tools.draft.colour import Colour, mix
from rushes.tools.draft.sets.surface import SurfaceCel, Tiling

_DARK: Colour = (0.05, 0.04, 0.05)


def boards(colour: Colour, width: float = 0.22) -> Tiling:
    """Floorboards running away from the camera."""

    def draw(cel: SurfaceCel, rng: Random) -> None:
        count = int(5.0 / width)
        for i in range(-count, count):
            left = i * width
            tint = mix(colour, _DARK, rng.uniform(0.0, 0.28))
            cel.patch(
                ((left, cel.near), (left + width * 0.96, cel.near), (left + width * 0.96, cel.far), (left, cel.far)),
                tint,
                alpha=0.75,
            )

    return draw


def checks(one: Colour, other: Colour, side: float = 0.5) -> Tiling:
    """Chequered tiles."""

    def draw(cel: SurfaceCel, rng: Random) -> None:
        across, start = int(6.0 / side), int(max(cel.near, -14.0) / side) - 1
        for j in range(start, int(min(cel.far, 14.0) / side) + 1):
            for i in range(-across, across):
                left, near = i * side, j * side
                tint = mix(one if (i + j) % 2 else other, _DARK, rng.uniform(0.0, 0.08))
                if near + side > cel.near:
                    cel.patch(
                        ((left, near), (left + side, near), (left + side, near + side), (left, near + side)), tint
                    )

    return draw


def flagstones(colour: Colour, side: float = 0.7) -> Tiling:
    """Uneven paving in offset rows, fading out with distance."""

    def draw(cel: SurfaceCel, rng: Random) -> None:
        start, reach = int(max(cel.near, -30 * side) / side) - 1, 15 * side
        for j in range(start, int(min(cel.far, 30 * side) / side)):
            x = -reach + (j % 2) * side * 0.6
            gap, near = side * 0.05, j * side
            fade = min(1.0, 1.25 - max(near, 0.0) / (30 * side))
            while x < reach:
                wide = side * rng.uniform(0.8, 1.6)
                tint = mix(colour, _DARK, rng.uniform(0.02, 0.22))
                alpha = fade * min(1.0, 1.6 * (1 - abs(x + wide / 2) / reach))
                if near + side > cel.near and alpha > 0.03:
                    box = (
                        (x + gap, near + gap),
                        (x + wide, near + gap),
                        (x + wide, near + side),
                        (x + gap, near + side),
                    )
                    cel.patch(box, tint, alpha=alpha)
                x += wide

    return draw


def tufts(colour: Colour, other: Colour, reach: float = 60.0, count: int = 110) -> Tiling:
    """Lying strokes of grass, sand or snow, thinning out with distance."""

    def draw(cel: SurfaceCel, rng: Random) -> None:
        for _ in range(count):
            p = cel.near + (min(reach, cel.far) - cel.near) * rng.random() ** 2.2
            spread = 2.0 + (p - cel.near) * 0.9
            a, wide, deep = (
                rng.uniform(-spread, spread),
                rng.uniform(0.3, 1.3) * (1 + 0.08 * (p - cel.near)),
                rng.uniform(0.03, 0.10),
            )
            deep *= 1 + 0.12 * (p - cel.near)
            tint = mix(colour, other, rng.random())
            cel.patch(((a - wide, p), (a, p - deep), (a + wide, p), (a + wide * 0.2, p + deep)), tint, alpha=0.36)

    return draw


def lane(colour: Colour, half: float, bend: float = 0.0, edge: Colour | None = None) -> Tiling:
    """A road or path running away, `half` metres to each side, swinging by `bend` metres."""

    def draw(cel: SurfaceCel, rng: Random) -> None:
        stops = [cel.near + (min(cel.far, 260.0) - cel.near) * (i / 23) ** 2.4 for i in range(24)]
        for wider, tint in ((1.12, edge or mix(colour, _DARK, 0.25)), (1.0, colour)):
            for near, far in pairwise(stops):
                b0, b1 = (bend * min(1.0, max(p, 0.0) / 60.0) ** 1.5 for p in (near, far))
                w = half * wider
                cel.patch(((b0 - w, near), (b0 + w, near), (b1 + w, far), (b1 - w, far)), tint)
        for _ in range(26):
            p = cel.near + 30 * rng.random() ** 2
            a = rng.uniform(-half, half) * 0.9
            cel.patch(((a - 0.25, p), (a, p - 0.05), (a + 0.25, p), (a, p + 0.05)), mix(colour, _DARK, 0.3), alpha=0.5)

    return draw


def ripples(deep: Colour, glint: Colour, start: float = -40.0, count: int = 150) -> Tiling:
    """Water: long strokes across, finer towards the horizon."""

    def draw(cel: SurfaceCel, rng: Random) -> None:
        low = max(cel.near, start)
        for _ in range(count):
            p = low + (240.0 - low) * rng.random() ** 3
            reach = 3.0 + (p - cel.near) * 0.9
            a, wide = rng.uniform(-reach, reach), rng.uniform(0.3, 1.0) * (1 + 0.14 * (p - cel.near))
            high = rng.uniform(0.03, 0.08) * (1 + 0.16 * (p - cel.near))
            cel.patch(
                ((a - wide, p), (a, p - high), (a + wide, p), (a, p + high)), mix(deep, glint, rng.random()), 0.15, 0.6
            )

    return draw
