"""Places one travels in, and the cave one ends up in."""

from collections.abc import Callable
from itertools import product
from random import Random

from rushes.film.vocabulary import SetKind
from rushes.tools.draft.cel import Cel
from rushes.tools.draft.colour import Colour, Linear, mix
from rushes.tools.draft.sets import furniture, plants, terrain, tilings, walls
from rushes.tools.draft.sets.plan import Life, SetPlan
from rushes.tools.draft.sets.walls import DARK_WOOD, INK, IRON, WHITE, WOOD

_ROUND = ((1, 0), (0.7, 0.7), (0, 1), (-0.7, 0.7), (-1, 0), (-0.7, -0.7), (0, -1), (0.7, -0.7))
_HULL: Colour = (0.44, 0.48, 0.54)


def cave(plan: SetPlan) -> None:
    """Rock closing round a far mouth of light, stalactites, a pool."""
    rock = (0.36, 0.34, 0.36)
    plan.ground = rock
    plan.sky = True
    plan.land((0.34, 0.32, 0.33), (0.30, 0.30, 0.33), tilings.flagstones((0.37, 0.35, 0.36), 1.3))

    def mouth(cel: Cel, rng: Random) -> None:
        terrain.cave_mouth(cel, rng, 4.6, 3.6, rock)
        cel.canvas.glow((0.0, 1.6), 4.5, cel.light.sky[2], 0.35)

    plan.stand(40.0, lambda cel, rng: terrain.hills(cel, rng, 40, 5, (0.4, 0.45, 0.36)))
    plan.stand(9.0, mouth)
    plan.stand(5.2, lambda cel, rng: terrain.cave_mouth(cel, rng, 6.2, 4.1, mix(rock, INK, 0.15)))
    plan.stand(2.4, lambda cel, rng: terrain.cave_mouth(cel, rng, 7.6, 4.3, mix(rock, INK, 0.25), rough=0.13))
    plan.stand(4.0, lambda cel, rng: terrain.stalactites(cel, rng, 3.2, 4.2, 1.6, rock))
    plan.stand(1.8, lambda cel, rng: terrain.rock(cel, rng, -2.5, 1.4, 0.9, rock))
    plan.stand(3.0, lambda cel, rng: terrain.rock(cel, rng, 2.3, 1.8, 1.2, rock))
    plan.stand(-2.4, lambda cel, rng: terrain.stalactites(cel, rng, 3.0, 3.3, 1.0, mix(rock, INK, 0.5), 7))
    plan.life.add(Life.DUST)


