"""Rooms of a house."""

from collections.abc import Callable
from random import Random

from rushes.film.vocabulary import SetKind
from rushes.tools.draft.cel import Cel
from rushes.tools.draft.colour import Colour, mix
from rushes.tools.draft.sets import furniture, tilings, walls
from rushes.tools.draft.sets.plan import Life, SetPlan
from rushes.tools.draft.sets.walls import DARK_WOOD, INK, PLASTER, STONE, WHITE, WOOD

_BOARDS: Colour = (0.44, 0.31, 0.21)
_CEILING: Colour = (0.66, 0.62, 0.55)


def _shell(plan: SetPlan, wall: Colour, *, width: float = 6.8, depth: float = 2.6, height: float = 3.0) -> float:
    plan.room(
        width=width,
        depth=depth,
        height=height,
        wall=wall,
        ground=_BOARDS,
        roof=_CEILING,
        tiling=tilings.boards(_BOARDS),
    )
    return width / 2


def room(plan: SetPlan) -> None:
    """A sitting room: window with curtains, sofa chairs, picture, lamp."""
    colour = plan.rng.choice(((0.60, 0.55, 0.42), (0.48, 0.54, 0.50), (0.62, 0.50, 0.44)))
    cloth = plan.accent((0.50, 0.26, 0.22))
    half = _shell(plan, colour)

    def back(cel: Cel, rng: Random) -> None:
        walls.wall(cel, half, 3.0, colour)
        walls.stripes(cel, half, 0.2, 2.9, mix(colour, WHITE, 0.2))
        walls.skirting(cel, half, 0.18, mix(colour, WHITE, 0.3))
        walls.window(cel, -1.25, 0.85, 1.3, 1.5, WHITE)
        walls.curtains(cel, -1.25, 0.3, 1.3, 2.15, cloth)
        walls.picture(cel, rng, 0.65, 1.45, 0.8, 0.6)
        walls.door(cel, 2.3, 0.95, 2.15, WOOD)

    plan.stand(2.6, back)
    plan.stand(1.5, lambda cel, _: furniture.armchair(cel, 1.35, mix(cloth, INK, 0.15)))
    plan.stand(1.7, lambda cel, _: furniture.table(cel, -2.3, 0.8, 0.62, WOOD))
    plan.stand(1.68, lambda cel, _: furniture.table_lamp(cel, -2.3, 0.62))
    plan.lamp(-2.3, 0.95, 1.66, 1.5, 0.4)


def study(plan: SetPlan) -> None:
    """Books to the ceiling, a fire, a desk under a green lamp."""
    half = _shell(plan, (0.40, 0.33, 0.28), height=3.2)

    def back(cel: Cel, rng: Random) -> None:
        walls.wall(cel, half, 3.2, (0.38, 0.32, 0.27))
        furniture.bookcase(cel, rng, -2.1, 2.0, 2.9)
        furniture.bookcase(cel, rng, 1.65, 1.8, 2.9)
        furniture.fireplace(cel, -0.25, (0.50, 0.42, 0.36))
        walls.picture(cel, rng, -0.25, 1.6, 0.8, 0.95)

    plan.stand(2.6, back)
    plan.lamp(-0.25, 0.35, 2.55, 1.9, 0.75, 0.4)
    plan.stand(1.3, lambda cel, rng: furniture.desk(cel, rng, 1.75, 1.5, DARK_WOOD))
    plan.stand(1.28, lambda cel, _: furniture.table_lamp(cel, 1.4, 0.82, (0.25, 0.5, 0.34)))
    plan.stand(1.6, lambda cel, _: furniture.armchair(cel, -1.5, plan.accent((0.42, 0.18, 0.14))))


