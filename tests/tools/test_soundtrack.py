"""The recording under the film: where it belongs, as long as it is, and untouched where the container allows."""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from doubles.talk import write_talk

from rushes.errors import BadMedia
from rushes.film.encoding import Encoding
from rushes.tools.editor import FfmpegEditor
from rushes.tools.footage import packets
from rushes.tools.protocols import Lettering, PrintRequest, Sound
from rushes.tools.soundtrack import laid_under
from rushes.tools.speech.audio import RATE, listen, samples_of

FPS = Fraction(24)


@pytest.fixture(scope="module")
def prints(tmp_path_factory) -> list[Path]:
    """Two prints of 100 and 130 frames."""
    folder = tmp_path_factory.mktemp("prints")
    made = []
    for index, frames in enumerate((100, 130)):
        clip = folder / f"clip{index}.mp4"
        with av.open(str(clip), "w") as container:
            stream = container.add_stream("libx264", rate=24, width=64, height=36, pix_fmt="yuv420p")
            for at in range(frames):
                frame = av.VideoFrame.from_ndarray(np.full((36, 64, 3), 40 + at, np.uint8), format="rgb24")
                container.mux(stream.encode(frame))
            container.mux(stream.encode())
        request = PrintRequest(clip, Lettering(), Encoding(FPS, 30, "ultrafast"))
        made.append(FfmpegEditor().print(request, folder, lambda _done, _steps: None).file)
    return made


def sound_of(recording: Path, *spans: tuple[Fraction, Fraction]) -> Sound:
    heard = listen(recording)
    return Sound(recording, Fraction(heard.samples, heard.rate), spans)


def lag_of(film: np.ndarray, talk: np.ndarray) -> int:
    """By how many samples the film's sound comes after the recording's."""
    length = min(len(film), len(talk))
    size = 2 * length
    product = np.fft.irfft(np.fft.rfft(film[:length], size) * np.conj(np.fft.rfft(talk[:length], size)), size)
    best = int(np.argmax(product))
    return best if best < length else best - size


@pytest.mark.parametrize(
    ("name", "codec", "exact"),
    [
        ("talk.flac", "flac", True),
        ("talk.wav", "flac", True),
        ("talk.m4a", "aac", True),
        ("talk.mp3", "mp3", False),
        ("talk.opus", "opus", False),
        ("talk.ogg", "aac", False),
    ],
)
def test_the_recording_is_heard_from_the_first_frame_to_its_end(
    prints, tmp_path: Path, name: str, codec: str, exact: bool
):
    recording, _ = write_talk(tmp_path, name)
    film = FfmpegEditor().join(prints, tmp_path, sound_of(recording))
    with av.open(str(film)) as container:
        assert container.streams.audio[0].codec_context.name.removesuffix("float") == codec
        assert container.streams.audio[0].start_time == 0
    assert packets(film) == 230
    heard, said = samples_of(film), samples_of(recording)
    assert abs(len(heard) - len(said)) <= RATE / 24
    if exact:
        assert np.array_equal(heard, said)
    assert lag_of(heard, said) == 0
    quality = np.corrcoef(heard[: len(said)], said[: len(heard)])[0, 1]
    assert quality > 0.999


def test_the_pictures_are_the_same_with_sound_and_without(prints, tmp_path: Path):
    recording, _ = write_talk(tmp_path)
    mute = FfmpegEditor().join(prints, tmp_path)
    film = FfmpegEditor().join(prints, tmp_path, sound_of(recording))
    assert _video(mute) == _video(film)
    assert mute.read_bytes() == FfmpegEditor().join(prints, tmp_path).read_bytes()
    assert film.read_bytes() == FfmpegEditor().join(prints, tmp_path, sound_of(recording)).read_bytes()


def _video(film: Path) -> list[tuple[int | None, bytes]]:
    with av.open(str(film)) as container:
        return [(packet.pts, bytes(packet)) for packet in container.demux(video=0) if packet.size]


def test_parts_of_a_recording_are_heard_one_after_another(prints, tmp_path: Path):
    recording, _ = write_talk(tmp_path)
    spans = ((Fraction(1), Fraction(2)), (Fraction(5, 2), Fraction(4)))
    heard = samples_of(FfmpegEditor().join(prints, tmp_path, sound_of(recording, *spans)))
    said = samples_of(recording)
    wanted = np.concatenate([said[RATE : 2 * RATE], said[5 * RATE // 2 : 4 * RATE]])
    assert abs(len(heard) - len(wanted)) <= RATE / 24
    assert np.corrcoef(heard[: len(wanted)], wanted)[0, 1] > 0.995


def test_a_sound_of_another_length_than_promised_is_refused(prints, tmp_path: Path):
    recording, _ = write_talk(tmp_path)
    mute = FfmpegEditor().join(prints, tmp_path)
    with pytest.raises(BadMedia, match="not where it belongs"):
        laid_under(mute, Sound(recording, Fraction(3)), tmp_path)


def test_a_recording_with_long_blocks_is_encoded_to_end_in_time(prints, tmp_path: Path):
    slow = tmp_path / "slow.m4a"
    recording, _ = write_talk(tmp_path, "talk.wav")
    import subprocess

    from rushes.tools.ffmpeg import ffmpeg_binary

    subprocess.run([ffmpeg_binary(), "-loglevel", "error", "-i", str(recording), "-ar", "8000", str(slow)], check=True)
    heard = samples_of(FfmpegEditor().join(prints, tmp_path, sound_of(slow)))
    assert abs(len(heard) / RATE - listen(slow).seconds) <= 1 / 24
