"""`make bench`: prints the table; `make bench ARGS=--write` also puts it into docs/benchmarks.md."""

import os
import platform
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import film, nights, nights_page, replay
from benchmarks.floor.figures import floor_figures
from benchmarks.measuring import Figure, pace

PAGE = Path("docs/benchmarks.md")
HEAD = """# Benchmarks

Measured by `make bench ARGS=--write`. Medians; ratios are between things measured in turn in the
same run. "Holds" says whether the bound this project sets itself was met in this run. Seconds depend on
the machine and its hour: the pace that is named with the date says how fast it was.

"""


def table(figures: list[Figure]) -> str:
    rows = ["| what | measured | bound | holds | against |", "| --- | --- | --- | --- | --- |"]
    return "\n".join([*rows, *(figure.row() for figure in figures)]) + "\n"


def main() -> None:
    figures: list[Figure] = []
    paces = [pace()]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for measure in (
            film.help_cost,
            lambda: film.status_cost(folder),
            lambda: film.novel_cost(folder),
            lambda: film.graph_overhead(folder),
            lambda: replay.replay_cost(folder),
            lambda: film.draft_speed(folder),
            lambda: film.cut_cost(folder),
            nights.schedule_figures,
            lambda: floor_figures(folder),
        ):
            for figure in measure():
                figures.append(figure)
                print(figure.row(), flush=True)
            paces.append(pace())
    pacing = f"A hop through memory took {min(paces):.0f} to {max(paces):.0f} ns between the rows."
    print(pacing)
    if "--write" in sys.argv:
        where = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
        measured = f"{HEAD}{datetime.now(UTC):%Y-%m-%d}, {where}. {pacing}\n\n{table(figures)}"
        PAGE.write_text(measured + nights_page.section(len(nights.SEEDS)), encoding="utf-8")
        nights_page.PICTURE.write_text(nights_page.picture(), encoding="utf-8")
    sys.exit(0 if all(figure.holds for figure in figures) else 1)


if __name__ == "__main__":
    main()
