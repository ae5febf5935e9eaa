"""The tools as a model is told of them: JSON schemas, as short as they can be said."""

from collections.abc import Mapping
from typing import Any, cast

from pydantic import JsonValue

from rushes.agents.conversation.tools import Tool

_UNSAID = frozenset({"title", "description", "default", "$defs", "additionalProperties"})


def spec_of(tool: Tool) -> dict[str, Any]:
    """A tool in the form that chat models are bound to."""
    schema = cast("dict[str, JsonValue]", tool.args.model_json_schema())
    defs = cast("dict[str, JsonValue]", schema.get("$defs", {}))
    parameters = cast("dict[str, JsonValue]", _short(schema, defs))
    parameters.setdefault("properties", {})
    return {
        "type": "function",
        "function": {"name": tool.name, "description": tool.description, "parameters": parameters},
    }


def _short(schema: JsonValue, defs: Mapping[str, JsonValue]) -> JsonValue:
    """The schema with references put in place, and without titles, defaults and the choice of null."""
    if isinstance(schema, list):
        return [_short(one, defs) for one in schema]
    if not isinstance(schema, dict):
        return schema
    reference = schema.get("$ref")
    if isinstance(reference, str):
        return _short(defs[reference.rsplit("/", 1)[-1]], defs)
    choices = schema.get("anyOf")
    if isinstance(choices, list):
        real = [one for one in choices if one != {"type": "null"}]
        if len(real) == 1:
            return _short(real[0], defs)
    said = {name: value for name, value in schema.items() if name not in _UNSAID or _is_words_of_shots(name, value)}
    properties = said.pop("properties", None)
    short = {name: _short(value, defs) for name, value in said.items()}
    if isinstance(properties, dict):
        short["properties"] = {name: _short(value, defs) for name, value in properties.items()}
    return short


def _is_words_of_shots(name: str, value: JsonValue) -> bool:
    """The one description that no name says: how shots are named."""
    return name == "description" and isinstance(value, str) and value.startswith("shots (")
