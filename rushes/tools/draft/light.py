"""Light: the limited palette a place is seen in, from the time of day, the weather and the mood.

Local colours (a red coat is red) are what sets and figures are written in; `Light` turns them
into what the camera sees. The numbers are painter's choices, not measurements: they keep a frame's
mean luma between the critic's 18 and 235 at every hour.
"""

from dataclasses import dataclass, replace

from rushes.film.vocabulary import Mood, Setting, TimeOfDay, Weather
from rushes.tools.draft.colour import Colour, mix, muted, scaled


@dataclass(frozen=True, slots=True)
class Light:
    """The light in one scene.

    `key` and `ambient` multiply local colours: key is the lit side, ambient is all that a shadow gets.
    `key_direction` points from the subject towards the light: (x, y), x right, y up, length 1.
    `rim` edges figures from behind with `rim_strength` in [0, 1]. `haze` is what distance turns into,
    `haze_depth` the metres after which two thirds of a colour is gone. `saturation` 1 is local colour.
    `lamps` says whether windows and lamps burn. `sky` runs from the zenith down to the horizon.
    """

    key: Colour
    ambient: Colour
    key_direction: tuple[float, float]
    rim: Colour
    rim_strength: float
    haze: Colour
    haze_depth: float
    sky: tuple[Colour, Colour, Colour]
    lamp: Colour
    lamps: bool
    night: bool
    saturation: float
    contrast: float

    def lit(self, local: Colour) -> Colour:
        """A local colour on the side the light falls on."""
        return scaled(muted(local, 1 - self.saturation), self.key)

    def shaded(self, local: Colour) -> Colour:
        """A local colour on the side away from the light."""
        return scaled(muted(local, 1 - self.saturation), self.ambient)

    def rimmed(self, local: Colour) -> Colour:
        """A local colour where the rim light grazes it."""
        return mix(self.lit(local), self.rim, 0.35 + 0.5 * self.rim_strength)

    def hazed(self, colour: Colour, metres: float) -> Colour:
        """A seen colour through `metres` of this air."""
        return mix(colour, self.haze, self.haze_at(metres))

    def haze_at(self, metres: float) -> float:
        """How much of a colour the air has taken at this distance, in [0, 1)."""
        return 1 - 2.718281828 ** (-max(metres, 0.0) / self.haze_depth)


def _hour(
    sky: tuple[Colour, Colour, Colour],
    key: Colour,
    ambient: Colour,
    direction: tuple[float, float],
    rim: tuple[Colour, float],
    haze: Colour,
    *,
    lamps: bool,
    night: bool = False,
) -> Light:
    return Light(
        key=key,
        ambient=ambient,
        key_direction=direction,
        rim=rim[0],
        rim_strength=rim[1],
        haze=haze,
        haze_depth=270.0,
        sky=sky,
        lamp=(1.0, 0.74, 0.40),
        lamps=lamps,
        night=night,
        saturation=1.0,
        contrast=1.0,
    )


_HOURS: dict[TimeOfDay, Light] = {
    TimeOfDay.DAWN: _hour(
        ((0.36, 0.44, 0.62), (0.78, 0.66, 0.70), (0.99, 0.80, 0.62)),
        (1.0, 0.86, 0.78), (0.52, 0.50, 0.64), (-0.94, 0.34), ((1.0, 0.80, 0.62), 0.55), (0.88, 0.76, 0.74),
        lamps=True,
    ),
    TimeOfDay.MORNING: _hour(
        ((0.42, 0.62, 0.84), (0.66, 0.80, 0.90), (0.95, 0.93, 0.84)),
        (1.06, 1.0, 0.90), (0.60, 0.63, 0.72), (-0.77, 0.64), ((1.0, 0.95, 0.80), 0.3), (0.84, 0.88, 0.90),
        lamps=False,
    ),
    TimeOfDay.DAY: _hour(
        ((0.32, 0.56, 0.84), (0.55, 0.74, 0.90), (0.86, 0.91, 0.92)),
        (1.06, 1.03, 0.97), (0.60, 0.63, 0.70), (0.5, 0.87), ((1.0, 1.0, 0.94), 0.2), (0.80, 0.87, 0.92),
        lamps=False,
    ),
    TimeOfDay.AFTERNOON: _hour(
        ((0.40, 0.56, 0.76), (0.70, 0.76, 0.78), (0.98, 0.88, 0.68)),
        (1.06, 0.96, 0.80), (0.60, 0.56, 0.58), (0.80, 0.60), ((1.0, 0.90, 0.66), 0.4), (0.90, 0.83, 0.72),
        lamps=False,
    ),
    TimeOfDay.DUSK: _hour(
        ((0.24, 0.25, 0.46), (0.66, 0.42, 0.50), (0.98, 0.60, 0.36)),
        (0.98, 0.70, 0.54), (0.40, 0.36, 0.50), (0.94, 0.34), ((1.0, 0.66, 0.36), 0.75), (0.74, 0.50, 0.46),
        lamps=True,
    ),
    TimeOfDay.EVENING: _hour(
        ((0.13, 0.16, 0.32), (0.26, 0.27, 0.45), (0.52, 0.42, 0.50)),
        (0.64, 0.60, 0.72), (0.32, 0.34, 0.48), (-0.6, 0.8), ((0.72, 0.66, 0.80), 0.6), (0.34, 0.34, 0.48),
        lamps=True, night=True,
    ),
    TimeOfDay.NIGHT: _hour(
        ((0.06, 0.10, 0.21), (0.11, 0.17, 0.31), (0.22, 0.29, 0.43)),
        (0.46, 0.54, 0.74), (0.23, 0.28, 0.43), (-0.5, 0.87), ((0.62, 0.76, 1.0), 0.8), (0.19, 0.26, 0.40),
        lamps=True, night=True,
    ),
}  # fmt: skip

