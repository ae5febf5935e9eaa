"""A cel: a canvas that paints local colours as the scene's light and air show them."""

from dataclasses import dataclass

from rushes.tools.draft.canvas import Canvas, Point, Points
from rushes.tools.draft.colour import Colour, Fill, Linear, Radial, mix
from rushes.tools.draft.light import Light


@dataclass(frozen=True, slots=True)
class Cel:
    """`canvas` seen through `light` from `metres` away; `snow` in [0, 1] lies on what stands outdoors.

    Draw on `canvas` itself for what shines.
    """

    canvas: Canvas
    light: Light
    metres: float
    snow: float = 0.0

    def tone(self, colour: Colour, shade: float = 0.25) -> Colour:
        """What a local colour looks like here. `shade` runs from 0 (full light) to 1 (full shadow)."""
        seen = mix(self.light.lit(colour), self.light.shaded(colour), shade)
        return self.light.hazed(seen, self.metres)

    def fill(self, fill: Fill, shade: float) -> Fill:
        """A fill with every colour toned."""
        if isinstance(fill, Linear):
            return Linear(fill.start, fill.end, tuple(self.tone(colour, shade) for colour in fill.colours))
        if isinstance(fill, Radial):
            return Radial(fill.centre, fill.radius, tuple(self.tone(colour, shade) for colour in fill.colours))
        return self.tone(fill, shade)

    def polygon(
        self, points: Points, fill: Fill, shade: float = 0.25, alpha: float = 1.0, *, atop: bool = False
    ) -> None:
        """Fill a straight-edged shape."""
        self.canvas.polygon(points, self.fill(fill, shade), alpha, atop=atop)

    def smooth(
        self, points: Points, fill: Fill, shade: float = 0.25, alpha: float = 1.0, *, atop: bool = False
    ) -> None:
        """Fill a closed curve through the points."""
        self.canvas.smooth(points, self.fill(fill, shade), alpha, atop=atop)

    def rectangle(
        self,
        left: float,
        bottom: float,
        right: float,
        top: float,
        fill: Fill,
        shade: float = 0.25,
        alpha: float = 1.0,
        *,
        atop: bool = False,
    ) -> None:
        """Fill an upright rectangle."""
        self.canvas.rectangle(left, bottom, right, top, self.fill(fill, shade), alpha, atop=atop)

    def ellipse(
        self,
        centre: Point,
        rx: float,
        ry: float,
        fill: Fill,
        shade: float = 0.25,
        alpha: float = 1.0,
        *,
        angle: float = 0.0,
        atop: bool = False,
    ) -> None:
        """Fill an ellipse; `angle` in degrees, counter-clockwise."""
        self.canvas.ellipse(centre, rx, ry, self.fill(fill, shade), alpha, angle=angle, atop=atop)

    def stroke(
        self,
        points: Points,
        width: float,
        colour: Colour,
        shade: float = 0.25,
        alpha: float = 1.0,
        *,
        curved: bool = False,
        end_width: float | None = None,
    ) -> None:
        """Draw an open line `width` metres thick; with `end_width` it tapers to that."""
        self.canvas.stroke(points, width, self.tone(colour, shade), alpha, curved=curved, end_width=end_width)

    def shadow(self, centre: Point, rx: float, ry: float, alpha: float = 0.4) -> None:
        """A soft dark patch, in the shadow's own hue."""
        self.canvas.soft(centre, rx, ry, self.tone((0.08, 0.07, 0.10), 1.0), alpha)

    def lamplight(self, centre: Point, radius: float, strength: float = 0.5) -> None:
        """A halo of lamp light; strongest after dark."""
        power = strength * (1.0 if self.light.night else 0.55)
        self.canvas.glow(centre, radius, self.light.lamp, power)

    def pane(self, points: Points, lit: float = 1.0) -> None:
        """Window glass seen from outside: lamplit after dark (by `lit`), else a dull reflection of the sky."""
        glass = self.tone(mix((0.30, 0.36, 0.42), self.light.sky[1], 0.25), 0.5)
        if self.light.lamps and lit > 0:
            glass = mix(glass, mix(self.light.lamp, (1.0, 0.9, 0.62), 0.3), min(1.0, 0.9 * lit))
        self.canvas.polygon(points, glass)
