"""The marks that tell one garment from another: collars, lapels, buttons, belts, bibs, packs, cloaks."""

from rushes.film.manifest import Look
from rushes.film.vocabulary import Garment
from rushes.tools.draft.colour import Colour, from_hex, mix
from rushes.tools.draft.figures.outfit import Outfit
from rushes.tools.draft.figures.outline import Outline, Point, between, box, hull, oval, smooth
from rushes.tools.draft.figures.pen import Pen, darker, lighter
from rushes.tools.draft.figures.proportions import Proportions
from rushes.tools.draft.figures.skeleton import Skeleton
from rushes.tools.draft.figures.trunk import Trunk


class _Front:
    """The dressed front of a trunk: a middle line that turns with the body, and the colours of the look."""

    def __init__(self, pen: Pen, bones: Skeleton, trunk: Trunk, body: Proportions, look: Look, outfit: Outfit) -> None:
        self.pen, self.bones, self.trunk, self.body, self.outfit = pen, bones, trunk, body, outfit
        self.main = outfit.top
        self.second, self.accent = from_hex(look.second_colour), from_hex(look.accent_colour)
        side = -1.0 if bones.mirror else 1.0
        self.middle = side * (0.38 if bones.across < 0.8 else 0.08)
        self.side = side
        self.unit = body.girth

    def at(self, across: float, up: float) -> Point:
        """A point `across` from the middle line, where the far half is foreshortened."""
        room = (1 - self.middle * self.side) if across * self.side > 0 else (1 + self.middle * self.side)
        return self.trunk.at(self.middle + across * min(room, 1.0), up)

    def patch(self, *points: tuple[float, float]) -> Outline:
        """Front points as an outline."""
        return [self.at(x, y) for x, y in points]

    def flat(self, colour: Colour, *points: tuple[float, float]) -> None:
        """A marking through front points."""
        self.pen.flat(self.patch(*points), colour)

    def seam(self, colour: Colour, width: float, *points: tuple[float, float]) -> None:
        """A line through front points; `width` in limb girths."""
        self.pen.line(self.patch(*points), colour, self.unit * width)

    def buttons(self, colour: Colour, across: float, low: float, high: float, count: int, size: float = 0.2) -> None:
        """A row of buttons."""
        for i in range(count):
            x, y = self.at(across, low + (high - low) * i / max(count - 1, 1))
            self.pen.flat(oval(x, y, self.unit * size, count=12), colour)

    def belt(self, colour: Colour, up: float, wide: float = 0.05, buckle: Colour | None = None) -> None:
        """A belt all around at that height."""
        at = self.trunk.at
        self.pen.flat([at(-1.03, up), at(1.03, up), at(1.03, up + wide), at(-1.03, up + wide)], colour)
        if buckle and not self.bones.away:
            x, y = self.at(0, up + wide / 2)
            self.pen.flat(
                box(x - self.unit * 0.35, y - self.unit * 0.35, x + self.unit * 0.35, y + self.unit * 0.35), buckle
            )


def dress(pen: Pen, bones: Skeleton, trunk: Trunk, body: Proportions, look: Look, outfit: Outfit) -> None:
    """Mark the trunk's front, or its back when the figure is seen from behind."""
    front = _Front(pen, bones, trunk, body, look, outfit)
    if bones.away:
        _back(front, look.garment)
    else:
        _FRONTS[look.garment](front)


def _suit(f: _Front) -> None:
    f.flat(f.second, (-0.30, 1.04), (0.30, 1.04), (0.04, 0.50), (-0.04, 0.50))
    f.flat(f.accent, (-0.07, 0.98), (0.07, 0.98), (0.09, 0.62), (0.0, 0.54), (-0.09, 0.62))
    dark = darker(f.main, 0.35)
    f.pen.shape(f.patch((-0.36, 1.05), (-0.26, 1.03), (0.0, 0.46), (-0.34, 0.72), (-0.50, 0.86)), dark, turn=0, ink=0.6)
    f.pen.shape(f.patch((0.36, 1.05), (0.26, 1.03), (0.02, 0.46), (0.36, 0.72), (0.50, 0.86)), dark, turn=0, ink=0.6)
    f.seam(darker(f.main, 0.8), 0.12, (0.02, 0.46), (0.04, -0.12))
    f.buttons(darker(f.main, 0.9), 0.0, 0.22, 0.40, 2)
    f.flat(f.accent, (0.44, 0.74), (0.62, 0.76), (0.58, 0.82), (0.46, 0.80))


