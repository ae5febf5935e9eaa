"""Answers as models write them: found in the text, freed of what only looks like a value, held to their type."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, TypeVar, cast

from pydantic import BaseModel, ValidationError

from rushes.agents.model.answer_text import cleaned, json_in
from rushes.agents.model.clamping import clamped_by
from rushes.agents.model.schemas import bounded_schema

Answer = TypeVar("Answer", bound=BaseModel)
Choices = Mapping[str, Sequence[str] | Sequence[int] | Sequence[float]]
"""The values that a field may have, by its name."""

_NOTHING = frozenset({"null", "None", "NULL", "undefined", "N/A", "n/a"})
_FAULTS = 3
_LONGEST = 200_000
"""Characters of an answer that are looked at; more is no answer to anything we ask."""


def read_answer(answer: type[Answer], written: str) -> Answer:
    """The first whole JSON object in the text, as the type asked for. Raises ValueError with the reason in words."""
    found = json_in(written[:_LONGEST])
    if found is None:
        raise ValueError("there is no whole JSON object in the answer.")
    try:
        return answer.model_validate(clamped_by(_schema_of(answer), _without_nothing(found)))
    except ValidationError as error:
        raise ValueError(_in_words(error)) from None


def _without_nothing(value: Any) -> Any:
    """The same without entries that are null or say so in words, so that their defaults stand."""
    if isinstance(value, dict):
        entries = cast("dict[str, Any]", value)
        return {key: _without_nothing(part) for key, part in entries.items() if not _is_nothing(part)}
    if isinstance(value, list):
        return [_without_nothing(part) for part in cast("list[Any]", value) if not _is_nothing(part)]
    return value


def _is_nothing(value: object) -> bool:
    return value is None or (isinstance(value, str) and value.strip() in _NOTHING)


def _in_words(error: ValidationError) -> str:
    """The first faults, each as `where: what`."""
    faults = error.errors(include_url=False, include_input=False, include_context=False)
    told = [f"{'.'.join(map(str, fault['loc'])) or 'the answer'}: {fault['msg']}" for fault in faults[:_FAULTS]]
    more = f" and {len(faults) - _FAULTS} more" if len(faults) > _FAULTS else ""
    return f"{'; '.join(told)}{more}."


@cache
def _schema_of(answer: type[BaseModel]) -> dict[str, Any]:
    """The type's JSON schema: making one takes milliseconds."""
    return answer.model_json_schema()


@cache
def _bounded(answer: type[BaseModel]) -> dict[str, Any]:
    return bounded_schema(_schema_of(answer))


def form_of(answer: type[BaseModel], choices: Choices, least: Mapping[str, int]) -> dict[str, Any]:
    """The type's JSON schema with an end to everything, each property with choices holding them as its enum.

    A property whose choices are none stays open. `least` are how many items a top list must have.
    """
    found: Any = _narrowed(_bounded(answer), {name: list(values) for name, values in choices.items() if values})
    for name, items in least.items():
        found["properties"][name]["minItems"] = items
    return found


def _narrowed(part: Any, choices: Mapping[str, list[Any]]) -> Any:
    if isinstance(part, list):
        return [_narrowed(one, choices) for one in cast("list[Any]", part)]
    if not isinstance(part, dict):
        return part
    entries = cast("dict[str, Any]", part)
    made = {key: _narrowed(one, choices) for key, one in entries.items()}
    properties = made.get("properties")
    if isinstance(properties, dict):
        named = cast("dict[str, Any]", properties)
        made["properties"] = {
            name: {"enum": choices[name]} if name in choices else form for name, form in named.items()
        }
    return made


def said_back(text: str, limit: int) -> str:
    """At most `limit` characters of what a model wrote, safe to send and to print."""
    short = cleaned(text[:limit])
    return short if len(text) <= limit else f"{short}…"


def compact(value: object) -> str:
    """JSON on one line, for prompts."""
    return json.dumps(value, ensure_ascii=False)
