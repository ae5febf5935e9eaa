"""The lane's contract: giving up, letting go, ending."""

import asyncio

import pytest
from doubles.stunts import a_still
from studio.asking import TICKETS, made, running

from rushes.errors import ToolFailed
from rushes.studio.lane import CallCancelled, Health, LaneLost


class Control:
    """Calls are given up, models let go, workers ended."""

    def test_a_job_cancelled_before_it_begins_is_never_begun(self, lane, play, tmp_path):
        async def night():
            _, first = await running(lane, tmp_path, "silent go")
            _, second = await running(lane, tmp_path, "silent go")
            ticket = next(TICKETS)
            third = asyncio.create_task(lane.submit(ticket, a_still(tmp_path, "steps 77"), lambda _step: None))
            await asyncio.sleep(0)
            await lane.cancel(ticket)
            (tmp_path / "go").touch()
            with pytest.raises(CallCancelled):
                await third
            await asyncio.gather(first, second)
            return await made(lane, tmp_path)

        assert "steps 77" not in play(night()).settled["made"]

    @pytest.mark.parametrize("action", ["until go", "silent go"])
    def test_a_running_job_is_given_up_at_its_next_step(self, lane, play, tmp_path, action):
        async def night():
            ticket, task = await running(lane, tmp_path, action)
            await lane.cancel(ticket)
            if action == "silent go":
                await asyncio.sleep(0.05)
                assert not task.done()
                (tmp_path / "go").touch()
            with pytest.raises(CallCancelled):
                await asyncio.wait_for(task, 10)
            await lane.cancel(ticket)

        play(night())

    def test_an_error_after_a_cancel_is_no_error(self, lane, play, tmp_path):
        async def night():
            ticket, task = await running(lane, tmp_path, "raising go")
            await lane.cancel(ticket)
            await lane.health()
            (tmp_path / "go").touch()
            with pytest.raises(CallCancelled):
                await asyncio.wait_for(task, 10)

        play(night())

    def test_cancelling_what_is_over_or_was_never_there_does_nothing(self, lane, play, tmp_path):
        async def night():
            ticket = next(TICKETS)
            await lane.cancel(ticket)
            first = await lane.submit(ticket, a_still(tmp_path), lambda _step: None)
            await lane.cancel(ticket)
            await lane.cancel(next(TICKETS))
            return first, await made(lane, tmp_path)

        assert all(outcome.file.is_file() for outcome in play(night()))

    def test_a_cancelled_waiter_gives_its_call_up(self, lane, play, tmp_path):
        async def night():
            for _ in range(4):  # twice as many as there are slots
                _, task = await running(lane, tmp_path, "until never")
                task.cancel()
                with pytest.raises(asyncio.CancelledError):
                    await task
            return await asyncio.wait_for(made(lane, tmp_path), 20)

        assert play(night()).file.is_file()

    def test_unloading_lets_go_of_what_is_named_and_held(self, lane, play, tmp_path):
        async def night():
            before = await made(lane, tmp_path)
            await lane.unload(["some-other-model"])
            await lane.unload([])
            between = await made(lane, tmp_path)
            await lane.unload(["stunts"])
            after = await made(lane, tmp_path)
            return [outcome.settled["closed"] for outcome in (before, between, after)]

        before, between, after = play(night())
        assert (between - before, after - between) == (0, 1)

    def test_unloading_waits_for_a_call_that_was_given_up(self, lane, play, tmp_path):
        async def night():
            ticket, task = await running(lane, tmp_path, "silent go")
            await lane.cancel(ticket)
            unloading = asyncio.create_task(lane.unload(["stunts"]))
            await asyncio.sleep(0.05)
            assert not unloading.done()
            (tmp_path / "go").touch()
            await asyncio.wait_for(unloading, 10)
            with pytest.raises(CallCancelled):
                await task

        play(night())

    def test_what_goes_wrong_while_unloading_is_raised(self, lane, play, tmp_path):
        async def night():
            await made(lane, tmp_path)
            with pytest.raises(ToolFailed, match="stuck"):
                await lane.unload(["stuck"])

        play(night())

    def test_a_healthy_worker_says_what_it_takes(self, lane, play, tmp_path):
        async def night():
            outcome = await made(lane, tmp_path)
            _, task = await running(lane, tmp_path, "silent go")
            health = await lane.health()
            (tmp_path / "go").touch()
            await task
            return outcome, health

        outcome, health = play(night())
        assert health.alive
        assert health.process == outcome.settled["process"]
        assert 10_000_000 < health.memory < 10_000_000_000

    def test_a_worker_that_is_not_there_is_no_sick_one(self, lane, play):
        async def night():
            await lane.end()
            await lane.unload(["stunts"])
            await lane.cancel(1)
            return await lane.health()

        health = play(night())
        assert health.alive
        assert health.process is None

    def test_an_ended_worker_loses_what_it_had_in_hand_and_the_next_job_starts_anew(self, lane, play, tmp_path):
        async def night():
            calls = [(await running(lane, tmp_path, "until never"))[1] for _ in range(2)]
            waiting = asyncio.create_task(made(lane, tmp_path))
            await asyncio.sleep(0)
            await lane.end()
            lost = await asyncio.gather(*calls, waiting, return_exceptions=True)
            await lane.end()
            return lost, await made(lane, tmp_path)

        lost, outcome = play(night())
        assert [type(one) for one in lost] == [LaneLost] * 3
        assert lane.name in str(lost[0])
        assert outcome.file.is_file()

    def test_a_closed_lane_takes_no_job(self, another, tmp_path):
        async def night():
            lane = another()
            _, task = await running(lane, tmp_path, "until never")
            await lane.close()
            for lost in (task, made(lane, tmp_path)):
                with pytest.raises(LaneLost):
                    await lost
            await lane.close()
            assert await lane.health() == Health(alive=True)

        asyncio.run(night())

    def test_a_lane_that_was_never_used_is_closed_all_the_same(self, another):
        async def night():
            await another().close()

        asyncio.run(night())
