"""Furniture and fittings. Each stands on the ground at x unless a height y is given; sizes in metres."""

from random import Random

from rushes.tools.draft.cel import Cel
from rushes.tools.draft.colour import Colour, Linear, mix
from rushes.tools.draft.sets.walls import DARK_WOOD, INK, IRON, WHITE, WOOD, shelf_board, tinted

_SPINES: tuple[Colour, ...] = (
    (0.45, 0.18, 0.15),
    (0.20, 0.28, 0.34),
    (0.34, 0.36, 0.22),
    (0.56, 0.44, 0.26),
    (0.30, 0.20, 0.26),
    (0.62, 0.56, 0.44),
)
_GLASS: tuple[Colour, ...] = (
    (0.22, 0.36, 0.24),
    (0.46, 0.26, 0.14),
    (0.56, 0.54, 0.42),
    (0.26, 0.34, 0.42),
    (0.50, 0.18, 0.16),
)


def table(cel: Cel, x: float, wide: float, high: float, colour: Colour, *, cloth: Colour | None = None) -> None:
    """A table from the front."""
    for side in (-1, 1):
        leg = x + side * (wide / 2 - 0.1)
        cel.rectangle(leg - 0.045, 0, leg + 0.045, high, mix(colour, INK, 0.3), 0.55)
    cel.rectangle(x - wide / 2 + 0.06, high - 0.16, x + wide / 2 - 0.06, high - 0.04, mix(colour, INK, 0.2), 0.5)
    cel.rectangle(x - wide / 2, high - 0.05, x + wide / 2, high, mix(colour, WHITE, 0.12), 0.15)
    if cloth is not None:
        drop = [
            (x - wide / 2 - 0.03, high),
            (x + wide / 2 + 0.03, high),
            (x + wide / 2, high - 0.36),
            (x + wide * 0.2, high - 0.30),
            (x - wide * 0.15, high - 0.38),
            (x - wide / 2, high - 0.31),
        ]
        cel.polygon(drop, cloth, 0.2)


def desk(cel: Cel, rng: Random, x: float, wide: float, colour: Colour) -> None:
    """A writing desk with drawers, papers and books on it."""
    cel.rectangle(x - wide / 2, 0, x + wide / 2, 0.78, colour, 0.5)
    cel.rectangle(x - wide * 0.2, 0, x + wide * 0.2, 0.62, INK, 0.9, 0.6)
    for side in (-1, 1):
        for i in range(3):
            cx = x + side * wide * 0.35
            cel.rectangle(
                cx - wide * 0.12, 0.08 + i * 0.22, cx + wide * 0.12, 0.26 + i * 0.22, mix(colour, WHITE, 0.1), 0.4
            )
            cel.ellipse((cx, 0.17 + i * 0.22), 0.02, 0.02, (0.75, 0.6, 0.3), 0.0)
    cel.rectangle(x - wide / 2 - 0.05, 0.76, x + wide / 2 + 0.05, 0.82, mix(colour, WHITE, 0.16), 0.1)
    cel.polygon(((x - 0.3, 0.82), (x + 0.05, 0.82), (x + 0.02, 0.845), (x - 0.27, 0.845)), WHITE, 0.1)
    row_of_books(cel, rng, x + wide * 0.18, x + wide * 0.44, 0.82, 0.22)


def chair(cel: Cel, x: float, colour: Colour, *, high: float = 1.0, facing: int = 1) -> None:
    """A plain chair from the side."""
    cel.rectangle(x - 0.22, 0.43, x + 0.22, 0.48, colour, 0.2)
    for leg in (-0.2, 0.18):
        cel.rectangle(x + leg - 0.02, 0, x + leg + 0.025, 0.45, mix(colour, INK, 0.3), 0.5)
    back = x - facing * 0.21
    cel.polygon(
        (
            (back - 0.025, 0.45),
            (back + 0.025, 0.45),
            (back + 0.025 - facing * 0.08, high),
            (back - 0.025 - facing * 0.08, high),
        ),
        colour,
        0.4,
    )


