"""Things that burn: lamps, lanterns, candles, fires, matches. They light the air around them."""

from rushes.tools.draft.figures.outline import Outline, arc, curve, oval, round_box, smooth, tube
from rushes.tools.draft.figures.pen import Pen, darker, lighter
from rushes.tools.draft.figures.props.material import BRASS, FLAME, FLAME_CORE, FLAME_TIP, IRON, PAPER, SOOT, WAX, WOOD


def flame(pen: Pen, x: float, y: float, tall: float, *, lean: float = 0.0) -> None:
    """A tongue of flame standing on (x, y)."""
    wide = tall * 0.26

    def tongue(share: float, width: float) -> Outline:
        t, w = tall * share, wide * width
        return smooth([(x, y - t * 0.04), (x + w, y + t * 0.22), (x + w * 0.55, y + t * 0.6),
            (x + lean, y + t), (x - w * 0.5, y + t * 0.55), (x - w, y + t * 0.2)])  # fmt: skip

    pen.burn(tongue(1.0, 1.0), FLAME_TIP)
    pen.burn(tongue(0.78, 0.72), FLAME)
    pen.burn(tongue(0.48, 0.46), FLAME_CORE)


def lamp(pen: Pen) -> None:
    """A table lamp with a shade."""
    pen.shape(
        smooth([(-0.20, 0.0), (-0.20, 0.035), (-0.06, 0.07), (0.06, 0.07), (0.20, 0.035), (0.20, 0.0)]),
        BRASS,
        turn=0.05,
    )
    pen.shape(smooth([(-0.03, 0.06), (-0.10, 0.20), (-0.07, 0.33), (-0.025, 0.38), (-0.02, 0.55),
        (0.02, 0.55), (0.025, 0.38), (0.07, 0.33), (0.10, 0.20), (0.03, 0.06)]), BRASS, turn=0.06)  # fmt: skip
    shade: Outline = [(-0.17, 0.95), (0.17, 0.95), (0.34, 0.52), (-0.34, 0.52)]
    pen.burn(shade, (0.98, 0.80, 0.47))
    pen.burn([(-0.10, 0.93), (0.10, 0.93), (0.20, 0.54), (-0.20, 0.54)], (1.0, 0.91, 0.66))
    for x in (-0.34, -0.17, 0.0, 0.17):
        pen.line([(x * 0.5 + 0.04, 0.95), (x + 0.085, 0.52)], (0.90, 0.66, 0.34), 0.008)
    pen.line([(-0.34, 0.525), (0.34, 0.525)], BRASS, 0.022)
    pen.line([(-0.17, 0.945), (0.17, 0.945)], BRASS, 0.022)
    pen.halo((0.0, 0.70), 0.95, (1.0, 0.74, 0.40), 0.5)


def lantern(pen: Pen) -> None:
    """A storm lantern with a handle."""
    pen.line(arc(0.0, 0.74, 0.20, 0.24, 0, 180), IRON, 0.022)
    pen.burn(
        smooth([(-0.19, 0.22), (-0.21, 0.42), (-0.14, 0.63), (0.14, 0.63), (0.21, 0.42), (0.19, 0.22)]),
        (0.95, 0.70, 0.32),
    )
    pen.burn(oval(0.0, 0.40, 0.14, 0.17), (1.0, 0.84, 0.50))
    flame(pen, 0.0, 0.27, 0.27)
    pen.halo((0.0, 0.40), 0.9, FLAME, 0.6)
    for x in (-0.20, 0.0, 0.20):
        pen.line(curve([(x * 0.95, 0.21), (x * 1.10, 0.42), (x * 0.72, 0.64)]), IRON, 0.018)
    pen.line([(-0.21, 0.42), (0.21, 0.42)], IRON, 0.014)
    pen.shape(
        smooth([(-0.25, 0.0), (-0.25, 0.15), (-0.19, 0.23), (0.19, 0.23), (0.25, 0.15), (0.25, 0.0)]), IRON, turn=0.06
    )
    pen.shape([(-0.20, 0.62), (0.20, 0.62), (0.12, 0.74), (0.06, 0.80), (-0.06, 0.80), (-0.12, 0.74)], IRON, turn=0.05)
    pen.line([(-0.22, 0.10), (0.22, 0.10)], lighter(IRON, 0.3), 0.014)


