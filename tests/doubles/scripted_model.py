"""A chat model that answers by a script: a function of what it is asked. Real LangChain, no model."""

import hashlib
import json
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from langchain_core.language_models.chat_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from langchain_core.utils.function_calling import convert_to_openai_tool


@dataclass(frozen=True)
class Asked:
    """One exchange: its label, the conversation, and the schema or the tools it is held to."""

    label: str
    messages: Sequence[BaseMessage]
    schema: dict[str, Any] = field(default_factory=dict)
    tools: Sequence[dict[str, Any]] = ()
    seed: int = 0

    @property
    def text(self) -> str:
        return "\n".join(str(message.content) for message in self.messages)


Script = Callable[[Asked], str | AIMessage]


class ScriptedModel(BaseChatModel):
    """Answers what `script` says, and keeps what it was asked."""

    script: Any
    context: int = 8192
    takes_labels: bool = True
    asked: list[Asked] = []  # noqa: RUF012 - pydantic copies defaults
    answers: list[str] = []  # noqa: RUF012

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def bind_tools(self, tools, *, tool_choice=None, **kwargs):
        return self.bind(
            tools=[convert_to_openai_tool(dict(tool)) for tool in tools], tool_choice=tool_choice, **kwargs
        )

    def _generate(self, messages, stop=None, run_manager=None, **kwargs) -> ChatResult:
        form = kwargs.get("response_format", {}).get("json_schema", {}).get("schema", {})
        asked = Asked(kwargs.get("label", ""), messages, form, kwargs.get("tools", ()), kwargs.get("seed", 0))
        self.asked.append(asked)
        said = self.script(asked)
        message = said if isinstance(said, AIMessage) else AIMessage(said)
        self.answers.append(message.text or json.dumps([call["args"] for call in message.tool_calls]))
        return ChatResult(generations=[ChatGeneration(message=message)])


def luck_of(asked: Asked) -> random.Random:
    """The same question has the same luck."""
    digest = hashlib.sha256(f"{asked.label}/{asked.seed}/{asked.text}".encode(errors="replace")).digest()
    return random.Random(digest)


def obedient(asked: Asked) -> str | AIMessage:
    """An answer of the right form without a sensible word: what a grammar makes of random weights."""
    luck = luck_of(asked)
    if asked.tools:
        return calling(
            *((tool["function"]["name"], _value(tool["function"]["parameters"], luck)) for tool in asked.tools)
        )
    return json.dumps(_value(asked.schema, luck))


def calling(*calls: tuple[str, dict[str, Any]]) -> AIMessage:
    """A message that calls tools."""
    return AIMessage(
        "", tool_calls=[{"name": name, "args": args, "id": f"call{n}"} for n, (name, args) in enumerate(calls)]
    )


_WORDS = ["lamp", "stair", "sea", "night", "hand", "door", "wind", "keeper", "light", "bread", "stone", "glass", "red"]


def _value(schema: dict[str, Any], luck: random.Random) -> Any:
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return luck.choice(schema["enum"])
    if "anyOf" in schema:
        return _value(luck.choice(schema["anyOf"]), luck)
    match schema["type"]:
        case "object":
            return {name: _value(part, luck) for name, part in schema["properties"].items()}
        case "array":
            most = min(schema["maxItems"], 8)
            return [_value(schema["items"], luck) for _ in range(luck.randint(max(1, schema["minItems"]), most))]
        case "string":
            return _text(schema, luck)
        case "integer":
            return luck.randint(-3, 90)
        case "number":
            return round(luck.uniform(-3, 12), 2)
        case _:
            return luck.random() < 0.5


def _text(schema: dict[str, Any], luck: random.Random) -> str:
    if "pattern" in schema:
        return f"#{luck.randrange(1 << 24):06x}"
    words = " ".join(luck.choice(_WORDS) for _ in range(luck.randint(1, 8)))
    return words[: schema.get("maxLength", 300)]


