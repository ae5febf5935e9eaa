"""Dogs, cats and horses painted: in profile, from the front and from behind."""

import math

from rushes.film.manifest import Figure, Look
from rushes.film.vocabulary import Facing, Feeling, Form, Pose
from rushes.tools.draft.colour import Colour, from_hex
from rushes.tools.draft.figures.beast import paint_muzzle, paint_muzzle_front
from rushes.tools.draft.figures.gait import Attitude, Beast, Bones, attitude_of, beast_of
from rushes.tools.draft.figures.outline import Outline, Point, between, curve, oval, smooth, tube
from rushes.tools.draft.figures.pen import Pen, darker, lighter


def paint_quadruped(pen: Pen, figure: Figure, look: Look, height: float, phase: float) -> None:
    """Paint a dog, cat or horse; the pen's unit is a metre."""
    beast = beast_of(look)
    own = pen.at((0.0, 0.0), height, mirror=figure.facing is Facing.LEFT)
    attitude = attitude_of(figure, phase)
    if figure.facing in (Facing.LEFT, Facing.RIGHT):
        _Profile(own, beast, look, figure.feeling, attitude).paint()
    else:
        _paint_front(own, beast, look, figure, attitude, away=figure.facing is Facing.AWAY)


def beast_head(figure: Figure, look: Look, height: float) -> Point:
    """Where the head's middle is, in metres from the ground point."""
    beast = beast_of(look)
    attitude = attitude_of(figure, 0.0)
    if figure.facing in (Facing.CAMERA, Facing.AWAY):
        return (0.0, _front_head(beast, attitude) * height)
    x, y = Bones(beast, attitude).head
    return ((-x if figure.facing is Facing.LEFT else x) * height, y * height)


