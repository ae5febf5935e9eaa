"""What diffusion models hold beside their weights, computed without weights or a card.

The real classes run on torch's meta device, at their published widths and a few layers, and every tensor that lives
is counted. Attention is counted as the kernels of a card do it: no matrix of scores is held. What those kernels and
the allocator take besides is not in it.

    python -m benchmarks.activations [flux qwen mochi …]

prints bytes for each token (of a transformer) and for each pixel of each frame (of a VAE). The figures stand in
rushes/tools/weighing.py.
"""

import sys
import time
import weakref

import torch
from diffusers import (
    AutoencoderKL,
    AutoencoderKLCogVideoX,
    AutoencoderKLHunyuanVideo,
    AutoencoderKLLTXVideo,
    AutoencoderKLMochi,
    AutoencoderKLWan,
    CogVideoXTransformer3DModel,
    Flux2Transformer2DModel,
    FluxTransformer2DModel,
    HunyuanVideoTransformer3DModel,
    LTXVideoTransformer3DModel,
    MochiTransformer3DModel,
    QwenImageTransformer2DModel,
    SD3Transformer2DModel,
    WanTransformer3DModel,
    ZImageTransformer2DModel,
)
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves

META = torch.device("meta")


class Living(TorchDispatchMode):
    """Counts the bytes of all tensors that are alive, and their peak."""

    def __init__(self):
        super().__init__()
        self.now = self.peak = 0
        self.known = set()

    def __torch_dispatch__(self, operation, types, args=(), kwargs=None):
        made = operation(*args, **(kwargs or {}))
        for tensor in tree_leaves(made):
            if isinstance(tensor, torch.Tensor):
                self._count(tensor.untyped_storage())
        return made

    def _count(self, storage):
        if storage._cdata not in self.known:
            self.known.add(storage._cdata)
            self.now += storage.nbytes()
            self.peak = max(self.peak, self.now)
            weakref.finalize(storage, self._gone, storage._cdata, storage.nbytes())

    def _gone(self, name, size):
        self.known.discard(name)
        self.now -= size


def attention(query, key, value, *_args, **_kwargs):
    """The result alone, as a fused kernel leaves it."""
    return query.new_empty((*query.shape[:-1], value.shape[-1]))


def peak(work):
    plain = torch.nn.functional.scaled_dot_product_attention
    torch.nn.functional.scaled_dot_product_attention = attention
    try:
        with torch.no_grad(), Living() as living:
            work()
    finally:
        torch.nn.functional.scaled_dot_product_attention = plain
    return living.peak


def on_meta(kind, **config):
    torch.set_default_dtype(torch.bfloat16)
    with META:
        model = kind(**config).eval()
    torch.set_default_dtype(torch.float32)
    return model


def some(*shape, dtype=torch.bfloat16):
    return torch.empty(*shape, device=META, dtype=dtype)


def flux(tokens=9216):
    model = on_meta(FluxTransformer2DModel, guidance_embeds=True, num_layers=2, num_single_layers=2)
    return tokens + 512, lambda: model(
        hidden_states=some(1, tokens, 64),
        encoder_hidden_states=some(1, 512, 4096),
        pooled_projections=some(1, 768),
        timestep=some(1),
        img_ids=some(tokens, 3),
        txt_ids=some(512, 3),
        guidance=some(1),
    )


def flux2(tokens=9216):
    model = on_meta(Flux2Transformer2DModel, num_layers=2, num_single_layers=2)
    return tokens + 512, lambda: model(
        hidden_states=some(1, tokens, 128),
        encoder_hidden_states=some(1, 512, 15360),
        timestep=some(1),
        img_ids=some(1, tokens, 4),
        txt_ids=some(1, 512, 4),
        guidance=some(1),
    )


def qwen(tokens=9216):
    model = on_meta(QwenImageTransformer2DModel, num_layers=2)
    return tokens + 512, lambda: model(
        hidden_states=some(1, tokens, 64),
        encoder_hidden_states=some(1, 512, 3584),
        encoder_hidden_states_mask=None,
        timestep=some(1),
        img_shapes=[[(1, 72, 128)]],
    )


