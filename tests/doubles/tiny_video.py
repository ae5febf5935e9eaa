"""Tiny video models with random weights: diffusers' own classes, saved in the layout their weights are published in.

Real inference in a second or less, and never a sensible picture. Each family is built once a process. Import this
where a test begins: it brings torch and diffusers.
"""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="it comes with rushes[render]")
diffusers = pytest.importorskip("diffusers", reason="it comes with rushes[render]")
transformers = pytest.importorskip("transformers")
tokenizers = pytest.importorskip("tokenizers")

TEXT = 32
"""The width of the tiny text encoders' embeddings."""


@cache
def tiny_folder(family: str) -> Path:
    """The family's folder."""
    folder = Path(tempfile.mkdtemp(prefix=f"tiny-{family}-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    torch.set_num_threads(1)
    torch.manual_seed(0)
    FAMILIES[family]().save_pretrained(folder, safe_serialization=True)
    return folder


def letters() -> list[str]:
    return [" ", *(chr(code) for code in range(0x21, 0x7F))]


def t5_tokenizer():
    pieces = [("<pad>", 0.0), ("</s>", 0.0), ("<unk>", -10.0), ("▁", -1.0)]
    pieces += [(letter, -2.0) for letter in letters()[1:]]
    return transformers.T5TokenizerFast(vocab=pieces, extra_ids=0, model_max_length=512)


def t5_encoder():
    config = transformers.T5Config(vocab_size=128, d_model=TEXT, d_ff=37, d_kv=8, num_heads=4, num_layers=2)
    return transformers.T5EncoderModel(config).eval()


def clip_tokenizer():
    marks = ["<|startoftext|>", "<|endoftext|>"]
    vocabulary = [*marks, *letters(), *(f"{letter}</w>" for letter in letters())]
    tokenizer = transformers.CLIPTokenizer(
        vocab={token: index for index, token in enumerate(vocabulary)}, merges=[], model_max_length=77
    )
    tokenizer.pad_token = marks[1]
    return tokenizer


def clip_text():
    config = transformers.CLIPTextConfig(
        vocab_size=256,
        hidden_size=TEXT,
        intermediate_size=37,
        num_attention_heads=4,
        num_hidden_layers=2,
        projection_dim=TEXT,
        bos_token_id=0,
        eos_token_id=1,
        pad_token_id=1,
    )
    return transformers.CLIPTextModel(config).eval()


def clip_vision():
    config = transformers.CLIPVisionConfig(
        hidden_size=TEXT,
        intermediate_size=37,
        num_attention_heads=4,
        num_hidden_layers=2,
        projection_dim=TEXT,
        image_size=224,
        patch_size=56,
    )
    return transformers.CLIPVisionModelWithProjection(config).eval()


def image_processor():
    return transformers.CLIPImageProcessor(crop_size={"height": 224, "width": 224}, size={"shortest_edge": 224})


def mochi():
    transformer = diffusers.MochiTransformer3DModel(
        num_attention_heads=2,
        attention_head_dim=16,
        num_layers=2,
        pooled_projection_dim=16,
        text_embed_dim=TEXT,
        time_embed_dim=8,
        max_sequence_length=16,
    )
    vae = diffusers.AutoencoderKLMochi(
        encoder_block_out_channels=(32, 32, 32, 32),
        decoder_block_out_channels=(32, 32, 32, 32),
        layers_per_block=(1, 1, 1, 1, 1),
    )
    return diffusers.MochiPipeline(
        scheduler=diffusers.FlowMatchEulerDiscreteScheduler(invert_sigmas=True),
        vae=vae,
        text_encoder=t5_encoder(),
        tokenizer=t5_tokenizer(),
        transformer=transformer,
    )


def ltx():
    transformer = diffusers.LTXVideoTransformer3DModel(
        in_channels=8,
        out_channels=8,
        num_attention_heads=2,
        attention_head_dim=8,
        cross_attention_dim=16,
        num_layers=1,
        caption_channels=TEXT,
    )
    vae = diffusers.AutoencoderKLLTXVideo(
        latent_channels=8,
        block_out_channels=(8, 8, 8, 8),
        decoder_block_out_channels=(8, 8, 8, 8),
        layers_per_block=(1, 1, 1, 1, 1),
        decoder_layers_per_block=(1, 1, 1, 1, 1),
    )
    return diffusers.LTXPipeline(
        scheduler=diffusers.FlowMatchEulerDiscreteScheduler(),
        vae=vae,
        text_encoder=t5_encoder(),
        tokenizer=t5_tokenizer(),
        transformer=transformer,
    )


def wan_vae():
    return diffusers.AutoencoderKLWan(
        base_dim=3, z_dim=16, dim_mult=[1, 1, 1, 1], num_res_blocks=1, temperal_downsample=[False, True, True]
    )


def wan_transformer(channels=16, **more):
    return diffusers.WanTransformer3DModel(
        num_attention_heads=2,
        attention_head_dim=12,
        in_channels=channels,
        out_channels=16,
        text_dim=TEXT,
        freq_dim=256,
        ffn_dim=32,
        num_layers=2,
        rope_max_seq_len=32,
        **more,
    )


def wan():
    return diffusers.WanPipeline(
        tokenizer=t5_tokenizer(),
        text_encoder=umt5_encoder(),
        vae=wan_vae(),
        scheduler=diffusers.UniPCMultistepScheduler(prediction_type="flow_prediction", use_flow_sigmas=True),
        transformer=wan_transformer(),
    )


def wan_i2v():
    """Wan 2.1's: it sees the still through CLIP too."""
    return diffusers.WanImageToVideoPipeline(
        tokenizer=t5_tokenizer(),
        text_encoder=umt5_encoder(),
        vae=wan_vae(),
        scheduler=diffusers.UniPCMultistepScheduler(prediction_type="flow_prediction", use_flow_sigmas=True),
        transformer=wan_transformer(36, image_dim=TEXT),
        image_encoder=clip_vision(),
        image_processor=image_processor(),
    )


def wan_22_i2v():
    """Wan 2.2's: a transformer for the noisy steps and one for the rest, and no CLIP."""
    return diffusers.WanImageToVideoPipeline(
        tokenizer=t5_tokenizer(),
        text_encoder=umt5_encoder(),
        vae=wan_vae(),
        scheduler=diffusers.UniPCMultistepScheduler(prediction_type="flow_prediction", use_flow_sigmas=True),
        transformer=wan_transformer(36),
        transformer_2=wan_transformer(36),
        boundary_ratio=0.9,
    )


def umt5_encoder():
    config = transformers.UMT5Config(vocab_size=128, d_model=TEXT, d_ff=37, d_kv=8, num_heads=4, num_layers=2)
    return transformers.UMT5EncoderModel(config).eval()


def cogvideox_i2v():
    """CogVideoX 1.5's image-to-video model: patches in time too, and a channel for the still."""
    transformer = diffusers.CogVideoXTransformer3DModel(
        num_attention_heads=2,
        attention_head_dim=16,
        in_channels=8,
        out_channels=4,
        time_embed_dim=2,
        ofs_embed_dim=2,
        text_embed_dim=TEXT,
        num_layers=1,
        sample_width=8,
        sample_height=8,
        sample_frames=9,
        patch_size=2,
        patch_size_t=2,
        temporal_compression_ratio=4,
        max_text_seq_length=226,
        use_rotary_positional_embeddings=True,
        patch_bias=False,
    )
    vae = diffusers.AutoencoderKLCogVideoX(
        block_out_channels=(8, 8, 8, 8),
        latent_channels=4,
        layers_per_block=1,
        norm_num_groups=2,
        temporal_compression_ratio=4,
    )
    return diffusers.CogVideoXImageToVideoPipeline(
        tokenizer=t5_tokenizer(),
        text_encoder=t5_encoder(),
        vae=vae,
        transformer=transformer,
        scheduler=diffusers.CogVideoXDDIMScheduler(),
    )


def svd():
    unet = diffusers.UNetSpatioTemporalConditionModel(
        block_out_channels=(32, 64),
        layers_per_block=1,
        sample_size=32,
        down_block_types=("CrossAttnDownBlockSpatioTemporal", "DownBlockSpatioTemporal"),
        up_block_types=("UpBlockSpatioTemporal", "CrossAttnUpBlockSpatioTemporal"),
        cross_attention_dim=TEXT,
        num_attention_heads=(2, 2),
        projection_class_embeddings_input_dim=96,
        addition_time_embed_dim=32,
        num_frames=4,
    )
    vae = diffusers.AutoencoderKLTemporalDecoder(
        block_out_channels=(32,) * 4, down_block_types=("DownEncoderBlock2D",) * 4, sample_size=32
    )
    return diffusers.StableVideoDiffusionPipeline(
        vae=vae,
        image_encoder=clip_vision(),
        unet=unet,
        scheduler=diffusers.EulerDiscreteScheduler(
            beta_start=0.00085,
            beta_end=0.012,
            beta_schedule="scaled_linear",
            interpolation_type="linear",
            prediction_type="v_prediction",
            use_karras_sigmas=True,
            sigma_min=0.002,
            sigma_max=700.0,
            timestep_type="continuous",
            steps_offset=1,
        ),
        feature_extractor=image_processor(),
    )


def stable_diffusion():
    unet = diffusers.UNet2DConditionModel(
        block_out_channels=(8, 16),
        layers_per_block=1,
        sample_size=8,
        down_block_types=("CrossAttnDownBlock2D", "DownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
        cross_attention_dim=TEXT,
        norm_num_groups=2,
        attention_head_dim=2,
    )
    vae = diffusers.AutoencoderKL(
        block_out_channels=(8, 16),
        down_block_types=("DownEncoderBlock2D", "DownEncoderBlock2D"),
        up_block_types=("UpDecoderBlock2D", "UpDecoderBlock2D"),
        norm_num_groups=2,
    )
    return diffusers.StableDiffusionPipeline(
        vae=vae,
        text_encoder=clip_text(),
        tokenizer=clip_tokenizer(),
        unet=unet,
        scheduler=diffusers.PNDMScheduler(
            beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear", steps_offset=1
        ),
        safety_checker=None,
        feature_extractor=None,
        requires_safety_checker=False,
    )


def motion_adapter():
    """AnimateDiff: motion for the Stable Diffusion that it is put on."""
    return diffusers.MotionAdapter(
        block_out_channels=(8, 16), motion_layers_per_block=1, motion_norm_num_groups=2, motion_num_attention_heads=4
    )


def word_tokenizer():
    """Llama's marks as tokens, any other four letters an unknown one: HunyuanVideo counts on its template's length."""
    marks = ["<unk>", "<pad>", "<image>", "<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>"]
    words = tokenizers.Tokenizer(
        tokenizers.models.WordLevel({mark: index for index, mark in enumerate(marks)}, unk_token="<unk>")
    )
    words.pre_tokenizer = tokenizers.pre_tokenizers.Sequence(
        [
            tokenizers.pre_tokenizers.Whitespace(),
            tokenizers.pre_tokenizers.Split(tokenizers.Regex(".{1,4}"), "isolated"),
        ]
    )
    made = transformers.PreTrainedTokenizerFast(tokenizer_object=words, unk_token="<unk>", pad_token="<pad>")
    made.add_special_tokens({"additional_special_tokens": marks[2:]})
    return made


def llama_config():
    return transformers.LlamaConfig(
        vocab_size=64,
        hidden_size=TEXT,
        intermediate_size=37,
        num_attention_heads=4,
        num_hidden_layers=3,
        pad_token_id=1,
        bos_token_id=0,
        eos_token_id=0,
    )


def hunyuan_parts(**more):
    transformer = diffusers.HunyuanVideoTransformer3DModel(
        in_channels=4,
        out_channels=4,
        num_attention_heads=2,
        attention_head_dim=10,
        num_layers=1,
        num_single_layers=1,
        num_refiner_layers=1,
        patch_size=2,
        text_embed_dim=TEXT,
        pooled_projection_dim=TEXT,
        rope_axes_dim=(2, 4, 4),
        **more,
    )
    vae = diffusers.AutoencoderKLHunyuanVideo(
        latent_channels=4, block_out_channels=(8, 8, 8, 8), layers_per_block=1, norm_num_groups=4
    )
    return {
        "tokenizer": word_tokenizer(),
        "transformer": transformer,
        "vae": vae,
        "scheduler": diffusers.FlowMatchEulerDiscreteScheduler(shift=7.0),
        "text_encoder_2": clip_text(),
        "tokenizer_2": clip_tokenizer(),
    }


def hunyuan():
    return diffusers.HunyuanVideoPipeline(
        text_encoder=transformers.LlamaModel(llama_config()).eval(), **hunyuan_parts()
    )


def hunyuan_i2v():
    """A Llava reads the prompt together with the still, as 576 tokens."""
    config = transformers.LlavaConfig(
        text_config=llama_config(),
        vision_config=transformers.CLIPVisionConfig(
            hidden_size=8,
            intermediate_size=8,
            num_attention_heads=2,
            num_hidden_layers=3,
            image_size=336,
            patch_size=14,
        ),
        image_token_index=2,
    )
    config.pad_token_id = 1
    return diffusers.HunyuanVideoImageToVideoPipeline(
        text_encoder=transformers.LlavaForConditionalGeneration(config).eval(),
        image_processor=transformers.CLIPImageProcessor(
            crop_size={"height": 336, "width": 336}, size={"shortest_edge": 336}
        ),
        **hunyuan_parts(image_condition_type="token_replace"),
    )


class Guardrail(torch.nn.Module):
    """In NVIDIA's guardrail's place: lets everything pass."""

    device = torch.device("cpu")

    def check_text_safety(self, _text):
        return True

    def check_video_safety(self, video):
        return video


def cosmos2():
    transformer = diffusers.CosmosTransformer3DModel(
        in_channels=17,
        out_channels=16,
        num_attention_heads=2,
        attention_head_dim=16,
        num_layers=1,
        mlp_ratio=2,
        text_embed_dim=TEXT,
        adaln_lora_dim=4,
        max_size=(4, 32, 32),
        concat_padding_mask=True,
        extra_pos_embed_type=None,
    )
    return diffusers.Cosmos2VideoToWorldPipeline(
        text_encoder=t5_encoder(),
        tokenizer=t5_tokenizer(),
        transformer=transformer,
        vae=wan_vae(),
        scheduler=diffusers.FlowMatchEulerDiscreteScheduler(use_karras_sigmas=True),
        safety_checker=Guardrail(),
    )


FAMILIES = {
    "mochi": mochi,
    "ltx": ltx,
    "wan": wan,
    "wan-i2v": wan_i2v,
    "wan-2.2-i2v": wan_22_i2v,
    "hunyuan": hunyuan,
    "hunyuan-i2v": hunyuan_i2v,
    "cogvideox-i2v": cogvideox_i2v,
    "svd": svd,
    "stable-diffusion": stable_diffusion,
    "motion-adapter": motion_adapter,
    "cosmos2": cosmos2,
}
