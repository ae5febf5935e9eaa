"""Real-ESRGAN on PyTorch: the published networks, loaded by spandrel, worked in tiles.

spandrel knows a network by the names and shapes of its weights: RRDBNet (x4plus, x2plus, anime 6B) and the compact
SRVGG (animevideov3, general-x4v3). The arithmetic between bytes and the network is the published one: RGB / 255 in,
x 255 rounded out.
"""

from collections.abc import Iterator
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from rushes.configs.equipment import ModelEntry
from rushes.errors import ToolFailed, UserMustFix
from rushes.tools.finishing.converting import first_line
from rushes.tools.finishing.frame import Frame
from rushes.tools.finishing.tensor_file import read_tensors
from rushes.tools.finishing.tiling import in_tiles
from rushes.tools.finishing.weights import digest_of, weights_of
from rushes.tools.fitting import Fit
from rushes.tools.protocols import BackendSpec

SIDE, SMALL_SIDE = 512, 192
"""A tile's core in source pixels, on a card with room and without. 512 x 512 of x4plus in 16 bit has feature maps of
537 MB (64 planes of 2048 x 2048); 192 x 192 of 76 MB. Computed; some four of them live at once."""

MARGIN = 32
"""Source pixels around a core, or what the network sees if that is less. Real-ESRGAN's own tool takes 10."""


class EsrganUpscaler:
    """A Real-ESRGAN network from a folder. It is loaded for a clip and let go after it."""

    def __init__(self, entry: ModelEntry, folder: Path, fit: Fit, device: str) -> None:
        self._entry = entry
        self._folder = folder
        self._device = device
        self._side = SMALL_SIDE if fit.tiled or device == "cpu" else SIDE

    @cached_property
    def _weights(self) -> Path:
        return weights_of(self._entry, self._folder)

    @property
    def spec(self) -> BackendSpec:
        """The revision names the weights, the code around them and the arithmetic: 16 bit on a card, 32 without."""
        bits = 32 if self._device == "cpu" else 16
        code = f"spandrel-{version('spandrel')}/tiles-{self._side}-{MARGIN}/float{bits}"
        return BackendSpec(self._entry.name, f"{digest_of(self._weights)}/{code}", self._entry.licence, size_multiple=1)

    @property
    def scale(self) -> int:
        """How many times larger each side becomes, as the inventory says (4 where it says nothing)."""
        return self._entry.scale

    def upscale(self, frames: Iterator[Frame]) -> Iterator[Frame]:
        """Each frame, enlarged. Raises UserMustFix for weights that are no such network, ToolFailed."""
        network = _Network(self._weights, self._device)
        if network.scale != self.scale:
            raise UserMustFix(
                f"{self._weights.name} makes pictures {network.scale} times larger, and {self._entry.name} is to make "
                f"them {self.scale} times larger.",
                "Put the right weights there, or pull the model again.",
            )
        margin = min(MARGIN, network.sight)
        for frame in frames:
            made = in_tiles(frame, network.enlarged, network.scale, self._side, margin, network.grid)
            yield cast("Frame", made)


class _Network:
    """A loaded network and what tiling needs to know of it."""

    def __init__(self, weights: Path, device: str) -> None:
        import torch  # noqa: PLC0415 - the render extra, and seconds to import
        from spandrel import ImageModelDescriptor, ModelLoader, UnsupportedModelError  # noqa: PLC0415

        self._torch = torch
        self._device = device
        tensors = read_tensors(weights)
        try:
            model: Any = ModelLoader(device="cpu").load_from_state_dict(tensors)
        except (UnsupportedModelError, RuntimeError, KeyError) as error:
            raise UserMustFix(
                f"{weights.name} is no network that rushes can upscale with: {first_line(error)}",
                "Real-ESRGAN's published models load: x4plus, x4plus-anime, x2plus, animevideov3, general-x4v3.",
            ) from error
        if not isinstance(model, ImageModelDescriptor) or (model.input_channels, model.output_channels) != (3, 3):
            raise UserMustFix(f"{weights.name} is a network for other pictures.", "An upscaler takes and gives RGB.")
        half = device != "cpu" and model.supports_half
        self._type = torch.float16 if half else torch.float32
        self._model: Any = model.to(device=torch.device(device), dtype=self._type).eval()
        self.scale: int = model.scale
        self.grid: int = max(1, model.size_requirements.multiple_of)
        self.sight = sight(model.model) * self.grid

    def enlarged(self, tile: NDArray[Any]) -> Frame:
        """A tile of a frame, enlarged. Raises ToolFailed where the memory ends."""
        torch = self._torch
        try:
            with torch.inference_mode(), torch.backends.cudnn.flags(deterministic=True, benchmark=False):
                given = torch.from_numpy(np.ascontiguousarray(tile)).to(self._device).permute(2, 0, 1)[None]
                made = self._model(given.to(self._type) / 255)[0]
                pixels = (made.float() * 255).round().clamp(0, 255).to(torch.uint8)
                return np.asarray(pixels.permute(1, 2, 0).cpu().numpy(), dtype=np.uint8)
        except torch.OutOfMemoryError as error:
            raise ToolFailed(
                f"A tile of {tile.shape[1]}x{tile.shape[0]} does not fit the card's memory.",
                "Close what else uses the card, or choose a smaller upscaler.",
            ) from error


def sight(network: Any) -> int:
    """How far a network of convolutions in a row can look, in its own pixels: an upper bound.

    Convolutions after an enlargement look less far than they are counted for.
    """
    reach = 0
    for module in network.modules():
        kernel: Any = getattr(module, "kernel_size", None)
        if isinstance(kernel, tuple):
            reach += cast("tuple[int, ...]", kernel)[0] // 2
    return reach
