"""Wild and empty places: shores, sea, mountains, deserts, snow, sky, space, and the bare stage."""

from collections.abc import Callable
from random import Random

from rushes.film.vocabulary import SetKind
from rushes.tools.draft.canvas import oval
from rushes.tools.draft.cel import Cel
from rushes.tools.draft.colour import Colour, Linear, Radial, mix
from rushes.tools.draft.sets import afloat, plants, terrain, tilings
from rushes.tools.draft.sets.plan import SetPlan
from rushes.tools.draft.sets.walls import INK, WHITE

_SEA: Colour = (0.20, 0.36, 0.43)
_SAND: Colour = (0.80, 0.70, 0.52)


def beach(plan: SetPlan) -> None:
    """Sand, lines of surf, the open horizon, driftwood, a headland."""
    plan.land(_SAND, _SAND, tilings.tufts(mix(_SAND, INK, 0.14), mix(_SAND, WHITE, 0.3), 16))

    def water(cel: Cel, rng: Random) -> None:
        cel.rectangle(-400, -6, 400, 0.9, Linear((0, -1.2), (0, 0.9), (mix(_SEA, WHITE, 0.3), _SEA)), 0.2)
        for _ in range(70):
            x, y = rng.uniform(-120, 120), rng.uniform(-0.8, 0.8)
            cel.stroke(((x - 2.2, y), (x + 2.2, y)), 0.05, WHITE, 0.1, 0.45)

    def breakers(cel: Cel, rng: Random) -> None:
        terrain.swell(cel, rng, 40, 0.35, mix(_SEA, WHITE, 0.2), length=5)
        terrain.surf(cel, rng, 40, 0.05, 0.16)

    plan.stand(190, lambda cel, rng: terrain.rock(cel, rng, -110, 150, 30, (0.44, 0.46, 0.44)))
    plan.stand(140, lambda cel, _: afloat.boat(cel, 34, 15, mast=True, sail=WHITE))
    plan.stand(120, water)
    plan.stand(32, lambda cel, rng: terrain.swell(cel, rng, 60, 0.55, mix(_SEA, WHITE, 0.1), length=7), sway=0.08)
    plan.stand(19, breakers, sway=0.12)
    plan.stand(12, lambda cel, rng: terrain.surf(cel, rng, 30, 0.0, 0.14), sway=0.16)
    plan.stand(
        4.0,
        lambda cel, _: cel.stroke(
            ((2.0, 0.1), (3.1, 0.28), (4.3, 0.16)), 0.2, (0.52, 0.44, 0.36), 0.4, curved=True, end_width=0.06
        ),
    )
    for x, p, w in ((-4.8, 7, 2.0), (-5.9, 6, 1.2)):
        plan.stand(p, lambda cel, rng, x=x, w=w: terrain.rock(cel, rng, x, w, w * 0.5))


def cliff(plan: SetPlan) -> None:
    """A cliff's edge: turf underfoot, sheer headlands stepping away above the sea."""
    plan.land((0.42, 0.46, 0.28), _SEA, tilings.tufts((0.36, 0.40, 0.22), (0.56, 0.54, 0.36), 5))

    def sea(cel: Cel, rng: Random) -> None:
        cel.rectangle(
            -600, -80, 600, 1.3, Linear((0, -20), (0, 1.3), (mix(_SEA, INK, 0.15), mix(_SEA, WHITE, 0.2))), 0.2
        )
        for _ in range(90):
            x, y = rng.uniform(-150, 150), rng.uniform(-16, 0.8)
            cel.stroke(((x - 2.5, y), (x + 2.5, y)), 0.12, WHITE, 0.1, 0.35)

    plan.stand(150, sea)
    for p, x, high in ((130, 62, 17), (90, 46, 14), (55, 33, 10.5)):
        plan.stand(p, lambda cel, rng, x=x, h=high: terrain.cliff_face(cel, rng, x, 40, h, (0.66, 0.62, 0.55), side=-1))
        plan.stand(p - 1, lambda cel, rng: terrain.surf(cel, rng, 40, 0.1, 0.5), sway=0.1)
    plan.stand(
        4.6,
        lambda cel, _rng: cel.polygon(
            ((-40, -3), (-40, 0.12), (-3, 0.1), (-1, 0.2), (1.5, 0.05), (4, 0.16), (40, 0.1), (40, -3)),
            (0.42, 0.46, 0.28),
            0.2,
        ),
    )
    plan.stand(4.5, lambda cel, rng: plants.grass(cel, rng, -9, 9, 0.32, (0.50, 0.50, 0.30), count=110), sway=0.06)
    for x, p, w in ((-3.4, 3.6, 1.6), (3.8, 3.0, 1.0)):
        plan.stand(p, lambda cel, rng, x=x, w=w: terrain.rock(cel, rng, x, w, w * 0.6))


