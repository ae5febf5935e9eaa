"""The floor's rows: 10,000 shots, beside 100 in the same run."""

import sys
from pathlib import Path

from benchmarks.floor.boards import board
from benchmarks.floor.memory import memory_figures
from benchmarks.floor.night import A_SECOND
from benchmarks.floor.paints import Paints, first_paint, key_to_paint
from benchmarks.measuring import Figure

FEW, MANY = 100, 10_000


def floor_figures(folder: Path) -> list[Figure]:
    boards = {shots: board(folder, shots) for shots in (FEW, MANY)}
    opened, pressed = first_paint(boards, _floor), key_to_paint(boards, _floor)
    at_work = key_to_paint(boards, _floor_at_work)
    few, many = opened[FEW].median, opened[MANY].median
    return [
        Figure("the floor's first paint, 10,000 shots", many, "s", 1, True, "the whole process, in a terminal"),
        Figure("… against 100 shots", many / few, "x", 1.2, True, f"{few:.2f} s"),
        *_keys("key to paint, p95, 10,000 shots", pressed, "no crew at work"),
        *_keys("… while a crew works", at_work, f"{A_SECOND} events a second"),
        *memory_figures(boards[FEW]),
    ]


def _keys(name: str, pressed: dict[int, Paints], when: str) -> list[Figure]:
    few, many = pressed[FEW], pressed[MANY]
    told = f"{when}; {len(many.seconds)} keys, median {1000 * many.median:.0f} ms"
    return [
        Figure(name, 1000 * many.p95, "ms", 100, True, told),
        Figure("… against 100 shots", many.p95 / few.p95, "x", 1.2, True, f"{1000 * few.p95:.0f} ms"),
    ]


def _floor(project: Path) -> list[str]:
    return [sys.executable, "-m", "rushes", "open", "-p", str(project)]


def _floor_at_work(project: Path) -> list[str]:
    return [sys.executable, "-m", "benchmarks.floor.night", str(project)]
