"""The chain as a value, and a clip through it into another file."""

from fractions import Fraction

import av
import numpy as np
import pytest
from doubles.cards import encode
from hypothesis import given
from hypothesis import strategies as st

from rushes.film.encoding import Encoding
from rushes.film.frames import Size
from rushes.film.take import MediaFacts
from rushes.tools.finishing.chain import Deliver, Retime, Upscale, finished, finishing_chain
from rushes.tools.finishing.delivery import SLIVER, Crop, Pad, delivered, delivery
from rushes.tools.finishing.minterpolate import FfmpegInterpolator
from rushes.tools.finishing.streams import clip_facts, decoded, encoded, finish
from rushes.tools.finishing.wishes import Wishes
from rushes.tools.protocols import BackendSpec

F24, F60 = Fraction(24), Fraction(60)
MOCHI = MediaFacts(848, 480, 85, F24)
SIDES = st.integers(2, 400)


def quiet(_done, _steps):
    pass


class Doubling:
    """An upscaler in one line."""

    scale = 2
    spec = BackendSpec("doubling", "1", "none")

    def upscale(self, frames):
        return (frame.repeat(2, 0).repeat(2, 1) for frame in frames)


def test_mochi_to_4k_is_scaled_and_loses_a_sliver():
    way = delivery(Size(3392, 1920), Size(3840, 2160))
    assert isinstance(way, Crop)
    assert (way.scaled, way.left, way.top) == (Size(3840, 2174), 0, 7)
    assert way.words == "3392x1920 is scaled to 3840x2174 and loses 14 rows"


def test_a_square_in_4k_stands_on_black():
    way = delivery(Size(1024, 1024), Size(3840, 2160))
    assert isinstance(way, Pad)
    assert (way.scaled, way.left, way.top) == (Size(2160, 2160), 840, 0)
    assert way.words == "1024x1024 is scaled to 2160x2160; 1680 columns of 3840x2160 are black"


def test_what_fits_says_nothing():
    assert delivery(Size(1280, 720), Size(1280, 720)).words == ""
    assert delivery(Size(640, 360), Size(1280, 720)).words == "640x360 is scaled to 1280x720"


@given(width=SIDES, height=SIDES, to_width=SIDES, to_height=SIDES)
def test_a_delivery_has_its_size_and_crops_no_more_than_a_sliver(width, height, to_width, to_height):
    size, target = Size(width, height), Size(to_width, to_height)
    way = delivery(size, target)
    frame = np.full((height, width, 3), 200, np.uint8)
    assert delivered(frame, way).shape == (to_height, to_width, 3)
    if isinstance(way, Crop):
        assert way.scaled.width >= to_width
        assert way.scaled.height >= to_height
        lost = 1 - Fraction(to_width * to_height, way.scaled.width * way.scaled.height)
        assert lost <= SLIVER + Fraction(1, min(to_width, to_height))
    else:
        assert way.scaled.width <= to_width
        assert way.scaled.height <= to_height


def test_upscale_then_interpolate_then_4k():
    wishes = Wishes(upscale="realesrgan-x4plus", scale=4, delivery="3840x2160", interpolate="rife", fps_out="60")
    chain = finishing_chain(MOCHI, wishes)
    assert [type(step) for step in chain.steps] == [Upscale, Retime, Deliver]
    assert chain.steps[1] == Retime("rife", F24, F60, 211)
    assert (chain.size, chain.fps, chain.frames) == (Size(3840, 2160), F60, 211)
    assert "loses 14 rows" in chain.words


def test_a_smaller_delivery_comes_before_interpolating():
    wishes = Wishes(upscale="realesrgan-x4plus", scale=4, delivery="1920x1080", interpolate="rife", fps_out="60")
    assert [type(step) for step in finishing_chain(MOCHI, wishes).steps] == [Upscale, Deliver, Retime]


def test_nothing_wished_is_nothing_done():
    chain = finishing_chain(MOCHI, Wishes())
    assert chain.steps == ()
    assert (chain.size, chain.fps, chain.frames, chain.words) == (Size(848, 480), F24, 85, "")
    assert Wishes().slate == {}
    assert finishing_chain(MOCHI, Wishes(fps_out="24", delivery="848x480")).steps == ()


