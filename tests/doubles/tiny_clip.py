"""A tiny random CLIP in open_clip's real layout on disk."""

import json
from pathlib import Path

from rushes.configs.equipment import ModelEntry

SIDE = 32


def clip_entry(**other) -> ModelEntry:
    given = {
        "name": "tiny-clip",
        "kind": "scorer",
        "title": "Tiny CLIP",
        "pipeline": "open_clip",
        "repository": "",
        "licence": "none of note",
        "gate": "none",
        "source": "a test",
    }
    return ModelEntry.model_validate(given | other)


def tiny_clip(folder: Path, seed: int = 0) -> Path:
    """Write one: 32-pixel pictures, two layers each, 16 numbers an embedding."""
    import open_clip
    import torch
    from safetensors.torch import save_file

    tower = {"width": 32, "layers": 2, "head_width": 16}
    config = {
        "model_cfg": {
            "embed_dim": 16,
            "vision_cfg": {"image_size": SIDE, "patch_size": 8, **tower},
            "text_cfg": {"context_length": 77, "vocab_size": 49408, "width": 32, "heads": 2, "layers": 2},
        },
        "preprocess_cfg": {"mean": [0.48, 0.46, 0.41], "std": [0.27, 0.26, 0.28]},
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "open_clip_config.json").write_text(json.dumps(config))
    torch.manual_seed(seed)
    model = open_clip.create_model(f"local-dir:{folder}", load_weights=False)
    save_file(
        {name: tensor.contiguous() for name, tensor in model.state_dict().items()},
        folder / "open_clip_model.safetensors",
    )
    return folder
