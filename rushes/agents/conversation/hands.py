"""What a conversation may do to a project: the director's hands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from rushes.film.manifest import SceneManifest
from rushes.film.take import Take
from rushes.memory.plans import Plan
from rushes.memory.shots import ShotStanding

Back = Literal["change", "undo"]
"""What `undo` takes back: the last change, or the last undo."""


@dataclass(frozen=True, slots=True)
class Revised:
    """A new revision: the shots whose takes went stale with it, and the change's number in the history."""

    revision: int
    stale: tuple[str, ...]
    change: int


@dataclass(frozen=True, slots=True)
class Pace:
    """What a shot takes on this machine, measured: seconds of work a shot, the takes that say so, how many at once."""

    seconds: float
    takes: int
    backend: str
    at_once: int

    def wait(self, shots: int) -> float:
        """Seconds until that many shots are made."""
        return self.seconds * shots / max(1, min(self.at_once, shots))


@dataclass(frozen=True, slots=True)
class Shooting:
    """What a run of the crew ended with: how many takes it made and the film's length in seconds, if there is one."""

    takes: int
    film_seconds: float | None


@dataclass(frozen=True, slots=True)
class Film:
    """A cut: where the film stands in the project's folder, how long it runs, and the shots that are not in it."""

    file: str
    seconds: float
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WentBack:
    """What was undone, in its own words, and the shots that stand differently now."""

    what: str
    changed: tuple[str, ...]
    change: int


class Hands(Protocol):
    """A project, open for one message. Every method is finished and kept when it returns."""

    def plan(self) -> Plan:
        """The plan in force. Raises BadProject when there is none."""
        ...

    def source(self) -> str:
        """The story's text."""
        ...

    def board(self) -> Sequence[ShotStanding]:
        """Where every shot of the plan stands, in film order."""
        ...

    def used_numbers(self) -> frozenset[str]:
        """Every shot number that was ever given."""
        ...

    def takes(self, shot: str) -> Sequence[Take]:
        """A shot's takes, oldest first."""
        ...

    def failures(self, shot: str) -> Sequence[str]:
        """Why attempts at a shot made no take."""
        ...

    def revise(self, manifest: SceneManifest, what: str, renamed: Mapping[str, str]) -> Revised:
        """Make an edited plan the plan; renamed shots keep their takes. `what` names the change. Raises BadPlan."""
        ...

    def approve(self, shots: Sequence[str]) -> int:
        """Approve shots; the change's number. Raises NoSuchShot for one that has nothing to look at."""
        ...

    def send_back(self, shots: Sequence[str], note: str, *, rejected: bool) -> int:
        """Have shots made again, with a note when they are rejected; the change's number."""
        ...

    def reads_prompts(self) -> bool:
        """Whether what is painted or moved comes from prompts, so that notes and the style show in it."""
        ...

    def former(self) -> Mapping[str, str]:
        """Numbers that shots of the plan went by before they moved, with those they go by now."""
        ...

    def approve_plan(self) -> int:
        """Approve the plan in force; its revision. Raises BadProject when there is none."""
        ...

    def pace(self) -> Pace | None:
        """What a shot takes here; None while nothing was measured."""
        ...

    def shoot(self, shots: Sequence[str]) -> Shooting:
        """Shoot, judge and cut. All that has work when the list is empty. Raises Interrupted, WaitsForPerson."""
        ...

    def cut(self) -> Film:
        """Join the circle takes. Raises BadProject when nothing is shot."""
        ...

    def replan(self) -> Plan:
        """Plan afresh from the source. Raises BadSource, AgentMayRetry."""
        ...

    def changes(self) -> Sequence[str]:
        """What `undo` would take back, one after another, in words."""
        ...

    def undo(self, back: Back) -> WentBack:
        """Take back the last change, or the last undo. Raises UserMustFix when there is none."""
        ...
