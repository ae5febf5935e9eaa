"""The house rules' plan: break the story down, cover it, write the prompts, let the referee look."""

import math
from itertools import chain

from rushes.agents.house.breakdown import break_down
from rushes.agents.house.coverage.cover import Coverage, cover
from rushes.agents.house.coverage.excerpts import clipped, count_words
from rushes.agents.house.coverage.leftovers import words_left_out
from rushes.agents.house.coverage.running_time import running_seconds
from rushes.agents.house.narration import phrased
from rushes.agents.house.style import style_of
from rushes.agents.prompting import prompted
from rushes.errors import BadSource
from rushes.film.breakdown import Breakdown
from rushes.film.grammar import violations
from rushes.film.manifest import LeftOut, Note, SceneManifest, SourceNote
from rushes.film.reading import Reading

_NAME = 80
_PHRASE = 240
_SHARE_OFF = 0.05
_SECONDS_OFF = 4.0


def plan(reading: Reading, *, minutes: float | None = None) -> SceneManifest:
    """A plan of the whole story at its natural length (ten minutes at most), or of `minutes` (> 0) of film.

    What the film leaves out is listed; where the length can't be reached a note says so.
    Raises BadSource for a story without anything to film, ValueError for minutes that are not above 0.
    """
    if minutes is not None and not 0 < minutes < math.inf:
        raise ValueError(f"a film runs for some minutes, not {minutes}")
    breakdown = phrased(break_down(reading), reading.narration) if reading.narration else break_down(reading)
    if not breakdown.scenes:
        raise BadSource(f"There is no story to film in {reading.name}.", "Give a text with at least one sentence.")
    coverage = cover(breakdown, reading.text, reading.kind, minutes)
    manifest = prompted(_assembled(reading, breakdown, coverage))
    notes = [*_length_notes(manifest, coverage), *_summing_up(reading, breakdown, manifest), *violations(manifest)]
    if reading.narration:
        notes = [*violations(manifest)]  # it is heard whole, and runs as long as it is spoken
    return manifest.model_copy(update={"notes": tuple(notes)})


def _assembled(reading: Reading, breakdown: Breakdown, coverage: Coverage) -> SceneManifest:
    return SceneManifest(
        title=clipped(breakdown.title, _NAME) or "Untitled",
        author=clipped(breakdown.author, _PHRASE),
        source=SourceNote(
            name=clipped(reading.name, _PHRASE), sha256=reading.sha256, kind=reading.kind, length=len(reading.text)
        ),
        style=style_of(reading.text, breakdown),
        characters=breakdown.characters,
        locations=breakdown.locations,
        scenes=coverage.scenes,
        left_out=_all_left_out(reading, coverage),
    )


def _all_left_out(reading: Reading, coverage: Coverage) -> tuple[LeftOut, ...]:
    skipped = (
        LeftOut(span=span, words=count_words(reading.text[span.start : span.end]), reason=clipped(why, _PHRASE))
        for span, why in reading.skipped
    )
    return tuple(sorted(chain(skipped, coverage.left_out), key=lambda part: (part.span.start, part.span.end)))


def _length_notes(manifest: SceneManifest, coverage: Coverage) -> list[Note]:
    """Whether the asked length was reached."""
    running, aim = running_seconds(manifest), coverage.aim
    if abs(running - aim) <= max(_SECONDS_OFF, _SHARE_OFF * aim):
        return []
    why = "the story has no more to show" if running < aim else "its words need the time to be read"
    return [Note(rule="running-time", text=f"The film runs {running:.0f} s where {aim:.0f} s were aimed at: {why}.")]


def _summing_up(reading: Reading, breakdown: Breakdown, manifest: SceneManifest) -> list[Note]:
    """How much of the story the film covers."""
    skipped = {(span.start, span.end) for span, _ in reading.skipped}
    untold = [part for part in manifest.left_out if (part.span.start, part.span.end) not in skipped]
    if not untold:
        return []
    words = sum(count_words(reading.text[s.span.start : s.span.end]) for s in breakdown.scenes)
    share = 100 * (1 - words_left_out(untold) / max(1, words))
    scenes, kept = len(breakdown.scenes), len(manifest.scenes)
    text = f"The film covers {max(0.0, share):.0f} % of the words"
    text += f"; {scenes - kept} of {scenes} scenes are left out." if kept < scenes else f" and all {scenes} scenes."
    return [Note(rule="covers", text=text)]
