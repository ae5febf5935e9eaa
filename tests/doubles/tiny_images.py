"""Other still models than FLUX.1 at a tiny size with random weights: the real classes, saved in the real layout."""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

import pytest

from doubles.tiny_flux import WORDS, a_clip_tokenizer, a_t5_tokenizer, a_vae, an_entry

TEMPLATE = (
    "{% for message in messages %}<|im_start|>{{ message['role'] }}\n{{ message['content'] }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)

Z_IMAGE = an_entry("tiny-z-image", "ZImagePipeline", guidance=0.0)
Z_IMAGE_GUIDED = an_entry("tiny-z-image", "ZImagePipeline", guidance=4.0)
KLEIN = an_entry("tiny-klein", "Flux2KleinPipeline", guidance=1.0, abilities=("t2i", "i2i", "reference"))
KLEIN_GUIDED = KLEIN.model_copy(update={"guidance": 4.0})
QWEN = an_entry(
    "tiny-qwen",
    "QwenImagePipeline",
    guidance=4.0,
    extra={"guidance": "true_cfg_scale", "negative": " ", "call": {"max_sequence_length": 16}},
)
SD3 = an_entry("tiny-sd3", "StableDiffusion3Pipeline", guidance=7.0)


@cache
def tiny_image_model(pipeline: str) -> Path:
    """A folder that the pipeline loads, built once a process. Skips where rushes[render] is not installed."""
    for package in ("torch", "diffusers", "transformers"):
        pytest.importorskip(package, reason="it comes with rushes[render]")
    import diffusers
    import torch

    torch.set_num_threads(1)
    torch.manual_seed(0)
    makers = {
        "ZImagePipeline": z_image,
        "Flux2KleinPipeline": klein,
        "QwenImagePipeline": qwen_image,
        "StableDiffusion3Pipeline": sd3,
    }
    folder = Path(tempfile.mkdtemp(prefix="tiny-image-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    scheduler = diffusers.FlowMatchEulerDiscreteScheduler(shift=3.0)
    parts = {"scheduler": scheduler, **makers[pipeline]()}
    getattr(diffusers, pipeline)(**parts).save_pretrained(folder, safe_serialization=True)
    return folder


def qwen_tokenizer():
    """A token a byte, in Qwen's form, with a chat template."""
    from transformers import Qwen2Tokenizer

    letters = [chr(code) for code in (*range(33, 127), *range(161, 173), *range(174, 256), *range(256, 324))]
    vocab = {token: index for index, token in enumerate([*letters, "<|endoftext|>", "<|im_start|>", "<|im_end|>"])}
    made = Qwen2Tokenizer(vocab=vocab, merges=[])
    made.add_special_tokens({"additional_special_tokens": ["<|im_start|>", "<|im_end|>"]})
    made.chat_template = TEMPLATE
    return made


def qwen3(tokenizer, layers: int):
    from transformers import Qwen3Config

    return Qwen3Config(
        vocab_size=len(tokenizer),
        hidden_size=WORDS,
        intermediate_size=WORDS,
        num_hidden_layers=layers,
        num_attention_heads=2,
        num_key_value_heads=2,
        head_dim=16,
    )


def z_image() -> dict[str, object]:
    from diffusers import ZImageTransformer2DModel
    from transformers import Qwen3Model

    words = qwen_tokenizer()
    transformer = ZImageTransformer2DModel(
        in_channels=4,
        dim=32,
        n_layers=1,
        n_refiner_layers=1,
        n_heads=2,
        n_kv_heads=2,
        cap_feat_dim=WORDS,
        axes_dims=[4, 4, 8],
        axes_lens=[512, 64, 64],
    )
    return {
        "vae": a_vae(),
        "text_encoder": Qwen3Model(qwen3(words, 2)).eval(),
        "tokenizer": words,
        "transformer": transformer,
    }


def klein() -> dict[str, object]:
    from diffusers import AutoencoderKLFlux2, Flux2Transformer2DModel
    from transformers import Qwen3ForCausalLM

    words = qwen_tokenizer()
    vae = AutoencoderKLFlux2(
        block_out_channels=(4, 4, 8, 8), layers_per_block=1, latent_channels=4, norm_num_groups=2, sample_size=64
    )
    transformer = Flux2Transformer2DModel(
        in_channels=16,
        num_layers=1,
        num_single_layers=1,
        attention_head_dim=16,
        num_attention_heads=2,
        joint_attention_dim=3 * WORDS,
        axes_dims_rope=(4, 4, 4, 4),
        guidance_embeds=False,
    )
    return {
        "vae": vae.eval(),
        # The pipeline reads its layers 9, 18 and 27.
        "text_encoder": Qwen3ForCausalLM(qwen3(words, 27)).eval(),
        "tokenizer": words,
        "transformer": transformer,
    }


def qwen_image() -> dict[str, object]:
    from diffusers import AutoencoderKLQwenImage, QwenImageTransformer2DModel
    from transformers import Qwen2_5_VLConfig, Qwen2_5_VLForConditionalGeneration

    words = qwen_tokenizer()
    config = Qwen2_5_VLConfig(
        text_config={
            "hidden_size": WORDS,
            "intermediate_size": WORDS,
            "num_hidden_layers": 2,
            "num_attention_heads": 2,
            "num_key_value_heads": 2,
            "rope_scaling": {"mrope_section": [2, 3, 3], "rope_type": "default", "type": "default"},
            "rope_theta": 1000000.0,
            "vocab_size": len(words),
        },
        vision_config={
            "depth": 1,
            "hidden_size": 16,
            "intermediate_size": 16,
            "num_heads": 2,
            "out_hidden_size": WORDS,
        },
    )
    transformer = QwenImageTransformer2DModel(
        in_channels=16,
        out_channels=4,
        num_layers=1,
        attention_head_dim=16,
        num_attention_heads=2,
        joint_attention_dim=WORDS,
        axes_dims_rope=(4, 4, 8),
    )
    vae = AutoencoderKLQwenImage(
        base_dim=8, z_dim=4, dim_mult=[1, 1, 1, 1], num_res_blocks=1, latents_mean=[0.0] * 4, latents_std=[1.0] * 4
    )
    return {
        "vae": vae.eval(),
        "text_encoder": Qwen2_5_VLForConditionalGeneration(config).eval(),
        "tokenizer": words,
        "transformer": transformer,
    }


def sd3() -> dict[str, object]:
    from diffusers import SD3Transformer2DModel
    from transformers import CLIPTextConfig, CLIPTextModelWithProjection, T5Config, T5EncoderModel

    words, pieces = a_clip_tokenizer(), a_t5_tokenizer()
    clip = CLIPTextConfig(
        vocab_size=len(words),
        hidden_size=16,
        intermediate_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        projection_dim=16,
        bos_token_id=words.bos_token_id,
        eos_token_id=words.eos_token_id,
        pad_token_id=words.pad_token_id,
    )
    t5 = T5Config(vocab_size=len(pieces), d_model=WORDS, d_kv=8, d_ff=WORDS, num_layers=1, num_heads=4)
    transformer = SD3Transformer2DModel(
        sample_size=16,
        patch_size=2,
        in_channels=4,
        num_layers=1,
        attention_head_dim=16,
        num_attention_heads=2,
        joint_attention_dim=WORDS,
        caption_projection_dim=32,
        pooled_projection_dim=32,
        out_channels=4,
    )
    return {
        "vae": a_vae(),
        "text_encoder": CLIPTextModelWithProjection(clip).eval(),
        "tokenizer": words,
        "text_encoder_2": CLIPTextModelWithProjection(clip).eval(),
        "tokenizer_2": words,
        "text_encoder_3": T5EncoderModel(t5).eval(),
        "tokenizer_3": pieces,
        "transformer": transformer,
    }
