"""Nights on the virtual clock, smaller than those of `make bench`: the schedule's promises."""

from dataclasses import replace

import pytest

from benchmarks.nights import a_night, card, eta_error, in_series, least, machine, pinned
from rushes.film.take import TakeKind
from rushes.studio.ahead.simulating import Device, simulate


@pytest.mark.parametrize("load", [0.0, 15.0, 40.0])
@pytest.mark.parametrize("rerolls", [0.0, 0.3])
def test_two_cards_follow_the_work(load, rerolls):
    night = a_night(machine(load), rerolls)
    passed = simulate(night)
    assert passed.seconds <= 1.02 * least(night, passed)
    assert passed.loads <= 8
    assert in_series(night, passed) / passed.seconds >= 2.25
    assert pinned(night).seconds / passed.seconds >= 1.5


def test_a_night_is_the_same_every_time():
    night = replace(a_night(machine(15.0), 0.2), spread=0.2)
    assert simulate(night) == simulate(night)


def test_every_shot_is_finished_and_nothing_is_made_twice():
    night = a_night(machine(15.0))
    passed = simulate(night)
    assert len(passed.finished) == night.shots
    assert passed.calls == {"thought": 170, "load": 4, TakeKind.KEYFRAME: 170, TakeKind.CLIP: 170, TakeKind.PRINT: 170}


def test_the_first_shot_comes_soon_where_that_is_asked():
    night = a_night(machine(40.0))
    assert simulate(night).finished[0] > 1800
    soon = simulate(replace(night, first_soon=True))
    assert soon.finished[0] <= 600
    assert soon.loads <= 8


def test_a_card_that_dies_half_way_costs_its_half_and_no_shot():
    one, two, desk = machine(15.0)
    night = a_night((one, replace(two, dies=10_000.0), desk), 0.1)
    passed = simulate(night)
    assert len(passed.finished) == night.shots
    assert passed.seconds <= 1.02 * least(night, passed)


def test_cards_of_different_kinds_do_what_each_is_best_at():
    desk = Device("cpu", {TakeKind.PRINT: 60.0})
    night = a_night((card(0, 15.0), card(1, 15.0, (1.5, 0.0)), desk))
    passed = simulate(night)
    assert passed.seconds <= 1.02 * least(night, passed)
    assert not any(spent.what == TakeKind.CLIP for spent in passed.lanes["cuda:1"])


@pytest.mark.parametrize("rerolls", [0.0, 0.1])
def test_after_ten_shots_the_end_is_known(rerolls):
    assert abs(eta_error(15.0, rerolls, 1)) <= 0.1
