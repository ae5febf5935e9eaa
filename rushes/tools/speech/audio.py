"""Listening to a recording: its exact length, how loud it is every hundredth of a second, its samples for a model.

The format is named from the file's first bytes and only the file is opened, so that a crafted recording can make
the decoder open nothing else.
"""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import av
import av.container
import av.error
import numpy as np
from numpy.typing import NDArray

from rushes.errors import BadSource

HOP = 0.01
"""Seconds that one number of the loudness stands for."""

RATE = 16_000
"""Samples a second that are listened to: speech models take these."""

LONGEST = 4 * 3600
"""Seconds of a recording: a model gets all of its samples at once, 0.9 GB for four hours."""

SHORTEST = 0.5
_WAY_OUT = "Give a FLAC, WAV, MP3, M4A or Ogg recording."
_STEP = round(RATE * HOP)
_SILENCE = 1e-5

Samples = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Recording:
    """What a recording is: its samples and their rate, and its loudness in dB (0 is full scale) every `HOP`."""

    samples: int
    rate: int
    loudness: NDArray[np.float32]

    @property
    def seconds(self) -> float:
        """Its length."""
        return self.samples / self.rate


def demuxer_of(path: Path) -> str:
    """The demuxer for a recording, by its first bytes. Raises BadSource."""
    try:
        with path.open("rb") as file:
            head = file.read(12)
    except OSError as trouble:
        raise BadSource(f"The file {path.name!r} can't be read: {trouble.strerror}.", "Check the name.") from None
    if head[4:8] == b"ftyp":
        return "mov"
    if head[:4] == b"RIFF" and head[8:12] == b"WAVE":
        return "wav"
    if head[:1] == b"\xff" and len(head) > 1 and head[1] & 0xE6 == 0xE2:  # an MPEG frame of layer III
        return "mp3"
    known = {b"fLaC": "flac", b"OggS": "ogg", b"ID3": "mp3"}
    found = next((form for mark, form in known.items() if head.startswith(mark)), None)
    if found is None:
        raise BadSource(f"{path.name!r} is no recording rushes knows.", _WAY_OUT)
    return found


def listen(path: Path) -> Recording:
    """Decode a recording to its end. Raises BadSource for a damaged, silent-less, too long or too short one."""
    powers: list[NDArray[np.float32]] = []
    left = np.zeros(0, np.float32)
    with _decoding(path) as (counted, chunks):
        for chunk in chunks:
            row = np.concatenate([left, chunk])
            whole = len(row) // _STEP * _STEP
            powers.append(np.square(row[:whole]).reshape(-1, _STEP).mean(axis=1))
            left = row[whole:]
            if counted.seconds > LONGEST:
                raise BadSource(f"{path.name!r} is longer than {LONGEST // 3600} hours.", "Give a part of it.")
    if len(left):
        powers.append(np.array([np.square(left).mean()], np.float32))
    if counted.seconds < SHORTEST:
        raise BadSource(f"{path.name!r} holds no sound worth a film.", _WAY_OUT)
    power = np.concatenate(powers)
    return Recording(counted.samples, counted.rate, (10 * np.log10(np.maximum(power, _SILENCE**2))).astype(np.float32))


def samples_of(path: Path) -> Samples:
    """The whole recording as one channel of `RATE` samples a second in -1..1. Raises BadSource."""
    with _decoding(path) as (_, chunks):
        return np.concatenate([*chunks, np.zeros(0, np.float32)])


@dataclass(slots=True)
class _Counted:
    samples: int = 0
    rate: int = 1

    @property
    def seconds(self) -> float:
        return self.samples / self.rate


@contextmanager
def _decoding(path: Path) -> Generator[tuple[_Counted, Iterator[Samples]]]:
    counted = _Counted()
    try:
        with av.open(str(path), format=demuxer_of(path), options={"protocol_whitelist": "file"}) as container:
            if not container.streams.audio:
                raise BadSource(f"{path.name!r} holds no sound.", _WAY_OUT)
            yield counted, _chunks(container, counted)
    except (av.error.FFmpegError, OSError, ValueError) as error:
        raise BadSource(f"{path.name!r} does not decode: {error}.", "Save the recording again.") from error


def _chunks(container: av.container.InputContainer, counted: _Counted) -> Iterator[Samples]:
    resampler = av.AudioResampler(format="flt", layout="mono", rate=RATE)
    for frame in container.decode(audio=0):
        counted.samples += frame.samples
        counted.rate = frame.sample_rate
        for heard in resampler.resample(frame):
            yield np.asarray(heard.to_ndarray(), np.float32).reshape(-1)
    for heard in resampler.resample(None):
        yield np.asarray(heard.to_ndarray(), np.float32).reshape(-1)
