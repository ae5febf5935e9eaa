"""Any frame of a clip by its number, in any order, at any size."""

from fractions import Fraction

import numpy as np
import pytest
from grey_clips import FPS, frame_of, grey_clip
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from rushes.errors import BadMedia
from rushes.tui.pictures.reels import Card, Reel, opened

KINDS = {
    "one key frame": {"preset": "ultrafast"},
    "small groups": {"preset": "medium", "g": "5", "bf": "3"},
    "tiny groups": {"preset": "medium", "g": "2", "bf": "2"},
    "open groups": {"preset": "medium", "g": "7", "bf": "3", "x264-params": "open-gop=1"},
}


@pytest.fixture(scope="module")
def clips(tmp_path_factory):
    folder = tmp_path_factory.mktemp("clips")
    return {name: grey_clip(folder / f"{name}.mp4", **options) for name, options in KINDS.items()}


def test_every_frame_in_order(clips):
    reel = Reel(clips["one key frame"])
    assert (reel.frames, reel.fps, reel.size) == (24, FPS, (64, 48))
    assert [frame_of(reel.frame(index, 16, 12)) for index in range(24)] == list(range(24))
    reel.close()


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=25, deadline=None)
@given(wanted=st.lists(st.integers(0, 23), min_size=1, max_size=12))
def test_any_frame_in_any_order(clips, kind, wanted):
    reel = Reel(clips[kind])
    assert [frame_of(reel.frame(index, 8, 6)) for index in wanted] == wanted
    reel.close()


def test_as_small_as_it_is_asked_for(clips):
    reel = Reel(clips["small groups"])
    for width, height in [(80, 44), (1, 1), (64, 48), (33, 7)]:
        picture = reel.frame(7, width, height)
        assert (picture.shape, picture.dtype) == ((height, width, 3), np.uint8)
        assert frame_of(picture) == 7
    reel.close()


def test_colours_are_what_they_were(tmp_path):
    from doubles.cards import encode

    card = np.zeros((48, 64, 3), np.uint8)
    card[:, :32], card[:, 32:] = (200, 40, 60), (30, 120, 210)
    encode([card] * 3, Fraction(24), tmp_path / "colours.mp4")
    reel = Reel(tmp_path / "colours.mp4")
    shown = reel.frame(0, 16, 12).astype(int)
    reel.close()
    assert abs(shown[6, 2] - (200, 40, 60)).max() < 8
    assert abs(shown[6, 13] - (30, 120, 210)).max() < 8


@pytest.mark.parametrize("index", [-1, 24, 900])
def test_there_is_no_frame_past_the_end(clips, index):
    reel = Reel(clips["one key frame"])
    with pytest.raises(BadMedia, match="has 24 frames and no frame"):
        reel.frame(index, 8, 6)
    assert frame_of(reel.frame(23, 8, 6)) == 23
    reel.close()


@pytest.mark.parametrize("left", [0, 10, 900, -400, -3000])
def test_a_clip_that_was_cut_off_is_bad_media(clips, tmp_path, left):
    file = tmp_path / "cut.mp4"
    file.write_bytes(clips["one key frame"].read_bytes()[:left])
    with pytest.raises(BadMedia, match=r"cut\.mp4 is"):
        Reel(file)


def test_damage_in_the_middle_is_told_and_the_rest_can_be_seen(tmp_path):
    file = grey_clip(tmp_path / "hurt.mp4", g="6", preset="medium")
    whole = file.read_bytes()
    start = whole.index(b"mdat") + 4
    hurt = bytearray(whole)
    hurt[start : start + 900] = bytes(900)
    file.write_bytes(hurt)
    reel = Reel(file)
    with pytest.raises(BadMedia):
        [reel.frame(index, 8, 6) for index in range(24)]
    assert frame_of(reel.frame(23, 8, 6)) == 23
    reel.close()


def test_a_missing_clip_and_no_clip_at_all(tmp_path):
    with pytest.raises(BadMedia, match=r"gone\.mp4 is not there"):
        Reel(tmp_path / "gone.mp4")
    Image.new("RGB", (8, 8)).save(tmp_path / "still.png")
    (tmp_path / "still.png").rename(tmp_path / "still.mp4")
    with pytest.raises(BadMedia, match=r"still\.mp4 is damaged"):
        Reel(tmp_path / "still.mp4")


def test_a_still_has_one_frame(tmp_path):
    Image.new("RGB", (60, 40), (9, 8, 7)).save(tmp_path / "still.png")
    card = opened(tmp_path / "still.png")
    assert isinstance(card, Card)
    assert (card.frames, card.fps, card.size) == (1, 0, (60, 40))
    assert (card.frame(0, 6, 4) == (9, 8, 7)).all()
    card.close()
