"""Subtitles of a narration: phrases that stand while they are said."""

from bisect import bisect_left
from collections.abc import Sequence
from fractions import Fraction

from rushes.film.frames import frames_for
from rushes.film.manifest import SceneManifest
from rushes.film.subtitles import Cue
from rushes.film.words import Narration, Word

_LETTERS = 84
"""Two lines of 42, the usual bound for subtitles."""

_ENOUGH = 42
"""From here on a clause's end closes a phrase."""

_PAUSE = 0.7
_HELD = 0.5
"""Seconds: a longer pause parts phrases, half of it those that a comma parts; a phrase stands on for this long after
its last word, where there is room."""


def narration_cues(manifest: SceneManifest, narration: Narration, fps: Fraction) -> tuple[Cue, ...]:
    """The whole narration's subtitles in film frames: each from its first word's start, none over another.

    A phrase that is over when the picture cuts does not stand on over the cut.
    """
    cuts = [start for start, _ in shot_frames(manifest, fps).values()]
    phrases = _phrases(narration.words)
    total = narration.frames(fps)
    starts = [min(total - 1, int(Fraction(phrase[0].start) * fps)) for phrase in phrases]
    limits = [*starts[1:], total]
    cues: list[Cue] = []
    for phrase, start, limit in zip(phrases, starts, limits, strict=True):
        end = min(limit, round(Fraction(phrase[-1].end + _HELD) * fps))
        said = max(start + 1, int(Fraction(phrase[-1].end) * fps))
        end = min([end, *cuts[bisect_left(cuts, said) :][:1]])
        if end > start:
            cues.append(Cue(start, end, " ".join(word.text for word in phrase)))
    return tuple(cues)


def _phrases(words: Sequence[Word]) -> list[list[Word]]:
    phrases: list[list[Word]] = []
    letters = 0
    for word in words:
        last = phrases[-1][-1] if phrases else None
        if last is None or _closes(last, word, letters) or letters + 1 + len(word.text) > _LETTERS:
            phrases.append([])
            letters = -1
        phrases[-1].append(word)
        letters += 1 + len(word.text)
    return phrases


def _closes(last: Word, word: Word, letters: int) -> bool:
    pause = word.start - last.end
    return last.ends_sentence or pause >= _PAUSE or (last.ends_clause and (letters >= _ENOUGH or pause >= _PAUSE / 2))


def shot_frames(manifest: SceneManifest, fps: Fraction) -> dict[str, tuple[int, int]]:
    """Where each shot stands in the narration, in frames: [start, end)."""
    at = 0
    found: dict[str, tuple[int, int]] = {}
    for _, shot in manifest.shots():
        frames = frames_for(shot.seconds, fps)
        found[shot.number] = (at, at + frames)
        at += frames
    return found


def cues_within(cues: Sequence[Cue], start: int, end: int) -> tuple[Cue, ...]:
    """What of some cues is read in [start, end), counted from `start`."""
    inside = (cue for cue in cues if cue.start < end and cue.end > start)
    return tuple(Cue(max(cue.start, start) - start, min(cue.end, end) - start, cue.text) for cue in inside)


def cues_shown(
    manifest: SceneManifest, cues: Sequence[Cue], shown: Sequence[tuple[str, int, int]], fps: Fraction
) -> tuple[Cue, ...]:
    """The narration's subtitles over a cut, in film frames; those of a shot that is not in it are left out.

    `shown` is (shot number, first film frame, frames) in film order. What runs on from one shot into the next
    stays one subtitle.
    """
    planned = shot_frames(manifest, fps)
    row: list[Cue] = []
    for number, first, frames in shown:
        start = planned[number][0]
        for cue in cues_within(cues, start, start + frames):
            moved = Cue(first + cue.start, first + cue.end, cue.text)
            if row and row[-1].text == moved.text and row[-1].end == moved.start == first:
                row[-1] = Cue(row[-1].start, moved.end, moved.text)
            else:
                row.append(moved)
    return tuple(row)


def sound_spans(
    manifest: SceneManifest, narration: Narration, shown: Sequence[tuple[str, int, int]], fps: Fraction
) -> tuple[tuple[Fraction, Fraction], ...]:
    """Which parts of the recording are heard under a cut, in seconds; empty for all of it, as under a whole film."""
    planned = shot_frames(manifest, fps)
    row: list[tuple[int, int]] = []
    for number, _, frames in shown:
        start = planned[number][0]
        if row and row[-1][1] == start:
            row[-1] = (row[-1][0], start + frames)
        else:
            row.append((start, start + frames))
    if row == [(0, narration.frames(fps))]:
        return ()
    seconds = narration.seconds
    spans = ((start / fps, min(end / fps, seconds)) for start, end in row)
    return tuple((start, end) for start, end in spans if end > start)
