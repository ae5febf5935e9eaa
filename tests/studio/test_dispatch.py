"""The studio's handling of calls, on the virtual clock: hours of hangs, losses and cancels in a moment."""

import asyncio
from pathlib import Path

import pytest
from doubles.plans import a_manifest

from rushes.errors import Bug, Interrupted, ToolFailed, UserMustFix
from rushes.film.setup import setup_for
from rushes.film.take import Slate, TakeKind
from rushes.studio.ahead.simulating import Device, SimulatedLane
from rushes.studio.ahead.virtual import run_virtually
from rushes.studio.calls import Call, Stage
from rushes.studio.dispatch import GRACE, Guest, LaneStudio
from rushes.studio.jobs import Look, Make
from rushes.studio.lane import Health, LaneLost, Step
from rushes.studio.pace import PATIENCE, Pace


def a_setup():
    manifest = a_manifest()
    return setup_for(manifest, manifest.scenes[0], manifest.scenes[0].shots[0])


WORK = {"keyframe": 45.0, "clip": 180.0, "print": 60.0}
BERTHS = {"flux": {"cuda:0": 1, "cuda:1": 1}, "mochi": {"cuda:0": 1, "cuda:1": 1}, "": {"cpu": 0}}


class Card(SimulatedLane):
    """A simulated lane that is lost, silent or failing for some seeds."""

    def __init__(self, name, slots=1, deadly=(), silent=(), failing=(), heeds=True):
        super().__init__(Device(name, WORK, 15.0, slots, weightless=name == "cpu"))
        self.deadly, self.silent, self.failing, self.heeds = deadly, silent, failing, heeds
        self.made = []
        self.ends = 0
        self.sheets = []

    async def submit(self, ticket, job, hear, sheet=()):
        self.sheets.append(len(sheet))
        if isinstance(job, Look):
            return await super().submit(ticket, job, hear, sheet)
        if job.slate.seed in self.failing:
            raise ToolFailed("The card ran out of ink.")
        if job.slate.seed in self.deadly:
            await asyncio.sleep(20)
            await self.end()
            raise LaneLost("it was killed")
        if job.slate.seed in self.silent:
            lost = asyncio.get_running_loop().create_future()
            self._ended.add(lost)
            await lost
            raise LaneLost("ended")
        done = await super().submit(ticket, job, hear, sheet)
        self.made.append(job.slate.seed)
        return done

    async def cancel(self, ticket):
        if self.heeds:
            await super().cancel(ticket)

    async def end(self):
        self.ends += 1
        await super().end()


def call(seed, kind=TakeKind.CLIP, model="mochi", **more):
    stage = {TakeKind.KEYFRAME: Stage.KEYFRAME, TakeKind.CLIP: Stage.CLIP, TakeKind.PRINT: Stage.PRINT}[kind]
    slate = Slate(kind=kind, backend=model, revision="", seed=seed)
    return Call(Make(slate=slate, scratch=Path("/")), stage, more.pop("order", seed), shot=f"1-{seed}", **more)


def on(*lanes, guest=None, told=None, sheet=()):
    return LaneStudio(
        lanes,
        {
            model: {name: size for name, size in row.items() if name in {one.name for one in lanes}}
            for model, row in BERTHS.items()
        },
        {"cuda:0": 1, "cuda:1": 1},
        pace=Pace(WORK, {"flux": 15.0, "mochi": 15.0}),
        guest=guest,
        tell=(told if told is not None else []).append,
        sheet=sheet,
    )


async def outcomes(studio, calls):
    return await asyncio.gather(*(studio.run(one) for one in calls), return_exceptions=True)


def test_a_call_that_ends_its_lane_twice_is_set_aside_and_the_rest_goes_on():
    first, second, told = Card("cuda:0", deadly={3}), Card("cuda:1", deadly={3}), []

    async def night():
        return await outcomes(on(first, second, told=told), [call(seed) for seed in range(8)])

    came = run_virtually(night())
    assert isinstance(came[3], ToolFailed)
    assert "ended its worker twice" in str(came[3])
    assert sorted(first.made + second.made) == [0, 1, 2, 4, 5, 6, 7], "nothing lost, nothing made twice"
    assert any("set aside" in words for words in told)


def test_what_was_lost_is_made_on_the_other_lane():
    first, second = Card("cuda:0", deadly={0}), Card("cuda:1")

    async def night():
        return await outcomes(on(first, second), [call(0), call(1)])

    assert not any(isinstance(one, Exception) for one in run_virtually(night()))
    assert 0 in second.made


