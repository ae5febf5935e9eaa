"""How much of a night is kept free for its end."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from rushes.film.night import Limits
from rushes.film.night_log import Entry, NightBegan, NightLog, What
from rushes.service.night.ending import MARGIN, TWICE, Ending

AT = datetime(2026, 11, 22, 22, tzinfo=UTC)


def a_log(*entries):
    begin = NightBegan(rushes="1", night="20261122T220000Z", at=AT, limits=Limits(until=AT), disk=0)
    return NightLog(begin, tuple(Entry(at=AT, what=what, seconds=seconds) for what, seconds in entries))


def test_a_longer_film_is_given_more_until_a_cut_was_measured():
    assert Ending(film=600).seconds > Ending(film=6).seconds > MARGIN
    long = Ending(film=600)
    long.took_cut(3.0)
    long.took_report(1.0)
    assert long.seconds == MARGIN + TWICE * 4.0


@given(st.lists(st.floats(0, 1e4), min_size=1), st.lists(st.floats(0, 1e4), min_size=1))
def test_the_end_has_room_for_twice_the_longest_there_was(cuts, reports):
    ending = Ending()
    for cut in cuts:
        ending.took_cut(cut)
    for report in reports:
        ending.took_report(report)
    assert ending.seconds >= MARGIN + TWICE * (max(cuts) + max(reports))


def test_earlier_sittings_teach_the_next():
    ending = Ending(film=1e6)
    ending.learn([a_log((What.CUT, 4.0), (What.CUT, 9.0), (What.REPORT, 2.0)), a_log(), a_log((What.CUT, 1.0))])
    assert (ending.cut, ending.report) == (9.0, 2.0)
    assert ending.seconds == MARGIN + TWICE * 11.0
