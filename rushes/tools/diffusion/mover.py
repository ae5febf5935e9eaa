"""Any video model of the inventory as a motion maker: the keyframe, moved by the model's own pipeline in diffusers."""

import threading
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from itertools import repeat
from pathlib import Path
from typing import Any

from PIL import Image
from pydantic import JsonValue

from rushes.configs.equipment import Ability, ModelEntry
from rushes.errors import Bug
from rushes.film.frames import Size
from rushes.film.setup import Setup
from rushes.tools.clip_file import write_clip
from rushes.tools.diffusion.clips import (
    ClipPlan,
    Picture,
    filled,
    filling,
    nearest_in_time,
    pictures_of,
    segments,
    shooting_size,
    source_frames,
)
from rushes.tools.diffusion.families import Shoot, ability_for, prompt_for
from rushes.tools.diffusion.images import read_still
from rushes.tools.diffusion.preview import Previews, Showing
from rushes.tools.diffusion.revision import fingerprint, revision_of
from rushes.tools.diffusion.settling import settle, tried
from rushes.tools.diffusion.video_model import MotionWishes, VideoModel
from rushes.tools.diffusion.video_pipelines import Origin
from rushes.tools.draft.planes import planes
from rushes.tools.fitting import Asked, Fit, Ladder, Mode, held_to
from rushes.tools.protocols import BackendSpec, MadeFile, MotionRequest, Progress

_PRESET, _CRF = "veryfast", 12
"""A clip is worked on further: visually lossless, and quick."""
_CODE = "motion-1"
"""Goes up when the code makes other pictures of the same weights."""
_SMALLEST = 2
"""What does not fit in memory is shot at no less than one over this of each side and of the frames."""


