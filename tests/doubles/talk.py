"""Recordings that sound like speech where it matters: bursts of voice at known times, quiet noise between them."""

import subprocess
import wave
from pathlib import Path

import numpy as np

from rushes.tools.ffmpeg import ffmpeg_binary

RATE = 16_000

SENTENCES = (
    ("The", "old", "miller", "walked", "down", "to", "the", "river."),
    ("He", "carried", "a", "lamp,", "and", "the", "wind", "was", "cold."),
    ("Nobody", "had", "seen", "the", "boat", "since", "Monday."),
)


def talk_times(pause: float = 0.6, lead: float = 0.4) -> list[tuple[str, float, float]]:
    """The sentences' words with their times: 0.07 s a letter, 0.05 s between words, `pause` after a sentence."""
    at = lead
    times = []
    for sentence in SENTENCES:
        for word in sentence:
            length = 0.07 * len(word) + 0.1
            times.append((word, round(at, 3), round(at + length, 3)))
            at += length + 0.05
        at += pause
    return times


def speech_like(bursts: list[tuple[float, float]], seconds: float, seed: int = 3) -> np.ndarray:
    """Voice (a buzz of 120 Hz with its overtones) in the bursts, noise 46 dB below it everywhere; int16."""
    at = np.arange(round(seconds * RATE)) / RATE
    buzz = sum(np.sin(2 * np.pi * 120 * k * at) / k for k in range(1, 12))
    gate = np.zeros_like(at)
    for start, end in bursts:
        gate[round(start * RATE) : round(end * RATE)] = 1.0
    noise = np.random.default_rng(seed).normal(0, 0.002, len(at))
    return ((0.3 * buzz * gate + noise) * 20_000).clip(-32768, 32767).astype("<i2")


def write_wav(path: Path, samples: np.ndarray, rate: int = RATE) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples.tobytes())
    return path


def converted(source: Path, target: Path) -> Path:
    words = [ffmpeg_binary(), "-hide_banner", "-loglevel", "error", "-y", "-i", str(source), str(target)]
    subprocess.run(words, check=True, capture_output=True)
    return target


def write_talk(folder: Path, name: str = "talk.flac", tail: float = 0.5) -> tuple[Path, list[tuple[str, float, float]]]:
    """A talk and its words' true times."""
    times = talk_times()
    wav = write_wav(folder / "talk.wav", speech_like([(a, b) for _, a, b in times], times[-1][2] + tail))
    if name == wav.name:
        return wav, times
    made = converted(wav, folder / name)
    wav.unlink()
    return made, times


def srt_of(times: list[tuple[str, float, float]]) -> str:
    """One cue a sentence, a little wider than what is said, as transcribers make them."""
    cues, at = [], 0
    for number, sentence in enumerate(SENTENCES, 1):
        row = times[at : at + len(sentence)]
        at += len(sentence)
        start, end = row[0][1] - 0.1, row[-1][2] + 0.2
        cues.append(f"{number}\n{_stamp(start)} --> {_stamp(end)}\n{' '.join(sentence)}\n")
    return "\n".join(cues)


def _stamp(seconds: float) -> str:
    whole = round(seconds * 1000)
    return f"{whole // 3_600_000:02}:{whole // 60_000 % 60:02}:{whole // 1000 % 60:02},{whole % 1000:03}"
