"""What diffusion models hold beside their weights, computed without weights or a card.

The real classes run on torch's meta device, at their published widths and a few layers, and every tensor that lives
is counted. Attention is counted as the kernels of a card do it: no matrix of scores is held. What those kernels and
the allocator take besides is not in it.

    python -m benchmarks.activations [flux qwen mochi …]

prints bytes for each token (of a transformer; of a U-Net, for each pixel of a latent) and for each pixel of each
frame (of a VAE). The figures stand in rushes/tools/weighing.py.
"""

import sys
import time
import weakref
from contextlib import nullcontext
from unittest.mock import patch

import torch
from diffusers import (
    AutoencoderKL,
    AutoencoderKLCogVideoX,
    AutoencoderKLHunyuanVideo,
    AutoencoderKLHunyuanVideo15,
    AutoencoderKLLTX2Video,
    AutoencoderKLLTXVideo,
    AutoencoderKLMochi,
    AutoencoderKLQwenImage,
    AutoencoderKLTemporalDecoder,
    AutoencoderKLWan,
    CogVideoXTransformer3DModel,
    CosmosTransformer3DModel,
    Flux2Transformer2DModel,
    FluxTransformer2DModel,
    HunyuanVideoTransformer3DModel,
    LTXVideoTransformer3DModel,
    MochiTransformer3DModel,
    MotionAdapter,
    QwenImageTransformer2DModel,
    SD3Transformer2DModel,
    UNet2DConditionModel,
    UNetMotionModel,
    UNetSpatioTemporalConditionModel,
    WanTransformer3DModel,
    ZImageTransformer2DModel,
)
from diffusers.models.attention_processor import MochiAttention
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves

from rushes.tools.diffusion.mochi_attention import PromptLengths, TrimmedAttention

META = torch.device("meta")


class Living(TorchDispatchMode):
    """Counts the bytes of all tensors that are alive, and their peak."""

    def __init__(self, weights):
        super().__init__()
        self.now = self.peak = 0
        self.known = {weight.untyped_storage()._cdata for weight in weights}  # noqa: SLF001 - its only name; views of them come by as well

    def __torch_dispatch__(self, operation, types, args=(), kwargs=None):
        made = operation(*args, **(kwargs or {}))
        for tensor in tree_leaves(made):
            if isinstance(tensor, torch.Tensor):
                self._count(tensor.untyped_storage())
        return made

    def _count(self, storage):
        if storage._cdata not in self.known:  # noqa: SLF001
            self.known.add(storage._cdata)  # noqa: SLF001
            self.now += storage.nbytes()
            self.peak = max(self.peak, self.now)
            weakref.finalize(storage, self._gone, storage._cdata, storage.nbytes())  # noqa: SLF001

    def _gone(self, name, size):
        self.known.discard(name)
        self.now -= size


def attention(query, key, value, *_args, **_kwargs):
    """The result alone, as a fused kernel leaves it."""
    return query.new_empty((*query.shape[:-1], value.shape[-1]))


def peak(model, work):
    """Bytes beside the weights, at most, while the work is done. Inputs that are made on the way are counted."""
    weights = [*model.parameters(), *model.buffers()]
    with (
        patch.object(torch.nn.functional, "scaled_dot_product_attention", attention),
        patch.object(torch, "autocast", lambda *_given, **_named: nullcontext()),  # there is none for this device
        torch.no_grad(),
        Living(weights) as living,
    ):
        work(model)
    return living.peak


def on_meta(kind, **config):
    torch.set_default_dtype(torch.bfloat16)
    with META:
        model = kind(**config).eval().to(META)
    torch.set_default_dtype(torch.float32)
    return model


def some(*shape, dtype=torch.bfloat16):
    return torch.empty(*shape, device=META, dtype=dtype)


