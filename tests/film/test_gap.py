import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rushes.film.gap import BUCKETS, MOST_PAIRS, Appearance, likeness_over, pairs_apart


def at(place, angle):
    return Appearance(place, (math.cos(angle), math.sin(angle)))


def test_buckets_part_every_distance_there_is():
    ends = [1]
    for least, most in BUCKETS:
        assert least == ends[-1]
        ends.append(most + 1 if most is not None else None)
    assert ends[-1] is None


def test_somebody_who_never_changes_is_always_alike():
    found = likeness_over([at(place, 0.3) for place in range(60)])
    assert [(one.least, one.most) for one in found] == list(BUCKETS)
    for one in found:
        assert (one.mean, one.low, one.high) == pytest.approx((1.0, 1.0, 1.0))
    assert found[0].pairs == 59
    assert found[1].pairs == 58 + 57 + 56 + 55


def test_somebody_who_drifts_is_less_alike_the_further_apart():
    found = likeness_over([at(place, 0.02 * place) for place in range(70)])
    means = [one.mean for one in found]
    assert means == sorted(means, reverse=True)
    assert found[0].mean == pytest.approx(math.cos(0.02))


def test_a_mean_and_its_interval():
    (near, far) = likeness_over([at(0, 0.0), at(1, 0.0), at(3, math.pi / 2)])
    assert (near.pairs, near.mean, near.low, near.high) == (1, 1.0, None, None)
    assert (far.pairs, far.mean) == (2, pytest.approx(0.0))
    (_, wide) = likeness_over([at(0, 0.0), at(1, math.pi / 3), at(3, 0.0)])
    spread = 0.25 * math.sqrt(2)
    reach = 1.96 * spread / math.sqrt(2)
    assert (wide.mean, wide.low, wide.high) == pytest.approx((0.75, 0.75 - reach, 1.0))


def test_one_appearance_is_alike_to_nothing():
    assert likeness_over([]) == ()
    assert likeness_over([at(4, 0.0)]) == ()
    assert likeness_over([at(4, 0.0), at(4, 1.0)]) == ()


places = st.lists(st.integers(0, 130), max_size=60).map(sorted)


@given(places, st.sampled_from(BUCKETS))
def test_pairs_are_those_that_lie_so_far_apart(where, bucket):
    least, most = bucket
    wanted = [
        (one, other)
        for one in range(len(where))
        for other in range(one + 1, len(where))
        if least <= where[other] - where[one] <= (math.inf if most is None else most)
    ]
    assert list(pairs_apart(where, least, most)) == wanted


@given(st.integers(400, 900))
def test_a_long_film_is_bounded_evenly_and_the_same_each_time(length):
    chosen = list(pairs_apart(range(length), 51, None))
    assert len(chosen) == len(set(chosen)) == MOST_PAIRS
    assert chosen == list(pairs_apart(range(length), 51, None))
    assert all(other - one > 50 for one, other in chosen)
    # From the first shots to the last ones that have a partner.
    assert chosen[0][0] == 0
    assert chosen[-1][0] > (length - 51) * 0.9


@given(st.lists(st.tuples(st.integers(0, 200), st.floats(-4, 4)), max_size=40))
def test_means_are_cosines_within_their_interval(shown):
    for one in likeness_over([at(place, angle) for place, angle in shown]):
        assert -1.0 <= one.mean <= 1.0
        if one.low is not None:
            assert -1.0 <= one.low <= one.mean + 1e-12
            assert one.mean - 1e-12 <= one.high <= 1.0
