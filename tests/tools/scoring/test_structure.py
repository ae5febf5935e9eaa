"""What a picture shows without its light: maps that agree, and those that do not."""

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from rushes.film.frames import Size
from rushes.tools.scoring.structure import WIDTH, agreement, apart, small, small_size, small_still, structure

HEIGHT = 180
pictures = arrays(np.uint8, st.tuples(st.integers(2, 40), st.integers(2, 60), st.just(3)))


def noise(seed):
    """Blobs of colour, different for every seed."""
    coarse = np.random.default_rng(seed).integers(40, 215, (18, 32, 3)).astype(np.uint8)
    return cv2.resize(coarse, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC)


def test_a_picture_agrees_with_itself():
    assert agreement(structure(noise(1)), structure(noise(1))) == pytest.approx(1.0, abs=1e-5)


@pytest.mark.parametrize("seed", range(2, 8))
def test_two_noises_have_nothing_to_do_with_each_other(seed):
    assert abs(agreement(structure(noise(1)), structure(noise(seed)))) < 0.15


def test_a_slow_gradient_over_the_picture_changes_little():
    across = np.linspace(0.6, 1.0, WIDTH)[None, :, None]
    lit = (noise(1) * across).astype(np.uint8)
    assert apart(lit, noise(1)).mean() > 8
    assert agreement(structure(lit), structure(noise(1))) > 0.9


def test_fog_over_everything_changes_little():
    fog = (noise(1) * 0.6 + 80).astype(np.uint8)
    assert agreement(structure(fog), structure(noise(1))) > 0.9


def test_a_picture_turned_about_is_told():
    turned = np.ascontiguousarray(noise(1)[:, ::-1])
    assert abs(agreement(structure(turned), structure(noise(1)))) < 0.15
    again = np.ascontiguousarray(turned[:, ::-1])
    assert agreement(structure(again), structure(noise(1))) == pytest.approx(1.0, abs=1e-5)


def test_other_colours_of_the_same_lightness_are_told():
    picture = noise(1)
    assert agreement(structure(np.ascontiguousarray(picture[..., ::-1])), structure(picture)) < 0.7


def test_an_empty_picture_agrees_with_nothing():
    flat = np.full((HEIGHT, WIDTH, 3), 128, dtype=np.uint8)
    assert agreement(structure(flat), structure(noise(1))) == pytest.approx(0.0, abs=0.05)
    assert agreement(structure(flat) * 0, structure(flat) * 0) == 0.0


@given(pictures)
def test_any_picture_agrees_within_bounds_and_the_same_both_ways(picture):
    own, other = structure(picture), structure(np.ascontiguousarray(picture[::-1]))
    assert own.shape == picture.shape
    assert np.isfinite(own).all()
    assert -1.0 <= agreement(own, other) <= 1.0
    assert agreement(own, other) == agreement(other, own)


@given(pictures)
def test_no_picture_is_apart_from_itself(picture):
    assert not apart(picture, picture).any()
    assert (apart(picture, 255 - picture) >= 0).all()


@given(st.integers(2, 4000), st.integers(2, 4000))
def test_a_small_picture_has_its_width_and_its_own_proportions(width, height):
    size = small_size(Size(width, height))
    assert size.width == WIDTH
    assert size.height >= 2
    assert abs(size.height - height * WIDTH / width) < 2


def test_a_still_is_read_small_and_again_when_it_changed(tmp_path):
    file = tmp_path / "still.png"
    for shade in (40, 200):
        cv2.imwrite(str(file), np.full((90, 160, 3), shade, dtype=np.uint8))
        size, picture = small_still(file)
        assert (size, picture.shape) == (Size(160, 90), (HEIGHT, WIDTH, 3))
        assert picture.mean() == shade
    assert small(noise(1)).shape == (HEIGHT, WIDTH, 3)
