"""Published pickles (.pth, .pkl) turned into safetensors: numbers only, nothing else that may be in them.

A pickle can run code when it is opened. Here it is read by PyTorch's restricted reader, which knows tensors and plain
containers; whatever else it holds ends the conversion. What was written is read again and compared.
"""

import os
import pickle
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast
from uuid import uuid4

from rushes.errors import UserMustFix
from rushes.tools.finishing.tensor_file import read_tensors, write_tensors

PICKLES = (".pth", ".pkl", ".pt", ".ckpt")

_WRAPPINGS = ("params_ema", "params", "state_dict")
"""Under which name checkpoints keep their weights, the preferred one first: Real-ESRGAN's published files have
`params_ema` (the averaged weights, the ones meant for use) or `params`."""

_WAY_OUT = "Get the file again from who published it, or a .safetensors of the same model."


def converted(published: Path) -> Path:
    """The safetensors file beside a published pickle, written now unless it is there. Raises UserMustFix, OSError."""
    target = published.with_suffix(".safetensors")
    if not target.exists():
        convert(published, target)
    return target


def convert(published: Path, target: Path) -> None:
    """Write `target` from a pickle of tensors. Raises UserMustFix for anything else, OSError."""
    tensors = _tensors(_read(published), published)
    unfinished = target.with_name(f".{target.name}.{uuid4().hex}")
    try:
        write_tensors(tensors, unfinished, {"converted-from": published.name})
        with unfinished.open("rb") as written:
            os.fsync(written.fileno())
        again = read_tensors(unfinished)
        if again.keys() != tensors.keys() or not all(_same(again[name], tensors[name]) for name in tensors):
            raise UserMustFix(f"{published.name} could not be converted: what was written reads otherwise.", _WAY_OUT)
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def _read(published: Path) -> object:
    import torch  # noqa: PLC0415 - comes with the render extra

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # of an unusual protocol; what can't be read is refused below
            return torch.load(published, map_location="cpu", weights_only=True)
    except pickle.UnpicklingError as error:
        raise UserMustFix(
            f"{published.name} holds more than numbers, so it is not opened: {first_line(error)}", _WAY_OUT
        ) from error
    except (RuntimeError, OSError, EOFError, ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise UserMustFix(f"{published.name} is no whole checkpoint: {first_line(error)}", _WAY_OUT) from error


def _tensors(read: object, published: Path) -> dict[str, Any]:
    """The weights by name, each in memory of its own. Raises UserMustFix where there is anything but tensors."""
    import torch  # noqa: PLC0415

    found = read
    for name in _WRAPPINGS:
        if isinstance(read, Mapping) and isinstance(read.get(name), Mapping):
            found = cast("Mapping[str, object]", read)[name]
            break
    if not isinstance(found, Mapping) or not found:
        raise UserMustFix(f"{published.name} holds no weights by name.", _WAY_OUT)
    tensors: dict[str, Any] = {}
    for name, value in cast("Mapping[object, object]", found).items():
        if not isinstance(name, str) or not isinstance(value, torch.Tensor) or value.is_sparse or value.is_quantized:
            raise UserMustFix(f"{published.name} holds something that is no weight: {str(name)[:80]!r}.", _WAY_OUT)
        tensors[name] = value.detach().clone().contiguous()
    return tensors


def _same(one: Any, other: Any) -> bool:
    """Equal to the bit: same type, same shape, same bytes, so that even a NaN is itself."""
    import torch  # noqa: PLC0415

    if one.dtype != other.dtype or one.shape != other.shape:
        return False
    return bool(torch.equal(one.reshape(-1).view(torch.uint8), other.reshape(-1).view(torch.uint8)))


def first_line(error: BaseException) -> str:
    """What a library says, short enough for a sentence."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
