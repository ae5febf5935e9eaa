"""What is seen of a studio while it works: by the lanes the dispatcher's own tests use, on the virtual clock."""

import asyncio
import time
from contextlib import suppress
from pathlib import Path

import pytest
from doubles.talks import a_planned_project

from rushes.errors import Bug, Interrupted
from rushes.film.take import Slate, TakeKind
from rushes.memory.project import open_for_writing
from rushes.service.crew import production_of
from rushes.service.filming import film
from rushes.studio import dispatch
from rushes.studio.ahead.simulating import Device, SimulatedLane
from rushes.studio.ahead.virtual import run_virtually
from rushes.studio.calls import Call, Stage
from rushes.studio.dispatch import BEAT, Guest, LaneStudio
from rushes.studio.floor import FloorView, InHand, LaneView
from rushes.studio.jobs import Make
from rushes.studio.lane import Health
from rushes.studio.pace import Pace

WORK = {"keyframe": 45.0, "clip": 180.0, "print": 60.0}
STAGES = {TakeKind.KEYFRAME: Stage.KEYFRAME, TakeKind.CLIP: Stage.CLIP, TakeKind.PRINT: Stage.PRINT}


def a_lane(name="cuda:0", slots=1, dies=None):
    return SimulatedLane(Device(name, WORK, 15.0, slots, weightless=name == "cpu", dies=dies))


def a_call(number, kind=TakeKind.CLIP, model="mochi"):
    slate = Slate(kind=kind, backend=model, revision="", seed=number)
    return Call(Make(slate=slate, scratch=Path("/")), STAGES[kind], number, shot=f"1-{number}")


KEYFRAME = a_call(1, TakeKind.KEYFRAME, "flux")


def a_studio(*lanes, watch, guest=None):
    cards = {lane.name: 1 for lane in lanes if lane.name != "cpu"}
    return LaneStudio(
        lanes,
        {"flux": cards, "mochi": cards, "": {lane.name: 0 for lane in lanes if lane.name == "cpu"}},
        cards,
        pace=Pace(WORK, {"flux": 15.0, "mochi": 15.0}),
        guest=guest,
        watch=watch,
    )


def seen(*lanes, calls, guest=None):
    """All views of a studio while these calls are made."""
    views = []

    async def night():
        studio = a_studio(*lanes, watch=views.append, guest=guest)
        await asyncio.gather(*(studio.run(one) for one in calls), return_exceptions=True)
        await asyncio.sleep(0)  # what comes after a call comes after its caller

    run_virtually(night())
    return views


def hands(view):
    """Who has what in hand, in a word each."""
    return {lane.name: tuple(f"{one.shot} {one.work}".strip() for one in lane.in_hand) for lane in view.lanes}


def test_a_call_is_seen_while_it_runs_and_no_longer_after_it():
    views = seen(a_lane(), a_lane("cpu", 2), calls=[KEYFRAME])
    during, after = views
    (call,) = during.lanes[0].in_hand
    assert (call.shot, call.work, call.model) == ("1-1", "keyframe", "flux")
    assert during.lanes == (LaneView("cuda:0", ("flux",), (call,), gone=False), LaneView("cpu", (), (), gone=False))
    assert (during.waiting, during.loads) == (0, 1)
    assert after == FloorView((LaneView("cuda:0", ("flux",), (), gone=False), during.lanes[1]), 0, 1)


def test_since_is_told_by_a_clock_that_a_viewer_has():
    ran = []

    def look(view):
        ran.append([time.monotonic() - one.since for one in view.lanes[0].in_hand])

    async def two():
        studio = a_studio(a_lane("cpu", 2), watch=look)
        first = asyncio.ensure_future(studio.run(a_call(1, TakeKind.PRINT, "")))
        await asyncio.sleep(50)
        await studio.run(a_call(2, TakeKind.PRINT, ""))
        await first

    run_virtually(two())
    assert ran[0] == pytest.approx([0], abs=5)
    assert ran[1] == pytest.approx([50, 0], abs=5)


def test_what_waits_is_counted_and_its_turn_is_seen():
    views = seen(a_lane("cpu", 2), calls=[a_call(number, TakeKind.PRINT, "") for number in (1, 2, 3)])
    assert list(dict.fromkeys((view.waiting, hands(view)["cpu"]) for view in views)) == [
        (0, ("1-1 print",)),
        (0, ("1-1 print", "1-2 print")),
        (1, ("1-1 print", "1-2 print")),
        (0, ("1-3 print",)),  # the first two end at the same moment
        (0, ()),
    ]


def test_one_model_leaves_and_another_comes():
    views = seen(a_lane(), calls=[KEYFRAME, a_call(2)])
    held = [(view.lanes[0].holds, view.loads) for view in views]
    assert list(dict.fromkeys(held)) == [(("flux",), 1), (("mochi",), 2)]
    assert hands(views[-1]) == {"cuda:0": ()}


