"""The conversation with the director: one message at a time, on a project that is open only for that long."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any, cast

from langgraph.checkpoint.memory import InMemorySaver
from langgraph.types import Command

from rushes.agents.conversation.calls import Call, Done, Heard
from rushes.agents.conversation.plain_words import WHAT_COUNTS, yes_or_no
from rushes.agents.conversation.remembered import talked_about
from rushes.agents.conversation.state import CallRow, ChatState, fresh
from rushes.agents.conversation.talk import Consent, Talk, Talker
from rushes.agents.conversation.turn import NO
from rushes.agents.house.commands.director import HouseDirector
from rushes.agents.production import Event
from rushes.errors import RushesError
from rushes.graph import build_chat
from rushes.memory.messages import Message
from rushes.memory.project import Project, open_for_writing
from rushes.service.crew import Produce, now, production_of
from rushes.service.hands import ProjectHands

_REMEMBERED = 40
"""Messages of the talk before that a brain may see."""

_LONGEST = 20_000
"""Characters of a message that are kept."""

_TAKEN_AS_NO = f"That is neither yes nor no, so it is left as it is. {WHAT_COUNTS}\n"

_STEPS = 200
"""More steps than the rounds and calls of a message take: more is a bug."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of a message. `question` waits for a yes or no; `failed` when something asked for was not done."""

    answer: str
    calls: tuple[tuple[Call, Done], ...]
    revision: int | None
    question: str = ""
    failed: bool = False

    @property
    def changed(self) -> tuple[str, ...]:
        """The shots that the calls changed, each once."""
        return tuple(dict.fromkeys(number for _, done in self.calls for number in done.changed))


@dataclass(slots=True)
class _Minutes:
    """What is heard of a turn, kept until it is over."""

    hear: Callable[[Heard], None]
    says: list[str] = field(default_factory=list[str])
    calls: list[tuple[Call, Done]] = field(default_factory=list[tuple[Call, Done]])
    lost: bool = False

    def take(self, heard: Heard) -> None:
        if heard.kind == "says":
            self.says.append(heard.text)
        elif heard.kind == "does" and heard.call and heard.done:
            self.calls.append((heard.call, heard.done))
        self.lost = self.lost or heard.kind == "lost"
        self.hear(heard)


class Conversation:
    """A person and the director, about one project.

    `talker` is the brain (the house rules when None), `hear` gets what happens as it happens, `watch`
    the crew's steps while it shoots. `opening` opens the project for writing, for one message.
    """

    def __init__(
        self,
        folder: Path,
        *,
        talker: Talker | None = None,
        consent: Consent = Consent.ASK,
        hear: Callable[[Heard], None] = lambda _heard: None,
        watch: Callable[[Event], None] = lambda _event: None,
        produce: Produce = production_of,
        opening: Callable[[Path], AbstractContextManager[Project]] = open_for_writing,
    ) -> None:
        self.folder = folder
        self.opening = opening
        self.talker = talker or HouseDirector()
        self.consent = consent
        self.hear = hear
        self.watch = watch
        self.produce = produce
        self._graph = build_chat(InMemorySaver())
        self._turns = count(1)
        self._thread = ""

    def say(self, message: str) -> Reply:
        """Answer a person's message. A yes or no to a question that waits is taken as that, anything else as a no.

        Raises BadProject, ProjectBusy, Interrupted, and what the brain raises.
        """
        with self.opening(self.folder) as project:
            history = project.store.messages.last(_REMEMBERED)
            waiting = _waiting(history)
            word = yes_or_no(message) if waiting else None
            project.store.messages.add("person", message[:_LONGEST], now())
            if waiting and word is False:
                return self._leave(project)
            self._thread = f"turn-{next(self._turns)}"
            said = message[:_LONGEST]
            if waiting and word:
                return self._turn(project, fresh(said, waiting, history[-1].text), tuple(history))
            return self._turn(project, fresh(said), tuple(history), _TAKEN_AS_NO if waiting else "")

    def decide(self, *, yes: bool) -> Reply:
        """A person's word on the question of the last reply. Raises as `say` does."""
        with self.opening(self.folder) as project:
            history = project.store.messages.last(_REMEMBERED)
            project.store.messages.add("person", "yes" if yes else "no", now())
            command: Command[Any] = Command(resume=history[-1].text if yes and history else NO)
            return self._turn(project, command, tuple(history))

    def _leave(self, project: Project) -> Reply:
        text = "Left as it is."
        self.hear(Heard("says", text))
        project.store.messages.add("director", text, now())
        return Reply(text, (), _revision(project))

    def _turn(
        self, project: Project, given: ChatState | Command[Any], history: tuple[Message, ...], first: str = ""
    ) -> Reply:
        minutes = _Minutes(self.hear)
        if first:
            minutes.take(Heard("says", first))
        hands = ProjectHands(project, self.produce, self.watch)
        shots = [one.number for one in project.store.shots.all()]
        talk = Talk(self.talker, hands, self.consent, history, talked_about(history, shots), minutes.take)
        config: Any = {"configurable": {"thread_id": self._thread}, "recursion_limit": _STEPS}
        try:
            ended = cast("dict[str, Any]", self._graph.invoke(given, config, context=talk))
        except (RushesError, KeyboardInterrupt) as error:
            stopped = "stopped" if isinstance(error, KeyboardInterrupt) else str(error)
            _write_down(project, minutes, f"({stopped})", None)
            raise
        waits = [interrupt.value for interrupt in ended.get("__interrupt__", ())]
        question = str(waits[0]["question"]) if waits else ""
        answer = "".join(minutes.says)
        _write_down(project, minutes, answer, waits[0] if waits else None)
        failed = minutes.lost or any(done.failed for _, done in minutes.calls)
        return Reply(answer, tuple(minutes.calls), _revision(project), question, failed)


def _write_down(project: Project, minutes: _Minutes, answer: str, waits: dict[str, Any] | None) -> None:
    messages = project.store.messages
    for call, done in minutes.calls:
        data = {
            "tool": call.tool,
            "arguments": dict(call.arguments),
            "about": list(done.about[:200]),
            "changed": list(done.changed[:200]),
            "failed": done.failed,
        }
        messages.add("tool", done.text[:_LONGEST], now(), json.dumps(data))
    if answer:
        messages.add("director", answer[:_LONGEST], now())
    if waits:
        messages.add("director", waits["question"], now(), json.dumps({"waits": waits["call"]}))


def _waiting(history: list[Message]) -> CallRow | None:
    """The call that the last message asked about."""
    if not history or history[-1].role != "director" or not history[-1].data:
        return None
    waits = json.loads(history[-1].data).get("waits")
    if not waits:
        return None
    return CallRow(id=waits["id"], tool=waits["tool"], arguments=waits["arguments"], offer=waits.get("offer", ""))


def _revision(project: Project) -> int | None:
    newest = project.store.plans.newest()
    return newest.revision if newest else None
