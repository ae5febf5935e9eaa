"""Every word of a look, a pose, a facing and a feeling changes the drawing."""

from collections.abc import Iterable
from itertools import combinations

import numpy as np
import pytest

from rushes.film.manifest import Character, Figure, Look
from rushes.film.vocabulary import (
    Age,
    Beard,
    Build,
    Facing,
    Feeling,
    Form,
    Garment,
    Hair,
    Headwear,
    Height,
    Mood,
    Pose,
    Setting,
    TimeOfDay,
    Weather,
)
from rushes.tools.draft.canvas import Canvas, View
from rushes.tools.draft.figures import draw_figure, figure_height
from rushes.tools.draft.light import light_for

DAY = light_for(Setting.EXTERIOR, TimeOfDay.DAY, Weather.CLEAR, Mood.NEUTRAL)


def drawn(look: Look, scale: float, **blocking):
    character = Character(id="ada", name="Ada", look=look)
    canvas = Canvas(View(400, 320, scale, (200.0, 290.0)))
    draw_figure(canvas, Figure(character="ada", **blocking), character, (0.0, 0.0), None, DAY, "mid", 7)
    return canvas.pixels[40:, 40:360].astype(np.int16)


def at_200_pixels(look: Look, **blocking):
    return drawn(look, 200 / figure_height(Character(id="ada", name="Ada", look=look)), **blocking)


def changed(one, other) -> float:
    """Pixels that clearly differ, as a share of the pixels painted."""
    differs = np.abs(one - other).max(axis=2) > 24
    painted = (one[..., 3] > 128) | (other[..., 3] > 128)
    return float(differs.sum() / max(painted.sum(), 1))


def alike(pictures: Iterable[tuple[object, np.ndarray]], least: float):
    return [(str(a), str(b)) for (a, one), (b, other) in combinations(list(pictures), 2) if changed(one, other) < least]


@pytest.mark.parametrize(
    ("field", "values", "least"),
    [
        ("form", Form, 0.5),
        ("age", Age, 0.05),
        ("build", Build, 0.02),
        ("hair", Hair, 0.006),
        ("beard", Beard, 0.001),
        ("glasses", (False, True), 0.001),
        ("headwear", Headwear, 0.006),
        ("garment", Garment, 0.03),
        ("skin", ("#f2d0b0", "#8a5a3a"), 0.01),
        ("hair_colour", ("#2a1c14", "#d8b060"), 0.005),
        ("main_colour", ("#3b5b7a", "#7a2f2f", "#2f6a3a"), 0.05),
        ("second_colour", ("#e8dcc2", "#3a3a5a"), 0.002),
        ("accent_colour", ("#c2553a", "#3a9ac2"), 0.001),
    ],
)
def test_every_value_of_a_look_shows(field, values, least):
    looks = [(value, Look.model_validate({**Look().model_dump(), field: value})) for value in values]
    assert alike([(value, drawn(look, 110.0)) for value, look in looks], least) == []


def test_heights_differ_in_the_world_not_only_in_the_picture():
    sizes = [figure_height(Character(id="a", name="A", look=Look(height=height))) for height in Height]
    assert sizes == sorted(sizes)
    assert sizes[2] > sizes[0] * 1.15
    assert alike([(height, drawn(Look(height=height), 110.0)) for height in Height], 0.2) == []


@pytest.mark.parametrize("form", [Form.HUMAN, Form.DOG, Form.BIRD, Form.ROBOT])
@pytest.mark.parametrize("facing", [Facing.RIGHT, Facing.CAMERA, Facing.AWAY])
def test_every_pose_shows(form, facing):
    look = Look(form=form)
    pictures = [(pose, at_200_pixels(look, pose=pose, facing=facing)[::2, ::2]) for pose in Pose]
    assert alike(pictures, 0.04) == []


@pytest.mark.parametrize("form", list(Form))
def test_every_facing_shows(form):
    pictures = [(facing, at_200_pixels(Look(form=form), facing=facing)) for facing in Facing]
    assert alike(pictures, 0.1) == []


@pytest.mark.parametrize("form", list(Form))
@pytest.mark.parametrize("facing", [Facing.LEFT, Facing.CAMERA])
def test_every_feeling_shows(form, facing):
    pictures = [(feeling, at_200_pixels(Look(form=form), feeling=feeling, facing=facing)) for feeling in Feeling]
    assert alike(pictures, 0.004) == []


def test_a_garment_is_told_from_behind_too():
    pictures = [(garment, at_200_pixels(Look(garment=garment), facing=Facing.AWAY)) for garment in Garment]
    assert alike(pictures, 0.02) == []
