"""The night's purse: what it counts, whom it refuses, and that what it wrote down is what it counted."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rushes.errors import DiskTrouble
from rushes.film.night import Limits, Use
from rushes.film.night_log import Entry, NightBegan, NightLog, What, spent
from rushes.film.take import Slate, TakeKind
from rushes.service.night.clock import Clock
from rushes.service.night.ending import TWICE
from rushes.service.night.purse import Ground, NightPurse
from rushes.studio.calls import Call, Stage
from rushes.studio.jobs import Make

EVENING = datetime(2026, 11, 22, 22, tzinfo=UTC)
STAGES = {TakeKind.KEYFRAME: Stage.KEYFRAME, TakeKind.CLIP: Stage.CLIP, TakeKind.PRINT: Stage.PRINT}


class Night:
    """A purse on a clock and a disk of the test's."""

    def __init__(self, before=None, **limits):
        self.now, self.left, self.disk, self.joules, self.lines = 0.0, 1e6, (0, 10**12), None, []
        self.limits = Limits(until=EVENING + timedelta(hours=9), **limits)
        clock = Clock(lambda: EVENING + timedelta(seconds=self.now), lambda: self.now)
        ground = Ground(lambda: self.left, lambda: self.disk, lambda: self.joules)
        self.purse = NightPurse(self.limits, clock, ground, before or Use(), self.lines.append)

    def opens(self, ticket, kind=TakeKind.CLIP, lanes=("cuda:0",), seconds=0.0):
        make = Make(slate=Slate(kind=kind, backend="cards", revision="", seed=ticket), scratch=Path("/"))
        return self.purse.opens(ticket, Call(make, STAGES[kind], 0, shot=f"1-{ticket}"), lanes, seconds)

    def took(self, seconds, ticket, *more, **how):
        assert self.opens(ticket, *more, **how) == ""
        self.now += seconds
        self.purse.closes(ticket)

    @property
    def log(self):
        begin = NightBegan(rushes="1", night="20261122T220000Z", at=EVENING, limits=self.limits, disk=0)
        return NightLog(begin, (Entry(at=EVENING, what=What.SITTING), *self.lines))


def test_what_is_in_hand_counts_at_once():
    night = Night(takes=2)
    assert [night.opens(ticket) for ticket in (1, 2)] == ["", ""]
    assert night.opens(3) == "The night's 2 takes are made."
    night.purse.closes(1)
    assert night.opens(4) == "The night's 2 takes are made."


def test_an_attempt_of_which_nothing_came_is_no_take():
    night = Night(takes=1)
    for ticket in (1, 2, 3):
        assert night.opens(ticket) == ""
        night.purse.closes(ticket, made=False)
    assert night.purse.use.takes == spent(night.log)[0] == 0
    assert night.opens(4) == ""
    night.purse.closes(4)
    assert night.purse.use.takes == spent(night.log)[0] == 1
    assert night.opens(5) == "The night's 1 takes are made."


def test_a_refusal_is_written_down_with_its_shot_and_is_the_nights_reason():
    night = Night(takes=1)
    night.took(5, 1)
    night.opens(2)
    assert night.lines[-1].model_dump(include={"what", "shot", "work", "text"}) == {
        "what": What.REFUSED,
        "shot": "1-2",
        "work": "clip",
        "text": "the night's 1 takes are made",
    }
    assert night.purse.refusal == "the night's 1 takes are made"


def test_who_was_refused_is_not_in_hand():
    night = Night(takes=1)
    night.took(5, 1)
    night.opens(2)
    night.purse.closes(2)
    assert night.purse.use.takes == 1
    assert [line.what for line in night.lines] == [What.BEGINS, What.OVER, What.REFUSED]


def test_a_print_is_made_of_what_is_there_even_when_everything_is_spent():
    night = Night(takes=1, gpu_hours=0.001, disk_gb=0.001)
    night.took(500, 1)
    night.disk, night.left = (10**9, 0), -5.0
    assert night.opens(2, TakeKind.PRINT, ("cpu",)) == ""
    assert night.purse.opens(3, None, ("cuda:0",), 60.0) == "", "so is a thought"
    assert night.opens(4) != ""


def test_what_this_night_used_before_counts():
    night = Night(Use(seconds=100, takes=2, gpu_seconds=3000), takes=3, gpu_hours=1)
    night.took(600, 1)
    assert (night.purse.use.takes, night.purse.use.gpu_seconds, night.purse.use.seconds) == (3, 3600, 700)
    assert "3 takes" in night.opens(2)


def test_only_cards_are_counted_and_each_of_them():
    night = Night()
    night.took(10, 1, lanes=("cuda:0", "cuda:1"))
    night.took(10, 2, lanes=("cpu",))
    night.opens(3, lanes=("cuda:0",))
    night.now += 4
    assert night.purse.use.gpu_seconds == 24


def test_a_take_is_expected_to_need_as_much_disk_as_those_before_it():
    night = Night(disk_gb=1)
    night.took(5, 1)
    night.disk = 500_000_000, 10**12
    assert night.opens(2) == ""
    assert "GB of disk" in night.opens(3), "what is in hand will need as much"
    night.purse.closes(2)
    night.disk = 900_000_000, 10**12
    assert "GB of disk" in night.opens(4)
    night.disk = 600_000_000, 10**12
    assert night.opens(5) == ""


def test_there_must_be_time_left_to_print_what_is_moved():
    night = Night()
    night.took(40, 1, TakeKind.PRINT, ("cpu",))
    night.left = 100.0 + TWICE * 40
    assert night.opens(2, seconds=100.0) == ""
    night.left -= 1
    assert "left of the night" in night.opens(3, seconds=100.0)


def test_what_kinds_of_work_are_in_hand():
    night = Night()
    assert night.purse.works == ()
    night.opens(1)
    night.opens(2, TakeKind.KEYFRAME)
    night.purse.opens(3, None, ("cuda:0",), 0.0)
    assert sorted(night.purse.works) == ["clip", "keyframe", "thought"]


calls = st.lists(
    st.tuples(
        st.sampled_from(list(STAGES)),
        st.sampled_from([("cpu",), ("cuda:0",), ("cuda:0", "cuda:1")]),
        st.integers(0, 500),
        st.booleans(),
    ),
    max_size=40,
)


@given(calls, st.integers(0, 10), st.sampled_from([0, 0.1, 1]))
def test_what_is_read_back_is_what_was_counted_and_no_limit_of_takes_is_exceeded(work, takes, gpu_hours):
    night = Night(takes=takes, gpu_hours=gpu_hours)
    in_hand = []
    for ticket, (kind, lanes, seconds, ends) in enumerate(work):
        if not night.opens(ticket, kind, lanes):
            in_hand.append(ticket)
        night.now += seconds
        assert not takes or night.purse.use.takes <= takes
        if ends and in_hand:
            night.purse.closes(in_hand.pop(0))
    for ticket in in_hand:
        night.purse.closes(ticket)
    used = night.purse.use
    assert spent(night.log) == (used.takes, pytest.approx(used.gpu_seconds), None)


def test_what_could_not_be_written_down_is_still_seen_out():
    night = Night(takes=1)

    def full(_entry):
        raise DiskTrouble("The disk is full.")

    note, night.purse._note = night.purse._note, full
    with pytest.raises(DiskTrouble):
        night.opens(1)
    night.purse._note = note
    night.purse.closes(1)
    assert night.purse.works == ()
