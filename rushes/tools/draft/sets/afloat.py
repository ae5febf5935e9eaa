"""What floats: boats and ships, in the distance or at the quay."""

from rushes.tools.draft.cel import Cel
from rushes.tools.draft.colour import Colour, mix
from rushes.tools.draft.sets.walls import DARK_WOOD, INK, WHITE


def boat(
    cel: Cel,
    x: float,
    long: float,
    colour: Colour = (0.46, 0.28, 0.20),
    *,
    y: float = 0.0,
    mast: bool = False,
    sail: Colour | None = None,
) -> None:
    """A small boat afloat, with or without a sail."""
    h = long * 0.17
    if mast:
        cel.stroke(((x, y + h * 0.5), (x, y + long * 1.15)), long * 0.022, DARK_WOOD, 0.4)
        if sail is not None:
            cel.smooth(
                (
                    (x + long * 0.03, y + long * 0.22),
                    (x + long * 0.05, y + long * 1.1),
                    (x + long * 0.3, y + long * 0.6),
                    (x + long * 0.42, y + long * 0.25),
                ),
                sail,
                0.2,
            )
            cel.polygon(
                (
                    (x - long * 0.03, y + long * 0.25),
                    (x - long * 0.03, y + long * 0.95),
                    (x - long * 0.36, y + long * 0.26),
                ),
                sail,
                0.45,
            )
    hull = (
        (x - long * 0.5, y + h),
        (x - long * 0.38, y - h * 0.1),
        (x + long * 0.36, y - h * 0.1),
        (x + long * 0.54, y + h * 1.12),
    )
    cel.polygon(hull, colour, 0.5)
    cel.stroke(
        ((x - long * 0.5, y + h), (x, y + h * 0.86), (x + long * 0.54, y + h * 1.12)),
        h * 0.22,
        mix(colour, WHITE, 0.4),
        0.15,
        curved=True,
    )
    cel.shadow((x, y - h * 0.2), long * 0.6, h * 0.5, 0.4)


def tall_ship(cel: Cel, x: float, long: float, *, y: float = 0.0) -> None:
    """A square-rigged ship at anchor, three masts."""
    for i, tall in enumerate((0.72, 0.86, 0.62)):
        mx = x + (i - 1) * long * 0.27
        cel.stroke(((mx, y + long * 0.05), (mx, y + long * tall)), long * 0.012, DARK_WOOD, 0.5)
        for part, half in ((0.35, 0.12), (0.6, 0.1), (0.82, 0.07)):
            yard = y + long * tall * part
            cel.stroke(((mx - long * half, yard), (mx + long * half, yard)), long * 0.008, DARK_WOOD, 0.5)
            cel.smooth(
                (
                    (mx - long * half * 0.95, yard),
                    (mx - long * half, yard - long * 0.1),
                    (mx, yard - long * 0.13),
                    (mx + long * half, yard - long * 0.1),
                    (mx + long * half * 0.95, yard),
                ),
                (0.82, 0.77, 0.66),
                0.35,
            )
        cel.stroke(((mx, y + long * tall), (mx - long * 0.2, y + long * 0.07)), long * 0.003, INK, 0.5, 0.7)
    hull = (
        (x - long * 0.48, y + long * 0.14),
        (x - long * 0.42, y - 0.2),
        (x + long * 0.4, y - 0.2),
        (x + long * 0.5, y + long * 0.12),
        (x + long * 0.3, y + long * 0.08),
        (x - long * 0.3, y + long * 0.08),
    )
    cel.polygon(hull, (0.26, 0.18, 0.15), 0.5)
    cel.stroke(
        ((x - long * 0.44, y + long * 0.06), (x + long * 0.43, y + long * 0.06)),
        long * 0.012,
        mix(WHITE, DARK_WOOD, 0.3),
        0.3,
    )
    cel.stroke(((x + long * 0.48, y + long * 0.11), (x + long * 0.66, y + long * 0.18)), long * 0.01, DARK_WOOD, 0.5)
