"""The tape: a trace that answers in the tools' and the brain's place, and watches the path taken.

Answers are found by content and label, so that branches may run in any order. A strict tape
ends the run at the first difference. One that is not strict notes it and lets the real work be
done from there on.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, NoReturn, cast

from langgraph.errors import GraphBubbleUp
from langgraph.types import interrupt
from pydantic import JsonValue

from rushes import errors
from rushes.agents.recording import HERE, Listening, Looked, Made, Update, failure, listening, request_digest
from rushes.errors import BadPlan, BadTrace, Diverged, Interrupted, RushesError
from rushes.film.divergence import Divergence, text_difference, update_difference, values_difference
from rushes.film.take import Slate
from rushes.film.trace import CONTEXT, PIECE, PLAN, SCENE, TOKENS, Asked, Failure, Joined, Spoke, Trace
from rushes.film.trace import Made as Noted
from rushes.film.trace_path import FILM, Exchange, Path, Step, Word, path_of
from rushes.memory.vault import Kept

TAPE_ENDS = "the tape ends"
"""What a branch waits for that has come to where an unfinished trace stops."""

_NOTHING = "nothing more"


class Tape:
    """One replay of a trace. `tell` puts a person's word into the store when the path comes to it."""

    def __init__(self, trace: Trace, tell: Callable[[Spoke], None], *, strict: bool = True) -> None:
        self.path: Path = path_of(trace.events)
        self.ended = trace.ended
        self.strict = strict
        self.first: Divergence | None = None
        self.steps = 0
        self._tell = tell
        self._at: dict[str, int] = {}
        self._words: dict[str, list[Word]] = {}
        for word in self.path.words:
            self._words.setdefault(word.branch, []).append(word)
        self._labels: dict[str, list[Exchange]] = {}
        for exchange in self.path.exchanges:
            self._labels.setdefault(exchange.asked.label, []).append(exchange)
        self._asked: set[int] = set()
        self._answered: set[tuple[str, int]] = set()
        self._called: set[tuple[str, str, str]] = set()

    @property
    def chats(self) -> bool:
        """Whether a chat model was asked: then a brain that thinks with one is replayed."""
        return any(one.asked.label != PLAN for one in self.path.exchanges)

    async def step(self, node: str, state: Mapping[str, Any], work: Callable[[], Awaitable[Update]]) -> Update:
        """Hold a node to the path: which it is, what it answers, whether it waits or fails."""
        shot = str(state.get("shot", ""))
        expected = self._expected(shot, node)
        self._hear(shot, waited=False)
        try:
            if HERE.get():
                update = await work()
            else:
                with listening(Listening(_unheard, _no_time, node, shot)):
                    update = await work()
        except GraphBubbleUp:
            if expected and not expected.waited:
                self._differs(shot, node, "what it does", _told(expected), "it waits for a person", expected)
            raise
        except (BadTrace, Diverged, Interrupted):
            raise
        except RushesError as error:
            self._fell(shot, node, expected, failure(error))
            raise
        self._left(shot, node, expected, cast("dict[str, JsonValue]", dict(update)))
        return update

    def _expected(self, shot: str, node: str) -> Step | None:
        """The path's next step of the branch; an unfinished trace ends the branch where it ends itself."""
        steps, at = self.path.branches.get(shot, []), self._at.get(shot, 0)
        expected = steps[at] if at < len(steps) else None
        cut_off = not self._finished and (expected is None or (expected.open and not expected.waited))
        if cut_off and self.strict and not self.first:
            interrupt(TAPE_ENDS)
        if expected is None:
            self._differs(shot, node, "which node comes next", _NOTHING, node, None)
        elif expected.node != node:
            self._differs(shot, node, "which node comes next", expected.node, node, expected)
        return expected

    @property
    def _finished(self) -> bool:
        return self.ended is not None and self.ended.outcome == "done"

    def _fell(self, shot: str, node: str, expected: Step | None, error: Failure) -> None:
        if expected and (
            expected.error is None or (expected.error.kind, expected.error.title) != (error.kind, error.title)
        ):
            self._differs(shot, node, "what it does", _told(expected), f"it fails: {error}", expected)
        self._on(shot)

    def _left(self, shot: str, node: str, expected: Step | None, update: dict[str, JsonValue]) -> None:
        if expected and expected.update is None and not self._cut_off_answering(shot, expected):
            self._differs(shot, node, "what it does", _told(expected), f"it answers {update!r}", expected)
        elif (
            expected
            and expected.update is not None
            and expected.update != update
            and (difference := update_difference(expected.update or {}, update))
        ):
            self._differs(shot, node, *difference, expected)
        self._on(shot)

    def _cut_off_answering(self, shot: str, expected: Step) -> bool:
        """Whether the trace ends in the moment in which a person's answer was being taken in."""
        return not self._finished and expected.waited and (shot, self._at.get(shot, 0)) in self._answered

    def _on(self, shot: str) -> None:
        self._at[shot] = self._at.get(shot, 0) + 1
        self.steps += 1

    def _hear(self, branch: str, *, waited: bool) -> bool:
        """Pass on the words that were found before the branch's next step; whether there was one."""
        left = self._words.get(branch)
        if not left:
            return False
        at = self._at.get(branch, 0)
        due = [word for word in left if _is_due(word, at, waited=waited)]
        self._words[branch] = [word for word in left if word not in due]
        for word in due:
            self._answered.add((branch, at))
            self._tell(word.said)
        return bool(due)

    def answers(self, branch: str) -> bool:
        """A branch waits: pass on what people said then, if they did."""
        return self._hear(branch, waited=True)

    def over(self, waiting: set[str]) -> None:
        """The run has come to its end, but for `waiting` branches: what the trace did after that is missing."""
        for shot, steps in self.path.branches.items():
            at = self._at.get(shot, 0)
            if at < len(steps) and shot not in waiting and (self._finished or not steps[at].open):
                self._differs(shot, steps[at].node, "which node comes next", steps[at].node, _NOTHING, steps[at])

    async def take(self, shot: str, slate: Slate, key: str, work: Callable[[], Awaitable[Made]]) -> Made:
        """The take on the tape."""
        label = (shot, slate.kind.value, key)
        found = self.path.calls.get(label)
        if found is None:
            self._unknown_take(shot, slate, key)
            return await work()
        self._called.add(label)
        if found.slate != slate:
            self._other_slate(shot, found.slate, slate)
        if found.error:
            raise raised(found.error)
        made = cast("Noted", found.made)
        seconds = found.seconds if made.seconds is None else made.seconds
        return Made(Kept(made.sha256, made.suffix, made.size), made.measures, seconds, made.settled)

    def _unknown_take(self, shot: str, slate: Slate, key: str) -> None:
        """A slate that the trace does not know: show where it differs from the one that stood in its place."""
        others = [
            call
            for label, call in self.path.calls.items()
            if label[:2] == (shot, slate.kind.value) and label not in self._called and call.slate
        ]
        node = self._node(shot)
        if not others or not others[0].slate:
            self._differs(shot, node, f"the {slate.kind}", "no such call", f"a call with the key {key[:12]}", None)
        else:
            self._other_slate(shot, others[0].slate, slate)

    def _other_slate(self, shot: str, before: Slate | None, slate: Slate) -> None:
        noted = cast("JsonValue", before.model_dump(mode="json") if before else None)
        where, expected, got = values_difference(noted, cast("JsonValue", slate.model_dump(mode="json")))
        about = f"the {slate.kind}'s slate{where and f', {where}'}"
        self._differs(shot, self._node(shot), about, expected, got, None)

    async def look(self, key: str, work: Callable[[], Awaitable[Looked]]) -> Looked:
        """The look on the tape."""
        found = self.path.calls.get((FILM, SCENE, key))
        if found is None:
            self._differs(FILM, self._node(FILM), "the looks at scenes", "no such look", f"a look {key[:12]}", None)
            return await work()
        if found.error:
            raise raised(found.error)
        made = cast("Noted", found.made)
        return Kept(made.sha256, made.suffix, made.size), made.measures

    async def word(self, node: str, shot: str, wait: Callable[[], Awaitable[bool]]) -> bool:  # noqa: ARG002
        """Never at once: the node waits at its interrupt, and the tape has what was said then."""
        return False

    async def piece(self, key: str, work: Callable[[], Awaitable[Kept]]) -> Kept:
        """The piece on the tape."""
        found = self.path.calls.get((FILM, PIECE, key))
        if found is None:
            self._differs(FILM, self._node(FILM), "the cut's pieces", "no such piece", f"a piece {key[:12]}", None)
            return await work()
        if found.error:
            raise raised(found.error)
        made = cast("Noted", found.made)
        return Kept(made.sha256, made.suffix, made.size)

    async def cut(self, pieces: tuple[str, ...], work: Callable[[], Awaitable[str]]) -> str:
        """The film on the tape."""
        found = self.path.cuts.get(pieces)
        if found is None:
            last: list[Joined] = list(self.path.cuts.values())[-1:]
            before = list(last[0].pieces) if last else []
            where, expected, got = values_difference(cast("JsonValue", before), cast("JsonValue", list(pieces)))
            self._differs(FILM, self._node(FILM), f"the cut's pieces {where}", expected, got, None)
            return await work()
        if found.error:
            raise raised(found.error)
        return found.sha256 or ""

    def asked(self, label: str, request: str) -> Asked | None:
        """The answer to an exchange, by its label and content; None only on a tape that is not strict."""
        digest = request_digest(request)
        known = self._labels.get(label, [])
        same = [one for one in known if one.asked.digest == digest]
        fresh = sorted((one for one in same if one.line not in self._asked), key=lambda one: (one.again, one.line))
        if fresh:
            self._asked.add(fresh[0].line)
            return fresh[0].asked
        if same and (label in {CONTEXT, TOKENS} or self.path.sitting):  # a later sitting recalls what it asked before
            return same[0].asked
        here = HERE.get()
        shot, node = (here.shot, here.node) if here else (FILM, "")
        others = [one for one in known if one.line not in self._asked]
        if same:
            self._differs(shot, node, f"the exchange {label}", "asked no more", "asked once more", None)
        elif others:
            where, expected, got = text_difference(others[0].asked.request, request)
            self._differs(shot, node, f"the prompt of {label}, {where}", expected, got, None, others[0].line)
        else:
            self._differs(shot, node, f"the exchange {label}", "no such exchange", "it is asked", None)
        return None

    def _node(self, shot: str) -> str:
        here = HERE.get()
        return here.node if here else self.path.branches[shot][-1].node

    def _differs(
        self, shot: str, node: str, about: str, expected: str, got: str, step: Step | None, line: int | None = None
    ) -> None:
        """Note the first difference; a strict tape goes no further."""
        if self.first is None:
            at = self._at.get(shot, 0) + 1
            self.first = Divergence(shot, at, node, about, expected, got, step.line if step else line)
        if self.strict:
            self._end(self.first)

    def _end(self, divergence: Divergence) -> NoReturn:
        raise Diverged(
            f"This run takes another path than its trace.\n{divergence}",
            "\nIf that is meant, record the trace again.",
        )


def _is_due(word: Word, at: int, *, waited: bool) -> bool:
    return word.step < at or (word.step == at and (waited or not word.waited))


def _told(step: Step) -> str:
    if step.error:
        return f"it fails: {step.error}"
    if step.update is not None:
        return f"it answers {step.update!r}"
    return "it waits for a person" if step.waited else "it was cut off"


def raised(noted: Failure) -> RushesError:
    """The error that was noted, as the class it was where that is loaded, else as the one it comes from."""
    classes = {one.__name__: one for one in _subclasses(RushesError)}
    found: object = classes.get(noted.kind) or getattr(errors, noted.family, None)
    kind = found if isinstance(found, type) and issubclass(found, RushesError) else RushesError
    if issubclass(kind, BadPlan):
        return BadPlan(noted.title, (), noted.way_out)
    error = kind.__new__(kind)
    RushesError.__init__(error, noted.title, noted.way_out)
    return error


def _subclasses(kind: type[RushesError]) -> list[type[RushesError]]:
    return [kind, *(deeper for one in kind.__subclasses__() for deeper in _subclasses(one))]


def _unheard(_asked: object) -> None:
    """A replay writes nothing down."""


def _no_time() -> float:
    return 0.0