_INSIDE_LAMPS = (1.02, 0.84, 0.62)

_MOODS: dict[Mood, tuple[Colour, float, float]] = {  # tint, saturation, contrast
    Mood.NEUTRAL: ((1.0, 1.0, 1.0), 0.95, 1.0),
    Mood.CALM: ((0.97, 1.01, 1.02), 0.88, 0.92),
    Mood.JOYFUL: ((1.06, 1.02, 0.93), 1.15, 1.0),
    Mood.TENDER: ((1.06, 0.97, 0.95), 0.95, 0.88),
    Mood.MELANCHOLY: ((0.90, 0.96, 1.07), 0.62, 0.95),
    Mood.TENSE: ((0.94, 1.0, 0.95), 0.74, 1.18),
    Mood.FEARFUL: ((0.84, 0.96, 0.98), 0.62, 1.22),
    Mood.ANGRY: ((1.10, 0.90, 0.84), 1.0, 1.20),
    Mood.MYSTERIOUS: ((0.88, 0.95, 1.08), 0.72, 1.12),
    Mood.WONDROUS: ((1.0, 0.97, 1.09), 1.12, 1.02),
    Mood.COMIC: ((1.04, 1.03, 0.96), 1.12, 0.95),
}


def light_for(setting: Setting, time_of_day: TimeOfDay, weather: Weather, mood: Mood) -> Light:
    """The light of a scene."""
    light = _weathered(_HOURS[time_of_day], weather)
    if setting is Setting.INTERIOR:
        light = _inside(light)
    tint, saturation, contrast = _MOODS[mood]
    return replace(
        light,
        key=_times(light.key, tint, 1 + 0.25 * (contrast - 1)),
        ambient=_times(light.ambient, tint, 1 - 0.6 * (contrast - 1)),
        haze=muted(scaled(light.haze, tint), 0.5 * max(0.0, 1 - saturation)),
        sky=tuple(muted(scaled(part, tint), 0.6 * max(0.0, 1 - saturation)) for part in light.sky),  # type: ignore[arg-type]
        saturation=light.saturation * saturation,
        contrast=contrast,
    )


def _times(colour: Colour, tint: Colour, by: float) -> Colour:
    """Unlike `scaled`, free to rise above 1: a light may more than fill."""
    return colour[0] * tint[0] * by, colour[1] * tint[1] * by, colour[2] * tint[2] * by


def _weathered(light: Light, weather: Weather) -> Light:
    zenith, middle, horizon = light.sky
    if weather in (Weather.CLEAR, Weather.WIND):
        return light if weather is Weather.CLEAR else replace(light, haze_depth=220.0)
    grey, flatness, depth, dim = {
        Weather.CLOUDY: (0.62, 0.45, 180.0, 0.92),
        Weather.FOG: (0.75, 0.75, 20.0, 0.95),
        Weather.RAIN: (0.75, 0.65, 80.0, 0.80),
        Weather.STORM: (0.80, 0.60, 65.0, 0.64),
        Weather.SNOW: (0.70, 0.60, 70.0, 1.0),
    }[weather]
    overcast = mix(muted(mix(zenith, horizon, 0.5), 0.55), light.haze, 0.25)
    flat = mix(light.key, light.ambient, flatness * 0.5)
    return replace(
        light,
        sky=(
            scaled(mix(zenith, overcast, grey), dim),
            scaled(mix(middle, overcast, grey), dim),
            scaled(mix(horizon, overcast, grey), 0.5 + 0.5 * dim),
        ),
        key=_times(muted(flat, 0.4), (1, 1, 1), 0.55 + 0.5 * dim),
        ambient=_times(light.ambient, (0.97, 1.0, 1.03), 0.5 + 0.55 * dim),
        haze=scaled(muted(light.haze, grey * 0.6), 0.4 + 0.6 * dim),
        haze_depth=depth,
        rim_strength=light.rim_strength * 0.6,
        saturation=0.78 if weather is not Weather.CLOUDY else 0.88,
        lamps=light.lamps or weather in (Weather.STORM, Weather.FOG),
    )


def _inside(light: Light) -> Light:
    """Indoors: lamps make the key after dark, windows make it by day; the air is thin."""
    if light.lamps:
        return replace(
            light,
            key=mix(light.key, _INSIDE_LAMPS, 0.62 if light.night else 0.35),
            ambient=mix(light.ambient, (0.42, 0.34, 0.34), 0.35),
            key_direction=(-0.7, 0.714),
            rim=mix(light.rim, light.lamp, 0.5),
            haze=mix(light.haze, (0.34, 0.27, 0.24), 0.5),
            haze_depth=45.0,
        )
    return replace(
        light,
        key=mix(light.key, (0.98, 0.94, 0.88), 0.5),
        ambient=mix(light.ambient, (0.56, 0.53, 0.52), 0.5),
        key_direction=(-0.77, 0.638),
        haze_depth=55.0,
    )
