"""IFNet, the network of RIFE 4.5 to 4.26: between two pictures, at any instant, another.

Huang et al., "Real-Time Intermediate Flow Estimation for Video Frame Interpolation" (ECCV 2022), in the form that
Practical-RIFE publishes. From coarse to fine, each block sees both pictures drawn towards the instant by the flow so
far and corrects that flow; at the end the two drawn pictures are blended by a mask. The parameters have the names of
the published checkpoints, so these load as they are. What differs between versions is in `Build`.
"""

from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

_SLOPE = 0.2
_FLOW, _MASK = 4, 1
"""Planes of flow (x and y towards either picture, in pixels) and of the blending mask."""


@dataclass(frozen=True, slots=True)
class Build:
    """One version's make-up.

    `widths`: each block's feature planes, coarse to fine; `scales`: by how much each looks smaller. `outputs`: planes
    a block gives: flow, mask, and `carried` features for the next block (the rest is for training). `groups`: the
    residual convolutions' groups. `head`: which encoder gives both pictures further planes: "" none (to 4.6),
    "short" two convolutions (4.7 to 4.9), "row" four in a row (4.10 to 4.12), "named" the same under names (from
    4.13); `head_width` inside it, `head_planes` out of it.
    """

    widths: tuple[int, ...]
    scales: tuple[int, ...]
    outputs: int
    carried: int = 0
    groups: int = 1
    head: str = ""
    head_width: int = 0
    head_planes: int = 0

    @property
    def multiple(self) -> int:
        """The picture's sides are padded to a multiple of this: the coarsest look, halved twice inside a block."""
        return 4 * max(self.scales)

    def inputs(self, block: int) -> int:
        """Planes that a block takes: two pictures, their heads, the instant; then also mask, features and flow."""
        first = 2 * (3 + self.head_planes) + 1
        return first if block == 0 else first + _MASK + self.carried + _FLOW


class IFNet(nn.Module):
    """The whole network. Pictures are batch x 3 x height x width, 0..1, their sides multiples of `build.multiple`."""

    def __init__(self, build: Build) -> None:
        super().__init__()
        self.build = build
        for index, width in enumerate(build.widths):
            self.add_module(f"block{index}", _Block(build.inputs(index), width, build.outputs, build.groups))
        if build.head:
            self.encode = _head(build)

    def encoded(self, picture: Tensor) -> Tensor | None:
        """A picture's further planes, the same for every instant; None for versions without."""
        made: Tensor | None = self.encode(picture) if self.build.head else None
        return made

    def forward(
        self,
        first: Tensor,
        second: Tensor,
        heads: tuple[Tensor | None, Tensor | None],
        instant: float,
        coarser: int = 1,
    ) -> Tensor:
        """The picture at `instant` in (0, 1). `coarser` makes every block look that many times smaller still."""
        when = torch.full_like(first[:, :1], instant)
        seen = [first, second, *(head for head in heads if head is not None)]
        flow: Tensor | None = None
        mask: Tensor | None = None
        features: Tensor | None = None
        drawn = seen
        for index, scale in enumerate(self.build.scales):
            known = [*drawn, when] + [plane for plane in (mask, features) if plane is not None]
            block: _Block = getattr(self, f"block{index}")
            change, new_mask, new_features = block(torch.cat(known, 1), flow, scale * coarser)
            moved: Tensor = change if flow is None else flow + change
            flow, either = moved, (moved[:, :2], moved[:, 2:4])
            mask = new_mask if mask is None or self.build.head else mask + new_mask
            features = new_features[:, : self.build.carried] if self.build.carried else None
            drawn = [warped(picture, either[place % 2]) for place, picture in enumerate(seen)]
        assert mask is not None
        share = torch.sigmoid(mask)
        return drawn[0] * share + drawn[1] * (1 - share)


