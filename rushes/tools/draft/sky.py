"""The sky: gradient, sun or moon, stars, clouds. Painted behind everything."""

from random import Random

import cv2
import numpy as np

from rushes.film.vocabulary import TimeOfDay, Weather
from rushes.tools.draft.canvas import Canvas
from rushes.tools.draft.colour import Linear, mix, scaled
from rushes.tools.draft.light import Light
from rushes.tools.draft.noise import billows

_COVER = {
    Weather.CLEAR: 0.30,
    Weather.WIND: 0.42,
    Weather.CLOUDY: 0.75,
    Weather.RAIN: 0.85,
    Weather.STORM: 0.95,
    Weather.SNOW: 0.7,
    Weather.FOG: 0.0,
}


def paint_sky(canvas: Canvas, light: Light, horizon: float, reach: float) -> None:
    """Fill the canvas (one unit a pixel, v down is -y) from the zenith, `reach` pixels above the horizon row."""
    top, middle, low = light.sky
    fill = Linear(
        (0.0, -horizon + reach), (0.0, -horizon), (top, mix(top, middle, 0.7), middle, mix(middle, low, 0.6), low)
    )
    view = canvas.view
    left, bottom = view.world((0.0, float(view.height)))
    right, over = view.world((float(view.width), 0.0))
    canvas.rectangle(left - 2, bottom - 2, right + 2, over + 2, fill)


def paint_heavens(
    canvas: Canvas,
    light: Light,
    hour: TimeOfDay,
    weather: Weather,
    horizon: float,
    reach: float,
    rng: Random,
    *,
    stars: bool,
) -> None:
    """Sun, moon and stars, where the weather lets them through."""
    open_sky = weather in (Weather.CLEAR, Weather.WIND)
    left, _ = canvas.view.world((0.0, 0.0))
    right, _ = canvas.view.world((float(canvas.view.width), 0.0))
    wide = right - left
    if stars or (light.night and open_sky):
        _stars(canvas, left, wide, horizon, reach, rng, full=stars, dim=0.6 if hour is TimeOfDay.EVENING else 1.0)
    if stars or not open_sky:
        return
    toward = light.key_direction[0]
    x = left + wide * (0.5 + 0.30 * (1 if toward > 0 else -1) + rng.uniform(-0.05, 0.05))
    if light.night:
        y, size = -horizon + reach * 0.55, reach * 0.045
        canvas.glow((x, y), size * 7, light.sky[2], 0.5)
        canvas.ellipse((x, y), size, size, (0.93, 0.94, 0.90))
        canvas.soft((x + size * 0.3, y + size * 0.2), size * 0.5, size * 0.4, (0.78, 0.80, 0.80), 0.5, atop=True)
    elif hour in (TimeOfDay.DAWN, TimeOfDay.DUSK):
        y, size = -horizon + reach * 0.07, reach * 0.06
        canvas.glow((x, y), reach * 0.75, (1.0, 0.55, 0.25), 0.5)
        canvas.glow((x, y), size * 2.6, (1.0, 0.8, 0.5), 0.5)
        canvas.ellipse((x, y), size, size, (1.0, 0.93, 0.78))
    else:
        canvas.glow((x, -horizon + reach * 0.95), reach * 0.7, (1.0, 0.95, 0.8), 0.4)


def _stars(
    canvas: Canvas, left: float, wide: float, horizon: float, reach: float, rng: Random, *, full: bool, dim: float
) -> None:
    for _ in range(420 if full else 170):
        rise = rng.uniform(-1.6 if full else 0.05, 1.15)
        x, y = left + rng.random() * wide, -horizon + reach * rise
        size = reach / 700 * (0.7 + 1.3 * rng.random() ** 4)
        bright = dim * rng.uniform(0.35, 1.0) * (1.0 if full else min(1.0, rise + 0.25))
        canvas.ellipse((x, y), size, size, mix((0.72, 0.80, 1.0), (1.0, 0.93, 0.80), rng.random()), bright)


def paint_clouds(canvas: Canvas, light: Light, weather: Weather, horizon: float, reach: float, seed: int) -> bool:
    """Soft banks of cloud on an empty canvas; False when the sky has none."""
    cover = _COVER[weather]
    if cover <= 0:
        return False
    height, width = canvas.view.height, canvas.view.width
    small = max(8, width // 4), max(8, height // 4)
    cell = max(4.0, reach / 4 * 0.5)
    tall = np.asarray(cv2.resize(billows(small[0], small[1] * 3, cell, seed), small, interpolation=cv2.INTER_AREA))
    edge = 0.86 - 0.52 * cover
    body = np.clip((tall - edge) / 0.22, 0, 1)
    rows = (np.arange(small[1]) * 4.0 + canvas.view.world((0.0, 0.0))[1] * 0 - canvas.view.origin[1]) / max(reach, 1.0)
    above = -(rows - horizon / max(reach, 1.0))
    fade = np.clip(above * 3.0, 0, 1) * np.clip(1.6 - above, 0.25, 1)
    alpha = body * fade[:, None].astype(np.float32) * np.float32(0.45 + 0.4 * cover)
    lit = mix(light.sky[2], scaled((1.0, 1.0, 1.0), 1.0), 0.0 if light.night else 0.45)
    dark = mix(light.sky[0], light.sky[1], 0.5) if not light.night else light.sky[2]
    if weather in (Weather.STORM, Weather.RAIN):
        lit, dark = scaled(lit, 0.8), scaled(dark, 0.62)
    depth = np.clip((tall - edge) / 0.45, 0, 1)[..., None]
    colour = np.asarray(lit, dtype=np.float32) * (1 - depth) + np.asarray(dark, dtype=np.float32) * depth
    painted = np.dstack([colour * alpha[..., None], alpha]) * 255
    sheet = np.clip(painted, 0, 255).astype(np.uint8)
    canvas.pixels[...] = cv2.resize(sheet, (width, height), interpolation=cv2.INTER_LINEAR)
    return True
