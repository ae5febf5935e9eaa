"""A studio for one event loop after another: new lanes for each, none left when it ends."""

import asyncio

import pytest
from doubles.bench import Bench
from doubles.inline_lane import InlineLane
from doubles.plans import a_manifest

from rushes.errors import Interrupted
from rushes.film.setup import setup_for
from rushes.film.take import Slate, TakeKind
from rushes.studio.calls import Call, Stage
from rushes.studio.dispatch import LaneStudio
from rushes.studio.jobs import Make
from rushes.studio.kit.sites import DESK
from rushes.studio.pace import Pace
from rushes.studio.sittings import SittingStudio


class Opened:
    """Opens studios, and remembers their lanes and tools."""

    def __init__(self):
        self.benches: list[Bench] = []

    def __call__(self):
        self.benches.append(Bench())
        return LaneStudio([InlineLane(DESK, 1, self.benches[-1])], {"cards": {DESK: 0}}, {}, pace=Pace())


def a_still(scratch):
    plan = a_manifest()
    setup = setup_for(plan, plan.scenes[0], plan.scenes[0].shots[0])
    slate = Slate(
        kind=TakeKind.KEYFRAME,
        backend="cards",
        revision="cards-1",
        seed=1,
        parents=(),
        parameters={"setup": setup.model_dump(mode="json"), "size": "96x54"},
    )
    return Call(Make(slate=slate, scratch=scratch), Stage.KEYFRAME)


def test_each_loop_has_a_studio_of_its_own_that_ends_with_it(tmp_path):
    opened = Opened()
    studio = SittingStudio(opened)

    async def two():
        return [(await studio.run(a_still(tmp_path))).outcome.file for _ in range(2)]

    for sittings in (1, 2):
        assert all(file.is_file() for file in asyncio.run(two()))
        assert [bench.closed for bench in opened.benches] == [True] * sittings


def test_no_lane_is_left_when_a_loop_ends_over_an_error(tmp_path):
    opened = Opened()
    studio = SittingStudio(opened)

    async def fails():
        await studio.run(a_still(tmp_path))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        asyncio.run(fails())
    assert opened.benches[0].closed


def test_a_halt_before_the_first_call_holds_in_its_loop_alone(tmp_path):
    studio = SittingStudio(Opened())

    async def halted():
        studio.halt()
        with pytest.raises(Interrupted):
            async with studio.lend():
                pass
        await studio.run(a_still(tmp_path))

    with pytest.raises(Interrupted):
        asyncio.run(halted())

    async def again():
        async with studio.lend():
            return (await studio.run(a_still(tmp_path))).outcome.file

    assert asyncio.run(again()).is_file()
