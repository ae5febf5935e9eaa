"""What the cards draw through a night, by a clock and cards of the test's."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from rushes.errors import DiskTrouble
from rushes.film.night_log import What
from rushes.service.night import meter as meters
from rushes.service.night.clock import Clock
from rushes.service.night.meter import Meter


class Cards:
    """So many watts at each look, ten seconds apart; at the last the meter is stopped."""

    def __init__(self, *looks):
        self.looks, self.looked, self.now, self.works, self.lines = looks, 0, 0.0, (), []

    def vitals(self, _folder):
        watts = self.looks[min(self.looked, len(self.looks) - 1)]
        self.looked += 1
        return SimpleNamespace(cards=[SimpleNamespace(watts=one) for one in watts])

    def wait(self, seconds):
        """In place of the event on which the meter waits for its end."""
        self.now += seconds
        return self.looked >= len(self.looks)


@pytest.fixture
def measured(monkeypatch, tmp_path):
    def measure(*looks, works=(), note=None, every=6):
        cards = Cards(*looks)
        cards.works = works
        monkeypatch.setattr(meters, "vitals", cards.vitals)
        monkeypatch.setattr(meters, "_TOLD_EVERY", every)
        clock = Clock(lambda: datetime(2026, 11, 22, tzinfo=UTC), lambda: cards.now)
        meter = Meter(tmp_path, clock, lambda: cards.works, note or cards.lines.append)
        meter._over = SimpleNamespace(wait=cards.wait, set=lambda: None)
        meter.start()
        meter.stop()
        return meter, cards.lines

    return measure


def drawn(lines):
    assert all(line.what is What.DRAWN for line in lines)
    return {line.work: (line.joules, line.seconds) for line in lines}


def test_where_no_card_says_what_it_draws_nothing_is_measured(measured):
    meter, lines = measured((None, None))
    assert (meter.joules, lines) == (None, [])
    meter, lines = measured(())
    assert (meter.joules, lines) == (None, [])


def test_joules_add_up_over_cards_and_looks(measured):
    meter, lines = measured((0,), (100, 50), (200, None), works=("clip",))
    assert meter.joules == 150 * 10 + 200 * 10
    assert drawn(lines) == {"clip": (3500, 20)}


def test_what_several_kinds_draw_together_is_parted_and_what_nobody_draws_is_idle(measured):
    _, lines = measured((0,), (90,), works=("clip", "clip", "keyframe"))
    assert drawn(lines) == {"clip": (600, pytest.approx(20 / 3)), "keyframe": (300, pytest.approx(10 / 3))}
    _, lines = measured((0,), (30,))
    assert drawn(lines) == {"idle": (300, 10)}


def test_the_log_has_every_joule_once(measured):
    meter, lines = measured((0,), *[(100,)] * 7, works=("clip",), every=2)
    assert len(lines) == 4
    assert sum(line.joules for line in lines) == meter.joules == 7000


def test_a_card_that_says_nothing_for_a_while_draws_nothing_meanwhile(measured):
    assert measured((100,), (None,), (100,))[0].joules == 1000


def test_a_full_disk_keeps_nobody_from_measuring(measured):
    told = []

    def full_at_first(line):
        told.append(line)
        if len(told) == 1:
            raise DiskTrouble("The disk is full.")

    meter, _ = measured((0,), *[(100,)] * 4, works=("clip",), note=full_at_first, every=2)
    assert meter.joules == 4000
    assert sum(line.joules for line in told[1:]) == 4000, "what could not be told is told later"
