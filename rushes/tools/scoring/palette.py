"""A palette: the colours of a part of a picture as a direction, so that two of them have a likeness.

Weightless, and blind to shapes: it tells a red coat from a blue one, not one red coat from another. Lightness is
stretched to the part's own range first, which takes most of the hour of the day off it.
"""

import cv2
import numpy as np

from rushes.tools.scoring.embeddings import Embedding
from rushes.tools.scoring.pictures import Picture
from rushes.tools.scoring.structure import lab

NAME = "palette-1"
"""Counts up with every change of what comes out."""

_BINS = (4, 10, 10)
_REACH = ((0.0, 100.01), (-50.0, 50.0), (-50.0, 50.0))
"""Of stretched lightness, a* and b*: stronger colours count with the strongest bin's neighbours or not at all."""

_ENDS = (5, 95)
_LEAST_RANGE = 5.0


def palette(part: Picture) -> Embedding:
    """The palette of an RGB part: the square roots of a histogram's shares, length 1.

    The likeness of two is then their histograms' Bhattacharyya coefficient, from 0 for none in common to 1.
    """
    colours = lab(part).reshape(-1, 3)
    low, high = np.percentile(colours[:, 0], _ENDS)
    colours[:, 0] = (colours[:, 0] - low) / (high - low + _LEAST_RANGE) * 100
    counts, _ = np.histogramdd(np.clip(colours, [0, -50, -50], [100, 49.99, 49.99]), bins=_BINS, range=_REACH)
    soft = cv2.GaussianBlur(counts.transpose(1, 2, 0).astype(np.float32), (0, 0), 0.8)  # a hue on a bin's edge
    shares = np.sqrt(np.maximum(soft, 0)).ravel()
    return np.asarray(shares / (float(np.linalg.norm(shares)) or 1.0), dtype=np.float32)
