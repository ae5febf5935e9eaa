"""A language model in conversation: the person's words, the film as material, tools bound to it."""

import json
from collections.abc import Callable, Sequence
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage, HumanMessage, SystemMessage, ToolMessage

from rushes.agents.conversation.arguments import readable
from rushes.agents.conversation.calls import Answer, Call
from rushes.agents.conversation.picture import picture
from rushes.agents.conversation.state import Spoken
from rushes.agents.conversation.talk import Turn
from rushes.agents.conversation.tool_specs import spec_of
from rushes.agents.conversation.tools import TOOLS
from rushes.agents.prompts import material, render
from rushes.errors import AgentMayRetry, BadProject
from rushes.memory.messages import Message

LETTERS_A_TOKEN = 3
"""Characters that make a token, counted low so that a prompt never overflows; English runs at about four."""

_FOR_THE_ANSWER = 1024
_LEAST_LETTERS = 600
_MESSAGE, _RESULT, _EARLIER = 4000, 1500, 600
"""Characters of a person's message, a tool's result, and a message of the talk before."""


class ModelDirector:
    """Any LangChain chat model that takes tools. `context` is its window in tokens."""

    goes_on = True

    def __init__(self, model: BaseChatModel, name: str, context: int = 8192) -> None:
        self.name = name
        self.context = context
        self._specs = [spec_of(tool) for tool in TOOLS.values()]
        self._model = model.bind_tools(self._specs)

    def answer(self, turn: Turn, say: Callable[[str], None]) -> Answer:
        """The model's words, piece by piece, and the calls of its answer. Raises AgentMayRetry, ToolFailed."""
        whole: AIMessageChunk | None = None
        for piece in self._model.stream(self.messages(turn)):
            if not isinstance(piece, AIMessageChunk):
                whole = AIMessageChunk(content=piece.content, tool_calls=piece.tool_calls)
                say(str(readable(str(piece.text))))
                continue
            whole = piece if whole is None else whole + piece
            if piece.text:
                say(_printable(str(piece.text)))
        if whole is None:
            raise AgentMayRetry("The model gave no answer.", "Ask again.")
        return Answer(_printable(str(whole.text)), _calls(whole))

    def messages(self, turn: Turn) -> list[BaseMessage]:
        """What the model is sent: its role, the film, the talk so far as far as it fits, the message, the results."""
        now = [HumanMessage(turn.said[:_MESSAGE]), *_spoken(turn.spoken)]
        letters = (self.context - _FOR_THE_ANSWER) * LETTERS_A_TOKEN
        letters -= len(json.dumps(self._specs)) + len(render("director_chat", revision="", picture="").role)
        letters -= sum(len(message.text) + len(str(getattr(message, "tool_calls", ""))) for message in now)
        film = _film(turn, max(_LEAST_LETTERS, letters * 2 // 3))
        history = _history(turn.history, max(0, letters - len(film)))
        return [SystemMessage(film), *history, *now]


def _film(turn: Turn, letters: int) -> str:
    try:
        plan = turn.hands.plan()
    except BadProject as error:
        prompt = render("director_chat", revision="none", picture=str(error))
    else:
        said = " ".join((turn.said, *(spoken["text"] for spoken in turn.spoken[-2:])))
        shown = picture(plan.manifest, turn.hands.board(), said, turn.about, letters)
        prompt = render("director_chat", revision=str(plan.revision), picture=material(shown))
    return f"{prompt.role}\n\n{prompt.request}"


def _history(history: Sequence[Message], letters: int) -> list[BaseMessage]:
    """The newest messages of the talk that fit, oldest first. What tools said is material."""
    kept: list[BaseMessage] = []
    for message in reversed(history):
        text = message.text[:_EARLIER]
        shown = material(text) if message.role == "tool" else text
        letters -= len(shown)
        if letters < 0:
            break
        if shown.strip():
            kept.append(HumanMessage(shown) if message.role == "person" else AIMessage(shown))
    return kept[::-1]


def _spoken(spoken: Sequence[Spoken]) -> list[BaseMessage]:
    """This turn's answers and results, in the model's own form."""
    messages: list[BaseMessage] = []
    for one in spoken:
        if one["by"] == "tool":
            messages.append(ToolMessage(material(one["text"][:_RESULT]), tool_call_id=one["id"]))
        else:
            calls: list[Any] = [{"name": c["tool"], "args": c["arguments"], "id": c["id"]} for c in one["calls"]]
            messages.append(AIMessage(one["text"], tool_calls=calls))
    return messages


def _calls(answer: AIMessage) -> tuple[Call, ...]:
    """The calls of the model's answer; one whose arguments are no JSON object is kept, to be refused with a reason."""
    good = [Call(str(one["name"]), one["args"]) for one in answer.tool_calls]
    bad = [Call(str(one["name"]), {"not JSON": str(one["args"])[:80]}) for one in answer.invalid_tool_calls]
    return (*good, *bad)


def _printable(text: str) -> str:
    """Text without control characters and lone surrogates, spaces at its ends kept."""
    return str(readable(f"|{text}|"))[1:-1]
