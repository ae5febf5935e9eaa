"""A head: skull and jaw by age and build, ears, and then face, hair and headwear in their order.

Everything about a head is written in heads: chin at y = -0.5, crown at y = 0.5, x towards the far
side of a three-quarter view (`turn` 1) or the figure's left in a frontal one (`turn` 0).
"""

from dataclasses import dataclass

from rushes.film.manifest import Figure, Look
from rushes.film.vocabulary import Age, Build, Facing
from rushes.tools.draft.colour import Colour, from_hex, mix
from rushes.tools.draft.figures.feeling import EXPRESSIONS, Expression
from rushes.tools.draft.figures.outline import Outline, Point, oval, smooth
from rushes.tools.draft.figures.pen import Pen, darker
from rushes.tools.draft.figures.skeleton import Skeleton

_FRONTAL: tuple[Point, ...] = ((0.0, 0.50), (0.23, 0.44), (0.345, 0.25), (0.36, 0.03), (0.335, -0.16),
    (0.25, -0.36), (0.105, -0.485), (-0.105, -0.485), (-0.25, -0.36), (-0.335, -0.16), (-0.36, 0.03),
    (-0.345, 0.25), (-0.23, 0.44))  # fmt: skip
_TURNED: tuple[Point, ...] = ((-0.03, 0.50), (0.19, 0.45), (0.305, 0.27), (0.295, 0.07), (0.325, -0.10),
    (0.275, -0.31), (0.185, -0.485), (0.06, -0.475), (-0.13, -0.36), (-0.27, -0.16), (-0.375, 0.03),
    (-0.405, 0.23), (-0.28, 0.43))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Head:
    """A head about to be painted. `centre` and `size` are metres; `turn` 0 is frontal, 1 three-quarter."""

    look: Look
    expression: Expression
    centre: Point
    size: float
    roll: float
    turn: float
    nod: float
    mirror: bool
    away: bool
    detail: str
    seed: int

    @property
    def skin(self) -> Colour:
        """The skin's local colour, flushed or drained by the feeling."""
        return from_hex(self.look.skin)

    @property
    def hair(self) -> Colour:
        """The hair's local colour."""
        return from_hex(self.look.hair_colour)

    @property
    def child(self) -> bool:
        """Whether it is a child's head: big eyes, low features, round cheeks."""
        return self.look.age is Age.CHILD

    @property
    def old(self) -> bool:
        """Whether it is lined and slack."""
        return self.look.age is Age.OLD

    @property
    def near(self) -> bool:
        """Whether the face is large enough for lids, lines and lips."""
        return self.detail == "near"

    def across(self, frontal: float, turned: float) -> float:
        """A coordinate between its frontal and its three-quarter place."""
        return frontal + (turned - frontal) * self.turn

    def pen(self, pen: Pen) -> Pen:
        """A pen in heads."""
        return pen.at(self.centre, self.size, angle=self.roll, mirror=self.mirror)


def head_of(look: Look, figure: Figure, bones: Skeleton, detail: str, seed: int) -> Head:
    """The head of a posed body."""
    turned = figure.facing in (Facing.LEFT, Facing.RIGHT)
    return Head(look=look, expression=EXPRESSIONS[figure.feeling], centre=bones.head,
        size=bones.head_size, roll=bones.head_roll, turn=1.0 if turned else 0.18, nod=bones.head_nod,
        mirror=bones.mirror, away=bones.away, detail=detail, seed=seed)  # fmt: skip


def skull(head: Head) -> Outline:
    """The head's outline."""
    points = _TURNED if head.turn > 0.5 else _FRONTAL
    cheeks = {Build.SLIGHT: -0.022, Build.AVERAGE: 0.0, Build.BROAD: 0.022, Build.HEAVY: 0.05}[head.look.build]
    cheeks += {Age.CHILD: 0.035, Age.YOUNG: -0.012, Age.ADULT: 0.0, Age.OLD: -0.008}[head.look.age]
    jaw = {Build.SLIGHT: -0.03, Build.AVERAGE: 0.0, Build.BROAD: 0.045, Build.HEAVY: 0.06}[head.look.build]
    chin = 0.03 if head.child else 0.0
    middle = 0.05 * head.turn
    shaped: list[Point] = []
    for x, y in points:
        side = 1 if x >= middle else -1
        wider = cheeks if -0.25 < y < 0.0 else jaw if y <= -0.25 else 0.0
        shaped.append((x + side * wider, y + (chin if y < -0.4 else 0.0)))
    return smooth(shaped, steps=6)


def far_ears(own: Pen, head: Head) -> None:
    """The ears that stand out beside a head seen from before or behind."""
    low = -0.09 if head.child else -0.05
    tall = 0.115 if head.old else 0.095
    colour = darker(head.skin, 0.12)
    if head.turn > 0.5 and not head.away:
        return
    for side in (-1, 1):
        own.shape(oval(side * 0.368, low, 0.06, tall, tilt=-8 * side), colour, turn=0.03, ink=0.8)


def near_ear(own: Pen, head: Head) -> None:
    """The ear towards the viewer in a three-quarter view, on top of the side hair."""
    if head.turn <= 0.5 or head.away:
        return
    low = -0.08 if head.child else -0.04
    tall = 0.12 if head.old else 0.10
    own.shape(oval(-0.205, low, 0.058, tall, tilt=8), mix(head.skin, darker(head.skin), 0.3), turn=0.03, ink=0.8)
    if head.near:
        own.stroke(
            [(-0.19, low + 0.07), (-0.235, low + 0.04), (-0.22, low - 0.02), (-0.195, low - 0.05)],
            darker(head.skin, 0.8),
            0.012,
        )
