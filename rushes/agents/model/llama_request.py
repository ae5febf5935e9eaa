"""What the local model is asked: the conversation as it stands in the prompt, and the form of the answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from langchain_core.messages import BaseMessage

from rushes.agents.model.clamping import Schema
from rushes.agents.model.llama_wire import Message
from rushes.agents.model.schemas import bounded_schema
from rushes.agents.model.server_dialect import Entry, with_system
from rushes.agents.model.tool_form import CALLS_LIMIT, form_entries, form_schema, form_words
from rushes.errors import Bug

_BINDABLE = frozenset({"tools", "tool_choice", "response_format", "seed", "temperature", "top_p", "max_tokens"})


@dataclass(frozen=True, slots=True)
class Question:
    """What the child is asked. `tools` are their arguments' schemas by name; with tools the answer is the tool form.

    `turn` is how many messages the conversation has: with it, a call has its own id in each turn.
    """

    messages: list[Entry]
    schema: Schema | None
    tools: Mapping[str, Schema]
    turn: int

    def request(self, sampling: Mapping[str, Any]) -> Message:
        """The line sent to the child. `sampling` holds seed, temperature, top_p, max_tokens and reuse_prompt."""
        return {"do": "answer", "messages": self.messages, "schema": self.schema, **sampling}


def question_of(messages: Sequence[BaseMessage], bound: Mapping[str, Any]) -> Question:
    """The question in the messages; `bound` holds tools, tool_choice and response_format. Raises Bug, Unbounded."""
    unknown = bound.keys() - _BINDABLE
    if unknown:
        raise Bug(f"A local model takes no {', '.join(sorted(unknown))}.")
    entries = form_entries(messages)
    if not bound.get("tools"):
        return Question(entries, _asked_schema(bound.get("response_format")), {}, len(messages))
    tools, least, most = _callable(bound["tools"], bound.get("tool_choice"))
    held = [{"function": tool["function"] | {"parameters": bounded_schema(_parameters(tool))}} for tool in tools]
    told = with_system(entries, form_words(tools, least, most))
    named = {tool["function"]["name"]: _parameters(tool) for tool in tools}
    return Question(told, form_schema(held, least, most), named, len(messages))


def _asked_schema(form: Mapping[str, Any] | None) -> Schema | None:
    """The schema of a response_format in OpenAI's words, as it is: `bounded` is the asker's to use."""
    match form:
        case None | {"type": "text"}:
            return None
        case {"type": "json_schema", "json_schema": {"schema": schema}}:
            return cast("Schema", schema)
        case {"type": "json_object"}:
            return {"type": "object"}
        case _:
            raise Bug("A response_format is text, json_object, or json_schema with a schema.")


def _callable(tools: list[Schema], choice: object) -> tuple[list[Schema], int, int]:
    """The tools that may be called, and how often at least and at most."""
    if isinstance(choice, dict):
        name = cast("Schema", choice)["function"]["name"]
        return [tool for tool in tools if tool["function"]["name"] == name], 1, 1
    if choice == "none":
        return tools, 0, 0
    return tools, int(choice == "required"), CALLS_LIMIT


def _parameters(tool: Schema) -> Schema:
    return tool["function"].get("parameters") or {"type": "object", "properties": {}}
