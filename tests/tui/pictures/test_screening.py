"""Takes on the screen: run, stepped, scrubbed, side by side, and gone without a thread left."""

import asyncio
import threading

import numpy as np
import pytest
from grey_clips import frame_of, grey_clip
from PIL import Image
from textual.app import App
from textual.screen import ModalScreen, Screen
from textual.widgets import Footer

from rushes.tui.pictures import screening
from rushes.tui.pictures.screening import Screening


class House(App):
    CSS = "Screening { height: 1fr; }"

    def compose(self):
        yield Screening()
        yield Footer()

    @property
    def screening(self):
        return self.query_one(Screening)

    def lines(self):
        return [strip.text for strip in self.screen._compositor.render_strips()]


def in_the_house(what, size=(80, 24)):
    async def screen():
        app = House()
        async with app.run_test(size=size) as pilot:
            await what(app, app.screening, pilot)
        assert projectors() == []

    asyncio.run(screen())


def projectors():
    return [thread for thread in threading.enumerate() if thread.name == "projector"]


async def until(pilot, what):
    for _ in range(1000):
        if what():
            return
        await pilot.pause(0.01)
    raise AssertionError("it never came")


def stands(one):
    """Whether it stands, and on the frame that is painted."""
    transport = one._projector.transport
    return not transport.running and one.index == transport.index


