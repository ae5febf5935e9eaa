"""The morning report in words: lines for a terminal, in the order of the page and with its sentences."""

import textwrap
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from rushes.gate import one_line
from rushes.service.night import sentences
from rushes.service.night.amounts import hour, megabytes, running

_WIDE = 79
_MOST = 20
"""Rows of a section; --json has all."""

_A_LINE = 8
"""Shots on a line of the contact sheet."""

Facts = Mapping[str, Any]


def in_words(facts: Facts) -> list[str]:
    """The morning's lines, at most 79 characters each where words allow. `facts` are `morning_of`'s."""
    sections = (
        [one_line(facts["title"], _WIDE), *_told(sentences.when(facts))],
        _told(sentences.how_it_went(facts)),
        _film(facts["film"]),
        _waiting(facts),
        _sheet(facts),
        _told(sentences.what_was_made(facts)),
        _rerolls(facts),
        _failed(facts),
        _lost(facts),
        _told(sentences.spent(facts)),
        _stages(facts),
        _told(sentences.ahead(facts)),
    )
    return [line for section in sections if section for line in ("", *section)][1:]


def _told(sentence: str, mark: str = "", least: int = 0) -> list[str]:
    """Foreign words and ours, wrapped; later lines stand under the first one's words."""
    flat, indent = one_line(sentence, 2000), " " * max(len(mark), least)
    if not flat:
        return []
    return textwrap.wrap(flat, _WIDE, initial_indent=mark, subsequent_indent=indent, break_on_hyphens=False)


def _film(film: Facts | None) -> list[str]:
    if not film:
        return []
    return [f"  {one_line(film['file'], 50)}, {running(film['seconds'])}, {megabytes(film['bytes'])}"]


def _waiting(facts: Facts) -> list[str]:
    if not facts["waiting"]:
        return []
    rows = _rows(facts["waiting"], _shot)
    return [*_told(sentences.waiting(facts)), *rows, *_told(sentences.your_word(facts), "  ", 2)]


def _shot(one: Facts) -> list[str]:
    mark = f"  {one['shot']:<7}{sentences.sign(one)} {sentences.word(one):<9} "
    return _told(one["reason"], mark) or [mark.rstrip()]


def _rows(rows: Sequence[Any], lines_of: Callable[[Any], list[str]]) -> list[str]:
    """The lines of the first rows, and how many more there are."""
    lines = [line for one in rows[:_MOST] for line in lines_of(one)]
    left = len(rows) - _MOST
    return [*lines, f"  … and {left} more (--json has all)"] if left > 0 else lines


def _sheet(facts: Facts) -> list[str]:
    """Each scene with its shots' signs, in film order."""
    if not facts["contact"]:
        return []
    lines = _told(sentences.whole_film(facts))
    for scene in facts["scenes"]:
        lines.append(f"  {scene['scene']:<5}{one_line(scene['heading'], _WIDE - 7)}")
        shots = [one for one in facts["contact"] if one["scene"] == scene["scene"]]
        for row in range(0, len(shots), _A_LINE):
            lines.append("       " + "".join(map(_signed, shots[row : row + _A_LINE])).rstrip())
    return [*lines, *_told(sentences.legend(facts), "  ")]


def _signed(one: Facts) -> str:
    return f"{sentences.sign(one)} {one['shot']:<7}"


def _rerolls(facts: Facts) -> list[str]:
    rows = facts["rerolls"]
    return [*_told(sentences.rerolls(facts)), *_rows([*sentences.better(rows), *sentences.no_better(rows)], _reroll)]


def _reroll(one: Facts) -> list[str]:
    how = f" with {sentences.made_with(one)}" if one["rung"] else ""
    takes = f"{sentences.called(one['take'])} → {sentences.called(one['next'])}"
    return [*_told(f"{takes}{how}: {sentences.gained(one)}", "  ", 6), *_told(one["reason"], "      ")]


def _failed(facts: Facts) -> list[str]:
    shots = _rows(facts["failed"], _shot)
    lines = [*_told(sentences.failed(facts)), *shots]
    lines += _rows(facts["aside"], lambda text: _told(f"Set aside: {text}"))
    return lines + _rows(facts["refused"], lambda row: _told(sentences.refused(row)))


def _lost(facts: Facts) -> list[str]:
    return [
        *_told(sentences.lost(facts)),
        *_rows(facts["lost"], lambda one: _told(one["how"] or "no word of why", f"  {hour(one['at'])}  ")),
    ]


def _stages(facts: Facts) -> list[str]:
    if not facts["stages"]:
        return []
    rows = [f"  {'':<24}{'calls':>8}{'time':>14}{'energy':>14}"]
    for row in facts["stages"]:
        time, energy = sentences.span(row["seconds"]), sentences.watt_hours(row["joules"])
        rows.append(f"  {one_line(sentences.work(row), 23):<24}{row['calls']:>8}{time:>14}{energy:>14}")
    return [*_told(sentences.stages(facts)), *rows]