def test_a_silent_call_is_ended_and_made_again():
    lane, told = Card("cuda:0", silent={1}), []

    async def night():
        studio = on(lane, told=told)
        await studio.run(call(0))
        began = asyncio.get_running_loop().time()
        came = await outcomes(studio, [call(1)])
        return came, asyncio.get_running_loop().time() - began

    came, took = run_virtually(night())
    assert isinstance(came[0], ToolFailed)
    assert lane.ends == 2
    # It moved a clip in 180 s, so 360 are allowed; then to a fresh worker whatever one may need.
    assert took == pytest.approx(360 + PATIENCE, abs=15)
    assert "no sign" in told[0]


def test_where_nothing_was_ever_measured_patience_is_long():
    lane = Card("cuda:0", silent={1})

    async def night():
        began = asyncio.get_running_loop().time()
        await outcomes(on(lane), [call(1)])
        return asyncio.get_running_loop().time() - began

    assert run_virtually(night()) == pytest.approx(2 * PATIENCE, abs=1)


def test_on_a_lane_of_many_only_the_guilty_is_set_aside():
    desk = Card("cpu", slots=4, deadly={2})

    async def night():
        return await outcomes(on(desk), [call(seed, TakeKind.PRINT, "") for seed in range(12)])

    came = run_virtually(night())
    assert [seed for seed, one in enumerate(came) if isinstance(one, Exception)] == [2]
    assert sorted(desk.made) == [0, 1, 3, 4, 5, 6, 7, 8, 9, 10, 11]


def test_a_poison_call_costs_no_lane():
    desk = Card("cpu", slots=4, deadly={0})

    async def night():
        return await outcomes(on(desk), [call(seed, TakeKind.PRINT, "") for seed in range(6)])

    came = run_virtually(night())
    assert [seed for seed, one in enumerate(came) if isinstance(one, Exception)] == [0]


def test_two_poison_calls_in_a_row_cost_no_lane():
    lane = Card("cuda:0", deadly={0, 1})

    async def night():
        return await outcomes(on(lane), [call(seed) for seed in range(6)])

    came = run_virtually(night())
    assert [seed for seed, one in enumerate(came) if isinstance(one, Exception)] == [0, 1]


@pytest.mark.parametrize("share", [0.05, 0.2])
def test_however_workers_die_every_call_has_an_end(share):
    class Dying(Card):
        async def submit(self, ticket, job, hear, sheet=()):
            if self._random.random() < share:
                await asyncio.sleep(20)
                await self.end()
                raise LaneLost("it died")
            return await super().submit(ticket, job, hear, sheet)

    async def shot(studio, number):
        await studio.run(call(number, TakeKind.KEYFRAME, "flux", order=number))
        await studio.run(call(number, TakeKind.CLIP, "mochi", order=number))
        await studio.run(call(number, TakeKind.PRINT, "", order=number))

    async def night(seed):
        lanes = [Dying("cuda:0"), Dying("cuda:1"), Dying("cpu", slots=2)]
        for lane in lanes:
            lane._random.seed(f"{seed}/{lane.name}")
        studio = on(*lanes)
        return await asyncio.gather(*(shot(studio, number) for number in range(8)), return_exceptions=True)

    for seed in range(40):
        for one in run_virtually(night(seed)):
            assert one is None or isinstance(one, (ToolFailed, UserMustFix))


def test_what_was_barred_from_a_lane_may_try_it_again_when_the_other_is_gone():
    first, second = Card("cuda:0"), Card("cuda:1", deadly=(1, 2, 3))
    once = []

    async def submit(ticket, job, hear, sheet=()):
        if job.slate.seed == 5 and not once:
            once.append(1)
            await asyncio.sleep(50)  # the other card loses its third call at 60
            raise LaneLost("it was killed")
        return await Card.submit(first, ticket, job, hear, sheet)

    first.submit = submit

    async def night():
        return await outcomes(on(first, second), [call(5, order=0), *(call(seed) for seed in (1, 2, 3, 4))])

    assert not any(isinstance(one, Exception) for one in run_virtually(night()))


def test_who_would_not_leave_is_ended_and_who_comes_is_not_to_blame():
    class Clinging(Card):
        async def unload(self, models):
            await asyncio.sleep(1e6)

    class Failing(Card):
        async def unload(self, models):
            raise Bug("it fell over")

    for kind in (Clinging, Failing):
        lane, told = kind("cuda:0"), []

        async def night(lane=lane, told=told):
            studio = on(lane, told=told)
            await studio.run(call(1))
            await studio.run(call(2, TakeKind.KEYFRAME, "flux"))
            return tuple(studio._schedule._lanes["cuda:0"].held)

        assert run_virtually(night()) == ("flux",)
        assert lane.ends == 1
        assert "would not leave" in told[0]


