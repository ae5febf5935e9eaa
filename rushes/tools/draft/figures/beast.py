"""Animals' heads, in profile and from the front: skull, muzzle, ears, eyes by feeling."""

from dataclasses import dataclass, replace
from typing import Literal

from rushes.film.manifest import Look
from rushes.film.vocabulary import Feeling
from rushes.tools.draft.colour import Colour, from_hex
from rushes.tools.draft.figures.outline import Outline, Point, arc, curve, oval, smooth, tube
from rushes.tools.draft.figures.pen import Pen, darker, lighter

_DARK = (0.10, 0.08, 0.09)
_WHITE = (0.96, 0.95, 0.92)
_TONGUE = (0.86, 0.42, 0.44)

Ears = Literal["flop", "prick", "leaf"]


@dataclass(frozen=True, slots=True)
class Muzzle:
    """A head: the skull's radius, how far the muzzle reaches beyond it, how thick it ends, and the ears."""

    skull: float
    reach: float
    thick: float
    ears: Ears

    def grown(self, by: float) -> "Muzzle":
        """The same head, larger; a young one's muzzle stays short."""
        return replace(
            self, skull=self.skull * by, thick=self.thick * by, reach=self.reach * (1.0 if by < 1.2 else 0.8)
        )


@dataclass(frozen=True, slots=True)
class _Mien:
    """A feeling on an animal: ears (degrees back), eye opening, brow (down at the inside), mouth."""

    ears: float
    open: float
    brow: float
    mouth: Literal["shut", "tongue", "teeth", "o"]


_MIENS: dict[Feeling, _Mien] = {Feeling.NEUTRAL: _Mien(0, 1.0, 0.0, "shut"),
    Feeling.HAPPY: _Mien(-10, 0.8, 0.2, "tongue"), Feeling.SAD: _Mien(38, 0.7, 0.8, "shut"),
    Feeling.ANGRY: _Mien(50, 0.7, -0.9, "teeth"), Feeling.AFRAID: _Mien(62, 1.35, 0.7, "shut"),
    Feeling.SURPRISED: _Mien(-18, 1.45, 0.3, "o"), Feeling.THOUGHTFUL: _Mien(14, 0.85, -0.3, "shut"),
    Feeling.TIRED: _Mien(28, 0.35, 0.3, "shut")}  # fmt: skip


def paint_muzzle(pen: Pen, head: Muzzle, look: Look, feeling: Feeling) -> None:
    """A head in profile, looking along +x; (0, 0) is the skull's middle."""
    coat, mien = from_hex(look.hair_colour), _MIENS[feeling]
    r, reach, thick = head.skull, head.reach, head.thick
    _ear(pen, head, darker(coat, 0.5), mien, far=True)
    tip: Point = (r * 0.62 + reach, -r * 0.30)
    pen.shape(
        [*tube([((0.0, 0.0), r), ((r * 0.55, -r * 0.18), (r * 0.62 + thick * 0.5)), (tip, thick)]), oval(0.0, 0.0, r)],
        coat,
        turn=r * 0.45,
    )
    pale = [
        (tip[0] + thick * 0.7, tip[1] + thick * 0.1),
        (tip[0] - reach * 0.5, tip[1] + thick * 0.15),
        (r * 0.3, -r * 0.55),
        (tip[0] - thick * 0.4, tip[1] - thick * 0.95),
    ]
    if head.ears != "leaf":
        pen.flat(smooth(pale), lighter(coat, 0.42), 0.85)
    _nose(pen, head, tip)
    _mouth(pen, head, tip, mien, coat)
    _eye(pen, (r * 0.38, r * 0.22), r * (0.17 if head.ears != "leaf" else 0.20), mien, coat, 1.0)
    _ear(pen, head, coat, mien, far=False)
    if head.ears == "leaf":
        rein = from_hex(look.accent_colour)
        pen.line([(r * 0.55, r * 0.75), (r * 0.75, -r * 0.95)], rein, 0.016)
        pen.line([(r * 0.62, r * 0.30), (tip[0] - thick * 0.4, tip[1] + thick * 0.2)], rein, 0.012)
        pen.line(
            [(tip[0] - thick * 0.6, tip[1] + thick * 1.05), (tip[0] - thick * 0.3, tip[1] - thick * 0.95)], rein, 0.016
        )
        pen.shape(
            smooth([(-r * 0.1, r * 1.15), (r * 0.5, r * 0.85), (r * 0.8, r * 0.25), (r * 0.35, r * 0.55)]),
            darker(coat, 0.75),
            turn=0.01,
            ink=0.5,
        )