@dataclass(frozen=True)
class Careful:
    """A director, cinematographer and critic who do as they are told. `cast` are names of the story.

    Every fourth paragraph of a stretch begins a scene when `scenes` is set; else the story is one scene.
    """

    cast: Sequence[str] = ("Mara", "Tom")
    place: str = "Lighthouse"
    scenes: bool = True

    def __call__(self, asked: Asked) -> str | AIMessage:
        role = asked.label.split("/")
        if asked.tools:
            return calling(
                *((tool["function"]["name"], _first(tool["function"]["parameters"])) for tool in asked.tools)
            )
        if role[:2] == ["director", "read"]:
            return json.dumps(self.read(asked))
        if role[:2] == ["director", "cover"]:
            return json.dumps({"shots": self.shots(asked)})
        if role[:2] == ["director", "mend"]:
            return json.dumps({"shots": []})
        if role[0] == "cinematographer":
            return json.dumps(PROMPTS)
        return json.dumps(
            {"decision": "accept", "change": "seed", "reason": "It shows what it is for, and every gate holds."}
        )

    def read(self, asked: Asked) -> dict[str, Any]:
        numbers = asked.schema["properties"]["scenes"]["items"]["properties"]["first"]["enum"]
        starts = numbers[:: max(4, len(numbers) // 3)] if self.scenes else numbers[:1] if numbers[0] == 1 else []
        garments = ["coat", "dress", "suit", "cloak", "shirt", "robe", "uniform"]
        return {
            "synopsis": "They wait for the light, and one of them doubts that it will come.",
            "look": "gaslight and brass",
            "texture": "35mm film, soft grain",
            "characters": [
                {
                    "id": name.lower(), "name": name, "aliases": [], "look": {"garment": garments[n % 7]},
                    "description": f"{name}: a grown person with dark hair, wearing a grey {garments[n % 7]} with a red collar.",
                }
                for n, name in enumerate(self.cast)
            ],
            "locations": [{"id": "the-place", "name": self.place, "kind": "room", "description": "A bare room with one lamp."}],
            "scenes": [
                {"first": n, "location": "the-place", "setting": "interior", "time_of_day": "evening",
                 "weather": "clear", "mood": "tense", "summary": "They talk."}
                for n in starts
            ],
        }  # fmt: skip

    def shots(self, asked: Asked) -> list[dict[str, Any]]:
        form = asked.schema["properties"]["shots"]["items"]["properties"]
        numbers, paragraphs = form["shot"]["enum"], form["first"]["enum"]
        people = form["figures"]["items"]["properties"]["character"].get("enum", [])
        sizes = ["long", "medium", "close", "full", "medium-close"]
        made = []
        for n, number in enumerate(numbers):
            at = paragraphs[min(len(paragraphs) - 1, n * len(paragraphs) // len(numbers))]
            quote = _quoted(asked.text, at)
            made.append({
                "shot": number, "first": at, "last": at, "action": "They look at the lamp and do not move.",
                "subject": "the lamp", "size": sizes[n % 5], "angle": "eye", "move": "static", "props": ["lamp"],
                "figures": [{"character": people[n % len(people)], "place": "centre", "facing": "camera",
                             "pose": "stand", "feeling": "neutral"}] if people else [],
                "lines": [{"speaker": people[n % len(people)], "words": quote, "delivery": ""}] if quote and people else [],
                "seconds": 4.0,
            })  # fmt: skip
        return made


PROMPTS = {
    "lens": 50,
    "framing": "She stands left of the lamp, the stair falls away behind her, a wet window at the right edge.",
    "light": "One oil lamp from below, warm and hard; the corners stay dark.",
    "texture": "35mm film, soft grain.",
    "camera": "Nothing moves but the frame's own breath.",
    "physics": "The flame leans, her sleeve follows it, rain crawls down the pane.",
}


def _first(schema: dict[str, Any]) -> dict[str, Any]:
    return {name: part["enum"][0] for name, part in schema["properties"].items()}


def _quoted(text: str, paragraph: int) -> str:
    """The first words between quotation marks in a numbered paragraph."""
    found = re.search(rf"^\({paragraph}\) .*?[“\"]([^”\"]{{3,110}}?)[,.!?][”\"]", text, re.MULTILINE)
    return found[1] if found else ""
