"""Rooms where people work and trade."""

from collections.abc import Callable
from random import Random

from rushes.film.vocabulary import SetKind
from rushes.tools.draft.cel import Cel
from rushes.tools.draft.colour import mix
from rushes.tools.draft.sets import furniture, tilings, walls
from rushes.tools.draft.sets.plan import Life, SetPlan
from rushes.tools.draft.sets.walls import DARK_WOOD, INK, IRON, WHITE, WOOD


def workshop(plan: SetPlan) -> None:
    """A bench with a vice, tools on the wall, timber, sawdust light."""
    plan.room(
        width=7.4,
        depth=2.8,
        height=3.3,
        wall=(0.50, 0.40, 0.30),
        ground=(0.42, 0.34, 0.26),
        roof=(0.34, 0.27, 0.21),
        tiling=tilings.boards((0.46, 0.37, 0.28), 0.35),
    )

    def back(cel: Cel, _rng: Random) -> None:
        walls.wall(cel, 3.7, 3.3, (0.52, 0.42, 0.31))
        for i in range(20):
            cel.stroke(((-3.7 + i * 0.37, 0), (-3.7 + i * 0.37, 3.2)), 0.02, INK, 0.5, 0.5)
        walls.window(cel, -2.0, 1.2, 1.5, 1.2, WOOD, panes=3)
        cel.rectangle(-0.7, 1.15, 2.6, 2.5, (0.40, 0.31, 0.23), 0.4)
        for i in range(9):
            x, tall = -0.5 + 0.36 * i, 0.4 + 0.12 * ((i * 5) % 4)
            cel.stroke(((x, 2.35), (x, 2.35 - tall)), 0.05, WOOD, 0.2)
            if i % 3 == 0:
                cel.rectangle(x - 0.15, 2.28, x + 0.15, 2.4, IRON, 0.3)
            elif i % 3 == 1:
                cel.polygon(((x - 0.02, 2.1), (x + 0.16, 1.45), (x - 0.06, 1.5)), (0.66, 0.68, 0.70), 0.2)
            else:
                cel.ellipse((x, 1.95 - tall * 0.3), 0.09, 0.13, IRON, 0.3)
        walls.light_shaft(cel, -2.0, 2.2, 1.4, 2.2, 1.3, 0.2)

    def bench(cel: Cel, _rng: Random) -> None:
        furniture.table(cel, 0.8, 3.0, 0.88, (0.55, 0.42, 0.28))
        cel.rectangle(-0.5, 0.88, -0.2, 1.12, IRON, 0.3)
        cel.rectangle(1.5, 0.88, 2.0, 1.02, WOOD, 0.25)
        cel.rectangle(1.62, 1.02, 1.74, 1.14, DARK_WOOD, 0.3)

    def timber(cel: Cel, _rng: Random) -> None:
        for i in range(4):
            low, high = 2.7 + 0.12 * i, 3.0 + 0.1 * i
            cel.polygon(((low, 0), (low + 0.1, 0), (high + 0.05, 2.7), (high - 0.03, 2.7)), WOOD, 0.3)

    plan.stand(2.8, back)
    plan.stand(1.7, bench)
    plan.stand(1.2, lambda cel, _: furniture.barrel(cel, -2.5, 0.65, 0.9))
    plan.stand(2.2, timber)
    plan.life.add(Life.DUST)


