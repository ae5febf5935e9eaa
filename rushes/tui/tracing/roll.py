"""A run's lines as far as they are read, and the ways through them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from rushes.film.trace_path import FILM
from rushes.tui.tracing.lines import Kind, Line


class Roll:
    """Lines in the order of the file. Those of nodes that have not been left stand last, until more is known."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._of: dict[str, list[int]] = {}
        self._loose = 0
        self._branched: int | None = None

    def add(self, lines: Iterable[Line], unfinished: Sequence[Line] = ()) -> None:
        """More of the run came in."""
        for _ in range(self._loose):
            self._of[self.lines.pop().shot].pop()
        for line in (*lines, *unfinished):
            self._of.setdefault(line.shot, []).append(len(self.lines))
            if self._branched is None and line.shot != FILM and line.kind is Kind.NODE:
                self._branched = len(self.lines)
            self.lines.append(line)
        self._loose = len(unfinished)

    def of(self, shot: str | None) -> Sequence[int]:
        """Where a shot's lines are; of None, all."""
        return range(len(self.lines)) if shot is None else self._of.get(shot, ())

    def beside(self, index: int, by: int) -> int | None:
        """The next line of the same shot, or the one before."""
        lines = self.of(self.lines[index].shot)
        place = bisect_left(lines, index) + by
        return lines[place] if 0 <= place < len(lines) else None

    def at(self, place: int) -> int | None:
        """The line whose event stands at a place in the file."""
        return next((index for index, line in enumerate(self.lines) if line.at == place), None)

    def passed(self, index: int, shot: str = FILM) -> frozenset[str]:
        """Which nodes a branch had left by a line."""
        lines = self.of(shot)
        until = (self.lines[one] for one in lines[: bisect_right(lines, index)])
        return frozenset(line.node for line in until if line.kind is Kind.NODE)

    def branched(self, index: int) -> bool:
        """Whether any shot's branch had begun by a line."""
        return self._branched is not None and self._branched <= index
