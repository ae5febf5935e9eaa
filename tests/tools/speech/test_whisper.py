"""Whisper from a folder in its real layout, with tiny random weights: loaded, heard with, and refused when incomplete."""

from pathlib import Path

import pytest
from doubles.talk import speech_like, write_wav

from rushes.configs.equipment import equipment
from rushes.errors import UserMustFix
from rushes.tools.fitting import Fit, Mode
from rushes.tools.reading.narration import read_narration
from rushes.tools.speech.whisper import WhisperTranscriber

ENTRY = equipment().named("whisper-large-v3")
FILES = ("config.json", "model.bin", "tokenizer.json", "preprocessor_config.json", "vocabulary.json")


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    pytest.importorskip("faster_whisper")
    from doubles.tiny_whisper import tiny_whisper

    return tiny_whisper(tmp_path_factory.mktemp("whisper"))


@pytest.fixture
def short(tmp_path: Path) -> Path:
    return write_wav(tmp_path / "short.wav", speech_like([(0.2, 0.8), (1.0, 1.6)], 1.8))


@pytest.mark.slow
def test_a_tiny_whisper_hears_words_with_times_and_the_same_ones_again(folder: Path, short: Path):
    heard = []
    ears = WhisperTranscriber(ENTRY, folder, None, "cpu")
    words = ears.transcribe(short, lambda done, steps: heard.append((done, steps)))
    again = WhisperTranscriber(ENTRY, folder, Fit(Mode.CPU), "cpu")
    assert again.transcribe(short, lambda _done, _steps: None) == words
    assert all(0 <= word.start <= word.end <= 1.8 and word.text for word in words)
    assert all(one.start <= two.start for one, two in zip(words, words[1:], strict=False))
    assert all(done <= steps for done, steps in heard)
    assert ears.spec.revision.startswith("whisper-large-v3/faster-whisper-")
    ears.free()
    if words:
        reading = read_narration(short, lambda: again)
        assert reading.narration is not None
        assert reading.narration.heard == again.spec.revision
        assert len(reading.narration.words) == len(words)


@pytest.mark.slow
def test_a_damaged_model_is_told_with_the_command_that_checks_it(folder: Path, tmp_path: Path, short: Path):
    damaged = tmp_path / "damaged"
    damaged.mkdir()
    for name in FILES:
        (damaged / name).write_bytes((folder / name).read_bytes())
    (damaged / "model.bin").write_bytes((folder / "model.bin").read_bytes()[:1000])
    with pytest.raises(UserMustFix, match="rushes models check whisper-large-v3"):
        WhisperTranscriber(ENTRY, damaged, None, "cpu").transcribe(short, lambda _done, _steps: None)


@pytest.mark.parametrize("lacking", FILES)
def test_a_folder_that_lacks_a_file_is_refused_before_anything_is_loaded(tmp_path: Path, lacking: str):
    for name in FILES:
        (tmp_path / name).write_text('{"feature_size": 128}')
    WhisperTranscriber(ENTRY, tmp_path)
    (tmp_path / lacking).unlink()
    with pytest.raises(UserMustFix, match=lacking.replace(".", r"\.")):
        WhisperTranscriber(ENTRY, tmp_path)


@pytest.mark.parametrize("said", ["{}", "not json", "[]", '{"feature_size": "80"}'])
def test_a_folder_that_does_not_say_its_bands_is_refused(tmp_path: Path, said: str):
    for name in FILES:
        (tmp_path / name).write_text(said)
    with pytest.raises(UserMustFix, match="bands"):
        WhisperTranscriber(ENTRY, tmp_path)
