"""What the stage may rely on when it has a figure drawn."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

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
from rushes.tools.draft.colour import from_hex
from rushes.tools.draft.figures import draw_figure, figure_height, head_centre, head_height
from rushes.tools.draft.light import light_for


def light(hour=TimeOfDay.DAY, mood=Mood.NEUTRAL):
    return light_for(Setting.EXTERIOR, hour, Weather.CLEAR, mood)


def sheet(scale=120.0, squash=1.0):
    return Canvas(View(int(scale * 3), int(scale * 2.6), scale, (scale * 1.5, scale * 2.4), squash))


def cast(**look):
    return Character(id="ada", name="Ada", look=Look(**look))


def blocked(**blocking):
    return Figure(character="ada", **blocking)


def draw(canvas, character, figure, *, lit=None, detail="mid", seed=1, phase=0.0, at=(0.0, 0.0), height=None):
    draw_figure(canvas, figure, character, at, height, lit or light(), detail, seed, phase)
    return canvas.pixels.copy()


hexes = st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06x}")
looks = st.builds(
    Look, form=st.sampled_from(Form), age=st.sampled_from(Age), build=st.sampled_from(Build),
    height=st.sampled_from(Height), skin=hexes,
    hair=st.sampled_from(Hair), hair_colour=hexes, beard=st.sampled_from(Beard), glasses=st.booleans(),
    headwear=st.sampled_from(Headwear), garment=st.sampled_from(Garment), main_colour=hexes, second_colour=hexes,
    accent_colour=hexes,
)  # fmt: skip
blockings = st.builds(
    Figure,
    character=st.just("ada"),
    facing=st.sampled_from(Facing),
    pose=st.sampled_from(Pose),
    feeling=st.sampled_from(Feeling),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(
    look=looks, figure=blockings, detail=st.sampled_from(["far", "mid", "near"]), hour=st.sampled_from(TimeOfDay),
    mood=st.sampled_from(Mood), phase=st.floats(0, 0.99), seed=st.integers(0, 2**32 - 1),
)  # fmt: skip
def test_anybody_can_be_drawn_anyhow(look, figure, detail, hour, mood, phase, seed):
    character = Character(id="ada", name="Ada", look=look)
    pixels = draw(sheet(70.0), character, figure, lit=light(hour, mood), detail=detail, phase=phase, seed=seed)
    assert pixels[..., 3].any()


@pytest.mark.parametrize("form", list(Form))
def test_the_same_request_gives_the_same_pixels(form):
    character, figure = cast(form=form, hair=Hair.WILD, garment=Garment.RAGS), blocked(pose=Pose.WALK)
    first = draw(sheet(), character, figure, seed=5, phase=0.3)
    assert np.array_equal(first, draw(sheet(), character, figure, seed=5, phase=0.3))


@pytest.mark.parametrize("form", list(Form))
@pytest.mark.parametrize("facing", list(Facing))
def test_the_head_is_where_the_camera_is_told(form, facing):
    character, figure = cast(form=form, height=Height.TALL), blocked(facing=facing)
    canvas = sheet()
    pixels = draw(canvas, character, figure)
    column, row = canvas.view.pixels((head_centre(figure, character, (0.0, 0.0)),))[0]
    assert pixels[int(row), int(column), 3] > 100
    assert 0.05 < head_height(character) / figure_height(character) < 0.45


@pytest.mark.parametrize("pose", [Pose.STAND, Pose.SIT, Pose.KNEEL, Pose.LIE])
def test_feet_and_seats_rest_on_the_ground(pose):
    canvas = sheet(200.0)
    rows = np.flatnonzero(draw(canvas, cast(garment=Garment.SHIRT), blocked(pose=pose))[..., 3].max(axis=1) > 200)
    ground = canvas.view.pixels(((0.0, 0.0),))[0][1]
    assert abs(rows[-1] - ground) < 0.06 * 200


def test_a_child_is_smaller_and_has_a_larger_head_for_its_size():
    child, adult = cast(age=Age.CHILD), cast()
    assert figure_height(child) < 0.75 * figure_height(adult)
    assert figure_height(adult) / head_height(adult) == pytest.approx(7.0, abs=0.05)
    assert figure_height(child) / head_height(child) == pytest.approx(5.0, abs=0.05)


def test_height_can_be_asked_for():
    tall = draw(sheet(), cast(), blocked(), height=2.0)[..., 3].max(axis=1) > 0
    small = draw(sheet(), cast(), blocked(), height=1.0)[..., 3].max(axis=1) > 0
    assert tall.sum() == pytest.approx(2 * small.sum(), rel=0.08)


def test_left_mirrors_right():
    lit = light()
    left = draw(sheet(), cast(), blocked(facing=Facing.LEFT), lit=lit)[..., 3] > 128
    right = draw(sheet(), cast(), blocked(facing=Facing.RIGHT), lit=lit)[..., 3] > 128
    differs = left != np.roll(right[:, ::-1], 1, axis=1)
    assert differs.sum() < 0.06 * left.sum()


def test_walking_legs_alternate_and_the_cycle_closes():
    character, figure = cast(garment=Garment.SHIRT), blocked(pose=Pose.WALK, facing=Facing.RIGHT)
    phases = [draw(sheet(), character, figure, phase=phase) for phase in (0.0, 0.25, 0.5, 0.75)]
    legs = [pixels[int(1.3 * 120) :, :, 3].astype(int) for pixels in phases]
    assert all(np.abs(legs[0] - other).mean() > 1 for other in legs[1:])
    assert np.array_equal(draw(sheet(), character, figure, phase=0.0), phases[0])


@pytest.mark.parametrize("pose", [pose for pose in Pose if pose not in (Pose.WALK, Pose.RUN)])
def test_a_still_figure_breathes(pose):
    out, back = (draw(sheet(200.0), cast(), blocked(pose=pose), phase=phase).astype(int) for phase in (0.25, 0.75))
    moved = (np.abs(out - back).max(axis=2) > 20).sum()
    assert 20 < moved < 0.5 * (out[..., 3] > 128).sum()


def test_night_is_darker_than_day_and_edged_with_light():
    day = draw(sheet(), cast(), blocked(), lit=light(TimeOfDay.DAY)).astype(float)
    night = draw(sheet(), cast(), blocked(), lit=light(TimeOfDay.NIGHT)).astype(float)
    body = day[..., 3] > 250
    assert night[body][:, :3].mean() < 0.7 * day[body][:, :3].mean()
    rim = light(TimeOfDay.NIGHT).rim_strength
    assert rim > 0.5
    assert night[body][:, :3].max() > 1.5 * night[body][:, :3].mean()


def test_the_side_towards_the_light_is_lighter():
    shirt = cast(garment=Garment.SHIRT, second_colour="#c8c8c8", accent_colour="#c8c8c8")
    lit = light(TimeOfDay.DUSK)
    pixels = draw(sheet(200.0), shirt, blocked(facing=Facing.CAMERA), lit=lit).astype(float)
    band = pixels[200:260, :, :]
    columns = np.flatnonzero((band[..., 3] > 250).all(axis=0))
    half = len(columns) // 2
    left, right = band[:, columns[:half], :3].mean(), band[:, columns[half:], :3].mean()
    assert (right > left) == (lit.key_direction[0] > 0)


def test_a_ghost_lets_the_room_show_through():
    canvas = sheet()
    canvas.rectangle(-2, -2, 2, 3, from_hex("#204060"))
    before = canvas.pixels.copy()
    pixels = draw(canvas, cast(form=Form.GHOST), blocked())
    alone = draw(sheet(), cast(form=Form.GHOST), blocked())
    assert 0.3 < alone[..., 3].max() / 255 < 0.85
    assert (pixels[..., 3] == 255).all()
    assert not np.array_equal(before, pixels)


@pytest.mark.parametrize("at", [(50.0, 0.0), (-50.0, 0.0), (0.0, 40.0), (0.0, -40.0)])
def test_who_stands_outside_the_frame_leaves_it_alone(at):
    assert not draw(sheet(), cast(), blocked(), at=at).any()


@pytest.mark.parametrize("squash", [0.5, 0.8])
def test_a_camera_looking_down_foreshortens(squash):
    upright = draw(sheet(), cast(), blocked())[..., 3].max(axis=1) > 0
    seen = draw(sheet(squash=squash), cast(), blocked())[..., 3].max(axis=1) > 0
    assert seen.sum() == pytest.approx(squash * upright.sum(), rel=0.06)


def test_a_close_up_paints_only_what_the_frame_holds():
    character, figure = cast(), blocked()
    x, y = head_centre(figure, character, (0.0, 0.0))
    scale = 300 / head_height(character)
    canvas = Canvas(View(320, 180, scale, (160 - x * scale, 90 + y * scale)))
    pixels = draw(canvas, character, figure, detail="near")
    assert pixels.shape == (180, 320, 4)
    assert pixels[90, 160, 3] == 255
