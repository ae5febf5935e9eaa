"""Palettes: colours of a part of a picture, whatever its shapes and nearly whatever its light."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from rushes.tools.scoring.embeddings import likeness
from rushes.tools.scoring.palette import palette

parts = arrays(np.uint8, st.tuples(st.integers(1, 30), st.integers(1, 30), st.just(3)))
RED, BLUE, GREEN = (180, 60, 50), (50, 70, 170), (60, 130, 60)


def coat(colour, seed=1, light=1.0):
    """Folds of one colour under some light."""
    folds = np.random.default_rng(seed).uniform(0.6, 1.0, (60, 40, 1))
    return np.clip(np.array(colour) * folds * light, 0, 255).astype(np.uint8)


@given(parts)
def test_a_palette_is_like_itself_and_of_length_one(part):
    own = palette(part)
    assert float(np.linalg.norm(own)) == pytest.approx(1.0, abs=1e-5)
    assert likeness(own, own) == pytest.approx(1.0, abs=1e-5)


@given(parts, parts)
def test_a_likeness_of_palettes_is_a_share(one, other):
    assert -1e-6 <= likeness(palette(one), palette(other)) <= 1.0
    assert likeness(palette(one), palette(other)) == likeness(palette(other), palette(one))


@given(parts)
def test_shapes_do_not_matter(part):
    mixed = np.random.default_rng(0).permutation(part.reshape(-1, 3)).reshape(part.shape)
    assert likeness(palette(part), palette(mixed)) == pytest.approx(1.0, abs=1e-4)


def test_a_red_and_a_blue_coat_are_told_apart():
    assert likeness(palette(coat(RED)), palette(coat(RED, seed=2))) > 0.95
    for one, other in ((RED, BLUE), (RED, GREEN), (BLUE, GREEN)):
        assert likeness(palette(coat(one)), palette(coat(other))) < 0.2


@pytest.mark.parametrize("light", [0.7, 0.85, 1.2])
def test_lighter_and_darker_hardly_matters(light):
    dimmed = palette(coat(RED, light=light))
    assert likeness(dimmed, palette(coat(RED))) > 0.7
    assert likeness(dimmed, palette(coat(RED))) > likeness(dimmed, palette(coat(BLUE))) + 0.5


def test_two_colours_are_half_like_each():
    both = np.concatenate([coat(RED), coat(BLUE)])
    for one in (RED, BLUE):
        assert 0.4 < likeness(palette(both), palette(coat(one))) < 0.9


def test_the_strongest_colours_have_a_palette_too():
    assert likeness(palette(np.full((4, 4, 3), (255, 0, 0), dtype=np.uint8)), palette(coat(BLUE))) < 0.2
