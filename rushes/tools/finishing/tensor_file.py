"""Safetensors files, read and written. The one place that knows the library."""

from importlib import import_module
from pathlib import Path
from typing import Any

from rushes.errors import UserMustFix

_WAY_OUT = "Pull the model again, or put a whole .safetensors file there."


def read_tensors(file: Path) -> dict[str, Any]:
    """A file's tensors by name, in main memory. Raises UserMustFix for a file that is none."""
    library: Any = import_module("safetensors.torch")
    trouble: type[Exception] = import_module("safetensors").SafetensorError
    try:
        return library.load_file(file)
    except (trouble, OSError) as error:
        raise UserMustFix(f"{file.name} can't be read: {str(error)[:200]}.", _WAY_OUT) from error


def write_tensors(tensors: dict[str, Any], file: Path, about: dict[str, str]) -> None:
    """Write tensors that share no memory. Raises UserMustFix where they can't be, OSError."""
    library: Any = import_module("safetensors.torch")
    trouble: type[Exception] = import_module("safetensors").SafetensorError
    try:
        library.save_file(tensors, file, metadata=about)
    except trouble as error:
        raise UserMustFix(f"{file.name} can't be written: {str(error)[:200]}.", "Look at the disk's space.") from error
