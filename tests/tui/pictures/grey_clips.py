"""Clips whose every frame says by its grey which one it is."""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np

FPS = Fraction(12)


def grey(index: int) -> int:
    return 20 + 9 * index % 216


def grey_clip(
    file: Path, frames: int = 24, fps: Fraction = FPS, size: tuple[int, int] = (64, 48), **options: str
) -> Path:
    """Encoded with x264 and its `options`: g, bf and the like."""
    with av.open(str(file), "w", format="mp4") as container:
        track = container.add_stream("libx264", rate=fps, options={"crf": "10", "threads": "1"} | options)
        track.width, track.height = size
        track.pix_fmt = "yuv420p"
        for index in range(frames):
            picture = np.full((size[1], size[0], 3), grey(index), np.uint8)
            container.mux(track.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        container.mux(track.encode(None))
    return file


def frame_of(picture: np.ndarray) -> int:
    """Which of the first 24 frames a picture is."""
    mean = float(picture.mean())
    nearest = min(range(24), key=lambda index: abs(grey(index) - mean))
    assert abs(grey(nearest) - mean) < 4.5
    return nearest
