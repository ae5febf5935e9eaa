"""Streets, squares and roofs of a town."""

from collections.abc import Callable
from random import Random

from rushes.film.vocabulary import SetKind
from rushes.tools.draft.cel import Cel
from rushes.tools.draft.colour import Colour, Linear, mix
from rushes.tools.draft.sets import buildings, furniture, plants, terrain, tilings, walls
from rushes.tools.draft.sets.plan import SetPlan
from rushes.tools.draft.sets.walls import BRICK, INK, IRON, STONE, WHITE

_GRASS: Colour = (0.40, 0.46, 0.25)
_COBBLES: Colour = (0.44, 0.42, 0.41)


def street(plan: SetPlan) -> None:
    """House fronts closing in on both sides down to a far corner; lamps."""
    plan.land(_COBBLES, (0.46, 0.45, 0.44), tilings.lane((0.38, 0.37, 0.37), 3.0, 0.0, (0.56, 0.54, 0.51)))
    plan.stand(95, lambda cel, rng: buildings.skyline(cel, rng, 70, 22, (0.50, 0.48, 0.50)))
    for i, p in enumerate((70.0, 52.0, 38.0, 27.0, 18.0, 11.0, 5.5)):
        for side in (-1, 1):
            wide = plan.rng.uniform(7.0, 9.0)
            x, tall = side * (5.4 + wide / 2), plan.rng.uniform(7.5, 11.5)
            plan.stand(
                p,
                lambda cel, rng, x=x, w=wide, h=tall, s=(i + side) % 3 == 0: buildings.facade(
                    cel, rng, x, w, h, shop=s
                ),
            )
    for p, x in ((24.0, -4.4), (13.0, 4.4), (4.0, -4.3)):
        plan.stand(p, lambda cel, _, x=x: buildings.street_lamp(cel, x))


def alley(plan: SetPlan) -> None:
    """A slot between brick walls: fire stairs, bins, washing, one lamp, a bright far end."""
    plan.land((0.36, 0.35, 0.36), (0.44, 0.43, 0.43), tilings.flagstones((0.40, 0.39, 0.39), 0.6))

    def side_wall(cel: Cel, rng: Random, side: int, gap: float) -> None:
        inner = side * gap
        colour = walls.tinted(BRICK, rng, 0.1)
        cel.polygon(
            ((inner, 0), (side * 14, 0), (side * 14, 14), (inner, 14)), mix(colour, INK, 0.12), 0.6 if side > 0 else 0.4
        )
        for _ in range(46):
            x, y = inner + side * rng.uniform(0.05, 2.2), rng.uniform(0.1, 9)
            cel.rectangle(
                min(x, x + side * 0.26),
                y,
                max(x, x + side * 0.26),
                y + 0.09,
                mix(colour, WHITE if rng.random() < 0.5 else INK, 0.14),
                0.5,
                0.8,
            )
        for y in (2.6, 5.4):
            x = inner + side * 1.0
            cel.pane(((x - 0.42, y), (x + 0.42, y), (x + 0.42, y + 1.3), (x - 0.42, y + 1.3)), rng.choice((0.0, 0.9)))
            cel.rectangle(x - 0.55, y - 0.14, x + 0.55, y, mix(colour, WHITE, 0.25), 0.4)

    def washing(cel: Cel, rng: Random) -> None:
        cel.stroke(((-2.4, 5.0), (0, 4.6), (2.4, 5.1)), 0.03, INK, 0.5, curved=True)
        for i in range(6):
            x = -1.8 + 0.65 * i
            cel.polygon(
                ((x, 4.72), (x + 0.45, 4.70), (x + 0.42, 3.9), (x + 0.05, 3.95)),
                rng.choice((WHITE, (0.55, 0.62, 0.70), (0.70, 0.45, 0.40))),
                0.3,
            )

    plan.stand(60, lambda cel, rng: buildings.skyline(cel, rng, 30, 16, (0.52, 0.50, 0.50)))
    for i, p in enumerate((26.0, 17.0, 10.5, 5.5, 2.0)):
        for side in (-1, 1):
            plan.stand(p, lambda cel, rng, s=side, g=1.9 + 0.18 * (i % 2): side_wall(cel, rng, s, g))
    plan.stand(8.0, washing, sway=0.03)
    plan.stand(4.4, lambda cel, _: buildings.street_lamp(cel, -1.75, 3.2))
    plan.stand(2.8, lambda cel, _: furniture.barrel(cel, 1.45, 0.7, 0.95, IRON))
    plan.stand(1.9, lambda cel, _: furniture.crate(cel, -1.6, 0.7))


