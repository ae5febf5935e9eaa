"""A person, drawn from back to front: far limbs, legs, skirts, trunk, head, near limbs."""

from dataclasses import dataclass

from rushes.film.manifest import Figure, Look
from rushes.film.vocabulary import Build, Facing, Garment, Pose
from rushes.tools.draft.colour import from_hex
from rushes.tools.draft.figures import limbs
from rushes.tools.draft.figures.feeling import borne
from rushes.tools.draft.figures.garment import cloak_back, cloak_front, dress
from rushes.tools.draft.figures.head import Head, head_of
from rushes.tools.draft.figures.outfit import Outfit, Skirts, outfit_for
from rushes.tools.draft.figures.outline import Outline, box, oval, tube
from rushes.tools.draft.figures.pen import Pen, darker
from rushes.tools.draft.figures.portrait import paint_hair_behind, paint_head
from rushes.tools.draft.figures.pose import stance_for
from rushes.tools.draft.figures.proportions import Proportions, proportions
from rushes.tools.draft.figures.skeleton import Arm, Leg, Skeleton, skeleton_for
from rushes.tools.draft.figures.trunk import Trunk, pelvis, skirts, tatters, torso, trunk_of


@dataclass(frozen=True, slots=True)
class Person:
    """Everything that is settled before the first brush stroke."""

    look: Look
    figure: Figure
    body: Proportions
    bones: Skeleton
    outfit: Outfit
    trunk: Trunk
    head: Head
    near: bool
    seed: int


def person_of(figure: Figure, look: Look, height: float, detail: str, seed: int, phase: float) -> Person:
    """Pose a person. `height` in metres."""
    body = proportions(look, height)
    stance = borne(stance_for(figure.pose, phase), figure.pose, figure.feeling, look.age)
    bones = skeleton_for(stance, figure.facing, body)
    outfit = outfit_for(look)
    trunk = trunk_of(bones, body, outfit.padding)
    head = head_of(look, figure, bones, detail, seed)
    return Person(look, figure, body, bones, outfit, trunk, head, detail == "near", seed)


def paint_person(pen: Pen, who: Person) -> None:
    """Paint a person; the pen's (0, 0) is the ground point and its unit a metre."""
    bones, cloaked = who.bones, who.look.garment is Garment.CLOAK
    if who.figure.pose is Pose.SIT:
        _seat(pen, who)
    if cloaked and not bones.away:
        cloak_back(pen, bones, who.trunk, who.body, who.look)
    if not bones.away:
        paint_hair_behind(pen, who.head)
    arms = sorted((bones.right_arm, bones.left_arm), key=lambda one: one.depth)
    behind = [one for one in arms if one.reach < -0.02 * who.body.height or (one is arms[0] and bones.across < 0.8)]
    for one in behind:
        _arm(pen, one, who)
    _clothed(pen, who)
    if cloaked and bones.away:
        cloak_back(pen, bones, who.trunk, who.body, who.look)
    paint_head(pen, who.head)
    for one in arms:
        if one not in behind:
            _arm(pen, one, who)
    if cloaked and not bones.away:
        cloak_front(pen, bones, who.trunk, who.body, who.look)


def _clothed(pen: Pen, who: Person) -> None:
    """Legs, neck and trunk; the knees in front when somebody sits facing us."""
    legs = sorted((who.bones.right_leg, who.bones.left_leg), key=lambda one: one.depth)
    over = who.figure.pose is Pose.SIT and who.figure.facing is Facing.CAMERA
    cut = who.outfit.skirts
    if cut is None:
        _neck(pen, who)
        pen.shape(torso(who.bones, who.trunk, who.body), who.outfit.top, turn=who.body.girth * 1.1)
        _legs(pen, legs, who, waist=[pelvis(who.trunk)])
    elif over:
        _robed(pen, who, cut, hung=False)
        _legs(pen, legs, who)
        pen.shape(skirts(who.bones, who.trunk, who.body, cut), cut.colour, turn=who.body.girth * (1.0 + cut.flare))
    else:
        _legs(pen, legs, who)
        _robed(pen, who, cut, hung=True)
    dress(pen, who.bones, who.trunk, who.body, who.look, who.outfit)


