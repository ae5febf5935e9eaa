"""The measures of moving pictures, on frames whose answer is known."""

from fractions import Fraction

import cv2
import numpy as np
import pytest
from doubles.plans import a_manifest, a_scene, a_shot
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from rushes.film.frames import Size
from rushes.film.setup import setup_for
from rushes.film.take import TakeKind
from rushes.film.vocabulary import Move
from rushes.tools.draft.mover import DraftMover
from rushes.tools.footage import TechnicalScorer, decode, watch
from rushes.tools.protocols import MotionRequest, Sight
from rushes.tools.scoring.moving import blink, drift, flow, lab, motion, similarity, steadiness

rng = np.random.default_rng(11)
WORLD = cv2.resize(rng.integers(30, 225, (9, 60)).astype(np.uint8), (600, 90), interpolation=cv2.INTER_CUBIC)

stacks = arrays(np.uint8, st.tuples(st.integers(2, 8), st.integers(16, 30), st.just(32)))
walks = arrays(np.float64, st.tuples(st.integers(2, 12), st.just(3)), elements=st.floats(-100, 100))


def pan(frames=24, speed=2):
    return np.stack([WORLD[:, speed * i : speed * i + 160] for i in range(frames)])


def steady(stack, fps=24.0):
    colours = np.array([[mean, 0.0, 0.0] for mean in stack.mean(axis=(1, 2))])
    return steadiness(stack, colours, fps)


def test_a_still_picture():
    numbers = steady(np.repeat(pan(1), 24, axis=0))
    assert numbers["held"] == pytest.approx(23 / 24)
    assert numbers["duplicates"] == 1
    assert numbers["similarity"] == pytest.approx(1)
    assert numbers["warping"] == numbers["dynamics"] == numbers["drift"] == numbers["blink"] == 0


def test_a_pan_moves_as_fast_as_it_does_and_melts_nothing():
    numbers = steady(pan(speed=2))
    assert numbers["dynamics"] == pytest.approx(2 * 24 / 160, rel=0.05)
    assert numbers["warping"] < 0.5
    assert numbers["held"] == numbers["duplicates"] == 0


