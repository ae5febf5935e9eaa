"""Real children that crash, hang, spew, lie and run out of memory: the lane says what happened and goes on."""

import asyncio
import os
import signal
import time
from fractions import Fraction

import numpy as np
import pytest
from doubles.accidents import ASKED, LADDER
from doubles.cards import encode
from doubles.lane_tools import a_lane
from doubles.processes import come, gone, members, memory
from doubles.stunts import a_still, directed

from rushes.errors import BadMedia, Bug, ToolFailed
from rushes.film.take import TakeKind
from rushes.studio.jobs import Look
from rushes.studio.lane import CallCancelled, LaneLost
from rushes.studio.lanes import lane_process
from rushes.tools.fitting import Fit, Mode

pytestmark = pytest.mark.usefixtures("children_find_doubles")


async def stepped(lane, scratch, action, ticket=1):
    """A call that came to its first step, as a task."""
    sign = asyncio.Event()
    task = asyncio.create_task(lane.submit(ticket, a_still(scratch, action), lambda _step: sign.set()))
    await asyncio.wait_for(sign.wait(), 30)
    return task


async def goes_on(lane, scratch, ticket=1000):
    outcome = await lane.submit(ticket, a_still(scratch), lambda _step: None)
    return outcome.file.is_file()


@pytest.mark.parametrize(
    ("action", "words"),
    [
        ("die 0", "ended with code 0"),
        ("die 3", "ended with code 3"),
        ("die signal", "was killed"),
        ("die crash", "signal 11"),
    ],
)
def test_a_child_that_ends_is_a_lost_lane_with_its_last_words(tmp_path, action, words):
    async def night():
        async with a_lane() as lane:
            beside = await stepped(lane, tmp_path, "until never", 2)
            process = (await lane.health()).process
            with pytest.raises(LaneLost, match=words) as lost:
                await lane.submit(1, a_still(tmp_path, action), lambda _step: None)
            assert lost.value.title.endswith("Its last words: I told you so.")
            with pytest.raises(LaneLost, match=words):
                await beside
            assert gone(process)
            assert await goes_on(lane, tmp_path)

    asyncio.run(night())


def test_a_driver_that_failed_ends_its_process_and_a_full_card_does_not(tmp_path):
    async def night():
        async with a_lane() as lane:
            with pytest.raises(LaneLost, match="unspecified launch failure"):
                await lane.submit(1, a_still(tmp_path, "driver failed"), lambda _step: None)
            assert await goes_on(lane, tmp_path)
            process = (await lane.health()).process
            with pytest.raises(Bug, match="out of memory"):
                await lane.submit(3, a_still(tmp_path, "driver full"), lambda _step: None)
            assert (await lane.health()).process == process

    asyncio.run(night())


def test_a_child_that_hangs_in_c_code_is_not_alive_and_can_be_ended(tmp_path):
    async def night():
        async with a_lane() as lane:
            hung = await stepped(lane, tmp_path, "hang")
            beside = asyncio.create_task(lane.submit(2, a_still(tmp_path), lambda _step: None))
            began = time.monotonic()
            health = await lane.health(patience=0.3)
            assert not health.alive
            assert members(health.process) == {health.process}
            await lane.cancel(1)
            assert not hung.done()
            await lane.end()
            for lost in (hung, beside):
                with pytest.raises(LaneLost, match="was ended"):
                    await lost
            assert gone(health.process, 0)
            assert time.monotonic() - began < 3
            assert await goes_on(lane, tmp_path)

    asyncio.run(night())


def test_orders_to_a_child_that_reads_none_do_not_hold_the_parent_up(tmp_path):
    async def night():
        async with a_lane() as lane:
            await stepped(lane, tmp_path, "hang")
            sheet = [directed("x" * 800)] * 1000  # far more than a pipe takes
            began = time.monotonic()
            waiting = asyncio.create_task(lane.submit(2, a_still(tmp_path), lambda _step: None, sheet))
            await asyncio.sleep(0.1)
            await lane.end()
            with pytest.raises(LaneLost):
                await waiting
            assert time.monotonic() - began < 3

    asyncio.run(night())


