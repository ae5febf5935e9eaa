"""Real-ESRGAN networks at tiny random sizes, in the names, shapes and wrappings of the published checkpoints."""

from pathlib import Path

from rushes.configs.equipment import ModelEntry


def rrdbnet(features: int = 8, blocks: int = 1, growth: int = 32, seed: int = 5):
    """An x4plus: RRDBNet, four times larger. `growth` must be 32: spandrel knows the network by it."""
    random = _Random(seed)
    weights = random.conv("conv_first", 3, features)
    for block in range(blocks):
        for dense in (1, 2, 3):
            for conv in range(1, 6):
                outputs = features if conv == 5 else growth
                name = f"body.{block}.rdb{dense}.conv{conv}"
                weights |= random.conv(name, features + (conv - 1) * growth, outputs)
    for name in ("conv_body", "conv_up1", "conv_up2", "conv_hr"):
        weights |= random.conv(name, features, features)
    return weights | random.conv("conv_last", features, 3)


def srvgg(features: int = 8, convolutions: int = 3, seed: int = 5):
    """An animevideov3: SRVGGNetCompact with PReLU, four times larger."""
    random = _Random(seed)
    weights = random.conv("body.0", 3, features)
    for place in range(convolutions + 1):
        weights |= random.prelu(f"body.{2 * place + 1}", features)
        outputs = features if place < convolutions else 3 * 16
        weights |= random.conv(f"body.{2 * place + 2}", features, outputs)
    return weights


class _Random:
    def __init__(self, seed: int) -> None:
        import torch

        self._torch = torch
        self._from = torch.Generator().manual_seed(seed)

    def conv(self, name: str, inputs: int, outputs: int):
        """As large as keeps the signal alive through any number of layers."""
        spread = (2 / (inputs * 9)) ** 0.5
        weight = self._torch.randn((outputs, inputs, 3, 3), generator=self._from) * spread
        return {f"{name}.weight": weight, f"{name}.bias": self._torch.randn(outputs, generator=self._from) * 0.1}

    def prelu(self, name: str, planes: int):
        return {f"{name}.weight": self._torch.rand(planes, generator=self._from)}


def published(folder: Path, weights, *, wrapping: str = "params_ema", name: str = "RealESRGAN_x4plus.pth") -> Path:
    """The folder with a checkpoint in it as Real-ESRGAN publishes it."""
    import torch

    folder.mkdir(parents=True, exist_ok=True)
    torch.save({wrapping: weights}, folder / name)
    return folder


def entry(kind: str = "upscaler", **changes) -> ModelEntry:
    """An inventory entry for a tiny model."""
    given = {"name": "tiny", "kind": kind, "title": "Tiny", "pipeline": "spandrel", "repository": "", "licence": "none"}
    return ModelEntry.model_validate(given | {"gate": "none", "source": "made here"} | changes)
