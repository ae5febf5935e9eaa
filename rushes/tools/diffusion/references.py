"""Keeping a film's people and places the same: reference stills and an earlier keyframe, as models take them.

A model that sees pictures itself (Kontext, FLUX.2) gets the stills as they are. FLUX.1 gets them through an addition:
Redux turns a still into words the transformer reads behind the prompt's; an IP-Adapter gives each block a picture's
meaning to attend to; a ControlNet holds the picture to the outlines of an earlier keyframe.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from PIL import Image

from rushes.configs.equipment import ModelEntry
from rushes.errors import ToolFailed, UserMustFix
from rushes.film.frames import Size
from rushes.tools.diffusion.depth import depth_of
from rushes.tools.diffusion.images import cut_to, read_still
from rushes.tools.diffusion.loading import checked, diffusers, dtype_of, load, pipeline_class
from rushes.tools.diffusion.offline import offline
from rushes.tools.fitting import Fit

CANNY = (100, 200)
"""Thresholds of cv2.Canny, the ones diffusers' own ControlNet guides use."""
_SEEING = {
    "FluxKontextPipeline": "one picture",
    "Flux2Pipeline": "a list",
    "Flux2KleinPipeline": "a list",
    "QwenImageEditPlusPipeline": "a list",
}
"""Pipelines whose call takes stills as `image`, and in which form."""


class Way(StrEnum):
    """How an addition works on the picture."""

    REDUX = "redux"
    IP_ADAPTER = "ip-adapter"
    CONTROLNET = "controlnet"


@dataclass(frozen=True, slots=True)
class Addition:
    """A model that works beside the painting one: its entry and folder, and how strongly it works.

    `encoder` is the folder of the image encoder that an IP-Adapter was trained with.
    """

    entry: ModelEntry
    folder: Path
    strength: float = 1.0
    encoder: Path | None = None

    @property
    def way(self) -> Way:
        """How it works. Raises UserMustFix for an entry that is no addition."""
        ways = {
            "FluxPriorReduxPipeline": Way.REDUX,
            "ip-adapter": Way.IP_ADAPTER,
            "FluxControlNetPipeline": Way.CONTROLNET,
        }
        if self.entry.pipeline not in ways:
            raise UserMustFix(
                f"{self.entry.title} can't be added to another model.", "Name a Redux, IP-Adapter or ControlNet."
            )
        return ways[self.entry.pipeline]


def painting_class(entry: ModelEntry, additions: tuple[Addition, ...]) -> Any:
    """The pipeline that paints: a ControlNet has one of its own around the same model. Raises UserMustFix."""
    ways = [addition.way for addition in additions]
    if ways and entry.pipeline != "FluxPipeline":
        raise UserMustFix(
            f"{entry.title} takes no {' and no '.join(ways)} beside it.", "Paint with flux.1-dev, or without additions."
        )
    if len(set(ways)) < len(ways):
        raise UserMustFix(f"{entry.title} takes each kind of addition once.", "Name one of each.")
    return pipeline_class("FluxControlNetPipeline" if Way.CONTROLNET in ways else entry.pipeline)


def components(additions: tuple[Addition, ...], fit: Fit) -> dict[str, Any]:
    """The parts that a pipeline gets when it is built: a ControlNet. Raises UserMustFix."""
    found: dict[str, Any] = {}
    for addition in additions:
        if addition.way is Way.CONTROLNET:
            kind = getattr(diffusers(), str(addition.entry.extra.get("component", "FluxControlNetModel")))
            found["controlnet"] = load(kind, addition.folder, fit)
    return found


def attach(pipeline: Any, additions: tuple[Addition, ...], fit: Fit) -> None:
    """Put into a built pipeline what comes afterwards: an IP-Adapter. Raises UserMustFix."""
    for addition in additions:
        if addition.way is not Way.IP_ADAPTER:
            continue
        if addition.encoder is None:
            raise UserMustFix(f"{addition.entry.title} needs its image encoder.", "Pull the entry it names in `parts`.")
        checked(addition.folder)
        checked(addition.encoder)
        with offline():
            pipeline.load_ip_adapter(
                str(addition.folder),
                weight_name=str(addition.entry.extra.get("weight_name", "ip_adapter.safetensors")),
                image_encoder_pretrained_model_name_or_path=str(addition.encoder),
                image_encoder_dtype=dtype_of(fit),
                local_files_only=True,
            )
        pipeline.set_ip_adapter_scale(addition.strength)


