"""CLIP as a scorer: how much a take's frames are like the words they were made from, and like other pictures.

The model is open_clip's, loaded from a local folder of safetensors and from nowhere else. Measures, cosines in
[-1, 1] of which nothing but more or less is known until they are gauged on takes that people judged:

- `clip-text`: the mean over the first, middle and last frame of their likeness to the composition.
- `clip-image`: the likeness of the first frame to the stills it should look like, the best of them; only where
  there are such stills.
And of a keyframe, where the bible has sheets of its people:
- `clip-identity`: the likeness of each person's region to that person's stills, the least of them;
- `clip-identity-margin`: by how much each is more like their own stills than like anybody else's, the least of them:
  a figure that is the same in every shot and the wrong one gains nothing by that.
"""

import gc
import hashlib
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from rushes.configs.equipment import ModelEntry
from rushes.errors import ToolFailed, UserMustFix
from rushes.film.frames import Size
from rushes.film.setup import Setup
from rushes.film.take import TakeKind
from rushes.tools.protocols import Sight
from rushes.tools.scoring.embeddings import (
    OF_TEXT,
    Embedding,
    EmbeddingCache,
    Uncached,
    from_bytes,
    likeness,
    margins,
    sha256_of,
    to_bytes,
)
from rushes.tools.scoring.pictures import Picture, count, frames_to_look_at, pictures
from rushes.tools.scoring.regions import people_in

_CONFIGURATION, _WEIGHTS = "open_clip_config.json", "open_clip_model.safetensors"
"""open_clip's own names for them."""


class ClipScorer:
    """A `TakeScorer`. `revision` is a digest of the model's files: what another model saw is not found in the cache.

    Loaded at the first look, held for the next ones, freed by `close`. Safe to call from several threads.
    """

    def __init__(
        self,
        entry: ModelEntry,
        folder: Path,
        device: str,
        *,
        revision: str,
        cache: EmbeddingCache | None = None,
    ) -> None:
        self._entry = entry
        self._folder = folder
        self._device = device
        self._model = f"{entry.name}@{revision[:16]}"
        self._cache = cache or Uncached()
        self._network: _Network | None = None
        self._one_at_a_time = threading.Lock()

    def measure(self, sight: Sight) -> Mapping[str, float]:
        """What applies to the file. Raises BadMedia, UserMustFix."""
        numbers = frames_to_look_at(count(sight.media))
        with self._one_at_a_time:
            seen = self._pictures(sight.media, numbers)
            words = self._words(sight.setup.shot.keyframe_prompt.composition)
            measures = {"clip-text": float(np.mean([likeness(one, words) for one in seen]))}
            if sight.stills:
                alike = [likeness(seen[0], self._pictures(still, (0,))[0]) for still in sight.stills]
                measures["clip-image"] = max(alike)
            if sight.kind is TakeKind.KEYFRAME and not sight.bare:
                measures |= margins(self._people(sight), self._cast(sight), "clip-")
        return measures

    def _people(self, sight: Sight) -> dict[str, Embedding]:
        """What is seen of each person, where the plan has them."""
        return self._regions(sight.media, sight.setup)

    def _cast(self, sight: Sight) -> dict[str, tuple[Embedding, ...]]:
        """What is seen of each person on their stills."""
        found: dict[str, tuple[Embedding, ...]] = {}
        for one in sight.bible:
            if not one.place:
                seen = self._regions(one.file, one.sheet) if one.sheet else {}
                known = seen.get(one.subject)
                mine = self._pictures(one.file, (0,))[0] if known is None else known
                found[one.subject] = (*found.get(one.subject, ()), mine)
        return found

    def _regions(self, media: Path, setup: Setup) -> dict[str, Embedding]:
        """What is seen of each person in a still, where its set-up has them, under names of their own in the cache."""
        content, picture = sha256_of(media), pictures(media, (0,))[0]
        found: dict[str, Embedding] = {}
        for one in people_in(setup, Size(picture.shape[1], picture.shape[0])):
            model = f"{self._model}#{one.character}"
            known = self._cache.get(content, model, 0)
            if known is None:
                known = self._loaded().see([np.ascontiguousarray(picture[one.rows, one.columns])])[0]
                self._cache.add(content, model, 0, known)
            found[one.character] = from_bytes(known)
        return found

    def close(self) -> None:
        """Free the model's memory; the next look loads it again."""
        with self._one_at_a_time:
            if self._network is not None:
                self._network.free()
                self._network = None

    def _pictures(self, media: Path, numbers: tuple[int, ...]) -> list[Embedding]:
        content = sha256_of(media)
        known = {number: self._cache.get(content, self._model, number) for number in numbers}
        missing = tuple(number for number in numbers if known[number] is None)
        if missing:
            shown = pictures(media, missing)
            for number, vector in zip(missing, self._loaded().see([shown[one] for one in missing]), strict=True):
                known[number] = vector
                self._cache.add(content, self._model, number, vector)
        return [from_bytes(known[number] or b"") for number in numbers]

    def _words(self, text: str) -> Embedding:
        content = hashlib.sha256(text.encode()).hexdigest()
        known = self._cache.get(content, self._model, OF_TEXT)
        if known is None:
            known = self._loaded().read(text)
            self._cache.add(content, self._model, OF_TEXT, known)
        return from_bytes(known)

    def _loaded(self) -> "_Network":
        if self._network is None:
            self._network = _Network(self._entry, self._folder, self._device)
        return self._network


