"""The path a run took, branch by branch: what a replay is held to.

A branch is a shot's number, or "" for the film's own nodes. A node that was entered, cut off by a
kill and entered again is one step; so is one that waited for a person and was entered again.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from rushes.film.trace import (
    Asked,
    Called,
    Entered,
    Event,
    Failure,
    Joined,
    Left,
    Resumed,
    Spoke,
    Trace,
    Update,
    Waited,
)

FILM = ""

_LAST = "done"
"""The node that ends a shot's branch."""


@dataclass(slots=True)
class Step:
    """A node's turn. `update` is None while it has not left; `line` is where the file says so."""

    node: str
    attempt: int
    state: str
    line: int
    update: Update | None = None
    error: Failure | None = None
    waited: bool = False

    @property
    def open(self) -> bool:
        """Whether it never came to an end."""
        return self.update is None and self.error is None


@dataclass(frozen=True, slots=True)
class Word:
    """A person's word, and where in its branch it was found: at which step, and whether that step waited for it."""

    said: Spoke
    branch: str
    step: int
    waited: bool


@dataclass(slots=True)
class Exchange:
    """An exchange with a brain. `again`: the node it stood in was cut off and entered once more."""

    asked: Asked
    line: int
    again: bool = False


@dataclass(slots=True)
class Path:
    """A trace as branches of steps, with the answers that the steps were given."""

    branches: dict[str, list[Step]] = field(default_factory=dict[str, list[Step]])
    words: list[Word] = field(default_factory=list[Word])
    exchanges: list[Exchange] = field(default_factory=list[Exchange])
    calls: dict[tuple[str, str, str], Called] = field(default_factory=dict[tuple[str, str, str], Called])
    cuts: dict[tuple[str, ...], Joined] = field(default_factory=dict[tuple[str, ...], Joined])
    sitting: int = 0
    _seen: dict[str, int] = field(default_factory=dict[str, int])

    def take_in(self, line: int, event: Event) -> None:
        """Add a line of the file."""
        match event:
            case Entered():
                self._enter(line, event)
            case Left():
                self._leave(line, event)
            case Waited():
                self._wait(event)
            case Spoke():
                self.words.append(self._word(event))
            case Resumed():
                self.sitting += 1
            case Asked():
                self.exchanges.append(Exchange(event, line))
            case Called():
                self.calls[event.shot, event.kind, event.key] = event
            case Joined():
                self.cuts[event.pieces] = event
            case _:
                pass

    def _enter(self, line: int, event: Entered) -> None:
        steps = self.branches.setdefault(event.shot, [])
        if self._seen.get(event.shot, self.sitting) != self.sitting:
            self._rewind(steps, event)
        self._seen[event.shot] = self.sitting
        if not (steps and steps[-1].open and (steps[-1].node, steps[-1].state) == (event.node, event.state)):
            steps.append(Step(event.node, event.attempt, event.state, line))

    def _rewind(self, steps: list[Step], event: Entered) -> None:
        """A new sitting begins where the last checkpoint stood: what was done after it is done again."""
        for index in reversed(range(len(steps))):
            if (steps[index].node, steps[index].state) == (event.node, event.state):
                first = steps[index].line
                for exchange in self.exchanges:
                    exchange.again |= exchange.asked.shot == event.shot and exchange.line > first
                waited = steps[index].waited
                steps[index:] = [Step(event.node, event.attempt, event.state, first, waited=waited)]
                return

    def _leave(self, line: int, event: Left) -> None:
        steps = self.branches.setdefault(event.shot, [])
        if steps and steps[-1].open and steps[-1].node == event.node:
            steps[-1].update, steps[-1].error = (None if event.error else event.update), event.error
            steps[-1].line = line
        else:  # a line is missing before: the replay will say where
            steps.append(Step(event.node, event.attempt, "", line, event.update, event.error))

    def _wait(self, event: Waited) -> None:
        steps = self.branches.get(event.shot)
        if steps and steps[-1].open:
            steps[-1].waited = True

    def _word(self, said: Spoke) -> Word:
        """A word about a shot whose branch has not begun, or is over, was heard by the film's own node."""
        own = self.branches.get(said.shot)
        branch = said.shot if own and not (own[-1].node == _LAST and not own[-1].open) else FILM
        steps = self.branches.get(branch, [])
        if steps and steps[-1].open:
            return Word(said, branch, len(steps) - 1, steps[-1].waited)
        return Word(said, branch, len(steps), waited=False)


def path_of(events: Iterable[Event]) -> Path:
    """The path of a trace's events."""
    path = Path()
    for line, event in enumerate(events, start=2):
        path.take_in(line, event)
    return path


def standing(trace: Trace) -> tuple[Path, dict[str, int], set[str]]:
    """The path so far, how often people sent each shot back, and which shots they approved in this run."""
    path = path_of(trace.events)
    rounds = {one.number: one.rounds for one in trace.begin.board}
    approved: set[str] = set()
    for word in path.words:
        rounds[word.said.shot] = max(word.said.rounds, rounds.get(word.said.shot, 0))
        if word.said.word == "approve":
            approved.add(word.said.shot)
        else:
            approved.discard(word.said.shot)
    return path, rounds, approved