def vehicle(plan: SetPlan) -> None:
    """Inside a car or carriage: windscreen to the world, seat backs, wheel."""
    plan.land((0.40, 0.42, 0.32), (0.46, 0.48, 0.4), tilings.lane((0.40, 0.39, 0.38), 3.2, 6.0))
    trim = plan.accent((0.34, 0.20, 0.16))

    def frame(cel: Cel, _rng: Random) -> None:
        hole = ((-1.55, 1.12), (-1.42, 2.0), (-1.1, 2.22), (1.1, 2.22), (1.42, 2.0), (1.55, 1.12))
        cel.polygon(((-9, -1), *hole, (9, -1), (9, 9), (-9, 9)), mix(trim, INK, 0.45), 0.6)
        cel.rectangle(-9, -1, 9, 1.12, mix(trim, INK, 0.35), 0.6)
        cel.polygon(
            ((-9, 1.05), (9, 1.05), (9, 1.2), (1.6, 1.14), (-1.6, 1.14), (-9, 1.2)), mix(trim, WHITE, 0.12), 0.3
        )
        cel.rectangle(-0.04, 1.1, 0.04, 2.25, mix(trim, INK, 0.4), 0.6)
        cel.rectangle(-0.22, 2.0, 0.22, 2.13, INK, 0.5)
        for x in (-0.55, -0.2):
            cel.ellipse((x, 0.95), 0.11, 0.11, INK, 0.4)
            cel.ellipse((x, 0.95), 0.09, 0.09, WHITE, 0.25)
            cel.stroke(((x, 0.95), (x + 0.05, 1.0)), 0.014, INK)

    def wheel(cel: Cel, _rng: Random) -> None:
        ring = [(-0.85 + 0.34 * dx, 0.92 + 0.34 * dy) for dx, dy in (*_ROUND, _ROUND[0])]
        cel.stroke(ring, 0.05, DARK_WOOD, 0.4, curved=True)
        cel.stroke(((-1.18, 0.92), (-0.52, 0.92)), 0.04, IRON, 0.4)

    def seats(cel: Cel, _rng: Random) -> None:
        for x in (-0.85, 0.85):
            cel.smooth(
                (
                    (x - 0.52, -0.2),
                    (x - 0.52, 0.85),
                    (x - 0.3, 1.06),
                    (x + 0.3, 1.06),
                    (x + 0.52, 0.85),
                    (x + 0.52, -0.2),
                ),
                trim,
                0.45,
            )
            for i in range(4):
                cel.stroke(((x - 0.36 + i * 0.24, 0.2), (x - 0.36 + i * 0.24, 1.0)), 0.03, INK, 0.6, 0.4)

    for x, p in ((-9, 30), (7, 22), (-6, 14), (11, 45)):
        plan.stand(p, lambda cel, rng, x=x: plants.tree(cel, rng, x, 6.5))
    plan.stand(120, lambda cel, rng: terrain.hills(cel, rng, 130, 10, (0.40, 0.46, 0.38)))
    plan.stand(1.3, frame)
    plan.stand(1.0, wheel)
    plan.stand(0.75, seats)


def _train_seats(cel: Cel, cloth: Colour) -> None:
    for edge in (-1, 1):
        x = edge * 2.0
        cel.smooth(
            ((x - 0.62, 0.0), (x - 0.62, 1.5), (x - 0.4, 1.72), (x + 0.4, 1.72), (x + 0.62, 1.5), (x + 0.62, 0.0)),
            cloth,
            0.45,
        )
        for i, j in product(range(3), range(4)):
            cel.ellipse((x - 0.32 + i * 0.32, 0.65 + j * 0.26), 0.03, 0.03, INK, 0.5, 0.6)
        cel.smooth(((x - 0.4, 1.42), (x - 0.36, 1.68), (x + 0.36, 1.68), (x + 0.4, 1.42)), WHITE, 0.3)
        cel.smooth(
            (
                (x - edge * 0.7 - 0.5, 0.3),
                (x - edge * 0.7 - 0.5, 0.52),
                (x - edge * 0.7 + 0.5, 0.52),
                (x - edge * 0.7 + 0.5, 0.3),
            ),
            mix(cloth, WHITE, 0.1),
            0.3,
        )


def train(plan: SetPlan) -> None:
    """A compartment: facing seats, a big window with the land in it, luggage rack."""
    plan.land((0.42, 0.46, 0.30), (0.5, 0.52, 0.4))
    cloth = plan.accent((0.20, 0.34, 0.30))

    def side(cel: Cel, _rng: Random) -> None:
        wood = (0.46, 0.30, 0.18)
        cel.polygon(
            (
                (-9, -1),
                (-9, 9),
                (9, 9),
                (9, -1),
                (1.15, -1),
                (1.15, 1.0),
                (1.15, 2.05),
                (-1.15, 2.05),
                (-1.15, 1.0),
                (1.15, 1.0),
                (1.15, -1),
            ),
            wood,
            0.5,
        )
        cel.rectangle(-9, -1, 9, 0.98, mix(wood, INK, 0.2), 0.5)
        for x in (-1.2, 0.0, 1.2):
            cel.rectangle(x - 0.045, 0.95, x + 0.045, 2.1, mix(wood, WHITE, 0.15), 0.3)
        cel.rectangle(-1.3, 0.93, 1.3, 1.0, mix(wood, WHITE, 0.25), 0.15)
        for edge in (-1, 1):
            cel.polygon(
                ((edge * 1.2, 2.05), (edge * 0.78, 2.05), (edge * 0.95, 1.5), (edge * 1.1, 1.02), (edge * 1.2, 1.02)),
                cloth,
                0.35,
            )
        cel.rectangle(-3.2, 2.25, 3.2, 2.3, (0.75, 0.62, 0.32), 0.2)
        for x in (-2.3, 1.9):
            cel.rectangle(x, 2.3, x + 0.9, 2.62, (0.50, 0.32, 0.2), 0.35)
            cel.rectangle(x + 0.2, 2.3, x + 0.26, 2.62, DARK_WOOD, 0.4)

    plan.stand(90, lambda cel, rng: terrain.hills(cel, rng, 100, 9, (0.40, 0.46, 0.38)))
    for i, x in enumerate((-12, -3, 6, 14)):
        plan.stand(16 + 5 * (i % 3), lambda cel, rng, x=x: plants.tree(cel, rng, x, 5.5))
    for x in (-7.5, 5.5):
        plan.stand(11, lambda cel, _, x=x: cel.stroke(((x, 0), (x, 5.0)), 0.14, DARK_WOOD, 0.5))
    plan.stand(1.5, side)
    plan.stand(1.0, lambda cel, _: _train_seats(cel, cloth))


