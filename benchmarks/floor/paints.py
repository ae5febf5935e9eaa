"""How soon the floor is painted and how soon a key shows, in terminals: one board and another in turn."""

import random
import statistics
from collections.abc import Callable, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

from benchmarks.floor.keys import KEYS
from benchmarks.floor.terminal import Screen, Terminal

OPENED = 5
ROUNDS = 6
SETTLES = 1.0
"""Seconds after the first paint in which the rest of the board comes."""

PAUSE = 0.02
"""Seconds between two keys at most: a held key's pace, at every moment between two paints."""

Words = Callable[[Path], list[str]]
"""The command that opens the floor of a project."""


@dataclass(frozen=True, slots=True)
class Paints:
    """Seconds until a paint, in the order they were measured."""

    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.seconds, n=20)[-1]


def first_paint(boards: Mapping[int, Path], words: Words) -> dict[int, Paints]:
    """From the process's start until the first shot's number is painted; a first turn warms the disk."""
    spent: dict[int, list[float]] = {shots: [] for shots in boards}
    for turn in range(OPENED + 1):
        for shots, project in boards.items():
            with closing(Terminal(words(project), project.parent)) as terminal:
                seconds = _opened(terminal)
            if turn:
                spent[shots].append(seconds)
    return {shots: Paints(tuple(all_of)) for shots, all_of in spent.items()}


def key_to_paint(boards: Mapping[int, Path], words: Words) -> dict[int, Paints]:
    """From each key until what it does is painted, on both boards in turn; a first round counts for nothing."""
    spent: dict[int, list[float]] = {shots: [] for shots in boards}
    chance = random.Random(1)
    with ExitStack() as stack:
        terminals: dict[int, Terminal] = {}
        for shots, project in boards.items():
            terminal = terminals[shots] = stack.enter_context(closing(Terminal(words(project), project.parent)))
            _opened(terminal)
            terminal.rest(SETTLES)
        for turn in range(ROUNDS + 1):
            for key in KEYS:
                for shots, terminal in terminals.items():
                    terminal.rest(chance.uniform(0, PAUSE))
                    seconds = terminal.press(key.sent, key.done(terminal.screen))
                    if turn:
                        spent[shots].append(seconds)
    return {shots: Paints(tuple(all_of)) for shots, all_of in spent.items()}


def _opened(terminal: Terminal) -> float:
    return terminal.until(lambda: _first_shot(terminal.screen), terminal.began)


def _first_shot(screen: Screen) -> bool:
    return any(line[2:].startswith("1-1 ") for line in screen.lines())
