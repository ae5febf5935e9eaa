"""The first place where a replay leaves the path of its trace, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import cast

from pydantic import JsonValue

from rushes.film.trace import Update

_SHOWN = 160


@dataclass(frozen=True, slots=True)
class Divergence:
    """Where and what. `shot` is empty for the film's own nodes, `step` counts from 1, `line` is of the trace's file.

    `about` says what was compared, e.g. `verdict`, `keyframe's slate, seed` or `prompt director/cover/2/1`.
    """

    shot: str
    step: int
    node: str
    about: str
    expected: str
    got: str
    line: int | None = None

    def __str__(self) -> str:
        where = f"shot {self.shot}" if self.shot else "the film"
        line = f" (line {self.line} of the trace)" if self.line else ""
        return (
            f"First difference in {where}, step {self.step}, {self.node}{line}: {self.about}.\n"
            f"  expected: {self.expected}\n"
            f"  got:      {self.got}"
        )


def update_difference(expected: Update, got: Update) -> tuple[str, str, str] | None:
    """The first field in which two updates differ, with both values; None for equal ones."""
    for where, before, after in _leaves(expected, got, ""):
        return where, _value(before), _value(after)
    return None


def values_difference(expected: JsonValue, got: JsonValue) -> tuple[str, str, str]:
    """Where two values first differ, as `parameters.setup.shot.size`, with both, cut to what differs."""
    for where, before, after in _leaves(expected, got, ""):
        if isinstance(before, str) and isinstance(after, str):
            return where, *_around(before, after)
        return where, _value(before), _value(after)
    return "", _value(expected), _value(got)


def text_difference(expected: str, got: str) -> tuple[str, str, str]:
    """The first line in which two texts differ, as `line 12`, with both."""
    lines = zip_longest(expected.splitlines(), got.splitlines())
    for number, (before, after) in enumerate(lines, start=1):
        if before != after:
            if before is None or after is None:
                return f"line {number}", _line(before), _line(after)
            return f"line {number}", *_around(before, after)
    return "", _short(expected), _short(got)


def _line(text: str | None) -> str:
    return "no more lines" if text is None else _short(text)


def _leaves(expected: object, got: object, where: str) -> Iterator[tuple[str, object, object]]:
    if isinstance(expected, Mapping) and isinstance(got, Mapping):
        before, after = cast("Mapping[str, object]", expected), cast("Mapping[str, object]", got)
        for name in [*before, *(name for name in after if name not in before)]:
            yield from _leaves(
                before.get(name, _ABSENT), after.get(name, _ABSENT), f"{where}.{name}" if where else name
            )
    elif isinstance(expected, list | tuple) and isinstance(got, list | tuple):
        pairs = zip_longest(cast("list[object]", expected), cast("list[object]", got), fillvalue=_ABSENT)
        for index, (one, other) in enumerate(pairs):
            yield from _leaves(one, other, f"{where}[{index}]")
    elif expected != got:
        yield where, expected, got


class _Absent:
    def __repr__(self) -> str:
        return "nothing"


_ABSENT = _Absent()


def _around(expected: str, got: str) -> tuple[str, str]:
    """Both texts, cut so that the first character that differs can be seen."""
    same = next((at for at, (one, other) in enumerate(zip(expected, got, strict=False)) if one != other), None)
    start = max(0, (min(len(expected), len(got)) if same is None else same) - _SHOWN // 2)
    lead = "…" if start else ""
    return _short(lead + expected[start:]), _short(lead + got[start:])


def _value(value: object) -> str:
    return _short(repr(value))


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