def ship_cabin(plan: SetPlan) -> None:
    """Curved planks, portholes on the sea, a swinging lantern, a bunk, charts."""
    wood = (0.46, 0.31, 0.19)
    plan.room(
        width=6.4,
        depth=2.3,
        height=2.4,
        wall=wood,
        ground=(0.36, 0.25, 0.16),
        roof=(0.30, 0.21, 0.14),
        tiling=tilings.boards((0.40, 0.28, 0.18), 0.18),
    )

    def back(cel: Cel, _rng: Random) -> None:
        walls.wall(cel, 3.2, 2.4, wood)
        for j in range(11):
            cel.stroke(
                ((-3.2, 0.08 + j * 0.22), (0, 0.02 + j * 0.22), (3.2, 0.08 + j * 0.22)),
                0.02,
                INK,
                0.5,
                0.5,
                curved=True,
            )
        for x in (-1.5, 0.0, 1.5):
            cel.ellipse((x, 1.6), 0.34, 0.34, (0.74, 0.58, 0.28), 0.2)
            cel.canvas.ellipse(
                (x, 1.6),
                0.27,
                0.27,
                Linear(
                    (x, 1.35),
                    (x, 1.85),
                    (mix(cel.light.sky[0], (0.1, 0.3, 0.35), 0.5), cel.light.sky[2], cel.light.sky[1]),
                ),
            )
            for a, b in _ROUND:
                cel.ellipse((x + 0.305 * a, 1.6 + 0.305 * b), 0.02, 0.02, INK, 0.4)
        for x in (-2.6, -0.75, 0.75, 2.6):
            cel.polygon(((x - 0.1, 0), (x + 0.1, 0), (x + 0.16, 2.4), (x - 0.04, 2.4)), mix(wood, INK, 0.35), 0.4)

    def chart_table(cel: Cel, _rng: Random) -> None:
        furniture.table(cel, 1.7, 1.6, 0.78, WOOD)
        cel.polygon(((1.1, 0.78), (2.2, 0.78), (2.1, 0.86), (1.2, 0.86)), (0.84, 0.76, 0.58), 0.15)
        cel.ellipse((2.3, 0.86), 0.1, 0.08, (0.76, 0.6, 0.3), 0.2)

    plan.stand(2.3, back)
    plan.stand(1.6, lambda cel, _: furniture.bed(cel, -2.0, 1.7, DARK_WOOD, plan.accent((0.24, 0.30, 0.40))))
    plan.stand(1.3, chart_table)
    plan.stand(1.1, lambda cel, _: furniture.hanging_lamp(cel, 0.5, 1.9, 2.4, shade=(0.7, 0.55, 0.27)), sway=0.08)
    plan.lamp(0.5, 1.85, 1.05, 1.5, 0.55, 0.2)


