"""RIFE as an interpolator: any rate from any rate, whole instants untouched, nothing invented across cuts."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from rushes.configs.equipment import ModelEntry
from rushes.errors import ToolFailed
from rushes.tools.finishing.cuts import heeding_cuts
from rushes.tools.finishing.frame import Frame
from rushes.tools.finishing.timeline import retimed_stream
from rushes.tools.finishing.weights import digest_of, weights_of
from rushes.tools.fitting import Fit
from rushes.tools.protocols import BackendSpec

LARGE = 2048
"""A longer side than this, in pixels, is looked at twice as coarsely: what Practical-RIFE advises for 4K."""

_CODE = "ifnet-1"
"""Goes up when the code below makes other pixels of the same weights."""


class RifeInterpolator:
    """RIFE 4.5 to 4.26 from a folder. It is loaded for a clip and let go after it."""

    def __init__(self, entry: ModelEntry, folder: Path, fit: Fit, device: str) -> None:  # noqa: ARG002 - one way to fit
        self._entry = entry
        self._folder = folder
        self._device = device

    @cached_property
    def _weights(self) -> Path:
        return weights_of(self._entry, self._folder)

    @property
    def spec(self) -> BackendSpec:
        """The revision names the weights and the code around them."""
        return BackendSpec(
            self._entry.name, f"{digest_of(self._weights)}/{_CODE}", self._entry.licence, size_multiple=1
        )

    def retime(self, frames: Iterator[Frame], source: Fraction, target: Fraction, count: int) -> Iterator[Frame]:
        """See `Interpolator`. Raises UserMustFix for weights that are no RIFE."""
        between = _Between(self._weights, self._device)
        return retimed_stream(frames, source, target, count, heeding_cuts(between))


class _Between:
    """The loaded network, asked for what lies between two frames."""

    def __init__(self, weights: Path, device: str) -> None:
        import torch  # noqa: PLC0415 - the render extra, and seconds to import

        from rushes.tools.finishing.rife_weights import load_ifnet  # noqa: PLC0415

        self._torch = torch
        self._device = device
        self._network = load_ifnet(weights, device)

    def __call__(self, first: Frame, second: Frame, parts: Sequence[Fraction]) -> Iterator[Frame]:
        """One picture a part. The encoder reads both frames once, however many instants are wanted."""
        torch, (height, width) = self._torch, first.shape[:2]
        coarser = 2 if max(height, width) > LARGE else 1
        with torch.inference_mode(), torch.backends.cudnn.flags(deterministic=True, benchmark=False):
            pair = self._given(first, coarser), self._given(second, coarser)
            heads = self._network.encoded(pair[0]), self._network.encoded(pair[1])
        for part in parts:
            try:
                with torch.inference_mode(), torch.backends.cudnn.flags(deterministic=True, benchmark=False):
                    made = self._network(*pair, heads, float(part), coarser)[0, :, :height, :width]
                    pixels = (made * 255).round().clamp(0, 255).to(torch.uint8).permute(1, 2, 0).cpu().numpy()
            except torch.OutOfMemoryError as error:
                raise ToolFailed(
                    f"Frames of {width}x{height} do not fit the card's memory together.",
                    "Close what else uses the card, or deliver a smaller picture.",
                ) from error
            yield np.ascontiguousarray(pixels)

    def _given(self, frame: Frame, coarser: int) -> Any:
        """1 x 3 x height x width in 0..1, black added below and on the right up to the network's multiple."""
        torch, multiple = self._torch, self._network.build.multiple * coarser
        height, width = frame.shape[:2]
        planes = torch.from_numpy(np.ascontiguousarray(frame)).to(self._device).permute(2, 0, 1)[None].float() / 255
        return torch.nn.functional.pad(planes, (0, -width % multiple, 0, -height % multiple))
