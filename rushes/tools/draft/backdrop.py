"""What lies behind the set's pieces: sky, ground, ceiling, side walls, the light on water."""

from dataclasses import replace
from random import Random

import numpy as np

from rushes.tools.draft.cel import Cel
from rushes.tools.draft.colour import mix
from rushes.tools.draft.easel import INFINITY, Easel, cropped, flat_canvas, grain
from rushes.tools.draft.layer import Layer, lay
from rushes.tools.draft.sets.plan import SetPlan
from rushes.tools.draft.sets.surface import Surface, SurfaceCel
from rushes.tools.draft.sky import paint_clouds, paint_heavens, paint_sky

_GLOOM = (0.2, 0.18, 0.17)  # what shows past a room's walls
_VOID = ((0.02, 0.03, 0.08), (0.05, 0.05, 0.13), (0.10, 0.08, 0.20))  # the sky of space


def sky_layers(easel: Easel, plan: SetPlan) -> list[Layer]:
    """The sky with its clouds, or the darkness behind a room."""
    framing, light, setup = easel.framing, easel.light, easel.setup
    box = easel.box(INFINITY)
    canvas = flat_canvas(box)
    horizon = framing.camera.horizon
    reach = framing.size.height * 0.75
    corner = (float(box[0]), float(box[1]))
    if not plan.sky:
        canvas = flat_canvas((0, 0, 1, 1))
        canvas.pixels[...] = (*(round(255 * part) for part in Cel(canvas, light, 5.0).tone(_GLOOM, 0.9)), 255)
        return [Layer((canvas.pixels,), (0.0, 0.0), 1.0, INFINITY, solid=True)]
    paint_sky(canvas, replace(light, sky=_VOID) if plan.starfield else light, horizon, reach)
    rng = Random(f"heavens {setup.location.id}")
    paint_heavens(canvas, light, setup.time_of_day, setup.weather, horizon, reach, rng, stars=plan.starfield)
    grain(canvas.pixels, framing.size)
    layers = [Layer((canvas.pixels,), corner, 1.0, INFINITY, solid=True)]
    if not plan.starfield:
        blow = framing.size.width * (0.012 if setup.weather.value in ("wind", "storm") else 0.004)
        wide = (box[0], box[1], box[2] + int(blow * setup.shot.seconds) + 2, min(box[3], int(horizon) + 2))
        if wide[3] > wide[1] + 8:
            clouds = flat_canvas(wide)
            if paint_clouds(clouds, light, setup.weather, horizon, reach, easel.seed % 9973):
                if easel.move.deep:  # a travelling camera hides their drift
                    lay(canvas.pixels, clouds.pixels, np.eye(3))
                else:
                    layers.append(Layer((clouds.pixels,), corner, 1.0, INFINITY, wind=(-blow, 0.0)))
    return layers


def surface_layers(easel: Easel, plan: SetPlan) -> list[Layer]:
    """Floors, ceilings, side walls and open ground, far ones first."""
    layers: list[Layer] = []
    for i, surface in enumerate(plan.surfaces):
        layer = _surface(easel, surface, Random(f"surface {easel.setup.location.id} {i}"))
        if layer is not None:
            layers.append(layer)
    return layers


def _surface(easel: Easel, surface: Surface, rng: Random) -> Layer | None:
    camera = easel.camera
    near, far = camera.nearest_p() + 0.35, surface.far
    overhead = surface.at(0.0, 0.0)[1]
    if near >= far - 0.05 or 0 < overhead <= camera.height + 0.1:
        return None
    pins = tuple(
        (camera.project(*surface.at(a, p)), camera.forward(*surface.at(a, p)[1:]))
        for a, p in ((0.0, near + 0.5), (2.0, near + 0.5), (2.0, min(far, near + 12)), (0.0, min(far, near + 12)))
    )
    box = easel.box(max(camera.forward(*surface.at(0.0, near)[1:]), 0.5))
    outer = easel.box(camera.forward(*surface.at(0.0, far)[1:]))
    spare = int(0.3 * easel.framing.size.width)  # near ground slides far, but only its lowest rows do
    box = (
        max(min(box[0], outer[0]), outer[0] - spare),
        min(box[1], outer[1]),
        min(max(box[2], outer[2]), outer[2] + spare),
        max(box[3], outer[3]),
    )
    canvas = flat_canvas(box)
    surface.draw(SurfaceCel(canvas, camera, easel.light, surface.at, near, far), rng)
    return cropped(canvas.pixels, Layer((), (float(box[0]), float(box[1])), 1.0, pins[0][1], pins), easel.framing.size)


def glint_layers(easel: Easel) -> list[Layer]:
    """Light on open water, in two layers that slide against each other."""
    camera, size = easel.camera, easel.framing.size
    horizon, bottom = int(camera.horizon) + 2, int(1.15 * size.height)
    if horizon >= bottom - 4:
        return []
    layers: list[Layer] = []
    bright = mix(easel.light.sky[2], (1.0, 1.0, 1.0), 0.4)
    for way in (1.0, -1.0):
        rng = Random(f"glints {easel.setup.location.id} {way}")
        canvas = flat_canvas((int(-0.2 * size.width), horizon, int(1.2 * size.width), bottom))
        for _ in range(130):
            v = horizon + (bottom - horizon) * rng.random() ** 1.6
            part = (v - horizon) / size.height
            u, long = rng.uniform(-0.2, 1.2) * size.width, size.width * (0.006 + 0.11 * part) * rng.uniform(0.5, 1.2)
            thick = size.height * (0.0012 + 0.012 * part)
            shape = ((u - long, -v), (u, -v + thick), (u + long, -v), (u, -v - thick))
            canvas.polygon(shape, bright, 0.30)
        corner = (float(int(-0.2 * size.width)), float(horizon))
        layers.append(Layer((canvas.pixels,), corner, 1.0, camera.forward(0.0, 20.0), bob=way * size.width * 0.006))
    return layers