def dining_room(plan: SetPlan) -> None:
    """A long laid table under a hanging light, panelling and high-backed chairs."""
    colour = plan.accent((0.36, 0.42, 0.38))
    half = _shell(plan, colour)

    def back(cel: Cel, rng: Random) -> None:
        walls.wall(cel, half, 3.0, colour)
        walls.panelling(cel, half, 1.15, DARK_WOOD)
        walls.window(cel, 1.9, 1.2, 1.1, 1.45, WHITE)
        walls.curtains(cel, 1.9, 0.4, 1.1, 2.35, (0.55, 0.42, 0.24))
        walls.picture(cel, rng, -0.6, 1.5, 1.1, 0.8)
        furniture.bookcase(cel, rng, -2.4, 1.1, 1.9, WOOD)

    def board(cel: Cel, _rng: Random) -> None:
        furniture.table(cel, 0.2, 3.6, 0.78, WOOD, cloth=WHITE)
        for i in range(5):
            x = -1.2 + 0.7 * i
            cel.ellipse((x, 0.80), 0.13, 0.03, WHITE, 0.1)
            cel.ellipse((x + 0.24, 0.88), 0.035, 0.06, (0.5, 0.12, 0.14), 0.2)
        for x in (-0.5, 0.9):
            cel.stroke(((x, 0.78), (x, 1.06)), 0.03, (0.8, 0.7, 0.4), 0.2)
            cel.canvas.ellipse((x, 1.1), 0.02, 0.045, (1.0, 0.85, 0.45))
            cel.lamplight((x, 1.1), 0.45, 0.5)

    plan.stand(2.6, back)
    for i in range(4):
        plan.stand(1.75, lambda cel, _, x=-1.3 + i * 1.0: furniture.chair(cel, x, DARK_WOOD, high=1.15, facing=1))
    plan.stand(1.3, board)
    plan.stand(1.32, lambda cel, _: furniture.hanging_lamp(cel, 0.2, 2.15, 3.0, shade=(0.6, 0.46, 0.25)))
    plan.lamp(0.2, 2.0, 1.3, 1.6, 0.4)


def kitchen(plan: SetPlan) -> None:
    """A range, pans on hooks, dresser, tiles, scrubbed table."""
    half = _shell(plan, PLASTER)

    def back(cel: Cel, rng: Random) -> None:
        walls.wall(cel, half, 3.0, (0.74, 0.70, 0.58))
        for j in range(4):
            for i in range(int(2 * half / 0.22)):
                if (i + j) % 2:
                    cel.rectangle(
                        -half + i * 0.22,
                        0.95 + j * 0.2,
                        -half + (i + 1) * 0.22,
                        1.15 + j * 0.2,
                        (0.50, 0.60, 0.62),
                        0.3,
                        0.55,
                    )
        walls.window(cel, -0.1, 1.3, 1.2, 1.1, WHITE)
        cel.rectangle(-half, 0, 0.9, 0.9, plan.accent((0.44, 0.50, 0.44)), 0.45)
        cel.rectangle(-half, 0.88, 0.9, 0.96, (0.72, 0.70, 0.64), 0.1)
        for i in range(5):
            cel.rectangle(
                -half + 0.15 + i * 0.82, 0.12, -half + 0.82 + i * 0.82, 0.8, mix((0.44, 0.50, 0.44), WHITE, 0.15), 0.4
            )
        furniture.bottles(cel, rng, -3.0, -1.3, 0.96)
        walls.shelf_board(cel, -3.1, -1.2, 1.95, WOOD)
        for i in range(6):
            cel.ellipse((-2.9 + 0.3 * i, 2.1), 0.13, 0.14, (0.82, 0.84, 0.84), 0.25)
        cel.rectangle(1.05, 0, 2.35, 1.0, (0.20, 0.20, 0.22), 0.5)
        cel.rectangle(1.2, 0.25, 1.75, 0.75, (0.10, 0.10, 0.11), 0.6)
        cel.canvas.rectangle(1.26, 0.3, 1.69, 0.42, (0.95, 0.45, 0.15))
        cel.rectangle(1.55, 1.0, 1.9, 3.0, (0.24, 0.24, 0.26), 0.45)
        cel.ellipse((2.1, 1.12), 0.17, 0.13, (0.70, 0.42, 0.26), 0.2)

    def pans(cel: Cel, _rng: Random) -> None:
        cel.stroke(((-1.2, 2.32), (1.8, 2.32)), 0.03, INK, 0.5)
        for i in range(6):
            x, size = -1.0 + 0.5 * i, 0.11 + 0.03 * ((i * 2) % 3)
            cel.stroke(((x, 2.32), (x, 2.05)), 0.025, INK, 0.4)
            cel.ellipse((x, 2.0 - size), size, size, (0.72, 0.44, 0.28), 0.25)
            cel.ellipse((x - size * 0.2, 2.0 - size * 0.8), size * 0.5, size * 0.5, (0.86, 0.60, 0.42), 0.1)

    plan.stand(2.6, back)
    plan.stand(1.9, pans)
    plan.lamp(1.5, 0.4, 2.55, 1.1, 0.5, 0.35)
    plan.stand(1.2, lambda cel, _: furniture.table(cel, 1.5, 1.9, 0.78, (0.62, 0.48, 0.32)))
    plan.stand(1.15, lambda cel, rng: furniture.bottles(cel, rng, 1.1, 1.7, 0.78))