class _Block(nn.Module):
    """One correction of the flow."""

    def __init__(self, inputs: int, width: int, outputs: int, groups: int) -> None:
        super().__init__()
        self.conv0 = nn.Sequential(_halving(inputs, width // 2), _halving(width // 2, width))
        self.convblock = nn.Sequential(*(_Residual(width, groups) for _ in range(8)))
        self.lastconv = nn.Sequential(nn.ConvTranspose2d(width, 4 * outputs, 4, 2, 1), nn.PixelShuffle(2))

    def forward(self, seen: Tensor, flow: Tensor | None, scale: int) -> tuple[Tensor, Tensor, Tensor]:
        small = _resized(seen, 1 / scale)
        if flow is not None:
            small = torch.cat((small, _resized(flow, 1 / scale) / scale), 1)
        made = _resized(self.lastconv(self.convblock(self.conv0(small))), scale)
        return made[:, :_FLOW] * scale, made[:, _FLOW : _FLOW + _MASK], made[:, _FLOW + _MASK :]


class _Residual(nn.Module):
    def __init__(self, width: int, groups: int) -> None:
        super().__init__()
        self.conv = nn.Conv2d(width, width, 3, 1, 1, groups=groups)
        self.beta = nn.Parameter(torch.ones(1, width, 1, 1))

    def forward(self, planes: Tensor) -> Tensor:
        return functional.leaky_relu(self.conv(planes) * self.beta + planes, _SLOPE)


class _NamedHead(nn.Module):
    def __init__(self, width: int, planes: int) -> None:
        super().__init__()
        self.cnn0 = nn.Conv2d(3, width, 3, 2, 1)
        self.cnn1 = nn.Conv2d(width, width, 3, 1, 1)
        self.cnn2 = nn.Conv2d(width, width, 3, 1, 1)
        self.cnn3 = nn.ConvTranspose2d(width, planes, 4, 2, 1)

    def forward(self, picture: Tensor) -> Tensor:
        planes = picture
        for layer in (self.cnn0, self.cnn1, self.cnn2):
            planes = functional.leaky_relu(layer(planes), _SLOPE)
        return self.cnn3(planes)


def _head(build: Build) -> nn.Module:
    width, planes = build.head_width, build.head_planes
    if build.head == "named":
        return _NamedHead(width, planes)
    if build.head == "short":
        return nn.Sequential(nn.Conv2d(3, width, 3, 2, 1), nn.ConvTranspose2d(width, planes, 4, 2, 1))
    layers: list[nn.Module] = [nn.Conv2d(3, width, 3, 2, 1), nn.LeakyReLU(_SLOPE)]
    for _ in range(2):
        layers += [nn.Conv2d(width, width, 3, 1, 1), nn.LeakyReLU(_SLOPE)]
    return nn.Sequential(*layers, nn.ConvTranspose2d(width, planes, 4, 2, 1))


def _halving(inputs: int, outputs: int) -> nn.Sequential:
    return nn.Sequential(nn.Conv2d(inputs, outputs, 3, 2, 1), nn.LeakyReLU(_SLOPE))


def _resized(planes: Tensor, scale: float) -> Tensor:
    if scale == 1:
        return planes
    return functional.interpolate(planes, scale_factor=scale, mode="bilinear", align_corners=False)


def warped(picture: Tensor, flow: Tensor) -> Tensor:
    """The picture as seen along a flow in pixels: out(x, y) = in(x + flow_x, y + flow_y), edges held."""
    height, width = picture.shape[2:]
    where: dict[str, Any] = {"device": flow.device, "dtype": flow.dtype}
    rows = torch.linspace(-1, 1, height, **where).view(1, height, 1).expand(1, height, width)
    columns = torch.linspace(-1, 1, width, **where).view(1, 1, width).expand(1, height, width)
    across = columns + flow[:, 0] * 2 / max(width - 1, 1)
    down = rows + flow[:, 1] * 2 / max(height - 1, 1)
    grid = torch.stack((across, down), -1)
    return functional.grid_sample(picture, grid, mode="bilinear", padding_mode="border", align_corners=True)
