"""Buildings and other things people put up outdoors. Each stands on the ground at x."""

from random import Random

from rushes.tools.draft.canvas import Point
from rushes.tools.draft.cel import Cel
from rushes.tools.draft.colour import Colour, Linear, mix
from rushes.tools.draft.sets.walls import DARK_WOOD, INK, IRON, STONE, WHITE, WOOD, tinted

ROOF: Colour = (0.42, 0.25, 0.20)
SLATE: Colour = (0.30, 0.32, 0.37)
_FRONTS: tuple[Colour, ...] = (
    (0.66, 0.56, 0.44),
    (0.58, 0.42, 0.34),
    (0.62, 0.60, 0.54),
    (0.52, 0.50, 0.46),
    (0.70, 0.62, 0.46),
)


def pane_grid(
    cel: Cel,
    rng: Random,
    left: float,
    low: float,
    right: float,
    high: float,
    wide: float,
    tall: float,
    lit: float = 0.55,
) -> None:
    """Rows of windows, some of them lamplit after dark."""
    columns, rows = max(1, int((right - left) / (wide * 2.0))), max(1, int((high - low) / (tall * 1.75)))
    for j in range(rows):
        for i in range(columns):
            cx, cy = left + (i + 0.5) * (right - left) / columns, low + (j + 0.5) * (high - low) / rows
            cel.rectangle(cx - wide * 0.62, cy - tall * 0.58, cx + wide * 0.62, cy + tall * 0.58, WHITE, 0.45, 0.35)
            cel.pane(
                (
                    (cx - wide / 2, cy - tall / 2),
                    (cx + wide / 2, cy - tall / 2),
                    (cx + wide / 2, cy + tall / 2),
                    (cx - wide / 2, cy + tall / 2),
                ),
                rng.uniform(0.6, 1.0) if rng.random() < lit else 0.0,
            )
            cel.rectangle(cx - wide * 0.04, cy - tall / 2, cx + wide * 0.04, cy + tall / 2, INK, 0.5, 0.6)


def facade(
    cel: Cel, rng: Random, x: float, wide: float, high: float, *, shop: bool = False, colour: Colour | None = None
) -> None:
    """A town house front: storeys of windows, a door or a shop, a cornice, chimneys."""
    left, right = x - wide / 2, x + wide / 2
    tint = tinted(colour or rng.choice(_FRONTS), rng, 0.06)
    for c in (0.2, 0.75):
        cel.rectangle(left + wide * c, high, left + wide * c + 0.5, high + 1.2, mix(tint, INK, 0.3), 0.5)
    cel.rectangle(left, 0, right, high, Linear((0, 0), (0, high), (mix(tint, INK, 0.25), tint)), 0.4)
    pane_grid(cel, rng, left + 0.25, 3.0, right - 0.25, high - 0.4, 0.75, 1.25)
    cel.rectangle(left - 0.08, high - 0.28, right + 0.08, high, mix(tint, WHITE, 0.2), 0.25)
    cel.rectangle(left, 2.75, right, 2.92, mix(tint, WHITE, 0.15), 0.3)
    if shop:
        awning = rng.choice(((0.55, 0.22, 0.20), (0.22, 0.36, 0.32), (0.62, 0.50, 0.28)))
        cel.pane(((left + 0.4, 0.55), (right - 1.4, 0.55), (right - 1.4, 2.2), (left + 0.4, 2.2)), 0.9)
        cel.rectangle(right - 1.2, 0, right - 0.35, 2.2, mix(awning, INK, 0.35), 0.45)
        for i in range(int((wide - 0.4) / 0.4)):
            ax = left + 0.2 + i * 0.4
            cel.polygon(
                ((ax, 2.62), (ax + 0.4, 2.62), (ax + 0.42, 2.15), (ax + 0.02, 2.15)), awning if i % 2 else WHITE, 0.25
            )
    else:
        door = x + rng.uniform(-0.2, 0.2) * wide
        cel.rectangle(door - 0.65, 0, door + 0.65, 2.45, mix(tint, WHITE, 0.25), 0.35)
        cel.rectangle(
            door - 0.5,
            0,
            door + 0.5,
            2.25,
            rng.choice(((0.30, 0.18, 0.14), (0.18, 0.26, 0.28), (0.24, 0.30, 0.20))),
            0.4,
        )


