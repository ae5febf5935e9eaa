"""Pace: how long shots run, and whether what stands in them can be read."""

from collections.abc import Iterator

from rushes.film.manifest import Note, SceneManifest, Shot

SHORTEST = 2.0
LONGEST = 8.0
"""Shots of an animatic run between these many seconds."""

MEAN_LOW, MEAN_HIGH = 2.5, 5.5
"""The mean shot of a film runs near 3.5 seconds; outside these it hurries or drags."""

LETTERS_A_SECOND = 17.0
"""The fastest reading asked of a viewer, spaces counted: the usual limit for subtitles (Netflix's English guide
allows 17 for children and 20 for adults)."""

_SHOTS_FOR_A_MEAN = 6


def letters_of(shot: Shot) -> int:
    """How many characters somebody reads while the shot runs."""
    return len(shot.narration) + sum(len(line.text) for line in shot.dialogue)


def duration(manifest: SceneManifest) -> Iterator[Note]:
    """Every shot runs between the shortest and the longest length."""
    for _, shot in manifest.shots():
        if not SHORTEST <= shot.seconds <= LONGEST:
            text = f"runs {shot.seconds:g} s; a shot reads best between {SHORTEST:g} and {LONGEST:g} s"
            yield Note(rule="duration", where=shot.number, text=text)


def reading_speed(manifest: SceneManifest) -> Iterator[Note]:
    """Nobody has to read faster than subtitles allow."""
    for _, shot in manifest.shots():
        letters = letters_of(shot)
        if letters > LETTERS_A_SECOND * shot.seconds:
            needed = letters / LETTERS_A_SECOND
            text = f"has {letters} characters to read in {shot.seconds:g} s; they need {needed:.1f} s"
            yield Note(rule="reading-speed", where=shot.number, text=text)


def mean_length(manifest: SceneManifest) -> Iterator[Note]:
    """The film's mean shot neither hurries nor drags; a film of a few shots has no mean to speak of."""
    lengths = [shot.seconds for _, shot in manifest.shots()]
    if len(lengths) < _SHOTS_FOR_A_MEAN:
        return
    mean = sum(lengths) / len(lengths)
    if not MEAN_LOW <= mean <= MEAN_HIGH:
        text = f"the mean shot runs {mean:.1f} s; it should be between {MEAN_LOW:g} and {MEAN_HIGH:g} s"
        yield Note(rule="mean-length", text=text)
