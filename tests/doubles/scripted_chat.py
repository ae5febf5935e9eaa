"""A chat model that says what its script says: answers in a row, or a function of what it was sent."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.messages.tool import tool_call_chunk
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from pydantic import Field

Reads = Callable[[Sequence[BaseMessage]], AIMessage]


class ScriptRanOut(AssertionError):
    """The model was asked more often than its script has answers."""


class ScriptedChat(BaseChatModel):
    """`script` holds answers in order; `reads` makes one from what was sent. Everything sent is kept in `sent`."""

    script: list[AIMessage] = Field(default_factory=list)
    reads: Reads | None = None
    sent: list[list[BaseMessage]] = Field(default_factory=list)
    bound: list[Any] = Field(default_factory=list)

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def bind_tools(self, tools: Sequence[Any], **kwargs: Any) -> "ScriptedChat":
        self.bound = list(tools)
        return self

    def _next(self, messages: Sequence[BaseMessage]) -> AIMessage:
        self.sent.append(list(messages))
        if self.reads:
            return self.reads(messages)
        if not self.script:
            raise ScriptRanOut(f"asked with: {messages[-1].text[:200]}")
        return self.script.pop(0)

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        return ChatResult(generations=[ChatGeneration(message=self._next(messages))])

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        answer = self._next(messages)
        text = str(answer.text)
        for start in range(0, len(text), 7):
            yield ChatGenerationChunk(message=AIMessageChunk(content=text[start : start + 7]))
        chunks = [
            tool_call_chunk(name=call["name"], args=_json(call["args"]), id=call["id"], index=place)
            for place, call in enumerate(answer.tool_calls)
        ]
        chunks += [
            tool_call_chunk(name=call["name"], args=call["args"], id=call["id"], index=len(chunks) + place)
            for place, call in enumerate(answer.invalid_tool_calls)
        ]
        yield ChatGenerationChunk(message=AIMessageChunk(content="", tool_call_chunks=chunks))


def _json(value: Any) -> str:
    import json

    return json.dumps(value)


def calls(*wanted: tuple[str, dict[str, Any]], say: str = "") -> AIMessage:
    """An answer with tool calls."""
    return AIMessage(
        say, tool_calls=[{"name": name, "args": args, "id": f"t{place}"} for place, (name, args) in enumerate(wanted)]
    )