def zimage(tokens=9216):
    model = on_meta(ZImageTransformer2DModel, n_layers=2)
    return tokens + 512, lambda: model([some(16, 1, 144, 256)], some(1), [some(512, 2560)])


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
    return 2 * (9216 + 333), lambda: model(
        hidden_states=some(2, 16, 144, 256),
        encoder_hidden_states=some(2, 333, 4096),
        pooled_projections=some(2, 2048),
        timestep=some(2),
    )


def mochi():
    model = on_meta(MochiTransformer3DModel, num_layers=2)
    return 2 * (15 * 30 * 53 + 256), lambda: model(
        hidden_states=some(2, 12, 15, 60, 106),
        encoder_hidden_states=some(2, 256, 4096),
        timestep=some(2),
        encoder_attention_mask=torch.ones(2, 256, device=META, dtype=torch.bool),
    )


def ltx():
    model = on_meta(LTXVideoTransformer3DModel, num_layers=2)
    tokens = 16 * 22 * 21
    return 2 * (tokens + 128), lambda: model(
        hidden_states=some(2, tokens, 128),
        encoder_hidden_states=some(2, 128, 4096),
        timestep=some(2),
        encoder_attention_mask=torch.ones(2, 128, device=META),
        num_frames=21,
        height=16,
        width=22,
    )


def wan():
    model = on_meta(WanTransformer3DModel, num_layers=2)
    return 21 * 30 * 52, lambda: model(
        hidden_states=some(1, 16, 21, 60, 104), encoder_hidden_states=some(1, 512, 4096), timestep=some(1)
    )


def wan_small():
    model = on_meta(WanTransformer3DModel, num_layers=2, num_attention_heads=12, ffn_dim=8960)
    return 21 * 30 * 52, lambda: model(
        hidden_states=some(1, 16, 21, 60, 104), encoder_hidden_states=some(1, 512, 4096), timestep=some(1)
    )


def hunyuan():
    model = on_meta(HunyuanVideoTransformer3DModel, num_layers=2, num_single_layers=2, num_refiner_layers=1)
    return 21 * 30 * 53 + 256, lambda: model(
        hidden_states=some(1, 16, 21, 60, 106),
        encoder_hidden_states=some(1, 256, 4096),
        timestep=some(1),
        encoder_attention_mask=torch.ones(1, 256, device=META),
        pooled_projections=some(1, 768),
        guidance=some(1),
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
    return 2 * (11 * 48 * 85 + 226), lambda: model(
        hidden_states=some(2, 22, 16, 96, 170),
        encoder_hidden_states=some(2, 226, 4096),
        timestep=some(2),
        image_rotary_emb=(some(11 * 48 * 85, 64), some(11 * 48 * 85, 64)),
    )


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
    return 2048 * 1152, lambda: model.decode(some(1, 16, 144, 256))


def mochi_vae():
    model = on_meta(AutoencoderKLMochi)
    return 85 * 480 * 848, lambda: model.decode(some(1, 12, 15, 60, 106))


def wan_vae():
    model = on_meta(AutoencoderKLWan)
    return 81 * 480 * 832, lambda: model.decode(some(1, 16, 21, 60, 104))


def ltx_vae():
    model = on_meta(AutoencoderKLLTXVideo)
    return 161 * 512 * 704, lambda: model.decode(some(1, 128, 21, 16, 22))


def hunyuan_vae():
    model = on_meta(AutoencoderKLHunyuanVideo)
    return 81 * 480 * 848, lambda: model.decode(some(1, 16, 21, 60, 106))


def cogvideox_vae():
    model = on_meta(AutoencoderKLCogVideoX)
    return 81 * 768 * 1360, lambda: model.decode(some(1, 16, 21, 96, 170))


TRANSFORMERS = (flux, flux2, qwen, zimage, sd3, mochi, ltx, wan, wan_small, hunyuan, cogvideox)
VAES = (image_vae, mochi_vae, wan_vae, ltx_vae, hunyuan_vae, cogvideox_vae)


def main(named):
    torch.set_num_threads(1)
    for model in (*TRANSFORMERS, *VAES):
        if not named or model.__name__ in named:
            began = time.monotonic()
            count, work = model()
            took = peak(work)
            unit = "token" if model in TRANSFORMERS else "pixel of each frame"
            line = f"{model.__name__:14} {took / 1e9:7.2f} GB  {took / count:10.0f} bytes a {unit}"
            print(f"{line}  ({time.monotonic() - began:.1f} s)", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
