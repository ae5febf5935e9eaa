"""The models that a profile names: their entries in the inventory, and their folders on this machine."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from rushes.configs.equipment import Kind, ModelEntry, equipment
from rushes.configs.homes import loras_home, styles_file
from rushes.configs.profile import Profile
from rushes.configs.styles import Style, style_named
from rushes.errors import UserMustFix
from rushes.memory.models import ready_folder
from rushes.tools.diffusion.loras import Lora, lora_named

if TYPE_CHECKING:
    from rushes.tools.diffusion.references import Addition

DRAFT = "draft"
"""The renderer that needs no model."""


def known(name: str, kind: Kind) -> ModelEntry:
    """An entry of the inventory of that kind. Raises UserMustFix."""
    entry = equipment().named(name)
    if entry.kind != kind:
        listed = ", ".join(one.name for one in equipment().of(kind))
        raise UserMustFix(
            f"{entry.title} is no {kind} model, and the profile names it as one.", f"Known are: {listed}."
        )
    return entry


def painting_model(profile: Profile) -> ModelEntry | None:
    """What paints; None for the draft renderer. Raises UserMustFix."""
    return None if profile.crew.keyframe == DRAFT else known(profile.crew.keyframe, "image")


def moving_model(profile: Profile) -> ModelEntry | None:
    """What moves; None for the draft renderer. Raises UserMustFix."""
    if profile.crew.motion != DRAFT:
        return known(profile.crew.motion, "video")
    if profile.crew.keyframe != DRAFT:
        raise UserMustFix(
            "The draft renderer draws its own film and would show nothing of a model's keyframes.",
            'Name a video model as the profile\'s `motion`, or "draft" as its `keyframe` too.',
        )
    return None


def additions(profile: Profile) -> "tuple[Addition, ...]":
    """What works beside the painter. Raises UserMustFix for one that is not here."""
    painting = profile.painting
    wanted = ((painting.references, painting.reference_weight), (painting.control, painting.control_weight))
    return tuple(_addition(profile, equipment().named(name), weight) for name, weight in wanted if name)


def _addition(profile: Profile, entry: ModelEntry, weight: float) -> "Addition":
    from rushes.tools.diffusion.references import Addition  # noqa: PLC0415 - only for models

    encoders = [ready_folder(part) for part in equipment().beside(entry, profile.crew.keyframe)]
    return Addition(entry, ready_folder(entry), weight, next(iter(encoders), None))


def depth_reader(profile: Profile) -> Path | None:
    """The folder of the model that reads a keyframe's depth, where the control is one that needs it."""
    names = (profile.painting.control, profile.crew.keyframe)
    needing = (equipment().named(name).extra.get("depth") for name in names if name)
    named = next(filter(None, needing), None)
    return ready_folder(equipment().named(str(named))) if named else None


def parts(entry: ModelEntry) -> Mapping[str, Path]:
    """The folders of the further entries that a model needs."""
    return {part.name: ready_folder(part) for part in equipment().parts_of(entry)}


def style(profile: Profile) -> Style | None:
    """The film's look, where the profile has one."""
    return style_named(profile.painting.style, styles_file()) if profile.painting.style else None


def loras(weights: Mapping[str, float]) -> tuple[Lora, ...]:
    """A person's LoRAs by name, with their weights. Raises UserMustFix."""
    return tuple(lora_named(loras_home(), name, weight) for name, weight in weights.items())