def square(plan: SetPlan) -> None:
    """An open paved square: fountain, arcaded fronts, a clock tower."""
    plan.land((0.54, 0.51, 0.47), (0.56, 0.54, 0.51), tilings.flagstones((0.58, 0.55, 0.50), 1.4))

    def clock_tower(cel: Cel, _rng: Random) -> None:
        buildings.tower(cel, 7.0, 4.0, 13.5, (0.60, 0.54, 0.46), cone=buildings.ROOF)
        cel.ellipse((7.0, 11.4), 1.3, 1.3, INK, 0.4)
        cel.ellipse((7.0, 11.4), 1.1, 1.1, WHITE, 0.15)
        cel.stroke(((7.0, 11.4), (7.0, 12.2)), 0.12, INK)
        cel.stroke(((7.0, 11.4), (7.6, 11.1)), 0.12, INK)

    def fountain(cel: Cel, _rng: Random) -> None:
        cel.rectangle(-5.4, 0, -1.4, 0.6, STONE, 0.4)
        cel.ellipse((-3.4, 0.6), 2.0, 0.16, (0.50, 0.62, 0.68), 0.2)
        cel.rectangle(-3.6, 0.6, -3.2, 1.7, STONE, 0.35)
        cel.ellipse((-3.4, 1.75), 0.85, 0.16, STONE, 0.25)
        cel.rectangle(-3.5, 1.8, -3.3, 2.5, STONE, 0.3)
        for side in (-1, 1):
            cel.stroke(
                ((-3.4, 2.6), (-3.4 + side * 0.4, 2.75), (-3.4 + side * 0.7, 1.8)),
                0.06,
                (0.84, 0.92, 0.96),
                0.05,
                0.75,
                curved=True,
            )
            cel.stroke(
                ((-3.4 + side * 0.8, 1.75), (-3.4 + side * 1.2, 1.6), (-3.4 + side * 1.4, 0.65)),
                0.06,
                (0.84, 0.92, 0.96),
                0.05,
                0.7,
                curved=True,
            )

    plan.stand(60, lambda cel, rng: buildings.skyline(cel, rng, 60, 14, (0.54, 0.50, 0.50), spires=0.3))
    plan.stand(40, clock_tower)
    for i in range(7):
        x = -30 + i * 10.0
        plan.stand(34, lambda cel, rng, x=x: buildings.facade(cel, rng, x, 9.6, rng.uniform(9, 12), shop=True))
    plan.stand(9.0, fountain)
    plan.stand(6.0, lambda cel, _: buildings.street_lamp(cel, 4.6))


