"""Transcripts: SubRip, WebVTT and plain text beside a recording, as timed words.

What a transcript doesn't say is taken from the sound: words are laid over the voice in their cue (or, for plain
text, over all of it). One pass over the lines, bounded patterns: linear for any text.
"""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rushes.errors import BadSource
from rushes.film.words import Word, orderly
from rushes.tools.reading.decoding import decoded
from rushes.tools.speech.alignment import laid_over
from rushes.tools.speech.audio import Recording
from rushes.tools.speech.pauses import clipped, voiced

SUFFIXES = (".srt", ".vtt", ".txt")
"""In the order they are looked for beside a recording."""

MOST_BYTES = 20 * 1024 * 1024
_STAMP = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})"
_TIMES = re.compile(rf"\s{{0,8}}{_STAMP}\s{{1,8}}-->\s{{1,8}}{_STAMP}")
_INNER = re.compile(rf"<{_STAMP}>")
"""A time inside a WebVTT cue: what follows is said from then on."""

_TIMES_WITHIN = 120
"""Letters of a line that are looked at for times."""

_MARKS = re.compile(r"<[^<>]{0,200}>|\{\\[^{}]{0,200}\}|♪|♫")
_NO_SPEECH = re.compile(r"\[[^\[\]]{0,200}\]|^\s*\([^()]{0,200}\)\s*$")
_LED = re.compile(r"^\s*[-–—]\s+")
_FASTEST = 9.0
"""Words a second: nobody speaks so fast; the text is another recording's."""

_LATE = 2.0


@dataclass(frozen=True, slots=True)
class Spoken:
    """A transcript's cue: what is said between two times, in seconds. The words stand on one line."""

    start: float
    end: float
    text: str


def transcript_beside(recording: Path) -> Path | None:
    """The transcript that stands beside a recording under its name, if there is one."""
    beside = (recording.with_suffix(suffix) for suffix in SUFFIXES)
    return next((file for file in beside if file.is_file()), None)


def words_of(transcript: Path, recording: Recording) -> tuple[Word, ...]:
    """A transcript's words with their times in a recording. Raises BadSource where the two don't belong together."""
    text = _text(transcript)
    runs = voiced(recording.loudness)
    if transcript.suffix.lower() == ".txt":
        words = laid_over(text.split(), runs)
    else:
        cues = spoken_cues(text, webvtt=transcript.suffix.lower() == ".vtt")
        _refuse_foreign(transcript, cues, recording)
        words = [word for cue in cues for word in laid_over(cue.text.split(), clipped(runs, cue.start, cue.end))]
    if len(words) > _FASTEST * recording.seconds + 1:
        raise BadSource(
            f"{transcript.name!r} has {len(words):,} words for {recording.seconds:.0f} s of sound.",
            "Lay the recording's own transcript beside it, or take this one away.",
        )
    return orderly(words, recording.seconds)


def _text(transcript: Path) -> str:
    try:
        data = transcript.read_bytes() if transcript.stat().st_size <= MOST_BYTES else b""
    except OSError as trouble:
        raise BadSource(f"{transcript.name!r} can't be read: {trouble.strerror}.", "Check the file.") from trouble
    if not data.strip():
        raise BadSource(f"{transcript.name!r} is empty or over 20 MB.", "Take it away, or give the real transcript.")
    return decoded(data, transcript.name)


def _refuse_foreign(transcript: Path, cues: Sequence[Spoken], recording: Recording) -> None:
    if not cues:
        raise BadSource(f"{transcript.name!r} holds no timed words.", "Take it away, or give the real transcript.")
    if cues[-1].start > recording.seconds + _LATE:
        raise BadSource(
            f"{transcript.name!r} goes on to {cues[-1].start:.0f} s; the recording ends at {recording.seconds:.0f} s.",
            "Lay the recording's own transcript beside it, or take this one away.",
        )


def spoken_cues(text: str, *, webvtt: bool = False) -> list[Spoken]:
    """The cues of a SubRip or WebVTT text by their start, none running into the next. What is no cue is passed over."""
    raw = _cues(text.split("\n"), webvtt=webvtt)
    if webvtt and _INNER.search(text):
        raw = _unrolled(raw)
    found = sorted((part for cue in raw for part in _parts(cue)), key=lambda cue: cue.start)
    ends = [*(cue.start for cue in found), float("inf")][1:]
    trimmed = (Spoken(cue.start, min(cue.end, end), cue.text) for cue, end in zip(found, ends, strict=True))
    return [cue for cue in trimmed if cue.end > cue.start]


@dataclass(frozen=True, slots=True)
class _Raw:
    """A cue as it stands in the file."""

    start: float
    end: float
    lines: tuple[str, ...]


def _cues(lines: Iterable[str], *, webvtt: bool) -> Iterator[_Raw]:
    times: tuple[float, float] | None = None
    said: list[str] = []
    for line in lines:
        fresh = _times(line)
        if fresh:
            if times and said and said[-1].strip().isdecimal():
                said.pop()  # the number of the cue that begins here
            if times:
                yield _Raw(*times, tuple(said))
            times, said = fresh, []
        elif line.strip():
            said.append(line)
        elif webvtt and times:  # an empty line ends a cue; in SubRip it may stand inside one
            yield _Raw(*times, tuple(said))
            times, said = None, []
        elif webvtt:
            said = []
    if times:
        yield _Raw(*times, tuple(said))


def _unrolled(cues: Iterable[_Raw]) -> Iterator[_Raw]:
    """Captions that roll up, as live ones do, show each line again under the next: only what is new is said."""
    shown: frozenset[str] = frozenset()
    for cue in cues:
        yield _Raw(cue.start, cue.end, tuple(line for line in cue.lines if _plain(line) not in shown))
        shown = frozenset(map(_plain, cue.lines))


def _parts(cue: _Raw) -> Iterator[Spoken]:
    """The cue as one, or from each time that stands inside its words to the next."""
    pieces = _INNER.split("\n".join(cue.lines))
    starts = [cue.start, *(_seconds(pieces[at : at + 4]) for at in range(1, len(pieces), 5))]
    ends = [*starts[1:], cue.end]
    for start, end, piece in zip(starts, ends, pieces[::5], strict=True):
        words = " ".join(_NO_SPEECH.sub(" ", " ".join(map(_plain, piece.split("\n")))).split())
        if words and end > start:
            yield Spoken(start, end, words)


def _plain(line: str) -> str:
    return " ".join(_LED.sub("", html.unescape(_MARKS.sub("", line))).split())


def _times(line: str) -> tuple[float, float] | None:
    match = _TIMES.match(line[:_TIMES_WITHIN]) if "-->" in line[:_TIMES_WITHIN] else None
    if match is None:
        return None
    parts = match.groups()
    return _seconds(parts[:4]), _seconds(parts[4:])


def _seconds(parts: Sequence[str | None]) -> float:
    hours, minutes, seconds, fraction = (part or "0" for part in parts)
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + int(fraction) / 10 ** len(fraction)