def laboratory(plan: SetPlan) -> None:
    """Glassware, coils, a wall of dials, cold light."""
    wall = (0.46, 0.54, 0.54)
    plan.room(
        width=7.4,
        depth=2.8,
        height=3.2,
        wall=wall,
        ground=(0.5, 0.52, 0.52),
        roof=(0.55, 0.6, 0.6),
        tiling=tilings.checks((0.60, 0.63, 0.62), (0.40, 0.46, 0.47), 0.6),
    )

    def back(cel: Cel, rng: Random) -> None:
        walls.wall(cel, 3.7, 3.2, wall)
        furniture.panel_of_lights(cel, rng, 0.9, 0.9, 2.9, 2.5)
        walls.shelf_board(cel, -2.9, -0.5, 1.55, IRON)
        walls.shelf_board(cel, -2.9, -0.5, 2.05, IRON)
        furniture.bottles(cel, rng, -2.9, -0.5, 1.55)
        furniture.bottles(cel, rng, -2.9, -0.5, 2.05)
        cel.rectangle(-0.25, 1.2, 0.65, 2.2, (0.16, 0.22, 0.20), 0.4)
        for i in range(5):
            cel.stroke(((-0.15, 2.05 - i * 0.17), (rng.uniform(0.1, 0.55), 2.05 - i * 0.17)), 0.018, WHITE, 0.2, 0.7)

    def bench(cel: Cel, _rng: Random) -> None:
        cel.rectangle(-2.6, 0, 0.4, 0.9, (0.36, 0.40, 0.42), 0.45)
        cel.rectangle(-2.66, 0.88, 0.46, 0.95, (0.72, 0.75, 0.75), 0.1)
        for x, size, liquid in (
            (-2.2, 0.2, (0.35, 0.85, 0.55)),
            (-1.5, 0.15, (0.95, 0.60, 0.25)),
            (-0.9, 0.22, (0.40, 0.65, 0.95)),
            (-0.15, 0.14, (0.85, 0.35, 0.60)),
        ):
            cel.polygon(
                (
                    (x - size, 0.95),
                    (x + size, 0.95),
                    (x + size * 0.28, 0.95 + size * 1.9),
                    (x - size * 0.28, 0.95 + size * 1.9),
                ),
                (0.78, 0.86, 0.88),
                0.2,
                0.6,
            )
            cel.canvas.polygon(
                ((x - size, 0.95), (x + size, 0.95), (x + size * 0.6, 0.95 + size), (x - size * 0.6, 0.95 + size)),
                mix(cel.tone(liquid), liquid, 0.5),
            )
            cel.rectangle(
                x - size * 0.28, 0.95 + size * 1.8, x + size * 0.28, 0.95 + size * 2.6, (0.78, 0.86, 0.88), 0.2, 0.7
            )
            cel.canvas.glow((x, 0.95 + size * 0.6), size * 2.4, liquid, 0.3)

    plan.stand(2.8, back)
    plan.stand(1.6, bench)
    plan.lamp(1.9, 1.7, 2.7, 1.3, 0.25)


def office(plan: SetPlan) -> None:
    """Desks, filing cabinets, blinds, a clock."""
    wall = (0.62, 0.60, 0.54)
    plan.room(
        width=7.2,
        depth=2.8,
        height=2.9,
        wall=wall,
        ground=(0.40, 0.40, 0.40),
        roof=(0.7, 0.69, 0.64),
        tiling=tilings.checks((0.46, 0.46, 0.45), (0.40, 0.40, 0.40), 0.6),
    )

    def back(cel: Cel, rng: Random) -> None:
        walls.wall(cel, 3.6, 2.9, wall)
        walls.window(cel, -1.5, 1.0, 1.9, 1.45, WHITE, panes=1)
        for i in range(11):
            cel.rectangle(-2.45, 1.05 + i * 0.13, -0.55, 1.1 + i * 0.13, (0.85, 0.82, 0.72), 0.3, 0.9)
        cel.ellipse((0.35, 2.3), 0.25, 0.25, INK, 0.4)
        cel.ellipse((0.35, 2.3), 0.21, 0.21, WHITE, 0.2)
        cel.stroke(((0.35, 2.3), (0.35, 2.45)), 0.025, INK)
        cel.stroke(((0.35, 2.3), (0.46, 2.25)), 0.025, INK)
        for i in range(3):
            x = 1.35 + i * 0.6
            cel.rectangle(x, 0, x + 0.55, 1.4, (0.40, 0.44, 0.42), 0.4)
            for j in range(4):
                cel.rectangle(x + 0.04, 0.05 + j * 0.34, x + 0.51, 0.35 + j * 0.34, (0.50, 0.54, 0.51), 0.3)
                cel.rectangle(x + 0.2, 0.2 + j * 0.34, x + 0.35, 0.23 + j * 0.34, INK, 0.4)
        furniture.row_of_books(cel, rng, 1.4, 2.9, 1.4, 0.32)

    def typing(cel: Cel, rng: Random) -> None:
        furniture.desk(cel, rng, 1.55, 1.7, (0.48, 0.36, 0.24))
        cel.polygon(((1.0, 0.82), (1.45, 0.82), (1.4, 1.02), (1.05, 1.02)), INK, 0.4)
        cel.rectangle(1.1, 1.02, 1.36, 1.2, WHITE, 0.1)

    plan.stand(2.8, back)
    plan.stand(1.2, typing)
    plan.stand(1.7, lambda cel, rng: furniture.desk(cel, rng, -2.2, 1.5, (0.48, 0.36, 0.24)))
    plan.stand(1.15, lambda cel, _: furniture.table_lamp(cel, 2.15, 0.82, (0.3, 0.5, 0.36)))


