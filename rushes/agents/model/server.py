"""A chat model behind any OpenAI-compatible server: Ollama, llama-server, vLLM, LM Studio and their like."""

import asyncio
import json
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from typing import Any, Self, cast

from langchain_core.callbacks import AsyncCallbackManagerForLLMRun, CallbackManagerForLLMRun
from langchain_core.language_models import LanguageModelInput
from langchain_core.language_models.chat_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.messages.content import InvalidToolCall
from langchain_core.messages.tool import ToolCall
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from langchain_core.runnables import Runnable
from langchain_core.tools import BaseTool
from langchain_core.utils.function_calling import convert_to_openai_tool
from pydantic import Field, model_validator

from rushes.agents.model.answer_text import cleaned, json_in
from rushes.agents.model.server_address import ServerAddress
from rushes.agents.model.server_answer import Answer, as_last_chunk
from rushes.agents.model.server_dialect import about_tokens
from rushes.agents.model.server_models import explained
from rushes.agents.model.server_request import LEAST_ANSWER, Calling, Schemas, Terms, choice_of, request_of
from rushes.agents.model.server_trouble import ServerBroke, ServerLost, ServerRefused
from rushes.agents.model.server_wire import Wire, error_words
from rushes.agents.model.tool_form import SayReader, broken_form, form_calls

_PIECES_A_TOKEN = 8
_BYTES_A_TOKEN = 8192
"""What a stream may send for each token asked for, before it counts as one that has no end: some servers send
single letters as events of 400 bytes."""


class ServerChat(BaseChatModel):
    """One model of one server. Holds no connection and no key: threads may share it.

    `key_from` names the environment variable with the API key. `context` is in tokens, None if unknown: then
    only the server says when a prompt is too long. `patience_s` is how long it may send no token.
    `max_tokens`, `temperature` and `seed` can be bound per call, as can `response_format`.
    """

    base_url: str
    model: str
    key_from: str = ""
    context: int | None = Field(default=None, ge=256)
    patience_s: float = Field(default=120.0, gt=0)
    calling: Calling = "native"
    schemas: Schemas = "json_schema"
    streams: bool = True
    max_tokens: int = Field(default=2048, ge=1)
    temperature: float = Field(default=0.2, ge=0, le=2)
    seed: int | None = None

    @model_validator(mode="after")
    def _address_holds(self) -> Self:
        ServerAddress(self.base_url, self.key_from)
        return self

    @property
    def _llm_type(self) -> str:
        return "openai-compatible-server"

    @property
    def _identifying_params(self) -> dict[str, Any]:
        told = ("base_url", "model", "calling", "schemas", "max_tokens", "temperature", "seed")
        return {name: getattr(self, name) for name in told}

    @property
    def _terms(self) -> Terms:
        sampling = (self.max_tokens, self.temperature, self.seed)
        return Terms(self.model, self.calling, self.schemas, self.streams, self.context, *sampling)

    def get_num_tokens(self, text: str) -> int:
        """An estimate: LangChain's own count would load a tokenizer from the internet."""
        return about_tokens([{"content": text}])

    def bind_tools(
        self,
        tools: Sequence[dict[str, Any] | type | Callable[..., Any] | BaseTool],
        *,
        tool_choice: str | dict[str, Any] | bool | None = None,
        **kwargs: Any,
    ) -> Runnable[LanguageModelInput, AIMessage]:
        """`tool_choice`: "auto", "any" (at least one call), "none", or a tool by name."""
        dicts = [convert_to_openai_tool(tool) for tool in tools]
        choice = choice_of(tool_choice, [tool["function"]["name"] for tool in dicts])
        return self.bind(tools=dicts, tool_choice=choice, **kwargs)

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        del run_manager  # LangChain reports streamed tokens itself, from _stream
        return _whole(self._exchange(messages, stop, kwargs), threading.Event())

    async def _agenerate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        """On a thread, which hangs up at the next token when its asker is cancelled."""
        del run_manager
        left = threading.Event()
        try:
            return await asyncio.to_thread(_whole, self._exchange(messages, stop, kwargs), left)
        except asyncio.CancelledError:
            left.set()
            raise

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        exchange = self._exchange(messages, stop, kwargs)
        streamed = ""
        while True:
            try:
                piece = next(exchange)
            except StopIteration as end:
                message = cast("AIMessage", end.value)
                rest = str(message.content).removeprefix(streamed)
                yield ChatGenerationChunk(message=as_last_chunk(message, rest))
                return
            streamed += piece
            chunk = ChatGenerationChunk(message=AIMessageChunk(content=piece))
            if run_manager:
                run_manager.on_llm_new_token(piece, chunk=chunk)
            yield chunk

    def _exchange(
        self, messages: list[BaseMessage], stop: list[str] | None, bound: dict[str, Any]
    ) -> Generator[str, None, AIMessage]:
        """Pieces of the answer's text as they may be shown, then the whole message."""
        request = request_of(self._terms, messages, stop, bound)
        answer, say = Answer(), SayReader()
        for piece in self._pieces(request.body, answer):
            shown = say.feed(piece) if request.form else "" if request.in_words else cleaned(piece)
            if shown:
                yield shown
        if request.form:
            content, good, bad = _filled_form(answer.said, say, len(messages))
        else:
            content = _json_alone(answer.said) if request.in_words else cleaned(answer.said)
            good, bad = answer.calls(len(messages))
        return AIMessage(
            content=content,
            tool_calls=good,
            invalid_tool_calls=bad,
            response_metadata={"finish_reason": answer.finish, "model_name": answer.model or self.model},
            usage_metadata=answer.usage,
        )

    def _pieces(self, body: dict[str, Any], answer: Answer) -> Iterator[str]:
        wire = Wire(ServerAddress(self.base_url, self.key_from), self.patience_s)
        asked = int(body["max_tokens"])
        url = f"{wire.address.base_url}/chat/completions"
        try:
            for event in wire.events(url, body, 2**20 + _BYTES_A_TOKEN * asked):
                _refuse_error(event, wire.address.base_url)
                yield answer.take(event)
                if answer.pieces > _PIECES_A_TOKEN * asked + LEAST_ANSWER:
                    answer.finish = "length"
                    return
        except ServerRefused as refusal:
            raise explained(refusal, wire, self.model, self.context) from refusal
        except ServerLost:
            if not answer.finish:
                raise
        if not answer.finish:
            raise _ended_early(wire.address.base_url, answer)


