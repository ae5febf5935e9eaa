"""Single buildings and monuments, seen from outside."""

from collections.abc import Callable
from random import Random

from rushes.film.vocabulary import SetKind
from rushes.tools.draft.cel import Cel
from rushes.tools.draft.colour import Colour, Linear, mix
from rushes.tools.draft.sets import buildings, furniture, plants, terrain, tilings, walls
from rushes.tools.draft.sets.plan import SetPlan
from rushes.tools.draft.sets.walls import INK, IRON, STONE, WHITE

_GRASS: Colour = (0.40, 0.46, 0.25)
_FAR_GRASS: Colour = (0.48, 0.52, 0.34)


def house(plan: SetPlan) -> None:
    """One house from outside: gables, porch, garden path and hedge."""
    plan.land(_GRASS, (0.48, 0.52, 0.34), tilings.lane((0.62, 0.56, 0.46), 0.9, 0.0))
    wall = plan.accent((0.78, 0.72, 0.62))

    def front(cel: Cel, rng: Random) -> None:
        buildings.cottage(cel, rng, 0.0, 11.0, 8.6, wall=wall, door=(0.32, 0.20, 0.16))
        cel.polygon(((-4.8, 4.3), (-1.2, 4.3), (-3.0, 7.4)), wall, 0.25)
        cel.polygon(((-5.2, 4.1), (-3.0, 7.9), (-0.8, 4.1), (-1.25, 4.1), (-3.0, 7.1), (-4.75, 4.1)), WHITE, 0.3)
        cel.pane(((-3.5, 4.6), (-2.5, 4.6), (-2.5, 5.9), (-3.5, 5.9)), 0.9)
        cel.rectangle(-1.6, 0, -1.4, 3.4, WHITE, 0.3)
        cel.rectangle(1.4, 0, 1.6, 3.4, WHITE, 0.3)
        cel.polygon(((-1.9, 3.4), (1.9, 3.4), (0, 4.5)), (0.36, 0.26, 0.24), 0.4)
        cel.rectangle(-1.8, 0, 1.8, 0.25, STONE, 0.25)

    plan.stand(120, lambda cel, rng: terrain.hills(cel, rng, 120, 14, (0.40, 0.45, 0.38)))
    for x, p in ((-12.5, 22), (12.0, 20), (-19, 26), (20, 28)):
        plan.stand(p, lambda cel, rng, x=x: plants.tree(cel, rng, x, rng.uniform(8, 11)), sway=0.02)
    plan.stand(15, front)
    for side in (-1, 1):
        for i in range(5):
            plan.stand(11, lambda cel, rng, x=side * (2.6 + i * 2.1): plants.bush(cel, rng, x, 2.6, 1.25))
    plan.lamp(0.0, 1.6, 14.8, 3.0, 0.3, 0.05)


def castle(plan: SetPlan) -> None:
    """A castle on its rock above a winding road."""
    plan.land((0.42, 0.44, 0.28), (0.46, 0.50, 0.38), tilings.lane((0.60, 0.53, 0.42), 1.6, -14.0))

    def crag(cel: Cel, rng: Random) -> None:
        buildings.castle(cel, rng, 14, 32, plan.accent((0.56, 0.53, 0.49)), y=9.0)
        terrain.rock(cel, rng, 10, 90, 13, (0.42, 0.41, 0.38))
        terrain.rock(cel, rng, -8, 60, 8, (0.44, 0.43, 0.39))

    plan.stand(300, lambda cel, rng: terrain.ridge(cel, rng, 260, 80, (0.46, 0.48, 0.54), snow=0.3))
    plan.stand(104, crag)
    for x, p in ((-18, 38), (-24, 42), (22, 34), (28, 40)):
        plan.stand(p, lambda cel, rng, x=x: plants.pine(cel, rng, x, rng.uniform(9, 13)), sway=0.015)