def shop(plan: SetPlan) -> None:
    """Shelves of jars and boxes, a counter with scales, a door with a bell."""
    wall = (0.48, 0.50, 0.40)
    plan.room(
        width=7.0,
        depth=2.6,
        height=3.0,
        wall=wall,
        ground=(0.44, 0.34, 0.25),
        roof=(0.62, 0.58, 0.5),
        tiling=tilings.boards((0.46, 0.36, 0.26)),
    )

    def back(cel: Cel, rng: Random) -> None:
        walls.wall(cel, 3.5, 3.0, wall)
        for left, right in ((-3.2, -0.2), (1.2, 3.2)):
            cel.rectangle(left - 0.06, 0.8, right + 0.06, 2.75, WOOD, 0.4)
            for j in range(4):
                y = 0.92 + j * 0.45
                cel.rectangle(left, y, right, y + 0.4, DARK_WOOD, 0.75)
                x = left + 0.05
                while x < right - 0.2:
                    wide, tall = rng.uniform(0.14, 0.3), rng.uniform(0.18, 0.36)
                    tint = rng.choice(
                        (
                            (0.72, 0.30, 0.22),
                            (0.80, 0.66, 0.36),
                            (0.32, 0.48, 0.50),
                            (0.64, 0.58, 0.48),
                            (0.44, 0.54, 0.30),
                        )
                    )
                    cel.rectangle(x, y, x + wide, y + tall, tint, 0.3)
                    cel.rectangle(x + wide * 0.15, y + tall * 0.3, x + wide * 0.85, y + tall * 0.6, WHITE, 0.3)
                    x += wide + 0.04
        walls.door(cel, 0.5, 1.0, 2.2, plan.accent((0.24, 0.38, 0.34)))
        cel.pane(((0.15, 1.1), (0.85, 1.1), (0.85, 2.0), (0.15, 2.0)), 0.0)

    def desk(cel: Cel, rng: Random) -> None:
        furniture.counter(cel, -1.6, 2.6, 0.95, WOOD)
        cel.rectangle(-1.15, 0.95, -1.05, 1.25, (0.8, 0.66, 0.32), 0.2)
        cel.stroke(((-1.45, 1.25), (-0.75, 1.25)), 0.03, (0.8, 0.66, 0.32), 0.2)
        for x in (-1.42, -0.78):
            cel.ellipse((x, 1.1), 0.14, 0.035, (0.8, 0.66, 0.32), 0.3)
        furniture.bottles(cel, rng, -2.7, -2.0, 0.95)

    plan.stand(2.6, back)
    plan.stand(1.3, desk)
    plan.stand(1.2, lambda cel, _: furniture.barrel(cel, 2.4, 0.65, 0.8))
    plan.stand(1.6, lambda cel, _: furniture.hanging_lamp(cel, 0.6, 2.2, 3.0))
    plan.lamp(0.6, 2.1, 1.55, 1.3, 0.35)