def _hull_rib(cel: Cel, _rng: Random) -> None:
    for side in (-1, 1):
        cel.polygon(
            ((side * 4.3, 0), (side * 3.85, 0), (side * 3.5, 2.2), (side * 2.9, 3.2), (side * 4.3, 3.4)),
            mix(_HULL, INK, 0.2),
            0.5,
        )
        cel.stroke(((side * 3.85, 0), (side * 3.5, 2.2), (side * 2.9, 3.2)), 0.08, mix(_HULL, WHITE, 0.3), 0.2)


def spaceship(plan: SetPlan) -> None:
    """A flight deck: ribbed hull, a wide port on the stars, glowing consoles."""
    hull = _HULL
    plan.room(
        width=8.4,
        depth=3.4,
        height=3.2,
        wall=hull,
        ground=(0.28, 0.31, 0.36),
        roof=(0.30, 0.34, 0.40),
        tiling=tilings.checks((0.34, 0.38, 0.43), (0.28, 0.31, 0.36), 0.8),
    )
    glow = plan.accent((0.35, 0.75, 0.95))

    def port(cel: Cel, rng: Random) -> None:
        walls.wall(cel, 4.2, 3.2, hull)
        frame = ((-2.5, 1.15), (-2.1, 2.5), (2.1, 2.5), (2.5, 1.15))
        cel.polygon(((-2.65, 1.05), (-2.2, 2.62), (2.2, 2.62), (2.65, 1.05)), mix(hull, WHITE, 0.25), 0.3)
        cel.canvas.polygon(frame, (0.03, 0.04, 0.10))
        for _ in range(80):
            x, y = rng.uniform(-2.2, 2.2), rng.uniform(1.2, 2.45)
            cel.canvas.ellipse(
                (x, y),
                0.006 + 0.010 * rng.random() ** 3,
                0.006 + 0.010 * rng.random() ** 3,
                (0.9, 0.93, 1.0),
                rng.uniform(0.4, 1),
            )
        cel.canvas.ellipse(
            (1.3, 1.55),
            0.42,
            0.42,
            Linear((1.0, 1.7), (1.7, 1.4), ((0.55, 0.72, 0.85), (0.25, 0.40, 0.60), (0.05, 0.08, 0.18))),
        )
        for x in (-0.85, 0.85):
            cel.polygon(
                ((x * 1.18 - 0.05, 1.1), (x * 1.18 + 0.05, 1.1), (x + 0.05, 2.55), (x - 0.05, 2.55)),
                mix(hull, WHITE, 0.1),
                0.4,
            )
        for side in (-1, 1):
            cel.canvas.rectangle(side * 3.0 - 0.06, 0.2, side * 3.0 + 0.06, 2.8, mix(glow, (1, 1, 1), 0.3))
            cel.canvas.glow((side * 3.0, 1.5), 1.3, glow, 0.35)

    def console(cel: Cel, rng: Random) -> None:
        cel.polygon(((-2.7, 0), (2.7, 0), (2.4, 0.85), (-2.4, 0.85)), mix(hull, INK, 0.35), 0.5)
        cel.polygon(((-2.4, 0.85), (2.4, 0.85), (2.1, 1.12), (-2.1, 1.12)), mix(hull, INK, 0.15), 0.3)
        for i in range(7):
            x = -2.0 + i * 0.62
            colour = rng.choice((glow, (1.0, 0.55, 0.3), (0.5, 0.95, 0.6)))
            cel.canvas.polygon(((x, 0.9), (x + 0.42, 0.9), (x + 0.38, 1.06), (x + 0.02, 1.06)), mix(colour, INK, 0.35))
            cel.canvas.glow((x + 0.2, 1.0), 0.5, colour, 0.35)

    plan.stand(3.4, port)
    plan.stand(2.3, console)
    plan.stand(1.2, _hull_rib)
    plan.stand(-1.6, _hull_rib)
    plan.lamp(0.0, 1.0, 2.2, 2.2, 0.22, 0.05)


