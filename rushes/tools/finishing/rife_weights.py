"""Published RIFE weights: which build of IFNet they are for, read off their names and shapes.

Practical-RIFE publishes `flownet.pkl` (names begin with `module.`), Comfy-Org the same numbers as safetensors (blocks
are called `blocks.0`); the numbers are the same. Versions 4.5 to 4.26 load, lite and heavy ones too.
"""

import re
from collections.abc import Mapping
from pathlib import Path

import torch
from torch import Tensor

from rushes.errors import UserMustFix
from rushes.tools.finishing.ifnet import Build, IFNet
from rushes.tools.finishing.tensor_file import read_tensors

Shape = tuple[int, ...]

_COARSEST = {4: (8, 4, 2, 1), 5: (16, 8, 4, 2, 1)}
_LITE_25 = (192, 128, 96, 64, 24)
"""The widths of 4.25.lite, the one version whose blocks look at other scales."""

_OURS = re.compile(r"(block\d+|encode)\.")
_WAY_OUT = "RIFE 4.5 to 4.26 of Practical-RIFE load, as published or as safetensors; 4.25 is the one it recommends."


def renamed(name: str) -> str:
    """A parameter's name as IFNet has it: `module.block0…` and `blocks.0…` become `block0…`."""
    return re.sub(r"^blocks\.(\d+)\.", r"block\1.", name.removeprefix("module."))


def build_of(shapes: Mapping[str, Shape]) -> Build:
    """The build that weights of these names and shapes belong to. Raises UserMustFix for another network."""
    try:
        return _build(shapes)
    except (KeyError, IndexError, ZeroDivisionError) as error:
        raise UserMustFix(f"These weights are no RIFE that rushes knows: {error} is not there.", _WAY_OUT) from error


def _build(shapes: Mapping[str, Shape]) -> Build:
    blocks = sum(1 for name in shapes if re.fullmatch(r"block\d+\.lastconv\.0\.weight", name))
    widths = tuple(shapes[f"block{index}.conv0.1.0.weight"][0] for index in range(blocks))
    scales = (32, 16, 8, 4, 1) if widths == _LITE_25 else _COARSEST[blocks]
    residual = shapes["block0.convblock.0.conv.weight"]
    head, width, planes = _head(shapes)
    build = Build(
        widths=widths,
        scales=scales,
        outputs=shapes["block0.lastconv.0.weight"][1] // 4,
        groups=residual[0] // residual[1],
        head=head,
        head_width=width,
        head_planes=planes,
    )
    carried = shapes["block1.conv0.0.0.weight"][1] - build.inputs(1)
    return Build(widths, scales, build.outputs, carried, build.groups, head, width, planes)


def _head(shapes: Mapping[str, Shape]) -> tuple[str, int, int]:
    """Which encoder, how wide, and how many planes it gives."""
    for head, first, last in (("named", "cnn0", "cnn3"), ("row", "0", "6"), ("short", "0", "1")):
        ends = f"encode.{first}.weight", f"encode.{last}.weight"
        if all(end in shapes for end in ends):
            return head, shapes[ends[0]][0], shapes[ends[1]][1]
    return "", 0, 0


def load_ifnet(weights: Path, device: str) -> IFNet:
    """The network with these weights, in 32-bit floats. Raises UserMustFix.

    What the network needs must all be there, of the right shape. Parts that only training used are left out; a part
    of a block or an encoder that is not used means another version, and is refused.
    """
    found = {renamed(name): tensor for name, tensor in read_tensors(weights).items()}
    network = IFNet(build_of({name: tuple(tensor.shape) for name, tensor in found.items()}))
    wanted = {name: tuple(tensor.shape) for name, tensor in network.state_dict().items()}
    wrong = [name for name, shape in wanted.items() if name not in found or tuple(found[name].shape) != shape]
    strange = [name for name in found if name not in wanted and _OURS.match(name)]
    if wrong or strange:
        raise UserMustFix(f"{weights.name} is another RIFE than its shapes say: {(wrong + strange)[0]}.", _WAY_OUT)
    kept: dict[str, Tensor] = {name: found[name].to(torch.float32) for name in wanted}
    network.load_state_dict(kept)
    return network.to(torch.device(device)).eval()