def _legs(pen: Pen, legs: list[Leg], who: Person, *, waist: list[Outline] | None = None) -> None:
    """Both legs, the further first; trousers' waist is one piece with the nearer leg."""
    skin = from_hex(who.look.skin)
    far, near = legs
    limbs.leg(pen, far, who.body, who.outfit, skin)
    limbs.leg(pen, near, who.body, who.outfit, skin, waist=waist)


def _robed(pen: Pen, who: Person, cut: Skirts, *, hung: bool) -> None:
    """Neck, torso and skirt. A skirt in the torso's cloth is one piece with it; if not `hung` it comes later."""
    outfit, body = who.outfit, who.body
    _neck(pen, who)
    upper = torso(who.bones, who.trunk, body)
    cloth = skirts(who.bones, who.trunk, body, cut) if hung else []
    if cut.torn and cloth:
        cloth = [*cloth, *tatters(cloth[-1], body, who.seed)]
    drop = body.girth * 0.7
    for piece in cloth:
        pen.shade([(float(x), float(y) - drop) for x, y in piece], 0.25)
    if cut.colour == outfit.top:
        pen.shape([upper, *cloth], outfit.top, turn=body.girth * (1.0 + cut.flare * 0.7))
        return
    pen.shape(upper, outfit.top, turn=body.girth * 1.1)
    if cloth:
        pen.shape(cloth, cut.colour, turn=body.girth * (1.0 + cut.flare))


def _neck(pen: Pen, who: Person) -> None:
    bones, body = who.bones, who.body
    r = body.head * {Build.SLIGHT: 0.135, Build.AVERAGE: 0.155, Build.BROAD: 0.185, Build.HEAVY: 0.195}[who.look.build]
    base = (bones.neck[0], bones.neck[1] - body.torso * 0.10)
    pen.shape(tube([(base, r * 1.35), (bones.chin, r)]), darker(from_hex(who.look.skin), 0.12), turn=r * 0.7)
    if not bones.away:
        x, y = bones.chin
        pen.shade(oval(x, y + body.head * 0.03, r * 1.5, body.head * 0.16), 0.25)


def _arm(pen: Pen, one: Arm, who: Person) -> None:
    skin = from_hex(who.look.skin)
    colour = who.outfit.gloves or skin
    pose = who.figure.pose
    if pose is Pose.POINT and one is not who.bones.right_arm:
        pose = Pose.STAND
    limbs.hand(pen, one, who.body, colour, pose, near=who.near)
    limbs.arm(pen, one, who.body, who.outfit, skin)


def _seat(pen: Pen, who: Person) -> None:
    """A plain wooden chair under somebody who sits."""
    body, bones = who.body, who.bones
    top = bones.hips[1] - body.girth * 1.5
    wood = (0.42, 0.30, 0.21)
    half = body.height * 0.125
    back = -1 if not bones.mirror else 1
    if who.figure.facing in (Facing.CAMERA, Facing.AWAY):
        back = 0
    x = bones.hips[0]
    for leg in (-0.9, 0.9, -0.55, 0.55):
        wide = half * 0.13
        pen.shape(
            box(x + half * leg - wide, 0, x + half * leg + wide, top),
            darker(wood, 0.5 if abs(leg) < 0.8 else 0.1),
            turn=wide,
        )
    if back:
        post = x + back * half * 1.02
        pen.shape(
            box(post - half * 0.14, top - half * 0.2, post + half * 0.14, top + half * 2.9), wood, turn=half * 0.1
        )
    else:
        pen.shape(box(x - half, top + half * 0.4, x + half, top + half * 2.9), darker(wood, 0.3), turn=half * 0.2)
    pen.shape(box(x - half * 1.12, top - half * 0.24, x + half * 1.12, top), wood, turn=half * 0.12)
