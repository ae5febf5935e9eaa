"""Worked and gentle land: roads, gardens, parks, fields, farms, woods."""

from collections.abc import Callable
from random import Random

from rushes.film.vocabulary import SetKind
from rushes.tools.draft.cel import Cel
from rushes.tools.draft.colour import Colour, Linear, mix
from rushes.tools.draft.sets import buildings, furniture, plants, terrain, tilings, walls
from rushes.tools.draft.sets.plan import Life, SetPlan
from rushes.tools.draft.sets.walls import INK, STONE, WHITE

_GRASS: Colour = (0.40, 0.46, 0.25)
_FAR_GRASS: Colour = (0.48, 0.52, 0.34)
_WATER: Colour = (0.27, 0.40, 0.44)


def _meadow(
    plan: SetPlan,
    colour: Colour,
    high: float,
    *,
    rows: tuple[float, ...] = (1.6, 3.2, 6.0, 10.0, 16.0),
    clear: float = 0.0,
) -> None:
    """Rank after rank of standing grass, leaving the middle `clear` metres open."""
    for p in rows:
        reach = 4.0 + p * 1.1
        for side in (-1, 1):
            low, far = sorted((side * clear, side * reach))
            plan.stand(
                p,
                lambda cel, rng, a=low, b=far: plants.grass(
                    cel, rng, a, b, high, colour, count=int(34 * (b - a) / high**0.4 * 0.4) + 12
                ),
                sway=0.05,
            )


def road(plan: SetPlan) -> None:
    """A road swinging away through open country, poles beside it."""
    plan.land(_GRASS, _FAR_GRASS, tilings.lane((0.56, 0.51, 0.44), 2.1, 16.0, (0.50, 0.48, 0.34)))

    def pole(cel: Cel, x: float) -> None:
        cel.stroke(((x, 0), (x + 0.05, 6.2)), 0.2, (0.34, 0.27, 0.21), 0.5)
        for y in (5.3, 5.8):
            cel.stroke(((x - 0.7, y), (x + 0.8, y)), 0.12, (0.34, 0.27, 0.21), 0.5)

    plan.stand(260, lambda cel, rng: terrain.hills(cel, rng, 260, 30, (0.40, 0.46, 0.40)))
    plan.stand(130, lambda cel, rng: terrain.hills(cel, rng, 150, 11, (0.42, 0.48, 0.34)))
    for i, p in enumerate((6.0, 16.0, 30.0, 50.0, 80.0)):
        x = -4.2 + 0.6 * i + 16 * min(1.0, p / 60) ** 1.5
        plan.stand(p, lambda cel, _, x=x: pole(cel, x))
    plan.stand(38, lambda cel, rng: plants.tree(cel, rng, 19, 8.5), sway=0.02)
    _meadow(plan, (0.48, 0.51, 0.27), 0.38, clear=2.9)


def garden(plan: SetPlan) -> None:
    """Flower beds, clipped hedges, an arbour, a path of light gravel."""
    plan.land(_GRASS, _FAR_GRASS, tilings.lane((0.72, 0.66, 0.54), 1.0, 3.0))

    def arbour(cel: Cel, rng: Random) -> None:
        for side in (-1, 1):
            cel.rectangle(0.4 + side * 1.35 - 0.07, 0, 0.4 + side * 1.35 + 0.07, 2.5, WHITE, 0.3)
        hoop = [(-0.95, 2.4), (-0.7, 3.0), (0.4, 3.35), (1.5, 3.0), (1.75, 2.4)]
        cel.stroke(hoop, 0.12, WHITE, 0.25, curved=True)
        for _ in range(26):
            x, y = hoop[rng.randrange(5)]
            x, y = x + rng.uniform(-0.5, 0.5), y + rng.uniform(-0.9, 0.25)
            if abs(x - 0.4) > 0.95 or y > 2.7:
                cel.ellipse((x, y), 0.17, 0.13, plants.LEAF, 0.4)
                cel.ellipse((x + 0.03, y + 0.03), 0.06, 0.06, plan.accent((0.84, 0.50, 0.54)), 0.15)

    def flower_bed(cel: Cel, rng: Random, left: float, right: float) -> None:
        plants.bush(cel, rng, (left + right) / 2, right - left, 0.6)
        plants.flowers(cel, rng, left, right, 0.95, count=34)

    plan.stand(40, lambda cel, rng: buildings.cottage(cel, rng, -9, 10, 7.2))
    for x, p in ((-16, 32), (9, 30), (16, 34), (3, 38)):
        plan.stand(p, lambda cel, rng, x=x: plants.tree(cel, rng, x, rng.uniform(7, 10)), sway=0.02)
    plan.stand(
        16,
        lambda cel, _: cel.rectangle(
            -40, 0, 40, 1.7, Linear((0, 0), (0, 1.7), (mix(plants.LEAF, INK, 0.35), plants.LEAF)), 0.4
        ),
    )
    plan.stand(8, arbour)
    for p, span in ((6.0, ((-7, -2.0), (2.6, 7.5))), (2.4, ((-4.5, -1.5), (1.8, 4.6)))):
        for left, right in span:
            plan.stand(p, lambda cel, rng, a=left, b=right: flower_bed(cel, rng, a, b), sway=0.02)