class _Profile:
    """One animal in profile, heading right."""

    def __init__(self, pen: Pen, beast: Beast, look: Look, feeling: Feeling, attitude: Attitude) -> None:
        self.pen, self.beast, self.look, self.feeling, self.attitude = pen, beast, look, feeling, attitude
        self.bones = Bones(beast, attitude)
        self.coat = from_hex(look.hair_colour)
        self.horse = look.form is Form.HORSE

    def paint(self) -> None:
        """Tail, far legs, barrel, near legs, neck, head, tack."""
        coat, far = self.coat, darker(self.coat, 0.5)
        self._tail()
        self._limb(self.bones.fore[1], far, fore=True)
        self._limb(self.bones.hind[1], far, fore=False)
        self._barrel()
        self._limb(self.bones.hind[0], coat, fore=False)
        self._limb(self.bones.fore[0], coat, fore=True)
        self._neck()
        own = self.pen.at(self.bones.head, angle=-self.attitude.nod - 12 + (-28 if self.horse else 0))
        paint_muzzle(own, self.beast.muzzle, self.look, self.feeling)
        self._tack()

    def _barrel(self) -> None:
        bones, beast = self.bones, self.beast
        belly = between(bones.hip, bones.shoulder, 0.5)
        sag = 0.012 if self.look.form is Form.CAT else 0.0
        pieces = tube([(bones.hip, beast.rump), ((belly[0] - 0.05, belly[1] - sag),
            beast.rump * 0.5 + beast.chest * 0.42),
            ((belly[0] + 0.08, belly[1] - 0.01), beast.chest * 0.98), (bones.shoulder, beast.chest)])  # fmt: skip
        self.pen.shape(pieces, self.coat, turn=beast.chest * 0.6)
        low = beast.chest * 0.72
        under: Outline = [(bones.hip[0] + 0.10, bones.hip[1] - low * 0.85),
            (belly[0], belly[1] - low * 0.98), (bones.shoulder[0] + beast.chest * 0.3,
            bones.shoulder[1] - low), (bones.shoulder[0] + beast.chest * 0.8,
            bones.shoulder[1] - low * 0.4), (belly[0] + 0.06, belly[1] - low * 0.62)]  # fmt: skip
        if not self.horse:
            self.pen.flat(smooth(under), lighter(self.coat, 0.35), 0.75)
        if self.look.form is Form.CAT:
            for t in (0.2, 0.4, 0.6, 0.8):
                x, y = between(bones.hip, bones.shoulder, t)
                self.pen.line(curve([(x - 0.01, y + beast.chest * 0.95),
                    (x + 0.02, y + beast.chest * 0.5), (x - 0.01, y + 0.02)]), darker(self.coat, 0.55),
                    0.028)  # fmt: skip
        if self.look.form is Form.DOG:
            x, y = bones.hip
            patch = smooth([(x + 0.02, y + beast.rump * 0.98), (x + 0.22, y + beast.rump * 0.98),
                (x + 0.20, y + 0.02), (x + 0.04, y - 0.02)])  # fmt: skip
            self.pen.flat(patch, darker(self.coat, 0.45), 0.8)

    def _limb(self, chain: list[Point], colour: Colour, *, fore: bool) -> None:
        r = self.beast.limb
        root, knee, foot = chain
        thick = 1.55 if fore else 1.95
        top = between(root, knee, 0.15)
        self.pen.shape(tube([(top, r * thick), (knee, r * 0.92), (foot, r * 0.66)]), colour, turn=r * 0.7)
        if self.horse:
            hoof = [
                (foot[0] - r * 0.8, foot[1] + r * 0.5),
                (foot[0] + r * 0.7, foot[1] + r * 0.5),
                (foot[0] + r * 1.2, foot[1] - r * 0.75),
                (foot[0] - r * 0.9, foot[1] - r * 0.75),
            ]
            self.pen.shape(hoof, (0.18, 0.15, 0.14), turn=r * 0.3)
            self.pen.shape(
                tube([(between(knee, foot, 0.72), r * 0.78), (foot, r * 0.78)]),
                lighter(colour, 0.55),
                turn=r * 0.4,
                ink=0.5,
            )
        else:
            paw = [(foot, r * 0.72), ((foot[0] + r * 0.95, foot[1] - r * 0.05), r * 0.62)]
            self.pen.shape(tube(paw), lighter(colour, 0.3), turn=r * 0.4, ink=0.8)

    def _neck(self) -> None:
        bones, beast = self.bones, self.beast
        line = [(bones.shoulder, beast.chest * 0.96), (bones.neck, beast.nape * 1.25), (bones.head, beast.nape * 0.85)]
        self.pen.shape(tube(line), self.coat, turn=beast.nape * 0.7, ink=0)
        if self.horse:
            mane = darker(self.coat, 0.75)
            dx, dy = bones.head[0] - bones.neck[0], bones.head[1] - bones.neck[1]
            length = math.hypot(dx, dy) or 1.0
            nx, ny = -dy / length, dx / length
            edge: list[Point] = []
            for i in range(7):
                x, y = between(bones.head, (bones.neck[0] - 0.05, bones.neck[1] + 0.02), i / 6)
                out = beast.nape * (1.10 + 0.08 * (i % 2))
                edge.append((x + nx * out, y + ny * out))
            inner = [
                (x - nx * beast.nape * (0.95 + 0.4 * (i % 2)), y - ny * beast.nape * (0.95 + 0.4 * (i % 2)))
                for i, (x, y) in enumerate(edge)
            ]
            self.pen.shape(smooth([*edge, *inner[::-1]]), mane, turn=0.03)

    def _tail(self) -> None:
        beast, angle = self.beast, math.radians(180 - self.attitude.tail - self.attitude.pitch * 0.6)
        x, y = self.bones.hip[0] - beast.rump * 0.75, self.bones.hip[1] + beast.rump * 0.45
        long = beast.tail
        c, s = math.cos(angle), math.sin(angle)
        if self.horse:
            fall = smooth([(x + 0.03, y + 0.03), (x + c * 0.12, y + s * 0.12 + 0.02),
                (x + c * 0.18 - 0.03, y - long * 0.45), (x + c * 0.16, y - long * 0.85),
                (x + c * 0.10 + 0.05, y - long * 0.70), (x + c * 0.05 + 0.03, y - long * 0.3),
                (x + 0.03, y - 0.05)])  # fmt: skip
            self.pen.shape(fall, darker(self.coat, 0.75), turn=0.03)
            return
        tip = 1.15 if self.look.form is Form.CAT else 1.0
        way = curve([(x, y), (x + c * long * 0.35, y + s * long * 0.30),
            (x + c * long * 0.62, y + s * long * 0.62 + 0.03),
            (x + c * long * 0.70 * tip + 0.04, y + s * long * 0.70 + 0.15)])  # fmt: skip
        thin = beast.limb * (0.75 if self.look.form is Form.CAT else 0.85)
        joints = [((float(a), float(b)), thin * (1 - 0.30 * i / len(way))) for i, (a, b) in enumerate(way)]
        self.pen.shape(tube(joints[::3]), self.coat, turn=thin * 0.6)

    def _tack(self) -> None:
        """A collar, or a saddle on a horse, in the character's colours."""
        bones, beast = self.bones, self.beast
        main, accent = from_hex(self.look.main_colour), from_hex(self.look.accent_colour)
        if self.horse:
            x, y = between(bones.hip, bones.shoulder, 0.55)
            cloth = smooth([(x - 0.13, y + beast.chest * 0.98), (x + 0.12, y + beast.chest * 0.98),
                (x + 0.13, y + 0.01), (x - 0.13, y - 0.01)])  # fmt: skip
            self.pen.shape(cloth, main, turn=0.04)
            seat = smooth([(x - 0.12, y + beast.chest * 1.22), (x - 0.03, y + beast.chest * 1.06),
                (x + 0.08, y + beast.chest * 1.20), (x + 0.10, y + beast.chest * 0.90),
                (x + 0.02, y + 0.03), (x - 0.06, y + 0.05), (x - 0.10, y + beast.chest * 0.90)])  # fmt: skip
            self.pen.shape(seat, darker(accent, 0.5), turn=0.03)
            self.pen.line([(x, y + 0.04), (x + 0.005, y - beast.chest * 0.9)], darker(accent, 0.8), 0.014)
            return
        p = between(bones.neck, bones.head, 0.35)
        dx, dy = bones.head[0] - bones.neck[0], bones.head[1] - bones.neck[1]
        length = math.hypot(dx, dy) or 1.0
        across = (-dy / length * beast.nape * 1.02, dx / length * beast.nape * 1.02)
        self.pen.line([(p[0] + across[0], p[1] + across[1]), (p[0] - across[0], p[1] - across[1])], main, 0.050)
        self.pen.flat(oval(p[0] - across[0], p[1] - across[1] - 0.02, 0.026), accent)


