"""Measures of one picture: its exposure, its sharpness, false contours in its gradients, and bars at its edges.

A plane is luma as an array of height x width bytes. Those of `exposure` are small and run 0..255; the others are as
large as the picture and as it is coded, where 16 is black and 235 white.
"""

from collections.abc import Sequence
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

Plane = NDArray[np.uint8]
Sums = NDArray[np.float64]

_EDGE = 8
"""Luma steps from one pixel to the next that make an edge. Gradients, an encoder's noise and the smear of a blurred
picture stay below it, so they say nothing of the focus."""

_TILES = 9  # to the picture's height
_SHARPEST = 90  # percentile of the tiles: a plain background says nothing of the focus before it
_REACH = 1 / 80  # of the height: what is re-blurred by less hides a blur of 1/250

_WIDE = 640
"""Pixels a picture is made narrower to before its gradients are looked at: dithering averages out, as it does for
the eye, and bands stay."""
_THIRD = 8  # pixels of such a picture, a third of the stretch a gradient is looked at over
_GENTLE = (2, 14)  # luma steps over a stretch: less is flat, more is an edge that somebody drew
_FEW = 0.05  # of all stretches
_STEP = 4  # luma steps at once that show as a contour

_UNIFORM = 6  # luma steps that an encoder lets a bar vary by


def exposure(stack: Plane) -> dict[str, float]:
    """How light the frames are. `stack` is frames x height x width, luma 0..255.

    - `luma`: mean over all frames, 0..255; `contrast`: mean of each frame's standard deviation.
    - `dark`, `bright`: the share of pixels below 12 and above 243, in the worst frame, 0..1.
    - `black`: the share of frames whose mean luma is under 12 with hardly any contrast, 0..1.
    """
    means, spread = stack.mean(axis=(1, 2)), stack.std(axis=(1, 2))
    return {
        "luma": float(means.mean()),
        "contrast": float(spread.mean()),
        "dark": float((stack < 12).mean(axis=(1, 2)).max()),
        "bright": float((stack > 243).mean(axis=(1, 2)).max()),
        "black": float(((means < 12) & (spread < 6)).mean()),
    }


def look(planes: Sequence[Plane]) -> dict[str, float]:
    """What can be said of one or several frames at their full size; at least one.

    - `sharpness`: of the least sharp of them, 0..1, more is sharper.
    - `banding`: of the worst of them, 0..1, less is better.
    - `letterbox`: what is barred in all of them, 0..1, 0 is right.
    """
    return {
        "sharpness": min(sharpness(plane) for plane in planes),
        "banding": max(banding(plane) for plane in planes),
        "letterbox": min(letterbox(plane) for plane in planes),
    }


def sharpness(plane: Plane) -> float:
    """How much of its edges a picture loses when it is blurred once more, 0..1; 0 where nothing has an edge.

    After Crete, Dolmiere, Ladret, Nicolas, "The blur effect: perception and estimation with a new no-reference
    perceptual blur metric" (SPIE 6492, 2007): a sharp picture loses much, a blurred one little. For each direction,
    with d the luma's difference from one pixel to the next, d' that of the picture after a box blur of 1/80 of the
    height (5 pixels at least: below 360 rows blur shows less), and the sums over the pixels of a tile with |d| of at
    least 8 steps:

        acutance = sum max(0, |d| - |d'|) / sum |d|

    over both directions together, so that what moves one way is not taken for out of focus. The result is the 90th
    percentile over the tiles (a ninth of the height) that hold as much as an edge of 10 steps along one side.
    """
    height = plane.shape[0]
    reach, side = max(5, round(height * _REACH) | 1), max(8, height / _TILES)
    tiles = (max(1, round(height / side)), max(1, round(plane.shape[1] / side)))
    across, lost_across = _acutance(plane, reach, tiles, 1)
    down, lost_down = _acutance(plane, reach, tiles, 0)
    edges, lost = across + down, lost_across + lost_down
    telling = edges >= 10 * side
    return float(np.percentile(lost[telling] / edges[telling], _SHARPEST)) if telling.any() else 0.0