def bedroom(plan: SetPlan) -> None:
    """A bed with a quilt, window, bedside lamp, wardrobe."""
    colour = plan.rng.choice(((0.56, 0.58, 0.64), (0.64, 0.56, 0.56), (0.58, 0.60, 0.52)))
    half = _shell(plan, colour)
    quilt = plan.accent((0.34, 0.40, 0.56))

    def back(cel: Cel, rng: Random) -> None:
        walls.wall(cel, half, 3.0, colour)
        walls.skirting(cel, half, 0.16, WHITE)
        walls.window(cel, 0.1, 1.0, 1.15, 1.35, WHITE)
        walls.curtains(cel, 0.1, 0.4, 1.15, 2.1, mix(quilt, WHITE, 0.35))
        walls.picture(cel, rng, -1.7, 1.6, 0.5, 0.6)
        cel.rectangle(1.6, 0, 2.9, 2.3, DARK_WOOD, 0.4)
        for x in (1.68, 2.29):
            cel.rectangle(x, 0.15, x + 0.54, 2.15, mix(DARK_WOOD, WHITE, 0.08), 0.35)

    plan.stand(2.6, back)
    plan.stand(1.7, lambda cel, _: furniture.table(cel, -2.75, 0.5, 0.6, WOOD))
    plan.stand(1.68, lambda cel, _: furniture.table_lamp(cel, -2.75, 0.6))
    plan.stand(1.35, lambda cel, _: furniture.bed(cel, -1.2, 2.2, WOOD, quilt))
    plan.lamp(-2.75, 0.95, 1.66, 1.4, 0.45)


def hall(plan: SetPlan) -> None:
    """A grand hall: chequered floor, columns, tall windows, chandelier, banners."""
    plan.room(
        width=11.0,
        depth=5.0,
        height=6.0,
        wall=STONE,
        ground=(0.5, 0.46, 0.4),
        roof=(0.4, 0.36, 0.32),
        tiling=tilings.checks((0.66, 0.62, 0.54), (0.30, 0.28, 0.28), 0.8),
    )

    def back(cel: Cel, rng: Random) -> None:
        walls.masonry(cel, rng, 5.5, 6.0, (0.58, 0.54, 0.47), 0.45)
        for x in (-3.4, 3.4):
            walls.window(cel, x, 1.6, 1.2, 2.4, STONE, arched=True)
        walls.door(cel, 0.0, 1.9, 3.2, DARK_WOOD)
        for x in (-1.75, 1.75):
            cel.polygon(
                ((x - 0.4, 5.0), (x + 0.4, 5.0), (x + 0.4, 2.3), (x, 2.0), (x - 0.4, 2.3)),
                plan.accent((0.50, 0.16, 0.16)),
                0.3,
            )
            cel.ellipse((x, 3.7), 0.2, 0.2, (0.78, 0.62, 0.28), 0.2)

    def chandelier(cel: Cel, _rng: Random) -> None:
        cel.stroke(((0.6, 6.0), (0.6, 3.9)), 0.04, INK, 0.5)
        cel.ellipse((0.6, 3.85), 1.0, 0.14, (0.45, 0.34, 0.16), 0.4)
        for i in range(7):
            x = -0.3 + 0.3 * i
            cel.canvas.ellipse((x, 4.05), 0.03, 0.08, (1.0, 0.88, 0.55))
            cel.lamplight((x, 4.05), 0.6, 0.4)

    plan.stand(5.0, back)
    for p, x in ((3.6, -4.6), (3.6, 4.6), (0.9, -4.1), (0.9, 4.1)):
        plan.stand(p, lambda cel, _, x=x: walls.column(cel, x, 0.62, 6.0, (0.64, 0.60, 0.52)))
    plan.stand(2.6, chandelier)
    plan.lamp(0.6, 4.0, 2.5, 2.6, 0.4)


