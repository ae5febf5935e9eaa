"""Chat models that a trace is made with: one that tells of each exchange, one that answers from a tape.

Both take a `label` with an exchange (`bind(label=...)`): it names the exchange in the trace.
"""

import time
from collections.abc import Callable, Sequence
from typing import Any, ClassVar, cast

from langchain_core.callbacks import AsyncCallbackManagerForLLMRun, CallbackManagerForLLMRun
from langchain_core.language_models import BaseLanguageModel, LanguageModelInput
from langchain_core.language_models.chat_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from langchain_core.runnables import Runnable, RunnableBinding
from langchain_core.tools import BaseTool
from langchain_core.utils.function_calling import convert_to_openai_tool
from pydantic import ConfigDict

from rushes.agents.exchange_text import answer_from, answer_text, request_text
from rushes.agents.recording import heard, recalled
from rushes.agents.tape import Tape, raised
from rushes.errors import BadTrace, RushesError
from rushes.film.trace import CONTEXT, TOKENS, Asked

Tool = dict[str, Any] | type | Callable[..., Any] | BaseTool

_UNLABELLED = "chat"
_OURS = frozenset({"label", "tools_said", "choice_said"})
"""What is bound for the trace and no chat model's business."""


def counts_tokens(chat: BaseChatModel) -> bool:
    """Whether a chat model counts tokens itself: LangChain's own count would fetch a tokenizer."""
    return type(chat).get_num_tokens is not BaseLanguageModel.get_num_tokens


class RecordedChat(BaseChatModel):
    """A chat model whose exchanges are told to the recorder of the run they stand in; outside a run to nobody."""

    takes_labels: ClassVar[bool] = True

    chat: BaseChatModel

    @property
    def _llm_type(self) -> str:
        return self.chat._llm_type  # noqa: SLF001 - a chat model around a chat model

    @property
    def context(self) -> int | None:
        """The chat model's context in tokens, where it says so."""
        found: Any = getattr(self.chat, "context", None)
        context = found if isinstance(found, int) else None
        heard(CONTEXT, "", str(context or ""), None, 0.0)
        return context

    @property
    def loading(self) -> object:
        """How the chat model is loaded on this machine; None for one that is not."""
        return getattr(self.chat, "loading", None)

    def close(self) -> None:
        """Give back what the chat model holds, where it holds anything."""
        close: Callable[[], None] | None = getattr(self.chat, "close", None)
        if close:
            close()

    def get_num_tokens(self, text: str) -> int:
        """As the chat model counts; about two for seven characters where it doesn't."""
        count = self.chat.get_num_tokens(text) if counts_tokens(self.chat) else len(text) * 2 // 7
        heard(TOKENS, text, str(count), None, 0.0)
        return count

    def bind_tools(
        self, tools: Sequence[Tool], *, tool_choice: Any = None, **kwargs: Any
    ) -> Runnable[LanguageModelInput, AIMessage]:
        """The chat model's own binding, still told of."""
        label = kwargs.pop("label", _UNLABELLED)
        bound: Any = self.chat.bind_tools(tools, tool_choice=tool_choice, **kwargs)
        bare = not isinstance(bound, RunnableBinding)
        base, given = (bound, kwargs) if bare else cast("Any", (bound.bound, dict(bound.kwargs)))
        around = self if base is self.chat else self.model_copy(update={"chat": base})
        return around.bind(**{**given, "label": label, **_said(tools, tool_choice)})

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        label, request, given = self._about(messages, kwargs)
        if (known := recalled(label, request)) is not None:
            return _spoken(known)
        began = time.monotonic()
        try:
            result = self.chat._generate(messages, stop, run_manager, **given)  # noqa: SLF001
        except RushesError as error:
            heard(label, request, "", error, time.monotonic() - began)
            raise
        heard(label, request, _answer(result), None, time.monotonic() - began)
        return result

    async def _agenerate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        label, request, given = self._about(messages, kwargs)
        if (known := recalled(label, request)) is not None:
            return _spoken(known)
        began = time.monotonic()
        try:
            result = await self.chat._agenerate(messages, stop, run_manager, **given)  # noqa: SLF001
        except RushesError as error:
            heard(label, request, "", error, time.monotonic() - began)
            raise
        heard(label, request, _answer(result), None, time.monotonic() - began)
        return result

    def _about(self, messages: list[BaseMessage], bound: dict[str, Any]) -> tuple[str, str, dict[str, Any]]:
        """The exchange's label, its text, and what the chat model itself is given."""
        label = str(bound.get("label") or _UNLABELLED)
        return label, request_text(messages, bound), _for(self.chat, bound)


