"""`python -m benchmarks.floor`: the floor's rows of docs/benchmarks.md alone."""

import sys
import tempfile
from pathlib import Path

from benchmarks.floor.figures import floor_figures


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        figures = floor_figures(Path(folder))
    for figure in figures:
        print(figure.row())
    sys.exit(0 if all(figure.holds for figure in figures) else 1)


if __name__ == "__main__":
    main()
