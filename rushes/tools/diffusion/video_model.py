"""A video model at work: loaded when it is wanted, held as its fit says, its prompts read, let go of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import JsonValue

from rushes.configs.equipment import Ability
from rushes.configs.styles import Style
from rushes.tools.diffusion.loading import hold, release
from rushes.tools.diffusion.loras import Lora, wear
from rushes.tools.diffusion.prompts import ReadPrompts, can_be_read_apart, on_device
from rushes.tools.diffusion.revision import fingerprint
from rushes.tools.diffusion.video_pipelines import Levers, Origin, load_pipeline, pipeline_kind
from rushes.tools.fitting import Fit
from rushes.tools.protocols import Interpolator


@dataclass(frozen=True, slots=True)
class MotionWishes:
    """What a user chose beside the model.

    `from_words`: a model that can't begin with the keyframe may begin as it likes. `call` are further arguments of
    the pipeline's (Mochi's `strength`). `interpolator` brings the model's rate to the film's; without one, frames
    are repeated or left out.
    """

    style: Style | None = None
    loras: tuple[Lora, ...] = ()
    steps: int | None = None
    guidance: float | None = None
    call: Mapping[str, JsonValue] = field(default_factory=dict[str, JsonValue])
    from_words: bool = False
    eight_bit: bool = True
    interpolator: Interpolator | None = None
    levers: Levers = field(default_factory=Levers)

    def marks(self) -> tuple[object, ...]:
        """All of it that shows in a clip, each file by its content."""
        loras = [(lora.name, fingerprint(lora.file), lora.weight) for lora in self.loras]
        between = self.interpolator.spec.revision if self.interpolator else ""
        chosen = sorted(self.call.items())
        return self.style, loras, self.steps, self.guidance, chosen, self.from_words, between, self.levers


class VideoModel:
    """One model on one device. `let_go` is called when a call of its pipeline raised."""

    def __init__(self, origin: Origin, device: str, wishes: MotionWishes) -> None:
        self._origin = origin
        self._device = device
        self._wishes = wishes
        self._prompts = ReadPrompts(origin.entry)
        self._loaded: tuple[Any, Fit, Any] | None = None

    def prompt(self, words: str, ability: Ability, fit: Fit) -> str | Mapping[str, Any]:
        """What the text encoders made of the words before they left; the words where they can't come alone."""
        if not self._reads_alone(fit):
            return words
        self._read(self._prompts.new([words]), ability, fit)
        return on_device(self._prompts.get(words), self._device)

    def read(self, words: Iterable[str], ability: Ability, fit: Fit) -> None:
        """Have the text encoders read all of this that they did not, and leave. Nothing where they can't come alone."""
        if self._reads_alone(fit):
            self._read(self._prompts.new(self._prompts.that_will_be_kept(words)), ability, fit)

    def _read(self, new: list[str], ability: Ability, fit: Fit) -> None:
        if not new:
            return
        if fit.text_first:
            self.let_go()
        kind = pipeline_kind(self._origin.entry, ability)
        encoders = hold(load_pipeline(kind, self._origin, fit, Levers(), reading=True), fit, self._device)
        for one in new:
            self._prompts.read(encoders, one)
        release(encoders)

    def ready(self, ability: Ability, fit: Fit) -> Any:
        """The pipeline, loaded and held as the fit says."""
        kind = pipeline_kind(self._origin.entry, ability)
        if self._loaded is not None and self._loaded[:2] == (kind, fit):
            return self._loaded[2]
        self.let_go()
        reading = False if self._reads_alone(fit) else None
        pipeline = load_pipeline(kind, self._origin, fit, self._wishes.levers, reading=reading)
        wear(pipeline, self._wishes.loras)
        self._loaded = (kind, fit, hold(pipeline, fit, self._device))
        return self._loaded[2]

    def let_go(self) -> None:
        """Unload the model."""
        loaded, self._loaded = self._loaded, None
        if loaded is not None:
            release(loaded[2])

    def _reads_alone(self, fit: Fit) -> bool:
        """Whether the text encoders come without the rest. A LoRA may reach into them, and wants both."""
        return can_be_read_apart(self._origin.entry) and (fit.text_first or not self._wishes.loras)
