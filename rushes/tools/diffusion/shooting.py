"""One shot through a pipeline: segment after segment, each from the last picture of the one before."""

import inspect
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

import numpy as np
import torch
from PIL import Image

from rushes.configs.equipment import ModelEntry
from rushes.errors import ToolFailed
from rushes.film.frames import Size
from rushes.tools.diffusion.clips import ClipPlan, Picture
from rushes.tools.diffusion.families import Shoot, arguments
from rushes.tools.diffusion.preview import Previews
from rushes.tools.protocols import Progress


@dataclass(frozen=True, slots=True)
class Take:
    """What a pipeline is to shoot: its first call, the plan of all calls, and the seed of all of them."""

    first: Shoot
    plan: ClipPlan
    seed: int


def shot_frames(pipeline: Any, entry: ModelEntry, take: Take, progress: Progress, previews: Previews) -> list[Picture]:
    """All frames at the model's own rate and size. Raises ToolFailed, torch.OutOfMemoryError and what progress does.

    `progress` counts denoising steps over all segments.
    """
    looking = _Looking(previews, take.plan.size)
    generator = torch.Generator("cpu").manual_seed(take.seed)
    frames: list[Picture] = []
    shoot = take.first
    for index, length in enumerate(take.plan.segments):
        if frames:
            shoot = _going_on(shoot, frames[-1])
        given = arguments(pipeline, entry, replace(shoot, frames=length))
        given |= looking.asked_of(pipeline)
        with _heard(pipeline, looking.telling(progress), index, len(take.plan.segments)):
            made = _pictures(pipeline(**given, generator=generator).frames[0])
        frames += made[1:] if frames else made
    if len(frames) < take.plan.frames:
        raise ToolFailed(f"{entry.title} made {len(frames)} frames where {take.plan.frames} were asked for.")
    return frames


@dataclass(slots=True)
class _Looking:
    """Takes a preview at a step's end, and tells of it with the step."""

    previews: Previews
    size: Size
    fresh: Path | None = None

    def asked_of(self, pipeline: Any) -> dict[str, Any]:
        """The argument by which a pipeline lets itself be looked at; none for one that has none."""
        name = "callback_on_step_end"
        return {name: self._look} if name in inspect.signature(pipeline.__call__).parameters else {}

    def _look(self, pipeline: Any, _step: int, _time: Any, tensors: dict[str, Any]) -> dict[str, Any]:
        if "latents" in tensors:
            self.fresh = self.previews.due(pipeline, tensors["latents"], self.size)
        return tensors

    def telling(self, progress: Progress) -> Callable[[int, int], None]:
        """The progress, with what is fresh."""

        def tell(done: int, steps: int) -> None:
            preview, self.fresh = self.fresh, None
            if preview:
                progress(done, steps, preview)
            else:
                progress(done, steps)

        return tell


def _going_on(shoot: Shoot, last: Picture) -> Shoot:
    if shoot.ability != "i2v":
        raise ToolFailed(
            f"The shot is longer than the {shoot.frames} frames this model makes at once, and it can't go on from a "
            "picture.",
            "Make the shot shorter, or choose a model with the ability i2v.",
        )
    return replace(shoot, image=Image.fromarray(last))


def _pictures(made: Any) -> list[Picture]:
    """A pipeline's (frames, height, width, 3) numbers in [0, 1] as pictures. Raises ToolFailed for a broken one."""
    numbers = np.asarray(made)
    if numbers.ndim != 4 or numbers.shape[3] != 3 or not len(numbers):
        raise ToolFailed(f"The model made no pictures, but numbers of shape {numbers.shape}.")
    if not np.isfinite(numbers).all():
        raise ToolFailed("The model's numbers ran away (NaN).", "Try another seed, or do without 8-bit.")
    return [(frame * 255).round().clip(0, 255).astype(np.uint8) for frame in numbers]


@contextmanager
def _heard(pipeline: Any, progress: Callable[[int, int], None], segment: int, among: int) -> Generator[None]:
    """Pipelines report their steps to a bar of their own, all in the same way: here it is `progress`."""

    def bar(iterable: Any = None, total: int | None = None) -> _Bar:
        steps = total if total is not None else len(iterable)
        return _Bar(iterable, lambda done: progress(segment * steps + done, among * steps + 1))

    pipeline.progress_bar = bar
    try:
        yield
    finally:
        del pipeline.progress_bar


class _Bar:
    """As much of a tqdm bar as diffusers' pipelines use."""

    def __init__(self, items: Any, tell: Callable[[int], None]) -> None:
        self._items = items
        self._tell = tell
        self._done = 0

    def __enter__(self) -> Self:
        self._tell(0)
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def __iter__(self) -> Iterator[Any]:
        for item in self._items:
            yield item
            self.update()

    def update(self, steps: int = 1) -> None:
        """Some steps are done."""
        self._done += steps
        self._tell(self._done)

    def set_postfix(self, *_: object, **__: object) -> None:
        """What else a pipeline has to say is not shown."""
