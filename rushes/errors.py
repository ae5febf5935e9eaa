"""Every error rushes raises on purpose, as one tree.

    RushesError
    ├── AgentMayRetry      a brain's answer can't be used; asking again may help
    │   └── BadPlan            a manifest or plan that does not hold, with every fault listed
    ├── ToolFailed         a painter, mover, editor or scorer could not do its work
    │   └── BadMedia           what a tool made does not decode, or is not what was asked for
    ├── UserMustFix        exit code 3: the person at the keyboard has the next move
    │   ├── BadSource          the story can't be read
    │   ├── BadProject         the project folder is missing, foreign, damaged or newer than this rushes
    │   ├── ProjectBusy        another process holds the project
    │   ├── NoSuchShot         a scene, shot or take that the project does not have
    │   ├── BadTrace           a trace that is damaged, or newer than this rushes
    │   ├── Diverged           a replay took another path than its trace
    │   ├── DeviceLost         no device is left that could do the work
    │   └── DiskTrouble        full, read-only or failing storage
    ├── WaitsForPerson     exit code 4: the run stands at an approval
    ├── BudgetSpent        exit code 5: a limit the user set was reached
    ├── Interrupted        exit code 130: Ctrl-C, after the step in hand
    └── Bug                exit code 1: rushes broke a promise of its own

An error carries a title (one sentence: what is wrong) and a way out (one sentence: what to do).
The command line prints both and no traceback. Secrets of the environment never stand in them.
"""

from typing import ClassVar

from rushes.discretion import discreet


class RushesError(Exception):
    """The root. `title` says what is wrong, `way_out` what to do about it."""

    exit_code: ClassVar[int] = 1

    def __init__(self, title: str, way_out: str = "") -> None:
        self.title = discreet(title)
        self.way_out = discreet(way_out)
        super().__init__(self.title)

    def __str__(self) -> str:
        return f"{self.title} {self.way_out}".strip()


class AgentMayRetry(RushesError):
    """A brain's answer can't be used; asking once more, with the reason, may help."""

    exit_code = 3


class BadPlan(AgentMayRetry):
    """A manifest that does not hold. `faults` lists each as 'where: what is wrong'."""

    def __init__(self, title: str, faults: tuple[str, ...], way_out: str = "") -> None:
        super().__init__(title, way_out)
        self.faults = tuple(map(discreet, faults))

    def __str__(self) -> str:
        return "\n".join([self.title, *(f"  - {fault}" for fault in self.faults), self.way_out]).rstrip()


class ToolFailed(RushesError):
    """A tool could not do its work; the crew may try another seed or backend."""

    exit_code = 3


class BadMedia(ToolFailed):
    """A file a tool made does not decode, or is not what was asked for."""


class UserMustFix(RushesError):
    """The person at the keyboard has the next move."""

    exit_code = 3


class BadSource(UserMustFix):
    """The story can't be read."""


class BadProject(UserMustFix):
    """The project folder is missing, foreign, damaged or newer than this rushes."""


class ProjectBusy(UserMustFix):
    """Another process holds the project."""


class NoSuchShot(UserMustFix):
    """A scene, shot or take that the project does not have."""


class BadTrace(UserMustFix):
    """A trace that is damaged, or newer than this rushes."""


class Diverged(UserMustFix):
    """A replay took another path than its trace."""


class DeviceLost(UserMustFix):
    """Every device that could do the work is lost; a fresh process may find it again."""


class DiskTrouble(UserMustFix):
    """Full, read-only or failing storage."""


class WaitsForPerson(RushesError):
    """The run stands at an approval; nothing is lost and nothing is wrong."""

    exit_code = 4


class BudgetSpent(RushesError):
    """A limit the user set was reached."""

    exit_code = 5


class Interrupted(RushesError):
    """Ctrl-C: the step in hand was finished and committed, the rest waits."""

    exit_code = 130


class Bug(RushesError):
    """rushes broke a promise of its own."""
