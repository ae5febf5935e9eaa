"""The screens shown in the README and the tour: taken from the running application, on the example's film.

python -m benchmarks.screens     into docs/images/floor-*.svg (about a minute)
"""

import asyncio
import re
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from textual.pilot import Pilot

from rushes.configs.profile import load_profile
from rushes.service.office import Office
from rushes.service.orders import Orders
from rushes.service.projects import start
from rushes.tui.app import Floor

EXAMPLE = Path("examples/the-lamplighters-last-round.md")
IMAGES = Path("docs/images")
SIZE = (120, 36)


async def _director(floor: Floor, pilot: Pilot[None]) -> None:
    await pilot.press("1")
    for line in ("make 1-4 closer", "scene 3 at dawn"):
        await pilot.press(*("space" if letter == " " else letter for letter in line), "enter")
        await pilot.pause(1.5)


async def _board(floor: Floor, pilot: Pilot[None]) -> None:
    await pilot.press("escape", "2", "down", "down", "down", "right")
    await pilot.pause(1.0)


async def _review(floor: Floor, pilot: Pilot[None]) -> None:
    floor.review("1-4")
    await pilot.pause(1.5)
    await pilot.press("right", "right")


async def _night(floor: Floor, pilot: Pilot[None]) -> None:
    await pilot.press("escape", "4")
    floor.send(Orders())
    while floor.moment.done < 2:
        await pilot.pause(0.1)


async def _trace(floor: Floor, pilot: Pilot[None]) -> None:
    while floor.moment.phase:
        await pilot.pause(0.2)
    await pilot.press("5", *["down"] * 12)
    await pilot.pause(1.5)


ROOMS: dict[str, Callable[[Floor, Pilot[None]], Awaitable[None]]] = {
    "board": _board,
    "review": _review,
    "director": _director,
    "night": _night,
    "trace": _trace,
}


async def take(folder: Path) -> None:
    floor = Floor(folder)
    async with floor.run_test(size=SIZE) as pilot:
        await pilot.pause(1.0)
        for room, go in ROOMS.items():
            await go(floor, pilot)
            await pilot.pause(0.5)
            svg = floor.export_screenshot(title=f"rushes · {room}")
            # Textual would have its font fetched from the network.
            plain = re.sub(r"terminal-\d+", "terminal", re.sub(r"@font-face \{[^}]*\}\s*", "", svg))
            (IMAGES / f"floor-{room}.svg").write_text(plain, encoding="utf-8")
        floor.office.close()


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "the-lamplighters-last-round"
        start(folder, EXAMPLE, load_profile("draft"), 1, None)
        office = Office(folder)
        office.shoot(Orders())
        office.approve(["1-1..1-3"])
        office.flag(["2-2"], "is that his coat?")
        asyncio.run(take(folder))


if __name__ == "__main__":
    main()