def _whole(exchange: Generator[str, None, AIMessage], left: threading.Event) -> ChatResult:
    """The exchange to its end, or as far as somebody waits for it."""
    while True:
        try:
            next(exchange)
        except StopIteration as end:
            return ChatResult(generations=[ChatGeneration(message=cast("AIMessage", end.value))])
        if left.is_set():
            exchange.close()
            return ChatResult(generations=[])


def _json_alone(said: str) -> str:
    """The JSON object in an answer that may hold more than that; the answer itself if it holds none."""
    written = json_in(said)
    return cleaned(said) if written is None else json.dumps(written, ensure_ascii=False)


def _filled_form(said: str, say: SayReader, turn: int) -> tuple[str, list[ToolCall], list[InvalidToolCall]]:
    """The text and the calls of an answer in the tool form. An answer that is no form at all is plain talk."""
    written = json_in(said)
    if written is not None and ("say" in written or "calls" in written):
        told = written.get("say")
        return (say.said if say.begun else told if isinstance(told, str) else ""), *form_calls(written, turn)
    if say.begun:
        return say.said, [], [broken_form(said, turn)]
    return cleaned(said), [], []


def _ended_early(at: str, answer: Answer) -> ServerLost:
    log = "See the server's log: it may have run out of memory; then try again."
    if answer.pieces:
        return ServerLost(f"The model server at {at} ended its answer half way.", log)
    title = f"The model server at {at} ended without an answer."
    return ServerLost(title, f"The prompt may be too long for its context. {log}")


def _refuse_error(event: dict[str, Any], at: str) -> None:
    words = error_words(event.get("error"))
    if words:
        raise ServerBroke(f"The model server at {at} stopped with an error: {words[:300]}", "See the server's log.")
