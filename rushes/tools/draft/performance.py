"""The figures on their marks, as layers with a life of their own."""

from random import Random

import cv2
import numpy as np

from rushes.film.setup import Setup
from rushes.film.vocabulary import Angle, Facing, Move, Pose, ShotSize
from rushes.tools.draft.canvas import Canvas, Pixels, View, painted_box
from rushes.tools.draft.colour import scaled
from rushes.tools.draft.framing import Framing, Mark
from rushes.tools.draft.layer import Layer
from rushes.tools.draft.light import Light

_WALKING = {Pose.WALK: (6, 7.0), Pose.RUN: (6, 10.0)}  # drawings in the cycle, drawings a second
_TRACKS = {Move.TRACK_LEFT, Move.TRACK_RIGHT}


def figure_layers(setup: Setup, framing: Framing, light: Light, seed: int) -> list[tuple[float, list[Layer]]]:
    """Each figure as (its p, its layers), the shoulder before the lens among them."""
    entries: list[tuple[float, list[Layer]]] = [
        (mark.p, [_figure(setup, framing, mark, light, seed + i)]) for i, mark in enumerate(framing.marks)
    ]
    if setup.shot.angle is Angle.OVER_SHOULDER:
        entries.append((-framing.camera.distance, [_shoulder(framing, light, seed)]))
    return entries


def _shoulder(framing: Framing, light: Light, seed: int) -> Layer:
    """Somebody's head and shoulder close before the lens, dark and out of focus."""
    from rushes.tools.draft.figures import draw_figure  # noqa: PLC0415 - drawing is loaded when a frame is painted

    size, mark = framing.size, framing.shoulder
    resolution = 0.5
    scale = 1.75 * size.height  # pixels a metre: a head is about two fifths of the frame's height
    left_side = bool(framing.marks) and framing.marks[0].x > 0.02
    u = size.width * (0.17 if left_side else 0.83)
    head = mark.head if mark is not None else 1.58
    v = size.height * 0.56 + head * scale
    corner = (-0.1 * size.width, -0.1 * size.height)
    width, height = int(1.2 * size.width * resolution), int(1.2 * size.height * resolution)
    view = View(width, height, scale * resolution, ((u - corner[0]) * resolution, (v - corner[1]) * resolution))
    canvas = Canvas(view)
    if mark is not None:
        turned = mark.figure.model_copy(update={"facing": Facing.AWAY, "pose": Pose.STAND})
        draw_figure(canvas, turned, mark.character, (0.0, 0.0), None, light, "mid", seed % 65536)
    else:
        dark = light.shaded((0.20, 0.18, 0.20))
        canvas.smooth(((-0.30, 0.9), (-0.27, 1.30), (-0.12, 1.41), (0.12, 1.41), (0.27, 1.30), (0.30, 0.9)), dark)
        canvas.ellipse((0.0, 1.58), 0.105, 0.14, dark)
    canvas.blur(size.height / 130 * resolution)
    dimmed = cv2.multiply(canvas.pixels, np.array((0.42, 0.42, 0.46, 1.0)))
    ahead = max(framing.camera.focal / scale, 0.3)
    sway = size.height * 0.006
    cut, (right_by, down_by) = _trimmed([np.asarray(dimmed, dtype=np.uint8)])
    return Layer(
        cut,
        (corner[0] + right_by / resolution, corner[1] + down_by / resolution),
        resolution,
        ahead,
        sway=sway,
        foot=(u, size.height * 1.3),
        height=size.height,
    )


def _figure(setup: Setup, framing: Framing, mark: Mark, light: Light, seed: int) -> Layer:
    from rushes.tools.draft.figures import draw_figure  # noqa: PLC0415 - drawing is loaded when a frame is painted

    camera, size = framing.camera, framing.size
    scale = camera.scale_at(mark.p)
    foot = camera.project(mark.x, 0.0, mark.p)
    reach_x, reach_y = 1.25 * scale, 2.35 * scale
    left, right = max(-0.4 * size.width, foot[0] - reach_x), min(1.4 * size.width, foot[0] + reach_x)
    top, bottom = max(-0.3 * size.height, foot[1] - reach_y), min(1.3 * size.height, foot[1] + 0.4 * scale)
    width, height = max(2, int(right - left)), max(2, int(bottom - top))
    count, rate = _WALKING.get(mark.figure.pose, (1, 0.0))
    if framing.metres < 1.0:
        count, rate = 1, 0.0
    drawings: list[Pixels] = []
    for i in range(count):
        canvas = Canvas(camera.view(mark.p, width, height, (float(int(left)), float(int(top)))))
        canvas.soft((mark.x + 0.05, 0.02), 0.48, 0.075, scaled(light.shaded((0.2, 0.18, 0.2)), 0.5), 0.55)
        draw_figure(
            canvas,
            mark.figure,
            mark.character,
            (mark.x, 0.0),
            None,
            light,
            framing.detail,
            seed % 65536,
            phase=i / count,
        )
        drawings.append(canvas.pixels)
    rng = Random(f"performance {seed}")
    cut, (right_by, down_by) = _trimmed(drawings)
    return Layer(
        cut,
        (float(int(left) + right_by), float(int(top) + down_by)),
        1.0,
        camera.forward(0.0, mark.p),
        rate=rate,
        sway=scale * 0.006 * rng.uniform(0.8, 1.2) * (-1 if rng.random() < 0.5 else 1),
        foot=foot,
        height=1.7 * scale,
        travel=_travel(mark, setup, size.width),
        growth=_growth(mark),
        rides=setup.shot.move in _TRACKS and mark.figure.pose in _WALKING,
    )


def _trimmed(drawings: list[Pixels]) -> tuple[tuple[Pixels, ...], tuple[int, int]]:
    """The drawings, all cut to the box that holds what any of them shows, and its corner."""
    boxes = [painted_box(pixels) for pixels in drawings]
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(*(box[2] for box in boxes), left + 1), max(*(box[3] for box in boxes), top + 1)
    return tuple(np.ascontiguousarray(pixels[top:bottom, left:right]) for pixels in drawings), (left, top)


def _travel(mark: Mark, setup: Setup, width: int) -> float:
    """How far a walker crosses the frame over the shot, in pixels; close shots keep the face."""
    if mark.figure.pose not in _WALKING or setup.shot.move in _TRACKS:
        return 0.0
    sign = {Facing.LEFT: -1.0, Facing.RIGHT: 1.0}.get(mark.figure.facing, 0.0)
    reach = 0.05 if setup.shot.size.width_rank >= ShotSize.MEDIUM_CLOSE.width_rank else 0.22
    pace = 0.045 if setup.shot.size is ShotSize.EXTREME_LONG else 0.07
    return sign * width * min(reach, pace * setup.shot.seconds)


def _growth(mark: Mark) -> float:
    """How much nearer (or, walking away, further) a figure comes over the shot."""
    if mark.figure.pose not in _WALKING:
        return 0.0
    return {Facing.CAMERA: 0.12, Facing.AWAY: -0.10}.get(mark.figure.facing, 0.0)
