"""What each room looks like, at two sizes: the pictures in tests/tui/snapshots, taken from the running application.

Compared are the words, where they stand and how they are set; half-blocks are not, for a picture's colours may differ
by a shade from one processor to another. `RUSHES_SNAPSHOTS=write pytest tests/tui/test_snapshots.py` takes them anew.
"""

import os
import re
import shutil
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from doubles.floors import a_short_plan
from doubles.productions import a_production, a_project
from doubles.screens import on_the_floor

from rushes.film.take import ShotState
from rushes.memory.project import open_for_writing
from rushes.service import decisions
from rushes.service.filming import film
from rushes.studio.vitals import Vitals
from rushes.tui.log import Log
from rushes.tui.screens import night

SNAPSHOTS = Path(__file__).parent / "snapshots"
RECORDED = Path(__file__).parents[1] / "traces" / "recorded" / "human.jsonl"
SIZES = [(80, 24), (160, 48)]
_TEXT = "{http://www.w3.org/2000/svg}text"


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A film on plain cards, with a shot in each state that calls somebody, and a recorded run to look through."""
    folder = a_project(tmp_path_factory.mktemp("snapshots") / "film")
    with a_production(folder, manifest=a_short_plan(4)) as (production, _):
        film(production)
    with open_for_writing(folder) as opened:
        decisions.approve(opened, ["1-1"])
        decisions.reject(opened, ["1-2"], "more light [NIGHT]")
        decisions.flag(opened, ["1-3"], "his hat is another one")
        opened.store.shots.stand("1-4", ShotState.STALE, "the plan changed")
        opened.store.messages.add("person", "make 1-4 closer", "2026-01-01T00:00:00")
        opened.store.messages.add("director", "Shot 1-4 is a close-up now.", "2026-01-01T00:00:01")
    shutil.rmtree(folder / "traces")
    (folder / "traces").mkdir()
    shutil.copyfile(RECORDED, folder / "traces" / "run-1.jsonl")
    return folder


async def _director(floor):
    await floor.press("1")
    await floor.shows("Shot 1-4 is a close-up now.")


async def _board(floor):
    await floor.press("2", "down", "down")
    await floor.shows("1-3: ")
    await floor.until(lambda: "1-3/k" in floor.text())


async def _review(floor):
    floor.app.review("1-2")
    await floor.shows("take 1-2/p1")
    await floor.shows("frame")


async def _night(floor):
    await floor.press("4")
    await floor.shows("Machine")
    await floor.shows("stills of a shot")
    log = floor.app.screen.query_one(Log)
    await floor.until(lambda: log.lines)


async def _trace(floor):
    await floor.press("5", "down", "down", "down")
    await floor.shows("judge_clip")


ROOMS = {"director": _director, "board": _board, "review": _review, "night": _night, "trace": _trace}


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("room", ROOMS)
def test_a_room_looks_as_it_did(project, room, size, monkeypatch):
    state = Vitals((), 8 * 10**9, 16 * 10**9, 100 * 10**9, 500 * 10**9, 0.5, None)
    monkeypatch.setattr(night, "vitals", lambda _folder: state)
    kept = SNAPSHOTS / f"{room}-{size[0]}x{size[1]}.svg"
    taken = []

    async def look(floor):
        await ROOMS[room](floor)
        await floor.pilot.pause(0.3)
        taken.append(_plain(floor.app.export_screenshot(title=f"rushes · {room}")))

    on_the_floor(project, look, size=size)
    if os.environ.get("RUSHES_SNAPSHOTS") == "write":
        SNAPSHOTS.mkdir(exist_ok=True)
        kept.write_text(taken[0], encoding="utf-8")
    assert _said(taken[0]) == _said(kept.read_text(encoding="utf-8")), f"{kept.name}: look, then take it anew"


def _plain(svg: str) -> str:
    """Textual numbers each drawing anew, and would have its font fetched from the network."""
    return re.sub(r"terminal-\d+", "terminal", re.sub(r"@font-face \{[^}]*\}\s*", "", svg))


def _said(svg: str) -> list[tuple[float, float, str, str]]:
    """(y, x, style, words) of each run of text that is no picture."""
    styles = dict(re.findall(r"\.(terminal-r\d+) \{ ([^}]+)\}", svg))
    runs = []
    for run in ET.fromstring(svg).iter(_TEXT):
        words = (run.text or "").replace("\xa0", " ")
        if words.strip("▀ "):
            style = styles.get(run.get("class", ""), "")
            runs.append((float(run.get("y", 0)), float(run.get("x", 0)), style.strip(), words))
    return sorted(runs)
