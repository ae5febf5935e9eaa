"""The equipment list: every picture, motion, finishing, speech and scoring model that rushes knows by name.

The figures stand in `inventory/*.toml`, each with who says so. Language models have a list of their own
(`rushes.configs.inventory`): they are one GGUF file, everything here is a folder.
"""

import tomllib
from fractions import Fraction
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Annotated, Any, Literal, cast

from pydantic import Field, JsonValue, StringConstraints, ValidationError

from rushes.configs.homes import own_models_file
from rushes.configs.inventory import Revision, Sha256
from rushes.errors import Bug, UserMustFix
from rushes.film.frames import FrameGrid, Size
from rushes.film.manifest import Noun

Kind = Literal["image", "video", "upscaler", "interpolator", "speech", "scorer"]
Gating = Literal["none", "accept the licence", "unknown"]
Ability = Literal["t2i", "i2i", "t2v", "i2v", "v2v", "reference", "control"]
Tier = Literal["resident", "model-offload", "group-offload", "8-bit", "tiled"]
Says = Literal["published", "computed", "measured", "unknown"]

LISTS = ("image", "video", "finishing", "speech", "scores")
"""The inventory's files."""

_Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9.-]{0,40}$")]
_Repository = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._-]{1,96}/[A-Za-z0-9._-]{1,96}$")]
_Glob = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_*][A-Za-z0-9._*-]*(/[A-Za-z0-9_*][A-Za-z0-9._*-]*)*$")]
_Rate = Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{0,5}(/[1-9][0-9]{0,3})?$")]
_Extent = Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{1,4}x[1-9][0-9]{1,4}$")]
_Bytes = Annotated[int, Field(gt=0)]
_BYTES_EACH = 2
"""A parameter in bfloat16, the form all of these are run in."""


class Snapshot(Noun):
    """A repository's commit as its source shows it, and a digest over its files where that is known."""

    revision: Revision
    checksum: Sha256 | None = None


class ModelEntry(Noun):
    """A model in a folder: which code loads it, where it comes from, what it can do and what it needs.

    `pipeline` is the class in diffusers, or the loader's own word for the other kinds. `files` are patterns within
    the repository, empty for all that `rushes models pull` takes. `size_bytes` is what a pull brings.
    `frame_step`·k + `frame_offset` are the clip lengths it makes. `parameters` counts each part's numbers; `floors`
    are bytes of device memory a tier needs, published or measured (`floors_say`); what is computed is
    `weight_floors`. `job_tflop` is the arithmetic of one take at its native size, length and steps, dense, computed.
    `extra` has what this pipeline alone is told: `call` and `load` are keyword arguments,
    `negative` its usual negative prompt, `parts` further entries it needs by name.
    """

    name: _Name
    kind: Kind
    title: str
    pipeline: str
    repository: _Repository | Literal[""]
    files: tuple[_Glob, ...] = ()
    converted: bool = False
    licence: str
    gate: Gating
    size_bytes: _Bytes | None = None
    size_says: Says = "unknown"
    abilities: tuple[Ability, ...] = ()
    size_multiple: Annotated[int, Field(ge=1, le=256)] = 1
    frame_step: Annotated[int, Field(ge=1, le=64)] = 1
    frame_offset: Annotated[int, Field(ge=0, le=64)] = 0
    fps: _Rate | None = None
    native_frames: Annotated[int, Field(ge=1, le=10000)] | None = None
    native_size: _Extent | None = None
    steps: Annotated[int, Field(ge=1, le=1000)] | None = None
    guidance: Annotated[float, Field(ge=0, le=100)] | None = None
    parameters: dict[str, Annotated[int, Field(gt=0)]] = Field(default_factory=dict[str, int])
    floors: dict[Tier, _Bytes] = Field(default_factory=dict[Tier, int])
    floors_say: Says = "unknown"
    job_tflop: Annotated[float, Field(gt=0)] | None = None
    source: str
    extra: dict[str, JsonValue] = Field(default_factory=dict[str, JsonValue])
    published: Snapshot | None = None

    @property
    def grid(self) -> FrameGrid:
        """The clip lengths it makes."""
        return FrameGrid(self.frame_step, self.frame_offset)

    @property
    def rate(self) -> Fraction | None:
        """Its own frames a second; None for stills and where nobody says."""
        return Fraction(self.fps) if self.fps else None

    @property
    def size(self) -> Size | None:
        """The picture size it was made for."""
        return Size.parse(self.native_size) if self.native_size else None

    @property
    def scale(self) -> int:
        """How many times larger an upscaler makes a side; Real-ESRGAN's four where nothing is said."""
        told = self.extra.get("scale", 4)
        return told if isinstance(told, int) else 4

    @property
    def weight_floors(self) -> dict[Tier, int]:
        """Bytes that the weights alone take in each tier, from `parameters`; empty where they are unknown.

        Resident: all parts at two bytes a number. Model offload: the largest part. 8-bit: the largest part at one
        byte. Activations come on top and are not in it.
        """
        if not self.parameters:
            return {}
        whole, largest = sum(self.parameters.values()), max(self.parameters.values())
        return {"resident": whole * _BYTES_EACH, "model-offload": largest * _BYTES_EACH, "8-bit": largest}

    def floor(self, tier: Tier) -> tuple[int, Says] | None:
        """Bytes for a tier and how that is known; None where nobody says and nothing can be computed."""
        if tier in self.floors:
            return self.floors[tier], self.floors_say
        computed = self.weight_floors.get(tier)
        return (computed, "computed") if computed else None


