"""What exactly makes the draft renderer's pixels: its own source and the versions it draws with."""

import hashlib
from fractions import Fraction
from functools import cache
from pathlib import Path

import av
import cv2
import numpy as np

from rushes.film.frames import FrameGrid
from rushes.tools.protocols import BackendSpec


@cache
def draft_spec() -> BackendSpec:
    """The draft renderer's spec; its revision changes with any line of its code."""
    digest = hashlib.sha256()
    room = Path(__file__).parent
    for path in sorted(room.rglob("*.py"), key=lambda path: path.relative_to(room).as_posix()):
        digest.update(path.relative_to(room).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    digest.update(f"cv2 {cv2.__version__} numpy {np.__version__} av {av.__version__}".encode())
    return BackendSpec(
        name="draft",
        revision=f"draft-{digest.hexdigest()[:12]}",
        licence="Apache-2.0",
        size_multiple=2,
        frame_grid=FrameGrid(),
        native_fps=Fraction(24),
        memory_floor=0,
        reads_prompts=False,
    )
