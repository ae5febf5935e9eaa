"""Interiors that belong to everybody: theatre, hospital, prison, church, library."""

from collections.abc import Callable
from itertools import product
from random import Random

from rushes.film.vocabulary import SetKind
from rushes.tools.draft.cel import Cel
from rushes.tools.draft.colour import Colour, Linear, mix
from rushes.tools.draft.sets import furniture, tilings, walls
from rushes.tools.draft.sets.plan import Life, SetPlan
from rushes.tools.draft.sets.walls import DARK_WOOD, INK, IRON, STONE, WHITE, WOOD


def theatre(plan: SetPlan) -> None:
    """A stage: proscenium, red drapes, a painted backcloth, footlights, rows of seats before it."""
    cloth = plan.accent((0.56, 0.12, 0.13))
    plan.room(
        width=14.0,
        depth=4.5,
        height=6.5,
        wall=(0.2, 0.15, 0.15),
        ground=(0.42, 0.29, 0.19),
        roof=(0.14, 0.11, 0.12),
        tiling=tilings.boards((0.46, 0.32, 0.21), 0.3),
    )

    def backcloth(cel: Cel, _rng: Random) -> None:
        cel.rectangle(-7, 0, 7, 6.5, Linear((0, 0), (0, 5), ((0.74, 0.62, 0.46), (0.40, 0.46, 0.58))), 0.3)
        cel.smooth(
            ((-7, 0), (-7, 1.5), (-4, 2.2), (-1.5, 1.2), (2, 2.0), (5, 1.4), (7, 2.2), (7, 0)), (0.40, 0.42, 0.36), 0.45
        )
        cel.ellipse((2.0, 3.3), 0.6, 0.6, (0.92, 0.84, 0.60), 0.1)

    def drapes(cel: Cel, _rng: Random) -> None:
        for side in (-1, 1):
            for i in range(8):
                outer, inner = side * (6.6 - i * 0.5), side * (6.6 - (i + 1) * 0.5)
                shade = (mix(cloth, INK, 0.55), cloth, mix(cloth, INK, 0.3))
                cel.polygon(
                    ((outer, 0), (inner, 0), (inner - side * 0.1, 6.5), (outer - side * 0.1, 6.5)),
                    Linear((outer, 0), (inner, 0), shade),
                    0.35,
                )
        for i in range(12):
            x = -6.6 + i * 1.1
            cel.smooth(
                ((x, 6.6), (x, 5.2), (x + 0.55, 4.75), (x + 1.1, 5.2), (x + 1.1, 6.6)),
                mix(cloth, INK, 0.1 + 0.15 * (i % 2)),
                0.35,
            )
            cel.stroke(((x, 5.15), (x + 0.55, 4.75), (x + 1.1, 5.15)), 0.09, (0.80, 0.64, 0.30), 0.25, curved=True)

    def footlights(cel: Cel, _rng: Random) -> None:
        cel.rectangle(-7, -0.02, 7, 0.05, DARK_WOOD, 0.4)
        for i in range(12):
            x = -5.5 + i
            cel.canvas.ellipse((x, 0.12), 0.12, 0.09, (1.0, 0.90, 0.66))
            cel.lamplight((x, 0.14), 0.7, 0.4)

    plan.stand(4.5, backcloth)
    plan.stand(2.2, drapes)
    plan.stand(-1.2, footlights)
    plan.lamp(0.0, 3.2, 4.0, 3.2, 0.2, 0.05)


def hospital(plan: SetPlan) -> None:
    """A ward: iron beds with white covers, screens, tall plain windows."""
    wall = (0.64, 0.70, 0.66)
    plan.room(
        width=9.0,
        depth=3.4,
        height=3.6,
        wall=wall,
        ground=(0.52, 0.55, 0.53),
        roof=(0.78, 0.80, 0.78),
        tiling=tilings.checks((0.60, 0.64, 0.62), (0.52, 0.57, 0.56), 0.5),
    )

    def back(cel: Cel, _rng: Random) -> None:
        walls.wall(cel, 4.5, 3.6, wall)
        cel.rectangle(-4.5, 0, 4.5, 1.25, (0.46, 0.58, 0.54), 0.35)
        cel.rectangle(-4.5, 1.25, 4.5, 1.31, WHITE, 0.2)
        for x in (-2.6, 0.2, 3.0):
            walls.window(cel, x, 1.45, 0.9, 1.6, WHITE)
        cel.rectangle(-1.3, 1.6, -0.9, 2.0, WHITE, 0.2)
        cel.rectangle(-1.14, 1.66, -1.06, 1.94, (0.74, 0.18, 0.16), 0.2)
        cel.rectangle(-1.24, 1.76, -0.96, 1.84, (0.74, 0.18, 0.16), 0.2)

    def screen(cel: Cel, _rng: Random) -> None:
        for i in range(3):
            x = 2.3 + i * 0.55
            cel.polygon(
                ((x, 0.2), (x + 0.52, 0.15 + 0.1 * (i % 2)), (x + 0.52, 1.75), (x, 1.8)),
                (0.80, 0.85, 0.82),
                0.2 + 0.15 * (i % 2),
            )
            cel.stroke(((x, 0), (x, 1.85)), 0.04, IRON, 0.4)

    plan.stand(3.4, back)
    plan.stand(1.9, lambda cel, _: furniture.bed(cel, -2.2, 1.9, (0.66, 0.68, 0.68), (0.84, 0.86, 0.84)))
    plan.stand(1.9, lambda cel, _: furniture.bed(cel, 1.0, 1.9, (0.66, 0.68, 0.68), plan.accent((0.62, 0.72, 0.76))))
    plan.stand(1.5, screen)
    plan.stand(1.6, lambda cel, rng: furniture.bottles(cel, rng, -3.7, -3.3, 0.8))


