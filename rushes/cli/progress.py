"""Progress: a live bar on a terminal, plain lines in a pipe."""

import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager

from rushes.agents.production import Event
from rushes.cli.options import say
from rushes.gate import one_line
from rushes.service.progress import Tally, clock, sentence

_EVERY = 5.0
"""Seconds between plain lines."""

_LONG = 60.0
"""Seconds after which a plain line says how far the call in hand is."""


@contextmanager
def watching(shots: Callable[[], int], *, quiet: bool) -> Generator[Callable[[Event], None]]:
    """A listener for a production's events. `shots` is asked once the plan stands."""
    if quiet:
        yield lambda _event: None
    elif sys.stderr.isatty():
        with _live(shots) as hear:
            yield hear
    else:
        yield _Plain(shots).hear


class _Plain:
    """One line now and then, and one for each thing worth knowing."""

    def __init__(self, shots: Callable[[], int]) -> None:
        self.shots = shots
        self.tally: Tally | None = None
        self.last = 0.0

    def hear(self, event: Event) -> None:
        now = time.monotonic()
        words = sentence(event)
        if words:
            say(words)
        if event.step in {"planned", "resumed"}:
            self.tally = Tally(self.shots())
            self.last = now
        elif event.step == "working":
            if now - self.last > _LONG:
                self.last = now
                say(f"{event.shot}: {event.text}{f', {event.picture}' if event.picture else ''}")
        elif self.tally:
            self.tally.hear(event, now)
            if event.step == "done" and (now - self.last > _EVERY or self.tally.done == self.tally.shots):
                self.last = now
                left = self.tally.seconds_left(now)
                eta = f", about {clock(left)} left" if left else ""
                say(f"shot {self.tally.done} of {self.tally.shots}{eta}")


@contextmanager
def _live(shots: Callable[[], int]) -> Generator[Callable[[Event], None]]:
    from rich.console import Console  # noqa: PLC0415 - only a terminal needs it
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    console = Console(stderr=True)
    columns = (
        SpinnerColumn(),
        TextColumn("{task.fields[what]}", markup=False),
        BarColumn(),
        TextColumn("{task.fields[eta]}"),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("film", total=None, what="reading", eta="")
        tally: list[Tally] = []

        def hear(event: Event) -> None:
            now = time.monotonic()
            words = sentence(event)
            if words:
                console.print(Text(one_line(words, console.width)))
            if event.step in {"planned", "resumed"}:
                tally.append(Tally(shots()))
                progress.update(task, total=max(1, 3 * tally[0].shots), what="shooting")
            elif event.step == "working":
                done = f"shot {tally[0].done} of {tally[0].shots} · " if tally else ""
                progress.update(task, what=f"{done}{event.shot} {event.text}")
            elif tally:
                tally[0].hear(event, now)
                left = tally[0].seconds_left(now)
                progress.update(
                    task,
                    completed=sum(tally[0].takes.values()),
                    what=f"shot {tally[0].done} of {tally[0].shots}",
                    eta=f"about {clock(left)} left" if left is not None else "",
                )

        yield hear


def listening() -> Callable[[int, int], None]:
    """Hears how many of a recording's seconds were listened to, and says so at each whole minute."""
    said = 0

    def hear(done: int, seconds: int) -> None:
        nonlocal said
        if done // 60 > said:
            said = done // 60
            say(f"heard     {clock(said * 60)} of {clock(seconds)}")

    return hear
