"""Loading a video model's pipeline as the inventory describes it: its class, parts, scheduler and levers."""

import inspect
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from rushes.configs.equipment import Ability, ModelEntry
from rushes.errors import Bug, UserMustFix
from rushes.tools.diffusion.families import guided_by_a_part
from rushes.tools.diffusion.loading import READING, SEEING, diffusers, load, parts_of_class
from rushes.tools.fitting import Fit, Mode

_OURS = "rushes"
"""What the inventory has in place of a class where the pipeline is ours."""
_MAKING = tuple(name for name in SEEING if name != "safety_checker")  # Cosmos makes one where it is given none


@dataclass(frozen=True, slots=True)
class Levers:
    """What makes the same arithmetic faster: an attention backend of diffusers' ("": torch's own), and compiling."""

    attention: str = ""
    compiled: bool = False


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a model comes from: its entry, its folder, and the folders of the further entries it needs, by name."""

    entry: ModelEntry
    folder: Path
    parts: Mapping[str, Path] = field(default_factory=dict[str, Path])


def pipeline_kind(entry: ModelEntry, ability: Ability) -> Any:
    """The pipeline class for an ability: the entry's own, or the one it names for this ability. Raises Bug."""
    library = diffusers()
    named = entry.extra.get(ability, entry.pipeline)
    if named == _OURS:
        from rushes.tools.diffusion.mochi import MochiKeyframePipeline  # noqa: PLC0415

        return MochiKeyframePipeline
    found = getattr(library, str(named), None)
    if not (inspect.isclass(found) and issubclass(found, library.DiffusionPipeline)):
        raise UserMustFix(
            f"This version of diffusers has no pipeline {named!r}, which {entry.name} names.",
            "Update rushes[render], or mend the entry if it is yours.",
        )
    return found


def load_pipeline(kind: Any, origin: Origin, fit: Fit, levers: Levers, *, reading: bool | None = None) -> Any:
    """The pipeline in main memory. `reading`: only the text encoders (True), all but them (False), all (None).

    Raises UserMustFix for a folder that can't be loaded or a package that is missing.
    """
    entry = origin.entry
    _guarded(entry)
    names = inspect.signature(kind.__init__).parameters
    away = {None: (), True: _MAKING, False: READING}[reading]
    parts: dict[str, Any] = dict.fromkeys(parts_of_class(kind, away)) if away else {}
    folder, added = _added(origin, fit)
    wide = _wide(entry, folder, fit)
    given = {name: part for name, part in {**added, **wide}.items() if name in names and name not in parts}
    own = entry.extra.get("load")
    pipeline = load(kind, folder, fit, {**(own if isinstance(own, dict) else {}), **given, **parts})
    _scheduled(pipeline, entry)
    if guided_by_a_part(entry) and getattr(pipeline, "guider", None) is not None:
        pipeline.guider = pipeline.guider.new(guidance_scale=entry.guidance)
    if not reading:
        _pull(pipeline, levers)
    return pipeline


def _guarded(entry: ModelEntry) -> None:
    """Cosmos' licence asks for NVIDIA's guardrail; diffusers runs it, and it is a package of its own."""
    package = entry.extra.get("safety_checker")
    if package and find_spec(str(package)) is None:
        raise UserMustFix(
            f"{entry.title} works only with its maker's guardrail, as its licence asks: {package} is not installed.",
            f"`pip install {package}`, or choose another model.",
        )


def _added(origin: Origin, fit: Fit) -> tuple[Path, dict[str, Any]]:
    """The folder of the pipeline, and the component that the entry is where its own folder is only that."""
    component = origin.entry.extra.get("component")
    if not component:
        return origin.folder, {}
    needed = origin.entry.extra.get("parts")
    base = str(needed[0]) if isinstance(needed, list) and needed else ""
    if base not in origin.parts:
        raise Bug(f"{origin.entry.name} goes onto {base!r}, whose folder was not given.")
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", str(component)).lower()
    return origin.parts[base], {name: load(_model_class("diffusers", str(component)), origin.folder, fit)}


def _wide(entry: ModelEntry, folder: Path, fit: Fit) -> dict[str, Any]:
    """The parts that are kept in 32 bits where the rest is not."""
    named = entry.extra.get("float32")
    if not isinstance(named, list) or fit.mode is Mode.CPU:
        return {}
    index = json.loads((folder / "model_index.json").read_text(encoding="utf-8"))
    return {str(name): load(_model_class(*index[name]), folder / str(name), Fit(Mode.CPU)) for name in named}


def _model_class(library: str, name: str) -> Any:
    """A model class of diffusers or transformers. Raises Bug for anything else."""
    if library == "transformers":
        import transformers  # noqa: PLC0415

        base, found = transformers.PreTrainedModel, getattr(transformers, name, None)
    else:
        base, found = diffusers().ModelMixin, getattr(diffusers(), name, None)
    if not (inspect.isclass(found) and issubclass(found, base)):
        raise Bug(f"{library} has no model {name!r}.")
    return found


def _scheduled(pipeline: Any, entry: ModelEntry) -> None:
    """Another scheduler, or the same with other settings, where the inventory has one."""
    table = entry.extra.get("scheduler")
    if not isinstance(table, dict):
        return
    settings = {name: value for name, value in table.items() if name != "class"}
    kind = getattr(diffusers(), str(table["class"])) if "class" in table else pipeline.scheduler.__class__
    pipeline.scheduler = kind.from_config(pipeline.scheduler.config, **settings)


def _pull(pipeline: Any, levers: Levers) -> None:
    """Mochi's attention is always the one that does not wait for the card; the rest is as was chosen."""
    for name in ("transformer", "transformer_2"):
        transformer = getattr(pipeline, name, None)
        if transformer is None:
            continue
        try:
            if type(transformer).__name__ == "MochiTransformer3DModel":
                _of_mochi(transformer, levers)
            else:
                if levers.attention:
                    transformer.set_attention_backend(levers.attention)
                if levers.compiled and getattr(transformer, "_repeated_blocks", None):
                    transformer.compile_repeated_blocks()
        except (ImportError, RuntimeError, ValueError) as error:
            raise UserMustFix(
                f"The attention backend {levers.attention!r} can't be used here: {error}", "Leave it out: torch's is."
            ) from error


def _of_mochi(transformer: Any, levers: Levers) -> None:
    from rushes.tools.diffusion.mochi_attention import compile_blocks, trim_attention  # noqa: PLC0415

    trim_attention(transformer, levers.attention)
    if levers.compiled:
        compile_blocks(transformer)