def _coat(f: _Front) -> None:
    dark = darker(f.main, 0.4)
    f.flat(f.second, (-0.26, 1.05), (0.26, 1.05), (0.0, 0.72))
    f.pen.shape(
        f.patch((-0.44, 1.10), (-0.18, 1.06), (0.06, 0.66), (-0.42, 0.78), (-0.62, 0.98)), dark, turn=0, ink=0.7
    )
    f.pen.shape(f.patch((0.44, 1.10), (0.18, 1.06), (0.0, 0.66), (0.44, 0.78), (0.62, 0.98)), dark, turn=0, ink=0.7)
    f.seam(darker(f.main, 0.8), 0.14, (0.10, 0.66), (0.14, -0.15))
    f.belt(dark, 0.22, 0.07, f.accent)
    for side in (-0.26, 0.40):
        f.buttons(f.accent, side, 0.38, 0.64, 3, 0.22)
    legs = f.bones.right_leg, f.bones.left_leg
    knee = between(legs[0].knee, legs[1].knee, 0.5)
    f.pen.line([f.at(0.12, 0.02), (knee[0], knee[1])], darker(f.main, 0.8), f.unit * 0.14)


def _cloak(f: _Front) -> None:
    f.seam(darker(f.main, 0.6), 0.12, (0.0, 1.0), (0.0, 0.75))
    f.belt(darker(f.accent, 0.4), 0.20, 0.06, lighter(f.accent, 0.4))


def _dress(f: _Front) -> None:
    f.flat(f.second, (-0.42, 1.06), (0.42, 1.06), (0.30, 0.86), (0.0, 0.78), (-0.30, 0.86))
    f.belt(f.accent, 0.27, 0.09)
    f.buttons(f.second, 0.0, 0.46, 0.70, 3, 0.15)
    dark = darker(f.main, 0.5)
    for leg, lean in ((f.bones.right_leg, -0.3), (f.bones.left_leg, 0.35)):
        low = between(leg.knee, leg.ankle, 0.55)
        f.pen.line([f.trunk.at(lean, 0.18), leg.knee, low], dark, f.unit * 0.13)


def _skirt(f: _Front) -> None:
    f.flat(lighter(f.second, 0.5), (-0.34, 1.06), (0.34, 1.06), (0.22, 0.90), (0.0, 0.80), (-0.22, 0.90))
    f.flat(f.accent, (-0.12, 0.95), (0.12, 0.95), (0.22, 0.84), (0.0, 0.90), (-0.22, 0.84))
    f.seam(darker(f.second, 0.5), 0.1, (0.0, 0.80), (0.0, 0.34))
    f.belt(f.accent, 0.24, 0.06)


def _robe(f: _Front) -> None:
    trim = f.second
    f.flat(trim, (-0.36, 1.05), (-0.16, 1.05), (0.12, 0.30), (-0.02, 0.30))
    f.flat(trim, (0.36, 1.05), (0.16, 1.05), (-0.02, 0.36), (0.10, 0.30))
    f.belt(f.accent, 0.24, 0.08)
    x, y = f.at(0.30, 0.26)
    f.pen.line([(x, y), (x + f.unit * 0.4, y - f.unit * 4.6)], f.accent, f.unit * 0.4)
    legs = f.bones.right_leg, f.bones.left_leg
    low = between(legs[0].ankle, legs[1].ankle, 0.5)
    f.pen.line([f.at(0.05, 0.2), between(legs[0].knee, legs[1].knee, 0.5), low], trim, f.unit * 0.55)


def _tunic(f: _Front) -> None:
    f.flat(f.second, (-0.20, 1.05), (0.20, 1.05), (0.0, 0.74))
    for up in (0.96, 0.88, 0.80):
        f.seam(f.accent, 0.1, (-0.12, up), (0.10, up - 0.05))
    f.belt(darker(f.accent, 0.3), 0.18, 0.08, lighter(f.accent, 0.5))