def test_a_fault_in_a_models_own_code_costs_a_take_and_not_the_night():
    class Buggy(Card):
        async def submit(self, ticket, job, hear, sheet=()):
            raise Bug("RuntimeError: mat1 and mat2 shapes cannot be multiplied")

    async def night(lane, asked):
        with pytest.raises(Exception) as raised:
            await on(lane).run(asked)
        return raised.value

    assert isinstance(run_virtually(night(Buggy("cuda:0"), call(1))), ToolFailed)
    assert isinstance(run_virtually(night(Buggy("cpu"), call(1, TakeKind.PRINT, ""))), Bug)


def test_a_brain_whose_card_is_gone_hears_of_it():
    lanes = Card("cuda:0", deadly=range(9)), Card("cuda:1")

    async def leave():
        pass

    async def night():
        studio = on(*lanes, guest=Guest("llm", {"cuda:0": 1, "cuda:1": 1}, leave))
        await outcomes(studio, [call(seed) for seed in range(6)])
        with pytest.raises(ToolFailed, match="gone"):
            async with studio.lend():
                pass

    run_virtually(night())


def test_a_look_at_what_was_made_is_begun_after_a_halt_and_does_not_go_on_forever():
    desk = Card("cpu", slots=2)

    async def night(seconds):
        desk._device = Device("cpu", {**WORK, "look": seconds}, weightless=True)
        studio = on(desk)
        studio.halt()
        look = Look(kind=TakeKind.CLIP, file=Path("/x"), setup=a_setup())
        return await outcomes(studio, [Call(look, Stage.PRINT)]), asyncio.get_running_loop().time()

    came, took = run_virtually(night(5.0))
    assert (type(came[0]).__name__, took) == ("Done", 5.0)
    came, took = run_virtually(night(1e5))
    assert isinstance(came[0], Interrupted)
    assert took <= 2 * GRACE + 1


def test_a_lane_that_is_lost_again_and_again_is_given_up():
    bad, good, told = Card("cuda:0", deadly=range(100)), Card("cuda:1"), []

    async def night():
        studio = on(bad, good, told=told)
        return await outcomes(studio, [call(seed) for seed in range(12)]), studio._gone

    came, gone = run_virtually(night())
    assert not any(isinstance(one, Exception) for one in came)
    assert sorted(good.made) == list(range(12))
    assert gone == {"cuda:0"}
    assert any("given up" in words for words in told)


def test_when_every_lane_is_gone_a_person_is_told():
    lane = Card("cuda:0", deadly=range(100))

    async def night():
        studio = on(lane)
        came = await outcomes(studio, [call(seed) for seed in range(5)])
        return came, await outcomes(studio, [call(9)])

    came, later = run_virtually(night())
    assert all(isinstance(one, (UserMustFix, ToolFailed)) for one in came)
    assert any(isinstance(one, UserMustFix) for one in came)
    assert isinstance(later[0], UserMustFix)


def test_what_a_tool_raises_reaches_its_caller_and_counts_as_no_loss():
    lane = Card("cuda:0", failing=range(10))

    async def night():
        studio = on(lane)
        return await outcomes(studio, [call(seed) for seed in range(10)]), studio._gone

    came, gone = run_virtually(night())
    assert all(isinstance(one, ToolFailed) for one in came)
    assert not gone


def test_a_worker_at_work_may_be_deep_in_it():
    class Mute(Card):
        async def health(self, patience=5.0):
            return Health(alive=False)

    lane, told = Mute("cuda:0"), []

    async def night():
        await on(lane, told=told).run(call(1))

    run_virtually(night())
    assert (lane.ends, told) == (0, [])


def test_an_idle_worker_that_does_not_answer_is_ended():
    class Mute(Card):
        async def health(self, patience=5.0):
            return Health(alive=False)

    lane, told = Mute("cpu"), []

    async def night():
        studio = on(lane, Card("cuda:0"), told=told)
        await studio.run(call(1, TakeKind.PRINT, ""))
        await studio.run(call(2))

    run_virtually(night())
    assert lane.ends
    assert "answered no more" in told[0]


def test_progress_is_heard():
    steps = []

    async def night():
        await on(Card("cuda:0")).run(call(1), steps.append)

    run_virtually(night())
    assert steps == [Step(0, 1), Step(1, 1)]