def test_a_lane_that_was_given_up_is_gone_with_what_it_held():
    views = seen(a_lane(dies=100.0), a_lane("cuda:1"), calls=[a_call(number) for number in range(8)])
    assert any(view.lanes[0].holds for view in views)
    last = views[-1]
    assert last.lanes[0] == LaneView("cuda:0", (), (), gone=True)
    assert (last.lanes[1].gone, last.lanes[1].in_hand, last.waiting) == (False, (), 0)
    # Once gone it stays so.
    gone = [view.lanes[0].gone for view in views]
    assert gone == sorted(gone)


def test_an_idle_worker_that_was_ended_holds_nothing():
    class Mute(SimulatedLane):
        async def health(self, patience=5.0):
            return Health(alive=False)

    views = []

    async def night():
        studio = a_studio(Mute(Device("cuda:0", WORK, 15.0)), a_lane("cpu"), watch=views.append)
        await studio.run(a_call(1))
        printing = asyncio.ensure_future(studio.run(a_call(1, TakeKind.PRINT, "")))
        await asyncio.sleep(BEAT + 1)
        assert views[-1].lanes[0].holds == ()
        await printing

    run_virtually(night())
    assert views[1].lanes[0].holds == ("mochi",)


def test_what_comes_after_a_worker_that_had_to_be_ended_is_seen():
    class Clinging(SimulatedLane):
        async def unload(self, models):
            raise Bug("it fell over")

    views = seen(Clinging(Device("cuda:0", WORK, 15.0)), calls=[KEYFRAME, a_call(2)])
    held = [view.lanes[0].holds for view in views if hands(view)["cuda:0"] == ("1-2 clip",)]
    assert held == [("mochi",), (), ("mochi",)]


def test_a_guest_is_seen_on_all_its_lanes():
    async def leave():
        pass

    views = []

    async def night():
        guest = Guest("llm", {"cuda:0": 1, "cuda:1": 1}, leave)
        studio = a_studio(a_lane(), a_lane("cuda:1"), watch=views.append, guest=guest)
        async with studio.lend():
            pass
        await asyncio.sleep(1)
        await studio.run(a_call(1))

    run_virtually(night())
    assert hands(views[0]) == {"cuda:0": ("thought",), "cuda:1": ("thought",)}
    assert [lane.holds for lane in views[1].lanes] == [("llm",), ("llm",)]
    assert "llm" not in {model for lane in views[-1].lanes for model in lane.holds}


def test_what_waited_is_gone_after_a_halt_and_a_closed_studio_holds_nothing():
    views = []

    async def night():
        studio = a_studio(a_lane(), watch=views.append)
        calls = [asyncio.ensure_future(studio.run(a_call(number))) for number in (1, 2)]
        await asyncio.sleep(10)
        assert views[-1].waiting == 1
        studio.halt()
        assert (views[-1].waiting, hands(views[-1])) == (0, {"cuda:0": ("1-1 clip",)})
        for one in calls:
            with suppress(Interrupted):
                await one
        await studio.close()

    run_virtually(night())
    assert views[-1] == FloorView((LaneView("cuda:0", (), (), gone=False),), 0, 1)


def test_who_stands_aside_waits_no_longer():
    views = []

    async def night():
        studio = a_studio(a_lane(), watch=views.append)
        first, second = (asyncio.ensure_future(studio.run(a_call(number))) for number in (1, 2))
        await asyncio.sleep(1)
        second.cancel()
        await asyncio.gather(second, return_exceptions=True)
        assert views[-1].waiting == 0
        await first

    run_virtually(night())


def test_nothing_is_drawn_up_when_nobody_watches(monkeypatch):
    def drawn(*_all):
        raise AssertionError("a view nobody asked for")

    monkeypatch.setattr(dispatch, "floor_of", drawn)
    run_virtually(a_studio(a_lane(), watch=None).run(KEYFRAME))


def test_when_a_draft_is_made_nothing_is_left_in_hand(tmp_path):
    views = []
    with (
        open_for_writing(a_planned_project(tmp_path / "film")) as project,
        production_of(project, watch=views.append) as production,
    ):
        film(production)
    works = {one.work for view in views for lane in view.lanes for one in lane.in_hand}
    assert {"keyframe", "clip", "print", "look at a clip"} <= works
    shots = {one.shot for view in views for lane in view.lanes for one in lane.in_hand}
    assert {"1-1", "2-2"} <= shots
    assert all(isinstance(one, InHand) for view in views for lane in view.lanes for one in lane.in_hand)
    assert [lane.in_hand for lane in views[-1].lanes] == [()] * len(views[-1].lanes)
    assert (views[-1].waiting, views[-1].loads) == (0, 0)
