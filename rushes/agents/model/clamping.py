"""Answers brought into the bounds a grammar can't hold: numbers into their ranges, texts and lists to their lengths."""

import math
import sys
from typing import Any, cast

Schema = dict[str, Any]


def clamped_by(schema: Schema, data: Any) -> Any:
    """The data, with what is out of a JSON schema's bounds moved to the nearest bound. What has no bound is left."""
    return _Clamp(cast("Schema", schema.get("$defs", {}))).of(schema, data)


def span(schema: Schema) -> tuple[float, float]:
    """The least and the greatest number a schema of one allows; infinite where it says nothing."""

    def beside(bound: float, towards: float) -> float:
        if schema["type"] == "integer":
            return bound + 1 if towards > bound else bound - 1
        return math.nextafter(bound, towards)

    over, under = schema.get("exclusiveMinimum"), schema.get("exclusiveMaximum")
    low = -math.inf if over is None else beside(over, math.inf)
    high = math.inf if under is None else beside(under, -math.inf)
    return max(schema.get("minimum", -math.inf), low), min(schema.get("maximum", math.inf), high)


class _Clamp:
    def __init__(self, definitions: Schema) -> None:
        self._definitions = definitions

    def of(self, schema: Schema, data: Any) -> Any:
        schema = self._plain(schema)
        for union in ("anyOf", "oneOf"):
            if union in schema:
                fitting = next((part for part in schema[union] if self._fits(part, data)), None)
                return data if fitting is None else self.of(fitting, data)
        if "const" in schema or "enum" in schema:
            return data
        if isinstance(data, dict):
            return self._object(schema, cast("dict[str, Any]", data))
        if isinstance(data, list):
            return self._list(schema, cast("list[Any]", data))
        if isinstance(data, str):
            return _text(schema, data)
        return _number(schema, data) if _is_number(schema, data) else data

    def _plain(self, schema: Schema) -> Schema:
        """What a reference, or a list of one condition, stands for."""
        while "$ref" in schema or len(schema.get("allOf", ())) == 1:
            if "$ref" in schema:
                schema = self._definitions.get(schema["$ref"].removeprefix("#/$defs/"), {})
            else:
                schema = schema["allOf"][0]
        return schema

    def _object(self, schema: Schema, data: dict[str, Any]) -> dict[str, Any]:
        parts: Schema = schema.get("properties", {})
        return {key: self.of(parts[key], value) if key in parts else value for key, value in data.items()}

    def _list(self, schema: Schema, data: list[Any]) -> list[Any]:
        if "prefixItems" in schema:
            pairs = zip(schema["prefixItems"], data, strict=False)
            return [self.of(part, value) for part, value in pairs] + data[len(schema["prefixItems"]) :]
        items = schema.get("items")
        kept = data[: schema.get("maxItems", len(data))]
        return [self.of(cast("Schema", items), value) for value in kept] if isinstance(items, dict) else kept

    def _fits(self, schema: Schema, data: Any) -> bool:
        """Whether the data has the schema's form; its bounds are what we are here to mend."""
        schema = self._plain(schema)
        if "anyOf" in schema or "oneOf" in schema:
            return any(self._fits(part, data) for part in [*schema.get("anyOf", ()), *schema.get("oneOf", ())])
        if "const" in schema or "enum" in schema:
            return any(data == value and type(data) is type(value) for value in _literals(schema))
        if schema.get("type") == "object":
            return isinstance(data, dict) and self._has_form(schema, cast("dict[str, Any]", data))
        if schema.get("type") == "array":
            return isinstance(data, list)
        return _is_plain(schema.get("type"), data)

    def _has_form(self, schema: Schema, data: dict[str, Any]) -> bool:
        parts: Schema = schema.get("properties", {})
        named = all(name in data for name in schema.get("required", ())) and all(key in parts for key in data)
        return named and all(self._fits(parts[key], value) for key, value in data.items())


def _literals(schema: Schema) -> list[Any]:
    return [schema["const"]] if "const" in schema else schema["enum"]


def _is_plain(kind: str | None, data: Any) -> bool:
    match kind:
        case "string":
            return isinstance(data, str)
        case "integer":
            return isinstance(data, int) and not isinstance(data, bool)
        case "number":
            return isinstance(data, int | float) and not isinstance(data, bool)
        case "boolean":
            return isinstance(data, bool)
        case "null":
            return data is None
        case _:
            return True


def _is_number(schema: Schema, data: Any) -> bool:
    return schema.get("type") in {"integer", "number"} and _is_plain("number", data)


def _text(schema: Schema, text: str) -> str:
    """Cleaning can leave fewer characters than were written: dots stand for them."""
    return text[: schema.get("maxLength", len(text))].ljust(schema.get("minLength", 0), ".")


def _number(schema: Schema, number: float) -> float:
    low, high = span(schema)
    step = schema.get("multipleOf")
    number = min(max(number, low), high)
    if step:
        steps = round(min(max(number, -sys.float_info.max), sys.float_info.max) / step)
        number = steps * step
        number += step if number < low else -step if number > high else 0
    whole = schema["type"] == "integer" and math.isfinite(number)
    return int(number) if whole and number == int(number) else number
