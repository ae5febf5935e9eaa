"""Driving the real application in a test: keys in, and what the screen says out."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from textual.pilot import Pilot

from rushes.tui.app import Floor

PATIENCE = 60.0
"""Seconds that something on the screen may take, on the slowest machine."""


class Floored:
    """A running application, and what a test asks of it."""

    def __init__(self, app: Floor, pilot: Pilot) -> None:
        self.app = app
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        """Press keys, one after another."""
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        """Type a text into what has the focus."""
        await self.press(*("space" if letter == " " else letter for letter in text))

    async def until(self, what: Callable[[], object], why: str = "") -> None:
        """Wait until something is so."""
        waited = 0.0
        while not what():
            assert waited < PATIENCE, why or f"it never came: {self.text()}"
            await asyncio.sleep(0.05)
            await self.pilot.pause()
            waited += 0.05

    async def shows(self, words: str) -> None:
        """Wait until the screen shows some words."""
        await self.until(lambda: words in self.text(), f"the screen never showed {words!r}:\n{self.text()}")

    def text(self) -> str:
        """The screen as text, line by line."""
        width, height = self.app.size
        lines = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text[:width] for strip in lines[:height])


def on_the_floor(
    folder: Path | None, test: Callable[[Floored], Awaitable[None]], size: tuple[int, int] = (100, 30), **given: object
) -> None:
    """Run the application on a project and a test on it; the crew is called off in the end."""

    async def play() -> None:
        app = Floor(folder, **given)
        async with app.run_test(size=size, notifications=True) as pilot:
            await pilot.pause()
            try:
                await test(Floored(app, pilot))
            finally:
                app.leave()
                await app.workers.wait_for_complete()

    asyncio.run(play())