def test_a_halt_gives_up_what_is_long_lets_go_on_what_is_short_and_begins_nothing():
    card, desk = Card("cuda:0"), Card("cpu", slots=1)

    async def night():
        studio = on(card, desk)
        await asyncio.gather(studio.run(call(0)), studio.run(call(1, TakeKind.PRINT, "")))
        began = asyncio.get_running_loop().time()
        running = [studio.run(call(2)), studio.run(call(3, TakeKind.PRINT, "")), studio.run(call(4))]
        tasks = [asyncio.ensure_future(one) for one in running]
        await asyncio.sleep(50)  # the print has 10 s to go, the clip 130
        studio.halt()
        came = await asyncio.gather(*tasks, return_exceptions=True)
        took = asyncio.get_running_loop().time() - began
        with pytest.raises(Interrupted):
            await studio.run(call(5))
        return came, took

    came, took = run_virtually(night())
    assert [type(one).__name__ for one in came] == ["Interrupted", "Done", "Interrupted"]
    assert took == pytest.approx(60, abs=1)


def test_what_does_not_heed_a_halt_is_ended_by_force():
    card = Card("cuda:0", heeds=False)

    async def night():
        studio = on(card)
        task = asyncio.ensure_future(studio.run(call(2)))
        await asyncio.sleep(50)
        studio.halt()
        with pytest.raises(Interrupted):
            await task
        return asyncio.get_running_loop().time()

    assert run_virtually(night()) == pytest.approx(50 + GRACE, abs=1)
    assert card.ends == 1


def test_a_cancelled_caller_frees_the_lane_at_the_next_step():
    card = Card("cuda:0")

    async def night():
        studio = on(card)
        task = asyncio.ensure_future(studio.run(call(2)))
        await asyncio.sleep(50)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await studio.run(call(3))
        return asyncio.get_running_loop().time()

    assert run_virtually(night()) == pytest.approx(50 + 180, abs=1)
    assert card.made == [3]


def test_a_cancelled_waiter_gives_its_place_back():
    card = Card("cuda:0")

    async def night():
        studio = on(card)
        first = asyncio.ensure_future(studio.run(call(0)))
        await asyncio.sleep(1)
        waiting = asyncio.ensure_future(studio.run(call(1)))
        await asyncio.sleep(1)
        assert len(studio._entries) == 2
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        assert len(studio._entries) == 1
        await first

    run_virtually(night())
    assert card.made == [0]


def test_the_guest_has_the_cards_to_itself_and_leaves_before_a_model_comes():
    cards, story = (Card("cuda:0"), Card("cuda:1")), []

    async def leave():
        story.append("the guest left")

    async def night():
        studio = on(*cards, guest=Guest("llm", {"cuda:0": 1, "cuda:1": 1}, leave))

        async def think(number):
            async with studio.lend(number):
                story.append(f"thinks {number}")
                assert not any(one.lane and one.waiting.work == "clip" for one in studio._entries.values())
                await asyncio.sleep(10)

        await asyncio.gather(think(0), think(1), studio.run(call(7)))
        story.append("clip")

    run_virtually(night())
    assert story.count("the guest left") == 1
    assert {"thinks 0", "thinks 1"} < set(story)


def test_a_guest_that_outlived_a_lanes_worker_leaves_before_a_model_comes():
    card, story = Card("cuda:0"), []

    async def leave():
        story.append("the guest left")

    async def night():
        studio = on(card, guest=Guest("llm", {"cuda:0": 1}, leave))
        async with studio.lend():
            pass
        await studio._ended("cuda:0")
        await studio.run(call(1))

    run_virtually(night())
    assert story == ["the guest left"]


def test_a_thought_that_fails_gives_the_cards_back():
    card = Card("cuda:0")

    async def leave():
        pass

    async def night():
        studio = on(card, guest=Guest("llm", {"cuda:0": 1}, leave))
        with pytest.raises(ValueError, match="no idea"):
            async with studio.lend():
                raise ValueError("no idea")
        await studio.run(call(1))

    run_virtually(night())
    assert card.made == [1]


def test_without_a_guest_lending_is_free_and_stops_with_the_studio():
    async def night():
        studio = on(Card("cuda:0"))
        async with studio.lend():
            pass
        studio.halt()
        with pytest.raises(Interrupted):
            async with studio.lend():
                pass

    run_virtually(night())


def test_the_call_sheet_goes_with_takes():
    card = Card("cuda:0")

    async def night():
        await on(card, sheet=["a", "b"]).run(call(1))

    run_virtually(night())
    assert card.sheets == [2]
