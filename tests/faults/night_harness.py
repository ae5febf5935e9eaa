"""A night's worker in the place of `make`: for the harnesses that kill what shoots a film, and go on with it.

The watchdog has no part in it: who kills also starts anew.
"""

import os
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import kill_harness


def night(folder: Path, film: int) -> list[str]:
    """As `kill_harness.make`: the words of one night's work."""
    return ["night", str(folder / "ferry.txt"), str(folder / f"film-{film}"), str(folder / "tiny.toml")]


def work(words: list[str]) -> int:
    """Work on, in the night that is asked for; a project without one has a night of an hour."""
    from rushes.configs.profile import load_profile
    from rushes.film.night import Limits
    from rushes.memory.folder import is_project
    from rushes.memory.nights import nights_folder
    from rushes.service.night.asked import Asked
    from rushes.service.night.standing import asked_of, keep_asked
    from rushes.service.night.worker import Wire
    from rushes.service.night.worker import work as work_through
    from rushes.service.projects import start

    source, folder = Path(words[1]), Path(words[2])
    if not is_project(folder):
        start(folder, source, load_profile(words[3]), 1, None)
    asked = asked_of(folder)
    if asked is None:
        limits = Limits(until=datetime.now(UTC) + timedelta(hours=1))
        asked = Asked(night="20261122T210000Z", projects=(str(folder),), limits=limits)
        nights_folder(folder).mkdir(exist_ok=True)
        keep_asked(asked)
    with Path(os.devnull).open("w") as unheard:
        return work_through(asked, Wire(unheard), threading.Event())


kill_harness.IN_PROCESS["night"] = work

if __name__ == "__main__":
    import rushes.service.night.worker  # before the first fork

    assert rushes.service.night.worker
    kill_harness.main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), night)
