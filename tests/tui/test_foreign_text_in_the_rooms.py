"""A film whose every word is hostile, in every room: what is written to the terminal is words, colours and places."""

import asyncio
import os
import re
import shutil
import time
from xml.etree import ElementTree as ET

import pytest
from doubles.floors import a_draft, a_draft_profile, a_short_plan
from doubles.plans import a_reading
from doubles.screens import Floored
from textual.drivers.headless_driver import HeadlessDriver
from textual.events import Paste

from rushes.agents.conversation.calls import Done, Heard
from rushes.errors import RushesError
from rushes.film.manifest import Character, Line, Span
from rushes.film.take import ShotState
from rushes.memory.project import create, open_for_writing
from rushes.service.crew import now
from rushes.service.office import Office, Orders
from rushes.service.watch import Moment, Working
from rushes.tui.app import Floor
from rushes.tui.dialogs.sheet import Sheet
from rushes.tui.dialogs.waiting import WaitingDialog
from rushes.tui.entry import Entry
from rushes.tui.pane import Part

SOON = 5.0
"""Seconds that nothing may take, on the slowest machine."""

HOSTILE = (
    "[/b][NIGHT] \x1b[31m\x1b]52;c;aGk=\x07 \x9b2J [@click=app.quit]x[/] \u202eabc\u202c 夜👩‍👩‍👧 "
    "\u2028\u200fשלום e\u0301\u200b\x85\x00\r\U000e0041"
)
"""Short enough for a title, which has 80 characters."""

_ALLOWED = re.compile(r"\x1b\[[\d;]*m|\x1b\[\d+;\d+H|\x1b\[\?2026[hl]|\x1b\]22;[a-z-]+\x07")
"""What Textual itself writes: how letters are set, where they stand, when a frame begins and ends, the mouse's shape."""

_STEERS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ud800-\udfff\U000e0041]")


class Tape(HeadlessDriver):
    """A terminal that keeps all that is written to it."""

    @property
    def is_headless(self):
        return False

    def write(self, data):
        self._app.tape.append(data)


def on_tape(folder, test, **given):
    """Run the application on a project, at 80x24, and a test on it; then look through what it wrote."""
    app = Floor(folder, **given)
    app.tape, app.driver_class = [], Tape
    went_wrong = []

    async def play(pilot):
        try:
            await pilot.pause()
            await test(Floored(app, pilot))
        except Exception as error:  # noqa: BLE001 - raised again, once the application is gone
            went_wrong.append(error)
        finally:
            if hasattr(app, "office"):
                app.office.close()
                await app.workers.wait_for_complete()
            app.exit()

    asyncio.run(app.run_async(headless=False, size=(80, 24), auto_pilot=play))
    if went_wrong:
        raise went_wrong[0]
    written = "".join(app.tape)
    rest = _ALLOWED.sub("", written)
    assert "\x1b" in written
    assert not _STEERS.search(rest), [ascii(rest[max(0, one.start() - 40) :][:80]) for one in _STEERS.finditer(rest)][
        :3
    ]
    return rest


def of_words(plan, words):
    """The plan with the words in every place that its schema has for words."""
    shot = {"subject": words[:240], "action": words, "narration": words, "dialogue": (Line(speaker="ada", text=words),)}
    scenes = tuple(
        scene.model_copy(
            update={"heading": words[:240], "shots": tuple(one.model_copy(update=shot) for one in scene.shots)}
        )
        for scene in plan.scenes
    )
    ada = Character(id="ada", name=words[:80], description=words)
    return plan.model_copy(update={"title": words[:80], "scenes": scenes, "characters": (ada,)})


@pytest.fixture(scope="module")
def shot_once(tmp_path_factory):
    """A hostile film that is shot, with a trace; notes, reasons and talk of the same kind."""
    folder = a_draft(tmp_path_factory.mktemp("hostile") / "film", planned=False)
    with open_for_writing(folder) as project:
        project.store.plans.adopt(of_words(a_short_plan(2), HOSTILE * 2), "house-rules", now())
    Office(folder).shoot(Orders())
    with open_for_writing(folder) as project:
        project.store.shots.send_back("1-1", HOSTILE, rejected=True)
        project.store.shots.stand("1-2", ShotState.FAILED, HOSTILE)
        for role in ("person", "director", "tool"):
            project.store.messages.add(role, HOSTILE * 3, now())
    return folder


@pytest.fixture
def film(shot_once, tmp_path):
    return shutil.copytree(shot_once, tmp_path / "film")


async def paste(floor, text):
    """Put a text into what is typed on, as a terminal's paste does."""
    floor.app.screen.focused.post_message(Paste(text))
    await floor.pilot.pause()


