"""What a night wrote down, read back: what was used, and whether it came to its end."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rushes.film.night import Limits
from rushes.film.night_log import DEADLINE, STOPPED, Entry, NightBegan, NightLog, What, spent, to_line, use_of

BEGAN = datetime(2026, 11, 22, 22, tzinfo=UTC)
BEGIN = NightBegan(
    rushes="1", night="20261122T220000Z", at=BEGAN, limits=Limits(until=BEGAN + timedelta(hours=9)), disk=500
)


def at(after, what, **more):
    return Entry(at=BEGAN + timedelta(seconds=after), what=what, **more)


def sits(seconds=0):
    return at(seconds, What.SITTING, text="4711")


def begins(seconds, ticket, work="clip", cards=1):
    return at(seconds, What.BEGINS, ticket=ticket, work=work, cards=cards)


def over(seconds, ticket, lasted):
    return at(seconds, What.OVER, ticket=ticket, seconds=lasted)


def log(*entries):
    return NightLog(BEGIN, entries)


def test_nothing_was_spent_before_anything_began():
    assert spent(log()) == (0, 0.0, None)
    assert spent(log(sits())) == (0, 0.0, None)


def test_stills_and_clips_are_takes_and_only_cards_are_counted():
    night = log(
        *(sits(), begins(0, 1, "keyframe"), over(10, 1, 10.0), begins(10, 2, "clip", 2), over(40, 2, 30.0)),
        *(begins(40, 3, "print", 0), over(45, 3, 5.0), begins(45, 4, "thought"), over(50, 4, 5.0)),
    )
    assert spent(night) == (2, 75.0, None)


def test_a_call_in_hand_at_a_kill_counts_until_the_last_line_and_is_no_take():
    killed = (sits(), begins(10, 1), begins(20, 2, cards=2), over(50, 1, 40.0))
    assert spent(log(*killed)) == (1, 40.0 + 60.0, None)
    assert spent(log(*killed, sits(1000), begins(1010, 1), over(1015, 1, 5.0))) == (2, 105.0, None)


def test_tickets_are_each_sittings_own():
    """A ticket that was in hand at a kill is not closed by the next worker's call of the same number."""
    night = log(sits(), begins(0, 1), at(5, What.LOST), sits(900), over(905, 1, 5.0))
    assert spent(night) == (0, 5.0, None)


def test_a_clock_set_back_in_a_sitting_takes_nothing_off():
    assert spent(log(sits(100), begins(100, 1), at(-5000, What.LOST))) == (0, 0.0, None)


def test_joules_add_up_over_sittings():
    drawn = [at(10, What.DRAWN, work="clip", joules=5.0), at(20, What.DRAWN, work="idle", joules=2.0)]
    assert spent(log(sits(), *drawn, sits(30), *drawn))[2] == 14.0
    assert spent(log(sits(), at(10, What.DRAWN, work="idle")))[2] == 0.0


@given(st.lists(st.tuples(st.booleans(), st.floats(0, 100), st.integers(0, 4)), max_size=30))
def test_what_is_over_adds_up(calls):
    lines = [sits()]
    for number, (ends, seconds, cards) in enumerate(calls):
        lines.append(begins(0, number, cards=cards))
        lines += [over(0, number, seconds)] if ends else []
    takes, used, _ = spent(log(*lines))
    assert takes == sum(ends for ends, _, _ in calls)
    assert used == pytest.approx(sum(seconds * cards for ends, seconds, cards in calls if ends))


def test_a_projects_growth_is_what_a_night_wrote():
    assert use_of(log(), 60.0, 700).disk == 200
    assert use_of(log(), 60.0, 300).disk == 0
    assert use_of(log(sits(), begins(0, 1), over(9, 1, 9.0)), 60.0, 500).takes == 1


@pytest.mark.parametrize(
    ("entries", "ended", "stands"),
    [
        ([], "", False),
        ([sits()], "", False),
        ([sits(), at(9, What.LOST, text="killed")], "", False),
        ([sits(), at(9, What.END, text=DEADLINE)], DEADLINE, True),
        ([sits(), at(9, What.END, text=DEADLINE), at(10, What.REPORT, seconds=1.0)], DEADLINE, True),
        ([sits(), at(9, What.END, text=STOPPED)], STOPPED, False),
        ([sits(), at(9, What.END, text=STOPPED), sits(20)], "", False),
        ([sits(), at(9, What.END, text=STOPPED), sits(20), at(30, What.END, text=DEADLINE)], DEADLINE, True),
        ([sits(), at(9, What.LOST), at(9, What.END, text="its worker was lost 8 times")], None, True),
    ],
)
def test_a_night_stands_when_it_ended_for_good(entries, ended, stands):
    assert log(*entries).stands is stands
    assert ended is None or log(*entries).ended == ended


def test_a_line_leaves_out_what_is_as_it_was_and_reads_back():
    entry = begins(3, 7)
    line = to_line(entry)
    assert line.endswith(b"}\n")
    assert b"joules" not in line
    assert Entry.model_validate_json(line) == entry
    assert NightBegan.model_validate_json(to_line(BEGIN)) == BEGIN
