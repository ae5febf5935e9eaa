import asyncio
import threading

import pytest

from rushes.errors import Interrupted
from rushes.studio.studio import Call, CpuStudio


@pytest.fixture
def studio():
    studio = CpuStudio(1)
    yield studio
    studio.close()


def test_earlier_shots_come_first(studio):
    ran = []
    gate = threading.Event()

    async def night():
        first = asyncio.create_task(studio.run(Call(gate.wait, 0)))
        await asyncio.sleep(0)
        rest = [
            asyncio.create_task(studio.run(Call(lambda o=order: ran.append(o), order))) for order in (5, 2, 9, 2, 1)
        ]
        await asyncio.sleep(0)
        gate.set()
        await asyncio.gather(first, *rest)

    asyncio.run(night())
    assert ran == [1, 2, 2, 5, 9]


def test_what_a_call_raises_reaches_its_caller(studio):
    def fail():
        raise ValueError("no film in the camera")

    async def night():
        with pytest.raises(ValueError, match="no film"):
            await studio.run(Call(fail))
        return await studio.run(Call(lambda: 7))

    assert asyncio.run(night()) == 7


def test_a_halt_lets_running_calls_end_and_begins_no_other(studio):
    gate = threading.Event()

    async def night():
        running = asyncio.create_task(studio.run(Call(lambda: gate.wait() and "done")))
        await asyncio.sleep(0)
        waiting = asyncio.create_task(studio.run(Call(lambda: "never")))
        await asyncio.sleep(0)
        studio.halt()
        with pytest.raises(Interrupted):
            await waiting
        with pytest.raises(Interrupted):
            await studio.run(Call(lambda: "never"))
        gate.set()
        return await running

    assert asyncio.run(night()) == "done"


def test_a_cancelled_waiter_gives_its_place_back(studio):
    gate = threading.Event()

    async def night():
        running = asyncio.create_task(studio.run(Call(gate.wait)))
        await asyncio.sleep(0)
        waiting = asyncio.create_task(studio.run(Call(lambda: "never")))
        await asyncio.sleep(0)
        waiting.cancel()
        gate.set()
        await running
        return await studio.run(Call(lambda: "next"))

    assert asyncio.run(night()) == "next"