def shows(one, frame, *, picture=0, of=24):
    """Whether that frame is painted: in the line below, and as pixels."""
    strips = one._pictures[picture] if one._pictures else []
    if not strips or one.index != frame:
        return False
    middle = list(strips[len(strips) // 2])
    grey = max(segment.style.bgcolor.triplet[0] for segment in middle)
    return frame_of(np.array([grey])) == frame % of and f"frame {frame + 1:>2}/" in one._strips[-1].text


@pytest.fixture(scope="module")
def clips(tmp_path_factory):
    folder = tmp_path_factory.mktemp("clips")
    Image.new("RGB", (64, 48), (200, 30, 40)).save(folder / "still.png")
    (folder / "hurt.mp4").write_bytes(b"no clip")
    return {
        "clip": grey_clip(folder / "clip.mp4", g="6"),
        "short": grey_clip(folder / "short.mp4", frames=10),
        "long": grey_clip(folder / "long.mp4", frames=600, preset="ultrafast"),
        "still": folder / "still.png",
        "hurt": folder / "hurt.mp4",
        "gone": folder / "gone.mp4",
    }


def test_a_clip_stands_at_its_first_frame_until_it_is_told_to_run(clips):
    async def watch(app, one, pilot):
        one.show(clips["clip"])
        await until(pilot, lambda: shows(one, 0))
        assert app.lines()[22].startswith("‖ 0:00.0 / 0:02.0  frame  1/24  ●──")
        assert len(projectors()) == 1
        one.focus()
        await pilot.press("space")
        assert one.running
        await until(pilot, lambda: one.index > 2 and app.lines()[22].startswith("▶"))
        await pilot.press("space")
        assert not one.running
        await until(pilot, lambda: stands(one))
        stood = one.index
        await pilot.pause(0.2)
        assert one.index == stood

    in_the_house(watch)


def test_keys(clips):
    async def watch(_app, one, pilot):
        one.show(clips["clip"])
        one.focus()
        await until(pilot, lambda: shows(one, 0))
        for key, frame in [
            ("full_stop", 1),
            ("full_stop", 2),
            ("comma", 1),
            ("right", 11),
            ("right", 21),
            ("right", 23),
            ("full_stop", 23),
            ("left", 13),
            ("home", 0),
            ("comma", 0),
        ]:
            await pilot.press(key)
            await until(pilot, lambda frame=frame: shows(one, frame))

    in_the_house(watch)


def test_quick_presses_add_up_and_a_long_clip_is_scrubbed_by_a_twentieth(clips):
    async def watch(_app, one, pilot):
        one.show(clips["long"])
        one.focus()
        await until(pilot, lambda: one._pictures)
        for _ in range(3):
            one.scrub(0.05)
        await until(pilot, lambda: one.index == 90)
        one.scrub(1.0)
        await until(pilot, lambda: one.index == 599)

    in_the_house(watch)


def test_the_end_leads_to_the_beginning(clips):
    async def watch(_app, one, pilot):
        one.show(clips["clip"])
        await until(pilot, lambda: one._pictures)
        one.scrub(1.0)
        await until(pilot, lambda: shows(one, 23))
        one.toggle()
        await until(pilot, lambda: one.index in range(5))

    in_the_house(watch)


def test_two_in_step_with_their_names(clips):
    async def watch(app, one, pilot):
        one.show(clips["clip"], clips["short"], ("3-2/c1", "[b]3-2/c2[/b] \x1b[31m"))
        await until(pilot, lambda: shows(one, 0))
        assert app.lines()[0][:39].strip() == "3-2/c1"
        assert app.lines()[0][40:].strip() == "[b]3-2/c2[/b] ␛[31m"
        one.scrub(0.1)
        await until(pilot, lambda: shows(one, 10))
        assert shows(one, 10, of=24)
        right = max(segment.style.bgcolor.triplet[0] for segment in one._pictures[1][10])
        assert frame_of(np.array([right])) == 9

    in_the_house(watch)


def test_a_click_on_the_line_goes_there(clips):
    async def watch(app, one, pilot):
        one.show(clips["clip"])
        await until(pilot, lambda: shows(one, 0))
        bar = app.lines()[22].index("●")
        await pilot.click(Screening, offset=(79, 22))
        await until(pilot, lambda: shows(one, 23))
        await pilot.click(Screening, offset=(bar, 22))
        await until(pilot, lambda: shows(one, 0))
        await pilot.click(Screening, offset=(79, 10))
        await pilot.click(Screening, offset=(3, 22))
        await pilot.pause(0.1)
        assert one.index == 0

    in_the_house(watch)


def test_a_still_has_no_line_and_no_keys(clips):
    async def watch(app, one, pilot):
        one.focus()
        one.show(clips["still"])
        await until(pilot, lambda: one._pictures)
        await pilot.pause()
        assert "frame" not in "".join(app.lines())
        assert "Play" not in app.lines()[23]
        await pilot.press("space", "right")
        one.toggle()
        assert not one.running
        one.show(clips["clip"], clips["still"])
        await until(pilot, lambda: shows(one, 0))
        await until(pilot, lambda: "Play" in app.lines()[23])

    in_the_house(watch)


@pytest.mark.parametrize(("name", "said"), [("hurt", "hurt.mp4 is damaged."), ("gone", "gone.mp4 is not there.")])
def test_what_can_not_be_shown_is_a_sentence(clips, name, said):
    async def watch(app, one, pilot):
        for other in (None, clips["clip"]):
            one.show(clips[name], other)
            await until(pilot, lambda: said in "".join(app.lines()))
            assert projectors() == []
            one.toggle()
            one.step(1)
            one.show(clips["clip"])
            await until(pilot, lambda: shows(one, 0))

    in_the_house(watch)


def test_another_size_while_it_runs(clips):
    async def watch(app, one, pilot):
        one.show(clips["clip"], clips["short"], ("a", "b"))
        await until(pilot, lambda: one._pictures)
        one.toggle()
        for size in [(40, 12), (121, 40), (5, 3), (1, 1), (80, 24)]:
            await pilot.resize_terminal(*size)
            await pilot.pause(0.15)
            assert [len(line) for line in app.lines()] == [size[0]] * size[1]
        seen = one.index
        await until(pilot, lambda: one.index != seen)
        assert one.running
        assert [len(strips) for strips in one._pictures] == [21, 21]

    in_the_house(watch)


def test_nothing_runs_while_it_is_hidden(clips):
    async def watch(_app, one, pilot):
        one.show(clips["clip"])
        await until(pilot, lambda: one._pictures)
        one.toggle()
        await until(pilot, lambda: one.index)
        one.display = False
        await until(pilot, lambda: stands(one))
        stood = one.index
        await pilot.pause(0.2)
        assert one.index == stood
        one.display = True
        await until(pilot, lambda: one.running and one.index != stood)

    in_the_house(watch)


def test_it_stops_when_its_screen_is_left_and_not_under_a_dialog(clips):
    async def watch(app, one, pilot):
        one.show(clips["clip"])
        await until(pilot, lambda: one._pictures)
        one.toggle()
        await app.push_screen(ModalScreen())
        seen = one.index
        await until(pilot, lambda: one.index != seen)
        assert one.running
        app.pop_screen()
        await app.push_screen(Screen())
        await until(pilot, lambda: not one.running)
        app.pop_screen()
        one.toggle()
        seen = one.index
        await until(pilot, lambda: one.index != seen)

    in_the_house(watch)


def test_it_goes_and_takes_its_thread_along(clips):
    async def watch(_app, one, pilot):
        one.show(clips["long"], clips["clip"])
        await until(pilot, lambda: one._pictures)
        one.toggle()
        for name in ("clip", "short", "hurt", "long"):
            one.show(clips[name])
        assert len(projectors()) == 1
        await one.remove()
        assert projectors() == []

    in_the_house(watch)


def test_what_was_asked_for_before_there_was_a_screen(clips):
    one = Screening()
    one.show(clips["clip"])
    assert projectors() == []

    class Early(App):
        def compose(self):
            yield one

    async def watch():
        async with Early().run_test() as pilot:
            await until(pilot, lambda: one._pictures)

    asyncio.run(watch())
    assert projectors() == []


def test_the_last_picture_stays_until_the_next_is_there(clips, monkeypatch):
    async def watch(app, one, pilot):
        one.show(clips["clip"])
        await until(pilot, lambda: shows(one, 0))
        before = app.lines()[:22]
        monkeypatch.setattr(screening.Projector, "start", lambda _self: None)
        one.show(clips["short"])
        await pilot.pause(0.1)
        assert app.lines()[:22] == before
        one.show(None)
        await pilot.pause(0.1)
        assert not "".join(app.lines()[:23]).strip()

    in_the_house(watch)


def test_a_line_that_is_full_gets_no_more_frames(clips, monkeypatch):
    free, asked = [True], []
    monkeypatch.setattr(screening, "is_free", lambda: asked.append(free[0]) or free[0])

    async def watch(_app, one, pilot):
        one.show(clips["clip"])
        await until(pilot, lambda: one._pictures)
        one.toggle()
        await until(pilot, lambda: one.index)
        free[0] = False
        await until(pilot, lambda: asked[-1] is False)
        stood = one.index
        await pilot.pause(0.3)
        assert one.index == stood
        free[0] = True
        await until(pilot, lambda: one.index != stood)

    in_the_house(watch)


def test_without_colour_it_is_ink(clips, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")

    async def watch(app, one, pilot):
        one.show(clips["still"])
        await until(pilot, lambda: ":" * 40 in "".join(app.lines()))
        assert "▀" not in "".join(app.lines())

    in_the_house(watch)


def test_a_frame_repaints_only_the_rows_that_changed(clips):
    async def watch(_app, one, pilot):
        one.show(clips["still"], clips["clip"])
        await until(pilot, lambda: shows(one, 0, picture=1))
        await pilot.pause()
        painted = []
        render_line = one.render_line
        one.render_line = lambda y: painted.append(y) or render_line(y)
        one.step(1)
        await until(pilot, lambda: shows(one, 1, picture=1))
        await pilot.pause(0.1)
        assert 22 in painted
        assert 0 not in painted

    in_the_house(watch)
