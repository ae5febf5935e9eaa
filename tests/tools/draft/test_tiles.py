"""Composing by tiles shows what laying every drawing over the whole frame would show."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rushes.film.frames import Size
from rushes.tools.draft.layer import Layer, lay
from rushes.tools.draft.occupancy import EMPTY, MIXED, OPAQUE, Occupancy
from rushes.tools.draft.plate import BEATS, Plate
from rushes.tools.draft.tiles import Placed, Tiles
from rushes.tools.draft.warp import Warp

FRAME = Size(200, 130)  # neither side a whole number of tiles


@st.composite
def drawings(draw, light=False):
    """Premultiplied boxes of every kind of alpha on nothing, or light without alpha."""
    height, width = draw(st.integers(1, 150)), draw(st.integers(1, 210))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    pixels = np.zeros((height, width, 4), dtype=np.uint8)
    for _ in range(draw(st.integers(0, 4))):
        y, x = rng.integers(-40, height), rng.integers(-40, width)
        box = pixels[max(y, 0) : y + rng.integers(41, 160), max(x, 0) : x + rng.integers(41, 160)]
        alpha = 255 if rng.random() < 0.7 else int(rng.integers(0, 256))
        box[..., :3] = rng.integers(0, alpha + 1, 3)
        box[..., 3] = 0 if light else alpha
    return pixels


@st.composite
def matrices(draw):
    """Rests, slides along one axis or both, zooms, leans and perspectives, some past the lens."""
    x, y = (draw(st.one_of(st.integers(-90, 130).map(float), st.floats(-90, 130))) for _ in range(2))
    matrix = np.array([[1, 0, x], [0, 1, y], [0, 0, 1]], dtype=np.float64)
    if draw(st.booleans()):
        grown = draw(st.floats(0.4, 4.0))
        matrix[:2, :2] = [[grown, draw(st.floats(-0.3, 0.3))], [draw(st.floats(-0.3, 0.3)), grown]]
    if draw(st.booleans()):
        matrix[2, :2] = draw(st.floats(-0.01, 0.01)), draw(st.floats(-0.01, 0.01))
    return matrix if abs(np.linalg.det(matrix)) > 0.02 else np.eye(3)


@st.composite
def placings(draw):
    kind = draw(st.sampled_from(["drawing", "drawing", "drawing", "light", "solid"]))
    pixels = draw(drawings(light=kind == "light"))
    return pixels, draw(matrices()), kind, draw(st.floats(0.2, 1.0)) if kind == "light" else None


def placed(pixels, matrix, kind, light):
    solid = kind == "solid"
    return Placed(Warp(pixels, matrix, solid=solid), None if solid else Occupancy(pixels), light)


@settings(max_examples=150, deadline=None)
@given(drawings(), st.data())
def test_occupancy_says_what_a_look_at_every_pixel_says(pixels, data):
    edges = st.integers(-60, 260)
    boxes = [sorted(data.draw(st.tuples(edges, edges))) + sorted(data.draw(st.tuples(edges, edges))) for _ in range(8)]
    left, right, top, bottom = (np.array(part) for part in zip(*boxes, strict=True))
    states = Occupancy(pixels).states(left, top, right + 1, bottom + 1)
    around = np.pad(pixels, ((60, 260), (60, 260), (0, 0)))
    for state, (x0, x1, y0, y1) in zip(states, boxes, strict=True):
        seen = around[y0 + 60 : y1 + 61, x0 + 60 : x1 + 61]
        if state == EMPTY:
            assert not seen.any()
        if state == OPAQUE:
            assert (seen[..., 3] == 255).all()


def test_occupancy_of_whole_blocks_is_exact():
    pixels = np.zeros((64, 64, 4), dtype=np.uint8)
    pixels[16:48, 16:48] = 255
    left = np.array([16, 0, 15, 48, -50, 20])
    top = np.array([16, 0, 16, 48, 20, 20])
    right, bottom = np.array([48, 16, 48, 64, 0, 21]), np.array([48, 64, 48, 64, 40, 21])
    assert Occupancy(pixels).states(left, top, right, bottom).tolist() == [OPAQUE, EMPTY, MIXED, EMPTY, EMPTY, OPAQUE]


@settings(max_examples=300, deadline=None)
@given(st.lists(placings(), min_size=1, max_size=5))
def test_tiles_show_what_laying_everything_shows(stack):
    ground = np.random.default_rng(7).integers(0, 256, (FRAME.height, FRAME.width, 4), dtype=np.uint8)
    ground[..., 3] = 255
    plain, tiled = ground.copy(), ground.copy()
    for pixels, matrix, kind, light in stack:
        lay(plain, pixels, matrix, solid=kind == "solid", light=light)
    Tiles(FRAME).compose(tiled, [placed(*part) for part in stack])
    assert np.abs(plain.astype(int) - tiled).max() <= 2


def test_what_is_hidden_or_empty_is_not_drawn_and_a_light_hides_nothing():
    wall = np.full((130, 200, 4), 255, dtype=np.uint8)
    half = wall.copy()
    half[:, 100:] = 0
    parts = [(wall, np.eye(3), "solid", None), (half, np.eye(3), "drawing", None), (wall, np.eye(3), "light", 0.5)]
    back, front, light = Tiles(FRAME).seen([placed(*part) for part in parts])
    assert (back[:, 0] == EMPTY).all()
    assert (front[:, 0] == OPAQUE).all()
    assert (back[:, 2] == OPAQUE).all()
    assert (front[:, 2] == EMPTY).all()
    assert (light == MIXED).all()


@pytest.mark.parametrize("shift", [(0.0, 0.0), (3.0, -2.0), (0.37, 5.0), (-4.0, 0.81), (0.5, 0.5), (-0.001, 0.0)])
def test_a_slide_is_what_a_warp_would_make(shift):
    pixels = np.random.default_rng(2).integers(0, 256, (60, 70, 4), dtype=np.uint8)
    matrix = np.array([[1, 0, shift[0]], [0, 1, shift[1]], [0, 0, 1]])
    slid = np.zeros((30, 40, 4), dtype=np.uint8)
    Warp(pixels, matrix).fill(slid, 12, 14)
    x, y = 12 - shift[0], 14 - shift[1]
    right, down = x - math.floor(x), y - math.floor(y)
    around = pixels[math.floor(y) : math.floor(y) + 31, math.floor(x) : math.floor(x) + 41].astype(float)
    rows = around[:-1] * (1 - down) + around[1:] * down
    assert np.abs(rows[:, :-1] * (1 - right) + rows[:, 1:] * right - slid).max() <= 1


def test_a_plate_refreshed_beat_by_beat_is_the_plate_drawn_anew():
    rng = np.random.default_rng(4)
    sky = np.dstack([rng.integers(0, 256, (130, 200, 3), dtype=np.uint8), np.full((130, 200), 255, dtype=np.uint8)])
    cloud = np.zeros((40, 50, 4), dtype=np.uint8)
    cloud[5:35, 5:45] = (90, 90, 90, 120)
    hill = np.zeros((60, 200, 4), dtype=np.uint8)
    hill[:, :120] = (20, 60, 20, 255)
    layers = [
        Layer((sky,), (0.0, 0.0), 1.0, 900.0, solid=True),
        Layer((cloud,), (20.0, 10.0), 1.0, 900.0, wind=(31.0, 0.0)),
        Layer((hill,), (0.0, 40.0), 1.0, 90.0),
        Layer((np.full((20, 20, 4), (80, 60, 0, 0), dtype=np.uint8),), (150.0, 90.0), 1.0, 20.0, flicker=0.5),
    ]

    def placing(number, seconds):
        x, y = layers[number].corner
        return np.array([[1, 0, x + layers[number].wind[0] * seconds], [0, 1, y], [0, 0, 1]])

    def lighting(number, seconds):
        return 1 - 0.1 * seconds if layers[number].flicker else None

    plate = Plate(layers, placing, lighting, FRAME)
    drawn = []
    for beat in (0, 1, 2, 9, 14):
        anew = np.zeros((FRAME.height, FRAME.width, 4), dtype=np.uint8)
        for number, layer in enumerate(layers):
            matrix = placing(number, beat / BEATS)
            lay(anew, layer.drawings[0], matrix, solid=layer.solid, light=lighting(number, beat / BEATS))
        drawn.append(plate.picture_at((beat + 0.5) / BEATS).copy())
        assert np.abs(anew.astype(int) - drawn[-1]).max() <= 2
    assert np.abs(drawn[0].astype(int) - drawn[-1]).max() > 20
