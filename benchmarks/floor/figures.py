"""The floor's rows: 10,000 shots, beside 100 in the same run."""

import sys
from pathlib import Path

from benchmarks.floor.boards import board
from benchmarks.floor.memory import memory_figure
from benchmarks.floor.night import A_SECOND
from benchmarks.floor.paints import Paints, first_paint, key_to_paint
from benchmarks.measuring import Figure

FEW, MANY = 100, 10_000


def floor_figures(folder: Path) -> list[Figure]:
    boards = {shots: board(folder, shots) for shots in (FEW, MANY)}
    return [
        *_opened(first_paint(boards, _floor)),
        *_pressed(key_to_paint(boards, _floor)),
        _pressed_at_work(key_to_paint(boards, _floor_at_work)),
        memory_figure(boards[FEW]),
    ]


def _opened(paints: dict[int, Paints]) -> list[Figure]:
    few, many = paints[FEW].median, paints[MANY].median
    return [
        Figure(f"first paint of {MANY:,} shots", many, "s", 1, True, "`rushes open`, the whole process, in a terminal"),
        Figure(f"… against {FEW} shots", many / few, "x", 1.2, True, f"{few:.2f} s"),
    ]


def _pressed(paints: dict[int, Paints]) -> list[Figure]:
    few, many = paints[FEW].p95, paints[MANY].p95
    told = f"95 % of {len(paints[MANY].seconds)} keys; the median is {1000 * paints[MANY].median:.0f} ms"
    return [
        Figure(f"key to paint, {MANY:,} shots", 1000 * many, "ms", 100, True, told),
        Figure(f"… against {FEW} shots", many / few, "x", 1.2, True, f"{1000 * few:.0f} ms"),
    ]


def _pressed_at_work(paints: dict[int, Paints]) -> Figure:
    told = f"{A_SECOND} events a second; {1000 * paints[FEW].p95:.0f} ms with {FEW} shots"
    return Figure("… while a crew works", 1000 * paints[MANY].p95, "ms", 100, True, told)


def _floor(project: Path) -> list[str]:
    return [sys.executable, "-m", "rushes", "open", "-p", str(project)]


def _floor_at_work(project: Path) -> list[str]:
    return [sys.executable, "-m", "benchmarks.floor.night", str(project)]
