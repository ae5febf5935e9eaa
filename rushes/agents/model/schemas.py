"""JSON schemas that a grammar can hold a model to, and what it can't hold clamped afterwards.

llama.cpp's converter from schema to grammar crashes on long strings and lists, on some patterns, and lets
numbers run out of their ranges. `bounded` writes a schema it takes; `clamped` mends the numbers after.
"""

import math
import re
from typing import Any, cast

from pydantic import BaseModel

from rushes.agents.model.clamping import Schema, clamped_by, span

LONGEST_TEXT = 1000
"""Characters. From about 1,050 the grammar's nesting is refused or crashes (measured with llama.cpp of 0.3.36)."""
USUAL_TEXT = 300
LONGEST_LIST = 64
_ENUMERATED = 64
_NODES = 20_000
_KEPT_FORMATS = {"uuid", "date", "time", "date-time"}
_SAFE_PATTERN = re.compile(
    r"\^(?:(?:[A-Za-z0-9 _#:,/-]|\[[A-Za-z0-9_-]+\])(?:\?|\{[0-9]{1,2}(?:,[0-9]{1,2})?\})?){1,100}\$"
)
"""Anchored, of plain signs and sets, each once, at most once or a counted number of times: it has an end."""
_UNSAFE_LITERAL = re.compile(r'["\\\x00-\x1f\x7f\ud800-\udfff\U00010000-\U0010ffff]')


class Unbounded(TypeError):
    """A schema no grammar can hold: the programmer's to change, before any model is asked."""


def bounded(model: type[BaseModel]) -> Schema:
    """The model's JSON schema, safe for llama.cpp: no $ref, every text and list with an end. Raises Unbounded."""
    return bounded_schema(model.model_json_schema())


def bounded_schema(schema: Schema) -> Schema:
    """Any JSON schema as `bounded` makes them. Raises Unbounded for recursion, free-form objects and untyped values."""
    return _Bounding(cast("Schema", schema.get("$defs", {}))).of(schema, ())


def clamped(model: type[BaseModel], data: Any) -> Any:
    """The data, with what is out of the model's bounds moved to the nearest bound. What has no bound is left."""
    return clamped_by(model.model_json_schema(), data)


class _Bounding:
    def __init__(self, definitions: Schema) -> None:
        self._definitions = definitions
        self._nodes = 0

    def of(self, schema: Schema, inside: tuple[str, ...]) -> Schema:
        """`inside` names the definitions we are in."""
        self._nodes += 1
        if self._nodes > _NODES:
            raise Unbounded(f"The schema has more than {_NODES} parts once its references are written out.")
        if "$ref" in schema:
            return self._referred(schema["$ref"], inside)
        if "const" in schema or "enum" in schema:
            return _literal(schema)
        for union in ("anyOf", "oneOf"):
            if union in schema:
                return {"anyOf": [self.of(part, inside) for part in schema[union]]}
        if len(schema.get("allOf", ())) == 1:
            return self.of(schema["allOf"][0], inside)
        return self._typed(schema, inside)

    def _referred(self, reference: str, inside: tuple[str, ...]) -> Schema:
        name = reference.removeprefix("#/$defs/")
        if name in inside:
            raise Unbounded(f"{name} contains itself: a grammar would have no end.")
        if name not in self._definitions:
            raise Unbounded(f"The schema refers to {reference}, which it does not define.")
        return self.of(self._definitions[name], (*inside, name))

    def _typed(self, schema: Schema, inside: tuple[str, ...]) -> Schema:
        match schema.get("type"):
            case "object":
                return self._object(schema, inside)
            case "array":
                return self._list(schema, inside)
            case "string":
                return _text(schema)
            case "integer" | "number":
                return _number(schema)
            case "boolean" | "null" as plain:
                return {"type": plain}
            case _:
                raise Unbounded("A value without a single type could be anything; name its type.")

    def _object(self, schema: Schema, inside: tuple[str, ...]) -> Schema:
        if isinstance(schema.get("additionalProperties"), dict) or "patternProperties" in schema:
            raise Unbounded("An object with free keys has no end; use a list of named pairs.")
        properties: dict[str, Schema] = schema.get("properties", {})
        for name in properties:
            _checked(name)
        return {
            "type": "object",
            "properties": {name: self.of(part, inside) for name, part in properties.items()},
            "required": [name for name in properties if name in schema.get("required", ())],
            "additionalProperties": False,
        }

    def _list(self, schema: Schema, inside: tuple[str, ...]) -> Schema:
        if "prefixItems" in schema:
            parts = [self.of(part, inside) for part in schema["prefixItems"]]
            return {"type": "array", "prefixItems": parts, "minItems": len(parts), "maxItems": len(parts)}
        if not isinstance(schema.get("items"), dict):
            raise Unbounded("A list has to say what is in it.")
        least = _least(schema.get("minItems", 0), LONGEST_LIST, "A list")
        most = max(least, min(schema.get("maxItems", LONGEST_LIST), LONGEST_LIST))
        return {"type": "array", "items": self.of(schema["items"], inside), "minItems": least, "maxItems": most}


def _literal(schema: Schema) -> Schema:
    values = [schema["const"]] if "const" in schema else cast("list[Any]", schema["enum"])
    for value in values:
        if isinstance(value, str):
            _checked(value)
    return {"const": values[0]} if "const" in schema else {"enum": values}


def _text(schema: Schema) -> Schema:
    if schema.get("format") in _KEPT_FORMATS:
        return {"type": "string", "format": schema["format"]}
    pattern = schema.get("pattern", "")
    if _SAFE_PATTERN.fullmatch(pattern):
        return {"type": "string", "pattern": pattern}
    least = _least(schema.get("minLength", 0), LONGEST_TEXT, "A text")
    most = max(least, min(schema.get("maxLength", USUAL_TEXT), LONGEST_TEXT))
    return {"type": "string", "minLength": least, "maxLength": most}


def _number(schema: Schema) -> Schema:
    """A small range of whole numbers as an enum; any other range stays for `clamped`."""
    low, high = span(schema)
    if schema["type"] == "integer" and math.isfinite(low) and math.isfinite(high):
        step = int(schema.get("multipleOf", 1))
        whole = range(-(-math.ceil(low) // step) * step, math.floor(high) + 1, step)
        if 0 < len(whole) <= _ENUMERATED:
            return {"enum": list(whole)}
    kept = ("type", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")
    return {key: schema[key] for key in kept if key in schema}


def _least(wanted: int, most: int, what: str) -> int:
    if wanted > most:
        raise Unbounded(f"{what} of at least {wanted} is longer than the {most} a grammar can hold.")
    return wanted


def _checked(literal: str) -> None:
    """The converter escapes these wrongly, and llama.cpp then crashes on the grammar."""
    if _UNSAFE_LITERAL.search(literal):
        raise Unbounded(f"{literal!r} can't stand in a grammar: quotes, backslashes and rare signs are not taken.")
