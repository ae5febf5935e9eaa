"""A spoken narration becomes a reading: its words as text, and when each of them is said."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

from rushes.errors import BadSource
from rushes.film.manifest import Span
from rushes.film.reading import Block, BlockKind, Reading
from rushes.film.words import Narration, laid_out
from rushes.tools.protocols import Listening, Transcriber
from rushes.tools.reading.shape import named_after
from rushes.tools.speech.audio import listen
from rushes.tools.speech.transcripts import transcript_beside, words_of

Ears = Callable[[], Transcriber]
"""Who listens where there is no transcript: made only then."""


def read_narration(path: Path, ears: Ears, progress: Listening = lambda _done, _all: None) -> Reading:
    """A recording as a reading of kind "narration".

    A transcript beside it (`talk.srt`, `talk.vtt`, `talk.txt` for `talk.flac`) tells the words; else `ears` hear
    them, and only then are they asked for. Raises BadSource, and what `ears` raise.
    """
    recording = listen(path)
    transcript = transcript_beside(path)
    if transcript:
        words, heard = words_of(transcript, recording), transcript.name
    else:
        transcriber = ears()
        words, heard = transcriber.transcribe(path, progress), transcriber.spec.revision
    if not words:
        raise BadSource(f"No words can be heard in {path.name!r}.", "Lay a transcript beside it (.srt, .vtt or .txt).")
    paragraphs, placed = laid_out(words)
    narration = Narration(digest_of(path), recording.samples, recording.rate, placed, heard)
    return _reading(path, paragraphs, narration)


def _reading(path: Path, paragraphs: Sequence[str], narration: Narration) -> Reading:
    blocks: list[Block] = []
    at = 0
    for words in paragraphs:
        blocks.append(Block(BlockKind.PARAGRAPH, words, Span(start=at, end=at + len(words))))
        at += len(words) + 2
    return Reading(
        name=path.name[-200:],
        kind="narration",
        sha256=fingerprint(path),
        text="\n\n".join(paragraphs),
        blocks=tuple(blocks),
        title=named_after(path.name),
        narration=narration,
    )


def fingerprint(path: Path) -> str:
    """What a narration is told by: a sha256 of the recording and of the transcript beside it. Raises BadSource."""
    transcript = transcript_beside(path)
    both = digest_of(path) + (digest_of(transcript) if transcript else "")
    return hashlib.sha256(both.encode()).hexdigest()


def digest_of(path: Path) -> str:
    """A file's sha256. Raises BadSource."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as trouble:
        raise BadSource(f"The file {path.name!r} can't be read: {trouble.strerror}.", "Check the name.") from trouble
