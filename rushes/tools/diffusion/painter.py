"""Keyframes by a diffusion model: FLUX first, and any other still pipeline of the inventory."""

import threading
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import JsonValue

from rushes.configs.equipment import ModelEntry
from rushes.configs.styles import Style
from rushes.film.frames import Size
from rushes.film.setup import Setup
from rushes.tools.diffusion import references
from rushes.tools.diffusion.images import cut_to, from_floats, painting_size, write_still
from rushes.tools.diffusion.loading import READING, SEEING, hold, load, parts_of_class, release
from rushes.tools.diffusion.loras import Lora, wear
from rushes.tools.diffusion.preview import Previews, Showing
from rushes.tools.diffusion.prompts import ReadPrompts, can_be_read_apart, on_device, words_for
from rushes.tools.diffusion.references import Addition, Redux, Way
from rushes.tools.diffusion.revision import fingerprint, revision_of
from rushes.tools.diffusion.settling import settle, tried
from rushes.tools.fitting import Asked, Fit, Ladder, Mode, held_to
from rushes.tools.protocols import BackendSpec, KeyframeRequest, MadeFile, Progress

_SMALLEST = 2
"""A picture that does not fit in memory is painted at no less than one over this of each side."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a user chose beside the model: a look, LoRAs, additions, and whether weights may be rounded to 8 bits.

    `depth` is the folder of a model that reads a keyframe's depth, for what is steered by it.
    """

    style: Style | None = None
    loras: tuple[Lora, ...] = ()
    additions: tuple[Addition, ...] = ()
    depth: Path | None = None
    steps: int | None = None
    guidance: float | None = None
    eight_bit: bool = True

    def marks(self) -> tuple[object, ...]:
        """All of it that shows in a picture, each file by its content."""
        loras = [(lora.name, fingerprint(lora.file), lora.weight) for lora in self.loras]
        added = [(one.entry.name, fingerprint(one.folder), one.strength) for one in self.additions]
        marks = (self.style, loras, added, self.steps, self.guidance)
        helpers = (self.depth, *(one.encoder for one in self.additions))
        seen = [fingerprint(folder) for folder in helpers if folder is not None]
        return (*marks, seen) if seen else marks  # without them a slate's key stays what it was