def test_a_slate_tells_what_was_wished_and_is_read_again():
    wishes = Wishes(upscale="x", scale=4, fps_out="60")
    assert wishes.slate == {"finishing": {"upscale": "x", "scale": 4, "fps_out": "60"}}
    assert Wishes.model_validate(wishes.slate["finishing"]) == wishes


def test_a_running_time_is_kept_by_asking_for_its_frames():
    chain = finishing_chain(MOCHI, Wishes(interpolate="rife", fps_out="60", frames=213))
    assert chain.steps == (Retime("rife", F24, F60, 213),)


def test_steps_run_as_they_are_planned():
    frames = [np.full((20, 32, 3), 40 * number, np.uint8) for number in range(3)]
    chain = finishing_chain(
        MediaFacts(32, 20, 3, F24), Wishes(upscale="doubling", scale=2, fps_out="48", delivery="64x36")
    )
    steps = []
    made = list(finished(iter(frames), chain, Doubling(), None, lambda done, every: steps.append((done, every))))
    assert [frame.shape for frame in made] == [(36, 64, 3)] * 5
    assert [int(frame[18, 32, 0]) for frame in made] == [0, 0, 40, 40, 80]
    assert steps == [(done, 5) for done in range(6)]


def test_frames_are_taken_one_by_one():
    taken = []

    def frames():
        for number in range(50):
            taken.append(number)
            yield np.zeros((8, 8, 3), np.uint8)

    chain = finishing_chain(MediaFacts(8, 8, 50, F24), Wishes(upscale="doubling", scale=2, fps_out="60"))
    stream = finished(frames(), chain, Doubling(), None, quiet)
    for _ in range(6):
        next(stream)
    assert len(taken) <= 4


def colours(frames):
    for number in range(frames):
        frame = np.zeros((90, 160, 3), np.uint8)
        frame[:, :53], frame[:, 53:106], frame[:, 106:] = (200, 40, 40), (40, 180, 60), (50, 60, 210)
        frame[20:60, 5 * number : 5 * number + 40] = 230
        yield frame


def test_colours_come_back_from_a_clip_as_they_went_in(tmp_path):
    encoded(colours(4), Size(160, 90), Encoding(F24, 4, "veryfast"), tmp_path / "clip.mp4")
    for one, other in zip(colours(4), decoded(tmp_path / "clip.mp4"), strict=True):
        assert np.abs(one.astype(int) - other)[:, 4:48].mean() < 3
        assert np.abs(one[70:, 60:100].astype(int) - other[70:, 60:100]).max() <= 4


def test_a_clip_is_finished_into_another_file_the_same_each_time(tmp_path):
    clip = tmp_path / "clip.mp4"
    encode(list(colours(5)), F24, clip)
    assert clip_facts(clip) == MediaFacts(160, 90, 5, F24)
    wishes = Wishes(upscale="doubling", scale=2, delivery="240x136", interpolate="minterpolate", fps_out="60")
    chain = finishing_chain(clip_facts(clip), wishes)
    made = [
        finish(clip, chain, Doubling(), FfmpegInterpolator(), Encoding(F60, 20, "veryfast"), tmp_path / name, quiet)
        for name in ("a.mp4", "b.mp4")
    ]
    assert clip_facts(made[0]) == MediaFacts(240, 136, 11, F60)
    assert made[0].read_bytes() == made[1].read_bytes()
    with av.open(str(made[0])) as opened:
        assert all(frame.colorspace == 1 for frame in opened.decode(video=0))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.mp4", "b.mp4", "clip.mp4"]


def test_a_chain_without_steps_is_the_clip(tmp_path):
    clip = tmp_path / "clip.mp4"
    encode(list(colours(3)), F24, clip)
    stream = finished(decoded(clip), finishing_chain(clip_facts(clip), Wishes()), None, None, quiet)
    assert all(np.array_equal(one, other) for one, other in zip(stream, decoded(clip), strict=True))


def test_progress_may_stop_the_work(tmp_path):
    from rushes.errors import Interrupted

    clip = tmp_path / "clip.mp4"
    encode(list(colours(5)), F24, clip)

    def stop(done, _steps):
        if done == 2:
            raise Interrupted("Enough.")

    chain = finishing_chain(clip_facts(clip), Wishes(fps_out="48"))
    with pytest.raises(Interrupted):
        finish(clip, chain, None, None, Encoding(Fraction(48), 20, "veryfast"), tmp_path / "made.mp4", stop)