def _front_head(beast: Beast, attitude: Attitude) -> float:
    """The head's height in a front view, in shares of the height."""
    tall = beast.leg * attitude.hip + beast.length * math.sin(math.radians(attitude.pitch)) * 0.8
    up = math.sin(math.radians(attitude.neck))
    return max(tall + beast.chest * 0.9 + beast.neck * up + attitude.lift, beast.muzzle.skull * 1.1)


def _paint_front(pen: Pen, beast: Beast, look: Look, figure: Figure, attitude: Attitude, *, away: bool) -> None:
    """The animal seen from before or behind."""
    coat = from_hex(look.hair_colour)
    chest_y = (
        max(beast.leg * attitude.hip + beast.length * math.sin(math.radians(attitude.pitch)) * 0.8, beast.chest)
        + attitude.lift
    )
    hip_y = max(beast.leg * attitude.hip, beast.rump * 0.9) + attitude.lift
    lean = {Pose.LEAN: 0.10, Pose.FALL: -0.14, Pose.POINT: 0.03}.get(figure.pose, 0.0)
    head = (lean + 0.02, _front_head(beast, attitude))
    wide = beast.chest * 1.02
    horse = look.form is Form.HORSE
    if not away:
        _tail_front(pen, beast, coat, hip_y, attitude, horse=horse)
    for side in (-1, 1):
        spread = 1.15 if attitude.hip > 0.5 else 1.7
        _post(pen, beast, (side * beast.rump * 0.62, hip_y), side * beast.rump * 0.62 * spread,
            attitude.lift, darker(coat, 0.0 if away else 0.5), horse=horse)  # fmt: skip
    pen.shape(
        oval(0.0, hip_y, beast.rump * 1.15, beast.rump * 1.2),
        darker(coat, 0.0 if away else 0.35),
        turn=beast.rump * 0.5,
    )
    front = [((lean, chest_y), wide), ((0.0, (chest_y + hip_y) / 2), wide)]
    if not away:
        pen.shape(tube(front), coat, turn=wide * 0.5)
        pen.flat(oval(lean, chest_y - wide * 0.15, wide * 0.55, wide * 0.8), lighter(coat, 0.35), 0.6)
        for i, side in enumerate((-1, 1)):
            swing = attitude.fore[i]
            raised = max(0.0, math.sin(math.radians(max(swing[0], swing[1])))) * beast.leg * 0.75
            low = attitude.lift + (raised if max(swing) > 24 else 0.0)
            _post(pen, beast, (lean + side * wide * 0.55, chest_y - wide * 0.3), side * wide * 0.62, low,
                coat, horse=horse)  # fmt: skip
    pen.shape(
        tube([((lean, chest_y + wide * 0.4), beast.nape * 1.25), (head, beast.nape * 0.9)]),
        coat,
        turn=beast.nape * 0.5,
        ink=0,
    )
    main, accent = from_hex(look.main_colour), from_hex(look.accent_colour)
    collar = between((lean, chest_y + wide * 0.4), head, 0.35)
    pen.line(curve([(collar[0] - beast.nape * 1.1, collar[1] + 0.02), (collar[0], collar[1] - 0.03),
        (collar[0] + beast.nape * 1.1, collar[1] + 0.02)]), main, 0.05)  # fmt: skip
    if away:
        pen.shape(tube([((lean, chest_y), wide), ((0.0, hip_y), beast.rump * 1.25)]), coat, turn=wide * 0.5)
    else:
        pen.flat(oval(collar[0], collar[1] - 0.06, 0.028), accent)
    paint_muzzle_front(
        pen.at(head, angle=-attitude.nod * 0.15), beast.muzzle, look, figure.feeling, drop=attitude.nod, away=away
    )
    if away:
        _tail_front(pen, beast, darker(coat, 0.3), hip_y, attitude, horse=horse)