def market(plan: SetPlan) -> None:
    """Rows of striped stalls heaped with wares, bunting over them."""
    plan.land((0.52, 0.47, 0.41), (0.54, 0.50, 0.46), tilings.flagstones((0.56, 0.51, 0.45), 0.8))

    def bunting(cel: Cel, _rng: Random) -> None:
        for low, sag in ((3.5, 0.5), (4.1, 0.7)):
            line = [(-8 + i, low - sag + sag * ((i - 8) / 8) ** 2) for i in range(17)]
            cel.stroke(line, 0.03, INK, 0.5, curved=True)
            for i, (x, y) in enumerate(line):
                cel.polygon(
                    ((x - 0.2, y), (x + 0.2, y), (x, y - 0.42)),
                    ((0.72, 0.26, 0.22), (0.86, 0.70, 0.30), (0.28, 0.46, 0.56), WHITE)[i % 4],
                    0.25,
                )

    for i in range(6):
        plan.stand(30, lambda cel, rng, x=-25 + i * 10.0: buildings.facade(cel, rng, x, 9.6, rng.uniform(8, 11)))
    for p, xs in ((14.0, (-9.5, -5.6, 5.4, 9.6)), (7.5, (-6.2, -2.9, 3.4, 6.6)), (2.6, (-3.7, 3.6))):
        for x in xs:
            plan.stand(p, lambda cel, rng, x=x: buildings.stall(cel, rng, x, 2.7))
    plan.stand(5.0, bunting, sway=0.04)
    plan.stand(1.4, lambda cel, _: furniture.crate(cel, -2.2, 0.6))
    plan.stand(1.6, lambda cel, _: furniture.barrel(cel, 2.3, 0.6, 0.8))


def village(plan: SetPlan) -> None:
    """Cottages round a green, a church spire, smoke, a lane and hills."""
    plan.land(_GRASS, (0.48, 0.52, 0.34), tilings.lane((0.60, 0.52, 0.40), 1.5, 7.0))

    def spire(cel: Cel, _rng: Random) -> None:
        cel.rectangle(-10.5, 0, -7.5, 9, STONE, 0.4)
        cel.polygon(((-10.7, 9), (-7.3, 9), (-9, 18)), buildings.SLATE, 0.4)
        cel.polygon(((-7.6, 0), (0, 0), (0, 4), (-1, 6.4), (-7.6, 6.4)), STONE, 0.3)
        cel.polygon(((-7.6, 4), (0.4, 4), (-1, 7), (-7.6, 7)), buildings.SLATE, 0.4)

    plan.stand(160, lambda cel, rng: terrain.hills(cel, rng, 170, 26, (0.38, 0.44, 0.36)))
    plan.stand(48, spire)
    for p, x, w in ((40, 8, 9.0), (30, -15, 8.5), (28, 16, 9.0), (19, 6.5, 7.0), (15, -8.5, 7.0), (10, 11.5, 7.5)):
        wall = plan.rng.choice(((0.78, 0.72, 0.60), (0.70, 0.62, 0.50), (0.80, 0.78, 0.72)))
        plan.stand(
            p,
            lambda cel, rng, x=x, w=w, c=wall: buildings.cottage(
                cel, rng, x, w, w * 0.72, wall=c, door=plan.accent((0.30, 0.38, 0.36))
            ),
        )
        plan.stand(p - 0.5, lambda cel, rng, x=x, w=w: terrain.smoke(cel, rng, x + w * 0.26, w * 0.78, w * 0.7))
    plan.stand(24, lambda cel, rng: plants.tree(cel, rng, -3.5, 8.5), sway=0.02)
    plan.stand(5, lambda cel, _: buildings.fence(cel, -14, -3.2, 1.0))


def city(plan: SetPlan) -> None:
    """A skyline over a wide embankment: blocks on blocks in the haze."""
    plan.land((0.46, 0.45, 0.45), (0.50, 0.50, 0.52), tilings.flagstones((0.50, 0.49, 0.48), 1.0))
    modern = plan.said("modern", "neon", "skyscraper", "skyscrapers", "downtown", "tower", "towers")
    for p, high, shade in ((420, 130, 0.62), (260, 85, 0.52), (150, 50, 0.44), (80, 26, 0.38)):
        plan.stand(
            p,
            lambda cel, rng, p=p, h=high, s=shade: buildings.skyline(
                cel, rng, p * 0.85, h, (s, s * 0.96, s * 1.02), towers=26, spires=0.08 if modern else 0.2
            ),
        )
    plan.stand(26, lambda cel, _rng: cel.rectangle(-60, 0, 60, 1.1, (0.44, 0.43, 0.42), 0.4))
    for x in (-14, -4.5, 5, 14.5):
        plan.stand(24, lambda cel, _, x=x: buildings.street_lamp(cel, x, 5.0))
    plan.stand(3.5, lambda cel, _: buildings.fence(cel, -20, 20, 1.05, IRON, 0.5))


