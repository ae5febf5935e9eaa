"""Props: every object of the vocabulary, drawn upright on its ground point."""

from collections.abc import Callable
from typing import Final

from rushes.film.vocabulary import Prop
from rushes.tools.draft.canvas import Canvas
from rushes.tools.draft.figures.cel import Cel
from rushes.tools.draft.figures.outline import Point
from rushes.tools.draft.figures.pen import Pen, pen_on
from rushes.tools.draft.figures.props.apparatus import APPARATUS
from rushes.tools.draft.figures.props.furniture import FURNITURE
from rushes.tools.draft.figures.props.gear import GEAR
from rushes.tools.draft.figures.props.lights import LIGHTS
from rushes.tools.draft.figures.props.nature import NATURE
from rushes.tools.draft.figures.props.papers import PAPERS
from rushes.tools.draft.figures.props.tableware import TABLEWARE
from rushes.tools.draft.figures.props.vehicles import VEHICLES
from rushes.tools.draft.light import Light

_DRAWN: dict[str, Callable[[Pen], None]] = {**LIGHTS, **PAPERS, **FURNITURE, **TABLEWARE, **GEAR,
    **APPARATUS, **VEHICLES, **NATURE}  # fmt: skip

# The longer side of each in metres, as it would stand in the world.
_SIZES: Final[dict[Prop, float]] = {Prop.BOOK: 0.36, Prop.LETTER: 0.24, Prop.NEWSPAPER: 0.55,
    Prop.MAP: 0.70, Prop.PHOTOGRAPH: 0.24, Prop.LAMP: 0.55, Prop.LANTERN: 0.40, Prop.CANDLE: 0.28,
    Prop.FIRE: 0.75, Prop.MATCH: 0.08, Prop.CLOCK: 0.34, Prop.WATCH: 0.10, Prop.KEY: 0.14,
    Prop.DOOR: 2.15, Prop.WINDOW: 1.55, Prop.MIRROR: 0.80, Prop.TABLE: 1.50, Prop.CHAIR: 0.98,
    Prop.BED: 2.0, Prop.CUP: 0.16, Prop.BOTTLE: 0.31, Prop.BREAD: 0.30, Prop.KNIFE: 0.30, Prop.SWORD: 1.0,
    Prop.GUN: 0.30, Prop.ROPE: 0.55, Prop.BAG: 0.48, Prop.BOX: 0.60, Prop.COIN: 0.05, Prop.RING: 0.035,
    Prop.FLOWER: 0.40, Prop.TREE: 5.5, Prop.BELL: 0.24, Prop.TELESCOPE: 1.35, Prop.TELEPHONE: 0.28,
    Prop.RADIO: 0.48, Prop.MICROPHONE: 0.36, Prop.COMPUTER: 0.52, Prop.CAMERA: 0.18, Prop.MACHINE: 1.9,
    Prop.LEVER: 0.95, Prop.WHEEL: 0.95, Prop.TOOLS: 0.36, Prop.CAR: 4.2, Prop.CARRIAGE: 3.6,
    Prop.TRAIN: 9.5, Prop.BICYCLE: 1.75, Prop.BOAT: 3.4, Prop.SHIP: 26.0, Prop.POSTER: 0.80,
    Prop.STATUE: 2.9, Prop.MUSICAL_INSTRUMENT: 0.70, Prop.UMBRELLA: 0.95, Prop.STAR: 0.5, Prop.MOON: 1.2}  # fmt: skip

# Width and height as shares of the longer side, for those that are not square.
_SHAPES: Final[dict[Prop, Point]] = {Prop.BOOK: (1.0, 0.68), Prop.LETTER: (0.98, 0.95),
    Prop.NEWSPAPER: (0.80, 1.0), Prop.MAP: (1.0, 0.74), Prop.PHOTOGRAPH: (0.76, 0.98),
    Prop.LAMP: (0.70, 0.96), Prop.LANTERN: (0.50, 1.0), Prop.CANDLE: (0.75, 0.98),
    Prop.MATCH: (0.85, 1.0), Prop.DOOR: (0.56, 1.0), Prop.WINDOW: (0.96, 1.0), Prop.MIRROR: (0.72, 1.0),
    Prop.TABLE: (1.0, 0.72), Prop.CHAIR: (0.60, 1.0), Prop.BED: (1.0, 0.48), Prop.CUP: (0.94, 0.95),
    Prop.BOTTLE: (0.30, 0.96), Prop.BREAD: (1.0, 0.52), Prop.KNIFE: (0.94, 0.72), Prop.COIN: (0.92, 0.82),
    Prop.GUN: (1.0, 0.70), Prop.ROPE: (1.0, 0.62), Prop.BAG: (1.0, 0.80), Prop.BOX: (1.0, 0.72),
    Prop.FLOWER: (0.75, 1.0), Prop.BELL: (0.84, 1.0), Prop.TELEPHONE: (0.96, 0.70),
    Prop.RADIO: (0.98, 0.66), Prop.MICROPHONE: (0.56, 0.98), Prop.COMPUTER: (0.96, 0.95),
    Prop.CAMERA: (0.96, 0.70), Prop.CAR: (1.0, 0.41), Prop.CARRIAGE: (1.0, 0.67), Prop.TRAIN: (1.0, 0.76),
    Prop.BICYCLE: (1.0, 0.64), Prop.BOAT: (1.0, 0.40), Prop.SHIP: (1.0, 0.96), Prop.POSTER: (0.72, 1.0),
    Prop.STATUE: (0.48, 1.0), Prop.LEVER: (0.90, 1.0)}  # fmt: skip

_GLOW_ROOM = 0.12  # shares of the size: for contours, and for what leans out of its box


def prop_size(prop: Prop) -> float:
    """The longer side of a prop in metres, at its natural size."""
    return _SIZES[prop]


def prop_extent(prop: Prop, size_m: float) -> Point:
    """Width and height in metres of a prop whose longer side is `size_m`."""
    wide, tall = _SHAPES.get(prop, (1.0, 1.0))
    return (wide * size_m, tall * size_m)


def draw_prop(canvas: Canvas, prop: Prop, at: Point, size_m: float, light: Light, seed: int) -> None:
    """Draw a prop standing on `at` (the middle of its foot), its longer side `size_m` metres."""
    wide, tall = prop_extent(prop, size_m)
    room = size_m * _GLOW_ROOM
    low = (at[0] - wide / 2 - room, at[1] - room)
    cel = Cel.over(canvas, light, low, (at[0] + wide / 2 + room, at[1] + tall + room))
    if cel is None:
        return
    cel.line = min(max(size_m * canvas.view.scale * 0.004, 0.0), 2.5)
    cel.seed = seed
    _DRAWN[prop.value](pen_on(cel, at, size_m))
    cel.lay()
