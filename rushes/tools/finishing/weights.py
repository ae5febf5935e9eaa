"""Which file in a model's folder has a finishing model's weights, and what it is called in a take's slate."""

import hashlib
from functools import cache
from pathlib import Path

from rushes.configs.equipment import ModelEntry
from rushes.errors import UserMustFix
from rushes.tools.finishing.converting import PICKLES, converted

_SHOWN = 16
"""Hex digits of a digest that a revision shows."""


def weights_of(entry: ModelEntry, folder: Path) -> Path:
    """The safetensors file of a model of one file; a published pickle is converted beside itself first.

    Raises UserMustFix when there is none, or more than one.
    """
    patterns = entry.files or ("**/*",)
    found = sorted({file for pattern in patterns for file in folder.glob(pattern) if file.is_file()})
    ready = [file for file in found if file.suffix == ".safetensors"]
    if not ready:
        ready = sorted({_ready(file) for file in found if file.suffix in PICKLES})
    if len(ready) != 1:
        what = f"holds {len(ready)} files of weights" if ready else "holds no weights"
        raise UserMustFix(
            f"{folder} {what}, and {entry.title} is one file.",
            "Leave one .safetensors (or published .pth) file there, or pull the model again.",
        )
    return ready[0]


def _ready(pickled: Path) -> Path:
    try:
        return converted(pickled)
    except OSError as error:
        raise UserMustFix(
            f"{pickled.name} has to be converted to safetensors, and that can't be written beside it: {error}.",
            "Make the folder writable, or put the .safetensors there yourself.",
        ) from error


def digest_of(weights: Path) -> str:
    """The first digits of the file's sha256; read once a process for a file that stays as it is."""
    facts = weights.stat()
    return _digest(weights, facts.st_size, facts.st_mtime_ns)


@cache
def _digest(weights: Path, size: int, changed: int) -> str:  # noqa: ARG001 - they make the cache forget
    with weights.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()[:_SHOWN]
