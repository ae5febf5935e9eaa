"""The nights as a page section and a picture: two nights, lane by lane, one under the other."""

from dataclasses import replace
from pathlib import Path
from xml.sax.saxutils import escape

from benchmarks.nights import a_night, grid, least, machine, others, pinned
from rushes.studio.ahead.simulating import LOADING, Night, Passed, Spent, simulate

PICTURE = Path("docs/images/nights.svg")

_COLOURS = {"thought": "#8a6fb0", "keyframe": "#4c8fb5", "clip": "#d9822b", "print": "#6a9f58", LOADING: "#b3262e"}
_NAMES = {
    "thought": "planning and prompts",
    "keyframe": "keyframes",
    "clip": "clips",
    "print": "prints",
    LOADING: "loads",
}
_HOUR, _ROW, _LEFT, _TOP = 88.0, 26.0, 70.0, 46.0

TEXT = """
## Nights on the virtual clock

The film graph's calls for 170 shots, with the stage times the mission was published with (10 s of planning and
prompts on both cards, 45 s a keyframe, 180 s a clip, 60 s a print on the CPU), shot by the **real schedule**: only the
clock and the lanes' work are pretended. "Least possible" divides the work of the same calls among the cards, plus one
load and one print; it knows afterwards which takes were weak. "In series": one call after another, shot by shot,
each model loaded for each shot. "One model a card": the same studio, the painter kept on one card and the mover on
the other. Weak takes are drawn by {seeds} seeds; each figure is the worst of them, hours are the median.

![Two nights, lane by lane]({picture})

{grid}

Without loads and with three takes in ten weak, the least possible itself is 2.30 times as fast as the series (prints,
which run beside the rest, are a smaller part then), so 2.3 can't be reached there.

Other machines, loads of 15 s. With four cards and one print at a time, the CPU has as much to do as the cards, and
waits for its first clips while prompts are written: the bound does not know that.

{others}
"""


def section(seeds: int) -> str:
    """The page's text."""
    picture = PICTURE.relative_to(PICTURE.parent.parent)
    return TEXT.format(picture=picture, grid=_grid(), others=_others(), seeds=seeds)


def _grid() -> str:
    rows = [
        "| load | weak takes | hours | over the least possible | loads | against series | against one model a card |"
    ]
    rows.append("| --- | --- | --- | --- | --- | --- | --- |")
    rows += [
        f"| {cell.load:.0f} s | {cell.rerolls:.0%} | {cell.hours:.2f} | {cell.over:.3f} | {cell.loads} "
        f"| {cell.series:.2f} x | {cell.pinned:.2f} x |"
        for cell in grid()
    ]
    return "\n".join(rows)


def _others() -> str:
    rows = ["| machine | hours | over the least possible | loads | first shot |", "| --- | --- | --- | --- | --- |"]
    for name, night in others():
        passed = simulate(night)
        over, first = passed.seconds / least(night, passed), passed.finished[0] / 60
        rows.append(f"| {name} | {passed.seconds / 3600:.2f} | {over:.3f} | {passed.loads} | {first:.0f} min |")
    return "\n".join(rows)


def picture() -> str:
    """Two nights as SVG: cards that follow the work, and one model pinned to each."""
    night = a_night(machine(15.0), 0.1)
    free, fixed = simulate(night), pinned(night)
    height = 2 * (_TOP + 3 * _ROW) + 70
    width = _LEFT + _HOUR * (fixed.seconds / 3600) + 20
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" font-family="sans-serif">',
        f'<rect width="{width:.0f}" height="{height:.0f}" fill="#ffffff"/>',
        *_night("Both cards follow the work", night, free, 0.0),
        *_night("One model on each card", night, fixed, _TOP + 3 * _ROW + 14),
        *_legend(height - 18),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _night(title: str, night: Night, passed: Passed, top: float) -> list[str]:
    told = f"{title}: {passed.seconds / 3600:.1f} h, {passed.loads} loads"
    parts = [f'<text x="{_LEFT}" y="{top + 26:.0f}" font-size="15" fill="#222">{escape(told)}</text>']
    for row, (lane, spent) in enumerate(passed.lanes.items()):
        y = top + _TOP - 8 + row * _ROW
        parts.append(f'<text x="8" y="{y + 14:.0f}" font-size="12" fill="#222">{escape(lane)}</text>')
        parts.append(
            f'<rect x="{_LEFT}" y="{y:.0f}" width="{_HOUR * passed.seconds / 3600:.1f}" height="18" fill="#eeeeee"/>'
        )
        parts += [_bar(one, y) for one in _merged(spent)]
    hours = range(int(passed.seconds // 3600) + 1)
    y = top + _TOP + 3 * _ROW
    small = 'font-size="10" fill="#666" text-anchor="middle"'
    parts += [f'<text x="{_LEFT + hour * _HOUR:.0f}" y="{y:.0f}" {small}>{hour} h</text>' for hour in hours]
    return parts


def _merged(spent: tuple[Spent, ...]) -> list[Spent]:
    """Neighbours of one kind as one bar."""
    bars: list[Spent] = []
    for one in spent:
        if bars and bars[-1].what == one.what and one.begin - bars[-1].end < 6:
            bars[-1] = replace(bars[-1], end=one.end)
        else:
            bars.append(one)
    return bars


def _bar(one: Spent, y: float) -> str:
    x, width = _LEFT + one.begin / 3600 * _HOUR, max(1.2, (one.end - one.begin) / 3600 * _HOUR)
    return f'<rect x="{x:.1f}" y="{y:.0f}" width="{width:.1f}" height="18" fill="{_COLOURS[one.what]}"/>'


def _legend(y: float) -> list[str]:
    parts: list[str] = []
    x = _LEFT
    for what, name in _NAMES.items():
        parts.append(f'<rect x="{x:.0f}" y="{y - 10:.0f}" width="12" height="12" fill="{_COLOURS[what]}"/>')
        parts.append(f'<text x="{x + 17:.0f}" y="{y:.0f}" font-size="12" fill="#222">{escape(name)}</text>')
        x += 40 + 7.2 * len(name)
    return parts
