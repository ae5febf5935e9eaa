"""Every measure there is: its unit, its range, which way is better, and where its formula comes from."""

import math
from dataclasses import dataclass
from enum import StrEnum


class Better(StrEnum):
    """Which values of a measure are good ones."""

    HIGH = "high"
    LOW = "low"
    MIDDLE = "middle"  # between two ends
    EXACT = "exact"  # one value is right


@dataclass(frozen=True, slots=True)
class Measure:
    """A named number about a take.

    `scorer` takes it, of the kinds in `of` (stills, clips or both); it lies in [least, most], in `unit`. `fault` says
    in words what a value outside its gate means. `source`: where the formula is from.
    """

    name: str
    scorer: str
    of: str
    unit: str
    least: float
    most: float
    better: Better
    fault: str
    source: str


_OWN = "ours; the formula stands with the scorer"
_STILL, _CLIP, _BOTH = "stills", "clips", "stills and clips"
_STEPS, _SHARE, _COSINE, _DELTA = "luma steps of 255", "share", "correlation", "Delta E (CIE 1976)"


def _listed(*rows: tuple[str, str, str, str, float, float, Better, str, str]) -> dict[str, Measure]:
    return {row[0]: Measure(*row) for row in rows}


MEASURES: dict[str, Measure] = _listed(
    ("width", "technical", _BOTH, "pixels", 1, math.inf, Better.EXACT,
     "the frame is {value:.0f} pixels wide", "as decoded"),
    ("height", "technical", _BOTH, "pixels", 1, math.inf, Better.EXACT,
     "the frame is {value:.0f} pixels high", "as decoded"),
    ("frames", "technical", _BOTH, "frames", 1, math.inf, Better.EXACT, "it has {value:.0f} frames", "as decoded"),
    ("fps", "technical", _BOTH, "frames a second", 0, math.inf, Better.EXACT,
     "it runs at {value:.3f} frames a second", "as decoded; 0 for a still"),
    ("luma", "technical", _BOTH, _STEPS, 0, 255, Better.MIDDLE,
     "its mean brightness is {value:.0f} of 255", "mean of BT.601/709 luma"),
    ("contrast", "technical", _BOTH, _STEPS, 0, 128, Better.HIGH,
     "it has hardly any contrast ({value:.1f})", "RMS contrast: standard deviation of luma"),
    ("dark", "technical", _BOTH, _SHARE, 0, 1, Better.LOW, "{value:.0%} of the picture is lost in black", _OWN),
    ("bright", "technical", _BOTH, _SHARE, 0, 1, Better.LOW, "{value:.0%} of the picture is burnt out", _OWN),
    ("black", "technical", _BOTH, _SHARE, 0, 1, Better.LOW, "{value:.0%} of its frames are black", _OWN),
    ("sharpness", "technical", _BOTH, _SHARE, 0, 1, Better.HIGH, "it is not sharp ({value:.2f})",
     "after Crete et al. 2007, The blur effect"),
    ("banding", "technical", _BOTH, _SHARE, 0, 1, Better.LOW,
     "{value:.0%} of its smooth parts lie in steps", _OWN),
    ("letterbox", "technical", _BOTH, _SHARE, 0, 1, Better.LOW, "bars take {value:.0%} of the frame", _OWN),
    ("frozen", "technical", _CLIP, _SHARE, 0, 1, Better.LOW, "it stands still for {value:.0%} of its time", _OWN),
    ("flicker", "technical", _CLIP, _STEPS, 0, 510, Better.LOW,
     "its light flickers by {value:.1f} steps a frame", "mean absolute second difference of mean luma"),
    ("jump", "technical", _CLIP, "times", 0, math.inf, Better.LOW,
     "it jumps: one change is {value:.0f} times the usual", _OWN),
    ("motion", "technical", _CLIP, _STEPS, 0, 255, Better.HIGH,
     "the camera was asked to move and the picture hardly changes ({value:.1f})", _OWN),
    ("held", "technical", _CLIP, "seconds", 0, math.inf, Better.LOW, "one picture is held for {value:.2f} s", _OWN),
    ("duplicates", "technical", _CLIP, _SHARE, 0, 1, Better.LOW,
     "{value:.0%} of its frames repeat the one before", _OWN),
    ("similarity", "technical", _CLIP, _COSINE, -1, 1, Better.HIGH,
     "its frames have little to do with each other ({value:.2f})", "zero-mean normalised correlation"),
    ("warping", "technical", _CLIP, _STEPS, 0, 255, Better.LOW,
     "shapes melt: {value:.1f} steps are left when motion is taken off",
     "residual after dense optical flow (Kroeger et al. 2016, DIS)"),
    ("dynamics", "technical", _CLIP, "frame widths a second", 0, math.inf, Better.MIDDLE,
     "it moves by {value:.2f} frame widths a second", "mean flow, as VBench's dynamic degree"),
    ("drift", "technical", _CLIP, _DELTA, 0, 400, Better.LOW, "its colours drift by Delta E {value:.1f}", _OWN),
    ("blink", "technical", _CLIP, _STEPS, 0, 400, Better.LOW, "a frame flashes by {value:.0f} steps", _OWN),
    ("colour-jump", "technical", _CLIP, _DELTA, 0, 400, Better.LOW,
     "its colours jump by Delta E {value:.1f} from one frame to the next", _OWN),
    ("board", "storyboard", _STILL, _COSINE, -1, 1, Better.HIGH,
     "it is not the picture of the storyboard ({value:.2f})", _OWN),
    ("board-mirrored", "storyboard", _STILL, _COSINE, -2, 2, Better.LOW,
     "it agrees better with the storyboard when it is turned about ({value:+.2f})", _OWN),
    ("board-people", "storyboard", _STILL, _COSINE, -1, 1, Better.HIGH,
     "somebody does not look as on the storyboard ({value:.2f})", _OWN),
    ("board-place", "storyboard", _STILL, _COSINE, -1, 1, Better.HIGH,
     "the place does not look as on the storyboard ({value:.2f})", _OWN),
    ("board-colour", "storyboard", _STILL, _DELTA, 0, 400, Better.LOW,
     "its colours are off the storyboard's by Delta E {value:.1f}", _OWN),
    ("board-people-colour", "storyboard", _STILL, _DELTA, 0, 400, Better.LOW,
     "somebody's colours are off by Delta E {value:.1f}", _OWN),
    ("board-place-colour", "storyboard", _STILL, _DELTA, 0, 400, Better.LOW,
     "the place's colours are off by Delta E {value:.1f}", _OWN),
    ("identity", "likeness", _STILL, "likeness", 0, 1, Better.HIGH,
     "somebody has not the colours of their sheet ({value:.2f})", "Bhattacharyya coefficient of colour histograms"),
    ("identity-margin", "likeness", _STILL, "likeness", -1, 1, Better.HIGH,
     "somebody is more like another's sheet than like their own ({value:+.2f})", "the difference of two of these"),
    ("place-likeness", "likeness", _STILL, "likeness", 0, 1, Better.HIGH,
     "the place has not the colours of its plate ({value:.2f})", "Bhattacharyya coefficient of colour histograms"),
    ("copied", "likeness", _STILL, _COSINE, -1, 1, Better.LOW, "it repeats a sheet of the bible ({value:.2f})", _OWN),
    ("opening", "likeness", _CLIP, _COSINE, -1, 1, Better.HIGH,
     "it does not begin with its keyframe ({value:.2f})", _OWN),
    ("opening-people", "likeness", _CLIP, _COSINE, -1, 1, Better.HIGH,
     "somebody is not as on its keyframe ({value:.2f})", _OWN),
    ("opening-colour", "likeness", _CLIP, _DELTA, 0, 400, Better.LOW,
     "its first frame's colours are off its keyframe's by Delta E {value:.1f}", _OWN),
    ("clip-text", "CLIP models", _BOTH, "cosine", -1, 1, Better.HIGH,
     "it shows little of its words ({value:.3f})", "Radford et al. 2021, CLIP; Hessel et al. 2021, CLIPScore"),
    ("clip-image", "CLIP models", _BOTH, "cosine", -1, 1, Better.HIGH,
     "it is little like the pictures it was made after ({value:.3f})", "Radford et al. 2021, CLIP"),
    ("clip-identity", "CLIP models", _STILL, "cosine", -1, 1, Better.HIGH,
     "somebody is little like their sheet ({value:.3f})", "Radford et al. 2021, CLIP"),
    ("clip-identity-margin", "CLIP models", _STILL, "cosine", -2, 2, Better.HIGH,
     "somebody is more like another's sheet than like their own ({value:+.3f})", "the difference of two of these"),
)  # fmt: skip


def fault(measure: str, value: float) -> str:
    """What a value outside its gate means, in words."""
    known = MEASURES.get(measure)
    return (known.fault if known else f"its {measure} is {{value:.3g}}").format(value=value)
