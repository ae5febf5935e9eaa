"""Exchanges with a chat model as text: what a trace keeps of them and compares."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, cast

from langchain_core.messages import AIMessage, BaseMessage, InvalidToolCall, ToolCall

from rushes.film.take import canonical_json


def request_text(messages: Sequence[BaseMessage], bound: Mapping[str, Any]) -> str:
    """All that determines an answer but the seed: tools and the answer's form, then the conversation.

    Tools and choice are read as they were asked for (`tools_said`, `choice_said`), before a chat model put them
    into its own form.
    """
    parts = [f"[tool] {canonical_json(tool)}" for tool in cast("list[Any]", bound.get("tools_said") or [])]
    if choice := bound.get("choice_said"):
        parts.append(f"[tool choice] {choice}")
    if form := bound.get("response_format"):
        parts.append(f"[form of the answer] {canonical_json(form)}")
    parts += [_message(message) for message in messages]
    return "\n".join(parts)


def _message(message: BaseMessage) -> str:
    lines = [f"[{message.type}]", _content(message)]
    if isinstance(message, AIMessage):
        lines += [f"[calls] {call['name']} {canonical_json(call['args'])}" for call in message.tool_calls]
    return "\n".join(lines)


def _content(message: BaseMessage) -> str:
    content: Any = cast("Any", message.content)
    return content if isinstance(content, str) else canonical_json(content)


def answer_text(answer: AIMessage) -> str:
    """An answer as JSON that holds every character, also what is none."""
    finish: Any = cast("dict[str, Any]", answer.response_metadata).get("finish_reason")
    said = {
        "content": cast("Any", answer.content),
        "tool_calls": answer.tool_calls,
        "invalid_tool_calls": answer.invalid_tool_calls,
        "finish_reason": finish if isinstance(finish, str) else "",
    }
    return json.dumps(said, ensure_ascii=True)


def _call(said: dict[str, Any]) -> ToolCall:
    return ToolCall(name=said["name"], args=said["args"], id=said["id"], type="tool_call")


def answer_from(text: str) -> AIMessage:
    """The message that `answer_text` wrote. Raises ValueError on anything else."""
    try:
        said: dict[str, Any] = json.loads(text)
        finish = said["finish_reason"]
        return AIMessage(
            content=said["content"],
            tool_calls=[_call(call) for call in said["tool_calls"]],
            invalid_tool_calls=[InvalidToolCall(**call) for call in said["invalid_tool_calls"]],
            response_metadata={"finish_reason": finish} if finish else {},
        )
    except (KeyError, TypeError, RecursionError) as error:
        raise ValueError(f"no answer of a chat model: {error}") from error