def _nose(pen: Pen, head: Muzzle, tip: Point) -> None:
    thick = head.thick
    if head.ears == "leaf":
        pen.flat(oval(tip[0] + thick * 0.35, tip[1] + thick * 0.1, thick * 0.18, thick * 0.28, tilt=-20), _DARK)
        return
    small = 0.45 if head.ears == "flop" else 0.26
    colour = _DARK if head.ears == "flop" else (0.80, 0.48, 0.48)
    pen.shape(
        oval(tip[0] + thick * 0.72, tip[1] + thick * 0.42, thick * small, thick * small * 0.85),
        colour,
        turn=thick * 0.1,
        ink=0.4,
    )
    if head.ears == "prick":
        for lift in (-0.2, 0.1, 0.4):
            pen.line(
                [(tip[0] + thick * 0.3, tip[1]), (tip[0] + thick * 1.5, tip[1] + thick * (lift - 0.1) * 2)],
                _WHITE,
                0.006,
            )


def _mouth(pen: Pen, head: Muzzle, tip: Point, mien: _Mien, coat: Colour) -> None:
    thick, r = head.thick, head.skull
    lip = [
        (tip[0] + thick * 0.75, tip[1] - thick * 0.25),
        (tip[0], tip[1] - thick * 0.55),
        (tip[0] - head.reach * 0.8, tip[1] - thick * 0.35),
    ]
    if mien.mouth == "tongue":
        pen.shape(smooth([(tip[0] + thick * 0.3, tip[1] - thick * 0.45),
            (tip[0] + thick * 0.45, tip[1] - thick * 1.5), (tip[0] - thick * 0.1, tip[1] - thick * 1.7),
            (tip[0] - thick * 0.3, tip[1] - thick * 0.5)]), _TONGUE, turn=thick * 0.2, ink=0.6)  # fmt: skip
    elif mien.mouth == "teeth":
        gape: Outline = [
            lip[0],
            (tip[0], tip[1] - thick * 0.30),
            (tip[0] - head.reach * 0.7, tip[1] - thick * 0.3),
            (tip[0], tip[1] - thick * 0.95),
        ]
        pen.flat(gape, (0.30, 0.08, 0.10))
        for i in range(3):
            x = tip[0] + thick * (0.45 - 0.42 * i)
            pen.flat([(x, tip[1] - thick * 0.26), (x + thick * 0.2, tip[1] - thick * 0.26),
                (x + thick * 0.1, tip[1] - thick * 0.68)], _WHITE)  # fmt: skip
    elif mien.mouth == "o":
        pen.flat(oval(tip[0] + thick * 0.25, tip[1] - thick * 0.6, thick * 0.3, thick * 0.38), (0.30, 0.08, 0.10))
    pen.line(curve(lip), darker(coat, 0.9), r * 0.07)


def _eye(pen: Pen, at: Point, r: float, mien: _Mien, coat: Colour, side: float) -> None:
    x, y = at
    tall = r * 0.95 * mien.open
    pen.flat(oval(x, y, r * 1.15, tall * 1.15), darker(coat, 0.7))
    pen.flat(oval(x, y, r, max(tall, r * 0.2)), _WHITE if mien.open > 1.2 else (0.72, 0.50, 0.22))
    pen.flat(oval(x + r * 0.15 * side, y, r * 0.66, max(tall * 0.8, r * 0.18)), _DARK)
    if mien.open > 0.5:
        pen.flat(oval(x - r * 0.1, y + tall * 0.35, r * 0.2, count=10), (1.0, 1.0, 1.0))
    brow = mien.brow * r * 0.8
    pen.line(
        [(x + side * r * 1.25, y + tall + r * 0.45 + brow), (x - side * r * 0.9, y + tall + r * 0.45 - brow * 0.5)],
        darker(coat, 0.8),
        r * 0.38,
    )


def _ear(pen: Pen, head: Muzzle, colour: Colour, mien: _Mien, *, far: bool) -> None:
    r = head.skull
    x = r * (0.05 if far else -0.25)
    own = pen.at((x, r * 0.72), angle=mien.ears)
    if head.ears == "flop":
        own = pen.at((x, r * 0.62), angle=-mien.ears * 0.8)
        own.shape(smooth([(-r * 0.25, r * 0.2), (r * 0.22, r * 0.25), (r * 0.20, -r * 0.45),
            (-r * 0.10, -r * 1.15), (-r * 0.50, -r * 0.75)]), darker(colour, 0.45), turn=r * 0.25)  # fmt: skip
    elif head.ears == "prick":
        own.shape([(-r * 0.42, -r * 0.15), (r * 0.0, r * 0.75), (r * 0.42, -r * 0.05)], colour, turn=r * 0.2)
        own.flat([(-r * 0.2, -r * 0.05), (r * 0.02, r * 0.48), (r * 0.22, 0.0)], (0.78, 0.52, 0.50))
    else:
        own.shape(
            smooth([(-r * 0.28, 0.0), (-r * 0.30, r * 0.5), (r * 0.05, r * 1.1), (r * 0.22, r * 0.5), (r * 0.20, 0.0)]),
            colour,
            turn=r * 0.2,
        )


