"""Reels in step, at their own speed, on a clock of the test's making."""

import threading
from fractions import Fraction

import pytest
from grey_clips import FPS, frame_of, grey_clip
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from rushes.errors import BadMedia
from rushes.tui.pictures.projector import Projector

FRAME = float(1 / FPS)


@pytest.fixture(scope="module")
def clips(tmp_path_factory):
    folder = tmp_path_factory.mktemp("clips")
    Image.new("RGB", (64, 48), (20, 20, 20)).save(folder / "still.png")
    return {
        "clip": grey_clip(folder / "clip.mp4", g="6"),
        "short": grey_clip(folder / "short.mp4", frames=10),
        "double": grey_clip(folder / "double.mp4", frames=24, fps=Fraction(24)),
        "still": folder / "still.png",
    }


class Audience:
    """A projector run by hand, and what it showed: the index, and the frame each picture is."""

    def __init__(self, *paths, cells=(16, 6)):
        self.now = 100.0
        self.seen = []
        self.projector = Projector(paths, self.watch, clock=lambda: self.now)
        self.projector.fit(*cells)

    def watch(self, index, pictures):
        self.seen.append((index, *(frame_of(picture) for picture in pictures)))

    def turn(self, *, painted=True):
        wait = self.projector.turn()
        if painted:
            self.projector.painted()
        return wait

    def watch_for(self, turns):
        """Turn as the thread would, the clock going on by as much as it is told to wait."""
        for _ in range(turns):
            self.now += self.turn() or 0.0
        return self.seen


def test_it_stands_at_the_first_frame(clips):
    audience = Audience(clips["clip"])
    assert audience.projector.transport is None
    assert audience.watch_for(6) == [(0, 0)]
    assert (audience.projector.transport.frames, audience.projector.transport.fps) == (24, 12)
    audience.projector.close()


def test_frames_come_in_order_at_the_clips_own_speed_and_from_the_beginning_again(clips):
    audience = Audience(clips["clip"])
    audience.turn()
    audience.projector.play()
    audience.watch_for(2 * 30)
    assert audience.seen == [(index % 24, index % 24) for index in range(len(audience.seen))]
    assert len(audience.seen) >= 30
    assert audience.now - 100.0 == pytest.approx((len(audience.seen)) * FRAME, abs=1.01 * FRAME)
    audience.projector.close()


def test_nothing_follows_an_unpainted_frame_and_what_was_due_meanwhile_is_dropped(clips):
    audience = Audience(clips["clip"])
    audience.turn()
    audience.projector.play()
    audience.now += FRAME
    assert audience.turn(painted=False) is None
    for _ in range(8):
        audience.now += FRAME
        assert audience.turn(painted=False) is None
    assert audience.seen == [(0, 0), (1, 1)]
    audience.projector.painted()
    audience.turn()
    assert audience.seen == [(0, 0), (1, 1), (9, 9)]
    audience.projector.close()


@settings(max_examples=25, deadline=None)
@given(wanted=st.lists(st.integers(-5, 30), min_size=1, max_size=10))
def test_seeking_is_exact_in_both_directions(clips, wanted):
    audience = Audience(clips["clip"])
    audience.turn()
    for index in wanted:
        audience.projector.seek(index)
        audience.turn()
        held = min(max(index, 0), 23)
        assert audience.seen[-1] == (held, held)
    audience.projector.close()


def test_a_step_stands_and_a_skip_runs_on(clips):
    audience = Audience(clips["clip"])
    audience.turn()
    audience.projector.play()
    audience.now += 5.2 * FRAME
    audience.projector.skip(10)
    audience.turn()
    assert audience.seen[-1] == (15, 15)
    assert audience.projector.transport.running
    audience.now += 2 * FRAME
    audience.projector.step(-1)
    audience.now += 7 * FRAME
    audience.turn()
    assert audience.seen[-1] == (16, 16)
    assert not audience.projector.transport.running
    audience.projector.close()


def test_two_run_in_step_and_the_shorter_holds_its_last_frame(clips):
    audience = Audience(clips["clip"], clips["short"])
    audience.turn()
    audience.projector.play()
    assert audience.watch_for(60)[:24] == [(index, index, min(index, 9)) for index in range(24)]
    audience.projector.close()


def test_another_speed_keeps_in_step_by_time(clips):
    audience = Audience(clips["clip"], clips["double"])
    audience.turn()
    assert audience.projector.transport.frames == 48
    for index in (0, 1, 7, 23, 24, 47):
        audience.projector.seek(index)
        audience.turn()
        assert audience.seen[-1] == (index, index // 2, min(index, 23))
    audience.projector.close()


def test_a_still_holds_beside_a_clip(clips):
    audience = Audience(clips["still"], clips["clip"])
    audience.turn()
    audience.projector.seek(13)
    audience.turn()
    assert audience.seen == [(0, 0, 0), (13, 0, 13)]
    audience.projector.close()


def test_another_room_is_another_picture_of_the_same_frame(clips):
    sizes = []
    projector = Projector([clips["clip"]], lambda _index, pictures: sizes.append(pictures[0].shape))
    assert projector.turn() is None
    assert sizes == []
    for cells in [(16, 6), (40, 4), (40, 4)]:
        projector.fit(*cells)
        projector.turn()
        projector.painted()
    assert sizes == [(12, 16, 3), (8, 11, 3)]
    projector.close()


def test_where_decoding_is_slow_it_runs_slower_and_skips_nothing(clips, monkeypatch):
    audience = Audience(clips["clip"])
    audience.turn()
    audience.projector.play()
    reel = audience.projector._reels[0]
    quick = reel.frame

    def slow(*asked):
        audience.now += 0.7
        return quick(*asked)

    monkeypatch.setattr(reel, "frame", slow)
    audience.watch_for(10)
    assert [index for index, _ in audience.seen] == list(range(len(audience.seen)))
    audience.projector.close()


def test_the_thread_shows_all_there_is_and_ends_promptly(clips):
    seen, enough = [], threading.Event()

    def show(index, _pictures):
        seen.append(index)
        projector.painted()
        if len(seen) == 5:
            enough.set()

    projector = Projector([clips["clip"], clips["short"]], show)
    projector.fit(16, 6)
    projector.start()
    while projector.transport is None:
        threading.Event().wait(0.01)
    projector.play()
    assert enough.wait(20)
    projector.close()
    assert not projector._thread.is_alive()
    assert seen[0] == 0
    assert projector._reels == []
    assert "projector" not in {thread.name for thread in threading.enumerate()}


def test_the_thread_tells_of_a_damaged_file_and_ends(clips, tmp_path):
    (tmp_path / "hurt.mp4").write_bytes(b"no clip")
    told, came = [], threading.Event()
    projector = Projector(
        [clips["clip"], tmp_path / "hurt.mp4"], lambda *_: None, lambda error: (told.append(error), came.set())
    )
    projector.fit(16, 6)
    projector.start()
    assert came.wait(20)
    projector.close()
    assert isinstance(told[0], BadMedia)
    assert "hurt.mp4 is damaged" in str(told[0])
    assert not projector._thread.is_alive()


def test_closing_before_the_beginning(clips):
    projector = Projector([clips["clip"]], lambda *_: None)
    projector.play()
    projector.close()
    projector.start()
    projector.close()
    assert projector.transport is None
    assert not projector._thread.is_alive()
