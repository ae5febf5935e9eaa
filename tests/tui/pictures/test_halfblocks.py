"""Half-blocks: never a strip or a cell too many or too few, and every colour where it belongs."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from rushes.tui.pictures.halfblocks import fitted, halfblocks, inked

SIZES = st.integers(0, 70)
SIDES = st.integers(1, 90)


def pixels(strips):
    """The picture that strips show: 2 x rows high."""
    rows = []
    for strip in strips:
        upper, lower = [], []
        for segment in strip:
            under = tuple(segment.style.bgcolor.triplet)
            over = tuple(segment.style.color.triplet) if segment.text[0] == "▀" else under
            upper += [over] * len(segment.text)
            lower += [under] * len(segment.text)
        rows += [upper, lower]
    return np.array(rows, np.uint8)


@settings(max_examples=150, deadline=None)
@given(SIZES, SIZES, SIDES, SIDES, st.booleans(), st.integers(0, 2**32 - 1))
def test_always_as_many_strips_and_cells_as_asked(columns, rows, width, height, coarse, seed):
    picture = np.random.default_rng(seed).integers(0, 256, (height, width, 3)).astype(np.uint8)
    for strips in (halfblocks(picture, columns, rows, coarse=coarse), inked(picture, columns, rows)):
        assert len(strips) == rows
        assert all(strip.cell_length == columns == cell_len(strip.text) for strip in strips)


@settings(max_examples=150, deadline=None)
@given(st.integers(1, 70), st.integers(1, 70), SIDES, SIDES)
def test_it_fits_and_keeps_its_shape(columns, rows, width, height):
    across, down = fitted(width, height, columns, rows)
    assert 1 <= across <= columns
    assert 1 <= down <= 2 * rows
    assert across == columns or down == 2 * rows
    assert abs(across * height - down * width) <= max(width, height)  # less than a pixel from the true shape


def test_colours_land_where_they_should():
    corners = np.array([[[255, 0, 0], [0, 255, 0]], [[0, 0, 255], [255, 255, 0]]], np.uint8)
    assert (pixels(halfblocks(corners, 2, 1)) == corners).all()
    large = np.kron(corners, np.ones((30, 30, 1), np.uint8))
    shown = pixels(halfblocks(large, 20, 10))
    assert (shown[:10, :10] == [255, 0, 0]).all()
    assert (shown[:10, 10:] == [0, 255, 0]).all()
    assert (shown[10:, :10] == [0, 0, 255]).all()
    assert (shown[10:, 10:] == [255, 255, 0]).all()


@pytest.mark.parametrize(("columns", "rows", "white"), [(20, 5, (0, 10, 5, 15)), (10, 15, (10, 20, 0, 10))])
def test_what_is_left_over_is_black_on_both_sides(columns, rows, white):
    shown = pixels(halfblocks(np.full((50, 50, 3), 255, np.uint8), columns, rows))
    top, bottom, left, right = white
    assert (shown[top:bottom, left:right] == 255).all()
    assert shown.sum() == 255 * 3 * (bottom - top) * (right - left)


def test_neighbours_alike_share_a_segment():
    halves = np.zeros((20, 40, 3), np.uint8)
    halves[:, 20:] = 200
    assert [len(list(strip)) for strip in halfblocks(halves, 40, 10)] == [2] * 10


def test_coarse_is_close():
    ramp = np.arange(256, dtype=np.uint8).reshape(16, 16, 1).repeat(3, axis=2)
    shown = pixels(halfblocks(ramp, 16, 8, coarse=True)).astype(int)
    assert abs(shown - ramp).max() <= 2
    assert len(np.unique(shown)) == 64
    assert {shown.min(), shown.max()} == {0, 255}


def test_without_colour_light_is_ink():
    ramp = np.linspace(0, 255, 100).astype(np.uint8)[None, :, None].repeat(20, axis=0).repeat(3, axis=2)
    (line,) = {strip.text for strip in inked(ramp, 100, 10)}
    assert "".join(dict.fromkeys(line)) == " .:-=+*#%@"


def test_a_picture_of_nothing_is_black():
    assert (pixels(halfblocks(np.zeros((0, 5, 3), np.uint8), 4, 2)) == 0).all()