def lighthouse(plan: SetPlan) -> None:
    """A lighthouse on a headland, its beams over the sea."""
    sea = (0.22, 0.36, 0.42)
    plan.land((0.40, 0.44, 0.30), (0.42, 0.46, 0.36), tilings.tufts(_GRASS, (0.56, 0.55, 0.36), 30))

    def headland(cel: Cel, rng: Random) -> None:
        cel.rectangle(-300, -3, 300, 1.25, Linear((0, -3), (0, 1.25), (sea, mix(sea, cel.light.sky[2], 0.3))), 0.2)
        for _ in range(60):
            x, y = rng.uniform(-90, 90), rng.uniform(-0.4, 1.1)
            cel.stroke(((x - 2, y), (x + 2, y)), 0.06, WHITE, 0.1, 0.4)

    plan.stand(88, headland)
    plan.stand(42, lambda cel, rng: terrain.rock(cel, rng, 8.5, 34, 3.4, (0.44, 0.42, 0.38)))
    plan.stand(40, lambda cel, _rng: buildings.lighthouse(cel, 8.0, 13.5, 2.2))
    plan.stand(
        39, lambda cel, rng: buildings.cottage(cel, rng, 14.5, 6.0, 3.6, wall=WHITE, roof=buildings.SLATE, y=1.6)
    )
    plan.lamp(8.0, 13.9, 39.5, 6.0, 0.6, 0.35)
    plan.stand(4.0, lambda cel, _: buildings.fence(cel, -12, -2.4, 1.0))
    plan.stand(2.0, lambda cel, rng: plants.grass(cel, rng, -6, 6, 0.3, (0.52, 0.52, 0.32)), sway=0.05)


def station(plan: SetPlan) -> None:
    """A railway platform: canopy, clock, rails, a waiting train, benches."""
    plan.land((0.52, 0.49, 0.45), (0.50, 0.48, 0.46), tilings.flagstones((0.56, 0.52, 0.48), 1.1))

    def carriages(cel: Cel, _rng: Random) -> None:
        body = plan.accent((0.28, 0.20, 0.22))
        for i in range(3):
            left = -14 + i * 9.5
            cel.rectangle(left, 0.35, left + 9.2, 3.4, body, 0.35)
            cel.smooth(
                ((left, 3.3), (left + 0.4, 3.8), (left + 8.8, 3.8), (left + 9.2, 3.3)), mix(body, INK, 0.35), 0.45
            )
            cel.rectangle(left, 1.45, left + 9.2, 1.55, (0.80, 0.66, 0.38), 0.2)
            for j in range(6):
                x = left + 0.5 + j * 1.45
                cel.pane(((x, 1.75), (x + 1.0, 1.75), (x + 1.0, 2.85), (x, 2.85)), 0.8)
        cel.rectangle(-40, 0, 40, 0.4, INK, 0.7)

    def canopy(cel: Cel, _rng: Random) -> None:
        for i in range(5):
            x = -8.4 + i * 4.2
            cel.rectangle(x - 0.09, 0, x + 0.09, 3.9, IRON, 0.4)
            for side in (-1, 1):
                cel.stroke(((x, 3.0), (x + side * 0.35, 3.6), (x + side * 1.1, 3.9)), 0.07, IRON, 0.4, curved=True)
        cel.rectangle(-30, 3.9, 30, 4.3, (0.34, 0.40, 0.38), 0.45)
        for i in range(76):
            cel.polygon(
                ((-15.2 + i * 0.4, 3.92), (-14.8 + i * 0.4, 3.92), (-15.0 + i * 0.4, 3.62)), (0.80, 0.78, 0.70), 0.3
            )

    def clock(cel: Cel, _rng: Random) -> None:
        cel.stroke(((1.9, 3.7), (1.9, 3.3)), 0.06, IRON, 0.4)
        cel.ellipse((1.9, 2.95), 0.42, 0.42, IRON, 0.4)
        cel.canvas.ellipse(
            (1.9, 2.95), 0.35, 0.35, mix(cel.tone(WHITE, 0.1), cel.light.lamp, 0.3 if cel.light.lamps else 0.0)
        )
        cel.stroke(((1.9, 2.95), (1.9, 3.22)), 0.035, INK)
        cel.stroke(((1.9, 2.95), (2.1, 2.88)), 0.035, INK)

    plan.stand(70, lambda cel, rng: buildings.skyline(cel, rng, 70, 14, (0.50, 0.48, 0.48)))
    plan.stand(6.5, carriages)
    plan.stand(4.2, canopy)
    plan.stand(3.6, clock)
    plan.stand(2.4, lambda cel, _: furniture.bench(cel, -2.6, 1.9, (0.36, 0.42, 0.34)))
    plan.stand(2.2, lambda cel, _: furniture.crate(cel, 3.6, 0.7))


