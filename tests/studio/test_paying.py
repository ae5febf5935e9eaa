"""A purse at the studio's door: who is refused, and that every call that was let in is seen out, however it ends."""

import asyncio
from collections import Counter

import pytest
from studio.test_dispatch import BERTHS, WORK, Card, a_setup, call

from rushes.errors import BudgetSpent, DiskTrouble, Interrupted, ToolFailed
from rushes.film.take import TakeKind
from rushes.studio.ahead.simulating import Device, SimulatedLane
from rushes.studio.ahead.virtual import run_virtually
from rushes.studio.calls import Call, Stage
from rushes.studio.dispatch import Guest, LaneStudio
from rushes.studio.jobs import Look
from rushes.studio.lane import LaneLost
from rushes.studio.pace import Pace


class Book:
    """A purse that says no to some shots, and writes down who came in and who went out."""

    def __init__(self, no=()):
        self.no = no
        self.opened, self.closed = Counter(), Counter()
        self.in_hand, self.heard = set(), []

    def opens(self, ticket, call, lanes, seconds):
        self.heard.append((call.shot if call else None, tuple(lanes), seconds))
        if call and call.shot in self.no:
            return "The night's 3 takes are made."
        assert ticket not in self.in_hand, "opened twice"
        self.in_hand.add(ticket)
        self.opened[ticket] += 1
        return ""

    def closes(self, ticket, *, made=True):
        self.closed[ticket] += ticket in self.in_hand
        self.in_hand.discard(ticket)

    @property
    def balanced(self):
        return not self.in_hand and self.opened == +self.closed


def on(purse, *lanes, guest=None):
    names = {lane.name for lane in lanes}
    berths = {model: {name: size for name, size in row.items() if name in names} for model, row in BERTHS.items()}
    pace = Pace(WORK, {"flux": 15.0, "mochi": 15.0})
    return LaneStudio(lanes, berths, {"cuda:0": 1, "cuda:1": 1}, pace=pace, guest=guest, purse=purse)


async def outcomes(studio, calls):
    return await asyncio.gather(*(studio.run(one) for one in calls), return_exceptions=True)


def kinds(came):
    return [type(one).__name__ for one in came]


def test_who_is_refused_hears_why_and_the_others_go_on():
    lane, purse = Card("cuda:0"), Book(no={"1-1", "1-3"})

    async def night():
        return await outcomes(on(purse, lane), [call(seed) for seed in range(5)])

    came = run_virtually(night())
    assert kinds(came) == ["Done", "BudgetSpent", "Done", "BudgetSpent", "Done"]
    assert came[1].title == "The night's 3 takes are made."
    assert lane.made == [0, 2, 4]
    assert purse.balanced


def test_all_are_refused_and_nothing_is_loaded_for_them_twice():
    lane, purse = Card("cuda:0"), Book(no={f"1-{seed}" for seed in range(9)})

    async def night():
        return await outcomes(on(purse, lane), [call(seed) for seed in range(9)])

    assert set(kinds(run_virtually(night()))) == {"BudgetSpent"}
    assert lane.made == []
    assert purse.balanced


def test_the_purse_is_told_how_long_a_call_is_expected_to_take_its_load_included():
    purse = Book()

    async def night():
        await outcomes(on(purse, Card("cuda:0")), [call(0), call(1)])

    run_virtually(night())
    (_, lanes, first), (_, _, second) = purse.heard
    assert lanes == ("cuda:0",)
    assert first == pytest.approx(WORK["clip"] + 15.0)
    assert second == pytest.approx(WORK["clip"], rel=0.05)


def test_a_failed_call_is_seen_out():
    purse = Book()

    async def night():
        return await outcomes(on(purse, Card("cuda:0", failing={1})), [call(seed) for seed in range(3)])

    assert kinds(run_virtually(night())) == ["Done", "ToolFailed", "Done"]
    assert purse.balanced
    assert sum(purse.opened.values()) == 3


def test_a_call_whose_worker_is_lost_is_seen_out_and_let_in_again():
    purse = Book()

    async def night():
        lanes = Card("cuda:0", deadly={0}), Card("cuda:1")
        return await outcomes(on(purse, *lanes), [call(0), call(1)])

    assert kinds(run_virtually(night())) == ["Done", "Done"]
    assert purse.balanced
    assert sorted(purse.opened.values()) == [1, 2]


def test_a_call_may_be_refused_when_it_is_made_again():
    class Once(Book):
        def opens(self, ticket, call, lanes, seconds):
            self.no = {"1-0"} if self.opened else ()
            return super().opens(ticket, call, lanes, seconds)

    purse = Once()

    async def night():
        lanes = Card("cuda:0", deadly={0}), Card("cuda:1")
        return await outcomes(on(purse, *lanes), [call(0)])

    assert kinds(run_virtually(night())) == ["BudgetSpent"]
    assert purse.balanced


