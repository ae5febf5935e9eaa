"""What is sent to a model server: the conversation, and what kind of answer is wanted, as that server takes it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast

from langchain_core.messages import BaseMessage

from rushes.agents.model.answer_text import cleaned_json
from rushes.agents.model.server_dialect import Entry, about_tokens, entries_of, with_system
from rushes.agents.model.tool_form import CALLS_LIMIT, form_entries, form_schema, form_words
from rushes.agents.model.trouble import ContextOverflow
from rushes.errors import Bug

Schemas = Literal["json_schema", "json_object", "words"]
"""How a server is asked for JSON of a schema: OpenAI's way, llama.cpp's older way, or in words (and hope)."""

Calling = Literal["native", "form"]
"""How tools are called: OpenAI's way, or as a JSON form that the answer has to fill in."""

Choice = str | dict[str, Any]

LEAST_ANSWER = 64
"""Tokens that must be left for an answer."""


@dataclass(frozen=True, slots=True)
class Terms:
    """How one model of one server is spoken to."""

    model: str
    calling: Calling
    schemas: Schemas
    streams: bool
    context: int | None
    max_tokens: int
    temperature: float
    seed: int | None


@dataclass(frozen=True, slots=True)
class Request:
    """What is sent; whether the answer fills in the tool form; whether its JSON was only asked for in words."""

    body: dict[str, Any]
    form: bool
    in_words: bool


def request_of(terms: Terms, messages: Sequence[BaseMessage], stop: list[str] | None, bound: dict[str, Any]) -> Request:
    """The request for an answer to the messages. `bound` holds tools, response_format and more, in OpenAI's names.

    Where tools are called by the form, that is the answer's JSON and a response_format is not looked at.
    Raises ContextOverflow.
    """
    choice: Choice = bound.get("tool_choice") or "auto"
    tools: list[dict[str, Any]] = [] if choice == "none" else bound.get("tools") or []
    asked = cast("dict[str, Any] | None", bound.get("response_format"))
    form = bool(tools) and terms.calling == "form"
    entries = form_entries(messages) if terms.calling == "form" else entries_of(messages)
    body: dict[str, Any] = {"model": terms.model, "stream": terms.streams}
    body |= {"stream_options": {"include_usage": True}} if terms.streams else {}
    body |= {"stop": stop} if stop else {}
    tools, least, most = _span(tools, choice)
    if form:
        entries = with_system(entries, form_words(tools, least, most))
        schema = form_schema(tools, least, most)
        asked = {"type": "json_schema", "json_schema": {"name": "answer", "schema": schema}}
    elif tools:
        body |= {"tools": tools, "tool_choice": "required" if least else "auto"}
    if asked and terms.schemas != "words":
        body |= {"response_format": _format(asked, terms.schemas)}
    elif asked and not form:
        entries = with_system(entries, f"{_IN_WORDS}\n{json.dumps(_schema(asked))}")
    body |= _sampling(terms, entries, bound)
    return Request(cleaned_json(body | {"messages": entries}), form, bool(asked) and terms.schemas == "words")


def choice_of(choice: Choice | bool | None, names: Sequence[str]) -> Choice:
    """A choice in OpenAI's words: "auto", "required", "none", or the dict that names one of the tools."""
    if isinstance(choice, dict):
        choice = str(choice.get("function", {}).get("name", ""))
    if choice is None or choice is False or choice == "auto":
        return "auto"
    if choice is True or choice in ("any", "required"):
        return "required"
    if choice == "none":
        return "none"
    if choice not in names:
        raise Bug(f"A tool named {choice!r} was asked for, but only {', '.join(names)} are bound.")
    return {"type": "function", "function": {"name": choice}}


_IN_WORDS = "Answer with one JSON object and nothing else. It matches this JSON schema:"


def _format(asked: dict[str, Any], schemas: Schemas) -> dict[str, Any]:
    return asked if schemas == "json_schema" else {"type": "json_object", "schema": _schema(asked)}


def _schema(asked: dict[str, Any]) -> dict[str, Any]:
    return asked.get("json_schema", {}).get("schema") or asked.get("schema") or {"type": "object"}


def _span(tools: list[dict[str, Any]], choice: Choice) -> tuple[list[dict[str, Any]], int, int]:
    """The tools an answer may call, and how often at least and at most.

    A tool asked for by name is the only one sent: not every server takes a name, or minds it.
    """
    if isinstance(choice, dict):
        return [tool for tool in tools if tool["function"]["name"] == choice["function"]["name"]], 1, 1
    return tools, int(choice == "required"), CALLS_LIMIT


def _sampling(terms: Terms, entries: list[Entry], bound: dict[str, Any]) -> dict[str, Any]:
    """Temperature, seed and the tokens there is room for. Raises ContextOverflow."""
    most = int(bound.get("max_tokens") or terms.max_tokens)
    if terms.context is not None:
        asked = about_tokens(cleaned_json([*entries, {"tools": bound.get("tools")}]))
        if asked + LEAST_ANSWER > terms.context:
            raise ContextOverflow(terms.model, asked + LEAST_ANSWER, terms.context)
        most = min(most, terms.context - asked)
    seed = bound.get("seed", terms.seed)
    sampling = {"max_tokens": most, "temperature": bound.get("temperature", terms.temperature)}
    return sampling if seed is None else {**sampling, "seed": seed}
