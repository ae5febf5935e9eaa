"""Budgets: how a film's takes and minutes are parted, and in what words a take is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rushes.agents.spending import NOTHING, Allowance, allowances, left, refusal
from rushes.agents.states import ShotBranch, unshot
from rushes.configs.profile import Budget

lengths = st.lists(st.integers(1, 480), max_size=40).map(
    lambda frames: {f"1-{place + 1}": one for place, one in enumerate(frames)}
)


def granted(amounts):
    return [max(0, amount) for amount in amounts]


@given(lengths, st.integers(1, 500), st.integers(0, 600))
def test_takes_are_never_parted_beyond_the_budget(frames, most, spent):
    parts = allowances(Budget(film_takes=most), frames, spent, 0)
    assert list(parts) == list(frames)
    assert sum(granted(one.takes for one in parts.values())) <= max(0, most - spent)
    assert all(one.takes == NOTHING or one.takes >= 2 for one in parts.values())
    assert all(one.ms == 0 for one in parts.values())


@given(lengths, st.integers(1, 500), st.integers(0, 600))
def test_the_later_shots_lose_first(frames, most, spent):
    takes = [one.takes for one in allowances(Budget(film_takes=most), frames, spent, 0).values()]
    assert takes == sorted(takes, reverse=True)


@given(lengths.filter(bool), st.integers(1, 500))
def test_all_takes_are_given_away_where_every_shot_gets_two(frames, most):
    parts = allowances(Budget(film_takes=most), frames, 0, 0).values()
    if most >= 2 * len(frames):
        assert sum(one.takes for one in parts) == most
        assert max(one.takes for one in parts) - min(one.takes for one in parts) <= 1
    else:
        assert sum(one.takes == 2 for one in parts) == most // 2


@given(lengths, st.floats(1e-5, 100), st.integers(0, 1_000_000))
def test_minutes_are_parted_by_length_and_never_beyond_the_budget(frames, minutes, spent):
    parts = allowances(Budget(film_minutes=minutes), frames, 0, spent)
    times = {shot: one.ms for shot, one in parts.items()}
    assert sum(granted(times.values())) <= max(0, round(minutes * 60_000) - spent)
    assert all(one == NOTHING or one > 0 for one in times.values())
    longest_first = sorted(frames, key=lambda shot: -frames[shot])
    assert [times[shot] for shot in longest_first] == sorted(times.values(), reverse=True)
    assert all(one.takes == 0 for one in parts.values())


@given(lengths, st.integers(0, 99), st.integers(0, 99))
def test_without_a_budget_nothing_is_bounded(frames, takes, ms):
    assert allowances(Budget(), frames, takes, ms) == dict.fromkeys(frames, Allowance(0, 0))


def test_as_many_shots_as_can_have_a_still_and_a_clip_get_them():
    frames = {"1-1": 24, "1-2": 24, "2-1": 48}
    takes = {most: [one.takes for one in allowances(Budget(film_takes=most), frames, 0, 0).values()] for most in (5, 7)}
    assert takes == {5: [2, 2, NOTHING], 7: [3, 2, 2]}
    assert [one.ms for one in allowances(Budget(film_minutes=1), frames, 0, 20_000).values()] == [
        10_000,
        10_000,
        20_000,
    ]


@pytest.mark.parametrize(
    ("budget", "takes", "ms", "room"),
    [
        (Budget(), 10**6, 10**9, True),
        (Budget(film_takes=10), 8, 0, True),
        (Budget(film_takes=10), 9, 0, False),
        (Budget(film_minutes=1), 0, 59_999, True),
        (Budget(film_minutes=1), 0, 60_000, False),
        (Budget(film_takes=10, film_minutes=1), 2, 60_000, False),
    ],
)
def test_whether_another_shot_can_be_paid_for(budget, takes, ms, room):
    assert left(budget, takes, ms) is room


def a_state(takes=0, ms=0, spent=(0, 0)):
    return unshot(ShotBranch(shot="1-1", ask=False, takes=takes, ms=ms, review=0), 0, spent)


def test_nothing_is_refused_without_a_budget_or_while_there_is_some_left():
    assert refusal(a_state(spent=(99, 10**9)), Budget()) == ""
    assert refusal(a_state(3, 1000, (2, 999)), Budget(film_takes=9, film_minutes=1, shot_minutes=1)) == ""


def test_a_refusal_says_which_budget_is_spent():
    takes, minutes, shot = Budget(film_takes=6), Budget(film_minutes=1.5), Budget(shot_minutes=0.25)
    assert refusal(a_state(takes=2, spent=(2, 0)), takes) == "the shot's part of the film's 6 takes is spent"
    assert refusal(a_state(ms=900, spent=(0, 900)), minutes) == "the shot's part of the film's 1.5 minutes is spent"
    assert refusal(a_state(spent=(1, 15_000)), shot) == "the 0.25 minutes a shot may cost are spent"


def test_a_shot_that_got_nothing_is_refused_its_first_take():
    assert "6 takes" in refusal(a_state(takes=NOTHING), Budget(film_takes=6))
    assert "2 minutes" in refusal(a_state(ms=NOTHING), Budget(film_minutes=2))


def test_a_take_is_kept_for_the_clip():
    budget, state = Budget(film_takes=6), a_state(takes=2, spent=(1, 0))
    assert refusal(state, budget) == ""
    assert refusal(state, budget, keep=1) == "what is left of the shot's part of the film's 6 takes is its clip's"
    assert refusal(a_state(takes=3, spent=(1, 0)), budget, keep=1) == ""
    assert refusal(a_state(spent=(50, 0)), Budget(), keep=1) == ""
