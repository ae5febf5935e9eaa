"""Subtitles: which words are read when, inside one shot and over the whole film."""

from dataclasses import dataclass
from itertools import accumulate

from rushes.film.cut import JOINT_FRAMES
from rushes.film.manifest import SceneManifest, Shot
from rushes.film.vocabulary import TransitionIn


@dataclass(frozen=True, slots=True)
class Cue:
    """Words on the screen for frames [start, end)."""

    start: int
    end: int
    text: str


def cues(shot: Shot, frames: int, names: dict[str, str], joint: int = JOINT_FRAMES) -> tuple[Cue, ...]:
    """A shot's lines one after another, each for a share of the shot by its length.

    Narration comes first. `names` maps character ids to names; a line is led by its speaker's. A
    shot that is dissolved into speaks when the dissolve is over, so that no two texts overlap.
    """
    texts = [shot.narration] if shot.narration else []
    texts += [_spoken(line.speaker, line.text, names) for line in shot.dialogue if line.text]
    if not texts:
        return ()
    lead = min(joint, frames // 3) if shot.transition_in is TransitionIn.DISSOLVE else 0
    told = list(accumulate(len(text) for text in texts))
    ends = [lead + round((frames - lead) * letters / told[-1]) for letters in told]
    return tuple(
        Cue(start, end, text) for start, end, text in zip([lead, *ends[:-1]], ends, texts, strict=True) if end > start
    )


def _spoken(speaker: str | None, text: str, names: dict[str, str]) -> str:
    return f"{names[speaker].upper()}: {text}" if speaker in names else f"— {text}"


def film_cues(
    manifest: SceneManifest, shown: tuple[tuple[str, int, int], ...], joint: int = JOINT_FRAMES
) -> tuple[Cue, ...]:
    """The whole film's cues. `shown` is (shot number, first film frame, frames) in film order."""
    names = {character.id: character.name for character in manifest.characters}
    shots = {shot.number: shot for _, shot in manifest.shots()}
    return tuple(
        Cue(first + cue.start, first + cue.end, cue.text)
        for number, first, frames in shown
        for cue in cues(shots[number], frames, names, joint)
    )