def corridor(plan: SetPlan) -> None:
    """A passage: doors to both sides, a runner, receding frames, a lit end."""
    colour = plan.rng.choice(((0.56, 0.52, 0.42), (0.44, 0.50, 0.50)))
    plan.room(
        width=2.9,
        depth=11.0,
        height=2.7,
        wall=colour,
        ground=(0.36, 0.28, 0.22),
        roof=(0.6, 0.57, 0.5),
        tiling=tilings.lane(plan.accent((0.46, 0.18, 0.16)), 0.6, 0.0, (0.62, 0.5, 0.3)),
    )

    def end(cel: Cel, _rng: Random) -> None:
        walls.wall(cel, 1.45, 2.7, mix(colour, WHITE, 0.1))
        walls.window(cel, 0.0, 0.75, 1.0, 1.5, WHITE)

    def frame(cel: Cel, _rng: Random) -> None:
        for side in (-1, 1):
            x = side * 1.45
            cel.polygon(((x, 0), (x - side * 0.17, 0), (x - side * 0.17, 2.4), (x, 2.7)), mix(colour, INK, 0.3), 0.5)
        cel.rectangle(-1.45, 2.42, 1.45, 2.7, mix(colour, INK, 0.25), 0.55)
        cel.rectangle(-1.3, 2.38, 1.3, 2.43, mix(colour, WHITE, 0.25), 0.3)

    def doors(cel: Cel, _rng: Random) -> None:
        for side in (-1, 1):
            x = side * 1.45
            cel.polygon(((x, 0), (x - side * 0.10, 0), (x - side * 0.10, 2.0), (x, 2.06)), WOOD, 0.35)
            cel.ellipse((x - side * 0.12, 1.7), 0.07, 0.12, (1.0, 0.9, 0.7), 0.1)
            cel.lamplight((x - side * 0.12, 1.72), 0.75, 0.6)

    plan.stand(11.0, end)
    for p in (-1.0, 1.4, 4.2, 7.4):
        plan.stand(p, frame)
        plan.stand(p + 1.3, doors)
    plan.lamp(0.0, 1.6, 10.5, 2.0, 0.35)


def stairs(plan: SetPlan) -> None:
    """A staircase rising across the frame, with a banister and a landing window."""
    colour = (0.50, 0.46, 0.40)
    half = _shell(plan, colour, height=5.2, depth=3.0)

    def back(cel: Cel, rng: Random) -> None:
        walls.wall(cel, half, 5.2, colour)
        walls.window(cel, -1.5, 2.4, 1.0, 1.6, WHITE, arched=True)
        walls.light_shaft(cel, -1.5, 3.6, 1.0, 3.2, 1.5)
        walls.picture(cel, rng, 0.8, 3.2, 0.6, 0.8)

    def flight(cel: Cel, _rng: Random) -> None:
        steps, run, rise = 15, 0.33, 0.235
        for i in range(steps):
            x, y = -1.9 + i * run, i * rise
            cel.rectangle(x, -0.1, x + run + 0.02, y + rise, mix(WOOD, INK, 0.15 + 0.02 * (i % 3)), 0.5)
            cel.rectangle(x - 0.03, y + rise - 0.05, x + run, y + rise, mix(WOOD, WHITE, 0.2), 0.1)
            cel.rectangle(x + 0.14, y + rise, x + 0.18, y + rise + 0.85, WHITE, 0.35)
        cel.stroke(((-1.95, rise + 0.85), (-1.9 + steps * run, steps * rise + 0.85)), 0.09, DARK_WOOD, 0.25)
        cel.rectangle(-2.08, 0, -1.88, 1.35, DARK_WOOD, 0.35)
        cel.ellipse((-1.98, 1.42), 0.12, 0.12, DARK_WOOD, 0.2)

    plan.stand(3.0, back)
    plan.stand(1.7, flight)


