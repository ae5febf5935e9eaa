"""An answer put together from a server's events, whatever shape they have."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from langchain_core.messages import AIMessage, AIMessageChunk
from langchain_core.messages.ai import UsageMetadata
from langchain_core.messages.content import InvalidToolCall
from langchain_core.messages.tool import ToolCall, invalid_tool_call, tool_call, tool_call_chunk

from rushes.agents.model.answer_text import NotJson, cleaned, read_json
from rushes.agents.model.server_dialect import call_id

_CALLS = 64
"""More calls in one answer than any of ours may make: the rest is dropped."""


@dataclass(slots=True)
class _Call:
    name: str = ""
    arguments: str = ""


@dataclass(slots=True)
class Answer:
    """What a server has said so far.

    `pieces` counts the events that brought a token, thoughts included. `streamed` tells whether it came in
    events rather than in one piece. `finish` is the server's own word
    ("stop", "length", "tool_calls") and empty until it came.
    """

    finish: str = ""
    model: str = ""
    pieces: int = 0
    streamed: bool = False
    usage: UsageMetadata | None = None
    _said: list[str] = field(default_factory=list[str])
    _calls: dict[int, _Call] = field(default_factory=dict[int, _Call])

    @property
    def said(self) -> str:
        """All text so far."""
        return "".join(self._said)

    def take(self, event: Mapping[str, Any]) -> str:
        """Add an event; the new text in it, which may be empty."""
        self.usage = _usage(event.get("usage")) or self.usage
        self.model = _text(event.get("model")) or self.model
        choice = _first(event.get("choices"))
        self.finish = _text(choice.get("finish_reason")) or self.finish
        whole = _dict(choice.get("message"))
        self.streamed = self.streamed or "delta" in choice
        self.finish = self.finish or ("stop" if whole else "")
        delta = whole or _dict(choice.get("delta"))
        piece = _content(delta.get("content"))
        calls = _list(delta.get("tool_calls"))
        for place, call in enumerate(calls):
            self._take_call(_dict(call), place)
        if piece:
            self._said.append(piece)
        if piece or calls or delta.get("reasoning_content") or delta.get("reasoning"):
            self.pieces += 1
        return piece

    def calls(self, turn: int) -> tuple[list[ToolCall], list[InvalidToolCall]]:
        """The calls that can be read, and those that can't with the reason. `turn` makes their ids."""
        good: list[ToolCall] = []
        bad: list[InvalidToolCall] = []
        for place, call in sorted(self._calls.items()):
            read_call(call.name, call.arguments, call_id(turn, place, call.name, call.arguments), good, bad)
        return good, bad

    def _take_call(self, call: dict[str, Any], place: int) -> None:
        index = call.get("index")
        at = index if isinstance(index, int) else place
        if at not in self._calls and len(self._calls) >= _CALLS:
            return
        known = self._calls.setdefault(at, _Call())
        function = _dict(call.get("function"))
        known.name = known.name or _text(function.get("name"))[:200]
        arguments = function.get("arguments")
        known.arguments += json.dumps(arguments) if isinstance(arguments, dict) else _text(arguments)


def read_call(name: str, arguments: str, call: str, good: list[ToolCall], bad: list[InvalidToolCall]) -> None:
    """Add a call to the good ones, or to the bad ones with the reason; its arguments are read strictly."""
    try:
        values: Any = read_json(arguments) if arguments.strip() else {}
        why = "" if isinstance(values, dict) else "the arguments are not a JSON object"
    except NotJson as error:
        values, why = None, f"the arguments are not JSON: {error}"
    if name and not why:
        good.append(tool_call(name=name, args=cast("dict[str, Any]", values), id=call))
    else:
        reason = why or "the call names no tool"
        bad.append(invalid_tool_call(name=name or None, args=cleaned(arguments), id=call, error=reason))


def as_last_chunk(message: AIMessage, content: str) -> AIMessageChunk:
    """The end of a stream: the calls, the finish and the counts of the message, and the text not yet streamed.

    LangChain reads the arguments of streamed calls leniently, so that a cut-off `{"shots": ["1"` would become
    a call. Calls that couldn't be read therefore travel as a JSON string, which it never takes for arguments.
    """
    chunks = [
        tool_call_chunk(name=call["name"], args=json.dumps(call["args"]), id=call["id"], index=place)
        for place, call in enumerate(message.tool_calls)
    ]
    chunks += [
        tool_call_chunk(name=call["name"], args=json.dumps(call["args"]), id=call["id"], index=len(chunks) + place)
        for place, call in enumerate(message.invalid_tool_calls)
    ]
    return AIMessageChunk(
        content=content,
        tool_call_chunks=chunks,
        response_metadata=message.response_metadata,
        usage_metadata=message.usage_metadata,
        chunk_position="last",
    )


def _usage(value: Any) -> UsageMetadata | None:
    counts = [_dict(value).get(key) for key in ("prompt_tokens", "completion_tokens")]
    asked, said = (count if isinstance(count, int) and count >= 0 else 0 for count in counts)
    if not asked and not said:
        return None
    return UsageMetadata(input_tokens=asked, output_tokens=said, total_tokens=asked + said)


def _content(value: Any) -> str:
    if isinstance(value, list):
        return "".join(_text(_dict(part).get("text")) for part in cast("list[Any]", value))
    return _text(value)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _dict(value: Any) -> dict[str, Any]:
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return cast("list[Any]", value) if isinstance(value, list) else []


def _first(value: Any) -> dict[str, Any]:
    return _dict(next(iter(_list(value)), None))
