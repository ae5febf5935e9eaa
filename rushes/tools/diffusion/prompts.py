"""What a picture model is told: the words, and the words as its text encoders read them, once each."""

import inspect
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from typing import Any, cast

from rushes.configs.equipment import ModelEntry
from rushes.configs.styles import Style
from rushes.film.setup import Setup

_FLUX = ("prompt_embeds", "pooled_prompt_embeds", "")
_BOTH = ("prompt_embeds", "negative_prompt_embeds")
_MASKED = ("prompt_embeds", "prompt_attention_mask", "negative_prompt_embeds", "negative_prompt_attention_mask")
OUTPUTS: Mapping[str, tuple[str, ...]] = {
    "FluxPipeline": _FLUX,
    "FluxKontextPipeline": _FLUX,
    "FluxControlPipeline": _FLUX,
    "FluxControlNetPipeline": _FLUX,
    "Flux2Pipeline": ("prompt_embeds", ""),
    "Flux2KleinPipeline": ("prompt_embeds", ""),
    "QwenImagePipeline": ("prompt_embeds", "prompt_embeds_mask"),
    "ZImagePipeline": _BOTH,
    "StableDiffusionPipeline": _BOTH,
    "StableDiffusion3Pipeline": (*_BOTH, "pooled_prompt_embeds", "negative_pooled_prompt_embeds"),
    "MochiPipeline": _MASKED,
    "LTXPipeline": _MASKED,
    "WanPipeline": _BOTH,
    "WanImageToVideoPipeline": _BOTH,
    "CogVideoXPipeline": _BOTH,
    "CogVideoXImageToVideoPipeline": _BOTH,
    "HunyuanVideoPipeline": ("prompt_embeds", "pooled_prompt_embeds", "prompt_attention_mask"),
}
"""What each pipeline's `encode_prompt` gives back, by the call's own arguments; "" is made anew by the call."""

_APART = {"QwenImagePipeline", "Flux2KleinPipeline"}
"""Pipelines whose negative prompt is read by a second `encode_prompt`."""
_KEPT = 1024
"""Prompts remembered. FLUX's are 512 x 4096 numbers of two bytes: 4 MB each, a film of 170 shots 0.7 GB."""

Embedded = Mapping[str, Any]
"""A prompt as tensors in main memory, by the names the pipeline's call has for them."""


def words_for(setup: Setup, style: Style | None = None) -> str:
    """Everything said about a still, as one text: composition, texture, and a style preset's own words."""
    prompt = setup.shot.keyframe_prompt
    composition = [prompt.composition or setup.shot.subject, style.composition if style else ""]
    texture = [prompt.texture, style.texture if style else ""]
    words = " ".join(text.strip() for text in (*composition, *texture) if text.strip())
    # Words of a story, which a chat template's marks must not be read in.
    return words.replace("<|", "< |")


def can_be_read_apart(entry: ModelEntry) -> bool:
    """Whether the text encoders can read a prompt without the rest of the model being there."""
    return entry.pipeline in OUTPUTS


def guided(entry: ModelEntry) -> bool:
    """Whether each step also runs with the negative prompt. FLUX.1's own guidance is a number it was distilled on."""
    if "guidance" in entry.extra:
        return bool(entry.guidance and entry.guidance > 1)
    return OUTPUTS.get(entry.pipeline) != _FLUX and bool(entry.guidance and entry.guidance > 1)


class ReadPrompts:
    """The prompts that were read already, for one model."""

    def __init__(self, entry: ModelEntry) -> None:
        self._entry = entry
        self._read: OrderedDict[str, Embedded] = OrderedDict()
        self._negative: dict[str, Any] = {}

    def __contains__(self, words: str) -> bool:
        return words in self._read

    def new(self, words: Iterable[str]) -> list[str]:
        """Those that were not read, each once."""
        return [one for one in dict.fromkeys(words) if one not in self._read]

    def that_will_be_kept(self, words: Iterable[str]) -> list[str]:
        """As many of the new ones as are remembered without forgetting others: the rest is read when it is wanted."""
        return self.new(words)[: max(0, _KEPT - len(self._read))]

    def get(self, words: str) -> Embedded:
        """A prompt that was read. Raises KeyError."""
        self._read.move_to_end(words)
        return self._read[words]

    def read(self, pipeline: Any, words: str) -> None:
        """Have the pipeline's text encoders read a prompt, unless they did."""
        if words in self._read:
            return
        import torch  # noqa: PLC0415

        with torch.no_grad():
            embedded = _read(pipeline, self._entry, words)
        self._read[words] = {name: self._kept(name, _moved(value, "cpu")) for name, value in embedded.items()}
        while len(self._read) > _KEPT:
            self._read.popitem(last=False)

    def _kept(self, name: str, value: Any) -> Any:
        """The negative prompt is the same beside every other, and kept once."""
        return self._negative.setdefault(name, value) if name.startswith("negative_") else value


def _read(pipeline: Any, entry: ModelEntry, words: str) -> dict[str, Any]:
    negative = str(entry.extra.get("negative", ""))
    embedded = _encoded(pipeline, entry, words, negative)
    if entry.pipeline in _APART and guided(entry):
        apart = _encoded(pipeline, entry, negative, "")
        embedded |= {f"negative_{name}": value for name, value in apart.items()}
    return embedded


def _encoded(pipeline: Any, entry: ModelEntry, words: str, negative: str) -> dict[str, Any]:
    call = entry.extra.get("call")
    offered: dict[str, Any] = {
        "prompt": words,
        "prompt_2": None,
        "prompt_3": None,
        "device": pipeline._execution_device,  # noqa: SLF001 - where offloading expects the tokens; it has no other name
        "num_images_per_prompt": 1,
        "do_classifier_free_guidance": guided(entry),
        "negative_prompt": negative or None,
    }
    # The call's own length: that of `encode_prompt` by itself is another in some pipelines.
    usual = inspect.signature(pipeline.__call__).parameters.get("max_sequence_length")
    if usual is not None:
        offered["max_sequence_length"] = usual.default
    if isinstance(call, dict):
        offered |= call
    taken = inspect.signature(pipeline.encode_prompt).parameters
    found = pipeline.encode_prompt(**{name: value for name, value in offered.items() if name in taken})
    names = OUTPUTS[entry.pipeline]
    return {name: value for name, value in zip(names, found, strict=True) if name and value is not None}


def _moved(value: Any, device: Any) -> Any:
    """A tensor, or a list of them, on a device."""
    if isinstance(value, list):
        return [_moved(one, device) for one in cast("list[Any]", value)]
    return value.to(device)


def on_device(embedded: Embedded, device: Any) -> dict[str, Any]:
    """What was read, on a device."""
    return {name: _moved(value, device) for name, value in embedded.items()}
