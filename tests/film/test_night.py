"""A night's limits: when it ends, what fits in, and in what words a call is refused."""

import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rushes.film.night import GB, Limits, Next, Use, deadline, left, refusal
from rushes.film.prices import Prices

BERLIN = ZoneInfo("Europe/Berlin")
UNTIL = datetime(2026, 11, 23, 7, tzinfo=UTC)
TAKE = Next(60.0, 1, 1000, is_take=True)


@pytest.fixture
def in_berlin(monkeypatch):
    """Local time is Berlin's: clocks go on at 02:00 on 2026-03-29 and back at 03:00 on 2026-10-25."""
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def berlin(month, day, hour, minute=0, fold=0):
    return datetime(2026, month, day, hour, minute, fold=fold, tzinfo=BERLIN).astimezone()


@pytest.mark.parametrize(
    ("now", "words", "found"),
    [
        (berlin(11, 22, 23), "07:00", berlin(11, 23, 7)),
        (berlin(11, 23, 6, 59), "07:00", berlin(11, 23, 7)),
        (berlin(11, 23, 7), "07:00", berlin(11, 24, 7)),
        (berlin(11, 23, 8), "7:00", berlin(11, 24, 7)),
        (berlin(12, 31, 23), " 00:30 ", datetime(2027, 1, 1, 0, 30, tzinfo=BERLIN)),
        (berlin(11, 22, 23), "8h", berlin(11, 23, 7)),
        (berlin(11, 22, 23), "+1.5h", berlin(11, 23, 0, 30)),
        (berlin(11, 22, 23), "90min", berlin(11, 23, 0, 30)),
        (berlin(11, 22, 23), "90 m", berlin(11, 23, 0, 30)),
        (berlin(11, 22, 23), "45s", berlin(11, 22, 23) + timedelta(seconds=45)),
        (berlin(11, 22, 23), "2026-11-23T07:00", berlin(11, 23, 7)),
        (berlin(11, 22, 23), "2026-11-23 07:00:30", berlin(11, 23, 7) + timedelta(seconds=30)),
        (berlin(11, 22, 23), "2026-11-23T07:00Z", datetime(2026, 11, 23, 7, tzinfo=UTC)),
        (berlin(11, 22, 23), "2026-11-23T07:00+05:30", datetime(2026, 11, 23, 1, 30, tzinfo=UTC)),
    ],
)
def test_a_deadline_is_the_next_such_moment(in_berlin, now, words, found):
    assert deadline(words, now) == found
    assert deadline(words, now).tzinfo is UTC


def test_in_the_night_the_clocks_go_on_seven_comes_an_hour_sooner(in_berlin):
    evening = berlin(3, 28, 23)
    assert deadline("07:00", evening) - evening.astimezone(UTC) == timedelta(hours=7)
    assert deadline("8h", evening) - evening.astimezone(UTC) == timedelta(hours=8)


def test_in_the_night_the_clocks_go_back_seven_comes_an_hour_later(in_berlin):
    evening = berlin(10, 24, 23)
    assert deadline("07:00", evening) - evening.astimezone(UTC) == timedelta(hours=9)
    assert deadline("8h", evening) - evening.astimezone(UTC) == timedelta(hours=8)


def test_an_hour_that_the_clocks_leave_out_is_the_one_after(in_berlin):
    assert deadline("02:30", berlin(3, 28, 23)) == berlin(3, 29, 3, 30)
    assert deadline("02:30", berlin(3, 29, 1, 59)) == berlin(3, 29, 3, 30)
    assert deadline("02:30", berlin(3, 29, 3, 40)) == berlin(3, 30, 2, 30)


