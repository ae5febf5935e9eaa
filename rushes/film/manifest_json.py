"""The manifest as JSON: written stably, read with every fault named."""

import json
from collections.abc import Iterable, Mapping
from typing import NoReturn, cast

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from rushes.errors import BadPlan
from rushes.film.manifest import SceneManifest

MOST_FAULTS = 20
LARGEST = 64_000_000
"""Characters (or bytes) of the longest plan that is read: far above a film of thousands of shots."""

_VALUE_LIMIT = 60
_FAULT_LIMIT = 240
_WORDINGS: Mapping[str, str] = {
    "missing": "is missing",
    "extra_forbidden": "is not a field of the plan",
    "enum": "must be {expected}, not {given}",
    "literal_error": "must be {expected}, not {given}",
    "less_than_equal": "must be at most {le}, not {given}",
    "greater_than_equal": "must be at least {ge}, not {given}",
    "string_too_long": "must have at most {max_length} characters",
    "tuple_type": "must be a list, not {given}",
    "model_type": "must be an object, not {given}",
    "dict_type": "must be an object, not {given}",
    "string_type": "must be text, not {given}",
    "string_unicode": "is not text: {given}",
    "string_pattern_mismatch": "must look like {pattern}, not {given}",
}
_WAY_OUT = "Mend these places in the plan; everything else in it was left as it is."


def dump_manifest(manifest: SceneManifest) -> str:
    """JSON with an indent of two, keys in the manifest's order, and a line end; equal plans give equal text."""
    return manifest.model_dump_json(indent=2) + "\n"


def load_manifest(text: str | bytes) -> SceneManifest:
    """A plan from its JSON. Raises BadPlan naming at most MOST_FAULTS faults, each as `where: what`."""
    document = _parsed(text)
    try:
        return SceneManifest.model_validate(document)
    except ValidationError as error:
        faults = list(_faults(error.errors(include_url=False)))
    raise BadPlan("The plan does not hold.", _bounded(faults), _WAY_OUT) from None


def _parsed(text: str | bytes) -> object:
    if len(text) > LARGEST:
        _refuse(f"plan: {len(text)} characters are too many; at most {LARGEST}")
    try:
        words = text.decode("utf-8-sig") if isinstance(text, bytes) else text.removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        _refuse(f"byte {error.start}: is not UTF-8")
    try:
        return cast("object", json.loads(words, object_pairs_hook=_no_repeats))
    except json.JSONDecodeError as error:
        _refuse(f"line {error.lineno}, column {error.colno}: {_in_words(error, words)}")
    except RecursionError:
        _refuse("plan: is nested too deeply")
    except ValueError as error:
        _refuse(f"plan: {_shortened(str(error))}")


def _refuse(fault: str) -> NoReturn:
    raise BadPlan("The plan is not a JSON document that rushes can read.", (fault,), _WAY_OUT) from None


def _no_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in pairs:
        if name in found:
            _refuse(f"plan: the field {_shown(name)} stands twice in one place")
        found[name] = value
    return found


def _in_words(error: json.JSONDecodeError, words: str) -> str:
    if error.pos >= len(words.rstrip()):
        return "the document ends too early; the end is missing"
    return f"{error.msg[:1].lower()}{error.msg[1:]}"


def _faults(errors: Iterable[ErrorDetails]) -> Iterable[str]:
    for error in errors:
        if error["type"] == "too_short" and error["input"]:
            continue  # pydantic counts only the items that hold; those that don't are named themselves
        if error["type"] == "value_error" and not error["loc"]:
            whole = str(error["msg"]).removeprefix("Value error, ")
            yield from (f"plan: {_shortened(part, _FAULT_LIMIT)}" for part in whole.split("; "))
        else:
            yield f"{_where(error['loc']) or 'plan'}: {_what(error)}"


def _where(place: tuple[int | str, ...]) -> str:
    """`("scenes", 2, "shots", 1, "seconds")` → `scenes[2].shots[1].seconds`."""
    path = ""
    for step in place:
        path += f"[{step}]" if isinstance(step, int) else f".{_shortened(step)}" if path else _shortened(step)
    return path


def _what(error: ErrorDetails) -> str:
    """A fault in the plan's own terms."""
    context = cast("Mapping[str, object]", error.get("ctx", {}))
    words = _WORDINGS.get(error["type"])
    if words is not None:
        bounds = {name: _number(value) for name, value in context.items()}
        return words.format_map({**bounds, "given": _shown(error["input"])})
    said = str(error["msg"]).removeprefix("Value error, ").removeprefix("Input ")
    return _shortened(f"{said[:1].lower()}{said[1:]}, not {_shown(error['input'])}", _FAULT_LIMIT)


def _number(value: object) -> str:
    return f"{value:g}" if isinstance(value, int | float) else str(value)


def _shown(value: object) -> str:
    """A value as JSON, kept short."""
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    return _shortened(json.dumps(value))


def _shortened(text: str, limit: int = _VALUE_LIMIT) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def _bounded(faults: list[str]) -> tuple[str, ...]:
    if len(faults) <= MOST_FAULTS:
        return tuple(faults)
    return (*faults[: MOST_FAULTS - 1], f"and {len(faults) - MOST_FAULTS + 1} more")
