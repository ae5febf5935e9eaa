"""A set's plan: what stands where on the stage. Built once a shot, the same for the same location."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from random import Random

from rushes.film.vocabulary import Weather
from rushes.tools.draft.cel import Cel
from rushes.tools.draft.colour import Colour, mix
from rushes.tools.draft.light import Light
from rushes.tools.draft.sets.surface import Surface, Tiling, ceiling, floor, side_wall

_SNOW: Colour = (0.80, 0.84, 0.90)
_COLOURS: dict[str, Colour] = {
    "red": (0.62, 0.18, 0.15),
    "crimson": (0.55, 0.12, 0.16),
    "blue": (0.20, 0.34, 0.54),
    "green": (0.22, 0.40, 0.26),
    "yellow": (0.80, 0.64, 0.24),
    "white": (0.86, 0.85, 0.80),
    "black": (0.12, 0.12, 0.14),
    "golden": (0.78, 0.60, 0.26),
    "purple": (0.40, 0.24, 0.46),
    "grey": (0.48, 0.49, 0.50),
    "brown": (0.40, 0.27, 0.18),
}
Draw = Callable[[Cel, Random], None]


class Life(Enum):
    """What keeps moving in a place whatever the camera does."""

    WATER = "water"
    DUST = "dust"
    LEAVES = "leaves"


@dataclass(frozen=True, slots=True)
class Piece:
    """Something upright that stands `p` metres behind the subject's plane (before it when negative).

    `sway` is how far its top, two metres up, moves in the wind, in metres.
    """

    p: float
    draw: Draw
    sway: float = 0.0


@dataclass(frozen=True, slots=True)
class Lamp:
    """A light in the picture: a halo of `radius` metres that flickers by `flicker` in [0, 1]."""

    x: float
    y: float
    p: float
    radius: float
    strength: float
    flicker: float = 0.15


@dataclass
class SetPlan:
    """A set under construction. `rng` is seeded by the location; `words` are those of its name and description."""

    light: Light
    rng: Random
    words: frozenset[str]
    outdoors: bool
    weather: Weather
    ground: Colour = (0.42, 0.40, 0.36)
    pieces: list[Piece] = field(default_factory=list[Piece])
    surfaces: list[Surface] = field(default_factory=list[Surface])
    lamps: list[Lamp] = field(default_factory=list[Lamp])
    life: set[Life] = field(default_factory=set[Life])
    sky: bool = True
    starfield: bool = False

    def stand(self, p: float, draw: Draw, sway: float = 0.0) -> None:
        """Put an upright piece on the stage."""
        self.pieces.append(Piece(p, draw, sway))

    def lamp(self, x: float, y: float, p: float, radius: float, strength: float = 0.6, flicker: float = 0.15) -> None:
        """Light a lamp or a fire."""
        self.lamps.append(Lamp(x, y, p, radius, strength, flicker))

    def land(self, near: Colour, far: Colour | None = None, tiling: Tiling | None = None) -> None:
        """Open ground out to the horizon; snow whitens it."""
        if self.snowy:
            near, far = mix(near, _SNOW, 0.82), mix(far or near, _SNOW, 0.88)
        self.ground = near
        self.surfaces.append(floor(near, far or near, 900.0, tiling))

    def room(
        self,
        *,
        width: float,
        depth: float,
        height: float,
        wall: Colour,
        ground: Colour,
        roof: Colour,
        tiling: Tiling | None = None,
    ) -> None:
        """Four walls: a floor, a ceiling, two side walls and the back wall at p = `depth`."""
        self.sky, self.ground = False, ground
        self.surfaces.append(floor(ground, ground, depth, tiling))
        self.surfaces.append(ceiling(roof, height, depth))
        self.surfaces.append(side_wall(wall, -width / 2, height, depth))
        self.surfaces.append(side_wall(wall, width / 2, height, depth))

    @property
    def snowy(self) -> bool:
        """Whether snow lies here."""
        return self.outdoors and (self.weather is Weather.SNOW or self.said("snow", "snowy", "frozen", "icy"))

    def accent(self, usual: Colour) -> Colour:
        """The colour the location's words name, for its doors and cloths, else the usual one."""
        return next((colour for word, colour in _COLOURS.items() if word in self.words), usual)

    def said(self, *words: str) -> bool:
        """Whether the location's own words have any of these."""
        return not self.words.isdisjoint(words)
