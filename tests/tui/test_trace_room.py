"""The trace room, driven by keys on a film that was really made."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from doubles.floors import a_draft
from doubles.screens import on_the_floor
from tui.test_trace_lines import DANGEROUS, HOSTILE

from rushes.film.timeline import timeline
from rushes.film.trace import Called
from rushes.memory.project import open_for_reading
from rushes.memory.traces import newest_trace, read_trace
from rushes.service.office import Office
from rushes.service.orders import Orders
from rushes.tui.dialogs.sheet import Sheet
from rushes.tui.pane import Pane
from rushes.tui.screens.review import ReviewRoom
from rushes.tui.screens.trace import TraceRoom
from rushes.tui.tracing.behind import behind
from rushes.tui.tracing.finding import making_of
from rushes.tui.tracing.reading import event_at
from rushes.tui.tracing.timeline_list import TimelineList

RECORDED = Path(__file__).parents[1] / "traces" / "recorded"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = a_draft(tmp_path_factory.mktemp("made") / "film")
    Office(folder).shoot(Orders())
    return folder


@pytest.fixture
def film(made, tmp_path):
    return shutil.copytree(made, tmp_path / "film")


def takes_of(folder):
    with open_for_reading(folder) as project:
        return project.store.takes.all()


async def opened(floor):
    """The trace room, once a run's lines are in it."""

    def shown():
        screen = floor.app.screen
        return isinstance(screen, TraceRoom) and screen.query(TimelineList) and screen.timeline.shown

    await floor.until(shown)
    return floor.app.screen


async def enter(floor):
    """Go to the trace room, and wait until the run and the graphs are there."""
    await floor.press("5")
    await floor.shows("compose→")
    return await opened(floor)


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (160, 48), (40, 12), (250, 20)])
def test_every_size_shows_the_run_and_steps_through_it(size, film):
    async def look(floor):
        room = await enter(floor)
        await floor.until(lambda: room.piece.done)
        assert len(room.roll.lines) == len(list(timeline(read_trace(newest_trace(film)))))
        for key in (
            "down",
            "pagedown",
            "end",
            "pageup",
            "up",
            "home",
            "tab",
            "pagedown",
            "tab",
            "right_square_bracket",
        ):
            await floor.press(key)
        await floor.until(lambda: room.query_one(Pane).lines)
        assert "run-1" in floor.text()

    on_the_floor(film, look, size=size)


def test_a_low_room_has_it_all_and_a_wide_one_beside_each_other(film):
    async def low(floor):
        await enter(floor)
        await floor.shows("▶read→·plan")
        text = floor.text().splitlines()
        assert len(text) == 24
        assert text[2].startswith(" run-1 (1 of 1) · done · ")
        graphs = next(index for index, line in enumerate(text) if "▶read→" in line)
        assert graphs > 8
        assert "·compose→·keyframe→" in text[graphs + 1]
        assert text[graphs + 2].count("▲") == 1
        assert text[graphs + 5].split() == ["read"]

    async def wide(floor):
        await enter(floor)
        await floor.shows("▶read→·plan")
        text = floor.text().splitlines()
        row = text[3]
        assert row.index("film") < 40
        assert "▶read→·plan→" in row[80:]
        assert "▲" in text[4]

    on_the_floor(film, low, size=(80, 24))
    on_the_floor(film, wide, size=(160, 48))


def test_stepping_lights_the_node_and_keeps_to_a_shot(film):
    async def look(floor):
        room = await enter(floor)
        await floor.until(lambda: room.piece.done)
        while room.timeline.line.shot != "1-2":
            await floor.press("down")
        await floor.shows("▶compose→·keyframe")
        await floor.shows("▶shoot→")
        for node in ("keyframe", "keyframe", "judge_keyframe", "judge_keyframe", "motion"):
            await floor.press("right_square_bracket")
            assert (room.timeline.line.shot, room.timeline.line.node) == ("1-2", node)
        await floor.shows("✓compose→✓keyframe→✓judge_keyframe→▶motion→")
        await floor.press("left_square_bracket")
        assert room.timeline.line.node == "judge_keyframe"
        line = room.timeline.line
        await floor.press("slash")
        await floor.shows("Which shot?")
        await floor.type("1-2")
        await floor.press("enter")
        await floor.shows("only 1-2")
        assert {room.roll.lines[index].shot for index in room.timeline.shown} == {"1-2"}
        assert room.timeline.line == line
        await floor.press("slash")
        await floor.type("9-9")
        await floor.press("enter")
        await floor.shows("Nothing of 9-9 in this run: escape shows all.")
        await floor.press("escape")
        assert len(room.timeline.shown) == len(room.roll.lines)
        room.timeline.go_to(room.roll.lines.index(line))
        await floor.press("v")
        await floor.until(lambda: isinstance(floor.app.screen, ReviewRoom))
        assert floor.app.shot == "1-2"

    on_the_floor(film, look)


