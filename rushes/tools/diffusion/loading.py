"""Loading a diffusers pipeline from a folder, safetensors only and offline, and holding it as its fit says."""

import gc
import inspect
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, cast

from rushes.configs.equipment import equipment
from rushes.errors import Bug, ToolFailed, UserMustFix
from rushes.tools.diffusion.offline import offline
from rushes.tools.fitting import Fit, Mode

# Before the first import of the libraries, which read it once.
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"

PICKLES = (".bin", ".ckpt", ".pkl", ".pickle", ".pt", ".pth")
"""What can run code while it is read. Weights of these kinds are never opened."""

TILES: Mapping[str, tuple[int, int, int, int]] = {"AutoencoderKLMochi": (304, 352, 240, 288)}
"""VAE tiles that cost less than the library's own, as (height, width, stride down, stride across) in pixels.

Mochi's: 1.30 times a whole decode of 848x480 instead of 1.65, and 17 GB for 85 frames (both computed). Two tiles of
480x488 would cost 1.08 times, and 37 GB: more than the cards that need tiles have.
"""

SEEING = ("transformer", "unet", "vae", "image_encoder", "motion_adapter", "safety_checker")
READING = ("text_encoder", "tokenizer")
"""How the parts of a pipeline begin that make pictures, and those that read prompts."""

_DENOISERS = ("transformer", "transformer_2", "unet")
_LIBRARIES = {"diffusers", "transformers"}


def pipeline_class(name: str) -> Any:
    """A pipeline class of diffusers that the inventory names. Raises Bug for another, UserMustFix without diffusers."""
    known = {entry.pipeline for entry in equipment().of("image", "video")}
    if name not in known:
        raise Bug(f"No model of the inventory is loaded by {name!r}.")
    found = getattr(diffusers(), name, None)
    if found is None:
        raise UserMustFix(
            f"This version of diffusers has no {name}, which the list of models names.",
            "Update rushes[render], or mend the entry's `pipeline` if it is yours.",
        )
    return found


def diffusers() -> Any:
    """The library, quiet. Raises UserMustFix where it is not installed."""
    try:
        import diffusers as library  # noqa: PLC0415 - seconds to import, and an extra
    except ImportError as error:
        raise UserMustFix(
            f"Image and motion models need rushes[render], which is not installed ({error}).",
            "Install it: `make render`, or `pip install 'rushes[render]'`.",
        ) from error
    library.utils.logging.set_verbosity_error()
    library.utils.logging.disable_progress_bar()
    with suppress(ImportError):
        from transformers.utils import logging  # noqa: PLC0415

        logging.set_verbosity_error()
        logging.disable_progress_bar()
    return library


def load(kind: Any, folder: Path, fit: Fit, parts: Mapping[str, Any] | None = None) -> Any:
    """A pipeline (or a single model) of that class in main memory, in the numbers its fit works with.

    `parts` stand in for components of the folder; None leaves one out. Raises UserMustFix for a folder that is
    damaged, incomplete or has pickles in it.
    """
    checked(folder)
    try:
        with offline():
            loaded = kind.from_pretrained(
                str(folder), dtype=dtype_of(fit), use_safetensors=True, local_files_only=True, **(parts or {})
            )
    except (OSError, ValueError, KeyError) as error:
        first = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise UserMustFix(
            f"The model in {folder} can't be loaded: {first}", "`rushes models check` says what is missing; pull it."
        ) from error
    if hasattr(loaded, "set_progress_bar_config"):
        loaded.set_progress_bar_config(disable=True)
    return loaded


def parts_of_class(kind: Any, beginnings: tuple[str, ...]) -> list[str]:
    """The components a pipeline class is built of whose names begin so."""
    return [name for name in inspect.signature(kind.__init__).parameters if name.startswith(beginnings)]


def dtype_of(fit: Fit) -> Any:
    """The numbers a model works in: 16-bit brain floats on a card, 32-bit floats on a CPU."""
    import torch  # noqa: PLC0415

    return torch.float32 if fit.mode is Mode.CPU else torch.bfloat16