def test_an_hour_that_is_there_twice_comes_twice(in_berlin):
    first, second = berlin(10, 25, 2, 30), berlin(10, 25, 2, 30, fold=1)
    assert second - first == timedelta(hours=1)
    assert deadline("02:30", berlin(10, 24, 23)) == first
    assert deadline("02:30", first) == second
    assert deadline("02:30", berlin(10, 25, 2, 40)) == second
    assert deadline("02:30", second) == berlin(10, 26, 2, 30)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("soon", "'soon' is no time: give one like 07:00, 8h, 90min or 2026-11-23T07:00."),
        ("", "'' is no time"),
        ("7", "'7' is no time"),
        ("8 hours", "is no time"),
        ("-8h", "is no time"),
        ("٠٧:٠٠", "is no time"),
        ("1e3s", "is no time"),
        ("2026-13-01", "is no time"),
        ("0001-01-01", "is no time"),
        ("9999-12-31T23:59:59", "is no time"),
        ("24:00", "24:00 is no time of day."),
        ("7:60", "7:60 is no time of day."),
        ("0s", "0s is over already."),
        ("2026-11-22T22:00", "is over already."),
        ("2026-11-22", "is over already."),
        ("999999h", "999999h is more than 7 days away."),
        ("168.001h", "is more than 7 days away."),
    ],
)
def test_nonsense_is_refused_with_a_sentence(in_berlin, words, sentence):
    with pytest.raises(ValueError, match=r"\.$") as refused:
        deadline(words, berlin(11, 22, 23))
    assert sentence in str(refused.value)
    assert str(refused.value).endswith(".")


moments = st.integers(0, 60_000_000).map(lambda seconds: UNTIL + timedelta(seconds=seconds))


@given(moments, st.integers(0, 23), st.integers(0, 59))
def test_an_hour_of_the_day_is_always_ahead_and_never_more_than_a_day_and_an_hour(now, hour, minute):
    ahead = deadline(f"{hour:02}:{minute:02}", now) - now
    assert timedelta(0) < ahead <= timedelta(hours=25)


@given(moments, st.text(max_size=24))
def test_any_words_are_a_time_or_a_sentence(now, words):
    try:
        assert now < deadline(words, now) <= now + timedelta(days=7)
    except ValueError as refused:
        assert str(refused).endswith(".")


seconds = st.floats(0, 1e6)


@given(seconds, st.floats(-1e5, 1e5), seconds)
def test_never_more_is_left_than_either_clock_says(whole, set_on, passed):
    began = UNTIL - timedelta(seconds=whole)
    now = began + timedelta(seconds=passed + set_on), 500.0 + passed
    rest = left(UNTIL, (began, 500.0), now)
    assert rest <= (UNTIL - now[0]).total_seconds()
    assert rest <= whole - passed + 1e-3
    assert rest == pytest.approx(whole - passed - max(0.0, set_on), abs=1e-3)


def test_a_clock_set_back_makes_no_night_longer_and_one_set_on_ends_it():
    began = UNTIL - timedelta(hours=8)
    after = timedelta(hours=1)
    assert left(UNTIL, (began, 0), (began + after, 3600)) == 7 * 3600
    assert left(UNTIL, (began, 0), (began + after - timedelta(hours=3), 3600)) == 7 * 3600
    assert left(UNTIL, (began, 0), (began + after + timedelta(hours=3), 3600)) == 4 * 3600


def refused(limits=None, use=None, following=TAKE, rest=3600.0, free=10**12):
    return refusal(Limits(until=UNTIL, **(limits or {})), Use(**(use or {})), following, rest, free)


HOURLY = {"cost": 2.0, "prices": Prices(per_hour=1.0)}
DRAWN = {"cost": 1.0, "prices": Prices(watts=1000.0, per_kwh=1.0)}


