"""Folders laid out as models' are, with as few bytes as that takes."""

import json
from pathlib import Path

from rushes.configs.equipment import ModelEntry


def entry(**other) -> ModelEntry:
    given = {
        "name": "tiny",
        "kind": "image",
        "title": "Tiny Model",
        "pipeline": "FluxPipeline",
        "repository": "crew/Tiny-Model",
        "licence": "none of note",
        "gate": "none",
        "source": "a test",
    }
    return ModelEntry.model_validate(given | other)


def safetensors(count: int = 4) -> bytes:
    """A file of `count` zeros of 32 bits."""
    header = json.dumps({"w": {"dtype": "F32", "shape": [count], "data_offsets": [0, 4 * count]}}).encode()
    return len(header).to_bytes(8, "little") + header + bytes(4 * count)


def files(count: int = 4) -> dict[str, bytes]:
    """A diffusers repository in parts, with a second copy of its weights at the top and a pickle."""
    index = {"weight_map": {"a": "model-00001-of-00002.safetensors", "b": "model-00002-of-00002.safetensors"}}
    parts = {"_class_name": "FluxPipeline", "transformer": ["diffusers", "X"], "unused": [None, None]}
    return {
        "model_index.json": json.dumps(parts).encode(),
        "transformer/config.json": b"{}",
        "transformer/model.safetensors.index.json": json.dumps(index).encode(),
        "transformer/model-00001-of-00002.safetensors": safetensors(count),
        "transformer/model-00002-of-00002.safetensors": safetensors(count + 1),
        "transformer/model.bin": b"a pickle",
        "all-in-one.safetensors": safetensors(count),
        "README.md": b"words",
        "run.py": b"import os",
    }


def folder_with(folder: Path, content: dict[str, bytes]) -> Path:
    """Write those files."""
    for name, data in content.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def sized_safetensors(count: int, tensors: int = 60) -> bytes:
    """The header of a file of about `count` numbers in equal tensors, without them."""
    each = count // tensors
    header = json.dumps(
        {f"w{number}": {"dtype": "BF16", "shape": [each], "data_offsets": [0, 0]} for number in range(tensors)}
    ).encode()
    return len(header).to_bytes(8, "little") + header
