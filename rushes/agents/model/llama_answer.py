"""A local model's answer as LangChain's message, whole or cut off."""

import threading
from dataclasses import dataclass, field

from langchain_core.messages import AIMessage
from langchain_core.messages.ai import UsageMetadata
from langchain_core.messages.tool import ToolCall

from rushes.agents.model.answer_text import NotJson, cleaned, read_json
from rushes.agents.model.clamping import clamped_by
from rushes.agents.model.llama_request import Question
from rushes.agents.model.llama_wire import Message
from rushes.agents.model.tool_form import SayReader, broken_form, form_calls


@dataclass(slots=True)
class Written:
    """What the model has written so far, what of it may be shown, and at the end the child's counts.

    `left` is set when nobody waits for the answer any more.
    """

    text: str = ""
    say: SayReader = field(default_factory=SayReader)
    counts: Message = field(default_factory=dict[str, object])
    left: threading.Event = field(default_factory=threading.Event)


def message_of(written: Written, question: Question) -> AIMessage:
    """The message. A form that was cut off is an invalid call; its finish reason then is "length"."""
    asked, told = written.counts["prompt_tokens"], written.counts["answer_tokens"]
    message = AIMessage(
        content=written.say.said if question.tools else cleaned(written.text),
        response_metadata={"finish_reason": written.counts["finish"]},
        usage_metadata=UsageMetadata(input_tokens=asked, output_tokens=told, total_tokens=asked + told),
    )
    if not question.tools:
        return message
    try:
        good, bad = form_calls(read_json(written.text), question.turn)
    except NotJson:
        good, bad = [], [broken_form(written.text, question.turn)]
    return message.model_copy(
        update={"tool_calls": [_held(call, question) for call in good], "invalid_tool_calls": bad}
    )


def _held(call: ToolCall, question: Question) -> ToolCall:
    """The call with its arguments within their bounds."""
    return {**call, "args": clamped_by(question.tools.get(call["name"], {}), call["args"])}