def armchair(cel: Cel, x: float, colour: Colour) -> None:
    """A wing chair, facing the room."""
    cel.smooth(
        (
            (x - 0.42, 0.1),
            (x - 0.44, 0.9),
            (x - 0.3, 1.18),
            (x, 1.22),
            (x + 0.3, 1.18),
            (x + 0.44, 0.9),
            (x + 0.42, 0.1),
        ),
        colour,
        0.5,
    )
    cel.smooth(
        ((x - 0.28, 0.4), (x - 0.26, 1.0), (x, 1.1), (x + 0.26, 1.0), (x + 0.28, 0.4)), mix(colour, WHITE, 0.07), 0.3
    )
    for side in (-1, 1):
        cel.smooth(
            (
                (x + side * 0.5, 0.08),
                (x + side * 0.5, 0.6),
                (x + side * 0.4, 0.66),
                (x + side * 0.3, 0.58),
                (x + side * 0.3, 0.08),
            ),
            colour,
            0.35,
        )
    cel.rectangle(x - 0.3, 0.12, x + 0.3, 0.48, mix(colour, INK, 0.18), 0.4)


def row_of_books(cel: Cel, rng: Random, left: float, right: float, y: float, high: float) -> None:
    """Books standing on a shelf at y."""
    x = left
    while x < right - 0.03:
        wide = rng.uniform(0.03, 0.075)
        tall = high * rng.uniform(0.68, 0.98)
        if rng.random() < 0.93:
            colour = tinted(rng.choice(_SPINES), rng)
            cel.rectangle(x, y, min(x + wide, right), y + tall, colour, 0.35)
            if wide > 0.045:
                cel.rectangle(x, y + tall * 0.75, min(x + wide, right), y + tall * 0.82, (0.72, 0.60, 0.34), 0.3, 0.8)
        x += wide + 0.004


def bookcase(cel: Cel, rng: Random, x: float, wide: float, high: float, colour: Colour = DARK_WOOD) -> None:
    """Shelves full of books."""
    left, right = x - wide / 2, x + wide / 2
    cel.rectangle(left, 0, right, high, colour, 0.45)
    cel.rectangle(left + 0.07, 0.15, right - 0.07, high - 0.1, mix(colour, INK, 0.7), 0.8)
    rows = max(1, round((high - 0.25) / 0.38))
    step = (high - 0.25) / rows
    for i in range(rows):
        y = 0.15 + i * step
        row_of_books(cel, rng, left + 0.09, right - 0.09, y + 0.04, step * 0.84)
        cel.rectangle(left + 0.06, y, right - 0.06, y + 0.045, mix(colour, WHITE, 0.12), 0.2)
    cel.rectangle(left - 0.05, high - 0.1, right + 0.05, high, mix(colour, WHITE, 0.1), 0.25)


def fireplace(cel: Cel, x: float, colour: Colour, *, lit: bool = True) -> None:
    """A chimney breast with a mantel and a burning fire."""
    cel.rectangle(x - 0.85, 0, x + 0.85, 3.4, mix(colour, INK, 0.12), 0.35)
    cel.rectangle(x - 0.72, 0, x + 0.72, 1.18, mix(colour, WHITE, 0.2), 0.25)
    cel.polygon(
        ((x - 0.45, 0), (x + 0.45, 0), (x + 0.45, 0.72), (x + 0.3, 0.86), (x - 0.3, 0.86), (x - 0.45, 0.72)), INK, 0.9
    )
    cel.rectangle(x - 0.9, 1.16, x + 0.9, 1.27, mix(colour, WHITE, 0.3), 0.1)
    if lit:
        flames(cel, x, 0.06, 0.5)
    for log in (-0.16, 0.14):
        cel.stroke(((x + log - 0.2, 0.05), (x + log + 0.2, 0.09)), 0.08, DARK_WOOD, 0.3)


def flames(cel: Cel, x: float, y: float, high: float) -> None:
    """Fire: three tongues, hottest inside."""
    cel.canvas.glow((x, y + high * 0.4), high * 1.7, (1.0, 0.5, 0.18), 0.75)
    for shift, tall, colour in (
        (-0.24, 0.72, (0.93, 0.38, 0.10)),
        (0.22, 0.8, (0.95, 0.42, 0.12)),
        (0.0, 1.0, (0.98, 0.55, 0.16)),
        (0.02, 0.58, (1.0, 0.83, 0.42)),
    ):
        w = high * 0.26
        cx = x + shift * high
        cel.canvas.smooth(
            (
                (cx - w, y),
                (cx - w * 0.9, y + high * tall * 0.35),
                (cx - w * 0.1, y + high * tall),
                (cx + w * 0.6, y + high * tall * 0.45),
                (cx + w, y),
            ),
            colour,
        )


