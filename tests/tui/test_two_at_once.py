"""Two who work on one project: the screen says who is at work elsewhere."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from doubles.floors import a_draft
from doubles.screens import Floored, on_the_floor

_HOLDS = """
import sys
from pathlib import Path
from rushes.memory.lock import writing
with writing(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""


@contextmanager
def another_at_work(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A process of its own that holds the project for writing."""
    words = [sys.executable, "-c", _HOLDS, str(folder)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout
        assert other.stdout.readline() == "held\n"
        try:
            yield other
        finally:
            other.kill()


def test_who_is_at_work_elsewhere_is_said_as_long_as_they_are(tmp_path: Path) -> None:
    async def test(floor: Floored) -> None:
        await floor.shows("crew at rest")
        with another_at_work(tmp_path / "film") as other:
            await floor.shows(f"process {other.pid} at work")
            await floor.shows(f"Another rushes (process {other.pid}) is at work on this film.")
            await floor.press("s")
            await floor.shows("Wait for it, or stop it there.")
        await floor.shows("crew at rest")

    on_the_floor(a_draft(tmp_path / "film"), test)