def test_a_call_that_is_set_aside_is_seen_out_as_often_as_it_was_let_in():
    purse = Book()

    async def night():
        lanes = Card("cuda:0", deadly={0}), Card("cuda:1", deadly={0})
        return await outcomes(on(purse, *lanes), [call(seed) for seed in range(4)])

    came = run_virtually(night())
    assert isinstance(came[0], ToolFailed)
    assert kinds(came[1:]) == ["Done"] * 3
    assert purse.balanced


def test_a_silent_call_is_seen_out():
    purse = Book()

    async def night():
        return await outcomes(on(purse, Card("cuda:0", silent={0})), [call(0), call(1)])

    run_virtually(night())
    assert purse.balanced


@pytest.mark.parametrize("heeds", [True, False])
def test_a_cancelled_call_is_seen_out(heeds):
    purse = Book()

    async def night():
        studio = on(purse, Card("cuda:0", heeds=heeds))
        running, waiting = (asyncio.ensure_future(studio.run(call(seed))) for seed in (0, 1))
        await asyncio.sleep(30)
        running.cancel()
        waiting.cancel()
        await asyncio.gather(running, waiting, return_exceptions=True)
        await asyncio.sleep(600)

    run_virtually(night())
    assert purse.balanced
    assert sum(purse.opened.values()) == 1, "who waits has not come in"


@pytest.mark.parametrize("after", [0.0, 30.0, 190.0, 300.0])
def test_a_halt_sees_all_out(after):
    purse = Book()

    async def night():
        studio = on(purse, Card("cuda:0"), Card("cuda:1"), Card("cpu", 2))
        calls = [*(call(seed) for seed in range(5)), call(7, TakeKind.PRINT, "")]
        work = asyncio.ensure_future(outcomes(studio, calls))
        await asyncio.sleep(after)
        studio.halt()
        came = await work
        await studio.close()
        return came

    assert set(kinds(run_virtually(night()))) <= {"Done", "Interrupted"}
    assert purse.balanced


def test_closing_sees_all_out():
    purse = Book()

    async def night():
        studio = on(purse, Card("cuda:0"))
        work = asyncio.ensure_future(outcomes(studio, [call(0), call(1)]))
        await asyncio.sleep(30)
        studio.halt()
        await studio.close()
        return await work

    assert all(isinstance(one, Interrupted | LaneLost) for one in run_virtually(night()))
    assert purse.balanced


def test_a_look_is_let_in_after_a_halt_too(tmp_path):
    purse = Book()
    look = Look(kind=TakeKind.CLIP, file=tmp_path / "a.mp4", setup=a_setup())

    async def night():
        studio = on(purse, SimulatedLane(Device("cpu", {"look": 1.0}, slots=2, weightless=True)))
        studio.halt()
        return await studio.run(Call(look, Stage.CLIP, 0, shot="1-1"))

    run_virtually(night())
    assert purse.balanced
    assert sum(purse.opened.values()) == 1


def test_a_brains_loan_is_let_in_and_seen_out():
    purse = Book()

    async def left():
        """It leaves at once."""

    async def night():
        studio = on(purse, Card("cuda:0"), guest=Guest("llm", {"cuda:0": 1}, left))
        async with studio.lend():
            assert purse.in_hand
            await asyncio.sleep(5)
        await asyncio.sleep(1)

    run_virtually(night())
    assert purse.heard[0][0] is None
    assert purse.balanced


class Broken(Book):
    """A purse whose book is on a full disk."""

    def __init__(self, at):
        super().__init__()
        self.at = at

    def opens(self, ticket, call, lanes, seconds):
        if self.at == "opens" and call.shot == "1-0":
            raise DiskTrouble("The disk is full.")
        return super().opens(ticket, call, lanes, seconds)

    def closes(self, ticket, *, made=True):
        super().closes(ticket)
        if self.at == "closes" and self.closed.total() == 1:
            raise DiskTrouble("The disk is full.")


@pytest.mark.parametrize("at", ["opens", "closes"])
@pytest.mark.parametrize("deadly", [(), (0,)])
def test_a_purse_in_trouble_keeps_no_lane(at, deadly):
    lane, purse = Card("cuda:0", deadly=deadly), Broken(at)

    async def night():
        return await asyncio.wait_for(outcomes(on(purse, lane), [call(seed) for seed in range(3)]), 3000)

    came = run_virtually(night())
    assert isinstance(came[0], DiskTrouble) is (at == "opens")
    assert kinds(came[1:]) == ["Done", "Done"]
    assert not any(isinstance(one, BudgetSpent) for one in came)
