"""Draws one figure: poses it, paints it on a cel and lays it on the layer, with its shadow on the ground."""

from typing import Literal

import numpy as np

from rushes.film.manifest import Character, Figure, Look
from rushes.film.vocabulary import Form, Pose
from rushes.tools.draft.canvas import Canvas
from rushes.tools.draft.colour import from_hex, mix
from rushes.tools.draft.figures.automaton import paint_robot, robot_bones
from rushes.tools.draft.figures.bird import bird_head, paint_bird
from rushes.tools.draft.figures.cel import Cel, Halo
from rushes.tools.draft.figures.creature import creature_bones, paint_creature
from rushes.tools.draft.figures.outline import Point
from rushes.tools.draft.figures.pen import pen_on
from rushes.tools.draft.figures.person import paint_person, person_of
from rushes.tools.draft.figures.proportions import natural_height, proportions
from rushes.tools.draft.figures.quadruped import beast_head, paint_quadruped
from rushes.tools.draft.light import Light

Detail = Literal["far", "mid", "near"]

_SPECTRAL = (0.80, 0.92, 0.96)
_HOVER = 0.05  # how far above the ground a ghost floats, in heights


def figure_height(character: Character) -> float:
    """How tall the character stands, in metres."""
    return natural_height(character.look)


def head_height(character: Character) -> float:
    """How high the head is, in metres: a person's from chin to crown, an animal's over all."""
    look = character.look
    height = figure_height(character)
    share = {Form.DOG: 0.32, Form.CAT: 0.38, Form.HORSE: 0.28, Form.BIRD: 0.30}.get(look.form)
    return proportions(look, height).head if share is None else height * share


def head_centre(figure: Figure, character: Character, at: Point, height_m: float | None = None) -> Point:
    """Where the middle of the figure's head is, in metres: what a close-up is framed on."""
    look, height = character.look, height_m or figure_height(character)
    match look.form:
        case Form.DOG | Form.CAT | Form.HORSE:
            x, y = beast_head(figure, look, height)
        case Form.BIRD:
            x, y = bird_head(figure, height)
        case Form.ROBOT:
            x, y = robot_bones(figure, look, height, 0.0)[1].head
        case Form.CREATURE:
            x, y = creature_bones(figure, look, height, 0.0)[1].head
        case Form.HUMAN | Form.GHOST:
            x, y = person_of(figure, look, height, "far", 0, 0.0).bones.head
    return (at[0] + x, at[1] + y + (_HOVER * height if look.form is Form.GHOST else 0.0))


def draw_figure(
    canvas: Canvas,
    figure: Figure,
    character: Character,
    at: Point,
    height_m: float | None,
    light: Light,
    detail: Detail,
    seed: int,
    phase: float = 0.0,
) -> None:
    """Draw a figure standing on `at` (metres), lit by `light`.

    `height_m` is its standing height, by default `figure_height`. `detail` says how large it will be seen.
    `phase` in [0, 1) runs through its stride, or its breath.
    """
    look, height = character.look, height_m or figure_height(character)
    cel = _cel(canvas, light, figure, look, at, height)
    if cel is None:
        return
    cel.line = 0.0 if detail == "far" else min(max(height * canvas.view.scale * 0.0016, 0.5), 2.5)
    cel.seed = seed
    pen = pen_on(cel, at, 1.0)
    match look.form:
        case Form.DOG | Form.CAT | Form.HORSE:
            paint_quadruped(pen, figure, look, height, phase)
        case Form.BIRD:
            paint_bird(pen, figure, look, height, phase)
        case Form.ROBOT:
            paint_robot(pen, figure, look, height, phase)
        case Form.CREATURE:
            paint_creature(pen, figure, look, height, phase)
        case Form.HUMAN:
            paint_person(pen, person_of(figure, look, height, detail, seed, phase))
        case Form.GHOST:
            _haunt(cel, figure, look, at, height, detail, phase)
            return
    cel.lay()


def _cel(canvas: Canvas, light: Light, figure: Figure, look: Look, at: Point, height: float) -> Cel | None:
    """A cel large enough for any limb, tail or hat of the figure."""
    wide = 0.62 if look.form in (Form.HUMAN, Form.GHOST, Form.ROBOT) else 0.95
    if figure.pose in (Pose.LIE, Pose.FALL):
        wide = max(wide, 0.78)
    return Cel.over(
        canvas, light, (at[0] - height * wide, at[1] - height * 0.14), (at[0] + height * wide, at[1] + height * 1.4)
    )


def _haunt(cel: Cel, figure: Figure, look: Look, at: Point, height: float, detail: Detail, phase: float) -> None:
    """A ghost: the person they were, paler, afloat, thinning out towards the feet."""
    pale = look.model_copy(update={"skin": _paled(look.skin, 0.62),
        "hair_colour": _paled(look.hair_colour, 0.55), "main_colour": _paled(look.main_colour, 0.50),
        "second_colour": _paled(look.second_colour, 0.50),
        "accent_colour": _paled(look.accent_colour, 0.40)})  # fmt: skip
    float_ = (at[0], at[1] + _HOVER * height)
    paint_person(pen_on(cel, float_, 1.0), person_of(figure, pale, height, detail, cel.seed, phase))
    rows = np.arange(cel.tone.shape[0], dtype=np.float32) + np.float32(cel.corner[1])
    ground = np.float32(cel.canvas.view.pixels((float_,))[0][1])
    up = (ground - rows) / np.float32(cel.canvas.view.scale * height)
    least = 0.55 if figure.pose is Pose.LIE else 0.05
    cel.halos.append(Halo((at[0], at[1] + height * 0.65), height * 0.6, _SPECTRAL, 0.20))
    cel.lay(fade=np.clip(up * 1.9 + least, 0.0, 1.0) * np.float32(0.72))


def _paled(colour: str, amount: float) -> str:
    red, green, blue = mix(from_hex(colour), _SPECTRAL, amount)
    return f"#{round(red * 255):02x}{round(green * 255):02x}{round(blue * 255):02x}"
