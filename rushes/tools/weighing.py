"""What a model needs in bytes: its parts from their files' headers or the inventory, its work from the picture's size.

No library is loaded for it: a safetensors file says in its header what is in it.
"""

import json
import struct
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import Any, cast

from rushes.configs.equipment import ModelEntry
from rushes.errors import UserMustFix
from rushes.tools.fitting import Asked, Needs

_BYTES_EACH = 2
"""A number in the 16-bit form models work in on a card."""
_HEADER_LIMIT = 100_000_000
"""Bytes; the safetensors library's own bound of a header."""


@dataclass(frozen=True, slots=True)
class Parts:
    """How many numbers each component of a model has, and the largest single tensor."""

    numbers: Mapping[str, int]
    largest: int


@dataclass(frozen=True, slots=True)
class Work:
    """What a family holds beside its weights while it works, in bytes at 16 bits a number.

    `token` is for each token of one pass, `passes` how many run at once (2 with a negative prompt), `pixel` for each
    pixel of each frame that the VAE decodes at once. A token is `side` pixels wide and high and `frames` frames
    long; `text` tokens come on top. A tile is `tile` pixels wide and high; `streams`: the VAE decodes a few frames
    at a time, so that only its last, widest layers see all pixels of so many frames.
    """

    token: int
    pixel: int
    side: int = 16
    frames: int = 1
    text: int = 512
    passes: int = 1
    tile: int = 512


WORK: Mapping[str, Work] = {}
"""By pipeline. Computed: `python -m benchmarks.activations`."""
_OUTPUT = 3 * 4
"""Bytes of a decoded pixel: three colours, 32 bits each."""
_LARGEST_TENSOR = 16
"""Where a model's files are not here, its largest tensor is taken as one over this of its largest part. FLUX.1's is
one over 210, T5's one over 36."""
_TEXT = ("text_encoder", "image_encoder")
_DENOISERS = ("transformer", "unet", "motion_adapter", "controlnet")


def needs_of(entry: ModelEntry, asked: Asked, folder: Path | None = None) -> Needs | None:
    """What a model needs for a picture or clip: from its files where they are here, else from the inventory.

    None where nobody says how large its parts are.
    """
    parts = parts_of(folder) if folder else Parts(entry.parameters, 0)
    if not parts.numbers:
        return None
    text = sum(count for name, count in parts.numbers.items() if name.startswith(_TEXT))
    denoisers = [count for name, count in parts.numbers.items() if name.startswith(_DENOISERS)]
    rest = sum(parts.numbers.values()) - text - sum(denoisers)
    largest = parts.largest or max(parts.numbers.values()) // _LARGEST_TENSOR
    work = WORK.get(entry.pipeline, _heaviest())
    return Needs(
        transformer=sum(denoisers) * _BYTES_EACH,
        text_encoders=text * _BYTES_EACH,
        vae=rest * _BYTES_EACH,
        activation=_tokens(work, asked) * work.token * work.passes,
        decode=_pixels(asked) * (work.pixel + _OUTPUT),
        decode_tiled=min(_pixels(asked), work.tile**2 * asked.frames) * work.pixel + _pixels(asked) * _OUTPUT,
        block=largest * _BYTES_EACH,
    )


def _heaviest() -> Work:
    """For a pipeline that was not computed: the most of everything that any of the others takes."""
    return Work(
        token=max(work.token for work in WORK.values()),
        pixel=max(work.pixel for work in WORK.values()),
        frames=4,
        passes=2,
    )


def _tokens(work: Work, asked: Asked) -> int:
    across, down = -(-asked.size.width // work.side), -(-asked.size.height // work.side)
    return across * down * ((asked.frames - 1) // work.frames + 1) + work.text


def _pixels(asked: Asked) -> int:
    return asked.size.width * asked.size.height * asked.frames


def parts_of(folder: Path) -> Parts:
    """A model's components by their folders' names, "" for one that lies at the top. Raises UserMustFix."""
    numbers: Counter[str] = Counter()
    largest = 0
    for file in sorted(folder.rglob("*.safetensors")):
        counts = [prod(shape) for shape in tensor_shapes(file).values()]
        within = file.relative_to(folder).parts
        numbers[within[0] if len(within) > 1 else ""] += sum(counts)
        largest = max(largest, *counts, 0)
    return Parts(numbers, largest)


def tensor_shapes(file: Path) -> dict[str, tuple[int, ...]]:
    """The tensors of a safetensors file, from its header alone. Raises UserMustFix for another kind of file."""
    try:
        with file.open("rb") as opened:
            length = struct.unpack("<Q", opened.read(8))[0]
            header: Any = json.loads(opened.read(length)) if length <= _HEADER_LIMIT else None
        tensors = cast("dict[str, dict[str, list[int]]]", header)
        return {name: tuple(told["shape"]) for name, told in tensors.items() if name != "__metadata__"}
    except (OSError, struct.error, ValueError, AttributeError, TypeError, KeyError) as error:
        raise UserMustFix(f"{file} can't be read as safetensors ({type(error).__name__}).", "Fetch it again.") from error
