"""`project.toml`: a project's own settings, readable and editable by a person."""

import json
import tomllib
from typing import Annotated, Any, cast

from pydantic import Field, ValidationError

from rushes.configs.profile import Profile
from rushes.errors import BadProject
from rushes.film.manifest import Noun


class Settings(Noun):
    """What a project was started with. The profile stands in it whole, so that it stays what it was."""

    format: Annotated[int, Field(ge=1)] = 1
    rushes: str
    seed: Annotated[int, Field(ge=0, lt=2**32)] = 1
    minutes: Annotated[float, Field(gt=0, le=600)] | None = None
    profile: Profile


def to_toml(settings: Settings) -> str:
    """The file's text."""
    values = settings.model_dump(mode="json", exclude_none=True)
    profile = values.pop("profile")
    lines = ["# A rushes project. Edit, then run `rushes shoot` again: only what changes is made anew.", ""]
    lines += [f"{key} = {_value(value)}" for key, value in values.items()]
    for table, entries in _tables("profile", profile):
        lines += ["", f"[{table}]", *(f"{key} = {_value(value)}" for key, value in entries.items())]
    return "\n".join(lines) + "\n"


def from_toml(text: str) -> Settings:
    """Read the file's text. Raises BadProject with what is wrong and where."""
    try:
        return Settings.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise BadProject(f"project.toml is not valid TOML: {error}.", "Mend that line.") from error
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()[:8])
        raise BadProject(f"project.toml does not hold: {faults}.", "Mend these entries.") from error


def _tables(name: str, entries: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """A nested dict as TOML tables: each with its plain entries, outer before inner."""
    plain = {key: value for key, value in entries.items() if not isinstance(value, dict)}
    tables = [(name, plain)] if plain else []
    for key, value in entries.items():
        if isinstance(value, dict):
            tables += _tables(f"{name}.{key}", cast("dict[str, Any]", value))
    return tables


def _value(value: object) -> str:
    """Strings, numbers and booleans are written alike in TOML and in JSON."""
    return json.dumps(value, ensure_ascii=False)
