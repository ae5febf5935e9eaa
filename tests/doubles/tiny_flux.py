"""FLUX at a tiny size with random weights: the real classes, saved in the real layout, for every test that paints."""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

import pytest

from rushes.configs.equipment import ModelEntry

WORDS, CHANNELS, TOKENS = 32, 4, 16
"""Width of the text encoders, channels of a latent, tokens of a prompt."""


def an_entry(name: str, pipeline: str, **changes: object) -> ModelEntry:
    values: dict[str, object] = {
        "name": name,
        "kind": "image",
        "title": f"Tiny {name}",
        "pipeline": pipeline,
        "repository": "",
        "licence": "Apache-2.0",
        "gate": "none",
        "abilities": ("t2i",),
        "size_multiple": 16,
        "steps": 2,
        "guidance": 3.5,
        "source": "the tests",
        "extra": {"call": {"max_sequence_length": TOKENS}},
    }
    return ModelEntry.model_validate(values | changes)


FLUX = an_entry("tiny-flux", "FluxPipeline")
SCHNELL = an_entry("tiny-schnell", "FluxPipeline", guidance=0.0)
KONTEXT = an_entry("tiny-kontext", "FluxKontextPipeline", abilities=("i2i", "reference"))
REDUX = an_entry("tiny-redux", "FluxPriorReduxPipeline", abilities=("reference",))
CANNY = an_entry(
    "tiny-canny",
    "FluxControlNetPipeline",
    abilities=("control",),
    extra={"component": "FluxControlNetModel", "control": "canny"},
)
CANNY_THROUGHOUT = an_entry(
    "tiny-canny-throughout", "FluxControlPipeline", abilities=("control",), extra={"control": "canny"}
)
IP_ADAPTER = an_entry(
    "tiny-ip", "ip-adapter", abilities=("reference",), extra={"weight_name": "ip_adapter.safetensors"}
)


