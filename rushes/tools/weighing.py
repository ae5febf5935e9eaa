"""What a model needs in bytes: its parts from their files' headers or the inventory, its work from the picture's size.

No library is loaded for it: a safetensors file says in its header what is in it.
"""

import json
import struct
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import prod
from pathlib import Path
from typing import Any, cast

from rushes.configs.equipment import ModelEntry
from rushes.errors import UserMustFix
from rushes.film.frames import Size
from rushes.tools.diffusion.prompts import can_be_read_apart
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

    `token` is for each token of one pass, `passes` how many run at once (2 with a negative prompt in one batch).
    A token is `side` pixels wide and high and `frames` frames long; `text` tokens come on top. `pixel` is for each
    pixel of each frame that the VAE decodes at once: `streams` frames, 0 for all of them. A tile has `tile` pixels,
    0 for a VAE that makes none.
    """

    token: int
    pixel: int
    side: int = 16
    frames: int = 1
    text: int = 512
    passes: int = 1
    tile: int = 512 * 512
    streams: int = 0


_FLUX = Work(token=106_039, pixel=1536, tile=1024 * 1024)
_STILLS: Mapping[str, Work] = {
    "FluxPipeline": _FLUX,
    "FluxControlPipeline": _FLUX,
    "FluxKontextPipeline": replace(_FLUX, token=2 * _FLUX.token),  # the still's tokens are as many as the picture's
    "Flux2Pipeline": Work(token=262_630, pixel=1536, tile=1024 * 1024),
    "Flux2KleinPipeline": Work(token=133_727, pixel=1536, tile=1024 * 1024),
    "ZImagePipeline": Work(token=121_788, pixel=1536, tile=1024 * 1024),
    "QwenImagePipeline": Work(token=90_834, pixel=3459, tile=256 * 256),
    "QwenImageEditPlusPipeline": Work(token=2 * 90_834, pixel=3459, tile=256 * 256),
    "StableDiffusion3Pipeline": Work(token=61_949, pixel=1536, passes=2, tile=1024 * 1024),
    "StableDiffusionPipeline": Work(token=16_678, pixel=1536, side=8, text=0, passes=2),
}
_WAN = Work(token=114_410, pixel=2536, frames=4, tile=256 * 256, streams=4)
_HUNYUAN = Work(token=111_481, pixel=2380, frames=4, text=256, tile=256 * 256, streams=17)
_COGVIDEOX = Work(token=80_081, pixel=5663, frames=8, text=226, passes=2, tile=240 * 360, streams=8)
_CLIPS: Mapping[str, Work] = {
    "MochiPipeline": Work(token=101_626, pixel=1880, frames=6, text=256, passes=2, tile=304 * 352),
    "LTXPipeline": Work(token=64_888, pixel=100, side=32, frames=8, text=128, passes=2),
    "WanPipeline": _WAN,
    "WanImageToVideoPipeline": _WAN,
    "wan2.1-t2v-1.3b": replace(_WAN, token=49_458),
    "wan2.2-ti2v-5b": replace(_WAN, token=83_601, side=32, pixel=2693),
    "HunyuanVideoPipeline": _HUNYUAN,
    "HunyuanVideoImageToVideoPipeline": replace(_HUNYUAN, text=256 + 576),
    "CogVideoXPipeline": _COGVIDEOX,
    "CogVideoXImageToVideoPipeline": _COGVIDEOX,
    "Cosmos2VideoToWorldPipeline": replace(_WAN, token=50_346),
    "StableVideoDiffusionPipeline": Work(token=18_019, pixel=2048, side=8, text=0, passes=2, tile=0, streams=8),
    "AnimateDiffPipeline": Work(token=16_678, pixel=1536, side=8, text=0, passes=2, streams=16),
}
WORK: Mapping[str, Work] = {**_STILLS, **_CLIPS}
"""By pipeline, or by entry where one pipeline has models of several widths; `python -m benchmarks.activations`
computes them.