def cottage(
    cel: Cel,
    rng: Random,
    x: float,
    wide: float,
    high: float,
    *,
    wall: Colour = (0.76, 0.70, 0.60),
    roof: Colour = ROOF,
    door: Colour = (0.34, 0.22, 0.16),
    y: float = 0.0,
) -> None:
    """A small gabled house with two windows, a door and a chimney."""
    left, right, eaves = x - wide / 2, x + wide / 2, y + high * 0.52
    roof = mix(roof, (0.92, 0.94, 0.97), cel.snow)
    cel.rectangle(x + wide * 0.2, eaves, x + wide * 0.31, y + high * 1.08, mix(roof, INK, 0.3), 0.45)
    cel.rectangle(left, y, right, eaves, Linear((0, y), (0, eaves), (mix(wall, INK, 0.2), wall)), 0.3)
    cel.polygon(
        (
            (left - wide * 0.06, eaves - 0.05),
            (right + wide * 0.06, eaves - 0.05),
            (right - wide * 0.12, y + high),
            (left + wide * 0.12, y + high),
        ),
        roof,
        0.4,
    )
    for i in range(1, 5):
        cel.stroke(
            ((left, eaves + (high * 0.48) * i / 5), (right, eaves + (high * 0.48) * i / 5)), 0.025, INK, 0.6, 0.3
        )
    cel.rectangle(x - wide * 0.08, y, x + wide * 0.08, y + high * 0.38, door, 0.35)
    for side in (-1, 1):
        cx, cy, w = x + side * wide * 0.29, y + high * 0.28, wide * 0.075
        cel.rectangle(cx - w * 1.25, cy - w * 1.35, cx + w * 1.25, cy + w * 1.35, WHITE, 0.3)
        cel.pane(
            ((cx - w, cy - w * 1.1), (cx + w, cy - w * 1.1), (cx + w, cy + w * 1.1), (cx - w, cy + w * 1.1)),
            rng.uniform(0.6, 1.0),
        )
        cel.rectangle(cx - 0.02, cy - w * 1.1, cx + 0.02, cy + w * 1.1, WHITE, 0.4)


def skyline(
    cel: Cel,
    rng: Random,
    reach: float,
    high: float,
    colour: Colour,
    *,
    towers: int = 22,
    spires: float = 0.2,
    lit: bool = True,
) -> None:
    """A city's roofline: blocks, gables, spires, with points of lamplight after dark."""
    for i in range(towers):
        x, w = -reach + (i + rng.random()) * 2 * reach / towers, reach / towers * rng.uniform(0.9, 1.8)
        tall = high * rng.uniform(0.3, 0.85)
        tint = tinted(colour, rng, 0.07)
        cel.rectangle(
            x - w / 2,
            -high * 0.1,
            x + w / 2,
            tall,
            Linear((x - w / 2, 0), (x + w / 2, 0), (mix(tint, WHITE, 0.06), mix(tint, INK, 0.2))),
            0.45,
        )
        style = rng.random()
        if style < spires:
            cel.polygon(((x - w * 0.2, tall), (x + w * 0.2, tall), (x, tall + high * 0.35)), mix(tint, INK, 0.2), 0.5)
        elif style < 0.65:
            cel.polygon(((x - w * 0.54, tall), (x + w * 0.54, tall), (x, tall + w * 0.5)), mix(tint, INK, 0.25), 0.5)
        if lit and cel.light.lamps:
            for _ in range(5):
                wx, wy, s = x + rng.uniform(-0.38, 0.38) * w, tall * rng.uniform(0.15, 0.92), w * 0.05
                cel.canvas.rectangle(
                    wx - s, wy - s, wx + s, wy + s * 1.4, mix(cel.light.lamp, cel.light.haze, 0.25), 0.9
                )


def tower(
    cel: Cel,
    x: float,
    wide: float,
    high: float,
    colour: Colour = STONE,
    *,
    crown: bool = True,
    cone: Colour | None = None,
    y: float = 0.0,
) -> None:
    """A round stone tower, crenellated or with a cone."""
    left, right = x - wide / 2, x + wide / 2
    turned = (mix(colour, WHITE, 0.12), colour, mix(colour, INK, 0.5))
    fill = Linear((left, 0), (right, 0), turned[::-1] if cel.light.key_direction[0] > 0 else turned)
    cel.rectangle(left, y, right, y + high, fill, 0.35)
    if cone is not None:
        cel.polygon(
            ((left - wide * 0.12, y + high), (right + wide * 0.12, y + high), (x, y + high + wide * 1.15)), cone, 0.4
        )
    elif crown:
        cel.rectangle(left - wide * 0.08, y + high - wide * 0.22, right + wide * 0.08, y + high, fill, 0.3)
        for i in range(4):
            cx = left + wide * (0.02 + 0.28 * i)
            cel.rectangle(cx, y + high, cx + wide * 0.15, y + high + wide * 0.18, fill, 0.35)
    for part in (0.35, 0.62):
        cel.pane(
            (
                (x - wide * 0.05, y + high * part),
                (x + wide * 0.05, y + high * part),
                (x + wide * 0.05, y + high * part + wide * 0.28),
                (x - wide * 0.05, y + high * part + wide * 0.28),
            ),
            0.8,
        )