def ship_deck(plan: SetPlan) -> None:
    """Planks, rail, mast and rigging, a wheel, the sea beyond."""
    sea = (0.20, 0.34, 0.40)
    plan.land(sea, mix(sea, WHITE, 0.2), tilings.ripples(sea, WHITE, 6.0))
    plan.life.add(Life.WATER)

    def deck(cel: Cel, _rng: Random) -> None:
        wood = (0.56, 0.43, 0.29)
        cel.polygon(
            ((-30, -2.5), (30, -2.5), (30, 0.16), (-30, 0.16)),
            Linear((0, -1.4), (0, 0.16), (mix(wood, INK, 0.25), wood)),
            0.25,
        )
        for j in range(9):
            y = 0.12 - 0.03 * (j + 1) ** 1.75
            cel.stroke(((-30, y), (30, y)), 0.012 + 0.004 * j, INK, 0.5, 0.45)
        cel.rectangle(-30, 0.95, 30, 1.04, DARK_WOOD, 0.2)
        cel.rectangle(-30, 0.14, 30, 0.30, DARK_WOOD, 0.45)
        for i in range(60):
            cel.smooth(
                (
                    (-15 + i * 0.5 - 0.04, 0.28),
                    (-15 + i * 0.5 - 0.07, 0.6),
                    (-15 + i * 0.5 - 0.03, 0.97),
                    (-15 + i * 0.5 + 0.03, 0.97),
                    (-15 + i * 0.5 + 0.07, 0.6),
                    (-15 + i * 0.5 + 0.04, 0.28),
                ),
                WHITE,
                0.35,
            )

    def mast(cel: Cel, _rng: Random) -> None:
        cel.rectangle(-2.15, -0.2, -1.8, 14, Linear((-2.15, 0), (-1.8, 0), (WOOD, DARK_WOOD)), 0.3)
        for i in range(7):
            cel.stroke(((-2.0 + 0.02 * i, 12.0), (-5.4 + i * 0.42, 0.95)), 0.035, INK, 0.5)
        for j in range(10):
            y = 1.3 + j * 0.5
            cel.stroke(((-5.1 + 0.28 * j, y), (-2.95 + 0.08 * j, y)), 0.022, INK, 0.5)
        cel.smooth(((-1.7, 3.6), (4.6, 3.3), (5.4, 6.5), (4.2, 10.5), (-1.7, 10.5), (-1.2, 7)), (0.84, 0.79, 0.66), 0.3)
        for x in (0.6, 2.8):
            cel.stroke(((x, 3.5), (x + 0.5, 7), (x, 10.4)), 0.03, INK, 0.5, 0.35, curved=True)

    def helm(cel: Cel, _rng: Random) -> None:
        cel.rectangle(2.05, -0.2, 2.4, 0.9, DARK_WOOD, 0.4)
        ring = [(2.22 + 0.5 * a, 1.1 + 0.5 * b) for a, b in (*_ROUND, _ROUND[0])]
        cel.stroke(ring, 0.08, WOOD, 0.2, curved=True)
        for a, b in _ROUND[:4]:
            cel.stroke(((2.22 - 0.66 * a, 1.1 - 0.66 * b), (2.22 + 0.66 * a, 1.1 + 0.66 * b)), 0.05, WOOD, 0.3)

    plan.stand(60, lambda cel, rng: terrain.swell(cel, rng, 70, 1.0, sea, length=9), sway=0.05)
    plan.stand(22, lambda cel, rng: terrain.swell(cel, rng, 34, 0.7, sea, length=5), sway=0.1)
    plan.stand(2.2, deck)
    plan.stand(1.9, mast, sway=0.015)
    plan.stand(1.5, helm)


TRAVEL: dict[SetKind, Callable[[SetPlan], None]] = {
    SetKind.CAVE: cave,
    SetKind.VEHICLE: vehicle,
    SetKind.TRAIN: train,
    SetKind.SHIP_CABIN: ship_cabin,
    SetKind.SPACESHIP: spaceship,
    SetKind.SHIP_DECK: ship_deck,
}
