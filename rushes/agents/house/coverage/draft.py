"""A draft: a shot on the way to the plan, before it has a number, a length and prompts."""

from dataclasses import dataclass

from rushes.agents.house.coverage.moments import Moment, Role
from rushes.film.grammar.view import View
from rushes.film.manifest import Figure, Line
from rushes.film.vocabulary import Angle, Move, Prop, ShotSize


@dataclass(frozen=True, slots=True)
class Framing:
    """Whom a shot shows, how near and from where."""

    size: ShotSize
    figures: tuple[Figure, ...]
    subject: str
    angle: Angle = Angle.EYE
    props: tuple[Prop, ...] = ()

    @property
    def view(self) -> View:
        """What the cut to the next shot is judged by."""
        return View.of(self.size, self.angle, self.figures, self.subject)


@dataclass(frozen=True, slots=True)
class Draft:
    """A shot without number, length and prompts."""

    moment: Moment
    framing: Framing
    move: Move = Move.STATIC
    action: str = ""
    dialogue: tuple[Line, ...] = ()
    narration: str = ""

    @property
    def role(self) -> Role:
        """Why the shot is in the film."""
        return self.moment.role

    @property
    def letters(self) -> int:
        """How many characters somebody reads while it runs."""
        return len(self.narration) + sum(len(line.text) for line in self.dialogue)