class Redux:
    """Stills as words: tokens that FLUX reads behind the prompt's own. Two small models, kept in main memory."""

    def __init__(self, addition: Addition, fit: Fit) -> None:
        self._prior = load(pipeline_class("FluxPriorReduxPipeline"), addition.folder, fit)
        self._strength = addition.strength

    def behind(
        self, embedded: Mapping[str, Any], stills: tuple[Path, ...], strength: float | None = None
    ) -> dict[str, Any]:
        """The prompt as read, with each still's tokens (729 at full size) behind it, so strong or as usual."""
        import torch  # noqa: PLC0415

        prompt = embedded["prompt_embeds"]
        with torch.no_grad():
            latents = self._prior.encode_image([read_still(still) for still in stills], "cpu", 1)
            tokens = self._prior.image_embedder(latents).image_embeds.to(prompt.dtype)
        weight = self._strength if strength is None else strength
        tokens = tokens.reshape(1, -1, tokens.shape[-1]) * weight
        return {**embedded, "prompt_embeds": torch.cat([prompt, tokens], dim=1)}


def seen(entry: ModelEntry, stills: tuple[Path, ...], size: Size) -> dict[str, Any]:
    """Call arguments that show the stills to a model that sees pictures; empty for another.

    Raises ToolFailed without stills where the model can't do without.
    """
    form = _SEEING.get(entry.pipeline)
    if form is None or not stills:
        if not {"t2i", "control"} & set(entry.abilities):
            raise ToolFailed(f"{entry.title} paints from reference stills, and was given none.")
        return {}
    pictures = [read_still(still) for still in stills]
    if form == "a list":
        return {"image": pictures}
    # Kontext takes one picture, so several stand side by side, and scales the painting to `max_area` pixels.
    return {"image": side_by_side(pictures), "max_area": size.width * size.height}


def side_by_side(pictures: list[Image.Image]) -> Image.Image:
    """Pictures in one row, as high as the lowest of them."""
    height = min(picture.height for picture in pictures)
    row = [
        picture.resize((max(1, picture.width * height // picture.height), height), Image.Resampling.LANCZOS)
        for picture in pictures
    ]
    joined = Image.new("RGB", (sum(picture.width for picture in row), height))
    left = 0
    for picture in row:
        joined.paste(picture, (left, 0))
        left += picture.width
    return joined


def sees(entry: ModelEntry) -> bool:
    """Whether the model takes stills itself."""
    return entry.pipeline in _SEEING


def outlines(keyframe: Path, size: Size) -> Image.Image:
    """The keyframe's outlines, white on black, at exactly `size`: what a Canny ControlNet is shown."""
    picture, _ = cut_to(np.asarray(read_still(keyframe), dtype=np.uint8), size)
    edges = cv2.Canny(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), *CANNY)
    return Image.fromarray(np.repeat(edges[:, :, None], 3, axis=2))


def control_arguments(
    entry: ModelEntry, keyframe: Path | None, size: Size, strength: float = 1.0, depth: Path | None = None
) -> dict[str, Any]:
    """Call arguments that hold a picture to an earlier keyframe. `depth` is the folder of a depth model.

    Without a keyframe a ControlNet beside the model is given weight 0; a model that is steered throughout can't
    paint, and ToolFailed is raised. Raises UserMustFix for a control that rushes can't draw.
    """
    beside = entry.pipeline == "FluxControlNetPipeline"
    call = entry.extra.get("call")
    own: dict[str, Any] = dict(call) if beside and isinstance(call, dict) else {}
    if keyframe is None:
        if not beside:
            raise ToolFailed(f"{entry.title} paints along an earlier keyframe, and was given none.")
        blank = Image.new("RGB", (size.width, size.height))
        return own | {"control_image": blank, "controlnet_conditioning_scale": 0.0}
    drawn = _drawn(entry, keyframe, size, depth)
    if not beside:
        return {"control_image": drawn}
    usual = float(own.get("controlnet_conditioning_scale", 1))
    return own | {"control_image": drawn, "controlnet_conditioning_scale": strength * usual}


def _drawn(entry: ModelEntry, keyframe: Path, size: Size, depth: Path | None) -> Image.Image:
    """What the model is steered by, drawn from the keyframe. Raises UserMustFix."""
    kind = entry.extra.get("control")
    if kind == "canny":
        return outlines(keyframe, size)
    if kind == "depth" and depth is not None:
        return depth_of(keyframe, size, depth)
    if kind == "depth":
        raise UserMustFix(f"{entry.title} is steered by depth, and no depth model is there.", "Pull one.")
    raise UserMustFix(f"{entry.title} is steered by {kind}, which rushes can't draw.", "Use a Canny or depth one.")