def castle(cel: Cel, rng: Random, x: float, size: float, colour: Colour = STONE, *, y: float = 0.0) -> None:
    """A keep between towers, walls and a gate."""
    tower(cel, x - size * 0.12, size * 0.20, size * 0.80, tinted(colour, rng, 0.04), cone=SLATE, y=y)
    tower(cel, x + size * 0.16, size * 0.16, size * 0.66, tinted(colour, rng, 0.04), y=y)
    top = y + size * 0.36
    cel.rectangle(
        x - size * 0.5, y, x + size * 0.5, top, Linear((0, y), (0, top), (mix(colour, INK, 0.25), colour)), 0.4
    )
    for i in range(13):
        cx = x - size * 0.5 + i * size / 13
        cel.rectangle(cx, top, cx + size * 0.045, top + size * 0.045, colour, 0.4)
    for side in (-1, 1):
        cone = SLATE if side > 0 else None
        tower(cel, x + side * size * 0.52, size * 0.17, size * 0.50, tinted(colour, rng, 0.04), cone=cone, y=y)
    w = size * 0.07
    gate = ((x - w, y), (x - w, y + size * 0.15), (x, y + size * 0.2), (x + w, y + size * 0.15), (x + w, y))
    cel.smooth(gate, INK, 0.8)


def lighthouse(cel: Cel, x: float, high: float, y: float = 0.0) -> None:
    """A banded, tapering lighthouse with a burning lantern."""

    def half(part: float) -> float:
        return high * (0.13 - 0.055 * part)

    side = 1 if cel.light.key_direction[0] > 0 else -1
    for i in range(5):
        low, top = i / 5, (i + 1) / 5
        quad = [
            (x - half(low), y + high * 0.8 * low),
            (x + half(low), y + high * 0.8 * low),
            (x + half(top), y + high * 0.8 * top),
            (x - half(top), y + high * 0.8 * top),
        ]
        cel.polygon(quad, (0.66, 0.22, 0.18) if i % 2 else (0.88, 0.86, 0.80), 0.25)
        cel.polygon(
            [(x, quad[0][1]), quad[0] if side > 0 else quad[1], quad[3] if side > 0 else quad[2], (x, quad[2][1])],
            INK,
            0.9,
            0.28,
        )
    top = y + high * 0.8
    cel.rectangle(x - high * 0.1, top, x + high * 0.1, top + high * 0.025, IRON, 0.4)
    cel.canvas.rectangle(x - high * 0.05, top + high * 0.025, x + high * 0.05, top + high * 0.12, (1.0, 0.93, 0.70))
    for bar in (-0.05, -0.017, 0.017, 0.05):
        cel.rectangle(
            x + high * bar - high * 0.004,
            top + high * 0.025,
            x + high * bar + high * 0.004,
            top + high * 0.12,
            IRON,
            0.6,
        )
    cel.polygon(
        ((x - high * 0.065, top + high * 0.12), (x + high * 0.065, top + high * 0.12), (x, top + high * 0.2)),
        (0.5, 0.2, 0.17),
        0.4,
    )
    if cel.light.lamps:
        cel.canvas.glow((x, top + high * 0.07), high * 0.42, (1.0, 0.88, 0.60), 0.8)
        for way in (-1, 1):
            lamp = (x, top + high * 0.07)
            beam: list[Point] = [
                lamp,
                (x + way * high * 2.4, lamp[1] + high * 0.20),
                (x + way * high * 2.4, lamp[1] - high * 0.14),
            ]
            cel.canvas.polygon(beam, Linear(lamp, beam[1], ((1.0, 0.93, 0.74), cel.light.haze)), 0.20)
    for part in (0.2, 0.46):
        cel.pane(
            (
                (x - high * 0.012, y + high * part),
                (x + high * 0.012, y + high * part),
                (x + high * 0.012, y + high * (part + 0.05)),
                (x - high * 0.012, y + high * (part + 0.05)),
            )
        )


