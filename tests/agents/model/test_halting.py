"""A production that stops does not wait for a model's answer."""

import asyncio
import threading

import pytest
from doubles.crew_samples import shot_brief
from doubles.scripted_model import ScriptedModel

from rushes.agents.model.brain import ModelBrain
from rushes.errors import Interrupted


def test_a_halt_ends_what_is_thought_and_what_is_asked_later():
    asked, answer = threading.Event(), threading.Event()

    def slow(_asked):
        asked.set()
        assert answer.wait(60)
        return "{}"

    async def halted() -> None:
        brain = ModelBrain(ScriptedModel(script=slow), "slow")
        thought = asyncio.ensure_future(brain.compose(shot_brief()))
        await asyncio.to_thread(asked.wait, 60)
        brain.halt()
        with pytest.raises(Interrupted):
            await thought
        with pytest.raises(Interrupted):
            await brain.compose(shot_brief())
        assert not answer.is_set()
        answer.set()

    asyncio.run(halted())