class _Network:
    """The model in memory."""

    def __init__(self, entry: ModelEntry, folder: Path, device: str) -> None:
        _refuse_incomplete(entry, folder)
        try:
            import open_clip  # noqa: PLC0415 - the render extra, and seconds to import
            import torch  # noqa: PLC0415
            from open_clip import transform  # noqa: PLC0415
        except ImportError as error:
            raise UserMustFix(
                f"{entry.title} needs open_clip.", "Install rushes with its models: make render, or rushes[render]."
            ) from error
        self._torch: Any = torch
        made: Any = open_clip
        transforms: Any = transform
        # 32-bit floats everywhere: a look takes milliseconds on a card, and the same numbers come out on any device.
        try:
            # It takes open_clip_model.safetensors before anything else in the folder, and that one is there.
            self._model: Any = made.create_model(f"local-dir:{folder}", device=device, precision="fp32").eval()
            look = transforms.PreprocessCfg(**self._model.visual.preprocess_cfg)
            self._prepare: Any = transforms.image_transform_v2(look, is_train=False)
            self._tokenize: Any = made.get_tokenizer(f"local-dir:{folder}")
        except (RuntimeError, ValueError, KeyError, OSError) as error:
            raise UserMustFix(
                f"{entry.title} in {folder} can't be loaded: {_first_line(error)}",
                f"`rushes models check` says what is wrong; `rushes models pull {entry.name}` fetches it again.",
            ) from error
        self._device = device

    def see(self, shown: Sequence[Picture]) -> list[bytes]:
        """The pictures' embeddings, in one batch. Raises ToolFailed when the device has no room."""
        from PIL import Image  # noqa: PLC0415 - comes with the render extra

        batch = self._torch.stack([self._prepare(Image.fromarray(picture)) for picture in shown])
        return [to_bytes(vector) for vector in self._asked("encode_image", batch)]

    def read(self, text: str) -> bytes:
        """A text's embedding; what is beyond the model's 77 tokens is not read."""
        return to_bytes(self._asked("encode_text", self._tokenize([text]))[0])

    def free(self) -> None:
        """Give the memory back."""
        del self._model
        gc.collect()
        if self._device.startswith("cuda"):
            self._torch.cuda.empty_cache()

    def _asked(self, how: str, given: Any) -> Any:
        try:
            with self._torch.inference_mode():
                return getattr(self._model, how)(given.to(self._device)).float().cpu().numpy()
        except self._torch.OutOfMemoryError as error:
            raise ToolFailed(
                "The card has no room to look at a take.", "Name a smaller scorer in the profile, or none."
            ) from error


def _refuse_incomplete(entry: ModelEntry, folder: Path) -> None:
    """open_clip would take a pickle where there are no safetensors, and fetch a tokenizer a configuration names."""
    missing = [name for name in (_CONFIGURATION, _WEIGHTS) if not (folder / name).is_file()]
    if missing:
        raise UserMustFix(
            f"{folder} has no {' and no '.join(missing)}, which {entry.title} is loaded from.",
            f"`rushes models pull {entry.name}` fetches it.",
        )
    if '"hf_' in (folder / _CONFIGURATION).read_text(encoding="utf-8", errors="replace"):
        raise UserMustFix(
            f"{entry.title} in {folder} reads words with a model that would be fetched from the hub.",
            "Choose a scorer whose folder has all it needs.",
        )


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