def _shirt(f: _Front) -> None:
    f.pen.shape(
        f.patch((-0.32, 1.06), (-0.02, 0.98), (-0.22, 0.84), (-0.42, 0.94)), lighter(f.main, 0.4), turn=0, ink=0.7
    )
    f.pen.shape(f.patch((0.32, 1.06), (0.02, 0.98), (0.22, 0.84), (0.42, 0.94)), lighter(f.main, 0.4), turn=0, ink=0.7)
    f.seam(darker(f.main, 0.4), 0.1, (0.0, 0.96), (0.0, 0.12))
    f.buttons(darker(f.main, 0.5), 0.0, 0.25, 0.80, 4, 0.13)
    for side in (-0.52, 0.52):
        f.seam(f.accent, 0.42, (side, 1.0), (side * 0.94, 0.10))
    f.belt(darker(f.accent, 0.6), 0.06, 0.05)


def _uniform(f: _Front) -> None:
    f.pen.shape(f.patch((-0.36, 1.08), (0.36, 1.08), (0.34, 0.95), (-0.34, 0.95)), f.accent, turn=0, ink=0.7)
    f.seam(darker(f.main, 0.7), 0.12, (0.0, 0.96), (0.0, -0.1))
    for side in (-0.17, 0.17):
        f.buttons(lighter(f.accent, 0.35), side, 0.36, 0.84, 4, 0.17)
    f.flat(f.second, (-0.80, 0.92), (-0.62, 0.97), (0.70, 0.30), (0.64, 0.20))
    f.belt(darker(f.main, 0.8), 0.22, 0.07, lighter(f.accent, 0.4))
    for arm in (f.bones.right_arm, f.bones.left_arm):
        x, y = arm.shoulder
        f.pen.shape(oval(x, y + f.unit * 0.75, f.unit * 1.25, f.unit * 0.5), f.accent, turn=f.unit * 0.2)


def _apron(f: _Front) -> None:
    f.flat(f.accent, (-0.36, 1.05), (0.36, 1.05), (0.16, 0.93), (0.0, 0.84), (-0.16, 0.93))
    f.seam(f.second, 0.3, (-0.40, 0.74), (-0.52, 1.0))
    f.seam(f.second, 0.3, (0.40, 0.74), (0.52, 1.0))
    bib = f.patch((-0.46, 0.78), (0.46, 0.78), (0.62, 0.22), (-0.62, 0.22))
    skirt = _hanging(f, 0.46, 0.80)
    f.pen.shape([skirt, bib], f.second, turn=f.unit * 0.8)
    f.seam(darker(f.second, 0.5), 0.14, (-0.66, 0.22), (0.66, 0.22))
    f.flat(darker(f.second, 0.25), (-0.26, 0.02), (0.26, 0.02), (0.24, -0.2), (-0.24, -0.2))


def _hanging(f: _Front, half: float, long: float) -> Outline:
    """Cloth from the waist over the thighs."""
    legs = f.bones.right_leg, f.bones.left_leg
    r = f.unit * 1.1
    ends = [(between(leg.hip, leg.knee, long), r) for leg in legs]
    return hull([(f.at(-half, 0.22), r * 0.4), (f.at(half, 0.22), r * 0.4), *ends])


def _overalls(f: _Front) -> None:
    main = f.outfit.trousers or f.main
    f.pen.shape(
        f.patch((-0.60, 0.80), (0.60, 0.80), (0.95, 0.30), (0.98, -0.14), (-0.98, -0.14), (-0.95, 0.30)),
        main,
        turn=f.unit,
    )
    for side in (-0.5, 0.5):
        f.seam(main, 0.62, (side, 0.78), (side * 1.1, 1.02))
        f.buttons(f.accent, side, 0.76, 0.76, 1, 0.26)
    f.flat(darker(main, 0.3), (-0.30, 0.70), (0.30, 0.70), (0.28, 0.44), (-0.28, 0.44))
    f.seam(f.accent, 0.1, (-0.30, 0.70), (0.30, 0.70))