Where a VAE goes through its frames a few at a time, `pixel` is its peak at full length over as many pixels as it holds
at once. Mochi's tile is the one of `rushes.tools.diffusion.loading.TILES`, the others are diffusers' own.
"""
_OUTPUT = 3 * 4
"""Bytes of a decoded pixel: three colours, 32 bits each."""
_LARGEST_TENSOR = 16
"""Where a model's files are not here, its largest tensor is taken as one over this of its largest part. FLUX.1's is
one over 210, T5's one over 36."""
_TEXT = ("text_encoder", "image_encoder")
_DENOISERS = ("transformer", "unet", "motion_adapter", "controlnet")


def asked_of(entry: ModelEntry) -> Asked:
    """What a model was made for: its own size and length."""
    return Asked(entry.size or Size(1024, 1024), entry.native_frames or 1)


def needs_of(entry: ModelEntry, asked: Asked, folder: Path | None = None) -> Needs | None:
    """What a model needs for a picture or clip: from its files where they are here, else from the inventory.

    None where nobody says how large its parts are.
    """
    # An entry that is a component of another model has only that in its folder.
    parts = parts_of(folder) if folder and "component" not in entry.extra else Parts(entry.parameters, 0)
    if not parts.numbers:
        return None
    sizes = {name: count * _bytes_each(entry, name) for name, count in parts.numbers.items()}
    text = sum(size for name, size in sizes.items() if name.startswith(_TEXT))
    denoisers = sum(size for name, size in sizes.items() if name.startswith(_DENOISERS))
    largest = parts.largest or max(parts.numbers.values()) // _LARGEST_TENSOR
    work = work_of(entry)
    wide = _bytes_each(entry, "vae") // _BYTES_EACH
    return Needs(
        transformer=denoisers,
        text_encoders=text,
        vae=sum(sizes.values()) - text - denoisers,
        activation=_tokens(work, asked) * work.token * work.passes,
        decode=_decode(work, asked, _pixels(asked)) * wide + _output(asked),
        decode_tiled=_decode(work, asked, work.tile or _pixels(asked)) * wide + _output(asked),
        block=largest * _BYTES_EACH,
        apart=can_be_read_apart(entry),
    )


def work_of(entry: ModelEntry) -> Work:
    """What a model works with. For one that was not computed: the most of everything that others of its kind take."""
    found = WORK.get(entry.name) or WORK.get(entry.pipeline)
    return found or _heaviest(_CLIPS if entry.kind == "video" else _STILLS)


def is_computed(entry: ModelEntry) -> bool:
    """Whether what a model works with was computed for it."""
    return entry.name in WORK or entry.pipeline in WORK


def _heaviest(among: Mapping[str, Work]) -> Work:
    transformers = [work for work in among.values() if work.side > _UNET_SIDE]
    return Work(
        token=max(work.token for work in transformers),
        pixel=max(work.pixel for work in transformers if not work.streams),
        frames=min(4, max(work.frames for work in transformers)),
        passes=2,
        tile=256 * 256,
    )


_UNET_SIDE = 8
"""A U-Net has no tokens: its work is counted by a latent's pixels."""


def _bytes_each(entry: ModelEntry, part: str) -> int:
    """Bytes of a number: the inventory names the parts that are kept in 32 bits."""
    named = entry.extra.get("float32")
    return 2 * _BYTES_EACH if isinstance(named, list) and part in named else _BYTES_EACH


def _decode(work: Work, asked: Asked, at_once: int) -> int:
    """Bytes while `at_once` pixels of a picture are decoded, of each frame that goes through the VAE with them."""
    frames = min(asked.frames, work.streams or asked.frames)
    return min(_pixels(asked), at_once) * frames * work.pixel


def _output(asked: Asked) -> int:
    return _pixels(asked) * asked.frames * _OUTPUT


def _tokens(work: Work, asked: Asked) -> int:
    across, down = -(-asked.size.width // work.side), -(-asked.size.height // work.side)
    return across * down * ((asked.frames - 1) // work.frames + 1) + work.text


def _pixels(asked: Asked) -> int:
    """Of one frame."""
    return asked.size.width * asked.size.height


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
        fault = f"{file} can't be read as safetensors ({type(error).__name__})."
        raise UserMustFix(fault, "Fetch it again.") from error