def graveyard(plan: SetPlan) -> None:
    """Leaning stones in long grass, iron railings, a chapel, bare trees."""
    plan.land((0.34, 0.38, 0.26), (0.42, 0.44, 0.36), tilings.lane((0.48, 0.45, 0.40), 0.9, 4.0))

    def chapel(cel: Cel, _rng: Random) -> None:
        cel.polygon(((-12, 0), (-4, 0), (-4, 5), (-8, 9), (-12, 5)), STONE, 0.45)
        cel.rectangle(-9.2, 8, -6.8, 12.5, STONE, 0.4)
        cel.polygon(((-9.5, 12.5), (-6.5, 12.5), (-8, 17)), buildings.SLATE, 0.45)
        cel.pane(((-8.6, 3), (-7.4, 3), (-7.4, 5.6), (-8, 6.4), (-8.6, 5.6)), 0.5)

    def railings(cel: Cel, _rng: Random) -> None:
        for i in range(70):
            x = -18 + i * 0.52
            cel.stroke(((x, 0), (x, 1.75)), 0.05, INK, 0.6)
            cel.polygon(((x - 0.07, 1.72), (x + 0.07, 1.72), (x, 1.95)), INK, 0.6)
        for y in (0.3, 1.5):
            cel.stroke(((-18, y), (19, y)), 0.06, INK, 0.6)

    plan.stand(34, chapel)
    plan.stand(26, railings)
    for x, p, h in ((8, 22, 9), (-14, 20, 8), (15, 28, 9)):
        plan.stand(p, lambda cel, rng, x=x, h=h: plants.bare_tree(cel, rng, x, h))
    for i in range(17):
        p = 2.0 + 1.15 * i
        x = plan.rng.uniform(1.3, 3.0 + p * 0.5) * (1 if i % 2 else -1)
        plan.stand(p, lambda cel, rng, x=x: buildings.gravestone(cel, rng, x, rng.uniform(0.8, 1.25)))
    plan.stand(1.4, lambda cel, rng: plants.grass(cel, rng, -5, 5, 0.34, (0.38, 0.42, 0.26), count=80), sway=0.04)


def ruins(plan: SetPlan) -> None:
    """Broken columns, an arch standing alone, fallen blocks, ivy."""
    plan.land((0.46, 0.46, 0.30), _FAR_GRASS, tilings.flagstones((0.56, 0.53, 0.46), 1.2))
    pale = (0.64, 0.60, 0.52)

    def lone_arch(cel: Cel, rng: Random) -> None:
        for side in (-1, 1):
            cel.rectangle(2 + side * 3.2 - 0.8, 0, 2 + side * 3.2 + 0.8, 5.5, pale, 0.35 + 0.1 * side)
        ring = [(-2.0, 5.3), (-1.4, 7.2), (0.4, 8.5), (2, 8.8), (3.6, 8.5), (5.4, 7.2), (6.0, 5.3)]
        inner = [(4.4, 5.3), (3.9, 6.5), (2.9, 7.2), (2, 7.4), (1.1, 7.2), (0.1, 6.5), (-0.4, 5.3)]
        cel.polygon([*ring, *inner], pale, 0.4)
        for _ in range(22):
            x, y = rng.choice(ring)
            cel.ellipse((x + rng.uniform(-0.7, 0.5), y - rng.uniform(0, 1.8)), 0.32, 0.24, plants.LEAF, 0.45)

    def broken(cel: Cel, rng: Random, x: float, high: float) -> None:
        walls.column(cel, x, 0.95, high, pale)
        cel.polygon(
            (
                (x - 0.7, high - 0.3),
                (x + 0.7, high - 0.3),
                (x + 0.7, high + 0.2),
                (x + 0.3, high - 0.05),
                (x, high + 0.35),
                (x - 0.35, high),
                (x - 0.7, high + 0.1),
            ),
            mix(pale, INK, 0.1),
            0.4,
        )
        plants.bush(cel, rng, x + 0.5, 1.3, 0.5)

    plan.stand(240, lambda cel, rng: terrain.hills(cel, rng, 240, 36, (0.42, 0.46, 0.42)))
    plan.stand(22, lone_arch)
    for x, p, h in ((-9, 26, 6.5), (-6.2, 16, 4.6), (-4.6, 9, 2.6), (6.8, 12, 3.6), (4.4, 5.5, 1.4)):
        plan.stand(p, lambda cel, rng, x=x, h=h: broken(cel, rng, x, h))
    for x, p, w in ((-2.6, 4.0, 1.3), (2.6, 2.6, 1.0), (-3.4, 2.0, 0.8)):
        plan.stand(p, lambda cel, rng, x=x, w=w: terrain.rock(cel, rng, x, w, w * 0.55, pale))


LANDMARKS: dict[SetKind, Callable[[SetPlan], None]] = {
    SetKind.HOUSE: house,
    SetKind.CASTLE: castle,
    SetKind.LIGHTHOUSE: lighthouse,
    SetKind.STATION: station,
    SetKind.GRAVEYARD: graveyard,
    SetKind.RUINS: ruins,
}
