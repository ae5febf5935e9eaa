"""The proxy of a film: small, to be played anywhere, with its sound."""

from fractions import Fraction

import av
import numpy as np
import pytest
from doubles.talk import write_talk

from rushes.errors import ToolFailed
from rushes.tools.protocols import Sound
from rushes.tools.proxy import proxy
from rushes.tools.soundtrack import laid_under
from rushes.tools.speech.audio import listen


@pytest.fixture(scope="module")
def silent(tmp_path_factory):
    """Four seconds of noise, which no encoder likes, at 320x180."""
    film = tmp_path_factory.mktemp("films") / "film.mp4"
    grain = np.random.default_rng(1)
    with av.open(str(film), "w") as container:
        stream = container.add_stream("libx264", rate=24, width=320, height=180, pix_fmt="yuv420p")
        for _ in range(96):
            picture = grain.integers(0, 255, (180, 320, 3), np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        container.mux(stream.encode())
    return film


def test_it_is_narrower_keeps_to_its_rate_and_has_every_frame(silent, tmp_path):
    made = proxy(silent, tmp_path / "proxy.mp4", 160, 400_000)
    with av.open(str(made)) as copy:
        track = copy.streams.video[0]
        assert (track.width, track.height, track.pix_fmt) == (160, 90, "yuv420p")
        assert not copy.streams.audio
        assert sum(1 for _ in copy.decode(track)) == 96
    assert made.stat().st_size <= 1.3 * 400_000 * 4 / 8


def test_a_small_film_is_not_blown_up(silent, tmp_path):
    with av.open(str(proxy(silent, tmp_path / "proxy.mp4", 640, 400_000))) as copy:
        assert copy.streams.video[0].width == 320


def test_its_sound_is_there(silent, tmp_path):
    recording, _ = write_talk(tmp_path)
    heard = listen(recording)
    film = laid_under(silent, Sound(recording, Fraction(heard.samples, heard.rate), ()), tmp_path)
    with av.open(str(film)) as whole, av.open(str(proxy(film, tmp_path / "proxy.mp4", 160, 400_000))) as copy:
        track = copy.streams.audio[0]
        assert (track.codec_context.name, track.codec_context.layout.name) == ("aac", "mono")
        assert copy.duration == pytest.approx(whole.duration, abs=100_000)


def test_what_is_no_film_is_said(tmp_path):
    (tmp_path / "film.mp4").write_bytes(b"no film")
    with pytest.raises(ToolFailed, match=r"proxy\.mp4"):
        proxy(tmp_path / "film.mp4", tmp_path / "proxy.mp4", 160, 400_000)