def bottles(cel: Cel, rng: Random, left: float, right: float, y: float) -> None:
    """Bottles and jars on a shelf."""
    x = left + 0.06
    while x < right - 0.05:
        tall, colour = rng.uniform(0.18, 0.32), rng.choice(_GLASS)
        wide = rng.uniform(0.035, 0.055)
        cel.smooth(
            (
                (x - wide, y),
                (x - wide, y + tall * 0.55),
                (x - wide * 0.3, y + tall * 0.75),
                (x - wide * 0.3, y + tall),
                (x + wide * 0.3, y + tall),
                (x + wide * 0.3, y + tall * 0.75),
                (x + wide, y + tall * 0.55),
                (x + wide, y),
            ),
            colour,
            0.3,
        )
        cel.stroke(((x - wide * 0.5, y + tall * 0.1), (x - wide * 0.5, y + tall * 0.5)), 0.012, WHITE, 0.0, 0.6)
        x += wide * 2 + rng.uniform(0.02, 0.09)


def bottle_wall(cel: Cel, rng: Random, x: float, wide: float, low: float, rows: int) -> None:
    """Shelves of bottles behind a bar, with a mirror's sheen."""
    cel.rectangle(x - wide / 2 - 0.08, low - 0.12, x + wide / 2 + 0.08, low + rows * 0.46 + 0.12, DARK_WOOD, 0.4)
    cel.rectangle(x - wide / 2, low, x + wide / 2, low + rows * 0.46, (0.36, 0.34, 0.30), 0.5)
    for i in range(rows):
        shelf_board(cel, x - wide / 2, x + wide / 2, low + i * 0.46 + 0.03, WOOD)
        bottles(cel, rng, x - wide / 2, x + wide / 2, low + i * 0.46 + 0.03)


def counter(cel: Cel, x: float, wide: float, high: float, colour: Colour) -> None:
    """A shop or tavern counter: panels and a bright top."""
    cel.rectangle(x - wide / 2, 0, x + wide / 2, high, colour, 0.5)
    count = max(2, round(wide / 0.7))
    for i in range(count):
        left = x - wide / 2 + (i + 0.1) * wide / count
        cel.rectangle(left, 0.14, left + wide / count * 0.8, high - 0.16, mix(colour, INK, 0.28), 0.5)
    cel.rectangle(x - wide / 2 - 0.06, high - 0.07, x + wide / 2 + 0.06, high, mix(colour, WHITE, 0.22), 0.1)


def bed(cel: Cel, x: float, wide: float, frame: Colour, cover: Colour) -> None:
    """A bed from the side, pillow at the left."""
    left, right = x - wide / 2, x + wide / 2
    cel.rectangle(left - 0.08, 0, left, 1.15, frame, 0.4)
    cel.rectangle(right, 0, right + 0.07, 0.78, frame, 0.4)
    cel.rectangle(left, 0.2, right, 0.4, mix(frame, INK, 0.3), 0.5)
    cel.smooth(((left, 0.36), (left + 0.02, 0.56), (x, 0.60), (right - 0.02, 0.58), (right, 0.34)), WHITE, 0.35)
    cel.smooth(
        (
            (left + wide * 0.28, 0.2),
            (left + wide * 0.26, 0.62),
            (x + wide * 0.1, 0.66),
            (right, 0.6),
            (right + 0.01, 0.16),
        ),
        cover,
        0.3,
    )
    cel.smooth(
        ((left + 0.03, 0.54), (left + 0.05, 0.74), (left + 0.32, 0.78), (left + 0.5, 0.68), (left + 0.5, 0.55)),
        (0.93, 0.92, 0.88),
        0.15,
    )


def hanging_lamp(cel: Cel, x: float, y: float, top: float, *, shade: Colour = (0.25, 0.30, 0.26)) -> None:
    """A shaded lamp on a cord."""
    cel.stroke(((x, y), (x, top)), 0.018, INK, 0.5)
    cel.polygon(((x - 0.2, y - 0.02), (x + 0.2, y - 0.02), (x + 0.06, y + 0.16), (x - 0.06, y + 0.16)), shade, 0.3)
    cel.canvas.ellipse((x, y - 0.03), 0.09, 0.035, (1.0, 0.92, 0.72))
    cel.lamplight((x, y - 0.1), 0.9, 0.55)


