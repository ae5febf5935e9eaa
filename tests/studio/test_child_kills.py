"""kill -9 at random moments: every call has one end, what is said to be made is whole, and the lane goes on."""

import asyncio
import os
import random
import signal
from itertools import count

import pytest
from doubles.lane_tools import a_lane
from doubles.processes import members
from doubles.stunts import a_still
from PIL import Image

from rushes.studio.lane import LaneLost

pytestmark = pytest.mark.usefixtures("children_find_doubles")


class Night:
    """Callers that never tire, and somebody who kills their worker again and again."""

    def __init__(self, lane, scratch, seed, kills):
        self.lane, self.scratch, self.kills = lane, scratch, kills
        self.chance = random.Random(seed)
        self.tickets = count()
        self.killed, self.made, self.lost = [], 0, 0
        self.step = asyncio.Event()

    async def call(self):
        while len(self.killed) < self.kills:
            job = a_still(self.scratch, f"steps {self.chance.randrange(1, 60)}")
            try:
                outcome = await self.lane.submit(next(self.tickets), job, lambda _step: self.step.set())
            except LaneLost:
                self.lost += 1
            else:
                self.made += 1
                with Image.open(outcome.file) as picture:
                    picture.load()

    async def a_new_one(self):
        while True:
            worker = self.lane._worker
            if worker and worker.link.process not in self.killed[-1:]:
                return worker.link.process
            await asyncio.sleep(0.001)

    async def kill(self):
        """As it starts, mostly; at work, and soon after, the rest of the time."""
        while len(self.killed) < self.kills:
            process = await self.a_new_one()
            if self.chance.random() < 0.3:
                self.step.clear()
                await asyncio.wait_for(self.step.wait(), 60)
            await asyncio.sleep(self.chance.uniform(0, 0.15))
            os.kill(process, signal.SIGKILL)
            self.killed.append(process)


@pytest.mark.timeout(900)
@pytest.mark.parametrize("seed", range(4))
def test_a_lane_goes_on_however_often_its_worker_is_killed(tmp_path, thousand, seed):
    kills = 250 if thousand else 50

    async def run():
        async with a_lane("stunts") as lane:
            night = Night(lane, tmp_path, seed, kills)
            await asyncio.wait_for(asyncio.gather(night.kill(), *(night.call() for _ in range(3))), 800)
            outcome = await lane.submit(next(night.tickets), a_still(tmp_path), lambda _step: None)
            assert outcome.file.is_file()
        assert not any(members(process) for process in night.killed)
        assert len(set(night.killed)) == kills
        assert night.lost >= kills  # each kill had somebody's call in hand
        assert night.made > 0

    asyncio.run(run())