class DiffusionMover:
    """Moves keyframes with one model, held on one device as `fit` says. One clip at a time, from any thread.

    `parts` are the folders of the further entries the model needs, by name.
    """

    def __init__(
        self,
        entry: ModelEntry,
        folder: Path,
        fit: Fit,
        device: str = "cpu",
        wishes: MotionWishes | None = None,
        parts: Mapping[str, Path] | None = None,
    ) -> None:
        if entry.rate is None or entry.size is None:
            raise Bug(f"The inventory has no rate or size for {entry.name}, which makes clips.")
        self._rate: Fraction = entry.rate
        self._size: Size = entry.size
        self._wishes = wishes or MotionWishes()
        changed = {"steps": self._wishes.steps, "guidance": self._wishes.guidance}
        self._entry = entry.model_copy(update={name: value for name, value in changed.items() if value is not None})
        self._origin = Origin(self._entry, folder, parts or {})
        self._given = self._fit = held_to(fit, entry.title)
        self._device = "cpu" if fit.mode is Mode.CPU else device
        self._model = VideoModel(self._origin, self._device, self._wishes)
        self._turn = threading.Lock()

    @property
    def spec(self) -> BackendSpec:
        """What this backend is."""
        return self._spec

    @cached_property
    def _spec(self) -> BackendSpec:
        entry, origin = self._entry, self._origin
        more = [fingerprint(folder) for _, folder in sorted(origin.parts.items())]
        return BackendSpec(
            name=entry.name,
            revision=revision_of(entry, origin.folder, self._given, (*self._wishes.marks(), more, _CODE)),
            licence=entry.licence,
            size_multiple=entry.size_multiple,
            frame_grid=entry.grid,
            native_fps=self._rate,
            memory_floor=self._given.card,
        )

    def prepare(self, setups: Iterable[Setup]) -> None:
        """Have the text encoders read the prompts of all these setups now, so that they are loaded once, and leave.

        Nothing where they read a prompt together with the keyframe. Where memory runs out, each clip has its own
        prompt read, and goes down the ladder for it.
        """
        entry, wishes = self._entry, self._wishes
        ability = ability_for(entry, footage=False, from_words=wishes.from_words)
        words = [prompt_for(setup, ability, wishes.style) for setup in setups]
        with self._turn:
            tried(lambda: self._model.read(words, ability, self._fit))

    def move(self, request: MotionRequest, scratch: Path, progress: Progress) -> MadeFile:
        """An MP4 (H.264, yuv420p, BT.709, silent) of exactly `request.frames` frames, with what was settled for.

        Raises ToolFailed, OSError, what `progress` raises, and UserMustFix for a model that can't begin with what
        it is given.
        """
        entry, wishes = self._entry, self._wishes
        ability = ability_for(entry, footage=request.footage is not None, from_words=wishes.from_words)
        asked = self._asked(request)
        least = Asked(
            Size(max(1, asked.size.width // _SMALLEST), max(1, asked.size.height // _SMALLEST)),
            max(2, asked.frames // _SMALLEST),
        )
        ladder = Ladder(least, entry.size_multiple, entry.grid, eight_bit=wishes.eight_bit)

        def work(fit: Fit, now: Asked) -> list[Picture]:
            return self._shot(request, ability, fit, now, Showing(progress, Previews(scratch, fit)))

        with self._turn:
            settled = settle(ladder, self._fit, asked, work, entry.title)
            self._fit = settled.fit  # what did not fit once would not fit the next time
        shown = self._in_time(filled(settled.result, request.size), request)
        path = scratch / "clip.mp4"
        write_clip(path, map(planes, shown), request.size, request.fps, preset=_PRESET, crf=_CRF)
        progress(1, 1)
        return MadeFile(path, settled.record | self._noted(request, ability, settled.asked))

    def close(self) -> None:
        """Let go of the model."""
        with self._turn:
            self._model.let_go()

    def _asked(self, request: MotionRequest) -> Asked:
        """The size to shoot at, and the longest segment."""
        needed = source_frames(request.frames, request.fps, self._rate)
        longest = self._entry.native_frames or needed
        size = shooting_size(request.size, self._size, self._entry.size_multiple)
        return Asked(size, segments(needed, longest, self._entry.grid)[0])

    def _plan(self, request: MotionRequest, now: Asked) -> ClipPlan:
        needed = source_frames(request.frames, request.fps, self._rate)
        return ClipPlan(segments(needed, now.frames, self._entry.grid), now.size)

    def _shot(self, request: MotionRequest, ability: Ability, fit: Fit, now: Asked, showing: Showing) -> list[Picture]:
        from rushes.tools.diffusion.shooting import Take, shot_frames  # noqa: PLC0415 - torch

        plan = self._plan(request, now)
        words = prompt_for(request.setup, ability, self._wishes.style)
        try:
            prompt = self._model.prompt(words, ability, fit)
            pipeline = self._model.ready(ability, fit)
            take = Take(self._shoot(request, ability, plan, prompt), plan, request.seed)
            return shot_frames(pipeline, self._entry, take, showing.tell, showing.previews)
        except (MemoryError, RuntimeError):
            # The model may be half on the card: the next attempt loads it anew.
            self._model.let_go()
            raise

    def _shoot(
        self, request: MotionRequest, ability: Ability, plan: ClipPlan, prompt: str | Mapping[str, Any]
    ) -> Shoot:
        """The first call. A clip to be remade is brought to the model's rate; a still in its place is held."""
        still = filling(read_still(request.keyframe), plan.size)
        video: Iterable[Image.Image] = ()
        if ability == "v2v":
            video = self._footage(request, plan) if request.footage else repeat(still, plan.segments[0])
        return Shoot(
            ability=ability,
            prompt=prompt,
            size=plan.size,
            frames=plan.segments[0],
            fps=self._rate,
            image=still if ability == "i2v" else None,
            video=tuple(video),
            chosen=self._wishes.call,
        )

    def _footage(self, request: MotionRequest, plan: ClipPlan) -> Iterator[Image.Image]:
        assert request.footage is not None
        frames = nearest_in_time(pictures_of(request.footage), request.fps, self._rate, plan.segments[0])
        return (filling(Image.fromarray(frame), plan.size) for frame in frames)

    def _in_time(self, frames: Iterator[Picture], request: MotionRequest) -> Iterator[Picture]:
        if self._wishes.interpolator is None or self._rate == request.fps:
            return nearest_in_time(frames, self._rate, request.fps, request.frames)
        return self._wishes.interpolator.retime(frames, self._rate, request.fps, request.frames)

    def _noted(self, request: MotionRequest, ability: Ability, now: Asked) -> dict[str, JsonValue]:
        plan = self._plan(request, now)
        noted: dict[str, JsonValue] = {"ability": str(ability), "shot at": f"{plan.size}, {self._rate} frames a second"}
        if len(plan.segments) > 1:
            noted["segments"] = list(plan.segments)
        if self._rate != request.fps and self._wishes.interpolator is None:
            noted["rate"] = f"shown at {request.fps} frames a second by repeating or leaving out: no interpolator"
        return noted