class EquipmentList(Noun):
    """All the models, by name."""

    models: dict[_Name, ModelEntry]

    def named(self, name: str) -> ModelEntry:
        """A model by name. Raises UserMustFix that lists the known ones."""
        found = self.models.get(name)
        if found is None:
            raise UserMustFix(f"There is no model called {name!r}.", f"Known are {', '.join(sorted(self.models))}.")
        return found

    def parts_of(self, entry: ModelEntry) -> tuple[ModelEntry, ...]:
        """The further entries that one needs by name. Raises UserMustFix for an unknown one."""
        named = entry.extra.get("parts")
        return tuple(self.named(str(name)) for name in named) if isinstance(named, list) else ()

    def beside(self, addition: ModelEntry, painter: str) -> tuple[ModelEntry, ...]:
        """What an addition needs beside the painter it goes onto, which may be another of the same make."""
        below = self.named(painter).pipeline
        return tuple(part for part in self.parts_of(addition) if part.pipeline != below)

    def of(self, *kinds: Kind) -> tuple[ModelEntry, ...]:
        """The models of some kinds, in the lists' order."""
        return tuple(entry for entry in self.models.values() if entry.kind in kinds)


def equipment() -> EquipmentList:
    """The list that comes with rushes, and a person's own `models.toml` over it where there is one.

    Raises UserMustFix with every fault of that file.
    """
    own = own_models_file()
    return _with_own(own, own.stat().st_mtime_ns) if own.is_file() else shipped_equipment()


@cache
def _with_own(file: Path, _changed: int) -> EquipmentList:
    try:
        tables = _own_tables(tomllib.loads(file.read_text(encoding="utf-8")))
        found = {name: ModelEntry.model_validate({"name": name, **table}) for name, table in tables.items()}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, TypeError) as error:
        raise UserMustFix(f"Your list of models, {file}, can't be read: {error}.", "Mend that file.") from error
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()[:8])
        raise UserMustFix(f"Your list of models, {file}, does not hold: {faults}.", "Mend these entries.") from error
    return EquipmentList(models=shipped_equipment().models | found)


def _own_tables(told: dict[str, Any]) -> dict[str, Any]:
    """The entries by name. Raises TypeError for anything else in the file, which would be passed over in silence."""
    strange = sorted(told.keys() - {"models"})
    tables = told.get("models", {})
    if strange or not isinstance(tables, dict):
        raise TypeError(f"{strange[0] if strange else 'models'} is no [models.NAME] table")
    return cast("dict[str, Any]", tables)


@cache
def shipped_equipment() -> EquipmentList:
    """The list that comes with rushes."""
    folder = resources.files("rushes.configs") / "inventory"
    return parse_equipment({name: (folder / f"{name}.toml").read_text(encoding="utf-8") for name in LISTS})


def parse_equipment(texts: dict[str, str]) -> EquipmentList:
    """The inventory's TOML files by name. Raises Bug: they are the project's own."""
    models: dict[str, ModelEntry] = {}
    for name, text in texts.items():
        try:
            tables: dict[str, Any] = tomllib.loads(text).get("models", {})
            found = {key: ModelEntry.model_validate({"name": key, **table}) for key, table in tables.items()}
        except (tomllib.TOMLDecodeError, ValidationError) as error:
            raise Bug(f"The inventory {name}.toml does not hold: {error}") from error
        twice = models.keys() & found.keys()
        if twice:
            raise Bug(f"The inventory {name}.toml names {', '.join(sorted(twice))} twice.")
        models |= found
    return EquipmentList(models=models)
