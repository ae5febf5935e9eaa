"""Watching a run: what a production's trace is told, and the recorder that writes it down.

A production has something of this form in `trace`: nothing that listens, a recorder, or in a
replay the tape that answers in the tools' place.
"""

import hashlib
import time
from collections.abc import Awaitable, Callable, Generator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar, cast

from langgraph.errors import GraphBubbleUp
from pydantic import JsonValue

from rushes.errors import Interrupted, RushesError
from rushes.film import trace
from rushes.film.take import Slate
from rushes.memory.vault import Kept

Update = TypeVar("Update", bound=Mapping[str, Any])
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Made:
    """What a tool made: the kept file, how it measured, the seconds it took, and what the tool noted."""

    kept: Kept
    measures: Mapping[str, float]
    seconds: float
    settled: Mapping[str, JsonValue] = field(default_factory=dict[str, JsonValue])


Looked = tuple[Kept, Mapping[str, float]]
"""A scene's contact sheet, and what was measured."""


class Tracing(Protocol):
    """Stands between the graph and its work. `shot` is empty where a call is about the whole film."""

    async def step(self, node: str, state: Mapping[str, Any], work: Callable[[], Awaitable[Update]]) -> Update:
        """A node's update."""
        ...

    async def take(self, shot: str, slate: Slate, key: str, work: Callable[[], Awaitable[Made]]) -> Made:
        """A take as its tool made it; `key` is its slate's. Raises ToolFailed."""
        ...

    async def look(self, key: str, work: Callable[[], Awaitable[Looked]]) -> Looked:
        """A look at a scene: its sheet and its measures. Raises ToolFailed."""
        ...

    async def word(self, node: str, shot: str, wait: Callable[[], Awaitable[bool]]) -> bool:
        """Whether a person decided about a shot while its node waited for them."""
        ...

    async def piece(self, key: str, work: Callable[[], Awaitable[Kept]]) -> Kept:
        """A piece of the cut. Raises ToolFailed."""
        ...

    async def cut(self, pieces: tuple[str, ...], work: Callable[[], Awaitable[str]]) -> str:
        """The sha256 of the film joined from these media. Raises ToolFailed."""
        ...


class Untraced:
    """Nobody listens: work is done and that is all."""

    async def step(self, node: str, state: Mapping[str, Any], work: Callable[[], Awaitable[Update]]) -> Update:  # noqa: ARG002
        """The node's own update."""
        return await work()

    async def take(self, shot: str, slate: Slate, key: str, work: Callable[[], Awaitable[Made]]) -> Made:  # noqa: ARG002
        """The tool's own take."""
        return await work()

    async def look(self, key: str, work: Callable[[], Awaitable[Looked]]) -> Looked:  # noqa: ARG002
        """The studio's own look."""
        return await work()

    async def word(self, node: str, shot: str, wait: Callable[[], Awaitable[bool]]) -> bool:  # noqa: ARG002
        """Whoever is at hand."""
        return await wait()

    async def piece(self, key: str, work: Callable[[], Awaitable[Kept]]) -> Kept:  # noqa: ARG002
        """The editor's own piece."""
        return await work()

    async def cut(self, pieces: tuple[str, ...], work: Callable[[], Awaitable[str]]) -> str:  # noqa: ARG002
        """The editor's own film."""
        return await work()


@dataclass(frozen=True, slots=True)
class Listening:
    """Who hears a brain's exchanges, and in which node of which shot they are.

    `before` holds the answers of the run's earlier sittings, by label and digest: nothing is asked twice.
    """

    hear: Callable[[trace.Asked], None]
    now: Callable[[], float]
    node: str
    shot: str
    before: Mapping[tuple[str, str], str] = field(default_factory=dict[tuple[str, str], str])


HERE: ContextVar[Listening | None] = ContextVar("HERE", default=None)
"""Where the running node is: an exchange deep inside a brain finds its recorder here."""


@contextmanager
def listening(to: Listening) -> Generator[None]:
    """Exchanges inside are heard there."""
    token = HERE.set(to)
    try:
        yield
    finally:
        HERE.reset(token)


def heard(label: str, request: str, answer: str, error: RushesError | None, seconds: float) -> None:
    """Tell whoever listens of an exchange. Outside a run nobody does."""
    here = HERE.get()
    if here:
        asked = trace.Asked(
            t=here.now(),
            label=label,
            shot=here.shot,
            node=here.node,
            digest=request_digest(request),
            request=written(request),
            answer=answer,
            error=failure(error) if error else None,
            seconds=round(seconds, 6),
        )
        here.hear(asked)


def recalled(label: str, request: str) -> str | None:
    """The answer to an exchange that an earlier sitting of the run already had."""
    here = HERE.get()
    return here.before.get((label, request_digest(request))) if here and here.before else None


def request_digest(request: str) -> str:
    """The sha256 of what was asked."""
    return hashlib.sha256(written(request).encode()).hexdigest()


def written(text: str) -> str:
    """The text as a file can hold it: what is no character stands as its code."""
    return text.encode(errors="backslashreplace").decode()


def failure(error: RushesError) -> trace.Failure:
    """An error of ours as a trace keeps it."""
    family = next(one for one in type(error).__mro__ if one.__module__ == RushesError.__module__)
    return trace.Failure(
        kind=type(error).__name__, family=family.__name__, title=written(error.title), way_out=written(error.way_out)
    )