def flux(tokens=9216):
    model = on_meta(FluxTransformer2DModel, guidance_embeds=True, num_layers=2, num_single_layers=2)
    return (
        tokens + 512,
        model,
        lambda model: model(
            hidden_states=some(1, tokens, 64),
            encoder_hidden_states=some(1, 512, 4096),
            pooled_projections=some(1, 768),
            timestep=some(1),
            img_ids=some(tokens, 3),
            txt_ids=some(512, 3),
            guidance=some(1),
        ),
    )


def flux2(tokens=9216):
    model = on_meta(Flux2Transformer2DModel, num_layers=2, num_single_layers=2)
    return (
        tokens + 512,
        model,
        lambda model: model(
            hidden_states=some(1, tokens, 128),
            encoder_hidden_states=some(1, 512, 15360),
            timestep=some(1),
            img_ids=some(1, tokens, 4),
            txt_ids=some(1, 512, 4),
            guidance=some(1),
        ),
    )


def klein(tokens=4080):
    model = on_meta(
        Flux2Transformer2DModel, num_layers=2, num_single_layers=2, num_attention_heads=24, joint_attention_dim=7680
    )
    return (
        tokens + 512,
        model,
        lambda model: model(
            hidden_states=some(1, tokens, 128),
            encoder_hidden_states=some(1, 512, 7680),
            timestep=some(1),
            img_ids=some(1, tokens, 4),
            txt_ids=some(1, 512, 4),
            guidance=some(1),
        ),
    )


def qwen(tokens=9216):
    model = on_meta(QwenImageTransformer2DModel, num_layers=2)
    return (
        tokens + 512,
        model,
        lambda model: model(
            hidden_states=some(1, tokens, 64),
            encoder_hidden_states=some(1, 512, 3584),
            encoder_hidden_states_mask=None,
            timestep=some(1),
            img_shapes=[[(1, 72, 128)]],
        ),
    )


def zimage(tokens=9216):
    model = on_meta(ZImageTransformer2DModel, n_layers=2)
    return tokens + 512, model, lambda model: model([some(16, 1, 144, 256)], some(1), [some(512, 2560)])


def sd3():
    model = on_meta(
        SD3Transformer2DModel,
        num_layers=2,
        num_attention_heads=38,
        caption_projection_dim=2432,
        pos_embed_max_size=192,
        out_channels=16,
        pooled_projection_dim=2048,
        joint_attention_dim=4096,
        qk_norm="rms_norm",
    )
    return (
        2 * (9216 + 333),
        model,
        lambda model: model(
            hidden_states=some(2, 16, 144, 256),
            encoder_hidden_states=some(2, 333, 4096),
            pooled_projections=some(2, 2048),
            timestep=some(2),
        ),
    )


def mochi():
    model = on_meta(MochiTransformer3DModel, num_layers=2)
    # The stock attention asks for the prompts' lengths, and shapes alone have none: they are looked up beforehand.
    for module in model.modules():
        if isinstance(module, MochiAttention):
            module.processor = TrimmedAttention(PromptLengths())
    return (
        2 * (15 * 30 * 53 + 256),
        model,
        lambda model: model(
            hidden_states=some(2, 12, 15, 60, 106),
            encoder_hidden_states=some(2, 256, 4096),
            timestep=some(2),
            encoder_attention_mask=torch.ones(2, 256, device=META, dtype=torch.bool),
        ),
    )


def ltx():
    model = on_meta(LTXVideoTransformer3DModel, num_layers=2)
    tokens = 16 * 22 * 21
    return (
        2 * (tokens + 128),
        model,
        lambda model: model(
            hidden_states=some(2, tokens, 128),
            encoder_hidden_states=some(2, 128, 4096),
            timestep=some(2),
            encoder_attention_mask=torch.ones(2, 128, device=META),
            num_frames=21,
            height=16,
            width=22,
        ),
    )


def wan():
    model = on_meta(WanTransformer3DModel, num_layers=2)
    return (
        21 * 30 * 52,
        model,
        lambda model: model(
            hidden_states=some(1, 16, 21, 60, 104), encoder_hidden_states=some(1, 512, 4096), timestep=some(1)
        ),
    )


