"""Every prop is drawn, in its box, and like no other."""

from itertools import combinations

import numpy as np
import pytest

from rushes.film.vocabulary import Mood, Prop, Setting, TimeOfDay, Weather
from rushes.tools.draft.canvas import Canvas, View
from rushes.tools.draft.figures import draw_prop, prop_extent, prop_size
from rushes.tools.draft.light import light_for

DAY = light_for(Setting.EXTERIOR, TimeOfDay.DAY, Weather.CLEAR, Mood.NEUTRAL)
NIGHT = light_for(Setting.EXTERIOR, TimeOfDay.NIGHT, Weather.CLEAR, Mood.NEUTRAL)
GLOWING = [
    Prop.LAMP, Prop.LANTERN, Prop.CANDLE, Prop.FIRE, Prop.MATCH, Prop.STAR, Prop.MOON, Prop.RADIO, Prop.COMPUTER,
    Prop.WINDOW, Prop.CAR, Prop.TRAIN, Prop.CARRIAGE, Prop.BICYCLE,
]  # fmt: skip


def drawn(prop, pixels=100, light=DAY, seed=3):
    canvas = Canvas(View(pixels * 2, pixels * 2, float(pixels), (float(pixels), pixels * 1.6)))
    draw_prop(canvas, prop, (0.0, 0.0), 1.0, light, seed)
    return canvas


def test_no_two_props_look_alike():
    pictures = {prop: drawn(prop, 60).pixels.astype(np.int16) for prop in Prop}
    alike = []
    for (a, one), (b, other) in combinations(pictures.items(), 2):
        differs = np.abs(one - other).max(axis=2) > 30
        painted = (one[..., 3] > 128) | (other[..., 3] > 128)
        if differs.sum() < 0.35 * painted.sum():
            alike.append((str(a), str(b)))
    assert alike == []


@pytest.mark.parametrize("prop", list(Prop))
def test_a_prop_fills_its_box_and_stays_in_it(prop):
    canvas = drawn(prop)
    rows, columns = np.nonzero(canvas.pixels[..., 3] > 128)
    wide, tall = prop_extent(prop, 1.0)
    (left, top), (right, bottom) = canvas.view.pixels(((-wide / 2, tall), (wide / 2, 0.0)))
    room = 10
    assert left - room <= columns.min() <= left + 30
    assert right - 30 <= columns.max() <= right + room
    assert top - room <= rows.min() <= top + 14
    assert bottom - 14 <= rows.max() <= bottom + room


@pytest.mark.parametrize("prop", list(Prop))
def test_a_prop_has_a_size_in_the_world_and_scales_with_the_one_asked_for(prop):
    wide, tall = prop_extent(prop, prop_size(prop))
    assert 0.02 < max(wide, tall) < 40
    small, large = drawn(prop, 30).pixels[..., 3] > 128, drawn(prop, 90).pixels[..., 3] > 128
    assert large.sum() == pytest.approx(9 * small.sum(), rel=0.45)


@pytest.mark.parametrize("prop", GLOWING)
def test_what_burns_lights_the_air_at_night(prop):
    pixels = drawn(prop, light=NIGHT).pixels
    air = pixels[pixels[..., 3] == 0][:, :3]
    assert air.max() > 12
    assert pixels[..., :3].max() > 235


@pytest.mark.parametrize("prop", [prop for prop in Prop if prop not in GLOWING])
def test_what_does_not_burn_leaves_the_air_dark(prop):
    pixels = drawn(prop, light=NIGHT).pixels
    assert not pixels[pixels[..., 3] == 0].any()


@pytest.mark.parametrize("prop", list(Prop))
def test_the_same_prop_is_drawn_the_same(prop):
    assert np.array_equal(drawn(prop, 60).pixels, drawn(prop, 60).pixels)


def test_a_fire_flickers_with_the_seed():
    assert not np.array_equal(drawn(Prop.FIRE, seed=1).pixels, drawn(Prop.FIRE, seed=6).pixels)


def test_what_hangs_before_a_lit_window_does_not_glow():
    by_day, by_night = (drawn(Prop.WINDOW, light=light).pixels.astype(int) for light in (DAY, NIGHT))
    column, row = 66, 80  # the left curtain, where it covers the glass
    assert by_day[row, column, 0] > by_day[row, column, 2] + 60
    assert by_night[row, column, 0] < 0.7 * by_day[row, column, 0]
