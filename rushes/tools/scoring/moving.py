"""Measures of moving pictures: what stands still, what jumps, what melts, and what light and colour do.

`stack` is frames x height x width, the luma of small frames, 0..255. `colours` is frames x 3: each frame's mean luma
(0..255), blueness and redness (both -127.5..127.5, 0 is grey), full range, BT.709.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from rushes.tools.scoring.stills import Plane

Numbers = NDArray[np.float64]

_STILL = 0.12
"""Mean luma steps in half a second. An encoder's refinement of a frozen picture stays below 0.05
(measured at x264 crf 14), the slightest drift of the draft renderer's fog above 0.3."""

_EQUAL = 0.3
"""Of the mean change from frame to frame: below, a frame counts as the one before. What an encoder does to a held
picture grows with what moves in it, so no fixed number of luma steps tells holds from slow drawings: of the draft
renderer's new drawings 99 in 100 change by 0.008 or more, of its held ones half by 0.004 or more (x264 crf 18)."""
_NOTHING = 0.004  # luma steps: less is never a change

_PAIRS = 6
_SOFT = 3.5  # pixels of a small frame: what is smaller than that (rain, grain) is not expected to keep its shape

_FLASH = 3  # frames at most


def motion(stack: Plane, fps: float) -> dict[str, float]:
    """Stillness, light and jumps, of two frames or more.

    - `frozen`: the longest run without any change over half a second, as a share of the clip, 0..1.
    - `flicker`: mean absolute second difference of the frames' mean luma, in luma steps.
    - `jump`: the largest change between neighbours over the median change; a cut inside a shot shows here.
    - `motion`: mean absolute difference between the first frame and the farthest of nine later ones.
    """
    means = stack.mean(axis=(1, 2))
    change, drifted = _apart(stack, 1), _apart(stack, min(max(1, round(fps / 2)), len(stack) - 1))
    later = stack[_nine(len(stack))].astype(np.int16)
    return {
        "frozen": _longest_run(drifted < _STILL) / len(drifted),
        "flicker": float(np.abs(np.diff(means, 2)).mean()) if len(means) > 2 else 0.0,
        "jump": float(change.max() / max(float(np.median(change)), 0.5)),
        "motion": float(np.abs(later - stack[0]).mean(axis=(1, 2)).max()),
    }


def steadiness(stack: Plane, colours: Numbers, fps: float) -> dict[str, float]:
    """Holds, likeness, flow and colour, of two frames or more. For each, 0 (1 for `similarity`) is a still picture.

    - `held`: the longest run of frames equal to the one before, in seconds: a stutter.
    - `duplicates`: the share of frames, but for the first, that equal the one before, 0..1. Half of them do in a
      drawing animated on twos, none in a film.
    - `similarity`: see below, -1..1.
    - `warping` (luma steps, 0..255) and `dynamics` (frame widths a second): see `flow`.
    - `drift`, `blink`: see below, in CIELAB's Delta E of 1976 (1 is just seen, 100 is from black to white);
      `colour-jump` is the largest between the mean colours of neighbouring frames: a cast that comes at once.
    """
    change = _apart(stack, 1)
    equal = change < max(_NOTHING, _EQUAL * float(change.mean()))
    moved = np.flatnonzero(~equal)
    warping, travel = flow(stack, moved)
    seen = lab(colours)
    return {
        "held": _longest_run(equal) / fps if fps else 0.0,
        "duplicates": float(equal.mean()),
        "similarity": similarity(stack),
        "warping": warping,
        "dynamics": travel * fps * len(moved) / len(change),
        "drift": drift(seen),
        "blink": blink(seen),
        "colour-jump": float(np.linalg.norm(np.diff(seen, axis=0), axis=1).max()),
    }


def similarity(stack: Plane) -> float:
    """The mean correlation of neighbouring frames, -1..1, whatever their brightness and contrast.

    Zero-mean normalised cross-correlation: sum (a - mean a)(b - mean b) over the root of the product of both sums of
    squares. A frame of one tone is like another such frame (1) and like nothing else (0).
    """
    flat = stack.reshape(len(stack), -1).astype(np.float32)
    flat -= flat.mean(axis=1, keepdims=True)
    length = np.sqrt(np.einsum("ij,ij->i", flat, flat))
    both = length[1:] * length[:-1]
    plain = (length[1:] == 0) & (length[:-1] == 0)
    cosine = np.einsum("ij,ij->i", flat[1:], flat[:-1]) / np.where(both > 0, both, 1)
    return float(np.clip(np.where(plain, 1.0, cosine).mean(), -1, 1))


