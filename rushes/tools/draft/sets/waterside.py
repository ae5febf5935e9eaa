"""Quays, bridges, rivers, lakes and swamps."""

from collections.abc import Callable
from random import Random

from rushes.film.vocabulary import SetKind
from rushes.tools.draft.cel import Cel
from rushes.tools.draft.colour import Colour, Linear, mix
from rushes.tools.draft.sets import afloat, buildings, furniture, plants, terrain, tilings
from rushes.tools.draft.sets.plan import Life, SetPlan
from rushes.tools.draft.sets.walls import INK, IRON, STONE, WHITE, WOOD

_FAR_GRASS: Colour = (0.48, 0.52, 0.34)
_WATER: Colour = (0.27, 0.40, 0.44)


def _bank(plan: SetPlan, reach: float) -> None:
    plan.stand(1.2, lambda cel, rng: plants.reeds(cel, rng, -5.0, -1.6, 1.1), sway=0.06)
    plan.stand(
        -1.4, lambda cel, rng: plants.grass(cel, rng, -reach, reach, 0.26, (0.36, 0.42, 0.22), count=60), sway=0.05
    )


def harbour(plan: SetPlan) -> None:
    """A quay with masts, boats, warehouses across the water, bollards and nets."""
    sea = (0.24, 0.36, 0.40)
    plan.land(sea, mix(sea, WHITE, 0.18), tilings.ripples(sea, WHITE, 3.5))
    plan.life.add(Life.WATER)

    def quay(cel: Cel, _rng: Random) -> None:
        cel.polygon(
            ((-40, -4), (40, -4), (40, 0.05), (-40, 0.05)),
            Linear((0, -2), (0, 0.05), (mix(STONE, INK, 0.3), STONE)),
            0.3,
        )
        for j in range(8):
            y = -0.04 - 0.035 * j**1.7
            cel.stroke(((-40, y), (40, y)), 0.012 + 0.004 * j, INK, 0.5, 0.4)
        for x in (-2.8, 2.9):
            cel.smooth(
                ((x - 0.22, 0), (x - 0.15, 0.35), (x - 0.26, 0.55), (x + 0.26, 0.55), (x + 0.15, 0.35), (x + 0.22, 0)),
                IRON,
                0.4,
            )

    for i in range(9):
        plan.stand(95, lambda cel, rng, x=-60 + i * 15.0: buildings.facade(cel, rng, x, 13, rng.uniform(9, 16)))
    plan.stand(60, lambda cel, _rng: afloat.tall_ship(cel, -14, 26))
    for p, x, long, sail in ((40, 12, 11, True), (26, -9, 7, False), (14, 6.2, 5.0, True), (8, -4.6, 3.6, False)):
        plan.stand(
            p,
            lambda cel, rng, x=x, n=long, s=sail: afloat.boat(
                cel,
                x,
                n,
                rng.choice(((0.5, 0.22, 0.18), (0.22, 0.34, 0.42), (0.42, 0.32, 0.22))),
                mast=True,
                sail=(0.82, 0.76, 0.64) if s else None,
            ),
            sway=0.03,
        )
    plan.stand(1.6, quay)
    plan.stand(1.3, lambda cel, _: furniture.crate(cel, -2.2, 0.75))
    plan.stand(1.2, lambda cel, _: furniture.barrel(cel, 2.1, 0.65, 0.9))


def bridge(plan: SetPlan) -> None:
    """A stone bridge running over the river, its arches reflected behind."""
    water = (0.26, 0.37, 0.41)
    plan.land(water, mix(water, WHITE, 0.18), tilings.ripples(water, WHITE, 4.0))
    plan.life.add(Life.WATER)

    def far_bridge(cel: Cel, _rng: Random) -> None:
        cel.rectangle(-60, 5.0, 60, 6.8, STONE, 0.35)
        for i in range(9):
            x = -54 + i * 13.5
            cel.rectangle(x - 1.4, -0.5, x + 1.4, 5.2, mix(STONE, INK, 0.1), 0.5)
            cel.polygon(((x + 1.4, 5.1), (x + 1.4, 2.2), (x + 3.2, 4.4), (x + 6.75, 5.05)), mix(STONE, INK, 0.12), 0.45)
            cel.polygon(((x - 1.4, 5.1), (x - 1.4, 2.2), (x - 3.2, 4.4), (x - 6.75, 5.05)), mix(STONE, INK, 0.12), 0.45)

    def parapet(cel: Cel, _rng: Random) -> None:
        cel.rectangle(-40, -4, 40, 0.12, mix(STONE, WOOD, 0.2), 0.3)
        for j in range(7):
            y = 0.0 - 0.04 * j**1.7
            cel.stroke(((-40, y), (40, y)), 0.015 + 0.004 * j, INK, 0.5, 0.35)
        cel.rectangle(-40, 0.12, 40, 0.95, mix(STONE, INK, 0.08), 0.4)
        for i in range(30):
            cel.rectangle(-15 + i + 0.3, 0.2, -15 + i + 0.7, 0.85, mix(STONE, INK, 0.35), 0.55)
        cel.rectangle(-40, 0.92, 40, 1.08, mix(STONE, WHITE, 0.2), 0.15)

    plan.stand(180, lambda cel, rng: buildings.skyline(cel, rng, 150, 26, (0.52, 0.50, 0.52), spires=0.3))
    plan.stand(75, far_bridge)
    plan.stand(1.9, parapet)
    for x in (-3.1, 3.3):
        plan.stand(1.8, lambda cel, _, x=x: buildings.street_lamp(cel, x, 3.2))


