"""A still on the screen: half-blocks, pixels where the terminal draws them, a sentence where nothing can be shown."""

import asyncio
import io
import sys
import threading

import numpy as np
import pytest
from PIL import Image
from textual.app import App
from textual_image._terminal import CellSize, get_cell_size

from rushes.errors import BadMedia
from rushes.tui.pictures import stills
from rushes.tui.pictures.stills import Still


class Wall(App):
    def __init__(self, path=None, graphics=None):
        super().__init__()
        self.path = path
        if graphics:
            self.graphics = graphics

    def compose(self):
        yield Still(self.path)

    @property
    def still(self):
        return self.query_one(Still)

    def lines(self):
        return [strip.text for strip in self.screen._compositor.render_strips()]


def on_a_wall(what, size=(80, 24), **wall):
    async def hang():
        app = Wall(**wall)
        async with app.run_test(size=size) as pilot:
            await what(app, pilot)

    asyncio.run(hang())


async def until(pilot, what):
    for _ in range(1000):
        if what():
            return
        await pilot.pause(0.01)
    raise AssertionError("it never came")


@pytest.fixture
def red(tmp_path):
    Image.new("RGB", (1600, 900), (200, 30, 40)).save(tmp_path / "red.png")
    return tmp_path / "red.png"


@pytest.fixture
def blue(tmp_path):
    Image.new("RGB", (90, 160), (20, 30, 200)).save(tmp_path / "blue.jpg", quality=95)
    return tmp_path / "blue.jpg"


def colours(app):
    found = set()
    for strip in app.screen._compositor.render_strips():
        found |= {tuple(segment.style.bgcolor.triplet) for segment in strip if segment.style.bgcolor}
    return found


def test_a_still_one_after_the_other_and_none(red, blue):
    async def look(app, pilot):
        await until(pilot, lambda: (200, 30, 40) in colours(app))
        app.still.show(blue)
        await until(pilot, lambda: any(b > 150 for _, _, b in colours(app)))
        assert (200, 30, 40) not in colours(app)
        app.still.show(None)
        await until(pilot, lambda: not any(b > 150 for _, _, b in colours(app)))
        assert not "".join(app.lines()).strip()

    on_a_wall(look, path=red)


def test_it_is_drawn_again_for_another_size(red):
    async def look(app, pilot):
        await until(pilot, lambda: (200, 30, 40) in colours(app))
        await pilot.resize_terminal(33, 40)
        await until(pilot, lambda: len(app.still._strips) == 40)
        assert {strip.cell_length for strip in app.still._strips} == {33}
        rows = [
            strip for strip in app.still._strips if any(segment.style.bgcolor.triplet[0] == 200 for segment in strip)
        ]
        assert len(rows) in {9, 10}

    on_a_wall(look, path=red)


@pytest.mark.parametrize(
    ("name", "said"), [("hurt.png", "hurt.png is damaged."), ("gone.png", "gone.png is not there.")]
)
def test_what_can_not_be_shown_is_a_sentence(tmp_path, name, said):
    (tmp_path / "hurt.png").write_bytes(b"\x89PNG\r\n\x1a\n no")

    async def look(app, pilot):
        await until(pilot, lambda: said in "".join(app.lines()))

    on_a_wall(look, path=tmp_path / name)


def test_without_colour_it_is_ink(red, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")

    async def look(app, pilot):
        await until(pilot, lambda: ":" * 80 in "".join(app.lines()))
        assert "▀" not in "".join(app.lines())

    on_a_wall(look, path=red)


def test_a_slow_still_does_not_take_the_place_of_a_later_one(red, blue, monkeypatch):
    held, asked = threading.Event(), []

    def slow(path, within):
        asked.append((path, threading.current_thread()))
        if path == red:
            held.wait(20)
            raise BadMedia("too late")
        return Image.new("RGB", (4, 4), (20, 30, 200))

    monkeypatch.setattr(stills, "developed", slow)

    async def look(app, pilot):
        await until(pilot, lambda: asked)
        app.still.show(blue)
        await until(pilot, lambda: (20, 30, 200) in colours(app))
        held.set()
        await pilot.pause(0.1)
        assert (20, 30, 200) in colours(app)
        assert threading.main_thread() not in {thread for _, thread in asked}

    on_a_wall(look, path=red)


@pytest.mark.parametrize("graphics", ["kitty", "sixel"])
def test_pixels_where_the_terminal_draws_them(red, tmp_path, monkeypatch, graphics):
    sent = io.StringIO()
    monkeypatch.setattr(sys, "__stdout__", sent)
    monkeypatch.setattr(get_cell_size, "_result", CellSize(10, 20), raising=False)  # kept for the whole process else

    async def look(app, pilot):
        await until(pilot, lambda: app.still._picture)
        pixels = app.still.query_one("SixelImage, TGPImage, Image")
        await until(pilot, lambda: tuple(pixels.size) == (80, 22))  # 16:9 in cells of 10x20 pixels
        app.still.show(tmp_path / "gone.png")
        await until(pilot, lambda: "gone.png is not there." in "".join(app.lines()))
        assert np.asarray(pixels.image).size == 1

    on_a_wall(look, path=red, graphics=graphics)
    assert ("\x1b_G" in sent.getvalue()) == (graphics == "kitty")
    if graphics == "kitty":
        assert "a=d" in sent.getvalue().rpartition("\x1b_G")[2]
