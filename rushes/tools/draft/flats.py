"""The set's upright pieces and its lamps, painted as layers."""

from dataclasses import replace
from random import Random

from rushes.film.vocabulary import Weather
from rushes.tools.draft.canvas import Canvas, View
from rushes.tools.draft.cel import Cel
from rushes.tools.draft.easel import Easel, blank_size, cropped
from rushes.tools.draft.layer import Layer
from rushes.tools.draft.sets.plan import Lamp, Piece, SetPlan

_NEAR = 4.0  # metres behind the subject
_SPARE = 0.028  # of the frame width: less parallax than this between two pieces is not worth a layer


def _settled(easel: Easel, piece: Piece) -> Piece:
    """In still air only what is near can be seen to sway."""
    windy = easel.setup.weather in (Weather.WIND, Weather.STORM)
    return piece if windy or piece.p < _NEAR else replace(piece, sway=0.0)


def piece_layers(easel: Easel, plan: SetPlan) -> list[tuple[Piece, Layer]]:
    """The upright pieces, near neighbours in depth painted on one layer."""
    camera = easel.camera
    pieces = [_settled(easel, piece) for piece in plan.pieces]
    order = sorted(enumerate(pieces), key=lambda entry: (-entry[1].p, entry[0]))
    groups: list[list[tuple[int, Piece]]] = []
    for index, piece in order:
        ahead = camera.forward(0.0, piece.p)
        if ahead < 0.45:
            continue
        previous = groups[-1][-1][1] if groups else None
        first = camera.forward(0.0, groups[-1][0][1].p) if groups else 1.0
        if previous is not None and (
            easel.move.parallax(first, ahead) < _SPARE * easel.framing.size.width
            and abs(easel.blur_at(first) - easel.blur_at(ahead)) < 1.2
            and (previous.p > 0.2) == (piece.p > 0.2)
            and bool(previous.sway) == bool(piece.sway)
        ):
            groups[-1].append((index, piece))
        else:
            groups.append([(index, piece)])
    painted = ((group[-1][1], _paint_group(easel, group)) for group in groups)
    return [(piece, layer) for piece, layer in painted if layer is not None]


def _paint_group(easel: Easel, group: list[tuple[int, Piece]]) -> Layer | None:
    camera, size = easel.camera, easel.framing.size
    p = sum(piece.p for _, piece in group) / len(group)
    ahead = camera.forward(0.0, p)
    blur = easel.blur_at(ahead)
    resolution = 1.0 if blur < 2.5 else 0.5 if blur < 6 else 0.25
    box = easel.box(ahead)
    width, height = blank_size(box, resolution)
    corner = (float(box[0]), float(box[1]))
    canvas = Canvas(camera.view(p, width, height, corner, resolution))
    for index, piece in group:
        own = Canvas(camera.view(piece.p, width, height, corner, resolution))
        own.pixels = canvas.pixels
        piece.draw(
            Cel(own, easel.light, max(piece.p, 0.0), easel.snow), Random(f"piece {easel.setup.location.id} {index}")
        )
        canvas.pixels = own.pixels
    canvas.blur(blur * resolution)
    scale = camera.scale_at(p)
    sway = max(piece.sway for _, piece in group) * scale
    foot = camera.project(0.0, 0.0, p)
    layer = Layer((), corner, resolution, ahead, sway=sway, foot=foot, height=2 * scale)
    return cropped(canvas.pixels, layer, size)


def lamp_layers(easel: Easel, lamp: Lamp) -> list[Layer]:
    """A lamp's halo as light that flickers; by day it hardly shows."""
    camera, light = easel.camera, easel.light
    ahead = camera.forward(0.0, lamp.p)
    if ahead < 0.5:
        return []
    strength = lamp.strength * (1.0 if light.night else 0.75 if light.lamps else 0.4)
    reach = lamp.radius * camera.scale_at(lamp.p)
    centre = camera.project(lamp.x, lamp.y, lamp.p)
    resolution = 0.25 if reach > 60 else 1.0
    side = max(4, min(int(2 * reach * resolution), 900))
    resolution = side / (2 * reach)
    canvas = Canvas(View(side, side, 1.0, (side / 2, side / 2)))
    canvas.glow((0.0, 0.0), side / 2, light.lamp, strength)
    corner = (centre[0] - reach, centre[1] - reach)
    return [Layer((canvas.pixels,), corner, resolution, ahead, flicker=lamp.flicker)]
