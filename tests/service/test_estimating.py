"""What a film will cost: from nothing, from the inventory's figures, and from the project's own calls."""

import pytest
from doubles.plans import a_manifest
from doubles.productions import a_project

from rushes.configs.profile import load_profile
from rushes.errors import BadProject
from rushes.film.prices import Prices
from rushes.memory.project import open_for_writing
from rushes.memory.turns import Turned
from rushes.service.estimating import USUAL_LOADS, estimate_for
from rushes.studio.machine import Card, Machine

TWO_CARDS = Machine((Card("NVIDIA GeForce RTX 4090", 24 * 10**9, "580"),) * 2, 128 * 10**9)


@pytest.fixture
def project(tmp_path):
    with open_for_writing(a_project(tmp_path / "film")) as opened:
        yield opened


@pytest.fixture
def planned(project):
    project.store.plans.adopt(a_manifest(), "house-rules", "2026-01-01T00:00:00")
    return project


def turned(work, seconds, model="draft", lane="cpu", device="the processor", load=None, amount=1.0):
    return Turned(work, model, lane, device, amount, seconds, load, seconds)


def measured(project, times=5, **more):
    for number in range(times):
        for work, seconds in (("keyframe", 2.0), ("clip", 0.5), ("print", 0.1)):
            project.store.turns.add(turned(work, seconds * (1 + number / 10), **more))
    project.store.turns.write()


def test_without_a_plan_there_is_nothing_to_estimate(project):
    with pytest.raises(BadProject):
        estimate_for(project, None, Prices())


def test_what_nobody_measured_is_left_open(planned):
    found = estimate_for(planned, None, Prices(watts=500, per_kwh=0.3))
    assert (found.seconds, found.cost) == (None, None)
    assert "nobody has measured" in found.seconds_say
    assert found.disk.least == 0
    assert "at most" in found.disk.says
    assert found.obstacles == ()


def test_a_project_knows_its_own_speed(planned):
    measured(planned)
    found = estimate_for(planned, None, Prices(per_hour=3600.0))
    assert found.shots == 3
    assert 3 * 2.0 / 2 < found.seconds.least < found.seconds.most
    assert "measured here, in 15 calls" in found.seconds_say
    assert (found.cost.least, found.cost.most) == (found.seconds.least, found.seconds.most)
    assert found.first_shot.least <= found.seconds.least
    assert found.loads.most == 0
    assert [(one.work, one.calls, one.load) for one in found.learnt] == [
        ("clip", 5, None),
        ("keyframe", 5, None),
        ("print", 5, None),
    ]


def test_calls_on_another_device_say_nothing_of_this_one(planned):
    measured(planned, device="a card that was here last year")
    assert estimate_for(planned, None, Prices()).seconds is None


def test_the_arithmetic_alone_is_a_lower_end(planned, monkeypatch):
    from rushes.service import estimating
    from rushes.studio.ahead.forecast import Berths

    cards = ("cuda:0", "cuda:1")
    berths = Berths(
        {"cuda:0": 1, "cuda:1": 1, "cpu": 2}, "flux.1-dev", "mochi-1", cards, cards, "cpu", frozenset({"cpu"})
    )
    monkeypatch.setattr(estimating, "berths_on", lambda _plan, _brain: berths)
    found = estimate_for(planned, load_profile("workstation"), Prices(watts=900, per_kwh=0.3), here=TWO_CARDS)
    assert found.seconds.most is None
    assert found.cost.most is None
    assert "arithmetic" in found.seconds_say
    # 9,595 TFLOP a still and some 77,000 for 85 frames, on cards of 165 TFLOP a second: three shots of a second or so.
    assert found.seconds.least > 58 + 2 * USUAL_LOADS[0]
    assert any("FLUX.1 [dev] is not here" in obstacle for obstacle in found.obstacles)


def test_weak_takes_are_this_projects_once_there_are_enough(planned):
    assert (estimate_for(planned, None, Prices()).weak.least, estimate_for(planned, None, Prices()).weak.most) == (
        0,
        0.3,
    )


def test_turns_are_kept_to_the_newest(planned, monkeypatch):
    from rushes.memory import turns

    monkeypatch.setattr(turns, "KEPT", 6)
    measured(planned, times=4)
    kept = planned.store.turns.all()
    assert len(kept) == 6
    assert kept[-1].seconds == pytest.approx(0.13)
    planned.store.turns.write()
    assert len(planned.store.turns.all()) == 6