def tavern(plan: SetPlan) -> None:
    """A bar with bottles behind it, beams, barrels, lanterns, trestle tables."""
    wall = (0.50, 0.38, 0.26)
    plan.room(
        width=7.6,
        depth=2.8,
        height=2.8,
        wall=wall,
        ground=(0.34, 0.25, 0.18),
        roof=(0.30, 0.22, 0.16),
        tiling=tilings.boards((0.38, 0.28, 0.19), 0.3),
    )

    def back(cel: Cel, rng: Random) -> None:
        walls.wall(cel, 3.8, 2.8, wall)
        furniture.bottle_wall(cel, rng, 0.5, 3.0, 0.98, 3)
        for x in (-3.0, -1.25, 2.3):
            cel.rectangle(x - 0.09, 0, x + 0.09, 2.8, DARK_WOOD, 0.45)
        walls.window(cel, -2.15, 1.0, 1.0, 1.0, DARK_WOOD, panes=3)
        walls.beams(cel, 3.8, 2.8, DARK_WOOD, 9)

    def bar(cel: Cel, _rng: Random) -> None:
        furniture.counter(cel, 0.7, 3.6, 1.08, (0.42, 0.26, 0.16))
        for x in (-0.6, 0.3, 1.6):
            cel.rectangle(x - 0.06, 1.08, x + 0.06, 1.24, (0.74, 0.60, 0.34), 0.2)
            cel.ellipse((x, 1.24), 0.065, 0.03, WHITE, 0.1)

    plan.stand(2.8, back)
    plan.stand(1.7, bar)
    for x, p in ((-2.6, 1.6), (2.9, 1.1)):
        plan.stand(p, lambda cel, _, x=x: furniture.barrel(cel, x, 0.75, 1.0))
    for x in (-1.1, 1.9):
        plan.stand(1.2, lambda cel, _, x=x: furniture.hanging_lamp(cel, x, 1.95, 2.8, shade=(0.45, 0.30, 0.16)))
        plan.lamp(x, 1.85, 1.15, 1.5, 0.55, 0.25)
    plan.stand(0.8, lambda cel, _: furniture.table(cel, -2.0, 1.4, 0.74, WOOD))


def studio(plan: SetPlan) -> None:
    """A broadcasting studio: foam walls, a glass booth with its desk, a microphone on a boom, ON AIR."""
    wall = (0.34, 0.33, 0.36)
    plan.room(width=7.0, depth=2.8, height=2.9, wall=wall, ground=(0.32, 0.28, 0.28), roof=(0.28, 0.28, 0.3))

    def back(cel: Cel, rng: Random) -> None:
        walls.wall(cel, 3.5, 2.9, wall)
        for j in range(7):
            for i in range(18):
                x, y = -3.45 + i * 0.39, 0.1 + j * 0.4
                cel.polygon(((x, y), (x + 0.36, y), (x + 0.18, y + 0.18)), mix(wall, WHITE, 0.10), 0.3)
                cel.polygon(((x, y + 0.36), (x + 0.36, y + 0.36), (x + 0.18, y + 0.18)), mix(wall, INK, 0.25), 0.6)
        cel.rectangle(-0.5, 0.85, 2.6, 2.3, WOOD, 0.4)
        cel.canvas.rectangle(-0.38, 0.97, 2.48, 2.18, mix(cel.tone((0.36, 0.44, 0.46), 0.4), cel.light.lamp, 0.22))
        furniture.panel_of_lights(cel, rng, 0.0, 0.97, 2.1, 1.35)
        cel.polygon(((-0.2, 0.97), (0.5, 0.97), (1.4, 2.18), (0.7, 2.18)), WHITE, 0.1, 0.12)
        cel.rectangle(-1.65, 2.05, -0.75, 2.4, INK, 0.5)
        cel.canvas.rectangle(-1.6, 2.1, -0.8, 2.35, (0.86, 0.16, 0.12))
        cel.canvas.glow((-1.2, 2.22), 0.9, (1.0, 0.2, 0.15), 0.5)
        for i in range(5):
            cel.canvas.rectangle(-1.5 + i * 0.125, 2.17, -1.43 + i * 0.125, 2.28, (1.0, 0.86, 0.8))

    def boom(cel: Cel, _rng: Random) -> None:
        cel.stroke(((2.3, 0.0), (2.25, 1.7), (1.35, 1.62)), 0.04, IRON, 0.4)
        cel.ellipse((1.25, 1.52), 0.1, 0.17, IRON, 0.25)
        for i in range(4):
            cel.stroke(((1.17, 1.42 + i * 0.06), (1.33, 1.42 + i * 0.06)), 0.012, WHITE, 0.2, 0.6)
        furniture.table(cel, 1.9, 1.7, 0.76, (0.50, 0.36, 0.24))

    plan.stand(2.8, back)
    plan.stand(1.3, boom)
    plan.stand(1.6, lambda cel, rng: furniture.panel_of_lights(cel, rng, -3.0, 0.0, -1.9, 1.5))
    plan.lamp(-1.2, 2.2, 2.7, 0.9, 0.4, 0.1)


