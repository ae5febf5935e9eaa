"""A cut: circle takes in film order, as pieces that can be copied and pieces that must be made.

All positions are frames at the film's rate. A dissolve overlaps the last frames of one shot
with the first of the next, so it shortens the film; fades do not.
"""

from dataclasses import dataclass, replace

from rushes.film.manifest import SceneManifest
from rushes.film.vocabulary import TransitionIn

DISSOLVE_FRAMES = 12
"""Half a second at 24 fps, the usual short dissolve."""

FADE_FRAMES = 12


@dataclass(frozen=True, slots=True)
class Printed:
    """A shot in the cut: its print's media (sha256), its length, how it is entered and left."""

    shot: str
    media: str
    frames: int
    transition_in: TransitionIn = TransitionIn.CUT
    fade_out: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """Frames [start, end) of a print, with fades counted in frames. Without any, it is the print's own run."""

    media: str
    start: int
    end: int
    fade_in: int = 0
    fade_out: int = 0
    whole: bool = False

    @property
    def frames(self) -> int:
        """How long it runs."""
        return self.end - self.start

    @property
    def is_copy(self) -> bool:
        """Whether the print's file can stand in the film as it is."""
        return self.whole and not self.fade_in and not self.fade_out


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
        body = _body(shot, head, tail)
        if body.frames > 0:
            row.append(body)
    return tuple(row)


def _body(shot: Printed, head: int, tail: int) -> Part:
    start, end = head, shot.frames - tail
    part = Part(shot.media, start, end, whole=not head and not tail)
    if shot.transition_in is TransitionIn.FADE_IN:
        part = replace(part, fade_in=min(FADE_FRAMES, part.frames // 2))
    if shot.fade_out and not tail:
        part = replace(part, fade_out=min(FADE_FRAMES, part.frames // 2))
    return part


def dissolves(shots: tuple[Printed, ...]) -> tuple[int, ...]:
    """For each shot, how many frames it shares with the one before: never more than a third of either."""
    shared: list[int] = []
    for index, shot in enumerate(shots):
        asked = index > 0 and shot.transition_in is TransitionIn.DISSOLVE and not shots[index - 1].fade_out
        shared.append(min(DISSOLVE_FRAMES, shot.frames // 3, shots[index - 1].frames // 3) if asked else 0)
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


def printed(manifest: SceneManifest, prints: dict[str, tuple[str, int]]) -> tuple[Printed, ...]:
    """The shots that have a print, in film order. `prints` maps a shot's number to its media and frames."""
    return tuple(
        Printed(shot.number, *prints[shot.number], shot.transition_in, shot.fade_out)
        for _, shot in manifest.shots()
        if shot.number in prints
    )