def checked(folder: Path) -> None:
    """Holds a folder to what is safe to load. Raises UserMustFix."""
    pickles = sorted(path.relative_to(folder) for path in folder.rglob("*") if path.suffix.lower() in PICKLES)
    if pickles:
        raise UserMustFix(
            f"{folder} has weights in it that could run code: {', '.join(map(str, pickles[:4]))}.",
            "Take them out; rushes loads safetensors only.",
        )
    for component, library in _libraries(folder).items():
        if library not in _LIBRARIES and not _is_own_module(library):
            raise UserMustFix(
                f"{folder} wants its {component} made by {library!r}, which is no part of diffusers or transformers.",
                "Use the folder as its maker published it for diffusers.",
            )


def _libraries(folder: Path) -> dict[str, str]:
    """Which library makes each component, as model_index.json says; empty for a single model's folder."""
    try:
        index: dict[str, Any] = json.loads((folder / "model_index.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise UserMustFix(f"{folder / 'model_index.json'} can't be read: {error}.", "Pull the model anew.") from error
    return {name: maker for name, value in index.items() if not name.startswith("_") and (maker := _maker(value))}


def _maker(value: Any) -> str:
    """The library of a component, given as [library, class]; "" for anything else and for one that is left out."""
    pair = cast("list[Any]", value) if isinstance(value, list) else []
    return str(pair[0]) if pair and pair[0] is not None else ""


def _is_own_module(name: str) -> bool:
    """Whether the name is one of diffusers' own families of pipelines, as Redux's embedder is of `flux`."""
    return name.isidentifier() and (Path(diffusers().__file__).parent / "pipelines" / name).is_dir()


def hold(pipeline: Any, fit: Fit, device: str) -> Any:
    """The pipeline, held as its fit says. `device` is the card's name for torch; a fit without a card uses none."""
    components: dict[str, Any] = {name: part for name, part in pipeline.components.items() if _is_model(part)}
    if fit.eight_bit:
        _round(components)
    if fit.tiled:
        tile(components.get("vae"))
    if fit.mode is Mode.RESIDENT:
        pipeline.to(device)
    elif fit.mode is Mode.MODEL_OFFLOAD:
        pipeline.enable_model_cpu_offload(device=device)
    elif fit.mode is Mode.GROUP_OFFLOAD:
        _by_groups(components, device)
    elif fit.mode is Mode.NONE:
        raise ToolFailed("The model was not to be loaded here: it fits nowhere.", fit.reason)
    return pipeline


def _is_model(part: Any) -> bool:
    import torch  # noqa: PLC0415

    return isinstance(part, torch.nn.Module)


def _round(components: Mapping[str, Any]) -> None:
    """Keep the denoiser's weights as 8-bit floats; each layer widens its own while it works. Norms stay as they are."""
    import torch  # noqa: PLC0415

    for name in _DENOISERS:
        if name in components:
            part = components[name]
            part.enable_layerwise_casting(storage_dtype=torch.float8_e4m3fn, compute_dtype=part.dtype)


def tile(vae: Any) -> None:
    """Have a VAE decode in tiles, so that a picture's size no longer decides its memory; one that can't stays as is."""
    if not hasattr(vae, "use_tiling"):
        return
    tiles = TILES.get(type(vae).__name__)
    vae.enable_tiling(*tiles) if tiles else vae.enable_tiling()


def _by_groups(components: Mapping[str, Any], device: str) -> None:
    """Layers come to the card one after another, the next fetched while one works; the small VAE stays there."""
    import torch  # noqa: PLC0415
    from diffusers.hooks.group_offloading import apply_group_offloading  # noqa: PLC0415

    for name, part in components.items():
        if name == "vae":
            part.to(device)
        else:
            apply_group_offloading(
                part,
                onload_device=torch.device(device),
                offload_device=torch.device("cpu"),
                offload_type="leaf_level",
                use_stream=device.startswith("cuda"),
            )


def release(pipeline: Any) -> None:
    """Take a pipeline's hooks off. When its last holder lets go of it, its memory is free."""
    if hasattr(pipeline, "remove_all_hooks"):
        pipeline.remove_all_hooks()
    gc.collect()
