"""Text and JSON as models write them, made safe to keep. Nothing here repairs: what doesn't parse is said to be so."""

import json
import re
from typing import Any, cast

_DROPPED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_THOUGHT = "</think>"
_OBJECT = re.compile(r'\{\s{0,100}["}]')


class NotJson(ValueError):
    """The text is not one whole JSON value. The message says where, without quoting the text."""


def cleaned(text: str) -> str:
    """Without control characters other than newline and tab; a lone surrogate becomes U+FFFD."""
    return _DROPPED.sub("", _SURROGATE.sub("\ufffd", text))


def cleaned_json(value: Any) -> Any:
    """Every string in a JSON value cleaned, keys too."""
    if isinstance(value, str):
        return cleaned(value)
    if isinstance(value, list):
        return [cleaned_json(part) for part in cast("list[Any]", value)]
    if isinstance(value, dict):
        entries = cast("dict[str, Any]", value)
        return {cleaned(key): cleaned_json(part) for key, part in entries.items()}
    return value


def read_json(text: str) -> Any:
    """One whole JSON value, cleaned; raw control characters in strings are borne. Raises NotJson."""
    try:
        return cleaned_json(_DECODER.decode(text))
    except json.JSONDecodeError as error:
        raise NotJson(f"{error.msg} at character {error.pos} of {len(text)}") from error
    except (ValueError, RecursionError) as error:
        raise NotJson("a number or a nesting beyond all measure") from error


def json_in(text: str) -> dict[str, Any] | None:
    """The longest whole JSON object that stands in the text by itself, after any thoughts; None if there is none.

    The search ends at an object that is begun and broken: what stands whole inside it is not the answer.
    """
    after = text.rfind(_THOUGHT)
    found: dict[str, Any] | None = None
    longest = 0
    start = _OBJECT.search(text, after + len(_THOUGHT) if after >= 0 else 0)
    while start:
        try:
            value, end = _DECODER.raw_decode(text, start.start())
        except (ValueError, RecursionError):
            break
        if end - start.start() > longest:
            found, longest = cleaned_json(value), end - start.start()
        start = _OBJECT.search(text, end)
    return found


def _finite(text: str) -> float:
    number = float(text)
    if number in (float("inf"), float("-inf")):
        raise ValueError(text)
    return number


def _no_constant(name: str) -> Any:
    raise ValueError(name)


_DECODER = json.JSONDecoder(strict=False, parse_float=_finite, parse_constant=_no_constant)
