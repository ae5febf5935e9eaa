"""What exactly makes a model's pixels: its weights, the libraries, and every choice that shows in a picture."""

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from pydantic import JsonValue

from rushes.configs.equipment import ModelEntry
from rushes.film.take import canonical_json
from rushes.tools.fitting import Fit, Mode

_SAMPLE = 1 << 16
_SUFFIXES = {".json", ".safetensors", ".txt", ".model"}


def revision_of(entry: ModelEntry, folder: Path, fit: Fit, choices: Any = "") -> str:
    """A name for the weights, code and choices that determine a picture. `choices` has a repr that says it all.

    How a model is offloaded does not show; 8 bits, tiles, and whether it worked in 16 or 32 bits do.
    """
    held = (fit.eight_bit, fit.tiled, fit.mode is Mode.CPU)
    versions = [_version(name) for name in ("diffusers", "torch", "transformers")]
    told: JsonValue = {"entry": entry.model_dump(mode="json"), "held": [*held], "versions": [*versions]}
    digest = hashlib.sha256(f"{canonical_json(told)}{fingerprint(folder)}{choices!r}".encode()).hexdigest()
    return f"{entry.name}-{digest[:16]}"


@cache
def fingerprint(folder: Path) -> str:
    """A digest of a model's folder, or of one file: its settings whole, of weights size, head and tail.

    `rushes models check` reads weights whole and holds them to the lock; this tells one model from another.
    """
    digest = hashlib.sha256()
    files = [folder] if folder.is_file() else sorted(folder.rglob("*"))
    for file in (path for path in files if path.suffix in _SUFFIXES and path.is_file()):
        size = file.stat().st_size
        digest.update(f"{file.relative_to(folder).as_posix()}\0{size}\0".encode())
        with file.open("rb") as opened:
            if file.suffix != ".safetensors":
                digest.update(opened.read())
                continue
            digest.update(opened.read(_SAMPLE))
            if size > _SAMPLE:
                opened.seek(max(_SAMPLE, size - _SAMPLE))
                digest.update(opened.read(_SAMPLE))
    return digest.hexdigest()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
