"""LangChain's messages in the OpenAI chat dialect, as servers with many chat templates take it."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from langchain_core.messages import AIMessage, BaseMessage, SystemMessage, ToolMessage

from rushes.agents.model.answer_text import cleaned_json

Entry = dict[str, Any]


def entries_of(messages: Sequence[BaseMessage]) -> list[Entry]:
    """The conversation with native tool calls."""
    return cleaned_json(_one_system([_entry(message) for message in messages]))


def with_system(entries: list[Entry], words: str) -> list[Entry]:
    """The same conversation with more words at the end of its system entry, which is made if there is none."""
    if entries and entries[0]["role"] == "system":
        first = {**entries[0], "content": f"{entries[0]['content']}\n\n{words}"}
        return [first, *entries[1:]]
    return [{"role": "system", "content": words}, *entries]


def about_tokens(entries: Sequence[Entry]) -> int:
    """Tokens of a conversation, estimated: four bytes a token and eight tokens an entry (English under Llama-3)."""
    return sum(8 + len(json.dumps(entry, ensure_ascii=False).encode()) // 4 for entry in entries)


def call_id(turn: int, place: int, name: str, arguments: str) -> str:
    """The same for the same call at the same place of a conversation. Nine letters and digits, as Mistral asks."""
    return hashlib.sha256(json.dumps([turn, place, name, arguments]).encode()).hexdigest()[:9]


def _entry(message: BaseMessage) -> Entry:
    content = str(message.text)
    if isinstance(message, SystemMessage):
        return {"role": "system", "content": content}
    if isinstance(message, ToolMessage):
        return {"role": "tool", "tool_call_id": message.tool_call_id, "content": content}
    if not isinstance(message, AIMessage):
        return {"role": "user", "content": content}
    calls = _calls(message)
    return {"role": "assistant", "content": content} | ({"tool_calls": calls} if calls else {})


def _calls(message: AIMessage) -> list[Entry]:
    """A call that couldn't be read is told as one too, so that the answer to it has something to answer."""
    calls = [_call(call["id"], call["name"], call["args"]) for call in message.tool_calls]
    return calls + [
        _call(call["id"], call["name"] or "unreadable", {"unreadable": (call["args"] or "")[:500]})
        for call in message.invalid_tool_calls
    ]


def _call(call_id: str | None, name: str, arguments: dict[str, Any]) -> Entry:
    function = {"name": name, "arguments": json.dumps(arguments, ensure_ascii=False)}
    return {"id": call_id or "none", "type": "function", "function": function}


def _one_system(entries: list[Entry]) -> list[Entry]:
    """System entries at the beginning as one: many templates know only one."""
    leading = 0
    while leading < len(entries) and entries[leading]["role"] == "system":
        leading += 1
    if leading < 2:
        return entries
    content = "\n\n".join(entry["content"] for entry in entries[:leading])
    return [{"role": "system", "content": content}, *entries[leading:]]
