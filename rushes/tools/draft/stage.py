"""A stage: the layers of one shot, painted for its framing, with room for its camera move."""

from dataclasses import dataclass

from rushes.film.frames import Size
from rushes.film.setup import Setup
from rushes.film.vocabulary import Setting, ShotSize, Weather
from rushes.tools.draft.backdrop import glint_layers, sky_layers, surface_layers
from rushes.tools.draft.canvas import Pixels
from rushes.tools.draft.dressing import prop_layers
from rushes.tools.draft.easel import INFINITY, Box, Easel
from rushes.tools.draft.flats import lamp_layers, piece_layers
from rushes.tools.draft.framing import Framing, framing_for
from rushes.tools.draft.layer import Layer, flattened
from rushes.tools.draft.light import light_for
from rushes.tools.draft.move import CameraMove
from rushes.tools.draft.performance import figure_layers
from rushes.tools.draft.sets import plan_set
from rushes.tools.draft.sets.plan import Life
from rushes.tools.draft.vignette import vignette
from rushes.tools.draft.weather import Sheet, sheets_for

_FACES = frozenset({ShotSize.MEDIUM_CLOSE, ShotSize.CLOSE, ShotSize.EXTREME_CLOSE, ShotSize.INSERT})
_FAR_OFF = 5.0
"""Times the subject's distance."""


@dataclass(frozen=True, slots=True)
class Stage:
    """Everything a shot's frames are composed from, back to front. Never changed once painted.

    The camera moves the first `behind` layers as one, as if all stood `distance` metres before the lens;
    `reach` is what the shot will see at that distance.
    """

    framing: Framing
    move: CameraMove
    layers: tuple[Layer, ...]
    air: tuple[Sheet, ...]
    vignette: Pixels
    behind: int
    distance: float
    reach: Box


def paint_stage(setup: Setup, size: Size, seed: int) -> Stage:
    """Paint every layer of a shot. `seed` varies the small things; the set itself belongs to its location."""
    light = light_for(setup.setting, setup.time_of_day, setup.weather, setup.mood)
    framing = framing_for(setup, size)
    shot = setup.shot
    move = CameraMove(
        shot.move, shot.angle, shot.size, shot.seconds, size.width, framing.camera, seed, not framing.marks
    )
    plan = plan_set(setup, light)
    easel = Easel(setup, framing, move, light, seed, 0.85 if plan.snowy else 0.0)
    layers = [*sky_layers(easel, plan), *surface_layers(easel, plan)]
    if Life.WATER in plan.life:
        layers += glint_layers(easel)
    upright = [(piece.p, [layer]) for piece, layer in piece_layers(easel, plan)]
    upright += [(lamp.p, [layer]) for lamp in plan.lamps for layer in lamp_layers(easel, lamp)]
    upright += figure_layers(setup, framing, light, seed)
    upright += prop_layers(setup, framing, light, seed)
    for _, group in sorted(upright, key=lambda entry: -entry[0]):
        layers += group
    outdoors = setup.setting is Setting.EXTERIOR
    air = sheets_for(
        setup.weather if outdoors and not plan.starfield else Weather.CLEAR,
        light,
        size,
        seed,
        dust=Life.DUST in plan.life or not outdoors,
        leaves=Life.LEAVES in plan.life,
    )
    if not move.deep:
        layers = flattened(layers, size)
    shade = vignette(size, setup.mood, light, shot.angle)
    behind = _behind(easel, layers)
    upright = [layer.ahead for layer in layers[:behind] if not layer.pins and not layer.alive]
    distance = upright[-1] if upright else INFINITY
    return Stage(framing, move, tuple(layers), air, shade, behind, distance, easel.box(distance))


def _behind(easel: Easel, layers: list[Layer]) -> int:
    """How many layers at the back the camera moves as one.

    A turn parts them by too little to see. A camera that travels parts them, but behind a face
    they are out of focus, and in a wide shot only those far off keep together.
    """
    move = easel.move
    flat = not move.deep or move.size in _FACES
    nearest = 2.0 if move.turns or move.deep else 0.0
    near = (nearest if flat else _FAR_OFF) * easel.camera.distance
    together = (layer.calm and ((flat and bool(layer.pins)) or layer.ahead > near) for layer in layers)
    return next((i for i, fits in enumerate(together) if not fits), len(layers))
