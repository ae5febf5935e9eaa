"""Whisper by faster-whisper (CTranslate2): a recording becomes words with their times. From a local folder only.

faster-whisper asks the hub for a tokenizer when the folder has none, so a folder that lacks a file is refused before
it is loaded. `model.bin` is CTranslate2's own form of numbers, no pickle. Decoding takes the likeliest words
(temperature 0, five beams) and never draws, so that the same recording gives the same words.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Protocol

from rushes.configs.equipment import ModelEntry
from rushes.errors import ToolFailed, UserMustFix
from rushes.film.words import Word, orderly
from rushes.tools.fitting import Fit
from rushes.tools.protocols import BackendSpec, Listening
from rushes.tools.speech.audio import RATE, samples_of

_FILES = ("config.json", "model.bin", "tokenizer.json", "preprocessor_config.json")
_VOCABULARY = ("vocabulary.json", "vocabulary.txt")
_MELS = (80, 128)
"""Frequency bands that Whisper models listen in: 128 from large-v3 on."""

_BEAMS = 5
_INVENTED = 2.0
"""Seconds: words over a longer silence are the model's own invention."""


class _TimedWord(Protocol):
    @property
    def word(self) -> str: ...
    @property
    def start(self) -> float: ...
    @property
    def end(self) -> float: ...


class WhisperTranscriber:
    """A `Transcriber` on a faster-whisper folder. On a CPU it counts in 8-bit numbers, on a GPU in 16-bit floats.

    `device` is "cpu", "cuda", or "auto" for the GPU where there is one. With `fit.eight_bit` a GPU counts in 8 bits.
    Raises UserMustFix for a folder that lacks a file, and where faster-whisper is not installed.
    """

    def __init__(self, entry: ModelEntry, folder: Path, fit: Fit | None = None, device: str = "auto") -> None:
        _refuse_incomplete(entry, folder)
        self.entry = entry
        self.folder = folder
        self.eight_bit = fit is not None and fit.eight_bit
        self.device = device
        self._model: Any = None

    @property
    def spec(self) -> BackendSpec:
        """The model's name, and faster-whisper's version with it: both decide what is heard."""
        from importlib.metadata import version  # noqa: PLC0415

        made_by = f"{self.entry.name}/faster-whisper-{version('faster-whisper')}"
        return BackendSpec(self.entry.name, made_by, self.entry.licence)

    def transcribe(self, recording: Path, progress: Listening) -> tuple[Word, ...]:
        """The words of a recording, in order; progress in seconds heard. Raises BadSource, ToolFailed."""
        samples = samples_of(recording)
        seconds = len(samples) / RATE
        segments, _ = self._loaded().transcribe(
            samples,
            beam_size=_BEAMS,
            temperature=0.0,
            condition_on_previous_text=False,
            word_timestamps=True,
            vad_filter=True,
            hallucination_silence_threshold=_INVENTED,
        )
        words: list[Word] = []
        heard = 0
        try:
            for segment in segments:
                words += _words(segment.words or ())
                heard = max(heard, min(int(segment.end), int(seconds)))
                progress(heard, int(seconds))
        except RuntimeError as trouble:  # CTranslate2's own: out of memory, a broken driver
            raise ToolFailed(f"{self.entry.title} could not listen: {trouble}.") from trouble
        return orderly(words, seconds)

    def free(self) -> None:
        """Give the model's memory back."""
        self._model = None

    def _loaded(self) -> Any:
        if self._model is None:
            self._model = self._load()
        return self._model

    def _load(self) -> Any:
        try:
            import ctranslate2  # noqa: PLC0415 - heavy
            from faster_whisper import WhisperModel  # noqa: PLC0415
        except ImportError as missing:
            raise UserMustFix(
                "faster-whisper is not installed.",
                "Install rushes with its ears (make speech, or the extra rushes[speech]), or lay a transcript beside.",
            ) from missing
        library: Any = ctranslate2
        cards = int(library.get_cuda_device_count())
        device = ("cuda" if cards else "cpu") if self.device == "auto" else self.device
        counted = "int8" if device == "cpu" else "int8_float16" if self.eight_bit else "float16"
        try:
            return WhisperModel(str(self.folder), device=device, compute_type=counted, local_files_only=True)
        except (RuntimeError, ValueError) as trouble:
            raise UserMustFix(
                f"{self.entry.title} in {self.folder} can't be loaded: {trouble}.",
                f"`rushes models check {self.entry.name}` says what is wrong with it.",
            ) from trouble


def _words(heard: Iterable[_TimedWord]) -> list[Word]:
    return [Word(one.word.strip(), float(one.start), float(one.end)) for one in heard]


def _refuse_incomplete(entry: ModelEntry, folder: Path) -> None:
    lacking = [name for name in _FILES if not (folder / name).is_file()]
    if not any((folder / name).is_file() for name in _VOCABULARY):
        lacking.append(_VOCABULARY[0])
    if not lacking and _mels(folder) not in _MELS:
        lacking.append("a preprocessor_config.json that says how many bands it listens in")
    if lacking:
        raise UserMustFix(
            f"{entry.title} in {folder} is not complete: it lacks {', '.join(lacking)}.",
            f"`rushes models pull {entry.name}` fetches what is missing.",
        )


def _mels(folder: Path) -> object:
    """The `feature_size` of a Whisper folder."""
    try:
        read: Any = json.loads((folder / "preprocessor_config.json").read_text(encoding="utf-8"))
        return read.get("feature_size")
    except (OSError, ValueError, AttributeError):
        return None