def prison(plan: SetPlan) -> None:
    """A cell: a barred high window, cot, bare stone, bars before the lens."""
    plan.room(
        width=4.6,
        depth=2.4,
        height=3.0,
        wall=(0.40, 0.42, 0.42),
        ground=(0.34, 0.35, 0.35),
        roof=(0.28, 0.29, 0.3),
        tiling=tilings.flagstones((0.38, 0.39, 0.39), 0.9),
    )

    def back(cel: Cel, rng: Random) -> None:
        walls.masonry(cel, rng, 2.3, 3.0, (0.43, 0.44, 0.44), 0.4)
        walls.window(cel, 0.35, 1.85, 0.9, 0.62, (0.34, 0.35, 0.35), panes=1)
        for i in range(5):
            cel.stroke(((0.0 + i * 0.175, 1.83), (0.0 + i * 0.175, 2.5)), 0.04, INK, 0.6)
        walls.light_shaft(cel, 0.35, 2.1, 0.8, 2.1, -1.0, 0.24)
        for i in range(4):
            cel.stroke(((-1.5 + i * 0.09, 1.3), (-1.49 + i * 0.09, 1.55)), 0.018, WHITE, 0.3, 0.7)
        cel.stroke(((-1.56, 1.33), (-1.16, 1.52)), 0.018, WHITE, 0.3, 0.7)

    def cot(cel: Cel, _rng: Random) -> None:
        cel.rectangle(-2.1, 0.4, -0.5, 0.5, IRON, 0.4)
        cel.smooth(((-2.1, 0.48), (-2.05, 0.6), (-1.2, 0.6), (-0.5, 0.56), (-0.5, 0.46)), (0.46, 0.44, 0.38), 0.35)
        for x in (-2.05, -0.58):
            cel.rectangle(x, 0, x + 0.06, 0.45, IRON, 0.5)

    def bars(cel: Cel, _rng: Random) -> None:
        for i in range(15):
            x = -2.1 + i * 0.3
            cel.rectangle(x - 0.022, 0, x + 0.022, 3.2, IRON, 0.75)
        for y in (0.55, 2.3):
            cel.rectangle(-3.0, y, 3.0, y + 0.08, IRON, 0.7)

    plan.stand(2.4, back)
    plan.stand(1.6, cot)
    plan.stand(1.9, lambda cel, _: furniture.barrel(cel, 1.75, 0.42, 0.4))
    plan.stand(-2.6, bars)


