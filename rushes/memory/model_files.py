"""What is in a model's folder, and whether it is whole: parts that belong there, weights that are safetensors.

Nothing is loaded: indices and headers are read as text, as far as they say which files and bytes there must be.
"""

import json
from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import cast

from rushes.configs.equipment import ModelEntry

PICKLES = (".bin", ".pt", ".pth", ".ckpt", ".pkl", ".pickle")
"""What may run code when it is opened. A file of these is taken only where the inventory names it letter by letter."""

SAFE = (".safetensors", ".json", ".txt", ".model", ".jinja")
"""What a model's folder is made of: weights, configurations, vocabularies, chat templates."""

_HEADER_LIMIT = 100_000_000
"""Bytes of a safetensors header, the limit of the format's own reader."""


def wanted(entry: ModelEntry, offered: Iterable[str]) -> list[str]:
    """Which of a repository's files are the model's, by its patterns; without patterns, all that is safe.

    A repository of parts in folders often has a second copy of everything in one file at its top: that is left out.
    """
    offered = sorted(offered)
    if entry.files:
        return [file for file in offered if _matches(file, entry.files) and (_is_safe(file) or file in entry.files)]
    in_parts = "model_index.json" in offered
    return [file for file in offered if _is_safe(file) and not (in_parts and _single(file))]


def files_in(folder: Path) -> list[str]:
    """A folder's files by their path in it, hidden ones aside."""
    found = (file.relative_to(folder) for file in folder.rglob("*") if file.is_file())
    return sorted(file.as_posix() for file in found if not any(part.startswith(".") for part in file.parts))


def faults_in(entry: ModelEntry, folder: Path) -> list[str]:
    """What is missing, cut short or not allowed in a model's folder, in words; empty where it is whole."""
    there = files_in(folder)
    return [*_pickled(entry, there), *_missing(entry, folder, there), *_cut_short(folder, there)]


def _is_safe(file: str) -> bool:
    return file.endswith(SAFE) and not any(part.startswith(".") for part in PurePosixPath(file).parts)


def _single(file: str) -> bool:
    return "/" not in file and file.endswith(".safetensors")


def _matches(file: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(file, pattern) for pattern in patterns)


def _pickled(entry: ModelEntry, there: list[str]) -> list[str]:
    own = [file for file in there if file.endswith(PICKLES) and file not in entry.files]
    if entry.converted or "published_file" in entry.extra:
        # The published file may lie beside what was made of it; it is read by a reader that runs nothing.
        own = [file for file in own if PurePosixPath(file).name != entry.extra.get("published_file")]
    return [f"{file} is a pickle, which may run code" for file in own]


def _missing(entry: ModelEntry, folder: Path, there: list[str]) -> list[str]:
    faults = [f"there is no {one}" for one in entry.files if not any(fnmatchcase(file, one) for file in there)]
    if not entry.files:
        parts = _table(folder / "model_index.json")
        faults += [f"there is no {part}" for part in parts if _is_part(parts[part]) and not _has_folder(there, part)]
    for index in (file for file in there if file.endswith(".json") and ".safetensors.index." in file):
        beside = PurePosixPath(index).parent
        faults += [f"there is no {beside / one}" for one in _shards(folder / index) if str(beside / one) not in there]
    return faults


def _shards(index: Path) -> list[str]:
    """The files among which an index divides a part's weights."""
    shards = _table(index).get("weight_map")
    return sorted({str(one) for one in cast("dict[str, object]", shards).values()}) if isinstance(shards, dict) else []


def _is_part(value: object) -> bool:
    return isinstance(value, list) and len(cast("list[object]", value)) == 2 and None not in cast("list[object]", value)


def _has_folder(there: list[str], part: str) -> bool:
    return any(file.startswith(f"{part}/") for file in there)


def _table(file: Path) -> dict[str, object]:
    try:
        read: object = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return cast("dict[str, object]", read) if isinstance(read, dict) else {}


def _cut_short(folder: Path, there: list[str]) -> list[str]:
    weights = (file for file in there if file.endswith(".safetensors"))
    return [f"{file} is cut short or no safetensors" for file in weights if not _is_whole(folder / file)]


def _is_whole(weights: Path) -> bool:
    """Whether a safetensors file has exactly the bytes its header speaks of."""
    try:
        size = weights.stat().st_size
        with weights.open("rb") as file:
            length = int.from_bytes(file.read(8), "little")
            if not 2 <= length <= min(size - 8, _HEADER_LIMIT):
                return False
            header: object = json.loads(file.read(length))
    except (OSError, ValueError, RecursionError):
        return False
    if not isinstance(header, dict):
        return False
    tensors = [value for name, value in cast("dict[str, object]", header).items() if name != "__metadata__"]
    ends = [_end_of(tensor) for tensor in tensors]
    return max(ends, default=0) == size - 8 - length


def _end_of(tensor: object) -> int:
    offsets = cast("dict[str, object]", tensor).get("data_offsets") if isinstance(tensor, dict) else None
    ends = cast("list[object]", offsets) if isinstance(offsets, list) else []
    return ends[1] if len(ends) == 2 and isinstance(ends[1], int) else -1
