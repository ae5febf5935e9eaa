"""The shapes that figures are cut from."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rushes.tools.draft.figures.outline import arc, beside, between, capsule, cuff, curve, hull, oval, smooth, tube

coordinates = st.floats(-10, 10)
points = st.tuples(coordinates, coordinates)
radii = st.floats(0.01, 3)


def area(outline) -> float:
    ring = np.asarray(outline)
    x, y = ring[:, 0], ring[:, 1]
    return abs(float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1)))) / 2


@given(st.lists(points, min_size=3, max_size=9))
def test_a_closed_curve_passes_through_its_points(knots):
    around = smooth(knots, steps=4)
    assert len(around) == 4 * len(knots)
    assert np.allclose(around[::4], np.asarray(knots))


@given(st.lists(points, min_size=2, max_size=9))
def test_an_open_curve_keeps_its_ends(knots):
    way = curve(knots)
    assert np.allclose(way[0], knots[0])
    assert np.allclose(way[-1], knots[-1])


@given(points, radii, points, radii)
def test_a_capsule_wraps_both_its_circles(p, r, q, s):
    outline = np.asarray(capsule(p, r, q, s))
    low, high = outline.min(axis=0), outline.max(axis=0)
    slack = 0.06 * max(r, s) + 1e-6
    for (x, y), radius in ((p, r), (q, s)):
        assert low[0] <= x - radius + slack
        assert high[0] >= x + radius - slack
        assert low[1] <= y - radius + slack
        assert high[1] >= y + radius - slack


def test_a_capsule_has_the_area_of_its_parts():
    assert area(capsule((0, 0), 1, (5, 0), 1)) == pytest.approx(10 + math.pi, rel=0.02)
    assert area(oval(3, 4, 2, 1)) == pytest.approx(2 * math.pi, rel=0.02)
    assert area(oval(3, 4, 2, 1, tilt=30)) == pytest.approx(2 * math.pi, rel=0.02)


def test_a_limb_has_a_piece_a_bone():
    assert len(tube([((0, 0), 1), ((0, 2), 1), ((1, 3), 0.5)])) == 2


@given(st.lists(st.tuples(points, radii), min_size=1, max_size=5))
def test_a_hull_reaches_around_every_circle(circles):
    wrapped = hull(circles)
    for (x, y), r in circles:
        assert wrapped[:, 0].min() <= x - r + 0.03 * r + 1e-4
        assert wrapped[:, 1].max() >= y + r - 0.03 * r - 1e-4


@given(points, points, st.floats(-1, 2), st.floats(-2, 2))
def test_beside_is_between_moved_at_right_angles(p, q, t, off):
    if math.dist(p, q) < 1e-3:
        return
    x, y = between(p, q, t)
    a, b = beside(p, q, t, off)
    assert math.dist((x, y), (a, b)) == pytest.approx(abs(off), abs=1e-6)
    assert (a - x) * (q[0] - p[0]) + (b - y) * (q[1] - p[1]) == pytest.approx(0, abs=1e-5)


def test_an_arc_runs_from_its_start_to_its_end():
    assert arc(0, 0, 2, 1, 0, 90)[0] == pytest.approx((2, 0))
    assert arc(0, 0, 2, 1, 0, 90)[-1] == pytest.approx((0, 1), abs=1e-9)
    assert area(cuff((0, 0), 1, (4, 0), 2)) == pytest.approx(12)