def wan_small():
    model = on_meta(WanTransformer3DModel, num_layers=2, num_attention_heads=12, ffn_dim=8960)
    return (
        21 * 30 * 52,
        model,
        lambda model: model(
            hidden_states=some(1, 16, 21, 60, 104), encoder_hidden_states=some(1, 512, 4096), timestep=some(1)
        ),
    )


def wan_middle():
    model = on_meta(
        WanTransformer3DModel, num_layers=2, num_attention_heads=24, ffn_dim=14336, in_channels=48, out_channels=48
    )
    return (
        31 * 22 * 40,
        model,
        lambda model: model(
            hidden_states=some(1, 48, 31, 44, 80), encoder_hidden_states=some(1, 512, 4096), timestep=some(1)
        ),
    )


def hunyuan():
    model = on_meta(HunyuanVideoTransformer3DModel, num_layers=2, num_single_layers=2, num_refiner_layers=1)
    return (
        21 * 30 * 53 + 256,
        model,
        lambda model: model(
            hidden_states=some(1, 16, 21, 60, 106),
            encoder_hidden_states=some(1, 256, 4096),
            timestep=some(1),
            encoder_attention_mask=torch.ones(1, 256, device=META),
            pooled_projections=some(1, 768),
            guidance=some(1),
        ),
    )


def cogvideox():
    model = on_meta(
        CogVideoXTransformer3DModel,
        num_layers=2,
        num_attention_heads=48,
        sample_width=170,
        sample_height=96,
        patch_size_t=2,
        use_rotary_positional_embeddings=True,
        patch_bias=False,
    )
    return (
        2 * (11 * 48 * 85 + 226),
        model,
        lambda model: model(
            hidden_states=some(2, 22, 16, 96, 170),
            encoder_hidden_states=some(2, 226, 4096),
            timestep=some(2),
            image_rotary_emb=(some(11 * 48 * 85, 64), some(11 * 48 * 85, 64)),
        ),
    )


def cosmos2():
    model = on_meta(
        CosmosTransformer3DModel,
        in_channels=17,
        out_channels=16,
        num_attention_heads=16,
        num_layers=2,
        text_embed_dim=1024,
        adaln_lora_dim=256,
        max_size=(128, 240, 240),
        extra_pos_embed_type=None,
    )
    return (
        24 * 44 * 80,
        model,
        lambda model: model(
            hidden_states=some(1, 16, 24, 88, 160),
            timestep=some(1),
            encoder_hidden_states=some(1, 512, 1024),
            condition_mask=some(1, 1, 24, 88, 160),
            fps=16,
            padding_mask=some(1, 1, 704, 1280),
        ),
    )


def svd():
    """Bytes a pixel of a latent: a U-Net has no tokens."""
    model = on_meta(
        UNetSpatioTemporalConditionModel, num_attention_heads=(5, 10, 20, 20), num_frames=25, sample_size=96
    )
    return (
        2 * 25 * 72 * 128,
        model,
        lambda model: model(
            some(2, 25, 8, 72, 128), some(1), encoder_hidden_states=some(2, 1, 1024), added_time_ids=some(2, 3)
        ),
    )


def animatediff():
    base = on_meta(
        UNet2DConditionModel,
        cross_attention_dim=768,
        sample_size=64,
        attention_head_dim=8,
    )
    adapter = on_meta(MotionAdapter)
    with META:
        model = UNetMotionModel.from_unet2d(base, adapter, load_weights=False).to(torch.bfloat16).eval()
    return (
        2 * 16 * 64 * 64,
        model,
        lambda model: model(some(2, 4, 16, 64, 64), some(1), encoder_hidden_states=some(2 * 16, 77, 768)),
    )


def stable_diffusion():
    model = on_meta(UNet2DConditionModel, cross_attention_dim=768, sample_size=64, attention_head_dim=8)
    return 2 * 64 * 64, model, lambda model: model(some(2, 4, 64, 64), some(1), encoder_hidden_states=some(2, 77, 768))