def candle(pen: Pen) -> None:
    """A candle in a chamberstick."""
    pen.shape(oval(0.0, 0.06, 0.30, 0.06), BRASS, turn=0.04)
    pen.line(arc(0.32, 0.11, 0.09, 0.07, 0, 360), BRASS, 0.03)
    pen.shape([(-0.10, 0.05), (0.10, 0.05), (0.085, 0.19), (-0.085, 0.19)], BRASS, turn=0.05)
    pen.shape(smooth([(-0.072, 0.15), (-0.072, 0.40), (-0.07, 0.61), (0.0, 0.635), (0.07, 0.60),
        (0.072, 0.40), (0.072, 0.15)]), WAX, turn=0.05)  # fmt: skip
    pen.shape(
        smooth([(-0.078, 0.60), (-0.09, 0.44), (-0.062, 0.36), (-0.045, 0.50), (-0.03, 0.61)]),
        lighter(WAX, 0.4),
        turn=0.02,
        ink=0.6,
    )
    pen.line([(0.0, 0.62), (0.008, 0.69)], SOOT, 0.016)
    pen.halo((0.005, 0.79), 0.8, FLAME, 0.6)
    flame(pen, 0.005, 0.665, 0.30)
    pen.burn(oval(0.0, 0.612, 0.058, 0.018), (1.0, 0.86, 0.56))


def fire(pen: Pen) -> None:
    """Burning logs."""
    for near, far in (((-0.44, 0.08), (0.20, 0.22)), ((0.44, 0.08), (-0.20, 0.22)), ((-0.36, 0.06), (0.36, 0.06))):
        pen.shape(tube([(near, 0.065), (far, 0.055)]), darker(WOOD, 0.7), turn=0.04)
        pen.shape(oval(*near, 0.045), lighter(WOOD, 0.15), turn=0.02, ink=0.6)
    heights = ((-0.25, 0.50), (0.24, 0.54), (-0.12, 0.74), (0.14, 0.70), (0.01, 0.94))
    for i, (x, tall) in enumerate(heights):
        flame(pen, x, 0.10, tall * (0.94 + 0.04 * ((pen.cel.seed >> i) % 3)),
            lean=0.04 if (pen.cel.seed >> i) % 2 else -0.04)  # fmt: skip
    for i in range(4):
        pen.burn(oval(-0.2 + 0.13 * i, 0.80 + 0.06 * ((pen.cel.seed >> i) % 3), 0.012, count=8), FLAME)
    pen.halo((0.0, 0.4), 1.3, (1.0, 0.56, 0.22), 0.5)


def match(pen: Pen) -> None:
    """A lit match above its box."""
    pen.shape([(-0.42, 0.0), (0.10, 0.0), (0.10, 0.17), (-0.42, 0.17)], (0.66, 0.24, 0.18), turn=0.05)
    pen.shape([(-0.42, 0.17), (0.10, 0.17), (0.20, 0.24), (-0.32, 0.24)], (0.82, 0.72, 0.52), turn=0)
    pen.shape([(0.10, 0.0), (0.20, 0.07), (0.20, 0.24), (0.10, 0.17)], darker(SOOT, 0.1), turn=0)
    pen.flat(round_box(-0.34, 0.04, 0.02, 0.13, 0.03), PAPER)
    pen.flat(oval(-0.16, 0.085, 0.05, 0.03), (0.66, 0.24, 0.18))
    pen.shape([(-0.22, 0.31), (-0.19, 0.28), (0.25, 0.635), (0.22, 0.665)], (0.86, 0.72, 0.50), turn=0.01)
    pen.shape(oval(0.245, 0.66, 0.038, 0.045, tilt=-50), SOOT, turn=0.02)
    pen.halo((0.255, 0.78), 0.8, FLAME, 0.6)
    flame(pen, 0.255, 0.62, 0.38, lean=0.02)


LIGHTS = {"lamp": lamp, "lantern": lantern, "candle": candle, "fire": fire, "match": match}