def river(plan: SetPlan) -> None:
    """A river winding towards us between wooded banks, stones in the stream."""
    plan.land((0.40, 0.45, 0.26), _FAR_GRASS, tilings.lane(_WATER, 6.5, -22.0, (0.52, 0.48, 0.34)))
    plan.stand(280, lambda cel, rng: terrain.hills(cel, rng, 280, 46, (0.40, 0.46, 0.44)))
    plan.stand(120, lambda cel, rng: terrain.hills(cel, rng, 140, 12, (0.38, 0.45, 0.30)))
    for x, p, h in ((-34, 70, 12), (22, 60, 11), (14, 34, 9), (18, 26, 10), (-13, 20, 8.5), (-17, 25, 9.5)):
        plan.stand(p, lambda cel, rng, x=x, h=h: plants.tree(cel, rng, x, h), sway=0.02)
    for x, p, w in ((-2.8, 9, 1.8), (3.6, 13, 2.4), (1.6, 5, 1.0), (-4.2, 4.2, 1.3)):
        plan.stand(p, lambda cel, rng, x=x, w=w: terrain.rock(cel, rng, x, w, w * 0.42))
    _bank(plan, 6)


def lake(plan: SetPlan) -> None:
    """Still water holding the mountains' reflection, a jetty, a boat, reeds."""
    plan.land(_WATER, mix(_WATER, WHITE, 0.25), tilings.ripples(_WATER, WHITE, -2.0, 90))
    plan.life.add(Life.WATER)

    def mirrored(cel: Cel, rng: Random) -> None:
        terrain.ridge(cel, rng, 240, 62, (0.42, 0.47, 0.54), snow=0.45)
        for _ in range(8):
            x = rng.uniform(-200, 200)
            cel.polygon(((x - 26, 0), (x + 26, 0), (x + 3, -11), (x - 3, -11)), (0.34, 0.42, 0.48), 0.5, 0.35)

    def far_pines(cel: Cel, rng: Random) -> None:
        for i in range(23):
            plants.pine(cel, rng, -100 + i * 9 + rng.uniform(-3, 3), rng.uniform(8, 15))

    def jetty(cel: Cel, _rng: Random) -> None:
        for i in range(8):
            y = -0.02 - 0.04 * i**1.5
            w = 1.7 + 0.5 * i
            cel.polygon(
                (
                    (1.0 - w * 0.1, y),
                    (1.0 + w, y),
                    (1.0 + w * 1.06, y - 0.05 * (i + 1)),
                    (1.0 - w * 0.12, y - 0.05 * (i + 1)),
                ),
                WOOD,
                0.25,
            )
        for x in (0.85, 2.75):
            cel.rectangle(x - 0.08, -0.5, x + 0.08, 0.7, WOOD, 0.4)

    plan.stand(300, mirrored)
    plan.stand(120, far_pines)
    plan.stand(14, lambda cel, _: afloat.boat(cel, -5.0, 3.6), sway=0.02)
    plan.stand(4.5, jetty)
    _bank(plan, 6)


def swamp(plan: SetPlan) -> None:
    """Black water, dead trees with moss, mist, reeds, a will-o'-the-wisp."""
    murk = (0.22, 0.27, 0.20)
    plan.land(murk, (0.36, 0.40, 0.34), tilings.ripples(murk, (0.44, 0.50, 0.36), -6.0, 80))
    plan.life.add(Life.WATER)

    def far_wood(cel: Cel, rng: Random) -> None:
        for i in range(16):
            plants.bare_tree(cel, rng, -60 + i * 8 + rng.uniform(-3, 3), rng.uniform(7, 12))

    def dead(cel: Cel, rng: Random, x: float, high: float) -> None:
        plants.bare_tree(cel, rng, x, high, (0.24, 0.22, 0.19))
        for _ in range(8):
            mx, my = x + rng.uniform(-0.25, 0.25) * high, high * rng.uniform(0.5, 0.8)
            cel.polygon(
                ((mx - 0.08, my), (mx + 0.12, my), (mx + 0.03, my - high * rng.uniform(0.08, 0.2))),
                (0.36, 0.42, 0.28),
                0.5,
                0.8,
            )

    plan.stand(90, far_wood)
    for x, p, h in ((-9, 24, 9), (10, 19, 8.5), (-5.5, 10, 7), (5.2, 7.5, 6.5)):
        plan.stand(p, lambda cel, rng, x=x, h=h: dead(cel, rng, x, h))
        plan.stand(
            p - 0.4, lambda cel, _, x=x: cel.canvas.soft((x, 0.35), 7, 0.8, cel.light.hazed(cel.light.haze, 5), 0.55)
        )
    for x, p in ((-3.3, 4.6), (3.0, 3.4), (0.8, 8.0)):
        plan.stand(p, lambda cel, rng, x=x: plants.bush(cel, rng, x, 2.0, 0.42, (0.34, 0.36, 0.2)))
    for left, p in ((-5.0, 2.4), (2.0, 2.0)):
        plan.stand(p, lambda cel, rng, a=left: plants.reeds(cel, rng, a, a + 3, 1.5), sway=0.05)
    plan.lamp(3.6, 1.1, 12.0, 0.9, 0.5, 0.5)


WATERSIDE: dict[SetKind, Callable[[SetPlan], None]] = {
    SetKind.HARBOUR: harbour,
    SetKind.BRIDGE: bridge,
    SetKind.RIVER: river,
    SetKind.LAKE: lake,
    SetKind.SWAMP: swamp,
}
