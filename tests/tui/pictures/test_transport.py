"""Where a projector stands: exact on any clock."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rushes.tui.pictures.transport import Transport

RATES = st.sampled_from([Fraction(12), Fraction(24), Fraction(30000, 1001), Fraction(25, 2)])


@given(st.integers(1, 500), RATES, st.floats(0, 1e6), st.integers(0, 2000))
def test_each_frame_is_due_at_its_time_and_the_end_leads_to_the_beginning(frames, fps, began, later):
    running = Transport(frames, fps).run(began)
    assert running.at(began + float(later / fps)) == later % frames
    assert running.at(began + float((later + Fraction(9, 10)) / fps)) == later % frames


@given(st.integers(2, 500), RATES, st.floats(0, 1e5), st.floats(0, 100))
def test_after_the_wait_another_frame_is_due_and_before_it_none(frames, fps, began, later):
    running = Transport(frames, fps).run(began)
    now = began + later
    wait = running.until_next(now)
    assert 0 <= wait <= 1 / fps + 1e-6
    assert running.at(now + wait) == (running.at(now) + 1) % frames
    assert wait < 1e-4 or running.at(now + wait - 1e-5) == running.at(now)


def test_it_stands_where_it_was_stopped():
    stood = Transport(24, Fraction(12)).run(10.0).stand(10.5)
    assert (stood.index, stood.running, stood.at(99.0), stood.until_next(99.0)) == (6, False, 6, None)
    assert stood.run(100.0).at(100.25) == 9


@pytest.mark.parametrize(("asked", "got"), [(-3, 0), (5, 5), (24, 23), (900, 23)])
def test_it_goes_no_further_than_there_is_film(asked, got):
    standing = Transport(24, Fraction(12))
    assert standing.seek(asked, 1.0).at(7.0) == got
    assert standing.run(0.0).seek(asked, 1.0).at(1.0) == got
    assert standing.run(0.0).seek(asked, 1.0).running


@pytest.mark.parametrize("still", [Transport(1, Fraction(0)), Transport(1, Fraction(24))])
def test_a_still_never_moves(still):
    assert still.run(0.0).at(50.0) == 0
    assert still.run(0.0).until_next(50.0) is None


def test_running_twice_is_running_once():
    running = Transport(24, Fraction(12)).run(1.0)
    assert running.run(1.5) == running
