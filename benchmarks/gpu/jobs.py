"""Full-size FLUX.1-dev and Mochi 1 with random weights, built on the card from their published settings.

Speed does not depend on what the weights are. The text encoders are left out: their output is given as random numbers,
Mochi's with the padding of a real prompt.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch
from diffusers import (
    AutoencoderKL,
    AutoencoderKLMochi,
    FlowMatchEulerDiscreteScheduler,
    FluxPipeline,
    FluxTransformer2DModel,
    MochiTransformer3DModel,
)

from rushes.tools.diffusion.mochi import MochiKeyframePipeline


@dataclass(frozen=True)
class Job:
    """One clip or still: how to build its pipeline, what to call it with, its steps and what it must cost.

    `tflop` is the least arithmetic of the whole job, dense, in 1e12 operations: computed from the layers' shapes.
    """

    name: str
    build: Callable[[str], Any]
    call: dict[str, Any]
    steps: int
    tflop: float | None


def flux(tiny: bool) -> Job:
    size = {"width": 64, "height": 64} if tiny else {"width": 2048, "height": 1152}
    width, pooled, steps = (32, 32, 2) if tiny else (4096, 768, 50)

    def build(device: str) -> Any:
        small = {
            "num_layers": 1,
            "num_single_layers": 1,
            "attention_head_dim": 16,
            "num_attention_heads": 2,
            "joint_attention_dim": width,
            "pooled_projection_dim": pooled,
            "axes_dims_rope": (4, 4, 8),
        }
        decoder = {"block_out_channels": (32,) * 4 if tiny else (128, 256, 512, 512)}
        with _on(device):
            transformer = FluxTransformer2DModel(guidance_embeds=True, **(small if tiny else {})).eval()
            vae = AutoencoderKL(
                down_block_types=("DownEncoderBlock2D",) * 4,
                up_block_types=("UpDecoderBlock2D",) * 4,
                latent_channels=16,
                layers_per_block=1 if tiny else 2,
                scaling_factor=0.3611,
                shift_factor=0.1159,
                use_quant_conv=False,
                use_post_quant_conv=False,
                **decoder,
            ).eval()
        return FluxPipeline(
            scheduler=FlowMatchEulerDiscreteScheduler(shift=3.0, use_dynamic_shifting=True),
            vae=vae,
            transformer=transformer,
            **dict.fromkeys(("text_encoder", "text_encoder_2", "tokenizer", "tokenizer_2")),
        )

    call = size | {"guidance_scale": 3.5, "prompt_embeds": (1, 512, width), "pooled_prompt_embeds": (1, pooled)}
    return Job(f"FLUX.1-dev {size['width']}x{size['height']}", build, call, steps, None if tiny else 9595)


def mochi(tiny: bool) -> Job:
    size = {"width": 64, "height": 32, "num_frames": 7} if tiny else {"width": 848, "height": 480, "num_frames": 85}
    tokens, width, steps = (16, 32, 2) if tiny else (256, 4096, 64)

    def build(device: str) -> Any:
        small = {
            "num_layers": 2,
            "attention_head_dim": 16,
            "num_attention_heads": 2,
            "pooled_projection_dim": 16,
            "text_embed_dim": width,
            "time_embed_dim": 8,
        }
        narrow = {
            "encoder_block_out_channels": (32,) * 4,
            "decoder_block_out_channels": (32,) * 4,
            "layers_per_block": (1,) * 5,
        }
        with _on(device):
            transformer = MochiTransformer3DModel(**(small if tiny else {})).eval()
            vae = AutoencoderKLMochi(**(narrow if tiny else {})).eval()
        return MochiKeyframePipeline(
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
    return Job(
        f"Mochi 1 {size['width']}x{size['height']}x{size['num_frames']}", build, call, steps, None if tiny else 77000
    )


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


class _on:  # noqa: N801 - reads as a word
    """New modules go to the device, in its numbers."""

    def __init__(self, device: str) -> None:
        self.device = torch.device(device)

    def __enter__(self) -> None:
        torch.set_default_dtype(torch.bfloat16 if self.device.type == "cuda" else torch.float32)
        self.device.__enter__()
        torch.manual_seed(0)

    def __exit__(self, *error: object) -> None:
        self.device.__exit__(*error)
        torch.set_default_dtype(torch.float32)
