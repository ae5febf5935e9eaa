"""`project.toml`: a project's own settings, readable and editable by a person."""

import hashlib
import json
import re
import tomllib
from typing import Annotated, Any, Literal, cast

from pydantic import Field, ValidationError

from rushes.configs.profile import Profile
from rushes.errors import BadProject
from rushes.film.manifest import Noun

FORMAT: Literal[1] = 1
"""The file's format; a change that this rushes could not read counts it up."""


class Settings(Noun):
    """What a project was started with. The profile stands in it whole, so that it stays what it was."""

    format: Literal[1] = FORMAT
    rushes: str
    seed: Annotated[int, Field(ge=0, lt=2**32)] = 1
    minutes: Annotated[float, Field(gt=0, le=600)] | None = None
    profile: Profile


_PICTURES: Any = {
    "seed": True,
    "profile": {"picture": True, "crew": {"keyframe", "motion"}, "finish": {"slate", "subtitles", "crf", "preset"}},
}
_NEW_FINISH = {"upscale", "interpolate", "fps_out", "delivery"}
_OF_MODELS: Any = {"painting", "moving", "memory", "finish"}


def making(settings: Settings) -> str:
    """sha256 of what pictures depend on: another seed, size, rate, backend or finish is another film.

    What only models' takes depend on counts where it is set, so that a draft's digest stays what it was without it.
    """
    depends = settings.model_dump(mode="json", include=_PICTURES)
    of_models = settings.profile.model_dump(mode="json", include=_OF_MODELS, exclude_defaults=True)
    of_models["finish"] = {
        key: of_models.get("finish", {})[key] for key in _NEW_FINISH & of_models.get("finish", {}).keys()
    }
    depends |= {f"models-{table}": values for table, values in of_models.items() if values}
    return hashlib.sha256(json.dumps(depends, sort_keys=True).encode()).hexdigest()


def to_toml(settings: Settings) -> str:
    """The file's text."""
    values = settings.model_dump(mode="json", exclude_none=True)
    profile = values.pop("profile")
    lines = ["# A rushes project. Edit, then run `rushes shoot` again: only what changes is made anew.", ""]
    lines += [f"{key} = {_value(value)}" for key, value in values.items()]
    for table, entries in _tables("profile", profile):
        lines += ["", f"[{table}]", *(f"{_key(key)} = {_value(value)}" for key, value in entries.items())]
    return "\n".join(lines) + "\n"


def from_toml(text: str) -> Settings:
    """Read the file's text. Raises BadProject with what is wrong and where."""
    try:
        values = tomllib.loads(text)
        _not_newer(values)
        return Settings.model_validate(values)
    except tomllib.TOMLDecodeError as error:
        raise BadProject(f"project.toml is not valid TOML: {error}.", "Mend that line.") from error
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()[:8])
        raise BadProject(f"project.toml does not hold: {faults}.", "Mend these entries.") from error


def _not_newer(values: dict[str, Any]) -> None:
    found = values.get("format", FORMAT)
    if isinstance(found, int) and found > FORMAT:
        raise BadProject(
            f"This project was made by a newer rushes (its project.toml has format {found}, this one knows {FORMAT}).",
            "Update rushes, or open the project with the version that made it; nothing was changed.",
        )


def _tables(name: str, entries: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """A nested dict as TOML tables: each with its plain entries, outer before inner."""
    plain = {key: value for key, value in entries.items() if not isinstance(value, dict)}
    tables = [(name, plain)] if plain else []
    for key, value in entries.items():
        if isinstance(value, dict):
            tables += _tables(f"{name}.{key}", cast("dict[str, Any]", value))
    return tables


def _key(name: str) -> str:
    """A bare key, or a quoted one: a dot in a LoRA's name would make a table of it."""
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else json.dumps(name)


def _value(value: object) -> str:
    """Strings, numbers and booleans are written alike in TOML and in JSON."""
    return json.dumps(value, ensure_ascii=False)