def fence(cel: Cel, left: float, right: float, high: float, colour: Colour = WOOD, gap: float = 1.6) -> None:
    """Posts and two rails."""
    for part in (0.45, 0.8):
        cel.stroke(((left, high * part), (right, high * part)), high * 0.08, colour, 0.35)
    for i in range(int((right - left) / gap) + 1):
        x = left + i * gap
        cel.rectangle(x - high * 0.05, 0, x + high * 0.05, high, mix(colour, INK, 0.2), 0.4)


def street_lamp(cel: Cel, x: float, high: float = 3.6) -> None:
    """A cast-iron street lamp."""
    cel.stroke(((x, 0), (x, high - 0.5)), 0.09, IRON, 0.5)
    cel.rectangle(x - 0.14, 0, x + 0.14, 0.35, IRON, 0.5)
    glass = ((x - 0.13, high - 0.5), (x + 0.13, high - 0.5), (x + 0.2, high - 0.08), (x - 0.2, high - 0.08))
    cel.pane(glass)
    cel.polygon(((x - 0.26, high - 0.08), (x + 0.26, high - 0.08), (x, high + 0.14)), IRON, 0.5)
    if cel.light.lamps:
        cel.lamplight((x, high - 0.28), 1.9, 0.75)


def gravestone(cel: Cel, rng: Random, x: float, high: float) -> None:
    """A headstone or a cross, a little askew."""
    lean, w = rng.uniform(-0.06, 0.06), high * 0.36
    tint = tinted((0.50, 0.51, 0.50), rng, 0.08)
    if rng.random() < 0.3:
        cel.polygon(((x - 0.07, 0), (x + 0.07, 0), (x + 0.07 + lean, high), (x - 0.07 + lean, high)), tint, 0.45)
        cel.rectangle(x - w * 0.75 + lean * 0.7, high * 0.62, x + w * 0.75 + lean * 0.7, high * 0.76, tint, 0.4)
        return
    cel.smooth(
        (
            (x - w, 0),
            (x - w + lean, high * 0.75),
            (x - w * 0.5 + lean, high * 0.97),
            (x + lean, high * 1.04),
            (x + w * 0.5 + lean, high * 0.97),
            (x + w + lean, high * 0.75),
            (x + w, 0),
        ),
        mix(tint, INK, 0.25),
        0.6,
    )
    cel.smooth(
        (
            (x - w + 0.05, 0),
            (x - w + lean + 0.05, high * 0.73),
            (x + lean + 0.03, high),
            (x + w * 0.8 + lean, high * 0.73),
            (x + w * 0.8, 0),
        ),
        tint,
        0.3,
    )
    for i in range(3):
        cel.stroke(
            ((x - w * 0.45, high * (0.68 - 0.12 * i)), (x + w * 0.4, high * (0.68 - 0.12 * i))), 0.02, INK, 0.6, 0.5
        )


def stall(cel: Cel, rng: Random, x: float, wide: float) -> None:
    """A market stall: striped awning, boxes of wares."""
    cloth = rng.choice(((0.64, 0.24, 0.20), (0.24, 0.42, 0.38), (0.70, 0.54, 0.24), (0.34, 0.36, 0.56)))
    for side in (-1, 1):
        cel.rectangle(x + side * wide / 2 - 0.04, 0, x + side * wide / 2 + 0.04, 2.4, DARK_WOOD, 0.4)
    cel.rectangle(x - wide / 2, 0.1, x + wide / 2, 0.9, WOOD, 0.5)
    strips = 8
    for i in range(strips):
        a, b = x - wide * 0.58 + i * wide * 1.16 / strips, x - wide * 0.58 + (i + 1) * wide * 1.16 / strips
        cel.polygon(
            ((a, 2.05), (b, 2.05), (x + (b - x) * 0.85, 2.75), (x + (a - x) * 0.85, 2.75)),
            cloth if i % 2 else WHITE,
            0.25,
        )
        cel.ellipse(((a + b) / 2, 2.05), (b - a) / 2, 0.12, cloth if i % 2 else WHITE, 0.35)
    for i in range(int(wide / 0.5)):
        bx = x - wide / 2 + 0.28 + i * 0.5
        tint = rng.choice(((0.76, 0.34, 0.20), (0.52, 0.60, 0.24), (0.84, 0.68, 0.30), (0.56, 0.28, 0.36)))
        for k in range(5):
            cel.ellipse((bx + (k - 2) * 0.085, 0.95 + (0.08 if k % 2 else 0.0)), 0.075, 0.07, tinted(tint, rng), 0.25)
