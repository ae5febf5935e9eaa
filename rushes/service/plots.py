"""Pictures of the report, as SVG that stands by itself."""

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

from rushes.film.gap import BUCKETS

_COLOURS = ("#4c8fb5", "#d9822b", "#6a9f58", "#8a6fb0", "#b3262e")
_DASHES = ("", "6 4", "2 3", "10 3 2 3")
"""Colour by colour, then the same colours dashed: twenty lines before two look alike."""

_LEFT, _TOP, _STEP, _HEIGHT, _LEGEND, _BOTTOM = 78.0, 56.0, 104.0, 280.0, 230.0, 64.0
_ASIDE = 5.0
"""Pixels between the intervals of two lines at one gap, at most."""

_ROW = 20.0
_NAME, _TITLE = 26, 56
"""Letters that the legend and the heading have room for."""

_NO_XML = re.compile("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no place for, and C1 controls."""


def gap_text(gap: tuple[int, int | None] | Sequence[int | None]) -> str:
    """A bucket of gaps in words: 1, 2-5, over 50."""
    least, most = gap
    if most is None:
        return f"over {(least or 1) - 1}"
    return str(least) if least == most else f"{least}-{most}"


def likeness_svg(title: str, likeness: Sequence[Mapping[str, Any]]) -> str:
    """A line a character, of the report's `likeness`: mean cosine over how many shots apart, with its interval."""
    drawn = [one for one in likeness if one["gaps"]]
    right = _LEFT + _STEP * len(BUCKETS)
    width, height = right + _LEGEND, _TOP + max(_HEIGHT, _ROW * len(drawn)) + _BOTTOM
    floor = _floor(drawn)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" font-family="sans-serif">',
        f'<rect width="{width:.0f}" height="{height:.0f}" fill="#ffffff"/>',
        _text(
            _LEFT,
            28,
            f"{_short(title, _TITLE)}: how alike characters stay" if title else "How alike characters stay",
            size=15,
        ),
        *_axes(floor, right),
    ]
    for count, one in enumerate(drawn):
        aside = min(_ASIDE, 0.8 * _STEP / len(drawn)) * (count - (len(drawn) - 1) / 2)
        parts += _line(one["gaps"], floor, aside, count)
        parts += _key(_named(one, drawn), right + 24, _TOP + 6 + _ROW * count, count)
    return "\n".join([*parts, "</svg>"]) + "\n"


def _floor(drawn: Sequence[Mapping[str, Any]]) -> float:
    """Where the axis begins: a tenth that is under everything there is, and at most a half."""
    lowest = min((_low(gap) for one in drawn for gap in one["gaps"]), default=0.0)
    return max(-1.0, min(0.5, math.floor(10 * lowest) / 10))


def _low(gap: Mapping[str, Any]) -> float:
    return gap["mean"] if gap["low"] is None else gap["low"]


def _y(value: float, floor: float) -> float:
    return _TOP + _HEIGHT * (1 - (value - floor) / (1 - floor))


def _x(bucket: int) -> float:
    return _LEFT + _STEP * (bucket + 0.5)


def _look(count: int) -> str:
    """How the line of that count is drawn."""
    dash = _DASHES[count // len(_COLOURS) % len(_DASHES)]
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return f'stroke="{_colour(count)}" stroke-width="2" fill="none"{dashed}'


def _colour(count: int) -> str:
    return _COLOURS[count % len(_COLOURS)]


def _axes(floor: float, right: float) -> list[str]:
    parts: list[str] = []
    tenths = range(round(10 * floor), 11)
    for tenth in tenths[:: 1 if len(tenths) <= 11 else 2]:
        y = _y(tenth / 10, floor)
        parts.append(f'<line x1="{_LEFT}" y1="{y:.1f}" x2="{right:.0f}" y2="{y:.1f}" stroke="#eeeeee"/>')
        parts.append(_text(_LEFT - 8, y + 4, f"{tenth / 10:.1f}", size=11, fill="#666", anchor="end"))
    foot = _TOP + _HEIGHT
    parts.append(f'<line x1="{_LEFT}" y1="{foot:.0f}" x2="{right:.0f}" y2="{foot:.0f}" stroke="#666666"/>')
    for count, bucket in enumerate(BUCKETS):
        parts.append(_text(_x(count), foot + 20, gap_text(bucket), size=11, fill="#666", anchor="middle"))
    parts.append(_text((_LEFT + right) / 2, foot + 44, "shots apart", size=12, anchor="middle"))
    turned = f' transform="rotate(-90 24 {_TOP + _HEIGHT / 2:.0f})"'
    words = "mean likeness (cosine, 95 %)"
    parts.append(_text(24, _TOP + _HEIGHT / 2, words, size=12, anchor="middle", more=turned))
    return parts


def _line(gaps: Sequence[Mapping[str, Any]], floor: float, aside: float, count: int) -> list[str]:
    """A character's means, joined, and the interval of each."""
    where = {bucket: _x(number) + aside for number, bucket in enumerate(BUCKETS)}
    points = [(where[gap["least"], gap["most"]], gap) for gap in gaps]
    told = " ".join(f"{x:.1f},{_y(gap['mean'], floor):.1f}" for x, gap in points)
    parts = [f'<polyline points="{told}" {_look(count)}/>']
    colour = _colour(count)
    for x, gap in points:
        parts.append(f'<circle cx="{x:.1f}" cy="{_y(gap["mean"], floor):.1f}" r="3.5" fill="{colour}"/>')
        if gap["low"] is not None:
            low, high = _y(gap["low"], floor), _y(gap["high"], floor)
            parts.append(f'<line x1="{x:.1f}" y1="{low:.1f}" x2="{x:.1f}" y2="{high:.1f}" stroke="{colour}"/>')
    return parts


def _named(one: Mapping[str, Any], drawn: Sequence[Mapping[str, Any]]) -> str:
    """A character's name; where several scorers looked, with the scorer's."""
    several = len({other["scorer"] for other in drawn}) > 1
    name = f"{one['name']} ({one['scorer']})" if several else one["name"]
    return _short(name, _NAME)


def _short(words: str, letters: int) -> str:
    return words if len(words) <= letters else f"{words[: letters - 1]}…"


def _key(name: str, x: float, y: float, count: int) -> list[str]:
    line = f'<line x1="{x:.0f}" y1="{y:.0f}" x2="{x + 22:.0f}" y2="{y:.0f}" {_look(count)}/>'
    return [line, _text(x + 30, y + 4, name)]


def _text(
    x: float, y: float, words: str, *, size: int = 12, fill: str = "#222", anchor: str = "start", more: str = ""
) -> str:
    said = escape(_NO_XML.sub("\ufffd", words))
    place = f'x="{x:.0f}" y="{y:.0f}" font-size="{size}" fill="{fill}" text-anchor="{anchor}"'
    return f"<text {place}{more}>{said}</text>"
