"""A local chat model through llama.cpp, in a process of its own.

Nothing here imports llama_cpp. One answer is written at a time: a second thread waits for the first, and
so does whoever asks again while a stream of his own is still open.
"""

import asyncio
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from typing import Any

from langchain_core.callbacks import AsyncCallbackManagerForLLMRun, CallbackManagerForLLMRun
from langchain_core.language_models import LanguageModelInput
from langchain_core.language_models.chat_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from langchain_core.runnables import Runnable
from langchain_core.tools import BaseTool
from langchain_core.utils.function_calling import convert_to_openai_tool
from pydantic import BaseModel, Field, PrivateAttr

from rushes.agents.model.answer_text import cleaned
from rushes.agents.model.llama_answer import Written, message_of
from rushes.agents.model.llama_process import LlamaProcess, Loading
from rushes.agents.model.llama_request import Question, question_of
from rushes.agents.model.llama_wire import Message
from rushes.agents.model.server_answer import as_last_chunk
from rushes.agents.model.server_request import choice_of
from rushes.agents.model.structured import structured
from rushes.agents.model.trouble import BadModel, BrainClosed, BrainDied
from rushes.errors import Bug

RESTARTS = 3
"""How often a model that crashes is started again for one answer. What crashes it every time ends after a minute, not
after a night."""