def schoolroom(plan: SetPlan) -> None:
    """A blackboard, rows of desks, a globe, tall windows."""
    wall = (0.62, 0.60, 0.46)
    plan.room(
        width=8.0,
        depth=3.2,
        height=3.4,
        wall=wall,
        ground=(0.46, 0.34, 0.24),
        roof=(0.7, 0.68, 0.6),
        tiling=tilings.boards((0.48, 0.36, 0.25)),
    )

    def back(cel: Cel, rng: Random) -> None:
        walls.wall(cel, 4.0, 3.4, wall)
        walls.panelling(cel, 4.0, 0.95, (0.36, 0.40, 0.32), 0.4)
        cel.rectangle(-1.55, 1.1, 1.75, 2.55, WOOD, 0.3)
        cel.rectangle(-1.45, 1.2, 1.65, 2.45, (0.13, 0.20, 0.18), 0.3)
        for j in range(4):
            cel.stroke(((-1.25, 2.25 - 0.24 * j), (rng.uniform(-0.3, 0.9), 2.25 - 0.24 * j)), 0.02, WHITE, 0.1, 0.75)
        cel.stroke([(0.95, 1.5), (1.2, 2.0), (1.45, 1.5), (0.95, 1.5)], 0.02, WHITE, 0.1, 0.8)
        walls.window(cel, -2.9, 1.15, 1.1, 1.7, WHITE)
        cel.rectangle(2.3, 1.3, 3.4, 2.4, (0.74, 0.70, 0.56), 0.3)
        cel.smooth(
            ((2.45, 1.8), (2.7, 2.2), (3.0, 1.95), (3.2, 2.15), (3.25, 1.6), (2.8, 1.45)), (0.44, 0.52, 0.34), 0.3
        )

    def pupil_desk(cel: Cel, _rng: Random) -> None:
        for x in (-2.6, -1.3, 1.3, 2.6):
            cel.polygon(
                ((x - 0.4, 0.62), (x + 0.4, 0.62), (x + 0.36, 0.74), (x - 0.36, 0.74)), (0.60, 0.44, 0.28), 0.15
            )
            cel.rectangle(x - 0.4, 0.46, x + 0.4, 0.62, (0.52, 0.38, 0.24), 0.45)
            for side in (-1, 1):
                cel.rectangle(x + side * 0.34 - 0.025, 0, x + side * 0.34 + 0.025, 0.46, IRON, 0.4)

    def globe(cel: Cel, _rng: Random) -> None:
        cel.ellipse((1.45, 1.06), 0.2, 0.2, (0.30, 0.48, 0.58), 0.25)
        cel.smooth(((1.35, 1.0), (1.42, 1.16), (1.56, 1.1), (1.5, 0.96)), (0.50, 0.54, 0.34), 0.25)
        cel.stroke(((1.2, 0.98), (1.3, 1.26), (1.52, 1.3)), 0.02, (0.7, 0.55, 0.25), 0.2, curved=True)

    plan.stand(3.2, back)
    plan.stand(2.3, lambda cel, rng: furniture.desk(cel, rng, 1.9, 1.4, WOOD))
    plan.stand(2.25, globe)
    for p in (1.2, -1.0):
        plan.stand(p, pupil_desk)


TRADES: dict[SetKind, Callable[[SetPlan], None]] = {
    SetKind.WORKSHOP: workshop,
    SetKind.LABORATORY: laboratory,
    SetKind.OFFICE: office,
    SetKind.SHOP: shop,
    SetKind.TAVERN: tavern,
    SetKind.STUDIO: studio,
    SetKind.SCHOOLROOM: schoolroom,
}