class TapeChat(BaseChatModel):
    """Answers from a tape. `otherwise` answers what a tape that is not strict doesn't know."""

    model_config = ConfigDict(arbitrary_types_allowed=True)
    takes_labels: ClassVar[bool] = True

    tape: Tape
    otherwise: BaseChatModel | None = None

    @property
    def _llm_type(self) -> str:
        return "tape"

    @property
    def context(self) -> int | None:
        """As it was then."""
        found = self.tape.asked(CONTEXT, "")
        if found is None:
            return getattr(self.otherwise, "context", None)
        return int(found.answer) if found.answer.isdecimal() else None

    def get_num_tokens(self, text: str) -> int:
        """As it was counted then."""
        found = self.tape.asked(TOKENS, text)
        if found is not None and found.answer.isdecimal():
            return int(found.answer)
        counted = self.otherwise is not None and counts_tokens(self.otherwise)
        return self.otherwise.get_num_tokens(text) if self.otherwise and counted else len(text) * 2 // 7

    def bind_tools(
        self, tools: Sequence[Tool], *, tool_choice: Any = None, **kwargs: Any
    ) -> Runnable[LanguageModelInput, AIMessage]:
        """The tools stand in the exchange's text."""
        return self.bind(tools=list(tools), tool_choice=tool_choice, **_said(tools, tool_choice), **kwargs)

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        del run_manager
        found = self._found(messages, kwargs)
        if found is None:
            return _result(self._real(kwargs).invoke(messages, stop=stop))
        return _from_tape(found)

    async def _agenerate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        del run_manager
        found = self._found(messages, kwargs)
        if found is None:
            return _result(await self._real(kwargs).ainvoke(messages, stop=stop))
        return _from_tape(found)

    def _found(self, messages: list[BaseMessage], bound: dict[str, Any]) -> Asked | None:
        return self.tape.asked(str(bound.get("label") or _UNLABELLED), request_text(messages, bound))

    def _real(self, bound: dict[str, Any]) -> Runnable[LanguageModelInput, AIMessage]:
        if self.otherwise is None:
            raise BadTrace("The trace has no answer to an exchange.", "Record the run again with its model.")
        given = _for(self.otherwise, bound)
        tools = given.pop("tools", None)
        return self.otherwise.bind_tools(tools, **given) if tools else self.otherwise.bind(**given)


def _for(chat: BaseChatModel, bound: dict[str, Any]) -> dict[str, Any]:
    """What of a binding a chat model takes: a label or a seed only where it knows of such."""
    if getattr(chat, "takes_labels", False):
        return dict(bound)
    seeded = "seed" in type(chat).model_fields
    return {name: value for name, value in bound.items() if name not in _OURS and (seeded or name != "seed")}


def _result(message: AIMessage) -> ChatResult:
    return ChatResult(generations=[ChatGeneration(message=message)])


def _spoken(answer: str) -> ChatResult:
    return ChatResult(generations=[ChatGeneration(message=answer_from(answer))])


def _from_tape(found: Asked) -> ChatResult:
    if found.error:
        raise raised(found.error)
    try:
        return _result(answer_from(found.answer))
    except ValueError as error:
        raise BadTrace(f"The answer to {found.label} can't be read: {error}.", "Record the run again.") from error


def _said(tools: Sequence[Tool], choice: Any) -> dict[str, Any]:
    """What was asked for, before a chat model's binding changes its form."""
    return {"tools_said": [convert_to_openai_tool(tool) for tool in tools], "choice_said": str(choice or "")}


def _answer(result: ChatResult) -> str:
    message: Any = result.generations[0].message
    return answer_text(message if isinstance(message, AIMessage) else AIMessage(str(message.content)))