def paint_muzzle_front(pen: Pen, head: Muzzle, look: Look, feeling: Feeling, *, drop: float, away: bool) -> None:
    """A head from before or behind; `drop` in degrees is how far it hangs."""
    coat, mien = from_hex(look.hair_colour), _MIENS[feeling]
    r, thick = head.skull, head.thick
    for side in (-1, 1):
        own = pen.at((side * r * 0.62, r * 0.62), angle=-side * (8 + mien.ears * 0.8), mirror=side < 0)
        if head.ears == "flop":
            own = pen.at((side * r * 0.72, r * 0.55), angle=side * (8 - mien.ears * 0.3), mirror=side < 0)
            own.shape(smooth([(-r * 0.2, r * 0.25), (r * 0.25, r * 0.15), (r * 0.5, -r * 0.6),
                (r * 0.25, -r * 1.15), (-r * 0.08, -r * 0.7)]), darker(coat, 0.45), turn=r * 0.2)  # fmt: skip
        else:
            tall = 0.85 if head.ears == "prick" else 1.15
            own.shape([(-r * 0.35, -r * 0.2), (r * 0.08, r * tall), (r * 0.40, -r * 0.2)], coat, turn=r * 0.2)
            if not away:
                own.flat([(-r * 0.18, -r * 0.1), (r * 0.08, r * tall * 0.65), (r * 0.22, -r * 0.1)], (0.70, 0.50, 0.48))
    long = head.reach * (0.55 if head.ears == "leaf" else 0.2)
    snout: Point = (0.0, -r * 0.45 - long - drop * 0.0012)
    pen.shape([oval(0.0, 0.0, r * 1.06, r), *tube([((0.0, 0.0), r * 0.9), (snout, thick * 1.15)])], coat, turn=r * 0.4)
    if away:
        return
    pen.flat(oval(snout[0], snout[1], thick * 1.05, thick * 0.9), lighter(coat, 0.42), 0.85)
    nose = (snout[0], snout[1] + thick * 0.35)
    if head.ears == "leaf":
        for side in (-1, 1):
            pen.flat(oval(side * thick * 0.5, snout[1], thick * 0.18, thick * 0.28), _DARK)
        pen.flat(
            [(0.0, r * 0.7), (r * 0.22, r * 0.1), (0.0, snout[1] + thick), (-r * 0.22, r * 0.1)],
            lighter(coat, 0.7),
            0.8,
        )
    else:
        pen.flat(oval(*nose, thick * 0.42, thick * 0.3), _DARK if head.ears == "flop" else (0.80, 0.48, 0.48))
        pen.line([nose, (0.0, snout[1] - thick * 0.15)], _DARK, r * 0.05)
    _front_mouth(pen, snout, thick, mien)
    for side in (-1, 1):
        _eye(pen, (side * r * 0.44, r * 0.18), r * 0.19, mien, coat, float(-side))


def _front_mouth(pen: Pen, snout: Point, thick: float, mien: _Mien) -> None:
    x, y = snout
    y -= thick * 0.2
    if mien.mouth == "tongue":
        pen.shape(smooth([(x - thick * 0.3, y - thick * 0.1), (x + thick * 0.3, y - thick * 0.1),
            (x + thick * 0.22, y - thick * 1.1), (x - thick * 0.22, y - thick * 1.1)]), _TONGUE, turn=0,
            ink=0.6)  # fmt: skip
    elif mien.mouth in ("teeth", "o"):
        wide = 0.7 if mien.mouth == "teeth" else 0.35
        pen.flat(oval(x, y - thick * 0.35, thick * wide, thick * 0.42), (0.30, 0.08, 0.10))
        if mien.mouth == "teeth":
            for side in (-1, 1):
                pen.flat([(x + side * thick * 0.2, y), (x + side * thick * 0.5, y),
                    (x + side * thick * 0.35, y - thick * 0.5)], _WHITE)  # fmt: skip
    pen.line(arc(x - thick * 0.4, y, thick * 0.4, thick * 0.22, 180, 360), _DARK, thick * 0.12)
    pen.line(arc(x + thick * 0.4, y, thick * 0.4, thick * 0.22, 180, 360), _DARK, thick * 0.12)
