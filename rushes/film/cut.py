"""A cut: circle takes in film order, as pieces that can be copied and pieces that must be made.

All positions are frames at the film's rate. A dissolve overlaps the last frames of one shot
with the first of the next, so it shortens the film; fades do not.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from rushes.film.manifest import SceneManifest
from rushes.film.vocabulary import TransitionIn

JOINT_FRAMES = 12
"""How long dissolves and fades are at 24 frames a second: half a second, the usual short ones."""


def joint_frames(fps: Fraction) -> int:
    """How long dissolves and fades are. Every print has a key frame there: what follows a joint is copied."""
    return max(2, round(fps * JOINT_FRAMES / 24))


@dataclass(frozen=True, slots=True)
class Printed:
    """A shot in the cut: its print's media (sha256), its length, how it is entered and left, how long joints are."""

    shot: str
    media: str
    frames: int
    transition_in: TransitionIn = TransitionIn.CUT
    fade_out: bool = False
    joint: int = JOINT_FRAMES


class Fade(StrEnum):
    """What a part does from its first frame to its last."""

    IN = "in"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class Part:
    """Frames [start, end) of a print; a `whole` print stands in the film as it is."""

    media: str
    start: int
    end: int
    fade: Fade | None = None
    whole: bool = False

    @property
    def frames(self) -> int:
        """How long it runs."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Dissolve:
    """The last `frames` of one print over the first `frames` of the next."""

    media_out: str
    start_out: int
    media_in: str
    frames: int


Piece = Part | Dissolve


def pieces(shots: tuple[Printed, ...]) -> tuple[Piece, ...]:
    """The film as a row of pieces. Their frames add up to the film's."""
    overlaps = dissolves(shots)
    row: list[Piece] = []
    for index, shot in enumerate(shots):
        head = overlaps[index]
        tail = overlaps[index + 1] if index + 1 < len(shots) else 0
        if head:
            before = shots[index - 1]
            row.append(Dissolve(before.media, before.frames - head, shot.media, head))
        row += _body(shot, head, shot.frames - tail)
    return tuple(row)


def _body(shot: Printed, start: int, end: int) -> list[Part]:
    """What is left of a shot between its dissolves: fades as parts of their own, never more than half of it."""
    longest = min(shot.joint, (end - start) // 2)
    rise = longest if shot.transition_in is TransitionIn.FADE_IN else 0
    fall = longest if shot.fade_out and end == shot.frames else 0
    parts = (
        Part(shot.media, start, start + rise, Fade.IN),
        Part(shot.media, start + rise, end - fall, whole=end - fall - start - rise == shot.frames),
        Part(shot.media, end - fall, end, Fade.OUT),
    )
    return [part for part in parts if part.frames > 0]


def dissolves(shots: tuple[Printed, ...]) -> tuple[int, ...]:
    """For each shot, how many frames it shares with the one before: never more than a third of either."""
    shared: list[int] = []
    for index, shot in enumerate(shots):
        asked = index > 0 and shot.transition_in is TransitionIn.DISSOLVE and not shots[index - 1].fade_out
        shared.append(min(shot.joint, shot.frames // 3, shots[index - 1].frames // 3) if asked else 0)
    return tuple(shared)


def starts(shots: tuple[Printed, ...]) -> tuple[int, ...]:
    """The film frame on which each shot begins to be seen."""
    at = 0
    first: list[int] = []
    for shot, shared in zip(shots, dissolves(shots), strict=True):
        at -= shared
        first.append(at)
        at += shot.frames
    return tuple(first)


def running_frames(shots: tuple[Printed, ...]) -> int:
    """The film's length in frames."""
    return sum(shot.frames for shot in shots) - sum(dissolves(shots))


def printed(
    manifest: SceneManifest, prints: dict[str, tuple[str, int]], joint: int = JOINT_FRAMES
) -> tuple[Printed, ...]:
    """The shots that have a print, in film order. `prints` maps a shot's number to its media and frames."""
    return tuple(
        Printed(shot.number, *prints[shot.number], shot.transition_in, shot.fade_out, joint)
        for _, shot in manifest.shots()
        if shot.number in prints
    )