def table_lamp(cel: Cel, x: float, y: float, shade: Colour = (0.88, 0.74, 0.48)) -> None:
    """A small lamp with a cloth shade."""
    cel.rectangle(x - 0.02, y, x + 0.02, y + 0.22, (0.5, 0.4, 0.2), 0.3)
    cel.ellipse((x, y + 0.02), 0.08, 0.025, (0.5, 0.4, 0.2), 0.3)
    cone = ((x - 0.15, y + 0.2), (x + 0.15, y + 0.2), (x + 0.08, y + 0.42), (x - 0.08, y + 0.42))
    cel.canvas.polygon(cone, mix(cel.tone(shade), (1.0, 0.88, 0.6), 0.75 if cel.light.lamps else 0.2))
    cel.lamplight((x, y + 0.3), 0.75, 0.5 if cel.light.lamps else 0.12)


def barrel(cel: Cel, x: float, wide: float, high: float, colour: Colour = WOOD, y: float = 0.0) -> None:
    """A standing barrel with hoops."""
    w = wide / 2
    shape = (
        (x - w * 0.8, y),
        (x - w, y + high * 0.5),
        (x - w * 0.8, y + high),
        (x + w * 0.8, y + high),
        (x + w, y + high * 0.5),
        (x + w * 0.8, y),
    )
    cel.smooth(shape, Linear((x - w, 0), (x + w, 0), (mix(colour, WHITE, 0.1), colour, mix(colour, INK, 0.5))), 0.3)
    for part in (0.18, 0.8):
        cel.stroke(
            ((x - w * 0.93, y + high * part), (x, y + high * part - 0.02), (x + w * 0.93, y + high * part)),
            0.04,
            IRON,
            0.4,
        )


def crate(cel: Cel, x: float, side: float, colour: Colour = WOOD, y: float = 0.0) -> None:
    """A wooden box with a brace."""
    cel.rectangle(x - side / 2, y, x + side / 2, y + side * 0.8, colour, 0.35)
    cel.stroke(((x - side / 2, y), (x + side / 2, y + side * 0.8)), side * 0.1, mix(colour, INK, 0.3), 0.4)
    for h in (0.04, 0.72):
        cel.rectangle(x - side / 2, y + side * h, x + side / 2, y + side * (h + 0.08), mix(colour, WHITE, 0.12), 0.25)


def bench(cel: Cel, x: float, wide: float, colour: Colour, *, back: bool = True, high: float = 0.46) -> None:
    """A bench or pew from the front."""
    if back:
        cel.rectangle(x - wide / 2, high, x + wide / 2, high + 0.45, mix(colour, INK, 0.15), 0.45)
        cel.rectangle(x - wide / 2, high + 0.4, x + wide / 2, high + 0.47, mix(colour, WHITE, 0.14), 0.2)
    cel.rectangle(x - wide / 2, high - 0.06, x + wide / 2, high + 0.02, mix(colour, WHITE, 0.1), 0.2)
    for side in (-1, 1):
        cel.rectangle(
            x + side * (wide / 2 - 0.1) - 0.05, 0, x + side * (wide / 2 - 0.1) + 0.05, high, mix(colour, INK, 0.3), 0.5
        )


def panel_of_lights(
    cel: Cel, rng: Random, left: float, low: float, right: float, high: float, casing: Colour = (0.30, 0.33, 0.36)
) -> None:
    """A machine's face: dials, switches and lit indicators."""
    cel.rectangle(left, low, right, high, casing, 0.4)
    cel.rectangle(left + 0.03, low + 0.03, right - 0.03, high - 0.03, mix(casing, INK, 0.35), 0.5)
    rows, columns = max(1, int((high - low) / 0.17)), max(1, int((right - left) / 0.17))
    for j in range(rows):
        for i in range(columns):
            cx, cy = left + (i + 0.5) * (right - left) / columns, low + (j + 0.5) * (high - low) / rows
            choice = rng.random()
            if choice < 0.25:
                cel.ellipse((cx, cy), 0.06, 0.06, WHITE, 0.3)
                cel.stroke(((cx, cy), (cx + rng.uniform(-0.04, 0.04), cy + 0.045)), 0.012, INK)
            elif choice < 0.55:
                colour = rng.choice(((1.0, 0.35, 0.25), (0.45, 0.95, 0.55), (1.0, 0.78, 0.35), (0.45, 0.75, 1.0)))
                cel.canvas.ellipse((cx, cy), 0.022, 0.022, colour)
                cel.canvas.glow((cx, cy), 0.1, colour, 0.4)
            elif choice < 0.8:
                cel.rectangle(cx - 0.05, cy - 0.02, cx + 0.05, cy + 0.02, mix(casing, WHITE, 0.3), 0.2)