def park(plan: SetPlan) -> None:
    """Lawns under old trees, a path, a bench, a lamp, a pond far off."""
    plan.land((0.38, 0.47, 0.25), _FAR_GRASS, tilings.lane((0.64, 0.58, 0.48), 1.5, -9.0))
    plan.stand(120, lambda cel, rng: buildings.skyline(cel, rng, 120, 15, (0.54, 0.53, 0.55)))
    plan.stand(60, lambda cel, _: cel.ellipse((14, 0.35), 13, 0.5, _WATER, 0.1))
    for x, p, h in (
        (-28, 62, 12),
        (-11, 55, 11),
        (2, 66, 12),
        (30, 56, 12),
        (-13, 26, 10),
        (13, 22, 10.5),
        (-7.2, 12, 8.5),
    ):
        plan.stand(p, lambda cel, rng, x=x, h=h: plants.tree(cel, rng, x, h), sway=0.02)
    plan.stand(5.0, lambda cel, _: buildings.street_lamp(cel, 3.2, 3.8))
    plan.stand(3.6, lambda cel, _: furniture.bench(cel, -2.5, 1.9, (0.34, 0.42, 0.30)))
    plan.stand(-2.4, lambda cel, rng: plants.overhang(cel, rng, -2.6, 3.0, 1.5), sway=0.03)


def field(plan: SetPlan) -> None:
    """Ripe crops under a huge sky: furrows, a scarecrow's tree line, sheaves."""
    gold = plan.accent((0.70, 0.58, 0.28))
    plan.land(gold, mix(gold, _FAR_GRASS, 0.4), tilings.tufts(mix(gold, INK, 0.25), mix(gold, WHITE, 0.25), 70, 190))
    plan.stand(240, lambda cel, rng: terrain.hills(cel, rng, 240, 20, (0.42, 0.48, 0.42)))
    plan.stand(110, lambda cel, rng: terrain.hills(cel, rng, 140, 5, (0.46, 0.50, 0.30)))
    for x in (-46, -40, -37, 30, 52):
        plan.stand(100, lambda cel, rng, x=x: plants.bush(cel, rng, x, 9, 7.5))
    plan.stand(30, lambda cel, rng: plants.tree(cel, rng, 11, 8), sway=0.02)
    _meadow(plan, gold, 0.7, rows=(0.9, 2.0, 3.4, 5.2, 8.0, 12.0, 18.0))
    plan.stand(
        -2.6, lambda cel, rng: plants.grass(cel, rng, -3.5, 3.5, 0.42, mix(gold, INK, 0.35), count=80), sway=0.08
    )


def farm(plan: SetPlan) -> None:
    """A red barn, a silo, a farmyard with a cart, hay and fences."""
    plan.land((0.52, 0.45, 0.33), (0.50, 0.52, 0.34), tilings.tufts((0.44, 0.37, 0.26), (0.62, 0.56, 0.40), 40))

    def barn(cel: Cel, _rng: Random) -> None:
        red = plan.accent((0.56, 0.20, 0.16))
        gambrel = ((-13, 0), (-13, 5.2), (-11.6, 8), (-7.5, 10.2), (-3.4, 8), (-2, 5.2), (-2, 0))
        cel.polygon(gambrel, red, 0.35)
        cel.polygon(
            (
                (-13.4, 5.0),
                (-11.8, 8.2),
                (-7.5, 10.6),
                (-3.2, 8.2),
                (-1.6, 5.0),
                (-2.1, 5.0),
                (-3.5, 7.9),
                (-7.5, 10.0),
                (-11.5, 7.9),
                (-12.9, 5.0),
            ),
            WHITE,
            0.35,
        )
        cel.rectangle(-9.4, 0, -5.6, 4.0, mix(red, INK, 0.35), 0.45)
        cel.stroke(((-9.4, 0), (-5.6, 4.0)), 0.25, WHITE, 0.3)
        cel.stroke(((-9.4, 4.0), (-5.6, 0)), 0.25, WHITE, 0.3)
        cel.pane(((-8.2, 6), (-6.8, 6), (-6.8, 7.4), (-8.2, 7.4)), 0.6)
        cel.rectangle(
            0.2, 0, 3.6, 10.5, Linear((0.2, 0), (3.6, 0), (WHITE, (0.7, 0.7, 0.68), mix(STONE, INK, 0.3))), 0.3
        )
        cel.ellipse((1.9, 10.4), 1.7, 1.5, (0.46, 0.48, 0.50), 0.3)

    def haystack(cel: Cel, rng: Random) -> None:
        cel.smooth(((3.2, 0), (3.0, 0.9), (3.7, 1.9), (4.6, 2.3), (5.5, 1.9), (6.1, 0.9), (5.9, 0)), plants.STRAW, 0.4)
        plants.grass(cel, rng, 3.2, 5.9, 0.4, (0.80, 0.70, 0.42), count=40)

    plan.stand(200, lambda cel, rng: terrain.hills(cel, rng, 200, 18, (0.42, 0.47, 0.40)))
    plan.stand(30, lambda cel, rng: plants.tree(cel, rng, 14, 9), sway=0.02)
    plan.stand(26, barn)
    plan.stand(9, haystack)
    plan.stand(7, lambda cel, _: buildings.fence(cel, -16, -1.5, 1.1))
    plan.stand(2.4, lambda cel, _: furniture.barrel(cel, -2.6, 0.7, 0.95))


