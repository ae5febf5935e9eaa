"""A layer of a painted shot and how it lands in a frame."""

from dataclasses import dataclass, replace

import cv2
import numpy as np

from rushes.film.frames import Size
from rushes.tools.draft.camera import Camera
from rushes.tools.draft.canvas import Pixels, Point
from rushes.tools.draft.move import Drift
from rushes.tools.draft.warp import Matrix, Warp


@dataclass(frozen=True, slots=True)
class Layer:
    """Painted pixels and where they stand.

    `drawings` are premultiplied RGBA, shown `rate` a second in turn. `corner` is the keyframe pixel of
    their top left, before roll; `resolution` is layer pixels a frame pixel. An upright layer has one
    `ahead` (metres before the lens); a surface has four `pins`, keyframe pixels with their metres.
    The rest is its own life, in frame pixels: `sway` leans its top (`height` above `foot`), `wind` is
    its drift a second, `travel` how far it goes over the shot and `growth` how much nearer it comes;
    `flicker` dims a light by up to that part. What `rides` keeps its place before a tracking camera.
    """

    drawings: tuple[Pixels, ...]
    corner: Point
    resolution: float
    ahead: float
    pins: tuple[tuple[Point, float], ...] = ()
    solid: bool = False
    rate: float = 0.0
    sway: float = 0.0
    foot: Point = (0.0, 0.0)
    height: float = 1.0
    wind: Point = (0.0, 0.0)
    bob: float = 0.0
    travel: float = 0.0
    growth: float = 0.0
    flicker: float = 0.0
    rides: bool = False

    @property
    def alive(self) -> bool:
        """Whether it moves by itself under a still camera."""
        parts = (self.rate, self.sway, self.bob, self.travel, self.growth, self.flicker, *self.wind)
        return any(part != 0 for part in parts)

    @property
    def calm(self) -> bool:
        """Whether it is still, or has only the slow life of a place: drift, bob, flicker."""
        return not any((self.rate, self.sway, self.travel, self.growth))

    def matrix(self, camera: Camera, drift: Drift) -> Matrix:
        """Layer pixels → frame pixels before roll, shape (3, 3)."""
        placed = np.array(
            [[1 / self.resolution, 0, self.corner[0]], [0, 1 / self.resolution, self.corner[1]], [0, 0, 1]],
            dtype=np.float64,
        )
        return self._carried(camera, drift) @ placed

    def _carried(self, camera: Camera, drift: Drift) -> Matrix:
        if self.pins and (drift.ahead or drift.right or drift.up):
            start = np.array([pin for pin, _ in self.pins], dtype=np.float32)
            end = np.array([drift.carried(camera, pin, ahead) for pin, ahead in self.pins], dtype=np.float32)
            return np.asarray(cv2.getPerspectiveTransform(start, end), dtype=np.float64)
        if self.rides:
            drift = replace(drift, right=0.0)
        grown = drift.scale(self.ahead)
        u, v = drift.carried(camera, (0.0, 0.0), self.ahead)
        return np.array([[grown, 0, u], [0, grown, v], [0, 0, 1]], dtype=np.float64)


def rolled(camera: Camera, drift: Drift, width: int, height: int) -> Matrix:
    """The turn of the frame about its middle, shape (3, 3)."""
    turn = camera.roll + drift.roll
    if turn == 0:
        return np.eye(3)
    two = cv2.getRotationMatrix2D((width / 2, height / 2), turn, 1.0)
    return np.vstack([np.asarray(two, dtype=np.float64), [0, 0, 1]])


def flattened(layers: list[Layer], size: Size) -> list[Layer]:
    """Neighbouring layers that do not move by themselves made one: right where the camera only turns or zooms."""
    made: list[Layer] = []
    run: list[Layer] = []
    for layer in [*layers, None]:
        if layer is not None and not layer.alive:
            run.append(layer)
            continue
        made += [_one(run, size)] if len(run) > 1 else run
        run = []
        if layer is not None:
            made.append(layer)
    return made


def _one(run: list[Layer], size: Size) -> Layer:
    slack_x, slack_y = 0.35 * size.width, 0.35 * size.height
    whole = (-slack_x, -slack_y, size.width + slack_x, size.height + slack_y)
    boxes = [whole if layer.solid else (*layer.corner, *_far_corner(layer)) for layer in run]
    left, top = max(min(box[0] for box in boxes), -slack_x), max(min(box[1] for box in boxes), -slack_y)
    right = min(max(box[2] for box in boxes), size.width + slack_x)
    bottom = min(max(box[3] for box in boxes), size.height + slack_y)
    left, top = float(int(left)), float(int(top))
    canvas: Pixels = np.zeros((max(1, int(bottom - top)), max(1, int(right - left)), 4), dtype=np.uint8)
    for layer in run:
        scale = 1 / layer.resolution
        placed = [[scale, 0, layer.corner[0] - left], [0, scale, layer.corner[1] - top], [0, 0, 1]]
        lay(canvas, layer.drawings[0], np.array(placed, dtype=np.float64), solid=layer.solid)
    ahead = sorted(layer.ahead for layer in run)[len(run) // 2]
    return Layer((canvas,), (left, top), 1.0, ahead, solid=run[0].solid)


def _far_corner(layer: Layer) -> Point:
    height, width = layer.drawings[0].shape[:2]
    return layer.corner[0] + width / layer.resolution, layer.corner[1] + height / layer.resolution


def lay(frame: Pixels, pixels: Pixels, matrix: Matrix, *, solid: bool = False, light: float | None = None) -> None:
    """Warp a drawing over the frame (RGBA, in place).

    A `solid` one covers all of it; one pixel of it is a plain colour. A `light` is added, so strong.
    """
    warp = Warp(pixels, matrix, solid=solid)
    if solid:
        warp.fill(frame)
        return
    left, top, right, bottom = _reach(pixels, matrix, frame.shape[1], frame.shape[0])
    under = frame[top:bottom, left:right]
    if not under.size:
        return
    over: Pixels = np.empty(under.shape, dtype=np.uint8)
    warp.fill(over, left, top)
    if light is None:
        blend(under, over, np.empty_like(over))
    else:
        cv2.addWeighted(under, 1.0, over, light, 0.0, dst=under)


def _reach(pixels: Pixels, matrix: Matrix, width: int, height: int) -> tuple[int, int, int, int]:
    """The frame's left, top, right, bottom that a warped drawing and its soft edge can touch."""
    rows, columns = pixels.shape[:2]
    corners = np.array([[-1, -1, 1], [columns, -1, 1], [columns, rows, 1], [-1, rows, 1]], dtype=np.float64) @ matrix.T
    if corners[:, 2].min() < 1e-6:  # some of it passes the lens: it may be anywhere
        return 0, 0, width, height
    corners = corners[:, :2] / corners[:, 2:]
    low, high = np.floor(corners.min(axis=0)), np.ceil(corners.max(axis=0)) + 1
    return max(0, int(low[0])), max(0, int(low[1])), min(width, int(high[0])), min(height, int(high[1]))


def blend(under: Pixels, over: Pixels, spread: Pixels) -> None:
    """Premultiplied `over` (contiguous), in place; `spread` is scratch of its shape."""
    whole = spread.view(np.uint32)
    np.right_shift(over.view(np.uint32), 24, out=whole)  # alpha, the last of four bytes
    np.multiply(whole, 0x01010101, out=whole)  # in all four
    cv2.bitwise_not(spread, dst=spread)
    cv2.multiply(under, spread, dst=spread, scale=1 / 255)
    cv2.add(spread, over, dst=under)
