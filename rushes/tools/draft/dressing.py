"""The shot's props on the stage: the subject of an insert, or set beside the figures."""

from random import Random

from rushes.film.setup import Setup
from rushes.film.vocabulary import Facing, Prop, Setting, ShotSize
from rushes.tools.draft.canvas import Canvas
from rushes.tools.draft.cel import Cel
from rushes.tools.draft.colour import Colour, Linear, mix
from rushes.tools.draft.framing import Framing, Mark
from rushes.tools.draft.layer import Layer
from rushes.tools.draft.light import Light

_TABLE: Colour = (0.34, 0.23, 0.16)
_HELD = 0.62  # metres: anything shorter is held or stands on something
_HUNG = {
    Prop.WINDOW: 0.9,
    Prop.MIRROR: 1.15,
    Prop.POSTER: 1.2,
    Prop.CLOCK: 1.5,
    Prop.PHOTOGRAPH: 1.2,
    Prop.MOON: 5.5,
    Prop.STAR: 6.0,
}
_OF_THE_HOUSES = frozenset({Prop.WINDOW, Prop.DOOR})
"""Outdoors the set's own buildings have them; one standing free in a street is a stage flat."""

_BEHIND = {
    Prop.DOOR: 1.6,
    Prop.WINDOW: 1.7,
    Prop.MIRROR: 1.6,
    Prop.POSTER: 1.7,
    Prop.CLOCK: 1.65,
    Prop.TREE: 5.0,
    Prop.CAR: 2.2,
    Prop.CARRIAGE: 3.0,
    Prop.TRAIN: 6.0,
    Prop.SHIP: 60.0,
    Prop.BOAT: 5.0,
    Prop.STATUE: 3.0,
    Prop.MOON: 70.0,
    Prop.STAR: 80.0,
    Prop.MACHINE: 1.8,
    Prop.BED: 1.5,
    Prop.TABLE: 0.6,
    Prop.FIRE: 1.2,
}
_SHINING = {Prop.LAMP, Prop.LANTERN, Prop.CANDLE, Prop.FIRE, Prop.MATCH, Prop.STAR, Prop.MOON}


def prop_layers(setup: Setup, framing: Framing, light: Light, seed: int) -> list[tuple[float, list[Layer]]]:
    """Each prop as (its p, its layers)."""
    props = tuple(_as_found(prop, setup.setting) for prop in setup.shot.props)
    if not props:
        return []
    if setup.shot.size is ShotSize.INSERT:
        entries = [
            (0.02, [_insert_ground(framing, light)]),
            (0.0, [_standing(framing, light, seed, props[0], 0.0, 0.0, framing.base)]),
        ]
        beside = props[1:3]
        for i, prop in enumerate(beside):
            x = framing.metres * (0.62 if i else -0.62)
            entries.append((0.01, [_standing(framing, light, seed + i, prop, x, 0.3 * framing.metres, framing.base)]))
        return entries
    rng = Random(f"props {setup.shot.number}")
    outdoors = setup.setting is Setting.EXTERIOR
    standing = [prop for prop in props if not (outdoors and prop in _OF_THE_HOUSES)]
    return [_beside(framing, light, seed, prop, i, rng) for i, prop in enumerate(standing)]


def _beside(
    framing: Framing, light: Light, seed: int, prop: Prop, index: int, rng: Random
) -> tuple[float, list[Layer]]:
    """Small things at a figure's hands or on the ground before them, large ones behind."""
    from rushes.tools.draft.figures import prop_size  # noqa: PLC0415 - drawing is loaded when a frame is painted

    size = prop_size(prop)
    p = _BEHIND.get(prop, -0.05 if size < _HELD else 0.7)
    mark = framing.marks[index % len(framing.marks)] if framing.marks else None
    wide = framing.metres * framing.size.width / framing.size.height
    if mark is not None and size < _HELD and prop not in _HUNG:
        y = max(mark.head - 0.62, 0.0) + 0.06 * index
        return p, [_standing(framing, light, seed, prop, mark.x + _ahead(mark) * (0.34 + size / 2), p, y)]
    side = -1 if (mark is not None and mark.x > 0) or (mark is None and index % 2) else 1
    spread = min(max(0.5 * size + 0.55, 0.26 * wide), max(0.36 * wide, 0.6))
    x = (mark.x * 0.3 if mark is not None else 0.0) + side * spread * (1 + 0.15 * index) * framing.camera.forward(
        0, p
    ) / framing.camera.forward(0, 0)
    return p + 0.01 * rng.random(), [_standing(framing, light, seed, prop, x, p, _HUNG.get(prop, 0.0))]


def _ahead(mark: Mark) -> float:
    return -1.0 if mark.figure.facing is Facing.LEFT else 1.0


def _as_found(prop: Prop, setting: Setting) -> Prop:
    """What the word means there: a lamp out of doors is no table lamp."""
    return Prop.LANTERN if prop is Prop.LAMP and setting is Setting.EXTERIOR else prop


def _standing(framing: Framing, light: Light, seed: int, prop: Prop, x: float, p: float, y: float) -> Layer:
    from rushes.tools.draft.figures import draw_prop, prop_extent, prop_size  # noqa: PLC0415 - as above

    camera, frame = framing.camera, framing.size
    size = prop_size(prop)
    wide, tall = prop_extent(prop, size)
    scale = camera.scale_at(p)
    foot = camera.project(x, y, p)
    room = size * 0.3 if framing.base == 0 and prop not in _SHINING else size * 1.6
    left, right = foot[0] - (wide / 2 + room) * scale, foot[0] + (wide / 2 + room) * scale
    top, bottom = foot[1] - (tall + room) * scale, foot[1] + room * scale
    left, right = max(left, -0.3 * frame.width), min(right, 1.3 * frame.width)
    top, bottom = max(top, -0.3 * frame.height), min(bottom, 1.3 * frame.height)
    corner = (float(int(left)), float(int(top)))
    canvas = Canvas(camera.view(p, max(2, int(right - left)), max(2, int(bottom - top)), corner))
    if y < 0.01 or framing.base == y:
        canvas.soft((x, y), wide * 0.6, max(0.05 * wide, 0.02 * size), (0.05, 0.05, 0.08), 0.5)
    draw_prop(canvas, prop, (x, y), size, light, seed % 65536)
    return Layer((canvas.pixels,), corner, 1.0, camera.forward(0.0, p), foot=foot)


def _insert_ground(framing: Framing, light: Light) -> Layer:
    """What an insert's object stands on: a dark table top with a soft far edge."""
    camera, size = framing.camera, framing.size
    left, top = -0.2 * size.width, -0.2 * size.height
    corner = (float(int(left)), float(int(top)))
    canvas = Canvas(camera.view(0.0, int(1.4 * size.width), int(1.4 * size.height), corner))
    cel = Cel(canvas, light, 0.0)
    m, base = framing.metres, framing.base
    edge = base + 0.10 * m
    cel.rectangle(
        -3 * m,
        base - m,
        3 * m,
        edge,
        Linear((0, edge), (0, base - 0.5 * m), (mix(_TABLE, (1, 1, 1), 0.16), _TABLE, mix(_TABLE, (0, 0, 0), 0.45))),
        0.3,
    )
    for i in range(7):
        y = edge - 0.012 * m * (i + 1) ** 1.7
        cel.stroke(((-3 * m, y), (3 * m, y + 0.01 * m)), 0.004 * m, (0.1, 0.07, 0.06), 0.5, 0.4)
    canvas.blur(size.height / 500)
    return Layer((canvas.pixels,), corner, 1.0, camera.forward(0.0, 0.0))