def forest(plan: SetPlan) -> None:
    """Trunks behind trunks into the haze, ferns, a shaft of light."""
    plan.land((0.30, 0.30, 0.18), (0.34, 0.38, 0.28), tilings.tufts((0.24, 0.27, 0.14), (0.44, 0.38, 0.22), 30))
    needles = plan.said("pine", "pines", "fir", "firs", "spruce")

    def trunks(cel: Cel, rng: Random, p: float, count: int, clear: float) -> None:
        reach = 5.0 + p * 0.75
        for i in range(count):
            x = -reach + (i + rng.random()) * 2 * reach / count
            if abs(x) < clear:
                continue
            w, lean = rng.uniform(0.18, 0.42), rng.uniform(-0.5, 0.5)
            tall = 12 + p * 0.5
            bark = walls.tinted((0.30, 0.24, 0.19), rng, 0.12)
            turned = (mix(bark, WHITE, 0.14), bark, mix(bark, INK, 0.4))
            fill = Linear((x - w, 0), (x + w, 0), turned[::-1] if cel.light.key_direction[0] > 0 else turned)
            cel.polygon(
                (
                    (x - w * 1.5, -0.05),
                    (x - w, 0.8),
                    (x - w * 0.6 + lean, tall),
                    (x + w * 0.6 + lean, tall),
                    (x + w, 0.8),
                    (x + w * 1.5, -0.05),
                ),
                fill,
                0.45,
            )
            if needles:
                plants.pine(cel, rng, x + 1.2, rng.uniform(6, 10))
        for _ in range(count):
            x = rng.uniform(-reach, reach)
            if abs(x) > clear:
                plants.bush(cel, rng, x, rng.uniform(1.0, 2.2), rng.uniform(0.4, 0.9), (0.28, 0.36, 0.18))

    def canopy(cel: Cel, rng: Random, p: float) -> None:
        reach, low = 6.0 + p * 0.8, 4.6 + p * 0.16
        for _ in range(26):
            x, y = rng.uniform(-reach, reach), low + rng.uniform(0, 5)
            cel.smooth(
                plants.blob(rng, x, y, 1.6 + p * 0.08, 0.9 + p * 0.05), walls.tinted((0.24, 0.33, 0.17), rng, 0.16), 0.5
            )

    plan.stand(
        90,
        lambda cel, _rng: cel.rectangle(
            -200, -1, 200, 60, Linear((0, 0), (0, 30), ((0.56, 0.60, 0.44), (0.30, 0.38, 0.26))), 0.2
        ),
    )
    for p, count, clear in ((44.0, 26, 2.0), (24.0, 18, 1.6), (12.0, 12, 1.8), (5.0, 8, 2.2)):
        plan.stand(p, lambda cel, rng, p=p, n=count, c=clear: trunks(cel, rng, p, n, c))
        plan.stand(p - 0.6, lambda cel, rng, p=p: canopy(cel, rng, p), sway=0.012)
    plan.stand(8.0, lambda cel, _: walls.light_shaft(cel, -1.0, 9.0, 1.2, 9.0, 3.2, 0.2))
    plan.stand(1.8, lambda cel, rng: plants.grass(cel, rng, -5, 5, 0.4, (0.34, 0.42, 0.2), count=70), sway=0.04)
    plan.stand(-2.6, lambda cel, rng: trunks(cel, rng, -3.4, 4, 1.9))
    plan.life.add(Life.LEAVES)


COUNTRY: dict[SetKind, Callable[[SetPlan], None]] = {
    SetKind.ROAD: road,
    SetKind.GARDEN: garden,
    SetKind.PARK: park,
    SetKind.FIELD: field,
    SetKind.FARM: farm,
    SetKind.FOREST: forest,
}
