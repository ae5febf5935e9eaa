"""How a clip of the asked length, rate and size comes from a model that has its own."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from rushes.errors import ToolFailed
from rushes.film.frames import FrameGrid, Size
from rushes.tools.diffusion.clips import (
    ClipPlan,
    filled,
    filling,
    nearest_in_time,
    segments,
    shooting_size,
    source_frames,
)

MOCHI = FrameGrid(6, 1)


@pytest.mark.parametrize(
    ("frames", "asked", "native", "needed"),
    [
        (85, 24, 24, 85),
        (1, 24, 16, 1),
        (84, 24, 16, 57),
        (24, 24, 7, 8),
        (25, 24, 30, 31),
        (120, Fraction(24000, 1001), 24, 121),
    ],
)
def test_the_last_instant_is_reached(frames, asked, native, needed):
    assert source_frames(frames, Fraction(asked), Fraction(native)) == needed
    assert Fraction(needed - 1, Fraction(native)) >= Fraction(frames - 1, Fraction(asked))


@pytest.mark.parametrize(
    ("needed", "longest", "grid", "wanted"),
    [
        (84, 85, MOCHI, (85,)),
        (85, 85, MOCHI, (85,)),
        (86, 85, MOCHI, (85, 7)),
        (20, 85, MOCHI, (25,)),
        (240, 85, MOCHI, (85, 85, 73)),
        (81, 81, FrameGrid(4, 1), (81,)),
        (25, 25, FrameGrid(), (25,)),
        (26, 25, FrameGrid(), (25, 2)),
        (10, 16, FrameGrid(8, 0), (16,)),
        (40, 16, FrameGrid(16, 0), (16, 16, 16)),
        (3, 1, MOCHI, (7,)),
        (1, 85, MOCHI, (1,)),
    ],
)
def test_long_shots_go_on_from_a_last_picture(needed, longest, grid, wanted):
    assert segments(needed, longest, grid) == wanted


@given(
    st.integers(1, 1000),
    st.integers(1, 200),
    st.integers(1, 16).flatmap(lambda step: st.tuples(st.just(step), st.integers(0, step))),
)
def test_segments_hold_what_is_needed_on_the_grid(needed, longest, step_and_offset):
    grid = FrameGrid(*step_and_offset)
    lengths = segments(needed, longest, grid)
    assert ClipPlan(lengths, Size(64, 64)).frames >= needed
    assert all(grid.holds(length) for length in lengths)
    assert all(length <= max(longest, grid.at_least(2)) for length in lengths)
    assert ClipPlan(lengths[:-1], Size(64, 64)).frames < needed or len(lengths) == 1


@pytest.mark.parametrize(
    ("asked", "native", "multiple", "wanted"),
    [
        ("1280x720", "848x480", 16, "848x480"),
        ("848x480", "848x480", 16, "848x480"),
        ("1920x1080", "832x480", 16, "832x480"),
        ("3840x2160", "1360x768", 16, "1360x768"),
        ("720x1280", "848x480", 16, "480x848"),
        ("1000x1000", "848x480", 16, "640x640"),
        ("1920x804", "1024x576", 64, "1216x512"),
    ],
)
def test_it_is_shot_at_the_models_area_in_the_asked_shape(asked, native, multiple, wanted):
    assert shooting_size(Size.parse(asked), Size.parse(native), multiple) == Size.parse(wanted)


def test_a_picture_fills_the_frame_and_keeps_its_middle():
    wide = np.zeros((40, 120, 3), dtype=np.uint8)
    wide[:, 40:80] = 255
    square = np.asarray(filling(Image.fromarray(wide), Size(80, 80)))
    assert square.shape == (80, 80, 3)
    assert (square[:, 8:72] == 255).all()


def numbered(count):
    return (np.full((4, 6, 3), index, dtype=np.uint8) for index in range(count))


def shown(frames):
    return [int(frame[0, 0, 0]) for frame in frames]


def test_frames_of_the_right_size_pass_as_they_are():
    frame = next(numbered(1))
    assert next(filled([frame], Size(6, 4))) is frame


@pytest.mark.parametrize(
    ("source", "target", "count", "wanted"),
    [
        (24, 24, 3, [0, 1, 2]),
        (12, 24, 6, [0, 1, 1, 2, 2, 3]),
        (30, 24, 5, [0, 1, 3, 4, 5]),
        (16, 24, 4, [0, 1, 1, 2]),
        (24, 24, 9, [0, 1, 2, 3, 4, 5, 5, 5, 5]),
    ],
)
def test_without_an_interpolator_the_nearest_frame_is_shown(source, target, count, wanted):
    assert shown(nearest_in_time(numbered(6), Fraction(source), Fraction(target), count)) == wanted


def test_a_model_that_made_nothing_failed():
    with pytest.raises(ToolFailed, match="no frame"):
        list(nearest_in_time(iter([]), Fraction(24), Fraction(24), 3))


def test_frames_are_read_as_they_are_wanted():
    read = []

    def stream():
        for frame in numbered(1000):
            read.append(1)
            yield frame

    frames = nearest_in_time(stream(), Fraction(24), Fraction(24), 1000)
    next(frames), next(frames)
    assert len(read) <= 3
