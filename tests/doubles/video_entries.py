"""Entries for the tiny video models, as the inventory would have them."""

from rushes.configs.equipment import ModelEntry

LIBRARY_WARNINGS = (
    "ignore:In CPU autocast, but the target dtype is not supported:UserWarning",
    "ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning",
    "ignore:`torch_dtype` is deprecated and will be removed in version 1.0.0:FutureWarning",
)
"""What the libraries warn of, whoever uses them."""
_COMMON = {
    "name": "tiny",
    "kind": "video",
    "title": "Tiny",
    "repository": "",
    "licence": "Apache-2.0",
    "gate": "none",
    "abilities": ("i2v",),
    "size_multiple": 16,
    "frame_step": 4,
    "frame_offset": 1,
    "fps": "12",
    "native_frames": 5,
    "native_size": "64x32",
    "steps": 2,
    "guidance": 2.0,
    "source": "the tests",
}
_ENTRIES = {
    "mochi": {"pipeline": "MochiPipeline", "frame_step": 6, "native_frames": 7, "extra": {"i2v": "rushes"}},
    "ltx": {
        "pipeline": "LTXPipeline",
        "frame_step": 8,
        "native_frames": 9,
        "size_multiple": 32,
        "abilities": ("t2v", "i2v", "v2v"),
        "extra": {"i2v": "LTXImageToVideoPipeline", "v2v": "LTXConditionPipeline", "negative": "blur"},
    },
    "wan": {
        "pipeline": "WanPipeline",
        "abilities": ("t2v", "v2v"),
        "extra": {"v2v": "WanVideoToVideoPipeline", "float32": ["vae"], "scheduler": {"flow_shift": 3.0}},
    },
    "wan-i2v": {"pipeline": "WanImageToVideoPipeline", "extra": {"float32": ["vae", "image_encoder"]}},
    "wan-2.2-i2v": {"pipeline": "WanImageToVideoPipeline", "extra": {"call": {"guidance_scale_2": 3.0}}},
    "hunyuan": {"pipeline": "HunyuanVideoPipeline", "abilities": ("t2v",)},
    "hunyuan-i2v": {"pipeline": "HunyuanVideoImageToVideoPipeline"},
    "cogvideox-i2v": {"pipeline": "CogVideoXImageToVideoPipeline", "frame_step": 8, "native_frames": 9},
    "svd": {
        "pipeline": "StableVideoDiffusionPipeline",
        "frame_step": 1,
        "frame_offset": 0,
        "extra": {"guidance": "max_guidance_scale", "call": {"decode_chunk_size": 2, "fps": 7}},
    },
    "animatediff": {
        "pipeline": "AnimateDiffPipeline",
        "frame_step": 1,
        "frame_offset": 0,
        "abilities": ("t2v", "v2v"),
        "extra": {
            "parts": ["stable-diffusion"],
            "component": "MotionAdapter",
            "v2v": "AnimateDiffVideoToVideoPipeline",
            "scheduler": {"class": "DDIMScheduler", "clip_sample": False, "beta_schedule": "linear"},
        },
    },
    "cosmos2": {"pipeline": "Cosmos2VideoToWorldPipeline", "extra": {"safety_checker": "cosmos_guardrail"}},
}
FAMILIES = tuple(_ENTRIES)


def video_entry(family: str, **changes: object) -> ModelEntry:
    """The family's entry."""
    return ModelEntry.model_validate({**_COMMON, **_ENTRIES[family], **changes})