def attempt_of(node: str, state: Mapping[str, Any]) -> int:
    """Which attempt a node is at: clips count their own, everything else counts stills."""
    return int(state.get("clip_attempt" if node in {"motion", "judge_clip"} else "keyframe_attempt", 0))


def digest_of(state: Mapping[str, Any]) -> str:
    """Sixteen hex digits that say whether a node was given the same state before."""
    return hashlib.blake2b(repr(sorted(state.items())).encode(), digest_size=8).hexdigest()


class Recorder:
    """Writes down what happens, a line each, through `write`. `clock` gives seconds from any start.

    `before` holds the answers of earlier sittings, as in `Listening`.
    """

    def __init__(
        self,
        write: Callable[[trace.Event], None],
        clock: Callable[[], float] = time.monotonic,
        before: Mapping[tuple[str, str], str] | None = None,
    ) -> None:
        self.write = write
        self.before = before or {}
        self._clock = clock
        self._began = clock()
        self._waiting: set[tuple[str, str]] = set()

    def now(self) -> float:
        """Seconds since the sitting began."""
        return round(self._clock() - self._began, 6)

    async def step(self, node: str, state: Mapping[str, Any], work: Callable[[], Awaitable[Update]]) -> Update:
        """Enter, then leave, wait, or fall; a stop leaves the node for the next sitting."""
        shot, attempt = str(state.get("shot", "")), attempt_of(node, state)
        given = digest_of(state)
        self.write(trace.Entered(t=self.now(), node=node, shot=shot, attempt=attempt, state=given))
        try:
            with listening(Listening(self.write, self.now, node, shot, self.before)):
                update = await work()
        except GraphBubbleUp:
            self._waits(node, shot)
            raise
        except Interrupted:
            raise
        except RushesError as error:
            self.write(trace.Left(t=self.now(), node=node, shot=shot, attempt=attempt, error=failure(error)))
            raise
        finally:
            self._waiting.discard((node, shot))
        said = cast("dict[str, JsonValue]", dict(update))
        self.write(trace.Left(t=self.now(), node=node, shot=shot, attempt=attempt, update=said))
        return update

    async def take(self, shot: str, slate: Slate, key: str, work: Callable[[], Awaitable[Made]]) -> Made:
        """The tool's own take, noted."""

        def noted(made: Made | None, error: trace.Failure | None, seconds: float) -> trace.Called:
            kept = made and _made(made.kept, made.measures, made.settled, made.seconds)
            return self._called(shot, slate.kind.value, key, slate, kept, error, seconds)

        return await self._noted(work, noted)

    async def word(self, node: str, shot: str, wait: Callable[[], Awaitable[bool]]) -> bool:
        """Whoever is at hand; that the node waits is noted first, and what they say by whoever hears it."""
        self._waits(node, shot)
        return await wait()

    def _waits(self, node: str, shot: str) -> None:
        """Noted once a wait: a node that nobody answered goes on to its interrupt."""
        if (node, shot) not in self._waiting:
            self._waiting.add((node, shot))
            self.write(trace.Waited(t=self.now(), node=node, shot=shot))

    async def look(self, key: str, work: Callable[[], Awaitable[Looked]]) -> Looked:
        """The studio's own look, noted."""

        def noted(looked: Looked | None, error: trace.Failure | None, seconds: float) -> trace.Called:
            kept = looked and _made(looked[0], looked[1], {})
            return self._called("", trace.SCENE, key, None, kept, error, seconds)

        return await self._noted(work, noted)

    async def piece(self, key: str, work: Callable[[], Awaitable[Kept]]) -> Kept:
        """The editor's own piece, noted."""

        def noted(kept: Kept | None, error: trace.Failure | None, seconds: float) -> trace.Called:
            return self._called("", trace.PIECE, key, None, kept and _made(kept, {}, {}), error, seconds)

        return await self._noted(work, noted)

    async def cut(self, pieces: tuple[str, ...], work: Callable[[], Awaitable[str]]) -> str:
        """The editor's own film, noted."""

        def noted(sha256: str | None, error: trace.Failure | None, seconds: float) -> trace.Joined:
            return trace.Joined(t=self.now(), pieces=pieces, sha256=sha256, error=error, seconds=seconds)

        return await self._noted(work, noted)

    async def _noted(
        self,
        work: Callable[[], Awaitable[Result]],
        noted: Callable[[Result | None, trace.Failure | None, float], trace.Event],
    ) -> Result:
        began = self._clock()
        try:
            result = await work()
        except Interrupted:
            raise
        except RushesError as error:
            self.write(noted(None, failure(error), round(self._clock() - began, 6)))
            raise
        self.write(noted(result, None, round(self._clock() - began, 6)))
        return result

    def _called(
        self,
        shot: str,
        kind: str,
        key: str,
        slate: Slate | None,
        made: trace.Made | None,
        error: trace.Failure | None,
        seconds: float,
    ) -> trace.Called:
        return trace.Called(
            t=self.now(), shot=shot, kind=kind, key=key, slate=slate, made=made, error=error, seconds=seconds
        )


def _made(
    kept: Kept, measures: Mapping[str, float], settled: Mapping[str, JsonValue], seconds: float | None = None
) -> trace.Made:
    return trace.Made(
        sha256=kept.sha256,
        suffix=kept.suffix,
        size=kept.size,
        measures=dict(measures),
        settled=dict(settled),
        seconds=seconds,
    )
