"""What was said and done before, as far as a next message can refer to it."""

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from pydantic import JsonValue

from rushes.agents.conversation.calls import Call
from rushes.film.numbers import SHOT_PATTERN, scene_of
from rushes.memory.messages import Message

_OF_MANY = frozenset(("estimate", "list_shots", "show_character", "cast", "relocate", "restyle", "replan"))
"""Tools whose shots nobody named: "it" is none of them."""


def talked_about(history: Sequence[Message], shots: Collection[str]) -> tuple[str, ...]:
    """The shots that a person last named or changed, of those there are: what "it" is."""
    for call, about, failed in _calls(history):
        if call.tool in _OF_MANY:
            continue
        named = _named(call.arguments) if failed else about
        there = tuple(number for number in named if number in shots)
        if there:
            return there
    return ()


def scene_talked_about(history: Sequence[Message]) -> str:
    """The scene of what was last named, listed or changed; empty for none."""
    for call, about, failed in _calls(history):
        scene = call.arguments.get("scene")
        if isinstance(scene, str) and not failed:
            return scene
        if about and call.tool not in _OF_MANY:
            return scene_of(about[-1])
    return ""


def last_call(history: Sequence[Message]) -> Call | None:
    """The last call that did something; None for none."""
    return next((call for call, _, failed in _calls(history) if not failed), None)


def _named(arguments: Mapping[str, JsonValue]) -> list[str]:
    """Shots that the arguments name one by one."""
    words = arguments.get("shots", [arguments.get("shot", "")])
    return [str(word) for word in words if re.match(SHOT_PATTERN, str(word))] if isinstance(words, list) else []


def _calls(history: Sequence[Message]) -> Iterator[tuple[Call, list[str], bool]]:
    """The calls before, the last one first: the call, the shots it was about, whether it failed."""
    for message in reversed(history):
        if message.role == "tool" and message.data:
            data = json.loads(message.data)
            yield Call(data["tool"], data["arguments"]), data["about"], data.get("failed", False)