def _rags(f: _Front) -> None:
    f.flat(darker(f.main, 0.9), (-0.16, 1.06), (0.22, 1.06), (0.06, 0.66), (-0.02, 0.80))
    f.flat(f.second, (-0.72, 0.52), (-0.30, 0.58), (-0.36, 0.30), (-0.70, 0.26))
    f.flat(darker(f.accent, 0.3), (0.20, 0.24), (0.66, 0.30), (0.62, 0.04), (0.26, 0.02))
    f.seam(darker(f.main, 0.8), 0.1, (-0.75, 0.48), (-0.27, 0.60))
    f.belt(darker(f.second, 0.5), 0.20, 0.04)


def _spacesuit(f: _Front) -> None:
    f.pen.shape(oval(*f.trunk.at(0, 1.06), f.trunk.widths[3] * 0.95, f.unit * 0.9), f.second, turn=f.unit * 0.3)
    f.pen.shape(f.patch((-0.50, 0.74), (0.50, 0.74), (0.50, 0.40), (-0.50, 0.40)), f.second, turn=f.unit * 0.5)
    f.flat(f.accent, (-0.38, 0.68), (-0.06, 0.68), (-0.06, 0.56), (-0.38, 0.56))
    f.buttons(f.accent, 0.20, 0.48, 0.64, 2, 0.3)
    f.belt(darker(f.main, 0.5), 0.16, 0.07)
    for arm in (f.bones.right_arm, f.bones.left_arm):
        f.pen.flat(oval(*arm.shoulder, f.unit * 0.8), f.accent)


_FRONTS = {Garment.SUIT: _suit, Garment.COAT: _coat, Garment.CLOAK: _cloak, Garment.DRESS: _dress,
    Garment.SKIRT: _skirt, Garment.ROBE: _robe, Garment.TUNIC: _tunic, Garment.SHIRT: _shirt,
    Garment.UNIFORM: _uniform, Garment.APRON: _apron, Garment.OVERALLS: _overalls, Garment.RAGS: _rags,
    Garment.SPACESUIT: _spacesuit}  # fmt: skip


def _back(f: _Front, garment: Garment) -> None:
    """Seen from behind: the seams, straps and packs that still tell the garment."""
    dark = darker(f.main, 0.5)
    match garment:
        case Garment.SHIRT | Garment.OVERALLS | Garment.APRON:
            strap = {Garment.SHIRT: f.accent, Garment.OVERALLS: f.outfit.trousers or f.main, Garment.APRON: f.second}[
                garment
            ]
            f.seam(strap, 0.5, (-0.5, 1.0), (0.3, 0.2))
            f.seam(strap, 0.5, (0.5, 1.0), (-0.3, 0.2))
            f.belt(strap, 0.16, 0.06)
        case Garment.COAT | Garment.UNIFORM | Garment.TUNIC:
            f.belt(dark if garment is Garment.COAT else darker(f.accent, 0.3), 0.20, 0.07)
            f.seam(darker(f.main, 0.8), 0.12, (0.0, 0.18), (0.0, -0.3))
            f.flat(
                dark if garment is Garment.COAT else f.accent, (-0.4, 1.08), (0.4, 1.08), (0.36, 0.96), (-0.36, 0.96)
            )
        case Garment.DRESS | Garment.SKIRT | Garment.ROBE:
            f.belt(f.accent, 0.24, 0.08)
            f.flat(f.accent, (0.0, 0.30), (-0.30, 0.42), (-0.26, 0.18), (0.0, 0.26), (0.26, 0.18), (0.30, 0.42))
            f.seam(dark, 0.1, (0.0, 0.95), (0.0, 0.36))
        case Garment.SPACESUIT:
            pack = [f.trunk.at(x, y) for x, y in ((-0.72, 0.98), (0.72, 0.98), (0.72, 0.20), (-0.72, 0.20))]
            f.pen.shape(pack, f.second, turn=f.unit * 0.6)
            f.flat(f.accent, (-0.4, 0.86), (0.4, 0.86), (0.4, 0.74), (-0.4, 0.74))
        case Garment.RAGS:
            f.flat(f.second, (-0.5, 0.62), (0.0, 0.66), (-0.06, 0.36), (-0.5, 0.30))
            f.flat(darker(f.accent, 0.3), (0.2, 0.3), (0.6, 0.34), (0.55, 0.08), (0.22, 0.06))
        case Garment.SUIT | Garment.CLOAK:
            f.seam(dark, 0.12, (0.0, 0.95), (0.0, -0.12))
            f.flat(f.second, (-0.30, 1.08), (0.30, 1.08), (0.26, 1.0), (-0.26, 1.0))