def test_every_room_and_dialog(film):
    async def look(floor):
        app = floor.app
        for key, words in {
            "f2": "say something",
            "f3": "[NIGHT]",
            "f4": "1-1",
            "f5": "Machine",
            "f6": "Details",
        }.items():
            await floor.press(key)
            await floor.shows(words)
            ET.fromstring(app.export_screenshot())
            await floor.press("f1", "escape")
        await floor.press("down", "down", "enter")
        await floor.pilot.pause(0.3)
        await floor.press("escape", "f4", "tab", "tab")
        app.push_screen(WaitingDialog("the plan"))
        await floor.shows("The plan:")
        ET.fromstring(app.export_screenshot())
        await floor.press("escape")
        app.push_screen(Sheet((Part(HOSTILE, HOSTILE * 20),)))
        await floor.shows("escape closes")
        await floor.press("escape", "s")
        await floor.shows("ask me about")
        await floor.press("escape", "f5")
        app.say(HOSTILE)
        app.trouble(RushesError(HOSTILE, HOSTILE))
        await floor.shows("␛]52;c")
        app.moment = Moment(
            phase="shooting", shots=3, waiting=(HOSTILE,), working=(("1-1", Working(HOSTILE, "")),), outcome=HOSTILE
        )
        await floor.pilot.pause(0.1)
        app.crew.ends(HOSTILE)
        await floor.pilot.pause(0.5)
        ET.fromstring(app.export_screenshot())

    written = on_tape(film, look)
    assert "[NIGHT]" in written
    assert "[@click=app.quit]x[/]" in written


def test_what_is_searched_for_noted_and_said(film):
    async def work(floor):
        app = floor.app
        await floor.press("f3", "slash")
        await paste(floor, "[/b][NIGHT] \x1b[31m\x1b]52;c")
        await floor.shows("1-2 ")
        await floor.press("enter", "x")
        await paste(floor, f"{HOSTILE} again")
        await floor.press("enter")
        await floor.until(lambda: any(shot.note.endswith("again") for shot in app.board.overview.shots))
        await floor.press("f2")
        await floor.until(lambda: app.screen.conversation)
        app.screen.query_one("#line").focus()
        for words in (f"make 1-1 wider {HOSTILE}", HOSTILE, "show 1-1"):
            await floor.until(lambda: not app.screen.busy)
            await paste(floor, words)
            await floor.press("enter")
        await floor.until(lambda: not app.screen.busy)
        await floor.press("up", "up")
        app.screen.post_message(app.screen.Piece(Heard("says", HOSTILE * 30)))
        app.screen.post_message(app.screen.Piece(Heard("does", "", done=Done(HOSTILE, changed=("1-1",)))))
        await floor.pilot.pause(0.3)

    on_tape(film, work)


@pytest.mark.parametrize("name", [b"\x1b]52;c;aGk=\x07[b]\xe2\x80\xaeevil\n\xc2\x9b.txt", b"\xff\xfe[b]\x1b[2J.txt"])
def test_a_storys_file_name(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    story = tmp_path / os.fsdecode(name)
    story.write_text("Ada waits by the mill. " * 60, encoding="utf-8")

    async def begin(floor):
        await floor.shows("make a new film of")
        await floor.press("enter")
        await floor.until(lambda: floor.app.screen.query_one("#source", Entry).value == str(story))
        await floor.press("enter")
        await floor.until(lambda: floor.app.folder)

    on_tape(None, begin)


@pytest.mark.parametrize("letters", ["夜", "\x1b[31m", "x", "a\u0301"])
def test_a_megabyte_on_one_line_holds_nothing_up(tmp_path, letters):
    text = (letters * 1_000_000)[:1_000_000]
    story, folder = tmp_path / "story.txt", tmp_path / "film"
    story.write_text(text, encoding="utf-8")
    create(folder, story, a_reading(text), a_draft_profile(), seed=1, minutes=None)
    with open_for_writing(folder) as project:
        project.store.plans.adopt(all_in_each_shot(text), "house-rules", now())
        project.store.shots.send_back("1-1", text, rejected=True)
        project.store.shots.stand("1-2", ShotState.FAILED, text)
        project.store.messages.add("director", text, now())

    async def work(floor):
        app, began = floor.app, time.monotonic()

        async def soon(what):
            nonlocal began
            await floor.pilot.pause()
            assert time.monotonic() - began < SOON, what
            began = time.monotonic()

        for keys in (("f3", "down"), ("f4",), ("tab",), ("tab",), ("pagedown",), ("f5",)):
            await floor.press(*keys)
            await soon(keys)
        app.crew.says(text)
        app.crew.ends(text)
        app.say(text)
        app.trouble(RushesError(text, text))
        await floor.press("f2")
        await soon("said")
        await floor.until(lambda: app.screen.conversation)
        app.screen.query_one("#line").focus()
        await paste(floor, text)
        assert len(app.screen.focused.value) == 20_000
        await floor.press("left", "enter")
        await soon("pasted")
        await floor.until(lambda: not app.screen.busy)
        for at in range(0, len(text), 10_000):
            app.screen.post_message(app.screen.Piece(Heard("says", text[at : at + 10_000])))
        await soon("answered")

    assert "more characters)" in on_tape(folder, work).replace("\n", "")


def all_in_each_shot(text):
    """A short plan of a text, all of which is each shot's."""
    plan, span = a_short_plan(2), {"span": Span(start=0, end=len(text))}
    scenes = tuple(
        scene.model_copy(update={**span, "shots": tuple(shot.model_copy(update=span) for shot in scene.shots)})
        for scene in plan.scenes
    )
    source = plan.source.model_copy(update={"length": len(text), "sha256": a_reading(text).sha256})
    return plan.model_copy(update={"scenes": scenes, "source": source})