def flow(stack: Plane, moved: NDArray[np.intp]) -> tuple[float, float]:
    """What is left between neighbours when motion is taken out, and how far things go: luma steps, frame widths.

    `moved` are the numbers of frames that differ from the next; six of them, evenly spaced, are looked at. The first
    number is the mean absolute difference of luma between a frame and the next one fetched back along the flow,
    where that lies within the frame: things that go somewhere leave little, things that turn into others leave much.
    The second is the mean length of the flow. Dense inverse search (Kroeger et al., ECCV 2016) as OpenCV has it, at
    its fast setting, on frames blurred by 3.5 pixels.
    """
    if not len(moved):
        return 0.0, 0.0
    search = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_FAST)
    chosen = moved[np.unique(np.linspace(0, len(moved) - 1, min(_PAIRS, len(moved))).round().astype(int))]
    seen = [_followed(search, stack[i], stack[i + 1]) for i in chosen]
    left, travel = np.mean(seen, axis=0)
    return float(left), float(travel) / stack.shape[2]


def _followed(search: cv2.DISOpticalFlow, frame: Plane, following: Plane) -> tuple[float, float]:
    """Mean luma left over after the flow from one frame to the following, and the flow's mean length in pixels."""
    one, other = (cv2.GaussianBlur(each, (0, 0), _SOFT) for each in (frame, following))
    vectors = np.asarray(search.calc(one, other, np.empty(0, np.float32)), dtype=np.float32)
    height, width = frame.shape
    rows, columns = np.mgrid[:height, :width].astype(np.float32)
    x, y = columns + vectors[..., 0], rows + vectors[..., 1]
    fetched = cv2.remap(other, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    within = (x >= 0) & (x <= width - 1) & (y >= 0) & (y <= height - 1)
    left = np.asarray(cv2.absdiff(one, fetched), dtype=np.uint8)[within]
    return float(left.mean()) if left.size else 0.0, float(np.hypot(vectors[..., 0], vectors[..., 1]).mean())


def lab(colours: Numbers) -> Numbers:
    """Mean colours as CIELAB (D65), frames x 3: L 0..100, a, b."""
    luma, blueness, redness = np.asarray(colours, dtype=np.float32).T
    red, blue = luma + 1.5748 * redness, luma + 1.8556 * blueness  # ITU-R BT.709-6, 3.3 solved for the primaries
    green = (luma - 0.2126 * red - 0.0722 * blue) / 0.7152
    picture = np.clip(np.stack([red, green, blue], axis=-1) / 255, 0, 1).astype(np.float32)
    return np.asarray(cv2.cvtColor(picture[None], cv2.COLOR_RGB2LAB), dtype=np.float64)[0]


def drift(seen: Numbers) -> float:
    """The largest Delta E between the first frame's mean colour and those of nine later ones, evenly spaced."""
    return float(np.linalg.norm(seen[_nine(len(seen))] - seen[0], axis=1).max())


def blink(seen: Numbers) -> float:
    """The largest excursion of the frames' mean colour that is over within three frames, in Delta E.

    For one, two and three frames together: the least Delta E by which they are away from the frame before them and
    the frame after them, less what those two differ by. A cut comes back to nothing and is no blink.
    """
    worst = 0.0
    for length in range(1, min(_FLASH, len(seen) - 2) + 1):
        many = len(seen) - length - 1
        before, after = seen[:many], seen[length + 1 :]
        inside = [seen[i : i + many] for i in range(1, length + 1)]
        away = np.min([np.linalg.norm(one - side, axis=1) for one in inside for side in (before, after)], axis=0)
        worst = max(worst, float((away - np.linalg.norm(after - before, axis=1)).max()))
    return worst


def _nine(frames: int) -> NDArray[np.intp]:
    """The numbers of nine frames after the first, evenly spaced to the last."""
    return np.linspace(1, frames - 1, 9).round().astype(np.intp)


def _apart(stack: Plane, frames: int) -> NDArray[np.float64]:
    """Mean absolute luma difference between each frame and the one `frames` later."""
    return np.abs(stack[frames:].astype(np.int16) - stack[:-frames]).mean(axis=(1, 2))


def _longest_run(flags: NDArray[np.bool_]) -> int:
    longest = run = 0
    for flag in flags:
        run = run + 1 if flag else 0
        longest = max(longest, run)
    return longest
