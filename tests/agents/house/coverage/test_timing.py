import pytest
from hypothesis import given
from hypothesis import strategies as st

from rushes.agents.house.coverage.timing import Length, fitted
from rushes.film.grammar.pace import LONGEST, SHORTEST

_eighths = st.integers(16, 64).map(lambda steps: steps / 8)
lengths = st.lists(
    st.tuples(_eighths, _eighths).map(lambda pair: Length(min(pair), max(pair))), min_size=1, max_size=40
)


@given(lengths, st.floats(0, 400))
def test_shots_keep_their_limits_and_sum_to_the_film_where_they_can(parts, total):
    seconds = fitted(parts, total)
    least, most = sum(part.least for part in parts), LONGEST * len(parts)
    assert all(part.least <= one <= LONGEST for part, one in zip(parts, seconds, strict=True))
    assert all(one >= SHORTEST and one % 0.125 == 0 for one in seconds)
    assert sum(seconds) == pytest.approx(min(max(total, least), most), abs=0.2)


def test_a_longer_film_stretches_all_shots_alike():
    assert fitted([Length(2, 2), Length(2, 4)], 9) == [3, 6]


def test_a_shot_that_is_full_leaves_the_rest_to_the_others():
    assert fitted([Length(2, 2), Length(2, 6)], 14) == [6, 8]


def test_a_shorter_film_takes_from_what_can_be_spared():
    assert fitted([Length(3, 3), Length(2, 4), Length(2, 6)], 10) == [3, 3, 4]