def _folder(name: str) -> Path:
    for package in ("torch", "diffusers", "transformers"):
        pytest.importorskip(package, reason="it comes with rushes[render]")
    folder = Path(tempfile.mkdtemp(prefix=f"{name}-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def tiny_flux(*, guided: bool = True) -> Path:
    """FLUX.1-dev's layout (guided: schnell's has no guidance), some 200 kB, built once a process."""
    return write_flux(_folder("tiny-flux"), guided=guided)


def write_flux(folder: Path, *, guided: bool = True, pipeline: str = "FluxPipeline", seen: int = 1) -> Path:
    """`seen`: how many latents side by side the transformer takes; a model steered throughout takes two."""
    import diffusers
    import torch

    torch.set_num_threads(1)
    torch.manual_seed(0)
    parts = {
        "scheduler": diffusers.FlowMatchEulerDiscreteScheduler(shift=3.0, use_dynamic_shifting=guided),
        "vae": a_vae(),
        "transformer": diffusers.FluxTransformer2DModel(
            in_channels=seen * 4 * CHANNELS,
            out_channels=4 * CHANNELS,
            num_layers=1,
            num_single_layers=1,
            guidance_embeds=guided,
            **_sizes(),
        ),
    }
    getattr(diffusers, pipeline)(**parts, **text_encoders()).save_pretrained(folder, safe_serialization=True)
    return folder


def _sizes() -> dict[str, object]:
    return {
        "patch_size": 1,
        "attention_head_dim": 16,
        "num_attention_heads": 2,
        "joint_attention_dim": WORDS,
        "pooled_projection_dim": WORDS,
        "axes_dims_rope": (4, 4, 8),
    }


def a_vae():
    from diffusers import AutoencoderKL

    return AutoencoderKL(
        down_block_types=("DownEncoderBlock2D",) * 4,
        up_block_types=("UpDecoderBlock2D",) * 4,
        block_out_channels=(4, 4, 8, 8),
        layers_per_block=1,
        latent_channels=CHANNELS,
        norm_num_groups=2,
        use_quant_conv=False,
        use_post_quant_conv=False,
        shift_factor=0.1159,
        scaling_factor=0.3611,
    ).eval()


def text_encoders() -> dict[str, object]:
    from transformers import CLIPTextConfig, CLIPTextModel, T5Config, T5EncoderModel

    words = a_clip_tokenizer()
    clip = CLIPTextConfig(
        vocab_size=len(words),
        hidden_size=WORDS,
        intermediate_size=WORDS,
        num_hidden_layers=1,
        num_attention_heads=2,
        bos_token_id=words.bos_token_id,
        eos_token_id=words.eos_token_id,
        pad_token_id=words.pad_token_id,
    )
    pieces = a_t5_tokenizer()
    t5 = T5Config(vocab_size=len(pieces), d_model=WORDS, d_kv=8, d_ff=WORDS, num_layers=1, num_heads=4)
    return {
        "text_encoder": CLIPTextModel(clip).eval(),
        "tokenizer": words,
        "text_encoder_2": T5EncoderModel(t5).eval(),
        "tokenizer_2": pieces,
    }


def _letters() -> list[str]:
    return [chr(code) for code in range(33, 127)]


def a_clip_tokenizer():
    """One token a letter, in CLIP's form."""
    from transformers import CLIPTokenizer

    tokens = [*_letters(), *(f"{letter}</w>" for letter in _letters()), "<|startoftext|>", "<|endoftext|>"]
    return CLIPTokenizer(vocab={token: index for index, token in enumerate(tokens)}, merges=[], model_max_length=77)


def a_t5_tokenizer():
    """One token a letter, in T5's form."""
    from transformers import T5TokenizerFast

    pieces = [("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), ("▁", -2.0), *((letter, -3.0) for letter in _letters())]
    return T5TokenizerFast(vocab=pieces, extra_ids=0)


@cache
def tiny_kontext() -> Path:
    return write_flux(_folder("tiny-kontext"), pipeline="FluxKontextPipeline")


@cache
def tiny_control() -> Path:
    """FLUX.1 Canny's layout."""
    return write_flux(_folder("tiny-control"), pipeline="FluxControlPipeline", seen=2)


@cache
def tiny_depth() -> Path:
    """Depth Anything V2's layout."""
    folder = _folder("tiny-depth")
    import torch
    from transformers import DepthAnythingConfig, DepthAnythingForDepthEstimation, Dinov2Config, DPTImageProcessor

    torch.manual_seed(5)
    backbone = Dinov2Config(
        hidden_size=16,
        num_hidden_layers=4,
        num_attention_heads=2,
        intermediate_size=16,
        image_size=28,
        patch_size=14,
        out_features=["stage1", "stage2", "stage3", "stage4"],
        apply_layernorm=True,
        reshape_hidden_states=False,
    )
    config = DepthAnythingConfig(
        backbone_config=backbone,
        patch_size=14,
        reassemble_hidden_size=16,
        neck_hidden_sizes=[4, 4, 8, 8],
        fusion_hidden_size=8,
        head_hidden_size=4,
    )
    model = DepthAnythingForDepthEstimation(config).eval()
    # As it is made, it sees next to nothing.
    for layer in (model.head.conv1, model.head.conv2, model.head.conv3):
        torch.nn.init.normal_(layer.weight)
    torch.nn.init.ones_(model.head.conv3.bias)
    model.save_pretrained(folder, safe_serialization=True)
    DPTImageProcessor(size={"height": 56, "width": 56}, keep_aspect_ratio=True, ensure_multiple_of=14).save_pretrained(
        folder
    )
    return folder


@cache
def tiny_redux() -> Path:
    """FLUX.1 Redux's layout: an image encoder, its feature extractor and the embedder."""
    folder = _folder("tiny-redux")
    import torch
    from diffusers import FluxPriorReduxPipeline
    from diffusers.pipelines.flux.modeling_flux import ReduxImageEncoder
    from transformers import SiglipImageProcessor, SiglipVisionConfig, SiglipVisionModel

    torch.manual_seed(1)
    seen = SiglipVisionConfig(
        hidden_size=16, intermediate_size=16, num_hidden_layers=1, num_attention_heads=2, image_size=16, patch_size=8
    )
    FluxPriorReduxPipeline(
        image_encoder=SiglipVisionModel(seen).eval(),
        feature_extractor=SiglipImageProcessor(size={"height": 16, "width": 16}),
        image_embedder=ReduxImageEncoder(redux_dim=16, txt_in_features=WORDS).eval(),
    ).save_pretrained(folder, safe_serialization=True)
    return folder


@cache
def tiny_controlnet() -> Path:
    """A FLUX ControlNet's layout: one model, no pipeline around it."""
    folder = _folder("tiny-controlnet")
    import torch
    from diffusers import FluxControlNetModel

    torch.manual_seed(2)
    model = FluxControlNetModel(
        in_channels=4 * CHANNELS, num_layers=1, num_single_layers=1, guidance_embeds=True, **_sizes()
    )
    # As it is made, its last layers are zero and it changes nothing.
    for blocks in (model.controlnet_blocks, model.controlnet_single_blocks, [model.controlnet_x_embedder]):
        for block in blocks:
            torch.nn.init.normal_(block.weight, std=0.5)
    model.save_pretrained(folder, safe_serialization=True)
    return folder


@cache
def tiny_ip_adapter() -> tuple[Path, Path]:
    """XLabs' file for FLUX and the CLIP image encoder it reads pictures with."""
    folder, encoder = _folder("tiny-ip"), _folder("tiny-clip")
    import torch
    from safetensors.torch import save_file
    from transformers import CLIPVisionConfig, CLIPVisionModelWithProjection

    torch.manual_seed(3)
    seen = CLIPVisionConfig(
        hidden_size=16,
        intermediate_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        image_size=16,
        patch_size=8,
        projection_dim=16,
    )
    CLIPVisionModelWithProjection(seen).eval().save_pretrained(encoder, safe_serialization=True)
    inner, tokens = 32, 4
    weights = {
        "ip_adapter_proj_model.proj.weight": torch.randn(tokens * WORDS, 16),
        "ip_adapter_proj_model.proj.bias": torch.zeros(tokens * WORDS),
        "ip_adapter_proj_model.norm.weight": torch.ones(WORDS),
        "ip_adapter_proj_model.norm.bias": torch.zeros(WORDS),
    }
    for side in "kv":
        stem = f"double_blocks.0.processor.ip_adapter_double_stream_{side}_proj"
        weights |= {f"{stem}.weight": torch.randn(inner, WORDS), f"{stem}.bias": torch.zeros(inner)}
    save_file(weights, folder / "ip_adapter.safetensors")
    return folder, encoder


def write_lora(file: Path, *, seed: int = 4) -> Path:
    """A LoRA for the tiny FLUX: one attention projection, in diffusers' own form."""
    import torch
    from safetensors.torch import save_file

    torch.manual_seed(seed)
    stem = "transformer.transformer_blocks.0.attn.to_q"
    file.parent.mkdir(parents=True, exist_ok=True)
    save_file({f"{stem}.lora_A.weight": torch.randn(4, 32), f"{stem}.lora_B.weight": torch.randn(32, 4)}, file)
    return file
