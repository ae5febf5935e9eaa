"""What a tool is asked and what it promises: one Protocol per capability.

Tools take values and a scratch folder and return the path of the file they made in it. They
never see the store, choose no names outside the scratch folder and keep nothing between calls
that could change a result: the same request gives the same pixels.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Protocol

from rushes.film.frames import FrameGrid, Size
from rushes.film.setup import Setup

Progress = Callable[[int, int], None]
"""Called with (steps done, steps in all) as the work goes on. It may raise to stop the work."""


@dataclass(frozen=True, slots=True)
class BackendSpec:
    """What a backend is and needs, known without loading it.

    `revision` names exactly what makes its pixels: weights and code. `memory_floor` is in bytes
    of device memory, 0 for the CPU.
    """

    name: str
    revision: str
    licence: str
    size_multiple: int = 2
    frame_grid: FrameGrid = field(default_factory=FrameGrid)
    native_fps: Fraction = Fraction(24)
    memory_floor: int = 0


@dataclass(frozen=True, slots=True)
class KeyframeRequest:
    """A still to paint: the setup, its size in pixels and a seed in [0, 2**32)."""

    setup: Setup
    size: Size
    seed: int


@dataclass(frozen=True, slots=True)
class MotionRequest:
    """A clip to make from a keyframe: `frames` frames of `size` at `fps`, the first showing the keyframe.

    `keyframe` is a PNG painted for the same setup; `keyframe_seed` is the seed it was painted with.
    """

    setup: Setup
    keyframe: Path
    keyframe_seed: int
    size: Size
    frames: int
    fps: Fraction
    seed: int


class KeyframePainter(Protocol):
    """Paints a shot's first frame."""

    @property
    def spec(self) -> BackendSpec:
        """What this backend is."""
        ...

    def paint(self, request: KeyframeRequest, scratch: Path, progress: Progress) -> Path:
        """A PNG (RGB, 8 bit) of exactly `request.size` in `scratch`. Raises ToolFailed."""
        ...


class MotionMaker(Protocol):
    """Sets a keyframe in motion."""

    @property
    def spec(self) -> BackendSpec:
        """What this backend is."""
        ...

    def move(self, request: MotionRequest, scratch: Path, progress: Progress) -> Path:
        """An MP4 (H.264, yuv420p) of exactly `request.frames` frames in `scratch`. Raises ToolFailed."""
        ...
