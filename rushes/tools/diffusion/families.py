"""The video models, as data: what a model is to do for a shot, and what its pipeline is called with.

There is no class per model. What a pipeline takes is read from its own signature, what a model wants beyond that
stands in the inventory, and what diffusers lacks, Mochi from a keyframe, is the one pipeline of ours.
"""

import inspect
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from PIL.Image import Image

from rushes.configs.equipment import Ability, ModelEntry
from rushes.configs.styles import Style
from rushes.errors import Bug, UserMustFix
from rushes.film.frames import Size
from rushes.film.setup import Setup

_SHOWN: Mapping[str, str] = {"i2v": "image", "v2v": "video"}
_GUIDER = "guider"
"""Where the inventory says so, guidance is the business of a part of the pipeline and not of its call."""


@dataclass(frozen=True, slots=True)
class Shoot:
    """One call of a pipeline: what to show, how large and long, and from which picture or footage.

    `prompt` is words, or what the text encoders made of them, by the call's own names.
    """

    ability: Ability
    prompt: str | Mapping[str, Any]
    size: Size
    frames: int
    fps: Fraction
    image: Image | None = None
    video: tuple[Image, ...] = ()
    chosen: Mapping[str, Any] = field(default_factory=dict[str, Any])


def ability_for(entry: ModelEntry, *, footage: bool, from_words: bool) -> Ability:
    """What a model is to do for a shot. Raises UserMustFix when it can't begin with what there is.

    `footage`: there is a clip to be remade. `from_words`: the user takes a first frame that is the model's own.
    A model that only remakes clips is given the keyframe, held.
    """
    can = entry.abilities
    if footage and "v2v" not in can:
        raise UserMustFix(f"{entry.title} can't remake a clip.", "Choose a model with the ability v2v.")
    if from_words and "t2v" in can and not footage:
        return "t2v"
    if "i2v" in can and not footage:
        return "i2v"
    if "v2v" in can:
        return "v2v"
    raise UserMustFix(
        f"{entry.title} makes clips from words alone: they would not begin with the keyframe.",
        "Choose a model with the ability i2v, or say that its own first frame will do.",
    )


def prompt_for(setup: Setup, ability: Ability, style: Style | None = None) -> str:
    """What the model is told. From a picture, what moves comes first; from words alone, what there is to see."""
    moving = (setup.shot.motion_prompt.camera, setup.shot.motion_prompt.physics)
    shown = setup.shot.keyframe_prompt
    words = (*moving, shown.composition)
    if ability == "t2v":
        look = (style.composition, style.texture) if style else ()
        words = (shown.composition, *moving, shown.texture, *look)
    return " ".join(word.strip() for word in words if word.strip())


def arguments(pipeline: Any, entry: ModelEntry, shoot: Shoot) -> dict[str, Any]:
    """The keyword arguments of one call.

    Raises Bug where pipeline and inventory don't fit together, UserMustFix for a chosen argument there is not.
    """
    taken = _taken(pipeline.__class__)
    offered: dict[str, Any] = {
        "width": shoot.size.width,
        "height": shoot.size.height,
        "num_frames": shoot.frames,
        "num_inference_steps": entry.steps,
        "frame_rate": float(shoot.fps),
        "fps": round(shoot.fps),
        "image": shoot.image,
        "video": list(shoot.video) or None,
        "output_type": "np",
    } | _told(entry, shoot)
    if strange := shoot.chosen.keys() - taken:
        raise UserMustFix(f"{entry.title} has no {', '.join(sorted(strange))} to be chosen.", "Leave it out.")
    named = _own(entry, shoot.ability) | dict(shoot.chosen)
    if strangers := named.keys() - taken:
        raise Bug(f"{type(pipeline).__name__} takes no {', '.join(sorted(strangers))}, which {entry.name} names.")
    given = {name: value for name, value in offered.items() if name in taken and value is not None} | named
    needed = _SHOWN.get(shoot.ability)
    if needed and needed not in given:
        raise Bug(f"{type(pipeline).__name__} takes no {needed}, which {entry.name} promises.")
    return given


def _taken(kind: type) -> set[str]:
    """The arguments a pipeline's call has: its own, and its parent's where it passes others on."""
    names: set[str] = set()
    for level in kind.__mro__:
        call = vars(level).get("__call__")
        if call is None:
            continue
        parameters = inspect.signature(call).parameters
        names |= parameters.keys()
        if not any(one.kind is inspect.Parameter.VAR_KEYWORD for one in parameters.values()):
            break
    return names


def _told(entry: ModelEntry, shoot: Shoot) -> dict[str, Any]:
    if isinstance(shoot.prompt, str):
        return {"prompt": shoot.prompt, "negative_prompt": entry.extra.get("negative")}
    return dict(shoot.prompt)


def _own(entry: ModelEntry, ability: Ability) -> dict[str, Any]:
    """`extra.call`, over it what the entry has for this ability alone (`extra.call-i2v` …), and the guidance."""
    tables = (entry.extra.get("call"), entry.extra.get(f"call-{ability}"))
    own = {name: value for table in tables if isinstance(table, dict) for name, value in table.items()}
    guidance = str(entry.extra.get("guidance", "guidance_scale"))
    return own if entry.guidance is None or guidance == _GUIDER else {guidance: entry.guidance, **own}


def guided_by_a_part(entry: ModelEntry) -> bool:
    """Whether guidance is set on the pipeline's guider."""
    return entry.extra.get("guidance") == _GUIDER and entry.guidance is not None
