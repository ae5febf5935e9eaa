"""A painter and a mover of plain colour cards: quick, real files, with faults on demand."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from uuid import uuid4

import av
import numpy as np
from PIL import Image

from rushes.errors import ToolFailed
from rushes.film.setup import Setup
from rushes.film.take import TakeKind
from rushes.tools.protocols import BackendSpec, KeyframeRequest, MadeFile, MotionRequest, Progress

Fault = Callable[[str, int], str]
"""(kind of take, how many of that kind this double made before) → 'black', 'frozen', 'fails', 'short' or ''."""


def sound(_kind: str, _count: int) -> str:
    return ""


@dataclass
class CardPainter:
    """A gradient whose colours come from the seed and the prompt."""

    fault: Fault = sound
    made: list[KeyframeRequest] = field(default_factory=list)
    read: list[Setup] = field(default_factory=list)

    @property
    def spec(self) -> BackendSpec:
        return BackendSpec("cards", "cards-1", "Apache-2.0")

    def prepare(self, setups: Iterable[Setup]) -> None:
        self.read = list(setups)

    def close(self) -> None:
        pass

    def paint(self, request: KeyframeRequest, scratch: Path, progress: Progress) -> MadeFile:
        fault = self.fault(TakeKind.KEYFRAME, len(self.made))
        self.made.append(request)
        if fault == "fails":
            raise ToolFailed("The card ran out of ink.")
        card = _card(request.size.width, request.size.height, request.seed)
        file = scratch / f"{uuid4().hex}.png"
        Image.fromarray(card * 0 if fault == "black" else card).save(file)
        progress(1, 1)
        return MadeFile(file)


@dataclass
class CardMover:
    """The keyframe, slid sideways with the frames."""

    fault: Fault = sound
    made: list[MotionRequest] = field(default_factory=list)
    read: list[Setup] = field(default_factory=list)

    @property
    def spec(self) -> BackendSpec:
        return BackendSpec("cards", "cards-1", "Apache-2.0")

    def prepare(self, setups: Iterable[Setup]) -> None:
        self.read = list(setups)

    def close(self) -> None:
        pass

    def move(self, request: MotionRequest, scratch: Path, progress: Progress) -> MadeFile:
        fault = self.fault(TakeKind.CLIP, len(self.made))
        self.made.append(request)
        if fault == "fails":
            raise ToolFailed("The card is stuck.")
        card = np.asarray(Image.open(request.keyframe))
        count = request.frames - (3 if fault == "short" else 0)
        step = 0 if fault == "frozen" else max(1, card.shape[1] // max(count, 1) // 2)
        frames = [np.roll(card, step * i, axis=1) * (fault != "black") for i in range(count)]
        file = scratch / f"{uuid4().hex}.mp4"
        encode(frames, request.fps, file)
        progress(count, count)
        return MadeFile(file)


def _card(width: int, height: int, seed: int) -> np.ndarray:
    picks = np.random.default_rng(seed)
    left, right = picks.integers(60, 200, size=(2, 3))
    across = np.linspace(0, 1, width)[None, :, None]
    card = np.broadcast_to(left + (right - left) * across, (height, width, 3)).copy()
    card[:, width // 3 : width // 2] = 30
    card[height // 4 : height // 2] *= 0.6
    return card.astype(np.uint8)


def encode(frames: list[np.ndarray], fps: Fraction, file: Path) -> None:
    with av.open(str(file), "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=fps, options={"crf": "14", "preset": "ultrafast", "threads": "1"})
        stream.height, stream.width = frames[0].shape[:2]
        stream.pix_fmt = "yuv420p"
        for frame in frames:
            picture = av.VideoFrame.from_ndarray(np.ascontiguousarray(frame), format="rgb24")
            container.mux(stream.encode(picture))
        container.mux(stream.encode(None))
