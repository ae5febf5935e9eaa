"""The climb: from cheap to dear, and not further than it pays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rushes.film.climb import Rung, chance, due, next_rung

LADDER = [Rung.SEED, Rung.PROMPT, Rung.KEYFRAME]

records = st.integers(0, 10_000).flatmap(lambda tries: st.tuples(st.just(tries), st.integers(0, tries)))
ladders = st.lists(st.sampled_from(LADDER), unique=True, min_size=1)


def unknown(_rung):
    return 0, 0


@given(records, st.integers(0, 500))
def test_a_chance_is_never_certain_either_way(record, own):
    assert 0.0 < chance(*record, own) < 1.0


@given(records, st.integers(0, 100))
def test_a_chance_falls_with_the_shots_own_failures(record, own):
    assert chance(*record, own + 1) < chance(*record, own)


@given(st.integers(0, 200), st.integers(0, 20))
def test_a_better_record_is_a_better_chance(tries, own):
    chances = [chance(tries, passed, own) for passed in range(tries + 1)]
    assert chances == sorted(chances)


@given(records.filter(lambda record: record[0] > 10))
def test_a_long_history_counts_for_ten_takes_at_most(record):
    tries, passed = record
    share = passed / tries
    assert chance(tries, passed, 0) == pytest.approx((1 + 10 * share) / 12)
    assert chance(1000 * tries, 1000 * passed, 3) == pytest.approx(chance(tries, passed, 3))


def test_five_failures_of_its_own_outweigh_any_history():
    assert chance(10_000, 10_000, 0) > 0.9
    assert chance(10_000, 10_000, 6) < 0.5


def test_nothing_known_is_even_odds():
    assert chance(0, 0, 0) == 0.5


def test_the_ladder_is_climbed_in_order_and_its_last_step_again_and_again():
    climbed = []
    for _ in range(5):
        climbed.append(next_rung(climbed, LADDER, unknown, 0.0))
    assert climbed == [Rung.SEED, Rung.PROMPT, Rung.KEYFRAME, Rung.KEYFRAME, Rung.KEYFRAME]


def test_a_wish_may_only_go_up():
    assert next_rung([], LADDER, unknown, 0.0, Rung.KEYFRAME) is Rung.KEYFRAME
    assert next_rung([], LADDER, unknown, 0.0, Rung.SEED) is Rung.SEED
    assert next_rung([Rung.SEED], LADDER, unknown, 0.0, Rung.SEED) is Rung.PROMPT
    assert next_rung(LADDER, LADDER, unknown, 0.0, Rung.SEED) is Rung.KEYFRAME


@given(st.lists(st.sampled_from(LADDER), max_size=6), ladders, st.sampled_from([None, *LADDER, Rung.REFERENCES]))
def test_no_wish_is_answered_with_a_cheaper_step_than_is_due(climbed, ladder, wish):
    due = next_rung(climbed, ladder, unknown, 0.0)
    granted = next_rung(climbed, ladder, unknown, 0.0, wish)
    assert ladder.index(granted) >= ladder.index(due)


def test_a_step_that_is_not_on_the_ladder_is_not_taken():
    assert next_rung([], [Rung.SEED], unknown, 0.0, Rung.PROMPT) is Rung.SEED


def test_a_step_that_never_paid_is_passed_over():
    def record(rung):
        return (10, 0) if rung is Rung.SEED else (0, 0)

    assert next_rung([], LADDER, record, 0.1) is Rung.PROMPT
    assert next_rung([], LADDER, record, 0.0) is Rung.SEED


def test_none_is_worth_a_take_when_every_chance_is_under_the_least():
    assert next_rung([], LADDER, lambda _rung: (50, 0), 0.1) is None
    assert next_rung([], LADDER, unknown, 0.51) is None
    assert next_rung(LADDER, LADDER, unknown, 0.26) is None


def test_a_shot_that_fails_and_fails_is_given_up():
    climbed = []
    while (rung := next_rung(climbed, LADDER, unknown, 0.1)) is not None:
        climbed.append(rung)
    assert climbed == [Rung.SEED, Rung.PROMPT] + [Rung.KEYFRAME] * 5


def test_a_ladder_without_steps_leads_nowhere():
    assert next_rung([], [], unknown, 0.0) is None


@given(st.lists(st.sampled_from(LADDER), max_size=8), ladders, records, st.floats(0, 1))
def test_whatever_is_chosen_is_on_the_ladder_and_worth_its_take(climbed, ladder, record, least):
    rung = next_rung(climbed, ladder, lambda _rung: record, least)
    if rung is None:
        assert chance(*record, climbed.count(ladder[-1])) < least
    else:
        assert rung in ladder
        assert chance(*record, climbed.count(rung)) >= least


@given(st.lists(st.sampled_from(LADDER), max_size=8), ladders, records, st.floats(0, 1))
def test_it_is_given_up_only_when_no_step_that_is_due_pays(climbed, ladder, record, least):
    chances = [chance(*record, climbed.count(rung)) for rung in due(climbed, ladder)]
    given_up = next_rung(climbed, ladder, lambda _rung: record, least) is None
    assert given_up is (max(chances) < least)