def church(plan: SetPlan) -> None:
    """A nave: columns and arches, a stained window, altar, pews, candles."""
    plan.room(
        width=10.0,
        depth=9.0,
        height=8.0,
        wall=STONE,
        ground=(0.46, 0.43, 0.40),
        roof=(0.3, 0.28, 0.28),
        tiling=tilings.flagstones((0.52, 0.49, 0.45), 0.9),
    )

    def apse(cel: Cel, rng: Random) -> None:
        walls.masonry(cel, rng, 5.0, 8.0, (0.52, 0.49, 0.44), 0.5)
        hues: tuple[Colour, ...] = (
            (0.75, 0.25, 0.22),
            (0.25, 0.40, 0.75),
            (0.90, 0.70, 0.30),
            (0.30, 0.60, 0.45),
            (0.55, 0.32, 0.62),
        )
        for x, w, top in ((-1.5, 0.75, 5.0), (0.0, 1.05, 6.0), (1.5, 0.75, 5.0)):
            cel.smooth(
                (
                    (x - w * 0.62, 2.4),
                    (x - w * 0.62, top - 0.8),
                    (x, top + 0.35),
                    (x + w * 0.62, top - 0.8),
                    (x + w * 0.62, 2.4),
                ),
                INK,
                0.6,
            )
            rows = int((top - 2.9) / 0.34)
            for j in range(rows):
                for i in range(3):
                    left = x - w / 2 + i * w / 3
                    glass = mix(rng.choice(hues), cel.light.sky[1], 0.2 if not cel.light.night else 0.6)
                    cel.canvas.rectangle(
                        left + 0.015, 2.5 + j * 0.34, left + w / 3 - 0.015, 2.5 + j * 0.34 + 0.31, glass
                    )
        cel.canvas.glow((0.0, 4.4), 3.6, (0.95, 0.72, 0.6), 0.12 if cel.light.night else 0.3)

    def altar(cel: Cel, _rng: Random) -> None:
        cel.rectangle(-1.6, 0, 1.6, 0.3, (0.44, 0.41, 0.38), 0.4)
        cel.rectangle(-1.0, 0.3, 1.0, 1.35, WHITE, 0.3)
        cel.rectangle(-0.06, 1.35, 0.06, 2.35, (0.78, 0.64, 0.32), 0.2)
        cel.rectangle(-0.3, 1.95, 0.3, 2.07, (0.78, 0.64, 0.32), 0.2)
        for x in (-0.8, -0.55, 0.55, 0.8):
            cel.rectangle(x - 0.03, 1.35, x + 0.03, 1.75, WHITE, 0.1)
            cel.canvas.ellipse((x, 1.82), 0.03, 0.07, (1.0, 0.86, 0.5))
            cel.lamplight((x, 1.82), 0.6, 0.5)

    plan.stand(9.0, apse)
    plan.stand(7.6, altar)
    plan.lamp(0.0, 1.8, 7.5, 2.2, 0.35, 0.25)
    for p, x in product((6.2, 3.4, 0.8), (-3.4, 3.4)):
        plan.stand(p, lambda cel, _, x=x: walls.column(cel, x, 0.75, 8.0, (0.60, 0.57, 0.51)))
    for p, x in product((4.6, 2.9, 1.5), (-2.0, 2.0)):
        plan.stand(p, lambda cel, _, x=x: furniture.bench(cel, x, 2.2, DARK_WOOD))
    plan.life.add(Life.DUST)


def library(plan: SetPlan) -> None:
    """Aisles of bookcases running back, a gallery, reading lamps, a ladder."""
    plan.room(
        width=10.0,
        depth=6.0,
        height=5.0,
        wall=(0.4, 0.3, 0.22),
        ground=(0.36, 0.26, 0.2),
        roof=(0.34, 0.28, 0.24),
        tiling=tilings.lane(plan.accent((0.24, 0.36, 0.32)), 1.2),
    )

    def back(cel: Cel, rng: Random) -> None:
        walls.wall(cel, 5.0, 5.0, (0.42, 0.32, 0.24))
        walls.window(cel, 0.0, 1.6, 1.6, 2.1, DARK_WOOD, arched=True, panes=3)
        for x in (-3.6, -1.9, 1.9, 3.6):
            furniture.bookcase(cel, rng, x, 1.6, 2.3)
            cel.rectangle(x - 0.8, 2.75, x + 0.8, 4.6, DARK_WOOD, 0.5)
            for j in range(4):
                furniture.row_of_books(cel, rng, x - 0.72, x + 0.72, 2.85 + j * 0.44, 0.38)
        cel.rectangle(-5, 2.4, 5, 2.55, WOOD, 0.3)
        for i in range(34):
            cel.rectangle(-4.9 + i * 0.3, 2.55, -4.86 + i * 0.3, 3.05, WOOD, 0.4)
        cel.rectangle(-5, 3.05, 5, 3.12, WOOD, 0.2)

    def ladder(cel: Cel, _rng: Random) -> None:
        for shift in (0.0, 0.42):
            cel.stroke(((2.3 + shift, 0), (2.7 + shift, 3.3)), 0.06, WOOD, 0.2)
        for i in range(9):
            cel.stroke(((2.34 + 0.042 * i, 0.35 * (i + 0.7)), (2.78 + 0.042 * i, 0.35 * (i + 0.7))), 0.045, WOOD, 0.3)

    plan.stand(6.0, back)
    for p, x in ((3.6, -3.4), (3.6, 3.4), (1.2, -3.0), (1.2, 3.0)):
        plan.stand(p, lambda cel, rng, x=x: furniture.bookcase(cel, rng, x, 1.9, 2.6))
    plan.stand(3.3, ladder)
    plan.stand(2.2, lambda cel, _: furniture.table(cel, 0.4, 2.4, 0.76, WOOD))
    for x in (-0.3, 1.1):
        plan.stand(2.18, lambda cel, _, x=x: furniture.table_lamp(cel, x, 0.76, (0.25, 0.52, 0.36)))
    plan.lamp(0.4, 1.1, 2.1, 1.4, 0.35, 0.05)


PUBLIC: dict[SetKind, Callable[[SetPlan], None]] = {
    SetKind.THEATRE: theatre,
    SetKind.HOSPITAL: hospital,
    SetKind.PRISON: prison,
    SetKind.CHURCH: church,
    SetKind.LIBRARY: library,
}