def sea(plan: SetPlan) -> None:
    """Open water: rank after rank of swell to the horizon, a far sail."""
    plan.land(_SEA, mix(_SEA, WHITE, 0.15), tilings.ripples(_SEA, WHITE))
    plan.stand(
        220,
        lambda cel, _: (
            afloat.tall_ship(cel, 60, 30)
            if plan.said("ship", "ships")
            else afloat.boat(cel, 60, 22, mast=True, sail=WHITE)
        ),
    )
    for i, (p, high, length) in enumerate(
        ((90, 1.2, 12), (48, 1.0, 8), (26, 0.85, 6), (13, 0.6, 4.4), (6, 0.42, 3.2), (2.2, 0.30, 2.4))
    ):
        tint = mix(_SEA, INK, 0.05 * i)
        plan.stand(
            p,
            lambda cel, rng, h=high, n=length, c=tint, p=p: terrain.swell(
                cel, rng, 12 + p * 1.6, h, c, length=n, deep=8.0
            ),
            sway=0.10 + 0.02 * i,
        )
    plan.stand(
        -2.0, lambda cel, rng: terrain.swell(cel, rng, 6, 0.22, mix(_SEA, INK, 0.3), length=1.8, deep=8.0), sway=0.18
    )


def mountain(plan: SetPlan) -> None:
    """Ranges behind ranges, snow on the heights, pines on the shoulder, boulders."""
    plan.land((0.40, 0.42, 0.32), (0.44, 0.47, 0.42), tilings.tufts((0.34, 0.36, 0.28), (0.56, 0.54, 0.46), 40))
    white = 1.0 if plan.snowy else 0.55
    for p, high, colour in (
        (520, 250, (0.50, 0.54, 0.62)),
        (330, 130, (0.42, 0.46, 0.52)),
        (170, 44, (0.36, 0.41, 0.42)),
    ):
        plan.stand(
            p,
            lambda cel, rng, p=p, h=high, c=colour: terrain.ridge(
                cel, rng, p * 0.85, h, c, peaks=4, snow=white if p > 200 else 0.0
            ),
        )
    for i in range(13):
        x = plan.rng.uniform(4, 26) * (1 if i % 2 else -1)
        plan.stand(
            24 + 2 * i,
            lambda cel, rng, x=x, i=i: plants.pine(cel, rng, x * (1 + 0.05 * i), rng.uniform(7, 12)),
            sway=0.015,
        )
    for x, p, w in ((-4.4, 8, 3.2), (5.4, 10, 4.0), (-3.0, 3.2, 1.3), (2.9, 2.2, 0.9)):
        plan.stand(p, lambda cel, rng, x=x, w=w: terrain.rock(cel, rng, x, w, w * 0.62))