def _post(pen: Pen, beast: Beast, root: Point, foot_x: float, low: float, colour: Colour, *, horse: bool) -> None:
    """A leg seen end on."""
    r = beast.limb
    foot = (foot_x, low + r * 0.7)
    pen.shape(tube([(root, r * 1.5), (between(root, foot, 0.5), r * 0.95), (foot, r * 0.8)]), colour, turn=r * 0.6)
    paw = (0.18, 0.15, 0.14) if horse else lighter(colour, 0.3)
    pen.shape(oval(foot[0], foot[1] - r * 0.1, r * 1.05, r * 0.75), paw, turn=r * 0.3, ink=0.8)


def _tail_front(pen: Pen, beast: Beast, coat: Colour, hip_y: float, attitude: Attitude, *, horse: bool) -> None:
    long = beast.tail * 0.6
    if horse:
        pen.shape(smooth([(-0.04, hip_y + 0.08), (0.04, hip_y + 0.08), (0.07, hip_y - long),
            (0.0, hip_y - long * 1.25), (-0.07, hip_y - long)]), darker(coat, 0.75), turn=0.03)  # fmt: skip
        return
    up = math.radians(max(min(attitude.tail, 70.0), -50.0))
    r, y = beast.rump, max(hip_y, beast.limb * 2)
    out, rise = r * 1.0 + long * 0.35 * math.cos(up), long * 0.9 * math.sin(up)
    low = beast.limb
    way = curve([(0.0, y + r * 0.2), (r * 0.9, y + r * 0.1 + rise * 0.2), (out, max(y + rise * 0.7, low)),
        (out - r * 0.3 * math.sin(up), max(y + rise, low))])  # fmt: skip
    joints = [((float(a), float(b)), beast.limb * (0.8 - 0.35 * i / len(way))) for i, (a, b) in enumerate(way)]
    pen.shape(tube(joints[::2]), coat, turn=beast.limb * 0.4)
