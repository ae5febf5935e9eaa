"""A lane without a child: the same worker on threads of this process, and all it says still goes through the wire."""

import asyncio
import os
from contextlib import suppress

from rushes.studio.lanes import wire
from rushes.studio.lanes.linked_lane import Ears, LinkedLane
from rushes.studio.lanes.wire import Order, Word
from rushes.studio.lanes.worker import Worker
from rushes.studio.making import Tools

PATIENCE = 0.5
"""Seconds that the end of the worker waits for a tool to come to its next step."""


class InlineLane(LinkedLane):
    """A worker that was ended stops at its tool's next step, and nobody hears of it. It never looks hung.

    `tools` outlive the worker, until the lane is closed.
    """

    def __init__(self, name: str, slots: int, tools: Tools) -> None:
        super().__init__(name, slots, lambda ears: _Thread(ears, slots, tools))
        self.tools = tools

    async def close(self) -> None:
        await super().close()
        self.tools.close()


class _Thread:
    process = os.getpid()

    def __init__(self, ears: Ears, slots: int, tools: Tools) -> None:
        self._ears = ears
        self._loop = asyncio.get_running_loop()
        self._heard = True
        self._worker = Worker(lambda: tools, slots, self._say)

    def send(self, order: Order) -> None:
        self._worker.heed(wire.ORDER.validate_json(wire.line(order)))

    def last_words(self) -> str:
        return ""

    def cut(self) -> None:
        self._heard = False

    async def over(self) -> None:
        await asyncio.to_thread(self._worker.stop, PATIENCE)

    def _say(self, word: Word) -> None:
        read = wire.WORD.validate_json(wire.line(word))
        with suppress(RuntimeError):  # the loop is closed: the test is over
            self._loop.call_soon_threadsafe(self._hear, read)

    def _hear(self, word: Word) -> None:
        if self._heard:
            self._ears.heard(word)
