"""Full-size FLUX.1-dev and Mochi 1 with random weights, built on the card from their published settings.

Speed does not depend on what the weights are. The text encoders are left out: their output is given as random numbers,
Mochi's with the padding of a real prompt. The settings are those diffusers' classes have by default, which were written
for these two models; a test holds their sizes to the inventory's counts.
"""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import torch
from diffusers import (
    AutoencoderKL,
    AutoencoderKLMochi,
    FlowMatchEulerDiscreteScheduler,
    FluxPipeline,
    FluxTransformer2DModel,
    MochiPipeline,
    MochiTransformer3DModel,
)

from rushes.tools.diffusion.loading import tile

FLUX: dict[str, Any] = {
    "patch_size": 1,
    "in_channels": 64,
    "num_layers": 19,
    "num_single_layers": 38,
    "attention_head_dim": 128,
    "num_attention_heads": 24,
    "joint_attention_dim": 4096,
    "pooled_projection_dim": 768,
    "guidance_embeds": True,
    "axes_dims_rope": (16, 56, 56),
}
FLUX_VAE: dict[str, Any] = {
    "down_block_types": ("DownEncoderBlock2D",) * 4,
    "up_block_types": ("UpDecoderBlock2D",) * 4,
    "block_out_channels": (128, 256, 512, 512),
    "layers_per_block": 2,
    "latent_channels": 16,
    "scaling_factor": 0.3611,
    "shift_factor": 0.1159,
    "use_quant_conv": False,
    "use_post_quant_conv": False,
}
MOCHI: dict[str, Any] = {
    "patch_size": 2,
    "num_attention_heads": 24,
    "attention_head_dim": 128,
    "num_layers": 48,
    "pooled_projection_dim": 1536,
    "in_channels": 12,
    "text_embed_dim": 4096,
    "time_embed_dim": 256,
    "activation_fn": "swiglu",
    "max_sequence_length": 256,
}
MOCHI_VAE: dict[str, Any] = {
    "in_channels": 15,
    "out_channels": 3,
    "encoder_block_out_channels": (64, 128, 256, 384),
    "decoder_block_out_channels": (128, 256, 512, 768),
    "latent_channels": 12,
    "layers_per_block": (3, 3, 4, 6, 3),
    "temporal_expansions": (1, 2, 3),
    "spatial_expansions": (2, 2, 2),
}
_NARROW = {"attention_head_dim": 16, "num_attention_heads": 2}
_NARROW_FLUX = FLUX | _NARROW | {"num_layers": 1, "num_single_layers": 1, "joint_attention_dim": 32}
_NARROW_FLUX |= {"pooled_projection_dim": 32, "axes_dims_rope": (4, 4, 8)}
_NARROW_MOCHI = MOCHI | _NARROW | {"num_layers": 2, "pooled_projection_dim": 16, "text_embed_dim": 32}
_NARROW_MOCHI |= {"time_embed_dim": 8, "max_sequence_length": 16}
_NARROW_MOCHI_VAE = MOCHI_VAE | {
    "encoder_block_out_channels": (32,) * 4,
    "decoder_block_out_channels": (32,) * 4,
    "layers_per_block": (1,) * 5,
}
_FITS_WHOLE = 100e9
"""Bytes of a card that decodes 85 frames of Mochi whole beside its weights: 65 GB and 21 GB, computed, and room."""


@dataclass(frozen=True)
class Job:
    """One clip or still: how to build its pipeline, what to call it with, its steps and what it must cost.

    `tflop` is the least arithmetic of the whole job, dense, in 1e12 operations: computed from the layers' shapes.
    `tiled`: its pictures are decoded in tiles here.
    """

    name: str
    build: Callable[[str], Any]
    call: dict[str, Any]
    steps: int
    tflop: float | None
    tiled: bool = False


def flux(tiny: bool) -> Job:
    size = {"width": 64, "height": 64} if tiny else {"width": 2048, "height": 1152}
    settings = _NARROW_FLUX if tiny else FLUX
    decoder = FLUX_VAE | ({"block_out_channels": (32,) * 4, "layers_per_block": 1} if tiny else {})

    def build(device: str) -> Any:
        with new_on(device):
            transformer = FluxTransformer2DModel(**settings).eval()
            vae = AutoencoderKL(**decoder).eval()
        return FluxPipeline(
            scheduler=FlowMatchEulerDiscreteScheduler(shift=3.0, use_dynamic_shifting=True),
            vae=vae,
            transformer=transformer,
            **dict.fromkeys(("text_encoder", "text_encoder_2", "tokenizer", "tokenizer_2")),
        )

    call = size | {
        "guidance_scale": 3.5,
        "prompt_embeds": (1, 512, settings["joint_attention_dim"]),
        "pooled_prompt_embeds": (1, settings["pooled_projection_dim"]),
    }
    name = f"FLUX.1-dev {size['width']}x{size['height']}"
    return Job(name, build, call, 2 if tiny else 50, None if tiny else 9595)


def mochi(tiny: bool) -> Job:
    size = {"width": 32, "height": 32, "num_frames": 7} if tiny else {"width": 848, "height": 480, "num_frames": 85}
    settings = _NARROW_MOCHI if tiny else MOCHI
    tokens, width = settings["max_sequence_length"], settings["text_embed_dim"]
    tiled = not tiny and torch.cuda.get_device_properties(0).total_memory < _FITS_WHOLE

    def build(device: str) -> Any:
        with new_on(device):
            transformer = MochiTransformer3DModel(**settings).eval()
            vae = AutoencoderKLMochi(**(_NARROW_MOCHI_VAE if tiny else MOCHI_VAE)).eval()
        if tiled:
            tile(vae)
        return MochiPipeline(
            scheduler=FlowMatchEulerDiscreteScheduler(invert_sigmas=True),
            vae=vae,
            transformer=transformer,
            **dict.fromkeys(("text_encoder", "tokenizer")),
        )

    call = size | {
        "guidance_scale": 4.5,
        "prompt_embeds": (1, tokens, width),
        "negative_prompt_embeds": (1, tokens, width),
        "prompt_attention_mask": tokens // 2,  # a prompt of half the length, and the empty one
        "negative_prompt_attention_mask": 1,
    }
    name = f"Mochi 1 {size['width']}x{size['height']}x{size['num_frames']}"
    return Job(name, build, call, 2 if tiny else 64, None if tiny else 77000, tiled)


def arguments(job: Job, device: str) -> dict[str, Any]:
    """The job's call: shapes as random numbers, lengths as masks; the same each time."""
    made: dict[str, Any] = {}
    noise = torch.Generator().manual_seed(1)
    numbers = torch.bfloat16 if device != "cpu" else torch.float32
    for name, value in job.call.items():
        if isinstance(value, tuple):
            made[name] = torch.randn(value, generator=noise).to(device, numbers)
        elif name.endswith("mask"):
            made[name] = (torch.arange(job.call["prompt_embeds"][1])[None] < value).to(device)
        else:
            made[name] = value
    return made | {"generator": torch.Generator().manual_seed(2)}


@contextmanager
def new_on(device: str) -> Generator[None]:
    """New modules go to the device, in its numbers; the same weights each time."""
    torch.set_default_dtype(torch.float32 if device == "cpu" else torch.bfloat16)
    torch.manual_seed(0)
    try:
        with torch.device(device):
            yield
    finally:
        torch.set_default_dtype(torch.float32)