def test_from_a_take_to_where_it_came_from(film):
    (take,) = [take for take in takes_of(film) if take.id == "2-1/c1"]

    async def look(floor):
        floor.app.trace_take(take.id)
        room = await opened(floor)
        await floor.until(lambda: room.timeline.line.text.startswith("clip by draft"))
        event = event_at(room.reader.file, room.timeline.line.at)
        assert (event.key, event.made.sha256) == (take.slate.key, take.sha256)
        await floor.until(lambda: any(take.sha256 in words for _, words in room.query_one(Pane).lines))
        await floor.press("home")
        room.show_take("1-1/k1")
        await floor.until(lambda: room.timeline.line.text.startswith("keyframe by draft"))
        assert room.timeline.line.shot == "1-1"
        room.show_take("7-7/c7")
        await floor.shows("There is no take 7-7/c7")

    on_the_floor(film, look)


def test_review_sends_its_take_here(film):
    async def look(floor):
        await floor.press("3")
        await floor.until(lambda: isinstance(floor.app.screen, ReviewRoom) and floor.app.screen.sheet)
        room = floor.app.screen
        take = room.sheet.takes[room.chosen]
        await floor.press("t")
        room = await opened(floor)
        await floor.until(lambda: room.timeline.line.text.startswith(f"{take.kind} by "))
        assert event_at(room.reader.file, room.timeline.line.at).made.sha256 == take.media.partition(".")[0]

    on_the_floor(film, look)


def test_every_takes_making_is_found_in_the_newest_run_that_has_it(film):
    takes = takes_of(film)
    assert len(takes) >= 9
    first = newest_trace(film)
    second = first.with_name("run-2.jsonl")
    shutil.copy(RECORDED / "plain.jsonl", second)
    for take in takes:
        found = making_of(film, take)
        event = event_at(found.file, found.at)
        assert found.file == first
        assert isinstance(event, Called)
        assert (event.key, event.made.sha256) == (take.slate.key, take.sha256)
    shutil.copy(first, second)
    assert making_of(film, takes[0]).file == second
    unknown = replace(takes[0], slate=takes[0].slate.model_copy(update={"seed": 4}))
    assert making_of(film, unknown) is None


def test_a_take_whose_run_left_no_trace_is_said_so(film):
    shutil.copy(RECORDED / "plain.jsonl", newest_trace(film))

    async def look(floor):
        floor.app.trace_take("1-1/c1")
        await floor.shows("No run's trace has the making of 1-1/c1.")

    on_the_floor(film, look)


def test_without_a_run_the_room_says_what_to_do(tmp_path):
    folder = a_draft(tmp_path / "film")

    async def look(floor):
        await floor.press("5")
        await floor.shows("No run has been traced yet: s sends the crew.")
        await floor.press("down", "enter", "v", "right_square_bracket", "l", "less_than_sign", "tab", "end")
        await floor.shows("compose→")

    on_the_floor(folder, look)