def _acutance(plane: Plane, reach: int, tiles: tuple[int, int], axis: int) -> tuple[Sums, Sums]:
    """What each tile has in edges along an axis, and what of it a blur along that axis takes."""
    blurred = np.asarray(cv2.blur(plane, (reach, 1) if axis else (1, reach)), dtype=np.uint8)
    own = cv2.threshold(_steps(plane, axis), _EDGE - 1, 0, cv2.THRESH_TOZERO)[1]
    lost = cv2.subtract(own, _steps(blurred, axis))
    return _tile_sums(np.asarray(own, dtype=np.uint8), tiles), _tile_sums(np.asarray(lost, dtype=np.uint8), tiles)


def _steps(plane: Plane, axis: int) -> Plane:
    step = cv2.absdiff(plane[:, 1:], plane[:, :-1]) if axis else cv2.absdiff(plane[1:], plane[:-1])
    return np.asarray(step, dtype=np.uint8)


def _tile_sums(plane: Plane, tiles: tuple[int, int]) -> Sums:
    rows, columns = (_corners(int(size), count) for size, count in zip(plane.shape, tiles, strict=True))
    corners = np.asarray(cv2.integral(plane)[np.ix_(rows, columns)], dtype=np.float64)
    return np.diff(np.diff(corners, axis=0), axis=1)


def _corners(size: int, count: int) -> NDArray[np.intp]:
    return np.linspace(0, size, count + 1).round().astype(np.intp)


def banding(plane: Plane) -> float:
    """The share of a picture's gentle gradients that are steps between flat stretches instead, 0..1.

    Looked at in a version 640 pixels wide at most, along every stretch of 24 pixels, across and down. A stretch is a
    gradient if its luma goes one way, by 2..14 steps from end to end; it is a false contour if a step of 4 or more
    in its middle third is at least four times what the outer thirds change by. A lone step lies in the middle third
    of one in three of the stretches it is on, so the share of contours counts three times, and 1 at most. Where
    less than a twentieth of all stretches are gentle it is the share of that twentieth: a picture of flat tones has
    no gradients to spoil, and two tones that happen to be close are no fault.
    """
    height, width = plane.shape
    if width > _WIDE:
        small = (_WIDE, max(1, round(height * _WIDE / width)))
        plane = np.asarray(cv2.resize(plane, small, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    across, down = _gradients(plane), _gradients(plane.T)
    gentle, contours = across[0] + down[0], across[1] + down[1]
    return min(1.0, 3 * contours / max(gentle, 2 * plane.size * _FEW))


def _gradients(plane: Plane) -> tuple[int, int]:
    """How many stretches from left to right are gentle gradients, and how many of those are false contours."""
    many = max(0, plane.shape[1] - 3 * _THIRD)
    ends = [plane[:, i * _THIRD : i * _THIRD + many] for i in range(4)]
    first, middle, last = (_between(one, other) for one, other in pairwise(ends))
    total, outer = _between(ends[0], ends[3]), first + last
    # One step of leave to go back, for rounding.
    gentle = (total >= _GENTLE[0]) & (total <= _GENTLE[1]) & (outer + middle <= total + 1)
    contour = gentle & (middle >= _STEP) & (4 * outer <= middle)
    return int(np.count_nonzero(gentle)), int(np.count_nonzero(contour))


def _between(one: Plane, other: Plane) -> NDArray[np.int16]:
    return np.abs(one.astype(np.int16) - other)


def letterbox(plane: Plane) -> float:
    """The share of the picture taken by bars of one tone above and below it, or left and right of it, 0..1.

    A bar is a run of rows from the edge whose luma, all of it together, varies by 6 steps at most, whatever its tone.
    Both have one tone: a plain sky over a plain floor is no letterbox. A picture of one tone is all bar.
    """
    return max(_barred(plane), _barred(plane.T))


def _barred(plane: Plane) -> float:
    edges = plane[[0, -1]]
    if int(edges.max()) - int(edges.min()) > _UNIFORM:
        return 0.0  # as almost always, and at next to no cost
    lightest, darkest = plane.max(axis=1), plane.min(axis=1)
    return min(1.0, (_bar(lightest, darkest) + _bar(lightest[::-1], darkest[::-1])) / len(plane))


def _bar(lightest: Plane, darkest: Plane) -> int:
    """How many rows from the first on vary by no more than a bar does."""
    varied = np.maximum.accumulate(lightest).astype(int) - np.minimum.accumulate(darkest)
    return int(np.count_nonzero(varied <= _UNIFORM))
