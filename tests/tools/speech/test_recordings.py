"""Listening to recordings in every format, and refusing what is none."""

from pathlib import Path

import numpy as np
import pytest
from doubles.talk import RATE, converted, speech_like, write_talk, write_wav

from rushes.errors import BadSource
from rushes.film.words import Exactness
from rushes.tools.reading.narration import fingerprint, read_narration
from rushes.tools.speech import audio
from rushes.tools.speech.audio import listen, samples_of


def nobody():
    raise AssertionError("nobody was to listen")


@pytest.mark.parametrize("name", ["talk.flac", "talk.wav", "talk.mp3", "talk.m4a", "talk.ogg", "talk.opus", "talk.mp4"])
def test_every_format_is_heard_alike(tmp_path: Path, name: str):
    recording, times = write_talk(tmp_path, name)
    heard = listen(recording)
    assert heard.seconds == pytest.approx(times[-1][2] + 0.5, abs=0.07)  # lossy formats pad to whole blocks
    middle = heard.loudness[round(times[3][1] * 100) + 3 : round(times[3][2] * 100) - 3]
    assert middle.min() > heard.loudness[:20].max() + 20
    assert len(samples_of(recording)) == pytest.approx(heard.seconds * audio.RATE, abs=2)


def test_lengths_are_exact_to_the_sample(tmp_path: Path):
    wav = write_wav(tmp_path / "talk.wav", speech_like([(0.2, 0.9)], 1.23456), rate=RATE)
    heard = listen(converted(wav, tmp_path / "talk.flac"))
    assert (heard.samples, heard.rate) == (round(1.23456 * RATE), RATE)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"Once upon a time.", "no recording"),
        (b"", "no recording"),
        (b"fLaC" + bytes(400), "does not decode|no sound"),
        (b"RIFF\x24\x00\x00\x00WAVEfmt ", "does not decode|no sound"),
        (b"\x1aE\xdf\xa3" + bytes(100), "no recording"),
    ],
)
def test_what_is_no_recording_is_refused(tmp_path: Path, data: bytes, says: str):
    file = tmp_path / "talk.flac"
    file.write_bytes(data)
    with pytest.raises(BadSource, match=says):
        listen(file)


def test_what_is_too_short_too_long_missing_or_silent_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    blip = write_wav(tmp_path / "blip.wav", speech_like([], 0.3))
    with pytest.raises(BadSource, match="no sound worth a film"):
        listen(blip)
    with pytest.raises(BadSource, match="can't be read"):
        listen(tmp_path / "nowhere.wav")
    talk, _ = write_talk(tmp_path, "talk.wav")
    monkeypatch.setattr(audio, "LONGEST", 2)
    with pytest.raises(BadSource, match="longer than"):
        listen(talk)


def test_a_film_without_sound_is_no_narration(tmp_path: Path):
    import subprocess

    from rushes.tools.ffmpeg import ffmpeg_binary

    mute = tmp_path / "mute.mp4"
    words = [ffmpeg_binary(), "-loglevel", "error", "-f", "lavfi", "-i", "color=c=red:s=64x36:r=10:d=1", str(mute)]
    subprocess.run(words, check=True)
    with pytest.raises(BadSource, match="holds no sound"):
        listen(mute)


def test_a_transcript_beside_is_used_and_nobody_listens(tmp_path: Path):
    recording, times = write_talk(tmp_path)
    recording.with_suffix(".txt").write_text(" ".join(word for word, _, _ in times))
    reading = read_narration(recording, nobody)
    assert (reading.kind, reading.name, reading.title) == ("narration", "talk.flac", "Talk")
    narration = reading.narration
    assert narration is not None
    assert narration.heard == "talk.txt"
    assert [reading.text[word.at : word.at + len(word.text)] for word in narration.words] == [t[0] for t in times]
    assert "".join(block.text for block in reading.blocks) == reading.text.replace("\n\n", "")
    assert 0 < narration.measured < 1
    assert narration.words[0].exactness is Exactness.MEASURED


def test_a_narration_is_told_by_its_recording_and_its_transcript(tmp_path: Path):
    recording, _ = write_talk(tmp_path)
    bare = fingerprint(recording)
    recording.with_suffix(".txt").write_text("One.")
    one = fingerprint(recording)
    recording.with_suffix(".txt").write_text("Two.")
    assert len({bare, one, fingerprint(recording)}) == 3


def test_a_transcript_without_words_is_refused(tmp_path: Path):
    recording, _ = write_talk(tmp_path)
    recording.with_suffix(".srt").write_text("1\n00:00:01,000 --> 00:00:02,000\n[music]\n")
    with pytest.raises(BadSource, match="no timed words"):
        read_narration(recording, nobody)


def test_loudness_is_in_decibels_below_full_scale(tmp_path: Path):
    half = np.full(RATE, 16384, "<i2")
    assert listen(write_wav(tmp_path / "half.wav", half)).loudness[10:80] == pytest.approx(-6.02, abs=0.1)
