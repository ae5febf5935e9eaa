"""LoRA files: safetensors of the user's in a folder, named by their file names, put into a pipeline with a weight."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rushes.errors import UserMustFix
from rushes.tools.diffusion.offline import offline
from rushes.tools.weighing import tensor_shapes

LEAST, MOST = -2.0, 2.0
"""How strongly a LoRA may work: 1 as trained. Beyond these, pictures fall apart (our own bound)."""


@dataclass(frozen=True, slots=True)
class Lora:
    """A LoRA file and how strongly it works."""

    name: str
    file: Path
    weight: float = 1.0


def loras_in(folder: Path) -> dict[str, Path]:
    """The LoRA files of a folder by name; empty where there is none."""
    return {file.stem: file for file in sorted(folder.glob("*.safetensors"))} if folder.is_dir() else {}


def lora_named(folder: Path, name: str, weight: float = 1.0) -> Lora:
    """A LoRA of the folder. Raises UserMustFix: unknown, not a LoRA, or a weight out of bounds."""
    known = loras_in(folder)
    if name not in known:
        there = ", ".join(known) or "none"
        raise UserMustFix(f"There is no LoRA called {name!r} in {folder}.", f"Put {name}.safetensors there ({there}).")
    if not LEAST <= weight <= MOST:
        raise UserMustFix(f"The LoRA {name} can't work at {weight}.", f"Its weight is from {LEAST:g} to {MOST:g}.")
    if not any("lora" in key.lower() for key in tensor_shapes(known[name])):
        raise UserMustFix(f"{known[name].name} is no LoRA: none of its tensors is named so.", "Take another file.")
    return Lora(name, known[name], weight)


def wear(pipeline: Any, loras: Iterable[Lora]) -> None:
    """Put LoRAs into a pipeline, all at once. Raises UserMustFix for one that was made for another model."""
    worn = tuple(loras)
    for number, lora in enumerate(worn):
        try:
            with offline():
                pipeline.load_lora_weights(
                    str(lora.file.parent),
                    weight_name=lora.file.name,
                    adapter_name=f"lora{number}",
                    local_files_only=True,
                    use_safetensors=True,
                )
        except (AttributeError, KeyError, RuntimeError, ValueError) as error:
            first = str(error).strip().splitlines()[0][:200] if str(error).strip() else type(error).__name__
            raise UserMustFix(
                f"The LoRA {lora.name} does not go into {type(pipeline).__name__}: {first}",
                "Take one that was made for this model.",
            ) from error
    if worn:
        pipeline.set_adapters([f"lora{number}" for number in range(len(worn))], [lora.weight for lora in worn])
