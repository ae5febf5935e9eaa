"""Continuity: what a keyframe has to match, and waiting for the shot that shows it.

A camera that returns to a set-up finds its picture again: the earlier shot of the same scene with the same size,
angle and people. Where the painter is held to such a picture, a shot waits until the earlier one has its keyframe.
"""

import asyncio
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field

from rushes.film.manifest import Scene, Shot
from rushes.film.setup import Setup


@dataclass(slots=True)
class CallSheet:
    """The setups that are called for in this run, as they become known: whoever reads prompts reads them at once."""

    setups: list[Setup] = field(default_factory=list[Setup])


@dataclass(slots=True)
class Continuity:
    """Which shots are at work in this run, and which of them have their keyframe."""

    _chosen: dict[str, asyncio.Event] = field(default_factory=dict[str, asyncio.Event])

    @contextmanager
    def at_work(self, shot: str) -> Generator[None]:
        """A shot's branch, from its beginning to its end, however it ends."""
        event = self._chosen[shot] = asyncio.Event()
        try:
            yield
        finally:
            event.set()

    def chosen(self, shot: str) -> None:
        """The shot has a keyframe to go on with."""
        if shot in self._chosen:
            self._chosen[shot].set()

    async def wait_for(self, shot: str) -> None:
        """Until the shot has its keyframe or is over; not at all for one that is not at work in this run."""
        if shot in self._chosen:
            await self._chosen[shot].wait()


def same_setup_before(scene: Scene, number: str) -> str | None:
    """The nearest earlier shot of the scene that was shot from the same set-up; None when there is none."""
    numbers = [shot.number for shot in scene.shots]
    place = numbers.index(number)
    this = _set_up(scene.shots[place])
    return next((shot.number for shot in reversed(scene.shots[:place]) if _set_up(shot) == this), None)


def _set_up(shot: Shot) -> tuple[object, ...]:
    return shot.size, shot.angle, tuple(sorted(figure.character for figure in shot.figures))