def image_vae():
    model = on_meta(
        AutoencoderKL,
        down_block_types=("DownEncoderBlock2D",) * 4,
        up_block_types=("UpDecoderBlock2D",) * 4,
        block_out_channels=(128, 256, 512, 512),
        layers_per_block=2,
        latent_channels=16,
        use_quant_conv=False,
        use_post_quant_conv=False,
    )
    return 2048 * 1152, model, lambda model: model.decode(some(1, 16, 144, 256))


def mochi_vae():
    model = on_meta(AutoencoderKLMochi)
    return 85 * 480 * 848, model, lambda model: model.decode(some(1, 12, 15, 60, 106))


def wan_vae():
    model = on_meta(AutoencoderKLWan)
    return 81 * 480 * 832, model, lambda model: model.decode(some(1, 16, 21, 60, 104))


def ltx_vae():
    model = on_meta(AutoencoderKLLTXVideo)
    return 161 * 512 * 704, model, lambda model: model.decode(some(1, 128, 21, 16, 22))


def hunyuan_vae():
    model = on_meta(AutoencoderKLHunyuanVideo)
    return 81 * 480 * 848, model, lambda model: model.decode(some(1, 16, 21, 60, 106))


def cogvideox_vae():
    model = on_meta(AutoencoderKLCogVideoX)
    return 81 * 768 * 1360, model, lambda model: model.decode(some(1, 16, 21, 96, 170))


def qwen_vae():
    model = on_meta(AutoencoderKLQwenImage)
    return 1664 * 928, model, lambda model: model.decode(some(1, 16, 1, 116, 208))


def svd_vae():
    model = on_meta(
        AutoencoderKLTemporalDecoder,
        block_out_channels=(128, 256, 512, 512),
        down_block_types=("DownEncoderBlock2D",) * 4,
        layers_per_block=2,
    )
    return 8 * 1024 * 576, model, lambda model: model.decode(some(8, 4, 72, 128), num_frames=8)


def wan22_vae():
    model = on_meta(
        AutoencoderKLWan,
        base_dim=160,
        decoder_base_dim=256,
        z_dim=48,
        in_channels=12,
        out_channels=12,
        is_residual=True,
        patch_size=2,
        scale_factor_spatial=16,
        latents_mean=[0.0] * 48,
        latents_std=[1.0] * 48,
    )
    return 121 * 704 * 1280, model, lambda model: model.decode(some(1, 48, 31, 44, 80))


def hunyuan15_vae():
    model = on_meta(AutoencoderKLHunyuanVideo15)
    return 121 * 848 * 480, model, lambda model: model.decode(some(1, 32, 31, 30, 53))


def ltx2_vae():
    model = on_meta(AutoencoderKLLTX2Video)
    return 121 * 768 * 512, model, lambda model: model.decode(some(1, 128, 16, 16, 24))


TRANSFORMERS = (
    flux,
    flux2,
    klein,
    qwen,
    zimage,
    sd3,
    mochi,
    ltx,
    wan,
    wan_middle,
    wan_small,
    hunyuan,
    cogvideox,
    cosmos2,
    svd,
    animatediff,
    stable_diffusion,
)
VAES = (
    image_vae,
    qwen_vae,
    mochi_vae,
    wan_vae,
    wan22_vae,
    ltx_vae,
    ltx2_vae,
    hunyuan_vae,
    hunyuan15_vae,
    cogvideox_vae,
    svd_vae,
)


def main(named):
    torch.set_num_threads(1)
    for model in (*TRANSFORMERS, *VAES):
        if not named or model.__name__ in named:
            began = time.monotonic()
            count, built, work = model()
            took = peak(built, work)
            unit = "token" if model in TRANSFORMERS else "pixel of each frame"
            line = f"{model.__name__:14} {took / 1e9:7.2f} GB  {took / count:10.0f} bytes a {unit}"
            print(f"{line}  ({time.monotonic() - began:.1f} s)", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
