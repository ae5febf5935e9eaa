"""A view: what a shot looks at, and whether a cut between two views jumps."""

from dataclasses import dataclass

from rushes.film.manifest import Figure, Shot
from rushes.film.vocabulary import Angle, Facing, ShotSize

WIDEST_CLOSE = ShotSize.MEDIUM_CLOSE.width_rank
"""A shot of this rank or more is a close one: it shows a face, not where the face is."""

NARROWEST_WIDE = ShotSize.FULL.width_rank
"""A shot of this rank or less shows where we are."""

_STEPS_APART = 2
"""How many steps of size a cut on the same view needs, the size half of the 30-degree rule."""


@dataclass(frozen=True, slots=True)
class View:
    """Whom and what the camera sees, from where and how near.

    The first of `people` is the one the shot is about. `subject` tells views without people apart.
    """

    people: tuple[str, ...]
    subject: str
    size: ShotSize
    angle: Angle
    away: bool

    @classmethod
    def of(cls, size: ShotSize, angle: Angle, figures: tuple[Figure, ...], subject: str) -> "View":
        """The view of a shot with these parts."""
        ids = [figure.character for figure in figures]
        people = (*ids[:1], *sorted(ids[1:]))
        away = bool(figures) and figures[0].facing is Facing.AWAY
        return cls(people, "" if people else subject.casefold(), size, angle, away)

    @property
    def is_close(self) -> bool:
        """Whether it is a medium close-up or nearer."""
        return self.size.width_rank >= WIDEST_CLOSE

    @property
    def is_wide(self) -> bool:
        """Whether it is a full shot or wider."""
        return self.size.width_rank <= NARROWEST_WIDE


def view_of(shot: Shot) -> View:
    """The view of a planned shot."""
    return View.of(shot.size, shot.angle, shot.figures, shot.subject)


def jumps(before: View, after: View) -> bool:
    """Whether the cut is a jump cut: the same people or thing, from the same side, nearly as near.

    A different angle, or two steps of size, makes it a new view.
    """
    same = (before.people, before.subject) == (after.people, after.subject)
    turned = before.angle is not after.angle or before.away is not after.away
    return same and not turned and abs(before.size.width_rank - after.size.width_rank) < _STEPS_APART