def cellar(plan: SetPlan) -> None:
    """Stone vault, barrels, wine rack, one bulb, steps up to a slit of light."""
    plan.room(
        width=6.4,
        depth=2.8,
        height=2.5,
        wall=(0.38, 0.36, 0.34),
        ground=(0.32, 0.29, 0.26),
        roof=(0.26, 0.24, 0.23),
        tiling=tilings.flagstones((0.38, 0.35, 0.32)),
    )

    def back(cel: Cel, rng: Random) -> None:
        walls.masonry(cel, rng, 3.2, 2.5, (0.38, 0.36, 0.34))
        for x in (-2.1, 0.0, 2.1):
            cel.stroke(
                [(x - 0.95, 0.9), (x - 0.75, 1.75), (x, 2.2), (x + 0.75, 1.75), (x + 0.95, 0.9)],
                0.16,
                (0.48, 0.45, 0.41),
                0.4,
                curved=True,
            )
        cel.rectangle(1.4, 0.15, 2.8, 1.75, DARK_WOOD, 0.5)
        for j in range(5):
            for i in range(5):
                cel.ellipse((1.54 + i * 0.28, 0.3 + j * 0.31), 0.1, 0.1, INK, 0.6)
                cel.ellipse((1.54 + i * 0.28, 0.28 + j * 0.31), 0.055, 0.055, (0.22, 0.32, 0.22), 0.3)
        cel.canvas.rectangle(-0.4, 1.85, 0.4, 2.05, mix(cel.light.sky[2], cel.light.haze, 0.3))
        walls.light_shaft(cel, 0.0, 1.9, 0.8, 1.9, -0.7, 0.2)

    plan.stand(2.8, back)
    for x, p in ((-2.3, 1.9), (-1.55, 1.7), (-2.0, 1.2)):
        plan.stand(p, lambda cel, _, x=x: furniture.barrel(cel, x, 0.72, 0.95))
    plan.stand(1.3, lambda cel, _: furniture.crate(cel, 2.1, 0.7))
    plan.stand(0.9, lambda cel, _: furniture.hanging_lamp(cel, 0.7, 1.95, 2.5, shade=(0.3, 0.3, 0.28)))
    plan.lamp(0.7, 1.85, 0.85, 1.4, 0.5, 0.3)


def attic(plan: SetPlan) -> None:
    """Sloping rafters to a ridge, a round window, trunks and cobwebs."""
    plan.room(
        width=9.0,
        depth=3.0,
        height=4.2,
        wall=(0.40, 0.30, 0.22),
        ground=_BOARDS,
        roof=(0.3, 0.23, 0.18),
        tiling=tilings.boards((0.42, 0.31, 0.22), 0.3),
    )

    def gable(cel: Cel, _rng: Random) -> None:
        walls.wall(cel, 4.5, 4.2, (0.46, 0.36, 0.27))
        for i in range(24):
            cel.stroke(((-4.5 + i * 0.38, 0), (-4.5 + i * 0.38, 4.0)), 0.025, INK, 0.6, 0.4)
        cel.ellipse((0.0, 2.25), 0.66, 0.66, WOOD, 0.3)
        cel.canvas.ellipse((0.0, 2.25), 0.55, 0.55, mix(cel.light.sky[1], cel.light.sky[2], 0.5))
        cel.rectangle(-0.025, 1.7, 0.025, 2.8, WOOD, 0.5)
        cel.rectangle(-0.55, 2.225, 0.55, 2.275, WOOD, 0.5)
        walls.light_shaft(cel, 0.0, 2.3, 0.9, 2.3, 0.9, 0.22)

    def rafters(cel: Cel, _rng: Random) -> None:
        for side in (-1, 1):
            cel.polygon(
                (
                    (side * 4.7, 0.7),
                    (side * 0.0, 4.0),
                    (0.0, 9.0),
                    (side * 12.0, 9.0),
                    (side * 12.0, 0.0),
                    (side * 4.7, 0.0),
                ),
                (0.30, 0.23, 0.17),
                0.6,
            )
            cel.polygon(((side * 4.6, 0.62), (0.0, 3.86), (0.0, 4.06), (side * 4.8, 0.72)), WOOD, 0.35)
        cel.rectangle(-1.25, 2.9, 1.25, 3.06, WOOD, 0.4)

    plan.stand(3.0, gable)
    for p in (2.4, 0.9, -0.9):
        plan.stand(p, rafters)
    plan.stand(2.2, lambda cel, _: furniture.crate(cel, -2.0, 0.9))
    plan.stand(1.9, lambda cel, _: furniture.crate(cel, -1.5, 0.6, mix(WOOD, WHITE, 0.15)))
    plan.stand(1.8, lambda cel, rng: furniture.bookcase(cel, rng, 1.9, 0.9, 1.1))
    plan.stand(1.4, lambda cel, _: furniture.chair(cel, 1.1, WOOD))
    plan.life.add(Life.DUST)


HOMES: dict[SetKind, Callable[[SetPlan], None]] = {
    SetKind.ROOM: room,
    SetKind.STUDY: study,
    SetKind.DINING_ROOM: dining_room,
    SetKind.KITCHEN: kitchen,
    SetKind.BEDROOM: bedroom,
    SetKind.HALL: hall,
    SetKind.CORRIDOR: corridor,
    SetKind.STAIRS: stairs,
    SetKind.CELLAR: cellar,
    SetKind.ATTIC: attic,
}