def test_a_growing_trace_is_followed_past_a_half_line(film):
    whole = (RECORDED / "human.jsonl").read_bytes()
    cuts = [len(whole) * part // 8 for part in range(4, 9)]
    file = film / "traces" / "run-2.jsonl"
    file.write_bytes(whole[: cuts[0]])

    async def look(floor):
        room = await enter(floor)
        assert room.reader.file.name == "run-2.jsonl"
        await floor.press("l")
        await floor.shows("follows")
        for cut in cuts[1:]:
            file.write_bytes(whole[:cut])
            settled = sum(1 for line in whole[:cut].splitlines(keepends=True)[1:] if line.endswith(b"\n"))
            await floor.until(lambda settled=settled: room.reader._number == settled + 1)
            await floor.until(lambda: room.timeline.cursor == len(room.timeline.shown) - 1)
            assert not room.query_one("#trace-trouble").display
        await floor.shows("ended: done")
        assert len(room.roll.lines) == len(list(timeline(read_trace(file))))
        await floor.press("up")
        assert not room.following
        assert room.timeline.cursor == len(room.timeline.shown) - 2
        await floor.press("less_than_sign")
        await floor.shows("run-1 (1 of 2)")
        await floor.press("less_than_sign")
        await floor.shows("There is no older run.")
        await floor.press("greater_than_sign")
        await floor.until(lambda: room.reader.file == file and room.piece and room.piece.done)

    on_the_floor(film, look)


def test_a_run_under_way_is_followed_to_its_end(tmp_path):
    folder = a_draft(tmp_path / "film")

    async def night(floor):
        await floor.press("5", "s")
        await floor.shows("ask me about every shot")
        await floor.press("s")
        room = await opened(floor)
        assert room.following
        await floor.until(lambda: "done" in floor.app.moment.outcome)
        await floor.until(lambda: room.piece.outcome == "done")
        assert room.timeline.line.text == "ended: done"
        rows = list(timeline(read_trace(newest_trace(folder))))
        assert [line.text for line in room.roll.lines] == [row.text[:300] for row in rows]

    on_the_floor(folder, night)


def test_a_damaged_trace_is_shown_as_far_as_it_goes_with_what_is_wrong(film):
    file = newest_trace(film)
    lines = file.read_bytes().splitlines()
    file.write_bytes(b"\n".join([*lines[:20], b'{"event": "leave"', *lines[20:], b""]))

    async def look(floor):
        await enter(floor)
        await floor.shows("is damaged in line 21")
        assert floor.app.screen.timeline.shown
        await floor.press("end", "enter")
        file.write_bytes(b"no trace at all\n" * 9)

    on_the_floor(film, look, size=(220, 30))

    async def again(floor):
        await floor.press("5")
        await floor.shows("its first line does not begin a run")
        file.write_bytes(b"\n".join([*lines, b""]))
        await floor.until(lambda: floor.app.screen.timeline.shown)
        assert not floor.app.screen.query_one("#trace-trouble").display

    on_the_floor(film, again, size=(200, 30))


def test_hostile_texts_of_a_trace_reach_no_terminal(film):
    file = newest_trace(film)
    lines = file.read_text().splitlines()
    begin = {**json.loads(lines[0]), "brain": HOSTILE, "at": HOSTILE, "run": HOSTILE}
    asked = {"event": "asked", "t": 0, "label": HOSTILE, "shot": HOSTILE, "node": HOSTILE, "digest": HOSTILE}
    asked |= {"request": HOSTILE * 50, "answer": json.dumps({"a": HOSTILE}), "seconds": 0}
    file.write_text("\n".join([json.dumps(begin), json.dumps(asked), *lines[1:], ""]))

    async def look(floor):
        room = await enter(floor)
        await floor.until(lambda: room.query_one(Pane).lines)
        await floor.shows("asks [NIGHT] [/b] [@click=app.quit]x[/]")
        await floor.shows("request")
        assert not DANGEROUS.search(floor.text().replace("\n", ""))
        await floor.press("tab", "end", "enter")
        await floor.until(lambda: isinstance(floor.app.screen, Sheet))
        await floor.until(lambda: floor.app.screen.query_one(Pane).lines)
        await floor.shows("[NIGHT] [/b]")
        assert not DANGEROUS.search(floor.text().replace("\n", ""))
        await floor.press("escape", "v")
        await floor.shows("This line is of no shot on the board.")

    on_the_floor(film, look, size=(120, 40))


def test_the_whole_of_a_line_opens_on_a_page(film):
    async def look(floor):
        room = await enter(floor)
        await floor.until(lambda: room.piece.done)
        room.timeline.go_to(next(i for i, line in enumerate(room.roll.lines) if line.text.startswith("clip by draft")))
        await floor.press("enter")
        await floor.until(lambda: isinstance(floor.app.screen, Sheet))
        event = event_at(room.reader.file, room.timeline.line.at)
        assert floor.app.screen.parts == behind(event)
        pane = floor.app.screen.query_one(Pane)
        await floor.until(lambda: pane.lines)
        assert len(pane.lines) > pane.size.height
        assert max(len(words) for _, words in pane.lines) <= pane.scrollable_content_region.width
        shown = "".join(words for _, words in pane.lines)
        assert f"{event.made.sha256}.mp4" in shown
        await floor.press("end")
        await floor.shows(event.key[:60])
        await floor.press("escape")
        assert floor.app.screen is room

    on_the_floor(film, look, size=(80, 24))