@pytest.mark.parametrize(
    ("last", "first_beyond", "words"),
    [
        ({"rest": 60.0}, {"rest": 59.9}, "it takes about 60 s, and 60 s are left of the night"),
        ({"rest": 60.0}, {"rest": 0.0}, "the night is over"),
        ({"rest": 60.0}, {"rest": -5.0}, "the night is over"),
        (
            {"limits": {"takes": 5}, "use": {"takes": 4}},
            {"limits": {"takes": 5}, "use": {"takes": 5}},
            "the night's 5 takes are made",
        ),
        (
            {"limits": {"disk_gb": 1}, "use": {"disk": int(GB) - 1000}},
            {"limits": {"disk_gb": 1}, "use": {"disk": int(GB) - 999}},
            "the night's 1 GB of disk are used",
        ),
        ({"free": 1000}, {"free": 999}, "the disk is nearly full: 0.00 GB are left beside what the cut needs"),
        ({"free": 1000}, {"free": -5}, "the disk is nearly full: 0.00 GB"),
        (
            {"limits": {"gpu_hours": 1}, "use": {"gpu_seconds": 3540}},
            {"limits": {"gpu_hours": 1}, "use": {"gpu_seconds": 3540.1}},
            "the night's 1 hours of the cards are used",
        ),
        (
            {"limits": HOURLY, "use": {"seconds": 7140}},
            {"limits": HOURLY, "use": {"seconds": 7141}},
            "the night's 2 of money are spent",
        ),
        (
            {"limits": DRAWN, "use": {"seconds": 3540}},
            {"limits": DRAWN, "use": {"seconds": 3541}},
            "the night's 1 of money are spent",
        ),
        (  # what was measured goes before the watts that were told
            {"limits": DRAWN, "use": {"seconds": 5000, "joules": 1e6}},
            {"limits": DRAWN, "use": {"seconds": 100, "joules": 3.5e6}},
            "the night's 1 of money are spent",
        ),
    ],
)
def test_the_last_that_fits_may_begin_and_the_next_may_not(last, first_beyond, words):
    assert refused(**last) == ""
    assert words in refused(**first_beyond)


def test_without_limits_only_time_and_disk_bound_a_night():
    assert refused(use={"seconds": 1e9, "takes": 10**7, "gpu_seconds": 1e9, "disk": 10**15, "joules": 1e15}) == ""


def test_a_print_is_no_take_and_a_desk_no_card():
    finished = Next(60.0, 0, 1000, is_take=False)
    assert refused({"takes": 5}, {"takes": 5}, finished) == ""
    assert refused({"gpu_hours": 1}, {"gpu_seconds": 3600}, finished) == ""


def test_two_cards_use_two_hours_in_one():
    two = Next(60.0, 2, 0, is_take=True)
    assert refused({"gpu_hours": 1}, {"gpu_seconds": 3480}, two) == ""
    assert "hours of the cards" in refused({"gpu_hours": 1}, {"gpu_seconds": 3481}, two)


@given(st.integers(1, 20), st.lists(st.one_of(st.none(), st.integers(0, 5)), max_size=100))
def test_a_limit_of_takes_is_never_exceeded(most, steps):
    """None: a take wants to begin; a number: that one of those in hand ends."""
    made, in_hand = 0, 0
    for step in steps:
        if step is None:
            in_hand += not refused({"takes": most}, {"takes": made + in_hand})
        elif in_hand:
            in_hand, made = in_hand - 1, made + 1
        assert made + in_hand <= most


@given(st.floats(0, 1e5), st.floats(0, 1e3), st.floats(0, 10), st.floats(0, 100), st.floats(0, 1e9))
def test_prices_add_up(seconds, watts, per_kwh, per_hour, joules):
    prices = Prices(watts, per_kwh, per_hour)
    assert prices.of(0) == 0
    assert prices.of(2 * seconds) == pytest.approx(2 * prices.of(seconds))
    assert prices.of(seconds, watts * seconds) == pytest.approx(prices.of(seconds))
    assert Prices().of(seconds, joules) == 0


def test_a_kilowatt_for_an_hour_is_a_kilowatt_hour():
    assert Prices(watts=1000, per_kwh=0.3).of(3600) == pytest.approx(0.3)
    assert Prices(per_kwh=0.3, per_hour=2).of(1800, joules=3.6e6) == pytest.approx(1.3)
    assert Use(seconds=1800, joules=3.6e6).cost(Prices(per_kwh=0.3, per_hour=2)) == pytest.approx(1.3)
