"""The measures of one picture, on pictures whose answer is known."""

import cv2
import numpy as np
import pytest
from doubles.plans import a_manifest, a_scene, a_shot
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from rushes.film.frames import Size
from rushes.film.setup import setup_for
from rushes.tools.draft.compose import Shooting
from rushes.tools.draft.planes import planes
from rushes.tools.draft.stage import paint_stage
from rushes.tools.scoring.stills import banding, exposure, letterbox, look, sharpness

HEIGHT, WIDTH = 360, 640
rng = np.random.default_rng(7)
BLOCKS = np.kron(rng.integers(40, 215, (18, 32)), np.ones((20, 20))).astype(np.uint8)
SLOPE = np.linspace(30, 200, WIDTH)[None, :].repeat(HEIGHT, axis=0)
pictures = arrays(np.uint8, st.tuples(st.integers(2, 60), st.integers(2, 90)))


def blurred(plane, part=250):
    return cv2.GaussianBlur(plane, (0, 0), plane.shape[0] / part)


def drawn(size):
    scene = a_scene("1", 1).model_copy(update={"shots": (a_shot("1-1"),)})
    stage = paint_stage(setup_for(a_manifest(scene), scene, scene.shots[0]), size, 3)
    return planes(Shooting(stage, 1, 24.0, 3).frame(0))[: size.height].copy()


def test_exposure_counts():
    stack = np.full((2, 10, 10), 100, np.uint8)
    stack[1, :5] = 0
    stack[1, 5] = 250
    numbers = exposure(stack)
    assert numbers["luma"] == pytest.approx((100 + 65) / 2)
    assert (numbers["dark"], numbers["bright"], numbers["black"]) == (0.5, 0.1, 0)
    assert exposure(stack * 0)["black"] == 1


def test_edges_are_sharp_until_they_are_blurred():
    assert sharpness(BLOCKS) > 0.8
    assert sharpness(blurred(BLOCKS)) < 0.45
    assert sharpness(blurred(BLOCKS, 120)) < sharpness(blurred(BLOCKS)) < sharpness(blurred(BLOCKS, 500))


def test_sharpness_is_the_same_at_any_size():
    large = cv2.resize(BLOCKS, None, fx=2, fy=2, interpolation=cv2.INTER_NEAREST)
    assert sharpness(large) == pytest.approx(sharpness(BLOCKS), abs=0.1)
    assert sharpness(blurred(large)) == pytest.approx(sharpness(blurred(BLOCKS)), abs=0.1)


def test_a_sharp_figure_before_a_soft_background_is_sharp():
    picture = blurred(BLOCKS, 30)
    picture[100:340, 200:420] = BLOCKS[100:340, 200:420]
    assert sharpness(picture) > 0.8


def test_fog_is_not_blur():
    fog = (BLOCKS // 8 + 150).astype(np.uint8)
    assert sharpness(fog) > 0.8
    assert sharpness(np.full((90, 160), 128, np.uint8)) == 0


def test_a_gradient_in_steps_is_banded():
    smooth = SLOPE.round().astype(np.uint8)
    steps = (SLOPE // 10 * 10).astype(np.uint8)
    assert banding(smooth) == 0
    assert banding(steps) > 0.8
    assert banding(steps.T.copy()) > 0.8
    assert banding(np.vstack([smooth, steps])) == pytest.approx(banding(steps) / 2, abs=0.15)


def test_what_is_drawn_and_what_is_flat_is_not_banded():
    tiles = np.where(BLOCKS > 120, 180, 60).astype(np.uint8)
    tiles[200:240, 300:340] = 66
    assert banding(tiles) < 0.1
    assert banding(np.full((90, 160), 128, np.uint8)) == 0


def test_dithered_steps_are_a_gradient_to_the_eye():
    dither = rng.uniform(0, 10, (2 * HEIGHT, 2 * WIDTH))
    large = cv2.resize(SLOPE, (2 * WIDTH, 2 * HEIGHT))
    assert banding(((large + dither) // 10 * 10).astype(np.uint8)) < 0.3


@pytest.mark.parametrize("tone", [16, 120, 235])
def test_bars(tone):
    barred = BLOCKS.copy()
    barred[:36] = barred[-18:] = tone
    assert letterbox(barred) == pytest.approx(54 / 360, abs=0.01)
    assert letterbox(barred.T) == pytest.approx(54 / 360, abs=0.01)
    noisy = np.clip(barred + rng.integers(-2, 3, barred.shape), 0, 255).astype(np.uint8)
    assert letterbox(noisy) == pytest.approx(54 / 360, abs=0.01)


def test_no_bars():
    sky = BLOCKS.copy()
    sky[:90] = 180
    floor = sky.copy()
    floor[-60:] = 90
    assert letterbox(sky) == letterbox(floor) == letterbox(BLOCKS) == letterbox(SLOPE.astype(np.uint8)) == 0
    assert letterbox(np.full((90, 160), 128, np.uint8)) == 1


def test_several_frames_are_as_good_as_their_worst():
    barred = blurred(BLOCKS)
    barred[:36] = barred[-36:] = 16
    numbers = look([BLOCKS, barred])
    assert numbers["sharpness"] == sharpness(barred)
    assert numbers["banding"] == max(banding(BLOCKS), banding(barred))
    assert numbers["letterbox"] == 0


def test_a_drawing_and_what_can_go_wrong_with_it():
    clean = drawn(Size(640, 360))
    numbers = look([clean])
    assert numbers["sharpness"] > 0.5 > sharpness(blurred(clean))
    assert numbers["banding"] < 0.35 < banding((clean // 10 * 10 + 5).astype(np.uint8))
    assert numbers["letterbox"] == 0


@given(pictures)
def test_any_picture_is_in_range(plane):
    numbers = look([plane])
    assert set(numbers) == {"sharpness", "banding", "letterbox"}
    assert all(0 <= value <= 1 for value in numbers.values())


@given(pictures)
def test_a_turned_picture_measures_the_same(plane):
    turned = np.ascontiguousarray(plane[::-1, ::-1])
    assert letterbox(turned) == letterbox(plane)
    assert letterbox(plane.T) == letterbox(plane)