def desert(plan: SetPlan) -> None:
    """Dunes with knife-edge crests, heat, a far mesa."""
    sand = plan.accent((0.86, 0.66, 0.42))
    plan.land(sand, mix(sand, WHITE, 0.15), tilings.tufts(mix(sand, INK, 0.1), mix(sand, WHITE, 0.25), 30, 70))
    for x in (-190, 150):
        mesa = ((x - 50, 0), (x - 40, 34), (x + 36, 34), (x + 50, 0))
        plan.stand(420, lambda cel, _, shape=mesa: cel.polygon(shape, (0.66, 0.44, 0.34), 0.4))
    for p, x, wide, high in (
        (220, -60, 260, 26),
        (200, 110, 240, 30),
        (110, -70, 150, 17),
        (95, 60, 170, 20),
        (48, -26, 80, 8),
        (40, 38, 90, 9.5),
        (17, -15, 34, 2.6),
        (14, 15, 30, 2.2),
    ):
        plan.stand(p, lambda cel, rng, x=x, w=wide, h=high: terrain.dune(cel, rng, x, w, h, sand))
    if plan.said("oasis", "palm", "palms"):
        for x in (-5.5, -4.2, 6.0):
            plan.stand(11, lambda cel, rng, x=x: plants.palm(cel, rng, x, rng.uniform(4.5, 6)), sway=0.03)


def snowfield(plan: SetPlan) -> None:
    """White land and blue shadows: drifts, laden pines, pale peaks."""
    plan.land(plants.SNOW, (0.78, 0.83, 0.90), tilings.tufts((0.64, 0.73, 0.85), WHITE, 50, 80))
    plan.stand(400, lambda cel, rng: terrain.ridge(cel, rng, 340, 110, (0.62, 0.68, 0.78), snow=1.0))
    plan.stand(180, lambda cel, rng: terrain.hills(cel, rng, 200, 22, (0.70, 0.77, 0.86)))
    for i in range(12):
        x = plan.rng.uniform(5, 26) * (1 if i % 2 else -1)
        plan.stand(
            22 + 3 * i,
            lambda cel, rng, x=x, i=i: plants.pine(cel, rng, x * (1 + 0.06 * i), rng.uniform(6, 10), snow=0.95),
            sway=0.012,
        )
    for x, p, w in ((-7, 12, 14), (8, 9, 12), (-5, 4, 7), (5.5, 3, 7)):
        plan.stand(
            p,
            lambda cel, _, x=x, w=w: cel.smooth(
                (
                    (x - w / 2, -0.3),
                    (x - w * 0.25, 0.06 * w * 0.6),
                    (x, 0.06 * w),
                    (x + w * 0.3, 0.06 * w * 0.5),
                    (x + w / 2, -0.3),
                ),
                Linear((x, -0.3), (x, 0.06 * w), ((0.72, 0.80, 0.91), plants.SNOW)),
                0.15,
            ),
        )


def sky(plan: SetPlan) -> None:
    """Nothing but air: towering clouds, above and below."""
    cloud = (0.95, 0.95, 0.97)

    def bank(cel: Cel, rng: Random, p: float, base: float) -> None:
        side = 1 if cel.light.key_direction[0] > 0 else -1
        reach = p * 0.8
        for _ in range(7):
            x, size = rng.uniform(-reach, reach), p * rng.uniform(0.09, 0.19)
            for _ in range(5):
                dx, dy = rng.uniform(-1.3, 1.3) * size, rng.uniform(0, 0.55) * size
                cel.smooth(
                    plants.blob(rng, x + dx, base + dy, size * 0.8, size * 0.5, 9, 0.12),
                    mix(cloud, (0.55, 0.60, 0.72), 0.45),
                    0.45,
                    0.9,
                )
                cel.smooth(
                    plants.blob(
                        rng, x + dx + side * size * 0.12, base + dy + size * 0.14, size * 0.62, size * 0.34, 9, 0.12
                    ),
                    cloud,
                    0.0,
                    0.85,
                )

    for p, base in ((320, 20), (200, -14), (110, -16), (60, -14)):
        plan.stand(p, lambda cel, rng, p=p, b=base: bank(cel, rng, p, b), sway=0.02)
    for x, y in ((20, 28), (25, 31), (29, 27)):
        bird = ((x - 1.2, y + 0.6), (x, y), (x + 1.2, y + 0.6))
        plan.stand(140, lambda cel, _, line=bird: cel.stroke(line, 0.25, INK, 0.5, curved=True))


