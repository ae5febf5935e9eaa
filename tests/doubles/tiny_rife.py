"""RIFE networks at tiny random sizes, in the names of the published checkpoints."""

from pathlib import Path

from rushes.tools.finishing.ifnet import Build, IFNet

BUILDS = {
    "4.5": Build((16, 12, 8, 8), (8, 4, 2, 1), 5),
    "4.6": Build((16, 12, 8, 8), (8, 4, 2, 1), 6),
    "4.7": Build((16, 12, 8, 8), (8, 4, 2, 1), 6, head="short", head_width=6, head_planes=4),
    "4.10": Build((16, 12, 8, 8), (8, 4, 2, 1), 6, head="row", head_width=8, head_planes=8),
    "4.14.lite": Build((16, 12, 8, 8), (8, 4, 2, 1), 6, groups=2, head="named", head_width=8, head_planes=8),
    "4.17": Build((16, 12, 8, 8), (8, 4, 2, 1), 6, head="named", head_width=8, head_planes=8),
    "4.22": Build((16, 12, 8, 8), (8, 4, 2, 1), 13, carried=8, head="named", head_width=8, head_planes=8),
    "4.26": Build((16, 12, 8, 8, 4), (16, 8, 4, 2, 1), 13, carried=8, head="named", head_width=6, head_planes=4),
}


def rife(version: str = "4.26", seed: int = 5) -> IFNet:
    """A network whose flow is some pixels long and whose mask is neither side."""
    import torch

    network = IFNet(BUILDS[version]).eval()
    draw = torch.Generator().manual_seed(seed)
    for name, parameter in network.named_parameters():
        spread = (2 / max(parameter[0].numel(), 1)) ** 0.5 if parameter.dim() == 4 else 0.1
        parameter.data = torch.randn(parameter.shape, generator=draw) * spread + name.endswith("beta")
    return network


def published(folder: Path, network: IFNet) -> Path:
    """The folder with `flownet.pkl` as Practical-RIFE publishes it: from a parallel trainer, with a teacher's rest."""
    import torch

    folder.mkdir(parents=True, exist_ok=True)
    state = {f"module.{name}": tensor for name, tensor in network.state_dict().items()}
    torch.save(state | {"module.teacher.weight": torch.zeros(3)}, folder / "flownet.pkl")
    return folder


def repacked(folder: Path, network: IFNet) -> Path:
    """The folder with the same numbers as Comfy-Org publishes them."""
    from safetensors.torch import save_file

    folder.mkdir(parents=True, exist_ok=True)
    state = {
        name.replace("block", "blocks.", 1) if name.startswith("block") else name: tensor
        for name, tensor in network.state_dict().items()
    }
    save_file(state, folder / "rife_v4.26.safetensors")
    return folder