class DiffusionPainter:
    """Paints keyframes with one model, held on one device as `fit` says. One picture at a time, from any thread."""

    def __init__(
        self, entry: ModelEntry, folder: Path, fit: Fit, device: str = "cpu", wishes: Wishes | None = None
    ) -> None:
        self._entry = entry
        self._folder = folder
        self._given = self._fit = held_to(fit, entry.title)
        self._device = "cpu" if fit.mode is Mode.CPU else device
        self._wishes = wishes or Wishes()
        self._prompts = ReadPrompts(entry)
        self._turn = threading.Lock()
        self._pipeline: Any = None
        self._redux: Redux | None = None

    @property
    def spec(self) -> BackendSpec:
        """What this backend is."""
        return self._spec

    @cached_property
    def _spec(self) -> BackendSpec:
        return BackendSpec(
            name=self._entry.name,
            revision=revision_of(self._entry, self._folder, self._given, self._wishes.marks()),
            licence=self._entry.licence,
            size_multiple=self._entry.size_multiple,
            memory_floor=self._given.card,
        )

    def paint(self, request: KeyframeRequest, scratch: Path, progress: Progress) -> MadeFile:
        """A PNG (RGB, 8 bit) of exactly `request.size` in `scratch`, with what was noted and settled for.

        Raises ToolFailed, UserMustFix, and what `progress` raises.
        """
        entry = self._entry
        asked = Asked(painting_size(request.size, entry.size, entry.size_multiple))
        least = Size(asked.size.width // _SMALLEST, asked.size.height // _SMALLEST)
        ladder = Ladder(Asked(least), entry.size_multiple, eight_bit=self._wishes.eight_bit)

        def work(fit: Fit, now: Asked) -> Any:
            return self._painted(request, fit, now.size, Showing(progress, Previews(scratch, fit)))

        with self._turn:
            settled = settle(ladder, self._fit, asked, work, entry.title)
            # What did not fit once would not fit the next time.
            self._fit = settled.fit
        picture, words = cut_to(from_floats(settled.result, entry.title), request.size)
        noted = settled.record | ({"cut": words} if words else {}) | self._unused(request)
        return MadeFile(write_still(picture, scratch / "keyframe.png"), noted)

    def prepare(self, setups: Iterable[Setup]) -> None:
        """Have the text encoders read the prompts of all these setups now, so that they are loaded once, and leave.

        Where memory runs out, each picture has its own prompt read, and goes down the ladder for it.
        """
        words = [words_for(setup, self._wishes.style) for setup in setups]
        with self._turn:
            tried(lambda: self._read(self._prompts.that_will_be_kept(words), self._fit))

    def close(self) -> None:
        """Let go of the model."""
        with self._turn:
            self._let_go()

    def _painted(self, request: KeyframeRequest, fit: Fit, size: Size, progress: Showing) -> Any:
        words = words_for(request.setup, self._wishes.style)
        try:
            self._read([words], fit)
            pipeline = self._ready(fit)
            return self._call(pipeline, words, request, size, progress)
        except (MemoryError, RuntimeError):
            # The model may be half on the card: the next attempt loads it anew.
            self._let_go()
            raise

    def _call(self, pipeline: Any, words: str, request: KeyframeRequest, size: Size, progress: Showing) -> Any:
        import torch  # noqa: PLC0415

        entry, steps = self._entry, self._wishes.steps or self._entry.steps or 1

        def heard(heard_from: Any, step: int, _time: Any, tensors: dict[str, Any]) -> dict[str, Any]:
            progress.step(step + 1, steps + 1, heard_from, tensors["latents"], size)
            return tensors

        arguments = (
            self._told(pipeline, words, request)
            | self._shown(request, size)
            | {
                "height": size.height,
                "width": size.width,
                "num_inference_steps": steps,
                "generator": torch.Generator("cpu").manual_seed(request.seed),
                "callback_on_step_end": heard,
                "output_type": "np",
            }
        )
        guidance = entry.guidance if self._wishes.guidance is None else self._wishes.guidance
        if guidance is not None:
            arguments[str(entry.extra.get("guidance", "guidance_scale"))] = guidance
        progress.tell(0, steps + 1)
        with torch.no_grad():
            picture = pipeline(**arguments).images[0]
        progress.tell(steps + 1, steps + 1)
        return np.asarray(picture, dtype=np.float32)

    def _told(self, pipeline: Any, words: str, request: KeyframeRequest) -> dict[str, Any]:
        """The prompt, read or to be read, and this model's own arguments."""
        call = self._entry.extra.get("call")
        own: dict[str, Any] = dict(call) if isinstance(call, dict) else {}
        if not can_be_read_apart(self._entry):
            negative = self._entry.extra.get("negative")  # without one, some pipelines leave guidance out
            return own | {"prompt": words} | ({} if negative is None else {"negative_prompt": negative})
        embedded = self._prompts.get(words)
        if self._redux is not None and request.references:
            embedded = self._redux.behind(embedded, request.references, request.reference_weight)
        return own | on_device(embedded, pipeline._execution_device)  # noqa: SLF001 - the only name it has

    def _shown(self, request: KeyframeRequest, size: Size) -> dict[str, Any]:
        """The pictures this model is shown."""
        shown = references.seen(self._entry, request.references, size)
        depth = self._wishes.depth
        for addition in self._wishes.additions:
            if addition.way is Way.IP_ADAPTER and request.references:
                shown["ip_adapter_image"] = references.read_still(request.references[0])
                weight = request.reference_weight
                self._pipeline.set_ip_adapter_scale(addition.strength if weight is None else weight)
            if addition.way is Way.CONTROLNET:
                shown |= references.control_arguments(addition.entry, request.control, size, addition.strength, depth)
        if "control" in self._entry.abilities:
            shown |= references.control_arguments(self._entry, request.control, size, depth=depth)
        return shown

    def _unused(self, request: KeyframeRequest) -> dict[str, JsonValue]:
        """What the request had that this model can't use."""
        ways = {addition.way for addition in self._wishes.additions}
        noted: dict[str, JsonValue] = {}
        if request.references and not (references.sees(self._entry) or ways & {Way.REDUX, Way.IP_ADAPTER}):
            noted["references"] = "not used: no addition that takes them"
        elif len(request.references) > 1 and Way.IP_ADAPTER in ways:
            noted["references"] = "the IP-Adapter looked at the first alone"
        if request.control and not (Way.CONTROLNET in ways or "control" in self._entry.abilities):
            noted["control"] = "not used: no ControlNet"
        return noted

    def _read(self, words: Iterable[str], fit: Fit) -> None:
        """Have prompts read that were not. The encoders come alone, and leave."""
        new = self._prompts.new(words)
        if not new or not can_be_read_apart(self._entry):
            return
        if not self._reads_alone(fit):
            for one in new:
                self._prompts.read(self._ready(fit), one)
            return
        if fit.text_first:
            self._let_go()
        kind = references.painting_class(self._entry, ())
        alone = dict.fromkeys(parts_of_class(kind, SEEING))
        encoders = hold(load(kind, self._folder, fit, alone), fit, self._device)
        for one in new:
            self._prompts.read(encoders, one)
        release(encoders)

    def _reads_alone(self, fit: Fit) -> bool:
        """Whether the text encoders come without the rest. A LoRA may reach into them, and wants both."""
        return can_be_read_apart(self._entry) and (fit.text_first or not self._wishes.loras)

    def _ready(self, fit: Fit) -> Any:
        """The pipeline, loaded and held as the fit says."""
        if self._pipeline is not None and fit == self._fit:
            return self._pipeline
        self._let_go()
        additions = self._wishes.additions
        kind = references.painting_class(self._entry, additions)
        parts = references.components(additions, fit)
        if not (self._folder / "safety_checker").is_dir():
            parts |= dict.fromkeys(parts_of_class(kind, ("safety_checker",)))
        if self._reads_alone(fit):
            parts |= dict.fromkeys(parts_of_class(kind, READING))
        pipeline = load(kind, self._folder, fit, parts)
        references.attach(pipeline, additions, fit)
        wear(pipeline, self._wishes.loras)
        self._redux = next((Redux(one, fit) for one in additions if one.way is Way.REDUX), None)
        self._pipeline, self._fit = hold(pipeline, fit, self._device), fit
        return self._pipeline

    def _let_go(self) -> None:
        pipeline, self._pipeline, self._redux = self._pipeline, None, None
        if pipeline is not None:
            release(pipeline)
