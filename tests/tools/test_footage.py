"""The technical measures, each shown the fault it is there for."""

from fractions import Fraction

import numpy as np
import pytest
from doubles.cards import encode
from PIL import Image

from rushes.errors import BadMedia
from rushes.tools.footage import decode, packets, technical

FPS = Fraction(24)
rng = np.random.default_rng(3)
CARD = np.kron(rng.integers(40, 215, (9, 16, 3)), np.ones((10, 10, 1))).astype(np.uint8)


def measured(tmp_path, frames):
    file = tmp_path / "clip.mp4"
    encode(frames, FPS, file)
    return technical(*decode(file))


def slid(count=24, step=2):
    return [np.roll(CARD, step * i, axis=1) for i in range(count)]


def test_a_sound_clip(tmp_path):
    numbers = measured(tmp_path, slid())
    assert (numbers["width"], numbers["height"], numbers["frames"], numbers["fps"]) == (160, 90, 24, 24)
    assert numbers["black"] == numbers["frozen"] == 0
    assert numbers["flicker"] < 1
    assert numbers["motion"] > 5
    assert 90 < numbers["luma"] < 160


def test_black(tmp_path):
    frames = slid()
    frames[6:12] = [CARD * 0] * 6
    numbers = measured(tmp_path, frames)
    assert numbers["black"] == pytest.approx(0.25)
    assert numbers["dark"] == 1
    assert numbers["jump"] > 5


def test_frozen(tmp_path):
    large = [np.kron(frame, np.ones((4, 4, 1), np.uint8)) for frame in slid(24)]
    assert measured(tmp_path, large[:1] * 48)["frozen"] == 1
    assert measured(tmp_path, [*large, *large[-1:] * 36])["frozen"] == pytest.approx(0.5, abs=0.03)
    assert measured(tmp_path, large)["frozen"] == 0


def test_flicker(tmp_path):
    frames = [np.clip(frame * (1.1 if i % 2 else 0.9), 0, 255).astype(np.uint8) for i, frame in enumerate(slid())]
    assert measured(tmp_path, frames)["flicker"] > 20


def test_exposure(tmp_path):
    assert measured(tmp_path, [np.full_like(CARD, 252)] * 4)["bright"] == 1
    dim = measured(tmp_path, [(frame * 0.02).astype(np.uint8) for frame in slid()])
    assert dim["luma"] < 14
    assert dim["contrast"] < 8


def test_a_cut_inside_a_shot(tmp_path):
    other = np.flip(255 - CARD, axis=0)
    gentle = [np.roll(CARD, i // 6, axis=1) for i in range(12)] + [np.roll(other, i // 6, axis=1) for i in range(12)]
    assert measured(tmp_path, gentle)["jump"] > 12


def test_a_still(tmp_path):
    Image.fromarray(CARD).save(tmp_path / "still.png")
    facts, planes = decode(tmp_path / "still.png")
    assert (facts.frames, facts.fps) == (1, 0)
    assert "motion" not in technical(facts, planes)


@pytest.mark.parametrize("cut", [0, 10, 900, -400])
def test_a_damaged_clip_is_bad_media(tmp_path, cut):
    file = tmp_path / "clip.mp4"
    encode(slid(), FPS, file)
    file.write_bytes(file.read_bytes()[:cut])
    with pytest.raises(BadMedia):
        decode(file)


def test_a_picture_that_claims_to_be_film(tmp_path):
    Image.fromarray(CARD).save(tmp_path / "still.png")
    (tmp_path / "still.png").rename(tmp_path / "still.mp4")
    with pytest.raises(BadMedia):
        decode(tmp_path / "still.mp4")


def test_packets_count_frames(tmp_path):
    encode(slid(17), FPS, tmp_path / "clip.mp4")
    assert packets(tmp_path / "clip.mp4") == 17