def cloak_back(pen: Pen, bones: Skeleton, trunk: Trunk, body: Proportions, look: Look) -> None:
    """The fall of a cloak behind the body, from the shoulders to the calves."""
    main = from_hex(look.main_colour)
    shoulders = [(arm.shoulder, body.girth * 1.5) for arm in (bones.right_arm, bones.left_arm)]
    legs = sorted((bones.right_leg, bones.left_leg), key=lambda leg: leg.ankle[0])
    ends = [(between(leg.knee, leg.ankle, 0.55), body.girth * 3.0) for leg in legs]
    fall = [hull([*shoulders, *[(trunk.at(s, 0.0), body.girth * 2.4) for s in (-0.9, 0.9)]])]
    fall.append(hull([*[(trunk.at(s, 0.1), body.girth * 2.3) for s in (-0.9, 0.9)], *ends]))
    colour = main if bones.away else darker(main, 0.55)
    pen.shape(fall, colour, turn=body.girth * 1.8)
    if bones.away:
        knees = [between(leg.knee, leg.ankle, 0.5) for leg in legs]
        for lean in (-0.45, 0.1, 0.5):
            low = between(knees[0], knees[1], 0.5 + lean * 0.8)
            pen.line([trunk.at(lean, 0.7), trunk.at(lean * 1.1, 0.1), low], darker(main, 0.6), body.girth * 0.16)


def cloak_front(pen: Pen, bones: Skeleton, trunk: Trunk, body: Proportions, look: Look) -> None:
    """The cloak over the shoulders and down one side of the body, with its clasp and lining."""
    main, accent = from_hex(look.main_colour), from_hex(look.accent_colour)
    side = -1.0 if bones.mirror else 1.0
    shoulders = sorted((bones.right_arm, bones.left_arm), key=lambda arm: arm.shoulder[0] * side)
    back, fore = shoulders
    legs = (bones.right_leg, bones.left_leg)
    knee = between(legs[0].knee, legs[1].knee, 0.5)
    ankle = between(legs[0].ankle, legs[1].ankle, 0.5)
    g = body.girth
    low = between(knee, ankle, 0.5)
    drape = [trunk.at(-0.35 * side, 1.08), (back.shoulder[0] - side * g * 1.2,
        back.shoulder[1] + g * 0.7), (back.shoulder[0] - side * g * 2.5, trunk.waist[1]),
        (low[0] - side * g * 4.6, low[1]), (low[0] - side * g * 1.8, low[1] - g * 0.5),
        trunk.at(-0.5 * side, 0.1), trunk.at(-0.25 * side, 0.62), trunk.at(0.1 * side, 0.94)]  # fmt: skip
    pen.shape(smooth(drape, steps=5), main, turn=g * 1.6)
    cape = [trunk.at(-0.42 * side, 1.12), trunk.at(0.5 * side, 1.10),
        (fore.shoulder[0] + side * g * 1.1, fore.shoulder[1] + g * 0.5),
        (fore.shoulder[0] + side * g * 1.5, fore.shoulder[1] - g * 2.6), trunk.at(0.2 * side, 0.80),
        trunk.at(-0.5 * side, 0.74)]  # fmt: skip
    pen.shape(smooth(cape, steps=5), mix(main, lighter(main), 0.3), turn=g * 1.2)
    x, y = trunk.at(0.22 * side, 0.96)
    pen.shape(oval(x, y, g * 0.55), accent, turn=g * 0.2)
    pen.line([trunk.at(-0.45 * side, 0.55), trunk.at(-0.6 * side, 0.05), low], darker(main, 0.7), g * 0.16)
