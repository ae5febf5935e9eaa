from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rushes.film.frames import FrameGrid, Size, frames_for, retimed, seconds_of, timecode

MOCHI = FrameGrid(6, 1)


@pytest.mark.parametrize(("asked", "made"), [(1, 1), (2, 7), (79, 79), (84, 85), (85, 85), (0, 1)])
def test_mochi_takes_6k_plus_1_frames(asked, made):
    assert MOCHI.at_least(asked) == made


@given(st.integers(1, 50), st.integers(0, 9), st.integers(1, 5000))
def test_a_grid_gives_the_shortest_length_that_holds(step, offset, frames):
    grid = FrameGrid(step, offset)
    made = grid.at_least(frames)
    assert made >= frames
    assert grid.holds(made)
    assert made - step < frames or made <= max(offset, step)


@pytest.mark.parametrize(
    ("size", "multiple", "fitted"),
    [("1280x720", 16, "1280x720"), ("1000x563", 16, "1008x560"), ("5x5", 64, "64x64"), ("848x480", 8, "848x480")],
)
def test_sizes_fit_multiples(size, multiple, fitted):
    assert str(Size.parse(size).fitted(multiple)) == fitted


def test_85_frames_from_24_to_60_are_211():
    assert retimed(85, Fraction(24), Fraction(60)) == 211


@given(st.integers(1, 10**6), st.sampled_from([Fraction(24), Fraction(25), Fraction(24000, 1001), Fraction(60)]))
def test_seconds_and_frames_are_each_others_inverse(frames, fps):
    assert frames_for(float(seconds_of(frames, fps)), fps) == frames


@pytest.mark.parametrize(("frames", "code"), [(0, "00:00:00:00"), (23, "00:00:00:23"), (24 * 3661, "01:01:01:00")])
def test_timecode(frames, code):
    assert timecode(frames, Fraction(24)) == code


@pytest.mark.parametrize("text", ["", "12", "0x4", "-2x4", "axb"])
def test_no_size(text):
    with pytest.raises(ValueError):
        Size.parse(text)
