"""The last line: the keys of the room one is in, to be read and to be clicked."""

import gc
from pathlib import Path

from doubles.floors import a_draft
from doubles.screens import Floored, on_the_floor
from textual.widget import Widget

from rushes.tui.keys import Keys


def test_the_last_line_has_the_rooms_keys(tmp_path: Path) -> None:
    async def test(floor: Floored) -> None:
        await floor.shows("1-1")
        assert floor.text().splitlines()[-1].startswith(" ⏎ Review  space Mark  a Approve")
        await floor.press("f6")
        await floor.shows("No run has been traced yet")
        assert "tab Details" in floor.text().splitlines()[-1]

    on_the_floor(a_draft(tmp_path / "film"), test)


def test_a_key_that_has_no_room_is_cut_with_a_sign(tmp_path: Path) -> None:
    async def test(floor: Floored) -> None:
        await floor.shows("1-1")
        assert floor.text().splitlines()[-1].rstrip().endswith("…")

    on_the_floor(a_draft(tmp_path / "film"), test, (40, 20))


def test_a_click_presses_the_key(tmp_path: Path) -> None:
    async def test(floor: Floored) -> None:
        await floor.shows("1-1")
        place = floor.text().splitlines()[-1].index("? Help")
        await floor.pilot.click(floor.app.screen.query_one(Keys), offset=(place, 0))
        await floor.shows("The board has every scene, shot and take.")

    on_the_floor(a_draft(tmp_path / "film"), test)


def test_going_from_room_to_room_keeps_nothing(tmp_path: Path) -> None:
    """A night long, that would be the memory that a model needs."""

    def widgets() -> int:
        gc.collect()
        return sum(isinstance(one, Widget) for one in gc.get_objects())

    async def test(floor: Floored) -> None:
        await floor.shows("1-1")
        rooms = ("f2", "f3", "f4", "f5", "f6")
        await floor.press(*rooms)
        before = widgets()
        await floor.press(*rooms, *rooms)
        assert widgets() == before

    on_the_floor(a_draft(tmp_path / "film"), test)