def rooftop(plan: SetPlan) -> None:
    """Slates and chimney pots, a parapet, the town far below under a wide sky."""
    plan.land((0.34, 0.33, 0.36), (0.40, 0.40, 0.44), tilings.flagstones((0.38, 0.37, 0.40), 1.0))

    def roofs(cel: Cel, rng: Random, far: float) -> None:
        for i in range(9):
            x, w, top = (-4 + i + rng.random()) * far * 0.22, far * rng.uniform(0.12, 0.18), rng.uniform(-0.5, 1.4)
            tint = rng.choice((buildings.ROOF, buildings.SLATE, (0.46, 0.34, 0.28)))
            cel.rectangle(x - w / 2, -30, x + w / 2, top, (0.54, 0.50, 0.46), 0.45)
            cel.polygon(
                (
                    (x - w * 0.56, top),
                    (x + w * 0.56, top),
                    (x + w * 0.1, top + w * 0.42),
                    (x - w * 0.1, top + w * 0.42),
                ),
                tint,
                0.4,
            )
            cel.rectangle(x + w * 0.2, top + w * 0.1, x + w * 0.3, top + w * 0.55, BRICK, 0.4)
            cel.pane(
                (
                    (x - w * 0.1, top - 1.6),
                    (x + w * 0.1, top - 1.6),
                    (x + w * 0.1, top - 0.4),
                    (x - w * 0.1, top - 0.4),
                ),
                0.8,
            )

    def chimneys(cel: Cel, rng: Random) -> None:
        for x, tall in ((-2.9, 2.3), (3.1, 1.8)):
            cel.rectangle(
                x - 0.7,
                -0.2,
                x + 0.7,
                tall,
                Linear((x - 0.7, 0), (x + 0.7, 0), (mix(BRICK, WHITE, 0.1), BRICK, mix(BRICK, INK, 0.4))),
                0.35,
            )
            cel.rectangle(x - 0.8, tall - 0.15, x + 0.8, tall, mix(BRICK, WHITE, 0.2), 0.3)
            for dx in (-0.4, 0.0, 0.4):
                cel.polygon(
                    (
                        (x + dx - 0.15, tall),
                        (x + dx + 0.15, tall),
                        (x + dx + 0.11, tall + 0.55),
                        (x + dx - 0.11, tall + 0.55),
                    ),
                    (0.62, 0.36, 0.26),
                    0.3,
                )
        terrain.smoke(cel, rng, -2.9, 3.0, 2.6)

    plan.stand(220, lambda cel, rng: buildings.skyline(cel, rng, 200, 34, (0.52, 0.50, 0.54), spires=0.3))
    plan.stand(60, lambda cel, rng: roofs(cel, rng, 60))
    plan.stand(24, lambda cel, rng: roofs(cel, rng, 26))
    plan.stand(3.2, lambda cel, _: cel.rectangle(-30, -6, 30, 0.55, (0.50, 0.47, 0.44), 0.35))
    plan.stand(3.18, lambda cel, _: cel.rectangle(-30, 0.5, 30, 0.62, (0.62, 0.59, 0.54), 0.15))
    plan.stand(2.4, chimneys)


TOWN: dict[SetKind, Callable[[SetPlan], None]] = {
    SetKind.STREET: street,
    SetKind.ALLEY: alley,
    SetKind.SQUARE: square,
    SetKind.MARKET: market,
    SetKind.VILLAGE: village,
    SetKind.CITY: city,
    SetKind.ROOFTOP: rooftop,
}
