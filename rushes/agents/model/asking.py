"""Asking a chat model: for a typed answer, or for tool calls. A bad answer goes back with the reason, twice at most.

Labels name an exchange (`director/cover/2/1`): the trace keeps them, and the seed comes from them, so
that a run asks the same things with the same luck.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar, cast

from langchain_core.language_models.chat_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage, ToolMessage
from langchain_core.messages.tool import ToolCall
from langchain_core.runnables import Runnable
from pydantic import BaseModel

from rushes.agents.model.answers import Choices, form_of, read_answer, said_back
from rushes.agents.prompts import Prompt
from rushes.errors import AgentMayRetry

Answer = TypeVar("Answer", bound=BaseModel)
Tool = Mapping[str, Any]
"""A tool in OpenAI's form: {"type": "function", "function": {"name", "description", "parameters"}}."""

RETURNS = 2
"""How often a bad answer goes back with the reason."""

_ANSWER_TOKENS = 2048
_ECHO = 1000
"""How much of a bad answer the model is shown again, in characters."""


def opening(prompt: Prompt) -> list[BaseMessage]:
    """A conversation that begins with a role's prompt."""
    return [SystemMessage(prompt.role), HumanMessage(prompt.request)]


async def ask(
    chat: BaseChatModel,
    label: str,
    messages: Sequence[BaseMessage],
    answer: type[Answer],
    *,
    check: Callable[[Answer], str] | None = None,
    choices: Choices | None = None,
    least: Mapping[str, int] | None = None,
    tokens: int = _ANSWER_TOKENS,
) -> Answer:
    """A typed answer. `check` says in words what is wrong with one, "" when nothing is.

    `choices` are the values that a field may have, by the field's name, wherever it stands; `least` how many
    items a list of the answer must have. Raises AgentMayRetry when the answer after the last return is no better;
    what the chat model raises goes through.
    """
    schema = form_of(answer, choices or {}, least or {})
    form = {"type": "json_schema", "json_schema": {"name": answer.__name__, "schema": schema, "strict": True}}
    talk = list(messages)
    fault = ""
    for turn in range(RETURNS + 1):
        bound = _bound(chat, label, turn, response_format=form, max_tokens=tokens)
        written = _text(await bound.ainvoke(talk))
        try:
            found = read_answer(answer, written)
            fault = check(found) if check else ""
        except ValueError as error:
            found, fault = None, str(error)
        if found is not None and not fault:
            return found
        talk += [AIMessage(said_back(written, _ECHO)), HumanMessage(f"This can't be used: {fault} Answer again.")]
    raise _gave_up(label, fault)


async def call_tools(
    chat: BaseChatModel,
    label: str,
    messages: Sequence[BaseMessage],
    tools: Sequence[Tool],
    check: Callable[[Sequence[ToolCall]], str],
) -> list[ToolCall]:
    """Calls of these tools and no others, with arguments that hold; `check` says what is missing or wrong.

    Raises AgentMayRetry when the calls after the last return are no better.
    """
    talk = list(messages)
    fault = ""
    for turn in range(RETURNS + 1):
        bound = _bound(chat, label, turn, tools=[dict(tool) for tool in tools], tool_choice="any")
        said = _message(await bound.ainvoke(talk))
        faults = {call["id"] or "": call_fault(call, tools) for call in said.tool_calls}
        fault = next(filter(None, faults.values()), "") or check(said.tool_calls)
        if not fault and not said.invalid_tool_calls:
            return list(said.tool_calls)
        fault = fault or "A call could not be read: it is not whole JSON."
        talk += _returned(said, faults, fault)
    raise _gave_up(label, fault)


def call_fault(call: ToolCall, tools: Sequence[Tool]) -> str:
    """What is wrong with a call by its tool's own schema; "" when nothing is."""
    functions = {str(tool["function"]["name"]): cast("Mapping[str, Any]", tool["function"]) for tool in tools}
    function = functions.get(call["name"])
    if function is None:
        return f"There is no tool {said_back(call['name'], 40)!r}; there are {', '.join(functions)}."
    properties = cast("Mapping[str, Mapping[str, Any]]", function["parameters"]["properties"])
    arguments = cast("Mapping[str, object]", call["args"])
    for name, form in properties.items():
        allowed = cast("list[object]", form["enum"])
        value = arguments.get(name)
        if isinstance(value, bool) or value not in allowed:
            return f"{call['name']}: {name} must be one of {json.dumps(allowed)}."
    surplus = [name for name in arguments if name not in properties]
    return f"{call['name']} has no argument {said_back(surplus[0], 40)!r}." if surplus else ""


def _returned(said: AIMessage, faults: Mapping[str, str], fault: str) -> list[BaseMessage]:
    """The bad turn and what is said to it: each call is answered, and the person asks once more."""
    short = AIMessage(said_back(said.text, _ECHO), tool_calls=said.tool_calls[:4])
    results: list[BaseMessage] = [
        ToolMessage(faults.get(call["id"] or "") or "Not run: another call was wrong.", tool_call_id=call["id"] or "")
        for call in short.tool_calls
    ]
    return [short, *results, HumanMessage(f"Nothing was run: {fault} Call again.")]


def _bound(chat: BaseChatModel, label: str, turn: int, **bound: Any) -> Runnable[Any, Any]:
    """The chat model with the exchange's form, its seed and, where it takes them, its label."""
    labels = getattr(chat, "takes_labels", False)
    if labels:
        bound["label"] = label
    if labels or "seed" in type(chat).model_fields:
        bound["seed"] = seed_of(label, turn)
    tools = bound.pop("tools", None)
    if tools is None:
        return chat.bind(**bound)
    return chat.bind_tools(tools, **bound)


def seed_of(label: str, turn: int) -> int:
    """The luck of an exchange, in [0, 2**31): its label's and how often it went back."""
    return int.from_bytes(hashlib.sha256(f"{label}/{turn}".encode()).digest()[:4], "big") >> 1


def _message(said: object) -> AIMessage:
    return said if isinstance(said, AIMessage) else AIMessage("")


def _text(said: object) -> str:
    return _message(said).text


def _gave_up(label: str, fault: str) -> AgentMayRetry:
    return AgentMayRetry(
        f"The model gave no usable answer to {label}: {said_back(fault, 300)}",
        "Try again, or another model; the house rules plan and judge without one.",
    )