def space(plan: SetPlan) -> None:
    """Stars, a nebula, a ringed planet, a near moon."""
    plan.starfield = True
    hue = plan.accent((0.42, 0.30, 0.62))

    def nebula(cel: Cel, rng: Random) -> None:
        for _ in range(16):
            x, y = rng.uniform(-420, 420), rng.uniform(-80, 240)
            cel.canvas.glow((x, y + x * 0.25), rng.uniform(80, 200), mix(hue, (0.2, 0.5, 0.8), rng.random()), 0.22)

    def planet(cel: Cel, _rng: Random) -> None:
        x, y, size = 62.0, 42.0, 34.0
        cel.canvas.glow((x, y), size * 1.7, (0.5, 0.6, 0.9), 0.35)
        ring = oval((x, y), size * 1.75, size * 0.34, 12.0, 64)
        cel.canvas.stroke(ring, 3.4, (0.60, 0.54, 0.50), 0.8)
        bands = ((0.84, 0.68, 0.52), (0.74, 0.52, 0.42), (0.90, 0.78, 0.62), (0.66, 0.46, 0.42), (0.82, 0.66, 0.54))
        ball = cel.canvas.blank()
        ball.ellipse((x, y), size, size, Linear((x, y - size), (x + 9, y + size), bands))
        ball.soft((x + size * 0.55, y - size * 0.45), size * 1.9, size * 1.9, (0.02, 0.03, 0.08), 0.95, atop=True)
        cel.canvas.stamp(ball)
        front = [point for point in ring if (point[1] - y) < (point[0] - x) * 0.2126]
        cel.canvas.stroke(sorted((float(u), float(v)) for u, v in front), 3.4, (0.86, 0.78, 0.66))

    def ground(cel: Cel, rng: Random) -> None:
        rim = [(-60, -4), (-40, 0.5), (-20, 1.4), (0, 1.0), (18, 1.6), (40, 0.4), (60, -4)]
        cel.smooth(
            [(-60, -30), *rim, (60, -30)], Linear((0, 1.5), (0, -4), ((0.62, 0.62, 0.66), (0.34, 0.34, 0.40))), 0.1
        )
        for _ in range(12):
            x, w = rng.uniform(-24, 24), rng.uniform(0.6, 2.2)
            cel.ellipse((x, rng.uniform(-3, 0.6)), w, w * 0.18, (0.36, 0.36, 0.42), 0.3)

    plan.stand(600, nebula)
    plan.stand(300, planet)
    if plan.said("moon", "asteroid", "planet", "surface", "crater", "mars"):
        plan.stand(16, ground)


def limbo(plan: SetPlan) -> None:
    """A bare stage with a pool of light and a softly lit cyclorama."""
    tint = plan.accent((0.56, 0.56, 0.60))
    plan.room(width=60.0, depth=7.0, height=30.0, wall=tint, ground=mix(tint, INK, 0.12), roof=tint)

    def cyclorama(cel: Cel, _rng: Random) -> None:
        cel.rectangle(
            -40,
            0,
            40,
            30,
            Radial((0.0, 1.6), 13.0, (mix(tint, WHITE, 0.3), tint, mix(tint, INK, 0.35), mix(tint, INK, 0.55))),
            0.3,
        )
        cel.rectangle(
            -40, 0, 40, 0.5, Linear((0, 0), (0, 0.5), (mix(tint, INK, 0.12), mix(tint, WHITE, 0.2))), 0.3, 0.7
        )

    plan.stand(7.0, cyclorama)


WILD: dict[SetKind, Callable[[SetPlan], None]] = {
    SetKind.BEACH: beach,
    SetKind.CLIFF: cliff,
    SetKind.SEA: sea,
    SetKind.MOUNTAIN: mountain,
    SetKind.DESERT: desert,
    SetKind.SNOWFIELD: snowfield,
    SetKind.SKY: sky,
    SetKind.SPACE: space,
    SetKind.LIMBO: limbo,
}