class LlamaChat(BaseChatModel):
    """One GGUF file. It is loaded at the first question, and again at the next after `close` or a crash.

    The same seed gives the same answer. `seed`, `temperature`, `top_p` and `max_tokens` can be bound per call, as can
    `response_format`. `max_tokens` None means as many as the context leaves. The heat is Meta's own for
    Llama 3.1 (its generation_config). `patience_s` is how long the model may say nothing, `loading_s` how long it may
    load. With `reuse_prompt` the beginning of the prompt that is the last one's too is not read again: quicker
    in a conversation, but the answer then depends, by rounding, on what was asked before.

    Raises BadModel, BrainDied (after RESTARTS), BrainClosed, ContextOverflow and BadQuestion.
    """

    loading: Loading
    seed: int = Field(default=1, ge=0, lt=2**32 - 1)
    temperature: float = Field(default=0.6, ge=0, le=2)
    top_p: float = Field(default=0.9, gt=0, le=1)
    max_tokens: int | None = Field(default=None, ge=1)
    patience_s: float = Field(default=120.0, gt=0)
    loading_s: float = Field(default=600.0, gt=0)
    reuse_prompt: bool = False
    _process: LlamaProcess | None = PrivateAttr(default=None)
    _turn: threading.Lock = PrivateAttr(default_factory=threading.Lock)

    @property
    def context(self) -> int:
        """Tokens for prompt and answer together."""
        return self.loading.context

    @property
    def _llm_type(self) -> str:
        return "llama.cpp"

    @property
    def _identifying_params(self) -> dict[str, Any]:
        told = ("seed", "temperature", "top_p", "max_tokens")
        return {"model": self.loading.path.name, "context": self.context} | {name: getattr(self, name) for name in told}

    def close(self) -> None:
        """End the model's process at once and free its memory. Whoever waits for an answer gets BrainClosed."""
        process, self._process = self._process, None
        if process:
            process.close()

    def get_num_tokens(self, text: str) -> int:
        """Tokens of a text by itself, as this model counts them."""
        return self._count({"text": text})

    def get_num_tokens_from_messages(self, messages: list[BaseMessage], tools: Sequence[Any] | None = None) -> int:
        """Tokens of the prompt these messages make, the tools told in it."""
        dicts = [convert_to_openai_tool(tool) for tool in tools or ()]
        return self._count({"messages": question_of(messages, {"tools": dicts}).messages})

    def bind_tools(
        self,
        tools: Sequence[dict[str, Any] | type | Callable[..., Any] | BaseTool],
        *,
        tool_choice: str | dict[str, Any] | bool | None = None,
        **kwargs: Any,
    ) -> Runnable[LanguageModelInput, AIMessage]:
        """`tool_choice`: "auto" (0 to 4 calls), "any" (1 to 4), "none", or a tool by name (1 call of it)."""
        dicts = [convert_to_openai_tool(tool) for tool in tools]
        choice = choice_of(tool_choice, [tool["function"]["name"] for tool in dicts])
        return self.bind(tools=dicts, tool_choice=choice, **kwargs)

    def with_structured_output(
        self, schema: dict[str, Any] | type, *, include_raw: bool = False, **kwargs: Any
    ) -> Runnable[LanguageModelInput, dict[str, Any] | BaseModel]:
        """Answers as values of a pydantic model, or as dicts of a JSON schema. Raises BadAnswer, or returns it."""
        return structured(self, schema, include_raw=include_raw, bound=kwargs)

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        del run_manager  # LangChain reports streamed tokens itself, from _stream
        return self._result(_asked(messages, stop, kwargs), kwargs, Written())

    async def _agenerate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        """On a thread. Whoever is cancelled ends the answer too: a thread that writes on would hold up the exit."""
        del run_manager
        written = Written()
        try:
            return await asyncio.to_thread(self._result, _asked(messages, stop, kwargs), kwargs, written)
        except asyncio.CancelledError:
            written.left.set()
            raise

    def _result(self, question: Question, bound: dict[str, Any], written: Written) -> ChatResult:
        for _ in self._shown(question, bound, written):
            pass
        return ChatResult(generations=[ChatGeneration(message=message_of(written, question))])

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        question, written = _asked(messages, stop, kwargs), Written()
        for piece in self._shown(question, kwargs, written):
            chunk = ChatGenerationChunk(message=AIMessageChunk(content=piece))
            if run_manager:
                run_manager.on_llm_new_token(piece, chunk=chunk)
            yield chunk
        yield ChatGenerationChunk(message=as_last_chunk(message_of(written, question), ""))

    def _shown(self, question: Question, bound: dict[str, Any], written: Written) -> Generator[str]:
        """The answer's text piece by piece as it may be shown: of a form, what it says."""
        own = ("seed", "temperature", "top_p", "max_tokens")
        sampling = {name: bound.get(name, getattr(self, name)) for name in own} | {"reuse_prompt": self.reuse_prompt}
        with self._turn, closing(self._told(question.request(sampling), written)) as told:
            for piece in told:
                shown = written.say.feed(piece) if question.tools else cleaned(piece)
                if shown:
                    yield shown

    def _told(self, request: Message, written: Written) -> Generator[str]:
        """The model's words. After a crash it is started and asked again, and goes on where it broke off."""
        for left in reversed(range(RESTARTS + 1)):
            try:
                yield from self._told_once(request, written)
            except BrainDied:
                self.close()
                if not left:
                    raise
            else:
                return

    def _told_once(self, request: Message, written: Written) -> Generator[str]:
        said = ""
        with closing(self._running().ask(request, self.patience_s)) as lines:
            for line in lines:
                if written.left.is_set():
                    raise BrainClosed("Nobody waits for this answer any more.")
                said += line.get("piece", "")
                if not said.startswith(written.text[: len(said)]):
                    raise BrainDied("The model was started again and answered differently.")
                if new := said[len(written.text) :]:
                    written.text = said
                    yield new
                written.counts = line.get("end", {})

    def _count(self, what: Message) -> int:
        written = Written()
        with self._turn:
            list(self._told({"do": "count", **what}, written))
        return written.counts["tokens"]

    def _running(self) -> LlamaProcess:
        """The process with the model loaded. Raises BadModel, BrainDied, BrainClosed."""
        process = self._process
        if process is None:
            process = self._process = LlamaProcess()
            try:
                process.load(self.loading, self.loading_s)
            except (BadModel, BrainDied, BrainClosed):
                self.close()
                raise
        return process


def _asked(messages: Sequence[BaseMessage], stop: list[str] | None, bound: dict[str, Any]) -> Question:
    if stop:
        raise Bug("A local model's answers end by their form or their own mark; stop words are not taken.")
    return question_of(messages, bound)