@pytest.mark.parametrize("times", [2, 3, 6])
def test_a_stutter_is_held_and_moves_as_fast_as_before(times):
    stack = pan(48)[np.arange(48) // times * times]
    numbers = steady(stack)
    assert numbers["held"] == pytest.approx((times - 1) / 24)
    assert numbers["duplicates"] == pytest.approx(1 - 1 / times, abs=0.03)
    assert numbers["dynamics"] == pytest.approx(2 * 24 / 160, rel=0.1)


def test_what_an_encoder_does_to_held_frames_leaves_them_held():
    stack = pan(48)[np.arange(48) // 6 * 6]
    noise = rng.random(stack.shape) < 0.1
    assert steady((stack + noise).astype(np.uint8))["duplicates"] == pytest.approx(40 / 47, abs=0.01)


def test_a_melting_picture_warps():
    other = WORLD[:, 300:460]
    mixing = [np.clip(pan(1)[0] * (1 - t) + other * t, 0, 255).astype(np.uint8) for t in np.linspace(0, 1, 12)]
    assert steady(np.stack(mixing))["warping"] > 2 * steady(pan(12))["warping"] + 0.5


def test_no_flow_where_nothing_moves():
    assert flow(pan(4), np.array([], dtype=np.intp)) == (0, 0)


def test_similarity_is_a_correlation():
    frame = pan(1)[0]
    darker = (frame // 2 + 20).astype(np.uint8)
    assert similarity(np.stack([frame, darker])) == pytest.approx(1, abs=1e-3)
    assert similarity(np.stack([frame, 255 - frame])) == pytest.approx(-1, abs=1e-3)
    plain = np.full_like(frame, 90)
    assert similarity(np.stack([frame, plain])) == 0
    assert similarity(np.stack([plain, plain])) == 1


def test_lab_of_known_colours():
    black, grey, white = lab(np.array([[0, 0, 0], [118.9, 0, 0], [255, 0, 0]], dtype=float))
    assert black == pytest.approx([0, 0, 0], abs=0.1)
    assert grey == pytest.approx([50, 0, 0], abs=0.2)
    assert white == pytest.approx([100, 0, 0], abs=0.1)
    # BT.709's red, as luma and two colour differences.
    red = lab(np.array([[0.2126 * 255, -0.2126 / 1.8556 * 255, 0.5 * 255]]))[0]
    assert red == pytest.approx([53.24, 80.09, 67.20], abs=0.3)


def test_a_cast_from_the_middle_on_drifts_and_does_not_blink():
    seen = np.zeros((24, 3))
    seen[12:] = [3, 0, 4]
    assert drift(seen) == pytest.approx(5)
    assert blink(seen) == 0


@pytest.mark.parametrize("length", [1, 2, 3])
@pytest.mark.parametrize("at", [1, 10, 20])
def test_a_flash_blinks(length, at):
    seen = np.zeros((24, 3))
    seen[at : at + length] = [60, 0, 0]
    assert blink(seen) == pytest.approx(60)


def test_four_frames_are_no_flash():
    seen = np.zeros((24, 3))
    seen[8:12] = [60, 0, 0]
    assert blink(seen) == 0


@given(walks, st.floats(-50, 50))
def test_drift_and_blink_know_no_origin_and_blink_no_direction_of_time(seen, by):
    assert drift(seen) >= 0
    assert blink(seen) >= 0
    assert drift(seen + by) == pytest.approx(drift(seen), abs=1e-6)
    assert blink(seen + by) == pytest.approx(blink(seen), abs=1e-6)
    assert blink(seen[::-1]) == pytest.approx(blink(seen), abs=1e-6)


@given(st.integers(2, 60), st.floats(0.5, 5))
def test_an_even_fade_does_not_blink(frames, step):
    assert blink(np.arange(frames)[:, None] * np.array([[step, 0, 0]])) == pytest.approx(0, abs=1e-9)


@given(stacks)
def test_any_frames_are_in_range(stack):
    numbers = steady(stack) | motion(stack, 24.0)
    assert all(np.isfinite(value) for value in numbers.values())
    assert 0 <= numbers["duplicates"] <= 1
    assert 0 <= numbers["held"] <= (len(stack) - 1) / 24
    assert -1 <= numbers["similarity"] <= 1
    assert 0 <= numbers["warping"] <= 255
    assert min(numbers["dynamics"], numbers["drift"], numbers["blink"]) >= 0


def a_clip(folder):
    scene = a_scene("1", 1).model_copy(update={"shots": (a_shot("1-1", move=Move.PAN_LEFT),)})
    setup = setup_for(a_manifest(scene), scene, scene.shots[0])
    request = MotionRequest(setup, folder / "unread.png", 3, Size(320, 180), 24, Fraction(24), 4)
    return DraftMover().move(request, folder, lambda _done, _steps: None).file, setup


def test_a_draft_clip_is_sound(tmp_path):
    clip, setup = a_clip(tmp_path)
    numbers = TechnicalScorer().measure(Sight(clip, TakeKind.CLIP, setup))
    assert all(isinstance(value, float) and np.isfinite(value) for value in numbers.values())
    assert {"sharpness", "banding", "letterbox", "held", "drift", "luma", "frozen"} <= set(numbers)
    assert numbers["letterbox"] == 0
    assert numbers["held"] < 0.3
    assert numbers["duplicates"] < 0.6
    assert numbers["similarity"] > 0.85
    assert 0.01 < numbers["dynamics"] < 1
    assert numbers["warping"] < 1.5
    assert numbers["drift"] < 9
    assert numbers["blink"] < 2


def test_footage_holds_what_is_measured(tmp_path):
    clip, _ = a_clip(tmp_path)
    facts, footage = watch(clip)
    assert [look.shape for look in footage.looks] == [(180, 320)] * 3
    assert len(footage.planes) == len(footage.colours) == facts.frames == 24
    assert np.array_equal(np.stack(footage.planes), np.stack(decode(clip)[1]))
    means = [plane.mean() for plane in footage.planes]
    assert np.array(footage.colours)[:, 0] == pytest.approx(means)