def test_a_child_that_spews_harms_neither_the_talk_nor_the_parent(tmp_path):
    async def night():
        async with a_lane() as lane:
            assert await goes_on(lane, tmp_path, 0)
            before = memory(os.getpid())
            heard = []
            outcome = await lane.submit(1, a_still(tmp_path, "spew 200"), heard.append)
            assert [step.done for step in heard] == list(range(1, 801))
            assert outcome.file.is_file()
            assert memory(os.getpid()) - before < 30_000_000
            with pytest.raises(LaneLost, match=r"spew spew.*I told you so") as lost:
                await lane.submit(2, a_still(tmp_path, "die 1"), lambda _step: None)
            assert len(str(lost.value)) < 1000

    asyncio.run(night())


@pytest.mark.parametrize("what", ["junk", "forged", "unasked", "endless"])
def test_a_child_that_speaks_out_of_turn_is_ended(tmp_path, monkeypatch, what):
    monkeypatch.setattr(lane_process, "_LONGEST", 1_000_000)

    async def night():
        async with a_lane() as lane:
            process = (await lane.submit(1, a_still(tmp_path), lambda _step: None)).settled["process"]
            with pytest.raises(LaneLost, match="spoke out of turn"):
                await lane.submit(2, a_still(tmp_path, f"speak {what}"), lambda _step: None)
            await lane.end()
            assert gone(process, 0)
            assert await goes_on(lane, tmp_path)

    asyncio.run(night())


def rungs():
    fit, asked, words = Fit(Mode.RESIDENT), ASKED, []
    while rung := LADDER.next_rung(fit, asked):
        fit, asked = rung.fit, rung.asked
        words.append(rung.words)
    return words


def test_memory_that_runs_out_at_any_rung_costs_that_rung_and_is_noted(tmp_path):
    expected = rungs()
    assert len(expected) > 5

    async def night():
        async with a_lane() as lane:
            for often in range(len(expected) + 1):
                outcome = await lane.submit(often, a_still(tmp_path, f"full {often}"), lambda _step: None)
                assert outcome.settled.get("settled", []) == expected[:often]
            with pytest.raises(ToolFailed, match="ran out of memory"):
                await lane.submit(99, a_still(tmp_path, f"full {often + 1}"), lambda _step: None)
            assert await goes_on(lane, tmp_path)

    asyncio.run(night())


def test_corrupt_files_are_seen_by_the_look(tmp_path):
    encode([np.full((54, 96, 3), 8 * i, np.uint8) for i in range(24)], Fraction(12), tmp_path / "whole.mp4")
    whole = (tmp_path / "whole.mp4").read_bytes()
    (tmp_path / "short.mp4").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "garbage.mp4").write_bytes(whole[:60] + os.urandom(len(whole) // 2) + whole[60 + len(whole) // 2 :])
    (tmp_path / "empty.mp4").touch()
    (tmp_path / "garbage.png").write_bytes(b"\x89PNG\r\n\x1a\n" + os.urandom(2000))

    async def night():
        async with a_lane() as lane:
            for ticket, name in enumerate(("short.mp4", "garbage.mp4", "empty.mp4", "garbage.png")):
                kind = TakeKind.CLIP if name.endswith("mp4") else TakeKind.KEYFRAME
                with pytest.raises(BadMedia, match=name):
                    await lane.submit(ticket, Look(kind=kind, file=tmp_path / name, setup=directed("")), print)
            assert await goes_on(lane, tmp_path)

    asyncio.run(night())


@pytest.mark.parametrize("action", ["encode", "pour"])
def test_ending_a_lane_ends_its_ffmpeg(tmp_path, action):
    async def night():
        async with a_lane() as lane:
            task = await stepped(lane, tmp_path, action)
            process = (await lane.health()).process
            assert await asyncio.to_thread(come, process, 2)
            await lane.end()
            with pytest.raises(LaneLost):
                await task
            assert gone(process)

    asyncio.run(night())


def test_a_crash_takes_the_ffmpegs_of_other_calls_with_it(tmp_path):
    async def night():
        async with a_lane() as lane:
            await stepped(lane, tmp_path, "encode")
            process = (await lane.health()).process
            assert await asyncio.to_thread(come, process, 2)
            os.kill(process, signal.SIGKILL)
            assert await asyncio.to_thread(gone, process)

    asyncio.run(night())


def test_giving_a_call_up_ends_its_ffmpeg_and_nothing_else(tmp_path):
    async def night():
        async with a_lane() as lane:
            task = await stepped(lane, tmp_path, "pour")
            process = (await lane.health()).process
            assert await asyncio.to_thread(come, process, 2)
            await lane.cancel(1)
            with pytest.raises(CallCancelled):
                await asyncio.wait_for(task, 10)
            assert members(process) == {process}

    asyncio.run(night())
