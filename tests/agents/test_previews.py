"""How far a take is: a word now and then, and a picture where its tool has one."""

import itertools
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from doubles.productions import a_production, a_project

from rushes.agents import takes
from rushes.agents.previews import Previews
from rushes.service.filming import film


@pytest.fixture
def folder(tmp_path):
    return a_project(tmp_path / "film")


def previewing(crew, suffix=".jpg", steps=3):
    """The painter, with a preview a step, each written over the one before."""
    paint = crew.painter.paint

    def slowly(request, scratch, progress):
        for step in range(steps):
            (scratch / "fresh").write_bytes(b"step %d" % step)
            progress(step, steps, (scratch / "fresh").replace(scratch / f"preview{suffix}"))
        return paint(request, scratch, progress)

    crew.painter.paint = slowly


def test_a_preview_is_put_up_before_it_is_told_of_and_gone_when_the_take_is_done(folder, monkeypatch):
    monkeypatch.setattr(takes, "_TOLD_EVERY", 0.0)
    told = []
    with a_production(folder, only=("1-1",)) as (production, crew):
        previewing(crew)

        def tell(event):
            if event.picture:
                told.append((event.shot, event.text, Path(event.picture).name, Path(event.picture).read_bytes()[:4]))

        film(replace(production, tell=tell))
    assert told == [("1-1", f"keyframe, step {step} of 3", "1-1.jpg", b"step") for step in range(3)]
    assert not (folder / "previews").exists()


def test_a_failed_take_leaves_no_preview(folder, monkeypatch):
    monkeypatch.setattr(takes, "_TOLD_EVERY", 0.0)
    with a_production(folder, only=("1-1",), fault=lambda _kind, _count: "fails") as (production, crew):
        previewing(crew, ".png")
        film(production)
        assert [event.picture for event in crew.events if event.picture]
    assert not (folder / "previews").exists()


def test_progress_is_told_once_a_second(folder, monkeypatch):
    seconds = itertools.count(0.0, 0.3)
    monkeypatch.setattr(takes, "time", SimpleNamespace(monotonic=lambda: next(seconds)))
    with a_production(folder, only=("1-1",)) as (production, crew):
        previewing(crew, steps=8)
        film(production)
        steps = [event.text for event in crew.events if event.step == "working" and "keyframe" in event.text]
    assert 1 < len(steps) < 8


def test_a_preview_that_cannot_be_shown_is_none(tmp_path):
    previews = Previews(tmp_path / "project")
    assert previews.show("1-1", tmp_path / "gone.jpg") == ""
    previews.drop("1-1")
    previews.clear()
    (tmp_path / "project").mkdir()
    (tmp_path / "still.jpg").write_bytes(b"picture")
    assert previews.show("1-1", tmp_path / "still.jpg").endswith("previews/1-1.jpg")
    previews.clear()
    assert not (tmp_path / "project" / "previews").exists()
