"""A painter that does what a shot's action says, so that a test can direct one in another process."""

import errno
import os
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import JsonValue

from doubles.cards import CardPainter
from doubles.plans import a_manifest
from rushes import errors
from rushes.film.setup import Setup, setup_for
from rushes.film.take import Slate, TakeKind
from rushes.memory.weight_files import BadWeights
from rushes.studio.jobs import Make
from rushes.tools.protocols import BackendSpec, KeyframeRequest, MadeFile, Progress

Stunt = Callable[[list[str], Path, Progress], dict[str, JsonValue]]
"""(the action's further words, scratch, progress) → what is noted."""


def directed(action: str) -> Setup:
    """A setup whose shot asks for a stunt: its name and words, parted by spaces."""
    manifest = a_manifest()
    scene, shot = next(manifest.shots())
    return setup_for(manifest, scene, shot.model_copy(update={"action": action}))


def a_still(scratch: Path, action: str = "", backend: str = "stunts") -> Make:
    """The job to paint a keyframe for such a setup."""
    given = {"setup": directed(action).model_dump(mode="json"), "size": "96x54"}
    slate = Slate(kind=TakeKind.KEYFRAME, backend=backend, revision="1", seed=3, parameters=given)
    return Make(slate=slate, scratch=scratch)


@dataclass
class StuntPainter:
    """Paints a card after the stunt. Notes what it knows: its process, the sheet it read, how often it was closed."""

    further: dict[str, Stunt] = field(default_factory=dict)
    made: list[str] = field(default_factory=list)
    closed: int = 0
    read: list[str] = field(default_factory=list)

    @property
    def spec(self) -> BackendSpec:
        return BackendSpec("stunts", "stunts-1", "Apache-2.0")

    def prepare(self, setups: Iterable[Setup]) -> None:
        self.read = [setup.shot.action for setup in setups]

    def close(self) -> None:
        self.closed += 1

    def paint(self, request: KeyframeRequest, scratch: Path, progress: Progress) -> MadeFile:
        name, *words = request.setup.shot.action.split() or ["nothing"]
        noted = (STUNTS | self.further)[name](words, scratch, progress)
        self.made.append(request.setup.shot.action)
        known = {"process": os.getpid(), "read": self.read, "closed": self.closed, "made": list(self.made)}
        return MadeFile(CardPainter().paint(request, scratch, lambda _done, _steps: None).file, known | noted)


def _nothing(_words: list[str], _scratch: Path, _progress: Progress) -> dict[str, JsonValue]:
    return {}


def _steps(words: list[str], _scratch: Path, progress: Progress) -> dict[str, JsonValue]:
    for step in range(int(words[0])):
        progress(step + 1, int(words[0]))
    return {}


def _preview(words: list[str], scratch: Path, progress: Progress) -> dict[str, JsonValue]:
    progress(1, 2, scratch / words[0])  # type: ignore[call-arg]
    return {}


def _until(words: list[str], scratch: Path, progress: Progress) -> dict[str, JsonValue]:
    """Step on until the file is there; being stopped is not taken for a failure of one's own."""
    while not (scratch / words[0]).exists():
        try:
            progress(1, 2)
        except Exception as error:  # noqa: BLE001 - as some libraries do around their callbacks
            return {"caught": str(error)}
        time.sleep(0.005)
    return {}


def _silent(words: list[str], scratch: Path, progress: Progress) -> dict[str, JsonValue]:
    """Go on without a sign until the file is there."""
    progress(0, 1)
    while not (scratch / words[0]).exists():
        time.sleep(0.005)
    return {}


def _raising(words: list[str], scratch: Path, progress: Progress) -> dict[str, JsonValue]:
    """Come to grief over being stopped, or over something else just then."""
    _silent(words, scratch, progress)
    raise ValueError("stopped in the middle")


def _meet(words: list[str], scratch: Path, progress: Progress) -> dict[str, JsonValue]:
    """Say that one is there, and wait for the other: two of these end only side by side."""
    (scratch / words[0]).touch()
    return _until(words[1:], scratch, progress)


def _raise(words: list[str], scratch: Path, _progress: Progress) -> dict[str, JsonValue]:
    raise ERRORS[words[0]](scratch)


class Unspeakable(Exception):
    def __str__(self) -> str:
        raise RuntimeError("not even this")


ERRORS: dict[str, Callable[[Path], BaseException]] = {
    **{
        name: lambda _scratch, kind=kind: kind("It went wrong.", "Mend it.")
        for name, kind in vars(errors).items()
        if isinstance(kind, type) and issubclass(kind, errors.RushesError) and kind is not errors.BadPlan
    },
    "BadPlan": lambda _scratch: errors.BadPlan("It went wrong.", ("here: a", "there: b"), "Mend it."),
    "BadWeights": lambda _scratch: BadWeights("It went wrong.", "Mend it."),
    "full": lambda scratch: OSError(errno.ENOSPC, "No space left on device", str(scratch)),
    "unnumbered": lambda _scratch: OSError("cannot identify image file"),
    "ValueError": lambda _scratch: ValueError("seven \udcff"),
    "SystemExit": lambda _scratch: SystemExit(3),
    "unspeakable": lambda _scratch: Unspeakable(),
    "endless": lambda _scratch: KeyError("x" * 10_000_000),
}

STUNTS: dict[str, Stunt] = {
    "nothing": _nothing,
    "steps": _steps,
    "preview": _preview,
    "until": _until,
    "silent": _silent,
    "raising": _raising,
    "meet": _meet,
    "raise": _raise,
}
