"""Tool calls for models without them: an answer written as one JSON object, {"say": ..., "calls": [...]}."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, cast

from langchain_core.messages import AIMessage, BaseMessage, ToolMessage
from langchain_core.messages.content import InvalidToolCall
from langchain_core.messages.tool import ToolCall, invalid_tool_call

from rushes.agents.model.answer_text import cleaned
from rushes.agents.model.server_answer import read_call
from rushes.agents.model.server_dialect import Entry, call_id, entries_of

Tool = dict[str, Any]
SAY_LIMIT = 1000
CALLS_LIMIT = 4


def form_schema(tools: Sequence[Tool], least: int, most: int = CALLS_LIMIT) -> dict[str, Any]:
    """The JSON schema of an answer that makes `least` to `most` calls of these tools (OpenAI's tool dicts)."""
    call = {"anyOf": [_call_schema(tool["function"]) for tool in tools]}
    say = {"type": "string", "maxLength": SAY_LIMIT}
    return _closed({"say": say, "calls": {"type": "array", "minItems": least, "maxItems": most, "items": call}})


def form_words(tools: Sequence[Tool], least: int, most: int = CALLS_LIMIT) -> str:
    """The form and the tools, told to the model."""
    told = "\n".join(json.dumps(tool["function"], ensure_ascii=False, sort_keys=True) for tool in tools)
    return (
        'Answer with one JSON object and nothing else: {"say": TEXT, "calls": [{"tool": NAME, "arguments": {...}}]}.\n'
        f'"say" is what you tell the person, at most {SAY_LIMIT} characters. "calls" are the tools you use, '
        f"{least} to {most} of them; an empty list if none. The tools, each with the JSON schema of its arguments:\n"
        f"{told}"
    )


def form_entries(messages: Sequence[BaseMessage]) -> list[Entry]:
    """The conversation with its calls in the form, and their results as the person's words; roles take turns."""
    names = {
        call["id"]: call["name"] for message in messages if isinstance(message, AIMessage) for call in _all(message)
    }
    entries: list[Entry] = []
    for message in messages:
        turn = _turn(message, names)
        if entries and turn["role"] == entries[-1]["role"]:
            turn = {**turn, "content": f"{entries.pop()['content']}\n\n{turn['content']}"}
        entries.append(turn)
    return entries


def form_calls(written: dict[str, Any], turn: int) -> tuple[list[ToolCall], list[InvalidToolCall]]:
    """The calls in a filled form: those that can be read, and those that can't with the reason."""
    good: list[ToolCall] = []
    bad: list[InvalidToolCall] = []
    calls = written.get("calls")
    for place, call in enumerate(cast("list[Any]", calls)[:CALLS_LIMIT] if isinstance(calls, list) else []):
        parts: dict[str, Any] = cast("dict[str, Any]", call) if isinstance(call, dict) else {}
        name: Any = parts.get("tool")
        name = name if isinstance(name, str) else ""
        given: Any = parts.get("arguments") or {}
        arguments = json.dumps(given)
        read_call(name, arguments, call_id(turn, place, name, arguments), good, bad)
    return good, bad


def broken_form(text: str, turn: int) -> InvalidToolCall:
    """A form that was begun and is not whole JSON, as a call that can't be read."""
    reason = "the answer is not one whole JSON object"
    return invalid_tool_call(name=None, args=cleaned(text), id=call_id(turn, 0, "", text), error=reason)


class SayReader:
    """Reads the text of "say" out of a form as it is being written. `begun` tells whether it stood first, as asked."""

    def __init__(self) -> None:
        self.begun = False
        self.said = ""
        self._rest = ""
        self._over = False

    def feed(self, text: str) -> str:
        """More of the form; what is new of the words."""
        if self._over:
            return ""
        self._rest += text
        if not self.begun:
            opening = _OPENING.match(self._rest)
            if opening is None:
                self._over = len(self._rest) > _OPENING_LIMIT
                return ""
            self.begun = True
            self._rest = self._rest[opening.end() :]
        new = cleaned(self._unescaped())
        self.said += new
        return new

    def _unescaped(self) -> str:
        """Takes what is whole from the rest: an escape or half of a surrogate pair waits for its other half."""
        new: list[str] = []
        at = 0
        while piece := _PIECE.match(self._rest, at):
            at = piece.end()
            new.append(_plain(piece.group()))
        self._rest = self._rest[at:]
        self._over = self._rest.startswith('"') or len(self._rest) > _LONGEST_ESCAPE
        return "".join(new)


_OPENING = re.compile(r'\s*(?:```(?:json)?\s*)?\{\s*"say"\s*:\s*"')
_OPENING_LIMIT = 200
_LONGEST_ESCAPE = 12
_PIECE = re.compile(
    r"""[^"\\]+
    | \\ ["\\/bfnrt]
    | \\u [dD][89abAB][0-9a-fA-F]{2} \\u [dD][c-fC-F][0-9a-fA-F]{2}
    | \\u [dD][89abAB][0-9a-fA-F]{2} (?= [^\\] | \\[^u] | \\u[0-9a-fA-F]{4} )
    | \\u (?! [dD][89abAB] ) [0-9a-fA-F]{4}
    """,
    re.VERBOSE,
)


def _plain(piece: str) -> str:
    return str(json.loads(f'"{piece}"')) if piece.startswith("\\") else piece


def _call_schema(function: dict[str, Any]) -> dict[str, Any]:
    return _closed({"tool": {"type": "string", "enum": [function["name"]]}, "arguments": _arguments(function)})


def _arguments(function: dict[str, Any]) -> dict[str, Any]:
    return function.get("parameters") or _closed({})


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _all(message: AIMessage) -> list[ToolCall | InvalidToolCall]:
    return [*message.tool_calls, *message.invalid_tool_calls]


def _turn(message: BaseMessage, names: Mapping[str | None, str | None]) -> Entry:
    if isinstance(message, AIMessage) and _all(message):
        return {"role": "assistant", "content": _written(message)}
    (entry,) = entries_of([message])
    if isinstance(message, ToolMessage):
        told = f"Result of {names.get(message.tool_call_id) or 'a tool'}:\n{entry['content']}"
        return {"role": "user", "content": told}
    return entry


def _written(message: AIMessage) -> str:
    calls = [{"tool": call["name"], "arguments": call["args"]} for call in message.tool_calls]
    return json.dumps({"say": cleaned(message.text), "calls": calls}, ensure_ascii=False)
